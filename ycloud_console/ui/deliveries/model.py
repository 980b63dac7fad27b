"""The messages that are shown, newest first: a table model over rows of the history.

It holds what was loaded, not all there is: older rows come when they are scrolled to, and the oldest are
let go of when many new ones have come.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from enum import IntEnum
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ycloud_console.history.model import MessageRow
from ycloud_console.sms.countries import country_name
from ycloud_console.sms.status import state_name
from ycloud_console.ui.deliveries.words import error_text, number_text, took_text
from ycloud_console.ui.language import current_language
from ycloud_console.ui.moments import full_local, full_utc, short_time

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The MessageRow."""
COPY_ROLE = ROW_ROLE + 1
"""The cell as text for other programs: whole, unspaced, times in full."""

_SHOWN_TEXT = 300
"""Characters of a message that a cell can need."""

Index = QModelIndex | QPersistentModelIndex
_Key = tuple[int, int]


class Column(IntEnum):
    """The table's columns, from the left."""

    SUBMITTED = 0
    TO = 1
    MESSAGE = 2
    SEGMENTS = 3
    STATUS = 4
    ERROR = 5
    TOOK = 6


_RIGHT = frozenset({Column.SEGMENTS, Column.TOOK})
_NOWHERE = QModelIndex()


class DeliveriesModel(QAbstractTableModel):
    """Rows of the history, newest first.

    Signals:
        older_wanted(): rows older than the last one are to be loaded and given to :meth:`append_older`.
    """

    older_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Oldest first, so that a new row is appended; the view's row 0 is the last element.
        self._rows: list[MessageRow] = []
        self._keys: list[_Key] = []
        self._by_id: dict[int, _Key] = {}
        self._has_older = False
        self._asked = False

    # What the page asks and tells.

    @property
    def ids(self) -> Collection[int]:
        """The messages that are loaded."""
        return self._by_id.keys()

    @property
    def rows(self) -> list[MessageRow]:
        """What is loaded, newest first."""
        return self._rows[::-1]

    @property
    def oldest(self) -> _Key | None:
        """(queued_at, id) of the last row: what is older is not loaded."""
        return self._keys[0] if self._keys else None

    def row(self, number: int) -> MessageRow:
        """The message in the view's row *number*."""
        return self._rows[len(self._rows) - 1 - number]

    def row_of(self, message_id: int) -> int | None:
        """The view's row of a message, or None when it is not loaded."""
        key = self._by_id.get(message_id)
        return None if key is None else self._number(bisect_left(self._keys, key))

    def replace_all(self, rows: Sequence[MessageRow], *, has_older: bool) -> None:
        """Show these (newest first) instead."""
        self.beginResetModel()
        self._rows = list(reversed(rows))
        self._keys = [_key(row) for row in self._rows]
        self._by_id = {row.id: _key(row) for row in rows}
        self._has_older = has_older
        self._asked = False
        self.endResetModel()

    def append_older(self, rows: Sequence[MessageRow], *, has_older: bool) -> None:
        """Add these (newest first, all older than the last one) at the bottom."""
        self._has_older = has_older
        self._asked = False
        fresh = [row for row in reversed(rows) if row.id not in self._by_id]
        if not fresh:
            return
        first = len(self._rows)
        self.beginInsertRows(_NOWHERE, first, first + len(fresh) - 1)
        self._rows[:0] = fresh
        self._keys[:0] = [_key(row) for row in fresh]
        self._by_id.update((row.id, _key(row)) for row in fresh)
        self.endInsertRows()

    def merge(self, rows: Sequence[MessageRow]) -> None:
        """Take in rows that are new or have changed; one insertion for all that are newest.

        A row older than what is loaded is left for when it is scrolled to.
        """
        newest = self._keys[-1] if self._keys else (-1, -1)
        on_top: list[MessageRow] = []
        changed: list[int] = []
        for row in sorted(rows, key=_key):
            key = _key(row)
            if row.id in self._by_id:
                position = bisect_left(self._keys, key)
                self._rows[position] = row
                changed.append(position)
            elif key > newest:
                on_top.append(row)
        self._tell_changed(changed)
        for row in rows:
            if row.id not in self._by_id and _key(row) < newest:
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
        """Let go of all but the newest *keep* rows; they come again when they are scrolled to."""
        surplus = len(self._rows) - keep
        if surplus <= 0:
            return
        self.beginRemoveRows(_NOWHERE, keep, len(self._rows) - 1)
        for row in self._rows[:surplus]:
            del self._by_id[row.id]
        del self._rows[:surplus], self._keys[:surplus]
        self._has_older = True
        self.endRemoveRows()

    def tick(self, first: int, last: int) -> None:
        """Have the waiting times of the rows *first* to *last* shown anew, if any of them is pending."""
        last = min(last, len(self._rows) - 1)
        if any(self.row(number).state.is_pending for number in range(max(0, first), last + 1)):
            self.dataChanged.emit(self.index(max(0, first), Column.TOOK), self.index(last, Column.TOOK))

    # Inside.

    def _number(self, position: int) -> int:
        return len(self._rows) - 1 - position

    def _tell_changed(self, positions: Sequence[int]) -> None:
        """One signal for each run of neighbours; *positions* ascend."""
        start = 0
        for end in range(1, len(positions) + 1):
            if end == len(positions) or positions[end] != positions[end - 1] + 1:
                top, bottom = self._number(positions[end - 1]), self._number(positions[start])
                self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(Column) - 1))
                start = end

    def _insert_between(self, row: MessageRow) -> None:
        key = _key(row)
        position = bisect_left(self._keys, key)
        if position == 0 and self._has_older:
            return
        number = len(self._rows) - position
        self.beginInsertRows(_NOWHERE, number, number)
        self._rows.insert(position, row)
        self._keys.insert(position, key)
        self._by_id[row.id] = key
        self.endInsertRows()

    def _insert_on_top(self, rows: Sequence[MessageRow]) -> None:
        """*rows* ascend and are newer than all there are."""
        if not rows:
            return
        self.beginInsertRows(_NOWHERE, 0, len(rows) - 1)
        self._rows.extend(rows)
        self._keys.extend(_key(row) for row in rows)
        self._by_id.update((row.id, _key(row)) for row in rows)
        self.endInsertRows()

    # What the view asks.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_older and not self._asked

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.older_wanted.emit()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.titles()[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def titles(self) -> list[str]:
        """The columns' names."""
        return [
            self.tr("Submitted"),
            self.tr("To"),
            self.tr("Message"),
            self.tr("Seg"),
            self.tr("Status"),
            self.tr("Error"),
            self.tr("Took"),
        ]

    def _tips(self) -> list[str]:
        return [
            self.tr("When the message was sent (local time); – while it waits for its turn"),
            self.tr("Country and number of the recipient"),
            self.tr("The text"),
            self.tr("How many segments it is charged as"),
            self.tr("What is known of it now"),
            self.tr("The receipt's or the submit response's error"),
            self.tr("From sending to the final state; with … while it is still waiting"),
        ]

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
            return self._tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.titles()[column]}: {self.cell_text(row, column)}"
        if role == COPY_ROLE:
            return self._copied(row, column)
        return None

    def cell_text(self, row: MessageRow, column: Column) -> str:
        """What the cell shows."""
        match column:
            case Column.SUBMITTED:
                return "–" if row.sent_at is None else short_time(row.sent_at)
            case Column.TO:
                return f"{row.country}  {number_text(row.recipient)}".strip()
            case Column.MESSAGE:
                return " ".join(row.text[:_SHOWN_TEXT].split())
            case Column.SEGMENTS:
                return str(row.segment_count)
            case Column.STATUS:
                return state_name(row.state, current_language())
            case Column.ERROR:
                return error_text(row, current_language())
            case Column.TOOK:
                return took_text(row)

    def _copied(self, row: MessageRow, column: Column) -> str:
        match column:
            case Column.SUBMITTED:
                return "" if row.sent_at is None else full_local(row.sent_at)
            case Column.TO:
                return row.recipient
            case Column.MESSAGE:
                return row.text
            case _:
                return self.cell_text(row, column)

    def _tip(self, row: MessageRow, column: Column) -> str:
        match column:
            case Column.SUBMITTED:
                return self._times(row)
            case Column.TO:
                return country_name(row.country, current_language()) or row.recipient
            case Column.MESSAGE:
                # Marked up, so that it wraps; escaped, so that a text like markup is shown as it is.
                return f"<p style='white-space: pre-wrap'>{escape(row.text)}</p>"
            case Column.SEGMENTS:
                return self.tr("{count} × {encoding}").format(count=row.segment_count, encoding=row.encoding)
            case Column.TOOK if row.done_at is not None:
                return f"{full_local(row.done_at)}\n{full_utc(row.done_at)}"
            case _:
                return self.cell_text(row, column)

    def _times(self, row: MessageRow) -> str:
        lines = [self.tr("Handed over:"), full_local(row.queued_at), full_utc(row.queued_at)]
        if row.sent_at is not None:
            lines += [self.tr("Sent:"), full_local(row.sent_at), full_utc(row.sent_at)]
        return "\n".join(lines)


def _key(row: MessageRow) -> _Key:
    return row.queued_at, row.id


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
