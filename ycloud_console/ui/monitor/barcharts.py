"""Upright and lying bars."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ycloud_console.ui.monitor.chart import Bar, Chart, number_text, ticks
from ycloud_console.ui.theme import Theme

_GAP = 0.24
"""How much of a bar's place is left free."""


class Columns(Chart):
    """Upright bars, one beside the other, their series stacked.

    Attributes:
        marks: (where, in bars from the left; words): upright lines.
    """

    def __init__(self, name: str, first_title: str, parent: QWidget | None = None) -> None:
        super().__init__(name, first_title, parent)
        self.marks: Sequence[tuple[float, str]] = ()

    def _frame(self) -> tuple[QRectF, list[float]]:
        """Where the bars stand, and the values of the lines behind them."""
        metrics = QFontMetrics(self.text_font)
        lines = ticks(max((bar.total for bar in self.bars), default=0))
        left = max(metrics.horizontalAdvance(number_text(line)) for line in lines) + 8
        top = metrics.height() * (len(self.marks) or 0.5)
        area = QRectF(self.rect()).adjusted(left, top + 2, -6, -metrics.height() - 6)
        return area, lines

    def _slot(self, area: QRectF) -> float:
        return area.width() / max(1, len(self.bars))

    def hit(self, point: QPointF) -> tuple[int, int] | None:
        area, lines = self._frame()
        if not self.bars or not area.adjusted(0, -4, 0, 4).contains(point):
            return None
        number = min(len(self.bars) - 1, int((point.x() - area.left()) / self._slot(area)))
        value = (area.bottom() - point.y()) / area.height() * lines[-1]
        reached = 0
        for series, part in enumerate(self.bars[number].values):
            reached += part
            if part and value <= reached:
                return number, series
        return number, -1

    def anchor(self, place: tuple[int, int]) -> QPoint:
        area, _ = self._frame()
        return QPoint(round(area.left() + (place[0] + 0.5) * self._slot(area)), round(area.top()))

    def draw(self, painter: QPainter) -> None:
        theme = Theme.current()
        area, lines = self._frame()
        metrics = painter.fontMetrics()
        slot = self._slot(area)
        for line in lines:
            y = round(area.bottom() - line / lines[-1] * area.height()) + 0.5
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("text_muted"))
            room = QRectF(0, y - metrics.height() / 2, area.left() - 5, metrics.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight), number_text(line))
        if self.place:
            ground = theme.colour("surface_alt")
            painter.fillRect(
                QRectF(area.left() + self.place[0] * slot, area.top(), slot, area.height()), ground
            )
        for number, bar in enumerate(self.bars):
            self._draw_bar(painter, area, number, bar, lines[-1])
        self._draw_labels(painter, area)
        self._draw_marks(painter, area)

    def _draw_bar(self, painter: QPainter, area: QRectF, number: int, bar: Bar, most: float) -> None:
        slot = self._slot(area)
        width = max(1.0, slot * (1 - _GAP))
        x = area.left() + number * slot + (slot - width) / 2
        reached = 0
        for series, value in enumerate(bar.values):
            if not value:
                continue
            lower = area.bottom() - reached / most * area.height()
            reached += value
            upper = area.bottom() - reached / most * area.height()
            # A single failure among thousands is to be seen.
            part = QRectF(x, min(upper, lower - 1.5), width, max(1.5, lower - upper))
            painter.fillRect(part, self.series[series].shade())
            if self.place == (number, series):
                painter.setPen(QPen(Theme.current().colour("text"), 1))
                painter.drawRect(part)

    def _draw_labels(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(Theme.current().colour("text_muted"))
        metrics = painter.fontMetrics()
        slot = self._slot(area)
        named = [number for number, bar in enumerate(self.bars) if bar.label]
        if len(named) < 1:
            return
        widest = max(metrics.horizontalAdvance(self.bars[number].label) for number in named) + 12
        between = slot * (named[1] - named[0]) if len(named) > 1 else widest
        every = max(1, -int(-widest // between))
        for number in named[::every]:
            middle = area.left() + (number + 0.5) * slot
            middle = min(max(middle, widest / 2 - 6), self.width() - widest / 2 + 6)
            room = QRectF(middle - widest / 2, area.bottom() + 4, widest, metrics.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter), self.bars[number].label)

    def _draw_marks(self, painter: QPainter, area: QRectF) -> None:
        theme = Theme.current()
        metrics = painter.fontMetrics()
        for row, (where, words) in enumerate(self.marks):
            x = round(area.left() + where * self._slot(area)) + 0.5
            top = row * metrics.height() + 2
            painter.setPen(QPen(theme.colour("text_muted"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, top), QPointF(x, area.bottom()))
            painter.setPen(theme.colour("text"))
            width = metrics.horizontalAdvance(words)
            fits = x + 4 + width < self.width()
            painter.drawText(QPointF(x + 4 if fits else x - 4 - width, top + metrics.ascent()), words)


class Rows(Chart):
    """Lying bars, one below the other, with their names on the left and their totals on the right."""

    _LEAST = 0.3
    """The bars' part of the width: names are cut for it."""

    @property
    def keys(self) -> tuple[Qt.Key, Qt.Key, Qt.Key, Qt.Key]:
        return Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left

    def _height(self) -> float:
        return QFontMetrics(self.text_font).height() + 9 * self._scale

    def _shown(self) -> int:
        """How many bars there is room for; of more, the last line tells."""
        room = max(1, int((self.height() - 4) / self._height()))
        return len(self.bars) if len(self.bars) <= room else max(1, room - 1)

    def _columns(self) -> tuple[float, float]:
        """Where the bars begin and end."""
        metrics = QFontMetrics(self.text_font)
        right = max((metrics.horizontalAdvance(each) for each in self._endings()), default=0) + 12
        end = self.width() - right
        return min(self._widest_name(), end - self.width() * self._LEAST), end

    def _widest_name(self) -> int:
        metrics = QFontMetrics(self.text_font)
        return max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=0) + 14

    def _endings(self) -> list[str]:
        """What stands behind each bar: its total, and its note where all have room beside their names."""
        metrics = QFontMetrics(self.text_font)
        whole = [
            f"{number_text(bar.total)} · {bar.note}" if bar.note else number_text(bar.total)
            for bar in self.bars
        ]
        widest = max((metrics.horizontalAdvance(each) for each in whole), default=0) + 12
        if widest + self._widest_name() + self.width() * self._LEAST <= self.width():
            return whole
        return [number_text(bar.total) for bar in self.bars]

    def hit(self, point: QPointF) -> tuple[int, int] | None:
        number = int((point.y() - 2) // self._height())
        if not 0 <= number < self._shown():
            return None
        left, right = self._columns()
        most = max(1, max(bar.total for bar in self.bars))
        value = (point.x() - left) / max(1.0, right - left) * most
        reached = 0
        for series, part in enumerate(self.bars[number].values):
            if part and reached <= value <= reached + part:
                return number, series
            reached += part
        return number, -1

    def anchor(self, place: tuple[int, int]) -> QPoint:
        return QPoint(round(self._columns()[0]), round(2 + (place[0] + 1) * self._height()))

    def draw(self, painter: QPainter) -> None:
        theme = Theme.current()
        metrics = painter.fontMetrics()
        left, right = self._columns()
        height = self._height()
        most = max(1, max((bar.total for bar in self.bars), default=0))
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        endings = self._endings()
        for number, bar in enumerate(self.bars[: self._shown()]):
            row = QRectF(0, 2 + number * height, self.width(), height)
            if self.place and self.place[0] == number:
                painter.fillRect(row, theme.colour("surface_alt"))
            painter.setPen(theme.colour("text"))
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, int(left - 12))
            painter.drawText(row.adjusted(4, 0, 0, 0), middle, name)
            x = left
            for series, value in enumerate(bar.values):
                if not value:
                    continue
                width = max(1.5, value / most * (right - left))
                part = QRectF(x, row.top() + height * 0.2, width, height * 0.6)
                painter.fillRect(part, self.series[series].shade())
                if self.place == (number, series) and len(self.series) > 1:
                    painter.drawRect(part)
                x += width
            painter.setPen(theme.colour("text_muted"))
            painter.drawText(QRectF(x + 6, row.top(), 200, height), middle, endings[number])
        left_out = len(self.bars) - self._shown()
        if left_out > 0:
            row = QRectF(4, 2 + self._shown() * height, self.width(), height)
            painter.setPen(theme.colour("text_muted"))
            painter.drawText(row, middle, self.tr("{count} more in the table").format(count=left_out))
