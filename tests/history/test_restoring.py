"""Putting another file in the history's place: whole or not at all, whatever comes between."""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.history.conftest import START, accepted, new_inbound, new_message, new_receipt, unmatched
from ycloud_console.history import (
    History,
    HistoryReplaced,
    HistoryUnavailable,
    NewInbound,
    backup,
    file,
    store,
)
from ycloud_console.history.drafts import Draft
from ycloud_console.history.progress import Stage, Step
from ycloud_console.history.recovery import BeginRun
from ycloud_console.history.sqlite import sqlitefile
from ycloud_console.history.work import Work

MINE = [new_inbound(f"mine {number}", source=f"86138{number:08}") for number in range(3)]
LATER = [new_inbound(f"later {number}", source=f"86139{number:08}") for number in range(4)]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "backup.sqlite3"


@pytest.fixture
async def history(path: Path, saved: Path) -> AsyncIterator[History]:
    """Has seven messages from phones; three of them are in *saved*."""
    opened = await History.open(path)
    for each in MINE:
        await opened.inbound(each)
    await asyncio.to_thread(backup.back_up, path, saved)
    for each in LATER:
        await opened.inbound(each)
    yield opened
    await opened.close()


@pytest.fixture
async def draft(history: History, saved: Path) -> AsyncIterator[Draft]:
    made = await prepared(history, saved)
    yield made
    made.discard()


async def prepared(history: History, source: Path) -> Draft:
    return await asyncio.to_thread(backup.prepare_restore, source, history.path)


async def texts(history: History) -> list[str]:
    return sorted(each.text for each in (await history.inbox_page()).rows)


def names(history: Path) -> set[str]:
    """What is beside the history, but for what is there for good."""
    sides = {history.name + side for side in ("", "-wal", "-shm", ".lock", ".restoring.lock")}
    return {each.name for each in history.parent.iterdir()} - sides - {"runs"}


def all_of(*sent: list[NewInbound]) -> list[str]:
    return sorted(each.text for some in sent for each in some)


class Gate:
    """Holds the exchange of the files until it is opened; then that is done, or fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> None:
        self._fails = fails
        self.reached = asyncio.Event()
        self._open = threading.Event()
        self._loop = asyncio.get_running_loop()
        self._real = backup.take_its_place
        monkeypatch.setattr(backup, "take_its_place", self._pass)

    def open(self) -> None:
        self._open.set()

    def _pass(self, draft: Draft, history: Path) -> Path | None:
        self._loop.call_soon_threadsafe(self.reached.set)
        self._open.wait()
        if self._fails:
            raise HistoryUnavailable("The files cannot be exchanged.")
        return self._real(draft, history)


def no_lock(path: Path) -> None:
    """Instead of ``file.locked``."""
    raise OSError(errno.ENOLCK, "No locks available", str(path))


async def test_who_cancels_while_the_files_are_exchanged_waits_for_that(
    history: History, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    taking = asyncio.create_task(history.take_in(draft))
    await gate.reached.wait()
    for _ in range(3):  # as often as one likes
        taking.cancel()
        for _ in range(10):
            await asyncio.sleep(0)
    assert not taking.done()
    gate.open()
    with pytest.raises(asyncio.CancelledError):
        await taking
    # What is acknowledged from now on is in the file that the next start opens.
    await history.inbound(new_inbound("acknowledged"))
    assert await texts(history) == sorted(["acknowledged", *all_of(MINE)])
    await history.close()
    again = await History.open(history.path)
    assert await texts(again) == sorted(["acknowledged", *all_of(MINE)])
    await again.close()


async def numbers(history: History) -> tuple[int, int, int, int]:
    """What a new message, its segment, a new receipt and a new message from a phone are given."""
    (view,) = await history.add([new_message()])
    receipt = await history.receipt(new_receipt("unknown"))
    assert receipt.message_id is None
    (kept, *_) = await unmatched(history, 1)
    inbound = await history.inbound(new_inbound("numbered"))
    return view.row.id, view.segments[0].id, kept.id, inbound


@pytest.mark.parametrize("again", [False, True])
async def test_numbers_of_the_replaced_history_are_not_given_out_again(
    history: History, draft: Draft, *, again: bool
) -> None:
    """A trace, an export, a list on the screen may still name something by its number."""
    await history.add([new_message(parts=3)])
    before = await numbers(history)
    await history.take_in(draft)
    if again:
        await history.close()
        history = await History.open(history.path)
    after = await numbers(history)
    assert [new > old for old, new in zip(before, after, strict=True)] == [True] * 4
    await history.close()


async def test_an_account_that_was_paused_while_the_draft_was_made_stays_paused(
    history: History, draft: Draft
) -> None:
    await history.pause("main", START)
    await history.take_in(draft)
    assert (await history.pauses())["main"].resumed_at is None


async def test_an_account_that_was_resumed_while_the_draft_was_made_stays_resumed(
    history: History, saved: Path
) -> None:
    await history.pause("main", START)
    made = await prepared(history, saved)
    await history.resume("main", START + 1)
    await history.take_in(made)
    made.discard()
    assert (await history.pauses())["main"].resumed_at == START + 1


async def test_a_lock_that_cannot_be_had_is_said_and_the_present_one_goes_on(
    history: History, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "locked", no_lock)
    with pytest.raises(HistoryUnavailable, match="cannot be used"):
        await history.take_in(draft)
    assert await texts(history) == all_of(MINE, LATER)
    await history.inbound(new_inbound("acknowledged"))


@pytest.mark.parametrize("steps", [1, 3, 10, 100])
async def test_it_can_be_read_and_written_whenever_it_was_cancelled(
    history: History, draft: Draft, steps: int
) -> None:
    taking = asyncio.create_task(history.take_in(draft))
    for _ in range(steps):
        await asyncio.sleep(0)
    taking.cancel()
    with suppress(asyncio.CancelledError):
        await taking
    assert await texts(history) == all_of(MINE)
    await history.inbound(new_inbound("acknowledged"))
    assert len((await history.inbox_page()).rows) == 4


class _Full(BeginRun):
    def apply(self, work: Work) -> None:
        raise sqlite3.OperationalError("database or disk is full")


def _no_run(_folder: Path) -> None:
    raise PermissionError(13, "Permission denied", "runs")


@pytest.mark.parametrize(("name", "broken"), [("Run", _no_run), ("BeginRun", _Full)])
async def test_a_restored_history_that_cannot_be_written_is_read_and_said(
    history: History, draft: Draft, monkeypatch: pytest.MonkeyPatch, name: str, broken: object
) -> None:
    monkeypatch.setattr(store, name, broken)
    with pytest.raises(HistoryReplaced, match=r"was restored.*kept as .*before-restore.*started again"):
        await history.take_in(draft)
    assert await texts(history) == all_of(MINE)
    with pytest.raises(HistoryUnavailable):
        await history.inbound(new_inbound())
    monkeypatch.undo()
    again = await History.open(history.path)
    assert await texts(again) == all_of(MINE)
    await again.close()


async def test_where_neither_can_be_done_the_present_one_can_be_read(
    history: History, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = await History.open(history.path)
    monkeypatch.setattr(store, "Run", _no_run)
    with pytest.raises(HistoryUnavailable, match=r"Another program.*only be read") as raised:
        await history.take_in(draft)
    assert not isinstance(raised.value, HistoryReplaced)
    assert await texts(history) == all_of(MINE, LATER)
    await other.close()


async def test_only_one_restores_at_a_time(history: History, saved: Path, draft: Draft) -> None:
    with pytest.raises(HistoryUnavailable, match="being restored already"):
        await prepared(history, saved)
    # Nor does another program that opens the history take it for what a crash left.
    reader = await History.open(history.path, owner=False)
    await reader.close()
    assert draft.path.exists()
    await history.take_in(draft)
    assert await texts(history) == all_of(MINE)
    draft.discard()
    (await prepared(history, saved)).discard()


async def test_what_a_crash_left_of_a_draft_is_removed_at_opening(path: Path) -> None:
    path.parent.mkdir()
    left = path.with_name(path.name + ".restoring")
    for each in (left, left.with_name(left.name + "-journal")):
        each.write_bytes(b"half")
    history = await History.open(path)
    assert names(path) == set()
    await history.close()


def _vanishing(source: Path, target: Path, *more: object, **options: bool) -> None:
    target.unlink(missing_ok=True)


def _other(source: Path, target: Path, *more: object, **options: bool) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("DELETE FROM inbound WHERE id = 1")
        new.commit()


@pytest.mark.parametrize("copy", [_vanishing, _other])
async def test_nothing_else_takes_the_place_than_what_was_looked_at(
    history: History, saved: Path, monkeypatch: pytest.MonkeyPatch, copy: Callable[..., None]
) -> None:
    monkeypatch.setattr(sqlitefile, "copy", copy)
    with pytest.raises(HistoryUnavailable):
        await prepared(history, saved)
    assert names(history.path) == set()
    assert await texts(history) == all_of(MINE, LATER)


async def test_after_restoring_there_is_a_log_again_and_backups_are_whole(
    history: History, draft: Draft, tmp_path: Path
) -> None:
    await history.take_in(draft)
    with closing(sqlite3.connect(history.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    await history.add([new_message(text="x" * 3000) for _ in range(4000)], at=START)
    done = asyncio.Event()

    async def write() -> int:
        count = 0
        while not done.is_set():
            await accepted(history, f"A{count}")
            await history.receipt(new_receipt(f"A{count}"))
            count += 1
        return count

    writing = asyncio.create_task(write())
    found = await asyncio.to_thread(backup.back_up, history.path, tmp_path / "second.sqlite3")
    done.set()
    written = await writing
    assert 4000 <= found.messages <= 4000 + written
    with closing(sqlite3.connect(tmp_path / "second.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_who_opens_the_history_while_it_is_backed_up_may_write(path: Path, saved: Path) -> None:
    history = await History.open(path)
    await history.add([new_message(text="x" * 3000) for _ in range(4000)], at=START)
    await history.close()
    written: list[bool] = []

    def write(step: Step) -> None:
        if step.stage is Stage.COPYING and not written:
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("UPDATE message SET text = text || 'yyyy'")
                other.execute("PRAGMA wal_checkpoint(PASSIVE)")
            written.append(True)

    await asyncio.to_thread(backup.back_up, path, saved, write)
    assert written
    with closing(sqlite3.connect(saved)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT DISTINCT length(text) FROM message").fetchall() == [(3000,)]


_CRASH = """
import asyncio, os, sqlite3, sys
from pathlib import Path
from tests.history.test_restoring import LATER, MINE
from ycloud_console.history import History, backup

path, saved, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])


def dying(real):
    def step(*args):
        global left
        left -= 1
        if left == 0:
            os._exit(9)
        return real(*args)
    return step


async def main():
    history = await History.open(path)
    for each in MINE:
        await history.inbound(each)
    backup.back_up(path, saved)
    # As long as somebody reads, the latest are in the log alone.
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM inbound").fetchone()
    for each in LATER:
        await history.inbound(each)
    draft = backup.prepare_restore(saved, path)
    real = backup.take_its_place

    def take(*args):
        Path.rename, os.replace = dying(Path.rename), dying(os.replace)
        return real(*args)

    backup.take_its_place = take
    await history.take_in(draft)
    os._exit(0)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be renamed")
@pytest.mark.parametrize("step", range(1, 7))
async def test_a_crash_in_the_exchange_parts_no_history_from_its_log(
    path: Path, saved: Path, step: int
) -> None:
    """Its steps: the new file aside, log, index and file out of the way, the new one in; then it is done."""
    command = [sys.executable, "-c", _CRASH, str(path), str(saved), str(step)]
    ended = await asyncio.to_thread(subprocess.run, command, check=False)
    assert ended.returncode == (9 if step < 6 else 0)
    history = await History.open(path)
    if step < 5:
        assert await texts(history) == all_of(MINE, LATER)
        assert names(path) == set()
    else:
        assert await texts(history) == all_of(MINE)
        kept = {name for name in names(path) if not name.endswith(("-wal", "-shm"))}
        (aside,) = kept
        assert backup.examine(path.with_name(aside)).inbound == 7
    await history.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be renamed")
@pytest.mark.parametrize("fails", ["the file's name", "the new one's name", "the folder"])
async def test_an_exchange_that_fails_gives_the_log_back(
    history: History, draft: Draft, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    real_rename, real_replace = Path.rename, sqlitefile.replace

    def rename(self: Path, target: Path) -> Path:
        if self == history.path and fails == "the file's name":
            raise PermissionError(13, "Permission denied", str(self))
        return real_rename(self, target)

    def replace(source: Path, target: Path) -> None:
        if target == history.path and fails == "the folder":
            os.replace(source, target)  # noqa: PTH105
        if target == history.path and fails != "the file's name":
            raise PermissionError(13, "Permission denied", str(target))
        real_replace(source, target)

    with closing(sqlite3.connect(history.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM inbound").fetchone()
        await history.inbound(new_inbound("in the log alone"))
        monkeypatch.setattr(Path, "rename", rename)
        monkeypatch.setattr(sqlitefile, "replace", replace)
        with pytest.raises(HistoryUnavailable, match="Permission denied"):
            await history.take_in(draft)
        monkeypatch.undo()
    assert await texts(history) == sorted(["in the log alone", *all_of(MINE, LATER)])
    assert names(history.path) == set()
