"""Noticing that the computer slept, so that a link does not go on waiting for a time that has passed.

Timers stand still while a computer sleeps (on Linux and macOS), and the connection it had may be gone on
waking without anybody having said so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ycloud_console.smpp.clock import now_us

_EVERY = 2.0
"""Seconds between two looks at the clocks."""
_ASLEEP = 10.0
"""Seconds more than that: no busy program, but a sleep (or a clock that was set, which does no harm)."""


async def watch_for_sleep(woke: Callable[[], None]) -> None:
    """Call *woke* soon after each sleep of the computer; never returns."""
    while True:
        before = now_us()
        await asyncio.sleep(_EVERY)
        if (now_us() - before) / 1e6 > _EVERY + _ASLEEP:
            woke()
