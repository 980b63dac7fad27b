"""The deliveries page: figures, chips and the live table, kept in step with the history."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ycloud_console.console import Console, UnknownAccount
from ycloud_console.history import HistoryUnavailable
from ycloud_console.history.model import MessageFilter, MessageRow, Order
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.deliveries.cancelling import CancelStrip
from ycloud_console.ui.deliveries.copying import copy_message_ids, copy_tickets
from ycloud_console.ui.deliveries.criteria import ALL_ACCOUNTS, Criteria, criteria_of
from ycloud_console.ui.deliveries.deleting import DeleteStrip
from ycloud_console.ui.deliveries.exporting import ExportStrip
from ycloud_console.ui.deliveries.feed import Feed
from ycloud_console.ui.deliveries.figures import Figures
from ycloud_console.ui.deliveries.filterpanel import ActiveFilters, FilterPanel
from ycloud_console.ui.deliveries.filters import FilterBar
from ycloud_console.ui.deliveries.model import DeliveriesModel
from ycloud_console.ui.deliveries.printed import printed_table
from ycloud_console.ui.deliveries.summary import SummaryCards
from ycloud_console.ui.deliveries.view import DeliveriesView
from ycloud_console.ui.historywords import unreadable_words
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import button, card, icon_button, label, set_icon

_SEARCH_PAUSE_MS = 80


class DeliveriesPage(QWidget):
    """What was sent and what became of it.

    Signals:
        selected(object): the MessageView of the message that is selected now, or None.
        action_wanted(object): this Action is to be done with the selected message.
        details_wanted(): the details of the selected message are to be read.
    """

    selected = Signal(object)
    action_wanted = Signal(object)
    details_wanted = Signal()

    def __init__(self, console: Console, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._account_id: str | None = None
        self._search = ""
        self._criteria = Criteria()
        self._asked_about: frozenset[int] = frozenset()
        """The messages that were chosen when it was last asked what is to be done with them."""
        self._fault: HistoryUnavailable | None = None
        """Why the list could not be read."""

        self.cards = SummaryCards()
        self.filters = FilterBar()
        self.panel = FilterPanel()
        self.active = ActiveFilters()
        self.model = DeliveriesModel(self)
        self.model.account_name = self._account_name
        self.view = DeliveriesView(self.model)
        self._feed = Feed(console, tasks, self.model, self.view, lambda: self.filter)
        self.news = self._make_news()
        self.export_strip = ExportStrip(console, tasks)
        self.cancel_strip = CancelStrip(console, tasks)
        self.delete_strip = DeleteStrip(console, tasks)
        self._lay_out()
        self.figures = Figures(console, tasks, lambda: self.filter, self.cards, self.filters, self.count)

        self._search_timer = QTimer(self, singleShot=True, interval=_SEARCH_PAUSE_MS)
        self._search_timer.timeout.connect(self.reload)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._bridge = bridge
        self._connect()
        self.reload()

    def _connect(self) -> None:
        self.filters.chosen.connect(self._choose_states)
        self.panel.chosen.connect(self.set_criteria)
        self.active.chosen.connect(self.set_criteria)
        self.filter_button.toggled.connect(self._unfold)
        self.everyone_button.clicked.connect(self._show_everyone)
        self.columns_button.clicked.connect(self._show_columns_menu)
        self.export_button.clicked.connect(self._export)
        self.export_strip.busy_changed.connect(self.export_button.setDisabled)
        self._feed.read.connect(self._note_fault)
        self._feed.begun.connect(lambda: self._select(None))
        self._feed.begun.connect(self.figures.refresh)
        self.figures.counted.connect(self._feed.counted)
        self.delete_button.clicked.connect(
            lambda: self.delete_strip.ask_filtered(self.filter, self.delete_button)
        )
        self.delete_strip.busy_changed.connect(self.delete_button.setDisabled)
        self.delete_strip.many_deleted.connect(self.reload)
        self.view.current_changed.connect(self._select)
        self.view.columns.order_wanted.connect(self.set_order)
        self.view.copy_ids_wanted.connect(
            lambda rows: self._tasks.start(copy_message_ids(self._console.history, rows), "copy message IDs")
        )
        self.view.tickets_wanted.connect(
            lambda rows: self._tasks.start(copy_tickets(self._console.history, rows), "copy for a ticket")
        )
        self.view.filter_wanted.connect(lambda more: self.set_criteria(self._criteria.merged(more)))
        self.view.action_wanted.connect(self.action_wanted)
        self.view.cancel_wanted.connect(lambda rows: self._ask_about(self.cancel_strip, rows))
        self.view.delete_wanted.connect(lambda rows: self._ask_about(self.delete_strip, rows))
        self.view.details_wanted.connect(self.details_wanted)
        self.view.left.connect(self.clear_filters)
        Masking.current().changed.connect(self._show_anew)
        self._bridge.messages_changed.connect(self._heard)
        self._bridge.history_changed_elsewhere.connect(self._feed.heard_elsewhere)

    def _lay_out(self) -> None:
        frame = card()
        self.nothing = label("", "caption", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over_table = QVBoxLayout(self.view.viewport())
        over_table.setContentsMargins(24, 6, 24, 24)
        over_table.addWidget(self.news, 0, Qt.AlignmentFlag.AlignHCenter)
        self.everyone_button = button(self.tr("Show all accounts"), "link")
        self.everyone_button.hide()
        over_table.addStretch(1)
        over_table.addWidget(self.nothing)
        over_table.addWidget(self.everyone_button, 0, Qt.AlignmentFlag.AlignHCenter)
        over_table.addStretch(1)
        self.filter_button = button(self.tr("Filter"), "chip")
        set_icon(self.filter_button, "ph.funnel", "text_muted", 14)
        self.filter_button.setToolTip(self.tr("Date, account, country and error"))
        self.columns_button = icon_button("ph.columns", self.tr("Columns and order"))
        self.export_button = icon_button("ph.export", self.tr("Export what is filtered…"))
        chips = QHBoxLayout()
        chips.setSpacing(4)
        chips.addWidget(self.filters, 1)
        self.delete_button = icon_button("ph.trash", self.tr("Delete what is filtered…"))
        for widget in (self.filter_button, self.columns_button, self.export_button, self.delete_button):
            chips.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self.panel.hide()
        head = QVBoxLayout()
        head.setContentsMargins(10, 9, 8, 7)
        head.setSpacing(7)
        head.addLayout(chips)
        head.addWidget(self.panel)
        head.addWidget(self.active)
        self.count = label("", "caption", selectable=True)
        self.count.setContentsMargins(10, 3, 10, 3)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 2)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(self.export_strip)
        inside.addWidget(self.cancel_strip)
        inside.addWidget(self.delete_strip)
        inside.addWidget(self.view, 1)
        inside.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.cards)
        column.addWidget(frame, 1)
        for change in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            change.connect(self._show_nothing)

    def _make_news(self) -> QPushButton:
        """The button that tells of rows out of sight; over the table, so that nothing moves for it."""
        made = button("", "primary")
        made.setToolTip(self.tr("Go to the newest message (Ctrl+Home)"))
        made.setVisible(False)
        made.clicked.connect(self._go_to_newest)
        self.view.unseen_changed.connect(self._show_news)
        return made

    # What the window asks.

    def set_account(self, account_id: str | None) -> None:
        """Show this account's messages; None: those of all."""
        if account_id != self._account_id:
            self._account_id = self.figures.account_id = account_id
            self.reload()

    def set_search(self, text: str) -> None:
        """Show what has *text* in its number, its text or its message ID; read once the typing pauses."""
        if text.strip() != self._search:
            self._search = text.strip()
            self.delete_strip.withdraw_filtered(self.filter)
            # Nobody waits for what was asked before.
            self._feed.stop_reading()
            self._search_timer.start()

    def set_filter(self, wanted: MessageFilter) -> None:
        """Show what *wanted* asks for, and show by what is filtered; its search text goes to the search."""
        criteria = criteria_of(wanted, self._account_id)
        if self.filters.offers(criteria.states):
            with QSignalBlocker(self.filters):
                self.filters.choose(criteria.states)
            criteria = replace(criteria, states=frozenset())
        self._search = wanted.search or wanted.text
        self.set_criteria(criteria)

    def set_criteria(self, criteria: Criteria) -> None:
        """Filter by these, beside the chip and the search."""
        if criteria.states:
            with QSignalBlocker(self.filters):
                self.filters.choose(frozenset())
        self._criteria = criteria
        self.panel.show_criteria(criteria)
        self.active.show_criteria(criteria, self._account_name)
        self.reload()

    def clear_filters(self) -> None:
        """Show everything of the account again, but for what is searched."""
        if self._criteria.is_any and not self.filters.states:
            return
        with QSignalBlocker(self.filters):
            self.filters.choose(frozenset())
        self.set_criteria(Criteria())

    def set_order(self, order: Order) -> None:
        """Show the messages in this order."""
        self._feed.order = order
        self.view.columns.show_order(order)
        self.reload()

    def reload(self) -> None:
        """Read the table anew for what is chosen now, from its beginning."""
        self._search_timer.stop()
        self.delete_strip.withdraw_filtered(self.filter)
        self._feed.reload()
        self.figures.begin_again()

    def layout_state(self) -> dict[str, str]:
        """The columns, for :meth:`restore_layout` another time."""
        return {"deliveries.columns": self.view.columns.state()}

    def restore_layout(self, state: dict[str, str]) -> None:
        """Have the columns as they were."""
        columns = state.get("deliveries.columns", "")
        if columns:
            self.view.columns.restore(columns)

    def select_message(self, message_id: int) -> bool:
        """Select that message and scroll to it; False when it is not loaded."""
        number = self.model.row_of(message_id)
        if number is None:
            return False
        self.view.selectRow(number)
        self.view.scrollTo(self.model.index(number, 0))
        return True

    def table_text(self, only: Collection[int] | None = None) -> str:
        """What is shown (or of it, only these messages) as a text table, columns aligned."""
        rows = [row for row in self.model.rows if only is None or row.id in only]
        return printed_table(self.model, rows)

    def close_down(self) -> None:
        """Start no more work: to be called before the tasks are closed and the history with them."""
        self._bridge.messages_changed.disconnect(self._heard)
        self._bridge.history_changed_elsewhere.disconnect(self._feed.heard_elsewhere)
        self._feed.close_down()
        for timer in (self._search_timer, self.figures, self._clock):
            timer.stop()

    # The table.

    @property
    def _scope(self) -> MessageFilter:
        """Everything that is chosen but the chip."""
        return self._criteria.applied(MessageFilter(account_id=self._account_id, search=self._search))

    @property
    def filter(self) -> MessageFilter:
        """What is shown."""
        scope = self._scope
        states = scope.states or self.filters.states
        # What the operator cancelled before it was sent has not failed: only "All" shows it.
        return replace(scope, states=states, cancelled=False if MessageState.DELETED in states else None)

    def _heard(self, ids: frozenset[int]) -> None:
        self._feed.heard(ids)
        self.figures.refresh_soon()

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

    def _note_fault(self, fault: HistoryUnavailable | None) -> None:
        if fault is not self._fault:
            self._fault = fault
            self._show_nothing()

    def _show_nothing(self) -> None:
        if self.model.rowCount():
            words = ""
        elif self._fault is not None:
            words = unreadable_words(self._fault)
        elif self._search or self.filters.states or not self._criteria.is_any:
            words = self.tr("No message matches.")
        else:
            words = self.tr("No messages yet. What you send appears here, and so does what becomes of it.")
            if self._account_id is not None:
                self._tasks.start(self._look_elsewhere(self._account_id), "look for other accounts' messages")
        self._say_nothing(words)

    def _say_nothing(self, words: str, *, offers_everyone: bool = False) -> None:
        self.nothing.setText(words)
        self.nothing.setVisible(bool(words))
        if not offers_everyone and self.everyone_button.hasFocus():
            self.view.setFocus()
        self.everyone_button.setVisible(offers_everyone)

    async def _look_elsewhere(self, account_id: str) -> None:
        """The history may be that of other accounts: restored, or copied from another computer."""
        try:
            total = sum((await self._console.history.counts()).values())
        except HistoryUnavailable:
            # The feed says so.
            return
        shows_all_of_it = self._criteria.is_any and not self._search and not self.filters.states
        if not total or self.model.rowCount() or account_id != self._account_id or not shows_all_of_it:
            return
        many = self.tr("This account has no messages. Other accounts have {count}.")
        one = self.tr("This account has no messages. Another account has one.")
        words = one if total == 1 else many.format(count=self.locale().toString(total))
        self._say_nothing(words, offers_everyone=True)

    def _show_everyone(self) -> None:
        self.set_criteria(replace(self._criteria, account=ALL_ACCOUNTS))
        self.view.setFocus()

    # The selection.

    def _ask_about(self, strip: CancelStrip | DeleteStrip, rows: list[MessageRow]) -> None:
        """One question at a time, and only as long as the same messages are chosen."""
        self._withdraw_questions()
        self._asked_about = frozenset(item.id for item in self.view.chosen_rows())
        strip.ask(rows, self.view)

    def _withdraw_questions(self) -> None:
        self.cancel_strip.withdraw()
        self.delete_strip.withdraw_chosen()

    def _select(self, row: MessageRow | None) -> None:
        chosen = {item.id for item in self.view.chosen_rows()}
        if chosen != self._asked_about:
            self._withdraw_questions()
        self._feed.let_go(chosen)
        if row is None:
            self.selected.emit(None)
        else:
            self._tasks.start(self._tell_selected(row.id), "read the selected message")

    async def _tell_selected(self, message_id: int) -> None:
        view = await self._console.history.message(message_id)
        current = self.view.current_row()
        if current is not None and current.id == message_id:
            self.selected.emit(view)

    # Filters, columns, export.

    def _choose_states(self) -> None:
        if self._criteria.states:
            self._criteria = replace(self._criteria, states=frozenset())
            self.active.show_criteria(self._criteria, self._account_name)
        self.reload()

    def _unfold(self, unfolded: bool) -> None:
        self.panel.setVisible(unfolded)
        if unfolded:
            self._tasks.start(self._show_choices(), "read what can be filtered by")
            self.panel.period.setFocus(Qt.FocusReason.TabFocusReason)

    async def _show_choices(self) -> None:
        self.panel.show_choices(await self._console.history.choices())

    def _show_columns_menu(self) -> None:
        menu = self.view.columns.menu(self.columns_button)
        menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    def _export(self) -> None:
        count = self.figures.shown if self.figures.shown is not None else self.model.rowCount()
        self.export_strip.ask(self.filter, count, self._feed.order)

    def _show_anew(self) -> None:
        """Other things are hidden now."""
        if self.model.rowCount():
            last = self.model.index(self.model.rowCount() - 1, self.model.columnCount() - 1)
            self.model.dataChanged.emit(self.model.index(0, 0), last)
        self.active.show_criteria(self._criteria, self._account_name)

    def _account_name(self, account_id: str) -> str:
        try:
            return self._console.account(account_id).name
        except UnknownAccount:
            return account_id
