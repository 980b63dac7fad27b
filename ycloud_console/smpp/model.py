"""What goes into a link and what comes out of it: plain data, so that the rest of the program needs no SMPP.

Times are integers: microseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import msgspec

from ycloud_console.smpp.faults import Fault
from ycloud_console.smpp.wire import Wire


class BindMode(StrEnum):
    """Which bind request is sent (SMPP 3.4, 4.1)."""

    TRANSMITTER = "transmitter"
    RECEIVER = "receiver"
    TRANSCEIVER = "transceiver"


@dataclass(frozen=True, slots=True)
class TlsSettings:
    """How the server's certificate is judged."""

    certificate: Path | None = None
    """A file with the CA, the self-signed or the bare leaf certificate to trust (PEM or DER); None: the
    system's authorities."""
    server_name: str | None = None
    """The name the certificate must carry when it is not the host that is connected to."""
    verify: bool = True


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """All a link needs to know of an account. Durations are seconds."""

    name: str
    host: str
    port: int
    system_id: str
    password: str = field(repr=False)
    mode: BindMode = BindMode.TRANSCEIVER
    tls: TlsSettings | None = None
    system_type: str = ""
    addr_ton: int = 0
    addr_npi: int = 0
    address_range: str = ""
    binds: int = 1
    window: int = 10
    """Most segments that wait for their response at one time, per bind."""
    rate: float = 10.0
    """Segments a second, over all binds; 0: as fast as the window allows."""
    enquire_link_interval: float = 30.0
    response_timeout: float = 30.0
    """How long a bind, submit, enquire_link or unbind may wait for its response."""
    connect_timeout: float = 15.0
    backoff_min: float = 1.0
    backoff_max: float = 60.0


class LinkState(StrEnum):
    """What the wire says. BOUND only after a bind response with status 0."""

    CLOSED = "closed"
    """Not connected, and not trying."""
    CONNECTING = "connecting"
    """TCP, and TLS when asked for."""
    BINDING = "binding"
    """The bind request is out."""
    BOUND = "bound"
    WAITING = "waiting"
    """Between two tries; see retry_at."""
    UNBINDING = "unbinding"
    REFUSED = "refused"
    """The SMSC refused the bind for a reason that trying again does not mend (wrong credentials)."""


class ProblemKind(StrEnum):
    """Why a link is not bound; the words for each are in :mod:`ycloud_console.smpp.problems`."""

    NAME_NOT_FOUND = "name_not_found"
    PORT_REFUSED = "port_refused"
    UNREACHABLE = "unreachable"
    CONNECT_TIMEOUT = "connect_timeout"
    TLS_UNKNOWN_ISSUER = "tls_unknown_issuer"
    TLS_SELF_SIGNED = "tls_self_signed"
    TLS_EXPIRED = "tls_expired"
    TLS_NOT_YET_VALID = "tls_not_yet_valid"
    TLS_WRONG_NAME = "tls_wrong_name"
    TLS_NOT_SPOKEN = "tls_not_spoken"
    """The port does not speak TLS (a plain port)."""
    TLS_EXPECTED = "tls_expected"
    """We spoke plain SMPP to a port that wants TLS."""
    TLS_FAILED = "tls_failed"
    CERTIFICATE_MISSING = "certificate_missing"
    CERTIFICATE_EMPTY = "certificate_empty"
    CERTIFICATE_UNREADABLE = "certificate_unreadable"
    BIND_REFUSED = "bind_refused"
    """With the bind response's command_status."""
    BIND_TIMEOUT = "bind_timeout"
    """Connected, but no bind response came."""
    NOT_SMPP = "not_smpp"
    """What came back is no SMPP."""
    CONNECTION_LOST = "connection_lost"
    CONNECTION_CLOSED = "connection_closed"
    """The SMSC closed the connection, or sent unbind."""
    UNBOUND = "unbound"
    """We closed it: the operator unbound, or the program ended."""
    NO_ANSWER = "no_answer"
    """enquire_link was not answered: a half-open link."""
    PROTOCOL_ERROR = "protocol_error"
    """A command_length that cannot be: reading on is impossible."""
    BAD_SETTINGS = "bad_settings"
    """What was asked cannot be sent (system ID too long, ...); detail says what."""


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """One reason, with what was seen. Never holds a password."""

    kind: ProblemKind
    detail: str = ""
    """What the system or the server said, as it said it."""
    status: int | None = None
    """command_status of the bind response, for BIND_REFUSED."""


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """The one truthful state of an account's link, over all its binds."""

    state: LinkState
    since: int = 0
    """When this state began (microseconds)."""
    mode: BindMode = BindMode.TRANSCEIVER
    bound: int = 0
    """How many binds are bound at the moment."""
    tls: str | None = None
    """None: plain; "verified"; "unverified": encrypted, certificate not checked."""
    problem: LinkProblem | None = None
    """The last reason for not being bound; kept while waiting and connecting again."""
    retry_at: int | None = None
    """When the next try is made (microseconds), in WAITING."""
    queued: int = 0
    """Segments waiting for their turn."""
    outstanding: int = 0
    """Segments waiting for their response."""
    round_trip: int | None = None
    """Microseconds the latest enquire_link took."""
    paused: bool = False
    """Nothing is sent until somebody says so; what is queued stays queued."""

    @property
    def is_bound(self) -> bool:
        return self.state is LinkState.BOUND


class Submission(msgspec.Struct, frozen=True, gc=False):
    """One segment, ready for the wire. Field names as in SMPP 3.4, 4.4.1."""

    key: int
    """The caller's name for it (the history's segment row); comes back in every report."""
    source_addr: str
    source_addr_ton: int
    source_addr_npi: int
    destination_addr: str
    dest_addr_ton: int
    dest_addr_npi: int
    short_message: bytes
    """The octets of the field, user data header included; empty when the text is in a TLV."""
    esm_class: int = 0
    data_coding: int = 0
    registered_delivery: int = 1
    protocol_id: int = 0
    priority_flag: int = 0
    service_type: str = ""
    schedule_delivery_time: str = ""
    """SMPP time (7.1.1), at most 16 characters."""
    validity_period: str = ""
    tlvs: tuple[tuple[int, bytes], ...] = ()


class SubmitAnswer(msgspec.Struct, frozen=True, gc=False):
    """What became of one submit_sm."""

    key: int
    at: int
    status: int
    """command_status as it came: 0 is accepted."""
    message_id: str = ""
    """The SMSC's ID; empty when refused, or when the SMSC gave none."""
    round_trip: int = 0
    """Microseconds from write to response."""


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """What the SMSC says to query_sm."""

    status: int
    """command_status as it came."""
    refused: bool = False
    """It did not answer the question: another status than 0, or a generic_nack."""
    message_id: str = ""
    message_state: int | None = None
    """SMPP 3.4, 5.2.28; None when refused."""
    error_code: int | None = None
    """The network's error; 0: none."""
    final_date: datetime | None = None
    """When the message became final; None while it is not, or when it was not said."""


@dataclass(frozen=True, slots=True)
class CancelAnswer:
    """What the SMSC says to cancel_sm."""

    status: int
    refused: bool = False


class Delivery(msgspec.Struct, frozen=True, gc=False):
    """A deliver_sm or data_sm from the SMSC, as it came."""

    at: int
    command: str
    """"deliver_sm" or "data_sm"."""
    source_addr: str
    destination_addr: str
    esm_class: int
    data_coding: int
    message: bytes
    """short_message, or message_payload when short_message is empty; user data header included."""
    tlvs: Mapping[int, bytes]
    pdu: bytes
    """The whole PDU."""
    source_addr_ton: int = 0
    source_addr_npi: int = 0
    dest_addr_ton: int = 0
    dest_addr_npi: int = 0
    problems: tuple[Fault, ...] = ()
    """What could not be read."""


LinkTrace = Callable[[Wire, bool, int, bytes, int], None]
"""``trace(wire, outgoing, at_us, pdu, key)``, for every whole PDU that a link reads or writes.

*wire* is the connection, a new one after each loss; *at_us* is microseconds since 1970-01-01 UTC; *pdu* the
octets with ``********`` for a password, with TLS those inside it; *key* that of the submission that a
submit_sm carries, else -1. It is called on the event loop and never awaited: before a PDU that came is acted
upon, and when one is handed to the connection, which may still be lost before its octets leave. An error it
raises is logged and goes no further.
"""


Answer = Callable[[int], None]
"""Called on the event loop with the command_status to answer. The first call counts, and none after the
connection's end."""


class LinkHandler(Protocol):
    """Who is told what happens on a link. All are called on the event loop; none may block it."""

    def link_status(self, status: LinkStatus) -> None:
        """The state changed."""

    async def sending(self, keys: Sequence[int], at: int) -> Collection[int]:
        """These segments are about to go on the wire; return those that may.

        Return only when that is committed: after a crash, what was written without this having returned
        cannot exist. The others are dropped: they went out already, or are somebody else's. Raising keeps
        all of them queued.
        """

    def answered(self, answer: SubmitAnswer) -> None:
        """A submit_sm_resp (or a generic_nack for it) came."""

    def in_doubt(self, keys: Sequence[int], at: int, reason: LinkProblem) -> None:
        """These were written and no answer will come."""

    def delivered(self, delivery: Delivery, answer: Answer) -> None:
        """A deliver_sm or data_sm came: call *answer* once it is committed, or cannot be.

        A plain call, since every receipt comes this way: it needs neither a task nor a future. Raising has
        the SMSC send it again.
        """
