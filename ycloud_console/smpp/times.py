"""Reading the times of SMPP (3.4, 7.1.1); writing them is :mod:`ycloud_console.sms.smpptime`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

_FORM: Final = re.compile(
    r"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d)(\d\d)([-+R])", re.ASCII
)  # YY MM DD hh mm ss t nn p


def read_time(text: str) -> datetime | timedelta | None:
    """An absolute time in its own zone, a relative one as a duration (a year 365 days, a month 30); or None.

    None for whatever is no SMPP time: wrong length, a thirteenth month, an offset over 12 hours.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, tenth, quarters = (int(found[index]) for index in range(1, 9))
    if found[9] == "R":
        return timedelta(days=365 * year + 30 * month + day, hours=hour, minutes=minute, seconds=second)
    if quarters > 48:
        return None
    offset = timedelta(minutes=15 * quarters) * (-1 if found[9] == "-" else 1)
    try:
        return datetime(
            2000 + year,
            month,
            day,
            hour,
            minute,
            second,
            100_000 * tenth,
            UTC if not offset else timezone(offset),
        )
    except ValueError:
        return None
