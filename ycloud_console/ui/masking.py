"""What is hidden on the screen now: the one place of the window that knows, and tells when it changes.

Whatever shows a text or a number of the history asks here each time: its cells, tool tips, copies and what a
screen reader says. What somebody types or pastes is his own, and is shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from ycloud_console.sms.address import display_number
from ycloud_console.sms.masking import Mask
from ycloud_console.ui.language import current_language

NOTHING = Mask()
"""Hides nothing: for what was asked to be shown."""
_BOTH = Mask(texts=True, numbers=True)


class Masking(QObject):
    """What is hidden, in every window of the program.

    Signals:
        changed: something else is hidden now; what is shown is to be shown anew.
    """

    changed = Signal()

    _current: Masking | None = None

    def __init__(self) -> None:
        super().__init__()
        self._mask = NOTHING
        self._last = _BOTH

    @classmethod
    def current(cls) -> Masking:
        """The program's, made on first use."""
        if cls._current is None:
            cls._current = cls()
        return cls._current

    @property
    def mask(self) -> Mask:
        return self._mask

    def set_mask(self, mask: Mask) -> None:
        """Hide that from now on."""
        if mask == self._mask:
            return
        self._mask = mask
        if mask.is_on:
            self._last = mask
        self.changed.emit()

    def toggle(self) -> None:
        """Hide nothing; or again what was hidden last, at first texts and numbers."""
        self.set_mask(NOTHING if self._mask.is_on else self._last)


def masked_text(text: str, mask: Mask | None = None) -> str:
    """*text* as it may be shown; by *mask*, else by what is hidden now. So all of these."""
    return _or_current(mask).text(text, current_language())


def masked_address(address: str, mask: Mask | None = None) -> str:
    """A sender or recipient as it is on the wire."""
    return _or_current(mask).number(address)


def shown_number(address: str, mask: Mask | None = None) -> str:
    """A sender or recipient, spaced for reading."""
    mask = _or_current(mask)
    return mask.number(address) if mask.numbers else display_number(address)


def masked_octets(octets: bytes, mask: Mask | None = None, numbers: Iterable[str] = ()) -> str:
    """The octets of a message, in hex; *numbers* are those it may be about."""
    return _or_current(mask).octets(octets, current_language(), numbers)


def masked_receipt(text: str, numbers: Iterable[str], mask: Mask | None = None) -> str:
    """A receipt as it came; *numbers* are those it may be about."""
    return _or_current(mask).receipt(text, numbers, current_language())


def _or_current(mask: Mask | None) -> Mask:
    return Masking.current().mask if mask is None else mask
