"""The inbox on a real history, with texts that really come back from the practice SMSC."""

from __future__ import annotations

import errno
import functools
import gc
import sqlite3
import warnings
from collections.abc import Awaitable, Callable
from contextlib import closing
from typing import Any, ParamSpec

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.history.conftest import SECOND, START, accepted, new_inbound, new_message, new_receipt
from tests.ui.conftest import until
from tests.ui.names import nameless
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history.removal import GiveBack
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.inbox.page import PAGE, InboxPage
from ycloud_console.ui.inbox.unread import Unread
from ycloud_console.ui.inbox.words import InboxModel, UnmatchedModel, text_of
from ycloud_console.ui.moments import full_utc
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui

LONG = "Thank you, please call me back tomorrow after ten. " * 5
P = ParamSpec("P")


@pytest.fixture
async def page(console: Console, bridge: Bridge, tasks: Tasks, qtbot: QtBot) -> InboxPage:
    unread = Unread(console, bridge, tasks)
    made = InboxPage(console, bridge, tasks, unread)
    unread.setParent(made)
    qtbot.addWidget(made)
    made.resize(1180, 600)
    return made


def at_rest(test: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
    """End the page's work within the test, as the window does before the loop ends: Qt's timers go on."""

    @functools.wraps(test)
    async def whole(*args: P.args, **fixtures: P.kwargs) -> None:
        try:
            await test(*args, **fixtures)
        finally:
            page = fixtures["page"]
            assert isinstance(page, InboxPage)
            page.close_down()
            page.unread.close_down()
            await page._tasks.close()

    return whole


def texts(page: InboxPage) -> list[str]:
    return [text_of(message) for message in page.model.rows]


def cells(page: InboxPage, number: int) -> list[str]:
    model = page.unmatched_model
    return [str(model.index(number, column).data()) for column in range(model.columnCount())]


async def shown(page: InboxPage) -> None:
    page.show()
    await until(lambda: page._is_fresh and not page._tasks.names, "first reading")


@at_rest
async def test_what_comes_back_is_shown_joined_and_answered(
    page: InboxPage, console: Console, bound: Account, qtbot: QtBot
) -> None:
    await shown(page)
    assert page.nothing.isVisible()
    assert "10086" in page.nothing.text()
    await console.send(bound.id, "YCloud", ["10086"], "hello")
    await until(lambda: texts(page) == ["hello"], "the short one")
    await console.send(bound.id, "YCloud", ["10086"], LONG)
    await until(lambda: texts(page) == [LONG, "hello"], "the long one, whole")
    assert not page.nothing.isVisible()
    assert page.model.row(0).total == 2
    page.view.selectRow(0)
    assert page.details.text.toPlainText() == LONG
    assert page.details.parts.toPlainText().count("data_coding") == 2
    assert not page.details.missing.isVisible()
    answers: list[tuple[str, str, str]] = []
    page.reply_wanted.connect(lambda *wanted: answers.append(wanted))
    qtbot.mouseClick(page.details.reply, Qt.MouseButton.LeftButton)
    assert answers == [("sandbox", "YCloud", "10086")]
    qtbot.mouseClick(page.details._copy.button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == LONG


@at_rest
async def test_a_missing_part_is_said_and_filled_in_under_the_readers_eyes(
    page: InboxPage, console: Console
) -> None:
    async def part(number: int, text: str) -> None:
        values: dict[str, Any] = {"part": number, "parts": 3, "reference": 5, "received_at": START + number}
        await console.history.inbound(new_inbound(text, **values))

    await part(1, "one, ")
    await part(3, "three.")
    await shown(page)
    assert texts(page) == ["one, [part 2 of 3 is missing]three."]
    page.view.selectRow(0)
    assert "Missing of 3 parts: 2." in page.details.missing.sentence
    await part(2, "two, ")
    await until(lambda: texts(page) == ["one, two, three."], "filled in")
    assert page.details.text.toPlainText() == "one, two, three."
    assert page.details.missing.isHidden()
    assert page.view.current_row() is page.model.row(0)


@at_rest
async def test_an_older_part_moves_the_message_and_keeps_it_selected(
    page: InboxPage, console: Console
) -> None:
    history = console.history
    await history.inbound(new_inbound("b", part=2, parts=2, reference=5, received_at=START + 9 * SECOND))
    await history.inbound(new_inbound("between", received_at=START + 5 * SECOND))
    await shown(page)
    page.view.selectRow(0)
    await history.inbound(new_inbound("a", part=1, parts=2, reference=5, received_at=START))
    await until(lambda: texts(page) == ["between", "ab"], "joined, in its place")
    assert page.details.text.toPlainText() == "ab"
    assert page.view.current_row() is page.model.row(1)


@at_rest
async def test_the_badge_counts_what_was_not_in_sight(page: InboxPage, console: Console) -> None:
    counts: list[int] = []
    page.unread.changed.connect(counts.append)
    await console.history.inbound(new_inbound("one"))
    await console.history.inbound(new_inbound("two"))
    await until(lambda: page.unread.count == 2, "two unread")
    await shown(page)
    await until(lambda: page.unread.count == 0, "seen")
    await console.history.inbound(new_inbound("three"))
    await until(lambda: len(texts(page)) == 3, "seen at once")
    assert page.unread.count == 0
    page.hide()
    await console.history.inbound(new_inbound("four"))
    await until(lambda: page.unread.count == 1, "one more")
    assert page.unread.layout_state() == {"inbox.seen": "3"}
    page.unread.restore_layout({"inbox.seen": "1"})
    await until(lambda: page.unread.count == 3, "as it was left")
    assert counts[-1] == 3


@at_rest
async def test_search_and_account_narrow_the_list(page: InboxPage, console: Console, bound: Account) -> None:
    await console.history.inbound(new_inbound("needle", account_id=bound.id))
    await console.history.inbound(new_inbound("hay", account_id="gone", source="4915123454919"))
    await shown(page)
    assert len(texts(page)) == 2
    page.search.setText("NEEDLE")
    await until(lambda: texts(page) == ["needle"], "by text")
    page.search.setText("+49 151")
    await until(lambda: texts(page) == ["hay"], "by number")
    page.account.setCurrentIndex(page.account.findData(bound.id))
    await until(lambda: texts(page) == [], "none of that account")
    assert page.nothing.text() == "No message matches."
    page.search.clear()
    await until(lambda: texts(page) == ["needle"], "the account's")


@at_rest
async def test_older_messages_come_when_they_are_scrolled_to(page: InboxPage, console: Console) -> None:
    for number in range(PAGE + 100):
        phone = f"86138{number:08d}"
        written = console.history.inbound(
            new_inbound(f"text {number}", source=phone, received_at=START + number)
        )
    await written
    await shown(page)
    bar = page.view.verticalScrollBar()
    await until(lambda: len(page.model.rows) == PAGE and bar.maximum() > 0, "a page, laid out")
    bar.setValue(bar.maximum())
    await until(lambda: len(page.model.rows) == PAGE + 100, "the rest")
    assert texts(page) == [f"text {number}" for number in range(PAGE + 99, -1, -1)]
    page.view.selectRow(300)
    place = page.view.rowViewportPosition(300)
    await console.history.inbound(new_inbound("new", received_at=START + 10_000))
    await until(lambda: texts(page)[0] == "new", "on top")
    assert page.view.rowViewportPosition(301) == place
    assert text_of(page.view.current_row()) == f"text {PAGE + 99 - 300}"


@at_rest
async def test_an_unmatched_receipt_says_why_and_leaves_when_it_matches(
    page: InboxPage, console: Console, qtbot: QtBot
) -> None:
    history = console.history
    (view,) = await history.add([new_message()], at=START)
    await history.mark_sent([view.segments[0].id], START)
    await history.receipt(new_receipt("77"))
    await accepted(history, "88", "+447712345678")
    await history.receipt(new_receipt("88"))
    await shown(page)
    await until(lambda: page.unmatched_chip.text() == "Unmatched receipts (2)", "counted")
    qtbot.mouseClick(page.unmatched_chip, Qt.MouseButton.LeftButton)
    why = [cells(page, number)[UnmatchedModel.WHY] for number in range(2)]
    assert why == ["The ID is of a message to +44 7712 345678", "No message has this ID"]
    page.unmatched_view.selectRow(1)
    assert page.unmatched_details.why.title == "No message has this ID"
    decoded: list[str] = []
    page.decode_wanted.connect(decoded.append)
    qtbot.mouseClick(page.unmatched_details.decode, Qt.MouseButton.LeftButton)
    assert decoded
    assert decoded[0].startswith("id:77 ")
    await history.answered(view.segments[0].id, 0, "77", START + SECOND)
    await until(lambda: page.unmatched_chip.text() == "Unmatched receipts (1)", "healed")
    assert page.unmatched_details.unmatched is None
    assert len(page.unmatched_model.rows) == 1


@at_rest
async def test_copying_a_row_gives_times_and_numbers_in_full(
    page: InboxPage, console: Console, qtbot: QtBot
) -> None:
    await console.history.inbound(new_inbound("two\nlines\tand a tab"))
    await shown(page)
    page.view.selectRow(0)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[1:] == ["8613800000001", "10086", "two lines and a tab", "main"]
    index = page.model.index(0, InboxModel.RECEIVED)
    assert full_utc(START) in index.data(Qt.ItemDataRole.ToolTipRole)
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.details.message is None


@at_rest
async def test_a_history_that_cannot_be_read_is_said_and_not_shown_as_empty(
    page: InboxPage, console: Console
) -> None:
    with closing(sqlite3.connect(console.history.path)) as other:
        other.execute("DROP TABLE inbound")
    page.show()
    await until(lambda: "cannot be used" in page.nothing.text(), "told")
    page._read_unmatched()
    await until(lambda: not page._tasks.names, "the receipts are read, which can be")
    assert "cannot be used" in page.nothing.text(), "still told"
    assert "Every receipt has found its message" in page.no_receipts.text()
    assert page.nothing.isVisible()


@at_rest
async def test_a_message_is_deleted_after_a_question_with_all_its_parts(
    page: InboxPage, console: Console, qtbot: QtBot
) -> None:
    whole = {"reference": 7, "parts": 2}
    for number in (1, 2):
        await console.history.inbound(new_inbound(f"part {number} ", part=number, **whole))
    await console.history.inbound(new_inbound("stays", received_at=START + SECOND))
    await shown(page)
    assert texts(page) == ["stays", "part 1 part 2 "]
    page.view.selectRow(1)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    notice = page.delete_strip.notice
    assert "Delete the message from" in notice.title
    assert len(texts(page)) == 2
    (yes,) = [each for each in notice.findChildren(QPushButton) if each.text() == "Delete message"]
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    await until(lambda: texts(page) == ["stays"], "the list follows")
    assert not page.delete_strip.isVisible()
    assert len((await console.history.inbox_page()).rows) == 1


@at_rest
async def test_a_deleted_message_is_not_called_kept_when_its_space_is_not_given_back(
    page: InboxPage,
    console: Console,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(_operation: GiveBack, _work: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(GiveBack, "apply", full)
    await console.history.inbound(new_inbound("goes"))
    await shown(page)
    page.view.selectRow(0)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    strip = page.delete_strip
    (yes,) = [each for each in strip.notice.findChildren(QPushButton) if each.text() == "Delete message"]
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    await until(lambda: texts(page) == [], "the list follows")
    await until(lambda: "was not given back" in caplog.text, "the try to give the space back")
    assert not strip.isVisible()
    assert "Nothing was deleted" not in strip.notice.title


@at_rest
async def test_what_comes_after_a_deletion_is_unread_all_the_same(page: InboxPage, console: Console) -> None:
    number = await console.history.inbound(new_inbound("gone"))
    await until(lambda: page.unread.count == 1, "unread")
    page.unread.restore_layout({"inbox.seen": str(number + 50)})
    await console.upkeep.remove_inbound([number])
    await until(lambda: page.unread.seen == 0 and page.unread.count == 0, "nothing is left")
    await console.history.inbound(new_inbound("new"))
    await until(lambda: page.unread.count == 1, "unread")


@at_rest
async def test_whatever_takes_the_focus_has_a_name(page: InboxPage, console: Console) -> None:
    await console.history.inbound(new_inbound())
    await shown(page)
    page.view.selectRow(0)
    assert nameless(page) == []


@at_rest
async def test_both_models_keep_the_rules_of_qt(
    page: InboxPage, console: Console, qtmodeltester: ModelTester
) -> None:
    for model in (page.model, page.unmatched_model):
        qtmodeltester.check(model)
    history = console.history
    for number in range(20):
        await history.inbound(new_inbound(f"{number}", received_at=START + number % 7))
        await history.receipt(new_receipt(f"5{number}"))
    await shown(page)
    await until(lambda: len(page.unmatched_model.rows) == 20, "filled")
    page.search.setText("1")
    await until(lambda: len(page.model.rows) == 20, "all have a 1 in a number")
    page.search.setText("51")
    await until(lambda: len(page.unmatched_model.rows) == 11, "narrowed")
    page.search.clear()
    await until(lambda: len(page.unmatched_model.rows) == 20, "all again")


async def test_what_is_cancelled_before_it_began_leaves_nothing_behind(page: InboxPage, tasks: Tasks) -> None:
    page.reload()
    page._read_unmatched()
    page.close_down()
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        await tasks.close()
        gc.collect()
    assert [str(each.message) for each in found] == []


@at_rest
async def test_the_question_before_a_deletion_ends_when_another_is_chosen(
    page: InboxPage, console: Console, qtbot: QtBot
) -> None:
    whole = {"reference": 7, "parts": 2}
    await console.history.inbound(new_inbound("part 1 ", part=1, **whole))
    await console.history.inbound(new_inbound("other", received_at=START + SECOND))
    await shown(page)
    page.view.selectRow(1)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    strip = page.delete_strip
    # Its other part comes: the message is the same, and is asked about as a whole.
    await console.history.inbound(new_inbound("part 2 ", part=2, received_at=START + 2 * SECOND, **whole))
    await until(lambda: "part 1 part 2 " in texts(page), "whole")
    assert text_of(page.view.current_row()) == "part 1 part 2 "
    assert strip.isVisible()
    assert len(strip._ids) == 2
    page.view.selectRow(texts(page).index("other"))
    assert not strip.isVisible()
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert strip.isVisible()
    page.unmatched_chip.click()
    assert not strip.isVisible()
