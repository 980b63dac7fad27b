"""Accounts, links and history as one service: see :class:`Console`."""

from ycloud_console.console.console import (
    SANDBOX_ID,
    BadAccount,
    Console,
    PasswordNeeded,
    UnknownAccount,
    sandbox_account,
)
from ycloud_console.console.events import (
    Event,
    HistoryChanged,
    InboundArrived,
    LinkChanged,
    Notice,
    NoticeKind,
    ReceiptArrived,
)
from ycloud_console.console.outbox import EmptyText, default_alphabet, default_options, options_of
from ycloud_console.smpp.link import NotAnswered

__all__ = [
    "SANDBOX_ID",
    "BadAccount",
    "Console",
    "EmptyText",
    "Event",
    "HistoryChanged",
    "InboundArrived",
    "LinkChanged",
    "NotAnswered",
    "Notice",
    "NoticeKind",
    "PasswordNeeded",
    "ReceiptArrived",
    "UnknownAccount",
    "default_alphabet",
    "default_options",
    "options_of",
    "sandbox_account",
]
