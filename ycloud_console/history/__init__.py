"""What was sent, what became of it, and what came in: kept in one database, committed before it counts."""

from ycloud_console.history.errors import (
    HistoryDamaged,
    HistoryReplaced,
    HistoryTooNew,
    HistoryUnavailable,
    UnknownSegment,
)
from ycloud_console.history.model import (
    Change,
    InboundView,
    Leftovers,
    MessageFilter,
    MessageRow,
    MessageView,
    NewInbound,
    NewMessage,
    NewReceipt,
    NewSegment,
    ReceiptOutcome,
    ReceiptView,
    SegmentView,
    Withdrawal,
)
from ycloud_console.history.store import History

__all__ = [
    "Change",
    "History",
    "HistoryDamaged",
    "HistoryReplaced",
    "HistoryTooNew",
    "HistoryUnavailable",
    "InboundView",
    "Leftovers",
    "MessageFilter",
    "MessageRow",
    "MessageView",
    "NewInbound",
    "NewMessage",
    "NewReceipt",
    "NewSegment",
    "ReceiptOutcome",
    "ReceiptView",
    "SegmentView",
    "UnknownSegment",
    "Withdrawal",
]
