"""The page: the list of PDUs, what narrows it, and beside it what the chosen one says."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from PySide6.QtCore import QByteArray, QLocale, QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from ycloud_console.console import Console
from ycloud_console.console.tracing import OfMessage, belongings
from ycloud_console.history import HistoryUnavailable
from ycloud_console.history.model import MessageView
from ycloud_console.smpp.capture import Capture
from ycloud_console.smpp.hiding import TraceView
from ycloud_console.smpp.trace import Trace, Traced
from ycloud_console.ui.protocol.capturestrip import CaptureStrip
from ycloud_console.ui.protocol.copying import Form
from ycloud_console.ui.protocol.entries import Entry, Glass
from ycloud_console.ui.protocol.feed import Feed
from ycloud_console.ui.protocol.filters import PduFilters
from ycloud_console.ui.protocol.inspector import Inspector
from ycloud_console.ui.protocol.model import PduModel
from ycloud_console.ui.protocol.recordingstrip import RecordingStrip
from ycloud_console.ui.protocol.view import PduView
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import ElidedLabel, button, card, label


class ProtocolPage(QWidget):
    """Every PDU of every link, or of a capture. It reads the trace only while it is shown.

    Signals:
        message_wanted(int): The message with that ID is to be shown.
        trouble(str, str, str): A subject, a title and a sentence for a banner.
    """

    message_wanted = Signal(int)
    trouble = Signal(str, str, str)

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self.model = PduModel(self)
        self.table = PduView(self.model)
        self.inspector = Inspector()
        self.filters = PduFilters()
        self.feed = Feed(console.trace, self.model, tasks, self._came, self)
        self.captures = CaptureStrip(console, tasks)
        self.recording = RecordingStrip(console, tasks)
        self._follows = True
        self._arrange()
        self._connect()
        self._say_count()

    def _connect(self) -> None:
        self.feed.shown_anew.connect(self._shown_anew)
        self.feed.counted.connect(self._say_count)
        self.filters.chosen.connect(self.feed.want)
        self.model.rowsAboutToBeInserted.connect(self._note_place)
        self.model.rowsInserted.connect(self._follow)
        self.table.selectionModel().currentRowChanged.connect(lambda current, _: self._chosen(current))
        self.table.partner_wanted.connect(self.show_entry)
        self.table.message_wanted.connect(self._show_message_of)
        self.table.copy_wanted.connect(self._copy)
        self.table.only_wanted.connect(self.filters.only)
        self.table.export_wanted.connect(lambda: self._export(self.table.chosen()))
        self.table.fields_wanted.connect(self.inspector.tree.setFocus)
        self.inspector.partner_wanted.connect(self.show_entry)
        self.inspector.message_wanted.connect(self._show_message_of)
        self.captures.opened.connect(self._show_capture)
        self.captures.closed.connect(self._show_live)
        self.captures.busy_changed.connect(self._show_busy)
        self.recording.changed.connect(self._show_recording)
        self._show_recording()
        self.recording.trouble.connect(self.trouble)

    # What others call.

    @property
    def is_paused(self) -> bool:
        return self.pause.isChecked()

    def show_message(self, message: MessageView) -> None:
        """Show the PDUs of one message, and those that will come."""
        self.captures.close_capture()
        self.filters.only_message(OfMessage(message))

    def set_view(self, view: TraceView) -> None:
        """Hide what *view* hides: in the list, the fields, the octets, copies, exports and recordings."""
        if view != self.model.glass.view:
            glass = Glass(view)
            self.recording.look_through(view)
            self.inspector.look_through(glass)
            self.feed.look_through(glass)

    def layout_state(self) -> dict[str, str]:
        return {
            "protocol.splitter": _text(self.splitter.saveState()),
            "protocol.columns": _text(self.table.horizontalHeader().saveState()),
            "protocol.recording": self.recording.layout_state(),
        }

    def restore_layout(self, state: dict[str, str]) -> None:
        self.splitter.restoreState(QByteArray.fromBase64(state.get("protocol.splitter", "").encode()))
        self.table.horizontalHeader().restoreState(
            QByteArray.fromBase64(state.get("protocol.columns", "").encode())
        )
        self.recording.restore_layout(state.get("protocol.recording", ""))

    def close_down(self) -> None:
        """Read nothing more."""
        self.feed.stop()
        self.filters.close_down()
        self.recording.close_down()

    # Following the trace.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.feed.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.feed.stop()

    def _came(self, entries: Sequence[Entry]) -> None:
        self.filters.learn(entries)
        self.inspector.show_partner()

    def _note_place(self) -> None:
        self._follows = self.table.follows

    def _follow(self) -> None:
        if self._follows:
            self.table.scrollToBottom()

    def _shown_anew(self) -> None:
        """The chosen PDU stays chosen where it is still shown."""
        entry = self.inspector.entry
        if entry is None or not self.table.choose(entry):
            self.inspector.show_entry(None)
            self.table.scrollToBottom()

    def _say_count(self) -> None:
        count = QLocale().toString
        trace = self.feed.trace
        shown, kept, total = self.model.rowCount(), len(self.feed.entries), trace.total
        said = [self.tr("{shown} of {kept} PDUs").format(shown=count(shown), kept=count(kept))]
        if trace.first:
            words = self.tr("the last {kept} of {total} are kept")
            said.append(words.format(kept=count(total - trace.first), total=count(total)))
        if self.feed.is_filtering:
            said.append(self.tr("filtering…"))
        elif self.is_paused and self.feed.behind:
            said.append(self.tr("{count} more since the pause").format(count=count(self.feed.behind)))
        elif self.feed.behind:
            said.append(self.tr("{count} are still to be read").format(count=count(self.feed.behind)))
        self.count.setText(" · ".join(said))
        nothing_yet = self.tr(
            "Nothing has gone over the wire yet. Bind an account, and each PDU appears here."
        )
        self.empty.setText(self.tr("No PDU matches.") if kept else nothing_yet)
        self.empty.setVisible(not shown and not self.feed.is_filtering)

    def _pause(self, is_paused: bool) -> None:
        self.feed.is_paused = is_paused
        self._say_count()

    def _clear(self) -> None:
        self.feed.clear()
        self.inspector.show_entry(None)

    # Choosing one.

    def show_entry(self, entry: Entry) -> None:
        """Choose *entry*; one that the filters hide is shown without its row."""
        if not self.table.choose(entry):
            self.table.clearSelection()
            self.inspector.show_entry(entry)

    def _chosen(self, current: QModelIndex) -> None:
        if current.isValid():
            self.inspector.show_entry(self.model.entry(current.row()))

    def _copy(self, form: object) -> None:
        if isinstance(form, Form):
            self.inspector.copy(self.table.chosen(), form)

    def _show_message_of(self, entry: object) -> None:
        if isinstance(entry, Entry):
            pair = [entry.traced, *([entry.partner.traced] if entry.partner else [])]
            pair.sort(key=attrgetter("number"))
            self._tasks.start(self._find_message(pair, entry.traced.number), "find a PDU's message")

    async def _find_message(self, pair: list[Traced], number: int) -> None:
        try:
            found = await belongings(self._console.history, self._console.accounts, pair)
        except HistoryUnavailable as error:
            self.trouble.emit("pdu message", self.tr("The message could not be looked up"), str(error))
            return
        if number in found:
            self.message_wanted.emit(found[number].message_id)
            return
        title = self.tr("This PDU belongs to no message of the history")
        sentence = self.tr(
            "It is about the connection, came from a phone, or was sent by another program. "
            "Search the deliveries by its number or message ID to make sure."
        )
        self.trouble.emit("pdu message", title, sentence)

    # Files.

    def _export(self, entries: Sequence[Entry]) -> None:
        if entries and not self.captures.is_busy:
            self.captures.ask_export([entry.traced for entry in entries], self.model.glass.view)

    def _show_export_menu(self) -> None:
        number = QLocale().toString
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, entries in (
            (self.tr("All that are kept: {count}…"), self.feed.entries),
            (self.tr("Those in the list: {count}…"), self.model.entries),
            (self.tr("Those selected: {count}…"), self.table.chosen()),
        ):
            action = menu.addAction(words.format(count=number(len(entries))))
            action.setEnabled(bool(entries))
            action.triggered.connect(lambda _checked=False, some=list(entries): self._export(some))
        menu.popup(self.export_button.mapToGlobal(self.export_button.rect().bottomLeft()))

    def _show_capture(self, capture: object) -> None:
        if not isinstance(capture, Capture):
            return
        octets = sum(len(each.octets) for each in capture.pdus)
        trace = Trace(max(1, len(capture.pdus)), max(1, octets))
        for each in capture.pdus:
            trace.add(each.wire, each.outgoing, each.at, each.octets)
        self.filters.forget()
        self.feed.follow(trace)

    def _show_live(self) -> None:
        self.filters.forget()
        self.feed.follow(self._console.trace)

    def _show_busy(self, busy: bool) -> None:
        self.export_button.setDisabled(busy)
        self.open_button.setDisabled(busy)

    def _show_recording(self) -> None:
        self.record.setText(self.tr("● Recording") if self.recording.is_on else self.tr("Record…"))

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

    def _list_card(self) -> QFrame:
        made = card()
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.captures)
        column.addWidget(self.recording)
        self.empty = label("", "caption", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over_table = QVBoxLayout(self.table.viewport())
        over_table.setContentsMargins(24, 24, 24, 24)
        over_table.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addLayout(self._foot())
        return made

    def _foot(self) -> QHBoxLayout:
        self.count = ElidedLabel("", "caption")
        self.pause = button(self.tr("Pause"))
        self.pause.setCheckable(True)
        self.pause.setToolTip(self.tr("Keep the list as it is; nothing is lost meanwhile"))
        self.pause.toggled.connect(self._pause)
        self.record = button(self.tr("Record…"))
        self.record.setCheckable(True)
        self.record.setToolTip(self.tr("Write every PDU to disk as it comes"))
        self.record.toggled.connect(self.recording.setVisible)
        self.clear = button(self.tr("Clear"))
        self.clear.clicked.connect(self._clear)
        self.export_button = button(self.tr("Export…"))
        self.export_button.setToolTip(self.tr("As a capture that Wireshark reads"))
        self.export_button.clicked.connect(self._show_export_menu)
        self.open_button = button(self.tr("Open capture…"))
        self.open_button.setToolTip(self.tr("PDUs from a file of tcpdump, tshark, Wireshark or this program"))
        self.open_button.clicked.connect(self.captures.ask_open)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.count, 1)
        for each in (self.pause, self.record, self.clear, self.export_button, self.open_button):
            row.addWidget(each)
        return row


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()
