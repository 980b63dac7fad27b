"""What the Console tells those who listen: the window, the command line, the tests.

Every event is delivered on the event loop, in the order in which things happened. Times are microseconds
since 1970-01-01 UTC.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ycloud_console.history.model import Change, NewInbound
from ycloud_console.smpp.model import LinkStatus
from ycloud_console.sms.receipt import Receipt


class LinkChanged(msgspec.Struct, frozen=True):
    """The state of an account's link is another."""

    account_id: str
    status: LinkStatus


class HistoryChanged(msgspec.Struct, frozen=True):
    """A commit changed these rows."""

    change: Change


class ReceiptArrived(msgspec.Struct, frozen=True, gc=False):
    """A receipt is committed to the history."""

    account_id: str
    receipt: Receipt
    source: str
    """The receipt's source address: the message's recipient."""
    destination: str
    received_at: int
    message: int | None
    """The history's message, or None: unmatched."""
    duplicate: bool


class InboundArrived(msgspec.Struct, frozen=True):
    """A message from a phone (one part of it) is committed to the history."""

    inbound: NewInbound


class SegmentsSent(msgspec.Struct, frozen=True):
    """So many segments of the account go on the wire now; told for each handful that goes together."""

    account_id: str
    count: int


class NoticeKind(StrEnum):
    """News that needs the operator; the words are the window's."""

    HISTORY_UNAVAILABLE = "history_unavailable"
    """The history cannot be written: receipts are answered "try again later" until it can."""
    HISTORY_AGAIN = "history_again"
    """It can be written again."""
    BALANCE_USED_UP = "balance_used_up"
    """A receipt says err 3: YCloud stopped for want of money. The account is paused (``LinkStatus.paused``)
    until ``Console.resume``, also in later runs of the program; said once for each pause."""
    LEFTOVERS = "leftovers"
    """An earlier run of the program left messages queued for the account, longer ago than a crash and a
    restart take (``Console.leftovers``): they wait for the operator. *detail* is their number; told when the
    account is bound."""


class Notice(msgspec.Struct, frozen=True):
    """One piece of news."""

    kind: NoticeKind
    account_id: str = ""
    detail: str = ""
    is_damaged: bool = False
    """Whether it is the history's file that is damaged: it is not written again before the next start."""


Event = LinkChanged | HistoryChanged | ReceiptArrived | InboundArrived | SegmentsSent | Notice
