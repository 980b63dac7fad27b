"""One connection and one bind: the session of SMPP 3.4, chapter 2, from connect to close.

aiosmpplib's ESME is not used: what it gets wrong (``tests/smpp/test_upstream.py``) goes through all of its
reading, correlating and closing. Its PDU classes write what we send (:mod:`ycloud_console.smpp.upstream`);
everything that comes in is read by :mod:`ycloud_console.smpp.pdu`, which never raises.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from ycloud_console.smpp import upstream
from ycloud_console.smpp.clock import now_us
from ycloud_console.smpp.connect import LinkFailure, connect
from ycloud_console.smpp.incoming import read_delivery, read_message_id
from ycloud_console.smpp.model import LinkProblem, LinkSettings, LinkState, ProblemKind
from ycloud_console.smpp.owner import Owner, Segment
from ycloud_console.smpp.pdu import COMMAND_IDS, RESPONSE_BIT, Pdu, read_pdu, write_pdu
from ycloud_console.smpp.questions import Question
from ycloud_console.smpp.stream import BadLength, PduStream, masked
from ycloud_console.smpp.window import OpenRequest, OpenRequests

_logger = logging.getLogger(__name__)

_ENQUIRE_LINK_RESP = COMMAND_IDS["enquire_link_resp"]
_UNBIND_RESP = COMMAND_IDS["unbind_resp"]
_SUBMIT_SM_RESP = COMMAND_IDS["submit_sm_resp"]
_GENERIC_NACK = COMMAND_IDS["generic_nack"]
_ESME_RX_T_APPN = 0x64
"""Temporary receiver error: the SMSC is to send it again (SMPP 3.4, 5.1.3)."""
_SLICE = 0.005
"""Seconds of reading after which everything else on the event loop has its turn."""
_MOST_DELIVERIES = 10_000
"""Deliveries being committed, over which nothing more is read until some are done."""


class Esme(asyncio.Protocol):
    """One connection, used once: :meth:`open`, :meth:`send`, :meth:`close`.

    Open requests are segments, questions, or None for an enquire_link or unbind of ours.
    """

    def __init__(self, settings: LinkSettings, owner: Owner) -> None:
        self._settings = settings
        self._owner = owner
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._stream = PduStream()
        self._next_sequence: Callable[[], int] = upstream.sequence_generator().next_sequence
        self._requests: OpenRequests[Segment | Question | None] = OpenRequests(
            settings.response_timeout, self._next_sequence
        )
        self._submitted = 0
        self._deliveries: set[asyncio.Task[None]] = set()
        self._out: list[bytes] = []
        self._flushing = False
        self._writable = True
        self._working = False
        self._leaving: bytes | None = None
        """The answer to the SMSC's unbind, as long as it is still owed; nothing more is read."""
        self._sweeper: asyncio.TimerHandle | None = None
        self._keeper: asyncio.TimerHandle | None = None
        self._bound: asyncio.Future[None] = self._loop.create_future()
        self._closed: asyncio.Future[None] = self._loop.create_future()
        self._open = False
        self.state = LinkState.CONNECTING
        self.problem: LinkProblem | None = None
        """Why it is over; the first reason counts."""
        self.round_trip: int | None = None
        """Microseconds the latest enquire_link took."""

    # Opening and closing.

    async def open(self) -> None:
        """Connect and bind. Raises LinkFailure, with nothing left open, when there is no bind."""
        try:
            request = upstream.bind_request(self._settings, self._next_sequence())
        except upstream.Unsendable as error:
            raise LinkFailure(LinkProblem(ProblemKind.BAD_SETTINGS, str(error))) from error
        self._enter(LinkState.CONNECTING)
        try:
            self._transport = await connect(self._settings, self)
            self._open = not self._closed.done()
            self._enter(LinkState.BINDING)
            self._write(request)
            self._work()  # what the server said before it was asked
            await self._bind_answer()
        except BaseException as error:
            if isinstance(error, LinkFailure):
                self._fail(error.problem)
            await self._drop()
            raise
        self._keep()

    async def _bind_answer(self) -> None:
        timeout = self._settings.response_timeout
        await asyncio.wait((self._bound, self._closed), timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        if self._bound.done():
            return
        if self.problem is None:
            self.problem = LinkProblem(ProblemKind.BIND_TIMEOUT, f"no bind response within {timeout:g} s")
        raise LinkFailure(self.problem)

    async def _drop(self) -> None:
        """Close at once and wait until the socket is closed, so that a new bind never meets the old one."""
        if self._transport is None:
            return
        self._transport.abort()
        await asyncio.shield(self._closed)

    async def wait_closed(self) -> None:
        """Return once the connection is closed; :attr:`problem` says why."""
        await asyncio.shield(self._closed)

    async def close(self, timeout: float) -> None:  # noqa: ASYNC109 -- shared out over several steps
        """Unbind and close within about *timeout* seconds; what is open then is in doubt."""
        deadline = self._loop.time() + timeout
        if self.problem is None:
            self.problem = LinkProblem(ProblemKind.UNBOUND)
        if self.state is LinkState.BOUND:
            self._enter(LinkState.UNBINDING)
            self._write(upstream.unbind_request(self._requests.add(_UNBIND_RESP, None, self._loop.time())))
            await asyncio.wait((self._closed,), timeout=max(0.0, timeout / 2))
        if self._transport is not None and not self._closed.done():
            self._transport.close()
            await asyncio.wait((self._closed,), timeout=max(0.0, deadline - self._loop.time()))
            await self._drop()
        for task in self._deliveries:
            task.cancel()
        await asyncio.gather(*self._deliveries, return_exceptions=True)

    def _fail(self, problem: LinkProblem) -> None:
        """It is over because of *problem*."""
        if self.problem is None:
            self.problem = problem
        self._open = False
        if self._transport is not None:
            self._transport.abort()

    def _hang_up(self) -> None:
        """Close in order, after what was written."""
        self._flush()
        self._open = False
        if self._transport is not None:
            self._transport.close()

    def _enter(self, state: LinkState) -> None:
        self.state = state
        self._owner.phase(state)

    # asyncio's side.

    def connection_lost(self, exc: Exception | None) -> None:
        if self.problem is None:
            when = " instead of answering the bind" if self.state is LinkState.BINDING else ""
            if exc is None:
                detail = f"the server closed the connection{when}"
                self.problem = LinkProblem(ProblemKind.CONNECTION_CLOSED, detail)
            else:
                self.problem = LinkProblem(ProblemKind.CONNECTION_LOST, f"{exc}{when}")
        self._open = False
        self.state = LinkState.CLOSED
        for timer in (self._sweeper, self._keeper):
            if timer is not None:
                timer.cancel()
        lost = self._given_up(self._requests.drain(), self.problem)
        self._submitted = 0
        if not self._closed.done():
            self._closed.set_result(None)
        if lost:
            self._owner.in_doubt(lost, self.problem)

    def pause_writing(self) -> None:
        self._writable = False

    def resume_writing(self) -> None:
        self._writable = True
        self._flush_soon()
        self._owner.ready()

    def data_received(self, data: bytes) -> None:
        if self._transport is None and self._settings.tls is not None:
            return  # before TLS: a server that speaks first speaks no TLS, and the handshake will say so
        self._stream.feed(data)
        if not self._working:
            self._work()

    # Reading.

    def _work(self) -> None:
        """Handle the PDUs that are here, for a slice of time; then go on in the loop's next round."""
        self._working = False
        until = self._loop.time() + _SLICE
        transport = self._transport
        if transport is None:
            return
        try:
            while self._open and self._leaving is None:
                if len(self._deliveries) >= _MOST_DELIVERIES:
                    transport.pause_reading()
                    return  # goes on when one of them is done
                raw = self._stream.next()
                if raw is None:
                    transport.resume_reading()
                    return
                self._handle(raw)
                if self._loop.time() > until:
                    transport.pause_reading()
                    self._working = True
                    self._loop.call_soon(self._work)
                    return
        except BadLength as error:
            self._fail(self._not_a_pdu(error))

    def _not_a_pdu(self, error: BadLength) -> LinkProblem:
        if self.state is not LinkState.BINDING:
            return LinkProblem(ProblemKind.PROTOCOL_ERROR, str(error))
        # A TLS alert record (RFC 8446, 5.1): what a TLS port answers to our plain bind.
        if error.start[:2] == b"\x15\x03":
            return LinkProblem(ProblemKind.TLS_EXPECTED, "the server answered with a TLS alert")
        shown = error.start[:40].decode("latin-1")
        return LinkProblem(ProblemKind.NOT_SMPP, f"the server answered {shown!r}")

    def _handle(self, raw: bytes) -> None:
        if trace := self._owner.trace:
            trace("in", masked(raw), now_us())
        pdu = read_pdu(raw)
        if pdu.command_id & RESPONSE_BIT:
            self._response(pdu)
        else:
            self._request(pdu)

    def _request(self, pdu: Pdu) -> None:
        sequence = pdu.sequence_number
        match pdu.command:
            case "deliver_sm" | "data_sm":
                self._delivery(pdu)
            case "enquire_link":
                self._write(upstream.enquire_link_response(sequence))
            case "unbind":
                self._leaving = upstream.unbind_response(sequence)
                self._leave_when_stored()
            case "alert_notification" | "outbind":
                pass  # neither has a response (SMPP 3.4, 4.12 and 4.1.7); the trace shows them
            case _:
                self._write(upstream.unknown_command_response(sequence))

    def _leave_when_stored(self) -> None:
        """The SMSC sent unbind: what it delivered before is answered first, or it would come again."""
        if self._leaving is None or self._deliveries:
            return
        self._write(self._leaving)
        self.problem = self.problem or LinkProblem(ProblemKind.CONNECTION_CLOSED, "the SMSC sent unbind")
        self._hang_up()

    def _response(self, pdu: Pdu) -> None:
        if self.state is LinkState.BINDING:
            self._bind_response(pdu)
            return
        nack = pdu.command_id == _GENERIC_NACK
        taken = self._requests.take(pdu.sequence_number, None if nack else pdu.command_id)
        if taken is None:
            return
        request, late = taken
        round_trip = round((self._loop.time() - request.sent) * 1e6)
        if isinstance(request.subject, Question):
            request.subject.answered(pdu)
        elif request.subject is not None:
            if not late:
                self._submitted -= 1
            message_id = "" if pdu.command_status else read_message_id(pdu)
            self._owner.answered(request.subject, pdu.command_status, message_id, round_trip, late=late)
        elif request.response == _ENQUIRE_LINK_RESP:
            self.round_trip = round_trip
        else:
            self._hang_up()  # unbind_resp, or a generic_nack for our unbind

    def _bind_response(self, pdu: Pdu) -> None:
        expected = COMMAND_IDS[f"bind_{self._settings.mode}_resp"]
        if pdu.command_id not in (expected, _GENERIC_NACK):
            return
        if pdu.command_id == _GENERIC_NACK or pdu.command_status:
            name = "generic_nack" if pdu.command_id == _GENERIC_NACK else "bind response"
            detail = f"{name} with status {pdu.command_status}"
            self._fail(LinkProblem(ProblemKind.BIND_REFUSED, detail, pdu.command_status))
            return
        # What follows in the same octets is read as bound; so the state changes here, not in open().
        self._enter(LinkState.BOUND)
        self._bound.set_result(None)

    def _delivery(self, pdu: Pdu) -> None:
        task = self._loop.create_task(self._answer_delivery(pdu))
        self._deliveries.add(task)
        task.add_done_callback(self._delivery_done)

    async def _answer_delivery(self, pdu: Pdu) -> None:
        try:
            status = await self._owner.delivered(read_delivery(pdu))
        except Exception:
            _logger.exception("a delivery could not be kept; the SMSC is told to send it again")
            status = _ESME_RX_T_APPN
        if pdu.command == "data_sm":
            self._write(write_pdu("data_sm_resp", status=status, sequence=pdu.sequence_number, fields={}))
        else:
            self._write(upstream.deliver_response(pdu.sequence_number, status))

    def _delivery_done(self, task: asyncio.Task[None]) -> None:
        jammed = len(self._deliveries) >= _MOST_DELIVERIES
        self._deliveries.discard(task)
        if jammed and self._open and not self._working:
            self._working = True
            self._loop.call_soon(self._work)
        if not self._deliveries:
            self._leave_when_stored()
            self._owner.ready()

    # Writing.

    @property
    def free(self) -> int:
        """How many segments may be sent now."""
        if self.state is not LinkState.BOUND or not self._writable or not self._open or self._leaving:
            return 0
        return max(0, self._settings.window - self._submitted)

    @property
    def outstanding(self) -> int:
        """Segments that wait for their response."""
        return self._submitted

    @property
    def delivering(self) -> int:
        """Deliveries that are not answered yet."""
        return len(self._deliveries)

    def send(self, segments: Sequence[Segment]) -> None:
        """Write *segments*, at most :attr:`free`. Each is registered before the first octet is written."""
        now = self._loop.time()
        for segment in segments:
            sequence = self._requests.add(_SUBMIT_SM_RESP, segment, now)
            self._write(upstream.with_sequence(segment.request, sequence))
        self._submitted += len(segments)
        self._arm_sweeper()

    def ask(self, question: Question) -> None:
        """Write *question*; it is told its answer, or that none will come."""
        self._write(question.request(self._requests.add(question.response, question, self._loop.time())))
        self._arm_sweeper()

    def _write(self, pdu: bytes) -> None:
        if not self._open:
            return
        if trace := self._owner.trace:
            trace("out", masked(pdu), now_us())
        self._out.append(pdu)
        self._flush_soon()

    def _flush_soon(self) -> None:
        """Everything of one round of the event loop goes out in one write."""
        if self._out and not self._flushing:
            self._flushing = True
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._flushing = False
        if self._out and self._open and self._transport is not None and not self._transport.is_closing():
            octets = b"".join(self._out)
            self._out.clear()
            self._transport.write(octets)

    # Time.

    def _keep(self) -> None:
        """Ask whether the server is still there, each interval."""
        interval = self._settings.enquire_link_interval
        if interval > 0 and self._open:
            self._keeper = self._loop.call_later(interval, self._enquire)

    def check(self) -> None:
        """Ask now whether the server is still there."""
        if self._keeper is not None:
            self._keeper.cancel()
        self._enquire()

    def _enquire(self) -> None:
        if self.state is LinkState.BOUND:
            sequence = self._requests.add(_ENQUIRE_LINK_RESP, None, self._loop.time())
            self._write(upstream.enquire_link_request(sequence))
            self._arm_sweeper()
            self._keep()

    def _given_up(
        self, requests: Sequence[OpenRequest[Segment | Question | None]], problem: LinkProblem
    ) -> list[Segment]:
        """Tell the questions among *requests* that no answer will come; returns the segments."""
        segments = []
        for request in requests:
            if isinstance(request.subject, Question):
                request.subject.lost(problem)
            elif request.subject is not None:
                segments.append(request.subject)
        return segments

    def _arm_sweeper(self) -> None:
        deadline = self._requests.deadline()
        if self._sweeper is None and deadline is not None and self._open:
            self._sweeper = self._loop.call_at(max(deadline, self._loop.time() + 0.01), self._sweep)

    def _sweep(self) -> None:
        self._sweeper = None
        if len(self._deliveries) >= _MOST_DELIVERIES:
            # The answers may lie unread behind what we are still storing: nobody is to blame yet.
            self._sweeper = self._loop.call_later(1.0, self._sweep)
            return
        expired = self._requests.expire(self._loop.time())
        detail = f"no response within {self._settings.response_timeout:g} s"
        problem = LinkProblem(ProblemKind.NO_ANSWER, detail)
        segments = self._given_up(expired, problem)
        self._submitted -= len(segments)
        if segments:
            self._owner.in_doubt(segments, problem)
            self._owner.ready()
        if any(each.subject is None and each.response == _ENQUIRE_LINK_RESP for each in expired):
            self._fail(LinkProblem(ProblemKind.NO_ANSWER, f"enquire_link: {detail}"))
        self._arm_sweeper()
