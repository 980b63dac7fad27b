"""For everybody: names on every page, a focus that can be seen, and words that may be longer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QListView,
    QPushButton,
    QSplitterHandle,
    QWidget,
)

from ycloud_console.accounts import Account
from ycloud_console.ui.theme import Theme
from ycloud_console.ui.widgets import ElidedLabel
from ycloud_console.ui.window import MainWindow

pytestmark = pytest.mark.gui

SIZE = QSize(1280, 720)


class Longer(QTranslator):
    """Every text 40 % longer, as some languages are."""

    def translate(self, _context: str, text: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        return text + "·" * (len(text) * 2 // 5)


@pytest.fixture
def longer(themed: QApplication) -> Iterator[None]:
    translator = Longer()
    themed.installTranslator(translator)
    yield
    themed.removeTranslator(translator)


@pytest.fixture
def window(window: MainWindow, bound: Account) -> MainWindow:
    """On the account that is bound."""
    window.resize(SIZE)
    window.show_accounts(bound.id)
    window.activateWindow()
    return window


def is_part(control: QWidget) -> bool:
    """A combo box's list and a spin box's field speak for it."""
    parent = control.parent()
    in_list = isinstance(control, QListView) and isinstance(parent, QFrame)
    return isinstance(parent, (QComboBox, QAbstractSpinBox)) or in_list


def named(control: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(control)
    return str(interface.text(QAccessible.Text.Name)) if interface else ""


def described(control: QWidget) -> str:
    owner = control.parent()
    return f"{type(control).__name__} {named(control)!r} in {type(owner).__name__}"


async def test_every_control_of_every_page_has_a_name_and_a_role(window: MainWindow) -> None:
    nameless: set[str] = set()
    for page in window.rail.captions:
        window.show_page(page)
        QApplication.processEvents()
        for control in window.findChildren(QWidget):
            if not control.isVisible() or is_part(control) or isinstance(control, QLabel):
                continue
            if control.focusPolicy() is Qt.FocusPolicy.NoFocus:
                continue
            interface = QAccessible.queryAccessibleInterface(control)
            if not named(control) or interface.role() is QAccessible.Role.NoRole:
                nameless.add(f"{page}: {described(control)}")
    assert not nameless, "\n".join(sorted(nameless))


@pytest.mark.usefixtures("longer")
async def test_words_that_are_40_per_cent_longer_are_not_cropped(window: MainWindow) -> None:
    assert "····" in window.top.bind_button.text() + window.composer.send_button.text()
    cropped: set[str] = set()
    for page in window.rail.captions:
        window.show_page(page)
        QApplication.processEvents()
        if window.size() != SIZE:
            cropped.add(f"{page}: the window has grown to {window.size()}")
        for control in window.findChildren(QWidget):
            if control.isVisible() and is_cropped(control):
                cropped.add(f"{page}: {described(control)} {control.size()} for {control.sizeHint()}")
    assert not cropped, "\n".join(sorted(cropped))


def is_cropped(control: QWidget) -> bool:
    """Whether words of a button or a label do not fit; what ends in … and has a tool tip may."""
    if isinstance(control, QLabel):
        if isinstance(control, ElidedLabel) or not control.text() or control.toolTip():
            return False
        needed = (
            control.heightForWidth(control.width()) if control.wordWrap() else control.sizeHint().height()
        )
        is_narrow = not control.wordWrap() and control.width() < control.sizeHint().width()
        return is_narrow or control.height() < needed - 2
    if isinstance(control, QPushButton):
        return control.width() < control.sizeHint().width() and not control.toolTip()
    return False


@pytest.mark.parametrize("look", ["light", "high contrast"])
async def test_the_focus_can_be_seen_on_every_control(window: MainWindow, look: str) -> None:
    Theme.current().set_high_contrast(look == "high contrast")
    try:
        for page in ("deliveries", "settings"):
            window.show_page(page)
            QApplication.processEvents()
            assert not await unseen(window), page
    finally:
        Theme.current().set_high_contrast(False)


async def unseen(window: MainWindow) -> list[str]:
    """The buttons and fields that look the same with the focus and without it."""
    found = []
    for control in window.findChildren(QWidget):
        kinds = (QAbstractButton, QComboBox, QAbstractSpinBox)
        if not isinstance(control, kinds) or isinstance(control, QSplitterHandle) or is_part(control):
            continue
        if not (
            control.isVisible() and control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            continue
        window.rail.setFocus()
        control.clearFocus()
        before = control.grab().toImage()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        if control.hasFocus() and control.grab().toImage() == before:
            found.append(described(control))
    return found
