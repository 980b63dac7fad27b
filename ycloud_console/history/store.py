"""The history of one data folder: what was sent, what became of it, and what came in.

Everything is asked for on the event loop and done elsewhere: writing in one thread, reading in a few others.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from filelock import Timeout
from sqlalchemy import Connection

from ycloud_console.history import backup, exportrows, file, inbox, progress, queries, statistics, unmatched
from ycloud_console.history.columns import Columns
from ycloud_console.history.drafts import Draft
from ycloud_console.history.errors import HistoryReplaced, HistoryUnavailable
from ycloud_console.history.inbox import InboxFilter, InboxPage
from ycloud_console.history.model import (
    Change,
    Choices,
    InboundView,
    Leftovers,
    MessageFilter,
    MessageRow,
    MessageView,
    NewInbound,
    NewMessage,
    NewReceipt,
    Order,
    Pause,
    ReceiptOutcome,
    SegmentView,
    Withdrawal,
)
from ycloud_console.history.operations import (
    Add,
    Added,
    Answer,
    LoseSight,
    MarkSent,
    Operation,
    Result,
    TakeInbound,
    TakeReceipt,
    WaitAgain,
    Withdraw,
    storable,
    storable_text,
)
from ycloud_console.history.ordering import SortKey
from ycloud_console.history.owners import SegmentOwner, owners
from ycloud_console.history.pauses import PauseAccount, ResumeAccount, pauses
from ycloud_console.history.recovery import BeginRun, EndRun, FindLeftovers, TakeQueued
from ycloud_console.history.requests import Told
from ycloud_console.history.rows import QUEUED
from ycloud_console.history.runs import Run, any_lives
from ycloud_console.history.sqlite import dialect
from ycloud_console.history.statistics import Failure, Scope, Times
from ycloud_console.history.unmatched import Unmatched
from ycloud_console.history.waiting import count_waiting, waiting
from ycloud_console.history.writer import Writer
from ycloud_console.sms.message import MessageState

_Args = ParamSpec("_Args")
_Answer = TypeVar("_Answer")
_EVERYTHING = MessageFilter()
_NEWEST_FIRST = Order()
_SLICE = 500
"""Messages withdrawn in one transaction, lest a receipt wait long for the next one."""
_ALL_INBOUND = InboxFilter()


class History:
    """An open history.

    Writing methods hand over what is to be written and are done once it is committed; several at once share
    a commit. Each raises HistoryUnavailable, with a sentence, when the database fails: what failed is not
    written, except answers and doubts, which are kept and written as soon as it works again.

    Attributes:
        path: The database.
        rescue: What was set aside and recovered at opening; None: the file was sound.
    """

    def __init__(self, path: Path, rescue: file.Rescue | None, run: Run | None) -> None:
        self.path = path
        self.rescue = rescue
        self._listeners: list[Callable[[Change], None]] = []
        self._is_there = asyncio.Event()
        """Whether there is a file to read: not while another takes its place."""
        self._closing = asyncio.Lock()
        self._begin(run)
        self._is_there.set()

    def _begin(self, run: Run | None) -> None:
        self._engine = dialect.reader_engine(self.path)
        self._readers = ThreadPoolExecutor(dialect.READERS, thread_name_prefix="history-reader")
        self._run = run
        self._writer: Writer | None = None
        if run is not None:
            loop = asyncio.get_running_loop()
            self._writer = Writer(self.path, run.id, loop, self._tell, partial(file.note_damage, self.path))

    @classmethod
    async def open(cls, path: Path, *, owner: bool = True, tell: progress.Tell = progress.unheard) -> History:
        """Open the history at *path*, making it when it is not there.

        As *owner* it can be written to, and what a run of the program that is no longer alive had on the
        wire becomes IN_DOUBT. Else it is only read. *tell* is called on the event loop while a file of an
        earlier version is brought up to date, or a damaged one recovered. Raises HistoryTooNew and
        HistoryUnavailable.
        """
        heard = progress.on_loop(tell)
        rescue = await asyncio.to_thread(file.open_file, path, heard)
        if not owner:
            return cls(path, rescue, None)
        try:
            return await cls._begun(path, rescue)
        except HistoryUnavailable:
            if not file.is_suspect(path):
                raise
        # The first transaction met damage that opening had not seen: now the file is looked through.
        return await cls._begun(path, await asyncio.to_thread(file.open_file, path, heard))

    @classmethod
    async def _begun(cls, path: Path, rescue: file.Rescue | None) -> History:
        run = await _new_run(path)
        history = cls(path, rescue, run)
        try:
            await history._write(BeginRun(run))
        except BaseException:
            await history._end()
            raise
        return history

    @property
    def warning(self) -> str | None:
        """One sentence when a damaged file was set aside at opening."""
        return self.rescue.sentence if self.rescue else None

    async def close(self) -> None:
        """Write what is waiting, and close. What this run still has on the wire is in doubt from now on.

        Who calls it again waits for the same end; and goes on with it, if the first one was cancelled.
        """
        async with self._closing:
            if self._writer is not None and self._run is not None:
                ended = self._writer.write_last(EndRun(self._run))
                await asyncio.wait([ended])
                # What could not be written now is found by the next run, as after a crash.
                ended.exception()
            await self._end()

    async def take_in(self, draft: Draft) -> Path | None:
        """Go on with what :func:`ycloud_console.history.backup.prepare_restore` made; for restoring.

        Nothing may be under way: what is asked meanwhile waits, what is to be written is refused. Accounts
        that are paused stay paused, and numbers that were given to rows are given to no others. Returns the
        name under which the present file is kept. Raises HistoryUnavailable, when another program has the
        history open among others; then the present one goes on. Raises HistoryReplaced where it is the new
        one that goes on, but can only be read. Once begun it is done to the end, also when it is cancelled.
        """
        return await progress.to_the_end(self._take_in(draft))

    async def _take_in(self, draft: Draft) -> Path | None:
        writer = self._writer
        if writer is None:
            raise _read_only()
        # Not sooner: an account may have been paused or resumed while the draft was made.
        await asyncio.to_thread(backup.go_on_pausing, draft, self.path)
        self._is_there.clear()
        try:
            await self.close()
            aside = await asyncio.to_thread(_exchange, draft, self.path)
        except HistoryUnavailable as error:
            if trouble := await self._go_on(writer.numbers):
                raise HistoryUnavailable(f"{error} {_only_read(trouble)}") from error
            raise
        except BaseException:
            await self._go_on(writer.numbers)
            raise
        if trouble := await self._go_on(writer.numbers):
            kept = f", and the one that was there is kept as {aside.name}" if aside else ""
            raise HistoryReplaced(f"The history was restored{kept}. {_only_read(trouble)}") from trouble
        return aside

    async def _go_on(self, numbers: Mapping[str, int]) -> HistoryUnavailable | None:
        """Use the file that is there now; returns why it can only be read, if that is so.

        *numbers* are those that were given out before: none is given to another row, whichever file it is.
        """
        try:
            run = await _new_run(self.path)
            self._begin(run)
            await self._write(BeginRun(run, numbers))
        except HistoryUnavailable as error:
            await self._end()
            self._begin(None)
            return error
        finally:
            self._is_there.set()
            self._tell(Change(elsewhere=True))
        return None

    async def _end(self) -> None:
        await asyncio.to_thread(self._readers.shutdown)
        self._engine.dispose()
        # Last: the connection that may write empties the log into the file as it closes.
        if self._writer is not None:
            await asyncio.to_thread(self._writer.close)
            self._writer = None
        if self._run is not None:
            self._run.end()
            self._run = None

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call *callback* on the event loop after each commit; the returned function ends that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def _tell(self, change: Change) -> None:
        for each in tuple(self._listeners):
            try:
                each(change)
            except Exception as error:  # noqa: BLE001 -- a listener's fault is not the others'
                context = {"message": "a listener of the history failed", "exception": error}
                asyncio.get_running_loop().call_exception_handler(context)

    # Writing.

    async def add(self, messages: Sequence[NewMessage], *, at: int | None = None) -> list[MessageView]:
        """Write messages, QUEUED, before they are sent; *at* is microseconds, now by default.

        In one transaction: hand thousands over in slices. Raises ValueError for a message without segments;
        then nothing is written.
        """
        if not all(each.segments for each in messages):
            raise ValueError("a message has at least one segment")
        at = now() if at is None else at
        clean = [storable(each) for each in messages]
        added = await self._write(Add(clean, at))
        return [_added_view(new, place, at) for new, place in zip(clean, added, strict=True)]

    def mark_sent(self, segment_ids: Iterable[int], at: int) -> asyncio.Future[frozenset[int]]:
        """These go on the wire, once this is done: of them, those that were QUEUED, and no others."""
        return self._write(MarkSent(tuple(segment_ids), at))

    def wait_again(self, segment_ids: Iterable[int]) -> asyncio.Future[None]:
        """These are QUEUED again: the SMSC refused them for now, or they never reached the wire."""
        return self._write(WaitAgain(tuple(segment_ids)))

    def answered(self, segment_id: int, status: int, message_id: str, at: int) -> asyncio.Future[None]:
        """The SMSC answered: *status* is the command_status, *message_id* its ID. Raises UnknownSegment."""
        return self._write(Answer(segment_id, status, storable_text(message_id), at))

    def keep_answer(self, segment_id: int, status: int, message_id: str, at: int, told: Told) -> None:
        """As :meth:`answered`, on the way of every message: *told* is called in place of a future."""
        self._ask(Answer(segment_id, status, storable_text(message_id), at), told)

    def in_doubt(self, segment_ids: Iterable[int], at: int, reason: str) -> asyncio.Future[None]:
        """These were sent and no answer will come.

        *at* is not kept: the segment's sent_at is what tells the operator when it may have arrived.
        """
        return self._write(LoseSight(tuple(segment_ids), reason))

    def receipt(self, new: NewReceipt, *, hex_ids: bool = False) -> asyncio.Future[ReceiptOutcome]:
        """A receipt came: done once it is committed, and may be acknowledged.

        With *hex_ids* its ID may also match in hexadecimal against decimal.
        """
        return self._write(TakeReceipt(storable(new), hex_ids))

    def keep_receipt(self, new: NewReceipt, told: Told, *, hex_ids: bool = False) -> None:
        """As :meth:`receipt`, on the way of every message: *told* is called in place of a future."""
        self._ask(TakeReceipt(storable(new), hex_ids), told)

    def inbound(self, new: NewInbound) -> asyncio.Future[int]:
        """A message from a phone came: done, with its ID, once it is committed, and may be acknowledged."""
        return self._write(TakeInbound(storable(new)))

    def keep_inbound(self, new: NewInbound, told: Told) -> None:
        """As :meth:`inbound`: *told* is called in place of a future."""
        self._ask(TakeInbound(storable(new)), told)

    async def queued(self, account_id: str, *, adopt: bool = True, since: int = 0) -> list[tuple[int, bytes]]:
        """The account's queued segments (ID, wire), oldest first: this run's, and those of ended runs.

        Of the latter, those of messages written at *since* (microseconds) or later; with *adopt* they become
        this run's, so that no other takes them too.
        """
        if self._run is None:
            raise _read_only()
        return await self._write(TakeQueued(self._run, account_id, adopt, since))

    async def leftovers(self, account_id: str, before: int) -> Leftovers:
        """The account's messages, written before *before*, that ended runs left queued."""
        if self._run is None:
            raise _read_only()
        return await self._write(FindLeftovers(self._run, account_id, before))

    async def withdraw(self, message_ids: Iterable[int], reason: str, *, rest: str = "") -> Withdrawal:
        """Take back what is still queued: those messages become DELETED, with *reason* as their doubt.

        A message of which a segment has gone out is left alone, unless *rest* is given: then what is left of
        it is taken back for that reason. What is on the wire, or was, is never touched. Many messages take
        several transactions.
        """
        done = Withdrawal(frozenset(), frozenset(), frozenset())
        ids = tuple(message_ids)
        for start in range(0, len(ids), _SLICE):
            done |= await self._write(Withdraw(ids[start : start + _SLICE], reason, now(), rest))
        return done

    def pause(self, account_id: str, at: int) -> asyncio.Future[None]:
        """The account's balance is used up: runs of the program that bind it later send nothing either."""
        return self._write(PauseAccount(account_id, at))

    def resume(self, account_id: str, at: int) -> asyncio.Future[None]:
        """The operator lets the account send again."""
        return self._write(ResumeAccount(account_id, at))

    def write(self, operation: Operation[Result]) -> asyncio.Future[Result]:
        """Ask for *operation*: for the modules of this package that have operations of their own."""
        return self._write(operation)

    def _write(self, operation: Operation[Result]) -> asyncio.Future[Result]:
        if self._writer is None:
            raise _read_only()
        return self._writer.write(operation)

    def _ask(self, operation: Operation[Any], told: Told) -> None:
        if self._writer is None:
            raise _read_only()
        self._writer.ask(operation, told)

    # Reading.

    async def messages(
        self,
        wanted: MessageFilter = _EVERYTHING,
        *,
        limit: int = 500,
        before: tuple[int, int] | None = None,
    ) -> list[MessageRow]:
        """The newest messages of *wanted*; the next page is *before* the last row's (queued_at, id)."""
        return await self._read(queries.messages, wanted, limit, before)

    async def page(
        self,
        wanted: MessageFilter = _EVERYTHING,
        order: Order = _NEWEST_FIRST,
        *,
        limit: int = 500,
        after: SortKey | None = None,
        skip: int = 0,
    ) -> list[MessageRow]:
        """The first messages of *wanted* in that *order*; the next page is *after* the last row's key.

        A page anywhere in the list *skip*s those before it, which costs some 20 ms a million.
        """
        return await self._read(queries.page, wanted, order, limit, after, skip)

    async def export_ids(self, wanted: MessageFilter, order: Order, limit: int | None) -> Sequence[int]:
        """The messages of *wanted* in that *order*, at most *limit*; all of one moment."""
        return await self._read(exportrows.all_ids, wanted, order, limit)

    async def export_page(self, ids: Sequence[int]) -> Columns:
        """Messages for an export; see exportrows.page."""
        return await self._read(exportrows.page, ids)

    async def choices(self) -> Choices:
        """What there is to filter by: countries, errors, submit statuses."""
        return await self._read(queries.choices)

    async def message(self, message_id: int) -> MessageView | None:
        """One message whole; None when there is none of that ID."""
        found = await self.views([message_id])
        return found[0] if found else None

    async def views(self, ids: Iterable[int]) -> list[MessageView]:
        """Messages whole, in the order of *ids*; those that do not exist are left out."""
        return await self._read(queries.views, tuple(ids))

    async def rows(self, ids: Iterable[int]) -> list[MessageRow]:
        """Messages as the table shows them, in the order of *ids*; those that do not exist are left out."""
        return await self._read(queries.rows, tuple(ids))

    async def owners(self, segment_ids: Iterable[int], smsc_ids: Iterable[str]) -> list[SegmentOwner]:
        """The segments with one of *segment_ids*, or one of the SMSC's IDs *smsc_ids*, on any account."""
        return await self._read(owners, tuple(segment_ids), tuple(smsc_ids))

    async def counts(self, wanted: MessageFilter = _EVERYTHING) -> dict[MessageState, int]:
        """How many messages of *wanted* are in each state; a state without any is left out."""
        return await self._read(queries.counts, wanted)

    async def waiting(self, account_id: str) -> list[int]:
        """The account's messages that have queued segments, whichever run has them, the oldest first."""
        return await self._read(waiting, account_id)

    async def count_waiting(self, account_id: str) -> int:
        """How many messages :meth:`waiting` gives."""
        return await self._read(count_waiting, account_id)

    async def pauses(self) -> dict[str, Pause]:
        """The accounts that are or were paused."""
        return await self._read(pauses)

    async def inbox_page(
        self,
        wanted: InboxFilter = _ALL_INBOUND,
        *,
        limit: int = 500,
        before: tuple[int, int] | None = None,
    ) -> InboxPage:
        """The newest inbound rows of *wanted* with the other parts of their messages; see InboxPage."""
        return await self._read(inbox.inbox_page, wanted, limit, before)

    async def newer_inbound(self, after_id: int) -> int:
        """How many inbound messages have come (or got another part) since the row with that ID."""
        return await self._read(inbox.newer_messages, after_id)

    async def newest_inbound(self) -> int:
        """The ID of the inbound row that was written last; 0 when there is none."""
        return await self._read(inbox.newest_id)

    async def unmatched_receipts(self, limit: int = 500) -> Unmatched:
        """The newest receipts that match no message, and why; and how many there are."""
        return await self._read(unmatched.unmatched_receipts, limit)

    async def outcomes(self, account_id: str | None, edges: Sequence[int]) -> list[Counter[MessageState]]:
        """What became of the messages of each interval; see :mod:`ycloud_console.history.statistics`."""
        return await self._read(statistics.outcomes, account_id, edges)

    async def times_to_deliver(self, scope: Scope) -> Times:
        """How long the delivered messages took."""
        return await self._read(statistics.times_to_deliver, scope)

    async def failures(self, scope: Scope) -> list[Failure]:
        """The ways in which messages failed, the most frequent first."""
        return await self._read(statistics.failures, scope)

    async def countries(self, scope: Scope) -> Mapping[str, Counter[MessageState]]:
        """What became of the messages to each country."""
        return await self._read(statistics.countries, scope)

    async def span(self, account_id: str | None) -> tuple[int, int] | None:
        """When the first and the last message were handed over; None when there is none."""
        return await self._read(statistics.span, account_id)

    async def inbound_views(self, ids: Iterable[int]) -> list[InboundView]:
        """Inbound messages by ID; those that do not exist are left out."""
        return await self._read(queries.inbound_views, tuple(ids))

    async def ask(
        self,
        question: Callable[Concatenate[Connection, _Args], _Answer],
        *args: _Args.args,
        **kwargs: _Args.kwargs,
    ) -> _Answer:
        """The answer to *question*: for the modules of this package that have questions of their own."""
        return await self._read(question, *args, **kwargs)

    async def _read(
        self,
        question: Callable[Concatenate[Connection, _Args], _Answer],
        *args: _Args.args,
        **kwargs: _Args.kwargs,
    ) -> _Answer:
        def answer(connection: Connection) -> _Answer:
            return question(connection, *args, **kwargs)

        while not self._is_there.is_set():
            await self._is_there.wait()
        loop = asyncio.get_running_loop()
        stop = dialect.Interrupter()
        reading = loop.run_in_executor(self._readers, file.read, self._engine, self.path, answer, stop)
        try:
            return await reading
        except asyncio.CancelledError:
            # Nobody waits for the answer any more: the thread is needed for the next question.
            stop.interrupt()
            raise


def now() -> int:
    """Microseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1000


def _read_only() -> HistoryUnavailable:
    return HistoryUnavailable("The history is closed, or was opened for reading only.")


def _only_read(trouble: HistoryUnavailable) -> str:
    return f"But it can only be read until the program is started again: {trouble}"


async def _new_run(path: Path) -> Run:
    try:
        return await asyncio.to_thread(Run, file.runs_folder(path))
    except OSError as error:
        raise dialect.unavailable(error, path) from error


def _exchange(draft: Draft, path: Path) -> Path | None:
    """Put *draft* in the place of the file at *path*, unless another program has that open."""
    try:
        with file.locked(path):
            if any_lives(file.runs_folder(path)):
                raise HistoryUnavailable(
                    f"Another program has the history in {path} open. Close it, and restore again."
                )
            return backup.take_its_place(draft, path)
    except Timeout as error:
        raise HistoryUnavailable(
            f"The history in {path} is being opened by another program. Close it, or try again."
        ) from error
    except OSError as error:
        raise dialect.unavailable(error, path) from error


def _added_view(new: NewMessage, place: Added, at: int) -> MessageView:
    row = MessageRow(
        id=place.message_id,
        account_id=new.account_id,
        sender=new.sender,
        recipient=new.recipient,
        country=new.country,
        text=new.text,
        encoding=new.encoding,
        segment_count=len(new.segments),
        state=QUEUED,
        status=None,
        error="",
        queued_at=at,
    )
    parts = tuple(
        SegmentView(each, part.number, part.units, QUEUED, "", None, "")
        for each, part in zip(place.segment_ids, new.segments, strict=True)
    )
    return MessageView(row, parts, new.options)
