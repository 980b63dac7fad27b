"""A Console and an SMSC in processes of their own, all that goes wrong on a poor line, and ``kill -9``.

At the end the SMSC's ledger and the history must agree segment by segment:
``python -m tests.chaos.drive --messages 20000 --kills 12``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.chaos.audit import Audit, audit

ROOT = Path(__file__).parents[2]
FAULTS = {
    "reset": 0.0005,
    "half_open": 0.0003,
    "throttle": 0.0005,
    "lost_responses": 0.001,
    "lost_acks": 0.02,
    "latency": 0.002,
}
_PATIENCE = 180.0
"""Seconds for what is still open to come to its end, once nothing goes wrong any more."""


@dataclass
class Outcome:
    """What a run did, and what came of it."""

    audit: Audit
    done: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def lines(self) -> list[str]:
        """The figures, for people."""
        figures = {**self.done, **self.audit.figures}
        told = [f"{number:>9,}  {name}" for name, number in figures.items()]
        verdict = f"{len(self.audit.faults):>9,}  disagreements, in {self.seconds:.0f} s"
        return [*told, verdict, *self.audit.faults[:20]]


class Program:
    """One of the two, with lines in and out."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=dict(os.environ, PYTHONUTF8="1"),
        )

    def read(self) -> str:
        """Its next line."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"a program ended with code {self._process.wait()}")
        return line

    def ask(self, word: str) -> dict[str, Any]:
        """Say *word*; returns the JSON object it answers with."""
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.read())
        return answer

    def kill(self) -> None:
        """As kill -9 does."""
        self._process.kill()
        self._end()

    def finish(self) -> None:
        """Let it end by itself."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.read()
        self._end()

    def _end(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()


def drive(
    folder: Path,
    messages: int,
    kills: int,
    restarts: int,
    seed: int,
    client_program: Sequence[str] = ("tests.chaos.client",),
) -> Outcome:
    """One run in *folder*; returns what it found."""
    random = Random(seed)
    begun = time.monotonic()
    done: Counter[str] = Counter(messages=messages)
    smsc = Program("tests.chaos.smsc", str(folder / "smsc"), str(seed), json.dumps(FAULTS))
    port = str(json.loads(smsc.read())["port"])
    start = (*client_program, str(folder / "console"), port, str(messages), str(seed))
    client = Program(*start)
    # When so many messages are known, this happens.
    events = [(random.randrange(messages), "kill") for _ in range(kills)]
    events += [(random.randrange(messages), "restart") for _ in range(restarts)]
    try:
        for at, what in sorted(events):
            while int(client.read().split()[0]) < at:
                pass
            time.sleep(random.random() * 0.3)
            done[f"{what}s"] += 1
            if what == "kill":
                client.kill()
                client = Program(*start)
            else:
                smsc.ask("restart")
        while int(client.read().split()[0]) < messages:
            pass
        smsc.ask("calm")
        _settle(client, smsc)
        client.finish()
        ledger = smsc.ask("ledger")["segments"]
    finally:
        client.kill()
        smsc.kill()
    done["deliveries sent more than once"] = sum(max(0, each["sent"] - 1) for each in ledger)
    return Outcome(audit(folder / "console" / "history.sqlite3", ledger), done, time.monotonic() - begun)


def _settle(client: Program, smsc: Program) -> None:
    """Wait until nothing is queued, on the wire, pending or unacknowledged."""
    until = time.monotonic() + _PATIENCE
    while True:
        queued = int(client.read().split()[1])
        state = smsc.ask("state")
        if not (queued or state["pending"] or state["undelivered"]):
            return
        if time.monotonic() > until:
            raise AssertionError(f"it does not come to rest: {queued} queued or sent, {state}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--restarts", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = drive(Path(folder), wanted.messages, wanted.kills, wanted.restarts, wanted.seed)
    sys.stdout.write("\n".join(outcome.lines()) + "\n")
    return 1 if outcome.audit.faults else 0


if __name__ == "__main__":
    sys.exit(main())
