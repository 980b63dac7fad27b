"""Deleting one received message: the question, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ycloud_console.console import Console
from ycloud_console.history import HistoryUnavailable, InboundView
from ycloud_console.sms.parts import Joined
from ycloud_console.ui.masking import Masking, shown_number
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Notice


class DeleteInboundStrip(QWidget):
    """Asks first, above the list; nothing opens in the way."""

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._ids: list[int] = []
        """Of the message that is asked about, the rows of all its parts."""
        self.notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 6)
        column.addWidget(self.notice)
        self._asked: Joined[InboundView] | None = None
        # It names a number, which may be hidden from now on.
        Masking.current().changed.connect(self._say_question)
        self.hide()

    def ask(self, message: Joined[InboundView], back_to: QWidget) -> None:
        """Whether that message is to be deleted, with all its parts; then the keyboard goes *back_to*."""
        self._ids = _ids(message)
        self.notice.clear_actions()
        self._asked = message
        self._say_question()

        def leave() -> None:
            back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self._withdraw()

        def go_on() -> None:
            ids = self._ids
            leave()
            self._tasks.start(self._delete(ids), "delete a received message")

        self.notice.add_action(self.tr("Delete message"), go_on)
        back = self.notice.add_action(self.tr("Back"), leave, "link")
        self.show()
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_question(self) -> None:
        if self._asked is not None:
            title = self.tr("Delete the message from {number} for good?")
            number = shown_number(self._asked.first.source)
            self.notice.show_text("warning", title.format(number=number))

    def keep_for(self, message: Joined[InboundView] | None) -> None:
        """This message is chosen now: no question about another. With a part more it is still the same."""
        if not self._ids:
            return
        ids = _ids(message) if message is not None else []
        if set(ids).isdisjoint(self._ids):
            self._withdraw()
        else:
            self._ids = ids

    def _withdraw(self) -> None:
        self._ids, self._asked = [], None
        self.hide()

    async def _delete(self, ids: list[int]) -> None:
        try:
            await self._console.upkeep.remove_inbound(ids)
        except HistoryUnavailable as error:
            self.notice.clear_actions()
            self.notice.show_text("danger", self.tr("Nothing was deleted"), str(error))
            self.notice.add_action(self.tr("Close"), self.hide, "link")
            self.show()


def _ids(message: Joined[InboundView]) -> list[int]:
    return [piece.id for piece in message.pieces]
