"""The page: the list of PDUs, what narrows it, and beside it what the chosen one says."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QLocale, QModelIndex, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.console import Console
from ycloud_console.ui.protocol.entries import Entry, Pairs
from ycloud_console.ui.protocol.inspector import Inspector
from ycloud_console.ui.protocol.model import Column, PduModel
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import mono_font
from ycloud_console.ui.widgets import FlowLayout, button, card, label

_TICK_MS = 100
_CATCH_UP_MS = 5
"""Between two batches while there is more than one of them."""
_BATCH = 2000
"""PDUs that are taken in at once: some 10 ms."""
_SLICE = 0.008
"""Seconds of filtering after which the window has its turn."""
_ROW_HEIGHT = 24
_WIDTHS = {
    Column.TIME: 118,
    Column.LINK: 90,
    Column.DIRECTION: 54,
    Column.COMMAND: 148,
    Column.SEQUENCE: 78,
    Column.STATUS: 190,
    Column.FROM: 102,
    Column.TO: 110,
    Column.LENGTH: 60,
    Column.ROUND_TRIP: 112,
}
"""Pixels to begin with; together they fit a window of 1216."""


@dataclass(frozen=True)
class _Wanted:
    """Which PDUs are shown."""

    link: str = ""
    command: str = ""
    failures_only: bool = False
    with_pulse: bool = False
    search: str = ""

    def takes(self, entry: Entry) -> bool:
        """A response belongs where its request is: what is looked for may be in either."""
        if entry.is_enquire_link and not self.with_pulse and self.command != "enquire_link":
            return False
        if self.link and entry.traced.link != self.link:
            return False
        if self.command and entry.command not in (self.command, f"{self.command}_resp"):
            return False
        if self.failures_only and not (entry.is_failure or entry.command == "generic_nack"):
            return False
        if not self.search:
            return True
        return entry.said.holds(self.search) or (
            entry.partner is not None and entry.partner.said.holds(self.search)
        )


class ProtocolPage(QWidget):
    """Every PDU of every link. It reads the trace only while it is shown."""

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trace = console.trace
        self._tasks = tasks
        self._pairs = Pairs()
        self._entries: list[Entry] = []
        self._next = 0
        self._wanted = _Wanted()
        self._filtering: asyncio.Task[None] | None = None
        self.model = PduModel(self)
        self.inspector = Inspector()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._take_in)
        self._typing = QTimer(self, singleShot=True, interval=_TICK_MS)
        self._typing.timeout.connect(self._choose)
        self._arrange()
        self.inspector.partner_wanted.connect(self.show_entry)

    # What others call.

    @property
    def is_paused(self) -> bool:
        return self.pause.isChecked()

    def show_number(self, digits: str, message_ids: Iterable[str] = ()) -> None:
        """Show the PDUs of one message: by its ID where it has one, else by the recipient's number."""
        self._clear_choices()
        self.search.setText(next(iter(message_ids), "") or digits)

    def layout_state(self) -> dict[str, str]:
        return {
            "protocol.splitter": _text(self.splitter.saveState()),
            "protocol.columns": _text(self.table.horizontalHeader().saveState()),
        }

    def restore_layout(self, state: dict[str, str]) -> None:
        self.splitter.restoreState(QByteArray.fromBase64(state.get("protocol.splitter", "").encode()))
        self.table.horizontalHeader().restoreState(
            QByteArray.fromBase64(state.get("protocol.columns", "").encode())
        )

    def close_down(self) -> None:
        """Read nothing more."""
        self._timer.stop()
        self._typing.stop()

    # Following the trace.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self._take_in()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _take_in(self) -> None:
        if self.is_paused or self._is_filtering:
            return
        follows = self._follows
        fresh = [Entry(traced) for traced in self._trace.since(self._next)[:_BATCH]]
        if fresh:
            self._next = fresh[-1].traced.number + 1
            for entry in fresh:
                self._pairs.join(entry)
            self._entries += fresh
            self._learn_choices(fresh)
            self.model.append([entry for entry in fresh if self._wanted.takes(entry)])
            self.inspector.show_partner()
        self._forget()
        self._say_count()
        self._timer.setInterval(_CATCH_UP_MS if len(fresh) == _BATCH else _TICK_MS)
        if follows and fresh:
            self.table.scrollToBottom()

    def _forget(self) -> None:
        """Let go of what the trace has let go of."""
        first = self._trace.first
        if not self._entries or self._entries[0].traced.number >= first:
            return
        gone = next(
            (at for at, entry in enumerate(self._entries) if entry.traced.number >= first), len(self._entries)
        )
        del self._entries[:gone]
        self._pairs.forget_before(first)
        self.model.drop_before(first)

    @property
    def _follows(self) -> bool:
        bar = self.table.verticalScrollBar()
        return bar.value() == bar.maximum() and not self.table.selectionModel().hasSelection()

    def _say_count(self) -> None:
        count = QLocale().toString
        shown, kept, total = self.model.rowCount(), len(self._entries), self._trace.total
        said = self.tr("{shown} of {kept} PDUs").format(shown=count(shown), kept=count(kept))
        if total > kept and self._next == total:
            said += " · " + self.tr("the last {kept} of {total} are kept").format(
                kept=count(kept), total=count(total)
            )
        self.count.setText(said)
        self.empty.setVisible(not self._entries)

    # Narrowing.

    @property
    def _is_filtering(self) -> bool:
        return self._filtering is not None and not self._filtering.done()

    def _choose(self) -> None:
        """Show what the filters ask for now."""
        wanted = _Wanted(
            link=str(self.link.currentData() or ""),
            command=str(self.command.currentData() or ""),
            failures_only=self.failures.isChecked(),
            with_pulse=self.pulse.isChecked(),
            search=self.search.text().strip().casefold().removeprefix("+"),
        )
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if self._filtering is not None:
            self._filtering.cancel()
        self._filtering = self._tasks.start(self._filter(wanted), "filter the PDUs")

    async def _filter(self, wanted: _Wanted) -> None:
        found = []
        until = time.monotonic() + _SLICE
        for entry in self._entries:
            if wanted.takes(entry):
                found.append(entry)
            if time.monotonic() > until:
                await asyncio.sleep(0)
                until = time.monotonic() + _SLICE
        self.model.show(found)
        self.inspector.show_entry(None)
        self.table.scrollToBottom()
        self._say_count()

    def _learn_choices(self, fresh: Iterable[Entry]) -> None:
        """Offer the accounts and the commands that there are."""
        for box, name in ((self.link, _link), (self.command, _command)):
            for each in sorted({name(entry) for entry in fresh}):
                if box.findData(each) < 0:
                    box.addItem(each, each)

    def _clear_choices(self) -> None:
        self.link.setCurrentIndex(0)
        self.command.setCurrentIndex(0)
        self.failures.setChecked(False)
        self.search.clear()

    def _clear(self) -> None:
        self._trace.clear()
        self._entries.clear()
        self._pairs = Pairs()
        self._next = self._trace.total
        self.model.show([])
        self.inspector.show_entry(None)
        self._say_count()

    # Choosing one.

    def show_entry(self, entry: Entry) -> None:
        """Choose *entry*, also when the filters hide it."""
        row = self.model.row_of(entry)
        if row is None:
            self.table.clearSelection()
            self.inspector.show_entry(entry)
            return
        self.table.selectRow(row)
        self.table.scrollTo(self.model.index(row, 0))

    def _chosen(self, current: QModelIndex) -> None:
        if current.isValid():
            self.inspector.show_entry(self.model.entry(current.row()))

    # Building.

    def _arrange(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self._list_card())
        self.splitter.addWidget(self.inspector)
        self.splitter.setSizes([560, 400])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        find = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search)
        find.setContext(Qt.ShortcutContext.WidgetShortcut)
        find.activated.connect(self.search.clear)

    def _list_card(self) -> QFrame:
        made = card()
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        bar = QWidget()
        flow = FlowLayout(bar, spacing=8)
        for each in self._filters():
            flow.addWidget(each)
        column.addWidget(bar)
        self.empty = label(
            self.tr("Nothing has gone over the wire yet. Bind an account, and each PDU appears here."),
            "caption",
        )
        column.addWidget(self.empty)
        column.addWidget(self._table(), 1)
        last = QHBoxLayout()
        self.count = label("", "caption")
        last.addWidget(self.count)
        last.addStretch(1)
        column.addLayout(last)
        return made

    def _filters(self) -> list[QWidget]:
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Number, message ID or text"))
        self.search.setAccessibleName(self.tr("Filter the PDUs by number, message ID or text"))
        self.search.setMinimumWidth(220)
        self.search.textChanged.connect(self._typing.start)
        self.link = _box(self.tr("All accounts"), self.tr("Account"), self._choose)
        self.command = _box(self.tr("All commands"), self.tr("Command"), self._choose)
        self.failures = button(self.tr("Refused only"), "chip")
        self.pulse = button("enquire_link", "chip")
        self.pulse.setToolTip(
            self.tr("Also show enquire_link, by which both sides see that the link is alive")
        )
        for chip in (self.failures, self.pulse):
            chip.setCheckable(True)
            chip.toggled.connect(self._choose)
        self.pause = button(self.tr("Pause"), "chip")
        self.pause.setCheckable(True)
        self.pause.setToolTip(self.tr("Keep the list as it is; nothing is lost meanwhile"))
        self.clear = button(self.tr("Clear"))
        self.clear.clicked.connect(self._clear)
        return [self.search, self.link, self.command, self.failures, self.pulse, self.pause, self.clear]

    def _table(self) -> QTableView:
        self.table = QTableView()
        self.table.setAccessibleName(self.tr("PDUs"))
        self.table.setModel(self.model)
        self.table.setFont(mono_font())
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.table.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(40)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        self.table.selectionModel().currentRowChanged.connect(lambda current, _: self._chosen(current))
        return self.table


def _box(everything: str, name: str, chosen: Callable[[], None]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItem(everything, "")
    made.setMinimumContentsLength(14)
    made.currentIndexChanged.connect(lambda _: chosen())
    return made


def _link(entry: Entry) -> str:
    return entry.traced.link


def _command(entry: Entry) -> str:
    return entry.command.removesuffix("_resp")


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()
