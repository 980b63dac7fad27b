"""What a connection carries, and who is told what happens on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from ycloud_console.smpp.model import Answer, Delivery, LinkProblem, LinkState
from ycloud_console.smpp.wire import Wire

Trace = Callable[[Wire, bool, int, bytes, int], None]
"""``trace(wire, outgoing, at_us, pdu, key)``: see :data:`ycloud_console.smpp.model.LinkTrace`."""


class Write(Protocol):
    """Puts one PDU on the wire; *key* is that of the segment it carries."""

    def __call__(self, pdu: bytes, key: int = -1, /) -> None: ...


class Segment(msgspec.Struct, eq=False, gc=False):
    """One submit_sm on its way."""

    key: int
    request: bytes
    tries: int = 0
    """How often the SMSC refused it for being too fast."""


class Owner(Protocol):
    """Who is told what happens on the connection; all are called on the event loop."""

    def phase(self, state: LinkState) -> None: ...

    def answered(
        self, segment: Segment, status: int, message_id: str, round_trip: int, *, late: bool
    ) -> None: ...

    def in_doubt(self, segments: Sequence[Segment], reason: LinkProblem) -> None: ...

    def delivered(self, delivery: Delivery, answer: Answer) -> None: ...

    def ready(self) -> None:
        """There may be room for more segments."""

    @property
    def trace(self) -> Trace | None: ...
