"""What can be asked of a history. Every function takes a connection that only reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, func, or_, select, tuple_, union_all

from ycloud_console.history.dialect import contains, in_pieces, starts_with
from ycloud_console.history.match import digits
from ycloud_console.history.model import (
    InboundView,
    MessageFilter,
    MessageRow,
    MessageView,
    ReceiptView,
    SegmentView,
)
from ycloud_console.history.schema import inbound, message, receipt, segment
from ycloud_console.sms.message import MessageState

_NUMBER = re.compile(r"[+＋(]?[\s\d()./-]*\d[\s\d()./-]*")
_ID = re.compile(r"[!-~]{1,65}")
_STATES = {state.value: state for state in MessageState}

_ROW = (
    message.c.id,
    message.c.account_id,
    message.c.sender,
    message.c.recipient,
    message.c.country,
    message.c.text,
    message.c.encoding,
    message.c.segment_count,
    message.c.state,
    message.c.status,
    message.c.error,
    message.c.queued_at,
    message.c.sent_at,
    message.c.answered_at,
    message.c.done_at,
)
_STATE = [column.name for column in _ROW].index("state")
_NEWEST_FIRST = (message.c.queued_at.desc(), message.c.id.desc())


def messages(
    connection: Connection, wanted: MessageFilter, limit: int, before: tuple[int, int] | None
) -> list[MessageRow]:
    """The newest messages of *wanted*, older than the one with *before* (queued_at, id)."""
    conditions = _conditions(wanted)
    if before is not None:
        conditions.append(tuple_(message.c.queued_at, message.c.id) < tuple_(*before))
    states = sorted(state.value for state in wanted.states)
    if len(states) <= 1:
        if states:
            conditions.append(message.c.state == states[0])
        query = select(*_ROW).where(*conditions).order_by(*_NEWEST_FIRST).limit(limit)
    else:
        # Each state's index gives its newest in order; of several states at once no index does.
        ids = union_all(*(select(_newest(conditions, state, limit)) for state in states)).subquery()
        query = select(*_ROW).where(message.c.id.in_(select(ids.c.id))).order_by(*_NEWEST_FIRST).limit(limit)
    return [_message_row(row) for row in connection.execute(query)]


def rows(connection: Connection, ids: Iterable[int]) -> list[MessageRow]:
    """The messages of those IDs, in that order; those that do not exist are left out."""
    asked = list(dict.fromkeys(ids))
    found: dict[int, MessageRow] = {}
    for piece in in_pieces(asked):
        for row in connection.execute(select(*_ROW).where(message.c.id.in_(piece))):
            found[row.id] = _message_row(row)
    return [found[each] for each in asked if each in found]


def views(connection: Connection, ids: Iterable[int]) -> list[MessageView]:
    """The messages of those IDs whole, in that order; those that do not exist are left out."""
    heads = rows(connection, ids)
    options: dict[int, str] = {}
    parts: dict[int, list[SegmentView]] = {}
    for piece in in_pieces([head.id for head in heads]):
        chosen = select(message.c.id, message.c.options).where(message.c.id.in_(piece))
        options.update({row.id: row.options for row in connection.execute(chosen)})
        receipts = _receipts_of(connection, piece)
        chosen = select(segment).where(segment.c.message_id.in_(piece)).order_by(segment.c.number)
        for row in connection.execute(chosen):
            view = _segment_view(row, tuple(receipts.get(row.id, ())))
            parts.setdefault(row.message_id, []).append(view)
    return [MessageView(head, tuple(parts[head.id]), options[head.id]) for head in heads]


def counts(connection: Connection, wanted: MessageFilter) -> dict[MessageState, int]:
    """How many messages of *wanted* are in each state; a state without any is left out."""
    conditions = _conditions(wanted)
    if wanted.states:
        conditions.append(message.c.state.in_(sorted(state.value for state in wanted.states)))
    query = select(message.c.state, func.count()).where(*conditions).group_by(message.c.state)
    return {_STATES[state]: count for state, count in connection.execute(query)}


def unmatched(connection: Connection, limit: int) -> list[ReceiptView]:
    """The newest receipts that match no message."""
    query = select(receipt).where(receipt.c.segment_id.is_(None)).order_by(receipt.c.id.desc()).limit(limit)
    return [_receipt_view(row) for row in connection.execute(query)]


def inbox(connection: Connection, limit: int, before: tuple[int, int] | None) -> list[InboundView]:
    """The newest inbound messages, older than the one with *before* (received_at, id)."""
    query = select(inbound).order_by(inbound.c.received_at.desc(), inbound.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(tuple_(inbound.c.received_at, inbound.c.id) < tuple_(*before))
    return [_inbound_view(row) for row in connection.execute(query)]


def inbound_views(connection: Connection, ids: Iterable[int]) -> list[InboundView]:
    """The inbound messages of those IDs, by ID; those that do not exist are left out."""
    found: list[InboundView] = []
    for piece in in_pieces(sorted(ids)):
        query = select(inbound).where(inbound.c.id.in_(piece)).order_by(inbound.c.id)
        found += [_inbound_view(row) for row in connection.execute(query)]
    return found


def _newest(conditions: Sequence[ColumnElement[bool]], state: str, limit: int) -> Subquery:
    return (
        select(message.c.id)
        .where(*conditions, message.c.state == state)
        .order_by(*_NEWEST_FIRST)
        .limit(limit)
        .subquery()
    )


def _conditions(wanted: MessageFilter) -> list[ColumnElement[bool]]:
    """Everything that must hold, but for the states."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.account_id is not None:
        conditions.append(message.c.account_id == wanted.account_id)
    if wanted.recipient:
        conditions.append(_number_starts(wanted.recipient))
    if wanted.text:
        conditions.append(contains(message.c.text, wanted.text))
    if wanted.search.strip():
        conditions.append(_search(wanted.search.strip()))
    if wanted.since is not None:
        conditions.append(message.c.queued_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(message.c.queued_at < wanted.until)
    if wanted.error:
        conditions.append(message.c.error == wanted.error)
    if wanted.country:
        conditions.append(message.c.country == wanted.country)
    return conditions


def _number_starts(prefix: str) -> ColumnElement[bool]:
    wanted = digits(prefix)
    # A prefix without a digit is the start of no number.
    return starts_with(message.c.number, wanted) if wanted else message.c.id.is_(None)


def _search(term: str) -> ColumnElement[bool]:
    """In the text; in the number, when it looks like (a part of) one; in an SMSC's ID, when it may be one."""
    found = [contains(message.c.text, term)]
    if _NUMBER.fullmatch(term):
        found.append(contains(message.c.number, digits(term)))
    if _ID.fullmatch(term):
        with_id: Select[Any] = select(segment.c.message_id).where(contains(segment.c.smsc_id, term))
        found.append(message.c.id.in_(with_id))
    return or_(*found)


def _receipts_of(connection: Connection, message_ids: Sequence[int]) -> dict[int, list[ReceiptView]]:
    query = (
        select(receipt)
        .join(segment, receipt.c.segment_id == segment.c.id)
        .where(segment.c.message_id.in_(message_ids))
        .order_by(receipt.c.received_at, receipt.c.id)
    )
    found: dict[int, list[ReceiptView]] = {}
    for row in connection.execute(query):
        found.setdefault(row.segment_id, []).append(_receipt_view(row))
    return found


def _message_row(row: Any) -> MessageRow:
    values: list[Any] = list(row)
    values[_STATE] = _STATES[values[_STATE]]
    return MessageRow(*values)


def _segment_view(row: Any, receipts: tuple[ReceiptView, ...]) -> SegmentView:
    return SegmentView(
        id=row.id,
        number=row.number,
        units=row.units,
        state=_STATES[row.state],
        message_id=row.smsc_id or "",
        status=row.status,
        error=row.error,
        sent_at=row.sent_at,
        answered_at=row.answered_at,
        done_at=row.done_at,
        doubt=row.doubt,
        receipts=receipts,
    )


def _receipt_view(row: Any) -> ReceiptView:
    return ReceiptView(
        id=row.id,
        segment_id=row.segment_id,
        account_id=row.account_id,
        message_id=row.smsc_id,
        stat=row.stat,
        err=row.err,
        state=_STATES[row.state],
        received_at=row.received_at,
        submit_date=row.submit_date,
        done_date=row.done_date,
        raw=row.raw,
        text=row.text,
        count=row.count,
        problems=row.problems,
    )


def _inbound_view(row: Any) -> InboundView:
    return InboundView(
        id=row.id,
        account_id=row.account_id,
        source=row.source,
        destination=row.destination,
        text=row.text,
        data_coding=row.data_coding,
        received_at=row.received_at,
        raw=row.raw,
        reference=row.reference,
        part=row.part,
        parts=row.parts,
        count=row.count,
    )
