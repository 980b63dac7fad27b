"""The whole program in this process, on Qt's offscreen platform: Console, event loop, window."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

_T = TypeVar("_T")
ACCOUNT = "bench"
QUIET = "default.warning=false"
"""QT_LOGGING_RULES without what the offscreen platform says of each window."""
TEXT = "Your code is 271828. It expires in 5 minutes."


def run_as_window(work: Callable[[], Awaitable[_T]]) -> _T:
    """*work* on the window's event loop, with its way to collect garbage, as the program runs."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", QUIET)
    from PySide6.QtWidgets import QApplication

    from ycloud_console.ui.garbage import GarbageCollector
    from ycloud_console.ui.loop import ConsoleEventLoop

    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    loop = ConsoleEventLoop(app)
    asyncio.set_event_loop(loop)
    garbage = GarbageCollector()
    try:
        result: _T = loop.run_until_complete(work())
        return result
    finally:
        garbage.close()
        loop.close()


@asynccontextmanager
async def bound_console(
    port: int, window: int = 100, binds: int = 1, history: Path | None = None
) -> AsyncIterator[Any]:
    """A Console in a folder of its own, bound to the SMSC at *port*; its account is ACCOUNT.

    *history* is copied there first. The account has no pace: the window and the SMSC alone hold it back.
    """
    from tests.bench.histories import copy_to
    from ycloud_console.accounts import Account
    from ycloud_console.console import Console

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if history is not None:
            copy_to(history, home)
        console = await Console.open(home)
        account = Account(
            id=ACCOUNT,
            name="Bench",
            host="127.0.0.1",
            port=port,
            tls=False,
            system_id="bench",
            window=window,
            rate=0,
            binds=binds,
        )
        console.add_guest(account, "secret")
        yield console
        if console.status(ACCOUNT).bound:
            await console.unbind(ACCOUNT)
        await console.close()


async def bind(console: Any, binds: int = 1) -> None:
    """Bind, and wait until all *binds* are."""
    await console.bind(ACCOUNT)
    while console.status(ACCOUNT).bound < binds:
        await asyncio.sleep(0.01)


def numbers(first: int, count: int) -> list[str]:
    """*count* recipients, each another one."""
    return [f"+65{80_000_000 + number}" for number in range(first, first + count)]


class Receipts:
    """Counts the receipts that were committed: to ask the history again and again would cost more."""

    def __init__(self, console: Any) -> None:
        from ycloud_console.console import ReceiptArrived

        self.count = 0
        self._kind = ReceiptArrived
        console.subscribe(self._heard)

    def _heard(self, event: object) -> None:
        self.count += isinstance(event, self._kind)


async def delivered(console: Any) -> int:
    """How many messages of ACCOUNT are."""
    from ycloud_console.history.model import MessageFilter
    from ycloud_console.sms.message import MessageState

    wanted = MessageFilter(account_id=ACCOUNT, states=frozenset({MessageState.DELIVERED}))
    return sum((await console.history.counts(wanted)).values())


class ShownWindow:
    """The main window on a Console, and what its table shows."""

    def __init__(self, console: Any) -> None:
        from PySide6.QtWidgets import QApplication

        from ycloud_console.ui.bridge import Bridge
        from ycloud_console.ui.tasks import Tasks
        from ycloud_console.ui.theme import Theme
        from ycloud_console.ui.window import MainWindow

        self._tasks = Tasks(_failed)
        self._bridge = Bridge(console)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        Theme.current().prepare(app)
        self._window = MainWindow(console, self._bridge, self._tasks)
        Theme.current().apply(app)
        self._window.show_accounts(ACCOUNT)
        self._window.resize(1280, 720)
        self._window.show()

    async def all_final(self) -> None:
        """Wait until every row in sight is delivered."""
        page = self._window.deliveries
        while True:
            first, last = page.view.visible_rows()
            rows = [row for _, row in page.model.loaded(first, last)]
            if rows and all(row.done_at is not None for row in rows):
                return
            await asyncio.sleep(0.005)

    async def close(self) -> None:
        self._window.rest()
        self._bridge.close()
        await self._tasks.close()
        self._window.close_for_good()


def _failed(name: str, error: BaseException) -> None:
    sys.stderr.write(f"{name}: {error!r}\n")
