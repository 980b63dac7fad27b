"""One connection and one bind: the session of SMPP 3.4, chapter 2, from connect to close.

aiosmpplib's ESME is not used: what it gets wrong (``tests/smpp/test_upstream.py``) goes through all of its
reading, correlating and closing. Its PDU classes write what we send (:mod:`ycloud_console.smpp.upstream`);
everything that comes in is read by :mod:`ycloud_console.smpp.pdu`, which never raises.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence

from ycloud_console.smpp import upstream
from ycloud_console.smpp.asked import Asked
from ycloud_console.smpp.clock import now_us
from ycloud_console.smpp.connect import LinkFailure, connect
from ycloud_console.smpp.deliveries import Deliveries
from ycloud_console.smpp.model import LinkProblem, LinkSettings, LinkState, ProblemKind
from ycloud_console.smpp.owner import Owner, Segment
from ycloud_console.smpp.pdu import COMMAND_IDS, RESPONSE_BIT, Pdu, read_pdu
from ycloud_console.smpp.questions import Question
from ycloud_console.smpp.stream import BadLength, PduStream, masked
from ycloud_console.smpp.trace import NO_KEY
from ycloud_console.smpp.wire import Wire, ends_of

_GENERIC_NACK = COMMAND_IDS["generic_nack"]
_SLICE = 0.005
"""Seconds of reading after which everything else on the event loop has its turn."""


class Esme(asyncio.Protocol):
    """One connection, used once: :meth:`open`, :meth:`send`, :meth:`close`. *number* is that of its bind."""

    def __init__(self, settings: LinkSettings, owner: Owner, number: int = 1) -> None:
        self._settings = settings
        self._owner = owner
        self._number = number
        self._wire = Wire(settings.name, number)
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._stream = PduStream()
        self._asked = Asked(settings, owner, self._write, self._fail, lambda: self._deliveries.full)
        self._deliveries = Deliveries(owner, self._write, self._read_on, self._stored)
        self._out: list[bytes] = []
        self._flushing = False
        self._writable = True
        self._working = False
        self._leaving: bytes | None = None
        """The answer to the SMSC's unbind, as long as it is still owed; nothing more is read."""
        self._bound: asyncio.Future[None] = self._loop.create_future()
        self._closed: asyncio.Future[None] = self._loop.create_future()
        self._open = False
        self._heard = False
        """Something came that was a PDU."""
        self.state = LinkState.CONNECTING
        self.problem: LinkProblem | None = None
        """Why it is over; the first reason counts."""

    # Opening and closing.

    async def open(self) -> None:
        """Connect and bind. Raises LinkFailure, with nothing left open, when there is no bind."""
        try:
            request = upstream.bind_request(self._settings, self._asked.next_sequence())
        except upstream.Unsendable as error:
            raise LinkFailure(LinkProblem(ProblemKind.BAD_SETTINGS, str(error))) from error
        self._enter(LinkState.CONNECTING)
        try:
            self._transport = await connect(self._settings, self)
            self._open = not self._closed.done()
            tls = self._settings.tls is not None
            self._wire = Wire(self._settings.name, self._number, *ends_of(self._transport), tls=tls)
            self._enter(LinkState.BINDING)
            self._write(request)
            self._work()  # what the server said before it was asked
            await self._bind_answer()
        except BaseException as error:
            if isinstance(error, LinkFailure):
                self._fail(error.problem)
            await self._drop()
            raise
        if self._open:
            self._asked.keep()

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
            self._asked.unbind()
            await asyncio.wait((self._closed,), timeout=max(0.0, timeout / 2))
        if self._transport is not None and not self._closed.done():
            self._transport.close()
            await asyncio.wait((self._closed,), timeout=max(0.0, deadline - self._loop.time()))
            await self._drop()
        self._deliveries.end()

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
        if not self._closed.done():
            self._closed.set_result(None)
        self._asked.end(self.problem)

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
                if self._deliveries.full:
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
        # What stands behind a PDU is not quoted: an outbind of a wrong length leaves its password there.
        if self.state is not LinkState.BINDING or self._heard:
            return LinkProblem(ProblemKind.PROTOCOL_ERROR, str(error))
        # A TLS alert record (RFC 8446, 5.1): what a TLS port answers to our plain bind.
        if error.start[:2] == b"\x15\x03":
            return LinkProblem(ProblemKind.TLS_EXPECTED, "the server answered with a TLS alert")
        shown = error.start[:40].decode("latin-1")
        return LinkProblem(ProblemKind.NOT_SMPP, f"the server answered {shown!r}")

    def _handle(self, raw: bytes) -> None:
        if trace := self._owner.trace:
            trace(self._wire, False, now_us(), masked(raw), NO_KEY)
        self._heard = True
        pdu = read_pdu(raw)
        self._asked.heard()
        if not pdu.command_id & RESPONSE_BIT:
            self._request(pdu)
        elif self.state is LinkState.BINDING:
            self._bind_response(pdu)
        elif self._asked.response(pdu):
            self._hang_up()

    def _request(self, pdu: Pdu) -> None:
        sequence = pdu.sequence_number
        match pdu.command:
            case "deliver_sm" | "data_sm":
                self._deliveries.take(pdu)
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

    def _read_on(self) -> None:
        if self._open and not self._working:
            self._working = True
            self._loop.call_soon(self._work)

    def _stored(self) -> None:
        self._leave_when_stored()
        self._owner.ready()

    # Writing.

    @property
    def free(self) -> int:
        """How many segments may be sent now."""
        if self.state is not LinkState.BOUND or not self._writable or not self._open or self._leaving:
            return 0
        return self._asked.room

    @property
    def peer_certificate(self) -> bytes | None:
        """The server's certificate (DER); None without TLS, and before and after the connection."""
        secured = self._transport.get_extra_info("ssl_object") if self._transport is not None else None
        return secured.getpeercert(binary_form=True) if isinstance(secured, ssl.SSLObject) else None

    @property
    def outstanding(self) -> int:
        """Segments that wait for their response."""
        return self._asked.segments

    @property
    def delivering(self) -> int:
        """Deliveries that are not answered yet."""
        return len(self._deliveries)

    @property
    def round_trip(self) -> int | None:
        """Microseconds the latest enquire_link took."""
        return self._asked.round_trip

    def send(self, segments: Sequence[Segment]) -> None:
        """Write *segments*, at most :attr:`free`. Each is registered before the first octet is written."""
        self._asked.submit(segments)

    def ask(self, question: Question) -> None:
        """Write *question*; it is told its answer, or that none will come."""
        self._asked.question(question)

    def check(self) -> None:
        """Ask now whether the server is still there."""
        if self.state is LinkState.BOUND:
            self._asked.enquire()

    def _write(self, pdu: bytes, key: int = NO_KEY) -> None:
        if not self._open:
            return
        if trace := self._owner.trace:
            trace(self._wire, True, now_us(), masked(pdu), key)
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
