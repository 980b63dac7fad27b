"""Export of what is filtered: where to, how far it is, and where it went."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from ycloud_console.console import Console
from ycloud_console.history.errors import HistoryUnavailable
from ycloud_console.history.export import ExportFormat, export
from ycloud_console.history.model import MessageFilter, Order
from ycloud_console.sms.masking import Mask
from ycloud_console.ui.deliveries.cells import NEWEST_FIRST
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Notice


class ExportStrip(QWidget):
    """One export at a time: asks for the file, shows how far it is, and says what became of it.

    Signals:
        busy_changed(bool): an export began, or has ended.
    """

    busy_changed = Signal(bool)

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._running: asyncio.Task[None] | None = None
        self._total = 0
        self._masked = ""
        self.notice = Notice()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the export"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether an export is under way."""
        return self._running is not None

    def ask(self, wanted: MessageFilter, total: int, order: Order = NEWEST_FIRST) -> QFileDialog:
        """Ask where to, then write the *total* messages of *wanted* there. Nothing waits meanwhile.

        What is hidden then is hidden in the file too, and its name and the words say so.
        """
        mask = Masking.current().mask
        title = self.tr("Export messages, masked") if mask.is_on else self.tr("Export messages")
        dialog = QFileDialog(self.window(), title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = {
            self.tr("CSV for spreadsheets (*.csv)"): ExportFormat.CSV,
            self.tr("Excel workbook (*.xlsx)"): ExportFormat.XLSX,
            self.tr("JSON lines (*.jsonl)"): ExportFormat.JSONL,
        }
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(filters[name].value[1:]))
        masked = "-masked" if mask.is_on else ""
        dialog.selectFile(f"messages-{datetime.now().astimezone():%Y-%m-%d}{masked}.csv")
        dialog.fileSelected.connect(lambda name: self.start(wanted, total, Path(name), order, mask))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def start(
        self,
        wanted: MessageFilter,
        total: int,
        target: Path,
        order: Order = NEWEST_FIRST,
        mask: Mask | None = None,
    ) -> None:
        """Write the messages of *wanted* to *target*, unless an export is under way already.

        Without what *mask* hides; None: what is hidden now.
        """
        if self._running is not None:
            return
        try:
            kind = ExportFormat.of(target)
        except ValueError as error:
            self._say("danger", self.tr("Not exported"), str(error))
            return
        self._total = total
        mask = Masking.current().mask if mask is None else mask
        self._masked = self._words_of(mask)
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(0)
        self.notice.clear_actions()
        self.notice.show_text("info", self.tr("Exporting to {file}").format(file=target.name), "…")
        self.notice.add_action(self.tr("Cancel"), self.cancel)
        self.progress.show()
        self.show()
        self._running = self._tasks.start(self._export(wanted, target, kind, order, mask), "export messages")
        self._running.add_done_callback(self._ended)
        self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Stop; the file is as it was before."""
        if self._running is not None:
            self._running.cancel()

    def _words_of(self, mask: Mask) -> str:
        if mask.texts and mask.numbers:
            return self.tr("Texts and numbers are masked in it.")
        if mask.texts:
            return self.tr("Texts are masked in it.")
        return self.tr("Numbers are masked in it.") if mask.numbers else ""

    async def _export(
        self, wanted: MessageFilter, target: Path, kind: ExportFormat, order: Order, mask: Mask
    ) -> None:
        try:
            count = await export(
                self._console.history,
                wanted,
                target,
                kind,
                order=order,
                progress=self._advance,
                mask=mask,
                account_names={account.id: account.name for account in self._console.accounts},
            )
        except OSError as error:
            reason = error.strerror or str(error)
            sentence = self.tr(
                "{file} cannot be written: {reason}. Choose another folder or free some space."
            )
            self._say("danger", self.tr("Not exported"), sentence.format(file=target.name, reason=reason))
        except HistoryUnavailable as error:
            self._say("danger", self.tr("Not exported"), str(error))
        else:
            number = self.locale().toString(count)
            title = self.tr("Exported: {count} messages").format(count=number)
            self._say("success", title, "\n".join(filter(None, (self._masked, str(target)))))
            self.notice.add_action(self.tr("Open folder"), lambda: _open_folder(target))
            self.notice.add_action(self.tr("Close"), self.hide, "link")

    def _advance(self, count: int) -> None:
        self.progress.setValue(min(count, self.progress.maximum()))
        number = self.locale().toString
        words = self.tr("{count} of {total} messages").format(count=number(count), total=number(self._total))
        self.notice.show_text("info", self.notice.title, f"{words}  {self._masked}".rstrip())

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running = None
        if task.cancelled():
            self.hide()
        self.busy_changed.emit(False)

    def _say(self, tone: str, title: str, sentence: str) -> None:
        self.notice.clear_actions()
        self.notice.show_text("success" if tone == "success" else "danger", title, sentence)
        if tone != "success":
            self.notice.add_action(self.tr("Close"), self.hide, "link")
        self.progress.hide()
        self.show()


def _open_folder(target: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))
