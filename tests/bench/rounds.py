"""Rounds of lives: each client in a process of its own, with an SMSC of its own, one after the other."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import node

Round = dict[str, Any]
"""What a client printed, with rate (lives a second) and smsc (what the SMSC saw); or failed, one line."""

CLIENTS = (
    "window",
    "core",
    "smpplib",
    "smpplib-nodelay",
    "smpp34",
    "smpp34-nodelay",
    "aiosmpplib",
    "node-smpp",
)
LEAST_PATIENCE = 60.0
"""Seconds that any client may take."""
_LEAST = 100
"""Lives a second: who needs longer than that, and the least patience, does not come to its end."""
BUSY = 0.8
"""Share of a core from which on the SMSC, and not the client, is what was measured."""


@dataclass(frozen=True)
class Load:
    """What a client lives through."""

    count: int = 10_000
    window: int = 100
    binds: int = 1
    history: Path | None = None
    """window and core: on top of the messages in this file."""


@contextmanager
def running_smsc(*options: str) -> Iterator[subprocess.Popen[str]]:
    """The lean SMSC in a process of its own; its next line is its port."""
    smsc = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.smsc", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield smsc
    finally:
        smsc.kill()
        smsc.wait()
        for pipe in (smsc.stdin, smsc.stdout):
            if pipe is not None:
                pipe.close()


def port_of(smsc: subprocess.Popen[str]) -> int:
    assert smsc.stdout is not None
    return int(smsc.stdout.readline())


def what_it_saw(smsc: subprocess.Popen[str]) -> dict[str, Any]:
    """Ends it."""
    assert smsc.stdin is not None
    assert smsc.stdout is not None
    smsc.stdin.close()
    seen: dict[str, Any] = json.loads(smsc.stdout.readline())
    return seen


def command_of(client: str, port: int, load: Load) -> list[str]:
    """How *client* is started. Raises FileNotFoundError with a sentence where that cannot be."""
    numbers = ["--port", str(port), "--count", str(load.count), "--window", str(load.window)]
    if client == "node-smpp":
        return [*node.command(), *numbers]
    command = [sys.executable, "-m", "tests.bench.lives", client, *numbers, "--binds", str(load.binds)]
    return command if load.history is None else [*command, "--history", str(load.history)]


def one_round(client: str, load: Load) -> Round:
    """One client's round."""
    patience = LEAST_PATIENCE + load.count / _LEAST
    with running_smsc() as smsc:
        try:
            done = subprocess.run(
                command_of(client, port_of(smsc), load),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=patience,
                check=False,
                env=node.environment() if client == "node-smpp" else None,
            )
        except FileNotFoundError as error:
            return {"failed": str(error)}
        except subprocess.TimeoutExpired:
            return {"failed": f"nothing within {patience:.0f} s"}
        if done.returncode:
            return {"failed": (done.stderr.strip().splitlines() or ["no word"])[-1]}
        result: Round = json.loads(done.stdout.splitlines()[-1])
        seen = what_it_saw(smsc)
    if seen["submitted"] != load.count:
        return {"failed": f"{seen['submitted']:,} of {load.count:,} were submitted"}
    # How many are acknowledged is no measure: a client may end with its last responses unsent.
    if seen["refused"] or seen["broken"]:
        return {"failed": f"{seen['refused']:,} receipts refused, {seen['broken']} connections not SMPP"}
    return {**result, "rate": load.count / result["seconds"], "smsc": seen}


def by_turns(clients: Sequence[str], load: Load, rounds: int) -> dict[str, list[Round]]:
    """*rounds* of each, by turns, so that a slow moment of the machine meets all."""
    results: dict[str, list[Round]] = {client: [] for client in clients}
    for number in range(rounds):
        for client in clients:
            sys.stderr.write(f"round {number + 1} of {rounds}: {client}\n")
            results[client].append(one_round(client, load))
    return results


def good(rounds: Sequence[Round]) -> list[Round]:
    return [each for each in rounds if "failed" not in each]


def middle(rounds: Sequence[Round], name: str) -> float | None:
    """The median of *name* over the rounds that came to their end and have it."""
    values = [each[name] for each in good(rounds) if name in each]
    return statistics.median(values) if values else None


def smsc_share(rounds: Sequence[Round]) -> float | None:
    """The SMSC's share of a core while the client lived; None without a good round."""
    shares = [each["smsc"]["cpu"] / each["seconds"] for each in good(rounds)]
    return statistics.median(shares) if shares else None


def cost(rounds: Sequence[Round], count: int) -> float | None:
    """Microseconds of processor a life."""
    used = middle(rounds, "cpu")
    return None if used is None else used / count * 1e6


def failures(rounds: Sequence[Round]) -> str:
    """How many rounds failed, and the first one's word; empty when none did."""
    failed = [each["failed"] for each in rounds if "failed" in each]
    return f"{len(failed)} of {len(rounds)} rounds failed: {failed[0]}" if failed else ""
