"""A long list of recipients, read in slices so that the window stays alive, and where its entries stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ycloud_console.sms.address import Recipient, RecipientList, read_recipients
from ycloud_console.ui.composer.check import RecipientCheck, sorted_out

_SEPARATORS = re.compile(r"[\r\n\t,;，；、|]+")
_INSIDE = r"[^\s,;，；、|]"
"""What does not end an entry."""


def last_piece(text: str) -> str:
    """What stands behind the last separator of a list of recipients."""
    return _SEPARATORS.split(text)[-1]


def place_of(given: str, text: str) -> tuple[int, int] | None:
    """Where the entry *given* stands in *text*: start and end; None when it does not."""
    wanted = given.strip()
    found = re.search(f"(?<!{_INSIDE}){re.escape(wanted)}(?!{_INSIDE})", text) if wanted else None
    return (found.start(), found.end()) if found else None


@dataclass(slots=True)
class RecipientReader:
    """Reads a list piece by piece and keeps what it read: only what is new is read again.

    A number takes a library a tenth of a millisecond, a hundred thousand of them ten seconds.
    """

    default_country: str = ""
    language: str = "en"
    _known: dict[str, RecipientList] = field(default_factory=dict)
    _pieces: list[str] = field(default_factory=list)
    _unread: list[str] = field(default_factory=list)

    def begin(self, text: str) -> int:
        """Take *text* as the list from now on; returns how many pieces of it are to be read."""
        self._pieces = [piece for piece in _SEPARATORS.split(text) if piece]
        self._known = {piece: self._known[piece] for piece in self._pieces if piece in self._known}
        self._unread = [piece for piece in dict.fromkeys(reversed(self._pieces)) if piece not in self._known]
        return len(self._unread)

    def read_on(self, go_on: Callable[[], bool]) -> int:
        """Read while *go_on* says so (at least one piece); returns how many pieces are left."""
        while self._unread:
            piece = self._unread.pop()
            self._known[piece] = read_recipients(piece, self.default_country, self.language)
            if not go_on():
                break
        return len(self._unread)

    def result(self) -> RecipientCheck:
        """What the list comes to; what is not read yet is read first."""
        self.read_on(lambda: True)
        found: dict[str, Recipient] = {}
        duplicates: list[str] = []
        for piece in self._pieces:
            entries = self._known[piece]
            duplicates += entries.duplicates
            for one in entries.recipients:
                number = one.e164 or one.given
                if number in found:
                    duplicates.append(one.given)
                else:
                    found[number] = one
        return sorted_out(found.values(), tuple(duplicates))
