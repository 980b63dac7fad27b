"""Looks at a server one step at a time: its addresses, its port, its certificate, a bind for a moment.

For the connection doctor. Each function ends within the time-outs of its settings and leaves no socket open,
also when it is cancelled. Nothing here ever sends the password but :class:`TrialBind`.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from ycloud_console.smpp.certificate import Certificate, certificate_of
from ycloud_console.smpp.connect import LinkFailure, connect, speaks_tls
from ycloud_console.smpp.esme import Esme
from ycloud_console.smpp.model import (
    Answer,
    Delivery,
    LinkProblem,
    LinkSettings,
    LinkState,
    ProblemKind,
    TlsSettings,
)
from ycloud_console.smpp.owner import Segment, Trace
from ycloud_console.smpp.pdu import Pdu, read_pdu
from ycloud_console.smpp.tls import classify
from ycloud_console.smpp.wire import Wire

_ESME_RX_T_APPN = 0x64
"""SMPP 3.4, 5.1.3: the receiver cannot take it now; the SMSC is to send it again."""
_SC_INTERFACE_VERSION = 0x0210
_LEAST_PER_ADDRESS = 2.0
"""Seconds each of several addresses may take at least."""
_FAREWELL = 5.0
"""Seconds for unbind and for closing."""
_HUNG_UP = frozenset({ProblemKind.CONNECTION_CLOSED, ProblemKind.CONNECTION_LOST})


async def look_up(host: str, port: int, timeout: float) -> list[str]:  # noqa: ASYNC109 -- a setting of the account
    """The addresses of *host*, in the order they would be tried. Raises LinkFailure."""
    try:
        async with asyncio.timeout(timeout):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError as error:
        detail = f"no answer within {timeout:g} s"
        raise LinkFailure(LinkProblem(ProblemKind.NAME_NOT_FOUND, detail)) from error
    except (OSError, UnicodeError) as error:
        raise LinkFailure(classify(error, tls=False)) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Reached:
    """A port that answered."""

    address: str
    silent: tuple[str, ...]
    """Addresses that were tried before and did not answer."""
    micros: int
    """From the first packet to the connection."""


async def reach(settings: LinkSettings, addresses: Sequence[str]) -> Reached:
    """Connect to the port at the first of *addresses* that answers, and close again. Raises LinkFailure."""
    loop = asyncio.get_running_loop()
    share = max(settings.connect_timeout / len(addresses), _LEAST_PER_ADDRESS)
    if len(addresses) == 1:
        share = settings.connect_timeout
    failures: list[LinkFailure] = []
    silent: list[str] = []
    for address in addresses:
        began = loop.time()
        single = replace(settings, host=address, tls=None, connect_timeout=share)
        try:
            transport = await connect(single, asyncio.Protocol())
        except LinkFailure as failure:
            failures.append(failure)
            silent.append(address)
            continue
        micros = round((loop.time() - began) * 1e6)
        await _close(transport)
        return Reached(address, tuple(silent), micros)
    raise failures[0]


@dataclass(frozen=True, slots=True)
class Secured:
    """What a TLS handshake showed."""

    protocol: str
    """For example TLSv1.3; empty when there was no handshake."""
    cipher: str
    chain: tuple[Certificate, ...]
    """What the server presented, its own certificate first; empty when none could be read."""
    problem: LinkProblem | None = None
    """Why it is not trusted, or why there was no handshake; None: it is trusted, or was not to be checked."""


async def secure(settings: LinkSettings) -> Secured:
    """Shake hands as the account does; where that fails, look at what the server presents all the same.

    Nothing is sent but the greeting.
    """
    try:
        return await _handshake(settings)
    except LinkFailure as failure:
        problem = failure.problem
    if problem.kind is ProblemKind.TLS_NOT_SPOKEN:
        return Secured("", "", (), problem)
    name = settings.tls.server_name if settings.tls else None
    try:
        seen = await _handshake(replace(settings, tls=TlsSettings(server_name=name, verify=False)))
    except LinkFailure:
        return Secured("", "", (), problem)
    return replace(seen, problem=problem)


async def _handshake(settings: LinkSettings) -> Secured:
    transport = await connect(settings, asyncio.Protocol())
    try:
        secured: ssl.SSLObject = transport.get_extra_info("ssl_object")
        cipher = secured.cipher()
        return Secured(secured.version() or "", cipher[0] if cipher else "", _presented(secured))
    finally:
        await _close(transport)


def _presented(secured: ssl.SSLObject) -> tuple[Certificate, ...]:
    try:
        return tuple(certificate_of(der) for der in _unverified_chain(secured))
    except ValueError:
        return ()


def _unverified_chain(secured: ssl.SSLObject) -> list[bytes]:
    """The certificates as they came, DER. Public since Python 3.13; before, only the module below has it."""
    public: Any = getattr(secured, "get_unverified_chain", None)
    if public is not None:
        return [bytes(der) for der in public()]
    inner: Any = getattr(secured, "_sslobj", None)
    if hasattr(inner, "get_unverified_chain"):
        return [ssl.PEM_cert_to_DER_cert(each.public_bytes()) for each in inner.get_unverified_chain() or ()]
    own = secured.getpeercert(binary_form=True)
    return [own] if own else []


async def _close(transport: asyncio.Transport) -> None:
    transport.abort()
    await asyncio.sleep(0)  # abort() closes the socket in the loop's next round


@dataclass(frozen=True, slots=True)
class BindSeen:
    """A bind response with status 0."""

    micros: int
    """From the request to the response."""
    system_id: str
    """What the SMSC calls itself; often empty."""
    interface_version: int | None
    """sc_interface_version (SMPP 3.4, 5.3.2.25), 0x34 for 3.4; None when it was not said."""


class TrialBind:
    """One bind, held for a moment. Messages the SMSC delivers meanwhile are sent back for later.

    An :class:`ycloud_console.smpp.owner.Owner`. Always :meth:`close` it.
    """

    def __init__(self, settings: LinkSettings) -> None:
        self._settings = settings
        self._esme = Esme(settings, self)
        self._loop = asyncio.get_running_loop()
        self._seen: dict[str, tuple[Pdu, float]] = {}
        self._asked = 0.0
        self._answer: asyncio.Future[float] = self._loop.create_future()
        self.sent_back = 0
        """Deliveries that were answered "send it again later"."""

    async def open(self) -> BindSeen:
        """Connect and bind. Raises LinkFailure, with nothing left open."""
        try:
            await self._esme.open()
        except LinkFailure as failure:
            raise LinkFailure(await self._looked_into(failure.problem)) from failure
        response, at = self._seen[f"bind_{self._settings.mode}_resp"]
        version = next((tlv.value for tlv in response.tlvs if tlv.tag == _SC_INTERFACE_VERSION), b"")
        return BindSeen(
            micros=round((at - self._asked) * 1e6),
            system_id=str(response.fields.get("system_id", "")),
            interface_version=version[0] if version else None,
        )

    async def enquire(self) -> int:
        """Ask whether the SMSC is there; the microseconds until it answered. Raises LinkFailure."""
        began = self._loop.time()
        self._esme.check()
        lost = asyncio.ensure_future(self._esme.wait_closed())
        timeout = self._settings.response_timeout
        try:
            await asyncio.wait((self._answer, lost), timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            lost.cancel()
            with suppress(asyncio.CancelledError):
                await lost
        if self._answer.done():
            return round((self._answer.result() - began) * 1e6)
        detail = f"enquire_link: no response within {timeout:g} s"
        raise LinkFailure(self._esme.problem or LinkProblem(ProblemKind.NO_ANSWER, detail))

    async def close(self) -> bool:
        """Unbind and close; whether the SMSC answered the unbind."""
        await self._esme.close(_FAREWELL)
        return "unbind_resp" in self._seen

    async def _looked_into(self, problem: LinkProblem) -> LinkProblem:
        """*problem*, or what is behind it: a plain bind that a TLS port closed on."""
        if self._settings.tls is None and problem.kind in _HUNG_UP and await speaks_tls(self._settings):
            return LinkProblem(ProblemKind.TLS_EXPECTED, problem.detail)
        return problem

    # What the connection reports.

    @property
    def trace(self) -> Trace:
        return self._traced

    def _traced(self, _wire: Wire, outgoing: bool, _at: int, octets: bytes, _key: int) -> None:
        if outgoing:
            self._asked = self._asked or self._loop.time()
            return
        pdu = read_pdu(octets)
        self._seen.setdefault(pdu.command, (pdu, self._loop.time()))
        answers = pdu.command in ("enquire_link_resp", "generic_nack")
        if answers and not self._answer.done():
            self._answer.set_result(self._loop.time())

    def phase(self, state: LinkState) -> None:
        pass  # open() returns or raises

    def ready(self) -> None:
        pass  # nothing waits to be sent

    def answered(
        self, segment: Segment, status: int, message_id: str, round_trip: int, *, late: bool
    ) -> None:
        pass  # nothing was sent

    def in_doubt(self, segments: Sequence[Segment], reason: LinkProblem) -> None:
        pass  # nothing was sent

    def delivered(self, delivery: Delivery, answer: Answer) -> None:
        self.sent_back += 1
        answer(_ESME_RX_T_APPN)
