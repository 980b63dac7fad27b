"""The event loop: asyncio on Qt's event loop, by qasync, with its timers and its ready queue replaced.

qasync 0.28 makes a Qt timer for every call and never ends the timer of a cancelled one (one leaked per PDU
that carries a time-out), its timers are coarse (a sleep may end 24 ms early), and a busy coroutine leaves Qt
no time to paint. Here one precise Qt timer wakes the loop for whatever is due next, and at most SLICE seconds
of callbacks run before Qt has its turn. Sockets and the way the loop runs stay qasync's.
"""

from __future__ import annotations

import asyncio
import collections
import contextvars
import heapq
import itertools
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, TypeVarTuple

import qasync
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

SLICE = 0.008
"""Seconds of callbacks in one turn: with it a window still paints a hundred times a second."""

_EARLY = 0.0005
"""Seconds before its time that a timer may fire, since Qt counts whole milliseconds."""

_LONGEST = 2**31 - 1
"""Milliseconds that fit a Qt timer; the loop merely wakes for nothing then."""

_Ts = TypeVarTuple("_Ts")
_T = TypeVar("_T")


class _Waker(QObject):
    """Carries "there is something to do" from another thread to the loop's."""

    wake = Signal()


class ConsoleEventLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no type hints
    """An asyncio event loop that runs on the application's Qt event loop.

    A nested Qt event loop inside a callback does not run other callbacks: asyncio cannot enter a task while
    another one runs. (The program opens no such loop: no exec(), no modal helpers.)
    """

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._queue: collections.deque[asyncio.Handle] = collections.deque()
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._count = itertools.count()
        self._cancelled = 0
        self._in_turn = False
        self._armed_for: float | None = None
        self._wake = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._wake.timeout.connect(self._turn)
        self._waker = _Waker()
        self._waker.wake.connect(self._arm, Qt.ConnectionType.QueuedConnection)
        self.set_default_executor(ThreadPoolExecutor(max_workers=8, thread_name_prefix="console"))

    # What asyncio asks of a loop.

    def call_soon(
        self, callback: Callable[[*_Ts], object], *args: *_Ts, context: contextvars.Context | None = None
    ) -> asyncio.Handle:
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, context)
        self._queue.append(handle)
        if self._armed_for != 0.0 and not self._in_turn:
            self._arm()
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[[*_Ts], object], *args: *_Ts, context: contextvars.Context | None = None
    ) -> asyncio.Handle:
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, context)
        self._queue.append(handle)
        self._waker.wake.emit()
        return handle

    def call_later(
        self,
        delay: float,
        callback: Callable[[*_Ts], object],
        *args: *_Ts,
        context: contextvars.Context | None = None,
    ) -> asyncio.TimerHandle:
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self,
        when: float,
        callback: Callable[[*_Ts], object],
        *args: *_Ts,
        context: contextvars.Context | None = None,
    ) -> asyncio.TimerHandle:
        self._check_closed()
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._timers, (when, next(self._count), handle))
        if self._timers[0][2] is handle and self._armed_for != 0.0 and not self._in_turn:
            self._arm()
        return handle

    def run_in_executor(
        self, executor: Any, callback: Callable[[*_Ts], _T], *args: *_Ts
    ) -> asyncio.Future[_T]:
        self._check_closed()
        future: asyncio.Future[_T] = super().run_in_executor(executor, callback, *args)
        return future

    def run_forever(self) -> int:
        self._armed_for = None
        self._arm()
        code: int = super().run_forever()
        return code

    def close(self) -> None:
        if self.is_running() or self.is_closed():
            super().close()
            return
        self._wake.stop()
        self._waker.wake.disconnect()
        super().close()
        self._queue.clear()
        self._timers.clear()

    # asyncio's TimerHandle calls this when it is cancelled.

    def _timer_handle_cancelled(self, _handle: asyncio.TimerHandle) -> None:
        """Forget the cancelled timers once they are the greater part of the heap."""
        self._cancelled += 1
        if self._cancelled > 64 and self._cancelled * 2 > len(self._timers):
            self._timers = [entry for entry in self._timers if not entry[2].cancelled()]
            heapq.heapify(self._timers)
            self._cancelled = 0

    # The turns.

    def _arm(self) -> None:
        """Set the one Qt timer to what is due next."""
        if self._queue:
            if self._armed_for != 0.0:
                self._armed_for = 0.0
                self._wake.start(0)
        elif self._timers:
            when = self._timers[0][0]
            if self._armed_for != when or not self._wake.isActive():
                self._armed_for = when
                # Rounded up: never early, but for what _EARLY allows.
                milliseconds = math.ceil(max(0.0, when - self.time()) * 1000)
                self._wake.start(min(milliseconds, _LONGEST))
        else:
            self._armed_for = None
            self._wake.stop()

    def _turn(self) -> None:
        """Run what is due, for SLICE seconds at most.

        Nothing runs while the loop does not: Qt's events may also be processed by others, before and after.
        """
        if self._in_turn or not self.is_running():
            return
        self._in_turn = True
        try:
            self._collect_timers()
            until = time.monotonic() + SLICE
            while self._queue:
                handle = self._queue.popleft()
                if not handle.cancelled():
                    handle._run()  # noqa: SLF001 -- the only way to run a Handle, and what every loop does
                if time.monotonic() >= until:
                    break
        finally:
            self._in_turn = False
            self._armed_for = None
            if not self.is_closed():
                self._arm()

    def _collect_timers(self) -> None:
        due = self.time() + _EARLY
        while self._timers and (self._timers[0][0] <= due or self._timers[0][2].cancelled()):
            handle = heapq.heappop(self._timers)[2]
            if handle.cancelled():
                self._cancelled = max(0, self._cancelled - 1)
            else:
                self._queue.append(handle)
