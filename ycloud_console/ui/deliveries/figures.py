"""The counts of the deliveries page: on the cards, on the chips, and below the table."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel

from ycloud_console.console import Console
from ycloud_console.history.model import MessageFilter
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.deliveries.filters import FilterBar
from ycloud_console.ui.deliveries.summary import SummaryCards, cancelled_count, read_summary
from ycloud_console.ui.tasks import Tasks

_PAUSE_MS = 1000
"""Nobody reads figures that change more often."""
_SHARE = 5
"""Counting pauses so many times as long as it took: with a million messages of today, that is a while."""


class Figures(QObject):
    """Counts what is shown, again and again while it changes.

    Signals:
        counted(int): how many messages the filters leave.

    Attributes:
        account_id: The account the cards are about; None: all.
        shown: How many messages the filters leave; None while that is being counted.
        total: How many there are without filters.
    """

    counted = Signal(int)

    def __init__(
        self,
        console: Console,
        tasks: Tasks,
        wanted: Callable[[], MessageFilter],
        cards: SummaryCards,
        chips: FilterBar,
        count: QLabel,
    ) -> None:
        super().__init__(count)
        self.account_id: str | None = None
        self.shown: int | None = None
        self.total = 0
        self._console = console
        self._tasks = tasks
        self._wanted = wanted
        self._cards = cards
        self._chips = chips
        self._count = count
        self._counting: asyncio.Task[None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Count now; or again, when a count that is under way has come to its end.

        It is not begun anew: while messages flow in, it would never come to an end.
        """
        if self._counting is not None and not self._counting.done():
            self._timer.start()
            return
        self._counting = self._tasks.start(self._read(), "count deliveries")

    def refresh_soon(self) -> None:
        """Something has changed."""
        if not self._timer.isActive():
            self._timer.start()

    def begin_again(self) -> None:
        """Something else is filtered by: what was being counted is of no use.

        Counted is again with :meth:`refresh`, once the list itself was read: a count may take longer, and
        would take the processor from it.
        """
        self._timer.stop()
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        self.shown = None
        self._show_count()

    def stop(self) -> None:
        self._timer.stop()

    async def _read(self) -> None:
        begun = time.monotonic()
        await self._count_all()
        took = time.monotonic() - begun
        self._timer.setInterval(max(_PAUSE_MS, round(took * _SHARE * 1000)))

    async def _count_all(self) -> None:
        account_id, wanted = self.account_id, self._wanted()
        history = self._console.history
        everything: dict[MessageState, int] = await history.counts(MessageFilter(account_id=account_id))
        self._cards.show_summary(await read_summary(history, account_id, everything))
        anything = replace(wanted, states=frozenset(), cancelled=None)
        counts = await history.counts(anything)
        cancelled = await cancelled_count(history, anything, counts)
        in_account = await history.counts(MessageFilter(account_id=wanted.account_id))
        self._chips.show_counts(counts, cancelled)
        self.shown = sum(
            count for state, count in counts.items() if not wanted.states or state in wanted.states
        )
        if wanted.cancelled is False:
            self.shown -= cancelled
        self.total = sum(in_account.values())
        self._show_count()
        self.counted.emit(self.shown)

    def _show_count(self) -> None:
        """How many messages the filters leave, of how many."""
        number = self._count.locale().toString
        if self.shown is None:
            words = " "
        elif self.shown == self.total:
            words = self.tr("Messages: {count}").format(count=number(self.total))
        else:
            words = self.tr("{count} of {total}").format(count=number(self.shown), total=number(self.total))
        self._count.setText(words)
