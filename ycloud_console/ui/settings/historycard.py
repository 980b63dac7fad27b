"""The history in the settings: how large it is, how long it is kept, saving, restoring, making it smaller."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSpinBox,
)

from ycloud_console.accounts import SettingsUnavailable
from ycloud_console.console import Console
from ycloud_console.console.upkeep import InUse, Restored
from ycloud_console.history import HistoryReplaced, HistoryTooNew, HistoryUnavailable
from ycloud_console.history.backup import Contents
from ycloud_console.history.progress import Stage, Step
from ycloud_console.history.retention import Excess, Keep
from ycloud_console.ui.moments import local
from ycloud_console.ui.opening import Opener
from ycloud_console.ui.settings.cards import column_in
from ycloud_console.ui.settings.oldcopies import OldCopies
from ycloud_console.ui.starting import recovered_words
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Field, FlowLayout, Notice, Tone, button, label, line

_PAUSE_MS = 300
"""After a limit was changed, until it is counted what that would delete."""
_MOST_DAYS = 36_500
_MOST_MESSAGES = 1_000_000_000
_SUFFIX = ".sqlite3"


class HistoryCard(QFrame):
    """What the operator can do for the history as a whole. One thing at a time; everything else goes on.

    Signals:
        replaced(): another history was restored: everything that is shown of it is to be read anew.
    """

    replaced = Signal()

    def __init__(self, console: Console, tasks: Tasks, opener: Opener) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._console = console
        self._tasks = tasks
        self._opener = opener
        self._running: asyncio.Task[None] | None = None
        self._must_end = False
        """What is being done cannot be stopped any more."""
        self._counting: asyncio.Task[None] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._count)
        column = column_in(self, self.tr("History"))
        column.addWidget(label(str(console.history.path), "mono", selectable=True, wrap=True))
        self.size_label = label("", "caption", wrap=True)
        column.addWidget(self.size_label)
        column.addWidget(line())
        column.addWidget(label(self.tr("How long it is kept"), "subheading"))
        column.addLayout(self._limits())
        self.preview = label("", "caption", wrap=True)
        column.addWidget(self.preview)
        self.apply_button = button(self.tr("Apply"))
        self.apply_button.clicked.connect(self._ask_limits)
        row = QHBoxLayout()
        row.addWidget(self.apply_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(line())
        column.addWidget(label(self.tr("Saving and restoring"), "subheading"))
        what = self.tr(
            "A backup is one file with every number and text, for you alone; passwords and settings are not "
            "in it."
        )
        column.addWidget(label(what, "caption", wrap=True))
        self.notice = Notice()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the work on the history"))
        self.progress.hide()
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        column.addLayout(self._foot())
        self.copies = OldCopies(console, tasks)
        column.addWidget(self.copies)
        self.show_limits()

    @property
    def is_busy(self) -> bool:
        """Whether something is being done with the history."""
        # One that is done may not have been told of yet.
        return self._running is not None and not self._running.done()

    # How large it is.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        # What was sent or has aged meanwhile may be beyond the limits now.
        self._entered()

    def refresh(self) -> None:
        """Look how large the history is now."""
        self._tasks.start(self._measure(), "measure the history")
        self.copies.refresh()

    async def _measure(self) -> None:
        try:
            found = await self._console.upkeep.file()
        except HistoryUnavailable as error:
            self.size_label.setText(str(error))
            return
        words = self.tr("Messages: {count}. The file takes {size}.")
        text = words.format(count=_number(found.messages), size=_size(found.octets))
        if found.free:
            text += " " + self.tr("{size} of it is free.").format(size=_size(found.free))
        if not found.shrinks:
            text += " " + self.tr(
                "It was made by an early version: compact it once to have space given back."
            )
        self.size_label.setText(text)

    # How long it is kept.

    @property
    def wanted(self) -> Keep:
        """The limits as they are entered."""
        return Keep(self.days.value(), self.messages.value())

    def show_limits(self) -> None:
        """Show the limits that hold."""
        keep = self._console.upkeep.keep
        for spin, value in ((self.days, keep.days), (self.messages, keep.messages)):
            with QSignalBlocker(spin):
                spin.setValue(value)
        self._entered()

    def _entered(self) -> None:
        self.apply_button.setEnabled(self.wanted != self._console.upkeep.keep and not self.is_busy)
        self.preview.setText(
            self.tr("Nothing is deleted by itself.") if self.wanted.everything else self.tr("Counting…")
        )
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        if self.wanted.everything:
            self._pause.stop()
        else:
            self._pause.start()

    def _count(self) -> None:
        self._counting = self._tasks.start(self._show_excess(self.wanted), "count what would be deleted")

    async def _show_excess(self, keep: Keep) -> None:
        try:
            found = await self._console.upkeep.excess(keep)
        except HistoryUnavailable as error:
            self.preview.setText(str(error))
            return
        if keep == self.wanted:
            self.preview.setText(self._excess_words(found, holds=keep == self._console.upkeep.keep))

    def _excess_words(self, found: Excess, *, holds: bool) -> str:
        words = []
        if found.is_any and found.before is not None:
            sentence = self.tr("Would delete now: {what} older than {time}.")
            if holds:
                sentence = self.tr("To be deleted within the hour: {what} older than {time}.")
            time = f"{local(found.before):%Y-%m-%d %H:%M}"
            words.append(sentence.format(what=self._counted(found), time=time))
        else:
            words.append(self.tr("Nothing is beyond these limits yet."))
        if found.staying:
            sentence = self.tr("Older ones that are still under way or in doubt stay: {count}.")
            words.append(sentence.format(count=_number(found.staying)))
        return " ".join(words)

    def _counted(self, found: Excess) -> str:
        """What goes, each kind with its number."""
        kinds = (
            (found.messages, self.tr("{count} messages")),
            (found.inbound, self.tr("{count} received messages")),
            (found.unmatched, self.tr("{count} unmatched receipts")),
        )
        return self.tr(", ").join(words.format(count=_number(count)) for count, words in kinds if count)

    def _ask_limits(self) -> None:
        self._start(self._ask_about(self.wanted), "count what would be deleted")

    async def _ask_about(self, keep: Keep) -> None:
        """Nothing is deleted before the operator has read how much it is."""
        found = Excess() if keep.everything else await self._console.upkeep.excess(keep)
        if not found.is_any:
            await self._keep(keep)
            return
        title = self.tr("Delete {what} now, and keep to it?").format(what=self._counted(found))
        more = self.tr(
            "From then on it is looked at each hour. What is deleted is gone for good: back up first if in "
            "doubt."
        )
        if self.copies.found:
            more += " " + self.tr("It stays in the old copies below, until they are deleted.")
        sentence = f"{self._excess_words(found, holds=False)} {more}"
        self._ask(title, sentence, self.tr("Delete and keep to it"), lambda: self._keep(keep))

    async def _keep(self, keep: Keep) -> None:
        settings = self._console.settings
        try:
            await asyncio.to_thread(
                lambda: settings.set_preferences(keep_days=keep.days, keep_messages=keep.messages)
            )
        except SettingsUnavailable as error:
            self._say("danger", self.tr("Not changed"), str(error))
            return
        self.notice.hide()
        self._entered()
        if not keep.everything:
            self._busy(self.tr("Deleting…"))
            try:
                done = await self._console.upkeep.trim()
            except HistoryUnavailable as error:
                self._say("danger", self.tr("Not everything was deleted"), str(error))
                return
            if done.is_any:
                self._say("success", self.tr("Deleted: {what}").format(what=self._counted(done)), "")

    # Saving and restoring.

    def choose_backup(self) -> QFileDialog:
        """Ask where the backup is to be written."""
        dialog = QFileDialog(self.window(), self.tr("Back up the history"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("History (*.sqlite3)")])
        dialog.setDefaultSuffix(_SUFFIX[1:])
        dialog.selectFile(f"ycloud-history-{datetime.now().astimezone():%Y-%m-%d}{_SUFFIX}")
        return self._open(dialog, self.back_up)

    def choose_restore(self) -> QFileDialog:
        """Ask which backup is to be restored."""
        dialog = QFileDialog(self.window(), self.tr("Restore a history"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("History (*.sqlite3 *.sqlite3.*)"), self.tr("All files (*)")])
        return self._open(dialog, self.look_into)

    def _open(self, dialog: QFileDialog, slot: Callable[[Path], None]) -> QFileDialog:
        dialog.fileSelected.connect(lambda name: slot(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def back_up(self, target: Path) -> None:
        """Write a backup to *target*."""
        self._start(self._back_up(target), "back up the history")

    async def _back_up(self, target: Path) -> None:
        self._busy(self.tr("Backing up to {file}").format(file=target.name))
        found = await self._console.upkeep.back_up(target, self._heard)
        text = f"{target}\n{self._contents(found)}"
        self._say("success", self.tr("Backed up and checked"), text, folder=target.parent)

    def look_into(self, source: Path) -> None:
        """Say what is in *source*, and ask whether it is to be restored."""
        self._start(self._look_into(source), "look into a backup")

    async def _look_into(self, source: Path) -> None:
        self._busy(self.tr("Checking {file}").format(file=source.name))
        found = await self._console.upkeep.examine(source, self._heard)
        title = self.tr("Put {file} in the place of the present history?").format(file=source.name)
        words = [self._contents(found)]
        if found.under_way:
            sentence = self.tr("{count} of them still waited then; they will be in doubt, and are not sent.")
            words.append(sentence.format(count=_number(found.under_way)))
        if waiting := await self._console.upkeep.under_way():
            sentence = self.tr(
                "Messages that wait to be sent in the present history: {count}. They will not be sent."
            )
            words.append(sentence.format(count=_number(waiting)))
        words.append(
            self.tr(
                "The present history is kept beside it under another name. Receipts for messages that are "
                "not in the backup will show as unmatched. Every account must be unbound."
            )
        )
        self._ask(title, " ".join(words), self.tr("Restore"), lambda: self._restore(source))

    def _contents(self, found: Contents) -> str:
        if found.is_damaged:
            return self.tr("The file is damaged: what can be read of it is recovered.")
        words = self.tr("Messages sent: {sent}, received: {received}.").format(
            sent=_number(found.messages), received=_number(found.inbound)
        )
        if found.first_at is not None and found.last_at is not None:
            first, last = (f"{local(each):%Y-%m-%d %H:%M}" for each in (found.first_at, found.last_at))
            words += " " + self.tr("From {first} to {last}.").format(first=first, last=last)
        return words

    async def _restore(self, source: Path) -> None:
        self._busy(self.tr("Restoring {file}").format(file=source.name))
        try:
            done = await self._console.upkeep.restore(source, self._heard)
        except HistoryReplaced as error:
            self._say("danger", self.tr("Restored, but it cannot be used as it should"), str(error))
            self._show_anew()
            return
        except InUse:
            sentence = self.tr("Unbind every account, wait until nothing is being sent, and restore again.")
            self._say("warning", self.tr("An account is bound"), sentence)
            return
        self._say("success", self.tr("Restored"), self._restored_words(done))
        self._show_anew()

    def _restored_words(self, done: Restored) -> str:
        words = [] if done.recovered is None else [recovered_words(done.recovered)]
        if done.aside is not None:
            sentence = self.tr("The history that was there is kept as {file}.")
            words.append(sentence.format(file=done.aside.name))
        if done.not_sent:
            sentence = self.tr("Messages that waited there, and are not sent: {count}.")
            words.append(sentence.format(count=_number(done.not_sent)))
        if done.beyond.is_any:
            sentence = self.tr(
                "Of what was restored, beyond the limits for keeping it: {count}. The limits were switched "
                "off, so that it is not deleted; apply them again when it may be."
            )
            words.append(sentence.format(count=_number(done.beyond.total)))
        return " ".join(words)

    def _show_anew(self) -> None:
        self.show_limits()
        self.replaced.emit()

    # Making it smaller.

    def ask_compact(self) -> None:
        """Ask whether the file is to be written anew."""
        self._start(self._ask_compact(), "look how large the history is")

    async def _ask_compact(self) -> None:
        found = await self._console.upkeep.file()
        title = self.tr("Write the history's file anew, as small as it can be?")
        sentence = self.tr(
            "That takes about {seconds} s. Accounts stay bound; until then receipts and what you send wait."
        )
        text = sentence.format(seconds=_number(found.seconds))
        self._ask(title, text, self.tr("Compact"), self._compact)

    async def _compact(self) -> None:
        before = (await self._console.upkeep.file()).octets
        self._busy(self.tr("Compacting the history"))
        await self._console.upkeep.rebuild(self._heard)
        after = (await self._console.upkeep.file()).octets
        words = self.tr("{before} before, {after} now.").format(before=_size(before), after=_size(after))
        self._say("success", self.tr("Compacted"), words)

    # One thing at a time.

    def stop(self) -> None:
        """Stop what is being done; everything is as it was before, but for what is already deleted.

        Does nothing once another file takes the history's place.
        """
        if self._running is not None and not self._must_end:
            self._running.cancel()

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        if self.is_busy:
            work.close()
            return
        self._must_end = False
        self._running = self._tasks.start(self._do(work), name)
        self._running.add_done_callback(self._ended)
        self._enable()

    async def _do(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (HistoryTooNew, HistoryUnavailable) as error:
            self._say("danger", self.tr("That was not possible"), str(error))

    def _ended(self, task: asyncio.Task[None]) -> None:
        if self._running is not task:
            return  # something else was begun at once
        self._running = None
        self.progress.hide()
        self._enable()
        if task.cancelled():
            self.notice.hide()
        else:
            self.refresh()

    def _enable(self) -> None:
        for each in self._buttons:
            each.setEnabled(not self.is_busy)
        self._entered()

    def _ask(
        self, title: str, sentence: str, yes: str, work: Callable[[], Coroutine[Any, Any, None]]
    ) -> None:
        self.progress.hide()
        self.notice.clear_actions()
        self.notice.show_text("warning", title, sentence)

        def go_on() -> None:
            self.notice.clear_actions()
            self._start(work(), "work on the history")

        self.notice.add_action(yes, go_on)
        self.notice.add_action(self.tr("Back"), self._leave, "link").setFocus()

    def _leave(self) -> None:
        self.notice.hide()
        self.show_limits()

    def _busy(self, title: str) -> None:
        self.notice.clear_actions()
        self.notice.show_text("info", title, "…")
        self.notice.add_action(self.tr("Stop"), self.stop)
        self.progress.setRange(0, 0)
        self.progress.show()

    def _heard(self, step: Step) -> None:
        if not self.is_busy:
            return  # told late
        words = {
            Stage.COPYING: self.tr("Copying…"),
            Stage.CHECKING: self.tr("Checking…"),
            Stage.UPDATING: self.tr("Bringing it up to date…"),
            Stage.RECOVERING: self.tr("Recovering what can be read…"),
            Stage.REPLACING: self.tr("Putting it in place; this cannot be stopped…"),
        }
        if step.stage is Stage.REPLACING:
            self._must_end = True
            self.notice.clear_actions()
        self.notice.show_text("info", self.notice.title, words[step.stage])
        self.progress.setRange(0, step.total)
        self.progress.setValue(step.done)

    def _say(self, tone: Tone, title: str, sentence: str, folder: Path | None = None) -> None:
        self.progress.hide()
        self.notice.clear_actions()
        self.notice.show_text(tone, title, sentence)
        if folder is not None:
            self.notice.add_action(self.tr("Open folder"), lambda: self._opener.open(folder))
        self.notice.add_action(self.tr("Close"), self.notice.hide, "link")

    # Building.

    def _limits(self) -> QGridLayout:
        self.days = self._spin(_MOST_DAYS, self.tr("for ever"), self.tr(" days"))
        self.messages = self._spin(_MOST_MESSAGES, self.tr("all"), self.tr(" messages"))
        self.messages.setSingleStep(10_000)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        fields = (
            Field(self.tr("Keep messages for"), self.days, self.tr("0: for ever. Counted from sending.")),
            Field(self.tr("Keep the newest"), self.messages, self.tr("0: all of them.")),
        )
        for place, each in enumerate(fields):
            grid.addWidget(each, 0, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _spin(self, most: int, none: str, unit: str) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(0, most)
        spin.setSpecialValueText(none)
        spin.setSuffix(unit)
        spin.setGroupSeparatorShown(True)
        spin.valueChanged.connect(lambda _: self._entered())
        return spin

    def _foot(self) -> FlowLayout:
        self.backup_button = button(self.tr("Back up…"))
        self.backup_button.clicked.connect(self.choose_backup)
        self.restore_button = button(self.tr("Restore…"))
        self.restore_button.clicked.connect(self.choose_restore)
        self.compact_button = button(self.tr("Compact…"))
        self.compact_button.clicked.connect(self.ask_compact)
        self.open_button = button(self.tr("Open folder"))
        self.open_button.clicked.connect(lambda: self._opener.open(self._console.history.path.parent))
        self._buttons: tuple[QPushButton, ...] = (
            self.backup_button,
            self.restore_button,
            self.compact_button,
        )
        row = FlowLayout(spacing=6)
        for each in (*self._buttons, self.open_button):
            row.addWidget(each)
        return row


def _number(count: int) -> str:
    return QLocale().toString(count)


def _size(octets: int) -> str:
    return QLocale().formattedDataSize(octets, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
