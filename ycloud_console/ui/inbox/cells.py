"""How a cell of the inbox's lists is drawn, and what a model tells of it for that."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ycloud_console.ui.theme import Theme, mono_font

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The thing itself."""
TONE_ROLE = ROW_ROLE + 2
"""The name of the text's colour."""
STRONG_ROLE = ROW_ROLE + 3
"""Whether the row is bold: it has not been seen."""

ROW_HEIGHT = 28
"""Pixels, of every row."""
MARGIN = 7
"""Pixels on both sides of a cell's text."""


class Cells(QStyledItemDelegate):
    """Draws the cells itself, since a style sheet would recolour the text of a selected row."""

    def __init__(self, mono: frozenset[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mono_columns = mono
        self._mono = mono_font()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.fontMetrics.horizontalAdvance(str(index.data())) + 2 * MARGIN, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = Theme.current()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("selection"))
            if index.column() == 0:
                painter.fillRect(
                    QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.colour("focus")
                )
        font = QFont(self._mono if index.column() in self._mono_columns else option.font)
        font.setBold(bool(index.data(STRONG_ROLE)))
        painter.setFont(font)
        painter.setPen(theme.colour(index.data(TONE_ROLE)))
        inner = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(inner, int(flags), text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()
