"""``watch`` while the history cannot be written."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.console.peers import foreign_smsc, locked_by_another_program, until
from ycloud_console.cli.output import Exit
from ycloud_console.cli.target import Target
from ycloud_console.cli.watch import _watch
from ycloud_console.history.sqlite import dialect

RECEIPT = b"id:1 sub:001 dlvrd:001 submit date:2111040501 done date:2111040501 stat:DELIVRD err:0 text:none"


async def test_receipts_that_cannot_be_kept_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dialect, "_BUSY", 0.1)
    monkeypatch.setenv("YCLOUD_PASSWORD", "secret")
    told = ""

    def has_told(part: str) -> bool:
        nonlocal told
        told += capsys.readouterr().err
        return part in told

    async with foreign_smsc() as smsc:
        target = Target(tmp_path, False, None, "127.0.0.1", smsc.port, False, None, None, "esme")
        watching = asyncio.create_task(_watch(target, as_json=True, count=2, seconds=30))

        async def bound() -> bool:
            return has_told("Bound to 127.0.0.1")

        async def failure_told() -> bool:
            return has_told("another program keeps it locked")

        await until(bound, "bound")
        (session,) = smsc.sessions.values()
        with locked_by_another_program(tmp_path / "history.sqlite3"):
            refused = asyncio.ensure_future(session.deliver_sm("6581234567", RECEIPT, esm_class=0x04))
            await until(failure_told, "why nothing is printed")
            await asyncio.gather(refused, return_exceptions=True)
        for _ in range(2):
            await session.deliver_sm("6581234567", RECEIPT, esm_class=0x04)
        assert await watching == Exit.OK
        assert has_told("can be written again")
    assert "secret" not in told
