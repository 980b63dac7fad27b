"""Many things to be done later with one timer."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable
from typing import Any, Final

_SLICE: Final = 200
"""Most things done before the event loop gets its turn."""


class Schedule:
    """A heap of due times; thousands of entries cost one timer of the event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._heap: list[tuple[float, int, Callable[[Any], None], Any]] = []
        self._order = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    def later(self, delay: float, action: Callable[[Any], None], argument: object) -> None:
        """Call ``action(argument)`` in *delay* seconds; those due at one time in the order they came."""
        due = self._loop.time() + delay
        heapq.heappush(self._heap, (due, next(self._order), action, argument))
        if self._timer is None or due < self._timer.when():
            self._set_timer()

    def now(self) -> float:
        """Its clock, in seconds."""
        return self._loop.time()

    def close(self) -> None:
        """Forget everything."""
        self._heap.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(self._heap[0][0], self._run) if self._heap else None

    def _run(self) -> None:
        heap = self._heap
        until = self._loop.time()
        try:
            for _ in range(_SLICE):
                if not heap or heap[0][0] > until:
                    break
                _, _, action, argument = heapq.heappop(heap)
                action(argument)
        finally:
            self._set_timer()
