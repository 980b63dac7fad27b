"""Receipts that match no message, and why: the rules of :mod:`ycloud_console.history.match`, asked again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select

from ycloud_console.history.match import came_after, is_someone_else, other_notations
from ycloud_console.history.model import ReceiptView
from ycloud_console.history.schema import message, receipt, segment
from ycloud_console.history.sqlite.dialect import in_pieces, unindexed
from ycloud_console.sms.message import MessageState


class Why(StrEnum):
    """Why a receipt matches no message (yet)."""

    NO_ID = "no_id"
    """No message ID could be read in it."""
    UNKNOWN_ID = "unknown_id"
    """No message has that ID: not sent from here, or its answer has not come."""
    OTHER_NUMBER = "other_number"
    """A message of the account has that ID, and plainly went to another number."""
    OTHER_ACCOUNT = "other_account"
    """Only a message of another account has that ID."""
    TOO_EARLY = "too_early"
    """It came before the message that now has its ID was sent."""
    OTHER_NOTATION = "other_notation"
    """A message has that ID in hexadecimal against decimal, and the account does not allow for that."""


@dataclass(frozen=True, slots=True)
class UnmatchedReceipt:
    """A receipt without a message."""

    receipt: ReceiptView
    source: str
    """Addresses of the deliver_sm."""
    destination: str
    why: Why
    recipient: str = ""
    """The number of the message that nearly matched, for all but NO_ID and UNKNOWN_ID."""
    account_id: str = ""
    """The account of that message."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """The newest receipts that match no message."""

    total: int
    receipts: tuple[UnmatchedReceipt, ...]


def unmatched_receipts(connection: Connection, limit: int) -> Unmatched:
    """The newest *limit* of them, with the reason as it stands now, and how many there are."""
    is_unmatched = receipt.c.segment_id.is_(None)
    total = connection.scalar(select(func.count()).where(is_unmatched)) or 0
    # Those that match none are few; by the number itself all receipts would be walked through for them.
    newest = select(receipt.c.id).where(is_unmatched).order_by(unindexed(receipt.c.id).desc()).limit(limit)
    query = select(receipt).where(receipt.c.id.in_(newest)).order_by(receipt.c.id.desc())
    rows = connection.execute(query).all()
    near = _near(connection, rows)
    return Unmatched(total, tuple(_explained(row, near) for row in rows))


def _near(connection: Connection, rows: Sequence[Any]) -> dict[str, list[Any]]:
    """The segments whose IDs are those of *rows* in any notation, by the key of their ID."""
    keys: set[str] = set()
    for row in rows:
        if row.smsc_id.strip():
            keys |= {row.id_key, *other_notations(row.smsc_id)}
    found: dict[str, list[Any]] = {}
    columns = (segment.c.id, segment.c.id_key, segment.c.account_id, segment.c.sent_at)
    wanted = select(*columns, message.c.recipient, message.c.number).join(
        message, message.c.id == segment.c.message_id
    )
    for piece in in_pieces(sorted(keys)):
        for row in connection.execute(
            wanted.where(segment.c.id_key.in_(piece)).order_by(segment.c.id.desc())
        ):
            found.setdefault(row.id_key, []).append(row)
    return found


def _explained(row: Any, near: dict[str, list[Any]]) -> UnmatchedReceipt:
    why, candidate = _reason(row, near)
    view = _receipt_view(row)
    if candidate is None:
        return UnmatchedReceipt(view, row.source, row.destination, why)
    return UnmatchedReceipt(view, row.source, row.destination, why, candidate.recipient, candidate.account_id)


def _reason(row: Any, near: dict[str, list[Any]]) -> tuple[Why, Any]:
    if not row.smsc_id.strip():
        return Why.NO_ID, None
    same = near.get(row.id_key, [])
    rewritten = [each for key in other_notations(row.smsc_id) for each in near.get(key, ())]
    own = _of_account([*same, *rewritten] if row.hex_ids else same, row.account_id)
    if own:
        strangers = [each for each in own if is_someone_else(each.number, row.source, row.destination)]
        if strangers:
            return Why.OTHER_NUMBER, strangers[0]
        if not came_after(row.received_at, own[0].sent_at):
            return Why.TOO_EARLY, own[0]
    if not row.hex_ids:
        for each in _of_account(rewritten, row.account_id):
            if not is_someone_else(each.number, row.source, row.destination):
                return Why.OTHER_NOTATION, each
    others = [each for each in same if each.account_id != row.account_id]
    return (Why.OTHER_ACCOUNT, others[0]) if others else (Why.UNKNOWN_ID, None)


def _of_account(segments: Iterable[Any], account_id: str) -> list[Any]:
    return [each for each in segments if each.account_id == account_id]


def _receipt_view(row: Any) -> ReceiptView:
    values = {name: getattr(row, name) for name in ReceiptView.__struct_fields__ if name in row._fields}
    return ReceiptView(**values | {"message_id": row.smsc_id, "state": MessageState(row.state)})
