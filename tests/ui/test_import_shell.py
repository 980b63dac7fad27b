"""Exported accounts that are opened from the file manager are in the window."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import until
from ycloud_console.accounts import Account, Settings, export_accounts
from ycloud_console.ui.application import Session
from ycloud_console.ui.failure import Failures

pytestmark = pytest.mark.gui


async def test_accounts_of_a_file_are_added_and_it_is_said(themed: QApplication, tmp_path: Path) -> None:
    file, home = tmp_path / "ycloud-accounts.toml", tmp_path / "home"
    export_accounts([Account(id="a", name="Acme", host="127.0.0.1", system_id="acme")], file)
    session = Session(themed, Failures())
    living = asyncio.create_task(
        session.live(home, sandbox=False, account=None, tour=False, accounts_file=str(file))
    )
    await until(lambda: session.window is not None, "the window")
    window = session.window
    assert window is not None
    await until(lambda: window.account_id, "the account")
    window.close()
    assert await asyncio.wait_for(living, 30) == 0
    assert [account.name for account in Settings.load(home / "settings.toml").accounts] == ["Acme"]


async def test_a_file_without_accounts_is_said_in_a_banner(themed: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text("[tool]\n")
    session = Session(themed, Failures())
    living = asyncio.create_task(
        session.live(tmp_path / "home", sandbox=False, account=None, tour=False, accounts_file=str(file))
    )
    await until(lambda: session.window is not None, "the window")
    window = session.window
    assert window is not None
    await until(lambda: window.banner.text("accounts"), "the banner")
    window.close()
    assert await asyncio.wait_for(living, 30) == 0
