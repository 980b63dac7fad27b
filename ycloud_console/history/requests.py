"""What was asked of the writer and is not done yet, in the order it was asked for."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any

import msgspec

from ycloud_console.history.operations import Operation

Told = Callable[[Any, Exception | None], None]
"""Called with what an operation returned and None, or with None and why it could not be done."""


class Asked(msgspec.Struct, frozen=True):
    """An operation, and who is told what came of it."""

    operation: Operation[Any]
    told: Told | None
    """On the loop. None: its failure was told, and it is tried again for the history's sake."""


class Requests:
    """A queue that takes nothing more before its end is read: nobody waits for what nobody will read.

    Attributes:
        closed: Whether it is to be read to its end now; somebody may wait for that.
        is_over: Whether it has been read to its end.
    """

    def __init__(self) -> None:
        self.closed = threading.Event()
        self.is_over = False
        self._queue: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._ahead: Asked | None = None
        """It was taken from the queue, and is the next one."""
        self._refuses = False
        self._lock = threading.Lock()
        """Between a look at whether it refuses and what is put in, nobody closes it."""

    def put(self, asked: Asked) -> bool:
        """Whether it will be read. From any thread."""
        with self._lock:
            if self._refuses:
                return False
            self._queue.put(asked)
            return True

    def refuse(self) -> None:
        """Take nothing more. From any thread."""
        with self._lock:
            self._refuses = True

    def close(self) -> None:
        """Take nothing more, and come to an end. From any thread."""
        with self._lock:
            self._refuses = True
            if not self.closed.is_set():
                self.closed.set()
                self._queue.put(None)

    # For the one who reads.

    def take(self, most: int, timeout: float) -> list[Asked]:
        """What can be done at once, at most *most*; one that is to be done alone, by itself.

        Empty where nothing comes within *timeout* seconds, and at the end.
        """
        each = self._next(timeout)
        if each is None or each.operation.alone:
            return [] if each is None else [each]
        some = [each]
        while len(some) < most and (each := self._next()) is not None:
            if each.operation.alone:
                self._ahead = each
                break
            some.append(each)
        return some

    def take_all(self) -> list[Asked]:
        """All that is there now."""
        some = []
        while (each := self._next()) is not None:
            some.append(each)
        return some

    def _next(self, timeout: float = 0) -> Asked | None:
        each, self._ahead = self._ahead, None
        if each is None and not self.is_over:
            try:
                each = self._queue.get(timeout=timeout)
            except queue.Empty:
                return None
            self.is_over = each is None
        return each
