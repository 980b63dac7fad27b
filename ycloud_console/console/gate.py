"""Who puts messages on their way, and who puts another history in the place of the one they are in.

The one must not begin within the other: a link that took what the old history had queued would send it under
numbers that are other messages' in the new one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager


class Gate:
    """Open, but while the history is replaced: then whoever comes waits until the new one is in use."""

    def __init__(self, is_busy: Callable[[], bool]) -> None:
        """*is_busy*: whether what was begun behind the gate still goes on (a link is there, for one)."""
        self._is_busy = is_busy
        self._inside = 0
        self._open = asyncio.Event()
        self._open.set()
        self._later: list[Callable[[], None]] = []

    @property
    def is_in_use(self) -> bool:
        """Whether somebody is inside, or something of what was begun there goes on."""
        return self._inside > 0 or self._is_busy()

    @asynccontextmanager
    async def passed(self) -> AsyncIterator[None]:
        """Be inside: the history stays the same meanwhile. Waits while it is being replaced."""
        while not self._open.is_set():
            await self._open.wait()
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    def when_open(self, action: Callable[[], None]) -> None:
        """Do *action*: at once, or else when the gate is opened, before those who wait pass."""
        if self._open.is_set():
            action()
        else:
            self._later.append(action)

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Let nobody pass meanwhile; to be asked for only while it is not in use, and by one at a time."""
        self._open.clear()
        try:
            yield
        finally:
            loop = asyncio.get_running_loop()
            for action in self._later:
                loop.call_soon(action)  # what one raises is not the others'
            self._later.clear()
            self._open.set()
