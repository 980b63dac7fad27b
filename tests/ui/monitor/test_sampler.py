"""Rates from what is heard, whether or not anybody looks."""

from __future__ import annotations

from ycloud_console.console.events import SegmentsSent
from ycloud_console.ui.monitor.sampler import SECONDS, Sampler


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.5

    def __call__(self) -> float:
        return self.now


def test_what_is_sent_is_counted_in_its_second_and_shown_as_a_mean() -> None:
    clock = Clock()
    sampler = Sampler(clock)
    sampler.heard(SegmentsSent("a", 10))
    sampler.heard(SegmentsSent("b", 5))
    assert sampler.rates(None) == []  # the second is not over
    clock.now += 1
    assert sampler.rates(None) == [(15, 0)]
    assert sampler.rates("a") == [(10, 0)]
    clock.now += 4
    assert sampler.rates("a") == [(10, 0), (5, 0), (10 / 3, 0), (2.5, 0), (2, 0)]
    clock.now += 1
    assert sampler.rates("a")[-1] == (0, 0)


def test_only_the_last_minutes_are_kept() -> None:
    clock = Clock()
    sampler = Sampler(clock)
    for _ in range(SECONDS + 50):
        sampler.heard(SegmentsSent("a", 1))
        clock.now += 1
    assert sampler.rates("a") == [(1, 0)] * SECONDS
    sampler.heard(SegmentsSent("a", 1))  # in the second that is not over
    assert sampler.rates("a") == [(1, 0)] * SECONDS
    assert len(sampler._seconds) == SECONDS + 1
    clock.now += 10 * SECONDS
    assert set(sampler.rates("a")) == {(0, 0)}
