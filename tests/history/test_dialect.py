"""The schema is not SQLite's alone, and does not cost what other databases would need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

import pytest
from sqlalchemy import create_engine, create_mock_engine, make_url

from ycloud_console.history.schema import metadata
from ycloud_console.history.sqlite.dialect import Interrupter

PARTIAL = {
    str(index.name)
    for table in metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}


@pytest.mark.parametrize("url", ["postgresql://", "sqlite://"])
def test_partial_indexes_are_partial_in_either_database(url: str) -> None:
    statements: list[str] = []
    dialect = make_url(url).get_dialect()()

    def keep(sql: Any, *_: Any, **__: Any) -> None:
        statements.append(str(sql.compile(dialect=dialect)))

    engine = create_mock_engine(url, keep)
    metadata.create_all(engine, checkfirst=False)
    partial = [statement for statement in statements if "INDEX" in statement and " WHERE " in statement]
    assert PARTIAL
    assert {statement.split("INDEX ")[1].split(" ON ")[0] for statement in partial} == PARTIAL


def test_no_other_database_s_dialect_is_imported() -> None:
    """It would cost every start a quarter of a second."""
    code = "import sys, ycloud_console.history; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "sqlalchemy.dialects.sqlite" in done.stdout.split()
    assert "sqlalchemy.dialects.postgresql" not in done.stdout.split()


def test_a_question_that_nobody_waits_for_does_not_begin(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    stop = Interrupter()
    stop.interrupt()
    with engine.connect() as connection, pytest.raises(OperationalError), stop.watching(connection):
        raise AssertionError("it has begun")
    engine.dispose()
