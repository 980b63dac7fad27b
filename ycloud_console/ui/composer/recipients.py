"""The recipients, pasted in any form: what was understood, from where, and what cannot be."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ycloud_console.sms.address import Recipient
from ycloud_console.ui.composer.check import RecipientCheck, RecipientReader, last_piece, shown_number
from ycloud_console.ui.composer.editor import GrowingEdit
from ycloud_console.ui.language import current_language
from ycloud_console.ui.widgets import button, label, set_property

_SLICE = 0.012
"""Seconds that reading may hold the event loop at a time."""
_SHOWN = 3
"""Most recipients that are listed with something to say of them; the rest is counted."""
_COUNTRIES = 3


class RecipientsField(QWidget):
    """The field *To* with what was understood of it below.

    Reading a number takes a library some tenths of a millisecond: a long list is read in slices, with the
    window alive, and only what is new is read again.

    Signals:
        changed: ``check`` is another.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = RecipientCheck()
        self._reader = RecipientReader(language=current_language())
        self._fault = ""
        self.edit = GrowingEdit(2, 6, self)
        self.edit.setObjectName("recipients")
        self.edit.setPlaceholderText(self.tr("+65 8123 4567, one a line or pasted in any form"))
        self.title = label(self.tr("To"), "caption", parent=self)
        self.title.setBuddy(self.edit)
        self.summary = label("", "caption", wrap=True, parent=self)
        self.questions = label("", "fault", wrap=True, selectable=True, parent=self)
        self.remarks = label("", "hint", wrap=True, selectable=True, parent=self)
        self.remove = button(self.tr("Remove these"), "link", self)
        self.remove.clicked.connect(self._remove_questionable)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read_on)
        self.edit.textChanged.connect(self._edited)
        self.edit.left.connect(self._show)
        self._arrange()
        self._show()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.edit)
        layout.addWidget(self.summary)
        layout.addWidget(self.questions)
        layout.addWidget(self.remarks)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.remove)
        row.addStretch(1)
        layout.addLayout(row)

    # Reading.

    @property
    def is_reading(self) -> bool:
        """Whether a long list is still being read; ``check`` is then what stood there before."""
        return self._timer.isActive()

    def set_default_country(self, country: str) -> None:
        """The country (ISO 3166) that a number without a country code is in."""
        if country != self._reader.default_country:
            self._reader = RecipientReader(country, current_language())
            self._edited()

    def finish(self) -> RecipientCheck:
        """Read what is left at once, and return what the list comes to."""
        if self.is_reading:
            self._timer.stop()
            self._settle()
        return self.check

    def set_fault(self, sentence: str) -> None:
        """Say beside the field what must be mended; empty takes it away."""
        self._fault = sentence
        self._show()

    def _edited(self) -> None:
        self._fault = ""
        self._read_on()

    def _read_on(self) -> None:
        until = time.monotonic() + _SLICE
        text = self.edit.toPlainText()
        left = self._reader.prepare(text, lambda: time.monotonic() < until)
        if left:
            self.summary.setText(self.tr("Reading… {n} to go").format(n=f"{left:,}"))
            self._timer.start(0)
        else:
            self._timer.stop()
            self._settle()

    def _settle(self) -> None:
        self.check = self._reader.read(self.edit.toPlainText())
        self._show()
        self.changed.emit()

    def _remove_questionable(self) -> None:
        """Keep only those a phone can have, one a line; Ctrl+Z brings the others back."""
        self.edit.replace_text("\n".join(one.given.strip() for one in self.check.good))
        self.edit.setFocus()

    # Showing.

    def _show(self) -> None:
        self.summary.setText(self._summary())
        self.summary.setVisible(bool(self.summary.text()))
        doubted = [one for one in self.check.questionable if one.given.strip() != self._unfinished()]
        lines = [self._fault] if self._fault else []
        self.questions.setText("\n".join(lines + self._listed(doubted)))
        self.questions.setVisible(bool(self.questions.text()))
        self.remarks.setText("\n".join(self._listed(self.check.remarkable)))
        self.remarks.setVisible(bool(self.remarks.text()))
        self.remove.setVisible(bool(doubted))
        set_property(self.edit, "fault", bool(self._fault) or any(one.address is None for one in doubted))
        self.edit.setAccessibleDescription(f"{self.summary.text()} {self.questions.text()}".strip())

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
        names = self.check.countries
        if not names:
            return []
        shown = ", ".join(names[:_COUNTRIES])
        more = len(names) - _COUNTRIES
        return [self.tr("{countries} and {n} more").format(countries=shown, n=more) if more > 0 else shown]

    def _unfinished(self) -> str:
        """The number that is being typed: too short as yet, which nobody needs to be told."""
        if not (self.edit.hasFocus() and self.edit.textCursor().atEnd()):
            return ""
        return last_piece(self.edit.toPlainText()).strip()

    def _listed(self, recipients: Sequence[Recipient]) -> list[str]:
        lines = [f"{shown_number(one)}: {one.reason}" for one in recipients[:_SHOWN]]
        more = len(recipients) - _SHOWN
        if more > 0:
            lines.append(self.tr("and {n} more like these").format(n=f"{more:,}"))
        return lines
