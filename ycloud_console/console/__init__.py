"""Accounts, links and history as one service: see :class:`Console`."""

from ycloud_console.console.console import Console
from ycloud_console.console.errors import BadAccount, PartlySent, PasswordNeeded, UnknownAccount
from ycloud_console.console.events import (
    Event,
    HistoryChanged,
    InboundArrived,
    LinkChanged,
    Notice,
    NoticeKind,
    ReceiptArrived,
    SegmentsSent,
)
from ycloud_console.console.outbox import EmptyText, default_alphabet, default_options, options_of
from ycloud_console.console.outgoing import Outstanding, Progress
from ycloud_console.console.practice import SANDBOX_ID, sandbox_account
from ycloud_console.history import Leftovers, Withdrawal
from ycloud_console.smpp.questions import NotAnswered

__all__ = [
    "SANDBOX_ID",
    "BadAccount",
    "Console",
    "EmptyText",
    "Event",
    "HistoryChanged",
    "InboundArrived",
    "Leftovers",
    "LinkChanged",
    "NotAnswered",
    "Notice",
    "NoticeKind",
    "Outstanding",
    "PartlySent",
    "PasswordNeeded",
    "Progress",
    "ReceiptArrived",
    "SegmentsSent",
    "UnknownAccount",
    "Withdrawal",
    "default_alphabet",
    "default_options",
    "options_of",
    "sandbox_account",
]
