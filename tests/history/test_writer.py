"""One thread writes: together, in order, and on through failures."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.history.conftest import START, accepted, new_inbound, new_message, new_receipt, state_of, unmatched
from ycloud_console.history import Change, History, HistoryUnavailable, keeping, writer
from ycloud_console.history.indexing import Indexing
from ycloud_console.history.operations import Answer, Operation
from ycloud_console.history.requests import Asked
from ycloud_console.history.rows import MessageInHand, Roll, SegmentInHand
from ycloud_console.history.sqlite import dialect
from ycloud_console.history.work import Memory
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
    assert len(await unmatched(history, limit=5000)) == 3000
    assert len(commits) < 300


def test_what_is_forgotten_is_freed_at_once() -> None:
    # A message and its segments hold one another: left alone they wait for the collector, half a minute.
    memory = Memory()
    whole = MessageInHand(1, "65", Roll(S.QUEUED, None, "", None, None, None))
    part = SegmentInHand(7, whole, "main", 1, S.QUEUED, None, None, None, "", None, None, None, "")
    whole.segments.append(part)
    memory.messages[1], memory.segments[7] = whole, part
    memory.forget()
    assert sys.getrefcount(part) == 2  # this name's, and that of the call


async def test_what_is_deleted_is_freed_at_once(history: History) -> None:
    (view,) = await history.add([new_message(parts=2)], at=START)
    await history.withdraw([view.row.id], "cancelled")
    assert history._writer is not None
    whole = history._writer._memory.messages[view.row.id]
    assert len(whole.segments) == 2
    await keeping.remove(history, [view.row.id])
    assert whole.segments == []


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


async def test_who_fails_to_be_told_keeps_nobody_else_from_it(history: History) -> None:
    failures: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context["message"]))
    told: list[object] = []

    def fails(result: object, error: Exception | None) -> None:
        raise RuntimeError("told too much")

    history.keep_receipt(new_receipt("1"), fails)
    history.keep_receipt(new_receipt("2"), lambda outcome, error: told.append((outcome.duplicate, error)))
    await history.receipt(new_receipt("3"))
    assert (told, failures) == ([(False, None)], ["what came of a write was not taken"])


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
    assert [receipt.message_id for receipt in await unmatched(history)] == ["3", "1"]
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
    assert (await history.inbox_page()).rows == ()
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


@pytest.mark.usefixtures("impatient")
async def test_more_answers_than_one_transaction_takes_keep_nobody_waiting(path: Path) -> None:
    history = await History.open(path)
    segments = []
    for _ in range(21):
        views = await history.add([new_message() for _ in range(100)], at=START)
        segments += [view.segments[0].id for view in views]
    await history.mark_sent(segments, START)
    with locked(path):
        answers = [history.answered(each, 0, f"ID {each}", START) for each in segments]
        told, _ = await asyncio.wait(answers, timeout=5)
        closing = asyncio.create_task(history.close())
        closed, _ = await asyncio.wait([closing], timeout=10)
    await asyncio.wait([closing, *answers], timeout=30)
    assert (len(told), len(closed)) == (len(segments), 1)


async def test_what_is_asked_while_it_closes_is_answered(path: Path) -> None:
    for _ in range(20):
        history = await History.open(path)
        closing = asyncio.create_task(history.close())
        asked: list[asyncio.Future[None]] = []
        while not closing.done():
            try:
                asked.append(history.resume("main", START))
            except HistoryUnavailable:
                break
            await asyncio.sleep(0)
        await closing
        assert not asked or not (await asyncio.wait(asked, timeout=1))[1]


async def test_who_does_not_wait_for_the_end_can_still_leave(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the window does when the operator leaves at once: the closing is cancelled, and begun again."""
    monkeypatch.setattr(dialect, "_BUSY", 1.0)
    history = await History.open(path)
    (view,) = await history.add([new_message()])
    segment = view.segments[0].id
    await history.mark_sent([segment], START)
    with locked(path):
        await asyncio.wait([history.answered(segment, 0, "1", START)])
        closing = asyncio.create_task(history.close())
        await asyncio.sleep(2.5)  # the run could not be ended, and what was kept is tried a last time
        closing.cancel()
        await asyncio.wait([closing])
        leaving = asyncio.create_task(history.close())
        done, _ = await asyncio.wait([leaving], timeout=10)
    leaving.cancel()
    assert done


async def test_who_closes_it_too_waits_for_the_same_end(path: Path) -> None:
    history = await History.open(path)
    added = asyncio.ensure_future(history.add([new_message()]))
    await asyncio.sleep(0)
    for _, closed in zip(range(3), asyncio.as_completed([history.close() for _ in range(3)]), strict=True):
        await closed
        assert not [each for each in threading.enumerate() if each.name == "history-writer"]
    assert len(await added) == 1


async def segments_on_the_wire(history: History, count: int) -> list[int]:
    views = await history.add([new_message() for _ in range(count)], at=START)
    segments = [view.segments[0].id for view in views]
    await history.mark_sent(segments, START + 1)
    return segments


@pytest.mark.usefixtures("impatient")
async def test_what_is_asked_after_an_outage_does_not_come_before_what_was_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MOST", 5)
    history = await History.open(path)
    segments = await segments_on_the_wire(history, 23)
    with locked(path):
        answers = [history.answered(each, 0, f"A{each}", START + 2) for each in segments]
        told = await asyncio.gather(*answers, return_exceptions=True)
        assert {type(each) for each in told} == {HistoryUnavailable}
    # A receipt that comes before its answer is for no message yet.
    outcomes = await asyncio.gather(*(history.receipt(new_receipt(f"A{each}")) for each in segments))
    assert [outcome.segment_id for outcome in outcomes] == segments
    assert await history.counts() == {S.DELIVERED: 23}
    await history.close()


@pytest.mark.usefixtures("impatient")
async def test_what_must_last_and_is_refused_meanwhile_is_written_in_its_order(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MOST", 5)
    history = await History.open(path)
    segments = await segments_on_the_wire(history, 8)
    with locked(path):
        for name in ("first", "second"):
            again = [history.answered(each, 0, f"{name} {each}", START + 2) for each in segments]
            told = await asyncio.gather(*again, return_exceptions=True)
            assert {type(each) for each in told} == {HistoryUnavailable}
            # What is alone in its transaction does not come before them either.
            with pytest.raises(HistoryUnavailable, match="locked"):
                await history.queued("main")
    assert await history.queued("main") == []
    # A segment that is answered anew is found by its last ID alone.
    for name, found in (("first", [None] * 8), ("second", segments)):
        outcomes = await asyncio.gather(
            *(history.receipt(new_receipt(f"{name} {each}")) for each in segments)
        )
        assert [outcome.segment_id for outcome in outcomes] == found
    await history.close()


@pytest.mark.usefixtures("impatient")
async def test_one_that_cannot_be_written_lets_nothing_overtake_what_is_kept(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When each is tried alone, the disk fails for one of them, and works again for the next."""
    (segment,) = await segments_on_the_wire(history, 1)
    real = writer.Writer._write
    failed: list[Operation[Any]] = []

    def write(self: writer.Writer, batch: Sequence[Asked]) -> Any:
        if len(batch) == 1 and isinstance(batch[0].operation, Answer) and not failed:
            failed.append(batch[0].operation)
            raise sqlite3.OperationalError("disk I/O error")
        return real(self, batch)

    monkeypatch.setattr(writer.Writer, "_write", write)
    results = await asyncio.gather(
        history.receipt(new_receipt("0")),
        history.receipt(new_receipt("1", received_at=2**70)),
        history.answered(segment, 0, "A1", START + 2),
        history.answered(segment, 0, "A2", START + 3),
        return_exceptions=True,
    )
    assert [type(result).__name__ for result in results[1:]] == [
        "OverflowError",
        "HistoryUnavailable",
        "HistoryUnavailable",
    ]
    assert (await history.receipt(new_receipt("A2"))).segment_id == segment


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_nobody_waits_for_a_thread_that_died(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = await History.open(path)
    begun, asked = threading.Event(), threading.Event()

    def die(self: Indexing) -> bool:
        begun.set()
        asked.wait(60)
        raise AssertionError("nobody thought of this")

    monkeypatch.setattr(Indexing, "extend", die)
    await history.add([new_message()])
    await asyncio.to_thread(begun.wait, 60)
    waiting = [history.receipt(new_receipt(f"{number}")) for number in range(3)]
    asked.set()
    for told in await asyncio.gather(*waiting, return_exceptions=True):
        assert isinstance(told, HistoryUnavailable)
    with pytest.raises(HistoryUnavailable, match="closed"):
        await history.add([new_message()])
    await history.close()
