"""What all charts share: bars that are hovered over, clicked and walked with the arrow keys.

Drawn with Qt itself: these few kinds of chart need no plotting library, whose import alone would hold the
window for a second, and so they have the window's fonts, colours, focus and words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ycloud_console.ui.theme import Theme

_TEXT_SIZE = 11
"""Pixels, before the chart is magnified."""


@dataclass(frozen=True)
class Series:
    """One colour of every bar."""

    name: str
    colour: str
    """A name of the theme."""
    paleness: float = 0.0
    """How much of the card's own colour is mixed in, 0 to 1."""

    def shade(self) -> QColor:
        return blend(Theme.current().colour(self.colour), self.paleness)


@dataclass(frozen=True)
class Bar:
    """One bar: a value for each series, and what a click on it means."""

    name: str
    """In full, for hovering, for the table and for screen readers."""
    values: tuple[int, ...]
    label: str = ""
    """Beside its axis; empty: none."""
    target: object = None
    """What a click on the bar asks for; None: nothing."""
    targets: tuple[object, ...] = ()
    """The same for each series, where they differ."""
    note: str = ""
    """After its total."""

    @property
    def total(self) -> int:
        return sum(self.values)


def blend(colour: QColor, paleness: float) -> QColor:
    """*colour* with so much of the card's own colour mixed in."""
    ground = Theme.current().colour("surface")
    channels = (
        (colour.redF(), ground.redF()),
        (colour.greenF(), ground.greenF()),
        (colour.blueF(), ground.blueF()),
    )
    return QColor.fromRgbF(*(one * (1 - paleness) + other * paleness for one, other in channels))


def ticks(most: float, lines: int = 4) -> list[float]:
    """Round values from 0 up to at least *most*, *lines* of them above 0 or fewer."""
    if most <= 0:
        return [0, 1]
    raw = most / lines
    size = 10.0 ** floor(log10(raw))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= raw * 0.999)
    step = max(step, 1) if most >= 1 else step
    count = max(1, -int(-(most * 0.999) // step))
    return [step * number for number in range(count + 1)]


def number_text(value: float) -> str:
    """For an axis: as short as it is exact."""
    if value == int(value):
        return QLocale().toString(int(value))
    return QLocale().toString(value, "g", 3)


def share(part: int, whole: int) -> str:
    """``12.3 %``; empty when there is nothing to share."""
    return f"{100 * part / whole:.1f} %" if whole else ""


class Chart(QWidget):
    """What all charts have in common: bars, the one under the mouse or the keys, and their table.

    Signals:
        chosen(object): the target of what was clicked, or chosen with Enter.
    """

    chosen = Signal(object)

    def __init__(self, name: str, first_title: str, parent: QWidget | None = None) -> None:
        """*name* is for screen readers; *first_title* names what the bars stand for, in the table."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 80)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._first_title = first_title
        self.series: Sequence[Series] = ()
        self.bars: Sequence[Bar] = ()
        self.place: tuple[int, int] | None = None
        """The bar and the series (-1: all of it) that is pointed at."""
        self._scale = 1.0
        Theme.current().changed.connect(self.update)

    def show_bars(self, series: Sequence[Series], bars: Sequence[Bar]) -> None:
        """Show these; what is pointed at stays pointed at."""
        self.series, self.bars = series, bars
        if self.place and not (self.place[0] < len(bars) and self.place[1] < len(series)):
            self.place = None
        self.update()

    def magnify(self, scale: float) -> None:
        """Have text and lines so much larger: for a display that is seen from afar."""
        self._scale = scale
        self.update()

    def table(self) -> list[list[str]]:
        """The figures as a table, titles first."""
        rows = [[self._first_title, *(each.name for each in self.series)]]
        return rows + [[bar.name, *map(str, bar.values)] for bar in self.bars]

    def words(self, place: tuple[int, int]) -> str:
        """The figures of a bar, for hovering and for screen readers."""
        bar = self.bars[place[0]]
        lines = [bar.name]
        locale = QLocale()
        if len(self.series) == 1:
            return f"{bar.name}\n{self.series[0].name}: {locale.toString(bar.total)}"
        for number, each in enumerate(self.series):
            value = bar.values[number]
            if value:
                mark = "• " if number == place[1] else ""
                part = share(value, bar.total)
                lines.append(f"{mark}{each.name}: {locale.toString(value)} ({part})")
        return "\n".join([*lines, self.tr("Total: {count}").format(count=locale.toString(bar.total))])

    # What the kind of chart says.

    def draw(self, painter: QPainter) -> None:
        raise NotImplementedError

    def hit(self, point: QPointF) -> tuple[int, int] | None:
        """The bar there, and its series; -1: beside them."""
        raise NotImplementedError

    def anchor(self, place: tuple[int, int]) -> QPoint:
        """Where the words on a bar are shown when the keys point at it."""
        raise NotImplementedError

    @property
    def keys(self) -> tuple[Qt.Key, Qt.Key, Qt.Key, Qt.Key]:
        """The keys for the bar before, the next one, and one series more and less."""
        return Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down

    # Drawing.

    @property
    def text_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(_TEXT_SIZE * self._scale))
        return font

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.text_font)
        self.draw(painter)
        if self.hasFocus():
            painter.setPen(QPen(Theme.current().colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.end()

    # Pointing.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.hit(event.position()))
        if self.place is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), self.words(self.place), self)
        has_target = self.place is not None and self._target(self.place) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if has_target else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.hit(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before, after, more, less = self.keys
        bar, series = self.place or (-1, -1)
        last, top = len(self.bars) - 1, len(self.series) - 1
        moves = {
            before: (max(0, bar - 1), series),
            after: (min(last, bar + 1), series),
            Qt.Key.Key_Home: (0, series),
            Qt.Key.Key_End: (last, series),
            more: (max(0, bar), min(top, series + 1)),
            less: (max(0, bar), max(-1, series - 1)),
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.place:
            self._choose(self.place)
        elif key in moves and self.bars:
            self._point(moves[key])
            if self.place:
                QToolTip.showText(self.mapToGlobal(self.anchor(self.place)), self.words(self.place), self)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _point(self, place: tuple[int, int] | None) -> None:
        if place != self.place:
            self.place = place
            self.setAccessibleDescription(self.words(place) if place else "")
            self.update()

    def _choose(self, place: tuple[int, int] | None) -> None:
        target = self._target(place) if place else None
        if target is not None:
            self.chosen.emit(target)

    def _target(self, place: tuple[int, int]) -> object:
        bar = self.bars[place[0]]
        if place[1] >= 0 and bar.targets:
            return bar.targets[place[1]] if bar.values[place[1]] else None
        return bar.target if bar.total else None
