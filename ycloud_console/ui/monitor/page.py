"""The monitor: what became of the messages, how long it took, what went wrong, and how busy the links are."""

from __future__ import annotations

import time

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.console import Console, UnknownAccount
from ycloud_console.history import HistoryUnavailable
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.choice import Choice
from ycloud_console.ui.moments import duration, now
from ycloud_console.ui.monitor.barcharts import Columns, Rows
from ycloud_console.ui.monitor.bars import (
    PERCENTILES,
    counted,
    country_bars,
    error_bars,
    outcome_bars,
    time_bars,
)
from ycloud_console.ui.monitor.cards import ChartCard
from ycloud_console.ui.monitor.figures import Figures, read_figures
from ycloud_console.ui.monitor.links import LinksCard
from ycloud_console.ui.monitor.ranges import Range
from ycloud_console.ui.monitor.rates import Lines
from ycloud_console.ui.monitor.sampler import Sampler
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import button, set_icon

WALL = 1.6
"""How much larger everything is written in full screen."""

_PAUSE_MS = 1500
"""Changes are gathered at least so long before the figures are read again."""
_REST = 15
"""The pause is at least so many times as long as the last reading took: many messages are read less often."""
_AT_LEAST_EVERY_MS = 30_000
"""The figures are read again so often while nothing changes: time goes on."""


class MonitorPage(QWidget):
    """Charts over the history, for one account or all.

    Signals:
        filter_wanted(object): the MessageFilter of the figure that was clicked: show those messages.
        full_screen_wanted(bool): the page is to be shown alone on the screen, or as a page again.
    """

    filter_wanted = Signal(object)
    full_screen_wanted = Signal(bool)

    def __init__(
        self,
        console: Console,
        bridge: Bridge,
        tasks: Tasks,
        sampler: Sampler,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._console = console
        self._bridge = bridge
        self._tasks = tasks
        self._shown_account: str | None = None
        self._range = Range.TODAY
        self._is_full_screen = False
        self._is_reading = False
        self._is_stale = False
        self._took = 0.0
        self.figures: Figures | None = None
        """What is shown; None before the first reading."""
        self._sampler = sampler
        self._build()
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.reload)
        self._clock = QTimer(self, interval=_AT_LEAST_EVERY_MS)
        self._clock.timeout.connect(self._changed)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._show_rates)
        bridge.messages_changed.connect(self._changed)

    # What the window asks.

    @property
    def range(self) -> Range:
        """How far it looks back."""
        return self._range

    def set_account(self, account_id: str | None) -> None:
        """The account that the window shows: "this account" is this one."""
        self._shown_account = account_id
        self._name_accounts()
        self._look_anew()

    def set_range(self, wanted: Range) -> None:
        """Look back so far."""
        self._ranges[wanted].setChecked(True)

    def set_full_screen(self, is_full_screen: bool) -> None:
        """Be readable from afar, or from a desk again."""
        self._is_full_screen = is_full_screen
        for part in (*self._cards, self.links):
            part.magnify(WALL if is_full_screen else 1.0)
        words = self.tr("Leave full screen (Esc)") if is_full_screen else self.tr("Full screen (F11)")
        self.full_screen.setText(words)
        set_icon(self.full_screen, "ph.corners-in" if is_full_screen else "ph.corners-out")
        self._escape.setEnabled(is_full_screen)

    def layout_state(self) -> dict[str, str]:
        """How far it looks back, and whether at all accounts."""
        return {"monitor.range": self._range.value, "monitor.account": "all" if self._account is None else ""}

    def restore_layout(self, state: dict[str, str]) -> None:
        if state.get("monitor.range") in [each.value for each in Range]:
            self.set_range(Range(state["monitor.range"]))
        if "monitor.account" in state:
            is_all = state["monitor.account"] == "all"
            self.account.setCurrentIndex(0 if is_all else self.account.count() - 1)

    def close_down(self) -> None:
        """Start no more work: to be called before the tasks are closed and the history with them."""
        self._bridge.messages_changed.disconnect(self._changed)
        for timer in (self._pause, self._clock, self._second):
            timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self._second.start()
        self._name_accounts()
        self.reload()
        self._show_rates()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
        self._second.stop()

    # Reading.

    @property
    def _account(self) -> str | None:
        account: str | None = self.account.currentData()
        return account

    def reload(self) -> None:
        """Read the figures anew, if they can be seen."""
        self._pause.stop()
        if not self.isVisible():
            return
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading = True
        self._tasks.start(self._read(), "read the monitor's figures")

    async def _read(self) -> None:
        """Once, and once more when something else was asked for meanwhile."""
        try:
            while True:
                self._is_stale = False
                began = time.monotonic()
                asked = (self._account, self._range)
                try:
                    figures = await read_figures(self._console.history, *asked, now())
                except HistoryUnavailable as error:
                    self._show_trouble(str(error))
                    return
                self._took = time.monotonic() - began
                if asked == (self._account, self._range):
                    self._show(figures)
                if not self._is_stale:
                    return
        finally:
            self._is_reading = False

    def _changed(self) -> None:
        """Read again before long; not more often than is good for everything else that reads."""
        if self.isVisible() and not self._pause.isActive():
            self._pause.start(max(_PAUSE_MS, round(self._took * 1000 * _REST)))

    def _look_anew(self) -> None:
        if self.isVisible():
            self.reload()
            self._show_rates()

    # Showing.

    def _show_trouble(self, sentence: str) -> None:
        """Figures that could not be read are not shown as none."""
        for each in (self.outcomes, self.times, self.errors, self.countries):
            each.show_nothing(sentence)

    def _show(self, figures: Figures) -> None:
        self.figures = figures
        self._show_outcomes(figures)
        self._show_times(figures)
        self._show_errors(figures)
        self._show_countries(figures)
        for each in self._cards:
            each.refresh_table()

    def _show_outcomes(self, figures: Figures) -> None:
        series, rows = outcome_bars(figures)
        self.outcomes.chart.show_bars(series, rows)
        sums = [sum(bar.values[number] for bar in rows) for number in range(len(series))]
        self.outcomes.show_legend(
            [
                (each, f"{each.name} {counted(count, sum(sums))}")
                for each, count in zip(series, sums, strict=True)
                if count
            ]
        )
        nothing = self.tr("No messages in this time. Send one, or look back further.")
        self.outcomes.show_nothing("" if sum(sums) else nothing)

    def _show_times(self, figures: Figures) -> None:
        times = figures.times
        series, rows, marks = time_bars(times)
        self.times_chart.marks = marks
        self.times_chart.show_bars(series, rows)
        words = [(f"p{part * 100:.0f}", times.percentile(part)) for part in PERCENTILES]
        self.times.show_legend(
            [(None, f"{name} {duration(took)}") for name, took in words if took is not None]
        )
        self.times.show_nothing("" if times.total else self.tr("Nothing was delivered in this time."))

    def _show_errors(self, figures: Figures) -> None:
        series, rows = error_bars(figures)
        self.errors.chart.show_bars(series, rows)
        failed = sum(bar.total for bar in rows)
        share_of_all = counted(failed, figures.total.total())
        self.errors.show_legend([(None, self.tr("{count} failed").format(count=share_of_all))])
        self.errors.show_nothing("" if failed else self.tr("Nothing failed in this time."))

    def _show_countries(self, figures: Figures) -> None:
        series, rows = country_bars(figures)
        self.countries.chart.show_bars(series, rows)
        self.countries.show_legend([(each, each.name) for each in series])
        self.countries.show_nothing("" if rows else self.tr("No messages in this time."))

    def _show_rates(self) -> None:
        rates = self._sampler.rates(self._account)
        self.lines.show_rates(rates)
        out, in_ = rates[-1] if rates else (0.0, 0.0)
        parts = [
            (
                series,
                self.tr("{name} {rate}/s").format(name=series.name, rate=QLocale().toString(rate, "f", 1)),
            )
            for series, rate in zip(self.lines.series, (out, in_), strict=True)
        ]
        self.rates.show_legend(parts)
        self.rates.refresh_table()
        self.links.refresh(self._account)

    # Building.

    def _build(self) -> None:
        self.outcomes = ChartCard(
            self.tr("Outcomes"), Columns(self.tr("Outcomes over time"), self.tr("Time"))
        )
        self.times_chart = Columns(self.tr("Time to deliver"), self.tr("Took"))
        self.times = ChartCard(self.tr("Time to deliver"), self.times_chart)
        self.errors = ChartCard(
            self.tr("Errors"), Rows(self.tr("Failed messages by error"), self.tr("Error"))
        )
        self.countries = ChartCard(
            self.tr("Countries"), Rows(self.tr("Messages by country"), self.tr("Country"))
        )
        self.lines = Lines(self.tr("Segments out and receipts in, each second"))
        self.rates = ChartCard(self.tr("Rates, last 10 minutes"), self.lines)
        self.links = LinksCard(self._console)
        self._cards = (self.outcomes, self.times, self.errors, self.countries, self.rates)
        for each in (self.outcomes, self.errors, self.countries):
            each.chart.chosen.connect(self.filter_wanted)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.rates, 3)
        right.addWidget(self.links, 1)
        grid = QGridLayout()
        grid.setSpacing(10)
        grid.addWidget(self.outcomes, 0, 0, 1, 2)
        grid.addWidget(self.times, 0, 2)
        grid.addWidget(self.errors, 1, 0)
        grid.addWidget(self.countries, 1, 1)
        grid.addLayout(right, 1, 2)
        for number in range(3):
            grid.setColumnStretch(number, 1)
        for number in range(2):
            grid.setRowStretch(number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._top())
        column.addLayout(grid, 1)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.activated.connect(lambda: self.full_screen_wanted.emit(False))
        whole = QShortcut(QKeySequence(Qt.Key.Key_F11), self)
        whole.activated.connect(lambda: self.full_screen_wanted.emit(not self._is_full_screen))
        self.set_full_screen(False)

    def _top(self) -> QHBoxLayout:
        names = {
            Range.HOUR: self.tr("Last hour"),
            Range.TODAY: self.tr("Today"),
            Range.WEEK: self.tr("7 days"),
            Range.MONTH: self.tr("30 days"),
            Range.ALL: self.tr("All time"),
        }
        row = QHBoxLayout()
        row.setSpacing(6)
        group = Choice(self)
        self._ranges: dict[Range, QPushButton] = {}
        for wanted, name in names.items():
            chip = button(name, "chip")
            chip.setChecked(wanted is self._range)
            chip.toggled.connect(lambda checked, wanted=wanted: self._choose(wanted) if checked else None)
            group.add(chip)
            row.addWidget(chip)
            self._ranges[wanted] = chip
        row.addStretch(1)
        self.account = QComboBox()
        self.account.setAccessibleName(self.tr("Account"))
        self.account.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.account.addItem(self.tr("All accounts"), None)
        self.account.currentIndexChanged.connect(self._look_anew)
        row.addWidget(self.account)
        self.full_screen = button("")
        self.full_screen.clicked.connect(lambda: self.full_screen_wanted.emit(not self._is_full_screen))
        row.addWidget(self.full_screen)
        return row

    def _choose(self, wanted: Range) -> None:
        self._range = wanted
        self._look_anew()

    def _name_accounts(self) -> None:
        """All accounts, or the one that the window shows."""
        sees_all = self.account.currentIndex() == 0
        self.account.blockSignals(True)
        while self.account.count() > 1:
            self.account.removeItem(1)
        if self._shown_account is not None:
            try:
                name = self._console.account(self._shown_account).name
            except UnknownAccount:
                name = self._shown_account
            self.account.addItem(name, self._shown_account)
        self.account.setCurrentIndex(0 if sees_all else self.account.count() - 1)
        self.account.blockSignals(False)
