"""The last PDUs of every link, in memory, as they went over the wire; passwords masked.

What a link reports (:data:`ycloud_console.smpp.model.LinkTrace`) is appended, nothing more: reading, pairing
and filtering are done by whoever looks, when somebody looks.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import Final

import msgspec

from ycloud_console.smpp.wire import Wire

CAPACITY = 100_000
"""PDUs that are kept."""
OCTETS = 64 * 2**20
"""Octets of PDUs that are kept: a server may send PDUs of a megabyte each."""
NO_KEY: Final = -1
"""The key of a PDU that carries no segment of ours."""


class Traced(msgspec.Struct, frozen=True, gc=False):
    """One PDU that was read or written."""

    number: int
    """Counts from 0 since the trace began, over all links."""
    wire: Wire
    outgoing: bool
    at: int
    """Microseconds since 1970-01-01 UTC."""
    octets: bytes
    key: int = NO_KEY
    """The segment that a submit_sm carries (:attr:`ycloud_console.smpp.model.Submission.key`)."""


class Trace:
    """Keeps the last *capacity* PDUs, or the last *octets* octets of them if that is less."""

    def __init__(self, capacity: int = CAPACITY, octets: int = OCTETS) -> None:
        self._capacity = capacity
        self._most_octets = octets
        self._kept: deque[Traced] = deque()
        self._octets = 0
        self._total = 0

    def add(self, wire: Wire, outgoing: bool, at: int, octets: bytes, key: int = NO_KEY) -> None:
        """Keep one more PDU."""
        self._kept.append(Traced(self._total, wire, outgoing, at, octets, key))
        self._total += 1
        self._octets += len(octets)
        while len(self._kept) > self._capacity or self._octets > self._most_octets:
            self._octets -= len(self._kept.popleft().octets)

    @property
    def total(self) -> int:
        """How many there have been; the next one's number."""
        return self._total

    @property
    def first(self) -> int:
        """The number of the oldest that is kept; ``total`` when none is."""
        return self._kept[0].number if self._kept else self._total

    def since(self, number: int, most: int | None = None) -> list[Traced]:
        """Those that are kept, from *number* on, oldest first; at most *most* of them."""
        kept = len(self._kept)
        start = max(0, min(kept, kept - (self._total - number)))
        stop = kept if most is None else min(kept, start + most)
        if start < kept - stop:
            return list(islice(self._kept, start, stop))
        # A deque is walked from an end, so from the nearer one.
        found = list(islice(reversed(self._kept), kept - stop, kept - start))
        found.reverse()
        return found

    def clear(self) -> None:
        """Forget them; the numbers go on."""
        self._kept.clear()
        self._octets = 0
