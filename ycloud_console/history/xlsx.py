"""A workbook as spreadsheets open it, written row by row: OOXML (ECMA-376), as much of it as a table needs.

Libraries that write one build an object for each of the fourteen million cells of a long history: two to five
minutes of processor time, in which the window would stutter, where this takes half a minute.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import IO

SHEET_ROWS = 1_048_576
"""A sheet has no more (Excel, LibreOffice)."""
_CELL_UNITS = 32_767
"""16-bit code units that a cell can hold."""
_NOT_IN_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_LOOKS_ESCAPED = re.compile("_(x[0-9A-Fa-f]{4}_)")
"""How OOXML writes characters that XML has not: a text that looks so is not meant so."""
_NEEDS_CARE = re.compile(
    "[&<>\\r\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]|_x[0-9A-Fa-f]{4}_"
)
_DAY = 86_400_000
"""Milliseconds."""
_EPOCH = 25_569
"""1970-01-01 as a spreadsheet counts days: 1 is 1900-01-01, and 1900 has a 29th of February."""
_WIDTH = 20
"""Characters of a column."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}">\
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
_TIME, _TITLE, _TEXT = 1, 2, 3
"""Styles, by their places in cellXfs."""


class Workbook:
    """Rows of one table, on as many sheets as they take, each with the titles on top.

    *file* can be written to from its beginning; it stays open. After the last row :meth:`close`.
    """

    def __init__(self, file: IO[bytes], titles: Sequence[str], *, sheet_rows: int = SHEET_ROWS) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        self._titles = titles
        self._letters = [_letters(place) for place in range(len(titles))]
        self._sheet_rows = sheet_rows
        self._sheets = 0
        self._begin_sheet()

    def add(self, columns: Sequence[Sequence[str]]) -> None:
        """Write rows of cells, given by their columns; :func:`text_cell` and the others make them."""
        count, done = len(columns[0]), 0
        while done < count:
            if self._rows == self._sheet_rows:
                self._end_sheet()
                self._begin_sheet()
            size = min(count - done, self._sheet_rows - self._rows)
            self._add([column[done : done + size] for column in columns], size)
            done += size

    def _add(self, columns: Sequence[Sequence[str]], count: int) -> None:
        numbers = range(self._rows + 1, self._rows + count + 1)
        self._rows += count
        pieces = [[f'<row r="{number}">' for number in numbers]]
        for letters, cells in zip(self._letters, columns, strict=True):
            start = f'<c r="{letters}'
            filled = zip(numbers, cells, strict=True)
            pieces.append([f'{start}{number}"{cell}' if cell else "" for number, cell in filled])
        rows = ["".join(row) for row in zip(*pieces, strict=True)]
        self._write("</row>".join([*rows, ""]))

    def close(self) -> None:
        """Write what a workbook has beside its sheets."""
        self._end_sheet()
        numbers = range(1, self._sheets + 1)
        sheets = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
        targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
        self._part("xl/_rels/workbook.xml.rels", _relations([*targets, ("rId0", "styles", "styles.xml")]))
        self._part(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        )
        self._part("xl/styles.xml", _STYLES)
        self._part("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")]))
        self._part("[Content_Types].xml", _content_types(self._sheets))
        self._zip.close()

    # Inside.

    def _write(self, xml: str) -> None:
        self._open.write(xml.encode())

    def _begin_sheet(self) -> None:
        self._sheets += 1
        # A sheet of a million rows is larger than what zip files could hold at first.
        self._open = self._zip.open(f"xl/worksheets/sheet{self._sheets}.xml", "w", force_zip64=True)
        pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        cols = f'<cols><col min="1" max="{len(self._titles)}" width="{_WIDTH}" customWidth="1"/></cols>'
        self._write(f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}{cols}<sheetData>')
        self._rows = 0
        self._add([[_text_cell(title, _TITLE)] for title in self._titles], 1)

    def _end_sheet(self) -> None:
        self._write("</sheetData></worksheet>")
        self._open.close()

    def _part(self, name: str, xml: str) -> None:
        self._zip.writestr(name, xml)


def text_cell(value: str | None) -> str:
    """A cell of text, whatever it begins with; what is longer than a cell can be ends in …; empty: none."""
    return _text_cell(value, _TEXT) if value else ""


def number_cell(value: int | None) -> str:
    """A cell with a number; None: an empty one."""
    return "" if value is None else f"><v>{value}</v></c>"


def time_cell(micros: int | None) -> str:
    """A cell with a date and time, to the millisecond, of microseconds since 1970; None: an empty one."""
    if micros is None:
        return ""
    days, rest = divmod(micros // 1000, _DAY)
    return f' s="{_TIME}"><v>{days + _EPOCH + rest / _DAY:.10f}</v></c>'


def _text_cell(value: str, style: int) -> str:
    if len(value) * 2 > _CELL_UNITS:
        value = _shortened(value)
    if _NEEDS_CARE.search(value):
        value = _LOOKS_ESCAPED.sub(r"_x005F_\1", _NOT_IN_XML.sub("\ufffd", value))
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        # A bare CR would be read as LF.
        value = value.replace("\r", "&#13;")
    return f' t="inlineStr" s="{style}"><is><t xml:space="preserve">{value}</t></is></c>'


def _shortened(value: str) -> str:
    octets = value.encode("utf-16-le", "replace")
    if len(octets) <= 2 * _CELL_UNITS:
        return value
    return octets[: 2 * (_CELL_UNITS - 1)].decode("utf-16-le", "ignore") + "…"


def _letters(place: int) -> str:
    """A, B, … Z, AA, …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _relations(targets: Iterable[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for name, kind, target in targets
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _content_types(sheets: int) -> str:
    parts = [("workbook", f"{_TYPES}.sheet.main+xml"), ("styles", f"{_TYPES}.styles+xml")]
    parts += [(f"worksheets/sheet{n}", f"{_TYPES}.worksheet+xml") for n in range(1, sheets + 1)]
    inside = "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inside}</Types>'
    )
