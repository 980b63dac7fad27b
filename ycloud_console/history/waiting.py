"""Which messages still have segments that wait to be sent."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from ycloud_console.history.rows import QUEUED
from ycloud_console.history.schema import segment

# What is queued is in some run's hand: that index has little else.
_WAITS = segment.c.run_id.is_not(None), segment.c.state == QUEUED.value


def waiting(connection: Connection, account_id: str) -> list[int]:
    """The account's messages with queued segments, whichever run has them, the oldest first."""
    # Not DISTINCT: for that SQLite goes through all messages' segments in their order.
    query = select(segment.c.message_id).where(*_WAITS, segment.c.account_id == account_id)
    return sorted(set(connection.scalars(query)))


def count_waiting(connection: Connection, account_id: str) -> int:
    """How many messages :func:`waiting` gives."""
    query = select(func.count(segment.c.message_id.distinct()))
    return connection.scalar(query.where(*_WAITS, segment.c.account_id == account_id)) or 0
