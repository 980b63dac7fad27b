"""What a line or an SMSC does wrong, on request: for training, and for tests that must go through it.

Each kind of fault draws from numbers of its own, so that the same seed decides the same about the n-th
response, the n-th receipt and so on, whatever else happens in between.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from random import Random
from typing import Final

SHARES: Final = (
    "lost_responses",
    "lost_receipts",
    "reset",
    "half_open",
    "throttle",
    "lost_acks",
)
"""Kinds given as a share, from 0 to 1."""
SECONDS: Final = ("latency", "slow_read", "burst", "restart")
"""Kinds given in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How often what goes wrong: a share of the things named (SHARES), or seconds (SECONDS). 0: never.

    Raises ValueError for what is neither.
    """

    seed: int = 0
    latency: float = 0.0
    """Seconds by which everything that is sent is late; order is kept."""
    lost_responses: float = 0.0
    """Share of submits that are taken, but never answered."""
    lost_receipts: float = 0.0
    """Share of receipts that are never sent."""
    reset: float = 0.0
    """Share of requests upon which the connection is cut; the request is not taken."""
    half_open: float = 0.0
    """Share of requests from which on the SMSC is silent, though the connection stays; nothing is taken."""
    throttle: float = 0.0
    """Share of submits that are refused for being too fast: ESME_RTHROTTLED, ESME_RMSGQFUL, YCloud's 6."""
    slow_read: float = 0.0
    """Seconds without reading after each time something was read."""
    lost_acks: float = 0.0
    """Share of acknowledgements of a deliver_sm that the SMSC refuses to see: it sends it again."""
    burst: float = 0.0
    """Receipts are held back, and come all together every so many seconds."""
    restart: float = 0.0
    """The SMSC restarts every so many seconds: connections are cut, and nobody listens for a moment."""

    def __post_init__(self) -> None:
        for kind in KINDS:
            highest = 1 if kind in SHARES else 3600
            if not 0 <= getattr(self, kind) <= highest:
                unit = "a share" if kind in SHARES else "seconds"
                raise ValueError(f"{kind} is {unit}: a number from 0 to {highest}.")

    @property
    def wanted(self) -> int:
        """How many kinds go wrong."""
        return sum(bool(getattr(self, kind)) for kind in KINDS)


KINDS: Final = tuple(each.name for each in fields(Faults) if each.name != "seed")
"""What can go wrong."""


class Dice:
    """Decides what goes wrong next."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        # Not for secrets: with the same seed the same numbers must come.
        self._random = {kind: Random(f"{faults.seed} {kind}") for kind in SHARES}  # noqa: S311

    def falls(self, kind: str) -> bool:
        """Whether the next thing of this *kind* (one of SHARES) goes wrong."""
        share: float = getattr(self.faults, kind)
        return share > 0 and self._random[kind].random() < share

    def one_of(self, kind: str, choices: tuple[int, ...]) -> int:
        """Which of *choices* it is this time."""
        return self._random[kind].choice(choices)
