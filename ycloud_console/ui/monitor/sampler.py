"""How much went out and came in, second by second; heard from the start of the window."""

from __future__ import annotations

import time
from collections.abc import Callable

from ycloud_console.console.events import Event, ReceiptArrived, SegmentsSent

SECONDS = 600
"""How far back it is known."""
_MEAN = 5
"""Seconds over which a rate is the mean, so that the lines can be read."""


class Sampler:
    """Counts segments out and receipts in, per account, by the second in which they came.

    A second without traffic costs nothing, so that it can be heard while nobody looks.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = int(clock())
        self._seconds: dict[int, dict[str, list[int]]] = {}
        """Seconds of the clock with traffic, oldest first; for each account segments out and receipts in."""

    def heard(self, event: Event) -> None:
        """Count what the Console tells."""
        if isinstance(event, SegmentsSent):
            self._pair(event.account_id)[0] += event.count
        elif isinstance(event, ReceiptArrived):
            self._pair(event.account_id)[1] += 1

    def _pair(self, account_id: str) -> list[int]:
        second = int(self._clock())
        counts = self._seconds.get(second)
        if counts is None:
            counts = self._seconds[second] = {}
            if len(self._seconds) > SECONDS + 1:  # with the one that is not over
                del self._seconds[next(iter(self._seconds))]
        return counts.setdefault(account_id, [0, 0])

    def rates(self, account_id: str | None) -> list[tuple[float, float]]:
        """Segments out and receipts in for each second that is over, oldest first; None: of all accounts.

        Each is the mean over some seconds.
        """
        now = int(self._clock())
        counts = [self._counted(second, account_id) for second in range(max(self._began, now - SECONDS), now)]
        found = []
        for end in range(1, len(counts) + 1):
            latest = counts[max(0, end - _MEAN) : end]
            found.append((sum(c[0] for c in latest) / len(latest), sum(c[1] for c in latest) / len(latest)))
        return found

    def _counted(self, second: int, account_id: str | None) -> tuple[int, int]:
        pairs = [
            pair for account, pair in self._seconds.get(second, {}).items() if account_id in (None, account)
        ]
        return sum(out for out, _ in pairs), sum(in_ for _, in_ in pairs)
