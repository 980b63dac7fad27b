"""Captures as others write them: every kind of link, either byte order, cut and shuffled."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from ycloud_console.smpp.packets import ACK, PSH, SYN, tcp_packet
from ycloud_console.smpp.wire import Endpoint

ESME, SMSC = Endpoint("10.0.0.5", 50_123), Endpoint("10.0.0.9", 2775)
ESME6, SMSC6 = Endpoint("2001:db8::5", 50_123), Endpoint("2001:db8::9", 2775)
Timed = tuple[int, bytes]
"""Microseconds, and a packet."""


def pcap(
    packets: Sequence[Timed], *, link: int = 101, order: str = "<", nano: bool = False, snap: int = 0
) -> bytes:
    """A pcap file; with *snap* no packet is longer."""
    magic = 0xA1B23C4D if nano else 0xA1B2C3D4
    parts = [struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, snap or 262_144, link)]
    for at, packet in packets:
        cut = packet[:snap] if snap else packet
        unit = at % 1_000_000 * (1000 if nano else 1)
        parts.append(struct.pack(order + "IIII", at // 1_000_000, unit, len(cut), len(packet)) + cut)
    return b"".join(parts)


def pcapng(packets: Sequence[Timed], *, link: int = 101, order: str = "<", resolution: int = 9) -> bytes:
    """A pcapng file of another program: a second interface, its times in nanoseconds, a block of names."""

    def block(kind: int, body: bytes) -> bytes:
        body += bytes(-len(body) % 4)
        size = struct.pack(order + "I", len(body) + 12)
        return struct.pack(order + "I", kind) + size + body + size

    options = struct.pack(order + "HHB3xHH", 9, 1, resolution, 0, 0)
    parts = [
        block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1)),
        block(1, struct.pack(order + "HHI", 1, 0, 0)),
        block(1, struct.pack(order + "HHI", link, 0, 0) + options),
        block(4, bytes(4)),
    ]
    for at, packet in packets:
        units = at * 10**resolution // 1_000_000
        head = struct.pack(order + "IIIII", 1, units >> 32, units & 0xFFFFFFFF, len(packet), len(packet))
        parts.append(block(6, head + packet))
    return b"".join(parts)


def framed(packet: bytes, link: int, *, vlans: int = 0) -> bytes:
    """The IP *packet* behind the header of that kind of link."""
    kind = b"\x86\xdd" if packet[0] >> 4 == 6 else b"\x08\x00"
    tags = b"".join(struct.pack(">HH", 0x8100, 7) for _ in range(vlans))
    match link:
        case 1:
            return bytes(12) + tags + kind + packet
        case 113:
            return bytes(14) + kind + packet
        case 276:
            return kind + bytes(18) + packet
        case 0:
            return struct.pack("<I", 2) + packet
        case _:
            return packet


class Talk:
    """A connection, told a piece at a time; the packets are for the test to lose, repeat or shuffle."""

    def __init__(self, esme: Endpoint = ESME, smsc: Endpoint = SMSC, *, first: int = 0xFFFFFFF0) -> None:
        # Not far from where sequence numbers begin again.
        self.esme, self.smsc = esme, smsc
        self.packets: list[Timed] = []
        self._at = 1_790_000_000_000_123
        self._seq = {True: first, False: first // 2}

    def opened(self) -> Talk:
        self._add(True, SYN, b"")
        self._add(False, SYN | ACK, b"")
        return self

    def says(self, octets: bytes, *, outgoing: bool = True) -> None:
        self._add(outgoing, PSH | ACK, octets)

    def _add(self, outgoing: bool, flags: int, data: bytes) -> None:
        ends = (self.esme, self.smsc) if outgoing else (self.smsc, self.esme)
        packet = tcp_packet(*ends, self._seq[outgoing], self._seq[not outgoing], flags, data)
        self._seq[outgoing] += len(data) + bool(flags & SYN)
        self.packets.append((self._at, packet))
        self._at += 11
