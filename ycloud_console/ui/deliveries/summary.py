"""The figures above the table: what was sent today, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ycloud_console.history.model import MessageFilter, MessageRow
from ycloud_console.sms.message import FAILED, PENDING, MessageState
from ycloud_console.ui.deliveries.words import error_text, took_micros
from ycloud_console.ui.language import current_language
from ycloud_console.ui.moments import duration, long_duration, now, start_of_today
from ycloud_console.ui.widgets import ElidedLabel, card, label, set_property

SAMPLE = 500
"""How many of the latest messages times and reasons are taken from."""

_NARROW = 150
"""Pixels below which a card's detail takes two lines."""
_VALUE_SIZE = 22
"""Pixels, as in the style sheet."""
_MARGINS = 23
"""Pixels on both sides of a figure, with the card's border."""
_DELIVERED = frozenset({MessageState.DELIVERED})


class Queries(Protocol):
    """What is asked of the history."""

    async def counts(self, wanted: MessageFilter, /) -> dict[MessageState, int]: ...

    async def messages(self, wanted: MessageFilter, /, *, limit: int) -> list[MessageRow]: ...


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one account, or of all. Durations are microseconds; None: cannot be told."""

    written: int = 0
    """Messages written today."""
    sent: int = 0
    """Of those, the ones that have left, whatever became of them."""
    delivered: int = 0
    pending: int = 0
    """Of any day."""
    oldest_pending: int | None = None
    """Since when the longest one waits (microseconds since 1970)."""
    failed: int = 0
    top_reason: str = ""
    median: int | None = None
    p95: int | None = None

    @property
    def delivered_share(self) -> float | None:
        """Of what was sent today, as a fraction."""
        return self.delivered / self.sent if self.sent else None

    @property
    def failed_share(self) -> float | None:
        return self.failed / self.sent if self.sent else None


async def read_summary(
    history: Queries, account_id: str | None, all_days: Mapping[MessageState, int]
) -> Summary:
    """Ask the history for the figures; *all_days* are the account's counts without a date."""
    today = MessageFilter(account_id=account_id, since=start_of_today())
    counts = await history.counts(today)
    pending = sum(all_days.get(state, 0) for state in PENDING)
    cancelled = await cancelled_count(history, today, counts)
    failed = sum(counts.get(state, 0) for state in FAILED) - cancelled
    delivered = counts.get(MessageState.DELIVERED, 0)
    times: list[int] = []
    if delivered:
        rows = await history.messages(replace(today, states=_DELIVERED), limit=SAMPLE)
        times = sorted(took for row in rows if (took := took_micros(row)) is not None)
    reason = ""
    if failed:
        wanted = replace(today, states=FAILED, cancelled=False)
        reason = _top_reason(await history.messages(wanted, limit=SAMPLE))
    oldest = None
    # Newest first: the oldest is only known when all of them are read.
    if 0 < pending <= SAMPLE:
        waiting = await history.messages(MessageFilter(account_id=account_id, states=PENDING), limit=SAMPLE)
        oldest = waiting[-1].queued_at if 0 < len(waiting) < SAMPLE else None
    return Summary(
        written=sum(counts.values()),
        sent=sum(counts.values()) - counts.get(MessageState.QUEUED, 0) - cancelled,
        delivered=delivered,
        pending=pending,
        oldest_pending=oldest,
        failed=failed,
        top_reason=reason,
        median=percentile(times, 0.5),
        p95=percentile(times, 0.95),
    )


async def cancelled_count(history: Queries, wanted: MessageFilter, counts: Mapping[MessageState, int]) -> int:
    """How many of *wanted*, which *counts* are about, were cancelled before they were sent."""
    if not counts.get(MessageState.DELETED):
        return 0
    return sum((await history.counts(replace(wanted, cancelled=True))).values())


def percentile(ascending: Sequence[int], share: float) -> int | None:
    """The value that *share* of the values do not exceed (nearest rank); None of none."""
    if not ascending:
        return None
    rank = -(-round(share * 1000) * len(ascending) // 1000)
    return ascending[max(1, rank) - 1]


def _top_reason(rows: Sequence[MessageRow]) -> str:
    reasons = Counter(text for row in rows if (text := error_text(row, current_language())))
    return reasons.most_common(1)[0][0] if reasons else ""


class _Detail(QLabel):
    """A line of detail; in a narrow card two lines, so that it can still be read. Ends in … beyond that."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "caption")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""

    def show_text(self, text: str) -> None:
        self._whole = text
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        lines = 2 if self.width() < _NARROW else 1
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 3)
        shown = self._whole
        while shown and self._lines(f"{shown}…" if shown != self._whole else shown) > lines:
            shown = shown[:-1].rstrip()
        whole = shown == self._whole
        self.setText(shown if whole else f"{shown}…")
        self.setToolTip("" if whole else self._whole)

    def _lines(self, text: str) -> int:
        layout = QTextLayout(text, self.font())
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width() - 1)
            count += 1
        layout.endLayout()
        return count


class _Figure(QWidget):
    """One card: what, how many, and a line of detail."""

    def __init__(self, caption: str, tip: str, tone: str = "", short: str = "") -> None:
        super().__init__()
        self._caption = caption
        self._short = short
        self._title = ElidedLabel(caption, "caption")
        frame = card(self)
        frame.setToolTip(tip)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._value = label("–", "value", selectable=False)
        self._value.setProperty("tone", tone)
        self._value.setMinimumWidth(24)
        self._detail = _Detail()
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(1)
        for line in (self._title, self._value, self._detail):
            column.addWidget(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_value()
        if self._short:
            self._title.setText(self._caption if self.width() >= _NARROW else self._short)

    def _fit_value(self) -> None:
        """In a narrow card smaller: a number that is cut would be another number."""
        large = QFont(self._value.font())
        large.setPixelSize(_VALUE_SIZE)
        large.setWeight(QFont.Weight.DemiBold)
        needed = QFontMetrics(large).horizontalAdvance(self._value.text())
        set_property(self._value, "fit", "small" if needed > self.width() - _MARGINS else "large")

    @property
    def value(self) -> QLabel:
        return self._value

    def show_figure(self, value: str, detail: str) -> None:
        self._value.setText(value)
        self._fit_value()
        self._detail.show_text(detail)
        self.setAccessibleName(f"{self._caption}: {value} {detail}".strip())


class SummaryCards(QWidget):
    """The cards, side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sent = _Figure(self.tr("Sent today"), self.tr("Messages written since midnight that have left"))
        self.delivered = _Figure(
            self.tr("Delivered"), self.tr("Of the messages sent today, by their receipts"), "success"
        )
        self.pending = _Figure(
            self.tr("Pending"), self.tr("Queued, sent or accepted, without a final receipt yet"), "info"
        )
        self.failed = _Figure(
            self.tr("Failed"),
            self.tr("Of the messages sent today; with the most frequent error of the latest {count}").format(
                count=SAMPLE
            ),
            "danger",
        )
        self.took = _Figure(
            self.tr("Time to deliver"),
            self.tr("Median and 95th percentile of today’s latest {count} delivered messages").format(
                count=SAMPLE
            ),
            short=self.tr("To deliver"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for figure in (self.sent, self.delivered, self.pending, self.failed, self.took):
            row.addWidget(figure, 1)
        self.show_summary(Summary())

    def show_summary(self, summary: Summary) -> None:
        """Write the figures on the cards."""
        number = QLocale().toString
        self.sent.show_figure(
            number(summary.sent), self.tr("of {count} written").format(count=number(summary.written))
        )
        share = summary.delivered_share
        self.delivered.show_figure(
            number(summary.delivered),
            "" if share is None else self.tr("{percent} of sent").format(percent=_percent(share)),
        )
        self._summary = summary
        self.tick()
        parts = [] if not summary.failed_share else [_percent(summary.failed_share)]
        self.failed.show_figure(
            number(summary.failed), " · ".join([*parts, *filter(None, [summary.top_reason])])
        )
        if summary.median is None or summary.p95 is None:
            self.took.show_figure("–", "")
        else:
            self.took.show_figure(duration(summary.median), f"p95 {duration(summary.p95)}")

    def tick(self) -> None:
        """Show how long the oldest one has been waiting by now."""
        waits = self._summary.oldest_pending
        self.pending.show_figure(
            QLocale().toString(self._summary.pending),
            "" if waits is None else self.tr("oldest {time}").format(time=long_duration(now() - waits)),
        )


def _percent(share: float) -> str:
    """Never 100 % while something is missing, never 0 % while something is there."""
    percent = share * 100
    rounded = min(round(percent, 1), 99.9) if percent < 100 else 100.0
    if percent > 0:
        rounded = max(rounded, 0.1)
    text = QLocale().toString(rounded, "f", 0 if rounded in (0.0, 100.0) else 1)
    return f"{text} %"
