"""What is SQLite's own stands in one package: another database needs another of that, and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Select, create_mock_engine, make_url, select

from ycloud_console import history
from ycloud_console.history import statements
from ycloud_console.history.listing import conditions
from ycloud_console.history.model import MessageFilter, Order, SortColumn
from ycloud_console.history.ordering import phases
from ycloud_console.history.schema import message, metadata
from ycloud_console.history.search import Search
from ycloud_console.sms.message import MessageState

HOME = Path(history.__file__).parent
ITS_OWN = re.compile(
    r"PRAGMA|sqlite_master|AUTOINCREMENT|WITHOUT ROWID|\browid\b|json_each|MATCH\b|fts5|INSERT OR "
    r"|exec_driver_sql"
)


def test_no_other_module_speaks_sqlite() -> None:
    found = {
        f"{path.name}: {match[0]}"
        for path in HOME.glob("*.py")
        for match in ITS_OWN.finditer(path.read_text("utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize("url", ["postgresql://", "sqlite://"])
def test_tables_are_made_in_either_database(url: str) -> None:
    made: list[str] = []
    dialect = make_url(url).get_dialect()()
    engine = create_mock_engine(url, lambda sql, *_, **__: made.append(str(sql.compile(dialect=dialect))))
    metadata.create_all(engine, checkfirst=False)
    assert sum("CREATE TABLE" in each for each in made) == len(metadata.tables)


def test_what_is_asked_for_can_be_asked_of_another_database() -> None:
    dialect = make_url("postgresql://").get_dialect()()
    wanted = MessageFilter(
        recipient="+65",
        since=1,
        until=2,
        error="18",
        status=4,
        country="SG",
        cancelled=False,
        states=frozenset({MessageState.EXPIRED}),
    )
    for column in SortColumn:
        for phase in phases(Order(column)):
            query: Select[tuple[int]] = select(message.c.id).where(*conditions(wanted, Search()))
            if phase.value is not None and not phase.by_id:
                query = query.order_by(phase.value)
            assert "SELECT message.id" in str(query.compile(dialect=dialect))
    assert "?" not in str(statements.INBOUND_SINCE.compile(dialect=dialect))
