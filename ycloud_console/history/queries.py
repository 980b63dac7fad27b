"""What can be asked of a history. Every function takes a connection that only reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from ycloud_console.history.listing import Listing, Sizes, conditions
from ycloud_console.history.model import (
    Choices,
    InboundView,
    MessageFilter,
    MessageRow,
    MessageView,
    Order,
    ReceiptView,
    SegmentView,
)
from ycloud_console.history.ordering import HAS_ERROR, REFUSED, SortKey, phases
from ycloud_console.history.schema import inbound, message, receipt, segment
from ycloud_console.history.search import Search
from ycloud_console.history.sqlite.dialect import in_pieces, unindexed
from ycloud_console.history.sqlite.prepared import Lookup
from ycloud_console.sms.message import MessageState

_NEWEST_FIRST = Order()
_MOST_CHOICES = 300
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
    func.coalesce(
        select(segment.c.smsc_id)
        .where(segment.c.message_id == message.c.id, segment.c.number == literal_column("1"))
        .scalar_subquery(),
        literal_column("''"),
    ),
)
_ROWS = Lookup(select(*_ROW), message.c.id)
_STATE = [column.name for column in _ROW].index("state")


def messages(
    connection: Connection, wanted: MessageFilter, limit: int, before: tuple[int, int] | None
) -> list[MessageRow]:
    """The newest messages of *wanted*, older than the one with *before* (queued_at, id)."""
    return page(connection, wanted, _NEWEST_FIRST, limit, None if before is None else (0, 0, *before))


def page(
    connection: Connection,
    wanted: MessageFilter,
    order: Order,
    limit: int,
    after: SortKey | None,
    skip: int = 0,
) -> list[MessageRow]:
    """Messages of *wanted* in that *order*: behind the key *after*, less the first *skip*."""
    return rows(connection, page_ids(connection, wanted, order, limit, after, skip))


def page_ids(
    connection: Connection,
    wanted: MessageFilter,
    order: Order,
    limit: int,
    after: SortKey | None,
    skip: int = 0,
) -> list[int]:
    """The IDs of what :func:`page` gives."""
    sizes = Sizes.read(connection)
    search = Search.of(connection, wanted)
    found: list[int] = []
    for number, phase in enumerate(phases(order)):
        reached = 0 if after is None else abs(after[0])
        if number < reached or len(found) == limit:
            continue
        place = after[1:] if after is not None and number == reached else None
        listing = Listing(wanted, search, order, phase, place)
        ids = listing.ids(connection, sizes, limit - len(found), skip)
        if skip:
            skip = 0 if ids else skip - listing.count(connection)
        found += ids
    return found


def rows(connection: Connection, ids: Iterable[int]) -> list[MessageRow]:
    """The messages of those IDs, in that order; those that do not exist are left out."""
    asked = list(dict.fromkeys(ids))
    found: dict[int, MessageRow] = {}
    for row in _ROWS.rows(connection, asked):
        found[row[0]] = _message_row(row)
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
    """How many messages of *wanted* are in each state; a state without any is left out.

    Nothing is grouped: that sorts all of them, and takes 64 MB for a million.
    """
    sizes = Sizes.read(connection)
    if replace(wanted, account_id=None, states=frozenset()) == MessageFilter():
        return sizes.by_state(wanted)
    if wanted.account_id is not None and sizes.of(account_id=wanted.account_id) == sizes.of():
        wanted = replace(wanted, account_id=None)  # there is no other account
    states = list(sizes.by_state(wanted))
    if not states:
        return {}
    if replace(wanted, since=None, until=None, states=frozenset()) == MessageFilter():
        found = _counted_by_index(connection, wanted, states)
    else:
        found = _counted_one_by_one(connection, wanted, states)
    return {state: count for state, count in zip(states, found, strict=True) if count}


def _counted_by_index(
    connection: Connection, wanted: MessageFilter, states: Sequence[MessageState]
) -> Sequence[int]:
    """For each state those of a time: a range of the index of states, 20 million messages a second."""
    inside = conditions(wanted, Search.of(connection, wanted))
    count = select(func.count()).select_from(message).where(*inside)
    ranges = [count.where(message.c.state == state.value).scalar_subquery() for state in states]
    return connection.execute(select(*ranges)).one()


def _counted_one_by_one(
    connection: Connection, wanted: MessageFilter, states: Sequence[MessageState]
) -> Sequence[int]:
    search = Search.of(connection, wanted)
    chosen = conditions(wanted, search)
    if wanted.account_id is not None:
        account = unindexed(message.c.account_id) if search.is_narrow else message.c.account_id
        chosen.append(account == wanted.account_id)
    # Without the index of states, which would be walked in their order and not in the filter's.
    state = unindexed(message.c.state)
    if wanted.states:
        chosen.append(state.in_([each.value for each in states]))
    sums = [func.count().filter(state == each.value) for each in states]
    return connection.execute(select(*sums).select_from(message).where(*chosen)).one()


def choices(connection: Connection) -> Choices:
    """What there is to filter by. Each value is found by the index, so that a million rows cost nothing."""
    errors = _distinct(connection, message.c.error, HAS_ERROR)
    statuses = _distinct(connection, message.c.status, REFUSED)
    return Choices(tuple(_distinct(connection, message.c.country)), tuple(errors), tuple(statuses))


def _distinct(connection: Connection, column: ColumnElement[Any], *where: ColumnElement[bool]) -> list[Any]:
    found: list[Any] = []
    value = connection.scalar(select(func.min(column)).where(*where))
    while value is not None and len(found) < _MOST_CHOICES:
        if value != "":
            found.append(value)
        value = connection.scalar(select(func.min(column)).where(column > value, *where))
    return found


def inbound_views(connection: Connection, ids: Iterable[int]) -> list[InboundView]:
    """The inbound messages of those IDs, by ID; those that do not exist are left out."""
    found: list[InboundView] = []
    for piece in in_pieces(sorted(ids)):
        query = select(inbound).where(inbound.c.id.in_(piece)).order_by(inbound.c.id)
        found += [_inbound_view(row) for row in connection.execute(query)]
    return found


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


def _message_row(row: Sequence[Any]) -> MessageRow:
    values = list(row)
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
