"""Engines, pragmas, transactions, errors, and SQL that differs in other databases."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    Index,
    Integer,
    create_engine,
    event,
    exc,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.pool import NullPool, QueuePool
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from ycloud_console.history.errors import HistoryDamaged, HistoryUnavailable

_BUSY = 10.0
"""Seconds to wait for another process to finish its transaction."""
_CACHE = 16_000
"""Kibibytes of pages that the writer keeps; a reader keeps a quarter."""
_CHECKPOINT = 4000
"""Pages in the write-ahead log before they are moved into the file."""
MOST_VALUES = 900
"""Values in one IN (...): SQLite before 3.32 takes at most 999 parameters."""
_INCREMENTAL = 2
"""What SQLite calls a file that gives back free pages when it is told to."""
READERS = 3
"""Threads that read, each with a connection."""

ROW_ID = BigInteger().with_variant(Integer(), "sqlite")
"""The type of a number that names a row: SQLite makes only INTEGER its own row ID."""

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_REASONS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Free some space; it goes on by itself then."),
    sqlite3.SQLITE_BUSY: (
        "another program keeps it locked",
        "Close the other program that has it open; it goes on by itself then.",
    ),
    sqlite3.SQLITE_LOCKED: ("another program keeps it locked", "Close the other program that has it open."),
    sqlite3.SQLITE_READONLY: (
        "the file or its folder is read-only",
        "Make them writable for you; it goes on by itself then.",
    ),
    sqlite3.SQLITE_CANTOPEN: ("the file cannot be opened", "Check the folder and its permissions."),
    sqlite3.SQLITE_PERM: ("the file may not be opened", "Check the folder and its permissions."),
    sqlite3.SQLITE_IOERR: ("the disk does not work as it should", "Check the disk and the free space on it."),
    sqlite3.SQLITE_CORRUPT: (
        "the file is damaged",
        "Start the program again: it sets the file aside and recovers what can be read.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "the file is not a database any more",
        "Start the program again: it sets the file aside and recovers what can be read.",
    ),
}

_Item = TypeVar("_Item")


def create_private(path: Path) -> None:
    """Make the file, empty, if there is none, for its owner alone (0600), as SQLite makes its side files.

    Raises OSError.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def writer_engine(path: Path, *, make: bool = True) -> Engine:
    """The engine of the thread that writes; a transaction of it holds the write lock from its beginning.

    Where there is no file, one is made, unless *make* is False: then connecting fails.
    """
    options = {"uri": "true", "mode": "rw"}
    url = _url(path) if make else URL.create("sqlite", database=path.absolute().as_uri(), query=options)
    # What an error says goes to the log, where texts and numbers of messages have no place.
    engine = create_engine(url, poolclass=NullPool, connect_args=_arguments(), hide_parameters=True)
    event.listen(engine, "connect", _prepare_writer)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reader_engine(path: Path) -> Engine:
    """An engine whose connections cannot write, one for each reading thread."""
    engine = create_engine(
        _url(path),
        poolclass=QueuePool,
        pool_size=READERS,
        max_overflow=0,
        connect_args=_arguments(),
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", _begin)
    return engine


class Interrupter:
    """Ends a query that nobody waits for any more; it then fails as an outage does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: Any = None
        self._is_over = False

    @contextmanager
    def watching(self, connection: Connection) -> Iterator[None]:
        """What is asked of *connection* within can be interrupted."""
        with self._lock:
            if self._is_over:
                # Before it began: it would keep a thread from the next question to its end.
                raise sqlite3.OperationalError("interrupted")
            self._running = connection.connection.dbapi_connection
        try:
            yield
        finally:
            with self._lock:
                self._running = None

    def interrupt(self) -> None:
        """To be called from another thread; a query that has not begun yet does not begin."""
        with self._lock:
            self._is_over = True
            if self._running is not None:
                self._running.interrupt()


def keep_log(connection: Connection) -> None:
    """Use a write-ahead log, so that reading goes on while a transaction is written. Stays with the file.

    A file that has nothing in it yet is also made so that it can give back pages that are free.
    """
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA auto_vacuum=INCREMENTAL")
    cursor.execute("PRAGMA journal_mode=WAL")


def write_carelessly(connection: Connection) -> None:
    """For a file that nobody needs before it is complete: waits for no disk, and checks no references."""
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.execute("PRAGMA foreign_keys=OFF")


def give_back(connection: Connection, pages: int) -> int:
    """Return so many free pages to the system at most; returns how many are free then. In a transaction."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA incremental_vacuum({pages})")
    cursor.fetchall()
    cursor.execute("PRAGMA freelist_count")
    (left,) = cursor.fetchone() or (0,)
    return int(left)


def shrinks(connection: Connection) -> bool:
    """Whether :func:`give_back` can do anything with this file; those of early versions must be rebuilt."""
    return bool(connection.scalar(text("PRAGMA auto_vacuum")) == _INCREMENTAL)


def version_by_others(connection: Connection) -> int:
    """A number that changes whenever another connection has committed something."""
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA data_version")
    (found,) = cursor.fetchone() or (0,)
    return int(found)


def check_whole(connection: Connection) -> None:
    """Read the whole file; some ten seconds for a million messages. Raises what :func:`is_damage` knows."""
    found = connection.scalar(text("PRAGMA quick_check(1)"))
    if found != "ok":
        error = sqlite3.DatabaseError(str(found))
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
    # SQLite does not look whether a text is one; Python does, and would fail in the midst of the work.
    # What an index of pieces is made of is among the tables; the index itself cannot be read through.
    ordinary = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    cursor = connection.connection.cursor()
    for name in connection.scalars(text(ordinary)).all():
        cursor.execute('SELECT * FROM "{}"'.format(name.replace('"', '""')))  # noqa: S608 -- a table's name
        while cursor.fetchmany(1000):
            pass


def refresh_statistics(connection: Connection) -> None:
    """Let the planner know how the tables look by now; some milliseconds."""
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA analysis_limit=400")
    cursor.execute("PRAGMA optimize")


def table_names(connection: Connection) -> set[str]:
    """The tables there are; also the first reading of a file, which tells whether it can be read."""
    return set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))


def is_damage(error: BaseException) -> bool:
    """Whether the file itself is at fault, so that trying again cannot help."""
    return _code(error) in _DAMAGED or _is_no_text(error)


def _is_no_text(error: BaseException) -> bool:
    """Whether Python met text in the file, or in what SQLite says of the file, that is no UTF-8.

    All text is written as UTF-8: where it is not any more, the file is damaged.
    """
    if isinstance(error, exc.DBAPIError):
        error = error.orig or error
    return isinstance(error, UnicodeDecodeError) or "Could not decode to UTF-8" in str(error)


def is_outage(error: BaseException) -> bool:
    """Whether the database, and not what was asked of it, is at fault."""
    if isinstance(error, exc.DBAPIError):
        error = error.orig or error
    if isinstance(error, sqlite3.IntegrityError | sqlite3.DataError | sqlite3.InterfaceError):
        return False
    return isinstance(error, sqlite3.DatabaseError | OSError) or _is_no_text(error)


def unavailable(error: BaseException, path: Path) -> HistoryUnavailable:
    """The sentence for *error*: what happened, and what to do."""
    code = sqlite3.SQLITE_CORRUPT if _is_no_text(error) else _code(error)
    if code in _REASONS:
        reason, advice = _REASONS[code]
    elif isinstance(error, PermissionError):
        reason, advice = _REASONS[sqlite3.SQLITE_PERM]
    else:
        reason, advice = (
            str(getattr(error, "orig", None) or error),
            "Check the disk and the folder's permissions.",
        )
    kind = HistoryDamaged if code in _DAMAGED else HistoryUnavailable
    return kind(f"The history in {path} cannot be used: {reason}. {advice}")


def partial_index(name: str, *columns: Any, where: ColumnElement[bool]) -> Index:
    """An index of only those rows for which *where* holds; its columns belong to a table."""
    index = Index(name, *columns, sqlite_where=where)

    def before_create(table: object, connection: Connection, **_: object) -> None:
        if connection.dialect.name == "postgresql":
            index.dialect_options["postgresql"]["where"] = where

    # Saying postgresql_where above would import that dialect, a quarter of a second, for every SQLite file.
    event.listen(index.table, "before_create", before_create)
    return index


def keep_tally(connection: Connection) -> None:
    """Have the table tally count the messages of each account and state from now on."""
    one_more = (
        "INSERT INTO tally VALUES (new.account_id, new.state, 1)"
        " ON CONFLICT (account_id, state) DO UPDATE SET count = count + 1;"
    )
    one_less = "UPDATE tally SET count = count - 1 WHERE account_id = old.account_id AND state = old.state;"
    for name, when, steps in (
        ("tally_insert", "INSERT ON message", one_more),
        (
            "tally_update",
            "UPDATE OF state ON message WHEN new.state IS NOT old.state",
            one_less + one_more,
        ),
        ("tally_delete", "DELETE ON message", one_less),
    ):
        connection.exec_driver_sql(f"CREATE TRIGGER {name} AFTER {when} BEGIN {steps} END")


def unindexed(column: ColumnElement[_Item]) -> ColumnElement[_Item]:
    """The column's values where they are not NULL, for conditions and orders that no index is to serve.

    SQLite's planner does not know how often a value occurs; where we do, this keeps it from an index that
    would cost more than reading everything.
    """
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def contains(column: ColumnElement[str], part: str) -> ColumnElement[bool]:
    """Whether *column* contains *part*, which is taken literally; letters in either case.

    SQLite itself knows the case of ASCII alone. Of what has other letters in it Python lowers the case, which
    takes three times as long.
    """
    if any(character > "\x7f" and character.lower() != character.upper() for character in part):
        return func.instr(func.lowered(column), part.lower()) > 0
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.like(literal(f"%{escaped}%"), escape="\\")


def starts_with(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Whether *column* starts with *prefix* (not empty): a range, which an index serves."""
    return (column >= prefix) & (column < prefix[:-1] + chr(ord(prefix[-1]) + 1))


def is_among(column: ColumnElement[int], values: Iterable[int]) -> ColumnElement[bool]:
    """Whether *column* is one of *values*, of which there may be thousands: they are given as one."""
    given = func.json_each(json.dumps(sorted(values))).table_valued("value")
    return column.in_(select(given.c.value))


def in_pieces(values: Iterable[_Item]) -> Iterator[list[_Item]]:
    """*values* in lists that one IN (...) can take."""
    piece: list[_Item] = []
    for value in values:
        piece.append(value)
        if len(piece) == MOST_VALUES:
            yield piece
            piece = []
    if piece:
        yield piece


def _url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def _arguments() -> dict[str, Any]:
    # Transactions are begun by us: Python's own rules begin them too late.
    return {"timeout": _BUSY, "isolation_level": None, "check_same_thread": False, "cached_statements": 512}


def _prepare_writer(connection: sqlite3.Connection, record: object) -> None:
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        f"wal_autocheckpoint={_CHECKPOINT}",
        f"journal_size_limit={64 << 20}",
        f"cache_size=-{_CACHE}",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reader(connection: sqlite3.Connection, record: object) -> None:
    for pragma in ("query_only=ON", f"cache_size=-{_CACHE // 4}", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("lowered", 1, str.lower, deterministic=True)


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _code(error: BaseException) -> int | None:
    """SQLite's primary result code, which is the low octet of the extended one."""
    if isinstance(error, exc.DBAPIError):
        error = error.orig or error
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF
