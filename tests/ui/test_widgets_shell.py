"""The building blocks: what they promise to whoever uses them."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import until
from ycloud_console.ui.banner import Action, Banner
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import Theme
from ycloud_console.ui.widgets import ElidedLabel, Field, FlowLayout, Notice, button, icon_button, label

pytestmark = pytest.mark.gui


def test_what_came_over_the_wire_is_never_markup(themed: QApplication, qtbot: QtBot) -> None:
    made = label("<b>bold</b>")
    qtbot.addWidget(made)
    assert made.textFormat() is Qt.TextFormat.PlainText


def test_an_icon_button_has_a_name(themed: QApplication, qtbot: QtBot) -> None:
    made = icon_button("ph.x", "Put away")
    qtbot.addWidget(made)
    assert (made.accessibleName(), made.toolTip()) == ("Put away", "Put away")


def test_a_field_names_its_editor_and_says_faults_before_hints(themed: QApplication, qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = Field("&Port", editor, "30012 for TLS")
    qtbot.addWidget(field)
    field.show()
    assert editor.accessibleName() == "Port"
    assert field.caption.buddy() is editor
    assert editor.accessibleDescription() == "30012 for TLS"
    field.set_fault("A port is a number.")
    assert editor.accessibleDescription() == "A port is a number."
    assert editor.property("fault") is True
    field.set_fault("")
    assert editor.accessibleDescription() == "30012 for TLS"
    assert editor.property("fault") is False


def test_a_notice_is_hidden_until_it_has_something_to_say(themed: QApplication, qtbot: QtBot) -> None:
    pressed: list[str] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    notice = Notice("info", parent=parent)
    notice.add_action("Retry", lambda: pressed.append("retry")).click()
    assert notice.isHidden()
    notice.show_text("danger", "Lost", "The link was lost.")
    assert not notice.isHidden()
    assert notice.tone == "danger"
    assert notice.accessibleName() == "Lost The link was lost."
    assert pressed == ["retry"]


def test_chips_flow_onto_the_next_row(themed: QApplication, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    flow = FlowLayout(parent)
    chips = [button(f"Chip number {number}", "chip") for number in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    parent.resize(260, 300)
    parent.show()
    qtbot.waitExposed(parent)
    assert len({chip.y() for chip in chips}) > 1
    assert all(chip.geometry().right() <= 260 for chip in chips)
    assert flow.heightForWidth(260) > flow.heightForWidth(2000)


def test_an_elided_label_shows_the_whole_as_tool_tip(themed: QApplication, qtbot: QtBot) -> None:
    made = ElidedLabel("/a/very/long/path/to/somewhere/far/away")
    qtbot.addWidget(made)
    made.resize(60, 20)
    made.show()
    assert made.toolTip() == made.text()
    made.resize(900, 20)
    assert made.toolTip() == ""


def test_the_banner_keeps_one_notice_a_subject(themed: QApplication, qtbot: QtBot) -> None:
    pressed: list[str] = []
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("link", "warning", "Waiting", "in 5 s", [Action("Retry", lambda: pressed.append("first"))])
    banner.say("link", "danger", "Refused", "wrong", [Action("Retry", lambda: pressed.append("second"))])
    banner.say("history", "danger", "Full", "disk")
    assert banner.text("link") == "Refused wrong"
    strip = banner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[0]
    next(b for b in strip.findChildren(type(button(""))) if b.text() == "Retry").click()
    assert pressed == ["second"]
    banner.clear("link")
    banner.clear("link")
    assert banner.text("link") == ""
    assert not banner.isHidden()
    banner.clear("history")
    assert banner.isHidden()


async def test_tasks_are_held_and_their_failures_are_told() -> None:
    failures: list[tuple[str, str]] = []
    tasks = Tasks(lambda name, error: failures.append((name, str(error))))

    async def fail() -> None:
        await asyncio.sleep(0)
        raise ValueError("no")

    tasks.start(fail(), "failing")
    tasks.start(asyncio.sleep(60), "sleeping")
    assert tasks.names == ["failing", "sleeping"]
    await until(lambda: failures)
    assert failures == [("failing", "no")]
    await tasks.close()
    assert tasks.names == []
    assert len(failures) == 1


def test_escape_leaves_a_notice_and_the_keyboard_goes_where_it_came_from(
    themed: QApplication, qtbot: QtBot
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    first, opener, notice = button("First"), button("Open"), Notice()
    for each in (first, opener, notice):
        column.addWidget(each)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    opener.setFocus()
    notice.show_text("warning", "Really?")
    yes = notice.add_action("Yes", notice.hide)
    back = notice.add_action("Back", notice.hide, "link")
    back.setFocus()
    yes.setFocus()
    qtbot.keyClick(yes, Qt.Key.Key_Escape)
    assert notice.isHidden()
    assert window.focusWidget() is opener
    # So when the buttons are taken away.
    notice.show_text("warning", "Really?")
    back.setFocus()
    notice.clear_actions()
    assert window.focusWidget() is opener


def test_each_button_of_a_notice_shows_the_focus_and_none_moves_for_it(
    themed: QApplication, qtbot: QtBot
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    elsewhere, notice = QLineEdit(), Notice("warning", "Really?")
    column.addWidget(elsewhere)
    column.addWidget(notice)
    pair = [notice.add_action("Yes", notice.hide), notice.add_action("Back", notice.hide, "link")]
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    elsewhere.setFocus()
    places = [each.geometry() for each in pair]
    focus = Theme.current().colour("focus")
    for each in pair:
        edge = QPoint(0, each.height() // 2)
        assert each.grab().toImage().pixelColor(edge) != focus
        each.setFocus()
        assert each.grab().toImage().pixelColor(edge) == focus
        column.activate()
        assert [each.geometry() for each in pair] == places


def test_what_is_lower_stands_at_half_the_height_of_its_row(themed: QApplication, qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    flow = FlowLayout(outer, spacing=4)
    high, low, below = QWidget(), QWidget(), QWidget()
    for widget, height in ((high, 31), (low, 21), (below, 21)):
        widget.setFixedSize(60, height)
        flow.addWidget(widget)
    flow.setGeometry(QRect(0, 0, 130, 100))
    assert [each.y() for each in (high, low, below)] == [0, 5, 35]
