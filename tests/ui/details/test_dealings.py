"""Resend, ask and cancel, on a real link to the practice SMSC."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import until
from tests.ui.messages import make_row, make_view
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history import History
from ycloud_console.history.model import MessageView
from ycloud_console.sms.message import MessageState, SubmitOptions
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.deliveries.actions import Action, possible
from ycloud_console.ui.details.pane import DetailsPane
from ycloud_console.ui.details.ticket import ticket_text
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui

NO_RECEIPT = "+6581230090"
LONG = "This text is long enough for two segments. " * 5


@pytest.fixture
async def pane(console: Console, bridge: Bridge, tasks: Tasks, qtbot: QtBot) -> DetailsPane:
    made = DetailsPane(console, bridge, tasks)
    qtbot.addWidget(made)
    made.resize(280, 700)
    made.show()
    return made


P = ParamSpec("P")


def at_rest(test: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
    """End the pane's work within the test, as the window does before the loop ends: Qt's timers go on."""

    @functools.wraps(test)
    async def whole(*args: P.args, **fixtures: P.kwargs) -> None:
        try:
            await test(*args, **fixtures)
        finally:
            pane = fixtures["pane"]
            assert isinstance(pane, DetailsPane)
            pane.close_down()
            await pane._tasks.close()

    return whole


async def press(parent: QWidget, text: str, qtbot: QtBot) -> None:
    def found() -> list[QPushButton]:
        every = parent.findChildren(QPushButton)
        return [each for each in every if each.text() == text and each.isVisible()]

    # A button that was just added is seen with the next turn of the loop.
    await until(found, text)
    qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


async def show(pane: DetailsPane, console: Console, view: MessageView, state: MessageState) -> None:
    pane.show_message(view)
    await until(lambda: pane.message is not None and pane.message.row.state is state, str(state))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (MessageState.QUEUED, {Action.EDIT, Action.CANCEL}),
        (MessageState.SENT, {Action.EDIT, Action.RESEND}),
        (MessageState.ACCEPTED, {Action.EDIT, Action.RESEND, Action.ASK, Action.CANCEL}),
        (MessageState.IN_DOUBT, {Action.EDIT, Action.RESEND, Action.ASK}),
        (MessageState.DELIVERED, {Action.EDIT, Action.RESEND}),
        (MessageState.REJECTED, {Action.EDIT, Action.RESEND}),
    ],
)
def test_what_can_be_done_depends_on_the_state(state: MessageState, expected: set[Action]) -> None:
    assert possible(make_row(1, state, message_id="17")) == expected


@at_rest
async def test_it_is_sent_again_once_that_is_confirmed(
    pane: DetailsPane, console: Console, bound: Account, qtbot: QtBot
) -> None:
    options = SubmitOptions(priority=2)
    (view,) = await console.send(bound.id, "YCloud", ["+6581230010"], "again", options)
    await show(pane, console, view, MessageState.REJECTED)
    await press(pane, "Resend", qtbot)
    assert "+65 8123 0010" in pane.dealings.question.sentence
    await press(pane, "Back", qtbot)
    assert pane.dealings.question.isHidden()
    await press(pane, "Resend", qtbot)
    await press(pane, "Send again", qtbot)
    await until(lambda: pane.dealings.answer.title.startswith("Sent again"), "sent")
    rows = await console.history.messages()
    assert [(row.recipient, row.text, row.sender) for row in rows] == [("+6581230010", "again", "YCloud")] * 2
    views = await console.history.views([row.id for row in rows])
    assert views[0].options == views[1].options


@at_rest
async def test_what_may_have_arrived_is_warned_of(pane: DetailsPane, qtbot: QtBot) -> None:
    pane.show_message(make_view(make_row(1, MessageState.IN_DOUBT, status=None)))
    await press(pane, "Resend", qtbot)
    assert pane.dealings.question.tone == "warning"
    assert "may have been delivered already" in pane.dealings.question.sentence
    pane.show_message(make_view(make_row(2)))
    assert pane.dealings.question.isHidden()


@at_rest
async def test_the_smsc_is_asked_and_its_answer_shown(
    pane: DetailsPane, console: Console, bound: Account, qtbot: QtBot
) -> None:
    (view,) = await console.send(bound.id, "YCloud", [NO_RECEIPT], LONG)
    assert view.row.segment_count == 2
    await show(pane, console, view, MessageState.ACCEPTED)
    await press(pane, "Ask the SMSC", qtbot)
    await until(lambda: "answer" in pane.dealings.answer.title, "answered")
    sentence = pane.dealings.answer.sentence
    assert any(word in sentence for word in ("ENROUTE", "DELIVERED"))


@at_rest
async def test_without_a_bind_it_says_so(
    pane: DetailsPane, console: Console, bound: Account, qtbot: QtBot
) -> None:
    (view,) = await console.send(bound.id, "YCloud", [NO_RECEIPT], "hello")
    await show(pane, console, view, MessageState.ACCEPTED)
    await console.unbind(bound.id)
    await press(pane, "Ask the SMSC", qtbot)
    await until(lambda: pane.dealings.answer.tone == "danger", "not bound")
    assert pane.dealings.answer.sentence


@at_rest
async def test_a_refusal_is_shown_as_the_smsc_gave_it(
    pane: DetailsPane, console: Console, bound: Account, qtbot: QtBot
) -> None:
    (view,) = await console.send(bound.id, "YCloud", [NO_RECEIPT], "delivered, and nobody told us")
    await show(pane, console, view, MessageState.ACCEPTED)
    answer = pane.dealings.answer
    while "DELIVERED" not in answer.sentence:
        await press(pane, "Ask the SMSC", qtbot)
        await until(lambda: "answer" in answer.title, "answered")
    await press(pane, "Cancel", qtbot)
    await press(pane, "Ask to cancel", qtbot)
    await until(lambda: answer.tone == "danger", "refused")
    assert "17 ESME_RCANCELFAIL" in answer.sentence


@at_rest
async def test_a_cancelled_message_is_not_delivered(
    pane: DetailsPane, console: Console, bound: Account, qtbot: QtBot
) -> None:
    (view,) = await console.send(bound.id, "YCloud", ["+6581230097"], "slow")
    await show(pane, console, view, MessageState.ACCEPTED)
    await press(pane, "Cancel", qtbot)
    await press(pane, "Ask to cancel", qtbot)
    await until(lambda: pane.dealings.answer.tone == "success", "cancelled")
    assert pane.dealings.answer.sentence == "Cancelled."


@at_rest
async def test_what_is_queued_is_taken_back(
    pane: DetailsPane, console: Console, sandbox_account: Account, qtbot: QtBot
) -> None:
    (view,) = await console.send(sandbox_account.id, "YCloud", [NO_RECEIPT], "not yet")
    await show(pane, console, view, MessageState.QUEUED)
    assert pane.resend_button.isHidden()
    await press(pane, "Cancel", qtbot)
    await press(pane, "Cancel message", qtbot)
    await show(pane, console, view, MessageState.DELETED)
    assert "Cancelled before it was sent" in pane.notice.title


@at_rest
async def test_how_long_it_waits_and_took(pane: DetailsPane) -> None:
    pane.show_message(make_view(make_row(1, MessageState.ACCEPTED)))
    assert pane._waiting.text().startswith("Waiting for ")
    pane.show_message(make_view(make_row(1)))
    assert pane._waiting.text() == "Delivered after 2.11 s"


@at_rest
async def test_the_pdus_are_asked_for(pane: DetailsPane, qtbot: QtBot) -> None:
    pane.show_message(make_view(make_row(7)))
    assert pane.pdus_button.isHidden()
    pane.pdus_button.show()
    with qtbot.waitSignal(pane.show_pdus) as told:
        await press(pane, "Show PDUs", qtbot)
    assert told.args == [7]


@at_rest
async def test_the_fields_are_those_of_the_submit(
    pane: DetailsPane, console: Console, bound: Account
) -> None:
    options = SubmitOptions(priority=3, validity=3600, dest_ton=2, tlvs=((0x1501, b"\x0a\x0b"),))
    (view,) = await console.send(bound.id, "YCloud", [NO_RECEIPT], "fields", options)
    pane.show_message(view)
    words = pane.fields.passage.toPlainText()
    for expected in (
        "5 / 0",
        "2 / 1",
        "6581230090",
        "priority_flag",
        "1:00:00 h",
        "TLV 0x1501",
        "0a 0b",
        "data_coding",
        "0 (0x00)",
    ):
        assert expected in words
    assert "protocol_id" not in words


@at_rest
async def test_what_was_cancelled_here_is_cancelled_and_no_failure(
    pane: DetailsPane, console: Console, sandbox_account: Account, qtbot: QtBot
) -> None:
    (view,) = await console.send(sandbox_account.id, "YCloud", [NO_RECEIPT], LONG)
    await console.cancel_queued([view.row.id])
    await show(pane, console, await _now(console, view), MessageState.DELETED)
    assert pane.notice.tone == "info"
    assert "Cancelled" in pane.timeline.passage.toPlainText()
    segments = pane.segments.passage.toPlainText()
    assert segments.count("Cancelled") == 2
    assert "Deleted" not in segments
    assert "Took" not in pane.fields.passage.toPlainText()
    assert pane._waiting.isHidden()
    ticket = ticket_text(await _now(console, view), "en")
    assert "Cancelled" in ticket
    assert "Deleted" not in ticket
    assert "Took" not in ticket


async def _now(console: Console, view: MessageView) -> MessageView:
    found = await console.history.message(view.row.id)
    assert found is not None
    return found


@at_rest
async def test_what_was_done_meanwhile_is_said(
    pane: DetailsPane, console: Console, sandbox_account: Account, qtbot: QtBot
) -> None:
    views = await console.send(sandbox_account.id, "YCloud", [NO_RECEIPT, "+6581230097"], "mine?")
    other = await History.open(console.history.path)
    try:
        for view in views:
            await show(pane, console, view, MessageState.QUEUED)
            await press(pane, "Cancel", qtbot)
            if view is views[0]:
                await other.withdraw([view.row.id], "cancelled")
            else:
                # Only the run that has it in hand can send it: the link of this one, just now.
                await console.history.mark_sent([view.segments[0].id], view.row.queued_at + 1)
            await press(pane, "Cancel message", qtbot)
            await until(lambda: not pane.dealings.answer.isHidden(), "answered")
            gone = view is views[1]
            assert pane.dealings.answer.title == ("Not cancelled" if gone else "Cancelled already")
            assert ("It has gone out" in pane.dealings.answer.sentence) is gone
            assert pane.message is not None
            assert pane.message.row.state is (MessageState.SENT if gone else MessageState.DELETED)
    finally:
        await other.close()


@at_rest
async def test_the_keyboard_stays_in_the_details(
    pane: DetailsPane, console: Console, sandbox_account: Account, qtbot: QtBot
) -> None:
    (view,) = await console.send(sandbox_account.id, "YCloud", [NO_RECEIPT], "not yet")
    await show(pane, console, view, MessageState.QUEUED)
    pane.activateWindow()
    await press(pane, "Cancel", qtbot)
    await press(pane, "Cancel message", qtbot)
    await until(lambda: pane.message is not None and pane.message.row.is_cancelled, "cancelled")
    assert pane.focusWidget() is pane.edit_button
    await press(pane, "Resend", qtbot)
    focused = pane.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Back"
    await press(pane, "Send again", qtbot)
    await until(lambda: pane.dealings.answer.title.startswith("Sent again"), "sent")
    assert pane.focusWidget() is pane.edit_button
