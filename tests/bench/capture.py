"""The messages of a history as a packet capture, one submit_sm a packet, for tshark to be measured on."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

PORT = 2775
_SECOND = 1_000_000


def write_capture(history: Path, target: Path) -> None:
    """Write a pcap (raw IPv4, link type 101) of a submit_sm for each message of *history*."""
    connection = sqlite3.connect(history)
    rows = connection.execute("SELECT id, queued_at, sender, number, text, encoding FROM message ORDER BY id")
    position = 1
    with target.open("wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, 101))
        for number, at, sender, recipient, content, encoding in rows:
            pdu = _submit_sm(number, sender, recipient, content, encoding)
            packet = _packet(pdu, position)
            position = (position + len(pdu)) & 0xFFFFFFFF
            file.write(struct.pack("<IIII", at // _SECOND, at % _SECOND, len(packet), len(packet)) + packet)
    connection.close()


def _submit_sm(number: int, sender: str, recipient: str, content: str, encoding: str) -> bytes:
    coding, octets = (
        (8, content.encode("utf-16-be")) if encoding == "UCS-2" else (3, content.encode("latin-1"))
    )
    octets = octets[:254]
    body = b"\0\5\0" + sender.encode() + b"\0\1\1" + recipient.encode() + b"\0"
    body += bytes((0, 0, 0, 0, 0, 1, 0, coding, 0, len(octets))) + octets
    return struct.pack(">IIII", 16 + len(body), 4, 0, number & 0x7FFFFFFF) + body


def _packet(payload: bytes, position: int) -> bytes:
    tcp = struct.pack(">HHIIBBHHH", 40_000, PORT, position, 1, 0x50, 0x18, 65_535, 0, 0)
    size = 20 + len(tcp) + len(payload)
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, size, 0, 0x4000, 64, 6, 0, b"\x7f\0\0\1", b"\x7f\0\0\1")
    return ip + tcp + payload
