"""What every test of the window needs: Qt without a display, the console's own event loop, a real Console."""

from __future__ import annotations

import asyncio
import gc
import itertools
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.sandbox import SandboxOptions
from ycloud_console.sms.masking import Mask
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.loop import ConsoleEventLoop
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import Theme
from ycloud_console.ui.window import MainWindow

LoopFactory = Callable[[], asyncio.AbstractEventLoop]


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> dict[str, LoopFactory]:
    """Tests marked gui run on the console's loop, so that a click, a task and a server share one loop."""
    if item.get_closest_marker("gui"):
        return {"console": _console_loop}
    return {"asyncio": asyncio.new_event_loop}


def _console_loop() -> asyncio.AbstractEventLoop:
    app = QApplication.instance() or QApplication([])
    loop: asyncio.AbstractEventLoop = ConsoleEventLoop(app)
    return loop


_tests_run = itertools.count(1)
_FULL_EVERY = 25
"""Tests after which everything is looked through for garbage: some 0.2 s."""


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """As in the program, garbage is collected on the window's thread only; see ui/garbage.py.

    Windows that a test has left are deleted: a forgotten one is dressed again with every change of theme,
    and a forgotten dialog keeps the mouse from the next test's window.
    """
    gc.disable()
    yield
    for widget in QApplication.topLevelWidgets():
        # A list that pops up is its box's.
        if widget.parent() is None:
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect(2 if next(_tests_run) % _FULL_EVERY == 0 else 1)
    gc.enable()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The application pytest-qt makes."""
    return QApplication


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in the program's dress, put on once."""
    # As the program does: the end of a window is not the end of the event loop.
    qapp.setQuitOnLastWindowClosed(False)
    Theme.current().set_mode("light")
    Theme.current().apply(qapp)
    return qapp


@pytest.fixture(autouse=True)
def unmasked() -> Iterator[None]:
    """Nothing is hidden, and what a test hides is not hidden from the next."""
    yield
    Masking.current().set_mask(Mask())


@pytest.fixture
def themed(dressed: QApplication) -> Iterator[QApplication]:
    """The application in its light dress."""
    Theme.current().set_mode("light")
    yield dressed
    Theme.current().set_mode("light")


@pytest.fixture
async def console(tmp_path: Path, themed: QApplication) -> AsyncIterator[Console]:
    """A real Console on an empty folder."""
    opened = await Console.open(tmp_path / "home")
    yield opened
    await opened.close()


@pytest.fixture
async def sandbox_account(console: Console) -> Account:
    """The account of a real practice SMSC with quick receipts; not bound yet."""
    return await console.open_sandbox(SandboxOptions(receipt_delay=0.05, slow=1.0))


@pytest.fixture
async def bound(console: Console, sandbox_account: Account) -> Account:
    """The sandbox's account, bound."""
    await console.bind(sandbox_account.id)
    await until(lambda: console.status(sandbox_account.id).is_bound, "bound")
    return sandbox_account


@pytest.fixture
async def bridge(console: Console) -> AsyncIterator[Bridge]:
    made = Bridge(console)
    yield made
    made.close()


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    """Background tasks; one that fails fails the test."""
    failures: list[tuple[str, BaseException]] = []
    made = Tasks(lambda name, error: failures.append((name, error)))
    yield made
    await made.close()
    assert not failures, failures


async def until(condition: Callable[[], object], what: str = "", seconds: float = 20.0) -> None:
    """Let the loop run until *condition* holds; fails after *seconds*.

    Never qtbot.waitUntil in an async test: that is a Qt loop inside a task, in which no other task runs.
    """
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds:g} s in vain for: {what or condition}")
        await asyncio.sleep(0.01)


@pytest.fixture
async def window(console: Console, bridge: Bridge, tasks: Tasks) -> AsyncIterator[MainWindow]:
    made = MainWindow(console, bridge, tasks)
    made.restore_layout({})
    made.show()
    yield made
    made.rest()
    await tasks.close()
    made.close_for_good()
    made.deleteLater()
