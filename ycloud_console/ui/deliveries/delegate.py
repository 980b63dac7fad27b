"""How a cell is drawn: the status as a pill, errors in red, also in a selected row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ycloud_console.history.model import MessageRow
from ycloud_console.ui.deliveries.cells import Column
from ycloud_console.ui.deliveries.model import DeliveriesModel
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
# Enums of Qt are Python's: to join or to compare two of them takes longer than to draw a word.
_LINE = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_LEFT = int(Qt.AlignmentFlag.AlignLeft) | _LINE
_RIGHT = int(Qt.AlignmentFlag.AlignRight) | _LINE
_ELIDE = Qt.TextElideMode.ElideRight
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_MOST_CUT = 5000
"""Texts that were cut to a width, and are remembered."""
_COLUMNS = list(Column)
_EMPTY_SHARE = {Column.MESSAGE: 0.75, Column.ERROR: 0.0}
"""Of a column's width, for the bar in a row that is not loaded."""


class DeliveriesDelegate(QStyledItemDelegate):
    """Draws the cells itself, since a style sheet would recolour the text of a selected row."""

    def __init__(self, model: DeliveriesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._cuts: dict[tuple[str, bool, int], str] = {}
        self._pills: _Pills | None = None
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

    def font_changed(self) -> None:
        """Words are as wide as they are in another font now."""
        self._cuts.clear()
        self._pills = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = option.fontMetrics.horizontalAdvance(str(index.data() or "")) + 2 * MARGIN
        if index.column() == Column.STATUS:
            width += 2 * PILL_PADDING
        return QSize(width, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model, column = self._model, _COLUMNS[index.column()]
        row = model.row(index.row())
        if row is None:
            self._empty(painter, option, column)
            return
        state = option.state.value
        painter.save()
        if state & _SELECTED:
            painter.fillRect(option.rect, self._selection)
            if column is self.first:
                painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), self._focus)
        inner = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        text = "" if column is Column.TO else model.cell_text(row, column)
        match column:
            case Column.TO:
                self._recipient(painter, inner, option.font, row)
            case Column.STATUS:
                self._pill(painter, inner, option.font, text, row)
            case Column.SUBMITTED:
                self._words(painter, inner, self._mono, self._muted, text)
            case Column.ERROR:
                self._words(painter, inner, option.font, self._danger, text)
            case Column.MESSAGE_ID | Column.DONE:
                self._words(painter, inner, self._mono, self._muted, text)
            case Column.SENDER | Column.ACCOUNT | Column.COUNTRY | Column.ENCODING:
                self._words(painter, inner, option.font, self._muted, text)
            case Column.SEGMENTS | Column.TOOK:
                self._words(painter, inner, option.font, self._muted, text, _RIGHT)
            case Column.MESSAGE:
                self._words(painter, inner, option.font, self._text, text)
        if state & _FOCUSED:
            painter.setPen(QPen(self._focus, 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _empty(self, painter: QPainter, option: QStyleOptionViewItem, column: Column) -> None:
        """A row that is not loaded yet: faint bars where its words will be."""
        if option.state.value & _SELECTED:
            painter.fillRect(option.rect, self._selection)
        width = option.rect.width() - 2 * MARGIN
        share = _EMPTY_SHARE.get(column, 0.6)
        bar = QRect(0, 0, max(0, int(width * share)), 6)
        bar.moveLeft(option.rect.left() + MARGIN)
        bar.moveTop(option.rect.center().y() - 2)
        painter.fillRect(bar, self._faint)

    def _words(
        self, painter: QPainter, rect: QRect, font: QFont, colour: QColor, text: str, flags: int = _LEFT
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, flags, self._cut(text, font, rect.width()))

    def _cut(self, text: str, font: QFont, width: int) -> str:
        """*text*, with an ellipsis where it is wider; measuring it takes as long as drawing it."""
        key = (text, font is self._mono, width)
        found = self._cuts.get(key)
        if found is None:
            if len(self._cuts) > _MOST_CUT:
                self._cuts.clear()
            found = QFontMetrics(font).elidedText(text, _ELIDE, width)
            self._cuts[key] = found
        return found

    def _recipient(self, painter: QPainter, rect: QRect, font: QFont, row: MessageRow) -> None:
        """The countries below one another, the numbers below one another."""
        if self.shows_country:
            self._words(painter, rect, font, self._muted, row.country)
            rect = rect.adjusted(COUNTRY_WIDTH, 0, 0, 0)
        self._words(painter, rect, font, self._text, number_text(row.recipient))

    def _pill(self, painter: QPainter, rect: QRect, font: QFont, text: str, row: MessageRow) -> None:
        colour, background = Theme.current().state_colours(row.state, cancelled=row.is_cancelled)
        pills = self._pills = self._pills or _Pills(font)
        width = min(rect.width(), pills.width(text) + 2 * PILL_PADDING)
        pill = QRectF(rect.left(), rect.center().y() - _PILL_HEIGHT / 2 + 0.5, width, _PILL_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(background)
        painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        inner = pill.toRect().adjusted(PILL_PADDING - 2, 0, -PILL_PADDING + 2, 0)
        painter.setFont(pills.font)
        painter.setPen(colour)
        painter.drawText(inner, _CENTER, pills.metrics.elidedText(text, _ELIDE, inner.width()))


class _Pills:
    """How the words in pills are written."""

    def __init__(self, font: QFont) -> None:
        self.font = pill_font(font)
        self.metrics = QFontMetrics(self.font)
        self._widths: dict[str, int] = {}

    def width(self, text: str) -> int:
        """Pixels of one of the few words there are."""
        if text not in self._widths:
            self._widths[text] = self.metrics.horizontalAdvance(text)
        return self._widths[text]


def pill_font(font: QFont) -> QFont:
    """The font of the words in pills, made from the table's."""
    made = QFont(font)
    made.setPixelSize(12)
    made.setWeight(QFont.Weight.DemiBold)
    return made
