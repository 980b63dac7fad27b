"""A history of the first version is brought up to date, and nothing in it is lost."""

from __future__ import annotations

import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.history.conftest import START, new_message, new_receipt, unmatched
from ycloud_console.history import History, HistoryUnavailable
from ycloud_console.history.progress import Stage, Step
from ycloud_console.history.schema import MIGRATIONS
from ycloud_console.history.sqlite import sqlitefile
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
    assert [receipt.message_id for receipt in await unmatched(history)] == ["9"]
    assert len((await history.inbox_page()).rows) == 1
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


async def test_before_it_is_changed_a_copy_is_kept(old: Path) -> None:
    before = old.read_bytes()
    steps: list[Step] = []
    await (await History.open(old, tell=steps.append)).close()
    (copy,) = old.parent.glob("history.sqlite3.v1-*")
    with (
        closing(sqlite3.connect(old.parent / "before.sqlite3")) as whole,
        closing(sqlite3.connect(copy)) as kept,
    ):
        whole.deserialize(before)
        assert list(kept.iterdump()) == list(whole.iterdump())
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [step.stage for step in steps if step.stage is Stage.UPDATING] == [Stage.UPDATING] * len(
        MIGRATIONS
    )
    steps.clear()
    await (await History.open(old, tell=steps.append)).close()
    assert len(list(old.parent.glob("history.sqlite3.v*"))) == 1
    assert steps == []


async def test_of_such_copies_the_newest_two_stay(old: Path) -> None:
    for word in ("v1-20250101T000000.0", "v2-20240101T000000.0", "v1-20260101T000000.0", "vacation.txt"):
        old.with_name(f"history.sqlite3.{word}").touch()
    await (await History.open(old)).close()
    kept = sorted(each.name for each in old.parent.glob("history.sqlite3.v*"))
    assert len(kept) == 3
    assert kept[0] == "history.sqlite3.v1-20260101T000000.0"
    assert kept[2] == "history.sqlite3.vacation.txt"


async def test_without_room_for_a_copy_nothing_is_changed(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = old.read_bytes()
    monkeypatch.setattr(sqlitefile, "free_room", lambda _: 1000)
    with pytest.raises(HistoryUnavailable, match="brought up to date"):
        await History.open(old)
    assert old.read_bytes() == before
    assert not list(old.parent.glob("history.sqlite3.v*"))
