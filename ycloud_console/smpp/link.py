"""One account's link: its binds, its queue, and one truthful state. The rest of the program sees only this.

How a problem is met (again soon, slowly, or not at all) is in :mod:`ycloud_console.smpp.verdict`. With
several binds the first leads: the others are tried only while one is bound, so that wrong credentials are
shown to the SMSC once and not once a bind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ycloud_console.smpp import questions
from ycloud_console.smpp.bind import Bind
from ycloud_console.smpp.clock import now_us
from ycloud_console.smpp.esme import Esme
from ycloud_console.smpp.model import (
    BindMode,
    CancelAnswer,
    LinkHandler,
    LinkProblem,
    LinkSettings,
    LinkState,
    LinkStatus,
    LinkTrace,
    ProblemKind,
    QueryAnswer,
    Submission,
)
from ycloud_console.smpp.pdu import Pdu
from ycloud_console.smpp.questions import NotAnswered, Question
from ycloud_console.smpp.reports import tell
from ycloud_console.smpp.sender import BadSubmission, Requeued, Sender
from ycloud_console.smpp.wake import watch_for_sleep
from ycloud_console.sms.address import Address

__all__ = ["BadSubmission", "Link"]

_BEST_FIRST = (
    LinkState.BOUND,
    LinkState.UNBINDING,
    LinkState.BINDING,
    LinkState.CONNECTING,
    LinkState.WAITING,
    LinkState.REFUSED,
    LinkState.CLOSED,
)
_SECURED = frozenset({LinkState.BINDING, LinkState.BOUND, LinkState.UNBINDING})
_LEAST_FAREWELL = 0.1
_ANY = Address("", 0, 0)


class Link:
    """Binds, keeps bound, sends what is queued and hands over what comes. Use it on one event loop.

    *requeued* is called with the keys of segments that ``handler.sending`` was awaited for and that are in
    the queue again: the SMSC refused them for now, or the link went before they were written. A link may be
    started again after :meth:`stop`.
    """

    def __init__(
        self,
        settings: LinkSettings,
        handler: LinkHandler,
        *,
        trace: LinkTrace | None = None,
        requeued: Requeued | None = None,
    ) -> None:
        self.settings = settings
        self.handler = handler
        self.trace = trace
        """Told every whole PDU; may be set and unset at any time."""
        self.sender = Sender(settings, handler, self._esmes, requeued)
        self._binds: list[Bind] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._lead = asyncio.Event()
        """Set while one is bound."""
        self._stopping = False
        self._shown = LinkStatus(LinkState.CLOSED, now_us(), settings.mode)

    # What the rest of the program asks for.

    @property
    def status(self) -> LinkStatus:
        """The state at this moment."""
        states = {bind.state for bind in self._binds}
        state = next((each for each in _BEST_FIRST if each in states), LinkState.CLOSED)
        if self._stopping:
            state = LinkState.UNBINDING
        tls = None
        if self.settings.tls is not None and state in _SECURED:
            tls = "verified" if self.settings.tls.verify else "unverified"
        retries = [bind.retry_at for bind in self._binds if bind.retry_at is not None]
        esmes = self._esmes()
        return LinkStatus(
            state=state,
            since=self._shown.since,
            mode=self.settings.mode,
            bound=sum(bind.state is LinkState.BOUND for bind in self._binds),
            tls=tls,
            problem=None if self._stopping else self._problem(),
            retry_at=min(retries) if retries and state is LinkState.WAITING else None,
            queued=self.sender.queued,
            outstanding=sum(esme.outstanding for esme in esmes),
            round_trip=next((esme.round_trip for esme in esmes if esme.round_trip is not None), None),
            paused=self.sender.paused,
        )

    @property
    def peer_certificate(self) -> bytes | None:
        """The certificate the server showed at the bind that stands (DER); None: not bound, or no TLS."""
        shown = (esme.peer_certificate for esme in self._esmes() if esme.state is LinkState.BOUND)
        return next((each for each in shown if each is not None), None)

    def start(self) -> None:
        """Begin to bind, and to bind again whenever the bind is lost. Returns at once."""
        self._begin(once=False)

    async def bind_once(self) -> LinkStatus:
        """Try once; returns when bound, or when that failed (the status has the problem).

        Once bound it is bound again after a loss, as after :meth:`start`.
        """
        self._begin(once=True)
        await self._binds[0].settled.wait()
        return self.status

    def retry_now(self) -> None:
        """Try at once instead of waiting, also after a refusal."""
        for bind in self._binds:
            bind.retry_now()

    def woke(self) -> None:
        """The computer slept: wait for nothing, and ask whether the server is still there."""
        for bind in self._binds:
            bind.woke()

    def submit(self, submissions: Iterable[Submission]) -> None:
        """Queue *submissions*; they go out in this order, when bound (never on a receiver).

        Raises BadSubmission for those that cannot be written; the others are queued. Takes some 3 µs for
        each, all at once: hand thousands over in slices.
        """
        self.sender.submit(submissions)

    def withdraw(self, keys: Iterable[int]) -> list[int]:
        """Take those of *keys* back that are still queued here; returns them, and they never reach the wire.

        What is not returned went out, or is about to: the handler is being awaited for it.
        """
        return self.sender.withdraw(keys)

    def pause(self) -> None:
        """Send nothing more until :meth:`resume`; what is out is answered, what is queued stays queued."""
        self.sender.paused = True
        self.changed()

    def resume(self) -> None:
        """Send again."""
        self.sender.paused = False
        self.changed()

    async def query(self, message_id: str, source: Address = _ANY) -> QueryAnswer:
        """Ask the SMSC what became of a message; *source* is the sender it was submitted with.

        An SMSC that does not know query_sm answers with a status of its own. Raises NotAnswered when there
        is no bind or no answer comes, and ValueError for what is no message ID.
        """
        return questions.read_query(await self._ask(questions.query(message_id, source)))

    async def cancel(
        self, message_id: str, source: Address = _ANY, destination: Address = _ANY
    ) -> CancelAnswer:
        """Ask the SMSC not to deliver a message; raises as :meth:`query` does."""
        return questions.read_cancel(await self._ask(questions.cancel(message_id, source, destination)))

    async def _ask(self, question: Question) -> Pdu:
        bound = [esme for esme in self._esmes() if esme.state is LinkState.BOUND]
        if not bound or self._stopping:
            problem = self._problem() or LinkProblem(ProblemKind.CONNECTION_CLOSED, "not bound")
            raise NotAnswered(problem)
        bound[0].ask(question)
        return await question.answer

    async def stop(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 -- shared out over several steps
        """Unbind and close everything within about *timeout* seconds.

        For the first half, responses that are due and deliveries that are being stored are waited for; what
        is out after that is in doubt. What is queued stays queued, in this object too.
        """
        if not self._tasks or self._stopping:
            return
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        self._stopping = True
        self.changed()
        sender, watch, *keepers = self._tasks
        await _cancelled([sender, watch])
        await self._drained(loop.time() + timeout / 2)
        # Those that are not bound have nothing to say goodbye to.
        await _cancelled([task for task, bind in zip(keepers, self._binds, strict=True) if not bind.is_bound])
        pairs = zip(keepers, self._binds, strict=True)
        await asyncio.gather(*(self._farewell(keeper, bind, deadline) for keeper, bind in pairs))
        for bind in self._binds:
            bind.settled.set()
        self._tasks, self._binds = [], []
        self._stopping = False
        self.changed()

    # What its parts ask for.

    def changed(self) -> None:
        """Report the state, when it is another than the one reported last."""
        if any(bind.is_bound for bind in self._binds):
            self._lead.set()
        else:
            self._lead.clear()
        self.sender.progress.set()
        status, shown = self.status, self._shown
        if status.state is not shown.state:
            status = replace(status, since=now_us())
        if _shape(status) != _shape(shown):
            self._shown = status
            tell(self.handler.link_status, status)

    def _problem(self) -> LinkProblem | None:
        return next((bind.problem for bind in self._binds if bind.problem is not None), None)

    def _begin(self, *, once: bool) -> None:
        if self._tasks:
            return
        count = max(1, self.settings.binds)
        self._binds = [
            Bind(self, number, _at_once if number == 1 else self._lead.wait, once=once)
            for number in range(1, count + 1)
        ]
        send = _never if self.settings.mode is BindMode.RECEIVER else self.sender.run
        self._tasks = [
            asyncio.create_task(work)
            for work in (send(), watch_for_sleep(self.woke), *(bind.run() for bind in self._binds))
        ]

    def _esmes(self) -> Sequence[Esme]:
        return [esme for bind in self._binds for esme in bind.esmes]

    async def _drained(self, until: float) -> None:
        """Wait until nothing is out and nothing is being stored, or until *until* (the loop's clock)."""
        progress = self.sender.progress
        while any(esme.outstanding or esme.delivering for esme in self._esmes()):
            progress.clear()
            try:
                async with asyncio.timeout_at(until):
                    await progress.wait()
            except TimeoutError:
                return

    async def _farewell(self, keeper: asyncio.Task[None], bind: Bind, deadline: float) -> None:
        await bind.close(max(_LEAST_FAREWELL, deadline - asyncio.get_running_loop().time()))
        # At once, or it would bind again while another bind still says goodbye.
        await _cancelled([keeper])


async def _at_once() -> None:
    """What the leading bind waits for."""


async def _never() -> None:
    """What a receiver sends."""


async def _cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel *tasks* and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _shape(status: LinkStatus) -> tuple[object, ...]:
    """What makes a state another one; the counts change with each message."""
    return (status.state, status.bound, status.tls, status.problem, status.retry_at, status.paused)
