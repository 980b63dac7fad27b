"""The copies of the history that lie beside it: what they are, how large, and deleting them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ycloud_console.console import Console
from ycloud_console.history import HistoryUnavailable
from ycloud_console.history.copies import OldCopy
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Notice, button, label, line


class OldCopies(QWidget):
    """Not to be seen while there are none, and nothing was done about them."""

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self.found: tuple[OldCopy, ...] = ()
        self.words = label("", "caption", wrap=True)
        self.delete_button = button(self.tr("Delete old copies…"))
        self.delete_button.clicked.connect(self.ask)
        self.notice = Notice()
        row = QHBoxLayout()
        row.addWidget(self.delete_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(line())
        column.addWidget(label(self.tr("Old copies"), "subheading"))
        column.addWidget(self.words)
        column.addWidget(self.notice)
        column.addLayout(row)
        self.hide()

    def refresh(self) -> None:
        """Look which there are now."""
        self._tasks.start(self._look(), "look for old copies of the history")

    async def _look(self) -> None:
        try:
            self.found = await self._console.upkeep.old_copies()
        except HistoryUnavailable:
            self.found = ()  # The card says what is wrong with the folder.
        sentence = self.tr(
            "Beside the history: {count}, {size} in all. They were made before an update or a restore, or of "
            "a damaged file, and hold every number and text of their time, also what was deleted since."
        )
        count = QLocale().toString(len(self.found))
        self.words.setText(sentence.format(count=count, size=_size(self.found)))
        self.words.setVisible(bool(self.found))
        self.delete_button.setVisible(bool(self.found))
        self.setVisible(bool(self.found) or self.notice.isVisibleTo(self))

    def ask(self) -> None:
        """Whether those that were found are to be deleted."""
        some = self.found
        title = self.tr("Delete {count} old copies for good?").format(count=QLocale().toString(len(some)))
        names = "\n".join(f"{each.path.name}  {_size([each])}" for each in some)
        self.notice.clear_actions()
        self.notice.show_text("warning", title, names)

        def go_on() -> None:
            self.notice.clear_actions()
            self._tasks.start(self._delete(some), "delete old copies of the history")

        self.notice.add_action(self.tr("Delete old copies"), go_on)
        self.notice.add_action(self.tr("Back"), self._back, "link").setFocus()

    async def _delete(self, some: Sequence[OldCopy]) -> None:
        try:
            await self._console.upkeep.remove_copies(some)
        except HistoryUnavailable as error:
            self.notice.show_text("danger", self.tr("Not everything was deleted"), str(error))
        else:
            title = self.tr("Deleted: {count} old copies").format(count=QLocale().toString(len(some)))
            self.notice.show_text("success", title, self.tr("{size} freed.").format(size=_size(some)))
        # Only now: it may have been asked again meanwhile.
        self.notice.clear_actions()
        self.notice.add_action(self.tr("Close"), self._close, "link").setFocus()
        await self._look()

    def _back(self) -> None:
        self._leave()
        self.delete_button.setFocus()

    def _close(self) -> None:
        self._leave()
        self.setVisible(bool(self.found))

    def _leave(self) -> None:
        self.notice.clear_actions()
        self.notice.hide()


def _size(copies: Sequence[OldCopy]) -> str:
    octets = sum(each.octets for each in copies)
    return QLocale().formattedDataSize(octets, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
