"""What the columns of the deliveries are, and what their cells say."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from html import escape

from PySide6.QtCore import QCoreApplication

from ycloud_console.history.model import MessageRow, Order, SortColumn
from ycloud_console.sms.countries import country_name
from ycloud_console.sms.status import state_name
from ycloud_console.ui.deliveries.words import error_text, number_text, took_text
from ycloud_console.ui.language import current_language
from ycloud_console.ui.masking import masked_address, masked_text
from ycloud_console.ui.moments import full_local, full_utc, short_time

translate = QCoreApplication.translate

AccountName = Callable[[str], str]
"""How an account of that ID is called."""

_SHOWN_TEXT = 300
"""Characters of a message that a cell can need."""


class Column(IntEnum):
    """The table's columns, from the left."""

    SUBMITTED = 0
    TO = 1
    MESSAGE = 2
    SEGMENTS = 3
    STATUS = 4
    ERROR = 5
    TOOK = 6
    # Not shown at first.
    MESSAGE_ID = 7
    SENDER = 8
    ACCOUNT = 9
    COUNTRY = 10
    ENCODING = 11
    DONE = 12


ORDINARY = tuple(Column(number) for number in range(Column.TOOK + 1))
"""The columns that are shown until somebody chooses others."""

SORTS = {
    Column.SUBMITTED: SortColumn.TIME,
    Column.TO: SortColumn.RECIPIENT,
    Column.MESSAGE: SortColumn.TEXT,
    Column.SEGMENTS: SortColumn.SEGMENTS,
    Column.STATUS: SortColumn.STATE,
    Column.ERROR: SortColumn.ERROR,
    Column.TOOK: SortColumn.TOOK,
    Column.MESSAGE_ID: SortColumn.MESSAGE_ID,
    Column.SENDER: SortColumn.SENDER,
    Column.ACCOUNT: SortColumn.ACCOUNT,
    Column.COUNTRY: SortColumn.COUNTRY,
    Column.ENCODING: SortColumn.ENCODING,
    Column.DONE: SortColumn.DONE,
}
"""What the history orders messages by when they are sorted by a column."""
SORTS_BACK = {sort: column for column, sort in SORTS.items()}
NEWEST_FIRST = Order()


def titles() -> list[str]:
    """The columns' names."""
    return [
        translate("DeliveriesModel", "Submitted"),
        translate("DeliveriesModel", "To"),
        translate("DeliveriesModel", "Message"),
        translate("DeliveriesModel", "Seg"),
        translate("DeliveriesModel", "Status"),
        translate("DeliveriesModel", "Error"),
        translate("DeliveriesModel", "Took"),
        translate("DeliveriesModel", "Message ID"),
        translate("DeliveriesModel", "From"),
        translate("DeliveriesModel", "Account"),
        translate("DeliveriesModel", "Country"),
        translate("DeliveriesModel", "Encoding"),
        translate("DeliveriesModel", "Final at"),
    ]


def column_tips() -> list[str]:
    return [
        translate("DeliveriesModel", "When the message was sent (local time); – while it waits for its turn"),
        translate("DeliveriesModel", "Country and number of the recipient"),
        translate("DeliveriesModel", "The text"),
        translate("DeliveriesModel", "How many segments it is charged as"),
        translate("DeliveriesModel", "What is known of it now"),
        translate("DeliveriesModel", "The receipt's or the submit response's error"),
        translate("DeliveriesModel", "From sending to the final state; with … while it is still waiting"),
        translate("DeliveriesModel", "The SMSC’s ID of the first segment"),
        translate("DeliveriesModel", "The sender that the phone shows"),
        translate("DeliveriesModel", "The account it was sent from"),
        translate("DeliveriesModel", "The recipient’s country"),
        translate("DeliveriesModel", "The alphabet of the text"),
        translate("DeliveriesModel", "When it was delivered, or failed (local time)"),
    ]


def cell_text(row: MessageRow, column: Column, account_name: AccountName) -> str:
    """What the cell shows."""
    match column:
        case Column.SUBMITTED:
            return "–" if row.sent_at is None else short_time(row.sent_at)
        case Column.TO:
            return f"{row.country}  {number_text(row.recipient)}".strip()
        case Column.MESSAGE:
            return " ".join(masked_text(row.text)[:_SHOWN_TEXT].split())
        case Column.SEGMENTS:
            return str(row.segment_count)
        case Column.STATUS:
            return state_name(row.state, current_language(), cancelled=row.is_cancelled)
        case Column.ERROR:
            return error_text(row, current_language())
        case Column.TOOK:
            return took_text(row)
        case Column.MESSAGE_ID:
            return row.message_id
        case Column.SENDER:
            return masked_address(row.sender)
        case Column.ACCOUNT:
            return account_name(row.account_id)
        case Column.COUNTRY:
            return country_name(row.country, current_language()) or row.country
        case Column.ENCODING:
            return row.encoding
        case Column.DONE:
            return "" if row.done_at is None else short_time(row.done_at)


def copied_text(row: MessageRow, column: Column, account_name: AccountName) -> str:
    match column:
        case Column.SUBMITTED:
            return "" if row.sent_at is None else full_local(row.sent_at)
        case Column.TO:
            return masked_address(row.recipient)
        case Column.MESSAGE:
            return masked_text(row.text)
        case Column.DONE:
            return "" if row.done_at is None else full_local(row.done_at)
        case _:
            return cell_text(row, column, account_name)


def cell_tip(row: MessageRow, column: Column, account_name: AccountName) -> str:
    match column:
        case Column.SUBMITTED:
            return _times(row)
        case Column.TO:
            return country_name(row.country, current_language()) or masked_address(row.recipient)
        case Column.MESSAGE:
            # Marked up, so that it wraps; escaped, so that a text like markup is shown as it is.
            return f"<p style='white-space: pre-wrap'>{escape(masked_text(row.text))}</p>"
        case Column.SEGMENTS:
            return translate("DeliveriesModel", "{count} × {encoding}").format(
                count=row.segment_count, encoding=row.encoding
            )
        case Column.TOOK | Column.DONE if row.done_at is not None:
            return f"{full_local(row.done_at)}\n{full_utc(row.done_at)}"
        case _:
            return cell_text(row, column, account_name)


def _times(row: MessageRow) -> str:
    lines = [translate("DeliveriesModel", "Handed over:"), full_local(row.queued_at), full_utc(row.queued_at)]
    if row.sent_at is not None:
        lines += [translate("DeliveriesModel", "Sent:"), full_local(row.sent_at), full_utc(row.sent_at)]
    return "\n".join(lines)
