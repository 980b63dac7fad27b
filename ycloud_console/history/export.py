"""The filtered history as a file: CSV, XLSX or JSON lines.

Pages are read and written one after the other, so that a million rows take no more memory than five
hundred; the file appears whole or not at all.
"""

from __future__ import annotations

import asyncio
import csv
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Protocol

from ycloud_console.history.model import MessageFilter, MessageView
from ycloud_console.history.store import History

COLUMNS = (
    "queued_at",
    "submitted_at",
    "done_at",
    "account",
    "from",
    "to",
    "country",
    "text",
    "encoding",
    "segments",
    "state",
    "status",
    "error",
    "message_ids",
)

_PAGE = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins with one of these for a formula."""
_NOT_IN_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_SHEET_ROWS = 1_048_576
_CELL_CHARACTERS = 32_767


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


class _Sheet(Protocol):
    """Takes rows until it is finished."""

    def add(self, rows: Iterable[dict[str, Any]]) -> None: ...

    def finish(self) -> None: ...


async def export(
    history: History,
    wanted: MessageFilter,
    target: Path,
    kind: ExportFormat,
    *,
    limit: int | None = None,
    progress: Callable[[int], None] | None = None,
    account_names: Mapping[str, str] | None = None,
) -> int:
    """Write the messages of *wanted*, newest first, to *target*; returns how many.

    *account_names*: what to call the accounts, by ID; one that is not in it is called by its ID.
    *progress* is called with the count so far. When it is cancelled or fails, *target* is as it was.
    Raises OSError when the file cannot be written.
    """
    handle, name = await asyncio.to_thread(tempfile.mkstemp, prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    draft = Path(name)
    try:
        count = await _write(history, wanted, draft, kind, limit, progress, account_names or {})
        await asyncio.to_thread(draft.replace, target)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
    return count


async def _write(
    history: History,
    wanted: MessageFilter,
    draft: Path,
    kind: ExportFormat,
    limit: int | None,
    progress: Callable[[int], None] | None,
    account_names: Mapping[str, str],
) -> int:
    count = 0
    before: tuple[int, int] | None = None
    with draft.open("wb") as file:
        sheet = _WRITERS[kind](file)
        while limit is None or count < limit:
            size = _PAGE if limit is None else min(_PAGE, limit - count)
            rows = await history.messages(wanted, limit=size, before=before)
            if not rows:
                break
            views = await history.views([row.id for row in rows])
            await asyncio.to_thread(sheet.add, [_record(view, account_names) for view in views])
            before = (rows[-1].queued_at, rows[-1].id)
            count += len(rows)
            if progress:
                progress(count)
        await asyncio.to_thread(sheet.finish)
    return count


def _record(view: MessageView, account_names: Mapping[str, str]) -> dict[str, Any]:
    row = view.row
    return {
        "queued_at": _time(row.queued_at),
        "submitted_at": _time(row.sent_at),
        "done_at": _time(row.done_at),
        "account": account_names.get(row.account_id, row.account_id),
        "from": row.sender,
        "to": row.recipient,
        "country": row.country,
        "text": row.text,
        "encoding": row.encoding,
        "segments": row.segment_count,
        "state": row.state.value,
        "status": row.status,
        "error": row.error,
        "message_ids": [segment.message_id for segment in view.segments if segment.message_id],
    }


def _time(micros: int | None) -> datetime | None:
    return None if micros is None else datetime.fromtimestamp(micros / 1e6, UTC)


def _iso(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class _Csv:
    """RFC 4180 in UTF-8, with the byte order mark that Excel needs to see it as such."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        file.write("\ufeff".encode())
        self._encode_row(COLUMNS)

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            self._encode_row([self._cell(row[name]) for name in COLUMNS])

    def finish(self) -> None:
        self._file.flush()

    def _encode_row(self, cells: Iterable[Any]) -> None:
        csv.writer(_Utf8(self._file), lineterminator="\r\n").writerow(cells)

    @staticmethod
    def _cell(value: Any) -> Any:
        value = " ".join(value) if isinstance(value, list) else _iso(value)
        if isinstance(value, str) and value.startswith(_FORMULA):
            return f"'{value}"
        return value


class _Utf8:
    """The csv module writes text; the file takes octets."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(text.encode("utf-8", "replace"))


class _JsonLines:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            line = json.dumps({name: _iso(value) for name, value in row.items()}, ensure_ascii=False)
            self._file.write(line.encode("utf-8", "replace") + b"\n")

    def finish(self) -> None:
        self._file.flush()


class _Xlsx:
    """Numbers and IDs as text, times as dates; a further sheet where one is full."""

    def __init__(self, file: IO[bytes]) -> None:
        from openpyxl import Workbook  # slow to import, and rarely wanted

        self._file = file
        self._book = Workbook(write_only=True)
        self._new_sheet()

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            if self._rows == _SHEET_ROWS:
                self._new_sheet()
            self._sheet.append([self._cell(row[name]) for name in COLUMNS])
            self._rows += 1

    def finish(self) -> None:
        self._book.save(self._file)

    def _new_sheet(self) -> None:
        self._sheet = self._book.create_sheet()
        self._sheet.append(list(COLUMNS))
        self._rows = 1

    def _cell(self, value: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if isinstance(value, datetime):
            # A spreadsheet's date has no zone; the column's times are UTC.
            cell = WriteOnlyCell(self._sheet, value.replace(tzinfo=None))
            cell.number_format = "yyyy-mm-dd hh:mm:ss"
            return cell
        if isinstance(value, list):
            value = " ".join(value)
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(self._sheet, _NOT_IN_XML.sub("\ufffd", value)[:_CELL_CHARACTERS])
        cell.data_type = "s"  # never a formula, whatever it begins with
        return cell


_WRITERS: dict[ExportFormat, Callable[[IO[bytes]], _Sheet]] = {
    ExportFormat.CSV: _Csv,
    ExportFormat.XLSX: _Xlsx,
    ExportFormat.JSONL: _JsonLines,
}
