"""The tree of fields: a name, its value, and what that means; what is wrong in red."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
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

_SHOWN = 2000
"""Characters of a value that the tree shows; the whole is copied."""


class FieldTree(QTreeWidget):
    """Rows of :class:`ycloud_console.ui.decoder.reader.Reading`, each with what is below it."""

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
        waiting = [self.topLevelItem(index) for index in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is None:
                continue
            if item.data(0, Qt.ItemDataRole.UserRole):
                item.setForeground(0, brush)
            item.setForeground(2, muted)
            waiting += [item.child(index) for index in range(item.childCount())]


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
    for column, said in enumerate(words):
        made.setToolTip(column, said)
        made.setTextAlignment(column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    for each in row.rows:
        made.addChild(_item(each))
    return made
