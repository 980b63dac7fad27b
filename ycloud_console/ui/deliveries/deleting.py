"""Deleting messages from the history: the question, how far it is, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ycloud_console.console import Console
from ycloud_console.history.errors import HistoryUnavailable
from ycloud_console.history.keeping import Progress
from ycloud_console.history.model import MessageFilter, MessageRow
from ycloud_console.history.removal import OPEN, Removal
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Notice, Tone

Delete = Callable[[Progress], Awaitable[Removal]]


class DeleteStrip(QWidget):
    """Asks first, above the table; nothing opens in the way. One deletion at a time.

    Signals:
        busy_changed(bool): a deletion began, or has ended.
        many_deleted(): more was deleted than the table would take away row by row.
    """

    busy_changed = Signal(bool)
    many_deleted = Signal()

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._running: asyncio.Task[None] | None = None
        self._about: MessageFilter | Sequence[int] | None = None
        """What is asked about, or being counted for that: what is filtered, or the IDs of those chosen."""
        self.notice = Notice()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the deletion"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether a deletion is under way."""
        return self._running is not None

    def ask(self, rows: Sequence[MessageRow], back_to: QWidget) -> None:
        """Whether these are to be deleted; then the keyboard goes *back_to*."""
        if self.is_busy or not rows:
            return
        ids = [row.id for row in rows]
        still_open = sum(1 for row in rows if row.state in OPEN)
        found = Removal(len(ids) - still_open, still_open)
        self._about = ids
        self._ask(found, partial(self._console.upkeep.remove, ids), back_to)

    def ask_filtered(self, wanted: MessageFilter, back_to: QWidget) -> None:
        """Whether everything that is filtered is to be deleted, after counting it."""
        if not self.is_busy:
            self.withdraw()
            self._about = wanted
            self._tasks.start(self._count(wanted, back_to), "count what would be deleted")

    def withdraw_chosen(self) -> None:
        """Others are chosen now: no question about those that were."""
        if not isinstance(self._about, MessageFilter):
            self.withdraw()

    def withdraw_filtered(self, wanted: MessageFilter) -> None:
        """This is filtered now: no question about anything else that was."""
        if isinstance(self._about, MessageFilter) and self._about != wanted:
            self.withdraw()

    def withdraw(self) -> None:
        """Ask no more; a deletion that is under way goes on, and what came of one stays."""
        if self._about is not None:
            self._about = None
            if not self.is_busy:
                self.hide()

    async def _count(self, wanted: MessageFilter, back_to: QWidget) -> None:
        try:
            found = await self._console.upkeep.removable(wanted)
        except HistoryUnavailable as error:
            self._end("danger", self.tr("Nothing was deleted"), str(error))
            return
        # Meanwhile something else may be filtered, or asked about.
        if not self.is_busy and self._about is wanted:
            self._ask(found, partial(self._console.upkeep.remove_filtered, wanted), back_to)

    def _ask(self, found: Removal, delete: Delete, back_to: QWidget) -> None:
        number = self.locale().toString
        self.progress.hide()
        self.notice.clear_actions()
        if not found.removed:
            stays = self.tr("This one stays") if found.kept == 1 else self.tr("These stay")
            title = stays if found.kept else self.tr("There is nothing to delete")
            about = self._about
            self._end("info", title, self._staying(found.kept))
            self._about = about
            return
        many = self.tr("Delete {count} messages for good?").format(count=number(found.removed))
        title = self.tr("Delete 1 message for good?") if found.removed == 1 else many
        sentence = self.tr("Their receipts and times go with them. Nothing is asked of the SMSC.")
        self.notice.show_text("warning", title, f"{sentence} {self._staying(found.kept)}".strip())

        def leave() -> None:
            back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self.withdraw()

        def go_on() -> None:
            back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self._start(delete, found.removed)

        yes = self.tr("Delete message") if found.removed == 1 else self.tr("Delete messages")
        self.notice.add_action(yes, go_on)
        back = self.notice.add_action(self.tr("Back"), leave, "link")
        self.show()
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _staying(self, count: int) -> str:
        """Why some are not deleted."""
        if not count:
            return ""
        words = self.tr(
            "Not deleted: {count}. What is queued, sent or accepted is still under way, and what is in doubt "
            "is for you to decide."
        )
        return words.format(count=self.locale().toString(count))

    def _start(self, delete: Delete, total: int) -> None:
        self._about = None
        self.notice.clear_actions()
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(0)
        self.progress.show()
        self.notice.show_text("info", self.tr("Deleting…"), self._far(0, total))
        self.notice.add_action(self.tr("Stop"), self.stop)
        self._running = self._tasks.start(self._delete(delete, total), "delete messages")
        self._running.add_done_callback(self._ended)
        self.busy_changed.emit(True)

    def stop(self) -> None:
        """Delete no more; what is deleted stays so."""
        if self._running is not None:
            self._running.cancel()

    async def _delete(self, delete: Delete, total: int) -> None:
        def advance(done: int, of: int) -> None:
            self.progress.setRange(0, max(1, of))
            self.progress.setValue(done)
            self.notice.show_text("info", self.notice.title, self._far(done, of))

        try:
            done = await delete(advance)
        except HistoryUnavailable as error:
            self._end("danger", self.tr("Not everything was deleted"), str(error))
            return
        many = self.tr("Deleted: {count} messages").format(count=self.locale().toString(done.removed))
        title = self.tr("Deleted: 1 message") if done.removed == 1 else many
        self._end("warning" if done.kept else "success", title, self._staying(done.kept))
        if done.removed > _FEW:
            self.many_deleted.emit()

    def _far(self, done: int, total: int) -> str:
        number = self.locale().toString
        if total == 1:
            return self.tr("{count} of 1 message").format(count=number(done))
        return self.tr("{count} of {total} messages").format(count=number(done), total=number(total))

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running = None
        if task.cancelled():
            self.hide()
            self.many_deleted.emit()
        self.busy_changed.emit(False)

    def _end(self, tone: Tone, title: str, sentence: str) -> None:
        self._about = None
        self.progress.hide()
        self.notice.clear_actions()
        self.notice.show_text(tone, title, sentence)
        self.notice.add_action(self.tr("Close"), self.hide, "link")
        self.show()


_FEW = 50
"""Messages: after more, the table is read anew, since further ones move up into it."""
