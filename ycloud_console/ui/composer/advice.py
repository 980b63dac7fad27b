"""Advice below the message: what makes it dearer or would have it refused, each with its one-click cure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ycloud_console.ui.composer.check import Plan, TextCheck, name_of_character, shown_number
from ycloud_console.ui.composer.invisible import invisible
from ycloud_console.ui.widgets import Notice, button, label

_SHOWN = 6
"""Most characters that are named; the rest is counted."""
_EACH = 4
"""Most characters that have a button of their own."""


class Advice(QWidget):
    """Notices and a quiet line, each there only when it has something to say.

    Signals:
        plain_wanted(str): Plain characters are wanted for these that force UCS-2; empty: for all of them.
        visible_wanted: The invisible characters are to go.
        signature_wanted: The operator wants the signature in front.
        remember_wanted: The account is to remember the signature that the text starts with.
    """

    plain_wanted = Signal(str)
    visible_wanted = Signal()
    signature_wanted = Signal()
    remember_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curable: tuple[str, ...] = ()
        self.reason = label("", "caption", wrap=True, selectable=True)
        self.forcing = Notice("warning", parent=self)
        self.replace = self.forcing.add_action(self.tr("Replace them"), lambda: self.plain_wanted.emit(""))
        self.replace_each = [self.forcing.add_action("", partial(self._replace, n)) for n in range(_EACH)]
        self.unseen = Notice("warning", parent=self)
        self.unseen.add_action(self.tr("Remove them"), self.visible_wanted.emit)
        self.signature = Notice("warning", parent=self)
        self.sign = self.signature.add_action("", self.signature_wanted.emit)
        self.remember = button("", "link")
        self.remember.clicked.connect(self.remember_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._parts = (self.reason, self.signature, self.forcing, self.unseen, self.remember)
        for part in self._parts:
            layout.addWidget(part)
            part.hide()

    def show_plan(self, plan: Plan, signature: str, *, memorable: str = "", account: str = "") -> None:
        """Advise on *plan*; *signature* (with its brackets) is what would be added.

        *memorable* is a signature that stands in the text and that *account* does not know; empty: none.
        """
        self._show_reason(plan.text)
        self._show_forcing(plan.text)
        self._show_unseen(plan.text)
        self._show_signature(plan, signature)
        self.remember.setText(
            self.tr("Remember 【{name}】 for {account}").format(name=memorable, account=account)
        )
        self.remember.setVisible(bool(memorable))
        self.setHidden(all(part.isHidden() for part in self._parts))

    def _replace(self, index: int) -> None:
        if index < len(self._curable):
            self.plain_wanted.emit(self._curable[index])

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
        self._curable = text.curable
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
        self._show_each(text)
        self.forcing.show_text("warning", title, sentence)

    def _show_each(self, text: TextCheck) -> None:
        """A button for each character, when there are several."""
        several = len(text.curable) > 1
        self.replace.setText(self.tr("Replace them") if several else self.tr("Replace it"))
        for index, each in enumerate(self.replace_each):
            ch = text.curable[index] if several and index < len(text.curable) else ""
            if ch:
                twin = text.twins[index].replace(" ", "␣")
                shown = _short_name(ch)
                each.setText(
                    f"{shown} → {twin}" if twin else self.tr("no {character}").format(character=shown)
                )
                each.setAccessibleName(self.tr("Replace {character}").format(character=name_of_character(ch)))
            each.setVisible(bool(ch))

    def _show_unseen(self, text: TextCheck) -> None:
        """Characters that nobody sees are named, unless they are named above already."""
        found = invisible(text.text) if text.plain is None else {}
        if not found:
            self.unseen.hide()
            return
        named = [f"{name_of_character(ch)} × {count}" for ch, count in found.items()][:_SHOWN]
        self.unseen.show_text(
            "warning",
            self.tr("Invisible characters in the text"),
            self.tr("{characters}. They count, and phones may show them as boxes.").format(
                characters=", ".join(named)
            ),
        )

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


def _short_name(ch: str) -> str:
    return f"U+{ord(ch):04X}" if _is_unseen(ch) else ch
