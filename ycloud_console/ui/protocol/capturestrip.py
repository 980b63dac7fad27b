"""PDUs to a file and back: where to, how far it is, and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from ycloud_console.console import Console
from ycloud_console.console.tracing import export_pdus, known_belongings
from ycloud_console.smpp.capture import Capture, NotACapture, read_capture
from ycloud_console.smpp.capture_texts import no_capture
from ycloud_console.smpp.hiding import TraceView
from ycloud_console.smpp.trace import CAPACITY, Traced
from ycloud_console.ui.language import current_language
from ycloud_console.ui.opening import Opener
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Notice, Tone

_STEPS = 1000
"""Of the progress bar while a file is read."""


class CaptureStrip(QWidget):
    """One file at a time: written or read, while everything else goes on.

    Signals:
        busy_changed(bool): Something began, or has ended.
        opened(object): The Capture that was read.
        closed(): The operator wants to see the live PDUs again.
    """

    busy_changed = Signal(bool)
    opened = Signal(object)
    closed = Signal()

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._opener = Opener(lambda title, sentence: self._say("warning", title, sentence), self)
        self._running: asyncio.Task[None] | None = None
        self._total = 0
        self._capture: Capture | None = None
        self._stop_reading = False
        self.notice = Notice()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        self.hide()

    @property
    def is_busy(self) -> bool:
        return self._running is not None

    # Export.

    def ask_export(self, pdus: Sequence[Traced], view: TraceView) -> QFileDialog:
        """Ask where to, then write *pdus* there. Nothing waits meanwhile."""
        dialog = QFileDialog(self.window(), self.tr("Export PDUs for Wireshark"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Capture for Wireshark (*.pcapng)")])
        dialog.setDefaultSuffix("pcapng")
        dialog.selectFile(f"pdus-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.pcapng")
        dialog.fileSelected.connect(lambda name: self.export(pdus, Path(name), view))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def export(self, pdus: Sequence[Traced], target: Path, view: TraceView) -> None:
        """Write *pdus* to *target*, unless something is under way already."""
        title = self.tr("Exporting to {file}").format(file=target.name)
        self._begin(title, len(pdus), self._export(pdus, target, view), "export PDUs")

    async def _export(self, pdus: Sequence[Traced], target: Path, view: TraceView) -> None:
        belonging = await known_belongings(self._console.history, self._console.accounts, pdus)
        try:
            count = await export_pdus(
                pdus, target, view=view, belonging=belonging, progress=self._advance_export
            )
        except OSError as error:
            sentence = self.tr(
                "{file} cannot be written: {reason}. Choose another folder or free some space."
            )
            reason = error.strerror or str(error)
            self._say("danger", self.tr("Not exported"), sentence.format(file=target.name, reason=reason))
            return
        number = self.locale().toString(count)
        self._say("success", self.tr("Exported: {count} PDUs").format(count=number), str(target))
        self.notice.add_action(self.tr("Open folder"), lambda: self._opener.open(target.parent))
        self.notice.add_action(self.tr("Close"), self._show_capture_again, "link")

    def _advance_export(self, count: int) -> None:
        self.progress.setValue(count)
        number = self.locale().toString
        words = self.tr("{count} of {total} PDUs").format(count=number(count), total=number(self._total))
        self.notice.show_text("info", self.notice.title, words)

    # Reading.

    def ask_open(self) -> QFileDialog:
        """Ask which capture, then read it."""
        dialog = QFileDialog(self.window(), self.tr("Open capture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        captures = self.tr("Captures (*.pcapng *.pcap *.cap *.dmp *.gz)")
        dialog.setNameFilters([captures, self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def open(self, path: Path) -> None:
        """Read the capture at *path*, unless something is under way already."""
        title = self.tr("Reading {file}").format(file=path.name)
        self._begin(title, _STEPS, self._open(path), "open a capture")

    async def _open(self, path: Path) -> None:
        loop = asyncio.get_running_loop()
        self._stop_reading = False

        def progress(part: float) -> None:
            if self._stop_reading:
                raise InterruptedError
            loop.call_soon_threadsafe(self.progress.setValue, round(part * _STEPS))

        try:
            capture = await asyncio.to_thread(read_capture, path, most=CAPACITY, progress=progress)
        except asyncio.CancelledError:
            self._stop_reading = True
            raise
        except NotACapture:
            self._say("danger", self.tr("Not opened"), no_capture(path.name, current_language()))
            return
        except OSError as error:
            sentence = self.tr("{file} cannot be read: {reason}.")
            reason = error.strerror or str(error)
            self._say("danger", self.tr("Not opened"), sentence.format(file=path.name, reason=reason))
            return
        self._capture = capture
        self._show_capture_again()
        self.opened.emit(capture)

    def _show_capture_again(self) -> None:
        """What is said while a capture is shown; hidden when none is."""
        capture = self._capture
        if capture is None:
            self.hide()
            return
        number = self.locale().toString
        title = self.tr("{file}: {count} PDUs in {packets} packets").format(
            file=capture.path.name, count=number(capture.total), packets=number(capture.packets)
        )
        said = [finding.sentence(current_language()) for finding in capture.findings]
        self._say("warning" if said else "info", title, "\n".join(said))
        self.notice.add_action(self.tr("Back to the live PDUs"), self.close_capture)

    def close_capture(self) -> None:
        """Show the live PDUs again."""
        if self._capture is not None:
            self._capture = None
            self.hide()
            self.closed.emit()

    # Both.

    def _begin(self, title: str, total: int, work: Coroutine[Any, Any, None], name: str) -> None:
        if self._running is not None:
            work.close()
            return
        self._total = total
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(0)
        self.notice.clear_actions()
        self.notice.show_text("info", title, "…")
        self.notice.add_action(self.tr("Cancel"), self.cancel)
        self.progress.show()
        self.show()
        self._running = self._tasks.start(work, name)
        self._running.add_done_callback(self._ended)
        self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Stop; what was to be written is as it was before."""
        if self._running is not None:
            self._running.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running = None
        self.progress.hide()
        if task.cancelled():
            self._show_capture_again()
        self.busy_changed.emit(False)

    def _say(self, tone: Tone, title: str, sentence: str) -> None:
        self.notice.clear_actions()
        self.notice.show_text(tone, title, sentence)
        if tone == "danger":
            self.notice.add_action(self.tr("Close"), self._show_capture_again, "link")
        self.progress.hide()
        self.show()
