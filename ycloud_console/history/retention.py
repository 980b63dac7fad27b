"""How long the history is kept: for so many days, or so many messages, or both; what is beyond is deleted.

A message's age is counted from when it was handed over. Only what has come to its end is deleted (see
:mod:`ycloud_console.history.removal`); what is still open stays, however old, until it has.
Inbound messages and receipts that match no message have no end to wait for: they go by days alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select, tuple_

from ycloud_console.history.removal import IS_ENDED
from ycloud_console.history.schema import inbound, message, receipt
from ycloud_console.sms.parts import WITHIN

_DAY = 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Keep:
    """What is kept; a limit of 0 is none. What is beyond either limit is deleted."""

    days: int = 0
    messages: int = 0
    """The newest so many."""

    @property
    def everything(self) -> bool:
        """Whether nothing is ever deleted."""
        return not (self.days or self.messages)

    def oldest(self, at: int) -> int:
        """The moment before which everything is too old at *at*, both in microseconds; 0: nothing is."""
        return at - self.days * _DAY if self.days else 0


@dataclass(frozen=True, slots=True)
class Excess:
    """How much is beyond the limits, and would be deleted."""

    messages: int = 0
    inbound: int = 0
    unmatched: int = 0
    """Receipts that match no message."""
    staying: int = 0
    """Messages that are beyond the limits too, but still open: they stay."""
    before: int | None = None
    """What is to be deleted is older than this (microseconds); None: nothing is to be deleted."""

    @property
    def is_any(self) -> bool:
        return bool(self.total)

    @property
    def total(self) -> int:
        """Of all kinds that would be deleted."""
        return self.messages + self.inbound + self.unmatched


Place = tuple[int, int]
"""(queued_at, id) of a message."""


def excess(connection: Connection, keep: Keep, at: int) -> Excess:
    """What would be deleted at *at*. About a second for a million messages."""
    place = first_kept(connection, keep, at)
    beyond = _older(place)
    ended = _count(connection, beyond, IS_ENDED)
    oldest = keep.oldest(at)
    return Excess(
        messages=ended,
        inbound=connection.scalar(select(func.count()).select_from(inbound).where(_too_old(oldest))) or 0,
        unmatched=connection.scalar(select(func.count()).where(*_unmatched(oldest))) or 0,
        staying=_count(connection, beyond) - ended,
        before=place[0] or None,
    )


def first_kept(connection: Connection, keep: Keep, at: int) -> Place:
    """Everything before this place in time is beyond the limits."""
    by_age = (keep.oldest(at), 0)
    if not keep.messages:
        return by_age
    newest_first = (message.c.queued_at.desc(), message.c.id.desc())
    query = select(message.c.queued_at, message.c.id).order_by(*newest_first)
    last = connection.execute(query.offset(keep.messages - 1).limit(1)).first()
    return max(by_age, (last.queued_at, last.id)) if last else by_age


def expired(connection: Connection, before: Place, after: Place, limit: int) -> list[tuple[int, int]]:
    """(queued_at, id) of messages to delete: at their end, *before* one place and behind the other."""
    place = tuple_(message.c.queued_at, message.c.id)
    query = (
        select(message.c.queued_at, message.c.id)
        .where(place > tuple_(*after), _older(before), IS_ENDED)
        .order_by(message.c.queued_at, message.c.id)
        .limit(limit)
    )
    return [(row.queued_at, row.id) for row in connection.execute(query)]


def expired_inbound(connection: Connection, before: int, limit: int) -> list[int]:
    """The IDs of inbound messages that came before that moment; of a long one, all parts did."""
    query = select(inbound.c.id).where(_too_old(before))
    return list(connection.scalars(query.order_by(inbound.c.received_at, inbound.c.id).limit(limit)))


def expired_unmatched(connection: Connection, before: int, limit: int) -> list[int]:
    """The IDs of receipts that match no message and came before that moment."""
    # In no order: the index of such receipts finds them; for an order all receipts would be looked through.
    return list(connection.scalars(select(receipt.c.id).where(*_unmatched(before)).limit(limit)))


def _older(place: Place) -> ColumnElement[bool]:
    return tuple_(message.c.queued_at, message.c.id) < tuple_(*place)


def _count(connection: Connection, *where: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(message).where(*where)) or 0


def _too_old(before: int) -> ColumnElement[bool]:
    """A part of a long message goes when its others may: else the inbox would show a torso."""
    other = inbound.alias()
    younger = exists().where(
        other.c.source == inbound.c.source,
        other.c.received_at >= before,
        other.c.received_at < inbound.c.received_at + WITHIN,
        other.c.account_id == inbound.c.account_id,
        other.c.destination == inbound.c.destination,
        other.c.reference == inbound.c.reference,
        other.c.parts == inbound.c.parts,
    )
    is_short = or_(inbound.c.parts.is_(None), inbound.c.parts <= 1)
    return (inbound.c.received_at < before) & or_(is_short, ~younger)


def _unmatched(before: int) -> tuple[ColumnElement[bool], ...]:
    return receipt.c.segment_id.is_(None), receipt.c.received_at < before
