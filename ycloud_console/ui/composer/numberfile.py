"""A file with phone numbers: one a line, or a table with a column of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".csv", ".txt", ".tsv")
MAX_NUMBERS = 100_000
_MAX_OCTETS = 32_000_000
"""A hundred thousand lines of a table with some columns; more is no list of recipients."""
_LEAST_DIGITS = 5
_NUMBERS = re.compile(r"[\s\d+()./\-'\"=:]+")
_COLUMNS = re.compile(r"phone|mobile|number|recipient|msisdn|^to$|^tel|手机|电话|号码|收件", re.IGNORECASE)
_LOOKED_AT = 200
"""Lines that tell how the table is built."""
_NAMED = 5


class UnreadableFile(Exception):
    """It cannot be read; the text is the system's reason, or empty: it is too large."""


@dataclass(frozen=True, slots=True)
class NumberFile:
    """What was found in a file."""

    numbers: tuple[str, ...]
    """As they stand in the file."""
    without: int = 0
    """Lines in which there is no number, a header not counted."""
    lines: tuple[int, ...] = ()
    """The first of those lines, from 1."""
    is_cut: bool = False
    """There are more than MAX_NUMBERS; the rest was left."""


def read_numbers(path: Path) -> NumberFile:
    """The numbers in *path*, at most MAX_NUMBERS. Blocks: not for the event loop. Raises UnreadableFile."""
    try:
        if path.stat().st_size > _MAX_OCTETS:
            raise UnreadableFile("")
        octets = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(error.strerror or str(error)) from error
    return numbers_in(_text(octets))


def numbers_in(text: str) -> NumberFile:
    """The numbers in *text*: its only column, the one that is named so, or the fullest of them."""
    lines = text.splitlines()
    delimiter = _delimiter(lines[:_LOOKED_AT])
    rows = _rows(lines, delimiter)
    column, has_header = _column(rows[:_LOOKED_AT])
    numbers: list[str] = []
    without: list[int] = []
    is_cut = False
    for number, row in enumerate(rows, 1):
        cell = row[column].strip() if column < len(row) else ""
        if _is_number(cell):
            if len(numbers) == MAX_NUMBERS:
                is_cut = True
                break
            numbers.append(cell)
        elif any(each.strip() for each in row) and not (has_header and number == 1):
            without.append(number)
    return NumberFile(tuple(numbers), len(without), tuple(without[:_NAMED]), is_cut)


def _text(octets: bytes) -> str:
    """Text files come in the encodings of the programs that wrote them; spreadsheets like UTF-16 and GBK."""
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return octets.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return octets.decode(encoding)
        except UnicodeDecodeError:
            continue
    return octets.decode("latin-1")


def _delimiter(lines: Sequence[str]) -> str:
    """What stands between the columns: the sign that most lines have equally often; empty for none."""
    filled = [line for line in lines if line.strip()]
    best, most = "", 0
    for sign in ("\t", ";", ","):
        counts = [line.count(sign) for line in filled]
        usual = max(set(counts), key=counts.count, default=0)
        agreeing = counts.count(usual) if usual else 0
        if agreeing > most and agreeing * 2 > len(filled):
            best, most = sign, agreeing
    return best


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    if not delimiter:
        return [[line] for line in lines]
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        # A quote that is never closed makes one enormous field: then quotes are nothing special here.
        return [line.split(delimiter) for line in lines]


def _column(rows: Sequence[Sequence[str]]) -> tuple[int, bool]:
    """Which column has the numbers, and whether the first line only names the columns."""
    if not rows:
        return 0, False
    has_header = not any(_is_number(cell.strip()) for cell in rows[0])
    if has_header:
        for index, cell in enumerate(rows[0]):
            if _COLUMNS.search(cell.strip()):
                return index, True
    width = max(len(row) for row in rows)
    counts = [
        sum(_is_number(row[index].strip()) for row in rows if index < len(row)) for index in range(width)
    ]
    return (counts.index(max(counts)) if counts else 0), has_header and len(rows) > 1 and width > 1


def _is_number(cell: str) -> bool:
    digits = sum(ch.isdecimal() for ch in cell)
    return digits >= _LEAST_DIGITS and _NUMBERS.fullmatch(cell) is not None
