"""What is particular to SQLite about a file as a whole: looking into it, copying it, giving its space back.

All functions block; *progress* is called in the caller's thread, and what it raises ends the work.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from ycloud_console.history.errors import HistoryUnavailable

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is to do, in the same unit."""

_STEP = 2000
"""Pages copied before *progress* is called: 8 MB, some 10 ms."""
_ROOM = 16 << 20
"""Octets that are to stay free on the disk, beside what a file takes."""
_BUSY = 10.0
_TICK = 100_000
"""Steps of SQLite's machine between two calls of *progress*: some milliseconds."""
SIDES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, by the endings of the names."""
_READY = ".ready"
"""Behind the name under which the present file is to be kept: the new one has it until it is in place."""


def visit(path: Path, *, live: bool = False) -> sqlite3.Connection:
    """A connection that reads *path* and leaves it, and its folder, exactly as they are.

    A file with a log beside it is in use, or was when it was copied: then the log counts too. With *live* it
    is this folder's history, which may be written to at any moment: then SQLite heeds who writes, and
    may leave its side files.
    """
    log = path.with_name(path.name + "-wal")
    options = "mode=ro" if live or log.exists() else "mode=ro&immutable=1"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}", uri=True, timeout=_BUSY, isolation_level=None
    )
    connection.execute("PRAGMA query_only=ON")
    return connection


def visitor_engine(path: Path, *, live: bool = False) -> Engine:
    """An engine over :func:`visit`."""
    return create_engine(
        "sqlite://", creator=lambda: visit(path, live=live), poolclass=NullPool, hide_parameters=True
    )


def size(path: Path) -> int:
    """Octets of the database and of its log."""
    found = 0
    for each in (path, *(path.with_name(path.name + side) for side in SIDES[:2])):
        with suppress(FileNotFoundError):
            found += each.stat().st_size
    return found


def need_room(folder: Path, octets: int, purpose: str) -> None:
    """Raise HistoryUnavailable, with a sentence, where *folder*'s disk has not so many octets to spare.

    *purpose* begins the sentence: "A copy of the history needs".
    """
    free = free_room(folder)
    if free < octets + _ROOM:
        raise HistoryUnavailable(
            f"{purpose} {megabytes(octets + _ROOM)} of disk space, and {folder} has {megabytes(free)} left."
            " Free some space, and try again."
        )


def free_room(folder: Path) -> int:
    """Octets that the folder's disk has left."""
    return shutil.disk_usage(folder).free


def megabytes(octets: int) -> str:
    """For sentences."""
    return f"{max(1, round(octets / 1e6)):,} MB"


def copy(source: Path, target: Path, progress: Progress | None = None, *, live: bool = False) -> None:
    """Copy the database as it is at this moment, while others write to it, into one file without side files.

    *target* is made for its owner alone, or overwritten; *live*: see :func:`visit`. Raises sqlite3.Error and
    OSError.
    """
    os.close(os.open(target, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
    with (
        closing(visit(source, live=live)) as old,
        closing(sqlite3.connect(target, isolation_level=None)) as new,
    ):
        # One state of it: else the copy would begin anew whenever something is written meanwhile.
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()

        def told(_status: int, left: int, total: int) -> None:
            if progress:
                progress(total - left, total)

        old.backup(new, pages=_STEP, progress=told)
        old.execute("ROLLBACK")
        new.execute("PRAGMA journal_mode=DELETE")


def check(path: Path, progress: Callable[[], None] | None = None) -> None:
    """Read the whole file; raises sqlite3.DatabaseError, as for any damage, when it is not sound."""
    with closing(visit(path)) as connection, _heeding(connection, progress):
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        error = sqlite3.DatabaseError(str(found))
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def settle(path: Path) -> None:
    """Move what stands in the log into the file, which is then all there is, and safely on the disk.

    It is ready to be the history: who opens it next uses a write-ahead log. Raises sqlite3.Error, also where
    there is no such file, and OSError.
    """
    address = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=_BUSY, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA journal_mode=DELETE")
        # The log itself goes with this connection, which is the only one.
        connection.execute("PRAGMA journal_mode=WAL")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def replace(draft: Path, target: Path) -> None:
    """Put *draft* in the place of *target* in one step, and have the disk know it. Raises OSError."""
    os.replace(draft, target)  # noqa: PTH105 -- as in accounts: the one call that replaces on every system
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def set_aside(path: Path, word: str = "broken") -> Path:
    """Rename a database and its side files out of the way; returns the new name.

    That has *word* and the time in it. Raises OSError; then they have their names again.
    """
    aside = stamped(path, word)
    try:
        _move(path, aside)
    except BaseException:
        _put_back(aside, path)
        raise
    return aside


def exchange(draft: Path, path: Path, word: str) -> Path | None:
    """Set the database at *path* aside and put *draft*, which is complete, in its place.

    Returns where it is now; None: there was none. A crash at any moment loses nothing of either: the next
    opening does the rest with :func:`finish_exchange`. Raises OSError; then what was at *path* is there
    again, with its log.
    """
    aside = stamped(path, word)
    ready = aside.with_name(aside.name + _READY)
    was_there = path.exists()
    replace(draft, ready)
    try:
        if was_there:
            _move(path, aside)
        replace(ready, path)
    except BaseException:
        if was_there and path.exists() and aside.exists():
            os.replace(path, ready)  # noqa: PTH105 -- it is the new one, which the disk may not keep
        _put_back(aside, path)
        # Only now: as long as it is there, finish_exchange knows that the log may be elsewhere.
        remove(ready)
        raise
    return aside if was_there else None


def finish_exchange(path: Path) -> None:
    """Do what is left of an :func:`exchange` when the program ended in the middle of it. Raises OSError.

    Where the file itself had been renamed, the new one takes its place; else it gets its log back, and all
    is as before. Nobody may have the file open that was opened after the crash.
    """
    for ready in sorted(path.parent.glob(f"{path.name}.*{_READY}")):
        if path.exists():  # else it was set aside, with its log
            _put_back(ready.with_name(ready.name.removesuffix(_READY)), path)
        else:
            replace(ready, path)
        remove(ready)


def _move(path: Path, aside: Path) -> None:
    # Side files first: a log that stayed behind would be taken for that of the next file of this name.
    for side in (*SIDES, ""):
        each = path.with_name(path.name + side)
        if each.exists() or not side:
            each.rename(aside.with_name(aside.name + side))


def _put_back(aside: Path, path: Path) -> None:
    """Undo a :func:`_move` that came to any point; a whole file that was set aside earlier stays there."""
    if aside.exists():
        if path.exists():
            return
        aside.rename(path)
    for side in SIDES:
        each, place = aside.with_name(aside.name + side), path.with_name(path.name + side)
        if each.exists() and not place.exists():
            each.rename(place)


def stamped(path: Path, word: str) -> Path:
    """The file's name with *word* and this moment behind it: a name that no other file has."""
    return path.with_name(f"{path.name}.{word}-{datetime.now(UTC):%Y%m%dT%H%M%S.%f}")


def remove(path: Path) -> None:
    """Remove the file and what SQLite keeps beside it, as far as they are there."""
    for each in (path, *(path.with_name(path.name + side) for side in SIDES)):
        with suppress(OSError):
            each.unlink()


def gives_back(path: Path) -> bool:
    """Whether the history's file can give back free pages; all but those of early versions can."""
    with closing(visit(path, live=True)) as connection:
        return bool(connection.execute("PRAGMA auto_vacuum").fetchone()[0] == 2)


def free_octets(path: Path) -> int:
    """What the history's file could give back."""
    with closing(visit(path, live=True)) as connection:
        pages, each = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_size")
        )
    return int(pages) * int(each)


def rebuild(path: Path, progress: Callable[[], None] | None = None) -> None:
    """Write the whole file anew, so that it is as small as it can be and gives back by itself later.

    Others can read meanwhile, but what they write waits. *progress* is called now and then. Raises
    sqlite3.Error (SQLITE_BUSY while another program writes), and HistoryUnavailable where there is no room.
    """
    octets = size(path)
    purpose = "Writing the history anew needs"
    need_room(path.parent, 2 * octets, purpose)
    need_room(_temporary_folder(), octets, purpose)
    with closing(sqlite3.connect(path, timeout=_BUSY, isolation_level=None)) as connection:
        # Not in memory, where it would be as large as the file.
        connection.execute("PRAGMA temp_store=FILE")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
        with _heeding(connection, progress):
            connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _temporary_folder() -> Path:
    """Where SQLite writes a file of its own while it rebuilds another."""
    if sys.platform == "win32":
        return Path(tempfile.gettempdir())
    named = [os.environ.get("SQLITE_TMPDIR"), os.environ.get("TMPDIR"), "/var/tmp", "/usr/tmp", "/tmp"]  # noqa: S108
    return next(Path(each) for each in [*named, "."] if each and Path(each).is_dir())


@contextmanager
def _heeding(connection: sqlite3.Connection, progress: Callable[[], None] | None) -> Iterator[None]:
    """Have *progress* called while statements run; what it raises interrupts them, and is raised here."""
    if progress is None:
        yield
        return
    raised: list[BaseException] = []

    def called() -> int:
        try:
            progress()
        except BaseException as error:  # noqa: BLE001 -- SQLite can only be told to stop
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(called, _TICK)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
