"""How a cell is drawn: the status as a pill, errors in red, also in a selected row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ycloud_console.history.model import MessageRow
from ycloud_console.ui.deliveries.cells import Column
from ycloud_console.ui.deliveries.model import ROW_ROLE
from ycloud_console.ui.deliveries.words import number_text
from ycloud_console.ui.theme import Theme, mono_font

ROW_HEIGHT = 28
"""Pixels, of every row."""
MARGIN = 7
"""Pixels on both sides of a cell's text."""

_PILL_HEIGHT = 20
PILL_PADDING = 9
"""Pixels on both sides of the word in a pill."""
COUNTRY_WIDTH = 24
"""Pixels for the country before the number."""
_EMPTY_SHARE = {Column.MESSAGE: 0.75, Column.ERROR: 0.0}
"""Of a column's width, for the bar in a row that is not loaded."""


class DeliveriesDelegate(QStyledItemDelegate):
    """Draws the cells itself, since a style sheet would recolour the text of a selected row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shows_country = True
        self.first = Column.SUBMITTED
        """The leftmost column, which has the mark of a selected row."""
        self._mono = mono_font()
        self._dress()
        Theme.current().changed.connect(self._dress)

    def _dress(self) -> None:
        theme = Theme.current()
        self._text = theme.colour("text")
        self._muted = theme.colour("text_muted")
        self._faint = theme.colour("border")
        self._danger = theme.colour("danger")
        self._selection = theme.colour("selection")
        self._focus = theme.colour("focus")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = option.fontMetrics.horizontalAdvance(str(index.data() or "")) + 2 * MARGIN
        if index.column() == Column.STATUS:
            width += 2 * PILL_PADDING
        return QSize(width, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        column = Column(index.column())
        if not isinstance(row, MessageRow):
            self._empty(painter, option, column)
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._selection)
            if column is self.first:
                painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), self._focus)
        inner = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        text = str(index.data())
        match column:
            case Column.STATUS:
                self._pill(painter, inner, option.font, text, row)
            case Column.TO:
                self._recipient(painter, inner, option.font, row)
            case Column.SUBMITTED:
                self._words(painter, inner, self._mono, self._muted, text)
            case Column.ERROR:
                self._words(painter, inner, option.font, self._danger, text)
            case Column.MESSAGE_ID | Column.DONE:
                self._words(painter, inner, self._mono, self._muted, text)
            case Column.SENDER | Column.ACCOUNT | Column.COUNTRY | Column.ENCODING:
                self._words(painter, inner, option.font, self._muted, text)
            case Column.SEGMENTS | Column.TOOK:
                self._words(painter, inner, option.font, self._muted, text, Qt.AlignmentFlag.AlignRight)
            case Column.MESSAGE:
                self._words(painter, inner, option.font, self._text, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._focus, 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _empty(self, painter: QPainter, option: QStyleOptionViewItem, column: Column) -> None:
        """A row that is not loaded yet: faint bars where its words will be."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._selection)
        width = option.rect.width() - 2 * MARGIN
        share = _EMPTY_SHARE.get(column, 0.6)
        bar = QRect(0, 0, max(0, int(width * share)), 6)
        bar.moveLeft(option.rect.left() + MARGIN)
        bar.moveTop(option.rect.center().y() - 2)
        painter.fillRect(bar, self._faint)

    def _words(
        self,
        painter: QPainter,
        rect: QRect,
        font: QFont,
        colour: QColor,
        text: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, int(flags), shown)

    def _recipient(self, painter: QPainter, rect: QRect, font: QFont, row: MessageRow) -> None:
        """The countries below one another, the numbers below one another."""
        if self.shows_country:
            self._words(painter, rect, font, self._muted, row.country)
            rect = rect.adjusted(COUNTRY_WIDTH, 0, 0, 0)
        self._words(painter, rect, font, self._text, number_text(row.recipient))

    def _pill(self, painter: QPainter, rect: QRect, font: QFont, text: str, row: MessageRow) -> None:
        colour, background = Theme.current().state_colours(row.state, cancelled=row.is_cancelled)
        bold = pill_font(font)
        metrics = QFontMetrics(bold)
        width = min(rect.width(), metrics.horizontalAdvance(text) + 2 * PILL_PADDING)
        pill = QRectF(rect.left(), rect.center().y() - _PILL_HEIGHT / 2 + 0.5, width, _PILL_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(background)
        painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        inner = pill.toRect().adjusted(PILL_PADDING - 2, 0, -PILL_PADDING + 2, 0)
        painter.setFont(bold)
        painter.setPen(colour)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), shown)


def pill_font(font: QFont) -> QFont:
    """The font of the words in pills, made from the table's."""
    made = QFont(font)
    made.setPixelSize(12)
    made.setWeight(QFont.Weight.DemiBold)
    return made
