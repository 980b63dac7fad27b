"""The octets of a PDU, sixteen a line, of which some are marked and one may be pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ycloud_console.ui.theme import Theme

SHOWN_OCTETS: Final = 65_536
"""All of them are copied."""
_A_LINE: Final = 16
_HEX, _SECOND_HALF, _ASCII = 6, 31, 56
"""Columns: where the hex begins, its second eight octets, and the characters."""
_MOST_MARKED: Final = 256
"""Lines that are marked."""


class HexView(QPlainTextEdit):
    """Octets as hex and as ASCII; read with the keyboard too.

    Signals:
        octet_chosen(int): The caret was put on that octet, by mouse or key.
    """

    octet_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._octets = b""
        self._marked = (0, 0)
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setProperty("role", "mono")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Octets in hex"))
        self.cursorPositionChanged.connect(self._moved)
        Theme.current().changed.connect(self._colour)

    def show_octets(self, octets: bytes) -> None:
        """Show *octets*; nothing is marked."""
        self._octets = octets
        self._marked = (0, 0)
        lines = "\n".join(hex_lines(octets[:SHOWN_OCTETS]))
        more = len(octets) - SHOWN_OCTETS
        if more > 0:
            lines += "\n" + self.tr("… and {count} more octets").format(count=more)
        with QSignalBlocker(self):
            self.setPlainText(lines)
        self._colour()

    @property
    def marked(self) -> tuple[int, int]:
        """The octets that are marked: from the first up to, not including, the second."""
        return self._marked

    def mark(self, start: int, end: int, *, scroll: bool = True) -> None:
        """Mark the octets from *start* up to *end*, and with *scroll* show the first of them."""
        self._marked = (start, min(end, SHOWN_OCTETS))
        self._colour()
        if scroll and start < end and start < SHOWN_OCTETS:
            with QSignalBlocker(self):
                self.setTextCursor(self._cursor(start // _A_LINE, _column(start % _A_LINE)))
            self.ensureCursorVisible()

    def octet_at_caret(self) -> int | None:
        """The octet the caret stands on; None where there is none."""
        cursor = self.textCursor()
        at = cursor.blockNumber() * _A_LINE + _octet(cursor.positionInBlock())
        return at if at < min(len(self._octets), SHOWN_OCTETS) else None

    def _moved(self) -> None:
        at = self.octet_at_caret()
        if at is not None:
            self.octet_chosen.emit(at)

    def _cursor(self, line: int, column: int) -> QTextCursor:
        cursor = QTextCursor(self.document().findBlockByNumber(line))
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, column)
        return cursor

    def _colour(self) -> None:
        start, end = self._marked
        drawn = QTextCharFormat()
        drawn.setBackground(QColor(Theme.current().colour("accent")))
        drawn.setForeground(QColor(Theme.current().colour("accent_text")))
        selections = []
        first, last = start // _A_LINE, (end - 1) // _A_LINE
        for line in range(first, min(last, first + _MOST_MARKED) + 1) if start < end else ():
            low = max(start - line * _A_LINE, 0)
            high = min(end - line * _A_LINE, _A_LINE)
            for begin, stop in ((_column(low), _column(high - 1) + 2), (_ASCII + low, _ASCII + high)):
                cursor = self._cursor(line, begin)
                cursor.movePosition(
                    QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, stop - begin
                )
                marked = QTextEdit.ExtraSelection()
                marked.cursor = cursor
                marked.format = drawn
                selections.append(marked)
        self.setExtraSelections(selections)


def _column(place: int) -> int:
    """Where the hex of a line's octet begins."""
    return _HEX + 3 * place if place < 8 else _SECOND_HALF + 3 * (place - 8)


def _octet(column: int) -> int:
    """Which octet of its line stands in that column."""
    if column >= _ASCII:
        return min(column - _ASCII, _A_LINE - 1)
    if column >= _SECOND_HALF:
        return min(8 + (column - _SECOND_HALF) // 3, _A_LINE - 1)
    return min(max(column - _HEX, 0) // 3, 7)


def hex_lines(octets: bytes) -> Iterator[str]:
    """Sixteen octets a line: where they begin, in hex, and as ASCII."""
    for at in range(0, len(octets), _A_LINE):
        part = octets[at : at + _A_LINE]
        ascii_part = "".join(chr(octet) if 0x20 <= octet < 0x7F else "·" for octet in part)
        yield f"{at:04x}  {part[:8].hex(' '):<23}  {part[8:].hex(' '):<23}  {ascii_part}"
