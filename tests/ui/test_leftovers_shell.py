"""The notice about what an earlier run left queued: told, decided, put away, and not looked for in vain."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from tests.console.test_leftovers import HOUR, account_at, left_queued
from tests.ui.conftest import until
from ycloud_console.console import Console
from ycloud_console.console.outgoing import Outgoing
from ycloud_console.history import Leftovers
from ycloud_console.ui.window import MainWindow

pytestmark = pytest.mark.gui


@pytest.fixture
async def console(
    tmp_path: Path, themed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Console]:
    """On a folder in which three messages of the day before yesterday wait."""
    await left_queued(tmp_path / "home", monkeypatch, age=48 * HOUR)
    opened = await Console.open(tmp_path / "home")
    opened.add_guest(account_at(1), "secret")
    yield opened
    await opened.close()


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """For which accounts it was looked."""
    found: list[str] = []
    leftovers = Outgoing.leftovers

    async def counted(outgoing: Outgoing, account_id: str) -> Leftovers:
        found.append(account_id)
        return await leftovers(outgoing, account_id)

    monkeypatch.setattr(Outgoing, "leftovers", counted)
    return found


def said(window: MainWindow) -> str:
    return window.banner.text("leftovers foreign")


def choices(window: MainWindow) -> dict[str, QPushButton]:
    return {each.text(): each for each in window.banner.findChildren(QPushButton)}


async def test_cancelled_they_are_told_no_more(window: MainWindow, qtbot: QtBot) -> None:
    await window.leftovers.look("foreign")
    assert "3" in said(window)
    qtbot.mouseClick(choices(window)["Cancel them"], Qt.MouseButton.LeftButton)
    await until(lambda: not said(window), "told no more")
    assert window.leftovers.accounts == set()


async def test_one_cancelled_by_itself_is_counted_no_more(window: MainWindow, console: Console) -> None:
    await window.leftovers.look("foreign")
    (first, *_) = (await console.leftovers("foreign")).message_ids
    await console.cancel_queued([first])
    await until(lambda: "program ended: 2" in said(window), "two left")


async def test_other_messages_are_no_reason_to_count_them_again(
    window: MainWindow, console: Console, looks: list[str]
) -> None:
    await window.leftovers.look("foreign")
    await console.send("foreign", "YCloud", ["+6581234567"], "today")
    await until(lambda: window.deliveries.model.rowCount() == 4, "shown")
    assert not window.leftovers._timer.isActive()
    assert looks == ["foreign"]


async def test_put_away_it_stays_away(window: MainWindow, console: Console, qtbot: QtBot) -> None:
    await window.leftovers.look("foreign")
    (dismiss,) = window.banner.findChildren(QToolButton)
    qtbot.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert window.leftovers.accounts == set()
    (first, *_) = (await console.leftovers("foreign")).message_ids
    await console.cancel_queued([first])
    await until(lambda: any(row.is_cancelled for row in window.deliveries.model.rows), "cancelled")
    assert not window.leftovers._timer.isActive()
    assert said(window) == ""
