"""Bound and quiet, with the window open: what the program uses when nobody does anything.

``python -m tests.bench idle [--seconds 60] [--messages 1000]``: after some lives it is left alone for so
long, on an SMSC of its own; counted are its share of a core, how often it woke, and what it has more of
afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench.clock import processor
from tests.bench.report import Figure, say, table, write
from tests.bench.rounds import port_of, running_smsc
from tests.bench.shown import (
    ACCOUNT,
    TEXT,
    ShownWindow,
    bind,
    bound_console,
    delivered,
    numbers,
    run_as_window,
)

_SETTLING = 5.0
"""Seconds after the last life until it counts as quiet."""


async def measure(port: int, seconds: float, messages: int) -> list[Figure]:
    """The figures of one quiet time."""
    from tests.bench.census import take_census

    async with bound_console(port) as console:
        shown = ShownWindow(console)
        console.upkeep.start()
        await bind(console)
        if messages:
            await console.send(ACCOUNT, "YCloud", numbers(0, messages), TEXT)
            while await delivered(console) < messages:
                await asyncio.sleep(0.1)
            await shown.all_final()
        take_census()  # the first one makes objects of its own, which stay
        await asyncio.sleep(_SETTLING)
        before = take_census()
        begun, used, woken = time.perf_counter(), processor(), _wakes()
        await asyncio.sleep(seconds)
        took = time.perf_counter() - begun
        share, wakes = (processor() - used) / took, (_wakes() - woken) / took
        after = take_census()
        await console.unbind(ACCOUNT)
        await shown.close()
    figures = [
        Figure("share of a core", share * 100, "%", note=f"{took:.0f} s, bound, window open"),
        Figure("wakes a second", wakes, "", note="of all threads"),
    ]
    for name, first in asdict(before).items():
        last = asdict(after)[name]
        figures.append(Figure(name, last, "MB" if name == "memory" else "", note=f"{last - first:+,.6g}"))
    return figures


def _wakes() -> int:
    """How often a thread of this process waited for something, and was woken."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="tests.bench idle", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--messages", type=int, default=1000, help="lives before it is quiet")
    parser.add_argument("--json", type=Path, default=Path("build/bench-idle.json"))
    wanted = parser.parse_args(arguments)
    with running_smsc() as smsc:
        port = port_of(smsc)
        figures = run_as_window(lambda: measure(port, wanted.seconds, wanted.messages))
    say(table(figures))
    write(wanted.json, figures)
