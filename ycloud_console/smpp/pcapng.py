"""The blocks of a pcapng file, as they are written (draft-ietf-opsawg-pcapng).

Written here and not by a library: dpkt, the one that is at hand, has one interface a file, and this needs an
interface for each account.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

LINKTYPE_RAW: Final = 101
"""Packets that begin with the header of IPv4 or IPv6."""
SECTION, INTERFACE, ENHANCED_PACKET = 0x0A0D0D0A, 1, 6
BYTE_ORDER: Final = 0x1A2B3C4D
COMMENT: Final = 1
USER_APPLICATION: Final = 4
IF_NAME, IF_DESCRIPTION, IF_TSRESOL = 2, 3, 9
EPB_FLAGS: Final = 2
_INBOUND, _OUTBOUND = 1, 2
_MOST_TEXT: Final = 0xFFF0
"""Octets of an option."""

Option = tuple[int, bytes]


def section(application: str) -> bytes:
    """The block a file begins with."""
    body = struct.pack("<IHHq", BYTE_ORDER, 1, 0, -1)
    return _block(SECTION, body, [(USER_APPLICATION, _text(application))])


def interface(name: str, description: str) -> bytes:
    """An interface; packets name it by its place among the file's interfaces. Times are microseconds."""
    body = struct.pack("<HHI", LINKTYPE_RAW, 0, 0)
    options = [(IF_NAME, _text(name)), (IF_DESCRIPTION, _text(description)), (IF_TSRESOL, b"\x06")]
    return _block(INTERFACE, body, options)


def packet(number: int, at: int, data: bytes, *, outgoing: bool, comment: str = "") -> bytes:
    """One packet of interface *number*, captured whole *at* microseconds since 1970."""
    size = len(data)
    head = _PACKET.pack(number, at >> 32, at & 0xFFFFFFFF, size, size)
    options = _OUT if outgoing else _IN
    if comment:
        options = _comment(comment) + options
    total = len(head) + size + -size % 4 + len(options) + 12
    ends = total.to_bytes(4, "little")
    return b"".join((_PACKET_KIND, ends, head, data, bytes(-size % 4), options, ends))


@lru_cache(maxsize=256)
def _comment(text: str) -> bytes:
    return _option(COMMENT, _text(text))


def _text(text: str) -> bytes:
    encoded = text.encode("utf-8", "replace")
    return encoded if len(encoded) <= _MOST_TEXT else encoded[:_MOST_TEXT].decode("utf-8", "ignore").encode()


def _block(kind: int, body: bytes, options: Sequence[Option]) -> bytes:
    body += b"".join(_option(code, value) for code, value in options) + _END
    size = len(body) + 12
    return struct.pack("<II", kind, size) + body + struct.pack("<I", size)


def _option(code: int, value: bytes) -> bytes:
    return struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4)


_END: Final = bytes(4)
"""Of the options."""
_IN: Final = _option(EPB_FLAGS, struct.pack("<I", _INBOUND)) + _END
_OUT: Final = _option(EPB_FLAGS, struct.pack("<I", _OUTBOUND)) + _END
_PACKET: Final = struct.Struct("<IIIII")
_PACKET_KIND: Final = struct.pack("<I", ENHANCED_PACKET)
