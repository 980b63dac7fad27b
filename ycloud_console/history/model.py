"""What is written to the history and what is read from it.

Times are integers: microseconds since 1970-01-01 UTC. Message IDs are text: YCloud's 20 digits fit no
64-bit integer.

Records are msgspec Structs: a frozen dataclass takes some ten times as long to make, and half a millisecond
of the program's start. With gc=False are those that come by the thousand; they hold no others that could hold
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from ycloud_console.sms.message import MessageState


class NewSegment(msgspec.Struct, frozen=True, gc=False):
    """One segment, as it will be put on the wire (kept, so that it can go out after a restart)."""

    number: int
    units: int
    """Septets in GSM-7, 16-bit code units in UCS-2."""
    wire: bytes
    """The caller's encoding of the submission; opaque to the history."""


class NewMessage(msgspec.Struct, frozen=True, gc=False):
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


class ReceiptView(msgspec.Struct, frozen=True, gc=False):
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


class SegmentView(msgspec.Struct, frozen=True, gc=False):
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
    """Why it is in doubt (a ProblemKind), or why it was withdrawn (:mod:`ycloud_console.sms.withdrawal`)."""
    receipts: tuple[ReceiptView, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was taken back before it was sent."""
        return self.state is MessageState.DELETED and self.sent_at is None


class MessageRow(msgspec.Struct, frozen=True, gc=False):
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
    message_id: str = ""
    """The SMSC's ID of the first segment; empty while there is none."""

    @property
    def is_cancelled(self) -> bool:
        """Whether it was taken back before any of it was sent: that is no failure."""
        return self.state is MessageState.DELETED and self.sent_at is None


class MessageView(msgspec.Struct, frozen=True, gc=False):
    """A message whole."""

    row: MessageRow
    segments: tuple[SegmentView, ...]
    options: str = ""


class InboundView(msgspec.Struct, frozen=True):
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


class NewReceipt(msgspec.Struct, frozen=True, gc=False):
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


class ReceiptOutcome(msgspec.Struct, frozen=True, gc=False):
    """Where a receipt went."""

    segment_id: int | None
    """None: it matches no message yet."""
    message_id: int | None
    """The message's row."""
    duplicate: bool
    """It had been delivered before."""


class Withdrawal(msgspec.Struct, frozen=True):
    """What became of messages that were to be taken back before they are sent. Each is in one set at most."""

    cancelled: frozenset[int]
    """Messages of which nothing had gone out: nothing will."""
    begun: frozenset[int]
    """Messages of which some segments had gone out while others were queued."""
    segments: frozenset[int]
    """The segments that will not go out."""

    def __or__(self, other: Withdrawal) -> Withdrawal:
        return Withdrawal(
            self.cancelled | other.cancelled, self.begun | other.begun, self.segments | other.segments
        )


class Leftovers(msgspec.Struct, frozen=True):
    """Messages that an ended run of the program left queued."""

    message_ids: tuple[int, ...]
    """The oldest first."""
    oldest_at: int | None
    """When the oldest was written; None when there is none."""

    @property
    def count(self) -> int:
        return len(self.message_ids)


class Pause(msgspec.Struct, frozen=True):
    """An account that was paused because its balance was used up."""

    paused_at: int
    resumed_at: int | None
    """None: it is paused."""


class NewInbound(msgspec.Struct, frozen=True):
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
    status: int | None = None
    """The submit status, as in the row."""
    message_id: str = ""
    """A whole ID of the SMSC's, of any segment; in any case, with or without leading zeros."""
    cancelled: bool | None = None
    """Only those that were cancelled before they were sent, or only the others; None: both."""


class Choices(msgspec.Struct, frozen=True):
    """What messages can be filtered by: what some message has."""

    countries: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    """Of receipts, as they came."""
    statuses: tuple[int, ...] = ()
    """Of refused submits."""


class SortColumn(StrEnum):
    """What messages can be ordered by."""

    TIME = "time"
    """When it was queued."""
    RECIPIENT = "recipient"
    TEXT = "text"
    """Its first characters: see :mod:`ycloud_console.history.ordering`."""
    SEGMENTS = "segments"
    STATE = "state"
    """Along a message's way: queued first, delivered last."""
    ERROR = "error"
    """The receipts' errors, then the submit statuses, then what has no error."""
    TOOK = "took"
    """From sending to the final state; then what is not final."""
    DONE = "done"
    SENDER = "sender"
    ACCOUNT = "account"
    COUNTRY = "country"
    ENCODING = "encoding"
    MESSAGE_ID = "message_id"
    """The SMSC's ID of the first segment, without case and leading zeros; then what has none."""


class Order(msgspec.Struct, frozen=True):
    """An order of messages; what is equal in *column* is ordered by time, in the same direction."""

    column: SortColumn = SortColumn.TIME
    descending: bool = True


class Change(msgspec.Struct, frozen=True):
    """What one commit changed, for whoever shows it. What is not found any more was deleted."""

    messages: frozenset[int] = frozenset()
    inbound: frozenset[int] = frozenset()
    unmatched: bool = False
    """A receipt that matched nothing came, or one found its message, or such receipts were deleted."""
    elsewhere: bool = False
    """Another program wrote to the history: anything may have changed. Told once a second at most."""
