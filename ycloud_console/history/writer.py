"""The one thread that writes: all that waits goes into one transaction, then everybody is told.

A commit waits for the disk, some milliseconds; what comes in meanwhile shares the next one. So the event loop
never waits, and thousands of receipts a second cost some hundred commits.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from ycloud_console.history.errors import HistoryUnavailable
from ycloud_console.history.model import Change
from ycloud_console.history.operations import Operation, Result
from ycloud_console.history.sqlite import dialect, grams
from ycloud_console.history.work import Memory, Needs, Work

log = logging.getLogger(__name__)

_MOST = 2000
"""Operations in one transaction: a larger one would keep the first of them waiting for the last."""
_LOOK = 1.0
"""Seconds at least between two looks at whether another process has written."""
_RETRY = 1.0
"""Seconds until what must not be lost is tried again, when nothing else is to be written."""
_SLICE = 1000
"""Rows that are taken into the search indexes at once: some 10 ms."""
_FAR_BEHIND = 20 * _SLICE
"""Operations after which the indexes are extended under load too."""
_BREATH = 0.02
"""Seconds between two slices: whatever is asked for meanwhile goes first."""


_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class _Asked:
    operation: Operation[Any]
    future: asyncio.Future[Any] | None
    """None: its failure was told, and it is tried again for the history's sake."""


@dataclass(frozen=True, slots=True)
class _Done:
    future: asyncio.Future[Any] | None
    result: Any = None
    error: Exception | None = None


class Writer:
    """Writes operations in the order they were asked for.

    A transaction that the database refuses (full, locked, damaged) fails all its operations with
    HistoryUnavailable; the answers of the SMSC among them, which nobody will repeat, are kept and written
    as soon as the database works again.
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
        self._unindexed = _SLICE
        """Rows, about, that the search indexes have not taken in; at first some may have been left."""
        self._asked: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._kept: list[_Asked] = []
        self._thread = threading.Thread(target=self._work, name="history-writer", daemon=True)
        self._thread.start()

    def write(self, operation: Operation[Result]) -> asyncio.Future[Result]:
        """Ask for *operation*; the future is done once it is committed. To be called on the loop."""
        future: asyncio.Future[Result] = self._loop.create_future()
        if not self._thread.is_alive():
            future.set_exception(HistoryUnavailable("The history is closed."))
        else:
            self._asked.put(_Asked(operation, future))
        return future

    def close(self) -> None:
        """Write what was asked for, then end the thread. Blocks; not to be called on the loop."""
        self._asked.put(None)
        self._thread.join()
        self._engine.dispose()

    @property
    def numbers(self) -> dict[str, int]:
        """The highest numbers of rows that were given out, by table; to be asked once it is closed."""
        return self._memory.numbers

    # In the thread.

    def _work(self) -> None:
        for batch in self._batches():
            done, change = self._commit(batch) if batch else ([], Change())
            if self._others_wrote():
                change = replace(change, elsewhere=True)
            if done or change != Change():  # an idle program is not woken each second
                with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                    self._loop.call_soon_threadsafe(self._tell, done, change)
            # Last: whoever waits for the commit does not wait for this.
            self._unindexed += len(batch)
            is_due = self._unindexed or grams.damage_seen.is_set()
            if is_due and (not batch or self._unindexed > _FAR_BEHIND):
                self._index()
        if self._kept:
            log.error("%d answers of the SMSC could not be written before the end", len(self._kept))
        if self._connection is not None:
            with suppress(Exception):  # only the planner's figures: the next run makes them again
                dialect.refresh_statistics(self._connection)
            self._hang_up()

    def _batches(self) -> Iterator[list[_Asked]]:
        """What waits, again and again, until the end was asked for; what was kept comes first."""
        closing = False
        ahead: _Asked | None = None
        while not closing:
            batch, self._kept = self._kept, []
            try:
                first = ahead or self._asked.get(timeout=_BREATH if self._unindexed >= _SLICE else _RETRY)
            except queue.Empty:
                yield batch
                continue
            ahead = None
            while first is not None and not first.operation.alone and len(batch) < _MOST:
                batch.append(first)
                try:
                    first = self._asked.get_nowait()
                except queue.Empty:
                    break
            else:
                ahead = first
            closing = first is None
            if batch:
                yield batch
            if ahead is not None and ahead.operation.alone:
                yield [ahead]
                ahead = None

    def _commit(self, batch: list[_Asked]) -> tuple[list[_Done], Change]:
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
                return [_Done(batch[0].future, error=error)], Change()
        # One of them cannot be written: alone it fails alone.
        done: list[_Done] = []
        changes: list[Change] = []
        for each in batch:
            told, change = self._commit([each])
            done += told
            changes.append(change)
        return done, _together(changes)

    def _transaction(self, batch: Sequence[_Asked]) -> tuple[list[_Done], Change]:
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
                    done.append(_Done(each.future, each.operation.apply(work)))
                except LookupError as error:
                    done.append(_Done(each.future, error=error))
            change = work.write()
        for each in batch:
            each.operation.committed()
        return done, change

    def _give_file(self, batch: list[_Asked]) -> list[_Done]:
        self._hang_up()
        try:
            return [_Done(batch[0].future, batch[0].operation.with_file(self._path))]
        except Exception as error:  # noqa: BLE001 -- it is told to who asked
            if dialect.is_outage(error):
                return self._failed(batch, error)
            return [_Done(batch[0].future, error=error)]

    def _failed(self, batch: Sequence[_Asked], error: Exception) -> list[_Done]:
        if dialect.is_damage(error):
            self._damaged()
        told = dialect.unavailable(error, self._path)
        self._kept += [_Asked(each.operation, None) for each in batch if each.operation.must_last]
        return [_Done(each.future, error=told) for each in batch]

    def _index(self) -> None:
        """Take some more rows into the search indexes; its failing keeps nobody from anything."""
        taken = 0
        try:
            if grams.damage_seen.is_set():
                log.warning("the search index is damaged, and is made again")
                self._transact(grams.begin_again)
                grams.damage_seen.clear()
                self._unindexed += _SLICE
            taken = self._transact(lambda connection: grams.extend(connection, _SLICE))
        except Exception as error:  # noqa: BLE001 -- the disk is full, say: the next operation tells
            log.warning("the search index could not be extended: %s", type(error).__name__)
            if grams.is_damaged(error):
                grams.damage_seen.set()
            self._hang_up()
        # As long as a slice is full there may be more.
        self._unindexed = max(self._unindexed - taken, _SLICE) if taken == _SLICE else 0

    def _transact(self, work: Callable[[Connection], _Made]) -> _Made:
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
        for each in done:
            if each.future is None or each.future.done():
                continue
            if each.error is None:
                each.future.set_result(each.result)
            else:
                each.future.set_exception(each.error)
        if change != Change():
            self._listener(change)


def _together(changes: Sequence[Change]) -> Change:
    return Change(
        frozenset().union(*(each.messages for each in changes)),
        frozenset().union(*(each.inbound for each in changes)),
        any(each.unmatched for each in changes),
    )
