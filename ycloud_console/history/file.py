"""Opening a history's file: made when it is not there, brought up to date, recovered when it is damaged."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, select, table, text

from ycloud_console.history import drafts, schema
from ycloud_console.history.errors import HistoryTooNew, HistoryUnavailable
from ycloud_console.history.progress import Stage, Step, Tell, unheard
from ycloud_console.history.recovered import Recovered, in_words
from ycloud_console.history.runs import any_lives
from ycloud_console.history.sqlite import dialect, sqlitefile

_LOCK_WAIT = 30.0
"""Seconds another program may take to open the same history."""
_COPIES = 2
"""Copies of earlier versions that are kept."""
_OF_VERSION = re.compile(r"\.v\d+-(?P<stamp>\d{8}T[\d.]+)$")

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Rescue:
    """A file that could not be used was set aside, and another begun."""

    aside: Path
    """Where it is now."""
    recovered: Recovered | None
    """What was read of it; None: it is not a history of this program, and nothing was."""
    sentence: str
    """What the operator must know."""

    @property
    def has_anything(self) -> bool:
        """Whether anything was recovered, or is at least known to be lost."""
        return self.recovered is not None and self.recovered != Recovered.nothing()


def runs_folder(path: Path) -> Path:
    """Where the lock files are of those who have the history open to write to it."""
    return path.parent / "runs"


def locked(path: Path) -> FileLock:
    """To be entered by who opens the file, or puts another in its place; raises Timeout and OSError."""
    return FileLock(path.with_name(path.name + ".lock"), timeout=_LOCK_WAIT, mode=0o600)


def open_file(path: Path, tell: Tell = unheard) -> Rescue | None:
    """Make *path* a history that can be used; returns what the operator must know, if anything. Blocks.

    Before a file of an earlier version is changed, a copy of it is kept beside it. What can be read of a
    damaged file is put into a new one; the damaged one, and a file that is not a history, is renamed, never
    overwritten. *tell* is called where that takes its time. Raises HistoryTooNew, and HistoryUnavailable when
    the file or its folder cannot be used, or the disk has no room for what is to be done.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(path):
            return _open(path, tell)
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


def is_suspect(path: Path) -> bool:
    """Whether damage was noted, so that the file is checked whole when it is opened next."""
    return _mark(path).exists()


def read(
    engine: Engine, path: Path, question: Callable[[Connection], _Read], stop: dialect.Interrupter
) -> _Read:
    """The answer to *question*, of one moment; raises HistoryUnavailable when the database is at fault."""
    try:
        # Begun here, since not every query goes through SQLAlchemy, which would begin with the first.
        with engine.connect() as connection, connection.begin(), stop.watching(connection):
            return question(connection)
    except Exception as error:
        if not dialect.is_outage(error):
            raise
        if dialect.is_damage(error):
            note_damage(path)
        raise dialect.unavailable(error, path) from error


def _open(path: Path, tell: Tell) -> Rescue | None:
    sqlitefile.finish_exchange(path)
    drafts.clear(path)
    for word in ("copying", "recovering"):
        # What a crash left half done; nobody else does such a thing while this program holds the lock.
        sqlitefile.remove(path.with_name(f"{path.name}.{word}"))
    dialect.create_private(path)
    try:
        _prepare(path, tell)
    except schema.NotAHistory:
        return _begin_anew(path, tell)
    except Exception as error:
        if not dialect.is_outage(error):
            raise
        if not dialect.is_damage(error):
            raise dialect.unavailable(error, path) from error
        return _recover(path, tell)
    return None


def _begin_anew(path: Path, tell: Tell) -> Rescue:
    aside = sqlitefile.set_aside(path)
    dialect.create_private(path)
    _prepare(path, tell)
    sentence = (
        f"The history {path.name} is not a history of this program. It was kept as {aside.name}, and a new,"
        " empty history was begun. Receipts for earlier messages will show as unmatched."
    )
    return Rescue(aside, None, sentence)


def _recover(path: Path, tell: Tell) -> Rescue:
    if any_lives(runs_folder(path)):
        raise HistoryUnavailable(
            f"The history in {path} is damaged, and another program has it open. Close that first; then what"
            " can be read is recovered."
        )
    from ycloud_console.history.recover import recover

    draft = path.with_name(path.name + ".recovering")
    try:
        found = recover(path, draft, lambda done, total: tell(Step(Stage.RECOVERING, done, total)))
    except Exception as error:
        sqlitefile.remove(draft)
        if dialect.is_outage(error):
            raise dialect.unavailable(error, path) from error
        raise
    aside = sqlitefile.exchange(draft, path, "broken") or path
    _mark(path).unlink(missing_ok=True)
    _prepare(path, tell)
    return Rescue(aside, found, _rescue_sentence(path, aside, found))


def _rescue_sentence(path: Path, aside: Path, found: Recovered) -> str:
    if found == Recovered.nothing():
        return (
            f"The history {path.name} is damaged, and nothing of it could be read. It was kept as"
            f" {aside.name}, and a new, empty history was begun. Receipts for earlier messages will show as"
            " unmatched."
        )
    return (
        f"The history {path.name} was damaged. {in_words(found)} The damaged file was kept as {aside.name}."
    )


def _prepare(path: Path, tell: Tell) -> None:
    engine = dialect.reader_engine(path)
    try:
        with engine.connect() as connection:
            found = schema.version(connection)
            if found is not None:
                _probe(connection, path, tell)
    finally:
        engine.dispose()
    if found is not None and found > schema.NEWEST:
        raise HistoryTooNew(schema.too_new(found, path))
    if found is not None and found < schema.NEWEST:
        _keep_copy(path, found, tell)
    engine = dialect.writer_engine(path)
    try:
        with engine.connect() as connection:
            dialect.keep_log(connection)
            if found != schema.NEWEST:
                with connection.begin():
                    schema.prepare(
                        connection, stepped=lambda done, total: tell(Step(Stage.UPDATING, done, total))
                    )
    finally:
        engine.dispose()


def _keep_copy(path: Path, version: int, tell: Tell) -> None:
    """Before it is changed: a copy of the file as it is, as ``….v2-<time>``; the newest of these stay."""
    purpose = f"The history {path.name} is to be brought up to date, and a copy of it kept before that needs"
    # The new tables and indexes take their part as well.
    sqlitefile.need_room(path.parent, 2 * sqlitefile.size(path), purpose)
    draft = path.with_name(path.name + ".copying")
    try:
        sqlitefile.copy(path, draft, lambda done, total: tell(Step(Stage.COPYING, done, total)), live=True)
        sqlitefile.check(draft, partial(tell, Step(Stage.CHECKING)))
        sqlitefile.replace(draft, sqlitefile.stamped(path, f"v{version}"))
    except BaseException:
        sqlitefile.remove(draft)
        raise
    copies = [each for each in path.parent.glob(f"{path.name}.v*") if _OF_VERSION.search(each.name)]
    copies.sort(key=lambda each: _OF_VERSION.search(each.name)["stamp"])  # type: ignore[index]
    for old in copies[:-_COPIES]:
        with suppress(OSError):
            old.unlink()


def _probe(connection: Connection, path: Path, tell: Tell) -> None:
    """Read a little of every table, and everything when damage was seen; raises what SQLite says of it."""
    if _mark(path).exists():
        tell(Step(Stage.CHECKING))
        dialect.check_whole(connection)
        _mark(path).unlink(missing_ok=True)
    # Of an earlier version some tables and columns are not there yet.
    for name in sorted(schema.metadata.tables.keys() & dialect.table_names(connection)):
        connection.execute(select(text("*")).select_from(table(name)).limit(1)).all()


def _mark(path: Path) -> Path:
    return path.with_name(path.name + ".damaged")
