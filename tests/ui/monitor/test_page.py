"""The monitor on a real history, with messages that really go through the practice SMSC."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from typing import ParamSpec

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.history.conftest import new_message
from tests.ui.conftest import until
from tests.ui.names import nameless
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history.model import MessageFilter
from ycloud_console.history.statistics import Times
from ycloud_console.sms.message import FAILED, MessageState
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.moments import SECOND, now
from ycloud_console.ui.monitor.bars import time_bars
from ycloud_console.ui.monitor.chart import Chart
from ycloud_console.ui.monitor.page import MonitorPage
from ycloud_console.ui.monitor.ranges import HOUR, Range
from ycloud_console.ui.monitor.sampler import Sampler
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import Theme

pytestmark = pytest.mark.gui

GOOD, BLACKLISTED, SILENT = "+6581234567", "+6581230010", "+6581230095"
P = ParamSpec("P")


@pytest.fixture
async def page(console: Console, bridge: Bridge, tasks: Tasks, qtbot: QtBot) -> MonitorPage:
    sampler = Sampler()
    console.subscribe(sampler.heard)
    made = MonitorPage(console, bridge, tasks, sampler)
    qtbot.addWidget(made)
    made.resize(1180, 620)
    return made


def at_rest(test: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
    """End the page's work within the test, as the window does before the loop ends: Qt's timers go on."""

    @functools.wraps(test)
    async def whole(*args: P.args, **fixtures: P.kwargs) -> None:
        try:
            await test(*args, **fixtures)
        finally:
            page = fixtures["page"]
            assert isinstance(page, MonitorPage)
            page.close_down()
            await page._tasks.close()

    return whole


async def read(page: MonitorPage, total: int) -> None:
    """Until the page shows so many messages."""
    await until(lambda: page.figures and page.figures.total.total() == total, f"{total} messages")


async def sent(page: MonitorPage, console: Console, account: Account) -> None:
    """Four messages, which end in three ways, are sent and shown."""
    await console.send(account.id, "YCloud", [GOOD, GOOD], "hello")
    await console.send(account.id, "YCloud", [BLACKLISTED], "hello")
    await console.send(account.id, "YCloud", ["12345"], "hello")
    page.show()
    expected = {MessageState.DELIVERED: 2, MessageState.REJECTED: 2}
    await until(lambda: page.figures and dict(+page.figures.total) == expected, "all final")


def names(chart: Chart) -> dict[str, int]:
    return {bar.name: bar.total for bar in chart.bars}


def now_bar(chart: Chart) -> int:
    return next(number for number, bar in enumerate(chart.bars) if bar.total)


@at_rest
async def test_it_reads_only_while_it_is_shown_and_says_when_there_is_nothing(
    page: MonitorPage, console: Console
) -> None:
    await console.history.add([new_message()], at=now() - 40 * 24 * HOUR)
    assert page.figures is None
    page.show()
    await read(page, 0)
    for each in (page.outcomes, page.times, page.errors, page.countries):
        assert each.nothing.isVisible()
        assert not each.chart.isVisible()
    page.set_range(Range.ALL)
    await read(page, 1)
    assert page.outcomes.chart.isVisible()
    assert "Pending 1 (100.0 %)" in page.outcomes.legend.accessibleName()


@at_rest
async def test_outcomes_errors_and_countries_are_counted_live(
    page: MonitorPage, console: Console, bound: Account
) -> None:
    await sent(page, console, bound)
    assert "Delivered 2 (50.0 %), Rejected 2 (50.0 %)" in page.outcomes.legend.accessibleName()
    assert names(page.errors.chart) == {
        "err 10 The number is blacklisted": 1,
        "status 4 Invalid phone number": 1,
    }
    assert names(page.countries.chart) == {"Singapore": 3, "Unknown country": 1}
    singapore = page.countries.chart.bars[0]
    assert singapore.note == "33.3 % failed"
    assert page.times.legend.accessibleName().startswith("p50 ")
    assert sum(bar.total for bar in page.times_chart.bars) == 2
    await console.send(bound.id, "YCloud", [GOOD], "one more")
    await until(lambda: "Delivered 3" in page.outcomes.legend.accessibleName(), "counted by itself")


@at_rest
async def test_what_nobody_knows_is_told_as_that(page: MonitorPage, console: Console, bound: Account) -> None:
    await console.send(bound.id, "YCloud", [SILENT], "never answered")
    page.show()
    await read(page, 1)
    await until(lambda: "Pending 1" in page.outcomes.legend.accessibleName(), "pending")
    await console.unbind(bound.id, timeout=0.5)
    await until(lambda: "In doubt 1 (100.0 %)" in page.outcomes.legend.accessibleName(), "in doubt")
    assert "Delivered" not in page.outcomes.legend.accessibleName()


@at_rest
async def test_a_click_asks_for_exactly_the_messages_that_were_counted(
    page: MonitorPage, console: Console, bound: Account, qtbot: QtBot
) -> None:
    await sent(page, console, bound)
    wanted: list[MessageFilter] = []
    page.filter_wanted.connect(wanted.append)
    for card in (page.outcomes, page.errors, page.countries):
        chart = card.chart
        for number, bar in enumerate(chart.bars):
            for series, count in enumerate(bar.values):
                if count and bar.target is not None:
                    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=_place(chart, number, series))
                    counts = await console.history.counts(wanted.pop())
                    assert sum(counts.values()) == count, (bar.name, chart.series[series].name)
    assert not wanted


def _place(chart: Chart, number: int, series: int) -> QPoint:
    """A point in that part of that bar, looked for as a mouse does: up an upright one, along a lying one."""
    there = chart.anchor((number, series))
    upright = [QPoint(there.x(), y) for y in range(chart.height(), 0, -1)]
    lying = [QPoint(x, there.y() - 10) for x in range(chart.width())]
    for point in upright + lying:
        if chart.hit(QPointF(point)) == (number, series):
            return point
    pytest.fail(f"no point for {chart.bars[number]}, series {series}")


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # of tool tips, without a display
@at_rest
async def test_the_keyboard_walks_the_bars_and_chooses(
    page: MonitorPage, console: Console, bound: Account, qtbot: QtBot
) -> None:
    await sent(page, console, bound)
    wanted: list[MessageFilter] = []
    page.filter_wanted.connect(wanted.append)
    chart = page.outcomes.chart
    for _ in range(now_bar(chart) + 1):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert "Total: 4" in chart.accessibleDescription()
    for _ in range(2):
        qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert "• Rejected: 2 (50.0 %)" in chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert wanted[0].states == {MessageState.REJECTED}
    errors = page.errors.chart
    qtbot.keyClick(errors, Qt.Key.Key_Down)
    qtbot.keyClick(errors, Qt.Key.Key_Return)
    assert (wanted[1].status, wanted[1].states) == (4, FAILED)


@at_rest
async def test_each_chart_can_be_read_and_copied_as_a_table(
    page: MonitorPage, console: Console, bound: Account, qtbot: QtBot
) -> None:
    await sent(page, console, bound)
    for card in page._cards:
        qtbot.mouseClick(card.as_table, Qt.MouseButton.LeftButton)
        assert card.table.isVisible()
        assert card.table.accessibleName()
        model = card.table.model()
        shown = [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
        assert shown == card.chart.table()[1:]
    qtbot.mouseClick(page.errors.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Error\tFailed",
        "status 4 Invalid phone number\t1",
        "err 10 The number is blacklisted\t1",
    ]
    qtbot.keyClick(page.countries.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1] == "Singapore\t2\t1\t0\t0"


@at_rest
async def test_rates_count_segments_out_and_receipts_in(
    page: MonitorPage, console: Console, bound: Account
) -> None:
    page.show()
    await console.send(bound.id, "YCloud", [GOOD], "word " * 60)

    def counted(side: int, account_id: str | None) -> float:
        return max((rate[side] for rate in page._sampler.rates(account_id)), default=0.0)

    await until(lambda: counted(0, None) > 0 and counted(1, None) > 0, "sampled")
    assert counted(0, bound.id) == counted(0, None)
    assert counted(0, "another") == 0
    assert "Window" in page.links.words.text()
    lines = page.rates.chart
    assert lines.table()[0] == ["Seconds ago", "Segments out", "Receipts in"]


@at_rest
async def test_one_account_or_all(page: MonitorPage, console: Console, bound: Account) -> None:
    await console.history.add([new_message(account_id="other")])
    await console.send(bound.id, "YCloud", [GOOD], "mine")
    page.set_account(bound.id)
    page.show()
    await read(page, 2)
    page.account.setCurrentIndex(1)
    assert page.account.currentText() == "Sandbox"
    await read(page, 1)
    page.set_account("other")
    await read(page, 1)
    assert page.account.currentText() == "other"
    state = page.layout_state()
    page.restore_layout({**state, "monitor.range": "week", "monitor.account": "all"})
    await read(page, 2)
    assert page.range is Range.WEEK
    page.restore_layout({"monitor.range": "nonsense"})
    assert page.range is Range.WEEK


@at_rest
async def test_that_it_shows_one_account_is_remembered(page: MonitorPage, bound: Account) -> None:
    page.set_account(bound.id)
    page.account.setCurrentIndex(1)
    state = page.layout_state()
    page.account.setCurrentIndex(0)
    page.restore_layout(state)
    assert page.account.currentText() == "Sandbox"
    page.restore_layout({})
    assert page.account.currentText() == "Sandbox"


@at_rest
async def test_full_screen_is_asked_for_and_left_by_key(page: MonitorPage, qtbot: QtBot) -> None:
    wanted: list[bool] = []
    page.full_screen_wanted.connect(wanted.append)
    page.show()
    await until(page.isActiveWindow, "shortcuts in force")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert wanted == []
    qtbot.keyClick(page, Qt.Key.Key_F11)
    before = page.outcomes.chart.text_font.pixelSize()
    page.set_full_screen(True)
    assert page.outcomes.chart.text_font.pixelSize() > before
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    page.set_full_screen(False)
    assert page.outcomes.chart.text_font.pixelSize() == before
    qtbot.mouseClick(page.full_screen, Qt.MouseButton.LeftButton)
    assert wanted == [True, False, True]


@at_rest
async def test_a_history_that_cannot_be_read_is_said_and_not_shown_as_no_messages(
    page: MonitorPage, console: Console
) -> None:
    with closing(sqlite3.connect(console.history.path)) as other:
        other.execute("ALTER TABLE message RENAME TO lost")
    page.show()
    await until(lambda: "cannot be used" in page.outcomes.nothing.text(), "told")
    assert page.errors.nothing.isVisible()


@at_rest
async def test_whatever_takes_the_focus_has_a_name(page: MonitorPage, console: Console) -> None:
    await console.history.add([new_message()])
    page.show()
    await read(page, 1)
    assert nameless(page) == []


@at_rest
async def test_colours_follow_the_theme(page: MonitorPage, console: Console, bound: Account) -> None:
    await sent(page, console, bound)
    light = (page.outcomes.legend.text(), page.outcomes.chart.grab().toImage())
    Theme.current().set_mode("dark")
    assert page.outcomes.legend.text() != light[0]
    assert page.outcomes.chart.grab().toImage() != light[1]


def test_times_stand_in_their_bars_with_marks_where_they_belong() -> None:
    times = Times(((400_000, 1), (1_500_000, 8), (7 * SECOND, 1)))
    _, bars, marks = time_bars(times)
    assert {bar.name: bar.total for bar in bars if bar.total} == {
        "0 – 0.5 s": 1,
        "1 s – 2 s": 8,
        "5 s – 10 s": 1,
    }
    assert [words for _, words in marks] == ["p50", "p95", "p99"]
    half, ends = marks[0][0], marks[1][0]
    assert bars[int(half)].name == "1 s – 2 s"
    assert bars[int(ends)].name == "5 s – 10 s"
