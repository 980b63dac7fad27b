"""Deleting, and giving space back, while the history is in use.

Everything is done in small slices through the writer, one after the other, each with a pause as long as it
took: what is sent and received meanwhile waits for one slice at most, some hundredths of a second.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from ycloud_console.history import removal, retention
from ycloud_console.history.errors import HistoryUnavailable
from ycloud_console.history.model import MessageFilter
from ycloud_console.history.progress import Tell, stoppable
from ycloud_console.history.removal import (
    GiveBack,
    Rebuild,
    Removal,
    RemoveInbound,
    RemoveMessages,
    RemoveUnmatched,
)
from ycloud_console.history.retention import Excess, Keep

if TYPE_CHECKING:
    from ycloud_console.history.store import History

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called on the event loop with the messages deleted and all that are to be."""

_SLICE = 100
"""Messages deleted in one transaction."""
_PARTS = 255
"""Of one inbound message, at most: its header counts them in one octet."""
_PAGES = 500
"""Pages given back in one transaction: 2 MB."""
_AHEAD = 10_000
"""Messages looked for at a time."""

_Done = TypeVar("_Done")


async def remove(history: History, message_ids: Sequence[int], progress: Progress | None = None) -> Removal:
    """Delete those of the messages that are at their end; the others are counted, and stay.

    When it is cancelled, what was deleted by then is gone. Raises HistoryUnavailable likewise.
    """
    done = Removal()
    for start in range(0, len(message_ids), _SLICE):
        some = tuple(message_ids[start : start + _SLICE])
        done += await _unhurried(history.write(RemoveMessages(some)))
        if progress:
            progress(start + len(some), len(message_ids))
    await _give_back_if_possible(history)
    return done


async def remove_filtered(
    history: History, wanted: MessageFilter, progress: Progress | None = None
) -> Removal:
    """:func:`remove` for all messages of *wanted*, as they are now."""
    before = await history.ask(removal.removable, wanted)
    done = await remove(history, await history.ask(removal.removable_ids, wanted), progress)
    return Removal(done.removed, done.kept + before.kept)


async def remove_inbound(history: History, ids: Sequence[int]) -> int:
    """Delete inbound messages, each part by its row; returns how many rows.

    Up to 255, as many as one message can have, all go or none. Raises HistoryUnavailable.
    """
    count = 0
    for start in range(0, len(ids), _PARTS):
        count += await _unhurried(history.write(RemoveInbound(tuple(ids[start : start + _PARTS]))))
    await _give_back_if_possible(history)
    return count


async def excess(history: History, keep: Keep, at: int) -> Excess:
    """What :func:`trim` would delete."""
    return Excess() if keep.everything else await history.ask(retention.excess, keep, at)


async def trim(history: History, keep: Keep, at: int) -> Excess:
    """Delete what is beyond the limits at *at* (microseconds); returns how much that was."""
    if keep.everything:
        return Excess()
    before = await history.ask(retention.first_kept, keep, at)
    messages = 0
    after = (-1, 0)
    while found := await history.ask(retention.expired, before, after, _AHEAD):
        after = found[-1]
        ids = [number for _, number in found]
        for start in range(0, len(ids), _SLICE):
            gone = await _unhurried(history.write(RemoveMessages(tuple(ids[start : start + _SLICE]))))
            messages += gone.removed
    oldest = keep.oldest(at)
    inbound = unmatched = 0
    while some := await history.ask(retention.expired_inbound, oldest, _SLICE):
        inbound += await _unhurried(history.write(RemoveInbound(tuple(some))))
    while some := await history.ask(retention.expired_unmatched, oldest, _SLICE):
        unmatched += await _unhurried(history.write(RemoveUnmatched(tuple(some))))
    done = Excess(messages, inbound, unmatched)
    if done.is_any:
        await _give_back_if_possible(history)
    return done


async def give_back(history: History, progress: Callable[[int], None] | None = None) -> None:
    """Return free pages to the system; *progress* is told how many are left.

    A file of an early version cannot do that: it must be rebuilt once, see :func:`rebuild`.
    """
    left: int | None = None
    while (found := await _unhurried(history.write(GiveBack(_PAGES)))) and found != left:
        left = found
        if progress:
            progress(left)


async def _give_back_if_possible(history: History) -> None:
    """After a deletion, which is done whether or not that can be: the next one tries again."""
    try:
        await give_back(history)
    except HistoryUnavailable as error:
        log.warning("the space of what was deleted was not given back: %s", error)


async def rebuild(history: History, tell: Tell) -> None:
    """Write the file anew, as small as it can be; meanwhile reading goes on, and what is written waits.

    *tell* is called on the event loop. When it is cancelled, the file is as it was. Raises
    HistoryUnavailable.
    """
    await stoppable(lambda told: history.write(Rebuild(told)), tell)


async def _unhurried(work: Awaitable[_Done]) -> _Done:
    """Do it, then let the others have as much time as it took."""
    began = time.perf_counter()
    done = await work
    await asyncio.sleep(time.perf_counter() - began)
    return done
