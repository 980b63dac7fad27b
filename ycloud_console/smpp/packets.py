"""The headers around SMPP: IP and TCP written, and with those of the link read.

Sources: RFC 791 (IPv4), RFC 8200 (IPv6), RFC 9293 (TCP), RFC 1071 (checksums), IEEE 802.1Q, and the list of
link types at tcpdump.org.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final, NamedTuple

from ycloud_console.smpp.wire import Endpoint

FIN, SYN, RST, PSH, ACK = 0x01, 0x02, 0x04, 0x08, 0x10
_TCP: Final = 6
_HOP_LIMIT: Final = 64
_WINDOW: Final = 0xFFFF
_DONT_FRAGMENT: Final = 0x4000
_IPV6_OCTETS: Final = 16
_SEGMENT: Final = struct.Struct(">HHIIBBHHH")
_BETWEEN: Final = struct.Struct(">II")
_IPV4: Final = struct.Struct(">BBHHHBBH")
_IPV6: Final = struct.Struct(">IHBB")

# Writing.


def tcp_packet(
    source: Endpoint, target: Endpoint, seq: int, ack: int, flags: int, data: bytes = b""
) -> bytes:
    """An IP packet with one TCP segment; *seq* and *ack* are taken modulo 2³². At most some 65,000 octets."""
    one, other = _packed(source.host), _packed(target.host)
    segment = _SEGMENT.pack(
        source.port,
        target.port,
        seq & 0xFFFFFFFF,
        ack & 0xFFFFFFFF,
        5 << 4,
        flags,
        _WINDOW,
        0,
        0,
    )
    size = len(segment) + len(data)
    ends = one + other
    checksum = _checksum(b"".join((ends, _BETWEEN.pack(size, _TCP), segment, data)))
    segment = segment[:16] + checksum.to_bytes(2, "big") + segment[18:]
    if len(one) == _IPV6_OCTETS:
        return b"".join((_IPV6.pack(6 << 28, size, _TCP, _HOP_LIMIT), ends, segment, data))
    return b"".join((_ipv4(ends, size), segment, data))


@lru_cache(maxsize=1024)
def _packed(host: str) -> bytes:
    return ip_address(host).packed


def _ipv4(ends: bytes, size: int) -> bytes:
    header = _IPV4.pack(0x45, 0, 20 + size, 0, _DONT_FRAGMENT, _HOP_LIMIT, _TCP, 0) + ends
    return header[:10] + _checksum(header).to_bytes(2, "big") + header[12:]


def _checksum(octets: bytes) -> int:
    """RFC 1071; the sum of 16-bit words is their number modulo 2¹⁶ - 1."""
    number = int.from_bytes(octets, "big") << 8 * (len(octets) % 2)
    # There is always something in them: a length, a protocol.
    return 0xFFFF - (number % 0xFFFF or 0xFFFF)


# Reading.


class Other(Enum):
    """Why a packet has no TCP segment that can be read."""

    NOT_TCP = "not_tcp"
    FRAGMENT = "fragment"
    """A part of an IP packet."""
    LINK = "link"
    """A kind of link that is not known."""


class TcpSegment(NamedTuple):
    """One TCP segment."""

    source: Endpoint
    target: Endpoint
    seq: int
    flags: int
    data: bytes
    missing: int
    """Octets of the segment that were not captured."""


@dataclass(frozen=True, slots=True)
class _Link:
    """A kind of link: how long its header is, and where the number of what follows stands in it."""

    size: int
    kind_at: int | None = None


_ETHERNET: Final = 1
_LINKS: Final = {
    _ETHERNET: _Link(14, 12),
    113: _Link(16, 14),  # Linux cooked
    276: _Link(20, 0),  # Linux cooked, version 2
    0: _Link(4),  # BSD loopback
    108: _Link(4),  # OpenBSD loopback
    **dict.fromkeys((12, 14, 101, 228, 229), _Link(0)),  # IP alone
}
_VLANS: Final = frozenset({0x8100, 0x88A8, 0x9100})
_IP_KINDS: Final = frozenset({0x0800, 0x86DD})
_EXTENSIONS: Final = frozenset({0, 43, 60, 135})
"""IPv6: hop-by-hop, routing, destination options, mobility."""
_FRAGMENT_HEADER, _AUTHENTICATION = 44, 51


def tcp_segment(link: int, packet: bytes, length: int) -> TcpSegment | Other:
    """The TCP segment in *packet*, which was *length* octets long before it was cut for the capture."""
    known = _LINKS.get(link)
    if known is None:
        return Other.LINK
    at = known.size
    if known.kind_at is not None:
        kind = int.from_bytes(packet[known.kind_at : known.kind_at + 2], "big")
        while kind in _VLANS and len(packet) >= at + 4:
            kind = int.from_bytes(packet[at + 2 : at + 4], "big")
            at += 4
        if kind not in _IP_KINDS:
            return Other.NOT_TCP
    return ip_segment(packet[at:], length - at)


def ip_segment(packet: bytes, length: int) -> TcpSegment | Other:
    """As :func:`tcp_segment`, of a *packet* that begins with the header of IP."""
    if len(packet) < 20:
        return Other.NOT_TCP
    version = packet[0] >> 4
    if version == 4:
        return _read_ipv4(packet, length)
    return _read_ipv6(packet, length) if version == 6 and len(packet) >= 40 else Other.NOT_TCP


def _read_ipv4(packet: bytes, length: int) -> TcpSegment | Other:
    if packet[9] != _TCP:
        return Other.NOT_TCP
    if int.from_bytes(packet[6:8], "big") & 0x3FFF:
        return Other.FRAGMENT
    # A sender that leaves cutting to the network card writes 0 for the length.
    total = int.from_bytes(packet[2:4], "big") or length
    start = 4 * (packet[0] & 0x0F)
    hosts = str(IPv4Address(packet[12:16])), str(IPv4Address(packet[16:20]))
    return _read_tcp(packet[start:total], total - start, hosts)


def _read_ipv6(packet: bytes, length: int) -> TcpSegment | Other:
    total = 40 + int.from_bytes(packet[4:6], "big")
    total = length if total == 40 else total
    following, at = packet[6], 40
    while following in _EXTENSIONS or following == _AUTHENTICATION:
        if len(packet) < at + 2:
            return Other.NOT_TCP
        # RFC 4302 counts its header in units of four octets, the others in eight.
        size = 4 * (packet[at + 1] + 2) if following == _AUTHENTICATION else 8 * (packet[at + 1] + 1)
        following, at = packet[at], at + size
    if following == _FRAGMENT_HEADER:
        return Other.FRAGMENT
    if following != _TCP:
        return Other.NOT_TCP
    hosts = str(IPv6Address(packet[8:24])), str(IPv6Address(packet[24:40]))
    return _read_tcp(packet[at:total], total - at, hosts)


def _read_tcp(segment: bytes, length: int, hosts: tuple[str, str]) -> TcpSegment | Other:
    if len(segment) < 20:
        return Other.NOT_TCP
    source, target, seq = struct.unpack_from(">HHI", segment)
    start = 4 * (segment[12] >> 4)
    data = segment[start:]
    missing = max(0, length - start - len(data))
    return TcpSegment(Endpoint(hosts[0], source), Endpoint(hosts[1], target), seq, segment[13], data, missing)
