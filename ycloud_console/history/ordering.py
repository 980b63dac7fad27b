"""In which order messages are listed: for the database, and the same for rows at hand.

A list is ordered by (phase, value, queued_at, id). The phases divide messages by what they have of a column:
those with an error come before those without, whichever way the errors are ordered. Within a phase an index
gives the order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, literal_column

from ycloud_console.history.match import digits, id_key
from ycloud_console.history.model import MessageRow, Order, SortColumn
from ycloud_console.history.schema import TEXT_START, TOOK, message, segment
from ycloud_console.sms.message import MessageState

SortKey = tuple[int, Any, int, int]
"""(phase, value, queued_at, id): ascends as the list does, or descends."""

_S = MessageState
_WAY = (
    *(_S.QUEUED, _S.SENT, _S.ACCEPTED, _S.IN_DOUBT, _S.REJECTED),
    *(_S.UNDELIVERABLE, _S.EXPIRED, _S.DELETED, _S.UNKNOWN, _S.DELIVERED),
)
_TEXT_CHARACTERS = 24


@dataclass(frozen=True, slots=True)
class Phase:
    """Some messages of a list.

    Attributes:
        condition: Which ones; None: all. Written so that a partial index serves it.
        value: What they are ordered by; None: only by time.
        of: The value of a row at hand, or None when it is not of this phase.
        state: The only state they are in, if that is what they have in common.
        by_id: Whether *value* is the first segment's.
    """

    condition: ColumnElement[bool] | None
    value: ColumnElement[Any] | None
    of: Callable[[MessageRow], Any]
    state: MessageState | None = None
    by_id: bool = False


def _in_state(state: MessageState) -> Phase:
    return Phase(
        message.c.state == state.value, None, lambda row: 0 if row.state is state else None, state=state
    )


def _all(value: ColumnElement[Any] | None, of: Callable[[MessageRow], Any]) -> tuple[Phase, ...]:
    return (Phase(None, value, of),)


def _took(row: MessageRow) -> int | None:
    if row.done_at is None:
        return None
    return row.done_at - (row.queued_at if row.sent_at is None else row.sent_at)


HAS_ERROR = message.c.error != literal_column("''")
"""Written so that a partial index serves it; so the next one."""
REFUSED = message.c.status > literal_column("0")
IS_CANCELLED = (message.c.state == MessageState.DELETED.value) & message.c.sent_at.is_(None)
"""Taken back before any of it was sent."""
_DONE = message.c.done_at.is_not(None)
_ANYTHING: Callable[[MessageRow], Any] = lambda row: 0  # noqa: E731 -- a name for a constant

_PHASES: dict[SortColumn, tuple[Phase, ...]] = {
    SortColumn.TIME: _all(None, _ANYTHING),
    SortColumn.RECIPIENT: _all(message.c.number, lambda row: digits(row.recipient)),
    SortColumn.TEXT: _all(TEXT_START, lambda row: row.text[:_TEXT_CHARACTERS]),
    SortColumn.SEGMENTS: _all(message.c.segment_count, lambda row: row.segment_count),
    SortColumn.STATE: tuple(_in_state(state) for state in _WAY),
    SortColumn.ERROR: (
        Phase(HAS_ERROR, message.c.error, lambda row: row.error or None),
        Phase(REFUSED & ~HAS_ERROR, message.c.status, lambda row: row.status or None),
        Phase(
            ~HAS_ERROR & (message.c.status.is_(None) | (message.c.status <= literal_column("0"))),
            None,
            _ANYTHING,
        ),
    ),
    SortColumn.TOOK: (Phase(_DONE, TOOK, _took), Phase(~_DONE, None, _ANYTHING)),
    SortColumn.DONE: (
        Phase(_DONE, message.c.done_at, lambda row: row.done_at),
        Phase(~_DONE, None, _ANYTHING),
    ),
    SortColumn.SENDER: _all(message.c.sender, lambda row: row.sender),
    SortColumn.ACCOUNT: _all(message.c.account_id, lambda row: row.account_id),
    SortColumn.COUNTRY: _all(message.c.country, lambda row: row.country),
    SortColumn.ENCODING: _all(message.c.encoding, lambda row: row.encoding),
    SortColumn.MESSAGE_ID: (
        Phase(
            segment.c.id_key.is_not(None),
            segment.c.id_key,
            lambda row: id_key(row.message_id) or None,
            by_id=True,
        ),
        Phase(segment.c.id_key.is_(None), None, _ANYTHING, by_id=True),
    ),
}


def phases(order: Order) -> tuple[Phase, ...]:
    """The phases in the order in which they are listed.

    Only those of the states are listed the other way round when the order is descending: what has nothing
    in the column stays behind what has.
    """
    found = _PHASES[order.column]
    return found[::-1] if order.descending and order.column is SortColumn.STATE else found


def sort_key(row: MessageRow, order: Order) -> SortKey:
    """The place of *row*: a list in *order* has ascending keys, or descending ones."""
    if order.column is SortColumn.TIME:  # what a list is in most of the time
        return 0, 0, row.queued_at, row.id
    for number, phase in enumerate(phases(order)):
        value = phase.of(row)
        if value is not None:
            return (-number if order.descending else number), value, row.queued_at, row.id
    raise AssertionError("the last phase takes every row")
