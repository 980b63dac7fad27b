"""Opening a history's file: made when it is not there, brought up to date, set aside when it is damaged."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, select, table, text

from ycloud_console.history import dialect, schema
from ycloud_console.history.errors import HistoryTooNew, HistoryUnavailable

_LOCK_WAIT = 30.0
"""Seconds another program may take to open the same history."""

_Read = TypeVar("_Read")


def open_file(path: Path) -> str | None:
    """Make *path* a history that can be used; returns what the operator must know, if anything. Blocks.

    A damaged file, and one that is not a history, is renamed, never overwritten. Raises HistoryTooNew, and
    HistoryUnavailable when the file or its folder cannot be used.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(path.with_name(path.name + ".lock"), timeout=_LOCK_WAIT, mode=0o600):
            return _open(path)
    except Timeout as error:
        raise HistoryUnavailable(
            f"The history in {path} is being opened by another program. Close it, or try again."
        ) from error
    except OSError as error:
        raise dialect.unavailable(error, path) from error


def note_damage(path: Path) -> None:
    """Damage was seen while the file was in use: have it checked whole when it is opened next."""
    with suppress(OSError):
        _mark(path).touch(mode=0o600)


def read(
    engine: Engine, path: Path, question: Callable[[Connection], _Read], stop: dialect.Interrupter
) -> _Read:
    """The answer to *question*; raises HistoryUnavailable when the database is at fault."""
    try:
        with engine.connect() as connection, stop.watching(connection):
            return question(connection)
    except Exception as error:
        if not dialect.is_outage(error):
            raise
        if dialect.is_damage(error):
            note_damage(path)
        raise dialect.unavailable(error, path) from error


def _open(path: Path) -> str | None:
    dialect.create_private(path)
    try:
        _prepare(path)
    except schema.NotAHistory:
        reason = "is not a history of this program"
    except Exception as error:
        if not dialect.is_outage(error):
            raise
        if not dialect.is_damage(error):
            raise dialect.unavailable(error, path) from error
        reason = "is damaged and cannot be read"
    else:
        return None
    aside = dialect.set_aside(path)
    _mark(path).unlink(missing_ok=True)
    dialect.create_private(path)
    _prepare(path)
    return (
        f"The history {path.name} {reason}. It was kept as {aside.name}, and a new, empty history was begun."
        " Receipts for earlier messages will show as unmatched."
    )


def _prepare(path: Path) -> None:
    engine = dialect.reader_engine(path)
    try:
        with engine.connect() as connection:
            found = schema.version(connection)
            if found is not None:
                _probe(connection, path)
    finally:
        engine.dispose()
    if found is not None and found > schema.NEWEST:
        raise HistoryTooNew(schema.too_new(found))
    engine = dialect.writer_engine(path)
    try:
        with engine.connect() as connection:
            dialect.keep_log(connection)
            if found != schema.NEWEST:
                with connection.begin():
                    schema.prepare(connection)
    finally:
        engine.dispose()


def _probe(connection: Connection, path: Path) -> None:
    """Read a little of every table, and everything when damage was seen; raises what SQLite says of it."""
    if _mark(path).exists():
        dialect.check_whole(connection)
        _mark(path).unlink(missing_ok=True)
    # Of an earlier version some tables and columns are not there yet.
    for name in sorted(schema.metadata.tables.keys() & dialect.table_names(connection)):
        connection.execute(select(text("*")).select_from(table(name)).limit(1)).all()


def _mark(path: Path) -> Path:
    return path.with_name(path.name + ".damaged")
