"""What a process used, and how late its event loop was."""

from __future__ import annotations

import asyncio
import resource
import time
from pathlib import Path
from typing import Any

Result = dict[str, Any]
"""Of one client's lives: seconds, cpu (seconds of processor), and where there is an event loop p99 and
longest (milliseconds that it was late)."""

_EVERY = 0.002


def processor() -> float:
    """Seconds of it that this process has used, in all its threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def memory_of(process: int) -> tuple[float, float]:
    """What it has resident now, and the most so far; MB. Linux only."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    found = dict(line.split(":", 1) for line in lines if ":" in line)
    now, most = (int(found[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, most


class Stalls:
    """How late a probe gets its turn on the event loop, every two milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._task = asyncio.create_task(self._probe())

    async def _probe(self) -> None:
        while True:
            asked = time.perf_counter()
            await asyncio.sleep(_EVERY)
            self.late.append((time.perf_counter() - asked - _EVERY) * 1e3)

    def end(self) -> Result:
        self._task.cancel()
        ordered = sorted(self.late) or [0.0]
        return {"p99": ordered[int(len(ordered) * 0.99)], "longest": ordered[-1]}
