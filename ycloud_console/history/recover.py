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
from ycloud_console.history.rows import QUEUED, SENT
from ycloud_console.history.schema import inbound, message, pause, receipt, segment
from ycloud_console.history.sqlite import dialect, sqlitefile
from ycloud_console.history.sqlite.carve import Carver, Row, Value
from ycloud_console.sms.copied import Copied
from ycloud_console.sms.message import MessageState

_STATES = frozenset(state.value for state in MessageState)
_LATEST = 253_402_300_799_000_000
"""Microseconds: the end of the year 9999. A later time is damage."""
_HIGHEST = 1 << 48
"""Row IDs, which are counted up from 1, are lower."""
_MOST_SEGMENTS = 255
_BATCH = 5000
_UNDER_WAY = {QUEUED.value, SENT.value}


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was recovered from a damaged history."""

    messages: int
    lost: int
    """Messages of which the file still shows that they were, and no more."""
    receipts: int
    inbound: int
    in_doubt: int
    """Messages that were queued or on the wire: they are not sent by themselves."""

    @classmethod
    def nothing(cls) -> Recovered:
        """Of a file of which nothing can be read."""
        return cls(0, 0, 0, 0, 0)


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
                known |= _put_in_order(connection)
                in_doubt = make_harmless(connection, Copied.RECOVERED)
            found = _count(connection, known, in_doubt)
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
    table.name: dialect.insert_or_better(table, _LATER if table in (message, segment) else ())
    for table in _TABLES
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
    if name.endswith(("_at", "_date")):
        return 0, _LATEST
    if name == "segment_count":
        return 1, _MOST_SEGMENTS
    if name.endswith("id"):
        return 1, _LATEST  # a run's ID is the time it began
    return -(1 << 32), 1 << 32


_SHAPES = tuple(_Shape(table) for table in _TABLES)


def _put_in_order(connection: Connection) -> set[int]:
    """Segments belong to messages and receipts to segments again; what has lost its other half is seen to.

    Returns the IDs of the messages of which only segments are there.
    """
    of_none = segment.c.message_id.not_in(select(message.c.id))
    orphaned = set(connection.scalars(select(segment.c.message_id).where(of_none)))
    connection.execute(delete(segment).where(of_none))
    # A receipt is never lost: it matches no message any more, and is shown as such.
    of_none = receipt.c.segment_id.not_in(select(segment.c.id))
    connection.execute(
        update(receipt).where(receipt.c.segment_id.is_not(None), of_none).values(segment_id=None)
    )
    here = select(segment.c.message_id, func.count().label("count")).group_by(segment.c.message_id).subquery()
    torn = (
        select(message.c.id, message.c.segment_count)
        .outerjoin(here, here.c.message_id == message.c.id)
        .where(func.coalesce(here.c.count, 0) < message.c.segment_count)
    )
    for number, count in connection.execute(torn).all():
        _stand_in(connection, number, count)
    return orphaned


def _stand_in(connection: Connection, message_id: int, count: int) -> None:
    """For segments that are lost: what their message says of them all is all that is known."""
    there = set(connection.scalars(select(segment.c.number).where(segment.c.message_id == message_id)))
    missing = [number for number in range(1, count + 1) if number not in there]
    last = connection.scalar(select(func.max(segment.c.id))) or 0
    is_pending = message.c.state.in_(sorted(_UNDER_WAY))
    state = case((is_pending, MessageState.IN_DOUBT.value), else_=message.c.state)
    is_unsure = message.c.state.in_(sorted({*_UNDER_WAY, MessageState.IN_DOUBT.value}))
    doubt = case((is_unsure, Copied.RECOVERED.value), else_="")
    for place, number in enumerate(missing, 1):
        given: dict[str, object] = {
            "id": last + place,
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
    if missing:
        of_message = update(message).where(message.c.id == message_id, is_pending)
        connection.execute(of_message.values(state=MessageState.IN_DOUBT.value))


def _count(connection: Connection, known: set[int], in_doubt: int) -> Recovered:
    here = set(connection.scalars(select(message.c.id)))

    def count(table: Table) -> int:
        return connection.scalar(select(func.count()).select_from(table)) or 0

    return Recovered(
        messages=len(here),
        lost=len(known - here),
        receipts=count(receipt),
        inbound=count(inbound),
        in_doubt=in_doubt,
    )
