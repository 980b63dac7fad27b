"""Statements that are compiled once and run with plain tuples, many rows at one time.

SQLAlchemy's own execution costs more than what SQLite needs for a row. And Python gives its lock away at each
step of a statement, and gets it back only when another thread lets it go: beside a busy event loop a hundred
rows in one step are written ten times as fast as in a hundred steps, and cost half the processor.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, Select, Table, func, or_, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import ClauseElement

from ycloud_console.history.sqlite.dialect import MOST_VALUES, in_pieces

_AT_ONCE = (*range(1, 17), 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128)
"""Rows in one statement; SQLite keeps each of these compiled, which takes a kilobyte or two for each row.

Whatever number there is up to the largest, it is one of them and a second one at most.
"""
_LOOKED_UP = (1, 3, 10, 20, 40, 70, 100, 150, 220, 300, 450, 600, MOST_VALUES)
"""Values in one IN (...): what is over is said twice, and costs half of what another value does."""


class _Bulk:
    """A statement that takes its rows as VALUES (...), (...), ..."""

    def __init__(self, before: str, width: int, behind: str = "") -> None:
        row = "(" + ", ".join("?" * width) + ")"
        self._sql = {size: before + ", ".join([row] * size) + behind for size in _AT_ONCE}

    def many(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run it for all *rows*."""
        if not rows:
            return
        cursor = connection.connection.cursor()
        done = 0
        while done < len(rows):
            some = self._next(rows, done)
            cursor.execute(self._sql[len(some)], list(chain.from_iterable(some)))
            done += len(some)

    def _next(self, rows: Sequence[tuple[Any, ...]], done: int) -> Sequence[tuple[Any, ...]]:
        """The next of *rows* for one statement."""
        size = _AT_ONCE[bisect_right(_AT_ONCE, len(rows) - done) - 1]
        return rows[done : done + size]


class Inserts(_Bulk):
    """New rows of *table*, with all its columns, in their order."""

    def __init__(self, table: Table) -> None:
        columns = [column.name for column in table.c]
        into = f"{table.name} ({', '.join(columns)})"
        super().__init__(f"INSERT INTO {into} VALUES ", len(columns))  # noqa: S608 -- the schema's names


class Updates(_Bulk):
    """Other values of some columns of *table*: the new values in the order of *names*, then the row's id.

    A row may be named once only in one call.
    """

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        columns = [table.c[name].name for name in names]
        # What SQLite calls the columns of VALUES.
        changes = ", ".join(f"{name} = new.column{number}" for number, name in enumerate(columns, 1))
        super().__init__(
            f"UPDATE {table.name} SET {changes} FROM (VALUES ",  # noqa: S608 -- the schema's names
            len(columns) + 1,
            f") AS new WHERE {table.name}.id = new.column{len(columns) + 1}",
        )

    def _next(self, rows: Sequence[tuple[Any, ...]], done: int) -> Sequence[tuple[Any, ...]]:
        """All that is left, as far as it goes: of a row that is named again SQLite changes it once."""
        some = rows[done : done + _AT_ONCE[-1]]
        size = _AT_ONCE[bisect_left(_AT_ONCE, len(some))]
        return [*some, *some[-1:] * (size - len(some))]


class Statement:
    """A Core statement that is run row by row; the order of the values is that in which *names* are given."""

    def __init__(self, statement: Executable, names: Sequence[str]) -> None:
        assert isinstance(statement, ClauseElement)  # noqa: S101 -- every Core statement is one
        compiled = statement.compile(dialect=sqlite.dialect(paramstyle="qmark"))
        order: list[str] = list(getattr(compiled, "positiontup", None) or ())
        if sorted(order) != sorted(names):
            raise ValueError(f"the statement takes {order}, not {list(names)}")
        self._sql = str(compiled)
        self._order = None if order == list(names) else [list(names).index(name) for name in order]

    def many(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run it for each of *rows*."""
        if not rows:
            return
        order = self._order
        if order is not None:
            rows = [tuple([row[position] for position in order]) for row in rows]
        connection.connection.cursor().executemany(self._sql, rows)


def insert_or_better(table: Table, tells: Sequence[str] = ()) -> Statement:
    """Insert rows; where one is there already, take the new one if it has one of *tells* and the old not."""
    row = sqlite.insert(table)
    names = [column.name for column in table.c]
    if tells:
        more = [table.c[name].is_(None) & row.excluded[name].is_not(None) for name in tells]
        row = row.on_conflict_do_update(
            index_elements=list(table.primary_key.columns),
            set_={name: row.excluded[name] for name in names},
            where=or_(*more),
        )
    else:
        row = row.on_conflict_do_nothing()
    return Statement(row, names)


class Lookup:
    """A Core query for many values of one column, compiled once for each of a few sizes."""

    def __init__(self, query: Select[Any], column: ColumnElement[Any]) -> None:
        """*query* has a condition left out: that *column* is one of the values."""
        self._query = query
        self._column = column
        self._sql: dict[int, str] = {}

    def rows(self, connection: Connection, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows for each of *values*, in the query's order within some hundreds of them."""
        cursor = connection.connection.cursor()
        for piece in in_pieces(values):
            size = next(size for size in _LOOKED_UP if size >= len(piece))
            # A value that is given twice changes nothing.
            piece += piece[-1:] * (size - len(piece))
            yield from cursor.execute(self._compiled(size), piece).fetchall()

    def _compiled(self, size: int) -> str:
        if size not in self._sql:
            query = self._query.where(self._column.in_([None] * size))
            dialect = sqlite.dialect(paramstyle="qmark")
            self._sql[size] = str(query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True}))
        return self._sql[size]


class Keys:
    """Which rows have one of many values in a column: their numbers, in one step."""

    def __init__(self, key: ColumnElement[int], column: ColumnElement[Any]) -> None:
        """*key* is the column with the rows' numbers."""
        self._lookup = Lookup(select(func.json_group_array(key)), column)

    def of(self, connection: Connection, values: Iterable[Any]) -> list[int]:
        """The numbers of the rows that have one of *values*, in no order."""
        return [key for (keys,) in self._lookup.rows(connection, values) for key in json.loads(keys)]
