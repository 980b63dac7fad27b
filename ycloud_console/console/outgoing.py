"""Messages before they are on the wire: written in slices, handed to the links, left over, taken back."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ycloud_console.accounts import Account
from ycloud_console.console.accountlink import AccountLink, in_slices, unasked_before
from ycloud_console.console.errors import PartlySent
from ycloud_console.console.outbox import References, compose, reference_of
from ycloud_console.history import (
    History,
    HistoryUnavailable,
    Leftovers,
    MessageFilter,
    MessageView,
    NewMessage,
    Withdrawal,
)
from ycloud_console.sms.message import PENDING, SubmitOptions
from ycloud_console.sms.segments import measure
from ycloud_console.sms.withdrawal import Withdrawn

Progress = Callable[[int, int], None]
"""Called on the event loop with the number of messages written, and of all; what it raises ends the send."""

_TURN = 50
"""Messages that are composed before the event loop gets its turn: some 2 ms."""
_PENDING = 5000
"""Pending messages that are looked through for their references: some 100 ms, once a run."""
_SLICE = 500
"""Messages in one transaction: some 20 ms of the writer's time, so that receipts are not kept waiting."""


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What the links have in hand, in segments."""

    queued: int
    """They wait for their turn; the history keeps them."""
    on_the_wire: int
    """Written, and not answered yet."""


class Outgoing:
    """The way from composed messages to the links. *links* are those there are at the moment."""

    def __init__(self, history: History, links: Mapping[str, AccountLink]) -> None:
        self._history = history
        self._links = links
        self._references = References()
        self._knows_references = False
        self._writing: set[asyncio.Task[list[MessageView]]] = set()

    async def finish(self) -> None:
        """Wait until what is being written is written."""
        if self._writing:
            await asyncio.wait(self._writing)

    @property
    def is_writing(self) -> bool:
        """Whether messages are being written."""
        return bool(self._writing)

    def outstanding(self) -> Outstanding:
        """What all links have in hand."""
        states = [link.status for link in self._links.values()]
        return Outstanding(sum(state.queued for state in states), sum(state.outstanding for state in states))

    async def send(
        self,
        account: Account,
        sender: str,
        recipients: Sequence[str],
        text: str,
        options: SubmitOptions,
        progress: Progress | None,
    ) -> list[MessageView]:
        """See :meth:`ycloud_console.console.Console.send`."""
        if measure(text).segments > 1:
            await self._learn_references()
        messages: deque[NewMessage] = deque()
        for message in compose(account, sender, recipients, text, options, self._references):
            messages.append(message)
            if len(messages) % _TURN == 0:
                await asyncio.sleep(0)
        return await self._write(account.id, messages, progress)

    async def _learn_references(self) -> None:
        """Those of the latest long messages that still wait from earlier runs, once."""
        if self._knows_references:
            return
        self._knows_references = True
        waiting = await self._history.messages(MessageFilter(states=PENDING), limit=_PENDING)
        for view in await self._history.views([row.id for row in waiting if row.segment_count > 1]):
            reference = reference_of(view.options)
            if reference is not None:
                self._references.remember(view.row.recipient, reference)

    async def _write(
        self, account_id: str, messages: deque[NewMessage], progress: Progress | None
    ) -> list[MessageView]:
        """Write *messages*, slice by slice, each handed to the account's link as soon as it is committed.

        What is written is taken out of *messages*: a hundred thousand need not be in memory twice.
        """
        views: list[MessageView] = []
        total = len(messages)
        if progress is not None:
            progress(0, total)
        while messages:
            slice_ = [messages.popleft() for _ in range(min(_SLICE, len(messages)))]
            task = asyncio.create_task(self._write_slice(account_id, slice_))
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)
            try:
                # Whoever asked may be cancelled: what is written must get to the link all the same.
                views += await asyncio.shield(task)
            except HistoryUnavailable as error:
                if views:
                    raise PartlySent(views, total, error) from error
                raise
            if progress is not None:
                progress(len(views), total)
        return views

    async def _write_slice(self, account_id: str, messages: Sequence[NewMessage]) -> list[MessageView]:
        views = await self._history.add(messages)
        rows = [
            (segment.id, new.wire)
            for view, message in zip(views, messages, strict=True)
            for segment, new in zip(view.segments, message.segments, strict=True)
        ]
        await self._hand_over(account_id, rows)
        return views

    async def _hand_over(self, account_id: str, rows: Sequence[tuple[int, bytes]]) -> None:
        async for some in in_slices(rows):
            # Looked up anew: while others had their turn, the account may have been unbound or bound again.
            link = self._links.get(account_id)
            if link is not None:
                link.submit(some)

    async def withdraw(self, message_ids: Iterable[int], reason: Withdrawn, rest: str = "") -> Withdrawal:
        """Take back what is still queued: in the history first, where it is decided, then in the links."""
        done = await self._history.withdraw(message_ids, reason.value, rest=rest)
        for link in self._links.values():
            link.withdraw(done.segments)
        return done

    async def leftovers(self, account_id: str) -> Leftovers:
        """What ended runs left queued so long ago that it is not sent unasked."""
        return await self._history.leftovers(account_id, unasked_before())

    async def send_leftovers(self, account_id: str) -> int:
        """Let them go out; returns how many messages that is."""
        found = await self.leftovers(account_id)
        await self._hand_over(account_id, await self._history.queued(account_id))
        return found.count

    async def cancel_leftovers(self, account_id: str) -> int:
        """Take them back; returns how many messages that was."""
        found = await self.leftovers(account_id)
        done = await self.withdraw(found.message_ids, Withdrawn.CANCELLED, Withdrawn.REST_CANCELLED)
        return len(done.cancelled | done.begun)
