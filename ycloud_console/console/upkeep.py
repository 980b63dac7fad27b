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

from ycloud_console.accounts import Settings
from ycloud_console.history import History, HistoryUnavailable, MessageFilter, keeping
from ycloud_console.history import backup as backups
from ycloud_console.history.backup import Contents
from ycloud_console.history.keeping import Progress
from ycloud_console.history.progress import Tell, stoppable, unheard
from ycloud_console.history.recover import Recovered
from ycloud_console.history.removal import Removal, removable
from ycloud_console.history.retention import Excess, Keep
from ycloud_console.history.sqlite import sqlitefile
from ycloud_console.smpp.clock import now_us

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


class InUse(HistoryUnavailable):
    """The history cannot be replaced while an account is bound or something is being sent."""


class Upkeep:
    """Looks after the history of one data folder."""

    def __init__(
        self,
        history: History,
        settings: Settings,
        is_busy: Callable[[], bool],
        learn: Callable[[], Coroutine[Any, Any, None]],
    ) -> None:
        """*is_busy*: whether a link is there or something is being sent; *learn*: see :meth:`restore`."""
        self._history = history
        self._settings = settings
        self._is_busy = is_busy
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

    async def restore(
        self, source: Path, tell: Tell = unheard, recovered: Callable[[Recovered], None] = lambda _: None
    ) -> Path | None:
        """Go on with the history in *source*; returns the name under which the present one is kept.

        *recovered* is told, in a thread, what was read of a damaged one.

        Nothing of it is sent by itself: what waited there is in doubt. Raises InUse while an account is bound
        or something is being sent, HistoryTooNew, and HistoryUnavailable; then nothing has changed.
        """
        async with self._turn:
            self._refuse_while_busy()
            draft = await _stoppable(
                lambda told: backups.prepare_restore(source, self._history.path, told, recovered), tell
            )
            try:
                self._refuse_while_busy()
                aside = await self._history.take_in(draft)
            finally:
                await asyncio.to_thread(sqlitefile.remove, draft)
            await self._learn()
            return aside

    def _refuse_while_busy(self) -> None:
        if self._is_busy():
            raise InUse(
                "The history cannot be replaced while an account is bound or messages are being sent: unbind"
                " every account, then restore."
            )

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
