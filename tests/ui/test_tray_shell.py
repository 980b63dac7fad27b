"""Calls while nobody looks: once for each change of state, and only when they are wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console, LinkChanged, Notice, NoticeKind
from ycloud_console.smpp.model import LinkProblem, LinkState, LinkStatus, ProblemKind
from ycloud_console.ui import tray
from ycloud_console.ui.tray import Caller

pytestmark = pytest.mark.gui

LOST = LinkStatus(LinkState.WAITING, problem=LinkProblem(ProblemKind.CONNECTION_CLOSED))


@pytest.fixture
def called() -> list[tuple[str, str]]:
    return []


@pytest.fixture
async def caller(
    console: Console, themed: QApplication, called: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Caller]:
    """For a window that is hidden, with the tray wanted."""
    monkeypatch.setattr(tray, "_GATHER_MS", 500)
    console.settings.set_preferences(tray=True)
    window = QWidget()
    made = Caller(console, window, lambda title, sentence: called.append((title, sentence)))
    yield made
    made.close_down()
    window.deleteLater()


@pytest.mark.usefixtures("caller")
async def test_a_lost_link_is_told_once_until_it_is_bound_again(
    console: Console, called: list[tuple[str, str]], sandbox_account: Account
) -> None:
    for _ in range(3):
        console._tell(LinkChanged(sandbox_account.id, LOST))
    assert len(called) == 1
    assert called[0][0].startswith("Sandbox: ")
    console._tell(LinkChanged(sandbox_account.id, LinkStatus(LinkState.BOUND, bound=1)))
    console._tell(LinkChanged(sandbox_account.id, LOST))
    assert len(called) == 2


@pytest.mark.usefixtures("caller")
async def test_failures_are_gathered_and_told_once(
    console: Console, called: list[tuple[str, str]], bound: Account
) -> None:
    await console.send(bound.id, "YCloud", ["+6581230010"] * 5, "all of them fail")
    await until(lambda: called, "the call")
    assert called == [("Messages failed", "Receipts that say so: 5.")]


async def test_failures_are_told_again_once_the_window_was_looked_at(
    caller: Caller, console: Console, called: list[tuple[str, str]], bound: Account
) -> None:
    await console.send(bound.id, "YCloud", ["+6581230010"], "fails")
    await until(lambda: len(called) == 1, "the first call")
    window = caller._window
    window.show()
    window.activateWindow()
    await until(window.isActiveWindow, "looked at")
    window.hide()
    await until(lambda: not window.isActiveWindow(), "hidden again")
    await console.send(bound.id, "YCloud", ["+6581230010"], "fails")
    await until(lambda: len(called) == 2, "the second call")


@pytest.mark.usefixtures("caller")
async def test_nothing_is_told_unless_it_is_wanted(
    console: Console, called: list[tuple[str, str]], sandbox_account: Account
) -> None:
    console.settings.set_preferences(tray=False)
    console._tell(LinkChanged(sandbox_account.id, LOST))
    console._tell(Notice(NoticeKind.BALANCE_USED_UP, sandbox_account.id))
    assert called == []
