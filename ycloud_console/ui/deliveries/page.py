"""The deliveries page: figures, chips and the live table, kept in step with the history."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ycloud_console.console import Console
from ycloud_console.history.model import MessageFilter, MessageRow
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.deliveries.filters import FilterBar, matches, matches_id
from ycloud_console.ui.deliveries.model import Column, DeliveriesModel
from ycloud_console.ui.deliveries.summary import SummaryCards, read_summary
from ycloud_console.ui.deliveries.view import DeliveriesView
from ycloud_console.ui.deliveries.words import shortened, width_of
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import button, card, label

PAGE = 500
"""Rows loaded at a time."""
KEEP = 5_000
"""Rows kept while the table follows the newest; older ones are loaded again when they are scrolled to."""

_SEARCH_PAUSE_MS = 200
_FIGURES_PAUSE_MS = 700
"""Counting a large history takes tens of milliseconds: not with each of ten changes a second."""
_PRINTED_WIDTH = {Column.MESSAGE: 44, Column.ERROR: 44}


class DeliveriesPage(QWidget):
    """What was sent and what became of it.

    Signals:
        selected(object): the MessageView of the message that is selected now, or None.
    """

    selected = Signal(object)

    def __init__(self, console: Console, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._account_id: str | None = None
        self._search = ""
        self._changed: set[int] = set()
        self._overstaying: set[int] = set()
        self._is_updating = False
        self._turn = asyncio.Lock()
        """Held while the history is read for the table and the answer put in: no older answer overtakes."""
        self._generation = 0

        self.cards = SummaryCards()
        self.filters = FilterBar()
        self.model = DeliveriesModel(self)
        self.view = DeliveriesView(self.model)
        self.news = self._make_news()
        self._lay_out()

        self._search_timer = QTimer(self, singleShot=True, interval=_SEARCH_PAUSE_MS)
        self._search_timer.timeout.connect(self.reload)
        self._figures_timer = QTimer(self, singleShot=True, interval=_FIGURES_PAUSE_MS)
        self._figures_timer.timeout.connect(self._read_figures)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

        self.filters.chosen.connect(self.reload)
        self.model.older_wanted.connect(
            lambda: self._tasks.start(self._load_older(), "load older deliveries")
        )
        self.view.current_changed.connect(self._select)
        self.view.copy_ids_wanted.connect(
            lambda rows: self._tasks.start(self._copy_message_ids(rows), "copy message IDs")
        )
        self._bridge = bridge
        bridge.messages_changed.connect(self._heard)
        self.reload()
        self._read_figures()

    def _lay_out(self) -> None:
        frame = card()
        self.nothing = label("", "caption", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over_table = QVBoxLayout(self.view.viewport())
        over_table.setContentsMargins(24, 24, 24, 24)
        over_table.addWidget(self.nothing)
        chips = QHBoxLayout()
        chips.setContentsMargins(10, 9, 10, 7)
        chips.addWidget(self.filters, 1)
        chips.addWidget(self.news, 0, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 4)
        inside.setSpacing(0)
        inside.addLayout(chips)
        inside.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.cards)
        column.addWidget(frame, 1)
        for change in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            change.connect(self._show_nothing)

    def _make_news(self) -> QPushButton:
        """The button that tells of rows out of sight; its place is kept, so that nothing moves for it."""
        made = button("", "primary")
        made.setToolTip(self.tr("Go to the newest message (Ctrl+Home)"))
        place = made.sizePolicy()
        place.setRetainSizeWhenHidden(True)
        made.setSizePolicy(place)
        made.setVisible(False)
        made.clicked.connect(self._go_to_newest)
        self.view.unseen_changed.connect(self._show_news)
        return made

    # What the window asks.

    def set_account(self, account_id: str | None) -> None:
        """Show this account's messages; None: those of all."""
        if account_id != self._account_id:
            self._account_id = account_id
            self.reload()
            self._read_figures()

    def set_search(self, text: str) -> None:
        """Show what has *text* in its number, its text or its message ID; read once the typing pauses."""
        if text.strip() != self._search:
            self._search = text.strip()
            self._search_timer.start()

    def reload(self) -> None:
        """Read the table anew for what is chosen now, from the newest."""
        self._search_timer.stop()
        self._generation += 1
        self._tasks.start(self._load(self._generation), "load deliveries")
        self._figures_timer.start()

    def select_message(self, message_id: int) -> bool:
        """Select that message and scroll to it; False when it is not loaded."""
        number = self.model.row_of(message_id)
        if number is None:
            return False
        self.view.selectRow(number)
        self.view.scrollTo(self.model.index(number, 0))
        return True

    def table_text(self, only: Collection[int] | None = None) -> str:
        """What is shown (or of it, only these messages), newest first, as a text table, columns aligned."""
        lines = [self.model.titles()]
        for row in self.model.rows:
            if only is not None and row.id not in only:
                continue
            cells = [self.model.cell_text(row, column) for column in Column]
            for column, width in _PRINTED_WIDTH.items():
                cells[column] = shortened(cells[column], width)
            lines.append(cells)
        widths = [max(width_of(line[column]) for line in lines) for column in Column]
        lines.insert(1, ["─" * width for width in widths])
        return "\n".join(
            "  ".join(
                cell + " " * (width - width_of(cell)) for cell, width in zip(line, widths, strict=True)
            ).rstrip()
            for line in lines
        )

    def close_down(self) -> None:
        """Start no more work: to be called before the tasks are closed and the history with them."""
        self._bridge.messages_changed.disconnect(self._heard)
        for timer in (self._search_timer, self._figures_timer, self._clock):
            timer.stop()

    # The table.

    @property
    def _filter(self) -> MessageFilter:
        return MessageFilter(account_id=self._account_id, states=self.filters.states, search=self._search)

    async def _load(self, generation: int) -> None:
        async with self._turn:
            if generation != self._generation:
                return
            rows = await self._console.history.messages(self._filter, limit=PAGE)
            if generation != self._generation:
                return
            self._overstaying.clear()
            self.model.replace_all(rows, has_older=len(rows) == PAGE)
            self.view.go_to_newest()
            self.selected.emit(None)

    async def _load_older(self) -> None:
        async with self._turn:
            generation = self._generation
            rows = await self._console.history.messages(self._filter, limit=PAGE, before=self.model.oldest)
            if generation == self._generation:
                self.model.append_older(rows, has_older=len(rows) == PAGE)

    def _heard(self, ids: frozenset[int]) -> None:
        self._changed |= ids
        if not self._is_updating:
            self._is_updating = True
            self._tasks.start(self._update(), "update deliveries")
        if not self._figures_timer.isActive():
            self._figures_timer.start()

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
        wanted = self._filter
        belonging = [row for row in rows if matches(wanted, row)]
        others = {row.id for row in rows} - {row.id for row in belonging}
        if wanted.search and others:
            views = await self._console.history.views(sorted(others))
            belonging += [view.row for view in views if matches_id(wanted, view)]
            others -= {row.id for row in belonging}
        # What is being read does not vanish for having been delivered meanwhile.
        staying = {row.id for row in self.view.chosen_rows()} & others
        self._overstaying |= staying
        self.model.remove(others - staying)
        follows = self.view.follows
        self.model.merge([*belonging, *(row for row in rows if row.id in staying)])
        if follows and self.model.rowCount() > 2 * KEEP:
            self.model.trim(KEEP)

    def _tick(self) -> None:
        if self.isVisible():
            self.model.tick(*self.view.visible_rows())
            self.cards.tick()

    def _show_news(self, count: int) -> None:
        self.news.setText(self.tr("↑ {count} new").format(count=self.locale().toString(count)))
        if not count and self.news.hasFocus():
            self.view.setFocus()
        self.news.setVisible(count > 0)

    def _go_to_newest(self) -> None:
        self.view.go_to_newest()
        self.view.setFocus()

    def _show_nothing(self) -> None:
        if self.model.rowCount():
            words = ""
        elif self._search or self.filters.states:
            words = self.tr("No message matches.")
        else:
            words = self.tr("No messages yet. What you send appears here, and so does what becomes of it.")
        self.nothing.setText(words)
        self.nothing.setVisible(bool(words))

    # The selection.

    def _select(self, row: MessageRow | None) -> None:
        chosen = {item.id for item in self.view.chosen_rows()}
        leaving = self._overstaying - chosen
        self._overstaying &= chosen
        if leaving:
            # Not while the view is still telling of its selection.
            QTimer.singleShot(0, self, lambda: self.model.remove(leaving))
        if row is None:
            self.selected.emit(None)
        else:
            self._tasks.start(self._tell_selected(row.id), "read the selected message")

    async def _tell_selected(self, message_id: int) -> None:
        view = await self._console.history.message(message_id)
        current = self.view.current_row()
        if current is not None and current.id == message_id:
            self.selected.emit(view)

    async def _copy_message_ids(self, rows: list[MessageRow]) -> None:
        views = {view.row.id: view for view in await self._console.history.views([row.id for row in rows])}
        found = [
            segment.message_id
            for row in rows
            if row.id in views
            for segment in views[row.id].segments
            if segment.message_id
        ]
        QGuiApplication.clipboard().setText("\n".join(found))

    # The figures.

    def _read_figures(self) -> None:
        self._tasks.start(self._show_figures(), "count deliveries")

    async def _show_figures(self) -> None:
        account_id, search = self._account_id, self._search
        history = self._console.history
        all_days: dict[MessageState, int] = await history.counts(MessageFilter(account_id=account_id))
        shown = all_days
        if search:
            shown = await history.counts(MessageFilter(account_id=account_id, search=search))
        summary = await read_summary(history, account_id, all_days)
        if (account_id, search) == (self._account_id, self._search):
            self.filters.show_counts(shown)
            self.cards.show_summary(summary)
