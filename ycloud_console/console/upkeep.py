"""The history is kept: trimmed as the operator wants it, saved, restored, made smaller.

What this does to the history it does while messages are sent and received, except for restoring.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ycloud_console.accounts import Settings, SettingsUnavailable
from ycloud_console.console.gate import Gate
from ycloud_console.history import (
    History,
    HistoryReplaced,
    HistoryUnavailable,
    MessageFilter,
    copies,
    keeping,
)
from ycloud_console.history import backup as backups
from ycloud_console.history.backup import Contents
from ycloud_console.history.copies import OldCopy
from ycloud_console.history.drafts import Draft
from ycloud_console.history.keeping import Progress
from ycloud_console.history.progress import Stage, Step, Tell, stoppable, to_the_end, unheard
from ycloud_console.history.recovered import Recovered
from ycloud_console.history.removal import Removal, removable
from ycloud_console.history.retention import Excess, Keep
from ycloud_console.history.sqlite import sqlitefile
from ycloud_console.smpp.clock import now_us
from ycloud_console.sms.message import MessageState

log = logging.getLogger(__name__)

_EVERY = 3600.0
"""Seconds between two looks at what is beyond the limits."""
_SPEED = 100_000_000
"""Octets a second at which a file is rebuilt, at least; for the estimate the operator reads."""

_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class HistoryFile:
    """What there is to say of the file."""

    path: Path
    octets: int
    """With its log."""
    messages: int
    free: int
    """Octets of it that are free and could be given back."""
    shrinks: bool
    """Whether it gives space back by itself; a file of an early version must be rebuilt once."""

    @property
    def seconds(self) -> int:
        """About how long rebuilding takes."""
        return max(1, round(self.octets / _SPEED))


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoration came to."""

    aside: Path | None
    """The name under which the history that was there is kept; None: there was none."""
    not_sent: int
    """Messages that still waited there, and are not sent any more."""
    beyond: Excess
    """What of the restored history is beyond the limits; where that is any, they were switched off."""
    recovered: Recovered | None = None
    """What could be read of a damaged one."""


class InUse(HistoryUnavailable):
    """The history cannot be replaced while an account is bound or something is being sent."""


class Upkeep:
    """Looks after the history of one data folder."""

    def __init__(
        self,
        history: History,
        settings: Settings,
        gate: Gate,
        learn: Callable[[], Coroutine[Any, Any, None]],
    ) -> None:
        """*gate*: shut while the history is replaced; *learn*: look what the new one says of pauses."""
        self._history = history
        self._settings = settings
        self._gate = gate
        self._learn = learn
        self._watching: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        """One deletion, backup, restoration or rebuilding at a time."""

    @property
    def keep(self) -> Keep:
        """What the operator wants to be kept."""
        wanted = self._settings.preferences
        return Keep(wanted.keep_days, wanted.keep_messages)

    # Trimming.

    def start(self) -> None:
        """From now on delete what is beyond the limits: at once, and each hour."""
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch(), name="trim the history")

    async def stop(self) -> None:
        """Delete nothing more."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait([self._watching])
            self._watching = None

    async def _watch(self) -> None:
        while True:
            try:
                done = await self.trim()
            except HistoryUnavailable as error:
                log.warning("the history was not trimmed: %s", error)
            else:
                if done.is_any:
                    log.info(
                        "beyond the limits, and deleted: %d messages, %d inbound, %d unmatched receipts",
                        *(done.messages, done.inbound, done.unmatched),
                    )
            await asyncio.sleep(_EVERY)

    async def trim(self) -> Excess:
        """Delete what is beyond the limits now; returns how much that was. Raises HistoryUnavailable."""
        async with self._turn:
            return await keeping.trim(self._history, self.keep, now_us())

    async def excess(self, keep: Keep) -> Excess:
        """What would be deleted if that were wanted. Raises HistoryUnavailable."""
        return await keeping.excess(self._history, keep, now_us())

    # Deleting.

    async def remove(self, message_ids: Sequence[int], progress: Progress | None = None) -> Removal:
        """Delete those messages that are at their end. Raises HistoryUnavailable."""
        async with self._turn:
            return await keeping.remove(self._history, message_ids, progress)

    async def remove_filtered(self, wanted: MessageFilter, progress: Progress | None = None) -> Removal:
        """Delete those messages of *wanted* that are at their end. Raises HistoryUnavailable."""
        async with self._turn:
            return await keeping.remove_filtered(self._history, wanted, progress)

    async def remove_inbound(self, ids: Sequence[int]) -> int:
        """Delete inbound messages, each part by its row. Raises HistoryUnavailable."""
        async with self._turn:
            return await keeping.remove_inbound(self._history, ids)

    async def removable(self, wanted: MessageFilter) -> Removal:
        """How many of *wanted* would be deleted, and how many stay. Raises HistoryUnavailable."""
        return await self._history.ask(removable, wanted)

    # The file.

    async def file(self) -> HistoryFile:
        """How large it is. Raises HistoryUnavailable."""
        messages = sum((await self._history.counts()).values())
        path = self._history.path

        def look() -> HistoryFile:
            shrinks, free = sqlitefile.gives_back(path), sqlitefile.free_octets(path)
            return HistoryFile(path, sqlitefile.size(path), messages, free, shrinks)

        return await _in_thread(path, look)

    async def back_up(self, target: Path, tell: Tell = unheard) -> Contents:
        """See :func:`ycloud_console.history.backup.back_up`; *tell* is called on the event loop."""
        async with self._turn:
            return await _stoppable(partial(backups.back_up, self._history.path, target), tell)

    async def examine(self, source: Path, tell: Tell = unheard) -> Contents:
        """See :func:`ycloud_console.history.backup.examine`; *tell* is called on the event loop."""
        return await _stoppable(partial(backups.examine, source), tell)

    async def under_way(self) -> int:
        """How many messages of the present history still wait to be sent, or for the answer to that.

        A restoration takes them away. Raises HistoryUnavailable.
        """
        counts = await self._history.counts()
        return counts.get(MessageState.QUEUED, 0) + counts.get(MessageState.SENT, 0)

    async def restore(self, source: Path, tell: Tell = unheard) -> Restored:
        """Go on with the history in *source*.

        Nothing of it is sent by itself: what waited there is in doubt. Nothing of it is deleted by itself
        either: where some of it is beyond the limits, they are switched off. Raises InUse while an account is
        bound or something is being sent, HistoryTooNew, and HistoryUnavailable; then nothing has changed,
        except after HistoryReplaced. Once *tell* has heard of Stage.REPLACING it is done to the end, also
        when it is cancelled; who binds or sends from then on waits for the new history.
        """
        made: list[Draft] = []

        def prepare(told: Tell) -> None:
            made.append(backups.prepare_restore(source, self._history.path, told))

        async with self._turn:
            self._refuse_while_busy()
            try:
                await _stoppable(prepare, tell)
                self._refuse_while_busy()
                with self._gate.shut():
                    tell(Step(Stage.REPLACING))
                    return await to_the_end(self._replace(made[0]))
            finally:
                for each in made:
                    await to_the_end(asyncio.to_thread(each.discard))

    async def _replace(self, draft: Draft) -> Restored:
        # With the gate shut: nothing of that can be sent any more.
        not_sent = await self.under_way()
        kept = self.keep
        beyond = await asyncio.to_thread(backups.beyond, draft, kept, now_us())
        if beyond.is_any:
            # Before the exchange: a crash behind it must not have the next start delete what was restored.
            await self._set_limits(Keep())
        try:
            aside = await self._history.take_in(draft)
        except HistoryReplaced:
            raise
        except BaseException:
            if beyond.is_any:
                await self._set_limits(kept)
            raise
        try:
            await self._learn()
        except HistoryUnavailable as error:
            raise HistoryReplaced(f"The history was restored. But {error}") from error
        return Restored(aside, not_sent, beyond, draft.recovered)

    async def _set_limits(self, keep: Keep) -> None:
        try:
            await asyncio.to_thread(
                lambda: self._settings.set_preferences(keep_days=keep.days, keep_messages=keep.messages)
            )
        except SettingsUnavailable as error:
            raise HistoryUnavailable(
                f"Nothing was restored: the limits for keeping messages could not be set. {error}"
            ) from error

    def _refuse_while_busy(self) -> None:
        if self._gate.is_in_use:
            raise InUse(
                "The history cannot be replaced while an account is bound or messages are being sent: unbind"
                " every account, then restore."
            )

    async def old_copies(self) -> tuple[OldCopy, ...]:
        """What the program once kept beside the history, see :mod:`ycloud_console.history.copies`."""
        path = self._history.path
        return await _in_thread(path, partial(copies.old_copies, path))

    async def remove_copies(self, some: Sequence[OldCopy]) -> None:
        """Delete these. Raises HistoryUnavailable; then some may be deleted."""
        async with self._turn:
            await _in_thread(self._history.path, partial(copies.remove_copies, some))

    async def compact(self, tell: Callable[[int], None] | None = None) -> None:
        """Give all free space back, slice by slice; *tell* gets the pages that are left."""
        async with self._turn:
            await keeping.give_back(self._history, tell)

    async def rebuild(self, tell: Tell = unheard) -> None:
        """Write a file of an early version anew, once, so that it gives space back from then on.

        Meanwhile everything can be read, links stay bound, and what is to be written waits: some ten seconds
        for a million messages. Raises HistoryUnavailable, where the disk has no room among others.
        """
        async with self._turn:
            await keeping.rebuild(self._history, tell)


async def _stoppable(work: Callable[[Tell], _Done], tell: Tell) -> _Done:
    return await stoppable(lambda told: asyncio.to_thread(work, told), tell)


async def _in_thread(path: Path, work: Callable[[], _Done]) -> _Done:
    return await asyncio.to_thread(backups.in_sentences, path, work)
