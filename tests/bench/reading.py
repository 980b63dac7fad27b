"""How long a history takes to answer what the window asks: filters, searches and orders.

``python -m tests.bench.reading FILE [--live 500]`` on a history that ``tests.bench.generate`` wrote. Each
question is asked as the window asks it, three times, and the best and the worst are printed in milliseconds;
beside them plain sqlite3, which reads the same rows of the same file without the program. With --live so many
new messages a second are written meanwhile. It prints figures, and claims nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.generate import NEEDLE
from ycloud_console.history import History, MessageFilter, NewMessage, NewSegment
from ycloud_console.history.model import Order, SortColumn
from ycloud_console.sms.message import FAILED, MessageState

DAY = 86_400_000_000
PAGE = 500
NEWEST_FIRST = Order()
_TRIES = 3
_NEWEST = "ORDER BY queued_at DESC, id DESC LIMIT 500"


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    wanted: MessageFilter
    order: Order = NEWEST_FIRST
    plain: str = ""
    """The same for plain sqlite3: what follows SELECT * FROM message."""


def questions(total: int, now: int) -> list[Question]:
    """What is asked, of a history of *total* messages up to *now*."""
    middle = total // 2
    delivered = MessageFilter(states=frozenset({MessageState.DELIVERED}))
    expired = MessageFilter(states=frozenset({MessageState.EXPIRED}))
    a_day = MessageFilter(since=now - 31 * DAY, until=now - 30 * DAY)
    asked = [
        Question("newest", MessageFilter(), plain=_NEWEST),
        Question(
            "account",
            MessageFilter(account_id="partner-eu"),
            plain=f"WHERE account_id='partner-eu' {_NEWEST}",
        ),
        Question("status: delivered", delivered, plain=f"WHERE state='delivered' {_NEWEST}"),
        Question("status: expired", expired, plain=f"WHERE state='expired' {_NEWEST}"),
        Question("status: failed", MessageFilter(states=FAILED)),
        Question(
            "number prefix",
            MessageFilter(recipient="+861380012"),
            plain=f"WHERE number >= '861380012' AND number < '861380013' {_NEWEST}",
        ),
        Question("error 18", MessageFilter(error="18"), plain=f"WHERE error='18' AND error!='' {_NEWEST}"),
        Question("submit status 4", MessageFilter(status=4)),
        Question("country SG", MessageFilter(country="SG"), plain=f"WHERE country='SG' {_NEWEST}"),
        Question("a day in the middle", a_day),
        Question("text, often", MessageFilter(search="promo"), plain=f"WHERE text LIKE '%promo%' {_NEWEST}"),
        Question(
            "text, in the middle",
            MessageFilter(search=NEEDLE),
            plain=f"WHERE text LIKE '%{NEEDLE}%' {_NEWEST}",
        ),
        Question(
            "text, nowhere", MessageFilter(search="xyzzyx"), plain=f"WHERE text LIKE '%xyzzyx%' {_NEWEST}"
        ),
        Question("message ID", MessageFilter(search=f"1104{middle:010d}000001")),
        Question("part of a message ID", MessageFilter(search=f"{middle:010d}00")),
        Question("part of a number", MessageFilter(search="1380012")),
    ]
    for column in SortColumn:
        for descending in (False, True):
            name = f"by {column} {'down' if descending else 'up'}"
            asked.append(Question(name, MessageFilter(), Order(column, descending)))
    asked.append(Question("delivered by number", delivered, Order(SortColumn.RECIPIENT)))
    asked.append(Question("expired by time taken", expired, Order(SortColumn.TOOK)))
    return asked


async def measure(ask: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Best and worst of a few tries, in milliseconds."""
    times = []
    for _ in range(_TRIES):
        begun = time.perf_counter()
        await ask()
        times.append((time.perf_counter() - begun) * 1000)
    return min(times), max(times)


def plain(path: Path, query: str) -> float:
    """Plain sqlite3's best for the same rows, in milliseconds."""
    connection = sqlite3.connect(path)
    best = float("inf")
    for _ in range(_TRIES):
        begun = time.perf_counter()
        connection.execute(f"SELECT * FROM message {query}").fetchall()
        best = min(best, (time.perf_counter() - begun) * 1000)
    connection.close()
    return best


async def bench(path: Path, live: int) -> None:
    history = await History.open(path)
    total = sum((await history.counts()).values())
    newest = (await history.messages(limit=1))[0]
    _say(f"{total} messages, {path.stat().st_size / 1e6:.0f} MB, {live} new ones a second")
    writing = asyncio.create_task(write_live(history, live)) if live else None
    for each in questions(total, newest.queued_at):
        best, worst = await measure(partial(history.page, each.wanted, each.order, limit=PAGE))
        beside = f"{plain(path, each.plain):9.1f}" if each.plain else ""
        _say(f"{each.name:28} best {best:7.1f}  worst {worst:7.1f}  plain {beside or '        –'}")
    (middle,) = await history.rows([total // 2])
    place = (0, 0, middle.queued_at, middle.id)
    best, worst = await measure(partial(history.page, after=place, limit=PAGE))
    _say(f"{'on from the middle':28} best {best:7.1f}  worst {worst:7.1f}")
    for name, wanted in (
        ("counts of all", MessageFilter()),
        ("counts of an account", MessageFilter(account_id="partner-eu")),
        ("counts of a day", MessageFilter(since=newest.queued_at - DAY)),
        ("counts of a text", MessageFilter(search="promo")),
    ):
        best, worst = await measure(partial(history.counts, wanted))
        _say(f"{name:28} best {best:7.1f}  worst {worst:7.1f}")
    if writing:
        writing.cancel()
    await history.close()


async def write_live(history: History, live: int) -> None:
    """Ten batches a second."""
    while True:
        segments = (NewSegment(1, 20, b""),)
        new = NewMessage(
            *("acme-support", "YCloud", "+8613800000000", "CN", "A message that has just come", "GSM-7"),
            registered_delivery=1,
            segments=segments,
        )
        await history.add([new] * (live // 10))
        await asyncio.sleep(0.1)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--live", type=int, default=0)
    arguments = parser.parse_args()
    asyncio.run(bench(arguments.file, arguments.live))


if __name__ == "__main__":
    main()
