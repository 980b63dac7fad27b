"""The look: enough contrast everywhere, and one switch for it all."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ycloud_console.sms.message import MessageState
from ycloud_console.ui.theme import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Theme
from ycloud_console.ui.widgets import set_icon

pytestmark = pytest.mark.gui

TEXT_ON = [
    ("text", "window"),
    ("text", "surface"),
    ("text", "surface_alt"),
    ("text", "selection"),
    ("text_muted", "window"),
    ("text_muted", "surface"),
    ("text_muted", "surface_alt"),
    ("accent", "surface"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("danger", "surface"),
    ("danger", "selection"),
    ("success", "surface"),
    ("warning", "surface"),
    ("info", "surface"),
    *((tone, f"{tone}_soft") for tone in ("success", "danger", "warning", "info")),
]


def luminance(colour: QColor) -> float:
    """WCAG 2.1, relative luminance."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "background"), TEXT_ON)
def test_text_can_be_read(colours: dict[str, str], text: str, background: str) -> None:
    assert contrast(QColor(colours[text]), QColor(colours[background])) >= 4.5


@pytest.mark.parametrize("colours", [HIGH_LIGHT, HIGH_DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "background"), TEXT_ON)
def test_high_contrast_is_high(colours: dict[str, str], text: str, background: str) -> None:
    assert contrast(QColor(colours[text]), QColor(colours[background])) >= 7


@pytest.mark.parametrize("colours", [HIGH_LIGHT, HIGH_DARK], ids=["light", "dark"])
@pytest.mark.parametrize("edge", ["border", "border_strong", "focus"])
def test_high_contrast_shows_every_border(colours: dict[str, str], edge: str) -> None:
    assert contrast(QColor(colours[edge]), QColor(colours["surface"])) >= 4.5


def test_all_themes_have_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys() == HIGH_LIGHT.keys() == HIGH_DARK.keys()


def test_contrast_is_switched_like_the_theme(themed: QApplication, qtbot: QtBot) -> None:
    theme = Theme.current()
    try:
        with qtbot.waitSignal(theme.changed):
            theme.set_high_contrast(True)
        assert theme.colour("text") == QColor("#000000")
        theme.set_mode("dark")
        assert theme.colour("focus") == QColor(HIGH_DARK["focus"])
        assert HIGH_DARK["border"] in themed.styleSheet()
    finally:
        theme.set_high_contrast(False)
    assert themed.palette().color(QPalette.ColorRole.Window) == QColor(DARK["window"])


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_state_has_colours_that_can_be_read(themed: QApplication, mode: str) -> None:
    theme = Theme.current()
    theme.set_mode("dark" if mode == "dark" else "light")
    for state in MessageState:
        text, background = theme.state_colours(state)
        assert contrast(text, background) >= 4.5


def test_switching_dresses_the_application_anew_and_tells(themed: QApplication, qtbot: QtBot) -> None:
    theme = Theme.current()
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert theme.is_dark
    assert themed.palette().color(QPalette.ColorRole.Window) == QColor(DARK["window"])
    assert DARK["surface"] in themed.styleSheet()
    theme.set_mode("dark")
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("light")
    assert LIGHT["surface"] in themed.styleSheet()


def test_icons_follow_the_theme(themed: QApplication, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    set_icon(button, "ph.gear-six")
    light = button.icon().pixmap(16, 16).toImage()
    Theme.current().set_mode("dark")
    assert button.icon().pixmap(16, 16).toImage() != light


def test_an_unknown_colour_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Theme.current().colour("mauve")
