"""A card of the monitor: a title, what its colours mean, its chart or the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.ui.monitor.chart import Chart, Series
from ycloud_console.ui.theme import Theme
from ycloud_console.ui.widgets import button, card, icon_button, label

_TITLE, _LEGEND, _TABLE = 13, 12, 12
"""Pixels of text, before it is magnified."""
_JOINER = "\N{WORD JOINER}"
_LONGEST_NAME = 240
"""Pixels of a table's first column when there is no room for it."""
_LEAST = 84
"""Pixels that a chart is high at least."""


class ChartCard(QWidget):
    """One chart with its title and legend; it can be shown as a table, and says so when there is nothing."""

    def __init__(self, title: str, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = chart
        self._legend_parts: Sequence[tuple[Series | None, str]] = ()
        self._title = label(title)
        self.legend = QLabel()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        self.as_table = icon_button("ph.table", self.tr("Show as table: {title}").format(title=title))
        self.as_table.setCheckable(True)
        self.as_table.setProperty("role", "toggle")
        self.as_table.toggled.connect(self._choose_form)
        self.copy = button(self.tr("Copy table"), "link")
        self.copy.clicked.connect(self.copy_table)
        self.copy.hide()
        self.table = self._make_table(title)
        self.nothing = label("", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        # Cards share the room there is, whatever they show.
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._stack.setMinimumHeight(_LEAST)
        for part in (chart, self.table, self.nothing):
            self._stack.addWidget(part)
        self._arrange()
        self.magnify(1.0)
        Theme.current().changed.connect(self._write_legend)

    def _arrange(self) -> None:
        frame = card()
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(self.copy)
        head.addWidget(self.as_table)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 8, 10, 10)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addWidget(self.legend)
        inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    def _make_table(self, title: str) -> QTableWidget:
        made = QTableWidget()
        made.setAccessibleName(title)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.setTabKeyNavigation(False)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.verticalHeader().setVisible(False)
        made.horizontalHeader().setHighlightSections(False)
        made.installEventFilter(self)
        return made

    # What it shows.

    def show_legend(self, parts: Sequence[tuple[Series | None, str]]) -> None:
        """Each part in words, with the colour of its series before it."""
        self._legend_parts = parts
        self._write_legend()

    def show_nothing(self, words: str) -> None:
        """Say *words* in place of an empty chart; empty: there is something to show."""
        self.nothing.setText(words)
        self.legend.setVisible(not words)
        self._choose_form()

    def refresh_table(self) -> None:
        """Fill the table anew, if it is the table that is shown."""
        if not self.as_table.isChecked():
            return
        titles, *rows = self.chart.table()
        self.table.setColumnCount(len(titles))
        self.table.setRowCount(len(rows))
        self.table.setHorizontalHeaderLabels(titles)
        for column in range(len(titles)):
            title = self.table.horizontalHeaderItem(column)
            if title is not None:
                title.setTextAlignment(_side(column))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                item = self.table.item(number, column) or QTableWidgetItem()
                if item.text() != cell:
                    item.setText(cell)
                item.setToolTip(cell if column == 0 else "")
                item.setTextAlignment(_side(column))
                if item.tableWidget() is None:
                    self.table.setItem(number, column, item)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """The names take what the figures leave, and are not cut for it unless they are long."""
        header = self.table.horizontalHeader()
        self.table.resizeColumnsToContents()
        figures = sum(header.sectionSize(column) for column in range(1, self.table.columnCount()))
        names = min(header.sectionSize(0), _LONGEST_NAME)
        self.table.setColumnWidth(0, max(names, self.table.viewport().width() - figures))

    def copy_table(self) -> None:
        """All of the table, tab-separated, to the clipboard."""
        lines = ["\t".join(row) for row in self.chart.table()]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def magnify(self, scale: float) -> None:
        """Have everything written so much larger."""
        self.chart.magnify(scale)
        for part, size in ((self._title, _TITLE), (self.legend, _LEGEND), (self.nothing, _LEGEND)):
            resize_text(part, round(size * scale), bold=part is self._title)
        resize_text(self.table, round(_TABLE * scale))
        self.table.verticalHeader().setDefaultSectionSize(round(24 * scale))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_copy = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy)
        if watched is self.table and is_copy and event.type() is QEvent.Type.KeyPress:
            self.copy_table()
            return True
        return super().eventFilter(watched, event)

    # Inside.

    def _choose_form(self) -> None:
        shows_table = self.as_table.isChecked()
        self.copy.setVisible(shows_table and not self.nothing.text())
        if self.nothing.text():
            self._stack.setCurrentWidget(self.nothing)
        else:
            self._stack.setCurrentWidget(self.table if shows_table else self.chart)
        self.refresh_table()

    def _write_legend(self) -> None:
        said = []
        for series, words in self._legend_parts:
            mark = f"<span style='color:{series.shade().name()}'>■</span>&nbsp;" if series else ""
            said.append(mark + _unbroken(words))
        muted = Theme.current().colour("text_muted").name()
        self.legend.setText(f"<span style='color:{muted}'>{'&ensp; '.join(said)}</span>")
        self.legend.setAccessibleName(", ".join(words for _, words in self._legend_parts))


def _unbroken(words: str) -> str:
    """Escaped, and never divided between two lines: Chinese would be, anywhere."""
    return _JOINER.join(escape(letter) for letter in words.replace(" ", "\N{NO-BREAK SPACE}"))


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def resize_text(part: QWidget, pixels: int, *, bold: bool = False) -> None:
    """The global style sheet's sizes are for reading at a desk; a wall display needs others.

    Only for what has no role: a style sheet that names a size counts for more than a widget's font.
    """
    font = QFont(part.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    part.setFont(font)
