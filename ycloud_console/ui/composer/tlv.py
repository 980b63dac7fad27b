"""Optional parameters as an operator writes them: a tag, how the value is meant, the value.

Pure. Tags are SMPP 3.4, 5.3.2: two octets, 0x1400 to 0x3FFF the SMSC vendor's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_TAG = re.compile(r"\s*(?:0[xX])?([0-9A-Fa-f]{1,4})\s*")
_BLANKS = re.compile(r"[\s:]+")
_MAX_VALUE = 65_535
"""Octets: the length is written in two."""
_WRITTEN_BY_PROGRAM = frozenset({0x020C, 0x020E, 0x020F, 0x0424})
"""The SAR parameters and message_payload: they come with the text of a long message."""


class TlvKind(StrEnum):
    """How a value is written."""

    TEXT = "text"
    """UTF-8."""
    HEX = "hex"
    INT8 = "int8"
    INT16 = "int16"
    INT32 = "int32"
    """Unsigned, the highest octet first (SMPP 3.4, 3.1)."""


_WIDTHS = {TlvKind.INT8: 1, TlvKind.INT16: 2, TlvKind.INT32: 4}


class TlvFault(StrEnum):
    """Why a parameter cannot be sent."""

    TAG = "tag"
    """Not one to four hexadecimal digits."""
    OURS = "ours"
    """The program writes this one by itself."""
    HEX = "hex"
    """Not pairs of hexadecimal digits."""
    NUMBER = "number"
    """No whole number, or too large for its width."""
    LONG = "long"


@dataclass(frozen=True, slots=True)
class TlvRow:
    """One parameter as it was typed."""

    tag: str = ""
    kind: TlvKind = TlvKind.TEXT
    value: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed yet: such a row is passed over."""
        return not (self.tag.strip() or self.value)


def read_tlv(row: TlvRow) -> tuple[int, bytes] | TlvFault:
    """Tag and octets of *row*, or what keeps it from being sent."""
    found = _TAG.fullmatch(row.tag)
    if found is None:
        return TlvFault.TAG
    tag = int(found[1], 16)
    if tag in _WRITTEN_BY_PROGRAM:
        return TlvFault.OURS
    value = _octets(row)
    if isinstance(value, bytes) and len(value) > _MAX_VALUE:
        return TlvFault.LONG
    return value if isinstance(value, TlvFault) else (tag, value)


def _octets(row: TlvRow) -> bytes | TlvFault:
    if row.kind is TlvKind.TEXT:
        return row.value.encode("utf-8", "replace")
    if row.kind is TlvKind.HEX:
        try:
            return bytes.fromhex(_BLANKS.sub("", row.value.strip().removeprefix("0x").removeprefix("0X")))
        except ValueError:
            return TlvFault.HEX
    try:
        return int(row.value.strip(), 0).to_bytes(_WIDTHS[row.kind], "big")
    except (ValueError, OverflowError):
        return TlvFault.NUMBER


def write_tlv(tag: int, value: bytes) -> TlvRow:
    """The row that :func:`read_tlv` reads as *tag* and *value*: text where it is plain, else hexadecimal."""
    plain = value.decode("ascii", "replace")
    if value and plain.isascii() and plain.isprintable():
        return TlvRow(f"0x{tag:04X}", TlvKind.TEXT, plain)
    return TlvRow(f"0x{tag:04X}", TlvKind.HEX, value.hex(" "))
