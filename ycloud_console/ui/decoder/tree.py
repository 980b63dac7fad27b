"""The tree of fields: a name, its value, and what that means; what is wrong in red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ycloud_console.ui.decoder.reader import Row
from ycloud_console.ui.theme import Theme

_SPAN = Qt.ItemDataRole.UserRole + 1
_SHOWN = 2000
"""Characters of a value that the tree shows; the whole is copied."""


class FieldTree(QTreeWidget):
    """Rows of :class:`ycloud_console.ui.decoder.reader.Reading`, each with what is below it.

    Signals:
        span_chosen(int, int): A row was chosen that is about these octets of its PDU.
    """

    span_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels([self.tr("Field"), self.tr("Value"), self.tr("Meaning")])
        self.setAccessibleName(self.tr("What it says"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIndentation(14)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())
        self.setItemDelegate(_Wrapping(self))
        Theme.current().changed.connect(self._colour)
        self.currentItemChanged.connect(self._chosen)

    def show_rows(self, rows: Sequence[Row], *, all_open: bool) -> None:
        """Show *rows*; unless *all_open*, only those with faults are open; a row may ask to be closed."""
        self.clear()
        for row in rows:
            item = _item(row)
            self.addTopLevelItem(item)
            # Of many PDUs their names are enough to begin with; what is wrong is seen at once.
            item.setExpanded(row.is_open and (all_open or any(each.is_fault for each in row.rows)))
            self._unfold(item)
        self._colour()

    def choose_octet(self, at: int) -> tuple[int, int] | None:
        """Choose the row that is about the octet *at*, of several the narrowest; returns its octets."""
        best: tuple[int, QTreeWidgetItem, tuple[int, int]] | None = None
        for item in self._items():
            span = item.data(0, _SPAN)
            if span is None or not span[0] <= at < span[1]:
                continue
            if best is None or span[1] - span[0] < best[0]:
                best = (span[1] - span[0], item, (span[0], span[1]))
        if best is None:
            return None
        with QSignalBlocker(self):
            self.setCurrentItem(best[1])
        self.scrollToItem(best[1])
        return best[2]

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        span = item.data(0, _SPAN) if item is not None else None
        if span is not None:
            self.span_chosen.emit(*span)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        """All of them, from the top."""
        waiting = [self.topLevelItem(index) for index in reversed(range(self.topLevelItemCount()))]
        while waiting:
            item = waiting.pop()
            if item is not None:
                yield item
                waiting += [item.child(index) for index in reversed(range(item.childCount()))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the value of the current row, or its sentence."""
        item = self.currentItem()
        if item is not None and event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(item.text(1) or item.text(0))
            return
        super().keyPressEvent(event)

    def _unfold(self, item: QTreeWidgetItem) -> None:
        """Show what is below its parts; a problem, which is one sentence, has the whole line."""
        if item.data(0, Qt.ItemDataRole.UserRole):
            item.setFirstColumnSpanned(True)
        for index in range(item.childCount()):
            child = item.child(index)
            if child is not None:
                child.setExpanded(True)
                self._unfold(child)

    def _colour(self) -> None:
        brush = QBrush(Theme.current().colour("danger"))
        muted = QBrush(Theme.current().colour("text_muted"))
        for item in self._items():
            if item.data(0, Qt.ItemDataRole.UserRole):
                item.setForeground(0, brush)
            item.setForeground(2, muted)


class _Wrapping(QStyledItemDelegate):
    """Makes a line as high as its longest column needs at its width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        tree = self.parent()
        if index.column() and isinstance(tree, QTreeWidget):
            width = max(40, tree.columnWidth(index.column()) - 10)
            room = QRect(0, 0, width, 10_000)
            flags = int(Qt.TextFlag.TextWordWrap)
            needed = option.fontMetrics.boundingRect(room, flags, str(index.data() or "")).height()
            size.setHeight(max(size.height(), needed + 4))
        return size


def _item(row: Row) -> QTreeWidgetItem:
    value = row.value if len(row.value) <= _SHOWN else f"{row.value[:_SHOWN]}…"
    words = [f"{row.name}: {value}"] if row.is_fault else [row.name, value, row.meaning]
    made = QTreeWidgetItem(words)
    made.setData(0, Qt.ItemDataRole.UserRole, row.is_fault)
    made.setData(0, _SPAN, row.span)
    for column, said in enumerate(words):
        made.setToolTip(column, said)
        made.setTextAlignment(column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    for each in row.rows:
        made.addChild(_item(each))
    return made
