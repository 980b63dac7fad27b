"""What an open message takes of memory: ``python -m tests.bench.holding --port P [--count 50000]``.

Messages are composed to an SMSC that answers none of them: some are on the wire, the others queued behind the
window. Printed is one JSON object, what each further one adds to the program with its window open (octets).
"""

from __future__ import annotations

import argparse
import asyncio
import json
from typing import Any

from tests.bench.report import say
from tests.bench.shown import ACCOUNT, TEXT, ShownWindow, bind, bound_console, numbers, run_as_window

_WARM_UP = 10_000
_SETTLING = 1.0
"""Seconds until what was sent has been handed to the link and shown."""


async def measure(port: int, count: int) -> float:
    """Octets a message."""
    from tests.bench.census import take_census

    async with bound_console(port) as console:
        shown = ShownWindow(console)
        await bind(console)
        take_census()  # the first one makes objects of its own, which stay
        await _send(console, 0, _WARM_UP)
        before = take_census().memory
        await _send(console, _WARM_UP, count)
        after = take_census().memory
        await shown.close()
        return (after - before) * (1 << 20) / count


async def _send(console: Any, first: int, count: int) -> None:
    await console.send(ACCOUNT, "YCloud", numbers(first, count), TEXT)
    await asyncio.sleep(_SETTLING)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--count", type=int, default=50_000)
    wanted = parser.parse_args()
    octets = run_as_window(lambda: measure(wanted.port, wanted.count))
    say(json.dumps({"octets": octets}))


if __name__ == "__main__":
    main()
