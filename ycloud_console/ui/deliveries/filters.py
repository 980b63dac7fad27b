"""Which messages are shown: the chips with their counts, and whether a changed row still belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ycloud_console.history.model import MessageFilter, MessageRow, MessageView
from ycloud_console.sms.message import FAILED, PENDING, MessageState
from ycloud_console.ui.choice import Choice
from ycloud_console.ui.widgets import FlowLayout, button

IN_DOUBT = frozenset({MessageState.IN_DOUBT, MessageState.UNKNOWN})
"""What nobody can say: no answer came, or the SMSC itself does not know."""

_ALL: frozenset[MessageState] = frozenset()


def matches(wanted: MessageFilter, row: MessageRow) -> bool:
    """Whether *row* is one of those that *wanted* asks for, as far as the row itself can tell.

    Message IDs are not in a row: a search may also hold by :func:`matches_id`.
    """
    return _in_scope(wanted, row) and (not wanted.search or _found(wanted.search, row))


def matches_id(wanted: MessageFilter, view: MessageView) -> bool:
    """Whether *view* is one that *wanted* asks for because of a message ID."""
    needle = wanted.search.casefold()
    return _in_scope(wanted, view.row) and any(needle in item.message_id.casefold() for item in view.segments)


def _in_scope(wanted: MessageFilter, row: MessageRow) -> bool:
    """Whether everything but the search holds."""
    return (
        wanted.account_id in (None, row.account_id)
        and (not wanted.states or row.state in wanted.states)
        and (wanted.since is None or row.queued_at >= wanted.since)
        and (wanted.until is None or row.queued_at < wanted.until)
        and wanted.country in ("", row.country)
        and wanted.error in ("", row.error)
        and wanted.status in (None, row.status)
        and wanted.cancelled in (None, row.is_cancelled)
        and (not wanted.recipient or _digits(row.recipient).startswith(_digits(wanted.recipient)))
        and (not wanted.text or wanted.text.casefold() in row.text.casefold())
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _found(search: str, row: MessageRow) -> bool:
    if search.casefold() in row.text.casefold() or search in row.recipient:
        return True
    digits = _digits(search)
    return bool(digits) and not re.search(r"[^\d\s+＋()./-]", search) and digits in row.recipient


@dataclass(frozen=True)
class _Chip:
    button: QPushButton
    name: str
    states: frozenset[MessageState]


class FilterBar(QWidget):
    """One chip for each group of states, with how many messages are in it; one is chosen at a time.

    Signals:
        chosen(object): the frozenset of states that is wanted now; empty for all.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Filter by status"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(self, spacing=6)
        self._group = Choice(self)
        self._chips: list[_Chip] = []
        for name, tip, states in (
            (self.tr("All"), self.tr("Every message"), _ALL),
            (self.tr("Pending"), self.tr("Queued, sent or accepted: no final receipt yet"), PENDING),
            (self.tr("Delivered"), self.tr("A receipt says so"), frozenset({MessageState.DELIVERED})),
            (self.tr("Failed"), self.tr("Rejected, undeliverable, expired or deleted"), FAILED),
            (self.tr("In doubt"), self.tr("No answer came, or the SMSC does not know"), IN_DOUBT),
        ):
            chip = _Chip(button(name, "chip"), name, states)
            chip.button.setToolTip(tip)
            self._group.add(chip.button)
            flow.addWidget(chip.button)
            self._chips.append(chip)
        self._chips[0].button.setChecked(True)
        self._group.buttonToggled.connect(self._toggled)

    def offers(self, states: frozenset[MessageState]) -> bool:
        """Whether there is a chip for exactly these."""
        return any(chip.states == states for chip in self._chips)

    @property
    def states(self) -> frozenset[MessageState]:
        """The states that are wanted; empty for all."""
        return next(chip.states for chip in self._chips if chip.button.isChecked())

    def choose(self, states: frozenset[MessageState]) -> None:
        """Press the chip for exactly these *states*; LookupError when there is none."""
        for chip in self._chips:
            if chip.states == states:
                chip.button.setChecked(True)
                return
        raise LookupError(states)

    def show_counts(self, counts: Mapping[MessageState, int], cancelled: int = 0) -> None:
        """Write the number of messages in each state on the chips; those *cancelled* unsent did not fail."""
        for chip in self._chips:
            number = sum(count for state, count in counts.items() if not chip.states or state in chip.states)
            if MessageState.DELETED in chip.states:
                number -= cancelled
            chip.button.setText(f"{chip.name} {QLocale().toString(number)}")

    def _toggled(self, _button: QPushButton, checked: bool) -> None:
        if checked:
            self.chosen.emit(self.states)
