"""PDUs of the trace as a capture that Wireshark reads.

The trace has PDUs, not packets: the headers around them are made here. Addresses and ports are those of the
connection, where they are known; sequence and acknowledgement numbers fit together; each connection is a
stream of its own. A comment at the start of each stream says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ycloud_console.smpp import pcapng
from ycloud_console.smpp.hiding import NOTHING_HIDDEN, TraceView
from ycloud_console.smpp.packets import ACK, PSH, SYN, tcp_packet
from ycloud_console.smpp.trace import Traced
from ycloud_console.smpp.wire import Endpoint, Wire

Comment = Callable[[Traced], str]
"""What stands beside a PDU: whose it is."""

_APPLICATION: Final = "YCloud Console"
_UNKNOWN_LOCAL, _UNKNOWN_REMOTE = "192.0.2.1", "192.0.2.2"
"""RFC 5737: addresses that nobody has."""
_LEAST_PORT: Final = 49_152
_SMPP_PORT: Final = 2775
_LARGEST: Final = 65_000
"""Octets of a PDU in one packet; IP counts no more than 65,535."""
_APART: Final = 0x01000193
"""Between the first sequence numbers of two streams: a port may be used again, and must not look so."""


@dataclass(slots=True)
class _Stream:
    """How far a connection's two directions are."""

    interface: int
    local: Endpoint
    remote: Endpoint
    out: int
    back: int


class CaptureWriter:
    """Turns PDUs into the blocks of one pcapng file, in their order. *view* says what is hidden."""

    def __init__(self, view: TraceView = NOTHING_HIDDEN) -> None:
        self.view = view
        self._interfaces: dict[str, int] = {}
        self._streams: dict[Wire, _Stream] = {}

    def start(self) -> bytes:
        """The start of the file."""
        return pcapng.section(_APPLICATION)

    def add(self, traced: Traced, comment: str = "") -> bytes:
        """The blocks for one more PDU, and before a connection's first those that open its stream."""
        stream = self._streams.get(traced.wire)
        opening = b""
        if stream is None:
            opening, stream = self._open(traced)
        octets = self.view.shown(traced.octets)
        blocks = (
            _carry(stream, traced, octets[at : at + _LARGEST], "" if at else comment)
            for at in range(0, len(octets), _LARGEST)
        )
        return opening + b"".join(blocks)

    def _open(self, traced: Traced) -> tuple[bytes, _Stream]:
        wire = traced.wire
        blocks = []
        number = self._interfaces.get(wire.link)
        if number is None:
            number = self._interfaces[wire.link] = len(self._interfaces)
            blocks.append(pcapng.interface(wire.link, f"SMPP PDUs of {wire.link}, from {_APPLICATION}"))
        count = len(self._streams)
        local = wire.local or Endpoint(_UNKNOWN_LOCAL, _LEAST_PORT + count % 16_000)
        remote = wire.remote or Endpoint(_UNKNOWN_REMOTE, _SMPP_PORT)
        first = (1 + count) * _APART
        stream = _Stream(number, local, remote, first + 1, first + 1)
        self._streams[wire] = stream
        for outgoing, flags, ack in ((True, SYN, 0), (False, SYN | ACK, first + 1), (True, ACK, first + 1)):
            ends = (local, remote) if outgoing else (remote, local)
            seq = first if flags & SYN else first + 1
            block = tcp_packet(*ends, seq, ack, flags)
            said = _about(wire) if flags == SYN else ""
            blocks.append(pcapng.packet(number, traced.at, block, outgoing=outgoing, comment=said))
        return b"".join(blocks), stream


def _carry(stream: _Stream, traced: Traced, octets: bytes, comment: str) -> bytes:
    if traced.outgoing:
        data = tcp_packet(stream.local, stream.remote, stream.out, stream.back, PSH | ACK, octets)
        stream.out += len(octets)
    else:
        data = tcp_packet(stream.remote, stream.local, stream.back, stream.out, PSH | ACK, octets)
        stream.back += len(octets)
    return pcapng.packet(stream.interface, traced.at, data, outgoing=traced.outgoing, comment=comment)


def _about(wire: Wire) -> str:
    said = [
        f"Account {wire.link}, bind {wire.bind}.",
        f"{_APPLICATION} records PDUs: the IP and TCP headers of this stream are made around them.",
    ]
    if wire.local is None or wire.remote is None:
        said.append("The addresses are not known; these stand for them.")
    if wire.tls:
        said.append("On the wire these PDUs were inside TLS.")
    return " ".join(said)


def usual_comment(traced: Traced) -> str:
    """The account and the bind."""
    return f"Account {traced.wire.link}, bind {traced.wire.bind}"
