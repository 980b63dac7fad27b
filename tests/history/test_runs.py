"""Programs that die, and programs side by side."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.history.conftest import START, new_message, new_receipt, state_of
from ycloud_console.history import History, HistoryUnavailable, MessageView
from ycloud_console.sms.message import MessageState

S = MessageState
ROOT = Path(__file__).parents[2]


@contextmanager
def sending_program(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes to the history at *path* until it is killed."""
    program = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("crash.py")), str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield program
    finally:
        program.kill()
        program.wait()
        assert program.stdout is not None
        program.stdout.close()


def until_started(program: subprocess.Popen[str]) -> list[str]:
    assert program.stdout is not None
    said: list[str] = []
    for line in program.stdout:
        said.append(line)
        if line.startswith("started"):
            return said
    raise AssertionError("it ended before it had begun")


@pytest.mark.parametrize("after", [3, 40, 200])
async def test_after_kill_9_each_segment_is_in_one_true_state(path: Path, after: int) -> None:
    with sending_program(path) as program:
        said = until_started(program)
        assert program.stdout is not None
        said += [program.stdout.readline() for _ in range(after)]
        program.kill()
        said += program.stdout.readlines()
    # The last line may have been cut off.
    heard = {
        word: {int(line.split()[1]) for line in said[:-1] if line.split()[:1] == [word]} for word in WORDS
    }

    history = await History.open(path)
    assert history.warning is None
    views = await history.views([row.id for row in await history.messages(limit=100_000)])
    segments = {segment.id: segment for view in views for segment in view.segments}
    assert {segment.state for segment in segments.values()} <= {S.QUEUED, S.IN_DOUBT, S.ACCEPTED, S.DELIVERED}
    assert heard["sent"] <= {key for key, segment in segments.items() if segment.state is not S.QUEUED}
    assert heard["acknowledged"] <= {key for key, segment in segments.items() if segment.state is S.DELIVERED}
    for segment in segments.values():
        assert len(segment.receipts) == (segment.state is S.DELIVERED)
        assert segment.doubt == ("ended_program" if segment.state is S.IN_DOUBT else "")
    queued = await history.queued("main")
    assert {key for key, _ in queued} == {k for k, segment in segments.items() if segment.state is S.QUEUED}
    assert len(queued) >= 1
    assert all(wire in (b"wire 1", b"wire 2") for _, wire in queued)
    await history.close()


WORDS = ("sent", "answered", "acknowledged")


async def test_a_second_program_leaves_a_living_one_alone(path: Path) -> None:
    with sending_program(path) as program:
        until_started(program)
        history = await History.open(path)
        assert history.warning is None
        for _ in range(20):
            assert await history.queued("main") == []
            assert (await history.counts()).get(S.IN_DOUBT, 0) == 0
        (view,) = await history.add([new_message()])
        assert [key for key, _ in await history.queued("main")] == [view.segments[0].id]
        program.kill()
        program.wait()
        # It died while this one is open: its messages are free now.
        assert len(await history.queued("main")) >= 2
        assert S.SENT not in await history.counts()
        await history.close()


async def test_a_receipt_may_come_to_another_program_than_the_one_that_sent(path: Path) -> None:
    window = await History.open(path)
    command = await History.open(path)
    (view,) = await window.add([new_message(parts=2)], at=START)
    first, second = (segment.id for segment in view.segments)
    await window.mark_sent([first, second], START + 1)
    await command.receipt(new_receipt("A", received_at=START + 2))
    await window.answered(first, 0, "A", START + 3)
    await window.answered(second, 0, "B", START + 3)
    outcome = await command.receipt(new_receipt("B", received_at=START + 4))
    assert outcome.message_id == view.row.id
    assert await state_of(window, view.row.id) is S.DELIVERED
    # What the window remembers of the message is older than what the command wrote.
    await window.in_doubt([first, second], START + 5, "connection_lost")
    await window.receipt(new_receipt("A", S.EXPIRED, "1", received_at=START + 6))
    assert await state_of(command, view.row.id) is S.DELIVERED
    await asyncio.gather(
        *(each.add([new_message() for _ in range(20)]) for each in (window, command) for _ in range(5))
    )
    assert await window.counts() == {S.DELIVERED: 1, S.QUEUED: 200}
    await command.close()
    await window.close()


async def test_closing_puts_what_is_out_in_doubt_and_keeps_what_is_queued(path: Path) -> None:
    history = await History.open(path)
    sent, queued = await history.add([new_message(), new_message()], at=START)
    await history.mark_sent([sent.segments[0].id], START + 1)
    await history.close()
    assert list((path.parent / "runs").iterdir()) == []

    history = await History.open(path)
    assert await state_of(history, sent.row.id) is S.IN_DOUBT
    assert await history.queued("nobody") == []
    assert await history.queued("main", adopt=False) == [(queued.segments[0].id, b"wire 1")]
    await history.close()


async def test_closing_itself_says_that_what_is_out_is_in_doubt(path: Path) -> None:
    """A command that only reads begins no run: it must not find a message that is "sent" for ever."""
    history = await History.open(path)
    (sent,) = await history.add([new_message()], at=START)
    await history.mark_sent([sent.segments[0].id], START + 1)
    await history.close()
    reader = await History.open(path, owner=False)
    assert await state_of(reader, sent.row.id) is S.IN_DOUBT
    await reader.close()


async def test_what_an_ended_run_left_is_taken_only_while_it_is_fresh(path: Path) -> None:
    ended = await History.open(path)
    old, begun = await ended.add([new_message(), new_message(parts=2)], at=START)
    (fresh,) = await ended.add([new_message()], at=START + 100)
    await ended.mark_sent([begun.segments[0].id], START + 1)
    await ended.close()

    history = await History.open(path)
    (mine,) = await history.add([new_message()], at=START)
    other = await History.open(path)
    await other.add([new_message()], at=START)
    taken = await history.queued("main", since=START + 50)
    assert [key for key, _ in taken] == [fresh.segments[0].id, mine.segments[0].id]
    left = await history.leftovers("main", START + 50)
    assert (left.message_ids, left.count, left.oldest_at) == ((old.row.id, begun.row.id), 2, START)
    assert (await history.leftovers("nobody", START + 50)).oldest_at is None
    # Once they are this run's, they go out like anything else.
    assert len(await history.queued("main")) == 4
    assert (await history.leftovers("main", START + 50)).count == 0
    assert len(await history.queued("main", since=START + 50)) == 4
    await other.close()
    await history.close()


async def test_a_commit_that_fails_leaves_the_lock_of_a_dead_run(path: Path) -> None:
    """Whoever comes next must still find what it had on the wire."""
    history = await History.open(path)
    with sending_program(path) as program:
        until_started(program)
        program.kill()
        program.wait()
    runs = sorted(path.parent.joinpath("runs").iterdir())
    assert len(runs) == 2
    assert history._writer is not None

    def fails(connection: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    event.listen(history._writer._engine, "commit", fails)
    with pytest.raises(HistoryUnavailable, match="disk I/O error"):
        await history.queued("main")
    assert sorted(path.parent.joinpath("runs").iterdir()) == runs
    assert S.IN_DOUBT not in await history.counts()

    event.remove(history._writer._engine, "commit", fails)
    await history.queued("main")
    assert len(list(path.parent.joinpath("runs").iterdir())) == 1
    assert S.SENT not in await history.counts()
    assert S.IN_DOUBT in await history.counts()
    await history.close()


async def test_only_one_program_takes_what_a_dead_one_left(path: Path) -> None:
    history = await History.open(path)
    left: list[MessageView] = await history.add([new_message(parts=3)], at=START)
    await history.close()
    one, other = await History.open(path), await History.open(path)
    taken = await asyncio.gather(one.queued("main"), other.queued("main"))
    assert sorted(len(each) for each in taken) == [0, 3]
    assert sorted(key for each in taken for key, _ in each) == [segment.id for segment in left[0].segments]
    # Who has them gets them again when it asks again.
    assert [await each.queued("main") for each in (one, other)] == list(taken)
    await one.close()
    await other.close()


async def test_many_runs_at_one_moment_have_different_names(path: Path) -> None:
    histories = await asyncio.gather(*(History.open(path) for _ in range(8)))
    assert len(list((path.parent / "runs").iterdir())) == 8
    await asyncio.gather(*(history.close() for history in histories))
    assert list((path.parent / "runs").iterdir()) == []
