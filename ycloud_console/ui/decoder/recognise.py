"""What somebody pasted: a receipt, a PDU or a text."""

from __future__ import annotations

from enum import StrEnum

from ycloud_console.smpp.dump import NoHex, read_hex
from ycloud_console.smpp.frames import begins_pdu
from ycloud_console.smpp.pdu import HEADER_SIZE
from ycloud_console.sms.receipt import looks_like_receipt


class Kind(StrEnum):
    """The three that can be decoded; the values are those of the command line."""

    RECEIPT = "receipt"
    PDU = "pdu"
    TEXT = "text"


def recognise(text: str) -> Kind:
    """The likeliest kind. Hex is a PDU when it begins as one; what is neither is a text."""
    if looks_like_receipt(text.encode("utf-8", "replace")):
        return Kind.RECEIPT
    try:
        octets = read_hex(text)
    except NoHex:
        return Kind.TEXT
    return Kind.PDU if len(octets) >= HEADER_SIZE and begins_pdu(octets) else Kind.TEXT
