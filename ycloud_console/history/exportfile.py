"""Tables as files: CSV, XLSX or JSON lines, written row by row, whole or not at all."""

from __future__ import annotations

import codecs
import csv
import errno
import io
import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, Protocol

from ycloud_console.history import unfinished
from ycloud_console.history.columns import Column, Columns, Kind
from ycloud_console.history.xlsx import Workbook

_FORMULA = frozenset("=+-@＝＋－＠")
"""A spreadsheet takes a cell that begins with one of these for a formula, in East Asia the wide ones too."""
_BREAKS = ("\t", "\r", "\n")
_AS_TEXT = "'"
"""Before a cell's text it says that it is text."""
_AT_ONCE = 500
"""Rows written in one call, during which no other thread runs, the window's neither."""
_TWO_DIGITS = tuple(f"{number:02d}" for number in range(60))


class ExportFormat(StrEnum):
    """By the file name's ending."""

    CSV = ".csv"
    XLSX = ".xlsx"
    JSONL = ".jsonl"

    @classmethod
    def of(cls, path: Path) -> ExportFormat:
        """The format *path* asks for; raises ValueError with a sentence."""
        try:
            return cls(path.suffix.lower())
        except ValueError:
            raise ValueError(f"{path.name}: the name must end in .csv, .xlsx or .jsonl.") from None


class Sheet(Protocol):
    """Takes rows until it is closed."""

    def add(self, columns: Columns) -> None: ...

    def close(self) -> None: ...


class Draft:
    """A file that takes *target*'s place when all went well; until then *target* is as it was.

    It is for its owner alone, as all that holds texts and numbers, or, where there is a file already, for
    whom that one is. Each method blocks and, like the constructor, raises OSError.

    Attributes:
        file: What is to be written to.
    """

    def __init__(self, target: Path) -> None:
        self._target = target.resolve()
        if self._target.is_dir():
            # Else it would be told of only when all is written.
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        self._path: Path | None
        handle, self._path = unfinished.begin(self._target)
        self.file: IO[bytes] = os.fdopen(handle, "wb")
        with suppress(FileNotFoundError):
            self._path.chmod(self._target.stat().st_mode & 0o777)

    def sync(self) -> None:
        """Have all of it on the disk: after a crash there is the old file or the new one, whole."""
        self.file.flush()
        os.fsync(self.file.fileno())

    def keep(self) -> None:
        """Put it in its place."""
        self.file.close()
        if self._path is not None:
            self._path.replace(self._target)
            self._path = None

    def drop(self) -> None:
        """Take it away, unless it was kept."""
        with suppress(OSError):  # a full disk is told of once
            self.file.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
            self._path = None


def open_sheet(file: IO[bytes], kind: ExportFormat, columns: Sequence[Column]) -> Sheet:
    """Begin a table of that *kind* in *file*, which is closed by whoever opened it."""
    return _WRITERS[kind](file, columns)


def iso(micros: int) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    hour, rest = divmod(micros // 1000, 3_600_000)
    minute, rest = divmod(rest, 60_000)
    return f"{_hour(hour)}{_TWO_DIGITS[minute]}:{_TWO_DIGITS[rest // 1000]}.{rest % 1000:03d}Z"


@lru_cache(maxsize=256)
def _hour(hour: int) -> str:
    """The beginning of the times of an hour, counted from 1970: of three million times few are of another."""
    return f"{datetime.fromtimestamp(hour * 3600, UTC):%Y-%m-%dT%H:}"


class _Csv:
    """RFC 4180 in UTF-8, with the byte order mark that Excel needs to see it as such."""

    def __init__(self, file: IO[bytes], columns: Sequence[Column]) -> None:
        # Written here: the codec that does it is not written in C, and is called for every row.
        file.write(codecs.BOM_UTF8)
        # Rows end in CR LF; what is in a cell stays as it is.
        self._text = io.TextIOWrapper(file, "utf-8", "replace", newline="")
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow([column.name for column in columns])
        self._cells = [_CSV_CELLS[column.kind] for column in columns]

    def add(self, columns: Columns) -> None:
        rows = list(zip(*_each(self._cells, columns), strict=True))
        for start in range(0, len(rows), _AT_ONCE):
            self._writer.writerows(rows[start : start + _AT_ONCE])

    def close(self) -> None:
        self._text.detach()


class _JsonLines:
    def __init__(self, file: IO[bytes], columns: Sequence[Column]) -> None:
        self._file = file
        self._line = "{" + ", ".join(f"{_JSON.encode(column.name)}: %s" for column in columns) + "}\n"
        self._cells = [_JSON_CELLS[column.kind] for column in columns]

    def add(self, columns: Columns) -> None:
        rows = zip(*_each(self._cells, columns), strict=True)
        self._file.write("".join([self._line % row for row in rows]).encode("utf-8", "replace"))

    def close(self) -> None:
        pass


def _each(cells: Sequence[Callable[[Any], str]], columns: Columns) -> list[list[str]]:
    """What is written of every value. Most columns have few different ones: each is worked out once."""
    made = []
    for cell, column in zip(cells, columns, strict=True):
        written = {value: cell(value) for value in set(column)}
        made.append([written[value] for value in column])
    return made


def _csv_text(value: str | None) -> str:
    """*value*; with a mark in front where a spreadsheet would calculate with it."""
    if not value:
        return ""
    first = value[0]
    if first in _FORMULA or first in _BREAKS:
        return _AS_TEXT + value
    if first.isspace() or not first.isprintable():
        # Spreadsheets pass over blanks, and over marks that nobody sees.
        rest = value.lstrip("\u200b\u200c\u200d\u2060\ufeff\0").lstrip()
        if rest[:1] in _FORMULA:
            return _AS_TEXT + value
    return value


_JSON = json.JSONEncoder(ensure_ascii=False)

_CSV_CELLS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _csv_text,
    Kind.NUMBER: lambda value: "" if value is None else str(value),
    Kind.TIME: lambda value: "" if value is None else iso(value),
    Kind.LIST: lambda value: _csv_text(" ".join(value)),
}
_JSON_CELLS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _JSON.encode,
    Kind.NUMBER: _JSON.encode,
    Kind.TIME: lambda value: "null" if value is None else f'"{iso(value)}"',
    Kind.LIST: _JSON.encode,
}
_WRITERS: dict[ExportFormat, Callable[[IO[bytes], Sequence[Column]], Sheet]] = {
    ExportFormat.CSV: _Csv,
    ExportFormat.XLSX: Workbook,
    ExportFormat.JSONL: _JsonLines,
}
