"""The command_status values the practice SMSC answers with."""

from __future__ import annotations

from enum import IntEnum

from ycloud_console.smpp.pdu import Pdu


class Status(IntEnum):
    """YCloud's own where it has one, else SMPP 3.4's (5.1.3), whose name is given."""

    OK = 0
    WRONG_CREDENTIALS = 3
    """YCloud: invalid SMPP system ID and password."""
    BIND_LIMIT = 5
    """YCloud: exceeds connection limit."""
    BAD_NUMBER = 4
    """YCloud: invalid phone number."""
    OVER_RATE = 6
    """YCloud: exceeds connection limit, as submit status."""
    BAD_MESSAGE_LENGTH = 0x01
    """ESME_RINVMSGLEN."""
    BAD_COMMAND_LENGTH = 0x02
    """ESME_RINVCMDLEN."""
    UNKNOWN_MESSAGE = 0x0C
    """ESME_RINVMSGID."""
    NOT_CANCELLED = 0x11
    """ESME_RCANCELFAIL: in a final state already, or nothing to cancel."""
    NOT_REPLACED = 0x13
    """ESME_RREPLACEFAIL: the practice SMSC replaces nothing."""
    NOT_SUBMITTED = 0x45
    """ESME_RSUBMITFAIL: submit_multi is not offered."""
    BAD_SCHEDULE = 0x61
    """ESME_RINVSCHED."""
    BAD_VALIDITY = 0x62
    """ESME_RINVEXPIRY."""
    BAD_PARAMETERS = 0xC0
    """ESME_RINVOPTPARSTREAM."""
    TWO_MESSAGES = 0xC1
    """ESME_ROPTPARNOTALLWD: message_payload beside a short_message."""


# The same numbers mean something else in standard SMPP, so they cannot be members above.
UNKNOWN_COMMAND = 0x03
"""ESME_RINVCMDID, in a generic_nack."""
NOT_BOUND = 0x04
"""ESME_RINVBNDSTS: not bound, or not bound for this."""
ALREADY_BOUND = 0x05
"""ESME_RALYBND."""


def body_status(request: Pdu) -> Status:
    """What to answer a request whose body is damaged."""
    worst = request.faults[0].key
    if worst == "message_cut":
        return Status.BAD_MESSAGE_LENGTH
    if worst in ("tlv_cut", "octets_left"):
        return Status.BAD_PARAMETERS
    return Status.BAD_COMMAND_LENGTH
