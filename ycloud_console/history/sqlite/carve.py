"""Reading the rows of a damaged SQLite file from its pages, without SQLite.

SQLite finds a row by way of the pages above it, and gives up where one of them is damaged. Here each page is
looked at by itself: a page of rows that is whole gives its rows, whatever happened to the others. The format
is SQLite's own description of it, https://www.sqlite.org/fileformat2.html; section numbers refer to that.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

MAGIC = b"SQLite format 3\0"
_LEAF = 0x0D
"""Section 1.6: the first octet of a page that holds rows of a table."""
_INDEX_LEAF = 0x0A
_COMMON_SIZE = 4096
_WIDEST = 64
"""Columns of a row at most, in the histories of this program."""
_LONGEST = 1 << 24
"""Octets of a row at most; what claims to be longer is damaged."""
_WIDTHS = (0, 1, 2, 3, 4, 6, 8)
"""Octets of an integer, by its serial type (section 2.1)."""

Value = int | float | str | bytes | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file."""

    number: int
    """SQLite's row ID; 0 for an entry of an index."""
    values: tuple[Value, ...]


class _Unreadable(Exception):
    """This cell is damaged."""


class _Files(NamedTuple):
    """The database and its log, open."""

    main: IO[bytes]
    log: IO[bytes] | None = None


class Carver:
    """The rows of one file.

    Attributes:
        pages: How many pages the file has.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            head = file.read(100)
        octets = path.stat().st_size
        self._log = path.with_name(path.name + "-wal")
        self._size, reserved, self._in_log = _read_log(self._log, *_page_size(head, octets))
        self._usable = self._size - reserved
        self.pages = max([-(-octets // self._size), *self._in_log])

    def rows(
        self, is_wanted: Callable[[Row], bool], progress: Callable[[int, int], None] | None = None
    ) -> Iterator[tuple[bool, Row]]:
        """Every row that can be read, in the file's order, and whether it is an entry of an index.

        Of an index only those pages of which the first entry *is_wanted*. The same row may come twice, when
        the list of free pages, which hold old states of rows, is damaged. *progress* is called with the pages
        done and all of them.
        """
        with ExitStack() as stack:
            file = _Files(*(stack.enter_context(each.open("rb")) for each in self._files()))
            free = self._free_pages(file)
            for number in range(1, self.pages + 1):
                if progress and number % 1000 == 0:
                    progress(number, self.pages)
                if number in free:
                    continue
                page = self._page(file, number)
                start = 100 if number == 1 else 0
                if len(page) > start and page[start] in (_LEAF, _INDEX_LEAF):
                    is_index = page[start] == _INDEX_LEAF
                    for place, row in enumerate(self._cells(file, page, start, is_index)):
                        if is_index and place == 0 and not is_wanted(row):
                            break
                        yield is_index, row

    def _files(self) -> list[Path]:
        return [self._path, self._log] if self._in_log else [self._path]

    def _page(self, file: _Files, number: int) -> bytes:
        """The page as it was committed last: from the log, where that has it."""
        if number in self._in_log and file.log is not None:
            file.log.seek(self._in_log[number])
            return file.log.read(self._size)
        file.main.seek((number - 1) * self._size)
        return file.main.read(self._size)

    def _free_pages(self, file: _Files) -> set[int]:
        """Section 1.5: the pages that are not in use, as far as their list can be followed."""
        free: set[int] = set()
        head = self._page(file, 1)[:100]
        if head[:16] != MAGIC or len(head) < 100:
            return free
        (trunk,) = struct.unpack(">I", head[32:36])
        while 1 < trunk <= self.pages and trunk not in free:
            page = self._page(file, trunk)
            if len(page) < 8 or page[0] in (_LEAF, _INDEX_LEAF):
                break
            free.add(trunk)
            trunk, count = struct.unpack(">II", page[:8])
            if count > self._size // 4:
                break
            listed = struct.unpack_from(f">{min(count, len(page) // 4 - 2)}I", page, 8)
            free.update(each for each in listed if 1 < each <= self.pages)
        return free

    def _cells(self, file: _Files, page: bytes, start: int, is_index: bool) -> Iterator[Row]:
        (count,) = struct.unpack_from(">H", page, start + 3)
        first = start + 8
        for place in range(min(count, (len(page) - first) // 2)):
            (offset,) = struct.unpack_from(">H", page, first + 2 * place)
            if not first <= offset < self._usable:
                continue
            try:
                yield self._cell(file, page, offset, is_index)
            except (_Unreadable, IndexError, struct.error):
                continue

    def _cell(self, file: _Files, page: bytes, offset: int, is_index: bool) -> Row:
        """Section 1.6: length, row ID, and the row's record, of which a long one goes on in other pages."""
        length, offset = _varint(page, offset)
        number = 0
        if not is_index:
            number, offset = _varint(page, offset)
        if not 1 < length <= _LONGEST or number < 0:
            raise _Unreadable
        here = self._local(length, is_index)
        payload = page[offset : offset + here]
        if here < length:
            (following,) = struct.unpack_from(">I", page, offset + here)
            payload += self._overflow(file, following, length - here)
        if len(payload) != length:
            raise _Unreadable
        return Row(number, _record(payload))

    def _local(self, length: int, is_index: bool) -> int:
        """Section 1.6: how many octets of a payload stand on the page itself."""
        most = (self._usable - 12) * 64 // 255 - 23 if is_index else self._usable - 35
        if length <= most:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        found = least + (length - least) % (self._usable - 4)
        return found if found <= most else least

    def _overflow(self, file: _Files, number: int, length: int) -> bytes:
        """Section 1.7: the rest of a long payload, page by page."""
        parts: list[bytes] = []
        while length > 0:
            if not 1 < number <= self.pages:
                raise _Unreadable
            page = self._page(file, number)
            (number,) = struct.unpack_from(">I", page)
            parts.append(page[4 : 4 + min(length, self._usable - 4)])
            if not parts[-1]:
                raise _Unreadable
            length -= len(parts[-1])
        return b"".join(parts)


def _page_size(head: bytes, octets: int) -> tuple[int, int]:
    """The size of a page and what is reserved of it; SQLite's defaults where the header is lost."""
    if head[:16] == MAGIC:
        (found,) = struct.unpack(">H", head[16:18])
        found = 65536 if found == 1 else found
        if found >= 512 and found & (found - 1) == 0 and octets >= found and head[20] < found - 480:
            return found, head[20]
    return _COMMON_SIZE, 0


def _read_log(path: Path, size: int, reserved: int) -> tuple[int, int, dict[int, int]]:
    """Section 4: where in the write-ahead log the committed pages are, the latest of each; and the page size.

    What was written half, and what is left of earlier rounds, is told by its checksums.
    """
    found: dict[int, int] = {}
    if not path.exists() or path.stat().st_size <= 32:
        return size, reserved, found
    with path.open("rb") as log:
        head = log.read(32)
        magic, _, log_size, _ = struct.unpack(">4I", head[:16])
        order = {0x377F0682: "<", 0x377F0683: ">"}.get(magic)
        sums = _checksum(head[:24], (0, 0), order) if order else (0, 0)
        if order is None or sums != struct.unpack(">2I", head[24:32]):
            return size, reserved, found
        if log_size != size:
            size, reserved = log_size, 0
        written: dict[int, int] = {}
        while len(frame := log.read(24 + size)) == 24 + size:
            number, committed = struct.unpack(">2I", frame[:8])
            sums = _checksum(frame[24:], _checksum(frame[:8], sums, order), order)
            if frame[8:16] != head[16:24] or sums != struct.unpack(">2I", frame[16:24]):
                break
            written[number] = log.tell() - size
            if committed:
                found |= written
                written = {}
    return size, reserved, found


def _checksum(octets: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """Section 4.2."""
    first, second = sums
    words = iter(struct.unpack(f"{order}{len(octets) // 4}I", octets))
    for word, following in zip(words, words, strict=True):
        first = (first + word + second) & 0xFFFFFFFF
        second = (second + following + first) & 0xFFFFFFFF
    return first, second


def _varint(octets: bytes, offset: int) -> tuple[int, int]:
    """Section 1.6: an integer of one to nine octets, and where it ends."""
    octet = octets[offset]
    if octet < 0x80:
        return octet, offset + 1
    value = 0
    for place in range(8):
        octet = octets[offset + place]
        value = value << 7 | octet & 0x7F
        if octet < 0x80:
            return value, offset + place + 1
    value = value << 8 | octets[offset + 8]
    return value - (1 << 64) if value >> 63 else value, offset + 9


def _record(payload: bytes) -> tuple[Value, ...]:
    """Section 2.1: the serial type of each column, then their values."""
    end, offset = _varint(payload, 0)
    if not 1 <= end <= len(payload):
        raise _Unreadable
    place = end
    values: list[Value] = []
    while offset < end:
        kind = payload[offset]
        offset += 1
        if kind >= 0x80:
            kind, offset = _varint(payload, offset - 1)
        if kind >= 12:
            # Text and octets, by their length.
            here, place = place, place + (kind - 12) // 2
            octets = payload[here:place]
            # A text of which a few octets are hit is still worth reading.
            values.append(octets.decode(errors="replace") if kind & 1 else octets)
        elif kind == 0:
            values.append(None)
        elif kind <= 6:
            here, place = place, place + _WIDTHS[kind]
            values.append(int.from_bytes(payload[here:place], "big", signed=True))
        elif kind in (8, 9):
            values.append(kind - 8)
        elif kind == 7:
            values.append(struct.unpack_from(">d", payload, place)[0])
            place += 8
        else:
            raise _Unreadable
    # What reached too far was cut short above, and its length does not come out.
    if offset != end or place != len(payload) or len(values) > _WIDEST:
        raise _Unreadable
    return tuple(values)
