"""Whose a segment is: looked up by its own ID, or by the SMSC's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from ycloud_console.history.match import id_key
from ycloud_console.history.schema import segment
from ycloud_console.history.sqlite.dialect import in_pieces


class SegmentOwner(NamedTuple):
    """A segment, and the message it belongs to."""

    segment_id: int
    message_id: int
    number: int
    account_id: str
    id_key: str
    """The SMSC's ID as :func:`ycloud_console.history.match.id_key` has it; empty while there is none."""


def owners(connection: Connection, segment_ids: Iterable[int], smsc_ids: Iterable[str]) -> list[SegmentOwner]:
    """The segments with one of *segment_ids*, or to which an SMSC gave one of *smsc_ids*, on any account."""
    keys = {id_key(each) for each in smsc_ids} - {""}
    conditions: list[ColumnElement[bool]] = [segment.c.id.in_(some) for some in in_pieces(set(segment_ids))]
    conditions += [segment.c.id_key.in_(some) for some in in_pieces(keys)]
    found: dict[int, SegmentOwner] = {}
    for condition in conditions:
        rows = connection.execute(
            select(
                segment.c.id, segment.c.message_id, segment.c.number, segment.c.account_id, segment.c.id_key
            ).where(condition)
        )
        for row_id, message_id, number, account_id, key in rows:
            found[row_id] = SegmentOwner(row_id, message_id, number, account_id, key or "")
    return list(found.values())
