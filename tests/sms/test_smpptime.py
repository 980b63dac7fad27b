"""SMPP times, read back by somebody else's code (aiosmpplib's)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from aiosmpplib import SubmitSm
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.sms.smpptime import MAX_RELATIVE, absolute_time, relative_time


@given(st.integers(1, 300 * 86_400))
def test_a_relative_time_is_read_back(seconds: int) -> None:
    written = relative_time(seconds)
    assert len(written) == 16
    assert SubmitSm.smpp_time_to_datetime(written) == timedelta(seconds=seconds)


@given(st.integers(1, MAX_RELATIVE))
def test_no_field_of_a_relative_time_is_out_of_range(seconds: int) -> None:
    written = relative_time(seconds)
    years, months, days, hours, minutes, secs = (int(written[at : at + 2]) for at in range(0, 12, 2))
    assert written.endswith("000R")
    assert (years <= 99, months <= 11, days <= 34, hours <= 23, minutes <= 59, secs <= 59) == (True,) * 6


@pytest.mark.parametrize("seconds", [0, -1, MAX_RELATIVE + 1])
def test_what_the_format_cannot_say_is_refused(seconds: int) -> None:
    with pytest.raises(ValueError, match="validity"):
        relative_time(seconds)


def test_an_absolute_time_is_written_in_utc() -> None:
    shanghai = timezone(timedelta(hours=8))
    when = datetime(2026, 3, 1, 9, 30, 15, 400_000, shanghai)
    assert absolute_time(when) == "260301013015400+"
    read = SubmitSm.smpp_time_to_datetime(absolute_time(when))
    # It takes the two digits of the year for the whole of it.
    assert read.replace(year=2000 + read.year) == when.astimezone(UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        absolute_time(datetime(2026, 3, 1))  # noqa: DTZ001 -- that is the point
