"""The one thread that writes: all that waits goes into one transaction, then everybody is told.

A commit waits for the disk, some milliseconds; what comes in meanwhile shares the next one. So the event loop
never waits, and thousands of receipts a second cost some hundred commits.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from ycloud_console.history.errors import HistoryUnavailable
from ycloud_console.history.indexing import Indexing
from ycloud_console.history.model import Change
from ycloud_console.history.operations import Operation, Result
from ycloud_console.history.requests import Asked, Requests, Told
from ycloud_console.history.sqlite import dialect, grams
from ycloud_console.history.work import Memory, Needs, Work

log = logging.getLogger(__name__)

_MOST = 2000
"""Operations in one transaction: a larger one would keep the first of them waiting for the last."""
_LOOK = 1.0
"""Seconds at least between two looks at whether another process has written."""
_RETRY = 1.0
"""Seconds at least until what must not be lost is tried again."""
_BREATH = 0.02
"""Seconds between two slices of the search indexes: whatever is asked for meanwhile goes first."""


class _Done(msgspec.Struct, frozen=True):
    """What came of an operation."""

    told: Told | None
    result: Any = None
    error: Exception | None = None


class Writer:
    """Writes operations in the order they were asked for.

    A transaction that the database refuses (full, locked, damaged) fails all its operations with
    HistoryUnavailable; the answers of the SMSC among them, which nobody will repeat, are kept and written
    as soon as the database works again. Until then nothing else is: what was asked for later does not come
    before them, and fails as they did.
    """

    def __init__(
        self,
        path: Path,
        run_id: int,
        loop: asyncio.AbstractEventLoop,
        listener: Callable[[Change], None],
        damaged: Callable[[], None],
    ) -> None:
        """*listener* is called on *loop* after each commit; *damaged* in the writer's thread."""
        self._path = path
        self._run_id = run_id
        self._loop = loop
        self._listener = listener
        self._damaged = damaged
        self._engine = dialect.writer_engine(path)
        self._connection: Connection | None = None
        self._memory = Memory()
        self._others: int | None = None
        """What dialect.version_by_others said; None: not asked on this connection yet."""
        self._looked = 0.0
        self._indexing = Indexing(self._transact)
        self._requests = Requests()
        self._kept: list[Asked] = []
        """What must last and could not be written, in the order it was asked for."""
        self._trouble = HistoryUnavailable()
        """Why it could not be."""
        self._again_at = 0.0
        """When it may be tried again (monotonic)."""
        self._thread = threading.Thread(target=self._run, name="history-writer", daemon=True)
        self._thread.start()

    def write(self, operation: Operation[Result]) -> asyncio.Future[Result]:
        """Ask for *operation*; the future is done once it is committed. To be called on the loop."""
        future: asyncio.Future[Result] = self._loop.create_future()
        self.ask(operation, partial(_resolve, future))
        return future

    def ask(self, operation: Operation[Result], told: Told) -> None:
        """Ask for *operation*; *told* is called once it is committed, or cannot be. To be called on the loop.

        Where the history is closed, it is called before this returns.
        """
        if not self._requests.put(Asked(operation, told)):
            told(None, _closed())

    def write_last(self, operation: Operation[Result]) -> asyncio.Future[Result]:
        """Ask for *operation*, and refuse whatever is asked after it."""
        future = self.write(operation)
        self._requests.refuse()
        return future

    def close(self) -> None:
        """Write what was asked for, then end the thread. Blocks; not to be called on the loop.

        Who calls it again waits for the same end.
        """
        self._requests.close()
        self._thread.join()
        self._engine.dispose()

    @property
    def numbers(self) -> dict[str, int]:
        """The highest numbers of rows that were given out, by table; to be asked once it is closed."""
        return self._memory.numbers

    # In the thread.

    def _run(self) -> None:
        try:
            self._work()
        finally:
            # Also where it ended in a way that nobody thought of: nobody waits for a thread that is gone.
            self._requests.close()
            left = self._requests.take_all()
            self._report([_Done(each.told, error=_closed()) for each in left], Change())

    def _work(self) -> None:
        while not self._requests.is_over:
            if self._kept:
                self._try_again()
            if self._kept:
                self._report(self._refused(self._requests.take_all()), Change())
                continue
            batch = self._requests.take(_MOST, _BREATH if self._indexing.has_more else _LOOK)
            self._finish(batch)
            # Last: whoever waits for the commit does not wait for this.
            if self._indexing.is_due(len(batch)) and not self._indexing.extend():
                self._hang_up()
        if self._kept:
            log.error("%d answers of the SMSC could not be written before the end", len(self._kept))
        if self._connection is not None:
            with suppress(Exception):  # only the planner's figures: the next run makes them again
                dialect.refresh_statistics(self._connection)
            self._hang_up()

    def _try_again(self) -> None:
        """Write what was kept, as much of it as can be; not too often, but at once when it is to end."""
        self._requests.closed.wait(self._again_at - time.monotonic())
        kept, self._kept = self._kept, []
        while kept and not self._kept:
            self._finish(kept[:_MOST])
            kept = kept[_MOST:]
        self._kept += kept

    def _finish(self, batch: list[Asked]) -> None:
        """Write *batch*, and let everybody know."""
        done, change = self._commit(batch) if batch else ([], Change())
        if self._others_wrote():
            change = replace(change, elsewhere=True)
        self._report(done, change)

    def _report(self, done: Sequence[_Done], change: Change) -> None:
        if done or change != Change():  # an idle program is not woken each second
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._tell, done, change)

    def _commit(self, batch: list[Asked]) -> tuple[list[_Done], Change]:
        """Write *batch*, when nothing is kept that it would overtake."""
        if batch[0].operation.has_file:
            return self._give_file(batch), Change()
        try:
            return self._transaction(batch)
        except Exception as error:
            self._hang_up()
            if dialect.is_outage(error):
                return self._failed(batch, error), Change()
            if len(batch) == 1:
                log.exception("the history could not take %s", type(batch[0].operation).__name__)
                return [_Done(batch[0].told, error=error)], Change()
        return self._one_by_one(batch)

    def _one_by_one(self, batch: list[Asked]) -> tuple[list[_Done], Change]:
        """One of them cannot be written: alone it fails alone."""
        done: list[_Done] = []
        changes: list[Change] = []
        for number, each in enumerate(batch):
            told, change = self._commit([each])
            done += told
            changes.append(change)
            if self._kept:
                done += self._refused(batch[number + 1 :])
                break
        return done, _together(changes)

    def _transaction(self, batch: Sequence[Asked]) -> tuple[list[_Done], Change]:
        try:
            return self._write(batch)
        except Exception as error:
            if not grams.is_damaged(error):
                raise
        # The tables are sound, and may be written as soon as their triggers do not meet the damage any more.
        self._hang_up()
        self._indexing.make_again()
        return self._write(batch)

    def _write(self, batch: Sequence[Asked]) -> tuple[list[_Done], Change]:
        if self._connection is None:
            self._connection = self._engine.connect()
        with self._connection.begin():
            self._memory.begin(self._connection)
            work = Work(self._connection, self._memory, self._run_id)
            needs = Needs(hex_ids=self._memory.hex_ids)
            for each in batch:
                each.operation.needs(needs)
            work.read(needs)
            done = []
            for each in batch:
                try:
                    done.append(_Done(each.told, each.operation.apply(work)))
                except LookupError as error:
                    done.append(_Done(each.told, error=error))
            change = work.write()
        for each in batch:
            each.operation.committed()
        return done, change

    def _give_file(self, batch: list[Asked]) -> list[_Done]:
        self._hang_up()
        try:
            return [_Done(batch[0].told, batch[0].operation.with_file(self._path))]
        except Exception as error:  # noqa: BLE001 -- it is told to who asked
            if dialect.is_outage(error):
                return self._failed(batch, error)
            return [_Done(batch[0].told, error=error)]

    def _failed(self, batch: Sequence[Asked], error: Exception) -> list[_Done]:
        """The database is at fault."""
        if dialect.is_damage(error):
            self._damaged()
        self._trouble = dialect.unavailable(error, self._path)
        self._again_at = time.monotonic() + _RETRY
        return self._refused(batch)

    def _refused(self, batch: Sequence[Asked]) -> list[_Done]:
        """Keep what must last, behind what is kept already, and tell them all why."""
        self._kept += [Asked(each.operation, None) for each in batch if each.operation.must_last]
        # Another each time: it gathers whom it was raised to.
        error = type(self._trouble)(*self._trouble.args)
        return [_Done(each.told, error=error) for each in batch]

    def _transact(self, work: Callable[[Connection], int]) -> int:
        if self._connection is None:
            self._connection = self._engine.connect()
        with self._connection.begin():
            return work(self._connection)

    def _others_wrote(self) -> bool:
        """Whether another process has committed since this was asked last, a second ago or more."""
        if self._connection is None or time.monotonic() - self._looked < _LOOK:
            return False
        self._looked = time.monotonic()
        before = self._others
        try:
            self._others = dialect.version_by_others(self._connection)
        except Exception:  # noqa: BLE001 -- the next transaction meets it too, and tells
            return False
        return before is not None and before != self._others

    def _hang_up(self) -> None:
        """Close the connection; the next transaction opens a new one."""
        self._memory.forget()
        self._others = None
        if self._connection is not None:
            with suppress(Exception):  # it may be what is broken
                self._connection.close()
            self._connection = None

    # On the loop.

    def _tell(self, done: Sequence[_Done], change: Change) -> None:
        if change != Change():
            self._listener(change)
        for each in done:
            if each.told is not None:
                try:
                    each.told(each.result, each.error)
                except Exception as error:  # noqa: BLE001 -- who is told first keeps nobody else from being told
                    context = {"message": "what came of a write was not taken", "exception": error}
                    self._loop.call_exception_handler(context)


def _resolve(future: asyncio.Future[Any], result: Any, error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


def _closed() -> HistoryUnavailable:
    return HistoryUnavailable("The history is closed.")


def _together(changes: Sequence[Change]) -> Change:
    return Change(
        frozenset().union(*(each.messages for each in changes)),
        frozenset().union(*(each.inbound for each in changes)),
        any(each.unmatched for each in changes),
    )
