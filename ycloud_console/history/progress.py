"""How far work on the file as a whole has come: opening it can take a minute after an update or a damage."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

log = logging.getLogger(__name__)

_Done = TypeVar("_Done")


class Stage(StrEnum):
    """What is being done."""

    COPYING = "copying"
    """A copy is written."""
    CHECKING = "checking"
    """A file is read whole, to see whether it is sound."""
    UPDATING = "updating"
    """The tables of an earlier version are brought up to date."""
    RECOVERING = "recovering"
    """What can be read of a damaged file is put into a new one."""
    REPLACING = "replacing"
    """A file takes the place of the history: from here on it cannot be stopped."""


@dataclass(frozen=True, slots=True)
class Step:
    """So much is done."""

    stage: Stage
    done: int = 0
    total: int = 0
    """In the same unit as *done*; 0: nobody knows how much there is to do."""


Tell = Callable[[Step], None]
"""Told of each step, in the thread that works; what it raises ends the work."""


class Cancelled(Exception):
    """Raised by a Tell: the work is not wanted any more."""


def on_loop(tell: Tell) -> Tell:
    """A Tell for another thread that passes on to *tell* on the running loop; what it raises goes nowhere."""
    loop = asyncio.get_running_loop()

    def told(step: Step) -> None:
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(tell, step)

    return told


async def stoppable(begin: Callable[[Tell], Awaitable[_Done]], tell: Tell) -> _Done:
    """Do what *begin* begins elsewhere; *tell* is called on the running loop.

    When who waits for it is cancelled, the work is stopped at its next step, and waited for: only then is
    nothing half done any more.
    """
    stop = threading.Event()
    passed_on = on_loop(tell)

    def told(step: Step) -> None:
        if stop.is_set():
            raise Cancelled
        passed_on(step)

    running = asyncio.ensure_future(begin(told))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        stop.set()
        await _ended(running)
        raise


async def to_the_end(work: Coroutine[Any, Any, _Done]) -> _Done:
    """Do *work*, which must not be left half done.

    When who waits for it is cancelled, however often, it is waited for all the same, and only then raised.
    """
    running = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        if (error := await _ended(running)) is not None:
            log.warning("failed when nobody waited for it any more: %s", error)
        raise


async def _ended(running: asyncio.Future[Any]) -> BaseException | None:
    """Wait until it has ended, whatever happens; returns what it raised."""
    while not running.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait([running])
    return None if running.cancelled() else running.exception()


def unheard(_step: Step) -> None:
    """A Tell for who does not listen."""
