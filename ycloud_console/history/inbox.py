"""Reading what phones sent, page by page, each message with all of its parts that have come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, or_, select, tuple_

from ycloud_console.history.match import digits
from ycloud_console.history.model import InboundView
from ycloud_console.history.schema import inbound
from ycloud_console.history.sqlite.dialect import contains, in_pieces
from ycloud_console.sms.parts import WITHIN, join

_SHOWN_NUMBER = re.compile(r"[+＋(]?[\s\d()./-]*\d[\s\d()./-]*")
"""A number as people read it: spaced, with a + or brackets."""
_NEWEST_FIRST = (inbound.c.received_at.desc(), inbound.c.id.desc())


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """Which inbound messages; every given field must hold."""

    account_id: str | None = None
    search: str = ""
    """In the text (of one part) or in either number; ASCII letters in either case."""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Rows of the history; :func:`ycloud_console.sms.parts.join` makes messages of them."""

    rows: tuple[InboundView, ...]
    """What was asked for, newest first."""
    others: tuple[InboundView, ...]
    """Further parts of their messages."""

    @property
    def oldest(self) -> tuple[int, int] | None:
        """(received_at, id) of the last row: the next page is before it."""
        return (self.rows[-1].received_at, self.rows[-1].id) if self.rows else None


def inbox_page(
    connection: Connection, wanted: InboxFilter, limit: int, before: tuple[int, int] | None
) -> InboxPage:
    """The newest *limit* rows of *wanted*, older than the one with *before* (received_at, id)."""
    query = select(inbound).where(*_conditions(wanted)).order_by(*_NEWEST_FIRST).limit(limit)
    if before is not None:
        query = query.where(tuple_(inbound.c.received_at, inbound.c.id) < tuple_(*before))
    rows = tuple(InboundView(**row._asdict()) for row in connection.execute(query))
    return InboxPage(rows, _other_parts(connection, rows))


def newer_messages(connection: Connection, after_id: int) -> int:
    """How many messages have come (or got another part) since the row with that ID."""
    is_newer = inbound.c.id > after_id
    is_whole = or_(inbound.c.parts.is_(None), inbound.c.parts <= 1)
    whole = connection.scalar(select(func.count()).where(is_newer, is_whole)) or 0
    key = (
        inbound.c.account_id,
        inbound.c.source,
        inbound.c.destination,
        inbound.c.reference,
        inbound.c.parts,
    )
    long_ones = select(*key).where(is_newer, inbound.c.parts > 1).distinct().subquery()
    return whole + (connection.scalar(select(func.count()).select_from(long_ones)) or 0)


def newest_id(connection: Connection) -> int:
    """The ID of the row that was written last; 0 when there is none."""
    return connection.scalar(select(func.max(inbound.c.id))) or 0


def _conditions(wanted: InboxFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.account_id is not None:
        conditions.append(inbound.c.account_id == wanted.account_id)
    term = wanted.search.strip()
    if term:
        found = [
            contains(column, term) for column in (inbound.c.text, inbound.c.source, inbound.c.destination)
        ]
        if _SHOWN_NUMBER.fullmatch(term):
            number = digits(term)
            found += [contains(column, number) for column in (inbound.c.source, inbound.c.destination)]
        conditions.append(or_(*found))
    return conditions


def _other_parts(connection: Connection, rows: Sequence[InboundView]) -> tuple[InboundView, ...]:
    """The parts that *rows* lack of their messages, as far as they have come."""
    torn = [message for message in join(rows) if message.missing]
    if not torn:
        return ()
    have = {row.id for row in rows}
    wanted = {_key(message.first) for message in torn}
    first = min(message.first.received_at for message in torn) - WITHIN
    last = max(piece.received_at for message in torn for piece in message.pieces) + WITHIN
    found = []
    for sources in in_pieces(sorted({message.first.source for message in torn})):
        query = select(inbound).where(
            inbound.c.source.in_(sources), inbound.c.received_at.between(first, last), inbound.c.parts > 1
        )
        found += [InboundView(**row._asdict()) for row in connection.execute(query)]
    return tuple(each for each in found if each.id not in have and _key(each) in wanted)


def _key(row: InboundView) -> tuple[object, ...]:
    return row.account_id, row.source, row.destination, row.reference, row.parts
