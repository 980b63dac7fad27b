"""Times as SMPP writes them (SMPP 3.4, 7.1.1): sixteen characters, absolute or relative."""

from __future__ import annotations

from datetime import UTC, datetime

_DAY = 86_400
_YEAR_DAYS, _MONTH_DAYS = 365, 30
MAX_RELATIVE = 99 * _YEAR_DAYS * _DAY
"""Seconds; the format has two digits for the years."""


def absolute_time(when: datetime) -> str:
    """``YYMMDDhhmmsstnnp`` for an aware *when*, written in UTC (``nn`` 00, ``p`` +).

    Raises ValueError for a naive time: the reader could not know the zone.
    """
    if when.tzinfo is None:
        raise ValueError("a scheduled time needs a time zone")
    utc = when.astimezone(UTC)
    return f"{utc:%y%m%d%H%M%S}{utc.microsecond // 100_000}00+"


def relative_time(seconds: int) -> str:
    """``YYMMDDhhmmss000R``: *seconds* from when the SMSC reads it; a year is 365 days, a month 30.

    Raises ValueError below one second and over 99 years.
    """
    if not 1 <= seconds <= MAX_RELATIVE:
        raise ValueError("a validity is between one second and 99 years")
    days, rest = divmod(seconds, _DAY)
    years, days = divmod(days, _YEAR_DAYS)
    # Days 360 to 364 of a year make no twelfth month of 30 days: they stay days of the eleventh.
    months = min(days // _MONTH_DAYS, 11)
    days -= months * _MONTH_DAYS
    hours, rest = divmod(rest, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{years:02}{months:02}{days:02}{hours:02}{minutes:02}{secs:02}000R"
