"""One account's traffic: between its link and the history.

The link is told nothing but submissions; the history is the one owner of what is queued. What the link
reports is committed first and shown afterwards.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from ycloud_console.accounts import Account
from ycloud_console.console.events import (
    Event,
    InboundArrived,
    LinkChanged,
    Notice,
    NoticeKind,
    ReceiptArrived,
    SegmentsSent,
)
from ycloud_console.console.incoming import carries_receipt, inbound_of, receipt_of
from ycloud_console.console.outbox import submission
from ycloud_console.history import History, HistoryDamaged, HistoryUnavailable
from ycloud_console.history.model import NewInbound, Pause, ReceiptOutcome
from ycloud_console.smpp import reports
from ycloud_console.smpp.clock import now_us
from ycloud_console.smpp.model import (
    Answer,
    BindMode,
    CancelAnswer,
    Delivery,
    LinkProblem,
    LinkSettings,
    LinkStatus,
    LinkTrace,
    QueryAnswer,
    SubmitAnswer,
    TlsSettings,
)
from ycloud_console.sms.address import Address
from ycloud_console.sms.receipt import Receipt

_logger = logging.getLogger(__name__)

_ESME_RX_T_APPN = 0x64
"""SMPP 3.4, 5.1.3: the receiver cannot take it now; the SMSC is to send it again."""
_HISTORY_PAUSE = 1.0
"""Seconds until a history that could not be read is asked again."""
_LAST_WRITES = 0.5
"""Seconds for what the link reported last to be committed."""
_INSUFFICIENT_BALANCE = "3"
"""YCloud's receipt error."""
_SLICE = 50
"""Segments handed to a link before the event loop gets its turn: some 2 ms."""
_UNASKED = 600_000_000
"""Microseconds: what an ended run left queued goes out unasked only while it is younger than this.

Then the program crashed or was restarted, and the operator still has the message in mind. Who starts the
program next morning must not send yesterday's campaign by surprise.
"""


def unasked_before() -> int:
    """Messages of ended runs that were written before this moment (microseconds) wait for the operator."""
    return now_us() - _UNASKED


async def in_slices(rows: Sequence[tuple[int, bytes]]) -> AsyncIterator[Sequence[tuple[int, bytes]]]:
    """*rows* in slices, with a turn of the event loop after each."""
    for start in range(0, len(rows), _SLICE):
        yield rows[start : start + _SLICE]
        await asyncio.sleep(0)


class Tell(Protocol):
    """Where events go."""

    def __call__(self, event: Event, /) -> None: ...


def link_settings(account: Account, password: str) -> LinkSettings:
    """What the link needs of *account*."""
    tls = None
    if account.tls:
        # Unlike pathlib's it leaves a user that does not exist as it is: a missing file, said in words.
        certificate = Path(os.path.expanduser(account.certificate)) if account.certificate else None  # noqa: PTH111
        tls = TlsSettings(certificate, account.server_name or None, account.verify)
    return LinkSettings(
        name=account.name,
        host=account.host.strip("[]"),  # as an IPv6 address is written in front of a port
        port=account.port,
        system_id=account.system_id,
        password=password,
        mode=BindMode(account.mode),
        tls=tls,
        system_type=account.system_type,
        addr_ton=account.addr_ton,
        addr_npi=account.addr_npi,
        address_range=account.address_range,
        binds=account.binds,
        window=account.window,
        rate=account.rate,
        enquire_link_interval=account.enquire_link_interval,
        response_timeout=account.response_timeout,
        connect_timeout=account.connect_timeout,
        backoff_min=account.backoff_min,
        backoff_max=account.backoff_max,
    )


@dataclass(slots=True)
class Balance:
    """What is known of an account's balance; it outlives the account's binds, and is kept in the history."""

    paused: bool = False
    """Nothing more is sent until the operator resumes."""
    resumed_at: int = 0
    """Microseconds; receipts for what went out before are old news."""

    @classmethod
    def of(cls, kept: Pause) -> Balance:
        """As an earlier run left it."""
        return cls(kept.resumed_at is None, kept.resumed_at or 0)


class AccountLink:
    """An account that is bound, or trying to be (a :class:`ycloud_console.smpp.model.LinkHandler`)."""

    def __init__(
        self,
        account: Account,
        password: str,
        history: History,
        tell: Tell,
        balance: Balance,
        trace: LinkTrace,
    ) -> None:
        self.account = account
        self._history = history
        self._listener = tell
        self._handed_over: set[int] = set()
        self._balance = balance
        self._writes = 0
        """What is being written without anybody waiting for it."""
        self._written = asyncio.Event()
        """Set when none of it is left."""
        self._minding: set[asyncio.Task[None]] = set()
        """Looking whether a receipt's lack of balance is news."""
        self._is_over = False
        self._taking: asyncio.Task[None] | None = None
        self._history_failed = False
        # Imported with the first bind, and the SMPP library with it: the window is there without.
        from ycloud_console.smpp.link import Link

        self._link = Link(link_settings(account, password), self, requeued=self._waits_again, trace=trace)
        if balance.paused:
            self._link.pause()

    @property
    def status(self) -> LinkStatus:
        return self._link.status

    @property
    def peer_certificate(self) -> bytes | None:
        """See :attr:`ycloud_console.smpp.link.Link.peer_certificate`."""
        return self._link.peer_certificate

    def start(self) -> None:
        """Begin to bind, and to bind again whenever the link is lost; returns at once."""
        self._link.start()
        self._taking = asyncio.create_task(self._take_queued(), name=f"queue of {self.account.id}")

    async def bind_once(self) -> LinkStatus:
        """One try: the status says whether it is bound, or why not.

        What earlier runs left queued stays there: who asks for one try has one thing to do.
        """
        return await self._link.bind_once()

    async def stop(self, timeout: float) -> None:  # noqa: ASYNC109 -- the link shares it out over its steps
        """Unbind within *timeout* seconds. What is queued stays in the history; what is out is in doubt."""
        if self._taking is not None:
            self._taking.cancel()
            await asyncio.wait([self._taking])
        await self._link.stop(timeout)
        self._is_over = True
        for each in self._minding:
            each.cancel()
        if self._writes:
            # So that the history tells the truth at once; a history that fails is not waited for.
            self._written.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WRITES):
                    await self._written.wait()

    def retry_now(self) -> None:
        self._link.retry_now()

    def resume(self) -> None:
        """Send again after a pause."""
        self._link.resume()

    async def query(self, message_id: str, source: Address) -> QueryAnswer:
        """See :meth:`ycloud_console.smpp.link.Link.query`."""
        return await self._link.query(message_id, source)

    async def cancel(self, message_id: str, source: Address, destination: Address) -> CancelAnswer:
        """See :meth:`ycloud_console.smpp.link.Link.cancel`."""
        return await self._link.cancel(message_id, source, destination)

    async def _take_queued(self) -> None:
        """Hand over what the history has queued for this account, also from runs that have just ended.

        What older runs left is told, once, and waits for the operator.
        """
        before = unasked_before()
        while True:
            try:
                rows = await self._history.queued(self.account.id, since=before)
                left = await self._history.leftovers(self.account.id, before)
            except HistoryUnavailable as error:
                self._tell_history_fails(error)
                await asyncio.sleep(_HISTORY_PAUSE)
            else:
                break
        if left.count:
            self._tell(Notice(NoticeKind.LEFTOVERS, self.account.id, str(left.count)))
        async for some in in_slices(rows):
            self.submit(some)

    def submit(self, segments: Iterable[tuple[int, bytes]]) -> None:
        """Hand rows of the history over to the link; a row that it has already is passed over."""
        fresh = [(key, wire) for key, wire in segments if key not in self._handed_over]
        self._handed_over.update(key for key, _ in fresh)
        self._link.submit([submission(key, wire) for key, wire in fresh])

    def withdraw(self, keys: Collection[int]) -> None:
        """Forget rows that the history will not let go out."""
        mine = self._handed_over.intersection(keys)
        if mine:
            self._handed_over -= mine
            self._link.withdraw(mine)

    # What the link reports.

    def link_status(self, status: LinkStatus) -> None:
        self._tell(LinkChanged(self.account.id, status))

    async def sending(self, keys: Sequence[int], at: int) -> Collection[int]:
        going = await self._history.mark_sent(keys, at)
        # Withdrawn, or sent by another program: the link drops those, and so does this.
        self._handed_over.difference_update(set(keys) - going)
        if going:
            self._tell(SegmentsSent(self.account.id, len(going)))
        return going

    def answered(self, answer: SubmitAnswer) -> None:
        self._handed_over.discard(answer.key)
        self._writes += 1
        try:
            self._history.keep_answer(answer.key, answer.status, answer.message_id, answer.at, self._wrote)
        except HistoryUnavailable:
            self._writes -= 1
            raise

    def _waits_again(self, keys: Sequence[int], at: int) -> None:
        """The SMSC refused them for now, or the link went before they were written."""
        self._watch(self._history.wait_again(keys))

    def in_doubt(self, keys: Sequence[int], at: int, reason: LinkProblem) -> None:
        self._handed_over.difference_update(keys)
        self._watch(self._history.in_doubt(keys, at, reason.kind.value))

    def delivered(self, delivery: Delivery, answer: Answer) -> None:
        try:
            if carries_receipt(delivery, self.account):
                receipt, row = receipt_of(delivery, self.account)
                told = partial(self._receipt_kept, answer, delivery, receipt)
                self._history.keep_receipt(row, told, hex_ids=self.account.hex_ids)
            else:
                new = inbound_of(delivery, self.account)
                self._history.keep_inbound(new, partial(self._inbound_kept, answer, new))
        except HistoryUnavailable as error:
            self._not_kept(answer, error)

    def _receipt_kept(
        self,
        answer: Answer,
        delivery: Delivery,
        receipt: Receipt,
        outcome: ReceiptOutcome,
        error: Exception | None,
    ) -> None:
        if error is not None:
            self._not_kept(answer, error)
            return
        self._tell(
            ReceiptArrived(
                account_id=self.account.id,
                receipt=receipt,
                source=delivery.source_addr,
                destination=delivery.destination_addr,
                received_at=delivery.at,
                message=outcome.message_id,
                duplicate=outcome.duplicate,
            )
        )
        if receipt.err.lstrip("0") != _INSUFFICIENT_BALANCE:
            self._kept(answer)
        elif not self._is_over:
            minding = asyncio.create_task(self._answer_minding(answer, outcome.message_id))
            self._minding.add(minding)
            minding.add_done_callback(self._minding.discard)
        # Else it is not acknowledged: it comes again, and the account's next link heeds it.

    async def _answer_minding(self, answer: Answer, message: int | None) -> None:
        try:
            await self._mind_balance(message)
        except Exception as error:  # noqa: BLE001 -- it is the answer's
            self._not_kept(answer, error)
        else:
            self._kept(answer)

    def _inbound_kept(self, answer: Answer, new: NewInbound, _number: int, error: Exception | None) -> None:
        if error is not None:
            self._not_kept(answer, error)
            return
        self._tell(InboundArrived(new))
        self._kept(answer)

    def _kept(self, answer: Answer) -> None:
        self._tell_history_works()
        answer(0)

    def _not_kept(self, answer: Answer, error: Exception) -> None:
        if isinstance(error, HistoryUnavailable):
            self._tell_history_fails(error)
        else:
            _logger.error("a delivery could not be kept; the SMSC is told to send it again", exc_info=error)
        answer(_ESME_RX_T_APPN)

    async def _mind_balance(self, message: int | None) -> None:
        """A lack of balance comes in receipts only (YCloud): pause on the first, and say so once.

        What went out before the operator resumed is old news.
        """
        if message is not None and await self._was_sent_before_resuming(message):
            return
        # Looked at last: while this message was looked up, another receipt may have paused it.
        if self._balance.paused:
            return
        self._balance.paused = True
        self._link.pause()
        self._tell(Notice(NoticeKind.BALANCE_USED_UP, self.account.id))
        # Before the receipt is acknowledged: if the program ends here, it comes again.
        await self._history.pause(self.account.id, now_us())

    async def _was_sent_before_resuming(self, message: int) -> bool:
        if self._balance.paused or not self._balance.resumed_at:
            return False
        rows = await self._history.rows([message])
        return any(row.sent_at is not None and row.sent_at < self._balance.resumed_at for row in rows)

    def _tell(self, event: Event) -> None:
        """Tell of it; whatever becomes of that, what is committed is acknowledged."""
        reports.tell(self._listener, event)

    def _watch(self, written: asyncio.Future[None]) -> None:
        """What is written without waiting for it may fail all the same."""

        def done(future: asyncio.Future[None]) -> None:
            self._wrote(None, None if future.cancelled() else future.exception())

        self._writes += 1
        written.add_done_callback(done)

    def _wrote(self, _result: None, error: BaseException | None) -> None:
        self._writes -= 1
        if not self._writes:
            self._written.set()
        if error is None:
            self._tell_history_works()
        else:
            self._tell_history_fails(error)

    def _tell_history_fails(self, error: BaseException) -> None:
        if not self._history_failed:
            self._history_failed = True
            is_damaged = isinstance(error, HistoryDamaged)
            self._tell(Notice(NoticeKind.HISTORY_UNAVAILABLE, self.account.id, str(error), is_damaged))

    def _tell_history_works(self) -> None:
        if self._history_failed:
            self._history_failed = False
            self._tell(Notice(NoticeKind.HISTORY_AGAIN, self.account.id))
