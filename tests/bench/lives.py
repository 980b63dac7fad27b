"""Whole lives of messages, by one client: ``python -m tests.bench.lives CLIENT --port P --count N``.

A life is: submitted, answered, its receipt received and acknowledged. ``window`` and ``core`` are this
program, with and without its window: there a life also is being written to the history before it goes out,
committed at each step, and (``window``) shown in its row. The others only talk: smpplib, smpp34 (whose core
is Rust), aiosmpplib as it comes. Prints one JSON object: seconds, processor time, how late the event loop was
(milliseconds), the process's memory (MB).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

Result = dict[str, Any]
_EVERY = 0.002


def processor() -> float:
    """Seconds of it that this process has used, in all its threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Stalls:
    """How late a probe gets its turn on the event loop."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._task = asyncio.create_task(self._probe())

    async def _probe(self) -> None:
        while True:
            asked = time.perf_counter()
            await asyncio.sleep(_EVERY)
            self.late.append((time.perf_counter() - asked - _EVERY) * 1e3)

    def end(self) -> Result:
        self._task.cancel()
        ordered = sorted(self.late) or [0.0]
        return {"p99": ordered[int(len(ordered) * 0.99)], "longest": ordered[-1]}


async def with_console(port: int, count: int, window: int, *, shown: bool, binds: int) -> Result:
    """This program."""
    from ycloud_console.accounts import Account
    from ycloud_console.console import Console
    from ycloud_console.history.model import MessageFilter
    from ycloud_console.sms.message import MessageState

    with tempfile.TemporaryDirectory() as folder:
        console = await Console.open(Path(folder))
        account = Account(
            id="bench",
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
        seen = _window_on(console) if shown else None
        await console.bind(account.id)
        while console.status(account.id).bound < binds:
            await asyncio.sleep(0.01)
        numbers = [f"+65{number:08d}" for number in range(count)]
        stalls = Stalls()
        begun, used = time.perf_counter(), processor()
        sending = asyncio.create_task(
            console.send(account.id, "YCloud", numbers, "Your code is 271828. It expires in 5 minutes.")
        )
        delivered = MessageFilter(states=frozenset({MessageState.DELIVERED}))
        while sum((await console.history.counts(delivered)).values()) < count:
            await asyncio.sleep(0.02)
        if seen is not None:
            await seen.all_final()
        took = time.perf_counter() - begun
        await sending
        result = {"seconds": took, "cpu": processor() - used, **stalls.end()}
        await console.unbind(account.id)
        if seen is not None:
            await seen.close()
        await console.close()
        return result


class _Seen:
    """The window, and what its table shows."""

    def __init__(self, window: Any, bridge: Any, tasks: Any) -> None:
        self._window, self._bridge, self._tasks = window, bridge, tasks

    async def all_final(self) -> None:
        """Every row in sight is delivered."""
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


def _window_on(console: Any) -> _Seen:
    from PySide6.QtWidgets import QApplication

    from ycloud_console.ui.bridge import Bridge
    from ycloud_console.ui.tasks import Tasks
    from ycloud_console.ui.theme import Theme
    from ycloud_console.ui.window import MainWindow

    tasks = Tasks(_failed)
    bridge = Bridge(console)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Theme.current().prepare(app)
    window = MainWindow(console, bridge, tasks)
    Theme.current().apply(app)
    window.show_accounts("bench")
    window.resize(1280, 720)
    window.show()
    return _Seen(window, bridge, tasks)


def _failed(name: str, error: BaseException) -> None:
    sys.stderr.write(f"{name}: {error!r}\n")


def with_smpplib(port: int, count: int, window: int) -> Result:
    """smpplib: one thread, *window* submits ahead of their answers; it acknowledges receipts by itself."""
    import smpplib.client
    import smpplib.consts

    logging.disable(logging.CRITICAL)
    client = smpplib.client.Client("127.0.0.1", port, allow_unknown_opt_params=True)
    answered = received = 0

    def answer(pdu: object) -> None:
        nonlocal answered
        answered += 1

    def receive(pdu: object) -> int:
        nonlocal received
        received += 1
        return 0

    client.set_message_sent_handler(answer)
    client.set_message_received_handler(receive)
    client.connect()
    client.bind_transceiver(system_id="bench", password="secret")
    begun, used = time.perf_counter(), processor()
    sent = 0
    while received < count:
        while sent < count and sent - answered < window:
            client.send_message(
                source_addr_ton=smpplib.consts.SMPP_TON_ALNUM,
                source_addr="YCloud",
                dest_addr_ton=smpplib.consts.SMPP_TON_INTL,
                dest_addr_npi=smpplib.consts.SMPP_NPI_ISDN,
                destination_addr=f"65{sent:08d}",
                short_message=b"Your code is 271828. It expires in 5 minutes.",
                registered_delivery=1,
            )
            sent += 1
        client.read_once()
    took = time.perf_counter() - begun
    cpu = processor() - used
    client.unbind()
    client.disconnect()
    return {"seconds": took, "cpu": cpu}


async def with_smpp34(port: int, count: int, window: int) -> Result:
    """smpp34: *window* submits at once, receipts read as they come."""
    import smpp34

    client = smpp34.Client("127.0.0.1", port, "bench", "secret", bind_type="TRX", window_size=2 * window)
    smsc = await client.connect()
    left = deque(range(count))

    async def submit() -> None:
        while left:
            await smsc.submit_sm(
                f"65{left.popleft():08d}",
                b"Your code is 271828. It expires in 5 minutes.",
                source_addr="YCloud",
                source_addr_ton=5,
                dest_addr_ton=1,
                dest_addr_npi=1,
                registered_delivery=1,
            )

    async def receive() -> None:
        for _ in range(count):
            event = await smsc.next()
            assert isinstance(event, smpp34.DeliverSmEvent), event

    stalls = Stalls()
    begun, used = time.perf_counter(), processor()
    await asyncio.gather(receive(), *(submit() for _ in range(window)))
    took, cpu = time.perf_counter() - begun, processor() - used
    await client.stop()
    return {"seconds": took, "cpu": cpu, **stalls.end()}


async def with_aiosmpplib(port: int, count: int, window: int) -> Result:
    """aiosmpplib's ESME as it comes; it knows no window."""
    from tests.bench.wire import by_their_esme

    stalls, used = Stalls(), processor()
    took = await by_their_esme(port, count, receipts=True)
    return {"seconds": took, "cpu": processor() - used, **stalls.end()}


def run(client: str, port: int, count: int, window: int, binds: int) -> Result:
    if client == "smpplib":
        return with_smpplib(port, count, window)
    ways: dict[str, Callable[[], Awaitable[Result]]] = {
        "window": lambda: with_console(port, count, window, shown=True, binds=binds),
        "core": lambda: with_console(port, count, window, shown=False, binds=binds),
        "smpp34": lambda: with_smpp34(port, count, window),
        "aiosmpplib": lambda: with_aiosmpplib(port, count, window),
    }
    if client != "window":
        return asyncio.run(_awaited(ways[client]))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ycloud_console.ui.garbage import GarbageCollector
    from ycloud_console.ui.loop import ConsoleEventLoop

    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    loop = ConsoleEventLoop(app)
    asyncio.set_event_loop(loop)
    garbage = GarbageCollector()
    try:
        result: Result = loop.run_until_complete(_awaited(ways[client]))
        return result
    finally:
        garbage.close()
        loop.close()


async def _awaited(way: Callable[[], Awaitable[Result]]) -> Result:
    return await way()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("client", choices=["window", "core", "smpplib", "smpp34", "aiosmpplib"])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--window", type=int, default=100)
    parser.add_argument("--binds", type=int, default=1)
    wanted = parser.parse_args()
    result = run(wanted.client, wanted.port, wanted.count, wanted.window, wanted.binds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({**result, "memory": memory}) + "\n")


if __name__ == "__main__":
    main()
