"""What becomes of the messages that a run had in hand when it ended."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import insert, select, update

from ycloud_console.history.model import Leftovers
from ycloud_console.history.operations import Operation
from ycloud_console.history.rows import QUEUED, SENT
from ycloud_console.history.runs import Run
from ycloud_console.history.schema import message, run, segment
from ycloud_console.history.sqlite.prepared import Lookup
from ycloud_console.history.work import Needs, Work

ENDED_PROGRAM = "ended_program"
"""Why a segment is in doubt whose program ended before the answer came."""

_WIRES = Lookup(select(segment.c.id, segment.c.wire), segment.c.id)
_WRITTEN = Lookup(select(message.c.id, message.c.queued_at), message.c.id)


@dataclass(slots=True, eq=False)
class BeginRun(Operation[None]):
    """Note this run, and see to those that ended without seeing to themselves.

    *numbers*, by table, are the highest that the program gave out in another file, which this one replaces.
    """

    alone = True
    mine: Run
    numbers: Mapping[str, int] = field(default_factory=dict)
    dead: list[int] = field(default_factory=list)

    def apply(self, work: Work) -> None:
        if self.numbers:
            work.go_on_after(self.numbers)
        work.connection.execute(insert(run).values(id=self.mine.id))
        self.dead = _see_to_dead_runs(work, self.mine)

    def committed(self) -> None:
        _tidy(self.mine, self.dead)


@dataclass(slots=True, eq=False)
class EndRun(Operation[None]):
    """Nothing will be sent or answered any more: what is out is in doubt, what is queued waits."""

    alone = True
    mine: Run

    def apply(self, work: Work) -> None:
        _close_run(work, self.mine.id)


@dataclass(slots=True, eq=False)
class TakeQueued(Operation[list[tuple[int, bytes]]]):
    """The queued segments of an account that are this run's, or no living run's; those become this run's.

    Those of ended runs only where their message was written at *since* or later.
    """

    alone = True
    mine: Run
    account_id: str
    adopt: bool
    since: int
    dead: list[int] = field(default_factory=list)

    def apply(self, work: Work) -> list[tuple[int, bytes]]:
        self.dead = _see_to_dead_runs(work, self.mine)
        mine = self.mine.id
        rows = [
            row
            for row in _free(work, self.mine, self.account_id)
            if row.run_id == mine or row.queued_at >= self.since
        ]
        if self.adopt:
            orphans = [row.id for row in rows if row.run_id != mine]
            work.read(Needs(segments=set(orphans)))
            for each in work.segments(orphans):
                each.adopt(mine)
                work.changed(each)
        wires = dict(_WIRES.rows(work.connection, [row.id for row in rows]))
        return [(row.id, wires[row.id]) for row in rows]

    def committed(self) -> None:
        _tidy(self.mine, self.dead)


@dataclass(slots=True, eq=False)
class FindLeftovers(Operation[Leftovers]):
    """The messages written before *before* that an ended run has left queued, in whole or in part."""

    alone = True
    mine: Run
    account_id: str
    before: int

    def apply(self, work: Work) -> Leftovers:
        found = {
            row.message_id: row.queued_at
            for row in _free(work, self.mine, self.account_id)
            if row.run_id != self.mine.id and row.queued_at < self.before
        }
        return Leftovers(tuple(found), min(found.values(), default=None))


class _Free(NamedTuple):
    """A segment that waits, and that no other living run has in hand."""

    id: int
    message_id: int
    run_id: int
    queued_at: int


def _free(work: Work, mine: Run, account_id: str) -> list[_Free]:
    """The account's queued segments that no other living run has in hand, the oldest first."""
    # What is in some run's hand is little, and has an index: sorted or joined by SQLite, all segments there
    # are, or all messages, would be walked through for it.
    rows = work.connection.execute(
        select(segment.c.id, segment.c.message_id, segment.c.run_id).where(
            segment.c.run_id.is_not(None),
            segment.c.account_id == account_id,
            segment.c.state == QUEUED.value,
        )
    ).all()
    # A run that has ended keeps its number; one that lives holds its lock.
    living = {each for each in {row.run_id for row in rows} - {mine.id} if mine.is_alive(each)}
    free = sorted(row for row in rows if row.run_id not in living)
    written = dict(_WRITTEN.rows(work.connection, {row.message_id for row in free}))
    # Of a segment whose message is lost, in a damaged file, nobody knows whose it is.
    return [_Free(*row, written[row.message_id]) for row in free if row.message_id in written]


def _see_to_dead_runs(work: Work, mine: Run) -> list[int]:
    """Close the runs that died; returns them."""
    unended = work.connection.scalars(select(run.c.id).where(run.c.ended_at.is_(None), run.c.id != mine.id))
    dead = [each for each in unended.all() if not mine.is_alive(each)]
    for each in dead:
        _close_run(work, each)
    return dead


def _tidy(mine: Run, dead: list[int]) -> None:
    for each in dead:
        mine.tidy(each)


def _close_run(work: Work, run_id: int) -> None:
    """What the run had on the wire is in doubt; what it had queued stays, for whoever asks for it."""
    lost = work.connection.scalars(
        select(segment.c.id).where(segment.c.run_id == run_id, segment.c.state == SENT.value)
    ).all()
    work.read(Needs(segments=set(lost)))
    for each in work.segments(lost):
        each.lose_sight(ENDED_PROGRAM)
        work.changed(each)
    work.connection.execute(update(run).where(run.c.id == run_id).values(ended_at=time.time_ns() // 1000))
