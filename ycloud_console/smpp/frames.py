"""The SMPP in a captured frame: what stands behind the headers of Ethernet, IP and TCP.

Wireshark and tcpdump print the whole frame, of which the PDU is only the end, and leave out what kind of link
it came over.
"""

from __future__ import annotations

from typing import Final

from ycloud_console.smpp.packets import TcpSegment, ip_segment
from ycloud_console.smpp.pdu import COMMANDS, HEADER_SIZE

_LINK_HEADERS: Final = (0, 14, 18, 16, 20, 4)
"""Octets before IP: none, Ethernet, Ethernet with a VLAN tag, Linux cooked (1 and 2), loopback."""
_LONGEST: Final = 1 << 20
"""Octets: no PDU is longer, so a greater command_length is none."""


def begins_pdu(octets: bytes | bytearray) -> bool:
    """Whether *octets* begin as a PDU does: a length that can be, and a command that SMPP knows."""
    if len(octets) < 8:
        return False
    length = int.from_bytes(octets[:4], "big")
    return HEADER_SIZE <= length <= _LONGEST and int.from_bytes(octets[4:8], "big") in COMMANDS


def smpp_of(frame: bytes) -> bytes:
    """What TCP carries in *frame*, or *frame* itself when it is none or carries no SMPP.

    A frame that carries nothing (an acknowledgement) is taken for what it is only beside others: alone it
    stays as it is, and is shown as a PDU that nobody knows.
    """
    if begins_pdu(frame):
        return frame
    for size in _LINK_HEADERS:
        segment = ip_segment(frame[size:], len(frame) - size)
        if isinstance(segment, TcpSegment) and begins_pdu(segment.data):
            return segment.data
    return frame
