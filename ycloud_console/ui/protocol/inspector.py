"""What one PDU says, and its octets; what is chosen in one is marked in the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from ycloud_console.ui.decoder.reader import Reader
from ycloud_console.ui.decoder.tree import FieldTree
from ycloud_console.ui.language import current_language
from ycloud_console.ui.protocol.copying import Form, copied
from ycloud_console.ui.protocol.entries import Entry, Glass
from ycloud_console.ui.protocol.hexview import HexView
from ycloud_console.ui.widgets import ElidedLabel, button


class Inspector(QFrame):
    """The fields of a PDU as a tree, its octets beside them.

    Signals:
        partner_wanted(object): the Entry that answers this one, or that it answers, is to be shown.
        message_wanted(object): the message that this Entry belongs to is to be shown.
    """

    partner_wanted = Signal(object)
    message_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = Reader(self)
        self._glass = Glass()
        self._entry: Entry | None = None
        self.setProperty("role", "card")
        self.tree = FieldTree()
        self.hex = HexView()
        self.hex.setMinimumWidth(300)
        self.tree.span_chosen.connect(self.hex.mark)
        self.hex.octet_chosen.connect(self._choose_octet)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self.hex)
        self.splitter.setSizes([500, 570])
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.splitter, 1)
        self.show_entry(None)

    def _head(self) -> QHBoxLayout:
        self.title = ElidedLabel("", "heading")
        self.partner = button("")
        self.partner.clicked.connect(self._go_to_partner)
        self.message = button(self.tr("Show message"))
        self.message.setToolTip(self.tr("The message this PDU belongs to, among the deliveries"))
        self.message.clicked.connect(lambda: self.message_wanted.emit(self._entry))
        self.copy_hex = self._copy_button(self.tr("Copy as hex"), Form.HEX)
        self.copy_text = self._copy_button(self.tr("Copy as text"), Form.TEXT)
        self.copy_json = self._copy_button(self.tr("Copy as JSON"), Form.JSON)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for each in (self.partner, self.message, self.copy_hex, self.copy_text, self.copy_json):
            row.addWidget(each)
        return row

    def _copy_button(self, text: str, form: Form) -> QPushButton:
        made = button(text)
        made.clicked.connect(lambda: self.copy([self._entry] if self._entry else [], form))
        return made

    def copy(self, entries: list[Entry], form: Form) -> None:
        """Put *entries* on the clipboard."""
        QApplication.clipboard().setText(copied(entries, self._glass, form, self._reader))

    def look_through(self, glass: Glass) -> None:
        """Show what *glass* does not hide."""
        self._glass = glass
        self.show_entry(self._entry)

    def show_entry(self, entry: Entry | None) -> None:
        """Show *entry*; None: nothing is chosen."""
        self._entry = entry
        for each in (self.copy_hex, self.copy_text, self.copy_json):
            each.setEnabled(entry is not None)
        self.show_partner()
        if entry is None:
            self.title.setText(self.tr("Choose a PDU to see what it says"))
            self.tree.clear()
            self.hex.show_octets(b"")
            return
        octets = self._glass.octets(entry)
        reading = self._reader.read_octets(octets, current_language())
        self.title.setText(" · ".join(filter(None, (entry.command, reading.sentence))))
        self.tree.show_rows(reading.rows, all_open=True)
        self.hex.show_octets(octets)

    @property
    def entry(self) -> Entry | None:
        """What is shown."""
        return self._entry

    def show_partner(self) -> None:
        """The way to the request or response, which may have come after this was shown."""
        entry = self._entry
        self.message.setVisible(entry is not None and not entry.is_enquire_link)
        self.partner.setVisible(entry is not None and entry.partner is not None)
        if entry is not None and entry.partner is not None:
            is_response = entry.is_response
            self.partner.setText(
                self.tr("Go to its request") if is_response else self.tr("Go to its response")
            )

    def _choose_octet(self, at: int) -> None:
        span = self.tree.choose_octet(at)
        if span is not None:
            self.hex.mark(*span, scroll=False)

    def _go_to_partner(self) -> None:
        if self._entry is not None and self._entry.partner is not None:
            self.partner_wanted.emit(self._entry.partner)
