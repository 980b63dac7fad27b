"""The details pane against a real history: it says why, follows its message, and cuts nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import until
from tests.ui.details.test_dealings import at_rest
from tests.ui.messages import make_receipt, make_row, make_segment, make_view
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history.model import MessageView
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.details.pane import DetailsPane
from ycloud_console.ui.details.passage import Passage
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import Theme

pytestmark = pytest.mark.gui


@pytest.fixture
async def pane(console: Console, bridge: Bridge, tasks: Tasks, qtbot: QtBot) -> DetailsPane:
    made = DetailsPane(console, bridge, tasks)
    qtbot.addWidget(made)
    made.resize(280, 700)
    made.show()
    return made


def rejected(**other: object) -> MessageView:
    row = make_row(1, MessageState.REJECTED, error="18", recipient="+8613800130018", country="CN", **other)
    receipt = make_receipt(1, row.queued_at + 2_114_000, "REJECTD", "18", MessageState.REJECTED)
    segments = [make_segment(number, row) for number in range(2, row.segment_count + 1)]
    return make_view(row, make_segment(1, row, receipts=(receipt,)), *segments)


async def test_it_says_what_happened_why_and_what_to_do(pane: DetailsPane) -> None:
    pane.show_message(rejected())
    assert pane.number.text() == "+86 138 0013 0018"
    assert pane.notice.tone == "danger"
    assert "18" in pane.notice.title
    assert "signature" in pane.notice.sentence.lower()
    assert "REJECTD err 18" in pane.timeline.passage.toPlainText()
    assert "stat:REJECTD" in pane.receipt.passage.toPlainText()
    assert "11041301030001006661" in pane.fields.passage.toPlainText()
    assert not pane.segments.isVisible()


async def test_segments_are_listed_when_there_are_several(pane: DetailsPane) -> None:
    pane.show_message(rejected(segment_count=3))
    words = pane.segments.passage.toPlainText()
    assert pane.segments.isVisible()
    assert words.count("Rejected") == 3
    pane.show_message(rejected())
    assert not pane.segments.isVisible()


@pytest.mark.parametrize("width", [240, 280, 600])
async def test_nothing_is_cut_in_a_narrow_pane(pane: DetailsPane, width: int) -> None:
    row = make_row(1, MessageState.UNDELIVERABLE, text="x" * 400)
    receipt = make_receipt(1, row.queued_at, "UNDELIV", "9" * 60, MessageState.UNDELIVERABLE)
    pane.show_message(make_view(row, make_segment(1, row, message_id="F" * 65, receipts=(receipt,))))
    pane.resize(width, 700)
    await until(lambda: all(_is_whole(passage) for passage in pane.findChildren(Passage)), "laid out")


def _is_whole(passage: Passage) -> bool:
    size = passage.document().size()
    return size.width() <= passage.width() and size.height() <= passage.height()


async def test_without_a_message_it_says_so(pane: DetailsPane) -> None:
    pane.show_message(rejected())
    pane.show_message(None)
    assert pane.message is None
    assert not pane.number.isVisible()


async def test_its_buttons(pane: DetailsPane, qtbot: QtBot) -> None:
    view = rejected()
    pane.show_message(view)
    wanted: list[object] = []
    pane.edit_and_resend.connect(wanted.append)
    qtbot.mouseClick(pane.edit_button, Qt.MouseButton.LeftButton)
    assert wanted == [view]
    qtbot.mouseClick(pane.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("SMS delivery report")
    assert pane.copy_button.text() == "Copied"


@at_rest
async def test_it_follows_its_message_until_the_receipt(
    pane: DetailsPane, console: Console, bound: Account
) -> None:
    (view,) = await console.send(bound.id, "YCloud", ["+6581234567"], "hello")
    pane.show_message(view)
    await until(lambda: pane.notice.tone == "success", "delivered")
    assert "DELIVRD" in pane.timeline.passage.toPlainText()
    assert "Sandbox" in pane.fields.passage.toPlainText()


async def test_a_queued_message_says_why_it_waits(
    pane: DetailsPane, console: Console, bound: Account
) -> None:
    await console.send(bound.id, "YCloud", ["+6581230003"], "the last one")
    await until(lambda: console.status(bound.id).paused, "paused")
    (view,) = await console.send(bound.id, "YCloud", ["+6581234567"], "waits")
    pane.show_message(view)
    assert "sending on this account is paused" in pane.notice.sentence
    assert "Resume sending" in pane.notice.sentence
    await console.unbind(bound.id)
    console.resume(bound.id)
    await until(lambda: "the account is not bound" in pane.notice.sentence, "another reason")


async def test_what_is_selected_stays_selected_when_nothing_changed(pane: DetailsPane) -> None:
    view = rejected()
    pane.show_message(view)
    pane.receipt.passage.selectAll()
    pane.show_message(view)
    assert pane.receipt.passage.textCursor().hasSelection()


async def test_everything_has_a_name_and_can_be_reached(pane: DetailsPane) -> None:
    pane.show_message(rejected(segment_count=2))
    for widget in pane.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
            assert named or widget.parent() is None, widget
    assert pane.timeline.passage.focusPolicy() & Qt.FocusPolicy.TabFocus


async def test_it_changes_colours_with_the_theme(pane: DetailsPane) -> None:
    pane.show_message(rejected())
    light = pane.timeline.passage.toHtml()
    Theme.current().set_mode("dark")
    assert pane.timeline.passage.toHtml() != light
    Theme.current().set_mode("light")
    assert pane.timeline.passage.toHtml() == light
