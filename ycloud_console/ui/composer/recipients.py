"""The recipients, pasted in any form: what was understood, from where, and what cannot be."""

from __future__ import annotations

import time
from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ycloud_console.sms.address import Recipient
from ycloud_console.ui.composer.check import RecipientCheck, shown_number
from ycloud_console.ui.composer.editor import GrowingEdit
from ycloud_console.ui.composer.numberfile import SUFFIXES
from ycloud_console.ui.composer.reader import RecipientReader, last_piece, place_of
from ycloud_console.ui.language import current_language
from ycloud_console.ui.widgets import button, label, set_property

_SLICE = 0.012
"""Seconds that reading may hold the event loop at a time."""
_LONG = 50_000
"""Characters from which on a list is not read after each keystroke but after a pause of _PAUSE ms."""
_PAUSE = 250
_SHOWN = 3
"""Most recipients that are listed with something to say of them; the rest is counted."""
_COUNTRIES = 4
_ENTRY = 200
"""Characters from the end in which the last entry of a list is looked for."""


class RecipientsEdit(GrowingEdit):
    """The field itself; a file that is dropped on it or pasted into it is not its text.

    Signals:
        file_given(object): The Path of such a file.
    """

    file_given = Signal(object)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(_files_in(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = _files_in(source)
        for path in files:
            self.file_given.emit(path)
        if not files:
            super().insertFromMimeData(source)


class RecipientsField(QWidget):
    """The field *To* with what was understood of it below.

    A long list is read in slices, with the window alive, and only what is new is read again.

    Signals:
        changed: ``check`` is another, or a long list begins to be read.
        file_given(object): The Path of a file with numbers that is to be read into the field.
    """

    changed = Signal()
    file_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = RecipientCheck()
        self.left = 0
        """How many entries are still to be read; ``check`` is then what stood there before."""
        self._reader = RecipientReader(language=current_language())
        self._text = ""
        self._is_taken = True
        """Whether ``_text`` is what stands in the field, and what the reader has."""
        self._fault = ""
        self._listing: list[Recipient] = []
        """Those that the links below the field are about."""
        self.edit = RecipientsEdit(2, 6, self)
        self.edit.setObjectName("recipients")
        self.edit.setPlaceholderText(self.tr("+65 8123 4567, one a line or pasted in any form"))
        self.title = label(self.tr("To"), "caption", parent=self)
        self.title.setBuddy(self.edit)
        self.from_file = button(self.tr("From a file…"), "link", self)
        self.from_file.setToolTip(self.tr("A text file or a table (.txt, .csv) with phone numbers in it"))
        self.summary = label("", "caption", wrap=True, parent=self)
        self.questions = self._list_label("fault")
        self.remarks = self._list_label("hint")
        self.remove = button(self.tr("Remove these"), "link", self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._arrange()
        self._connect()
        self._show()

    def _list_label(self, role: str) -> QLabel:
        made = QLabel(self)
        made.setProperty("role", role)
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setWordWrap(True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        made.linkActivated.connect(self._go_to)
        return made

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.from_file)
        layout.addLayout(top)
        for part in (self.edit, self.summary, self.questions, self.remarks):
            layout.addWidget(part)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.remove)
        row.addStretch(1)
        layout.addLayout(row)
        QWidget.setTabOrder(self.edit, self.from_file)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._read_on)
        self.edit.textChanged.connect(self._edited)
        self.edit.left.connect(self._show)
        self.edit.file_given.connect(self.file_given)
        self.remove.clicked.connect(self._remove_questionable)
        self.from_file.clicked.connect(self._ask_for_file)

    # Reading.

    @property
    def is_reading(self) -> bool:
        """Whether a long list is still being read."""
        return self.left > 0

    def set_default_country(self, country: str) -> None:
        """The country (ISO 3166) that a number without a country code is in."""
        if country != self._reader.default_country:
            self._reader = RecipientReader(country, current_language())
            self._edited()

    def finish(self) -> RecipientCheck:
        """Read what is left at once, and return what the list comes to."""
        if self.is_reading:
            self._timer.stop()
            self._take()
            self._settle()
        return self.check

    def remaining(self) -> int:
        """How many entries :meth:`finish` would have to read."""
        self._take()
        return self.left

    def text(self) -> str:
        """What stands in the field; of a long list it is costly to ask Qt again and again."""
        self._take()
        return self._text

    def set_fault(self, sentence: str) -> None:
        """Say beside the field what must be mended; empty takes it away."""
        self._fault = sentence
        self._show()

    def _edited(self) -> None:
        self._fault = ""
        self._is_taken = False
        if self.edit.document().characterCount() > _LONG:
            self._show_reading(self.tr("Reading…"))
            self._wait(max(1, self.left), _PAUSE)
        else:
            self._read_on()

    def _take(self) -> None:
        if not self._is_taken:
            self._is_taken = True
            self._text = self.edit.toPlainText()
            unread = self._reader.begin(self._text)
            self.left = max(1, unread) if self.left else 0

    def _show_reading(self, words: str) -> None:
        self.summary.setText(words)
        self.summary.show()

    def _read_on(self) -> None:
        self._take()
        until = time.monotonic() + _SLICE
        left = self._reader.read_on(lambda: time.monotonic() < until)
        if left:
            self._show_reading(self.tr("Reading… {n} to go").format(n=f"{left:,}"))
            self._wait(left, 0)
        else:
            self._timer.stop()
            self._settle()

    def _wait(self, left: int, milliseconds: int) -> None:
        """Go on reading in so many milliseconds; *left* entries are not read until then."""
        began = not self.left
        self.left = left
        self._timer.start(milliseconds)
        if began:
            self.changed.emit()

    def _settle(self) -> None:
        self.left = 0
        self.check = self._reader.result()
        self._show()
        self.changed.emit()

    def _remove_questionable(self) -> None:
        """Keep only those a phone can have, one a line; Ctrl+Z brings the others back."""
        self.edit.replace_text("\n".join(one.given.strip() for one in self.check.good))
        self.edit.setFocus()

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Read phone numbers from a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        tables = self.tr("Text files and tables ({patterns})").format(patterns=patterns)
        dialog.setNameFilters([tables, self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.file_given.emit(Path(name)))
        dialog.open()

    def _go_to(self, link: str) -> None:
        """Select in the field what the link is about."""
        index = int(link)
        place = place_of(self._listing[index].given, self.text())
        if place is not None:
            cursor = self.edit.textCursor()
            # Qt counts in 16-bit units; what stands before an entry are digits, names, rarely an emoji.
            text = self._text
            start, end = (len(text[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in place)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            self.edit.setTextCursor(cursor)
        self.edit.setFocus()

    # Showing.

    def _show(self) -> None:
        self.summary.setText(self._summary())
        self.summary.setVisible(bool(self.summary.text()))
        unfinished = self._unfinished()
        doubted = [one for one in self.check.questionable if one.given.strip() != unfinished]
        remarkable = [one for one in self.check.remarkable if one.given.strip() != unfinished]
        self._listing = [*doubted[:_SHOWN], *remarkable[:_SHOWN]]
        fault = [escape(self._fault)] if self._fault else []
        self._show_list(self.questions, fault + self._listed(doubted, 0))
        self._show_list(self.remarks, self._listed(remarkable, len(doubted[:_SHOWN])))
        self.remove.setVisible(bool(doubted))
        set_property(self.edit, "fault", bool(self._fault) or any(one.address is None for one in doubted))
        said = [self.summary.text(), self._fault, *(one.reason for one in doubted[:_SHOWN])]
        self.edit.setAccessibleDescription(" ".join(part for part in said if part))

    def _show_list(self, target: QLabel, lines: list[str]) -> None:
        target.setText("<br>".join(lines))
        target.setVisible(bool(lines))

    def _summary(self) -> str:
        parts = []
        count = len(self.check.sendable)
        if count:
            parts.append(self.tr("1 recipient") if count == 1 else self.tr("{n} recipients"))
            parts[0] = parts[0].format(n=f"{count:,}")
            parts += self._countries()
        again = len(self.check.duplicates)
        if again == 1:
            parts.append(self.tr("{number} twice: sent once").format(number=self.check.duplicates[0].strip()))
        elif again:
            parts.append(self.tr("{n} duplicates left out").format(n=f"{again:,}"))
        return " · ".join(parts)

    def _countries(self) -> list[str]:
        found = self.check.countries
        if not found:
            return []
        if len(found) == 1:
            return [found[0][0]]
        shown = ", ".join(f"{name} {count:,}" for name, count in found[:_COUNTRIES])
        more = len(found) - _COUNTRIES
        return [self.tr("{countries} and {n} more").format(countries=shown, n=more) if more > 0 else shown]

    def _unfinished(self) -> str:
        """The number that is being typed: too short as yet, which nobody needs to be told."""
        if not (self.edit.hasFocus() and self.edit.textCursor().atEnd()):
            return ""
        return last_piece(self.text()[-_ENTRY:]).strip()

    def _listed(self, recipients: Sequence[Recipient], first: int) -> list[str]:
        """A line for each: what was typed, a link to it, with its line in the field, and the reason."""
        text = self.text() if recipients else ""
        lines = []
        for index, one in enumerate(recipients[:_SHOWN], first):
            place = place_of(one.given, text)
            at = ""
            if place is not None and "\n" in text:
                at = escape(self.tr("line {n}").format(n=f"{text.count(chr(10), 0, place[0]) + 1:,}")) + " "
            lines.append(f'{at}<a href="{index}">{escape(shown_number(one))}</a>: {escape(one.reason)}')
        more = len(recipients) - _SHOWN
        if more > 0:
            lines.append(escape(self.tr("and {n} more like these").format(n=f"{more:,}")))
        return lines


def _files_in(source: QMimeData) -> list[Path]:
    """The files that were dropped or pasted; their names would be no recipients."""
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
