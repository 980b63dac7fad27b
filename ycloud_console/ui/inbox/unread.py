"""Up to where the inbox was seen, and how many messages have come since: for the number at its name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ycloud_console.console import Console
from ycloud_console.history import HistoryUnavailable
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.tasks import Tasks

_PAUSE_MS = 250
"""Changes are gathered so long before it is counted again."""


class Unread(QObject):
    """Counts from the window's start; the page, once there is one, says when it is looked at.

    Signals:
        changed(int): So many messages have come that were not in sight yet.
    """

    changed = Signal(int)

    def __init__(self, console: Console, bridge: Bridge, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._bridge = bridge
        self._tasks = tasks
        self.seen = 0
        """The newest row (its ID) that was in sight."""
        self.count = 0
        """Messages since then."""
        self.is_read: Callable[[], bool] = lambda: False
        """Whether the messages are in sight now."""
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.count_again)
        bridge.inbound_changed.connect(self._heard)
        bridge.history_changed_elsewhere.connect(self._heard)
        self._timer.start()

    def layout_state(self) -> dict[str, str]:
        """Up to where it was seen."""
        return {"inbox.seen": str(self.seen)}

    def restore_layout(self, state: dict[str, str]) -> None:
        seen = state.get("inbox.seen", "")
        if seen.isdecimal():
            self.seen = int(seen)
            self._timer.start()

    def close_down(self) -> None:
        """Start no more work."""
        self._bridge.inbound_changed.disconnect(self._heard)
        self._bridge.history_changed_elsewhere.disconnect(self._heard)
        self._timer.stop()

    def _heard(self) -> None:
        # What the page is about to show counts as seen once it does: it asks itself then.
        if not self.is_read() and not self._timer.isActive():
            self._timer.start()

    def count_again(self) -> None:
        """Count now, in a task; what is in sight now has been seen."""
        self._tasks.start(self._count(self.seen, is_read=self.is_read()), "count unread messages")

    async def _count(self, seen: int, *, is_read: bool) -> None:
        history = self._console.history
        try:
            newest = await history.newest_inbound()
            if is_read:
                self.seen, unread = newest, 0
            else:
                # What was seen last may have been deleted, or another history restored: numbers come again.
                if newest < seen == self.seen:
                    self.seen = newest
                unread = await history.newer_inbound(self.seen)
        except HistoryUnavailable:
            return  # the page says so; the number stays as it was
        if unread != self.count:
            self.count = unread
            self.changed.emit(unread)
