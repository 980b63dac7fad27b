"""Reads the history for the deliveries table: its beginning, what comes in sight, and what has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ycloud_console.console import Console
from ycloud_console.history import HistoryUnavailable
from ycloud_console.history.model import MessageFilter, MessageRow, Order
from ycloud_console.ui.deliveries.cells import NEWEST_FIRST
from ycloud_console.ui.deliveries.filters import matches, matches_id
from ycloud_console.ui.deliveries.model import DeliveriesModel, Missing
from ycloud_console.ui.deliveries.view import DeliveriesView
from ycloud_console.ui.tasks import Tasks

PAGE = 500
"""Rows loaded at a time."""
KEEP = 5_000
"""Rows that are kept at the beginning of the list, and around what is in sight."""
_MOST = 4 * KEEP
"""Rows loaded, after which those that are not kept are let go of; some 20 MB."""


class Feed(QObject):
    """What the table shows, kept in step with the history.

    Signals:
        begun(): another list is shown, from its beginning.
        read(object): the list was read, or not: then the HistoryUnavailable, else None.

    Attributes:
        order: The order of the list; shown from the next :meth:`reload` on.
    """

    begun = Signal()
    read = Signal(object)

    def __init__(
        self,
        console: Console,
        tasks: Tasks,
        model: DeliveriesModel,
        view: DeliveriesView,
        wanted: Callable[[], MessageFilter],
    ) -> None:
        super().__init__(view)
        self.order: Order = NEWEST_FIRST
        self._console = console
        self._tasks = tasks
        self._model = model
        self._view = view
        self._wanted = wanted
        self._changed: set[int] = set()
        self._overstaying: set[int] = set()
        """Loaded rows that the filter does not want any more, and that are being read."""
        self._is_updating = False
        self._is_closed = False
        self._turn = asyncio.Lock()
        """Held while the history is read for the table and the answer put in: no older answer overtakes."""
        self._generation = 0
        self._loading: asyncio.Task[None] | None = None
        self._filling: asyncio.Task[None] | None = None
        self._missing: Missing | None = None
        self._total: int | None = None
        """How many messages are wanted, once that was counted."""
        view.sight_changed.connect(self._look)
        for change in (model.rowsInserted, model.rowsRemoved):
            change.connect(self._look_soon)

    def reload(self) -> None:
        """Read the list anew for what is wanted now, from its beginning."""
        self.stop_reading()
        self._total = None
        self._loading = self._tasks.start(self._load(self._generation), "load deliveries")

    def stop_reading(self) -> None:
        """Nobody waits any more for what was asked for."""
        self._generation += 1
        for task in (self._loading, self._filling):
            if task is not None:
                task.cancel()
        self._filling = self._missing = None

    def counted(self, total: int) -> None:
        """So many messages are wanted, at the last count."""
        self._total = total + len(self._overstaying)
        self._model.set_total(self._total)

    def heard(self, ids: frozenset[int]) -> None:
        """These messages are new or have changed."""
        self._changed |= ids
        if not self._is_updating:
            self._is_updating = True
            self._tasks.start(self._update(), "update deliveries")

    def heard_elsewhere(self) -> None:
        """Another program has written: anything may have changed."""
        self._tasks.start(self._look_anew(), "look what another program did")

    def let_go(self, chosen: set[int]) -> None:
        """Of the rows that stayed for being read, only the *chosen* are still read."""
        leaving = self._overstaying - chosen
        self._overstaying &= chosen
        if leaving:
            # Not while the view is still telling of its selection.
            QTimer.singleShot(0, self, lambda: self._model.remove(leaving))

    def close_down(self) -> None:
        """Start no more work."""
        self._is_closed = True

    # The beginning.

    async def _load(self, generation: int) -> None:
        async with self._turn:
            if generation != self._generation:
                return
            order = self.order
            try:
                rows = await self._console.history.page(self._wanted(), order, limit=PAGE)
            except HistoryUnavailable as error:
                if generation == self._generation:
                    # What was asked for before must not pass for the answer.
                    self._model.replace_all([], has_more=False, total=None, order=order)
                    self.read.emit(error)
                raise
            if generation != self._generation:
                return
            self.read.emit(None)
            self._overstaying.clear()
            self._model.replace_all(rows, has_more=len(rows) == PAGE, total=self._total, order=order)
            self._view.go_to_newest()
            self.begun.emit()

    # What comes in sight.

    def _look_soon(self) -> None:
        # Not while the model is in the middle of telling.
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        """Load what is in sight and empty; what is out of sight again is not waited for."""
        if self._is_closed or (self._loading is not None and not self._loading.done()):
            return
        missing = self._model.missing(*self._view.visible_rows(), PAGE)
        coming = self._missing
        if missing is not None and coming is not None and 0 <= missing.needed - coming.row < PAGE:
            return
        if self._filling is not None:
            self._filling.cancel()
        self._missing = missing
        if missing is not None:
            self._filling = self._tasks.start(self._fill(missing, self._generation), "load more deliveries")

    async def _fill(self, missing: Missing, generation: int) -> None:
        async with self._turn:
            order = self._model.order
            skip = 0 if missing.after is not None else missing.row
            rows = await self._console.history.page(
                self._wanted(), order, limit=PAGE, after=missing.after, skip=skip
            )
            if generation != self._generation:
                return
            self._missing = self._filling = None
            self._model.fill(missing, rows, is_end=len(rows) < PAGE)
            self._tidy()
        self._look_soon()

    def _tidy(self) -> None:
        if len(self._model.ids) > _MOST:
            first, last = self._view.visible_rows()
            self._model.forget(KEEP, first - KEEP // 2, last + KEEP // 2)

    # What has changed.

    async def _look_anew(self) -> None:
        """Take in what is first now, and what is loaded, as changed: nothing moves that is being read."""
        rows = await self._console.history.page(self._wanted(), self.order, limit=PAGE)
        self.heard(frozenset(row.id for row in rows) | frozenset(self._model.ids))

    async def _update(self) -> None:
        """Take in what has changed, until nothing more has."""
        try:
            while self._changed:
                async with self._turn:
                    ids, self._changed = self._changed, set()
                    await self._take_in(ids)
        finally:
            self._is_updating = False

    async def _take_in(self, ids: set[int]) -> None:
        rows = await self._console.history.rows(sorted(ids))
        belonging = await self._belonging(rows)
        gone = ids - {row.id for row in rows}
        others = {row.id for row in rows} - {row.id for row in belonging}
        # What is being read does not vanish for having been delivered meanwhile.
        chosen = {row.id for row in self._view.chosen_rows()}
        staying = chosen & others
        self._overstaying = (self._overstaying | staying) - gone
        self._model.remove((others - staying) | gone)
        self._model.merge([*belonging, *(row for row in rows if row.id in staying)], held=chosen)
        self._tidy()

    async def _belonging(self, rows: list[MessageRow]) -> list[MessageRow]:
        """Those of *rows* that are wanted."""
        wanted = self._wanted()
        found = [row for row in rows if matches(wanted, row)]
        others = {row.id for row in rows} - {row.id for row in found}
        if wanted.search and others:
            views = await self._console.history.views(sorted(others))
            found += [view.row for view in views if matches_id(wanted, view)]
        return found
