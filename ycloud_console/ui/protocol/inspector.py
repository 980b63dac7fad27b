"""What one PDU says, and its octets."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.ui.decoder.reader import Reader, Reading
from ycloud_console.ui.decoder.recognise import Kind
from ycloud_console.ui.decoder.tree import FieldTree
from ycloud_console.ui.language import current_language
from ycloud_console.ui.protocol.entries import Entry
from ycloud_console.ui.widgets import button, label

_SHOWN_OCTETS = 4096
"""Octets in the hex view; all of them are copied."""


class Inspector(QFrame):
    """The fields of a PDU as a tree, its octets beside them.

    Signals:
        partner_wanted(object): the Entry that answers this one, or that it answers, is to be shown.
    """

    partner_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = Reader(self)
        self._entry: Entry | None = None
        self._reading: Reading | None = None
        self.setProperty("role", "card")
        self.tree = FieldTree()
        self.hex = QPlainTextEdit(readOnly=True)
        self.hex.setProperty("role", "mono")
        self.hex.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.hex.setTabChangesFocus(True)
        self.hex.setAccessibleName(self.tr("Octets in hex"))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self.hex)
        self.splitter.setSizes([500, 570])
        self.hex.setMinimumWidth(300)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.splitter, 1)
        self.show_entry(None)

    def _head(self) -> QHBoxLayout:
        self.title = label("", "heading")
        self.partner = button("")
        self.partner.clicked.connect(self._go_to_partner)
        self.copy_hex = button(self.tr("Copy as hex"))
        self.copy_text = button(self.tr("Copy as text"))
        self.copy_json = button(self.tr("Copy as JSON"))
        self.copy_hex.clicked.connect(
            lambda: _copy(self._entry.traced.octets.hex(" ") if self._entry else "")
        )
        self.copy_text.clicked.connect(lambda: _copy(self._reading.as_text if self._reading else ""))
        self.copy_json.clicked.connect(lambda: _copy(self._reading.as_json if self._reading else ""))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addStretch(1)
        for each in (self.partner, self.copy_hex, self.copy_text, self.copy_json):
            row.addWidget(each)
        return row

    def show_entry(self, entry: Entry | None) -> None:
        """Show *entry*; None: nothing is chosen."""
        self._entry = entry
        for each in (self.copy_hex, self.copy_text, self.copy_json):
            each.setEnabled(entry is not None)
        self.show_partner()
        if entry is None:
            self._reading = None
            self.title.setText(self.tr("Choose a PDU to see what it says"))
            self.tree.clear()
            self.hex.clear()
            return
        octets = entry.traced.octets
        self._reading = self._reader.read(octets.hex(), Kind.PDU, current_language())
        self.title.setText(entry.command)
        self.tree.show_rows(self._reading.rows, all_open=True)
        lines = "\n".join(hex_lines(octets[:_SHOWN_OCTETS]))
        more = len(octets) - _SHOWN_OCTETS
        if more > 0:
            lines += "\n" + self.tr("… and {count} more octets").format(count=more)
        self.hex.setPlainText(lines)

    def show_partner(self) -> None:
        """The way to the request or response, which may have come after this was shown."""
        entry = self._entry
        self.partner.setVisible(entry is not None and entry.partner is not None)
        if entry is not None and entry.partner is not None:
            is_response = entry.is_response
            self.partner.setText(
                self.tr("Go to its request") if is_response else self.tr("Go to its response")
            )

    def _go_to_partner(self) -> None:
        if self._entry is not None and self._entry.partner is not None:
            self.partner_wanted.emit(self._entry.partner)


def hex_lines(octets: bytes) -> Iterator[str]:
    """Sixteen octets a line: where they begin, in hex, and as ASCII."""
    for at in range(0, len(octets), 16):
        part = octets[at : at + 16]
        ascii_part = "".join(chr(octet) if 0x20 <= octet < 0x7F else "·" for octet in part)
        yield f"{at:04x}  {part[:8].hex(' '):<23}  {part[8:].hex(' '):<23}  {ascii_part}"


def _copy(text: str) -> None:
    QApplication.clipboard().setText(text)
