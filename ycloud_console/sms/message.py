"""What is sent and what became of it: the outgoing message, its states, and how segments roll up.

Pure data. The words an operator reads for each state are in :mod:`ycloud_console.sms.status`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.segments import LongMode


class MessageState(StrEnum):
    """The state of a segment, and of the message its segments roll up to.

    The values are those of the command line's JSON.
    """

    QUEUED = "queued"
    """Written to the history, not yet on the wire."""
    SENT = "sent"
    """``submit_sm`` written to the socket; no answer yet."""
    ACCEPTED = "accepted"
    """``submit_sm_resp`` with status 0 came; no final receipt yet (ENROUTE and ACCEPTD stay here)."""
    IN_DOUBT = "in_doubt"
    """Sent, and the answer will not come (time-out, lost link, ended program). The SMSC may have taken it."""
    DELIVERED = "delivered"
    UNDELIVERABLE = "undeliverable"
    EXPIRED = "expired"
    DELETED = "deleted"
    REJECTED = "rejected"
    """Refused: by a submit status other than 0, or by a receipt that says REJECTD."""
    UNKNOWN = "unknown"
    """A receipt says UNKNOWN: the SMSC itself does not know."""

    @property
    def is_pending(self) -> bool:
        """Whether something is still expected to happen by itself."""
        return self in PENDING

    @property
    def is_failed(self) -> bool:
        """Whether it is certain that the recipient does not get it."""
        return self in FAILED


PENDING = frozenset({MessageState.QUEUED, MessageState.SENT, MessageState.ACCEPTED})
FAILED = frozenset(
    {MessageState.REJECTED, MessageState.UNDELIVERABLE, MessageState.EXPIRED, MessageState.DELETED}
)

_WORST_FIRST = (
    MessageState.REJECTED,
    MessageState.UNDELIVERABLE,
    MessageState.EXPIRED,
    MessageState.DELETED,
    MessageState.IN_DOUBT,
)


def roll_up(states: Iterable[MessageState]) -> MessageState:
    """The state of a message whose segments are in *states* (at least one).

    One failed segment fails the message, since the recipient never sees it whole; then doubt; then the
    least advanced of the pending states (a message of which any segment has left is no longer queued);
    then UNKNOWN; DELIVERED only when every segment is.
    """
    found = set(states)
    if not found:
        raise ValueError("a message has at least one segment")
    for state in _WORST_FIRST:
        if state in found:
            return state
    if MessageState.QUEUED in found:
        return MessageState.QUEUED if len(found) == 1 else MessageState.SENT
    for state in (MessageState.SENT, MessageState.ACCEPTED, MessageState.UNKNOWN):
        if state in found:
            return state
    return MessageState.DELIVERED


def next_state(current: MessageState, receipt: MessageState) -> MessageState:
    """What a segment in *current* becomes when a receipt says *receipt*.

    A delivery is never taken back, and a failure is only overruled by a delivery; anything else yields to
    the newer word. Receipts may come before the submit response, so *current* can be any state.
    """
    if current is MessageState.DELIVERED or receipt is MessageState.DELIVERED:
        return MessageState.DELIVERED
    if current.is_failed:
        return current
    if receipt is MessageState.ACCEPTED and current is MessageState.UNKNOWN:
        return current
    return receipt


@dataclass(frozen=True, slots=True)
class SubmitOptions:
    """How a message is to be submitted; the defaults are those of an ordinary text message."""

    registered_delivery: int = 1
    """SMPP 3.4, 5.2.17: 1 asks for a receipt on success and failure."""
    validity: int | None = None
    """Seconds from now for which the SMSC tries; None leaves it to the SMSC."""
    scheduled: datetime | None = None
    """When the SMSC is to send it (aware); None: at once."""
    alphabet: Alphabet | None = None
    """None chooses GSM-7 when every character is in it, else UCS-2."""
    long_mode: LongMode = LongMode.UDH8
    priority: int = 0
    protocol_id: int = 0
    service_type: str = ""
    flash: bool = False
    """Shown at once and not stored: message class 0 in data_coding."""
    tlvs: tuple[tuple[int, bytes], ...] = field(default=())
    """Further optional parameters: (tag, value)."""
    source_ton: int | None = None
    """The sender's type of number and numbering plan; None: as its form says. So for the recipients'."""
    source_npi: int | None = None
    dest_ton: int | None = None
    dest_npi: int | None = None
