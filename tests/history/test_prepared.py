"""Statements for many rows at one time do to each row what they would do to it alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from ycloud_console.history.file import open_file
from ycloud_console.history.schema import inbound, segment
from ycloud_console.history.sqlite import dialect
from ycloud_console.history.sqlite.prepared import Inserts, Keys, Updates

_END = (None, None, None, 1)
COUNTS = [0, 1, 2, 17, 19, 33, 100, 127, 128, 129, 300, 1000]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "history.sqlite3"
    open_file(path)
    engine = dialect.writer_engine(path)
    with engine.connect() as made, made.begin():
        yield made
    engine.dispose()


def rows(count: int) -> list[tuple[object, ...]]:
    """Inbound messages, each of its own kind."""
    return [
        (
            *(number, "acme", f"65{number}", "YCloud", f"text {number}", 0, number),
            bytes([number % 256]),
            *_END,
        )
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", COUNTS)
def test_every_row_is_inserted_as_it_is(connection: Connection, count: int) -> None:
    Inserts(inbound).many(connection, rows(count))
    found = connection.execute(select(inbound).order_by(inbound.c.id)).all()
    assert [tuple(row) for row in found] == rows(count)


@pytest.mark.parametrize("count", COUNTS)
def test_every_row_gets_its_own_values_and_no_other_row_any(connection: Connection, count: int) -> None:
    Inserts(inbound).many(connection, rows(count + 1))
    news = [(f"news {number}", number * 2, number) for number in range(1, count + 1)]
    Updates(inbound, ["text", "count"]).many(connection, news)
    columns = select(inbound.c.text, inbound.c.count, inbound.c.id).order_by(inbound.c.id)
    found = [tuple(row) for row in connection.execute(columns)]
    assert found == [*news, (f"text {count + 1}", 1, count + 1)]


@pytest.mark.parametrize("count", COUNTS)
def test_a_row_is_changed_once_for_the_triggers_too(connection: Connection, count: int) -> None:
    connection.exec_driver_sql("CREATE TABLE seen (row)")
    seen = "INSERT INTO seen VALUES (new.id)"
    connection.exec_driver_sql(f"CREATE TRIGGER see AFTER UPDATE ON inbound BEGIN {seen}; END")
    Inserts(inbound).many(connection, rows(count + 1))
    Updates(inbound, ["text"]).many(connection, [("news", number) for number in range(1, count + 1)])
    found = connection.exec_driver_sql("SELECT row FROM seen ORDER BY row").scalars().all()
    assert list(found) == list(range(1, count + 1))


@pytest.mark.parametrize("count", COUNTS)
def test_rows_take_as_few_steps_as_they_can(connection: Connection, count: int) -> None:
    steps: list[str] = []
    connection.connection.driver_connection.set_trace_callback(steps.append)  # type: ignore[union-attr]
    Inserts(inbound).many(connection, rows(count))
    assert len(steps) <= 2 + count // 128
    steps.clear()
    Updates(inbound, ["text"]).many(connection, [("news", number) for number in range(1, count + 1)])
    assert len(steps) == -(-count // 128)


def test_a_value_may_become_null_and_octets_stay_octets(connection: Connection) -> None:
    Inserts(inbound).many(connection, [(*rows(1)[0][:8], 7, 1, 2, 1)])
    Updates(inbound, ["reference", "raw"]).many(connection, [(None, b"\0\xff", 1)])
    assert connection.execute(select(inbound.c.reference, inbound.c.raw)).one() == (None, b"\0\xff")


def test_a_row_that_is_not_there_is_passed_over(connection: Connection) -> None:
    Inserts(inbound).many(connection, rows(1))
    Updates(inbound, ["text"]).many(connection, [("a", 1), ("b", 2)])
    assert connection.scalars(select(inbound.c.text)).all() == ["a"]


def test_keys_names_every_row_with_one_of_the_values(connection: Connection) -> None:
    Inserts(inbound).many(connection, [*rows(5), (6, *rows(2)[1][1:])])
    keys = Keys(inbound.c.id, inbound.c.source)
    assert sorted(keys.of(connection, ["652", "655", "no one"])) == [2, 5, 6]
    assert keys.of(connection, []) == []
    assert sorted(keys.of(connection, [f"65{number}" for number in range(2000)])) == [1, 2, 3, 4, 5, 6]


def test_an_unknown_column_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        Updates(segment, ["states"])
