"""The dates in a delivery receipt, in all the shapes SMSCs write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

_SMPP_TIME = re.compile(r"(\d{12})(\d)(\d\d)([+-])", re.ASCII)
_SMPP_RELATIVE = re.compile(r"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d\d\dR", re.ASCII | re.IGNORECASE)
_DIGITS = re.compile(r"\d+", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/.](\d\d)[-/.](\d\d)([ T]\d\d:.*)", re.ASCII)
_LONGEST = 40
"""Characters of a date that is remembered: an SMPP time has 16, ISO 8601 with an offset at most 32."""


def read_dates(
    submit: str, done: str, zone: tzinfo, near: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """The submit and the done date of a receipt, as aware datetimes in UTC; None where unreadable.

    *near* (aware) is about when the message was submitted. When the receipt came is near enough for the
    twelve digits, whose readings are years apart; a relative date, counted from the submit, is late by the
    time of delivery then, unless the receipt names its submit date.

    Twelve digits may be yyMMddHHmmss or yyyyMMddHHmm. Where both are dates, the one nearest to *near* counts,
    else that nearest to the receipt's other date if that can be read in one way only, else yyMMddHHmmss, the
    ten digits of SMPP 3.4's appendix B with seconds added.
    """
    submits = _readings(submit, zone)
    dones = _readings(done, zone)
    submit_date = _nearest(submits, near or (dones[0] if len(dones) == 1 else None))
    reference = near or submit_date
    begin = submit_date or near
    if not dones and begin is not None:
        # A relative time is counted from the submit.
        return submit_date, _relative(done, begin)
    if not submits and near is not None:
        submit_date = _relative(submit, near)
    return submit_date, _nearest(dones, reference)


def _nearest(readings: tuple[datetime, ...], reference: datetime | None) -> datetime | None:
    if not readings:
        return None
    if reference is None or len(readings) == 1:
        return readings[0]
    return min(readings, key=lambda reading: abs(reading - reference))


def _readings(text: str, zone: tzinfo) -> tuple[datetime, ...]:
    """What *text* can mean, likeliest first; empty when it is no absolute date."""
    return _remembered(text, zone) if len(text) <= _LONGEST else _absolute(text, zone)


def _absolute(text: str, zone: tzinfo) -> tuple[datetime, ...]:
    if _DIGITS.fullmatch(text):
        if len(text) == 10:
            found = [_date(f"20{text}00", zone)]
        elif len(text) == 12:
            found = [_date(f"20{text}", zone), _date(f"{text}00", zone)]
        elif len(text) == 14:
            found = [_date(text, zone)]
        else:
            return ()
        return tuple(date for date in found if date is not None)
    match = _SMPP_TIME.fullmatch(text)
    if match is None:
        iso = _ISO.fullmatch(text)
        date = _iso_date("{}-{}-{}{}".format(*iso.groups()), zone) if iso else None
        return () if date is None else (date,)
    # SMPP 3.4, 7.1.1: tenths of a second, then how many quarters of an hour local time is ahead of UTC.
    digits, tenths, quarters, sign = match.groups()
    local = _date(f"20{digits}", UTC)
    if local is None:
        return ()
    ahead = timedelta(minutes=15 * int(quarters))
    return (local + timedelta(milliseconds=100 * int(tenths)) + (ahead if sign == "-" else -ahead),)


# Receipts that come together mostly have the same few dates.
_remembered = lru_cache(maxsize=256)(_absolute)


def _date(digits: str, zone: tzinfo) -> datetime | None:
    """yyyyMMddHHmmss in *zone*, as UTC."""
    try:
        return datetime(
            int(digits[0:4]),
            int(digits[4:6]),
            int(digits[6:8]),
            int(digits[8:10]),
            int(digits[10:12]),
            int(digits[12:14]),
            tzinfo=zone,
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _iso_date(text: str, zone: tzinfo) -> datetime | None:
    """ISO 8601 with a day and a time, in *zone* unless it names one, as UTC."""
    try:
        date = datetime.fromisoformat(text)
        return (date if date.tzinfo else date.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _relative(text: str, start: datetime) -> datetime | None:
    """A relative SMPP time (7.1.1) after *start*; a year is 365 days and a month 30, as nobody means more."""
    match = _SMPP_RELATIVE.fullmatch(text)
    if match is None:
        return None
    years, months, days, hours, minutes, seconds = map(int, match.groups())
    try:
        later = start + timedelta(
            days=365 * years + 30 * months + days, hours=hours, minutes=minutes, seconds=seconds
        )
        return later.astimezone(UTC)
    except OverflowError:
        return None
