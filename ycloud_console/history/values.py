"""From rows in hand to values, in the order of the tables' columns."""

from __future__ import annotations

from typing import Any

from ycloud_console.history.model import InboundView, NewMessage, NewReceipt
from ycloud_console.history.rows import MessageInHand, ReceiptInHand, SegmentInHand


def message_values(whole: MessageInHand, new: NewMessage, at: int) -> tuple[Any, ...]:
    roll = whole.roll
    return (
        whole.id,
        new.account_id,
        new.sender,
        new.recipient,
        whole.number,
        new.country,
        new.text,
        new.encoding,
        new.registered_delivery,
        new.options,
        len(new.segments),
        at,
        roll.state.value,
        roll.status,
        roll.error,
        roll.sent_at,
        roll.answered_at,
        roll.done_at,
    )


def segment_values(each: SegmentInHand, number: int, units: int, wire: bytes) -> tuple[Any, ...]:
    return (
        each.id,
        each.message.id,
        number,
        units,
        b"" if each.answer_changed else wire,
        each.run_id,
        each.account_id,
        each.state.value,
        each.smsc_id,
        each.id_key,
        each.status,
        each.error,
        each.sent_at,
        each.answered_at,
        each.done_at,
        each.doubt,
    )


def receipt_values(kept: ReceiptInHand, new: NewReceipt) -> tuple[Any, ...]:
    return (
        kept.id,
        kept.segment_id,
        kept.account_id,
        kept.smsc_id,
        kept.id_key,
        kept.hex_ids,
        kept.stat,
        kept.err,
        kept.state.value,
        kept.decides,
        kept.received_at,
        new.submit_date,
        new.done_date,
        kept.raw,
        new.text,
        kept.source,
        kept.destination,
        new.problems,
        kept.count,
    )


def inbound_values(each: InboundView) -> tuple[Any, ...]:
    return (
        each.id,
        each.account_id,
        each.source,
        each.destination,
        each.text,
        each.data_coding,
        each.received_at,
        each.raw,
        each.reference,
        each.part,
        each.parts,
        each.count,
    )
