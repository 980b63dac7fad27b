"""The history's card: nothing is deleted or replaced before the operator has read what that means."""

from __future__ import annotations

import asyncio
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.history.conftest import new_inbound, new_message, new_receipt
from tests.history.test_restoring import Gate
from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history import HistoryUnavailable, store
from ycloud_console.history.retention import Excess
from ycloud_console.smpp.clock import now_us
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.opening import Opener
from ycloud_console.ui.settings.historycard import HistoryCard
from ycloud_console.ui.settings.oldcopies import OldCopies
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton
DAY = 24 * 3600 * 1_000_000


@pytest.fixture
async def card(console: Console, tasks: Tasks, qtbot: QtBot) -> HistoryCard:
    made = HistoryCard(console, tasks, Opener(lambda title, sentence: pytest.fail(sentence)))
    qtbot.addWidget(made)
    made.show()
    await until(lambda: made.size_label.text(), "the size")
    return made


async def fill(console: Console, *ages: int) -> None:
    """A refused message that old, in days, for each."""
    for age in ages:
        (view,) = await console.history.add([new_message()], at=now_us() - age * DAY)
        part = view.segments[0].id
        await console.history.mark_sent([part], now_us())
        await console.history.answered(part, 4, "", now_us())


def asks(card: HistoryCard, words: str) -> bool:
    """Whether it does, and can be answered: Qt shows a new button in its next round."""
    buttons = card.notice.findChildren(QPushButton)
    return words in card.notice.title and any(each.isVisible() for each in buttons)


def press(card: HistoryCard | OldCopies, words: str) -> None:
    (found,) = [
        each for each in card.notice.findChildren(QPushButton) if each.text() == words and each.isVisible()
    ]
    QTest.mouseClick(found, LEFT)


async def test_limits_are_off_and_hold_only_after_a_question(card: HistoryCard, console: Console) -> None:
    await fill(console, 40, 35, 10, 0)
    assert console.upkeep.keep.everything
    assert not card.apply_button.isEnabled()
    assert "by itself" in card.preview.text()
    card.days.setValue(30)
    await until(lambda: "Would delete now: 2 messages" in card.preview.text(), "how many")
    QTest.mouseClick(card.apply_button, LEFT)
    await until(lambda: asks(card, "Delete 2 messages now"), "the question")
    press(card, "Back")
    assert card.days.value() == 0
    assert sum((await console.history.counts()).values()) == 4
    assert console.upkeep.keep.everything

    card.days.setValue(30)
    QTest.mouseClick(card.apply_button, LEFT)
    await until(lambda: asks(card, "Delete 2 messages now"), "the question")
    press(card, "Delete and keep to it")
    await until(lambda: "Deleted: 2" in card.notice.title, "what was done")
    assert sum((await console.history.counts()).values()) == 2
    with console.settings.path.open("rb") as file:
        assert tomllib.load(file)["preferences"] == {"keep_days": 30, "keep_messages": 0}
    await until(lambda: not card.is_busy, "done")
    assert not card.apply_button.isEnabled()


async def test_what_goes_is_named_also_where_no_message_goes(card: HistoryCard, console: Console) -> None:
    old = now_us() - 40 * DAY
    for number in range(2):
        await console.history.inbound(new_inbound(f"{number}", received_at=old))
    await console.history.receipt(new_receipt("of nobody", received_at=old))
    card.days.setValue(30)
    what = "2 received messages, 1 unmatched receipts"
    await until(lambda: f"Would delete now: {what} older than" in card.preview.text(), "what")
    QTest.mouseClick(card.apply_button, LEFT)
    await until(lambda: asks(card, f"Delete {what} now, and keep to it?"), "the question")
    press(card, "Delete and keep to it")
    await until(lambda: card.notice.title == f"Deleted: {what}", "what was done")
    assert (await console.history.inbox_page()).rows == ()


async def test_a_deletion_that_stops_halfway_is_called_that(
    card: HistoryCard, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(console, 40)

    async def fail() -> Excess:
        raise HistoryUnavailable("The disk is full.")

    monkeypatch.setattr(console.upkeep, "trim", fail)
    card.days.setValue(30)
    QTest.mouseClick(card.apply_button, LEFT)
    await until(lambda: asks(card, "Delete 1 messages now"), "the question")
    press(card, "Delete and keep to it")
    await until(lambda: card.notice.tone == "danger", "what went wrong")
    assert (card.notice.title, card.notice.sentence) == ("Not everything was deleted", "The disk is full.")


async def test_old_copies_are_named_and_deleted_after_a_question(card: HistoryCard, console: Console) -> None:
    copies = card.copies
    assert not copies.isVisible()
    path = console.history.path
    made = [path.with_name(f"{path.name}.{name}-20260102T030405.000006") for name in ("v3", "before-restore")]
    for each in made:
        each.write_bytes(b"x" * 1024)
    card.refresh()
    await until(copies.isVisible, "the copies")
    assert "Beside the history: 2, 2.0 kB in all." in copies.words.text()
    # What is deleted stays in them.
    await fill(console, 40)
    card.days.setValue(30)
    QTest.mouseClick(card.apply_button, LEFT)
    await until(lambda: asks(card, "Delete 1 messages now"), "the question")
    assert "It stays in the old copies below" in card.notice.sentence
    press(card, "Back")

    QTest.mouseClick(copies.delete_button, LEFT)
    assert copies.notice.title == "Delete 2 old copies for good?"
    assert all(each.name in copies.notice.sentence for each in made)
    await until(lambda: copies.notice.findChildren(QPushButton)[-1].isVisible(), "its buttons")
    press(copies, "Back")
    assert not copies.notice.isVisible()
    assert all(each.exists() for each in made)
    QTest.mouseClick(copies.delete_button, LEFT)
    await until(lambda: copies.notice.findChildren(QPushButton)[-1].isVisible(), "its buttons")
    press(copies, "Delete old copies")
    await until(lambda: copies.notice.title == "Deleted: 2 old copies", "what was done")
    assert not any(each.exists() for each in made)
    await until(lambda: not copies.delete_button.isVisible(), "nothing is left to delete")
    await until(lambda: copies.notice.findChildren(QPushButton)[-1].isVisible(), "its buttons")
    press(copies, "Close")
    assert not copies.isVisible()
    assert path.exists()


async def test_what_deletes_nothing_needs_no_question(card: HistoryCard, console: Console) -> None:
    await fill(console, 1)
    card.messages.setValue(1000)
    await until(lambda: "Nothing is beyond these limits yet" in card.preview.text(), "nothing")
    QTest.mouseClick(card.apply_button, LEFT)
    await until(lambda: console.upkeep.keep.messages == 1000, "kept")
    assert sum((await console.history.counts()).values()) == 1


async def test_what_is_beyond_the_limits_is_counted_again_when_it_is_shown_again(
    card: HistoryCard, console: Console
) -> None:
    await fill(console, 3, 2, 1)
    card.messages.setValue(3)
    QTest.mouseClick(card.apply_button, LEFT)
    await until(lambda: console.upkeep.keep.messages == 3 and not card.is_busy, "kept")
    await until(lambda: "Nothing is beyond these limits yet" in card.preview.text(), "nothing")
    card.hide()
    await fill(console, 0)
    card.show()
    await until(lambda: "within the hour: 1 messages" in card.preview.text(), "the one too many")


async def test_of_a_damaged_backup_it_is_said_what_was_recovered(
    card: HistoryCard, console: Console, tmp_path: Path
) -> None:
    await fill(console, 2, 1)
    target = tmp_path / "backup.sqlite3"
    await console.upkeep.back_up(target)
    octets = bytearray(target.read_bytes())
    octets[100:4096] = b"\xff" * 3996
    target.write_bytes(octets)
    card.look_into(target)
    await until(lambda: card.notice.tone == "warning", "the question")
    press(card, "Restore")
    await until(lambda: card.notice.title == "Restored", "restored")
    assert "Messages recovered: 2; not readable: 0." in card.notice.sentence
    assert "before-restore" in card.notice.sentence
    await until(lambda: not card.is_busy, "at rest")


async def test_a_backup_is_written_and_restored(card: HistoryCard, console: Console, tmp_path: Path) -> None:
    await fill(console, 2, 1)
    (waiting,) = await console.history.add([new_message()])
    target = tmp_path / "backup.sqlite3"
    card.back_up(target)
    await until(lambda: card.notice.tone == "success", "backed up")
    assert "Messages sent: 3" in card.notice.sentence
    await fill(console, 0)

    replaced: list[bool] = []
    card.replaced.connect(lambda: replaced.append(True))
    await until(lambda: not card.is_busy, "at rest")
    card.look_into(target)
    await until(lambda: "in the place of the present history" in card.notice.title, "the question")
    assert "Messages sent: 3" in card.notice.sentence
    assert "wait to be sent in the present history: 1. They will not be sent" in card.notice.sentence
    assert sum((await console.history.counts()).values()) == 4
    press(card, "Restore")
    await until(lambda: card.notice.title == "Restored", "restored")
    assert replaced
    counts = await console.history.counts()
    assert counts == {MessageState.REJECTED: 2, MessageState.IN_DOUBT: 1}
    assert (await console.history.rows([waiting.row.id]))[0].state is MessageState.IN_DOUBT
    assert "before-restore" in card.notice.sentence
    assert "waited there, and are not sent: 1." in card.notice.sentence
    assert "limits" not in card.notice.sentence
    await until(lambda: "Messages: 3" in card.size_label.text(), "its size")


async def test_limits_do_not_delete_what_was_restored(
    card: HistoryCard, console: Console, tmp_path: Path
) -> None:
    await fill(console, 200, 100, 1)
    target = tmp_path / "backup.sqlite3"
    await console.upkeep.back_up(target)
    console.settings.set_preferences(keep_days=90)
    await console.upkeep.trim()
    card.show_limits()
    card.look_into(target)
    await until(lambda: "in the place of the present history" in card.notice.title, "the question")
    press(card, "Restore")
    await until(lambda: card.notice.title == "Restored", "restored")
    assert "beyond the limits for keeping it: 2." in card.notice.sentence
    assert (card.days.value(), console.upkeep.keep.everything) == (0, True)
    await console.upkeep.trim()
    assert sum((await console.history.counts()).values()) == 3


async def test_once_the_files_are_exchanged_there_is_no_stopping(
    card: HistoryCard, console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(console, 2)
    target = tmp_path / "backup.sqlite3"
    await console.upkeep.back_up(target)
    await fill(console, 1)
    gate = Gate(monkeypatch)
    replaced: list[bool] = []
    card.replaced.connect(lambda: replaced.append(True))
    card.look_into(target)
    await until(lambda: "in the place of the present history" in card.notice.title, "the question")
    press(card, "Restore")
    await gate.reached.wait()
    shown = [each for each in card.notice.findChildren(QPushButton) if each.text() and each.isVisible()]
    assert shown == []
    assert "cannot be stopped" in card.notice.sentence
    card.stop()
    gate.open()
    await until(lambda: card.notice.title == "Restored", "restored")
    assert replaced
    assert sum((await console.history.counts()).values()) == 1


async def test_a_restored_history_that_can_only_be_read_is_shown_and_said(
    card: HistoryCard, console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(console, 2)
    target = tmp_path / "backup.sqlite3"
    await console.upkeep.back_up(target)
    await fill(console, 1)
    replaced: list[bool] = []
    card.replaced.connect(lambda: replaced.append(True))
    card.look_into(target)
    await until(lambda: "in the place of the present history" in card.notice.title, "the question")

    def no_run(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(store, "Run", no_run)
    press(card, "Restore")
    await until(lambda: card.notice.tone == "danger", "the reason")
    assert "Restored, but" in card.notice.title
    assert "before-restore" in card.notice.sentence
    assert replaced
    assert sum((await console.history.counts()).values()) == 1


async def test_no_restoring_while_an_account_is_bound(
    card: HistoryCard, console: Console, bound: Account, tmp_path: Path
) -> None:
    target = tmp_path / "backup.sqlite3"
    await console.upkeep.back_up(target)
    card.look_into(target)
    await until(lambda: card.notice.tone == "warning", "the question")
    press(card, "Restore")
    await until(lambda: "bound" in card.notice.title, "the reason")
    assert "Unbind" in card.notice.sentence
    assert console.status(bound.id).is_bound
    assert not list(console.home.glob("*before-restore*"))
    await until(lambda: not card.is_busy, "at rest")
    assert card.restore_button.isEnabled()


async def test_what_is_no_backup_is_said(card: HistoryCard, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    card.look_into(tmp_path / "letter.txt")
    await until(lambda: card.notice.tone == "danger", "the reason")
    assert "is not a history" in card.notice.sentence
    await until(lambda: not card.is_busy, "at rest")
    card.back_up(tmp_path / "nowhere" / "backup.sqlite3")
    await until(lambda: "nowhere" in card.notice.sentence, "the reason")


async def test_compacting_goes_on_beside_sending(card: HistoryCard, console: Console, bound: Account) -> None:
    await fill(console, 1)
    card.ask_compact()
    await until(lambda: card.notice.tone == "warning", "the question")
    press(card, "Compact")
    views = await console.send(bound.id, "YCloud", ["+6581234567"] * 20, "hello")
    await until(lambda: card.notice.title == "Compacted", "done")

    async with asyncio.timeout(20):
        while (await console.history.counts()).get(MessageState.DELIVERED, 0) < len(views):
            await asyncio.sleep(0.05)
    assert console.status(bound.id).is_bound
