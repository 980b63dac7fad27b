"""How long the event loop stands still while many messages are written: ``python -m tests.bench.send_stall``.

One `Console.send` to that many recipients in a new data folder, not bound. A probe asks for its turn every
millisecond; how late it gets it is how long everything else (the window, the links) had to wait.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from ycloud_console.accounts import Account
from ycloud_console.console import Console

_EVERY = 0.001


async def measure(folder: Path, recipients: int) -> tuple[float, list[float]]:
    """Seconds that the sending took, and how late the probe was each time (seconds)."""
    console = await Console.open(folder)
    console.add_guest(Account(id="bench", name="Bench", system_id="bench"), "secret")
    numbers = [f"+65{80_000_000 + number}" for number in range(recipients)]
    late: list[float] = []

    async def probe() -> None:
        while True:
            asked = time.perf_counter()
            await asyncio.sleep(_EVERY)
            late.append(time.perf_counter() - asked - _EVERY)

    probing = asyncio.create_task(probe())
    begun = time.perf_counter()
    views = await console.send("bench", "YCloud", numbers, "Your code is 271828.")
    took = time.perf_counter() - begun
    probing.cancel()
    await asyncio.wait([probing])
    await console.close()
    if len(views) != recipients:
        raise RuntimeError(f"{len(views)} messages for {recipients} recipients")
    return took, late


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=50_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        took, late = asyncio.run(measure(Path(folder), wanted.recipients))
    late.sort()
    at = [("median", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("longest", 1.0)]
    shown = ", ".join(
        f"{name} {late[min(len(late) - 1, int(len(late) * part))] * 1e3:.1f} ms" for name, part in at
    )
    sys.stdout.write(f"{wanted.recipients:,} messages in {took:.1f} s; the loop stood still: {shown}\n")


if __name__ == "__main__":
    main()
