"""The SMPP in a captured frame: what stands behind the headers of Ethernet, IP and TCP.

Wireshark and tcpdump print the whole frame, of which the PDU is only the end. Sources: RFC 791 (IPv4), RFC
8200 (IPv6), RFC 9293 (TCP), and the link types LINKTYPE_ETHERNET, LINKTYPE_LINUX_SLL and LINKTYPE_NULL.
"""

from __future__ import annotations

from typing import Final

from ycloud_console.smpp.pdu import COMMANDS, HEADER_SIZE

_LINK_HEADERS: Final = (0, 14, 18, 16, 20, 4)
"""Octets before IP: none, Ethernet, Ethernet with a VLAN tag, Linux cooked (1 and 2), loopback."""
_TCP: Final = 6
_IPV4_LEAST, _IPV6_SIZE, _TCP_LEAST = 20, 40, 20
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
        payload = _tcp_payload(frame[size:])
        if payload is not None and begins_pdu(payload):
            return payload
    return frame


def _tcp_payload(packet: bytes) -> bytes | None:
    """What the TCP segment in the IP *packet* carries; None when it is no such packet."""
    if len(packet) < _IPV4_LEAST + _TCP_LEAST:
        return None
    version = packet[0] >> 4
    if version == 4 and packet[9] == _TCP:
        start, end = 4 * (packet[0] & 0x0F), int.from_bytes(packet[2:4], "big")
    elif version == 6 and packet[6] == _TCP:
        start, end = _IPV6_SIZE, _IPV6_SIZE + int.from_bytes(packet[4:6], "big")
    else:
        return None
    # A sender that leaves cutting to the network card writes 0 for the length.
    segment = packet[start : end if end > start else None]
    if len(segment) < _TCP_LEAST:
        return None
    return segment[4 * (segment[12] >> 4) :]
