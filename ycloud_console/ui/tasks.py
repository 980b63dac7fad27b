"""Background work of the window: named, strongly held, and no failure goes unseen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

_T = TypeVar("_T")


class Tasks:
    """Starts coroutines and holds them until they end (the event loop itself holds its tasks only weakly).

    *on_failure* is called with the task's name and the exception whenever one ends in an exception; a
    cancelled task is no failure.
    """

    def __init__(self, on_failure: Callable[[str, BaseException], None]) -> None:
        self._on_failure = on_failure
        self._running: set[asyncio.Task[Any]] = set()
        self._is_closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        with suppress(RuntimeError):
            self._loop = asyncio.get_running_loop()

    def start(self, coroutine: Coroutine[Any, Any, _T], name: str) -> asyncio.Task[_T]:
        """Run *coroutine* on the loop on which this was made, or else was used first.

        A Qt timer may still fire while that loop stands still between two runs; then it waits for the next.
        """
        self._loop = self._loop or asyncio.get_running_loop()
        task = self._loop.create_task(coroutine, name=name)
        if self._is_closed:
            # A last timer or signal of a window that is going: its widgets may be gone when it would run.
            task.cancel()
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    @property
    def names(self) -> list[str]:
        """What is running now, sorted."""
        return sorted(task.get_name() for task in self._running)

    async def finished(self) -> None:
        """Wait until everything has ended by itself."""
        while self._running:
            await asyncio.wait(self._running)

    async def close(self) -> None:
        """Cancel everything and wait until it has ended; what is started afterwards is cancelled at once."""
        self._is_closed = True
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self._on_failure(task.get_name(), error)
