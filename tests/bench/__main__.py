"""``make bench``: every number that the design promises, with its goal and beside those who do the same.

``python -m tests.bench [--only lives] [--only history] [--only start] [--only kill]``: one table, and the
same as JSON. ``python -m tests.bench window core smpplib --count 10000 --rounds 3``: the lives of these
clients.
Lives are medians of rounds by turns, each client in a process of its own with an SMSC of its own; the SMSC's
share of a core tells when it, and not the client, is what was measured. Figures depend on the machine and on
what else it does; ratios are of one run.

``scaling``, ``idle`` and ``soak`` have tables of their own: ``python -m tests.bench scaling --help``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench import idle, scaling, soak, whole
from tests.bench.report import Figure, say, table, write
from tests.bench.rounds import CLIENTS, Load

_OTHERS = {"scaling": scaling.main, "idle": idle.main, "soak": soak.main}


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clients", nargs="*", metavar="CLIENT", help=f"lives of these: {', '.join(CLIENTS)}")
    parser.add_argument(
        "--only", action="append", choices=whole.PARTS, help="only this part; may be repeated"
    )
    parser.add_argument("--count", type=int, default=10_000, help="lives in each round")
    parser.add_argument("--window", type=int, default=100)
    parser.add_argument("--binds", type=int, default=1, help="of ours; the others have one")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--messages", type=int, default=1_000_000, help="in the history")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"))
    wanted = parser.parse_args(arguments)
    unknown = set(wanted.clients) - set(CLIENTS)
    if unknown:
        parser.error(f"no such client: {', '.join(sorted(unknown))}")
    if wanted.clients and wanted.only:
        parser.error("--only is for the whole; named clients have their lives alone")
    return wanted


def measured(wanted: argparse.Namespace) -> tuple[list[Figure], dict[str, Any]]:
    """The figures of what is *wanted*, and the rounds they are of. A part that fails is one line."""
    figures: list[Figure] = []
    rounds: dict[str, Any] = {}

    def lives() -> list[Figure]:
        load = Load(wanted.count, wanted.window, wanted.binds)
        found, told = whole.lives(wanted.clients or CLIENTS, load, wanted.rounds)
        rounds.update(told)
        return found

    ways: dict[str, Callable[[], list[Figure]]] = {
        "lives": lives,
        "history": lambda: whole.history(wanted.messages),
        "start": lambda: whole.start(wanted.messages),
        "kill": lambda: whole.kill(),
    }
    parts = ["lives"] if wanted.clients else wanted.only or whole.PARTS
    for part in (each for each in whole.PARTS if each in parts):
        sys.stderr.write(f"{part}\n")
        try:
            figures += ways[part]()
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            figures.append(Figure(part, note=str(error)))
    return figures, rounds


def main(arguments: Sequence[str]) -> None:
    if arguments and arguments[0] in _OTHERS:
        _OTHERS[arguments[0]](arguments[1:])
        return
    wanted = _parsed(arguments)
    figures, rounds = measured(wanted)
    say(table(figures))
    write(wanted.json, figures, arguments=vars(wanted), rounds=rounds)
    say(f"(also in {wanted.json})")


if __name__ == "__main__":
    main(sys.argv[1:])
