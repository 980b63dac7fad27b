"""PDUs that SMSCs send and aiosmpplib cannot take: the same octets show its faults and our cures."""

from __future__ import annotations

import struct

from ycloud_console.smpp.pdu import write_pdu

SEQUENCE = 71
"""The sequence_number of each."""


def _deliver(tlvs: tuple[tuple[int, bytes], ...] = (), **fields: int | str | bytes) -> bytes:
    return write_pdu("deliver_sm", sequence=SEQUENCE, fields=fields, tlvs=tlvs)


def write_text(text: str) -> bytes:
    """An ordinary one."""
    return _deliver(short_message=text.encode())


def _receipt(done: str, err: str) -> bytes:
    text = f"id:1 sub:001 dlvrd:001 submit date:2111040501 done date:{done} stat:DELIVRD err:{err} text:none"
    return _deliver(esm_class=4, short_message=text.encode())


RECEIPTS = {
    "err with letters": _receipt("2111040501", "0A1"),
    "date of 12 digits": _receipt("211104050112", "0"),
}
"""parse_receipt() raises, outside any handler."""

LOST = {
    "data_coding": _deliver(data_coding=0xF7, short_message=b"x"),
    "ton": _deliver(source_addr_ton=9, short_message=b"x"),
    "npi": _deliver(dest_addr_npi=77, short_message=b"x"),
    "empty text": _deliver(),
    "binary vendor tlv": _deliver(short_message=b"x", tlvs=((0x1501, b"\x00\xff"),)),
}
"""from_pdu() raises: answered with generic_nack, and gone."""

HEADER_ONLY = _deliver(esm_class=0x40, tlvs=((0x0424, b"\x05\x00\x03\x01\x01\x01x"),))
"""The text, with its user data header, is in message_payload: ends the reader."""

UNKNOWN = {
    "status": struct.pack(">IIII", 16, 0x80000004, 1375, SEQUENCE),
    "command": struct.pack(">IIII", 16, 0x00ABCDEF, 0, SEQUENCE),
}
"""The header itself raises in an enum."""

LONG_REFERENCE = _deliver(esm_class=0x40, short_message=b"\x06\x08\x04\x12\x34\x02\x01hi")
"""The first of two segments whose reference has 16 bits: 0x1234."""

DELIVERED = RECEIPTS | LOST | {"header in the payload": HEADER_ONLY, "16-bit reference": LONG_REFERENCE}
