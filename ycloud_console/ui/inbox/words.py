"""The columns of both lists, and the sentences for why a receipt matches no message."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from ycloud_console.history.model import InboundView
from ycloud_console.history.unmatched import UnmatchedReceipt, Why
from ycloud_console.sms.masking import Mask
from ycloud_console.sms.parts import Joined
from ycloud_console.ui.inbox.rows import Key, RowsModel
from ycloud_console.ui.masking import masked_address, masked_text, shown_number
from ycloud_console.ui.moments import full_local, full_utc, short_time

translate = QCoreApplication.translate

Message = Joined[InboundView]
AccountName = Callable[[str], str]

_SHOWN_TEXT = 300
"""Characters of a text that a cell can need."""


def text_of(message: Message, mask: Mask | None = None) -> str:
    """The whole text, with words where a part is missing, as far as it may be shown.

    By *mask*, else by what is hidden now.
    """
    return masked_text(_whole_text(message), mask)


def _whole_text(message: Message) -> str:
    return message.text(translate("InboxWords", "[part {part} of {parts} is missing]"))


def both_times(micros: int) -> str:
    """For a tool tip: local and UTC, a line each."""
    return f"{full_local(micros)}\n{full_utc(micros)}"


class InboxModel(RowsModel):
    """Messages from phones."""

    RECEIVED, FROM, TO, TEXT, ACCOUNT = range(5)

    def __init__(self, account_name: AccountName, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._account_name = account_name
        self.seen = 0
        """Rows of the history after this ID have not been seen."""

    def titles(self) -> list[str]:
        return [self.tr("Received"), self.tr("From"), self.tr("To"), self.tr("Text"), self.tr("Account")]

    def key(self, row: Message) -> Key:
        return row.first.received_at, row.first.id

    def cell_text(self, row: Message, column: int) -> str:
        match column:
            case self.RECEIVED:
                return short_time(row.first.received_at)
            case self.FROM:
                return shown_number(row.first.source)
            case self.TO:
                return shown_number(row.first.destination)
            case self.TEXT:
                text = " ".join(text_of(row)[:_SHOWN_TEXT].split())
                return f"×{row.count}  {text}" if row.count > 1 else text
            case _:
                return self._account_name(row.first.account_id)

    def copied(self, row: Message, column: int) -> str:
        match column:
            case self.RECEIVED:
                return full_local(row.first.received_at)
            case self.FROM:
                return masked_address(row.first.source)
            case self.TO:
                return masked_address(row.first.destination)
            case self.TEXT:
                return text_of(row)
            case _:
                return self.cell_text(row, column)

    def tip(self, row: Message, column: int) -> str:
        if column == self.RECEIVED:
            return both_times(row.first.received_at)
        if column == self.TEXT:
            # Marked up, so that it wraps; escaped, so that a text like markup is shown as it is.
            return f"<p style='white-space: pre-wrap'>{escape(text_of(row))}</p>"
        return self.cell_text(row, column)

    def tone(self, row: Message, column: int) -> str:
        if column == self.TEXT and row.missing:
            return "warning"
        return "text" if column in (self.FROM, self.TEXT) else "text_muted"

    def is_strong(self, row: Message) -> bool:
        return any(piece.id > self.seen for piece in row.pieces)


class UnmatchedModel(RowsModel):
    """Receipts that match no message."""

    RECEIVED, ID, STAT, ERR, NUMBER, WHY, ACCOUNT = range(7)

    def __init__(self, account_name: AccountName, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._account_name = account_name

    def titles(self) -> list[str]:
        return [
            self.tr("Received"),
            self.tr("Message ID"),
            self.tr("Stat"),
            self.tr("Err"),
            self.tr("Number"),
            self.tr("Why"),
            self.tr("Account"),
        ]

    def key(self, row: UnmatchedReceipt) -> Key:
        # Newest first is by ID here: that is how they are read.
        return row.receipt.id, row.receipt.id

    def cell_text(self, row: UnmatchedReceipt, column: int) -> str:
        match column:
            case self.RECEIVED:
                return short_time(row.receipt.received_at)
            case self.ID:
                return row.receipt.message_id or "—"
            case self.STAT:
                return row.receipt.stat
            case self.ERR:
                return row.receipt.err
            case self.NUMBER:
                return shown_number(row.source)
            case self.WHY:
                words = why_title(row, self._account_name)
                return f"×{row.receipt.count}  {words}" if row.receipt.count > 1 else words
            case _:
                return self._account_name(row.receipt.account_id)

    def copied(self, row: UnmatchedReceipt, column: int) -> str:
        match column:
            case self.RECEIVED:
                return full_local(row.receipt.received_at)
            case self.ID:
                return row.receipt.message_id
            case self.NUMBER:
                return masked_address(row.source)
            case _:
                return self.cell_text(row, column)

    def tip(self, row: UnmatchedReceipt, column: int) -> str:
        if column == self.RECEIVED:
            return both_times(row.receipt.received_at)
        if column == self.WHY:
            return why_sentence(row, self._account_name)
        return self.cell_text(row, column)

    def tone(self, row: UnmatchedReceipt, column: int) -> str:
        return "text" if column in (self.ID, self.STAT, self.ERR, self.WHY) else "text_muted"


def why_title(unmatched: UnmatchedReceipt, account_name: AccountName, mask: Mask | None = None) -> str:
    """Why it matches no message, in a few words."""
    words = {
        Why.NO_ID: translate("InboxWords", "It carries no message ID"),
        Why.UNKNOWN_ID: translate("InboxWords", "No message has this ID"),
        Why.OTHER_NUMBER: translate("InboxWords", "The ID is of a message to {number}"),
        Why.OTHER_ACCOUNT: translate("InboxWords", "The ID is of account “{account}”"),
        Why.TOO_EARLY: translate("InboxWords", "It came before the message with this ID"),
        Why.OTHER_NOTATION: translate("InboxWords", "The ID matches only in hexadecimal"),
    }
    return _filled(words[unmatched.why], unmatched, account_name, mask)


def why_sentence(unmatched: UnmatchedReceipt, account_name: AccountName, mask: Mask | None = None) -> str:
    """What that means, and what to do."""
    words = {
        Why.NO_ID: translate(
            "InboxWords",
            "Nothing in this receipt says which message it is about. If there are more of these, show one to"
            " YCloud’s support.",
        ),
        Why.UNKNOWN_ID: translate(
            "InboxWords",
            "The message was sent by another program or from another computer, its ID was lost with a damaged"
            " history, or the answer naming its ID never came: look for a message to this number that is in"
            " doubt. When the answer does come, the receipt finds its message by itself.",
        ),
        Why.OTHER_NUMBER: translate(
            "InboxWords",
            "The receipt is about another number, so it was not counted for that message. An SMSC that begins"
            " to count anew gives the same ID twice.",
        ),
        Why.OTHER_ACCOUNT: translate(
            "InboxWords",
            "A receipt only counts for messages of the account it came in on. If both are one account at"
            " the SMSC, bind only one of them.",
        ),
        Why.TOO_EARLY: translate(
            "InboxWords",
            "The message to {number} with this ID was sent after the receipt came, so the receipt is about an"
            " older one, sent from elsewhere.",
        ),
        Why.OTHER_NOTATION: translate(
            "InboxWords",
            "A message to {number} has this ID, once written in decimal and once in hexadecimal. If that is"
            " how your SMSC writes them, switch on “Match hexadecimal message IDs with decimal ones” in the"
            " account; it counts for receipts from then on.",
        ),
    }
    return _filled(words[unmatched.why], unmatched, account_name, mask)


def _filled(words: str, unmatched: UnmatchedReceipt, account_name: AccountName, mask: Mask | None) -> str:
    values: dict[str, Any] = {
        "number": shown_number(unmatched.recipient, mask),
        "account": account_name(unmatched.account_id),
    }
    return words.format(**values)
