"""The parts of long inbound messages, put together as far as they have come.

A phone cuts a long text and gives each part a reference, the number of parts and its own number (3GPP TS
23.040, 9.2.3.24.1; SAR in SMPP 3.4, 5.3.2.22). References are small and come round again, parts come in any
order, more than once, late or never.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

WITHIN = 24 * 3600 * 1_000_000
"""Microseconds from the first part that came to any other of the same message.

SMSCs try for hours to hand over a part; a phone that counts its long messages from 0 to 255 seldom comes
round within a day. No specification gives a limit.
"""


class Part(Protocol):
    """A stored inbound message, which may be one part of a longer one. Times are microseconds."""

    @property
    def id(self) -> int: ...
    @property
    def account_id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def destination(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def received_at(self) -> int: ...
    @property
    def raw(self) -> bytes: ...
    @property
    def reference(self) -> int | None: ...
    @property
    def part(self) -> int | None: ...
    @property
    def parts(self) -> int | None: ...
    @property
    def count(self) -> int: ...


_P = TypeVar("_P", bound=Part)


@dataclass(frozen=True)
class Joined(Generic[_P]):
    """One message of a phone.

    Attributes:
        pieces: What came of it, by number; each part once.
        total: How many parts it has.
        count: How often it came: 1, or more when the SMSC delivered (a part of) it again.
    """

    pieces: tuple[_P, ...]
    total: int
    count: int

    @cached_property
    def first(self) -> _P:
        """The piece that came first: its time is the message's, and its ID names it."""
        return min(self.pieces, key=_age)

    @cached_property
    def missing(self) -> tuple[int, ...]:
        """The numbers of the parts that have not come."""
        if self.total == 1:
            return ()
        here = {piece.part for piece in self.pieces}
        return tuple(number for number in range(1, self.total + 1) if number not in here)

    def text(self, missing: str) -> str:
        """The whole text; where parts are missing, *missing* with ``{part}`` and ``{parts}`` filled in."""
        if self.total == 1:
            return self.pieces[0].text
        texts = {piece.part: piece.text for piece in self.pieces}
        return "".join(
            texts[number] if number in texts else missing.format(part=number, parts=self.total)
            for number in range(1, self.total + 1)
        )


def is_part(row: Part) -> bool:
    """Whether *row* is one of several parts, and says which."""
    return row.part is not None and row.parts is not None and 1 <= row.part <= row.parts and row.parts > 1


def join(rows: Iterable[_P]) -> list[Joined[_P]]:
    """*rows*, in any order and each once, as messages: the one that began last comes first.

    Parts belong together when account, both addresses, reference and number of parts are the same and they
    came within WITHIN. The same part again, octet for octet, is counted; another text under a number that is
    there already is another message, under a reference that has come round.
    """
    found: list[_Growing[_P]] = []
    growing: dict[tuple[object, ...], list[_Growing[_P]]] = {}
    for row in sorted(rows, key=_age):
        if not is_part(row):
            found.append(_Growing(row))
            continue
        key = (row.account_id, row.source, row.destination, row.reference, row.parts)
        alike = growing.setdefault(key, [])
        # The newest that takes it: an old one that is short of a part is rather torn for good.
        home = next((each for each in reversed(alike) if each.take(row)), None)
        if home is None:
            alike.append(_Growing(row))
            found.append(alike[-1])
    found.sort(key=lambda each: each.began, reverse=True)
    return [each.joined() for each in found]


class _Growing(Generic[_P]):
    """A message while its parts are gathered, oldest first."""

    def __init__(self, first: _P) -> None:
        self.began = _age(first)
        self._total = (first.parts or 1) if is_part(first) else 1
        self._pieces = {first.part: first}
        self._counts = {first.part: first.count}

    def take(self, row: _P) -> bool:
        if row.received_at - self.began[0] > WITHIN:
            return False
        kept = self._pieces.get(row.part)
        if kept is None:
            self._pieces[row.part] = row
            self._counts[row.part] = row.count
        elif kept.raw == row.raw:
            self._counts[row.part] += row.count
        else:
            return False
        return True

    def joined(self) -> Joined[_P]:
        pieces = sorted(self._pieces.values(), key=lambda piece: piece.part or 0)
        return Joined(tuple(pieces), self._total, max(self._counts.values()))


def _age(row: Part) -> tuple[int, int]:
    return row.received_at, row.id
