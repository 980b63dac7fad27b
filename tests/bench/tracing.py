"""What the trace costs, and the window while its page shows PDUs: ``python -m tests.bench.tracing``.

First a real link, with receipts, by turns without a trace, with the trace nobody looks at, and with the page
in sight: processor time of this process for each PDU (the server is a process of its own). Then a link at a
given rate into the whole window, with the page hidden, in sight, narrowed by a text, recording and reading
the history of all three; a probe asks for its turn every millisecond, and how late it gets it is how long the
window stood still.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.bench.wire import _Counter, answering
from tests.smpp.peers import SETTINGS, message
from ycloud_console.console import Console
from ycloud_console.smpp.hiding import NOTHING_HIDDEN, TraceView
from ycloud_console.smpp.link import Link
from ycloud_console.smpp.recording import RecordingLimits
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.garbage import GarbageCollector
from ycloud_console.ui.loop import ConsoleEventLoop
from ycloud_console.ui.protocol.wanted import Wanted
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import Theme
from ycloud_console.ui.window import MainWindow

_EVERY = 0.001
_SLICE = 50
"""Messages handed over at once, as the console does it."""
_PDUS = 4
"""Of a message: submit_sm, deliver_sm and their responses."""


async def serve() -> None:
    async with answering(receipts=True) as port:
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


async def send(console: Console, port: int, count: int, rate: float, *, traced: bool) -> tuple[float, float]:
    """(seconds, seconds of the processor) until *count* messages have their receipts."""
    counter = _Counter(2 * count)
    settings = replace(SETTINGS, name="Bench", port=port, window=200, rate=rate)
    link = Link(settings, counter, trace=console.trace.add if traced else None)
    await link.bind_once()
    begun, worked = time.perf_counter(), time.process_time()
    for start in range(0, count, _SLICE):
        link.submit(message(key) for key in range(start, min(start + _SLICE, count)))
        await asyncio.sleep(0)
    await counter.done.wait()
    took = time.perf_counter() - begun, time.process_time() - worked
    await link.stop()
    return took


async def stalls(
    work: Awaitable[tuple[float, float]],
) -> tuple[tuple[float, float], list[float], list[float]]:
    """What *work* gives, how late the probe was each time, and what of that this thread itself worked.

    Both in seconds, sorted; on a machine that others use too, the second is the program's own part.
    """
    late: list[float] = []
    worked: list[float] = []

    async def probe() -> None:
        while True:
            asked, begun = time.perf_counter(), time.thread_time()
            await asyncio.sleep(_EVERY)
            late.append(time.perf_counter() - asked - _EVERY)
            worked.append(time.thread_time() - begun)

    probing = asyncio.create_task(probe())
    done = await work
    probing.cancel()
    await asyncio.wait([probing])
    return done, sorted(late), sorted(worked)


def spread(times: list[float]) -> str:
    """Some points of the sorted *times*."""
    at = ("p50", 0.5), ("p99", 0.99), ("longest", 1.0)
    return ", ".join(
        f"{name} {times[min(len(times) - 1, int(len(times) * part))] * 1e3:.1f} ms" for name, part in at
    )


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


async def cost_of_a_pdu(console: Console, window: MainWindow, port: int, count: int, rounds: int) -> None:
    ways: dict[str, Callable[[], bool]] = {
        "without a trace": lambda: False,
        "traced, page closed": lambda: True,
        "traced, page open": lambda: True,
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, traced in ways.items():
            window.show_page("protocol" if name.endswith("open") else "settings")
            console.trace.clear()
            _, worked = await send(console, port, count, 0, traced=traced())
            taken[name].append(worked / (count * _PDUS) * 1e6)
    base = median(taken["without a trace"])
    for name, each in taken.items():
        cost = median(each)
        tell(f"{name:<22} {cost:6.2f} µs a PDU of processor time ({cost - base:+.2f}), {rounds} rounds")


async def while_it_is_open(
    console: Console, window: MainWindow, port: int, rate: float, seconds: float
) -> None:
    page = window.side.protocol
    ways: list[tuple[str, Callable[[], object]]] = [
        ("page hidden", lambda: window.show_page("settings")),
        ("page in sight", lambda: window.show_page("protocol")),
        ("narrowed by a text", lambda: page.feed.want(Wanted(search="hello"))),
        ("texts and numbers hidden", lambda: page.set_view(TraceView(hide_texts=True, hide_numbers=True))),
        ("recording", lambda: console.recorder.start(RecordingLimits(), NOTHING_HIDDEN)),
    ]
    for name, prepare in ways:
        prepare()
        if name == "recording":
            page.set_view(NOTHING_HIDDEN)
            page.feed.want(Wanted())
        await asyncio.sleep(0.3)
        count = int(rate * seconds)
        before = console.trace.total
        (took, worked), late, own = await stalls(send(console, port, count, rate, traced=True))
        pdus = console.trace.total - before
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        tell(f"{name:<25} {count / took:,.0f} messages/s ({pdus / took:,.0f} PDUs/s)")
        tell(f"  processor {worked / took:.0%}; {page.feed.behind:,} PDUs behind; {most:.0f} MB at most")
        tell(f"  stalls: {spread(late)}; of its own work: {spread(own)}")
    await console.recorder.stop()
    tell(f"recorded {console.recorder.octets / 1e6:.1f} MB, {console.recorder.missed:,} PDUs missed")


async def measure(wanted: argparse.Namespace) -> None:
    tasks = Tasks(lambda name, error: tell(f"{name}: {error!r}"))
    with tempfile.TemporaryDirectory() as folder:
        console = await Console.open(Path(folder))
        bridge = Bridge(console)
        window = MainWindow(console, bridge, tasks)
        window.resize(1440, 900)
        window.show()
        collector = GarbageCollector()
        command = [sys.executable, "-m", "tests.bench.tracing", "--serve"]
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        assert server.stdin is not None
        port = int(await asyncio.to_thread(server.stdout.readline))
        await cost_of_a_pdu(console, window, port, wanted.messages, wanted.rounds)
        await while_it_is_open(console, window, port, wanted.rate, wanted.seconds)
        server.stdin.close()
        server.wait()
        collector.close()
        window.rest()
        bridge.close()
        window.close_for_good()
        window.deleteLater()
        await tasks.close()
        await console.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5_000, help="in each round of the first part")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rate", type=float, default=3_000, help="messages a second in the second part")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.serve:
        asyncio.run(serve())
        return
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    Theme.current().apply(app)
    loop = ConsoleEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(measure(wanted))
    finally:
        loop.close()


if __name__ == "__main__":
    main()
