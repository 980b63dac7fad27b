"""Deleting from the history: messages that have come to their end, with their receipts; inbound messages too.

A message is deleted only when nothing can happen to it any more: when it and each of its segments is
delivered, undeliverable, expired, deleted, rejected or unknown. What is queued, sent or accepted is still
expected to go on, and what is in doubt needs the operator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select

from ycloud_console.history.listing import conditions
from ycloud_console.history.model import MessageFilter
from ycloud_console.history.operations import Operation
from ycloud_console.history.progress import Stage, Step, Tell
from ycloud_console.history.schema import inbound, message, receipt, segment
from ycloud_console.history.search import Search
from ycloud_console.history.sqlite import dialect, sqlitefile
from ycloud_console.history.sqlite.dialect import in_pieces, unindexed
from ycloud_console.history.work import Work
from ycloud_console.sms.message import FAILED, PENDING, MessageState

OPEN = PENDING | {MessageState.IN_DOUBT}
"""The states in which something is still to happen, or to be decided."""
_OPEN = sorted(state.value for state in OPEN)

_FAILED = sorted(state.value for state in FAILED)
_OTHERS = sorted(state.value for state in set(MessageState) - OPEN - FAILED)

# Nearly every message is at its end: no index of states is to be walked for that.
_state = unindexed(message.c.state)
IS_ENDED: ColumnElement[bool] = or_(
    # Every segment of these has come to its end: see roll_up.
    _state.in_(_OTHERS),
    and_(
        # One failed segment fails a message whose others are still under way.
        _state.in_(_FAILED),
        or_(
            message.c.segment_count == 1,
            ~exists().where(segment.c.message_id == message.c.id, segment.c.state.in_(_OPEN)),
        ),
    ),
)
"""Whether a message may be deleted."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What became of messages that were to be deleted."""

    removed: int = 0
    kept: int = 0
    """Those that are not at their end."""

    def __add__(self, other: Removal) -> Removal:
        return Removal(self.removed + other.removed, self.kept + other.kept)


@dataclass(slots=True, eq=False)
class RemoveMessages(Operation[Removal]):
    """Delete those of the messages that are at their end."""

    alone = True
    message_ids: Sequence[int]

    def apply(self, work: Work) -> Removal:
        ended: list[int] = []
        there = 0
        for piece in in_pieces(self.message_ids):
            is_one = message.c.id.in_(piece)
            there += work.connection.scalar(select(func.count()).where(is_one)) or 0
            some = work.connection.scalars(select(message.c.id).where(is_one, IS_ENDED)).all()
            # Segments and receipts go with their message.
            for few in in_pieces(some):
                work.connection.execute(delete(message).where(message.c.id.in_(few)))
            ended += some
        work.removed_messages(ended)
        return Removal(len(ended), there - len(ended))


@dataclass(slots=True, eq=False)
class RemoveInbound(Operation[int]):
    """Delete inbound messages (each part is a row of its own); returns how many rows."""

    alone = True
    ids: Sequence[int]

    def apply(self, work: Work) -> int:
        count = 0
        for piece in in_pieces(self.ids):
            count += work.connection.execute(delete(inbound).where(inbound.c.id.in_(piece))).rowcount
        work.removed_inbound(self.ids)
        return count


@dataclass(slots=True, eq=False)
class RemoveUnmatched(Operation[int]):
    """Delete receipts that match no message; one that has found its message meanwhile stays."""

    alone = True
    ids: Sequence[int]

    def apply(self, work: Work) -> int:
        count = 0
        for piece in in_pieces(self.ids):
            query = delete(receipt).where(receipt.c.id.in_(piece), receipt.c.segment_id.is_(None))
            count += work.connection.execute(query).rowcount
        work.removed_unmatched(count)
        return count


@dataclass(slots=True, eq=False)
class GiveBack(Operation[int]):
    """Return so many free pages to the system at most; returns how many are free then."""

    alone = True
    pages: int

    def apply(self, work: Work) -> int:
        return dialect.give_back(work.connection, self.pages)


@dataclass(slots=True, eq=False)
class Rebuild(Operation[None]):
    """Write the file anew, as small as it can be."""

    alone = True
    has_file = True
    tell: Tell

    def apply(self, work: Work) -> None:
        raise NotImplementedError

    def with_file(self, path: Path) -> None:
        sqlitefile.rebuild(path, partial(self.tell, Step(Stage.COPYING)))


def removable(connection: Connection, wanted: MessageFilter) -> Removal:
    """How many messages of *wanted* would be deleted, and how many stay."""
    chosen = filtered(connection, wanted)
    everything = connection.scalar(select(func.count()).select_from(message).where(*chosen)) or 0
    ended = connection.scalar(select(func.count()).select_from(message).where(*chosen, IS_ENDED)) or 0
    return Removal(ended, everything - ended)


def removable_ids(connection: Connection, wanted: MessageFilter) -> list[int]:
    """The messages of *wanted* that may be deleted; a third of a second for a million."""
    return list(connection.scalars(select(message.c.id).where(*filtered(connection, wanted), IS_ENDED)))


def filtered(connection: Connection, wanted: MessageFilter) -> list[ColumnElement[bool]]:
    """The conditions of a filter, all of its fields."""
    chosen = conditions(wanted, Search.of(connection, wanted))
    if wanted.account_id is not None:
        chosen.append(message.c.account_id == wanted.account_id)
    if wanted.states:
        chosen.append(message.c.state.in_(sorted(state.value for state in wanted.states)))
    return chosen
