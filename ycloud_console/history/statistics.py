"""Figures over many messages: what became of them, how long it took, what went wrong, and where.

Each function takes a connection that only reads. Counting goes through every message of the scope, once.
What was cancelled before it was sent is in none of the figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal, select, true, union_all

from ycloud_console.history.ordering import IS_CANCELLED
from ycloud_console.history.schema import message
from ycloud_console.history.sqlite.dialect import unindexed
from ycloud_console.sms.message import FAILED, MessageState

_STATES = {state.value: state for state in MessageState}
_DELIVERED = MessageState.DELIVERED.value
_STEPS = 50
"""Times are told apart to about this part of them: two hundredths."""
_LONGEST = 10**13
"""Microseconds; what took longer (four months) is not told apart any further."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose messages, and handed over when: [since, until), in microseconds."""

    account_id: str | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """So many messages failed in one way."""

    state: MessageState
    status: int
    """The submit's command_status when that was a refusal, else 0."""
    error: str
    """The receipt's err as it came; empty when there was none."""
    count: int


@dataclass(frozen=True, slots=True)
class Times:
    """How long delivered messages took, from the wire (else from the queue) to the final receipt.

    Attributes:
        counts: (microseconds, messages), ascending; microseconds are rounded down by two hundredths at most.
    """

    counts: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)

    def percentile(self, share: float) -> int | None:
        """Microseconds that *share* (0 to 1) of the messages did not exceed (nearest rank); None of none."""
        rank = max(1, math.ceil(round(share * self.total, 6)))
        for micros, count in self.counts:
            rank -= count
            if rank <= 0:
                return micros
        return None

    def between(self, edges: Sequence[int]) -> list[int]:
        """How many took [edge, next edge), for each edge; the last one has no end."""
        found = [0] * len(edges)
        for micros, count in self.counts:
            place = sum(1 for edge in edges if edge <= micros) - 1
            found[max(0, place)] += count
        return found


def outcomes(
    connection: Connection, account_id: str | None, edges: Sequence[int]
) -> list[Counter[MessageState]]:
    """How many messages handed over in [edge, next edge) are in each state now, for each edge but the last.

    *edges* are microseconds, ascending, two at least.
    """
    found = [Counter[MessageState]() for _ in edges[1:]]
    if account_id is None:
        for place, state, count in connection.execute(_counted_by_index(edges)):
            found[place][_STATES[state]] += count
        _leave_out_cancelled(connection, account_id, edges, found)
        return found
    # No index has account and state: each interval by itself, so that little is sorted at a time.
    for place, (earlier, later) in enumerate(pairwise(edges)):
        query = select(message.c.state, func.count()).where(*_conditions(Scope(account_id, earlier, later)))
        for state, count in connection.execute(query.group_by(message.c.state)):
            found[place][_STATES[state]] = count
    _leave_out_cancelled(connection, account_id, edges, found)
    return found


def _leave_out_cancelled(
    connection: Connection,
    account_id: str | None,
    edges: Sequence[int],
    found: Sequence[Counter[MessageState]],
) -> None:
    """Asked for where something is deleted only: the index of states does not know what was sent."""
    for counts, (earlier, later) in zip(found, pairwise(edges), strict=True):
        if counts[MessageState.DELETED]:
            inside = _conditions(Scope(account_id, earlier, later))
            query = select(func.count()).select_from(message).where(*inside, IS_CANCELLED)
            counts[MessageState.DELETED] -= connection.scalar(query) or 0


def _counted_by_index(edges: Sequence[int]) -> Select[Any]:
    """For all accounts: a range of the index of states for each state and interval, without any sorting."""
    intervals = union_all(
        *(
            select(
                literal(place).label("place"), literal(earlier).label("first"), literal(later).label("end")
            )
            for place, (earlier, later) in enumerate(pairwise(edges))
        )
    ).cte()
    states = union_all(*(select(literal(state).label("state")) for state in _STATES)).cte()
    inside = (message.c.queued_at >= intervals.c.first, message.c.queued_at < intervals.c.end)
    count = select(func.count()).select_from(message).where(message.c.state == states.c.state, *inside)
    counted = count.correlate(intervals, states).scalar_subquery()
    return select(intervals.c.place, states.c.state, counted).select_from(intervals.join(states, true()))


def times_to_deliver(connection: Connection, scope: Scope) -> Times:
    """How long the delivered messages took."""
    took = message.c.done_at - func.coalesce(message.c.sent_at, message.c.queued_at)
    rounded = _rounded(took).label("rounded")
    query = (
        select(rounded, func.count())
        .where(*_conditions(scope), message.c.state == _DELIVERED, message.c.done_at.is_not(None))
        .group_by(rounded)
    )
    counts: Counter[int] = Counter()
    for micros, count in connection.execute(query):
        counts[max(0, micros)] += count
    return Times(tuple(sorted(counts.items())))


def failures(connection: Connection, scope: Scope) -> list[Failure]:
    """The ways in which messages failed, the most frequent first."""
    columns = (message.c.state, func.coalesce(message.c.status, 0), message.c.error)
    query = (
        select(*columns, func.count())
        .where(
            *_conditions(scope),
            message.c.state.in_(sorted(state.value for state in FAILED)),
            ~IS_CANCELLED,
        )
        .group_by(*columns)
    )
    found = [
        Failure(_STATES[state], status, error, count)
        for state, status, error, count in connection.execute(query)
    ]
    return sorted(found, key=lambda each: (-each.count, each.error, each.status, each.state))


def countries(connection: Connection, scope: Scope) -> Mapping[str, Counter[MessageState]]:
    """How many messages to each country (ISO 3166 alpha-2, empty: none known) are in each state."""
    country = unindexed(message.c.country)
    query = (
        select(country, message.c.state, func.count())
        .where(*_conditions(scope), ~IS_CANCELLED)
        .group_by(country, message.c.state)
    )
    found: dict[str, Counter[MessageState]] = {}
    for country, state, count in connection.execute(query):
        found.setdefault(country, Counter())[_STATES[state]] = count
    return found


def span(connection: Connection, account_id: str | None) -> tuple[int, int] | None:
    """When the first and the last message were handed over; None when there is none."""
    own = _conditions(Scope(account_id))
    # One at a time: only so does an index answer.
    first = connection.scalar(select(func.min(message.c.queued_at)).where(*own))
    last = connection.scalar(select(func.max(message.c.queued_at)).where(*own))
    return None if first is None or last is None else (first, last)


def _conditions(scope: Scope) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if scope.account_id is not None:
        conditions.append(message.c.account_id == scope.account_id)
    if scope.since is not None:
        conditions.append(message.c.queued_at >= scope.since)
    if scope.until is not None:
        conditions.append(message.c.queued_at < scope.until)
    return conditions


def _rounded(took: ColumnElement[int]) -> ColumnElement[int]:
    """*took* in steps that grow with it, so that there are some hundreds of values and not millions."""
    steps = []
    bound = 1_000_000
    while bound < _LONGEST:
        size = bound // 10 // _STEPS
        steps.append((took < bound, took // size * size))
        bound *= 10
    return case(*steps, else_=_LONGEST)
