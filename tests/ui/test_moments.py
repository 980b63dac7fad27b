"""Times and durations in words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from ycloud_console.ui.moments import (
    SECOND,
    about,
    clock,
    duration,
    full_utc,
    long_duration,
    now,
    short_time,
    start_of_today,
)

pytestmark = pytest.mark.gui


@pytest.mark.parametrize(
    ("micros", "words"),
    [
        (0, "0 ms"),
        (41_900, "41 ms"),
        (2_069_000, "2.07 s"),
        (14_200_000, "14.2 s"),
        (185 * SECOND, "3:05 min"),
        (7450 * SECOND, "2:04:10 h"),
        (-41_000, "-41 ms"),
    ],
)
def test_durations(micros: int, words: str) -> None:
    assert duration(micros) == words


def test_waiting_times() -> None:
    assert long_duration(12 * SECOND) == "12 s"
    assert long_duration(100 * 3600 * SECOND) == "4 d 4 h"
    assert [about(seconds * SECOND) for seconds in (59, 60, 7300, 200_000)] == ["59 s", "1 min", "2 h", "2 d"]


def test_a_time_of_another_day_names_the_day(qapp: QApplication) -> None:
    moment = datetime(2026, 3, 5, 10, 20, 38, 412_000).astimezone()
    micros = int(moment.timestamp()) * SECOND + 412_000
    assert short_time(micros, moment.date()) == "10:20:38"
    assert short_time(micros, moment.date() + timedelta(days=1)).endswith("10:20")
    assert short_time(micros, moment.date() + timedelta(days=400)).endswith("2026")
    assert clock(micros) == "10:20:38.412"


def test_utc_and_midnight() -> None:
    assert full_utc(1_800_000_001_234_567) == "2027-01-15 08:00:01.234 UTC"
    assert 0 <= now() - start_of_today() < 26 * 3600 * SECOND
    assert clock(start_of_today()) == "00:00:00.000"
