"""``make bench``: whole lives of messages, ours beside those who do less, in one run on the same SMSC.

``python -m tests.bench [--count 10000] [--rounds 3] [--json FILE]``. In each round every client lives
through the messages in a process of its own, one after the other. Printed are medians over the rounds, the
smallest and the largest, and the ratio to smpplib's lives a second in the same rounds; the SMSC's own
processor time tells when it, and not the client, is what was measured. Claims nothing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

CLIENTS = ("window", "core", "smpplib", "smpp34", "aiosmpplib")
_PATIENCE = 300
"""Seconds for one client's round."""


def one(client: str, count: int, window: int, binds: int) -> dict[str, Any]:
    """One client's round, with an SMSC of its own."""
    smsc = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.smsc"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert smsc.stdin is not None
    assert smsc.stdout is not None
    try:
        port = smsc.stdout.readline().strip()
        command = [sys.executable, "-m", "tests.bench.lives", client, "--port", port, "--count", str(count)]
        command += ["--window", str(window), "--binds", str(binds)]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
        if done.returncode:
            return {"failed": (done.stderr.strip().splitlines() or ["no word"])[-1]}
        result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        smsc.stdin.close()
        result["smsc"] = json.loads(smsc.stdout.readline())
        result["rate"] = count / result["seconds"]
        return result
    except subprocess.TimeoutExpired:
        return {"failed": f"nothing within {_PATIENCE} s"}
    finally:
        smsc.kill()
        smsc.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clients", nargs="*", default=CLIENTS)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--window", type=int, default=100)
    parser.add_argument("--binds", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    wanted = parser.parse_args()
    rounds: dict[str, list[dict[str, Any]]] = {client: [] for client in wanted.clients}
    for _ in range(wanted.rounds):
        for client in wanted.clients:
            rounds[client].append(one(client, wanted.count, wanted.window, wanted.binds))
    print_table(rounds, wanted.count)
    if wanted.json:
        wanted.json.parent.mkdir(parents=True, exist_ok=True)
        wanted.json.write_text(
            json.dumps({"arguments": vars(wanted), "rounds": rounds}, indent=1, default=str)
        )


def print_table(rounds: dict[str, list[dict[str, Any]]], count: int) -> None:
    """One line a client."""
    say(f"{count:,} lives, medians of {len(next(iter(rounds.values())))} rounds")
    heads = (("lives/s", 8), ("least", 7), ("most", 7), ("×", 5), ("µs CPU", 7), ("p99 ms", 7), ("max ms", 7))
    say(f"{'':12} " + " ".join(f"{head:>{width}}" for head, width in (*heads, ("MB", 5), ("SMSC", 6))))
    yardstick = middle(rounds.get("smpplib", []), "rate")
    for client, results in rounds.items():
        good = [each for each in results if "failed" not in each]
        if not good:
            say(f"{client:12} {results[0]['failed']}")
            continue
        rates = [each["rate"] for each in good]
        rate = statistics.median(rates)
        cells = [rate, min(rates), max(rates)]
        line = f"{client:12} " + " ".join(
            f"{cell:{width},.0f}" for cell, width in zip(cells, (8, 7, 7), strict=True)
        )
        line += f" {rate / yardstick:5.2f}" if yardstick else f" {'–':>5}"
        line += f" {(middle(good, 'cpu') or 0) / count * 1e6:7.0f}"
        for name in ("p99", "longest"):
            value = middle(good, name)
            line += f" {value:7.1f}" if value is not None else f" {'–':>7}"
        share = statistics.median(each["smsc"]["cpu"] / each["seconds"] for each in good)
        say(f"{line} {middle(good, 'memory') or 0:5.0f} {share:6.0%}")


def middle(results: list[dict[str, Any]], name: str) -> float | None:
    values = [each[name] for each in results if name in each]
    return statistics.median(values) if values else None


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
