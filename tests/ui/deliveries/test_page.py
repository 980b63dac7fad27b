"""The deliveries page on a real history, with messages that really go through the practice SMSC."""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ParamSpec

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history import History, HistoryDamaged
from ycloud_console.history.model import MessageFilter, MessageView, NewMessage, NewSegment
from ycloud_console.sms.message import FAILED, PENDING, MessageState
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.deliveries.delegate import ROW_HEIGHT
from ycloud_console.ui.deliveries.feed import PAGE
from ycloud_console.ui.deliveries.page import DeliveriesPage
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui

GOOD = "+6581234567"
BLACKLISTED = "+6581230010"


@pytest.fixture
async def page(console: Console, bridge: Bridge, tasks: Tasks, qtbot: QtBot) -> DeliveriesPage:
    made = DeliveriesPage(console, bridge, tasks)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    await until(lambda: not tasks.names, "first reading")
    return made


P = ParamSpec("P")


def at_rest(test: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
    """End the page's work within the test, as the window does before the loop ends: Qt's timers go on."""

    @functools.wraps(test)
    async def whole(*args: P.args, **fixtures: P.kwargs) -> None:
        try:
            await test(*args, **fixtures)
        finally:
            page = fixtures["page"]
            assert isinstance(page, DeliveriesPage)
            page.close_down()
            await page._tasks.close()

    return whole


def texts(page: DeliveriesPage) -> list[str]:
    return [row.text for row in page.model.rows]


def states(page: DeliveriesPage) -> list[MessageState]:
    return [row.state for row in page.model.rows]


def queued(text: str, account: str = "acme") -> NewMessage:
    return NewMessage(
        account_id=account,
        sender="YCloud",
        recipient=GOOD,
        country="SG",
        text=text,
        encoding="GSM-7",
        registered_delivery=1,
        segments=(NewSegment(1, 5, b""),),
    )


@at_rest
async def test_messages_appear_and_change_as_they_go(
    page: DeliveriesPage, console: Console, bound: Account
) -> None:
    await console.send(bound.id, "YCloud", [GOOD], "first")
    await console.send(bound.id, "YCloud", [BLACKLISTED], "second")
    await console.send(bound.id, "YCloud", ["12345"], "third")
    await until(lambda: states(page).count(MessageState.DELIVERED) == 1 and not _pending(page), "all final")
    assert texts(page) == ["third", "second", "first"]
    lines = page.table_text().splitlines()
    assert lines[0].split() == ["Submitted", "To", "Message", "Seg", "Status", "Error", "Took"]
    assert "4 " in lines[2]
    assert "10 " in lines[3]
    assert "Delivered" in lines[4]
    chips = page.filters.findChildren(QPushButton)
    await until(lambda: chips[0].text() == "All 3", "counted")
    await until(lambda: chips[3].text() == "Failed 2", "counted")
    assert page.cards.sent.accessibleName().startswith("Sent today: 3")


def _pending(page: DeliveriesPage) -> int:
    return sum(1 for state in states(page) if state in PENDING)


@at_rest
async def test_a_chip_filters_and_holds_for_what_comes_later(
    page: DeliveriesPage, console: Console, bound: Account, qtbot: QtBot
) -> None:
    failed = page.filters.findChildren(QPushButton)[3]
    qtbot.mouseClick(failed, Qt.MouseButton.LeftButton)
    assert page.filters.states == FAILED
    await console.send(bound.id, "YCloud", [GOOD, BLACKLISTED], "later")
    await until(lambda: len(page.model.rows) == 1, "the failed one")
    assert page.model.rows[0].recipient == BLACKLISTED
    await until(lambda: failed.text() == "Failed 1", "counted")


@at_rest
async def test_what_is_read_does_not_vanish_from_under_the_reader(
    page: DeliveriesPage, console: Console, sandbox_account: Account
) -> None:
    page.filters.choose(PENDING)
    (view,) = await console.send(sandbox_account.id, "YCloud", [GOOD], "read me")
    await until(lambda: page.model.rows, "queued")
    assert page.select_message(view.row.id)
    await console.bind(sandbox_account.id)
    await until(lambda: states(page) == [MessageState.DELIVERED], "delivered, and still there")
    page.view.clearSelection()
    await until(lambda: not page.model.rows, "gone")


@at_rest
async def test_selecting_tells_the_whole_message(page: DeliveriesPage, console: Console) -> None:
    told: list[object] = []
    page.selected.connect(told.append)
    await console.history.add([queued("one"), queued("two")])
    await until(lambda: len(page.model.rows) == 2, "shown")
    page.view.selectRow(1)
    await until(lambda: told and isinstance(told[-1], MessageView), "read")
    assert isinstance(told[-1], MessageView)
    assert told[-1].row.text == "one"
    page.view.clearSelection()
    await until(lambda: told[-1] is None, "told of nothing")


@at_rest
async def test_search_finds_number_text_and_message_id(
    page: DeliveriesPage, console: Console, bound: Account
) -> None:
    sent = await console.send(bound.id, "YCloud", [GOOD, BLACKLISTED], "needle")
    await console.send(bound.id, "YCloud", [GOOD], "hay")
    await until(lambda: len(page.model.rows) == 3 and not _pending(page), "all final")
    page.set_search("NEEDLE")
    await until(lambda: len(page.model.rows) == 2, "by text")
    page.set_search("1230010")
    await until(lambda: [row.recipient for row in page.model.rows] == [BLACKLISTED], "by number")
    view = await console.history.message(sent[0].row.id)
    assert view is not None
    page.set_search(view.segments[0].message_id)
    await until(lambda: [row.id for row in page.model.rows] == [view.row.id], "by message ID")
    page.set_search("")
    await until(lambda: len(page.model.rows) == 3, "all again")


@at_rest
async def test_an_account_shows_its_own_messages(page: DeliveriesPage, console: Console) -> None:
    page.set_account("other")
    await console.history.add([queued("mine", "other"), queued("not mine")])
    await until(lambda: texts(page) == ["mine"], "its own")
    page.set_account(None)
    await until(lambda: len(page.model.rows) == 2, "all")


@at_rest
async def test_older_messages_come_when_they_are_scrolled_to(page: DeliveriesPage, console: Console) -> None:
    total = 4 * PAGE + 200
    await console.history.add([queued(f"message {number}") for number in range(total)])
    page.reload()
    bar = page.view.verticalScrollBar()
    # The scroll bar learns of the rows with the next layout.
    laid_out = (total - 100) * ROW_HEIGHT
    await until(lambda: page.model.rowCount() == total and bar.maximum() > laid_out, "counted, and laid out")
    assert len(page.model.rows) == PAGE

    def in_sight() -> list[str]:
        first, last = page.view.visible_rows()
        return [row.text for _, row in page.model.loaded(first, last)]

    bar.setValue(bar.maximum())
    await until(lambda: in_sight()[-1:] == ["message 0"], "the end")
    assert page.model.rowCount() == total
    bar.setValue(bar.maximum() // 2)
    middle = total // 2
    await until(lambda: len(in_sight()) > 5, "the middle")
    assert abs(int(in_sight()[0].split()[1]) - middle) < 20
    for row in range(0, total, 10):
        page.view.scrollTo(page.model.index(row, 0))
        await until(lambda: in_sight(), "in between")
    assert texts(page) == [f"message {number}" for number in reversed(range(total))]


@at_rest
async def test_a_row_chosen_before_it_was_loaded_is_told_once_it_is(
    page: DeliveriesPage, console: Console, qtbot: QtBot
) -> None:
    await console.history.add([queued(f"message {number}") for number in range(2 * PAGE)])
    page.reload()
    await until(lambda: page.model.rowCount() == 2 * PAGE, "counted")
    told: list[MessageView | None] = []
    page.selected.connect(told.append)
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    await until(lambda: told and told[-1] is not None and told[-1].row.text == "message 0", "the last one")


@at_rest
async def test_all_that_is_loaded_is_what_select_all_selects(page: DeliveriesPage, console: Console) -> None:
    await console.history.add([queued(f"message {number}") for number in range(2 * PAGE)])
    page.reload()
    await until(lambda: page.model.rowCount() == 2 * PAGE, "counted")
    page.view.selectAll()
    assert len(page.view.chosen_rows()) == PAGE
    page.view.copy_rows()
    assert len(QGuiApplication.clipboard().text().splitlines()) == PAGE


@at_rest
async def test_new_ones_wait_out_of_sight_while_something_is_selected(
    page: DeliveriesPage, console: Console, qtbot: QtBot
) -> None:
    await console.history.add([queued(f"old {number}") for number in range(40)])
    await until(lambda: len(page.model.rows) == 40, "shown")
    page.view.selectRow(3)
    place = page.view.rowViewportPosition(3)
    await console.history.add([queued(f"new {number}") for number in range(12)])
    await until(lambda: page.news.isVisible(), "told of")
    assert page.news.text() == "↑ 12 new"
    assert page.view.rowViewportPosition(15) == place
    qtbot.mouseClick(page.news, Qt.MouseButton.LeftButton)
    assert not page.news.isVisible()
    assert page.view.verticalScrollBar().value() == 0


@at_rest
async def test_a_message_id_is_copied(page: DeliveriesPage, console: Console, bound: Account) -> None:
    (view,) = await console.send(bound.id, "YCloud", [GOOD], "hello")
    await until(lambda: states(page) == [MessageState.DELIVERED], "delivered")
    page.view.copy_ids_wanted.emit(page.model.rows)
    done = await console.history.message(view.row.id)
    assert done is not None
    expected = done.segments[0].message_id
    await until(lambda: QGuiApplication.clipboard().text() == expected, "copied")


@at_rest
async def test_chinese_keeps_the_printed_columns_straight(page: DeliveriesPage, console: Console) -> None:
    await console.history.add(
        [queued("hello"), queued("【YCloud】您的验证码是 482913，请勿泄露给他人，五分钟内有效。")]
    )
    await until(lambda: len(page.model.rows) == 2, "shown")
    header, _, chinese, plain = page.table_text().splitlines()
    column = header.index("Seg")
    assert plain[column] == "1"
    wide = sum(1 for character in chinese[:column] if ord(character) > 0x2E80)
    assert chinese[column - wide] == "1"


@at_rest
async def test_an_empty_table_says_what_will_be_there(page: DeliveriesPage, console: Console) -> None:
    words = page.nothing
    assert "No messages yet" in words.text()
    await console.history.add([queued("hello")])
    await until(lambda: page.model.rows, "shown")
    assert words.isHidden()
    page.set_search("nowhere")
    await until(lambda: not page.model.rows, "none")
    assert words.text() == "No message matches."


@at_rest
async def test_what_was_cancelled_before_it_was_sent_is_neither_sent_nor_failed(
    page: DeliveriesPage, console: Console, bound: Account, sandbox_account: Account, qtbot: QtBot
) -> None:
    await console.send(bound.id, "YCloud", [BLACKLISTED], "failed")
    await until(lambda: states(page) == [MessageState.REJECTED], "failed")
    await console.unbind(bound.id)
    (view,) = await console.send(bound.id, "YCloud", [GOOD], "never sent")
    await console.cancel_queued([view.row.id])
    await until(lambda: MessageState.DELETED in states(page), "cancelled")
    assert "Cancelled" in page.table_text()
    assert "Deleted" not in page.table_text()
    failed = page.filters.findChildren(QPushButton)[3]
    cards = page.cards
    await until(lambda: "of 2 written" in cards.sent.accessibleName(), "counted")
    assert cards.sent.accessibleName().startswith("Sent today: 1")
    assert cards.failed.accessibleName().startswith("Failed: 1")
    await until(lambda: failed.text() == "Failed 1", "counted on the chip")
    qtbot.mouseClick(failed, Qt.MouseButton.LeftButton)
    await until(lambda: texts(page) == ["failed"], "only what failed")
    await until(lambda: page.figures.shown == 1, "counted")


@at_rest
async def test_an_export_calls_the_account_by_its_name(
    page: DeliveriesPage, console: Console, bound: Account, tmp_path: Path
) -> None:
    await console.send(bound.id, "YCloud", [GOOD], "exported")
    target = tmp_path / "out.jsonl"
    page.export_strip.start(MessageFilter(), 1, target)
    await until(target.exists, "exported")
    assert bound.name != bound.id
    assert json.loads(target.read_text("utf-8"))["account"] == bound.name


@at_rest
@pytest.mark.qt_log_ignore("This plugin does not support")
async def test_several_that_wait_are_cancelled_at_once(
    page: DeliveriesPage, console: Console, bound: Account, qtbot: QtBot
) -> None:
    await console.send(bound.id, "YCloud", [BLACKLISTED], "went out")
    await until(lambda: states(page) == [MessageState.REJECTED], "refused")
    await console.unbind(bound.id)
    await console.send(bound.id, "YCloud", [GOOD, "+6581234568"], "waits")
    await until(lambda: len(page.model.rows) == 3, "all")
    page.view.selectAll()
    menu = page.view._menu(QPoint())
    (cancel,) = [action for action in menu.actions() if action.text() == "Cancel…"]
    assert cancel.isEnabled()
    cancel.trigger()
    notice = page.cancel_strip.notice
    assert notice.title == "Cancel 2 messages?"
    yes, back = notice.findChildren(QPushButton)
    assert page.focusWidget() is back
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    await until(lambda: notice.title == "Cancelled: 2 messages", "cancelled")
    await until(lambda: [row.is_cancelled for row in page.model.rows] == [True, True, False], "shown")
    assert page.focusWidget() is page.view
    menu.close()


@at_rest
async def test_the_outcome_has_no_button_of_a_question_asked_meanwhile(
    page: DeliveriesPage, console: Console, sandbox_account: Account, qtbot: QtBot
) -> None:
    await console.send(sandbox_account.id, "YCloud", [GOOD, "+6581234568"], "waits")
    await until(lambda: len(page.model.rows) == 2, "all")
    strip = page.cancel_strip

    def buttons() -> list[str]:
        return [each.text() for each in strip.notice.findChildren(QPushButton) if not each.isHidden()]

    first, second = page.model.rows
    strip.ask([first], page.view)
    qtbot.mouseClick(strip.notice.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    # It has begun, and is not done.
    await asyncio.sleep(0)
    strip.ask([second], page.view)
    await until(lambda: strip.notice.title.startswith("Cancelled"), "cancelled")
    await until(lambda: buttons() == ["Close"], "nothing but the outcome")
    (waits,) = await console.history.rows([second.id])
    assert waits.state is MessageState.QUEUED


@at_rest
async def test_what_another_program_does_with_the_history_is_shown(
    page: DeliveriesPage, console: Console, sandbox_account: Account
) -> None:
    (mine,) = await console.send(sandbox_account.id, "YCloud", [GOOD], "mine")
    await until(lambda: texts(page) == ["mine"], "shown")
    assert page.select_message(mine.row.id)
    other = await History.open(console.history.path)
    try:
        await other.add([queued("theirs", sandbox_account.id)])
        await other.withdraw([mine.row.id], "cancelled")
        await until(lambda: texts(page) == ["theirs", "mine"], "the other's message")
        await until(lambda: page.model.rows[1].is_cancelled, "and what it did with ours")
        chosen = page.view.current_row()
        assert chosen is not None
        assert chosen.id == mine.row.id
    finally:
        await other.close()


@at_rest
async def test_where_only_other_accounts_have_messages_all_are_offered(
    page: DeliveriesPage, console: Console, qtbot: QtBot
) -> None:
    assert page.everyone_button.isHidden()
    await console.history.add([queued("theirs"), queued("theirs as well")])
    page.set_account("mine")
    await until(page.everyone_button.isVisible, "offered")
    assert page.nothing.text() == "This account has no messages. Other accounts have 2."
    page.set_search("nowhere")
    await until(lambda: page.nothing.text() == "No message matches.", "searched")
    assert page.everyone_button.isHidden()
    page.set_search("")
    await until(page.everyone_button.isVisible, "offered again")
    qtbot.mouseClick(page.everyone_button, Qt.MouseButton.LeftButton)
    await until(lambda: len(page.model.rows) == 2, "shown")
    assert page.everyone_button.isHidden()
    assert page.focusWidget() is page.view


async def test_a_history_that_cannot_be_read_is_not_shown_as_an_empty_one(
    console: Console, bridge: Bridge, qtbot: QtBot
) -> None:
    failures: list[BaseException] = []
    tasks = Tasks(lambda _, error: failures.append(error))
    await console.history.add([queued("one")], at=1)
    page = DeliveriesPage(console, bridge, tasks)
    qtbot.addWidget(page)
    page.show()
    await until(lambda: texts(page) == ["one"], "the message")
    page.figures.stop()
    # Nothing reads the history that is closed now.
    await until(lambda: not (tasks.names or bridge._timer.isActive()), "rest")
    path = console.history.path
    await console.history.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    console.history = History(path, None, None)
    try:
        page.set_search("one")
        await until(lambda: failures, "the failure")
        await until(lambda: page.nothing.isVisible(), "the reason")
        assert "its file is damaged" in page.nothing.text()
        assert "No message" not in page.nothing.text()
        assert {type(error) for error in failures} == {HistoryDamaged}, failures
        page.set_search("")
        page.reload()
        await until(lambda: not tasks.names, "at rest")
        assert "its file is damaged" in page.nothing.text()
    finally:
        page.close_down()
        await tasks.close()
