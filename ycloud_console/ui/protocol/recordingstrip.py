"""Recording of the PDUs to disk: what it would take, that it goes on, and why it ended."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from ycloud_console.console import Console
from ycloud_console.smpp.hiding import NOTHING_HIDDEN, TraceView
from ycloud_console.smpp.recording import MEGABYTE, RecordingLimits
from ycloud_console.ui.opening import Opener
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import FlowLayout, Notice, button, label

_DEFAULT = RecordingLimits()
_SPIN_INDENT = 7
"""Pixels."""


class RecordingStrip(QWidget):
    """Off until it is started, in every run of the program anew.

    Signals:
        changed(): It began, or has ended.
        trouble(str, str, str): It ended by itself: a subject, a title and a sentence.
    """

    changed = Signal()
    trouble = Signal(str, str, str)

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recorder = console.recorder
        self._tasks = tasks
        self._was_on = self._recorder.is_on
        self._view: TraceView = NOTHING_HIDDEN
        self.notice = Notice()
        self._opener = Opener(lambda title, words: self.notice.show_text("warning", title, words), self)
        self.megabytes = self._spin(1, 2000, _DEFAULT.octets // MEGABYTE, self.tr("Megabytes a file"))
        self.files = self._spin(1, 1000, _DEFAULT.files, self.tr("Files that are kept"))
        self.start_button = button(self.tr("Start recording"), "primary")
        self.start_button.clicked.connect(self.start)
        self._settings = self._settings_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.notice)
        column.addWidget(self._settings)
        self._leave = self._recorder.subscribe(self._heard)
        self.hide()
        self._show_state()

    def _spin(self, least: int, most: int, value: int, name: str) -> QSpinBox:
        made = QSpinBox()
        made.setRange(least, most)
        made.setValue(value)
        made.setAccessibleName(name)
        # The style sheet's padding does not reach the text of a spin box.
        made.lineEdit().setTextMargins(_SPIN_INDENT, 0, 0, 0)
        return made

    def _settings_row(self) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made, spacing=10)
        for spin in (self.megabytes, self.files):
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            caption = label(spin.accessibleName(), "caption")
            caption.setBuddy(spin)
            row.addWidget(caption)
            row.addWidget(spin)
            flow.addWidget(pair)
        flow.addWidget(self.start_button)
        return made

    def start(self) -> None:
        """Record from now on, within what the fields say."""
        limits = RecordingLimits(self.megabytes.value() * MEGABYTE, self.files.value())
        self._recorder.start(limits, self._view)

    def look_through(self, view: TraceView) -> None:
        """Hide what *view* hides, also in a recording that goes on."""
        self._view = view
        self._recorder.look_through(view)

    def stop(self) -> None:
        """End; what is recorded stays."""
        if self._recorder.is_on:
            self._tasks.start(self._recorder.stop(), "end the recording of PDUs")

    @property
    def is_on(self) -> bool:
        return self._recorder.is_on

    def layout_state(self) -> str:
        return f"{self.megabytes.value()} {self.files.value()}"

    def restore_layout(self, state: str) -> None:
        numbers = state.split()
        if len(numbers) == 2 and all(number.isdecimal() for number in numbers):
            self.megabytes.setValue(int(numbers[0]))
            self.files.setValue(int(numbers[1]))

    def close_down(self) -> None:
        """Listen no more; a recording goes on."""
        self._leave()

    def _heard(self) -> None:
        is_other = self._was_on is not self._recorder.is_on
        self._was_on = self._recorder.is_on
        self._show_state()
        if is_other:
            self.changed.emit()
            if self._recorder.problem:
                self.trouble.emit("recording", self.notice.title, self.notice.sentence)

    def _show_state(self) -> None:
        recorder = self._recorder
        self._settings.setVisible(not recorder.is_on)
        self.notice.clear_actions()
        size = QLocale().formattedDataSize(recorder.octets)
        folder = str(recorder.folder)
        if recorder.is_on:
            title = self.tr("Recording: {size} written").format(size=size)
            self.notice.show_text("success", title, self._where(folder))
            self.notice.add_action(self.tr("Stop recording"), self.stop)
        elif recorder.problem:
            sentence = self.tr(
                "{folder} cannot be written: {reason}. Free some space or allow less, then start it again. "
                "The links go on; what was written until then ({size}) is kept."
            ).format(folder=folder, reason=recorder.problem, size=size)
            self.notice.show_text("danger", self.tr("The recording of PDUs stopped"), sentence)
        elif recorder.octets:
            title = self.tr("Recorded: {size}").format(size=size)
            self.notice.show_text("info", title, self._where(folder))
        else:
            title = self.tr("Every PDU can be written to disk as it comes, for Wireshark")
            self.notice.show_text("info", title, self._where(folder))
        if recorder.folder.exists():
            self.notice.add_action(self.tr("Open folder"), lambda: self._opener.open(recorder.folder))

    def _where(self, folder: str) -> str:
        said = self.tr(
            "Folder: {folder}. Passwords are masked; numbers and texts are in it unless they are hidden. "
            "When a file is full the next is begun, and the oldest is deleted when there are too many."
        ).format(folder=folder)
        if self._recorder.missed:
            missed = QLocale().toString(self._recorder.missed)
            lost = self.tr("PDUs that came too fast to be written: {count}.").format(count=missed)
            said += f" {lost}"
        return said
