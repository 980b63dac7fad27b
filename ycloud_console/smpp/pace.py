"""How fast segments go out, and how long to wait before connecting again."""

from __future__ import annotations

from math import inf, isinf
from secrets import SystemRandom

_BURST = 0.1
"""Seconds' worth of segments that may go out at once: an SMSC that counts over a second never sees more than
a tenth over the rate."""
_SLOWEST = 0.5
"""Segments a second."""
_LEAST_SEEN = 10.0
"""What a link without a limit is taken to have sent a second at least, when it is halved."""
_GROWTH = 1.1
"""How the rate comes back, each second."""
_UNLIMITED = 100_000.0
_ROUNDING = 1e-6
_FIRST_HOLD, _LONGEST_HOLD = 0.5, 30.0
_CALM = 60.0
"""Seconds; a link that held this long had no trouble of its own."""

_random = SystemRandom()


class Pace:
    """A token bucket that slows down when the SMSC says so. All times are seconds of one clock.

    *rate* is segments a second; 0 sets no limit (until the SMSC refuses one).
    """

    def __init__(self, rate: float, now: float) -> None:
        self._wanted = rate if rate > 0 else inf
        self._rate = self._wanted
        self._tokens = self._burst()
        self._filled = now
        self._hold_until = now
        self._hold = _FIRST_HOLD
        self._second = now
        self._this_second = 0
        self._per_second = 0.0

    @property
    def rate(self) -> float:
        """Segments a second at present."""
        return self._rate

    def available(self, now: float) -> int:
        """How many segments may go out now."""
        self._fill(now)
        if now < self._hold_until:
            return 0
        return int(min(self._tokens + _ROUNDING, 1e9))

    def delay(self, now: float) -> float:
        """Seconds until at least one segment may go out."""
        self._fill(now)
        held = max(0.0, self._hold_until - now)
        missing = max(0.0, 1 - _ROUNDING - self._tokens)
        return max(held, missing / self._rate)

    def spend(self, count: int, now: float) -> None:
        """*count* segments go out."""
        self._fill(now)
        self._tokens -= count
        if now - self._second >= 1:
            self._per_second = self._this_second / (now - self._second)
            self._second, self._this_second = now, 0
        self._this_second += count

    def accepted(self) -> None:
        """The SMSC took one."""
        self._hold = _FIRST_HOLD

    def refused(self, now: float) -> None:
        """The SMSC took none, because it was too fast: hold, and go on at half the rate.

        The refusals of one window come together and count as one.
        """
        if now < self._hold_until:
            return
        self._fill(now)
        seen = max(self._per_second, float(self._this_second), _LEAST_SEEN)
        self._rate = max(_SLOWEST, (seen if isinf(self._rate) else self._rate) / 2)
        self._tokens = min(self._tokens, 0.0)
        self._hold_until = now + self._hold
        self._hold = min(_LONGEST_HOLD, self._hold * 2)

    def _burst(self) -> float:
        # The half carries over what a late wake-up would lose; it lets nothing more out at once.
        return max(1.0, self._rate * _BURST) + 0.5

    def _fill(self, now: float) -> None:
        elapsed = max(0.0, now - self._filled)
        if not elapsed:
            return
        self._filled = now
        self._tokens = min(self._burst(), self._tokens + elapsed * self._rate)
        if self._rate < self._wanted and now > self._hold_until:
            grown = self._rate * _GROWTH ** min(elapsed, 60.0)
            self._rate = self._wanted if grown > _UNLIMITED else min(self._wanted, grown)


class Backoff:
    """Exponential back-off with full jitter between two bounds (seconds)."""

    def __init__(self, shortest: float, longest: float) -> None:
        self._shortest = max(0.0, shortest)
        self._longest = max(self._shortest, longest)
        self._upper = self._shortest

    def next(self, *, slow: bool = False) -> float:
        """How long to wait before the next try; *slow*: a time in the upper half of the bounds."""
        if slow:
            return _random.uniform((self._shortest + self._longest) / 2, self._longest)
        self._upper = min(self._longest, max(self._upper * 2, 0.001))
        return _random.uniform(self._shortest, self._upper)

    def held(self, seconds: float) -> None:
        """A connection held for *seconds*: after a long one the waiting starts small again.

        After a short one it does not, or an SMSC that binds and drops would be stormed.
        """
        if seconds >= min(self._longest, _CALM):
            self.reset()

    def reset(self) -> None:
        self._upper = self._shortest
