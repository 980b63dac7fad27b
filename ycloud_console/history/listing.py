"""How a filtered and sorted list is asked for, so that a million messages answer at once.

The planner of the database knows the indexes, but not how many messages an account or a state has; the tally
does. Where both a filter and the order have an index, the sizes decide which of them is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_, union_all

from ycloud_console.history.match import digits, id_key
from ycloud_console.history.model import MessageFilter, Order
from ycloud_console.history.ordering import HAS_ERROR, IS_CANCELLED, REFUSED, Phase
from ycloud_console.history.schema import message, segment, tally
from ycloud_console.history.search import Search
from ycloud_console.history.sqlite.dialect import starts_with, unindexed
from ycloud_console.sms.message import MessageState

_FEW = 0.05
"""Of all messages: so many are read and sorted; more are picked out of the sorted index."""
_RECENT = 20_000
"""Messages that are looked through for a text before all of them are: some 10 ms."""

_STATES = {state.value: state for state in MessageState}


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many messages each account has in each state."""

    counts: Mapping[tuple[str, MessageState], int]

    @classmethod
    def read(cls, connection: Connection) -> Sizes:
        query = select(tally.c.account_id, tally.c.state, tally.c.count).where(tally.c.count > 0)
        return cls({(account, _STATES[state]): count for account, state, count in connection.execute(query)})

    def by_state(self, wanted: MessageFilter) -> dict[MessageState, int]:
        """The messages of the filter's account and states; its other fields are not looked at."""
        found: dict[MessageState, int] = {}
        for (account, state), count in self.counts.items():
            if wanted.account_id in (None, account) and (not wanted.states or state in wanted.states):
                found[state] = found.get(state, 0) + count
        return found

    def of(self, *, account_id: str | None = None, states: frozenset[MessageState] = frozenset()) -> int:
        return sum(self.by_state(MessageFilter(account_id=account_id, states=states)).values())


@dataclass(frozen=True, slots=True)
class Listing:
    """One phase of a list.

    Attributes:
        search: What *wanted* looks for.
        place: Only what is behind it (value, queued_at, id); None: all.
    """

    wanted: MessageFilter
    search: Search
    order: Order
    phase: Phase
    place: tuple[Any, int, int] | None = None

    def ids(self, connection: Connection, sizes: Sizes, limit: int, skip: int = 0) -> list[int]:
        """At most *limit* IDs, after the first *skip*."""
        states = self._states()
        if states is None:
            return []
        if not self._reads_all:
            return _run(connection, self._query(sizes, states, limit, skip))
        if self.phase.value is None and self.order.descending and not skip:
            recent = self._recent(connection)
            if recent is not None:
                found = _run(connection, self._query(sizes, states, limit, 0, recent))
                if len(found) == limit:
                    return found
        return _run(connection, self._query(sizes, states, limit, skip))

    def count(self, connection: Connection) -> int:
        """How many messages are in this phase."""
        states = self._states()
        if states is None:
            return 0
        query = self._in_phase(select(func.count()).select_from(message))
        if self.wanted.account_id is not None:
            query = query.where(unindexed(message.c.account_id) == self.wanted.account_id)
        if states:
            query = query.where(message.c.state.in_(_values(states)))
        return connection.scalar(query) or 0

    @property
    def _reads_all(self) -> bool:
        """Whether something is looked for that may be rare, and no index tells where it is."""
        return not (self.search.is_any or self.search.is_narrow or self.search.is_common)

    def _states(self) -> frozenset[MessageState] | None:
        """The states that are wanted in this phase; empty: any; None: there are none."""
        if self.phase.state is None:
            return self.wanted.states
        if self.wanted.states and self.phase.state not in self.wanted.states:
            return None
        return frozenset({self.phase.state})

    def _query(
        self,
        sizes: Sizes,
        states: frozenset[MessageState],
        limit: int,
        skip: int,
        also: ColumnElement[bool] | None = None,
    ) -> Select[Any]:
        account_id = self.wanted.account_id
        everything = sizes.of()
        in_account = everything if account_id is None else sizes.of(account_id=account_id)
        in_states = sizes.of(states=states) if states else everything
        # What the search names is looked at one by one; what it may be in anywhere, in the table's order.
        walks = self.search.is_any or self.search.is_common
        by_filter = not self.search.is_narrow and min(in_account, in_states) < _FEW * everything
        by_time = self.phase.value is None and walks
        # Newest first each filter has its own index: the one with fewer messages is used.
        use_account = in_account <= in_states and (by_time or by_filter)
        use_states = in_states < in_account and (by_time or by_filter)
        walks_ids = walks and not by_filter and self.phase.value is not None
        query = self._in_phase(select(message.c.id), walks_ids=walks_ids)
        if also is not None:
            query = query.where(also)
        if account_id is not None:
            account = message.c.account_id if use_account else unindexed(message.c.account_id)
            query = query.where(account == account_id)
        if len(states) > 1 and use_states and by_time:
            return self._of_each_state(query, states, limit, skip)
        if states:
            state = message.c.state if use_states else unindexed(message.c.state)
            query = query.where(state.in_(_values(states)))
        by_index = by_time or (walks and not by_filter)
        return _part(self._sorted(query, by_index=by_index), limit, skip)

    def _in_phase(self, query: Select[Any], *, walks_ids: bool = False) -> Select[Any]:
        """*query* with everything that must hold, but for account and states.

        *walks_ids*: along the IDs, where those are asked for. Left to itself, the planner looks up every
        message's IDs instead, and sorts them, once there are some millions.
        """
        query = query.where(*conditions(self.wanted, self.search))
        if self.phase.condition is not None and self.phase.state is None:
            query = query.where(self.phase.condition)
        if self.phase.by_id:
            of_message = unindexed(segment.c.message_id) if walks_ids else segment.c.message_id
            query = query.join(segment, of_message == message.c.id).where(segment.c.number == 1)
        return query

    def _of_each_state(
        self, query: Select[Any], states: frozenset[MessageState], limit: int, skip: int
    ) -> Select[Any]:
        """Each state's index gives its messages in order; of several states at once no index does."""
        each = [
            self._sorted(query.where(message.c.state == value), by_index=True).limit(skip + limit)
            for value in _values(states)
        ]
        together = union_all(*(select(one.subquery()) for one in each))
        ids = select(message.c.id).where(message.c.id.in_(together))
        return _part(self._sorted(ids, by_index=False, behind=False), limit, skip)

    def _sorted(self, query: Select[Any], *, by_index: bool, behind: bool = True) -> Select[Any]:
        columns: list[ColumnElement[Any]] = [message.c.queued_at, message.c.id]
        if self.phase.value is not None:
            columns.insert(0, self.phase.value)
        if behind and self.place is not None:
            values = self.place if self.phase.value is not None else self.place[1:]
            there = tuple_(*values)
            if self.order.descending:
                # The first condition alone would do, but an expression's index serves only the second.
                query = query.where(tuple_(*columns) < there, columns[0] <= values[0])
            else:
                query = query.where(tuple_(*columns) > there, columns[0] >= values[0])
        if not by_index:
            columns = [unindexed(column) for column in columns]
        return query.order_by(*(each.desc() if self.order.descending else each for each in columns))

    def _recent(self, connection: Connection) -> ColumnElement[bool] | None:
        """Whether a message is one of the newest behind the place; None when there are not that many."""
        bound = select(message.c.queued_at).order_by(message.c.queued_at.desc()).offset(_RECENT).limit(1)
        if self.place is not None:
            bound = bound.where(message.c.queued_at <= self.place[1])
        oldest = connection.scalar(bound)
        return None if oldest is None else message.c.queued_at > oldest


def _run(connection: Connection, query: Select[Any]) -> list[int]:
    return list(connection.scalars(query))


def _part(query: Select[Any], limit: int, skip: int) -> Select[Any]:
    query = query.limit(limit)
    return query.offset(skip) if skip else query


def _values(states: frozenset[MessageState]) -> list[str]:
    return sorted(each.value for each in states)


def conditions(wanted: MessageFilter, search: Search) -> list[ColumnElement[bool]]:
    """Everything that must hold, but for account and states."""
    found: list[ColumnElement[bool]] = list(search.conditions)
    if wanted.recipient:
        found.append(_number_starts(wanted.recipient))
    if wanted.since is not None:
        found.append(message.c.queued_at >= wanted.since)
    if wanted.until is not None:
        found.append(message.c.queued_at < wanted.until)
    if wanted.error:
        found += [message.c.error == wanted.error, HAS_ERROR]
    if wanted.status is not None:
        found.append(message.c.status == wanted.status)
        if wanted.status > 0:
            found.append(REFUSED)
    if wanted.country:
        found.append(message.c.country == wanted.country)
    if wanted.message_id:
        with_id = segment.c.id_key == id_key(wanted.message_id)
        found.append(message.c.id.in_(select(segment.c.message_id).where(with_id)))
    if wanted.cancelled is not None:
        found.append(IS_CANCELLED if wanted.cancelled else ~IS_CANCELLED)
    return found


def _number_starts(prefix: str) -> ColumnElement[bool]:
    wanted = digits(prefix)
    # A prefix without a digit is the start of no number.
    return starts_with(message.c.number, wanted) if wanted else message.c.id.is_(None)
