"""The file: private, versioned, and set aside rather than lost when it is damaged."""

from __future__ import annotations

import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.history.conftest import START, accepted, new_message
from ycloud_console.history import History, HistoryTooNew, HistoryUnavailable, schema
from ycloud_console.history.file import note_damage
from ycloud_console.history.sqlite import dialect


async def test_a_history_outlives_the_program(path: Path) -> None:
    history = await History.open(path)
    assert history.warning is None
    message = await accepted(history, "1")
    await history.messages()
    await history.close()
    assert not path.with_name(path.name + "-wal").exists()
    history = await History.open(path)
    assert [row.id for row in await history.messages()] == [message]
    (view,) = await history.add([new_message()])
    assert view.row.id > message
    await history.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
async def test_every_file_is_the_owner_s_alone(path: Path, history: History) -> None:
    await accepted(history, "1")
    modes = {
        file.relative_to(path.parent).as_posix(): stat.S_IMODE(file.stat().st_mode)
        for file in path.parent.rglob("*")
        if file.is_file()
    }
    assert {"history.sqlite3", "history.sqlite3-wal", "history.sqlite3-shm"} <= modes.keys()
    assert set(modes.values()) == {0o600}
    folders = [path.parent, *(each for each in path.parent.rglob("*") if each.is_dir())]
    assert {stat.S_IMODE(each.stat().st_mode) for each in folders} == {0o700}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
async def test_a_file_that_others_may_read_is_closed_to_them(path: Path) -> None:
    await (await History.open(path)).close()
    path.chmod(0o644)
    await (await History.open(path)).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_later_version_is_refused_and_left_as_it_is(path: Path) -> None:
    await (await History.open(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    connection.close()
    before = path.read_bytes()
    for owner in (True, False):
        with pytest.raises(HistoryTooNew, match="later version") as caught:
            await History.open(path, owner=owner)
        assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.glob("*broken*")] == []


@pytest.mark.parametrize(
    ("damage", "left"), [("garbage", 0), ("header", 1), ("root page", 1), ("foreign", 0)]
)
async def test_a_file_that_cannot_be_read_is_set_aside(path: Path, damage: str, left: int) -> None:
    history = await History.open(path)
    await accepted(history, "1")
    await history.close()
    octets = bytearray(path.read_bytes())
    if damage == "garbage":
        octets = bytearray(b"this is no database at all " * 500)
    elif damage == "header":
        octets[0:16] = bytes(16)
    elif damage == "root page":
        octets[100:160] = b"\xff" * 60
    else:
        path.unlink()
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE recipes (name)")
        connection.close()
        octets = bytearray(path.read_bytes())
    path.write_bytes(octets)

    history = await History.open(path)
    (aside,) = path.parent.glob("history.sqlite3.broken-*")
    assert aside.read_bytes() == octets
    assert history.warning is not None
    assert aside.name in history.warning
    assert len(await history.messages()) == left
    await accepted(history, "2")
    await history.close()
    history = await History.open(path)
    assert history.warning is None
    assert len(await history.messages()) == left + 1
    await history.close()


async def test_damage_seen_in_use_is_said_and_the_file_set_aside_at_the_next_start(path: Path) -> None:
    history = await History.open(path)
    await history.add([new_message(text="x" * 3000) for _ in range(200)], at=START)
    await history.close()
    octets = bytearray(path.read_bytes())
    size = 4096
    pages = [start for start in range(0, len(octets), size) if b"x" * 2000 in octets[start : start + size]]
    middle = pages[len(pages) // 2]
    octets[middle : middle + 100] = b"\xfe" * 100
    path.write_bytes(octets)

    history = await History.open(path)
    with pytest.raises(HistoryUnavailable, match="damaged"):
        await history.messages(limit=500)
    await history.close()
    history = await History.open(path)
    assert history.rescue is not None
    assert history.rescue.recovered is not None
    # The page held one message, since each needs most of one.
    assert len(await history.messages()) == history.rescue.recovered.messages == 199
    assert history.rescue.recovered.lost == 1
    await history.close()
    (aside,) = path.parent.glob("history.sqlite3.broken-*[0-9]")
    assert aside.stat().st_size >= len(octets)


async def test_a_false_alarm_costs_nothing(path: Path) -> None:
    history = await History.open(path)
    await accepted(history, "1")
    await history.close()
    note_damage(path)
    history = await History.open(path)
    assert history.warning is None
    assert len(await history.messages()) == 1
    await history.close()
    assert not list(path.parent.glob("*.damaged"))


async def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(HistoryUnavailable, match=r"history\.sqlite3"):
        await History.open(tmp_path / "file" / "history.sqlite3")
    (tmp_path / "folder" / "history.sqlite3").mkdir(parents=True)
    with pytest.raises(HistoryUnavailable, match=r"history\.sqlite3"):
        await History.open(tmp_path / "folder" / "history.sqlite3")


async def test_an_earlier_version_is_brought_up_to_date_step_by_step(path: Path) -> None:
    await (await History.open(path)).close()

    def add_note(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE message ADD COLUMN note TEXT"))

    def fill_note(connection: Connection) -> None:
        connection.execute(text("UPDATE message SET note = ''"))

    engine = dialect.writer_engine(path)
    with engine.begin() as connection:
        schema.prepare(connection, (*schema.MIGRATIONS, add_note))
        assert schema.version(connection) == schema.NEWEST + 1
        schema.prepare(connection, (*schema.MIGRATIONS, add_note, fill_note))
        assert schema.version(connection) == schema.NEWEST + 2
        connection.execute(text("SELECT note FROM message"))
        with pytest.raises(HistoryTooNew):
            schema.prepare(connection, (*schema.MIGRATIONS, add_note))
    engine.dispose()


async def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    await (await History.open(path)).close()

    def half(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE message ADD COLUMN note TEXT"))
        raise RuntimeError("half way")

    engine = dialect.writer_engine(path)
    with pytest.raises(RuntimeError, match="half way"), engine.begin() as connection:
        schema.prepare(connection, (*schema.MIGRATIONS, half))
    with engine.begin() as connection:
        assert schema.version(connection) == schema.NEWEST
        with pytest.raises(Exception, match="note"):
            connection.execute(text("SELECT note FROM message"))
    engine.dispose()


async def test_every_query_of_the_window_uses_an_index(path: Path, history: History) -> None:
    """The plans, not the times: no filter by state, number or error reads the whole table."""
    await history.add([new_message() for _ in range(50)], at=START)
    plans = {
        "state = 'sent' ORDER BY queued_at DESC, id DESC": "message_by_state",
        "number >= '86138' AND number < '86139'": "message_by_number",
        "error = '18' AND error != '' ORDER BY queued_at DESC, id DESC": "message_by_error",
        "account_id = 'main' ORDER BY queued_at DESC, id DESC": "message_by_account",
        "queued_at > 0 ORDER BY queued_at DESC, id DESC": "message_by_time",
    }
    connection = sqlite3.connect(path)
    for condition, index in plans.items():
        plan = " ".join(
            row[3]
            for row in connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM message WHERE {condition}")
        )
        assert index in plan
        assert "TEMP B-TREE" not in plan
    connection.close()
