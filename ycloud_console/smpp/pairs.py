"""Which response belongs to which request."""

from __future__ import annotations

from typing import Generic, TypeVar

from ycloud_console.smpp.pdu import RESPONSE_BIT
from ycloud_console.smpp.trace import Traced
from ycloud_console.smpp.wire import Wire

_Item = TypeVar("_Item")


class Pairs(Generic[_Item]):
    """Takes the PDUs of a trace in their order, with what stands for each, and finds the requests."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[Wire, bool, int], tuple[int, _Item]] = {}

    def join(self, traced: Traced, item: _Item) -> _Item | None:
        """Take the next PDU; for a response, what stands for its request, once; else None."""
        octets = traced.octets
        sequence = int.from_bytes(octets[12:16], "big")
        if int.from_bytes(octets[4:8], "big") & RESPONSE_BIT:
            found = self._waiting.pop((traced.wire, not traced.outgoing, sequence), None)
            return found[1] if found else None
        self._waiting[traced.wire, traced.outgoing, sequence] = traced.number, item
        return None

    def forget_before(self, number: int) -> None:
        """Requests before *number* are no longer kept; their responses come too late to be paired."""
        # They stand in the order in which they came, but for a number that was used again.
        while self._waiting:
            key = next(iter(self._waiting))
            if self._waiting[key][0] >= number:
                break
            del self._waiting[key]
