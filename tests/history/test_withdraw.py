"""Messages that are taken back before they are sent, and accounts that are paused."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.history.conftest import START, new_message, state_of
from ycloud_console.history import Change, History, HistoryUnavailable, MessageView, Withdrawal
from ycloud_console.history.model import Pause
from ycloud_console.sms.message import MessageState

S = MessageState


def segments(view: MessageView) -> list[int]:
    return [segment.id for segment in view.segments]


async def read(history: History, view: MessageView) -> MessageView:
    found = await history.message(view.row.id)
    assert found is not None
    return found


async def test_what_is_queued_is_taken_back_and_says_why(history: History) -> None:
    short, long, other = await history.add([new_message(), new_message(parts=3), new_message()], at=START)
    changes: list[Change] = []
    history.subscribe(changes.append)

    done = await history.withdraw([long.row.id, short.row.id, 999], "cancelled")

    assert done.cancelled == {short.row.id, long.row.id}
    assert done.begun == frozenset()
    assert done.segments == {*segments(short), *segments(long)}
    assert changes[-1].messages == done.cancelled
    for view in (short, long):
        now = await read(history, view)
        assert now.row.state is S.DELETED
        assert now.row.done_at is not None
        assert {(part.state, part.doubt) for part in now.segments} == {(S.DELETED, "cancelled")}
        assert now.row.sent_at is None
    assert await state_of(history, other.row.id) is S.QUEUED
    assert await history.queued("main") == [(other.segments[0].id, b"wire 1")]
    assert await history.waiting("main") == [other.row.id]


async def test_what_is_taken_back_does_not_go_out(history: History) -> None:
    first, second = await history.add([new_message(), new_message()])
    keys = [*segments(first), *segments(second)]
    taking = asyncio.ensure_future(history.withdraw([first.row.id], "cancelled"))
    await asyncio.sleep(0)
    # Both wait to be written; the one that was asked for first counts.
    going = await history.mark_sent(keys, START)
    assert (await taking).cancelled == {first.row.id}
    assert going == set(segments(second))
    assert (await history.withdraw([second.row.id], "cancelled")).segments == frozenset()
    assert await state_of(history, second.row.id) is S.SENT
    # Nor does it come back by the link's late news.
    await history.wait_again(keys)
    assert await state_of(history, first.row.id) is S.DELETED


async def test_a_message_that_has_begun_is_finished_unless_its_rest_is_given_up(history: History) -> None:
    (view,) = await history.add([new_message(parts=3)])
    first, *rest = segments(view)
    await history.mark_sent([first], START)
    await history.answered(first, 0, "A", START + 1)

    done = await history.withdraw([view.row.id], "cancelled")
    assert done == Withdrawal(frozenset(), frozenset({view.row.id}), frozenset())
    assert await history.mark_sent(rest[:1], START + 2) == set(rest[:1])

    done = await history.withdraw([view.row.id], "cancelled", rest="rest_cancelled")
    assert done == Withdrawal(frozenset(), frozenset({view.row.id}), frozenset({rest[1]}))
    now = await read(history, view)
    assert [part.state for part in now.segments] == [S.ACCEPTED, S.SENT, S.DELETED]
    assert now.segments[2].doubt == "rest_cancelled"
    assert now.row.state is S.DELETED


async def test_what_the_smsc_refused_for_now_can_be_taken_back(history: History) -> None:
    (view,) = await history.add([new_message()])
    await history.mark_sent(segments(view), START)
    await history.wait_again(segments(view))
    assert (await history.withdraw([view.row.id], "cancelled")).cancelled == {view.row.id}


async def test_another_program_s_queued_messages_can_be_taken_back(path: Path) -> None:
    window, command = await History.open(path), await History.open(path)
    (view,) = await window.add([new_message()])
    assert await command.waiting("main") == [view.row.id]
    assert await command.count_waiting("main") == 1
    await command.withdraw(await command.waiting("main"), "cancelled")
    assert await window.mark_sent(segments(view), START) == frozenset()
    assert await window.count_waiting("main") == 0
    await command.close()
    await window.close()


async def test_thousands_are_taken_back_in_several_transactions(history: History) -> None:
    views = await history.add([new_message() for _ in range(1200)])
    commits: list[Change] = []
    history.subscribe(commits.append)
    done = await history.withdraw([view.row.id for view in views], "cancelled")
    assert len(done.cancelled) == len(done.segments) == 1200
    assert len(commits) == 3
    assert await history.counts() == {S.DELETED: 1200}


async def test_waiting_counts_messages_and_not_segments(history: History) -> None:
    views = await history.add(
        [new_message(parts=3), new_message(), new_message(account_id="other"), new_message()]
    )
    await history.mark_sent([views[0].segments[0].id, views[3].segments[0].id], START)
    assert await history.waiting("main") == [views[0].row.id, views[1].row.id]
    assert await history.count_waiting("main") == 2
    assert await history.count_waiting("nobody") == 0


async def test_a_pause_is_kept_until_it_is_over(path: Path) -> None:
    history = await History.open(path)
    assert await history.pauses() == {}
    await history.pause("main", START)
    await history.close()

    history = await History.open(path)
    assert await history.pauses() == {"main": Pause(START, None)}
    await history.resume("main", START + 1)
    await history.resume("nobody", START + 1)
    assert await history.pauses() == {"main": Pause(START, START + 1)}
    await history.pause("main", START + 2)
    assert await history.pauses() == {"main": Pause(START + 2, None)}
    await history.close()


async def test_a_listener_that_fails_does_not_stop_the_others(history: History) -> None:
    said: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: said.append(context["exception"]))
    heard: list[Change] = []

    def fails(change: Change) -> None:
        raise RuntimeError("a fault of the window")

    history.subscribe(fails)
    history.subscribe(heard.append)
    (view,) = await history.add([new_message()])
    assert [change.messages for change in heard] == [{view.row.id}]
    assert [str(error) for error in said] == ["a fault of the window"]


async def test_a_history_that_only_reads_takes_nothing_back(path: Path) -> None:
    history = await History.open(path)
    (view,) = await history.add([new_message()])
    reader = await History.open(path, owner=False)
    with pytest.raises(HistoryUnavailable, match="reading only"):
        await reader.withdraw([view.row.id], "cancelled")
    with pytest.raises(HistoryUnavailable, match="reading only"):
        await reader.leftovers("main", START)
    assert await reader.waiting("main") == [view.row.id]
    await reader.close()
    await history.close()
