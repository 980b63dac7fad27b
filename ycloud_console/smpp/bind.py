"""One of a link's binds, kept for as long as the link runs: bound, lost, waited, bound again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from ycloud_console.smpp.clock import now_us
from ycloud_console.smpp.connect import LinkFailure, speaks_tls
from ycloud_console.smpp.esme import Esme
from ycloud_console.smpp.model import (
    Answer,
    Delivery,
    LinkHandler,
    LinkProblem,
    LinkSettings,
    LinkState,
    LinkTrace,
    ProblemKind,
)
from ycloud_console.smpp.owner import Segment, Trace
from ycloud_console.smpp.pace import Backoff
from ycloud_console.smpp.reports import tell
from ycloud_console.smpp.sender import Sender
from ycloud_console.smpp.verdict import Retry, verdict
from ycloud_console.smpp.wire import Wire

_logger = logging.getLogger(__name__)

_HUNG_UP = frozenset({ProblemKind.CONNECTION_CLOSED, ProblemKind.CONNECTION_LOST})
_ABANDON = 1.0
"""Seconds for closing a connection that nobody waits for any more."""


class Around(Protocol):
    """What a bind needs of its link."""

    settings: LinkSettings
    handler: LinkHandler
    sender: Sender
    trace: LinkTrace | None

    def changed(self) -> None:
        """The state of a bind may have changed."""


class Bind:
    """Tries to be bound until it is cancelled (an :class:`ycloud_console.smpp.owner.Owner`).

    *number* counts a link's binds from 1. *leave* is awaited before each try. With *once* a first failure is
    the last, until :meth:`retry_now`.
    """

    def __init__(
        self, link: Around, number: int, leave: Callable[[], Awaitable[object]], *, once: bool
    ) -> None:
        self._link = link
        self._number = number
        self._leave = leave
        self._once = once
        self._backoff = Backoff(link.settings.backoff_min, link.settings.backoff_max)
        self._again = asyncio.Event()
        self._tls_port: bool | None = None
        self.state = LinkState.CLOSED
        self.problem: LinkProblem | None = None
        """The last reason for not being bound; None while it is bound."""
        self.retry_at: int | None = None
        """When the next try is made (microseconds), in WAITING."""
        self.settled = asyncio.Event()
        """Set once it was bound, or has given up."""
        self.esmes: list[Esme] = []
        """Its connection, and before it lost ones of which deliveries are still being stored."""

    @property
    def is_bound(self) -> bool:
        return self.state is LinkState.BOUND

    async def run(self) -> None:
        """Never returns."""
        while True:
            await self._leave()
            self.problem = problem = await self._attempt()
            retry = verdict(problem)
            if retry is Retry.REFUSED or (self._once and not self.settled.is_set()):
                await self._stand(LinkState.REFUSED if retry is Retry.REFUSED else LinkState.CLOSED)
            else:
                await self._wait(self._backoff.next(slow=retry is Retry.SLOW))

    def retry_now(self) -> None:
        """Try at once, when it waits or has given up."""
        self._backoff.reset()
        self._again.set()

    def woke(self) -> None:
        """The computer slept: do not wait out a time that has passed; ask the server whether it is there."""
        if self.state is LinkState.WAITING:
            self.retry_now()
        for esme in self.esmes:
            esme.check()

    async def close(self, timeout: float) -> None:  # noqa: ASYNC109 -- the connection shares it out
        """Unbind and close what is open within about *timeout* seconds."""
        await asyncio.gather(*(esme.close(timeout) for esme in self.esmes))

    async def _attempt(self) -> LinkProblem:
        """Connect, bind and stay bound; returns why that ended."""
        loop = asyncio.get_running_loop()
        self._again.clear()
        esme = Esme(self._link.settings, self, self._number)
        self.esmes = [*(each for each in self.esmes if each.delivering), esme]
        try:
            await esme.open()
            bound_at = loop.time()
            await esme.wait_closed()
        except LinkFailure as failure:
            return await self._looked_into(failure.problem)
        except Exception as error:
            # A setting that no check foresaw: the state must say so, and not stand still for ever.
            _logger.exception("the connection to %s failed", self._link.settings.host)
            await esme.close(_ABANDON)
            return LinkProblem(ProblemKind.BAD_SETTINGS, f"{type(error).__name__}: {error}")
        except BaseException:
            await esme.close(_ABANDON)
            raise
        self._backoff.held(loop.time() - bound_at)
        return esme.problem or LinkProblem(ProblemKind.CONNECTION_CLOSED)

    async def _looked_into(self, problem: LinkProblem) -> LinkProblem:
        """*problem*, or what is behind it: a plain bind that a TLS port closed on. Asked once only."""
        if self._link.settings.tls is not None or problem.kind not in _HUNG_UP:
            return problem
        if self._tls_port is None:
            self._tls_port = await speaks_tls(self._link.settings)
        return LinkProblem(ProblemKind.TLS_EXPECTED, problem.detail) if self._tls_port else problem

    async def _stand(self, state: LinkState) -> None:
        self.state = state
        self.settled.set()
        self._link.changed()
        await self._again.wait()

    async def _wait(self, seconds: float) -> None:
        self.state = LinkState.WAITING
        self.retry_at = now_us() + round(seconds * 1e6)
        self._link.changed()
        try:
            async with asyncio.timeout(seconds):
                await self._again.wait()
        except TimeoutError:
            pass
        self.retry_at = None

    # What its connection reports.

    @property
    def trace(self) -> Trace | None:
        return None if self._link.trace is None else self._traced

    def _traced(self, wire: Wire, outgoing: bool, at: int, pdu: bytes, key: int) -> None:
        if (trace := self._link.trace) is not None:
            tell(trace, wire, outgoing, at, pdu, key)

    def phase(self, state: LinkState) -> None:
        self.state = state
        if state is LinkState.BOUND:
            self.problem = None
            self.settled.set()
        self._link.changed()

    def ready(self) -> None:
        self._link.sender.progress.set()

    def answered(
        self, segment: Segment, status: int, message_id: str, round_trip: int, *, late: bool
    ) -> None:
        self._link.sender.answered(segment, status, message_id, round_trip, late=late)

    def in_doubt(self, segments: Sequence[Segment], reason: LinkProblem) -> None:
        self._link.sender.in_doubt(segments, reason)

    def delivered(self, delivery: Delivery, answer: Answer) -> None:
        self._link.handler.delivered(delivery, answer)
