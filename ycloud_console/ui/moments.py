"""Times and durations as people read them. Times in are microseconds since 1970-01-01 UTC."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

SECOND = 1_000_000
"""Microseconds."""


def now() -> int:
    """Microseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1000


def local(micros: int) -> datetime:
    """The moment in this computer's zone."""
    return datetime.fromtimestamp(micros / SECOND, UTC).astimezone()


def start_of_today() -> int:
    """The last midnight in this computer's zone."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    # Through the naive form, since the day may have begun in summer time and not be in it any more.
    return int(midnight.replace(tzinfo=None).timestamp()) * SECOND


def short_time(micros: int, today: date | None = None) -> str:
    """For a column: the time of day; the day too when that is not *today*, and the year when it differs."""
    moment = local(micros)
    today = today or datetime.now().astimezone().date()
    if moment.date() == today:
        return f"{moment:%H:%M:%S}"
    if moment.year == today.year:
        pattern = QCoreApplication.translate("Moments", "d MMM HH:mm")
    else:
        pattern = QCoreApplication.translate("Moments", "d MMM yyyy")
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(micros // 1000), pattern)


def widest_time() -> str:
    """A :func:`short_time` of another day, as long as they get."""
    late = local(now()).replace(month=12, day=28, hour=20, minute=58)
    return short_time(int(late.timestamp()) * SECOND, late.date().replace(month=1))


def clock(micros: int) -> str:
    """The time of day to the millisecond, local."""
    moment = local(micros)
    return f"{moment:%H:%M:%S}.{moment.microsecond // 1000:03d}"


def full_local(micros: int) -> str:
    """Date, time to the millisecond and offset, local: ``2026-11-22 10:20:38.412 +08:00``."""
    moment = local(micros)
    offset = f"{moment:%z}"
    return f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03d} {offset[:3]}:{offset[3:5]}"


def full_utc(micros: int) -> str:
    """Date and time to the millisecond in UTC: ``2026-11-22 02:20:38.412 UTC``."""
    moment = datetime.fromtimestamp(micros / SECOND, UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03d} UTC"


def duration(micros: int) -> str:
    """How long something took, with the digits that matter: 41 ms, 2.07 s, 14 s, 3:05 min, 2:04:10 h."""
    if micros < 0:
        return f"-{duration(-micros)}"
    if micros < 1000 * 1000:
        return f"{micros // 1000} ms"
    if micros < 10 * SECOND:
        return f"{micros / SECOND:.2f} s"
    if micros < 60 * SECOND:
        return f"{micros / SECOND:.1f} s"
    return long_duration(micros)


def long_duration(micros: int) -> str:
    """How long something has been going on, to the second: 12 s, 3:05 min, 2:04:10 h, 3 d 4 h."""
    seconds = max(0, micros) // SECOND
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60}:{seconds % 60:02d} min"
    if seconds < 86_400:
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d} h"
    return f"{seconds // 86_400} d {seconds // 3600 % 24} h"


def about(micros: int) -> str:
    """How long, in its largest unit: 12 s, 3 min, 2 h, 3 d."""
    seconds = max(0, micros) // SECOND
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
