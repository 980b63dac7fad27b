"""Histories of many messages, in build/: made once, and anew when the tables are of another version."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from ycloud_console.history import schema

NAME = "history.sqlite3"
"""Of the file in a data folder."""
BUILD = Path(__file__).parents[2] / "build" / "bench"


def history_of(messages: int, folder: Path = BUILD) -> Path:
    """The history of so many *messages* in *folder*; a million take about a minute to make."""
    path = folder / f"{messages}.sqlite3"
    if not is_usable(path, messages):
        folder.mkdir(parents=True, exist_ok=True)
        remove(path)
        sys.stderr.write(f"making a history of {messages:,} messages\n")
        fresh = path.with_suffix(".new")
        remove(fresh)
        # In a process of its own: what it takes of memory is not to be measured.
        command = [sys.executable, "-m", "tests.bench.generate", str(fresh), "--messages", str(messages)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        fresh.rename(path)
    return path


def is_usable(path: Path, messages: int) -> bool:
    """Whether *path* is a history of so many messages, of this program's version."""
    if not path.exists():
        return False
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        (version,) = connection.execute("SELECT value FROM meta WHERE key='schema_version'").fetchone()
        (newest,) = connection.execute("SELECT max(id) FROM message").fetchone()
    except (sqlite3.Error, TypeError):
        return False
    finally:
        connection.close()
    return int(version) == schema.NEWEST and newest == messages


def remove(path: Path) -> None:
    """The history *path* with what SQLite keeps beside it."""
    for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        each.unlink(missing_ok=True)


def copy_to(history: Path, home: Path) -> None:
    """A copy of *history* in the data folder *home*, for who writes to it."""
    home.mkdir(parents=True, exist_ok=True)
    for end in ("", "-wal"):
        source = history.with_name(history.name + end)
        if source.exists():
            shutil.copyfile(source, home / f"{NAME}{end}")
    (home / NAME).chmod(0o600)
