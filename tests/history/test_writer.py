"""One thread writes: together, in order, and on through failures."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.history.conftest import START, accepted, new_inbound, new_message, new_receipt, state_of
from ycloud_console.history import Change, History, HistoryUnavailable, keeping
from ycloud_console.history.sqlite import dialect
from ycloud_console.sms.message import MessageState

S = MessageState


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait ten seconds for a lock."""
    monkeypatch.setattr(dialect, "_BUSY", 0.05)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program writes, and does not come to an end."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def test_what_waits_shares_a_commit(history: History) -> None:
    commits: list[Change] = []
    history.subscribe(commits.append)
    await asyncio.gather(*(history.receipt(new_receipt(f"{number}")) for number in range(3000)))
    assert len(await history.unmatched(limit=5000)) == 3000
    assert len(commits) < 300


async def test_everything_is_written_in_the_order_it_was_asked_for(history: History) -> None:
    views = await history.add([new_message() for _ in range(200)], at=START)
    for view in views:
        segment = view.segments[0].id
        history.mark_sent([segment], START + 1)
        history.in_doubt([segment], START + 2, "connection_lost")
        history.answered(segment, 0, f"M{segment}", START + 3)
        last = history.receipt(new_receipt(f"M{segment}"))
    await last
    assert await history.counts() == {S.DELIVERED: 200}


async def test_one_that_cannot_be_written_fails_alone(
    history: History, caplog: pytest.LogCaptureFixture
) -> None:
    too_large = new_receipt("2", received_at=2**70)
    results = await asyncio.gather(
        history.receipt(new_receipt("1")),
        history.receipt(too_large),
        history.receipt(new_receipt("3")),
        history.inbound(new_inbound()),
        return_exceptions=True,
    )
    assert isinstance(results[1], OverflowError)
    assert [type(result).__name__ for result in results] == [
        "ReceiptOutcome",
        "OverflowError",
        "ReceiptOutcome",
        "int",
    ]
    assert [receipt.message_id for receipt in await history.unmatched()] == ["3", "1"]
    assert "TakeReceipt" in caplog.text


@pytest.mark.usefixtures("impatient")
async def test_a_locked_database_is_said_and_overcome(path: Path) -> None:
    history = await History.open(path)
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START + 1)
    with locked(path):
        for write in (
            history.receipt(new_receipt("1")),
            history.inbound(new_inbound()),
            history.mark_sent([segment], START + 1),
            history.answered(segment, 0, "A1", START + 2),
        ):
            with pytest.raises(HistoryUnavailable, match="locked"):
                await write
        with pytest.raises(HistoryUnavailable, match="locked"):
            await history.add([new_message()])
        assert await state_of(history, view.row.id) is S.SENT
    # The SMSC sends receipts and inbound messages again; its answer it does not.
    outcome = await history.receipt(new_receipt("A1"))
    assert (outcome.message_id, outcome.duplicate) == (view.row.id, False)
    assert await state_of(history, view.row.id) is S.DELIVERED
    assert await history.inbox() == []
    assert len(await history.messages()) == 1
    await history.close()


@pytest.mark.usefixtures("impatient")
async def test_an_answer_is_written_when_the_lock_is_gone_though_nothing_else_is(path: Path) -> None:
    history = await History.open(path)
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START + 1)
    written = asyncio.Event()
    with locked(path):
        with pytest.raises(HistoryUnavailable):
            await history.answered(segment, 0, "A1", START + 2)
        history.subscribe(lambda change: written.set())
    await asyncio.wait_for(written.wait(), 30)
    assert await state_of(history, view.row.id) is S.ACCEPTED
    await history.close()


@pytest.mark.usefixtures("impatient")
async def test_a_history_can_be_closed_while_it_is_locked(path: Path) -> None:
    history = await History.open(path)
    message = await accepted(history, "1")
    (view,) = await history.add([new_message()])
    await history.mark_sent([view.segments[0].id], START)
    with locked(path):
        await history.close()
    again = await History.open(path)
    assert await state_of(again, message) is S.ACCEPTED
    assert await state_of(again, view.row.id) is S.IN_DOUBT
    await again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="uses the file-size limit of a process")
async def test_a_full_disk_is_said_and_overcome(path: Path) -> None:
    import resource

    history = await History.open(path)
    message = await accepted(history, "1")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name(path.name + "-wal").stat().st_size, hard))
    try:
        with pytest.raises(HistoryUnavailable, match="disk"):
            await history.receipt(new_receipt("1"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert await state_of(history, message) is S.ACCEPTED
    outcome = await history.receipt(new_receipt("1"))
    assert (outcome.message_id, outcome.duplicate) == (message, False)
    await history.close()


async def test_after_closing_nothing_can_be_written(path: Path) -> None:
    history = await History.open(path)
    await history.close()
    with pytest.raises(HistoryUnavailable, match="closed"):
        await history.add([new_message()])


async def test_the_loop_runs_while_ten_thousand_are_written(history: History) -> None:
    writing = asyncio.ensure_future(history.add([new_message(f"+86138{n:08d}") for n in range(10_000)]))
    turns = 0
    while not writing.done():
        await asyncio.sleep(0)
        turns += 1
    assert len(writing.result()) == 10_000
    assert turns > 10


async def test_only_what_others_write_is_told_as_such(history: History) -> None:
    changes: list[Change] = []
    history.subscribe(changes.append)
    for _ in range(3):
        await history.add([new_message()])
        await asyncio.sleep(1.1)  # as long as it is between two looks, and more
    assert [change.elsewhere for change in changes] == [False] * 3
    other = await History.open(history.path)
    try:
        await other.add([new_message()])
        async with asyncio.timeout(20):
            while not any(change.elsewhere for change in changes):
                await asyncio.sleep(0.05)
    finally:
        await other.close()


async def test_those_that_are_there_wait_again_though_one_was_deleted(history: History) -> None:
    gone, here = await history.add([new_message(), new_message()], at=START)
    await history.withdraw([gone.row.id], "cancelled")
    await keeping.remove(history, [gone.row.id])
    segment = here.segments[0].id
    await history.mark_sent([segment], START)
    await asyncio.wait([history.wait_again([gone.segments[0].id, segment])])
    assert await state_of(history, here.row.id) is MessageState.QUEUED


async def test_those_that_are_there_are_in_doubt_though_one_was_deleted(history: History) -> None:
    (view,) = await history.add([new_message()])
    segment = view.segments[0].id
    await history.mark_sent([segment], START)
    await history.in_doubt([999_999, segment], START, "closed")
    assert await state_of(history, view.row.id) is MessageState.IN_DOUBT
