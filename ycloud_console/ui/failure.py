"""Unexpected errors: none ends the program silently, and none is shown twice."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from ycloud_console.ui.theme import mono_font
from ycloud_console.ui.widgets import button, label
from ycloud_console.versions import versions

log = logging.getLogger(__name__)


class Failures:
    """Takes what nothing else caught: prints it, and shows each distinct traceback once."""

    def __init__(self, log_folder: Path | None = None) -> None:
        self._seen: set[str] = set()
        self._log_folder = log_folder
        """For the dialog to show the way there."""

    @property
    def happened(self) -> bool:
        """Whether anything was caught."""
        return bool(self._seen)

    def install(self) -> None:
        """Become the hook of the interpreter and of its threads."""
        sys.excepthook = self.caught
        threading.excepthook = self._in_thread

    def caught(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        """The hook: for the main thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        text = "".join(traceback.format_exception(kind, error, where))
        log.error("unexpected error\n%s", text)
        place = "".join(traceback.format_tb(where)) + kind.__name__
        if place in self._seen or not isinstance(QApplication.instance(), QApplication):
            return
        self._seen.add(place)
        FailureDialog(text, self._log_folder).show()

    def task_failed(self, name: str, error: BaseException) -> None:
        """A background task ended in an exception."""
        log.error("background task %r failed", name)
        self.caught(type(error), error, error.__traceback__)

    def _in_thread(self, what: threading.ExceptHookArgs) -> None:
        # Qt may not be touched from here: the log alone has it.
        if what.exc_value is not None:
            log.error("unexpected error in thread %s", what.thread, exc_info=what.exc_value)


class FailureDialog(QDialog):
    """One unexpected error, with its traceback to be copied. It does not stop the work in other windows."""

    def __init__(self, text: str, log_folder: Path | None = None) -> None:
        super().__init__(QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(self.tr("Unexpected error"))
        self.resize(640, 420)
        self._text = "\n".join([*(f"{name}: {number}" for name, number in versions()), "", text])
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setFont(mono_font())
        shown.setAccessibleName(self.tr("What happened"))
        copy = button(self.tr("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        close = button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        if log_folder is not None:
            url = QUrl.fromLocalFile(str(log_folder))
            logs = button(self.tr("Open log folder"))
            logs.clicked.connect(lambda: QDesktopServices.openUrl(url))
            foot.addWidget(logs)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(self.tr("Something unexpected went wrong"), "heading"))
        sentence = self.tr(
            "The program goes on, and what was sent and received is kept. Copy this text, with the versions "
            "it adds, and give it to whoever looks after the program. It is shown once; the log has it "
            "each time."
        )
        column.addWidget(label(sentence, "caption", wrap=True))
        column.addWidget(shown, 1)
        column.addLayout(foot)


class StartDialog(QDialog):
    """The program cannot begin: why, and what to do. There is no other window yet."""

    def __init__(self, sentence: str, log_folder: Path) -> None:
        super().__init__()
        self.setWindowTitle("YCloud Console")
        self.setMinimumWidth(480)
        url = QUrl.fromLocalFile(str(log_folder))
        logs = button(self.tr("Open log folder"))
        logs.clicked.connect(lambda: QDesktopServices.openUrl(url))
        close = button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(logs)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(self.tr("YCloud Console cannot start"), "heading"))
        column.addWidget(label(sentence, wrap=True, selectable=True))
        column.addStretch(1)
        column.addLayout(foot)
