"""What is shown before there is a window, while the history is brought up to date or recovered."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ycloud_console.history.file import Rescue
from ycloud_console.history.progress import Stage, Step
from ycloud_console.history.recovered import Recovered
from ycloud_console.ui.widgets import label

_WIDTH = 460
"""Pixels."""


class StartNotice(QWidget):
    """Says what takes its time; the window follows. It cannot be closed: the work must come to its end."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint)
        self.setWindowTitle("YCloud Console")
        self.setFixedWidth(_WIDTH)
        self.title = label("", "heading", wrap=True)
        self.sentence = label("", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 22)
        column.setSpacing(10)
        for each in (self.title, self.sentence, self.progress):
            column.addWidget(each)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()

    def show_step(self, step: Step) -> None:
        """Say how far it is, and be seen."""
        title, sentence = self._words(step.stage)
        self.title.setText(title)
        self.sentence.setText(sentence)
        # The steps of an update are few and long: they would look as if nothing moved.
        total = 0 if step.stage is Stage.UPDATING else step.total
        self.progress.setRange(0, total)
        self.progress.setValue(step.done)
        self.setAccessibleName(f"{title} {sentence}")
        if not self.isVisible():
            self.show()

    def _words(self, stage: Stage) -> tuple[str, str]:
        if stage is Stage.RECOVERING:
            return (
                self.tr("The history is damaged, and is being recovered"),
                self.tr(
                    "What can be read of it is put into a new file; the damaged one is kept. A million "
                    "messages take two or three minutes."
                ),
            )
        title = self.tr("The history is being brought up to date")
        if stage is Stage.UPDATING:
            return title, self.tr("A million messages take about half a minute. The window opens then.")
        if stage is Stage.COPYING:
            return title, self.tr("First a copy of it is kept, as it was before.")
        return self.tr("The history is being checked"), self.tr("Every page of the file is read once.")


def rescue_words(rescue: Rescue) -> tuple[str, str]:
    """Title and sentence about a file that was set aside."""
    translate = QCoreApplication.translate
    found = rescue.recovered
    if found is None:
        title = translate("Rescue", "The history was another program's file")
        words = translate("Rescue", "A new history was begun; that file was kept as {file}.")
        return title, words.format(file=rescue.aside.name)
    title = translate("Rescue", "The history was damaged")
    if not rescue.has_anything:
        words = translate(
            "Rescue",
            "Nothing of it could be read, and a new history was begun. Receipts for earlier messages will "
            "show as unmatched. The damaged file was kept as {file}.",
        )
        return title, words.format(file=rescue.aside.name)
    words = translate("Rescue", "The damaged file was kept as {file}.")
    return title, f"{recovered_words(found)} {words.format(file=rescue.aside.name)}"


def recovered_words(found: Recovered) -> str:
    """What was read of a damaged file, in numbers."""
    translate, number = QCoreApplication.translate, QLocale().toString
    words = translate("Rescue", "Messages recovered: {count}; not readable: {lost}.")
    parts = [words.format(count=number(found.messages), lost=number(found.lost))]
    if found.segments_lost:
        words = translate(
            "Rescue",
            "Segments of which only the state is still known: {count}; of these without message ID: "
            "{nameless}.",
        )
        parts.append(words.format(count=number(found.segments_lost), nameless=number(found.without_id)))
    if found.receipts_adrift:
        words = translate("Rescue", "Receipts that lost their message, and show as unmatched: {count}.")
        parts.append(words.format(count=number(found.receipts_adrift)))
    if found.in_doubt:
        words = translate("Rescue", "Still to be sent were {count}: they are in doubt, and not sent.")
        parts.append(words.format(count=number(found.in_doubt)))
    return " ".join(parts)
