"""How a range of time is divided into bars, also when clocks are changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.ui.monitor.chart import ticks
from ycloud_console.ui.monitor.ranges import HOUR, MINUTE, Range, edges, interval

DAY = 24 * HOUR
BERLIN = ZoneInfo("Europe/Berlin")


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=BERLIN).timestamp()) * 1_000_000


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@given(now=st.integers(at(2020, 1, 1), at(2040, 1, 1)), age=st.integers(0, 3000 * DAY))
def test_every_range_holds_this_moment_and_ascends(now: int, age: int) -> None:
    for wanted in Range:
        found = edges(wanted, now, now - age)
        assert found[0] <= now < found[-1]
        assert all(earlier < later for earlier, later in pairwise(found))
        assert len(found) <= 64 or wanted is Range.ALL
    assert edges(Range.ALL, now, now - age)[0] <= now - age
    assert len(edges(Range.ALL, now, now - age)) <= 120


def test_the_last_hour_is_sixty_minutes(in_berlin: None) -> None:
    found = edges(Range.HOUR, at(2026, 11, 22, 10, 20) + 5)
    assert {later - earlier for earlier, later in pairwise(found)} == {MINUTE}
    assert (found[0], found[-1]) == (at(2026, 11, 22, 9, 21), at(2026, 11, 22, 10, 21))


@pytest.mark.parametrize(
    ("month", "day", "hours"), [(11, 22, 24), (3, 29, 23), (10, 25, 25)], ids=["plain", "short", "long"]
)
def test_a_day_has_as_many_hours_as_it_has(in_berlin: None, month: int, day: int, hours: int) -> None:
    found = edges(Range.TODAY, at(2026, month, day, 12))
    assert (found[0], len(found)) == (at(2026, month, day), hours + 1)
    assert found[-1] - found[0] == hours * HOUR


def test_days_begin_at_midnight_also_after_clocks_were_changed(in_berlin: None) -> None:
    month = edges(Range.MONTH, at(2026, 11, 3, 12))
    assert len(month) == 31
    assert at(2026, 10, 25) in month
    assert at(2026, 10, 26) in month
    week = edges(Range.WEEK, at(2026, 10, 27, 12))
    assert len(week) == 29
    assert {at(2026, 10, day) for day in range(21, 29)} <= set(week)


def test_all_time_grows_from_days_to_months(in_berlin: None) -> None:
    now = at(2026, 11, 22, 12)
    assert len(edges(Range.ALL, now)) == 2
    assert len(edges(Range.ALL, now, at(2026, 11, 1))) == 23
    weeks = edges(Range.ALL, now, at(2026, 3, 4))
    assert weeks[0] == at(2026, 3, 2)
    assert edges(Range.ALL, now, at(2024, 3, 4))[:2] == [at(2024, 3, 1), at(2024, 4, 1)]


def test_an_interval_is_named_in_full(in_berlin: None) -> None:
    assert interval(at(2026, 11, 22), at(2026, 11, 23)) == "22 Nov 2026"
    assert interval(at(2026, 10, 25), at(2026, 10, 26)) == "25 Oct 2026"
    assert interval(at(2026, 11, 16), at(2026, 11, 23)) == "16 Nov 2026 – 22 Nov 2026"
    assert interval(at(2026, 11, 22, 23), at(2026, 11, 23)) == "22 Nov 2026 23:00 – 00:00"


@given(most=st.one_of(st.floats(0.01, 1e9), st.integers(0, 10**9)))
def test_ticks_are_few_and_reach_the_top(most: float) -> None:
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] >= most * 0.99
    assert 2 <= len(found) <= 6
