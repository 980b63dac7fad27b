"""Advice below the message: what makes it dearer or would have it refused, each with its one-click cure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ycloud_console.ui.composer.check import Plan, TextCheck, name_of_character, shown_number
from ycloud_console.ui.widgets import Notice, label

_SHOWN = 6
"""Most characters that are named; the rest is counted."""


class Advice(QWidget):
    """Two notices and a quiet line, each there only when it has something to say.

    Signals:
        plain_wanted: The operator wants plain characters for those that force UCS-2.
        signature_wanted: The operator wants the signature in front.
    """

    plain_wanted = Signal()
    signature_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = label("", "caption", wrap=True, selectable=True)
        self.forcing = Notice("warning", parent=self)
        self.replace = self.forcing.add_action(self.tr("Replace them"), self.plain_wanted.emit)
        self.signature = Notice("warning", parent=self)
        self.sign = self.signature.add_action("", self.signature_wanted.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.reason, self.forcing, self.signature):
            layout.addWidget(part)
            part.hide()

    def show_plan(self, plan: Plan, signature: str) -> None:
        """Advise on *plan*; *signature* (with its brackets) is what would be added."""
        self._show_reason(plan.text)
        self._show_forcing(plan.text)
        self._show_signature(plan, signature)
        self.setHidden(self.reason.isHidden() and self.forcing.isHidden() and self.signature.isHidden())

    def _show_reason(self, text: TextCheck) -> None:
        """Where nothing can be done about UCS-2 it is still said why it is."""
        if text.stubborn:
            self.reason.setText(
                self.tr("UCS-2 because of {characters}").format(characters=self._list(text.stubborn))
            )
        self.reason.setVisible(bool(text.stubborn))

    def _show_forcing(self, text: TextCheck) -> None:
        if text.plain is None or text.meter is None:
            self.forcing.hide()
            return
        title = self.tr("UCS-2 because of {characters}").format(characters=self._list(text.curable))
        now, then = text.meter.segments, text.plain.segments
        if then < now and then == 1:
            sentence = self.tr("With plain characters it is 1 segment instead of {now}.").format(now=now)
        elif then < now:
            sentence = self.tr("With plain characters it is {then} segments instead of {now}.").format(
                then=then, now=now
            )
        else:
            sentence = self.tr("With plain characters a segment holds more than twice as much.")
        self.forcing.show_text("warning", title, sentence)

    def _show_signature(self, plan: Plan, signature: str) -> None:
        if not plan.lacks_signature:
            self.signature.hide()
            return
        chinese = plan.recipients.in_mainland_china
        if len(chinese) == 1:
            whom = shown_number(chinese[0])
        else:
            whom = self.tr("{n} recipients").format(n=f"{len(chinese):,}")
        sentence = self.tr(
            "{whom}: a text to mainland China starts with a signature such as {signature}, "
            "or comes back with error 18."
        )
        self.sign.setText(self.tr("Add {signature}").format(signature=signature))
        self.signature.show_text(
            "warning", self.tr("No signature"), sentence.format(whom=whom, signature=signature)
        )

    def _list(self, characters: Sequence[str]) -> str:
        """The characters themselves, those that can be seen first, and how many more there are."""
        ordered = sorted(characters, key=_is_unseen)
        shown = "  ".join(name_of_character(ch) for ch in ordered[:_SHOWN])
        more = len(ordered) - _SHOWN
        return self.tr("{characters} and {n} more").format(characters=shown, n=more) if more > 0 else shown


def _is_unseen(ch: str) -> bool:
    return unicodedata.category(ch)[0] in "CZM"
