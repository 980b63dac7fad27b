"""Deleting, saving and restoring from the command line."""

from __future__ import annotations

import asyncio
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.history.conftest import START, new_message
from tests.history.test_migration import VERSION_1
from ycloud_console.history import History
from ycloud_console.sms.withdrawal import Withdrawn


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "history.sqlite3"


async def _fill(path: Path) -> None:
    history = await History.open(path)
    views = await history.add([new_message(text=f"spam {number}") for number in range(5)], at=START)
    await history.withdraw([view.row.id for view in views[:3]], Withdrawn.CANCELLED)
    await history.close()


@pytest.fixture
def filled(path: Path) -> Path:
    asyncio.run(_fill(path))
    return path


def test_deleting_asks_and_leaves_what_is_open(run: Run, filled: Path) -> None:
    refused = run("history", "--delete", "--text", "spam")
    assert refused.code == 2
    assert "3 messages will be deleted for good. 2 stay" in refused.err
    assert "--yes" in refused.err
    assert len(run("history", "--json").objects) == 5
    done = run("history", "--delete", "--text", "spam", "--yes", "--json")
    assert (done.code, done.objects) == (1, [{"deleted": 3, "kept": 2}])
    assert {each["state"] for each in run("history", "--json").objects} == {"queued"}
    assert run("history", "--delete", "--limit", "1").code == 2


def test_a_backup_and_the_way_back(run: Run, filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite3"
    saved = run("backup", str(target), "--json")
    assert saved.code == 0
    (found,) = saved.objects
    assert (found["messages"], found["damaged"], found["under_way"]) == (5, False, 0)
    again = run("backup", str(target))
    assert again.code == 2
    assert "--yes" in again.err
    run("history", "--delete", "--yes")
    refused = run("restore", str(target))
    assert refused.code == 2
    assert "5 messages sent" in refused.err
    assert "wait in the present history: 2. They will not be sent" in refused.err
    assert len(run("history", "--json").objects) == 2
    done = run("restore", str(target), "--yes", "--json")
    assert done.code == 0
    assert Path(done.objects[0]["kept_as"]).exists()
    assert (done.objects[0]["not_sent"], done.objects[0]["limits_off"]) == (2, False)
    states = sorted(each["state"] for each in run("history", "--json").objects)
    assert states == ["deleted"] * 3 + ["in_doubt"] * 2
    assert run("restore", str(tmp_path / "nothing"), "--yes").code == 1


def test_restoring_what_is_beyond_the_limits_switches_them_off(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backup.sqlite3"
    assert run("backup", str(target)).code == 0
    settings = filled.with_name("settings.toml")
    settings.write_text("[preferences]\nkeep_messages = 1\n")
    done = run("restore", str(target), "--yes")
    assert done.code == 0
    assert "will not be sent: 2" in done.err
    assert "of what was restored: 3" in done.err
    assert "limits were switched off" in done.err
    assert tomllib.loads(settings.read_text())["preferences"]["keep_messages"] == 0


def test_of_a_damaged_backup_it_is_said_what_was_recovered(run: Run, filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite3"
    assert run("backup", str(target)).code == 0
    octets = bytearray(target.read_bytes())
    octets[100:4096] = b"\xff" * 3996
    target.write_bytes(octets)
    done = run("restore", str(target), "--yes")
    assert done.code == 0
    assert "Messages recovered: 5; none is known to be missing" in done.err
    assert "kept as" in done.err
    (found,) = run("restore", str(target), "--yes", "--json").objects
    recovered = found["recovered"]
    assert (recovered["messages"], recovered["lost"], recovered["without_id"]) == (5, 0, 0)


def test_of_a_later_versions_backup_and_history_the_path_is_said(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backup.sqlite3"
    assert run("backup", str(target)).code == 0
    for later in (target, filled):
        with closing(sqlite3.connect(later)) as connection:
            connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
            connection.commit()
        refused = run("restore", str(target), "--yes")
        assert refused.code == 1
        assert f"{later} was written by a later version" in refused.err


def test_without_a_history_there_is_nothing_to_save(run: Run, tmp_path: Path) -> None:
    done = run("backup", str(tmp_path / "backup.sqlite3"))
    assert done.code == 1
    assert "no history" in done.err


def test_compacting_says_what_it_brought(run: Run, filled: Path) -> None:
    done = run("compact", "--json")
    assert done.code == 0
    assert done.objects[0]["octets"] > 0


def test_bringing_an_old_history_up_to_date_is_said_once(run: Run, path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text())
    done = run("history", "--json")
    assert len(done.objects) == 2
    assert done.err.count("brought up to date…") == 2  # the copy before it, and it
    assert run("history", "--json").err == ""
