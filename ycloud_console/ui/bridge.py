"""From the Console's events to Qt signals: the one place where the window listens."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ycloud_console.console import Console, Event, HistoryChanged, LinkChanged, Notice

COALESCE_MS = 100
"""How long changes of the history are gathered before the window is told of them."""
BUSY_MS = 250
"""The same in a stream of messages of which nobody could read each; to show them is work, too."""
_STREAM = 200
"""Messages gathered at one time that are such a stream: 2,000 a second."""


class Bridge(QObject):
    """Passes on what the Console says.

    Signals:
        link_changed(str, object): an account's id and its LinkStatus; at once.
        messages_changed(object): frozenset of message ids that were added or changed; gathered for 100 ms
            (in a stream, 250).
        inbound_changed(object): frozenset of inbound ids; gathered likewise.
        unmatched_changed(): a receipt that matches no message came, or one found its message; likewise.
        history_changed_elsewhere(): another program wrote to the history; likewise.
        notice(object): a :class:`~ycloud_console.console.Notice`; at once.
    """

    link_changed = Signal(str, object)
    messages_changed = Signal(object)
    inbound_changed = Signal(object)
    unmatched_changed = Signal()
    history_changed_elsewhere = Signal()
    notice = Signal(object)

    def __init__(self, console: Console, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages: set[int] = set()
        self._inbound: set[int] = set()
        self._unmatched = False
        self._elsewhere = False
        self._timer = QTimer(self, singleShot=True, interval=COALESCE_MS)
        self._timer.timeout.connect(self._flush)
        self._unsubscribe = console.subscribe(self._heard)

    def close(self) -> None:
        """Stop listening; what was gathered is dropped."""
        self._unsubscribe()
        self._timer.stop()

    def _heard(self, event: Event) -> None:
        if isinstance(event, LinkChanged):
            self.link_changed.emit(event.account_id, event.status)
        elif isinstance(event, HistoryChanged):
            self._messages |= event.change.messages
            self._inbound |= event.change.inbound
            self._unmatched |= event.change.unmatched
            self._elsewhere |= event.change.elsewhere
            if not self._timer.isActive():
                self._timer.start()
        elif isinstance(event, Notice):
            self.notice.emit(event)

    def _flush(self) -> None:
        messages, self._messages = frozenset(self._messages), set()
        self._timer.setInterval(BUSY_MS if len(messages) > _STREAM else COALESCE_MS)
        inbound, self._inbound = frozenset(self._inbound), set()
        unmatched, self._unmatched = self._unmatched, False
        elsewhere, self._elsewhere = self._elsewhere, False
        if messages:
            self.messages_changed.emit(messages)
        if inbound:
            self.inbound_changed.emit(inbound)
        if unmatched:
            self.unmatched_changed.emit()
        if elsewhere:
            self.history_changed_elsewhere.emit()
