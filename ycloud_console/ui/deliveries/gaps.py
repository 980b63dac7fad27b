"""Where rows of a long list are missing.

What is loaded has places, 0, 1, 2 …; the list has rows, some of them empty.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows that are not loaded.

    Attributes:
        place: The loaded row behind them has this place; the number of loaded rows, when they are the last.
        row: The first of them.
        count: How many they are, as far as is known.
    """

    place: int
    row: int
    count: int

    @property
    def end(self) -> int:
        """The row behind them."""
        return self.row + self.count


class Gaps:
    """The gaps of one list, from the first to the last.

    Attributes:
        total: The rows in all of them.
    """

    def __init__(self) -> None:
        self._places: list[int] = []
        self._counts: list[int] = []
        self._rows: list[int] = []
        self.total = 0

    def __bool__(self) -> bool:
        return bool(self._places)

    def __iter__(self) -> Iterator[Gap]:
        for place, row, count in zip(self._places, self._rows, self._counts, strict=True):
            yield Gap(place, row, count)

    def clear(self) -> None:
        """Everything is loaded."""
        self._take({})

    def row(self, place: int) -> int:
        """The row of what is loaded at *place*."""
        before = bisect_right(self._places, place)
        return place + sum(self._counts[:before])

    def place(self, row: int) -> int | None:
        """The place of what is loaded in *row*; None when it is not."""
        before = bisect_right(self._rows, row)
        if not before:
            return row
        if row < self._rows[before - 1] + self._counts[before - 1]:
            return None
        return row - sum(self._counts[:before])

    def at_row(self, row: int) -> Gap | None:
        """The gap that *row* is in."""
        number = bisect_right(self._rows, row) - 1
        if number < 0 or row >= self._rows[number] + self._counts[number]:
            return None
        return Gap(self._places[number], self._rows[number], self._counts[number])

    def before(self, place: int) -> Gap | None:
        """The gap right before what is loaded at *place*."""
        number = bisect_left(self._places, place)
        if number == len(self._places) or self._places[number] != place:
            return None
        return Gap(place, self._rows[number], self._counts[number])

    def set(self, place: int, count: int) -> None:
        """Let there be so many rows before *place*; 0: no gap."""
        self._take({**dict(zip(self._places, self._counts, strict=True)), place: count})

    def filled(self, place: int, before: int, loaded: int, after: int) -> None:
        """In the gap before *place* so many rows were *loaded*, with so many still empty around them."""
        found = {
            each + loaded if each > place else each: count
            for each, count in zip(self._places, self._counts, strict=True)
        }
        found[place] = before
        found[place + loaded] = after
        self._take(found)

    def inserted(self, place: int, count: int) -> None:
        """So many loaded rows have come in at *place*, where there is no gap."""
        self._take(
            {
                at + count if at > place else at: rows
                for at, rows in zip(self._places, self._counts, strict=True)
            }
        )

    def removed(self, place: int, count: int = 1) -> None:
        """So many loaded rows, from *place* on, are gone: gaps on both sides of them become one."""
        found: dict[int, int] = {}
        for at, rows in zip(self._places, self._counts, strict=True):
            new = max(place, at - count) if at > place else at
            found[new] = found.get(new, 0) + rows
        self._take(found)

    def forgotten(self, place: int, count: int) -> None:
        """So many loaded rows, from *place* on, are not loaded any more; no row moves."""
        self.removed(place, count)
        here = self.before(place)
        self.set(place, count + (0 if here is None else here.count))

    def _take(self, counts: dict[int, int]) -> None:
        known = sorted((place, count) for place, count in counts.items() if count > 0)
        self._places = [place for place, _ in known]
        self._counts = [count for _, count in known]
        sums = list(accumulate(self._counts, initial=0))
        self._rows = [place + before for place, before in zip(self._places, sums, strict=False)]
        self.total = sums[-1]
