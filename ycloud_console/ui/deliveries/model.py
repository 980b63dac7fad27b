"""The messages that are shown: a table model over rows of the history, in any of its orders.

It has as many rows as there are messages, and holds those that were looked at: the first ones, and pages
wherever the table was scrolled to. What is in between is empty until it comes in sight.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ycloud_console.history.model import MessageRow, Order
from ycloud_console.history.ordering import SortKey, sort_key
from ycloud_console.ui.deliveries.cells import (
    NEWEST_FIRST,
    SORTS,
    Column,
    cell_text,
    cell_tip,
    column_tips,
    copied_text,
    titles,
)
from ycloud_console.ui.deliveries.gaps import Gap, Gaps
from ycloud_console.ui.roles import COPY_ROLE

MOST_ROWS = 2_000_000
"""Rows of the table: Qt keeps 16 octets for each, and moves them all for one that comes in above."""

Index = QModelIndex | QPersistentModelIndex


_RIGHT = frozenset({Column.SEGMENTS, Column.TOOK})
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NOWHERE = QModelIndex()
_COLUMNS = len(Column)  # Qt asks for it at every cell
_OPEN = 500
"""Rows that are assumed to follow while nobody has counted them."""
_OVERLAP = 100
"""Rows before those in sight that are loaded with them."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What is to be loaded.

    Attributes:
        needed: The first empty row in sight.
        row: The first row to load.
        after: Load what is behind this key; None: skip as many messages as *row* says.
    """

    needed: int
    row: int
    after: SortKey | None


class DeliveriesModel(QAbstractTableModel):
    """Rows of the history, in an order of the history.

    Signals:
        filled(int, int): the rows from the first to the last were empty, and are loaded.
    """

    filled = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.account_name: Callable[[str], str] = str
        """How an account of that ID is called."""
        self._order = NEWEST_FIRST
        # What is loaded. Ascending, so that what is newest, which comes most often, is appended; the first
        # in the list, at place 0, is the last element while the order is descending.
        self._rows: list[MessageRow] = []
        self._keys: list[SortKey] = []
        self._by_id: dict[int, SortKey] = {}
        self._gaps = Gaps()
        self._earliest: int | None = None

    # What the page asks and tells.

    @property
    def order(self) -> Order:
        """The order of the rows."""
        return self._order

    @property
    def ids(self) -> Collection[int]:
        """The messages that are loaded."""
        return self._by_id.keys()

    @property
    def rows(self) -> list[MessageRow]:
        """What is loaded, in the order shown."""
        return self._rows[::-1] if self._order.descending else list(self._rows)

    @property
    def earliest(self) -> int | None:
        """When the oldest message since the list began was handed over (microseconds); None without any."""
        return self._earliest

    def row(self, number: int) -> MessageRow | None:
        """The message in the view's row *number*; None while it is not loaded."""
        place = self._gaps.place(number)
        return None if place is None else self._rows[self._position(place)]

    def row_of(self, message_id: int) -> int | None:
        """The view's row of a message, or None when it is not loaded."""
        key = self._by_id.get(message_id)
        return None if key is None else self._gaps.row(self._position(bisect_left(self._keys, key)))

    def loaded(self, first: int, last: int) -> Iterator[tuple[int, MessageRow]]:
        """Of the view's rows *first* to *last* those that are loaded, with their numbers."""
        number = first
        while number <= last:
            gap = self._gaps.at_row(number)
            if gap is not None:
                number = gap.end
                continue
            row = self.row(number)
            assert row is not None  # noqa: S101 -- it is in no gap
            yield number, row
            number += 1

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The first and the last row of each run of loaded rows."""
        first = 0
        for gap in self._gaps:
            if gap.row > first:
                yield first, gap.row - 1
            first = gap.end
        if first < self.rowCount():
            yield first, self.rowCount() - 1

    def replace_all(
        self,
        rows: Sequence[MessageRow],
        *,
        has_more: bool,
        total: int | None = None,
        order: Order = NEWEST_FIRST,
    ) -> None:
        """Show these, the first in that *order*, instead; *total*: how many there are, if that is known."""
        self.beginResetModel()
        self._order = order
        self._rows = list(reversed(rows)) if order.descending else list(rows)
        self._keys = [self._key(row) for row in self._rows]
        self._by_id = {row.id: key for row, key in zip(self._rows, self._keys, strict=True)}
        self._gaps.clear()
        self._earliest = None
        self._note_times(rows)
        if has_more:
            behind = _OPEN if total is None else total - len(rows)
            self._gaps.set(len(rows), max(1, min(behind, MOST_ROWS)))
        self.endResetModel()

    def set_total(self, total: int) -> None:
        """There are so many messages: so many rows are to be scrolled through."""
        gaps = list(self._gaps)
        if not gaps:
            return
        last = gaps[-1]
        # The end is the one place whose length nobody has seen.
        gap = last if last.place == len(self._rows) else max(gaps, key=lambda each: each.count)
        self._resize(gap, max(1, gap.count + min(total, MOST_ROWS) - self.rowCount()))

    def missing(self, first: int, last: int, page: int) -> Missing | None:
        """What is to be loaded, a *page*, so that the rows from *first* to *last* can be shown."""
        for gap in self._gaps:
            if gap.end <= first:
                continue
            row = max(gap.row, first)
            if row > last:
                break
            if row - gap.row < page // 2 and gap.place:
                return Missing(row, gap.row, self._keys[self._position(gap.place - 1)])
            # Close to the gap's end, what is loaded behind it is met: so its length becomes known.
            return Missing(row, max(gap.row, min(row - _OVERLAP, gap.end - page + _OVERLAP)), None)
        return None

    def fill(self, wanted: Missing, rows: Sequence[MessageRow], *, is_end: bool) -> None:
        """Take in what was *wanted*: messages that follow one another; *is_end*: nothing follows them."""
        left = None
        if wanted.after is not None:
            left = self._place_of(wanted.after)
        runs = [(known, list(run)) for known, run in groupby(rows, lambda row: row.id in self._by_id)]
        at = wanted.row
        for number, (known, run) in enumerate(runs):
            if known:
                left = self._close_up(left, run)
            else:
                follower = runs[number + 1][1][0] if number + 1 < len(runs) else None
                ends = is_end and follower is None
                left = self._take_run(run, at, left, meets=follower is not None, ends=ends)
            at += len(run)
        end = self._gaps.before(len(self._rows))
        if is_end and end is not None:
            if not rows and wanted.after is None:
                # There are not as many as was thought; how many, the next look tells.
                self._resize(end, max(1, wanted.row - end.row))
            elif left == len(self._rows) - 1:
                self._resize(end, 0)

    def merge(self, rows: Sequence[MessageRow], held: Collection[int] = ()) -> None:
        """Take in rows that are new or have changed; one insertion for all that come before the first.

        A row in a gap is left for when it is scrolled to. The rows *held* stay where they are, also when
        they belong elsewhere now.
        """
        changed: list[int] = []
        fresh: list[tuple[SortKey, MessageRow]] = []
        moving: list[int] = []
        for row in rows:
            before, key = self._by_id.get(row.id), self._key(row)
            if before is None:
                fresh.append((key, row))
            elif before == key or row.id in held:
                position = bisect_left(self._keys, before)
                self._rows[position] = row
                changed.append(self._gaps.row(self._position(position)))
            else:
                moving.append(row.id)
                fresh.append((key, row))
        self._tell_changed(sorted(changed))
        self.remove(moving)
        fresh.sort(key=itemgetter(0), reverse=self._order.descending)
        on_top = [row for key, row in fresh if self._is_first(key)]
        # From the last to the first, as they will be shown.
        for key, row in reversed(fresh[len(on_top) :]):
            place = self._place_for(key)
            if self._gaps.before(place) is None:
                self._insert(place, [row])
        if on_top and self._gaps.before(0) is None:
            self._insert(0, on_top)

    def remove(self, ids: Iterable[int]) -> None:
        """Take these messages out of the table; ids that are not in it are passed over."""
        for message_id in tuple(ids):
            key = self._by_id.get(message_id)
            if key is None:
                continue
            position = bisect_left(self._keys, key)
            place = self._position(position)
            number = self._gaps.row(place)
            self.beginRemoveRows(_NOWHERE, number, number)
            del self._rows[position], self._keys[position], self._by_id[message_id]
            self._gaps.removed(place)
            self.endRemoveRows()

    def forget(self, keep: int, first: int, last: int) -> None:
        """Let go of what is neither among the *keep* first rows nor among *first* to *last*.

        No row moves; what was let go of comes again when it is scrolled to.
        """
        for start, end in list(self.stretches()):
            # From the back, so that what is before keeps its place.
            for low, high in ((max(start, keep, last + 1), end), (max(start, keep), min(end, first - 1))):
                if low <= high:
                    self._forget(low, high)

    def tick(self, first: int, last: int) -> None:
        """Have the waiting times of the rows *first* to *last* shown anew, if any of them is pending."""
        first, last = max(0, first), min(last, self.rowCount() - 1)
        if any(row.state.is_pending for _, row in self.loaded(first, last)):
            self.dataChanged.emit(self.index(first, Column.TOOK), self.index(last, Column.TOOK))

    # Inside.

    def _key(self, row: MessageRow) -> SortKey:
        return sort_key(row, self._order)

    def _position(self, place: int) -> int:
        """From a place among what is loaded to the index in the lists, and back."""
        return len(self._rows) - 1 - place if self._order.descending else place

    def _is_first(self, key: SortKey) -> bool:
        """Whether a row with this key comes before all that are loaded."""
        if not self._keys:
            return True
        return key > self._keys[-1] if self._order.descending else key < self._keys[0]

    def _place_for(self, key: SortKey) -> int:
        """The place a row with this key would have."""
        position = bisect_left(self._keys, key)
        return len(self._rows) - position if self._order.descending else position

    def _place_of(self, key: SortKey) -> int | None:
        """The place of the loaded row with this key."""
        position = bisect_left(self._keys, key)
        if position == len(self._keys) or self._keys[position] != key:
            return None
        return self._position(position)

    def _tell_changed(self, numbers: Sequence[int]) -> None:
        """One signal for each run of neighbours; *numbers* ascend."""
        start = 0
        for end in range(1, len(numbers) + 1):
            if end == len(numbers) or numbers[end] != numbers[end - 1] + 1:
                self._tell_rows(numbers[start], numbers[end - 1])
                start = end

    def _tell_rows(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _resize(self, gap: Gap, count: int) -> None:
        """Let *gap* have so many rows; they come and go at its end."""
        if count > gap.count:
            self.beginInsertRows(_NOWHERE, gap.end, gap.row + count - 1)
            self._gaps.set(gap.place, count)
            self.endInsertRows()
        elif count < gap.count:
            self.beginRemoveRows(_NOWHERE, gap.row + count, gap.end - 1)
            self._gaps.set(gap.place, count)
            self.endRemoveRows()

    def _close_up(self, left: int | None, known: Sequence[MessageRow]) -> int | None:
        """Nothing is between the row at place *left* and these, nor among them; returns the last's place."""
        for row in known:
            key = self._by_id[row.id]
            place = self._place_of(key)
            # A row that has changed may belong elsewhere by now: it says nothing of its neighbours.
            if place is None or key != self._key(row):
                left = None
                continue
            gap = self._gaps.before(place)
            if gap is not None and left == place - 1:
                self._resize(gap, 0)
            left = place
        return left

    def _take_run(
        self, run: list[MessageRow], at: int, left: int | None, *, meets: bool, ends: bool
    ) -> int | None:
        """Load *run*, about row *at*: right behind the place *left*, where that is given.

        *meets*: what follows it is loaded; *ends*: nothing follows it. Returns the place of its last row.
        """
        place = self._place_for(self._key(run[0]))
        if place != self._place_for(self._key(run[-1])):
            # The list has changed meanwhile: what belongs together now is read anew when it is in sight.
            self.merge(run)
            return None
        gap = self._gaps.before(place)
        if gap is None:
            self._insert(place, run)
            return place + len(run) - 1
        spare = max(0, gap.count - len(run))
        if at == 0 or (left is not None and left == place - 1):
            before, after = 0, 0 if meets or ends else max(1, spare)
        elif meets or ends:
            before, after = max(1, spare), 0
        else:
            before = min(max(1, at - gap.row), max(1, spare - 1))
            after = max(1, spare - before)
        self._resize(gap, before + len(run) + after)
        self._put(place, run)
        self._gaps.filled(place, before, len(run), after)
        first, last = self._gaps.row(place), self._gaps.row(place + len(run) - 1)
        self._tell_rows(first, last)
        self.filled.emit(first, last)
        return place + len(run) - 1

    def _insert(self, place: int, rows: Sequence[MessageRow]) -> None:
        """Rows that come in at *place*, in the order shown, where there is no gap."""
        number = self._gaps.row(place) if place < len(self._rows) else self.rowCount()
        self.beginInsertRows(_NOWHERE, number, number + len(rows) - 1)
        self._put(place, rows)
        self._gaps.inserted(place, len(rows))
        self.endInsertRows()

    def _put(self, place: int, rows: Sequence[MessageRow]) -> None:
        if self._order.descending:
            rows = rows[::-1]
            place = len(self._rows) - place
        self._note_times(rows)
        keys = [self._key(row) for row in rows]
        self._rows[place:place] = rows
        self._keys[place:place] = keys
        self._by_id.update((row.id, key) for row, key in zip(rows, keys, strict=True))

    def _note_times(self, rows: Sequence[MessageRow]) -> None:
        times = [row.queued_at for row in rows]
        if times:
            earliest = min(times)
            self._earliest = earliest if self._earliest is None else min(earliest, self._earliest)

    def _forget(self, first: int, last: int) -> None:
        """Empty the rows *first* to *last*, all of them loaded."""
        place = self._gaps.place(first)
        assert place is not None  # noqa: S101 -- it is loaded
        count = last - first + 1
        low = self._position(place + count - 1) if self._order.descending else place
        for row in self._rows[low : low + count]:
            del self._by_id[row.id]
        del self._rows[low : low + count], self._keys[low : low + count]
        self._gaps.forgotten(place, count)

    # What the view asks.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows) + self._gaps.total

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else _COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return titles()[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return column_tips()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            # The arrow of the column that is sorted by is drawn at the right, over whatever is there.
            is_sorted = SORTS[Column(section)] is self._order.column
            return _LEFT if is_sorted else _alignment(Column(section))
        return None

    def titles(self) -> list[str]:
        """The columns' names."""
        return titles()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        row, column = self.row(index.row()), Column(index.column())
        if row is None:
            return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell_text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell_tip(row, column, self.account_name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{titles()[column]}: {self.cell_text(row, column)}"
        if role == COPY_ROLE:
            return copied_text(row, column, self.account_name)
        return None

    def cell_text(self, row: MessageRow, column: Column) -> str:
        """What the cell shows."""
        return cell_text(row, column, self.account_name)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
