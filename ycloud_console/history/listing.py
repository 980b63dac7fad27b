"""How a filtered and sorted list is asked for, so that a million messages answer at once.

The planner of the database knows the indexes, but not how many messages an account or a state has; the tally
does. Where both a filter and the order have an index, the sizes decide which of them is used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select, tuple_, union_all

from ycloud_console.history.dialect import contains, starts_with, unindexed
from ycloud_console.history.match import digits, id_key
from ycloud_console.history.model import MessageFilter, Order
from ycloud_console.history.ordering import HAS_ERROR, IS_CANCELLED, REFUSED, Phase
from ycloud_console.history.schema import message, segment, tally
from ycloud_console.sms.message import MessageState

_FEW = 0.05
"""Of all messages: so many are read and sorted; more are picked out of the sorted index."""
_RECENT = 20_000
"""Messages that are looked through for a text before all of them are: some 10 ms."""
_ID_PARTS = range(4, 16)
"""Characters of what is looked for inside of IDs; what is shorter or longer is taken for their beginning."""
_MOST_IDS = 500
"""Messages found by ID that are named in a query; more are asked for within it."""

_NUMBER = re.compile(r"[+＋(]?[\s\d()./-]*\d[\s\d()./-]*")
_ID = re.compile(r"[!-~]{1,65}")
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
    """One phase of a list: at most *limit* IDs, behind *place* (value, queued_at, id)."""

    wanted: MessageFilter
    order: Order
    phase: Phase
    limit: int
    place: tuple[Any, int, int] | None

    def ids(self, connection: Connection, sizes: Sizes) -> list[int]:
        states = self._states()
        if states is None:
            return []
        query = self._query(connection, sizes, states)
        if self._is_search and self.phase.value is None and self.order.descending:
            recent = self._recent(connection)
            found = [] if recent is None else self._run(connection, query.where(recent))
            if len(found) == self.limit:
                return found
        return self._run(connection, query)

    @property
    def _is_search(self) -> bool:
        return bool(self.wanted.text or self.wanted.search.strip())

    def _states(self) -> frozenset[MessageState] | None:
        """The states that are wanted in this phase; empty: any; None: there are none."""
        if self.phase.state is None:
            return self.wanted.states
        if self.wanted.states and self.phase.state not in self.wanted.states:
            return None
        return frozenset({self.phase.state})

    def _query(self, connection: Connection, sizes: Sizes, states: frozenset[MessageState]) -> Select[Any]:
        account_id = self.wanted.account_id
        everything = sizes.of()
        in_account = everything if account_id is None else sizes.of(account_id=account_id)
        in_states = sizes.of(states=states) if states else everything
        fewest = min(in_account, in_states)
        by_filter = fewest < _FEW * everything
        by_time = self.phase.value is None and not self._is_search
        # Newest first each filter has its own index: the one with fewer messages is used.
        use_account = in_account <= in_states and (by_time or by_filter)
        use_states = in_states < in_account and (by_time or by_filter)
        chosen = conditions(connection, self.wanted)
        if account_id is not None:
            account = message.c.account_id if use_account else unindexed(message.c.account_id)
            chosen.append(account == account_id)
        query = select(message.c.id).where(*chosen)
        if self.phase.condition is not None and self.phase.state is None:
            query = query.where(self.phase.condition)
        if self.phase.by_id:
            joined = message.join(segment, segment.c.message_id == message.c.id)
            query = query.select_from(joined).where(segment.c.number == 1)
        if len(states) > 1 and use_states and by_time:
            return self._of_each_state(query, states)
        if states:
            state = message.c.state if use_states else unindexed(message.c.state)
            query = query.where(state.in_(sorted(each.value for each in states)))
        sorted_by_index = by_time or not (by_filter or self._is_search)
        return self._sorted(query, by_index=sorted_by_index).limit(self.limit)

    def _of_each_state(self, query: Select[Any], states: frozenset[MessageState]) -> Select[Any]:
        """Each state's index gives its messages in order; of several states at once no index does."""
        each = [
            self._sorted(query.where(message.c.state == state.value), by_index=True).limit(self.limit)
            for state in sorted(states)
        ]
        together = union_all(*(select(one.subquery()) for one in each))
        ids = select(message.c.id).where(message.c.id.in_(together))
        return self._sorted(ids, by_index=False, behind=False).limit(self.limit)

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

    @staticmethod
    def _run(connection: Connection, query: Select[Any]) -> list[int]:
        return list(connection.scalars(query))


def conditions(connection: Connection, wanted: MessageFilter) -> list[ColumnElement[bool]]:
    """Everything that must hold, but for account and states."""
    found: list[ColumnElement[bool]] = []
    if wanted.recipient:
        found.append(_number_starts(wanted.recipient))
    if wanted.text:
        found.append(contains(message.c.text, wanted.text))
    if wanted.search.strip():
        found.append(_search(connection, wanted.search.strip()))
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


def _search(connection: Connection, term: str) -> ColumnElement[bool]:
    """In the text; in the number, when it looks like (a part of) one; in an SMSC's ID, when it may be one."""
    found = [contains(message.c.text, term)]
    if _NUMBER.fullmatch(term):
        found.append(contains(message.c.number, digits(term)))
    if _ID.fullmatch(term):
        # Asked for once, and not again for each try of the list.
        with_id = _with_id(term)
        ids = list(connection.scalars(with_id.limit(_MOST_IDS + 1)))
        is_meant = message.c.id.in_(with_id if len(ids) > _MOST_IDS else ids)
        if ids and len(term) >= _ID_PARTS.stop:
            return is_meant  # so long a word that is an ID stands for nothing else
        found.append(is_meant)
    return or_(*found)


def _with_id(term: str) -> Select[Any]:
    """The messages with such an ID of the SMSC; for what can be no part of one the index answers."""
    key = id_key(term)
    is_part = len(term) in _ID_PARTS and any(character.isdigit() for character in term)
    where = starts_with(segment.c.id_key, key)
    if is_part:
        # A key has lost its leading zeros: with them only the whole ID is found.
        where = contains(segment.c.id_key, term.lower()) | (segment.c.id_key == key)
    return select(segment.c.message_id).where(segment.c.id_key.is_not(None), where)
