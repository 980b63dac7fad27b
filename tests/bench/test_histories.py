"""A history is made once, and again when the program would not take it as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bench.histories import copy_to, history_of, is_usable
from ycloud_console.history import History


def test_it_is_made_once(tmp_path: Path) -> None:
    path = history_of(40, tmp_path)
    made = path.stat().st_mtime_ns
    assert history_of(40, tmp_path) == path
    assert path.stat().st_mtime_ns == made
    assert [each.name for each in tmp_path.glob("*.new*")] == []


def test_another_version_or_number_is_made_anew(tmp_path: Path) -> None:
    path = history_of(40, tmp_path)
    assert is_usable(path, 40)
    assert not is_usable(path, 41)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE meta SET value='1' WHERE key='schema_version'")
    assert not is_usable(path, 40)
    assert is_usable(history_of(40, tmp_path), 40)


def test_what_is_no_history_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "40.sqlite3").write_bytes(b"half of someth")
    assert is_usable(history_of(40, tmp_path), 40)


async def test_a_copy_is_a_history_of_its_own(tmp_path: Path) -> None:
    path = history_of(40, tmp_path)
    copy_to(path, tmp_path / "home")
    history = await History.open(tmp_path / "home" / "history.sqlite3")
    assert history.warning is None
    assert sum((await history.counts()).values()) == 40
    await history.close()
    assert is_usable(path, 40)
