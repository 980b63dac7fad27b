"""Dumps whose lines begin with an offset: Wireshark, tcpdump -X, xxd, hexdump -C, od."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_OFFSET: Final = re.compile(r"\s*(?:0x)?([0-9a-f]{4,16})h?(?:(?::\s*|\s{1,})(?=\S)(.*)|:?)", re.IGNORECASE)
_HEX: Final = re.compile(r"(?:[0-9a-f]{2})+", re.IGNORECASE)
_GAP: Final = re.compile(r"\s{2,}|\t")
_HALF_LINE: Final = 8
"""Wireshark and hexdump leave a gap after eight octets."""
_BASES: Final = (16, 8, 10)
"""Of offsets: od counts in octal, and Wireshark can be told to count in decimal."""
_MOST_REPEATED: Final = 1 << 20
"""Octets that a line with only an asterisk may stand for."""


def read_dump(lines: list[str]) -> list[bytes] | None:
    """The octets of each dump in *lines*, or None when the lines' offsets do not count octets.

    Where the offset is 0 again, the next dump begins. A line between dumps that has no offset is a caption
    (as tcpdump prints before each packet) and is left out; lines that are only an asterisk stand for
    repetitions of the line before.
    """
    first = next((place for place, line in enumerate(lines) if _starts(line)), None)
    if first is None or first > 20:
        return None
    for base in _BASES:
        dumps = [_octets(dump, base) for dump in _apart(lines[first:])]
        if dumps and None not in dumps:
            return [dump for dump in dumps if dump]
    return None


def _starts(line: str) -> bool:
    match = _OFFSET.fullmatch(line)
    return match is not None and match[2] is not None and not match[1].strip("0")


def _apart(lines: list[str]) -> Iterator[list[str]]:
    """The lines of each dump."""
    dump: list[str] = []
    for line in lines:
        if _starts(line) and dump:
            yield dump
            dump = []
        dump.append(line)
    yield dump


def _octets(lines: list[str], base: int) -> bytes | None:
    """The octets of one dump with offsets to *base*, or None when they do not count them."""
    rows = _rows(lines, base)
    if rows is None:
        return None
    octets = bytearray()
    row = b""
    for place, (offset, text) in enumerate(rows):
        following = rows[place + 1][0] if place + 1 < len(rows) else None
        if text == "*":
            missing = (following or 0) - len(octets)
            if not row or not 0 <= missing <= _MOST_REPEATED:
                return None
            octets += (row * (missing // len(row) + 1))[:missing]
        elif offset != len(octets):
            return None
        else:
            # The next line's offset tells how many octets this one has: what follows are its characters.
            row = _last(text) if following is None else _leading(text)[: max(0, following - offset)]
            octets += row
    return bytes(octets)


def _rows(lines: list[str], base: int) -> list[tuple[int | None, str]] | None:
    """(offset, what follows it) of each line; a line that is only an asterisk has no offset."""
    rows: list[tuple[int | None, str]] = []
    captions = False
    for line in lines:
        match = _OFFSET.fullmatch(line)
        if match is None and line.strip() == "*":
            rows.append((None, "*"))
        elif match is None:
            captions = True
        elif captions:
            return None
        else:
            try:
                rows.append((int(match[1], base), match[2] or ""))
            except ValueError:
                return None
    return rows


def _leading(text: str) -> bytes:
    """As many octets as stand at the start of *text*."""
    found = bytearray()
    for word in text.split():
        if not _HEX.fullmatch(word):
            break
        found += bytes.fromhex(word)
    return bytes(found)


def _last(text: str) -> bytes:
    """The octets of a line of which the length is not known, without its column of characters."""
    columns = _GAP.split(text.split("|")[0].strip())
    found = _leading(columns[0])
    if len(found) == _HALF_LINE and len(columns) > 1:
        second = columns[1].split()
        if all(len(word) == 2 and _HEX.fullmatch(word) for word in second):
            found += _leading(columns[1])
    return found
