"""The line at the bottom: how busy the link is, whose times are shown, and where the history is kept."""

from __future__ import annotations

import time
from collections import deque
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ycloud_console.accounts import Account
from ycloud_console.console import Console, InboundArrived, ReceiptArrived, SegmentsSent
from ycloud_console.console.events import Event
from ycloud_console.history import HistoryUnavailable, MessageFilter
from ycloud_console.smpp.model import LinkState, LinkStatus
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.hiding import hidden_words
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.moments import duration
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import label, set_property

_RATE_WINDOW = 5.0
"""Seconds over which a rate is the mean."""
_COUNT_EVERY_MS = 2000
"""The history is counted at most so often while it changes."""

_LONGEST_PATH = 360
"""Pixels; the tool tip has the whole path."""


class Rate:
    """How often something happens a second, as the mean of the last seconds."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()
        self._sum = 0

    def add(self, count: int) -> None:
        """It has happened so often just now."""
        self._seen.append((time.monotonic(), count))
        self._sum += count

    def mean(self) -> float:
        oldest = time.monotonic() - _RATE_WINDOW
        while self._seen and self._seen[0][0] < oldest:
            self._sum -= self._seen.popleft()[1]
        return self._sum / _RATE_WINDOW

    def clear(self) -> None:
        self._seen.clear()
        self._sum = 0


class StatusBar(QFrame):
    """Figures of the chosen account's link, refreshed each second, and the history's size and place."""

    def __init__(self, console: Console, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "statusbar")
        self._console = console
        self._tasks = tasks
        self._account: Account | None = None
        self._arrivals = Rate()
        self._departures = Rate()
        self._build()
        Masking.current().changed.connect(self._show_hidden)
        self._show_hidden()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.refresh)
        self._second.start()
        self._count_timer = QTimer(self, singleShot=True, interval=_COUNT_EVERY_MS)
        self._count_timer.timeout.connect(self._count)
        self._unsubscribe = console.subscribe(self._heard)
        bridge.messages_changed.connect(self._history_changed)
        self.refresh()
        QTimer.singleShot(0, self, self._count)

    def close_down(self) -> None:
        """Stop listening and counting."""
        self._unsubscribe()
        self._second.stop()
        self._count_timer.stop()

    def set_account(self, account: Account | None) -> None:
        self._account = account
        self._arrivals.clear()
        self._departures.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show the figures of this moment."""
        self._show_link(self._console.status(self._account.id) if self._account else None)
        self.zone.setText(self.tr("Times: local ({zone})").format(zone=utc_offset()))

    def _show_link(self, status: LinkStatus | None) -> None:
        is_bound = status is not None and status.is_bound
        for part in (self.outgoing, self.incoming, self.window_use, self.round_trip):
            part.setVisible(is_bound)
        queued = status.queued if status is not None and status.state is not LinkState.CLOSED else 0
        self.queued.setVisible(queued > 0)
        self.queued.setText(self.tr("Queued {count}").format(count=QLocale().toString(queued)))
        if status is None or self._account is None or not is_bound:
            return
        self.outgoing.setText(self.tr("Out {rate}/s").format(rate=f"{self._departures.mean():.1f}"))
        self.incoming.setText(self.tr("In {rate}/s").format(rate=f"{self._arrivals.mean():.1f}"))
        size = self._account.window * max(1, status.bound)
        self.window_use.setText(self.tr("Window {used}/{size}").format(used=status.outstanding, size=size))
        if status.round_trip is None:
            self.round_trip.hide()
        else:
            self.round_trip.setText(f"enquire_link {duration(status.round_trip)}")

    def _show_hidden(self) -> None:
        """Whoever looks must know that the dots are this window's doing."""
        words = hidden_words(Masking.current().mask)
        self.hidden.setText(words)
        self.hidden.setVisible(bool(words))

    def _heard(self, event: Event) -> None:
        account = self._account.id if self._account else ""
        if isinstance(event, SegmentsSent):
            if event.account_id == account:
                self._departures.add(event.count)
        elif isinstance(event, ReceiptArrived):
            if event.account_id == account:
                self._arrivals.add(1)
        elif isinstance(event, InboundArrived) and event.inbound.account_id == account:
            self._arrivals.add(1)

    # The history.

    def _history_changed(self, _messages: object) -> None:
        if not self._count_timer.isActive():
            self._count_timer.start()

    def _count(self) -> None:
        self._tasks.start(self._show_count(), "count the history")

    async def _show_count(self) -> None:
        try:
            counts = await self._console.history.counts(MessageFilter())
        except HistoryUnavailable:
            self.history.setText(self.tr("History: not readable"))
            return
        total = sum(counts.values())
        path = self._console.home
        count = QLocale().toString(total)
        many = self.tr("History: {count} messages").format(count=count)
        words = self.tr("History: 1 message") if total == 1 else many
        metrics = self.history.fontMetrics()
        place = metrics.elidedText(_homely(path), Qt.TextElideMode.ElideMiddle, _LONGEST_PATH)
        self.history.setText(f"{words} · {place}")
        self.history.setToolTip(str(path))

    # Building.

    def _build(self) -> None:
        self.setFixedHeight(28)
        self.outgoing = _figure(self.tr("Segments that go out a second"))
        self.incoming = _figure(self.tr("Receipts and inbound messages a second"))
        self.window_use = _figure(self.tr("Segments that wait for the SMSC's answer, and how many may"))
        self.queued = _figure(self.tr("Segments that wait for their turn"))
        self.round_trip = _figure(self.tr("How long the SMSC took to answer the latest enquire_link"))
        self.zone = _figure(self.tr("Times are those of this computer's zone; UTC is in the tool tips"))
        self.hidden = label("", "caption")
        set_property(self.hidden, "tone", "warning")
        self.history = label("", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(20)
        for part in (self.outgoing, self.incoming, self.window_use, self.queued, self.round_trip):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.hidden)
        row.addWidget(self.zone)
        row.addWidget(self.history)


def utc_offset() -> str:
    """This computer's zone now, as people write it: UTC, UTC+8, UTC+5:30."""
    offset = datetime.now().astimezone().utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


def _figure(meaning: str) -> QLabel:
    made = label("", "caption")
    made.setToolTip(meaning)
    return made


def _homely(path: Path) -> str:
    """The path with ~ for the home folder."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except ValueError:
        return str(path)
