"""The times the monitor can look at, and how they are divided. Times are microseconds since 1970 UTC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from ycloud_console.ui.moments import SECOND, local

translate = QCoreApplication.translate

MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
_MOST_DAYS = 62
"""Bars of a day each, before they become weeks."""
_MOST_WEEKS = 62


class Range(StrEnum):
    """How far the monitor looks back."""

    HOUR = "hour"
    """The last sixty minutes."""
    TODAY = "today"
    """From midnight to midnight, here."""
    WEEK = "week"
    """Today and the six days before."""
    MONTH = "month"
    """Today and the 29 days before."""
    ALL = "all"


def edges(wanted: Range, now: int, first: int | None = None) -> list[int]:
    """Where one bar ends and the next begins; days begin at midnight in this computer's zone.

    *first* is when the oldest message was handed over, for ALL.
    """
    today = local(now).date()
    match wanted:
        case Range.HOUR:
            end = now // MINUTE * MINUTE + MINUTE
            return [end - number * MINUTE for number in range(60, -1, -1)]
        case Range.TODAY:
            return _divided([today], HOUR)
        case Range.WEEK:
            return _divided([today - timedelta(days=ago) for ago in range(6, -1, -1)], 6 * HOUR)
        case Range.MONTH:
            return [_midnight(today - timedelta(days=ago)) for ago in range(29, -2, -1)]
        case Range.ALL:
            return _all_edges(local(now if first is None else min(first, now)).date(), today)


def _all_edges(first: date, today: date) -> list[int]:
    days = (today - first).days + 1
    if days <= _MOST_DAYS:
        begins = [first + timedelta(days=number) for number in range(days + 1)]
    elif days <= 7 * _MOST_WEEKS:
        monday = first - timedelta(days=first.weekday())
        begins = [monday + timedelta(weeks=number) for number in range((today - monday).days // 7 + 2)]
    else:
        begins = list(_months(first, today))
    return [_midnight(day) for day in begins]


def _months(first: date, today: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= today:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)
    yield month


def _divided(days: list[date], step: int) -> list[int]:
    """Each day in steps; when clocks are changed its last one is shorter or longer than the others."""
    found = []
    for day in days:
        begin, end = _midnight(day), _midnight(day + timedelta(days=1))
        count = 24 * HOUR // step if step > HOUR else (end - begin) // step
        found += [begin + number * step for number in range(count)]
    return [*found, _midnight(days[-1] + timedelta(days=1))]


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time()).timestamp()) * SECOND


def axis_label(wanted: Range, begin: int, width: int) -> str:
    """For below a bar: the time, the day or the month it begins with."""
    if wanted in (Range.HOUR, Range.TODAY):
        return f"{local(begin):%H:%M}"
    if width > 27 * 24 * HOUR:
        return _formatted(begin, translate("MonitorWords", "MMM yyyy"))
    return _formatted(begin, translate("MonitorWords", "d MMM"))


def interval(begin: int, end: int) -> str:
    """From when to when, in full: ``22 Nov 2026 14:00 – 15:00``, ``22 Nov 2026``."""
    day = translate("MonitorWords", "d MMM yyyy")
    last = end - SECOND
    is_whole_days = f"{local(begin):%H%M}" == "0000" == f"{local(end):%H%M}"
    first_day, last_day = _formatted(begin, day), _formatted(last, day)
    if is_whole_days:
        return first_day if first_day == last_day else f"{first_day} – {last_day}"
    return f"{first_day} {local(begin):%H:%M} – {local(end):%H:%M}"


def _formatted(micros: int, pattern: str) -> str:
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(micros // 1000), pattern)
