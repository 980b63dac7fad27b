"""From a deliver_sm or data_sm to what the history keeps: a receipt or an inbound message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ycloud_console.accounts import Account, zone
from ycloud_console.console.receiptproblems import keep_problems
from ycloud_console.history.model import NewInbound, NewReceipt
from ycloud_console.smpp.model import Delivery
from ycloud_console.smpp.pdu import concatenation, read_udh
from ycloud_console.sms.alphabet import Alphabet, decode
from ycloud_console.sms.receipt import Receipt, is_receipt, looks_like_receipt, read_receipt
from ycloud_console.sms.receipt_fields import as_text

_UDHI = 0x40
_EPOCH = datetime.fromtimestamp(0, UTC)
_MICROSECOND = timedelta(microseconds=1)
_RECEIPTED_MESSAGE_ID = 0x001E


def carries_receipt(delivery: Delivery, account: Account) -> bool:
    """Whether *delivery* is a delivery receipt.

    The bits of esm_class say so (SMPP 3.4, 5.2.12). Some SMSCs forget them: then a message that names a
    receipted message ID, or whose text plainly is a receipt, counts as one (a setting of the account).
    """
    if is_receipt(delivery.esm_class):
        return True
    if not account.receipts_without_flag:
        return False
    return _RECEIPTED_MESSAGE_ID in delivery.tlvs or looks_like_receipt(
        delivery.message, delivery.data_coding
    )


def receipt_of(delivery: Delivery, account: Account) -> tuple[Receipt, NewReceipt]:
    """What the receipt says, and the row to be kept. Never raises for what the SMSC sent."""
    message = _without_udh(delivery)
    unknown_zone: str | None = None
    try:
        known = zone(account.receipt_zone)
    except ValueError:
        # A hand-written setting must not keep a receipt from being kept.
        known, unknown_zone = UTC, account.receipt_zone
    receipt = read_receipt(
        message,
        data_coding=delivery.data_coding,
        tlvs=delivery.tlvs,
        zone=known,
        # When it came, for the twelve digits. The submit is not known yet, and is not needed for them.
        near=datetime.fromtimestamp(delivery.at / 1e6, UTC),
    )
    return receipt, NewReceipt(
        account_id=account.id,
        message_id=receipt.id or "",
        stat=receipt.stat or "",
        err=receipt.err or "",
        state=receipt.state,
        decides=receipt.decides,
        received_at=delivery.at,
        submit_date=_micros(receipt.submit_date),
        done_date=_micros(receipt.done_date),
        raw=delivery.message,
        text=as_text(message),
        source=delivery.source_addr,
        destination=delivery.destination_addr,
        problems=keep_problems(delivery.problems, receipt.problems, unknown_zone),
    )


def inbound_of(delivery: Delivery, account: Account) -> NewInbound:
    """The inbound message (or the part of one) to be kept. Never raises for what the SMSC sent."""
    has_header = bool(delivery.esm_class & _UDHI)
    header = read_udh(delivery.message) if has_header else None
    joined = concatenation(header) if header else concatenation(delivery.tlvs.items())
    reference, parts, part = joined or (None, None, None)
    return NewInbound(
        account_id=account.id,
        source=delivery.source_addr,
        destination=delivery.destination_addr,
        text=decode(_without_udh(delivery), delivery.data_coding, Alphabet(account.default_alphabet)),
        data_coding=delivery.data_coding,
        received_at=delivery.at,
        raw=delivery.message,
        reference=reference,
        part=part,
        parts=parts,
    )


def _without_udh(delivery: Delivery) -> bytes:
    if not delivery.esm_class & _UDHI:
        return delivery.message
    return delivery.message[read_udh(delivery.message).length :]


def _micros(when: datetime | None) -> int | None:
    # In whole numbers: a float is a microsecond off, and a year at the end of 9999.
    return None if when is None else (when - _EPOCH) // _MICROSECOND
