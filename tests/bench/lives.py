"""Whole lives of messages, by one client: ``python -m tests.bench.lives CLIENT --port P --count N``.

A life is: submitted, answered, its receipt received and acknowledged. ``window`` and ``core`` are this
program, with and without its window: there a life also is being written to the history before it goes out,
committed at each step, and (``window``) shown in its row; with --history on top of what is in that file. The
others only talk (peers.py). Prints one JSON object: seconds, processor time, how late the event loop was
(milliseconds), the process's memory (MB).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench import peers
from tests.bench.clock import Result, Stalls, memory_of, processor
from tests.bench.shown import (
    ACCOUNT,
    TEXT,
    Receipts,
    ShownWindow,
    bind,
    bound_console,
    delivered,
    numbers,
    run_as_window,
)


async def with_console(
    port: int, count: int, window: int, *, shown: bool, binds: int, history: Path | None
) -> Result:
    """This program."""
    async with bound_console(port, window, binds, history) as console:
        seen = ShownWindow(console) if shown else None
        await bind(console, binds)
        recipients = numbers(0, count)
        stalls, receipts = Stalls(), Receipts(console)
        begun, used = time.perf_counter(), processor()
        sending = asyncio.create_task(console.send(ACCOUNT, "YCloud", recipients, TEXT))
        while receipts.count < count or await delivered(console) < count:
            if sending.done():
                sending.result()
            await asyncio.sleep(0.01)
        if seen is not None:
            await seen.all_final()
        took = time.perf_counter() - begun
        await sending
        result = {"seconds": took, "cpu": processor() - used, **stalls.end()}
        await console.unbind(ACCOUNT)
        if seen is not None:
            await seen.close()
        return result


def _way(wanted: argparse.Namespace) -> Callable[[], Awaitable[Result]]:
    port, count, window = wanted.port, wanted.count, wanted.window
    ways: dict[str, Callable[[], Awaitable[Result]]] = {
        "window": lambda: with_console(
            port, count, window, shown=True, binds=wanted.binds, history=wanted.history
        ),
        "core": lambda: with_console(
            port, count, window, shown=False, binds=wanted.binds, history=wanted.history
        ),
        "smpp34": lambda: peers.with_smpp34(port, count, window, nodelay=False),
        "smpp34-nodelay": lambda: peers.with_smpp34(port, count, window, nodelay=True),
        "aiosmpplib": lambda: peers.with_aiosmpplib(port, count, window),
    }
    return ways[wanted.client]


def run(wanted: argparse.Namespace) -> Result:
    """One client's lives."""
    if wanted.client.startswith("smpplib"):
        return peers.with_smpplib(
            wanted.port, wanted.count, wanted.window, nodelay=wanted.client == "smpplib-nodelay"
        )
    way = _way(wanted)
    if wanted.client == "window":
        return run_as_window(way)
    return asyncio.run(_awaited(way))


async def _awaited(way: Callable[[], Awaitable[Result]]) -> Result:
    return await way()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    clients = ["window", "core", "smpplib", "smpplib-nodelay", "smpp34", "smpp34-nodelay", "aiosmpplib"]
    parser.add_argument("client", choices=clients)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--window", type=int, default=100)
    parser.add_argument("--binds", type=int, default=1)
    parser.add_argument("--history", type=Path, help="window and core: with the messages of this file, too")
    wanted = parser.parse_args()
    result = run(wanted)
    # Not by getrusage: on Linux its peak is also that of the program that started this one.
    _, memory = memory_of(os.getpid())
    sys.stdout.write(json.dumps({**result, "memory": memory}) + "\n")


if __name__ == "__main__":
    main()
