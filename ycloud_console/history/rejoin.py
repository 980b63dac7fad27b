"""The places of segments that were lost, where it is certain which they had, and receipts that name them.

Numbers of segments are given out in the order of messages and of their parts, and none twice. So a part
stands as far from another of its message as their numbers say; and where as many parts are missing between
two that are there as numbers are, each has its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, func, select, update

from ycloud_console.history.match import came_after, is_someone_else
from ycloud_console.history.schema import message, receipt, segment
from ycloud_console.history.sqlite.dialect import in_pieces

Part = tuple[int, int]
"""A segment by its message's ID and its number in it."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A segment that is there."""

    id: int
    message_id: int
    number: int

    @property
    def part(self) -> Part:
        return self.message_id, self.number


def places(connection: Connection) -> dict[Part, int]:
    """The IDs that missing segments had, of those of which that is certain.

    Segments of messages that are not there any more must still be in the table: they tell places as well.
    """
    found: dict[Part, int] = {}
    for before, after in _gaps(connection):
        if before.message_id == after.message_id:
            numbers = range(before.number + 1, after.number)
            parts = [(before.message_id, number) for number in numbers]
        else:
            parts = _parts_between(connection, before, after)
        ids = range(before.id + 1, after.id)
        if len(parts) == len(ids):
            found.update(zip(parts, ids, strict=True))
        else:
            # More numbers than parts: messages were deleted between them, or are lost. What a
            # message has left still tells the places of the rest of it.
            near = {
                part: before.id + part[1] - before.number for part in parts if part[0] == before.message_id
            }
            near |= {part: after.id + part[1] - after.number for part in parts if part[0] == after.message_id}
            if len(set(near.values())) == len(near) and all(place in ids for place in near.values()):
                found.update(near)
    # What stands in since an earlier recovery keeps its number.
    taken = set(connection.scalars(select(segment.c.id).where(segment.c.units == 0)))
    return {part: place for part, place in found.items() if place not in taken}


def _gaps(connection: Connection) -> Iterator[tuple[_Placed, _Placed]]:
    """Neighbours between which numbers are missing, as far as they are in the order of their messages."""
    # What stood in for a segment at an earlier recovery has no units, and may have got any number.
    query = (
        select(segment.c.id, segment.c.message_id, segment.c.number)
        .where(segment.c.units > 0)
        .order_by(segment.c.id)
    )
    apart = [
        (_Placed(*before), _Placed(*after))
        for before, after in pairwise(connection.execute(query))
        if after.id > before.id + 1
    ]
    return ((before, after) for before, after in apart if before.part < after.part)


def _parts_between(connection: Connection, before: _Placed, after: _Placed) -> list[Part]:
    """The parts of the messages that are there from *before* to *after*, these not among them."""
    query = (
        select(message.c.id, message.c.segment_count)
        .where(message.c.id.between(before.message_id, after.message_id))
        .order_by(message.c.id)
        .limit(after.id - before.id + 2)  # more messages have more parts than there are numbers
    )
    counts = connection.execute(query).all()
    return [
        (message_id, number)
        for message_id, count in counts
        for number in range(1, count + 1)
        if before.part < (message_id, number) < after.part
    ]


def name_by_receipts(connection: Connection, stand_ins: Iterable[int]) -> int:
    """Give segments that stand in for lost ones the SMSC's ID that their receipts have.

    Receipts that plainly are of another number, another account or an earlier time become unmatched; returns
    how many.
    """
    strangers: list[int] = []
    for piece in in_pieces(stand_ins):
        named: dict[int, set[tuple[str, str]]] = {}
        for row in _receipts_of(connection, piece):
            if _fits(row):
                named.setdefault(row.segment_id, set()).add((row.id_key, row.smsc_id))
            else:
                strangers.append(row.id)
        for segment_id, ids in named.items():
            if len({key for key, _ in ids}) == 1:  # else it cannot be told which one the SMSC answered
                key, smsc_id = min(ids)
                if smsc_id.strip():
                    of_segment = update(segment).where(segment.c.id == segment_id)
                    connection.execute(of_segment.values(smsc_id=smsc_id, id_key=key))
    for piece in in_pieces(strangers):
        connection.execute(update(receipt).where(receipt.c.id.in_(piece)).values(segment_id=None))
    return len(strangers)


def _receipts_of(connection: Connection, segments: list[int]) -> list[Any]:
    query = (
        select(
            *(receipt.c.id, receipt.c.segment_id, receipt.c.smsc_id, receipt.c.id_key),
            *(receipt.c.source, receipt.c.destination, receipt.c.received_at, receipt.c.account_id),
            message.c.number,
            message.c.account_id.label("of_account"),
            func.coalesce(message.c.sent_at, message.c.queued_at).label("since"),
        )
        .join(segment, segment.c.id == receipt.c.segment_id)
        .join(message, message.c.id == segment.c.message_id)
        .where(segment.c.id.in_(segments))
    )
    return list(connection.execute(query))


def _fits(row: Any) -> bool:
    """Whether the receipt can be about the message to which its segment's place says it belongs."""
    return (
        row.account_id == row.of_account
        and not is_someone_else(row.number, row.source, row.destination)
        and came_after(row.received_at, row.since)
    )
