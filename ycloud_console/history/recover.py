"""What can still be read of a damaged history, put into a new one.

Rows are read page by page (:mod:`ycloud_console.history.sqlite.carve`) and told apart by their shape: each
table has another number of columns, or other kinds of values in them. What does not look like a row of this
program is left out, so that damage is not taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from ycloud_console.history import schema
from ycloud_console.history.harmless import make_harmless
from ycloud_console.history.recovered import Recovered
from ycloud_console.history.rejoin import Part, name_by_receipts, places
from ycloud_console.history.rows import QUEUED, SENT
from ycloud_console.history.schema import inbound, message, pause, receipt, segment
from ycloud_console.history.sqlite import dialect, sqlitefile
from ycloud_console.history.sqlite.carve import Carver, Row, Value
from ycloud_console.history.sqlite.prepared import insert_or_better
from ycloud_console.sms.copied import Copied
from ycloud_console.sms.message import MessageState

_STATES = frozenset(state.value for state in MessageState)
_LATEST = 253_402_300_799_000_000
"""Microseconds: the end of the year 9999. A later time is damage."""
_DATES = range(-62_135_596_800_000_000, _LATEST + 1)
"""Microseconds: what a datetime can hold, from the year 1 on. Whoever shows a date makes one of it."""
_TOLD = ("submit_date", "done_date")
"""What an SMSC wrote, which may be any date at all: an odd one says nothing about the rest of its row."""
_HIGHEST = 1 << 48
"""Row IDs, which are counted up from 1, are lower."""
_MOST_SEGMENTS = 255
_BATCH = 5000
_UNDER_WAY = {QUEUED.value, SENT.value}


@dataclass(frozen=True, slots=True)
class _Mended:
    """What putting the rows in order came to."""

    known: set[int]
    """Messages of which only segments were there."""
    stand_ins: list[int]
    """The IDs of the segments that stand in for lost ones."""
    adrift: int
    """Receipts that lost their segment."""


def recover(damaged: Path, target: Path, progress: Callable[[int, int], None] | None = None) -> Recovered:
    """Write a new history to *target* with everything that can be read of *damaged*, which stays as it is.

    *progress* is called with the pages read and all of them; what it raises ends the work. Takes a minute or
    two for a million messages. Raises HistoryUnavailable where the disk has no room, sqlite3.Error, OSError.
    """
    sqlitefile.need_room(target.parent, sqlitefile.size(damaged), "Recovering the damaged history needs")
    sqlitefile.remove(target)
    dialect.create_private(target)
    engine = dialect.writer_engine(target)
    try:
        with engine.connect() as connection:
            dialect.keep_log(connection)
            dialect.write_carelessly(connection)
            with connection.begin():
                schema.prepare(connection)
                indexes = [each for table in schema.metadata.sorted_tables for each in table.indexes]
                for index in indexes:
                    index.drop(connection)
            known = _take_over(connection, Carver(damaged), progress)
            with connection.begin():
                for index in indexes:
                    index.create(connection)
            with connection.begin():
                mended = _put_in_order(connection)
                in_doubt = make_harmless(connection, Copied.RECOVERED)
            found = _count(connection, known, mended, in_doubt)
            dialect.refresh_statistics(connection)
    finally:
        engine.dispose()
    sqlitefile.settle(target)
    return found


def _take_over(
    connection: Connection, carver: Carver, progress: Callable[[int, int], None] | None
) -> set[int]:
    """Insert the rows as they are found; returns the IDs of messages that an index knows."""
    known: set[int] = set()
    rows = _recognised(carver, progress, known)
    while batch := list(islice(rows, _BATCH)):
        with connection.begin():
            for table in _TABLES:
                some = [values for kind, values in batch if kind is table]
                _INSERT[table.name].many(connection, some)
    return known


_TABLES = (message, segment, receipt, inbound, pause)
_LATER = ("answered_at", "done_at")
"""Of two states of a row the one in which one of these is there is the later one."""
_INSERT = {
    table.name: insert_or_better(table, _LATER if table in (message, segment) else ()) for table in _TABLES
}


def _recognised(
    carver: Carver, progress: Callable[[int, int], None] | None, known: set[int]
) -> Iterator[tuple[Table, tuple[Value, ...]]]:
    for is_index, row in carver.rows(_is_of_states, progress):
        if is_index:
            if _is_of_states(row):
                known.add(int(row.values[2] or 0))
            continue
        for shape in _SHAPES:
            values = shape.fitted(row)
            if values is not None:
                yield shape.table, values
                break


def _is_of_states(row: Row) -> bool:
    """Whether it is an entry of the index message_by_state: state, queued_at, id."""
    match row.values:
        case (str() as state, int(), int() as number):
            return state in _STATES and 0 < number < _HIGHEST
    return False


Check = Callable[[Value], bool]


class _Shape:
    """What a row of one table looks like."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._checks = tuple(_check_of(column) for column in table.c)
        self._numbered = table.c.keys()[0] == "id"
        self._told = tuple(place for place, column in enumerate(table.c) if column.name in _TOLD)
        self._may_lack = len(list(takewhile(lambda column: column.nullable, reversed(list(table.c)))))

    def fitted(self, row: Row) -> tuple[Value, ...] | None:
        """The row's values, where they are such as the table has; else None."""
        values = row.values
        if len(values) < len(self._checks):
            # A row from before a version that added columns: SQLite does not write them into it.
            values += (None,) * min(len(self._checks) - len(values), self._may_lack)
        if len(values) != len(self._checks):
            return None
        if self._numbered:
            # SQLite keeps the ID beside the row.
            if values[0] is not None or not 0 < row.number < _HIGHEST:
                return None
            values = (row.number, *values[1:])
        for place in self._told:
            if isinstance(values[place], int) and values[place] not in _DATES:
                values = (*values[:place], None, *values[place + 1 :])
        for check, value in zip(self._checks, values, strict=True):
            if not check(value):
                return None
        return values


def _check_of(column: Column[object]) -> Check:
    """What a value of *column* must be like."""
    check = _check_of_kind(column)
    if column.nullable:
        return lambda value: value is None or check(value)
    return check


def _check_of_kind(column: Column[object]) -> Check:
    kind = column.type
    if isinstance(kind, LargeBinary):
        return lambda value: isinstance(value, bytes)
    if isinstance(kind, Boolean):
        return lambda value: value in (0, 1)
    if isinstance(kind, Integer | BigInteger):
        least, most = _limits(column.name)
        return lambda value: isinstance(value, int) and least <= value <= most
    if column.name == "state":
        return lambda value: value in _STATES
    return lambda value: isinstance(value, str)


def _limits(name: str) -> tuple[int, int]:
    """What is below or above is damage, and would trip whoever reads it as a time or counts with it."""
    if name in _TOLD:
        return _DATES[0], _DATES[-1]
    if name.endswith("_at"):
        return 0, _LATEST
    if name == "segment_count":
        return 1, _MOST_SEGMENTS
    if name.endswith("id"):
        return 1, _LATEST  # a run's ID is the time it began
    return -(1 << 32), 1 << 32


_SHAPES = tuple(_Shape(table) for table in _TABLES)


def _put_in_order(connection: Connection) -> _Mended:
    """Segments belong to messages and receipts to segments again; what has lost its other half is seen to."""
    torn = _torn(connection)
    # Before segments are deleted: those without a message tell the places of others.
    had = places(connection) if torn else {}
    of_none = segment.c.message_id.not_in(select(message.c.id))
    orphaned = set(connection.scalars(select(segment.c.message_id).where(of_none)))
    connection.execute(delete(segment).where(of_none))
    missing = [part for number, count in torn for part in _missing(connection, number, count)]
    placed = {part: had[part] for part in missing if part in had}
    _stand_in(connection, placed)
    # A receipt is never lost: it matches no message any more, and is shown as such.
    of_none = receipt.c.segment_id.not_in(select(segment.c.id))
    adrift = connection.execute(
        update(receipt).where(receipt.c.segment_id.is_not(None), of_none).values(segment_id=None)
    ).rowcount
    adrift += name_by_receipts(connection, placed.values())
    # Not before: the numbers they get may be those that receipts knew.
    last = connection.scalar(select(func.max(segment.c.id))) or 0
    others = {part: last + place for place, part in enumerate((p for p in missing if p not in had), 1)}
    _stand_in(connection, others)
    for piece in dialect.in_pieces(number for number, _ in torn):
        pending = update(message).where(message.c.id.in_(piece), message.c.state.in_(sorted(_UNDER_WAY)))
        connection.execute(pending.values(state=MessageState.IN_DOUBT.value))
    return _Mended(orphaned, [*placed.values(), *others.values()], adrift)


def _torn(connection: Connection) -> list[tuple[int, int]]:
    """The messages that have not all their segments, and how many they should have."""
    here = select(segment.c.message_id, func.count().label("count")).group_by(segment.c.message_id).subquery()
    torn = (
        select(message.c.id, message.c.segment_count)
        .outerjoin(here, here.c.message_id == message.c.id)
        .where(func.coalesce(here.c.count, 0) < message.c.segment_count)
    )
    return [(number, count) for number, count in connection.execute(torn)]


def _missing(connection: Connection, message_id: int, count: int) -> list[Part]:
    there = set(connection.scalars(select(segment.c.number).where(segment.c.message_id == message_id)))
    return [(message_id, number) for number in range(1, count + 1) if number not in there]


def _stand_in(connection: Connection, parts: dict[Part, int]) -> None:
    """For segments that are lost: what their message says of them all is all that is known, and their ID."""
    is_pending = message.c.state.in_(sorted(_UNDER_WAY))
    state = case((is_pending, MessageState.IN_DOUBT.value), else_=message.c.state)
    is_unsure = message.c.state.in_(sorted({*_UNDER_WAY, MessageState.IN_DOUBT.value}))
    doubt = case((is_unsure, Copied.RECOVERED.value), else_="")
    for (message_id, number), place in parts.items():
        given: dict[str, object] = {
            "id": place,
            "message_id": message_id,
            "number": number,
            "units": 0,
            "wire": b"",
        }
        known = select(
            *(literal(value) for value in given.values()),
            message.c.account_id,
            *(state, doubt, message.c.status, message.c.error),
            *(message.c.sent_at, message.c.answered_at, message.c.done_at),
        ).where(message.c.id == message_id)
        names = ("account_id", "state", "doubt", "status", "error", "sent_at", "answered_at", "done_at")
        connection.execute(insert(segment).from_select([*given, *names], known))


def _count(connection: Connection, known: set[int], mended: _Mended, in_doubt: int) -> Recovered:
    here = set(connection.scalars(select(message.c.id)))
    named = sum(
        connection.scalar(select(func.count()).where(segment.c.id.in_(piece), segment.c.smsc_id.is_not(None)))
        or 0
        for piece in dialect.in_pieces(mended.stand_ins)
    )

    def count(table: Table) -> int:
        return connection.scalar(select(func.count()).select_from(table)) or 0

    return Recovered(
        messages=len(here),
        lost=len((known | mended.known) - here),
        receipts=count(receipt),
        inbound=count(inbound),
        in_doubt=in_doubt,
        segments_lost=len(mended.stand_ins),
        without_id=len(mended.stand_ins) - named,
        receipts_adrift=mended.adrift,
    )
