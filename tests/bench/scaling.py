"""Cost in proportion: ``python -m tests.bench scaling [--large]``.

Lives through the whole program with its window, while more and more is stored already, with more binds and
with other windows; all else stays as it is in ``make bench``. If the figures of a group are alike, what is
stored costs nothing. Then what an open message takes of memory, and a stored one of the disk.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.histories import history_of
from tests.bench.report import Figure, aligned, number, say, table, write
from tests.bench.rounds import (
    Load,
    Round,
    cost,
    failures,
    middle,
    one_round,
    port_of,
    running_smsc,
    smsc_share,
)

STORED = (10_000, 100_000, 1_000_000)
LARGE = 10_000_000
BINDS = (1, 2, 4)
WINDOWS = (1, 10, 100)
_PATIENCE = 300
"""Seconds for what is held to be measured."""


def loads(count: int, stored: Sequence[int]) -> dict[str, Load]:
    """What is lived through, by name."""
    named = {"nothing stored, 1 bind, window 100": Load(count)}
    for each in stored:
        named[f"{each:,} stored"] = Load(count, history=history_of(each))
    for each in BINDS[1:]:
        named[f"{each} binds"] = Load(count, binds=each)
    for each in WINDOWS[:-1]:
        named[f"window {each}"] = Load(count, window=each)
    return named


def lines_of(results: dict[str, list[Round]], count: int) -> str:
    """A table, one line a load."""
    rows = [["", "lives/s", "µs CPU a life", "p99 ms", "longest ms", "MB", "SMSC %", ""]]
    for name, rounds in results.items():
        share = smsc_share(rounds)
        figures = [middle(rounds, "rate"), cost(rounds, count)]
        figures += [middle(rounds, each) for each in ("p99", "longest", "memory")]
        cells = [number(each) for each in (*figures, None if share is None else share * 100)]
        rows.append([name, *cells, failures(rounds)])
    return aligned(rows, left=(0, 7))


def held(count: int) -> Figure:
    """What an open message takes of memory."""
    what = "memory of an open message (queued or on the wire)"
    with running_smsc("--silent") as smsc:
        command = [sys.executable, "-m", "tests.bench.holding", "--port", str(port_of(smsc))]
        try:
            done = subprocess.run(
                [*command, "--count", str(count)],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Figure(what, note=f"nothing within {_PATIENCE} s")
    if done.returncode:
        return Figure(what, note=(done.stderr.strip().splitlines() or ["no word"])[-1])
    return Figure(what, json.loads(done.stdout.splitlines()[-1])["octets"], "octets")


def stored_octets(messages: int) -> Figure:
    """What a stored message takes of the disk, with its segments, receipts and all indexes."""
    octets = history_of(messages).stat().st_size / messages
    return Figure("disk of a stored message", octets, "octets", note=f"with all indexes, {messages:,} stored")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="tests.bench scaling", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="lives in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stored", type=int, nargs="*", default=list(STORED))
    parser.add_argument(
        "--large", action="store_true", help=f"with {LARGE:,} stored, too: some 30 GB of disk"
    )
    parser.add_argument("--json", type=Path, default=Path("build/bench-scaling.json"))
    wanted = parser.parse_args(arguments)
    stored = [*wanted.stored, LARGE] if wanted.large else wanted.stored
    named = loads(wanted.count, stored)
    results: dict[str, list[Round]] = {name: [] for name in named}
    for turn in range(wanted.rounds):
        for name, load in named.items():
            sys.stderr.write(f"round {turn + 1} of {wanted.rounds}: {name}\n")
            results[name].append(one_round("window", load))
    say(f"{wanted.count:,} lives, window open, medians of {wanted.rounds} rounds")
    say(lines_of(results, wanted.count))
    figures = [held(50_000), *(stored_octets(each) for each in stored[-1:])]
    say(table(figures))
    write(wanted.json, figures, count=wanted.count, rounds=results)
