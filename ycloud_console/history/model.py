"""What is written to the history and what is read from it.

Times are integers: microseconds since 1970-01-01 UTC. Message IDs are text: YCloud's 20 digits fit no
64-bit integer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ycloud_console.sms.message import MessageState


@dataclass(frozen=True, slots=True)
class NewSegment:
    """One segment, as it will be put on the wire (kept, so that it can go out after a restart)."""

    number: int
    units: int
    """Septets in GSM-7, 16-bit code units in UCS-2."""
    wire: bytes
    """The caller's encoding of the submission; opaque to the history."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be written before it is sent; its segments start as QUEUED."""

    account_id: str
    sender: str
    recipient: str
    """Digits with a leading + where the number is international; else as it will be sent."""
    country: str
    """ISO 3166 alpha-2, or empty."""
    text: str
    encoding: str
    """"GSM-7", "UCS-2", ..."""
    registered_delivery: int
    segments: tuple[NewSegment, ...]
    options: str = ""
    """The submit options, as JSON, for "Edit & resend"."""


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """One receipt, as it came."""

    id: int
    segment_id: int | None
    account_id: str
    message_id: str
    """The SMSC's ID in the receipt; empty when it could not be read."""
    stat: str
    err: str
    state: MessageState
    received_at: int
    submit_date: int | None
    done_date: int | None
    raw: bytes
    """The message octets of the deliver_sm."""
    text: str
    """raw, decoded for reading."""
    count: int = 1
    """How often it came: 1 and its redeliveries."""
    problems: str = ""


@dataclass(frozen=True, slots=True)
class SegmentView:
    """One segment of a message, with its own ID, status, receipt and times."""

    id: int
    number: int
    units: int
    state: MessageState
    message_id: str
    """The SMSC's ID; empty until accepted."""
    status: int | None
    """command_status of the submit response; None until it came."""
    error: str
    """The receipt's err as it came; empty when there is none, or it is only zeros."""
    sent_at: int | None = None
    answered_at: int | None = None
    done_at: int | None = None
    """When the receipt that decided the state was received."""
    doubt: str = ""
    """Why it is in doubt (a ProblemKind)."""
    receipts: tuple[ReceiptView, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as the table shows it: no segments, no receipts."""

    id: int
    account_id: str
    sender: str
    recipient: str
    country: str
    text: str
    encoding: str
    segment_count: int
    state: MessageState
    status: int | None
    """The first submit status that is not 0, else 0 once all are answered, else None."""
    error: str
    """The first receipt error that is not zero."""
    queued_at: int
    sent_at: int | None = None
    answered_at: int | None = None
    done_at: int | None = None
    """When the message reached its final state."""


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message whole."""

    row: MessageRow
    segments: tuple[SegmentView, ...]
    options: str = ""


@dataclass(frozen=True, slots=True)
class InboundView:
    """A message from a phone (one part; joining is the reader's)."""

    id: int
    account_id: str
    source: str
    destination: str
    text: str
    data_coding: int
    received_at: int
    raw: bytes
    reference: int | None = None
    part: int | None = None
    parts: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """A receipt to be committed; what the parser read, beside the octets."""

    account_id: str
    message_id: str
    stat: str
    err: str
    state: MessageState
    decides: bool
    """Whether stat (or the TLV) is a word we know: if not, the segment's state stays."""
    received_at: int
    submit_date: int | None
    done_date: int | None
    raw: bytes
    text: str
    source: str
    """Addresses of the deliver_sm: the receipt's source is the message's recipient."""
    destination: str
    problems: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptOutcome:
    """Where a receipt went."""

    segment_id: int | None
    """None: it matches no message yet."""
    message_id: int | None
    """The message's row."""
    duplicate: bool
    """It had been delivered before."""


@dataclass(frozen=True, slots=True)
class NewInbound:
    """An inbound message to be committed."""

    account_id: str
    source: str
    destination: str
    text: str
    data_coding: int
    received_at: int
    raw: bytes
    reference: int | None = None
    part: int | None = None
    parts: int | None = None


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """Which messages; every given field must hold."""

    account_id: str | None = None
    states: frozenset[MessageState] = frozenset()
    """Empty: any."""
    recipient: str = ""
    """The start of the number, with or without +."""
    text: str = ""
    """A substring of the text, case-insensitive for ASCII."""
    search: str = ""
    """As the search field means it: in number, text or message ID."""
    since: int | None = None
    until: int | None = None
    error: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit changed, for whoever shows it."""

    messages: frozenset[int] = field(default=frozenset())
    inbound: frozenset[int] = field(default=frozenset())
    unmatched: bool = False
    """A receipt that matched nothing came, or one found its message."""
