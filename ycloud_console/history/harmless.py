"""Messages of a copy of the history must not be sent a second time.

What was queued or on the wire when a copy was made has gone out since, or not: the copy cannot know. So it is
in doubt there, where nothing is sent by itself, and the operator decides.
"""

from __future__ import annotations

import time

from sqlalchemy import Connection, select, update

from ycloud_console.history.rows import QUEUED, SENT
from ycloud_console.history.schema import run, segment
from ycloud_console.history.work import Memory, Needs, Work
from ycloud_console.sms.copied import Copied

_SLICE = 5000


def make_harmless(connection: Connection, reason: Copied) -> int:
    """Nothing in this copy is queued or on the wire any more; returns how many messages were.

    To be called within a transaction. No run of the program goes on in a copy: all have ended.
    """
    concerned: set[int] = set()
    memory = Memory()
    under_way = segment.c.state.in_((QUEUED.value, SENT.value))
    while ids := connection.scalars(select(segment.c.id).where(under_way).limit(_SLICE)).all():
        work = Work(connection, memory, 0)
        work.read(Needs(segments=set(ids)))
        for each in work.segments(ids):
            each.lose_sight(reason.value)
            work.changed(each)
        concerned |= work.write().messages
        memory.forget()
    ended = time.time_ns() // 1000
    connection.execute(update(run).where(run.c.ended_at.is_(None)).values(ended_at=ended))
    return len(concerned)
