"""The client of the chaos run with one part broken on purpose: ``python -m tests.chaos.broken FAULT …``.

The run must find it: an audit that passes broken code would prove nothing.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.chaos.client import main
from ycloud_console.console.accountlink import AccountLink
from ycloud_console.smpp.model import Answer, Delivery, LinkProblem
from ycloud_console.smpp.owner import Segment
from ycloud_console.smpp.sender import Sender

_LATER = 2.0
"""Seconds."""


def acknowledges_first() -> None:
    """Deliveries are acknowledged at once and stored later, as if a kill never came between."""
    delivered = AccountLink.delivered
    storing: set[asyncio.Task[None]] = set()

    async def store(self: AccountLink, delivery: Delivery) -> None:
        await asyncio.sleep(_LATER)
        delivered(self, delivery, lambda status: None)

    def hasty(self: AccountLink, delivery: Delivery, answer: Answer) -> None:
        task = asyncio.create_task(store(self, delivery))
        storing.add(task)
        task.add_done_callback(storing.discard)
        answer(0)

    AccountLink.delivered = hasty  # type: ignore[method-assign] # broken on purpose


def resends_in_doubt() -> None:
    """What had no answer goes out again by itself."""
    in_doubt = Sender.in_doubt

    def resending(self: Sender, segments: Sequence[Segment], reason: LinkProblem) -> None:
        fresh = [each for each in segments if not each.tries]
        in_doubt(self, [each for each in segments if each.tries], reason)
        for each in fresh:
            each.tries = 1
        self._again.extend(fresh)
        self._tell_requeued(fresh)

    Sender.in_doubt = resending  # type: ignore[method-assign] # broken on purpose


FAULTS = {each.__name__: each for each in (acknowledges_first, resends_in_doubt)}

if __name__ == "__main__":
    FAULTS[sys.argv[1]]()
    asyncio.run(main(Path(sys.argv[2]), *(int(each) for each in sys.argv[3:6])))
