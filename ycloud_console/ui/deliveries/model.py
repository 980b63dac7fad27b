"""The messages that are shown: a table model over rows of the history, in any of its orders.

It holds what was loaded, not all there is: further rows come when they are scrolled to, and the last ones are
let go of when many new ones have come.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ycloud_console.history.model import MessageRow, Order
from ycloud_console.history.ordering import SortKey, sort_key
from ycloud_console.ui.deliveries.cells import (
    NEWEST_FIRST,
    Column,
    cell_text,
    cell_tip,
    column_tips,
    copied_text,
    titles,
)

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The MessageRow."""
COPY_ROLE = ROW_ROLE + 1
"""The cell as text for other programs: whole, unspaced, times in full."""

Index = QModelIndex | QPersistentModelIndex


_RIGHT = frozenset({Column.SEGMENTS, Column.TOOK})
_NOWHERE = QModelIndex()


class DeliveriesModel(QAbstractTableModel):
    """Rows of the history, in an order of the history.

    Signals:
        more_wanted(): rows behind the last one are to be loaded and given to :meth:`append_more`.
    """

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.account_name: Callable[[str], str] = str
        """How an account of that ID is called."""
        self._order = NEWEST_FIRST
        # Ascending, so that what is newest, which comes most often, is appended; the view's row 0 is the
        # last element while the order is descending.
        self._rows: list[MessageRow] = []
        self._keys: list[SortKey] = []
        self._by_id: dict[int, SortKey] = {}
        self._has_more = False
        self._asked = False

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
    def last_key(self) -> SortKey | None:
        """The sort key of the last row: what is behind it is not loaded."""
        if not self._keys:
            return None
        return self._keys[0 if self._order.descending else -1]

    def row(self, number: int) -> MessageRow:
        """The message in the view's row *number*."""
        return self._rows[self._number(number)]

    def row_of(self, message_id: int) -> int | None:
        """The view's row of a message, or None when it is not loaded."""
        key = self._by_id.get(message_id)
        return None if key is None else self._number(bisect_left(self._keys, key))

    def replace_all(self, rows: Sequence[MessageRow], *, has_more: bool, order: Order = NEWEST_FIRST) -> None:
        """Show these, which are in that *order*, instead."""
        self.beginResetModel()
        self._order = order
        self._rows = list(reversed(rows)) if order.descending else list(rows)
        self._keys = [self._key(row) for row in self._rows]
        self._by_id = {row.id: key for row, key in zip(self._rows, self._keys, strict=True)}
        self._has_more = has_more
        self._asked = False
        self.endResetModel()

    def append_more(self, rows: Sequence[MessageRow], *, has_more: bool) -> None:
        """Add these, which come behind the last one in this order, at the bottom."""
        self._has_more = has_more
        self._asked = False
        fresh = [row for row in rows if row.id not in self._by_id]
        if not fresh:
            return
        first = len(self._rows)
        self.beginInsertRows(_NOWHERE, first, first + len(fresh) - 1)
        if self._order.descending:
            fresh.reverse()
            self._rows[:0] = fresh
            self._keys[:0] = [self._key(row) for row in fresh]
        else:
            self._rows.extend(fresh)
            self._keys.extend(self._key(row) for row in fresh)
        self._by_id.update((row.id, self._key(row)) for row in fresh)
        self.endInsertRows()

    def merge(self, rows: Sequence[MessageRow], held: Collection[int] = ()) -> None:
        """Take in rows that are new or have changed; one insertion for all that come before the first.

        A row behind the last one that is loaded is left for when it is scrolled to. The rows *held* stay
        where they are, also when they belong elsewhere now.
        """
        changed: list[int] = []
        fresh: list[MessageRow] = []
        moving: list[int] = []
        for row in rows:
            key = self._by_id.get(row.id)
            if key is None:
                fresh.append(row)
            elif key == self._key(row) or row.id in held:
                position = bisect_left(self._keys, key)
                self._rows[position] = row
                changed.append(position)
            else:
                moving.append(row.id)
                fresh.append(row)
        self._tell_changed(sorted(changed))
        self.remove(moving)
        fresh.sort(key=self._key)
        if not self._order.descending:
            fresh.reverse()
        # From the last to the first, as they will be shown.
        on_top = [row for row in fresh if self._is_on_top(self._key(row))]
        for row in fresh[: len(fresh) - len(on_top)]:
            self._insert_between(row)
        self._insert_on_top(on_top)

    def remove(self, ids: Iterable[int]) -> None:
        """Take these messages out of the table; ids that are not in it are passed over."""
        for message_id in tuple(ids):
            key = self._by_id.get(message_id)
            if key is None:
                continue
            position = bisect_left(self._keys, key)
            number = self._number(position)
            self.beginRemoveRows(_NOWHERE, number, number)
            del self._rows[position], self._keys[position], self._by_id[message_id]
            self.endRemoveRows()

    def trim(self, keep: int) -> None:
        """Let go of all but the first *keep* rows; they come again when they are scrolled to."""
        surplus = len(self._rows) - keep
        if surplus <= 0:
            return
        self.beginRemoveRows(_NOWHERE, keep, len(self._rows) - 1)
        gone = slice(0, surplus) if self._order.descending else slice(keep, None)
        for row in self._rows[gone]:
            del self._by_id[row.id]
        del self._rows[gone], self._keys[gone]
        self._has_more = True
        self.endRemoveRows()

    def tick(self, first: int, last: int) -> None:
        """Have the waiting times of the rows *first* to *last* shown anew, if any of them is pending."""
        last = min(last, len(self._rows) - 1)
        if any(self.row(number).state.is_pending for number in range(max(0, first), last + 1)):
            self.dataChanged.emit(self.index(max(0, first), Column.TOOK), self.index(last, Column.TOOK))

    # Inside.

    def _key(self, row: MessageRow) -> SortKey:
        return sort_key(row, self._order)

    def _number(self, position: int) -> int:
        """From a place in the list to the view's row, and back."""
        return len(self._rows) - 1 - position if self._order.descending else position

    def _tell_changed(self, positions: Sequence[int]) -> None:
        """One signal for each run of neighbours; *positions* ascend."""
        start = 0
        for end in range(1, len(positions) + 1):
            if end == len(positions) or positions[end] != positions[end - 1] + 1:
                ends = self._number(positions[end - 1]), self._number(positions[start])
                self.dataChanged.emit(self.index(min(ends), 0), self.index(max(ends), len(Column) - 1))
                start = end

    def _is_on_top(self, key: SortKey) -> bool:
        if not self._keys:
            return not self._has_more
        return key > self._keys[-1] if self._order.descending else key < self._keys[0]

    def _insert_between(self, row: MessageRow) -> None:
        key = self._key(row)
        position = bisect_left(self._keys, key)
        is_last = position == (0 if self._order.descending else len(self._keys))
        if is_last and self._has_more:
            return
        number = len(self._rows) - position if self._order.descending else position
        self.beginInsertRows(_NOWHERE, number, number)
        self._rows.insert(position, row)
        self._keys.insert(position, key)
        self._by_id[row.id] = key
        self.endInsertRows()

    def _insert_on_top(self, rows: Sequence[MessageRow]) -> None:
        """*rows* come before all there are; the one that will be first is the last of them."""
        if not rows:
            return
        self.beginInsertRows(_NOWHERE, 0, len(rows) - 1)
        if self._order.descending:
            self._rows.extend(rows)
            self._keys.extend(self._key(row) for row in rows)
        else:
            self._rows[:0] = rows[::-1]
            self._keys[:0] = [self._key(row) for row in reversed(rows)]
        self._by_id.update((row.id, self._key(row)) for row in rows)
        self.endInsertRows()

    # What the view asks.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more and not self._asked

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit()

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
            return _alignment(Column(section))
        return None

    def titles(self) -> list[str]:
        """The columns' names."""
        return titles()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self.row(index.row()), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell_text(row, column)
        if role == ROW_ROLE:
            return row
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
