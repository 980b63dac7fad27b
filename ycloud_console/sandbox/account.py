"""The account one can bind: its pace, its binds, and what waits to be delivered to it."""

from __future__ import annotations

import asyncio
import hmac
from collections import deque
from typing import Protocol

from ycloud_console.sandbox.ledger import Delivery
from ycloud_console.sandbox.options import SandboxOptions
from ycloud_console.sandbox.receipts import now
from ycloud_console.sandbox.schedule import Schedule


class Receiver(Protocol):
    """A bind that takes deliver_sm."""

    @property
    def can_deliver(self) -> bool:
        """Whether it has room for one more."""

    def deliver(self, delivery: Delivery) -> None:
        """Write it."""


class Pace:
    """A token bucket: *rate* a second, *burst* at once. A rate of 0 lets everything through."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = float(max(burst, 1))
        self._tokens = self._burst
        self._clock = asyncio.get_running_loop().time
        self._at = self._clock()

    def allows(self) -> bool:
        """Take one token, if there is one."""
        if not self._rate:
            return True
        time = self._clock()
        self._tokens = min(self._burst, self._tokens + (time - self._at) * self._rate)
        self._at = time
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class Account:
    """One system ID. What is to be delivered waits until a bind that receives has room for it."""

    def __init__(self, options: SandboxOptions, schedule: Schedule) -> None:
        self._options = options
        self._schedule = schedule
        self._receivers: list[Receiver] = []
        self._turn = 0
        self._waiting: deque[Delivery] = deque()
        self.pace = Pace(options.rate, options.burst)
        self.binds = 0

    def set_options(self, options: SandboxOptions) -> None:
        """From now on *options* hold; who is bound stays bound."""
        self._options = options
        self.pace = Pace(options.rate, options.burst)

    def is_for(self, system_id: str, password: str) -> bool:
        """Whether these are the account's credentials; takes the same time for any wrong password."""
        given, right = password.encode(), self._options.password.encode()
        return hmac.compare_digest(given, right) and system_id == self._options.system_id

    @property
    def has_room(self) -> bool:
        """Whether one more bind is allowed."""
        return self.binds < self._options.max_binds

    def joined(self, receiver: Receiver | None) -> None:
        """A bind was accepted; *receiver* is None for a transmitter."""
        self.binds += 1
        if receiver is not None:
            self._receivers.append(receiver)
            self.pump()

    def left(self, receiver: Receiver | None, unanswered: list[Delivery]) -> None:
        """A bind ended; what it had not answered is sent again, first of all."""
        self.binds -= 1
        if receiver is not None:
            self._receivers.remove(receiver)
        self._waiting.extendleft(reversed(unanswered))
        self.pump()

    def deliver(self, delivery: Delivery) -> None:
        """Send *delivery* as soon as a bind can take it."""
        self._waiting.append(delivery)
        self.pump()

    def answered(self, delivery: Delivery, status: int) -> None:
        """A response to *delivery* came: whatever is not status 0 is sent again a little later."""
        delivery.answers.append(status)
        if status:
            doubled = min(len(delivery.answers) - 1, 5)
            self._schedule.later(self._options.retry_delay * 2**doubled, self.deliver, delivery)
        else:
            delivery.acknowledged_at = now()
        self.pump()

    def overlooked(self, delivery: Delivery) -> None:
        """A response with status 0 came, and was overlooked: it is sent again all the same."""
        delivery.acknowledged_at = delivery.acknowledged_at or now()
        delivery.answers.append(0)
        self._schedule.later(self._options.retry_delay, self.deliver, delivery)
        self.pump()

    def pump(self) -> None:
        """Hand out what waits, to all binds in turn, while they have room."""
        if not self._waiting:
            return
        ready = [receiver for receiver in self._receivers if receiver.can_deliver]
        while self._waiting and ready:
            self._turn += 1
            receiver = ready[self._turn % len(ready)]
            receiver.deliver(self._waiting.popleft())
            if not receiver.can_deliver:
                ready.remove(receiver)
