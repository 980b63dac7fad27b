"""A history of the first version is brought up to date, and nothing in it is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.history.conftest import START, new_message, new_receipt
from ycloud_console.history import History
from ycloud_console.sms.message import MessageState

S = MessageState
VERSION_1 = Path(__file__).with_name("version1.sql")
"""A delivered message, one with two segments queued, an unmatched receipt and an inbound message."""


@pytest.fixture
def old(path: Path) -> Path:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text())
    return path


def shape(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The columns of each table and index."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with closing(sqlite3.connect(path)) as connection:
        things = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        for kind, name in connection.execute(things).fetchall():
            if kind == "table":
                found[name] = connection.execute(f"PRAGMA table_info({name})").fetchall()
            elif kind == "index":
                columns = connection.execute(f"PRAGMA index_xinfo({name})").fetchall()
                # Where a column stands in its table says the line before.
                found[name] = [(number, *rest) for number, _, *rest in columns]
            else:
                found[name] = []
    return found


async def test_an_old_history_has_everything_that_a_new_one_has(old: Path, tmp_path: Path) -> None:
    await (await History.open(old)).close()
    fresh = tmp_path / "fresh" / "history.sqlite3"
    await (await History.open(fresh)).close()
    assert shape(old) == shape(fresh)
    assert "pause" in shape(old)


async def test_an_old_history_goes_on_where_it_was(old: Path) -> None:
    history = await History.open(old)
    assert history.warning is None
    waiting, done = await history.messages()
    assert (done.state, waiting.state) == (S.DELIVERED, S.QUEUED)
    assert await history.counts() == {S.DELIVERED: 1, S.QUEUED: 1}
    assert [receipt.message_id for receipt in await history.unmatched()] == ["9"]
    assert len(await history.inbox()) == 1
    queued = await history.queued("main")
    assert [wire for _, wire in queued] == [b"wire 1", b"wire 2"]

    await history.mark_sent([key for key, _ in queued], START + 10)
    for key, _ in queued:
        await history.answered(key, 0, f"A{key}", START + 11)
        await history.receipt(new_receipt(f"A{key}", received_at=START + 12))
    (view,) = await history.add([new_message()])
    assert view.row.id > waiting.id
    assert await history.counts() == {S.DELIVERED: 2, S.QUEUED: 1}
    await history.pause("main", START + 20)
    assert list(await history.pauses()) == ["main"]
    await history.close()


async def test_a_command_that_only_reads_can_read_it(old: Path) -> None:
    history = await History.open(old, owner=False)
    assert len(await history.messages()) == 2
    assert await history.pauses() == {}
    await history.close()
