"""The indexes of three-character pieces: which rows may contain something, among a million in milliseconds.

One holds each message's text and number, the other each segment's ID, as overlapping pieces of three
characters (SQLite's FTS5 with its trigram tokenizer, since 3.34), without places and without the text itself:
some 75 and 35 MB for a million messages. What an index names is looked at again in the table: it may name too
many rows, never too few. New rows are noted by triggers, and taken in later by the writer, a thousand at
once: that costs 8 µs each, and several times as much one by one.

Where there is no FTS5 there are no indexes, and everything is read through. Another database has its own of
this kind (PostgreSQL: pg_trgm).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, exc, text

from ycloud_console.history.sqlite.dialect import table_names

damage_seen = threading.Event()
"""Set by whoever reads from a damaged index, of whichever history; whoever writes makes it again."""
_LENGTH = 3
_PAD = "  "
"""Behind what is indexed, so that its last one and two characters begin pieces too."""
_MOST_PIECES = 200
"""Pieces that begin with the one or two characters that are looked for; more are too common to be of help."""
_OVERLAPPING = 9
"""Characters up to which all pieces are asked for; of what is longer every third piece tells as much."""
_FTS5 = "fts5(grams, content='', detail=none, columnsize=0, tokenize='trigram')"
_AT_FAULT = frozenset({sqlite3.SQLITE_CORRUPT_VTAB, sqlite3.SQLITE_CONSTRAINT})
"""Extended result codes. The plain constraint is FTS5's, which has lost count of its own records: those of
tables say of which kind they are."""
_NOT_OPENED = ("invalid fts5 file format", "vtable constructor failed")
"""How FTS5 begins to say so, without a code of its own, when its settings (its table _config) are damaged."""
_MOST_DUE = 50_000
"""Rows not taken in yet that are looked through; when there are more, the index is of no help."""


@dataclass(frozen=True, slots=True)
class GramIndex:
    """The index of one table.

    Attributes:
        table: Whose rows; their key is its column id.
        columns: What of a row is indexed, one behind the other.
        changing: The columns among them that are empty at first and filled in later.
    """

    table: str
    columns: tuple[str, ...]
    changing: tuple[str, ...] = ()

    @property
    def _name(self) -> str:
        return f"{self.table}_grams"

    def exists(self, connection: Connection) -> bool:
        """Whether there is one."""
        return self._name in table_names(connection)

    def create(self, connection: Connection) -> bool:
        """Make the index, with all rows there are to be taken in; False where SQLite cannot have it."""
        name = self._name
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING {_FTS5}")
                connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name}_terms USING fts5vocab({name}, row)")
        except exc.OperationalError:
            return False
        connection.exec_driver_sql(f"CREATE TABLE {name}_due (id INTEGER PRIMARY KEY)")
        known = f"SELECT id FROM {self.table} WHERE {self._is_known(self.table)}"
        connection.exec_driver_sql(f"INSERT INTO {name}_due {known}")
        self._create_triggers(connection)
        return True

    def _create_triggers(self, connection: Connection) -> None:
        name = self._name
        note = f"INSERT OR IGNORE INTO {name}_due VALUES (new.id);"
        forget = (
            f"INSERT INTO {name} ({name}, rowid, grams) SELECT 'delete', old.id, {self._source('old')}"
            f" WHERE NOT EXISTS (SELECT 1 FROM {name}_due WHERE id = old.id);"
            f" DELETE FROM {name}_due WHERE id = old.id;"
        )
        events = [
            ("insert", f"INSERT ON {self.table} WHEN {self._is_known('new')}", note),
            ("delete", f"DELETE ON {self.table} WHEN {self._is_known('old')}", forget),
        ]
        for column in self.changing:
            change = f"UPDATE OF {column} ON {self.table} WHEN"
            events += [
                (f"first_{column}", f"{change} old.{column} IS NULL AND {self._is_known('new')}", note),
                (
                    f"other_{column}",
                    f"{change} {self._is_known('old')} AND new.{column} IS NOT old.{column}",
                    f"{forget} {note}",
                ),
            ]
        for what, when, steps in events:
            connection.exec_driver_sql(f"CREATE TRIGGER {name}_{what} AFTER {when} BEGIN {steps} END")

    def begin_again(self, connection: Connection) -> None:
        """Forget everything: all rows are to be taken in once more."""
        name = self._name
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('delete-all')")
        except exc.DatabaseError as error:
            if not is_damaged(error):
                raise
            self._blank(connection)
        known = f"SELECT id FROM {self.table} WHERE {self._is_known(self.table)}"
        connection.exec_driver_sql(f"INSERT OR IGNORE INTO {name}_due {known}")

    def _blank(self, connection: Connection) -> None:
        """Put the records of an empty index in the place of those there are.

        Where the record of an index's structure is damaged, or one of its settings, SQLite does not open it:
        not even to empty or to drop it.
        """
        name, blank = self._name, f"{self._name}_blank"
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {blank} USING {_FTS5}")
        for records in ("data", "idx", "config"):
            connection.exec_driver_sql(f"DELETE FROM {name}_{records}")
            empty = f"SELECT * FROM {blank}_{records}"
            connection.exec_driver_sql(f"INSERT INTO {name}_{records} {empty}")
        connection.exec_driver_sql(f"DROP TABLE {blank}")

    def extend(self, connection: Connection, count: int) -> int:
        """Take in the next *count* rows; returns how many there were."""
        name = self._name
        due = f"SELECT id FROM {name}_due ORDER BY id LIMIT :count"
        ids = connection.scalars(text(due), {"count": count}).all()
        if not ids:
            return 0
        ends = {"first": ids[0], "last": ids[-1]}
        which = f"SELECT id FROM {name}_due WHERE id BETWEEN :first AND :last"
        taken = f"SELECT id, {self._source(self.table)} FROM {self.table} WHERE id IN ({which})"
        connection.execute(text(f"INSERT INTO {name} (rowid, grams) {taken}"), ends)
        connection.execute(text(f"DELETE FROM {name}_due WHERE id BETWEEN :first AND :last"), ends)
        return len(ids)

    def look_up(self, connection: Connection, needles: Iterable[str], most: int) -> Found | None:
        """The rows, at most *most*, that may contain one of *needles*.

        None where the index cannot tell: there is none, it is far behind or damaged, or a needle is too short
        for it.
        """
        try:
            return self._look_up(connection, needles, most) if self.exists(connection) else None
        except exc.DatabaseError as error:
            if not is_damaged(error):
                raise
            damage_seen.set()
            return None

    def _look_up(self, connection: Connection, needles: Iterable[str], most: int) -> Found | None:
        name = self._name
        due = f"SELECT id FROM {name}_due LIMIT {_MOST_DUE + 1}"
        ids = set(connection.scalars(text(due)))
        if len(ids) > _MOST_DUE:
            return None
        most += len(ids)
        for needle in needles:
            asked = self._expression(connection, needle)
            if asked is None:
                return None
            if asked:
                query = f"SELECT rowid FROM {name} WHERE {name} MATCH :asked LIMIT :most"
                ids.update(connection.scalars(text(query), {"asked": asked, "most": most + 1}))
            if len(ids) > most:
                return Found(None)
        return Found(frozenset(ids))

    def _expression(self, connection: Connection, needle: str) -> str | None:
        """What to ask FTS5 for; empty: nothing has it; None: the index cannot tell."""
        if "\0" in needle:
            return None  # FTS5 reads no further than that
        if len(needle) >= _LENGTH:
            last = len(needle) - _LENGTH
            step = 1 if len(needle) <= _OVERLAPPING else _LENGTH
            starts = [*range(0, last, step), last]
            pieces = dict.fromkeys(needle[start : start + _LENGTH] for start in starts)
            return " AND ".join(map(_quoted, pieces))
        if not needle or (needle.isascii() and len(needle) < _LENGTH - 1):
            return None
        first = needle.lower()
        query = f"SELECT term FROM {self._name}_terms WHERE term >= :first AND term <= :last LIMIT :most"
        ends = {"first": first, "last": first + "\U0010ffff", "most": _MOST_PIECES + 1}
        terms = connection.scalars(text(query), ends).all()
        return None if len(terms) > _MOST_PIECES else " OR ".join(map(_quoted, terms))

    def _is_known(self, row: str) -> str:
        return " AND ".join(f"{row}.{column} IS NOT NULL" for column in self.columns)

    def _source(self, row: str) -> str:
        """What of a row is in the index; no piece reaches from one column into the next."""
        return " || ".join(f"{row}.{column} || '{_PAD}'" for column in self.columns)


@dataclass(frozen=True, slots=True)
class Found:
    """What an index says: the rows that may contain it, or None, when more than was asked for do."""

    ids: frozenset[int] | None


MESSAGES = GramIndex("message", ("text", "number"))
SEGMENTS = GramIndex("segment", ("id_key",), changing=("id_key",))


def create(connection: Connection) -> None:
    """Make the indexes, where SQLite can have them."""
    for each in (MESSAGES, SEGMENTS):
        each.create(connection)


def is_damaged(error: BaseException) -> bool:
    """Whether an index is at fault, and not the tables: it can be made again from them."""
    cause = getattr(error, "orig", error)
    code = getattr(cause, "sqlite_errorcode", None)
    return code in _AT_FAULT or (code == sqlite3.SQLITE_ERROR and str(cause).startswith(_NOT_OPENED))


def begin_again(connection: Connection) -> None:
    """Make the indexes anew, as they are extended; until then everything is read through."""
    for each in (MESSAGES, SEGMENTS):
        each.begin_again(connection)


def extend(connection: Connection, count: int) -> int:
    """Take *count* more rows into the indexes; returns how many there were: fewer when all are in."""
    if not MESSAGES.exists(connection):
        return 0
    done = MESSAGES.extend(connection, count)
    return done + SEGMENTS.extend(connection, count - done)


def _quoted(piece: str) -> str:
    escaped = piece.replace('"', '""')
    return f'"{escaped}"'
