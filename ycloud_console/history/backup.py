"""Backups of the history: written while it is in use, looked into, and made ready to take its place.

All functions block; they are for other threads than the event loop's.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Table, func, select

from ycloud_console.history import schema, unfinished
from ycloud_console.history.drafts import Draft
from ycloud_console.history.errors import HistoryTooNew, HistoryUnavailable
from ycloud_console.history.harmless import make_harmless
from ycloud_console.history.pauses import keep_pauses
from ycloud_console.history.progress import Stage, Step, Tell, unheard
from ycloud_console.history.recovered import Recovered
from ycloud_console.history.retention import Excess, Keep, excess
from ycloud_console.history.rows import QUEUED, SENT
from ycloud_console.history.schema import inbound, message
from ycloud_console.history.sqlite import dialect, sqlitefile
from ycloud_console.sms.copied import Copied

_Done = TypeVar("_Done")


class NotABackup(HistoryUnavailable):
    """The file is no history of this program, or cannot be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds, as far as it could be read."""

    path: Path
    octets: int
    version: int
    """Of its tables; 0 where that could not be read."""
    messages: int
    inbound: int
    first_at: int | None
    """When its oldest message was written (microseconds); None: there is none."""
    last_at: int | None
    under_way: int
    """Messages that were queued or on the wire; they will be in doubt."""
    is_damaged: bool = False
    """Then the numbers are unknown (0), and what can be read of it would be recovered."""


def examine(path: Path, tell: Tell = unheard) -> Contents:
    """Look into the file at *path* and read it whole, without changing anything.

    Raises NotABackup where it is no history, and HistoryTooNew.
    """
    if not path.is_file():
        raise NotABackup(f"There is no file {path}.")
    try:
        sqlitefile.check(path, partial(tell, Step(Stage.CHECKING)))
        return _look_into(path)
    except schema.NotAHistory as error:
        raise _not_a_backup(path) from error
    except Exception as error:
        if not dialect.is_outage(error):
            raise
        if not dialect.is_damage(error):
            raise NotABackup(_unreadable(path, error)) from error
        if not _begins_as_a_database(path):
            raise _not_a_backup(path) from error
        return Contents(path, sqlitefile.size(path), 0, 0, 0, None, None, 0, is_damaged=True)


def back_up(history: Path, target: Path, tell: Tell = unheard) -> Contents:
    """Write a copy of the history to *target* while it is in use; returns what is in it.

    It appears whole or not at all, for its owner alone, and is read whole after it was written. What is
    queued or on the wire at this moment is in doubt in the copy: it must not go out a second time from there.
    Raises HistoryUnavailable, with a sentence, and what *tell* raises; then *target* is as it was.
    """
    _refuse_own_files(history, target)
    with _sentences(history, target):
        sqlitefile.need_room(target.parent, sqlitefile.size(history), "A backup of the history needs")
        with _draft(target) as draft:
            sqlitefile.copy(history, draft, _counted(tell, Stage.COPYING), live=True)
            _make_harmless(draft)
            sqlitefile.check(draft, partial(tell, Step(Stage.CHECKING)))
            found = _look_into(draft)
            sqlitefile.replace(draft, target)
    return Contents(target, found.octets, *_numbers(found))


def prepare_restore(source: Path, history: Path, tell: Tell = unheard) -> Draft:
    """A copy of *source* beside the history, ready to take its place: see :func:`take_its_place`.

    It is brought up to date; a damaged one gives what can be read of it. Nothing in it waits to be sent any
    more. To be discarded whatever becomes of it. Raises
    HistoryUnavailable, while the history is being restored already among others, and HistoryTooNew.
    """
    contents = examine(source, tell)
    with _sentences(history, source):
        purpose = "Restoring the history needs"
        sqlitefile.need_room(history.parent, 2 * contents.octets, purpose)
        draft = Draft(history)
        try:
            draft.recovered = _fill(draft.path, contents, tell)
        except BaseException:
            draft.discard()
            raise
    return draft


def _fill(draft: Path, source: Contents, tell: Tell) -> Recovered | None:
    """Make the draft; returns what could be read of a damaged source."""
    expected = source.messages, source.inbound
    found: Recovered | None = None
    if source.is_damaged:
        from ycloud_console.history.recover import recover

        found = recover(source.path, draft, _counted(tell, Stage.RECOVERING))
        expected = found.messages, found.inbound
    else:
        sqlitefile.copy(source.path, draft, _counted(tell, Stage.COPYING))
    _bring_up_to_date(draft, tell)
    _make_harmless(draft)
    sqlitefile.settle(draft)
    made = _look_into(draft)
    if (made.messages, made.inbound) != expected:
        raise HistoryUnavailable(
            f"{source.path} changed while it was copied: {expected[0]:,} messages sent and {expected[1]:,}"
            f" received were to be restored, and the copy has {made.messages:,} and {made.inbound:,}. Nothing"
            " was replaced. Try again when no other program uses the file."
        )
    return found


def go_on_pausing(draft: Draft, history: Path) -> None:
    """Have accounts that are paused now, in the history, be so in *draft* too. Raises HistoryUnavailable."""
    with _sentences(history, draft.path):
        _change(draft.path, partial(keep_pauses, of=history))
        sqlitefile.settle(draft.path)


def take_its_place(draft: Draft, history: Path) -> Path | None:
    """Put what :func:`prepare_restore` made in the place of the history, which nobody may have open.

    Returns the name under which the present one is kept; None: there was none. Raises HistoryUnavailable;
    then the present one is where it was.
    """
    with _sentences(history, draft.path):
        return sqlitefile.exchange(draft.path, history, "before-restore")


def beyond(draft: Draft, keep: Keep, at: int) -> Excess:
    """What of it is beyond the limits at *at* (microseconds), and would be deleted.

    Raises HistoryUnavailable.
    """
    engine = sqlitefile.visitor_engine(draft.path)
    try:
        with _sentences(draft.path, draft.path), engine.connect() as connection:
            return Excess() if keep.everything else excess(connection, keep, at)
    finally:
        engine.dispose()


def in_sentences(history: Path, work: Callable[[], _Done]) -> _Done:
    """Do *work*; what the file system or SQLite has against it becomes HistoryUnavailable."""
    with _sentences(history, history):
        return work()


def _look_into(path: Path) -> Contents:
    engine = sqlitefile.visitor_engine(path)
    try:
        with engine.connect() as connection:
            version = schema.version(connection)
            if version is None:
                raise schema.NotAHistory
            if version > schema.NEWEST:
                raise HistoryTooNew(schema.too_new(version, path, "choose another file"))
            return _contents(connection, path, version)
    finally:
        engine.dispose()


def _contents(connection: Connection, path: Path, version: int) -> Contents:
    def count(table: Table) -> int:
        return connection.scalar(select(func.count()).select_from(table)) or 0

    waiting = select(func.count()).where(message.c.state.in_((QUEUED.value, SENT.value)))
    return Contents(
        path=path,
        octets=sqlitefile.size(path),
        version=version,
        messages=count(message),
        inbound=count(inbound),
        first_at=connection.scalar(select(func.min(message.c.queued_at))),
        last_at=connection.scalar(select(func.max(message.c.queued_at))),
        under_way=connection.scalar(waiting) or 0,
    )


def _numbers(found: Contents) -> tuple[int, int, int, int | None, int | None, int]:
    return found.version, found.messages, found.inbound, found.first_at, found.last_at, found.under_way


def _bring_up_to_date(draft: Path, tell: Tell) -> None:
    _change(draft, partial(schema.prepare, stepped=_counted(tell, Stage.UPDATING)))


def _make_harmless(draft: Path) -> None:
    _change(draft, partial(make_harmless, reason=Copied.BACKUP))


def _change(draft: Path, work: Callable[[Connection], object]) -> None:
    """Do *work* in one transaction on *draft*."""
    engine = dialect.writer_engine(draft, make=False)
    try:
        with engine.connect() as connection, connection.begin():
            work(connection)
    finally:
        engine.dispose()


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A file beside *target*, which is gone afterwards unless it was put in its place."""
    handle, draft = unfinished.begin(target)
    os.close(handle)
    try:
        yield draft
    finally:
        sqlitefile.remove(draft)


@contextmanager
def _sentences(history: Path, other: Path) -> Iterator[None]:
    """Failures of the file system and of SQLite as HistoryUnavailable."""
    try:
        yield
    except sqlite3.Error as error:
        raise dialect.unavailable(error, history) from error
    except OSError as error:
        place = Path(error.filename) if isinstance(error.filename, str) else other
        raise HistoryUnavailable(_unreadable(place, error)) from error
    except Exception as error:
        if dialect.is_outage(error):
            raise dialect.unavailable(error, history) from error
        raise


def _refuse_own_files(history: Path, target: Path) -> None:
    own = {
        history.resolve(),
        *(history.with_name(history.name + side).resolve() for side in sqlitefile.SIDES),
    }
    if target.resolve() in own:
        raise HistoryUnavailable(f"{target} is the history itself: choose another name for the backup.")


def _begins_as_a_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def _not_a_backup(path: Path) -> NotABackup:
    return NotABackup(f"{path} is not a history of this program. Choose a file that was made as a backup.")


def _unreadable(path: Path, error: BaseException) -> str:
    reason = getattr(error, "strerror", None) or str(getattr(error, "orig", None) or error)
    return f"{path} cannot be used: {reason}. Check the folder, its permissions and the free space."


def _counted(tell: Tell, stage: Stage) -> Callable[[int, int], None]:
    return lambda done, total: tell(Step(stage, done, total))
