"""Octets from hex as people paste it: plain, with separators, or as Wireshark, xxd and hexdump print it."""

from __future__ import annotations

import re
from typing import Any

from ycloud_console.smpp.describe import describe
from ycloud_console.smpp.pdu import read_pdus

_OFFSET = re.compile(r"\s*(?:0x)?([0-9a-f]{4,16})(?::\s*|\s{1,})(?=\S)(.*)", re.IGNORECASE)
_NOISE = re.compile(r"0x|\\x|[\s,;:|\[\]{}()'\"-]", re.IGNORECASE)
_HEX = re.compile(r"(?:[0-9a-f]{2})+", re.IGNORECASE)
_GAP = re.compile(r"\s{2,}|\t")
_HALF_LINE = 8
"""Wireshark and hexdump leave a gap after eight octets."""


class NoHex(ValueError):
    """The text is no hex dump; the message says where it fails."""


def describe_hex(text: str, language: str = "en") -> dict[str, Any]:
    """The JSON of ``decode pdu`` for hex in any of the forms of :func:`read_hex`.

    Where the octets hold several PDUs, the others follow under ``next``. Raises NoHex.
    """
    first, *others = [describe(pdu, language) for pdu in read_pdus(read_hex(text))]
    return {**first, "next": others} if others else first


def read_hex(text: str) -> bytes:
    """The octets of *text*; raises NoHex with a sentence.

    Taken are digits with any of spaces, commas, colons, brackets, ``0x`` and ``\\x`` between them, and dumps:
    lines that begin with an offset and may end with a column of characters.
    """
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    octets = _dump(lines)
    if octets is None:
        octets = _plain("".join(lines))
    if not octets:
        raise NoHex(
            "There is no hex here: paste the PDU's octets, such as 00000010 00000015 00000000 00000001."
        )
    return octets


def _plain(text: str) -> bytes:
    digits = _NOISE.sub("", text)
    try:
        return bytes.fromhex(digits)
    except ValueError:
        odd = re.search(r"[^0-9a-f]", digits, re.IGNORECASE)
        if odd:
            raise NoHex(f"“{odd[0]}” is no hex digit; only 0-9 and a-f can stand here.") from None
        raise NoHex(f"There are {len(digits)} hex digits: one is missing, since an octet has two.") from None


def _dump(lines: list[str]) -> bytes | None:
    """The octets of a dump, or None when the lines' offsets do not count them."""
    matches = [_OFFSET.fullmatch(line) for line in lines]
    offsets = [int(match[1], 16) for match in matches if match]
    if len(offsets) != len(lines) or not offsets or offsets[0] != 0:
        return None
    octets = bytearray()
    for place, match in enumerate(matches):
        if match is None or offsets[place] != len(octets):
            return None
        if place + 1 < len(offsets):
            # The next line's offset tells how many octets this one has: what follows are its characters.
            found = _leading(match[2])[: max(0, offsets[place + 1] - offsets[place])]
        else:
            found = _last(match[2])
        octets += found
    return bytes(octets) or None


def _leading(text: str) -> bytes:
    """As many octets as stand at the start of *text*."""
    found = bytearray()
    for word in text.split():
        if not _HEX.fullmatch(word):
            break
        found += bytes.fromhex(word)
    return bytes(found)


def _last(text: str) -> bytes:
    """The octets of a dump's last line, without its column of characters."""
    columns = _GAP.split(text.split("|")[0].strip())
    found = _leading(columns[0])
    if len(found) == _HALF_LINE and len(columns) > 1:
        second = columns[1].split()
        if all(len(word) == 2 and _HEX.fullmatch(word) for word in second):
            found += _leading(columns[1])
    return found
