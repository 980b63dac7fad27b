"""A workbook as spreadsheets open it, written row by row by XlsxWriter, which keeps one row in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import IO, Any

from ycloud_console.history.columns import Column, Columns, Kind

SHEET_ROWS = 1_048_576
"""A sheet has no more (Excel, LibreOffice)."""
_CELL_UNITS = 32_767
"""16-bit code units that a cell can hold."""
_NOT_IN_XML = re.compile("[\\ud800-\\udfff\\ufffe\\uffff]")
"""What XlsxWriter would write as it is and no XML reader takes; control characters it escapes."""
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 -- a spreadsheet's dates have no zone: these are UTC
_MILLISECOND = timedelta(milliseconds=1)
_WIDTH = 20
"""Characters of a column."""


class Workbook:
    """Rows of one table, on as many sheets as they take, each with the titles on top.

    Texts, phone numbers and IDs among them, are text whatever they begin with; times are dates. *file* stays
    open. After the last row :meth:`close`.
    """

    def __init__(self, file: IO[bytes], columns: Sequence[Column], *, sheet_rows: int = SHEET_ROWS) -> None:
        import xlsxwriter  # 50 ms, and rarely wanted

        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "use_zip64": True})
        self._title = self._book.add_format({"bold": True})
        self._text = self._book.add_format({"num_format": "@"})
        self._time = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._columns = columns
        self._sheet_rows = sheet_rows
        self._begin_sheet()

    def add(self, columns: Columns) -> None:
        """Write rows, given by their columns' values; None: an empty cell."""
        for values in zip(*columns, strict=True):
            if self._rows == self._sheet_rows:
                self._begin_sheet()
            for write, value in zip(self._writers, values, strict=True):
                if value is not None:
                    write(value)
            self._rows += 1

    def close(self) -> None:
        """Write what a workbook has beside its rows."""
        self._book.close()

    def _begin_sheet(self) -> None:
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(self._columns) - 1, _WIDTH)
        for place, column in enumerate(self._columns):
            self._sheet.write_string(0, place, column.name, self._title)
        self._rows = 1
        self._writers = [self._writer(place, column.kind) for place, column in enumerate(self._columns)]

    def _writer(self, place: int, kind: Kind) -> Callable[[Any], object]:
        """What writes a value of that *kind* into the present row."""
        sheet = self._sheet

        def text(value: str) -> object:
            return sheet.write_string(self._rows, place, _fitting(value), self._text) if value else None

        match kind:
            case Kind.NUMBER:
                return lambda value: sheet.write_number(self._rows, place, value)
            case Kind.TIME:
                return lambda micros: sheet.write_datetime(
                    self._rows, place, _EPOCH + micros // 1000 * _MILLISECOND, self._time
                )
            case Kind.LIST:
                return lambda values: text(" ".join(values))
        return text


def _fitting(value: str) -> str:
    """*value* as a cell can hold it; what is longer ends in …"""
    if len(value) * 2 > _CELL_UNITS:
        octets = value.encode("utf-16-le", "replace")
        if len(octets) > 2 * _CELL_UNITS:
            value = octets[: 2 * (_CELL_UNITS - 1)].decode("utf-16-le", "ignore") + "…"
    return value if value.isprintable() else _NOT_IN_XML.sub("\ufffd", value)
