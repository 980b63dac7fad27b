"""Copies beside the history: all that the program makes are found and can go, and nothing else."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.history.conftest import new_inbound
from ycloud_console.history import History, backup
from ycloud_console.history.copies import old_copies, remove_copies
from ycloud_console.history.sqlite import sqlitefile


async def test_what_a_restore_an_update_and_damage_leave_is_found_and_goes(path: Path) -> None:
    history = await History.open(path)
    await history.inbound(new_inbound("the secret text"))
    saved = path.with_name(f"{path.name}.saved-20260101T000000.000001")
    await asyncio.to_thread(backup.back_up, path, saved)
    assert old_copies(path) == ()
    aside = await history.take_in(await asyncio.to_thread(backup.prepare_restore, saved, path))
    assert aside is not None
    await history.close()
    updated, broken = (sqlitefile.stamped(path, word) for word in ("v3", "broken"))
    updated.write_bytes(b"an earlier version")
    broken.write_bytes(b"damaged")
    log = broken.with_name(f"{broken.name}-wal")
    log.write_bytes(b"its log")
    others = {path, saved, path.with_name(f"{path.name}.notes"), path.with_name("history.sqlite3.v3-old")}
    for each in others:
        each.touch()

    found = old_copies(path)
    assert [each.path for each in found] == sorted([aside, updated, broken])
    sizes = {each.path: each.octets for each in found}
    assert (sizes[updated], sizes[broken]) == (18, 14)
    assert sizes[aside] == sqlitefile.size(aside)

    remove_copies(found)
    assert old_copies(path) == ()
    assert not log.exists()
    assert all(each.exists() for each in others)
    history = await History.open(path)
    assert [each.text for each in (await history.inbox_page()).rows] == ["the secret text"]
    await history.close()
