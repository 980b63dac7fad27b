"""Taking several messages back before they are sent: the question, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ycloud_console.console import Console
from ycloud_console.history.errors import HistoryUnavailable
from ycloud_console.history.model import MessageRow
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Notice


class CancelStrip(QWidget):
    """Asks first, above the table; nothing opens in the way."""

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._asks = False
        self.notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 6)
        column.addWidget(self.notice)
        self.hide()

    def ask(self, rows: Sequence[MessageRow], back_to: QWidget) -> None:
        """Whether these, which are queued, are to be cancelled; then the keyboard goes *back_to*."""
        ids = [row.id for row in rows]
        many = self.tr("Cancel {count} messages?").format(count=self.locale().toString(len(ids)))
        title = self.tr("Cancel 1 message?") if len(ids) == 1 else many
        sentence = self.tr("What still waits on this computer never leaves it once it is cancelled.")
        self.notice.clear_actions()
        self.notice.show_text("warning", title, sentence)

        def leave() -> None:
            back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self.withdraw()

        def go_on() -> None:
            leave()
            self._tasks.start(self._cancel(ids), "cancel messages")

        yes = self.tr("Cancel message") if len(ids) == 1 else self.tr("Cancel messages")
        self.notice.add_action(yes, go_on)
        back = self.notice.add_action(self.tr("Back"), leave, "link")
        self._asks = True
        self.show()
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw(self) -> None:
        """Ask no more; what came of an earlier question stays."""
        if self._asks:
            self._asks = False
            self.hide()

    async def _cancel(self, ids: Sequence[int]) -> None:
        try:
            done = await self._console.cancel_queued(ids)
        except HistoryUnavailable as error:
            self.notice.show_text("danger", self.tr("That was not possible"), str(error))
        else:
            number = self.locale().toString
            count = len(done.cancelled)
            many = self.tr("Cancelled: {count} messages").format(count=number(count))
            title = self.tr("Cancelled: 1 message") if count == 1 else many
            left = len(ids) - len(done.cancelled)
            words = self.tr("Not cancelled: {count}. They had gone out, in part at least, or were cancelled.")
            sentence = words.format(count=number(left)) if left else ""
            self.notice.show_text("warning" if left else "success", title, sentence)
        # Only now: others may have been asked about meanwhile, and their buttons do not belong to this.
        self._asks = False
        self.notice.clear_actions()
        self.notice.add_action(self.tr("Close"), self.hide, "link")
        self.show()
