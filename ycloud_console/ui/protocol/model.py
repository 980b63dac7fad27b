"""The PDUs that are shown, oldest first: a table model over entries of the trace."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from ycloud_console.sms.receipt import Receipt
from ycloud_console.sms.status import bind_meaning, receipt_meaning, standard_name, submit_meaning
from ycloud_console.sms.ycloud_texts import BIND, SUBMIT
from ycloud_console.ui.language import current_language
from ycloud_console.ui.moments import duration, full_local, local
from ycloud_console.ui.protocol.entries import Entry, Glass
from ycloud_console.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_SHOWN_TEXT = 200
"""Characters; the whole is in the fields."""


class Column(IntEnum):
    """The list's columns, from the left."""

    TIME = 0
    LINK = 1
    DIRECTION = 2
    COMMAND = 3
    SEQUENCE = 4
    STATUS = 5
    FROM = 6
    TO = 7
    LENGTH = 8
    ROUND_TRIP = 9
    TEXT = 10


_RIGHT = frozenset({Column.LENGTH, Column.ROUND_TRIP})
_QUIET = frozenset({Column.TIME, Column.LENGTH, Column.SEQUENCE})
_ADDRESSES = frozenset({Column.FROM, Column.TO})


_COLUMNS = tuple(Column)
_SIDES = {
    column: (Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft)
    | Qt.AlignmentFlag.AlignVCenter
    for column in Column
}
_ANSWERED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ToolTipRole,
    }
)


class PduModel(QAbstractTableModel):
    """Entries of the trace, oldest first: what comes is appended, what the trace forgets goes at the top."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self.glass = Glass()
        self._brushes: dict[str, QBrush] = {}
        Theme.current().changed.connect(self._brushes.clear)
        self._headers = {
            Column.TIME: self.tr("Time"),
            Column.LINK: self.tr("Account"),
            Column.DIRECTION: self.tr("Way"),
            Column.COMMAND: self.tr("Command"),
            Column.SEQUENCE: self.tr("Sequence"),
            Column.STATUS: self.tr("Status"),
            Column.FROM: self.tr("From"),
            Column.TO: self.tr("To"),
            Column.LENGTH: self.tr("Octets"),
            Column.ROUND_TRIP: self.tr("Answered after"),
            Column.TEXT: self.tr("Text"),
        }

    # What the page tells and asks.

    def entry(self, row: int) -> Entry:
        return self._entries[row]

    @property
    def entries(self) -> Sequence[Entry]:
        """Those that are shown, oldest first."""
        return self._entries

    def row_of(self, entry: Entry) -> int | None:
        """Where *entry* stands; None when it is not shown."""
        place = self._place_of(entry.traced.number)
        return place if place < len(self._entries) and self._entries[place] is entry else None

    def _place_of(self, number: int) -> int:
        """The row of the first entry that has *number* or a later one."""
        return bisect_left(self._entries, number, key=lambda entry: entry.traced.number)

    def look_through(self, glass: Glass) -> None:
        """Show what *glass* does not hide."""
        self.beginResetModel()
        self.glass = glass
        self.endResetModel()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def append(self, entries: Sequence[Entry]) -> None:
        """These came after all that are shown."""
        if entries:
            count = len(self._entries)
            self.beginInsertRows(_NOWHERE, count, count + len(entries) - 1)
            self._entries += entries
            self.endInsertRows()

    def drop_before(self, number: int) -> None:
        """What came before *number* is no longer kept."""
        gone = self._place_of(number)
        if gone:
            self.beginRemoveRows(_NOWHERE, 0, gone - 1)
            del self._entries[:gone]
            self.endRemoveRows()

    # What Qt asks.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[Column(section)]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        # Asked for eight roles a cell, ten times a second: what has no answer is seen first.
        if role not in _ANSWERED:
            return None
        column = _COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[column]
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._brush(self._colour(entry, column))
        return self._tip(entry, column)

    def _brush(self, colour: str) -> QBrush:
        made = self._brushes.get(colour)
        if made is None:
            made = self._brushes[colour] = QBrush(Theme.current().colour(colour))
        return made

    def _text(self, entry: Entry, column: Column) -> str:
        traced = entry.traced
        match column:
            case Column.TIME:
                return f"{local(traced.at):%H:%M:%S.%f}"
            case Column.LINK:
                wire = traced.wire
                return wire.link if wire.bind == 1 else f"{wire.link} #{wire.bind}"
            case Column.DIRECTION:
                return self.tr("→ out") if traced.outgoing else self.tr("← in")
            case Column.COMMAND:
                return entry.command
            case Column.SEQUENCE:
                return str(entry.sequence)
            case Column.STATUS:
                return self._status(entry)
            case Column.FROM:
                return self.glass.said(_addressed(entry)).source
            case Column.TO:
                return self.glass.said(_addressed(entry)).destination
            case Column.LENGTH:
                return str(len(traced.octets))
            case Column.ROUND_TRIP:
                return "" if entry.round_trip is None else duration_text(entry.round_trip)
            case Column.TEXT:
                return " ".join(self.glass.said(entry).text[:_SHOWN_TEXT].split())

    def _tip(self, entry: Entry, column: Column) -> str | None:
        if column is Column.TIME:
            return f"{full_local(entry.traced.at)}\n{_utc_to_the_microsecond(entry.traced.at)}"
        if column is Column.LINK:
            return self._ends(entry)
        if column is Column.STATUS:
            if entry.is_failure:
                explain = bind_meaning if entry.command.startswith("bind") else submit_meaning
                meaning = explain(entry.status, current_language())
                return f"{meaning.title}\n{meaning.sentence}"
            if (receipt := self._receipt(entry)) is not None:
                meaning = receipt_meaning(receipt.err, receipt.stat, current_language())
                return f"{meaning.title}\n{meaning.sentence}"
        text = self._text(entry, column)
        return text or None

    def _ends(self, entry: Entry) -> str:
        wire = entry.traced.wire
        said = self.tr("{account}, bind {number}").format(account=wire.link, number=wire.bind)
        if wire.local is not None and wire.remote is not None:
            said += f"\n{wire.local} → {wire.remote}"
        return f"{said}\nTLS" if wire.tls else said

    def _receipt(self, entry: Entry) -> Receipt | None:
        return self.glass.said(entry).receipt if entry.is_delivery else None

    def _status(self, entry: Entry) -> str:
        """A response's status in words, or what a receipt says; empty for other requests."""
        if (receipt := self._receipt(entry)) is not None:
            bare = receipt.err.lstrip("0")
            if not bare:
                return receipt.stat
            title = receipt_meaning(receipt.err, receipt.stat, current_language()).title
            return f"{receipt.stat} {bare} {title}"
        if not entry.is_response:
            return ""
        return status_words(entry.command, entry.status)

    def _colour(self, entry: Entry, column: Column) -> str:
        """By kind: what failed, requests of ours, receipts, messages from phones; the pulse is quiet."""
        if entry.is_failure:
            return "danger"
        if entry.is_enquire_link or column in _QUIET or (entry.is_response and column in _ADDRESSES):
            return "text_muted"
        if column in (Column.COMMAND, Column.STATUS) and entry.is_delivery:
            receipt = self._receipt(entry)
            if receipt is None:
                return "warning"
            return "danger" if receipt.state.is_failed and column is Column.STATUS else "success"
        if column is Column.COMMAND:
            return "text_muted" if entry.is_response else "info"
        return "text"


def status_words(command: str, status: int) -> str:
    """A status with YCloud's meaning first, where it has one of its own, and the standard's name."""
    name = standard_name(status)
    if status == 0:
        return f"0 {name}"
    own = BIND if command.startswith("bind") else SUBMIT if command.startswith("submit") else {}
    if status in own:
        # The name is the standard's, and means something else.
        return f"{status} {own[status].words(current_language()).title} ({name})"
    return f"{status} {name}"


def _addressed(entry: Entry) -> Entry:
    """A response has no addresses of its own: its request's."""
    return entry.partner if entry.is_response and entry.partner is not None else entry


def duration_text(micros: int) -> str:
    """To the microsecond below ten milliseconds, where they matter."""
    return f"{micros} µs" if 0 <= micros < 10_000 else duration(micros)


def _utc_to_the_microsecond(micros: int) -> str:
    moment = datetime.fromtimestamp(micros // 1_000_000, UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S}.{micros % 1_000_000:06d} UTC"
