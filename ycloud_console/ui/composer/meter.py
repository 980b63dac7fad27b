"""The live meter below the message: alphabet, segments, what is used of them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.segments import Meter
from ycloud_console.ui.theme import Theme
from ycloud_console.ui.widgets import label

_MOST_BLOCKS = 12
"""With more segments than this the gaps between them would be all that is seen."""


class SegmentBar(QWidget):
    """A thin bar with one block for each segment, filled as far as the text goes."""

    _HEIGHT = 5
    _GAP = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments = 1
        self._filled = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(80, self._HEIGHT)

    def show_meter(self, meter: Meter | None) -> None:
        """Draw *meter*; None and an empty text draw an empty bar."""
        self._segments = max(1, meter.segments) if meter else 1
        total = meter.units + meter.remaining if meter else 0
        self._filled = meter.units / total if meter and total else 0.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        blocks = self._segments if self._segments <= _MOST_BLOCKS else 1
        width = (self.width() - self._GAP * (blocks - 1)) / blocks
        radius = self._HEIGHT / 2
        for index in range(blocks):
            left = index * (width + self._GAP)
            painter.setBrush(theme.colour("border"))
            painter.drawRoundedRect(QRectF(left, 0, width, self._HEIGHT), radius, radius)
            part = min(1.0, max(0.0, self._filled * blocks - index))
            if part > 0:
                painter.setBrush(theme.colour("accent"))
                filled = max(width * part, 2 * radius)
                painter.drawRoundedRect(QRectF(left, 0, filled, self._HEIGHT), radius, radius)
        painter.end()


class MeterStrip(QWidget):
    """“UCS-2 · 2 segments” on the left, “76 / 134” on the right, the bar below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = label("", "subheading", parent=self)
        self.usage = label("", "caption", parent=self)
        self.bar = SegmentBar(self)
        self.summary.setObjectName("meterSummary")
        self.usage.setObjectName("meterUsage")
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.summary, 1)
        line.addWidget(self.usage)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(line)
        layout.addWidget(self.bar)
        self.show_meter(None)

    def show_meter(self, meter: Meter | None) -> None:
        """Say what *meter* measured; None when the text cannot be sent as it is."""
        self.bar.show_meter(meter)
        self.summary.setText(self._summary(meter))
        self.usage.setText(f"{meter.units:,} / {meter.units + meter.remaining:,}" if meter else "")
        self.usage.setToolTip(self._explanation(meter) if meter else "")
        self.bar.setAccessibleName(self.tr("Segments used"))
        self.bar.setAccessibleDescription(f"{self.summary.text()}, {self.usage.text()}")

    def _summary(self, meter: Meter | None) -> str:
        if meter is None:
            return self.tr("Cannot be sent")
        segments = self.tr("1 segment") if meter.segments == 1 else self.tr("{n} segments")
        summary = f"{meter.encoding} · {segments.format(n=f'{meter.segments:,}')}"
        if meter.charged != meter.segments:
            summary += self.tr(", charged as {n}").format(n=f"{meter.charged:,}")
        return summary

    def _explanation(self, meter: Meter) -> str:
        if meter.encoding is Alphabet.UCS2:
            unit = self.tr("16-bit units: most characters take one, an emoji two or more")
        elif meter.encoding is Alphabet.GSM7:
            unit = self.tr("Septets: most characters take one, €, ^, {, }, [, ], ~, | and \\ take two")
        else:
            unit = self.tr("Characters")
        return self.tr("{unit}. {n} left in the last segment.").format(unit=unit, n=meter.remaining)
