"""Disks that are really full, folders that really cannot be written: at the level of the running program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.console.peers import until
from ycloud_console.console import SANDBOX_ID, Console, Notice, NoticeKind
from ycloud_console.history import History, HistoryUnavailable
from ycloud_console.sandbox import SandboxOptions
from ycloud_console.sms.message import MessageState

_SIZE = 24 << 20
_NOBODY = 65534

AS_NOBODY = """
import asyncio, os, sys
from pathlib import Path
from ycloud_console.history import History, HistoryUnavailable

async def main(path):
    try:
        history = await History.open(path)
    except HistoryUnavailable as error:
        print(error)
        return
    print("opened")
    await history.close()

# Only now: it may not even read this program.
os.setgid({nobody})
os.setuid({nobody})
asyncio.run(main(Path(sys.argv[1])))
"""

is_root = hasattr(os, "geteuid") and os.geteuid() == 0
needs_root = pytest.mark.skipif(not is_root, reason="mounts a file system, or becomes another user")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = f"size={_SIZE},mode=0700"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.fixture
async def console(small_disk: Path) -> AsyncIterator[Console]:
    opened = await Console.open(small_disk / "home")
    yield opened
    await opened.close()


def fill_up(folder: Path) -> Path:
    """Write until there is no octet left; returns the file to delete again."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        for size in (1 << 16, 512, 1):
            with suppress(OSError):
                while file.write(bytes(size)):
                    pass
    return filler


@needs_root
async def test_on_a_full_disk_receipts_wait_and_come_when_there_is_room(
    console: Console, small_disk: Path
) -> None:
    await console.open_sandbox(SandboxOptions(receipt_delay=0.5, retry_delay=0.2))
    notices: list[Notice] = []
    console.subscribe(lambda event: notices.append(event) if isinstance(event, Notice) else None)
    await console.bind_once(SANDBOX_ID)
    assert console._sandbox is not None
    ledger = console._sandbox.ledger
    views = await console.send(SANDBOX_ID, "YCloud", [f"+65812345{n:02}" for n in range(30)], "hello" * 20)
    ids = [view.row.id for view in views]

    async def accepted() -> bool:
        return all(row.state is not MessageState.SENT for row in await console.history.rows(ids))

    await until(accepted, "all accepted")
    filler = fill_up(small_disk)

    # What still fits into the log is committed; sooner or later nothing does.
    async def send_until_it_fails() -> None:
        for _ in range(200):
            more = await console.send(SANDBOX_ID, "YCloud", ["+6581234599"] * 20, "x" * 1500)
            ids.extend(view.row.id for view in more)

    with pytest.raises(HistoryUnavailable, match="disk is full"):
        await send_until_it_fails()

    async def said() -> bool:
        return any(each.kind is NoticeKind.HISTORY_UNAVAILABLE for each in notices)

    await until(said, "the operator is told", limit=60)
    notice = next(each for each in notices if each.kind is NoticeKind.HISTORY_UNAVAILABLE)
    assert "Free some space" in notice.detail
    assert console.status(SANDBOX_ID).is_bound
    filler.unlink()

    async def delivered() -> bool:
        found = await console.history.counts()
        return found.get(MessageState.DELIVERED, 0) + found.get(MessageState.IN_DOUBT, 0) == len(ids)

    await until(delivered, "everything has come to its end", limit=60)

    async def again() -> bool:
        return notices[-1].kind is NoticeKind.HISTORY_AGAIN

    await until(again, "told that it works again")
    # Every receipt that was acknowledged is there, once.
    for view in await console.history.views(ids):
        for part in view.segments:
            assert len(part.receipts) <= 1
    acknowledged = sum(bool(each.acknowledged_at) for one in ledger.submitted for each in one.deliveries)
    with_receipt = sum(
        bool(part.receipts) for view in await console.history.views(ids) for part in view.segments
    )
    assert acknowledged == with_receipt
    # None was sent twice.
    assert len(ledger.submitted) == sum(view.row.segment_count for view in await console.history.views(ids))


@needs_root
async def test_a_backup_needs_room_and_says_how_much(console: Console, small_disk: Path) -> None:
    filler = fill_up(small_disk)
    with pytest.raises(HistoryUnavailable, match=r"needs .* MB of disk space"):
        await console.upkeep.back_up(small_disk / "backup.sqlite3")
    assert not (small_disk / "backup.sqlite3").exists()
    filler.unlink()


@needs_root
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
async def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    path = tmp_path / "home" / "history.sqlite3"
    await (await History.open(path)).close()
    program = AS_NOBODY.format(nobody=_NOBODY)
    for each in (tmp_path, *tmp_path.parents):
        if each.stat().st_mode & 0o001 == 0:
            each.chmod(each.stat().st_mode | 0o111)
        if each == Path("/tmp"):
            break

    def run() -> str:
        done = subprocess.run(
            [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    path.parent.chmod(0o755)
    path.chmod(0o644)
    said = run()
    assert str(path) in said
    assert "permission" in said.lower()
    for each in (path.parent, *path.parent.rglob("*")):
        os.chown(each, _NOBODY, _NOBODY)
    path.chmod(0o400)
    assert "opened" in run()  # its owner may change that, and the program does
    path.parent.chmod(0o500)
    said = run()
    assert "opened" in said or "permission" in said.lower()
