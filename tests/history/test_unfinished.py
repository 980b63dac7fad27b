"""What a killed program left of a backup or an export is removed by the next one in that folder."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.history.conftest import new_message
from ycloud_console.console.tracing import export_pdus
from ycloud_console.history import History, MessageFilter, backup, unfinished
from ycloud_console.history.export import export
from ycloud_console.history.exportfile import ExportFormat
from ycloud_console.smpp.hiding import TraceView

DAY = 86_400


async def _back_up(history: History, folder: Path) -> None:
    await asyncio.to_thread(backup.back_up, history.path, folder / "again.sqlite3")


async def _export(history: History, folder: Path) -> None:
    await export(history, MessageFilter(), folder / "again.csv", ExportFormat.CSV)


async def _capture(_history: History, folder: Path) -> None:
    await export_pdus([], folder / "again.pcapng", view=TraceView())


def left(folder: Path, *, days: float) -> Path:
    handle, path = unfinished.begin(folder / "first.sqlite3")
    os.close(handle)
    for each in (path, path.with_name(path.name + "-journal")):
        each.write_bytes(b"half")
        age(each, days)
    return path


def age(path: Path, days: float) -> None:
    at = time.time() - days * DAY
    os.utime(path, (at, at))


@pytest.mark.parametrize("work", [_back_up, _export, _capture])
async def test_what_was_left_is_removed(
    history: History, tmp_path: Path, work: Callable[[History, Path], Awaitable[None]]
) -> None:
    await history.add([new_message()])
    folder = tmp_path / "of the operator"
    folder.mkdir()
    left(folder, days=2)
    await work(history, folder)
    (made,) = folder.iterdir()
    assert made.stem == "again"


async def test_nothing_else_is_removed(history: History, tmp_path: Path) -> None:
    folder = tmp_path / "of the operator"
    folder.mkdir()
    at_work = left(folder, days=0.5)
    others = [
        ".first.sqlite3.abcdefgh.new",
        ".first.sqlite3.abcdefgh",
        "first.abcdefgh.ycloud-new",
        ".ycloud-new",
    ]
    for name in others:
        (folder / name).write_bytes(b"not ours")
        age(folder / name, 1000)
    (folder / ".a.abcdefgh.ycloud-new").mkdir()
    age(folder / ".a.abcdefgh.ycloud-new", 1000)
    (folder / ".b.abcdefgh.ycloud-new").symlink_to(folder / others[0])
    before = {each.name for each in folder.iterdir()}
    assert at_work.name in before
    await _back_up(history, folder)
    assert {each.name for each in folder.iterdir()} == before | {"again.sqlite3"}


async def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    handle, path = unfinished.begin(tmp_path / "secret.csv")
    os.close(handle)
    assert path.parent == tmp_path
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
