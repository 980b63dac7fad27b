"""From a host and a port to a connection, plain or TLS, that an asyncio protocol owns."""

from __future__ import annotations

import asyncio
import ipaddress
from dataclasses import replace

from ycloud_console.smpp.model import LinkProblem, LinkSettings, ProblemKind, TlsSettings
from ycloud_console.smpp.tls import CertificateProblem, classify, client_context

_TLS_FAREWELL = 2.0
"""Seconds for the server's close_notify; SMPP has said goodbye by unbind already."""
_NEXT_ADDRESS = 0.25
"""Seconds after which the next address of a name is tried beside the first (RFC 8305)."""


class LinkFailure(Exception):
    """There is no bind, or no longer one; :attr:`problem` says why."""

    def __init__(self, problem: LinkProblem) -> None:
        super().__init__(f"{problem.kind.value}: {problem.detail}")
        self.problem = problem


async def connect(settings: LinkSettings, protocol: asyncio.Protocol) -> asyncio.Transport:
    """Connect *protocol* to the server of *settings*; with TLS, the certificate is verified on return.

    TCP and the TLS handshake may each take ``connect_timeout``. Raises LinkFailure; no socket is left open.
    """
    if settings.tls is None:
        return await _connect_tcp(settings, protocol)
    try:
        context = await asyncio.to_thread(client_context, settings.tls)
    except (CertificateProblem, OSError) as error:
        raise LinkFailure(classify(error, tls=True)) from error
    transport = await _connect_tcp(settings, protocol)
    name = settings.tls.server_name or settings.host
    try:
        secured = await asyncio.get_running_loop().start_tls(
            transport,
            protocol,
            context,
            server_hostname=name,
            ssl_handshake_timeout=settings.connect_timeout,
            ssl_shutdown_timeout=_TLS_FAREWELL,
        )
    except (OSError, ValueError) as error:
        await _abandon(transport)
        raise LinkFailure(classify(error, tls=True)) from error
    except BaseException:
        await _abandon(transport)
        raise
    if secured is None:
        await _abandon(transport)
        raise LinkFailure(LinkProblem(ProblemKind.TLS_NOT_SPOKEN, "the server closed the connection"))
    return secured


async def speaks_tls(settings: LinkSettings) -> bool:
    """Whether the server's port answers a TLS greeting; asked with a connection of its own.

    OpenSSL's servers close without a word when they are spoken to in plain SMPP, so that only asking tells.
    No certificate is checked and nothing is sent.
    """
    greeting = replace(settings, tls=TlsSettings(verify=False))
    try:
        transport = await connect(greeting, asyncio.Protocol())
    except LinkFailure as failure:
        # A server that speaks TLS but will not with us (client certificates) answers with an alert.
        return failure.problem.kind is ProblemKind.TLS_FAILED
    await _abandon(transport)
    return True


async def _abandon(transport: asyncio.Transport) -> None:
    transport.abort()
    await asyncio.sleep(0)  # abort() closes the socket in the loop's next round


def _race(host: str) -> float | None:
    """Seconds after which a name's next address is tried beside the others; None: there is one address.

    asyncio (3.11 to 3.13) loses the socket of a race that is cancelled just as it is won: it stays open until
    garbage is collected. For a name the race is worth that.
    """
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _NEXT_ADDRESS
    return None


async def _connect_tcp(settings: LinkSettings, protocol: asyncio.Protocol) -> asyncio.Transport:
    try:
        async with asyncio.timeout(settings.connect_timeout):
            transport, _ = await asyncio.get_running_loop().create_connection(
                lambda: protocol, settings.host, settings.port, happy_eyeballs_delay=_race(settings.host)
            )
    except TimeoutError as error:
        detail = str(error) or f"no answer within {settings.connect_timeout:g} s"
        raise LinkFailure(LinkProblem(ProblemKind.CONNECT_TIMEOUT, detail)) from error
    except (OSError, UnicodeError, OverflowError) as error:
        raise LinkFailure(classify(error, tls=False)) from error
    return transport
