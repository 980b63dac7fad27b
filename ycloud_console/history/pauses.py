"""Accounts that are paused because their balance is used up; a pause outlives the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from ycloud_console.history.model import Pause
from ycloud_console.history.operations import Operation
from ycloud_console.history.schema import pause
from ycloud_console.history.sqlite import dialect, sqlitefile
from ycloud_console.history.work import Work


@dataclass(slots=True, eq=False)
class PauseAccount(Operation[None]):
    must_last = True
    account_id: str
    at: int

    def apply(self, work: Work) -> None:
        run, mine = work.connection, pause.c.account_id == self.account_id
        if run.scalar(select(pause.c.paused_at).where(mine)) is None:
            run.execute(insert(pause).values(account_id=self.account_id, paused_at=self.at))
        else:
            run.execute(update(pause).where(mine).values(paused_at=self.at, resumed_at=None))


@dataclass(slots=True, eq=False)
class ResumeAccount(Operation[None]):
    must_last = True
    account_id: str
    at: int

    def apply(self, work: Work) -> None:
        mine = pause.c.account_id == self.account_id
        work.connection.execute(update(pause).where(mine).values(resumed_at=self.at))


def keep_pauses(connection: Connection, of: Path) -> None:
    """Write what the history at *of* says of pauses into this one: who is paused must not send unasked."""
    engine = sqlitefile.visitor_engine(of, live=True)
    try:
        with engine.connect() as present:
            kept = pauses(present)
    except Exception as error:
        if not dialect.is_outage(error):
            raise
        return  # it is damaged, or of a version without pauses
    finally:
        engine.dispose()
    for account_id, each in kept.items():
        connection.execute(delete(pause).where(pause.c.account_id == account_id))
        row = {"account_id": account_id, "paused_at": each.paused_at, "resumed_at": each.resumed_at}
        connection.execute(insert(pause).values(row))


def pauses(connection: Connection) -> dict[str, Pause]:
    """The accounts that are or were paused."""
    rows = connection.execute(select(pause.c.account_id, pause.c.paused_at, pause.c.resumed_at))
    return {row.account_id: Pause(row.paused_at, row.resumed_at) for row in rows}
