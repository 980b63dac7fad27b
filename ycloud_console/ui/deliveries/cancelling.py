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
        self.notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 6)
        column.addWidget(self.notice)
        self.hide()

    def ask(self, rows: Sequence[MessageRow], back_to: QWidget) -> None:
        """Whether these, which are queued, are to be cancelled; then the keyboard goes *back_to*."""
        ids = [row.id for row in rows]
        title = self.tr("Cancel {count} messages?").format(count=self.locale().toString(len(ids)))
        sentence = self.tr("They still wait on this computer. Once cancelled, they never leave it.")
        self.notice.clear_actions()
        self.notice.show_text("warning", title, sentence)

        def leave() -> None:
            back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self.hide()

        def go_on() -> None:
            leave()
            self._tasks.start(self._cancel(ids), "cancel messages")

        self.notice.add_action(self.tr("Cancel messages"), go_on)
        back = self.notice.add_action(self.tr("Back"), leave, "link")
        self.show()
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _cancel(self, ids: Sequence[int]) -> None:
        try:
            done = await self._console.cancel_queued(ids)
        except HistoryUnavailable as error:
            self.notice.show_text("danger", self.tr("That was not possible"), str(error))
        else:
            number = self.locale().toString
            title = self.tr("Cancelled: {count} messages").format(count=number(len(done.cancelled)))
            left = len(ids) - len(done.cancelled)
            words = self.tr("Not cancelled: {count}. They had gone out, in part at least, or were cancelled.")
            sentence = words.format(count=number(left)) if left else ""
            self.notice.show_text("warning" if left else "success", title, sentence)
        # Only now: others may have been asked about meanwhile, and their buttons do not belong to this.
        self.notice.clear_actions()
        self.notice.add_action(self.tr("Close"), self.hide, "link")
        self.show()
