"""The parts of ``make bench``, each a list of figures: lives, history, start, kill."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench import opened
from tests.bench.histories import history_of
from tests.bench.report import Figure, Goal
from tests.bench.rounds import BUSY, Load, Round, by_turns, cost, failures, good, middle, smsc_share
from tests.bench.shown import QUIET

PARTS = ("lives", "history", "start", "kill")
_STARTS = 3
_CHAOS = {"messages": 2_000, "kills": 3, "restarts": 1}
_CHAOS_PATIENCE = 600
"""Seconds."""
_TO_BEAT = ("smpplib", "smpplib-nodelay", "smpp34", "smpp34-nodelay")
_MEMORY = Goal(300)


def lives(clients: Sequence[str], load: Load, rounds: int) -> tuple[list[Figure], dict[str, list[Round]]]:
    """The lives of each client, by turns; the rounds, too."""
    results = by_turns(clients, load, rounds)
    return figures_of_lives(results, load.count), results


def figures_of_lives(results: dict[str, list[Round]], count: int) -> list[Figure]:
    """Ours with their goals, then each client's, then how far ours are before theirs."""
    ours = results.get("window", [])
    rate = middle(ours, "rate")
    figures = []
    for client, rounds in results.items():
        goal = Goal(3000, at_least=True) if client == "window" else None
        slowest = min((each["rate"] for each in good(rounds)), default=None)
        value = middle(rounds, "rate")
        figures.append(
            Figure(f"lives: {client}", value, "/s", slowest, goal, note=_told(rounds, count) or "no round")
        )
    if rate is not None:
        for name, limit in (("p99", 50), ("longest", 200)):
            worst = max(each[name] for each in good(ours))
            what = f"event loop meanwhile, {name} stall"
            figures.append(Figure(what, middle(ours, name), "ms", worst, Goal(limit)))
        for client, rounds in results.items():
            theirs = middle(rounds, "rate")
            if client in ("window", "core") or theirs is None:
                continue
            beat = Goal(1.3, at_least=True) if client in _TO_BEAT else None
            what = f"lives: window ÷ {client}"
            figures.append(Figure(what, rate / theirs, "×", goal=beat, beside=theirs, peer=f"/s {client}"))
    return figures


def _told(rounds: Sequence[Round], count: int) -> str:
    """What else there is to say of a client's rounds, in one line."""
    told = []
    used, share = cost(rounds, count), smsc_share(rounds)
    if used is not None:
        told.append(f"{used:,.0f} µs CPU a life")
    late = middle(rounds, "p99")
    if late is not None:
        told.append(f"p99 {late:.1f} ms")
    memory = middle(rounds, "memory")
    if memory is not None:
        told.append(f"{memory:.0f} MB")
    if share is not None:
        told.append(f"SMSC {share:.0%} of a core")
        if share > BUSY:
            told.append("the SMSC is what was measured")
    failed = failures(rounds)
    return ", ".join([*told, failed] if failed else told)


def history(messages: int) -> list[Figure]:
    """Filters, searches and sorts until rows are on the screen, and the memory that using them takes."""
    path = history_of(messages)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "figures.json"
        # Its output goes to the terminal: it takes minutes.
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.onscreen", str(path), "--json", str(target)],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            env=dict(os.environ, QT_LOGGING_RULES=QUIET),
        )
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        if program.returncode:
            return [Figure(f"{messages:,}: rows on screen", note=f"it ended with {program.returncode}")]
        found = json.loads(target.read_text())
    peak = Figure(
        f"{messages:,}: memory, most while these were asked", used.ru_maxrss / 1024, "MB", goal=_MEMORY
    )
    return [*figures_of_screen(found, messages), peak]


def figures_of_screen(found: Sequence[dict[str, Any]], messages: int) -> list[Figure]:
    """What onscreen.py found, with its goals, beside plain sqlite3 where that was asked, too."""
    return [
        Figure(
            f"{messages:,}: {each['name']}",
            each["median"],
            "ms",
            each["worst"],
            Goal(50 if is_quick(each["name"]) else 200),
            each.get("sqlite3"),
            "ms plain sqlite3" if "sqlite3" in each else "",
        )
        for each in found
    ]


def is_quick(question: str) -> bool:
    """Whether the question of onscreen.py has the tighter goal: a status, or the begin of a number."""
    return question.startswith("status:") or question == "number prefix"


def start(messages: int) -> list[Figure]:
    """The program started as an operator starts it."""
    what = f"{messages:,}: start until the window answers"
    with opened.data_folder(history_of(messages)) as home:
        opened.start(home)
        starts = [opened.start(home) for _ in range(_STARTS)]
    seconds = [each.seconds for each in starts]
    return [
        Figure(what, statistics.median(seconds), "s", max(seconds), Goal(1.0), note=f"{_STARTS} starts"),
        Figure(
            f"{messages:,}: memory, opened",
            statistics.median(each.memory for each in starts),
            "MB",
            max(each.peak for each in starts),
            _MEMORY,
        ),
    ]


def kill() -> list[Figure]:
    """A short run of make chaos."""
    what = "kill -9: history and SMSC disagree"
    options = [word for name, value in _CHAOS.items() for word in (f"--{name}", str(value))]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.chaos.drive", *options],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_CHAOS_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [Figure(what, note=f"nothing within {_CHAOS_PATIENCE} s")]
    found = re.search(r"^\s*([\d,]+)\s+disagreements", done.stdout, re.MULTILINE)
    if found is None:
        return [Figure(what, note=(done.stderr.strip().splitlines() or ["no word"])[-1])]
    told = ", ".join(f"{value:,} {name}" for name, value in _CHAOS.items())
    value = float(found[1].replace(",", ""))
    return [Figure(what, value, "times", goal=Goal(0), note=f"{told}; make chaos is the long run")]
