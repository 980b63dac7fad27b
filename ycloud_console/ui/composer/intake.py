"""Phone numbers from a file into the field *To*."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ycloud_console.ui.composer.numberfile import MAX_NUMBERS, NumberFile, UnreadableFile, read_numbers
from ycloud_console.ui.composer.recipients import RecipientsField
from ycloud_console.ui.tasks import Tasks


class Intake(QObject):
    """Reads files that are dropped on *field* or chosen, off the event loop.

    Signals:
        told(str, str): A tone and a sentence about what was found.
    """

    told = Signal(str, str)

    def __init__(self, field: RecipientsField, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._field = field
        self._tasks = tasks
        field.file_given.connect(lambda path: tasks.start(self._read(path), "read a file of numbers"))

    async def _read(self, path: Path) -> None:
        try:
            found = await asyncio.to_thread(read_numbers, path)
        except UnreadableFile as problem:
            reason = str(problem) or self.tr("it is too large")
            self.told.emit(
                "danger", self.tr("{file} cannot be read: {reason}.").format(file=path.name, reason=reason)
            )
            return
        if found.numbers:
            standing = self._field.text().rstrip()
            self._field.edit.replace_text("\n".join(filter(None, (standing, *found.numbers))))
            self._field.edit.setFocus()
        self.told.emit(*self._words(path.name, found))

    def _words(self, name: str, found: NumberFile) -> tuple[str, str]:
        if not found.numbers:
            return "danger", self.tr("There are no phone numbers in {file}.").format(file=name)
        if len(found.numbers) == 1:
            said = [self.tr("1 number from {file}.").format(file=name)]
        else:
            count = f"{len(found.numbers):,}"
            said = [self.tr("{n} numbers from {file}.").format(n=count, file=name)]
        if found.is_cut:
            said.append(self.tr("At most {n} are taken; the rest was left.").format(n=f"{MAX_NUMBERS:,}"))
        lines = ", ".join(f"{line:,}" for line in found.lines)
        if found.without == 1:
            said.append(self.tr("No number in line {lines}.").format(lines=lines))
        elif found.without:
            more = found.without - len(found.lines)
            more_said = self.tr(" and {n} more").format(n=f"{more:,}") if more else ""
            said.append(self.tr("No number in the lines {lines}{more}.").format(lines=lines, more=more_said))
        return ("warning" if len(said) > 1 else "success"), " ".join(said)
