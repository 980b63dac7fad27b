"""The table of PDUs: it follows the newest while one lets it, and says what can be done with those chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QKeyCombination, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ycloud_console.ui.protocol.copying import Form
from ycloud_console.ui.protocol.entries import Entry
from ycloud_console.ui.protocol.model import Column, PduModel
from ycloud_console.ui.theme import mono_font

_ROW_HEIGHT = 24
_WIDTHS = {
    Column.TIME: 118,
    Column.LINK: 90,
    Column.DIRECTION: 54,
    Column.COMMAND: 148,
    Column.SEQUENCE: 78,
    Column.STATUS: 164,
    Column.FROM: 104,
    Column.TO: 110,
    Column.LENGTH: 54,
    Column.ROUND_TRIP: 112,
    Column.TEXT: 48,
}
"""Pixels to begin with; together they fit a window of 1216."""
_PARTNER = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_J)
_MESSAGE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_M)
_TO_THE_END = QKeySequence.StandardKey.MoveToEndOfDocument


class _Coloured(QStyledItemDelegate):
    """The current row keeps the colours that say what kind it is.

    For that row alone: asked for every cell, it makes a frame take 150 ms.
    """

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.palette.setBrush(QPalette.ColorRole.HighlightedText, option.palette.text())


class PduView(QTableView):
    """Rows of a PduModel.

    Signals:
        partner_wanted(object), message_wanted(object): For that Entry.
        copy_wanted(object): A Form; the chosen PDUs are to be copied.
        only_wanted(str, str): Show only what is so: "link" or "number" or "message_id", and its value.
        export_wanted(): The chosen PDUs are to be exported.
        fields_wanted(): The way to what the chosen PDU says.
    """

    partner_wanted = Signal(object)
    message_wanted = Signal(object)
    copy_wanted = Signal(object)
    only_wanted = Signal(str, str)
    export_wanted = Signal()
    fields_wanted = Signal()

    def __init__(self, model: PduModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdus = model
        self._coloured = _Coloured(self)
        self._dressed = -1
        self.setModel(model)
        self.setAccessibleName(self.tr("PDUs"))
        self.setFont(mono_font())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(40)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        for moved in (model.rowsRemoved, model.modelReset):
            moved.connect(self._dress)

    def _dress(self) -> None:
        """Have the current row, wherever it is now, drawn in its colours."""
        row = self.currentIndex().row()
        if row != self._dressed:
            if self._dressed >= 0:
                # The stubs do not know that None takes a delegate away.
                self.setItemDelegateForRow(self._dressed, None)  # type: ignore[arg-type]
            if row >= 0:
                self.setItemDelegateForRow(row, self._coloured)
            self._dressed = row

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self._dress()

    @property
    def follows(self) -> bool:
        """Whether new rows appear in sight: at the end, with nothing selected."""
        bar = self.verticalScrollBar()
        return bar.value() == bar.maximum() and not self.selectionModel().hasSelection()

    def rowsAboutToBeRemoved(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """What is in sight stays where it is when the oldest go."""
        bar = self.verticalScrollBar()
        above = max(0, min(end + 1, bar.value()) - start)
        super().rowsAboutToBeRemoved(parent, start, end)
        if above and not self.follows:
            bar.setValue(bar.value() - above)

    def chosen(self) -> list[Entry]:
        """The selected PDUs, oldest first."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._pdus.entry(row) for row in rows]

    def choose(self, entry: Entry) -> bool:
        """Select *entry* and show it; False when it is not in the list."""
        row = self._pdus.row_of(entry)
        if row is None:
            return False
        self.selectRow(row)
        self.scrollTo(self._pdus.index(row, 0))
        return True

    def current_entry(self) -> Entry | None:
        """The one that the keys are about."""
        index = self.currentIndex()
        return self._pdus.entry(index.row()) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current_entry()
        pressed = event.keyCombination()
        any_chosen = self.selectionModel().hasSelection()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit(Form.TEXT)
        elif current is not None and pressed == _PARTNER:
            if current.partner is not None:
                self.partner_wanted.emit(current.partner)
        elif current is not None and pressed == _MESSAGE:
            self.message_wanted.emit(current)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.fields_wanted.emit()
        elif (event.key() == Qt.Key.Key_Escape and any_chosen) or event.matches(_TO_THE_END):
            self.go_to_newest()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def go_to_newest(self) -> None:
        """Select nothing, show the newest, and follow from here on."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        self.scrollToBottom()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            where = self.visualRect(self.currentIndex()).center()
        else:
            where = self.viewport().mapFromGlobal(event.globalPos())
        self.menu().popup(self.viewport().mapToGlobal(QPoint(where)))

    def menu(self) -> QMenu:
        """What can be done with the chosen PDUs."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current = self.current_entry()
        any_chosen = self.selectionModel().hasSelection()

        def add(text: str, slot: Callable[[], object], keys: str = "", *, enabled: bool = any_chosen) -> None:
            # The keys are told, not made: the table itself listens for them.
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            action = menu.addAction(f"{text}\t{native}" if keys else text)
            action.setEnabled(enabled)
            action.triggered.connect(lambda: slot())

        add(self.tr("Copy as text"), lambda: self.copy_wanted.emit(Form.TEXT), "Ctrl+C")
        add(self.tr("Copy as hex"), lambda: self.copy_wanted.emit(Form.HEX))
        add(self.tr("Copy as JSON"), lambda: self.copy_wanted.emit(Form.JSON))
        add(self.tr("Export…"), self.export_wanted.emit)
        if current is not None:
            menu.addSeparator()
            self._add_ways(add, current)
            menu.addSeparator()
            self._add_filters(add, current)
        menu.addSeparator()
        menu.addAction(self.tr("Select all")).triggered.connect(lambda: self.selectAll())
        return menu

    def _add_ways(self, add: Callable[..., None], entry: Entry) -> None:
        partner = entry.partner
        words = self.tr("Go to its request") if entry.is_response else self.tr("Go to its response")
        add(words, lambda: self.partner_wanted.emit(partner), "Ctrl+J", enabled=partner is not None)
        is_pulse = entry.is_enquire_link
        show = self.tr("Show message")
        add(show, lambda: self.message_wanted.emit(entry), "Ctrl+M", enabled=not is_pulse)

    def _add_filters(self, add: Callable[..., None], entry: Entry) -> None:
        link = entry.traced.wire.link
        said = self._pdus.glass.said(entry)
        about = said if said.destination or entry.partner is None else self._pdus.glass.said(entry.partner)
        number = about.source if entry.is_delivery else about.destination
        add(self.tr("Only this account"), lambda: self.only_wanted.emit("link", link))
        if number:
            words = self.tr("Only the number {number}").format(number=number)
            add(words, lambda: self.only_wanted.emit("number", number))
        if said.message_id:
            words = self.tr("Only the message ID {id}").format(id=said.message_id)
            add(words, lambda: self.only_wanted.emit("message_id", said.message_id))
