"""Which connection a PDU went over: whose it is, and between which addresses."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import NamedTuple


class Endpoint(NamedTuple):
    """One end of a TCP connection."""

    host: str
    """An IPv4 or IPv6 address in digits."""
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, eq=False)
class Wire:
    """One connection. A bind that is made anew goes over another one: each is equal to itself only."""

    link: str
    """The name of the link's account; of a capture: its interface or its server."""
    bind: int = 1
    """Which of the link's binds, from 1; of a capture: which of its connections."""
    local: Endpoint | None = None
    """The end of the ESME; None when it is not known, as for those below."""
    remote: Endpoint | None = None
    tls: bool = False
    """Whether the PDUs were inside TLS, so that a capture of the network would not show them."""


def ends_of(transport: asyncio.BaseTransport | None) -> tuple[Endpoint | None, Endpoint | None]:
    """The local and the remote end of *transport*; None for what it does not know."""
    if transport is None:
        return None, None
    return _endpoint(transport.get_extra_info("sockname")), _endpoint(transport.get_extra_info("peername"))


def _endpoint(name: object) -> Endpoint | None:
    # (host, port), and two numbers more for IPv6; anything else is no TCP.
    if isinstance(name, tuple) and len(name) >= 2 and isinstance(name[0], str) and isinstance(name[1], int):
        return Endpoint(name[0], name[1])
    return None
