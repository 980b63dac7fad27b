"""How quick an export is, and how much memory it takes, beside plain sqlite3 and csv.

``python -m tests.bench.exporting FILE [--messages 1000000] [--mask]`` on a history that
``tests.bench.generate`` wrote. Each kind is written in a process of its own, to a folder that is deleted
again; rows a second, processor time and peak memory are printed. It prints figures, and claims nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ycloud_console.history import History, MessageFilter
from ycloud_console.history.export import ExportFormat, export
from ycloud_console.sms.masking import Mask

_PLAIN = """SELECT queued_at, sent_at, done_at, account_id, sender, recipient, country, text, encoding,
 segment_count, state, status, error,
 (SELECT group_concat(smsc_id, ' ') FROM segment WHERE message_id = message.id)
 FROM message ORDER BY queued_at DESC, id DESC LIMIT ?"""


async def ours(history: Path, target: Path, kind: ExportFormat, limit: int, mask: Mask) -> int:
    """The program's export."""
    opened = await History.open(history, owner=False)
    try:
        return await export(opened, MessageFilter(), target, kind, limit=limit, mask=mask)
    finally:
        await opened.close()


def plain(history: Path, target: Path, limit: int) -> int:
    """The same columns and rows by the standard library alone: times as numbers, nothing defused."""
    connection = sqlite3.connect(history)
    count = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in connection.execute(_PLAIN, (limit,)):
            writer.writerow(row)
            count += 1
    connection.close()
    return count


def _measured(name: str, work: Callable[[], int], target: Path) -> None:
    begun, before = time.perf_counter(), time.process_time()
    count = work()
    took, busy = time.perf_counter() - begun, time.process_time() - before
    # Kibibytes on Linux, octets on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    sys.stdout.write(
        f"{name:8} {count} rows  {took:6.1f} s  {count / took:8.0f} rows/s  {busy:6.1f} s of a core"
        f"  peak {peak:4.0f} MB  file {target.stat().st_size / 1e6:4.0f} MB\n"
    )
    sys.stdout.flush()


def _one(history: Path, target: Path, limit: int, mask: Mask) -> None:
    if target.stem == "plain":
        _measured("plain", lambda: plain(history, target, limit), target)
    else:
        kind = ExportFormat.of(target)
        _measured(kind, lambda: asyncio.run(ours(history, target, kind, limit, mask)), target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--mask", action="store_true")
    arguments = parser.parse_args()
    mask = Mask(texts=arguments.mask, numbers=arguments.mask)
    # Each in a process of its own: a peak of memory is one of the whole process.
    begin = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("plain.csv", *(f"ours{kind}" for kind in ExportFormat)):
            target = Path(folder) / name
            process = begin.Process(target=_one, args=(arguments.file, target, arguments.messages, mask))
            process.start()
            process.join()


if __name__ == "__main__":
    main()
