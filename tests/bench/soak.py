"""Lives in a steady stream through the window: ``python -m tests.bench soak [--count 1000000]``.

They are sent in batches; the next one goes when at most one is still on its way. Every --every lives the
program is counted (census.py), one line each. The last lines compare the second half of the run with the
first, the warm-up (a fifth, and 50,000 lives at least) left out: what grew all the time is a leak, what
became slower does not scale.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.clock import processor
from tests.bench.report import Figure, Goal, say, table, write
from tests.bench.rounds import port_of, running_smsc, what_it_saw
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

_WARM_UP = 0.2
"""Of all samples: pages are loaded, what is kept up to a limit reaches it."""
_WARM = 50_000
"""Lives that belong to it at least: the trace keeps 100,000 PDUs, four to a life."""


@dataclass(frozen=True)
class Sample:
    """After so many lives; see census.py for what is counted."""

    lives: int
    rate: float
    """Lives a second since the sample before."""
    cost: float
    """Microseconds of processor a life, since then."""
    memory: float
    objects: int
    qobjects: int
    timers: int
    descriptors: int


_MOST = {"memory": 1.05, "objects": 1.05, "qobjects": 1.02, "timers": 1.0, "descriptors": 1.0, "cost": 1.1}
"""How much of it the second half may have, the first half having 1."""
_LEAST_RATE = 0.9


def compare(samples: Sequence[Sample]) -> list[Figure]:
    """The second half's medians beside the first half's; none when there are too few samples."""
    warm = [each for each in samples[round(len(samples) * _WARM_UP) :] if each.lives > _WARM]
    half = len(warm) // 2
    if not half:
        return []
    figures = []
    for name in ("rate", *_MOST):
        first, second = (
            statistics.median(float(getattr(each, name)) for each in part)
            for part in (warm[:half], warm[half:])
        )
        limit = Goal(_LEAST_RATE, at_least=True) if name == "rate" else Goal(_MOST[name])
        figures.append(
            Figure(
                f"{name}, second half ÷ first",
                second / first if first else 1.0,
                goal=limit,
                note=f"{second:,.6g} after {first:,.6g}",
            )
        )
    return figures


def verdict(figures: Sequence[Figure]) -> str:
    """One line."""
    if not figures:
        return "too few samples to compare"
    bad = [each.what.split(",")[0] for each in figures if each.verdict != "met"]
    return f"not steady: {', '.join(bad)}" if bad else "steady: the second half is as the first"


async def soak(port: int, count: int, batch: int, every: int, tell: Callable[[Sample], None]) -> list[Sample]:
    """*count* lives; each sample is told as it is taken."""
    from tests.bench.census import take_census

    samples: list[Sample] = []
    async with bound_console(port) as console:
        shown = ShownWindow(console)
        console.upkeep.start()
        await bind(console)
        take_census()  # the first one makes objects of its own, which stay
        begun, used, sampled, sent = time.perf_counter(), processor(), 0, 0
        while True:
            done = await delivered(console)
            if done >= min(sampled + every, count):
                took, cpu = time.perf_counter() - begun, processor() - used
                new = done - sampled
                samples.append(Sample(done, new / took, cpu / new * 1e6, **asdict(take_census())))
                tell(samples[-1])
                begun, used, sampled = time.perf_counter(), processor(), done
            if done >= count:
                break
            if sent < count and sent - done <= batch:
                size = min(batch, count - sent)
                await console.send(ACCOUNT, "YCloud", numbers(sent, size), TEXT)
                sent += size
            else:
                await asyncio.sleep(0.05)
        await shown.all_final()
        await console.unbind(ACCOUNT)
        await shown.close()
    return samples


def _tell(sample: Sample) -> None:
    say(
        f"{sample.lives:>12,} lives {sample.rate:7,.0f}/s {sample.cost:6,.0f} µs {sample.memory:6.1f} MB"
        f" {sample.objects:>9,} objects {sample.qobjects:>6,} QObjects {sample.timers:>4} QTimers"
        f" {sample.descriptors:>4} descriptors"
    )


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="tests.bench soak", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=50_000)
    parser.add_argument("--json", type=Path, default=Path("build/bench-soak.json"))
    wanted = parser.parse_args(arguments)
    with running_smsc() as smsc:
        port = port_of(smsc)
        samples = run_as_window(lambda: soak(port, wanted.count, wanted.batch, wanted.every, _tell))
        seen = what_it_saw(smsc)
    figures = compare(samples)
    if figures:
        say(table(figures))
    say(verdict(figures))
    write(wanted.json, figures, samples=[asdict(each) for each in samples], smsc=seen)
    if seen["submitted"] != wanted.count or seen["acknowledged"] < wanted.count:
        say(f"{seen['submitted']:,} submitted and {seen['acknowledged']:,} acknowledged, of {wanted.count:,}")
        sys.exit(1)
