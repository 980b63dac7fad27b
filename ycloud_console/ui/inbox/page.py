"""The inbox: what phones sent, and the receipts that match no message; kept in step with the history."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from PySide6.QtCore import QByteArray, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.console import Console, UnknownAccount
from ycloud_console.history import HistoryUnavailable
from ycloud_console.history.inbox import InboxFilter
from ycloud_console.history.unmatched import UnmatchedReceipt
from ycloud_console.sms.parts import join
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.choice import Choice
from ycloud_console.ui.historywords import unreadable_words
from ycloud_console.ui.inbox.deleting import DeleteInboundStrip
from ycloud_console.ui.inbox.details import InboundDetails, UnmatchedDetails
from ycloud_console.ui.inbox.loaded import Loaded, belongs
from ycloud_console.ui.inbox.rows import RowsModel, RowsView, words_over
from ycloud_console.ui.inbox.unread import Unread
from ycloud_console.ui.inbox.words import InboxModel, Message, UnmatchedModel
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.moments import widest_time
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import button, card

PAGE = 500
"""Rows of the history (parts) read at a time."""
KEEP = 5_000
"""Rows kept at least when there are many; older ones are read again when they are scrolled to."""

_SEARCH_PAUSE_MS = 200
_NEWS_PAUSE_MS = 250
"""Changes are gathered so long before the newest page is read again."""
_CHIP_PADDING = 26
"""Pixels on both sides of a chip's words, with its border."""


class InboxPage(QWidget):
    """Messages from phones in one list, receipts without a message in another.

    Signals:
        reply_wanted(str, str, str): account, sender and recipient of an answer that is to be written.
        decode_wanted(str): this receipt's text is to be taken apart.
    """

    reply_wanted = Signal(str, str, str)
    decode_wanted = Signal(str)

    def __init__(
        self,
        console: Console,
        bridge: Bridge,
        tasks: Tasks,
        unread: Unread,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._console = console
        self._bridge = bridge
        self._tasks = tasks
        self._loaded = Loaded(PAGE, KEEP)
        self._generation = 0
        self._turn = asyncio.Lock()
        """Held while the history is read and the answer put in: no older answer overtakes."""
        self._changed: frozenset[int] = frozenset()
        """Rows of which something was heard since the newest were read."""
        self.unread = unread
        self._unmatched: tuple[UnmatchedReceipt, ...] = ()
        self._is_fresh = False
        self._has_read = False
        self._is_showing = False
        """Rows are coming and going: what is chosen is not settled."""
        self._fault, self._receipts_fault = "", ""
        """Why the messages and the receipts cannot be read; empty when they could be, the last time."""
        self._build()
        self._search_timer = self._timer(_SEARCH_PAUSE_MS, self.reload)
        self._news_timer = self._timer(_NEWS_PAUSE_MS, self._read_news)
        self._unmatched_timer = self._timer(_NEWS_PAUSE_MS, self._read_unmatched)
        for model in (self.model, self.unmatched_model):
            Masking.current().changed.connect(model.repaint)
        bridge.inbound_changed.connect(self._heard)
        bridge.unmatched_changed.connect(self._heard_unmatched)
        bridge.history_changed_elsewhere.connect(self._heard_elsewhere)
        unread.is_read = self._is_read
        self._unmatched_timer.start()

    def _timer(self, pause: int, slot: object) -> QTimer:
        made = QTimer(self, singleShot=True, interval=pause)
        made.timeout.connect(slot)
        return made

    # What the window asks.

    def layout_state(self) -> dict[str, str]:
        """How it is divided."""
        return {"inbox.splitter": bytes(self.splitter.saveState().toBase64().data()).decode()}

    def restore_layout(self, state: dict[str, str]) -> None:
        self.splitter.restoreState(QByteArray.fromBase64(state.get("inbox.splitter", "").encode()))

    def focus_search(self) -> None:
        """Begin to type in the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def close_down(self) -> None:
        """Start no more work: to be called before the tasks are closed and the history with them."""
        self._bridge.inbound_changed.disconnect(self._heard)
        self._bridge.unmatched_changed.disconnect(self._heard_unmatched)
        self._bridge.history_changed_elsewhere.disconnect(self._heard_elsewhere)
        for timer in (self._search_timer, self._news_timer, self._unmatched_timer):
            timer.stop()

    def reload(self) -> None:
        """Read the list anew for what is chosen now, from the newest."""
        self._search_timer.stop()
        self._generation += 1
        self._is_fresh = True
        generation = self._generation
        self._start(lambda: self._load(generation), "load the inbox")
        self._show_unmatched_rows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._name_accounts()
        self.model.seen = self.unread.seen
        if not self._is_fresh:
            self.reload()
        else:
            self._news_timer.start()
        self._read_unmatched()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.seen = self.unread.seen
        self.model.repaint()

    def _start(self, reading: Callable[[], Awaitable[None]], name: str) -> None:
        self._tasks.start(self._guarded(reading), name)

    async def _guarded(self, reading: Callable[[], Awaitable[None]]) -> None:
        """What could not be read is not shown as nothing. Begun here: a task may end before it begins."""
        fault = ""
        try:
            await reading()
        except HistoryUnavailable as error:
            fault = unreadable_words(error)
        if reading == self._take_unmatched:
            self._receipts_fault = fault
        else:
            self._fault = fault
        self._say_nothing()

    # The messages.

    @property
    def _filter(self) -> InboxFilter:
        return InboxFilter(self.account.currentData(), self.search.text().strip())

    async def _load(self, generation: int) -> None:
        async with self._turn:
            if generation != self._generation:
                return
            page = await self._console.history.inbox_page(self._filter, limit=PAGE)
            if generation != self._generation:
                return
            self._loaded.begin(page)
            self._has_read = True
            self._show_rows()
            self.view.scrollToTop()
        self.unread.count_again()

    async def _load_older(self) -> None:
        async with self._turn:
            generation = self._generation
            before = self._loaded.oldest
            page = await self._console.history.inbox_page(self._filter, limit=PAGE, before=before)
            if generation != self._generation:
                return
            self._loaded.add_older(page)
            self._show_rows()

    def _heard(self, ids: frozenset[int]) -> None:
        self._changed |= ids
        if not self._news_timer.isActive():
            self._news_timer.start()

    def _read_news(self) -> None:
        self._start(self._take_news, "update the inbox")

    async def _take_news(self) -> None:
        """Read the newest page again; nothing before the first was."""
        if not self._is_fresh:
            return
        async with self._turn:
            generation = self._generation
            ids, self._changed = self._changed & self._loaded.ids, frozenset()
            gone = ids - {view.id for view in await self._console.history.inbound_views(ids)}
            page = await self._console.history.inbox_page(self._filter, limit=PAGE)
            if generation != self._generation:
                return
            self._loaded.forget(gone)
            self._loaded.add_newest(page, may_let_go=self.view.verticalScrollBar().value() == 0)
            self._show_rows()
        self.unread.count_again()

    def _show_rows(self) -> None:
        chosen = self.view.current_row()
        self._is_showing = True
        self.model.show_rows(join(self._loaded.rows), has_older=self._loaded.has_older)
        if chosen is not None and self.view.current_row() is None:
            self._choose_again(chosen)
        elif chosen is not None:
            self.details.show_message(self.view.current_row())
        self._is_showing = False
        self._keep_question()
        self._say_nothing()

    def _keep_question(self) -> None:
        """Whether to delete what is not chosen any more is not asked; while rows come, that is not known."""
        if not self._is_showing:
            is_listed = self.messages_chip.isChecked()
            self.delete_strip.keep_for(self.view.current_row() if is_listed else None)

    def _choose_again(self, before: Message) -> None:
        """An older part has come: the message stands elsewhere now."""
        for number, message in enumerate(self.model.rows):
            if before.first in message.pieces:
                self.view.selectRow(number)
                return

    def _is_read(self) -> bool:
        """Whether the messages are in sight."""
        return self.isVisible() and not self.window().isMinimized() and self.messages_chip.isChecked()

    # The receipts.

    def _heard_elsewhere(self) -> None:
        """Another program may have received something, or deleted it."""
        self._heard(frozenset(self._loaded.ids))
        self._heard_unmatched()

    def _heard_unmatched(self) -> None:
        if not self._unmatched_timer.isActive():
            self._unmatched_timer.start()

    def _read_unmatched(self) -> None:
        self._start(self._take_unmatched, "read unmatched receipts")

    async def _take_unmatched(self) -> None:
        async with self._turn:
            found = await self._console.history.unmatched_receipts()
            self._unmatched = found.receipts
            count = QLocale().toString(found.total)
            words = self.tr("Unmatched receipts ({count})").format(count=count)
            self.unmatched_chip.setText(words if found.total else self.tr("Unmatched receipts"))
            _make_room(self.unmatched_chip)
            self._show_unmatched_rows()

    def _show_unmatched_rows(self) -> None:
        wanted = self._filter
        rows = [each for each in self._unmatched if belongs(wanted, each)]
        self.unmatched_model.show_rows(rows)
        self.unmatched_details.show_receipt(self.unmatched_view.current_row())
        self._say_nothing()

    # Words.

    def _say_nothing(self) -> None:
        wanted = self._filter
        is_narrowed = bool(wanted.search or wanted.account_id)
        no_messages, no_receipts = not self.model.rows, not self.unmatched_model.rows
        none_yet = self.tr(
            "Texts that phones send to your numbers arrive here.\n"
            "In the sandbox: send a text to 10086, and it comes back as one."
        )
        self.nothing.setText(self._fault or (self.tr("No message matches.") if is_narrowed else none_yet))
        self.nothing.setVisible(no_messages and (self._has_read or bool(self._fault)))
        all_matched = self.tr(
            "Every receipt has found its message.\n"
            "One whose message ID is not known here is kept and shown in this list, and tried again."
        )
        self.no_receipts.setText(
            self._receipts_fault or (self.tr("No receipt matches.") if is_narrowed else all_matched)
        )
        self.no_receipts.setVisible(no_receipts)

    def account_name(self, account_id: str) -> str:
        """The account's name, or its ID when there is no such account any more."""
        try:
            return self._console.account(account_id).name
        except UnknownAccount:
            return account_id

    def _name_accounts(self) -> None:
        chosen = self.account.currentData()
        self.account.blockSignals(True)
        self.account.clear()
        self.account.addItem(self.tr("All accounts"), None)
        for account in self._console.accounts:
            self.account.addItem(account.name, account.id)
        self.account.setCurrentIndex(max(0, self.account.findData(chosen)))
        self.account.blockSignals(False)
        if self.account.currentData() != chosen:
            self._is_fresh = False

    def _choose_list(self) -> None:
        shows_unmatched = self.unmatched_chip.isChecked()
        for stack in (self.lists, self.panes):
            stack.setCurrentIndex(int(shows_unmatched))
        self._keep_question()
        if self.isVisible():
            self.unread.count_again()

    # Building.

    def _build(self) -> None:
        self.model = InboxModel(self.account_name, self)
        self.view = RowsView(
            self.model,
            self.tr("Inbox"),
            flexible=InboxModel.TEXT,
            samples=[widest_time(), "+86 138 0013 8000", "+65 8123 4567", "", "YCloud main"],
        )
        self.unmatched_model = UnmatchedModel(self.account_name, self)
        self.unmatched_view = RowsView(
            self.unmatched_model,
            self.tr("Unmatched receipts"),
            flexible=UnmatchedModel.WHY,
            samples=[widest_time(), "0" * 20, "UNDELIV", "000", "+86 138 0013 8000", "", "YCloud main"],
            mono=frozenset({UnmatchedModel.RECEIVED, UnmatchedModel.ID}),
        )
        self.details = InboundDetails(self.account_name)
        self.unmatched_details = UnmatchedDetails(self.account_name)
        self.nothing, self.no_receipts = words_over(self.view), words_over(self.unmatched_view)
        self.lists, self.panes = QStackedWidget(), QStackedWidget()
        for stack, parts in (
            (self.lists, (self.view, self.unmatched_view)),
            (self.panes, (self.details, self.unmatched_details)),
        ):
            for part in parts:
                stack.addWidget(part)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 4)
        inside.setSpacing(0)
        inside.addLayout(self._top())
        self.delete_strip = DeleteInboundStrip(self._console, self._tasks)
        inside.addWidget(self.delete_strip)
        inside.addWidget(self.lists, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(frame)
        self.splitter.addWidget(self.panes)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([800, 340])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self._connect()

    def _top(self) -> QHBoxLayout:
        self.messages_chip = button(self.tr("Messages"), "chip")
        self.unmatched_chip = button(self.tr("Unmatched receipts"), "chip")
        self.messages_chip.setChecked(True)
        group = Choice(self)
        row = QHBoxLayout()
        row.setContentsMargins(10, 9, 10, 7)
        row.setSpacing(6)
        for chip in (self.messages_chip, self.unmatched_chip):
            _make_room(chip)
            group.add(chip)
            row.addWidget(chip)
        row.addStretch(1)
        self.account = QComboBox()
        self.account.setAccessibleName(self.tr("Account"))
        self.account.addItem(self.tr("All accounts"), None)
        self.account.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search text or number"))
        self.search.setAccessibleName(self.tr("Search text or number"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(260)
        row.addWidget(self.account)
        row.addWidget(self.search, 1)
        return row

    def _connect(self) -> None:
        self.messages_chip.toggled.connect(self._choose_list)
        self.account.currentIndexChanged.connect(self.reload)
        self.search.textChanged.connect(lambda: self._search_timer.start())
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.search.clear)
        self.model.older_wanted.connect(
            lambda: self._start(self._load_older, "load older messages of the inbox")
        )
        self.view.chosen.connect(self.details.show_message)
        self.view.chosen.connect(self._keep_question)
        self.view.can_delete = True
        self.view.delete_wanted.connect(lambda row: self.delete_strip.ask(row, self.view))
        self.unmatched_view.chosen.connect(self.unmatched_details.show_receipt)
        self.details.reply_wanted.connect(self.reply_wanted)
        self.unmatched_details.decode_wanted.connect(self.decode_wanted)
        for model, view in ((self.model, self.view), (self.unmatched_model, self.unmatched_view)):
            _fit_when_filled(model, view)


def _make_room(chip: QPushButton) -> None:
    """For the bold words of a chip that is chosen, which its size hint knows nothing of."""
    bold = chip.font()
    bold.setWeight(QFont.Weight.DemiBold)
    chip.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(chip.text()) + _CHIP_PADDING)


def _fit_when_filled(model: RowsModel, view: RowsView) -> None:
    """The scroll bar that comes with the rows takes room from the columns."""
    model.rowsInserted.connect(lambda: view.fit_columns())
