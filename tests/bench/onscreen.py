"""How long until the rows are on the screen: ``python -m tests.bench.onscreen FILE [--live 500]``.

On a history that ``tests.bench.generate`` wrote, the deliveries page is shown and used as an operator uses
it: a chip, a filter, a search, a header, the scroll bar. A figure is milliseconds from that until the table
has painted what was asked for (the median and the worst of some tries). Beside it: plain sqlite3 on the same
file, and with --tshark a display filter on a capture of the same messages. With --live so many messages a
second are written meanwhile. The search field's own pause after a key comes on top, and is printed. It prints
figures, and claims nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from shutil import which

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from tests.bench.capture import write_capture
from tests.bench.generate import NEEDLE
from tests.bench.reading import write_live
from ycloud_console.console import Console
from ycloud_console.history.model import MessageFilter, MessageRow, Order, SortColumn
from ycloud_console.sms.message import FAILED, MessageState
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.deliveries import page as page_module
from ycloud_console.ui.deliveries.criteria import Criteria, Period
from ycloud_console.ui.deliveries.page import DeliveriesPage
from ycloud_console.ui.loop import ConsoleEventLoop
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import Theme

_TRIES = 5
_DAY = 86_400_000_000
_NEWEST = "ORDER BY queued_at DESC, id DESC LIMIT 500"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing an operator does.

    Attributes:
        do: What is done to the page.
        holds: What is true of each row that is shown then.
        plain: What plain sqlite3 is asked, behind SELECT * FROM message.
        tshark: The display filter that asks the same of a capture.
    """

    name: str
    do: Callable[[DeliveriesPage], None]
    holds: Callable[[MessageRow], bool] = lambda row: True
    plain: str = ""
    tshark: str = ""


def questions(middle: MessageRow) -> list[Question]:
    """What is asked of a history with the message *middle* in its middle."""
    needle_id = middle.message_id
    day = date.today() - timedelta(days=30)  # noqa: DTZ011 -- the page's days are this computer's
    prefix = "861380012"
    asked = [
        Question(
            "status: delivered",
            lambda page: page.filters.choose(frozenset({MessageState.DELIVERED})),
            lambda row: row.state is MessageState.DELIVERED,
            f"WHERE state='delivered' {_NEWEST}",
        ),
        Question(
            "status: failed",
            lambda page: page.filters.choose(FAILED),
            lambda row: row.state in FAILED,
            f"WHERE state IN ('undeliverable','rejected','expired','deleted') {_NEWEST}",
        ),
        Question(
            "number prefix",
            lambda page: page.set_criteria(Criteria(recipient=f"+{prefix}")),
            lambda row: row.recipient.startswith(f"+{prefix}"),
            f"WHERE number >= '{prefix}' AND number < '861380013' {_NEWEST}",
            f'smpp.destination_addr matches "^\\\\+?{prefix}"',
        ),
        Question(
            "error 18",
            lambda page: page.set_criteria(Criteria(error="18")),
            lambda row: row.error == "18",
            f"WHERE error='18' AND error!='' {_NEWEST}",
        ),
        Question(
            "country SG",
            lambda page: page.set_criteria(Criteria(country="SG")),
            lambda row: row.country == "SG",
            f"WHERE country='SG' {_NEWEST}",
        ),
        Question(
            "a day a month ago",
            lambda page: page.set_criteria(Criteria(period=Period.CUSTOM, first=day, last=day)),
            plain=f"WHERE queued_at BETWEEN {middle.queued_at} AND {middle.queued_at + _DAY} {_NEWEST}",
        ),
        Question(
            "text in one message",
            lambda page: page.set_search(NEEDLE),
            lambda row: NEEDLE in row.text,
            f"WHERE text LIKE '%{NEEDLE}%' {_NEWEST}",
            f'smpp.message contains "{NEEDLE}"',
        ),
        Question(
            "text in an eighth of all",
            lambda page: page.set_search("promo"),
            lambda row: "Promo" in row.text,
            f"WHERE text LIKE '%promo%' {_NEWEST}",
            'smpp.message contains "Promo"',
        ),
        Question(
            "two Chinese characters",
            lambda page: page.set_search("验证"),
            lambda row: "验证" in row.text,
            f"WHERE text LIKE '%验证%' {_NEWEST}",
        ),
        Question(
            "text nowhere",
            lambda page: page.set_search("xyzzyx"),
            lambda row: False,
            f"WHERE text LIKE '%xyzzyx%' {_NEWEST}",
            'smpp.message contains "xyzzyx"',
        ),
        Question(
            "whole message ID",
            lambda page: page.set_search(needle_id),
            lambda row: row.message_id == needle_id,
        ),
        Question("part of a message ID", lambda page: page.set_search(needle_id[6:-2])),
        Question("part of a number", lambda page: page.set_search("380012")),
    ]
    for column in SortColumn:
        for descending in (True, False):
            order = Order(column, descending)
            asked.append(
                Question(
                    f"by {column} {'down' if descending else 'up'}",
                    lambda page, order=order: page.set_order(order),  # type: ignore[misc]
                )
            )
    return asked


class Painted(QObject):
    """Tells when the table has painted."""

    def __init__(self, page: DeliveriesPage) -> None:
        super().__init__(page)
        self.event_ = asyncio.Event()
        page.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() is QEvent.Type.Paint:
            asyncio.get_running_loop().call_soon(self.event_.set)
        return False


class Bench:
    """The page, and the clock."""

    def __init__(self, page: DeliveriesPage) -> None:
        self.page = page
        self.painted = Painted(page)
        self._reset = asyncio.Event()
        page.model.modelReset.connect(self._reset.set)

    async def answered(self, do: Callable[[], object]) -> None:
        """*do* it, and wait until the table is filled anew.

        It waits as the window does, without turning the loop: that would keep the lock of Python from the
        thread that reads, which asks for it at every row.
        """
        self._reset.clear()
        do()
        await self._reset.wait()

    async def rows_in_sight(self, holds: Callable[[MessageRow], bool]) -> None:
        """Wait until what is in sight is loaded, is what was asked for, and has been painted."""
        while True:
            self.painted.event_.clear()
            self.page.view.viewport().update()
            await self.painted.event_.wait()
            first, last = self.page.view.visible_rows()
            rows = [row for _, row in self.page.model.loaded(first, last)]
            if len(rows) == last - first + 1 and all(map(holds, rows)):
                return

    async def measure(self, question: Question) -> list[float]:
        times = []
        for _ in range(_TRIES):
            await self._clear()
            begun = time.perf_counter()
            await self.answered(lambda: question.do(self.page))
            await self.rows_in_sight(question.holds)
            times.append((time.perf_counter() - begun) * 1e3)
        return times

    async def jump(self, part: float) -> list[float]:
        """To the middle of all, by the scroll bar."""
        times = []
        bar = self.page.view.verticalScrollBar()
        for number in range(_TRIES):
            await self._clear()
            await until(lambda: bar.maximum() > 10_000)
            begun = time.perf_counter()
            bar.setValue(int(bar.maximum() * part) + number * 100_000)
            await self.rows_in_sight(lambda row: True)
            times.append((time.perf_counter() - begun) * 1e3)
        return times

    async def _clear(self) -> None:
        await self.answered(self._ask_for_all)
        # What counts and waits for its turn belongs to the question before.
        await until(lambda: not self.page._tasks.names)

    def _ask_for_all(self) -> None:
        self.page.set_order(Order())
        self.page.set_search("")
        self.page.filters.choose(frozenset())
        self.page.set_criteria(Criteria())


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.005)


@contextmanager
def shown_page(console: Console) -> Iterator[DeliveriesPage]:
    """The page in a window of its own, searching without the pause after a key."""
    tasks = Tasks(lambda name, error: print(name, error, file=sys.stderr))  # noqa: T201
    page = DeliveriesPage(console, Bridge(console), tasks)
    page._search_timer.setInterval(0)
    page.resize(1280, 720)
    page.show()
    yield page
    page.close_down()
    page.close()


def plain_of(path: Path, query: str) -> float:
    """Plain sqlite3's median for the same rows, milliseconds."""
    connection = sqlite3.connect(path)
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        connection.execute(f"SELECT * FROM message {query}").fetchall()
        times.append((time.perf_counter() - begun) * 1e3)
    connection.close()
    return statistics.median(times)


def tshark_of(capture: Path, display_filter: str) -> float:
    """tshark's time for the same messages in a capture, milliseconds; once."""
    begun = time.perf_counter()
    command = [
        "tshark",
        "-r",
        str(capture),
        "-d",
        "tcp.port==2775,smpp",
        "-Y",
        display_filter,
        "-T",
        "fields",
    ]
    done = subprocess.run([*command, "-e", "frame.number"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return (time.perf_counter() - begun) * 1e3


async def bench(path: Path, live: int, capture: Path | None) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "history.sqlite3").symlink_to(path)
        console = await Console.open(home)
        total = sum((await console.history.counts()).values())
        (middle,) = await console.history.messages(MessageFilter(search=NEEDLE))
        say(f"{total:,} messages, {path.stat().st_size / 1e6:,.0f} MB, {live} new ones a second, ms:")
        say(f"{'':28} {'median':>9} {'worst':>9} {'sqlite3':>9} {'tshark':>9}")
        writing = asyncio.create_task(write_live(console.history, live)) if live else None
        results: list[dict[str, object]] = []
        with shown_page(console) as page:
            using = Bench(page)
            for each in questions(middle):
                result = row_of(each.name, await using.measure(each))
                if each.plain:
                    result["sqlite3"] = await asyncio.to_thread(plain_of, path, each.plain)
                if each.tshark and capture is not None:
                    result["tshark"] = await asyncio.to_thread(tshark_of, capture, each.tshark)
                results.append(result)
                show(result)
            for name, part in (("jump to the middle", 0.5), ("jump to the end", 0.98)):
                results.append(row_of(name, await using.jump(part)))
                show(results[-1])
            if writing:
                writing.cancel()
            await page._tasks.close()
        await console.close()
        return results


def row_of(name: str, times: list[float]) -> dict[str, object]:
    return {"name": name, "median": statistics.median(times), "worst": max(times)}


def show(result: dict[str, object]) -> None:
    cells = [result.get(name) for name in ("median", "worst", "sqlite3", "tshark")]
    say(
        f"{result['name']:28} "
        + " ".join(f"{cell:9.1f}" if isinstance(cell, float) else f"{'–':>9}" for cell in cells)
    )


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--live", type=int, default=0)
    parser.add_argument("--tshark", action="store_true", help="minutes a question, for a million messages")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    Theme.current().apply(app)
    loop = ConsoleEventLoop(app)
    asyncio.set_event_loop(loop)
    with tempfile.TemporaryDirectory() as folder:
        capture = None
        if arguments.tshark and which("tshark"):
            capture = Path(folder) / "messages.pcap"
            write_capture(arguments.file, capture)
        results = loop.run_until_complete(bench(arguments.file.resolve(), arguments.live, capture))
    say(f"(the search waits {page_module._SEARCH_PAUSE_MS} ms after a key)")
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1))
    loop.close()


if __name__ == "__main__":
    main()
