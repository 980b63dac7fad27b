"""What becomes of the messages that a run had in hand when it ended."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from ycloud_console.history.operations import Operation
from ycloud_console.history.rows import QUEUED, SENT
from ycloud_console.history.runs import Run
from ycloud_console.history.schema import run, segment
from ycloud_console.history.work import Needs, Work

ENDED_PROGRAM = "ended_program"
"""Why a segment is in doubt whose program ended before the answer came."""


@dataclass(frozen=True, slots=True)
class BeginRun(Operation[None]):
    """Note this run, and see to those that ended without seeing to themselves."""

    alone = True
    mine: Run

    def apply(self, work: Work) -> None:
        work.connection.execute(insert(run).values(id=self.mine.id))
        _see_to_dead_runs(work, self.mine)


@dataclass(frozen=True, slots=True)
class EndRun(Operation[None]):
    """Nothing will be sent or answered any more: what is out is in doubt, what is queued waits."""

    alone = True
    mine: Run

    def apply(self, work: Work) -> None:
        _close_run(work, self.mine.id)


@dataclass(frozen=True, slots=True)
class TakeQueued(Operation[list[tuple[int, bytes]]]):
    """The queued segments of an account that are this run's, or no living run's; those become this run's."""

    alone = True
    mine: Run
    account_id: str
    adopt: bool

    def apply(self, work: Work) -> list[tuple[int, bytes]]:
        _see_to_dead_runs(work, self.mine)
        rows = work.connection.execute(
            select(segment.c.id, segment.c.wire, segment.c.run_id)
            .where(
                segment.c.run_id.is_not(None),
                segment.c.account_id == self.account_id,
                segment.c.state == QUEUED.value,
            )
            .order_by(segment.c.id)
        ).all()
        # A run that has ended keeps its number; one that lives holds its lock.
        others = {row.run_id for row in rows} - {self.mine.id}
        living = {each for each in others if self.mine.is_alive(each)}
        free = [row for row in rows if row.run_id not in living]
        if self.adopt:
            orphans = [row.id for row in free if row.run_id != self.mine.id]
            work.read(Needs(segments=set(orphans)))
            for each in work.segments(orphans):
                each.adopt(self.mine.id)
                work.changed(each)
        return [(row.id, row.wire) for row in free]


def _see_to_dead_runs(work: Work, mine: Run) -> None:
    unended = work.connection.scalars(select(run.c.id).where(run.c.ended_at.is_(None), run.c.id != mine.id))
    for each in unended.all():
        if not mine.is_alive(each):
            _close_run(work, each)
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
