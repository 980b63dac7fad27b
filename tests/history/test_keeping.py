"""Deleting: what has come to its end goes, what is open stays, and what counts goes on counting."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.history.conftest import START, accepted, new_inbound, new_message, new_receipt, unmatched
from ycloud_console.history import Change, History, HistoryUnavailable, MessageFilter, keeping
from ycloud_console.history.progress import Cancelled, Step
from ycloud_console.history.removal import GiveBack, Rebuild, Removal
from ycloud_console.history.retention import Excess, Keep
from ycloud_console.history.sqlite import sqlitefile
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.withdrawal import Withdrawn

S = MessageState
DAY = 24 * 3600 * 1_000_000


async def one(history: History, state: MessageState, at: int = START, **fields: object) -> int:
    """A message of one segment in that *state*, handed over at that moment."""
    (view,) = await history.add([new_message(**fields)], at=at)  # type: ignore[arg-type]
    part = view.segments[0].id
    if state is S.QUEUED:
        return view.row.id
    if state is S.DELETED:
        await history.withdraw([view.row.id], Withdrawn.CANCELLED)
        return view.row.id
    await history.mark_sent([part], at + 1)
    if state is S.IN_DOUBT:
        await history.in_doubt([part], at + 2, "connection_lost")
    elif state is S.REJECTED:
        await history.answered(part, 4, "", at + 2)
    elif state is not S.SENT:
        await history.answered(part, 0, f"M{part}", at + 2)
        if state is not S.ACCEPTED:
            await history.receipt(new_receipt(f"M{part}", state, received_at=at + 3))
    (row,) = await history.rows([view.row.id])
    assert row.state is state
    return view.row.id


async def left(history: History) -> set[int]:
    return {row.id for row in await history.messages(limit=10_000)}


def orphans(path: Path) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        counted = connection.execute(
            "SELECT account_id, state, count(*) FROM message GROUP BY 1, 2"
        ).fetchall()
        kept = connection.execute("SELECT account_id, state, count FROM tally WHERE count > 0").fetchall()
        assert sorted(counted) == sorted(kept)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("PRAGMA foreign_key_check").fetchall()


async def test_only_what_has_come_to_its_end_is_deleted(path: Path, history: History) -> None:
    ids = {state: await one(history, state) for state in MessageState}
    still_open = {ids[state] for state in (S.QUEUED, S.SENT, S.ACCEPTED, S.IN_DOUBT)}
    told: list[Change] = []
    history.subscribe(told.append)
    done = await keeping.remove(history, [*ids.values(), 999_999])
    assert done == Removal(removed=6, kept=4)
    assert await left(history) == still_open
    assert frozenset().union(*(change.messages for change in told)) == set(ids.values()) - still_open
    assert orphans(path) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM receipt").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM segment").fetchone() == (4,)
    assert sum((await history.counts()).values()) == 4


async def test_a_failed_message_stays_while_a_segment_of_it_is_under_way(history: History) -> None:
    (view,) = await history.add([new_message(parts=2)], at=START)
    first, second = (part.id for part in view.segments)
    await history.mark_sent([first, second], START + 1)
    await history.answered(first, 4, "", START + 2)
    (row,) = await history.rows([view.row.id])
    assert row.state is S.REJECTED
    assert await keeping.remove(history, [view.row.id]) == Removal(0, 1)
    assert (await keeping.trim(history, Keep(days=1), START + 9 * DAY)).messages == 0
    await history.answered(second, 4, "", START + 3)
    assert await keeping.remove(history, [view.row.id]) == Removal(1, 0)


async def test_the_history_goes_on_with_what_is_left(history: History) -> None:
    gone, stays = await one(history, S.DELIVERED), await accepted(history, "later")
    await keeping.remove(history, [gone])
    # A receipt for what was deleted matches nothing, and is kept all the same.
    outcome = await history.receipt(new_receipt("M1", received_at=START + 9))
    assert outcome.message_id is None
    assert (await history.receipt(new_receipt("later"))).message_id == stays
    (view,) = await history.add([new_message()])
    assert view.row.id > max(gone, stays)


async def test_what_is_filtered_is_deleted_and_nothing_else(history: History) -> None:
    wanted = [await one(history, S.REJECTED, text="spam") for _ in range(5)]
    open_one = await one(history, S.ACCEPTED, text="spam")
    other = await one(history, S.REJECTED, text="ham")
    seen: list[tuple[int, int]] = []
    done = await keeping.remove_filtered(history, MessageFilter(text="spam"), lambda *far: seen.append(far))
    assert done == Removal(5, 1)
    assert seen[-1] == (5, 5)
    assert await left(history) == {open_one, other}
    assert not await left(history) & set(wanted)


@pytest.mark.parametrize(
    ("keep", "stay"),
    [
        (Keep(days=3), [0, 1, 2]),
        (Keep(messages=5), [0, 1, 2, 3, 4]),
        (Keep(days=3, messages=2), [0, 1]),
        (Keep(days=7, messages=2), [0, 1]),
        (Keep(), list(range(10))),
        (Keep(messages=99), list(range(10))),
    ],
)
async def test_what_is_beyond_the_limits_is_counted_and_deleted(
    history: History, keep: Keep, stay: list[int]
) -> None:
    now = START + 100 * DAY
    ids = [await one(history, S.DELIVERED, at=now - age * DAY) for age in range(10)]
    old_but_open = await one(history, S.IN_DOUBT, at=now - 50 * DAY)
    found = await keeping.excess(history, keep, now + 1)
    assert found.messages == 10 - len(stay)
    assert found.staying == (0 if len(stay) == 10 else 1)
    assert (found.before is None) == keep.everything or len(stay) == 10
    done = await keeping.trim(history, keep, now + 1)
    assert done.messages == found.messages
    assert await left(history) == {*(ids[age] for age in stay), old_but_open}
    assert not (await keeping.excess(history, keep, now + 1)).is_any
    assert await keeping.trim(history, keep, now + 1) == Excess()


async def test_inbound_messages_and_unmatched_receipts_go_by_days(history: History) -> None:
    now = START + 100 * DAY
    whole = {"reference": 7, "parts": 2}
    old = [
        await history.inbound(new_inbound("old", received_at=now - 9 * DAY)),
        await history.inbound(new_inbound("a", received_at=now - 8 * DAY, part=1, **whole)),
        await history.inbound(new_inbound("b", received_at=now - 8 * DAY + 1, part=2, **whole)),
    ]
    # The second part of this one came after the moment before which everything is too old.
    torn = {**whole, "reference": 8}
    young = [
        await history.inbound(new_inbound("c", received_at=now - 5 * DAY - 1, part=1, **torn)),
        await history.inbound(new_inbound("d", received_at=now - 5 * DAY + 1, part=2, **torn)),
        await history.inbound(new_inbound("new", received_at=now)),
    ]
    await history.receipt(new_receipt("x", received_at=now - 9 * DAY))
    await history.receipt(new_receipt("y", received_at=now - DAY))
    message = await accepted(history, "z")
    await history.receipt(new_receipt("z", S.ACCEPTED, received_at=now - 9 * DAY))
    told: list[Change] = []
    history.subscribe(told.append)
    keep = Keep(days=5)
    found = await keeping.excess(history, keep, now)
    assert (found.messages, found.inbound, found.unmatched) == (0, 3, 1)
    assert await keeping.trim(history, Keep(messages=1), now) == Excess()
    assert await keeping.trim(history, keep, now) == Excess(0, 3, 1)
    assert [view.id for view in (await history.inbox_page()).rows] == young[::-1]
    assert [receipt.message_id for receipt in await unmatched(history)] == ["y"]
    assert any(change.unmatched for change in told)
    assert frozenset().union(*(change.inbound for change in told)) == set(old)
    view = await history.message(message)
    assert view is not None
    assert len(view.segments[0].receipts) == 1


async def test_inbound_messages_are_deleted_by_their_rows(history: History) -> None:
    ids = [await history.inbound(new_inbound(f"{number}")) for number in range(3)]
    assert await keeping.remove_inbound(history, [*ids[:2], 99]) == 2
    assert [view.id for view in (await history.inbox_page()).rows] == ids[2:]


async def test_what_is_deleted_is_told_also_when_its_space_is_not_given_back(
    history: History, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_operation: GiveBack, _work: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(GiveBack, "apply", full)
    with pytest.raises(HistoryUnavailable):
        await keeping.give_back(history)
    ids = [await history.inbound(new_inbound(f"{number}", received_at=START)) for number in range(3)]
    message = await one(history, S.REJECTED)
    assert await keeping.remove_inbound(history, ids[:2]) == 2
    assert await keeping.remove(history, [message]) == Removal(removed=1, kept=0)
    assert await keeping.trim(history, Keep(days=1), START + 9 * DAY) == Excess(0, 1, 0)
    assert (await history.inbox_page()).rows == ()
    assert caplog.text.count("not given back") == 3


async def test_the_file_gives_its_space_back(path: Path) -> None:
    history = await History.open(path)
    views = await history.add([new_message(text="x" * 2000) for _ in range(2000)], at=START)
    await history.withdraw([view.row.id for view in views], Withdrawn.CANCELLED)
    await history.close()
    before = path.stat().st_size
    history = await History.open(path)
    assert sqlitefile.gives_back(path)
    await keeping.remove(history, [view.row.id for view in views[:1900]])
    assert sqlitefile.free_octets(path) == 0
    await history.close()
    assert path.stat().st_size < before / 4
    assert orphans(path) == []


async def test_a_file_that_cannot_give_back_is_rebuilt_once_while_messages_come_and_go(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        # As an early version made it: what is free stays in the file.
        connection.execute("CREATE TABLE meta (key VARCHAR(64) PRIMARY KEY, value TEXT)")
        connection.execute("DROP TABLE meta")
    history = await History.open(path)
    views = await history.add([new_message(text="x" * 2000) for _ in range(1000)], at=START)
    await history.withdraw([view.row.id for view in views[:900]], Withdrawn.CANCELLED)
    await keeping.remove(history, [view.row.id for view in views[:900]])
    assert not sqlitefile.gives_back(path)
    assert sqlitefile.free_octets(path) > 2_000_000
    steps: list[object] = []
    rebuilding = asyncio.ensure_future(keeping.rebuild(history, steps.append))
    # What is asked meanwhile is read, and what is to be written is written in its turn.
    asked = asyncio.gather(
        history.counts(), *(history.receipt(new_receipt(f"r{number}")) for number in range(50))
    )
    await rebuilding
    await asked
    assert sqlitefile.gives_back(path)
    assert len(await unmatched(history)) == 50
    assert await history.counts() == {S.QUEUED: 100}
    await history.close()
    assert path.stat().st_size < 700_000
    assert orphans(path) == []


async def test_rebuilding_can_be_stopped(path: Path) -> None:
    history = await History.open(path)
    await history.add([new_message(text="x" * 2000) for _ in range(3000)], at=START)

    def stop(_step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        await history.write(Rebuild(stop))
    await history.add([new_message()], at=START)
    assert await history.counts() == {S.QUEUED: 3001}
    await history.close()
    assert orphans(path) == []


async def test_sending_goes_on_while_much_is_deleted(history: History) -> None:
    views = await history.add([new_message() for _ in range(3000)], at=START)
    await history.withdraw([view.row.id for view in views], Withdrawn.CANCELLED)
    deleting = asyncio.ensure_future(keeping.remove(history, [view.row.id for view in views]))
    between = 0
    while not deleting.done():
        await accepted(history, f"A{between}")
        between += 1
    assert deleting.result().removed == 3000
    # Each of these is three commits: they had their turn between the slices.
    assert between > 5
    assert await history.counts() == {S.ACCEPTED: between}


async def test_numbers_of_deleted_rows_are_not_given_out_again(path: Path) -> None:
    """Another program may still hold them: it would send what was cancelled in the place of what is new."""
    window = await History.open(path)
    (old,) = await window.add([new_message("+6581111111", text="cancelled")])
    waiting = old.segments[0].id
    command = await History.open(path)
    await command.withdraw([old.row.id], "cancelled")
    assert (await keeping.remove(command, [old.row.id])).removed == 1
    await command.close()
    other = await History.open(path)
    (new,) = await other.add([new_message("+6582222222", text="new")])
    assert new.row.id > old.row.id
    assert new.segments[0].id > waiting
    assert await window.mark_sent([waiting], START) == frozenset()
    assert await other.mark_sent([new.segments[0].id], START) == {new.segments[0].id}
    await other.close()
    await window.close()


async def test_a_segment_goes_out_only_from_the_run_that_has_it_in_hand(path: Path) -> None:
    one, two = await History.open(path), await History.open(path)
    (view,) = await one.add([new_message()])
    segment = view.segments[0].id
    assert await two.mark_sent([segment], START) == frozenset()
    assert await one.mark_sent([segment], START) == {segment}
    await one.close()
    await two.close()
