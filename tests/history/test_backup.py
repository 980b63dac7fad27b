"""Backups: whole, private, written while messages come and go; and restoring sends nothing twice."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import stat
import sys
import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest

from tests.history.conftest import START, accepted, new_inbound, new_message, new_receipt, state_of, unmatched
from tests.history.test_migration import VERSION_1
from ycloud_console.history import History, HistoryTooNew, HistoryUnavailable, backup, rows, work
from ycloud_console.history.backup import NotABackup
from ycloud_console.history.harmless import make_harmless
from ycloud_console.history.progress import Cancelled, Stage, Step
from ycloud_console.history.sqlite import dialect, sqlitefile
from ycloud_console.sms.copied import Copied
from ycloud_console.sms.message import MessageState

S = MessageState


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "backup.sqlite3"


@pytest.fixture(autouse=True)
def elsewhere(target: Path) -> None:
    target.parent.mkdir()


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def saved(history: History, target: Path) -> backup.Contents:
    return await asyncio.to_thread(backup.back_up, history.path, target)


async def restored(history: History, source: Path) -> Path | None:
    draft = await asyncio.to_thread(backup.prepare_restore, source, history.path)
    return await history.take_in(draft)


async def test_a_backup_is_one_private_file_with_everything_committed(history: History, target: Path) -> None:
    await accepted(history, "1")
    await history.inbound(new_inbound())
    found = await saved(history, target)
    assert (found.messages, found.inbound, found.under_way) == (1, 1, 0)
    assert (found.first_at, found.last_at, found.path) == (START, START, target)
    assert names(target.parent) == [target.name]
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert await asyncio.to_thread(backup.examine, target) == found
    assert names(target.parent) == [target.name]


async def test_a_backup_is_of_one_moment_though_messages_come_and_go(history: History, target: Path) -> None:
    await history.add([new_message(text="x" * 3000) for _ in range(4000)], at=START)
    steps: list[Step] = []
    done = asyncio.Event()

    async def write() -> int:
        count = 0
        while not done.is_set():
            await accepted(history, f"A{count}")
            await history.receipt(new_receipt(f"A{count}"))
            count += 1
        return count

    writing = asyncio.create_task(write())
    found = await asyncio.to_thread(backup.back_up, history.path, target, steps.append)
    done.set()
    written = await writing
    assert written > 0
    assert 4000 <= found.messages <= 4000 + written
    assert {step.stage for step in steps} >= {Stage.COPYING}
    copying = [step for step in steps if step.stage is Stage.COPYING]
    assert [step.done for step in copying] == sorted(step.done for step in copying)
    assert copying[-1].done == copying[-1].total
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


async def test_what_waits_in_a_backup_is_never_sent_again(history: History, target: Path) -> None:
    """The backup was made while messages waited; they went out; then it is restored."""
    views = await history.add([new_message(parts=2), new_message(), new_message()])
    sent = views[2].segments[0].id
    await history.mark_sent([sent], START + 1)
    assert (await saved(history, target)).under_way == 0  # in the copy they are in doubt already
    raw = target.with_name("raw.sqlite3")
    await asyncio.to_thread(sqlitefile.copy, history.path, raw)
    for view in views[:2]:
        for part in view.segments:
            await history.mark_sent([part.id], START + 2)
            await history.answered(part.id, 0, f"M{part.id}", START + 3)
    await history.answered(sent, 0, "M", START + 3)
    # Also when somebody copied the file by hand, which tells more.
    assert (await asyncio.to_thread(backup.examine, raw)).under_way == 3
    for source in (target, raw):
        await restored(history, source)
        assert await history.queued("main") == []
        assert (await history.leftovers("main", START * 2)).count == 0
        assert await history.waiting("main") == []
        for view in await history.views([each.row.id for each in views]):
            assert view.row.state is S.IN_DOUBT
            assert {part.doubt for part in view.segments} == {Copied.BACKUP.value}
        parts = [part.id for view in views for part in view.segments]
        assert await history.mark_sent(parts, START + 9) == frozenset()


async def test_a_copy_made_harmless_leaves_nothing_in_memory(history: History, path: Path) -> None:
    await history.add([new_message(parts=2) for _ in range(1000)], at=START)
    await history.close()
    engine = dialect.writer_engine(path)
    tracemalloc.start()
    try:
        with engine.begin() as connection:
            assert make_harmless(connection, Copied.BACKUP) == 1000
        ours = [tracemalloc.Filter(True, str(each.__file__)) for each in (work, rows)]
        held = sum(each.size for each in tracemalloc.take_snapshot().filter_traces(ours).statistics("lineno"))
    finally:
        tracemalloc.stop()
        engine.dispose()
    assert held < 100_000  # octets; 2,000 segments take ten times as many


async def test_a_backup_put_in_place_by_hand_sends_nothing_either(path: Path, target: Path) -> None:
    history = await History.open(path)
    (view,) = await history.add([new_message()])
    await saved(history, target)
    await history.close()
    shutil.copy(target, path)
    history = await History.open(path)
    assert await history.queued("main") == []
    assert await state_of(history, view.row.id) is S.IN_DOUBT
    await history.close()


async def test_restoring_keeps_the_present_history_aside(history: History, target: Path) -> None:
    first = await accepted(history, "1")
    await saved(history, target)
    later = await accepted(history, "2")
    await history.pause("main", START + 9)
    told: list[bool] = []
    history.subscribe(lambda change: told.append(change.elsewhere))
    aside = await restored(history, target)
    assert aside is not None
    assert aside.name.startswith("history.sqlite3.before-restore-")
    assert [row.id for row in await history.messages()] == [first]
    assert told[-1]
    # An account that is paused now must not send because a copy knows nothing of that.
    pause = (await history.pauses())["main"]
    assert pause.resumed_at is None
    # It is used as before: what is written now is found by the next run.
    assert (await history.receipt(new_receipt("1"))).message_id == first
    await history.add([new_message()])
    kept = await asyncio.to_thread(backup.examine, aside)
    assert kept.messages == 2
    # And the way back.
    again = await restored(history, aside)
    assert again is not None
    assert {row.id for row in await history.messages()} == {first, later}
    assert not [name for name in names(history.path.parent) if name.endswith("restoring")]


async def test_an_earlier_version_is_restored_and_brought_up_to_date(history: History, target: Path) -> None:
    with closing(sqlite3.connect(target)) as connection:
        connection.executescript(VERSION_1.read_text())
    before = target.read_bytes()
    found = await asyncio.to_thread(backup.examine, target)
    assert (found.version, found.messages, found.under_way) == (1, 2, 1)
    await restored(history, target)
    assert await history.counts() == {S.DELIVERED: 1, S.IN_DOUBT: 1}
    assert len(await unmatched(history)) == 1
    assert target.read_bytes() == before


async def test_what_cannot_be_restored_is_said_and_nothing_changes(history: History, target: Path) -> None:
    await accepted(history, "1")
    folder = names(history.path.parent)
    target.write_text("no database")
    newer = target.with_name("newer.sqlite3")
    await saved(history, newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
        connection.commit()
    foreign = target.with_name("foreign.sqlite3")
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    empty = target.with_name("empty.sqlite3")
    empty.touch()
    for source, kind, words in (
        (target, NotABackup, "not a history"),
        (newer, HistoryTooNew, "newer.sqlite3 was written by a later version.*choose another file"),
        (foreign, NotABackup, "not a history"),
        (empty, NotABackup, "not a history"),
        (target.with_name("nowhere"), NotABackup, "no file"),
        (target.parent, NotABackup, "no file"),
    ):
        before = source.read_bytes() if source.is_file() else b""
        with pytest.raises(kind, match=words):
            await asyncio.to_thread(backup.prepare_restore, source, history.path)
        assert not source.is_file() or source.read_bytes() == before
    assert names(history.path.parent) == folder
    assert len(await history.messages()) == 1


async def test_of_a_damaged_backup_what_can_be_read_is_restored(history: History, target: Path) -> None:
    await history.add([new_message(text="x" * 2000) for _ in range(50)], at=START)
    await saved(history, target)
    octets = bytearray(target.read_bytes())
    octets[100:4096] = b"\xff" * 3996
    target.write_bytes(octets)
    found = await asyncio.to_thread(backup.examine, target)
    assert found.is_damaged
    await restored(history, target)
    assert await history.counts() == {S.IN_DOUBT: 50}


async def test_no_restoring_while_another_program_has_it_open(history: History, target: Path) -> None:
    message = await accepted(history, "1")
    await saved(history, target)
    other = await History.open(history.path)
    draft = await asyncio.to_thread(backup.prepare_restore, target, history.path)
    with pytest.raises(HistoryUnavailable, match="Another program"):
        await history.take_in(draft)
    # Both go on as before.
    await other.receipt(new_receipt("1"))
    assert await state_of(history, message) is S.DELIVERED
    await history.add([new_message()])
    await other.close()


async def test_a_backup_that_is_stopped_or_fails_leaves_nothing(
    history: History, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await accepted(history, "1")
    target.write_text("an older backup")

    def stop(_step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        await asyncio.to_thread(backup.back_up, history.path, target, stop)
    with pytest.raises(HistoryUnavailable, match="cannot be used"):
        await asyncio.to_thread(backup.back_up, history.path, target / "below a file")
    with pytest.raises(HistoryUnavailable, match="the history itself"):
        await saved(history, history.path)
    with pytest.raises(HistoryUnavailable, match="the history itself"):
        await saved(history, history.path.with_name(history.path.name + "-wal"))
    monkeypatch.setattr(sqlitefile, "free_room", lambda _: 1000)
    with pytest.raises(HistoryUnavailable, match="disk space"):
        await saved(history, target)
    assert names(target.parent) == [target.name]
    assert target.read_text() == "an older backup"


@pytest.mark.skipif(sys.platform == "win32", reason="uses the file-size limit of a process")
async def test_a_disk_that_fills_up_while_a_backup_is_written(history: History, target: Path) -> None:
    import resource

    await history.add([new_message(text="x" * 3000) for _ in range(300)], at=START)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        with pytest.raises(HistoryUnavailable):
            await saved(history, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(target.parent) == []
    await accepted(history, "1")
