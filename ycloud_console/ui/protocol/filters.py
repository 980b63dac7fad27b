"""The row of fields and choosers that narrows the list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ycloud_console.console.tracing import OfMessage
from ycloud_console.smpp.wire import Wire
from ycloud_console.ui.protocol.entries import Entry
from ycloud_console.ui.protocol.model import status_words
from ycloud_console.ui.protocol.wanted import Outcome, Wanted, Where
from ycloud_console.ui.widgets import FlowLayout, button

_TYPING_MS = 100


class PduFilters(QWidget):
    """What is wanted, as the operator chose it.

    Signals:
        chosen(object): Another Wanted.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message: OfMessage | None = None
        self._last = Wanted()
        self._known: set[tuple[Wire, int, int]] = set()
        """Connection, command and status of what was offered."""
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._choose)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Number, message ID or text"))
        self.search.setAccessibleName(self.tr("Filter the PDUs by number, message ID or text"))
        self.search.setMinimumWidth(190)
        self.search.textChanged.connect(self._typing.start)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.search.clear)
        self.where = self._box(self.tr("What the search looks through"))
        for where, words in (
            (Where.ANYWHERE, self.tr("anywhere")),
            (Where.NUMBER, self.tr("in numbers")),
            (Where.MESSAGE_ID, self.tr("in message IDs")),
            (Where.TEXT, self.tr("in texts")),
        ):
            self.where.addItem(words, where.value)
        self.link = self._box(self.tr("Account"), self.tr("All accounts"))
        self.command = self._box(self.tr("Command"), self.tr("All commands"))
        self.status = self._box(self.tr("Status"), self.tr("Any status"))
        self.status.addItem(self.tr("Success"), Outcome.SUCCESS.value)
        self.status.addItem(self.tr("Refused"), Outcome.REFUSED.value)
        for box in (self.where, self.link, self.command, self.status):
            box.currentIndexChanged.connect(self._choose)
        self.pulse = button("enquire_link", "chip")
        self.pulse.setToolTip(
            self.tr("Also show enquire_link, by which both sides see that the link is alive")
        )
        self.pulse.toggled.connect(self._choose)
        self.message = button("", "chip")
        self.message.setToolTip(self.tr("Only the PDUs of this message; press to show all"))
        self.message.hide()
        self.message.clicked.connect(lambda: self.only_message(None))
        flow = FlowLayout(self, spacing=8)
        choosers = (self.search, self.where, self.link, self.command, self.status)
        for each in (*choosers, self.pulse, self.message):
            flow.addWidget(each)

    def _box(self, name: str, everything: str = "") -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        if everything:
            made.addItem(everything, "")
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(9)
        return made

    @property
    def wanted(self) -> Wanted:
        """What is chosen now."""
        return Wanted(
            link=str(self.link.currentData() or ""),
            command=str(self.command.currentData() or ""),
            outcome=str(self.status.currentData() or ""),
            with_pulse=self.pulse.isChecked(),
            search=self.search.text().strip().casefold(),
            where=Where(self.where.currentData() or ""),
            message=self._message,
        )

    def _choose(self) -> None:
        wanted = self.wanted
        if wanted != self._last:
            self._last = wanted
            self.chosen.emit(wanted)

    def only_message(self, which: OfMessage | None) -> None:
        """Only the PDUs of one message, and nothing else chosen; None: of all."""
        if which is not None:
            self.clear()
        self._message = which
        self.message.setVisible(which is not None)
        self.message.setChecked(which is not None)
        if which is not None:
            words = self.tr("Message {number}  ✕").format(number=which.message_id)
            self.message.setText(words)
        self._choose()

    def only(self, what: str, value: str) -> None:
        """Only what is so: "link", "number" or "message_id", and its value."""
        if what == "link":
            self.link.setCurrentIndex(max(0, self.link.findData(value)))
            return
        self.where.setCurrentIndex(self.where.findData(what))
        self.search.setText(value)

    def clear(self) -> None:
        """Show everything but enquire_link."""
        parts = (self.search, self.where, self.link, self.command, self.status)
        blockers = [QSignalBlocker(part) for part in parts]
        self.search.clear()
        for box in (self.where, self.link, self.command, self.status):
            box.setCurrentIndex(0)
        del blockers
        self._message = None
        self.message.hide()
        self._choose()

    def learn(self, fresh: Iterable[Entry]) -> None:
        """Offer the accounts, commands and statuses that there are."""
        links, commands, statuses = set(), set(), set()
        for entry in fresh:
            kind = entry.traced.wire, entry.command_id, entry.status
            if kind in self._known:
                continue
            self._known.add(kind)
            links.add(entry.traced.wire.link)
            command = entry.command
            commands.add(command.removesuffix("_resp"))
            if entry.is_response and entry.status:
                statuses.add((entry.status, command))
        for box, names in ((self.link, links), (self.command, commands)):
            for name in sorted(names):
                if box.findData(name) < 0:
                    box.addItem(name, name)
        for status, command in sorted(statuses):
            if self.status.findData(str(status)) < 0:
                self.status.addItem(status_words(command, status), str(status))

    def forget(self) -> None:
        """Offer nothing that was learnt: other PDUs are shown now."""
        self.clear()
        self._known.clear()
        for box, kept in ((self.link, 1), (self.command, 1), (self.status, 3)):
            while box.count() > kept:
                box.removeItem(kept)

    def close_down(self) -> None:
        self._typing.stop()
