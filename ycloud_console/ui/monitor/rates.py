"""How much goes out and comes in: two lines over ten minutes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from ycloud_console.ui.monitor.chart import Chart, Series, number_text, ticks
from ycloud_console.ui.monitor.sampler import SECONDS
from ycloud_console.ui.theme import Theme

_PER_ROW = 30
"""Seconds that a row of the table stands for."""


class Lines(Chart):
    """Two lines over the last ten minutes; the arrow keys walk along them in steps."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "", parent)
        self._first_title = self.tr("Seconds ago")
        self.series = (
            Series(self.tr("Segments out"), "accent"),
            Series(self.tr("Receipts in"), "success"),
        )
        self._rates: Sequence[tuple[float, float]] = ()
        self._ago: int | None = None

    def show_rates(self, rates: Sequence[tuple[float, float]]) -> None:
        """Show these, one a second, the newest last."""
        self._rates = rates
        self.update()

    def table(self) -> list[list[str]]:
        rows = [[self._first_title, *(each.name for each in self.series)]]
        for ago in range(0, len(self._rates), _PER_ROW):
            out, in_ = self._rates[len(self._rates) - 1 - ago]
            rows.append([str(ago), f"{out:.1f}", f"{in_:.1f}"])
        return rows

    def _frame(self) -> tuple[QRectF, list[float]]:
        metrics = QFontMetrics(self.text_font)
        lines = ticks(max((max(pair) for pair in self._rates), default=0), 3)
        left = max(metrics.horizontalAdvance(number_text(line)) for line in lines) + 8
        area = QRectF(self.rect()).adjusted(left, metrics.height() / 2 + 2, -8, -metrics.height() - 6)
        return area, lines

    def _x(self, area: QRectF, ago: float) -> float:
        return area.right() - ago / SECONDS * area.width()

    def draw(self, painter: QPainter) -> None:
        theme = Theme.current()
        area, lines = self._frame()
        metrics = painter.fontMetrics()
        for line in lines:
            y = round(area.bottom() - line / lines[-1] * area.height()) + 0.5
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("text_muted"))
            room = QRectF(0, y - metrics.height() / 2, area.left() - 5, metrics.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight), number_text(line))
        ends = Qt.AlignmentFlag
        below = QRectF(area.left(), area.bottom() + 4, area.width(), metrics.height())
        painter.drawText(below, int(ends.AlignLeft), self.tr("−10 min"))
        painter.drawText(below, int(ends.AlignHCenter), self.tr("−5 min"))
        painter.drawText(below, int(ends.AlignRight), self.tr("now"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for side, series in enumerate(self.series):
            painter.setPen(QPen(series.shade(), 1.6 * self._scale))
            points = [
                QPointF(
                    self._x(area, len(self._rates) - 1 - number),
                    area.bottom() - pair[side] / lines[-1] * area.height(),
                )
                for number, pair in enumerate(self._rates)
            ]
            painter.drawPolyline(QPolygonF(points))
        if self._ago is not None:
            painter.setPen(QPen(theme.colour("text_muted"), 1, Qt.PenStyle.DashLine))
            x = self._x(area, self._ago)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    # Pointing.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area, _ = self._frame()
        self._look(round((area.right() - event.position().x()) / area.width() * SECONDS))
        if self._ago is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), self.accessibleDescription(), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """There is nothing behind a rate."""

    def leaveEvent(self, _event: object) -> None:
        self._look(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: 5, Qt.Key.Key_Right: -5}
        key = Qt.Key(event.key())
        if key not in steps or not self._rates:
            QWidget.keyPressEvent(self, event)
            return
        self._look(min(max(0, (self._ago or 0) + steps[key]), len(self._rates) - 1))
        area, _ = self._frame()
        where = QPointF(self._x(area, self._ago or 0), area.top()).toPoint()
        QToolTip.showText(self.mapToGlobal(where), self.accessibleDescription(), self)

    def _look(self, ago: int | None) -> None:
        self._ago = ago if ago is not None and 0 <= ago < len(self._rates) else None
        if self._ago is None:
            self.setAccessibleDescription("")
        else:
            out, in_ = self._rates[len(self._rates) - 1 - self._ago]
            lines = [self.tr("{seconds} s ago").format(seconds=self._ago)]
            for series, rate in zip(self.series, (out, in_), strict=True):
                lines.append(self.tr("{name}: {rate}/s").format(name=series.name, rate=f"{rate:.1f}"))
            self.setAccessibleDescription("\n".join(lines))
        self.update()
