"""What an operator can do with a message, and when."""

from __future__ import annotations

from enum import Enum, auto

from ycloud_console.history.model import MessageRow
from ycloud_console.sms.message import MessageState

_AT_THE_SMSC = frozenset({MessageState.ACCEPTED, MessageState.UNKNOWN})


class Action(Enum):
    """One thing to do with one message."""

    EDIT = auto()
    """Put it into the composer."""
    RESEND = auto()
    """Send it again as it is."""
    ASK = auto()
    """Ask the SMSC what became of it."""
    CANCEL = auto()
    """Take it back: out of the queue, or by asking the SMSC."""


def possible(row: MessageRow) -> frozenset[Action]:
    """What can be done with a message in its state.

    Only what the SMSC has given an ID can be asked for, and only what it still has can be taken back.
    """
    found = {Action.EDIT, Action.RESEND}
    if row.state is MessageState.QUEUED:
        # It goes out by itself yet.
        found = {Action.EDIT, Action.CANCEL}
    elif row.message_id and row.state in _AT_THE_SMSC:
        found |= {Action.ASK, Action.CANCEL}
    elif row.message_id and row.state is MessageState.IN_DOUBT:
        found.add(Action.ASK)
    return frozenset(found)
