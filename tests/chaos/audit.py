"""The SMSC's ledger against the history, segment by segment.

A fault is anything of which one of the two would be a lie: ``test_audit.py`` has one of each kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, create_engine, text

from tests.chaos.plan import numbered
from ycloud_console.sms.message import MessageState, roll_up

_SEGMENTS = text(
    "SELECT m.recipient, s.number, s.state, s.smsc_id, s.id, m.state FROM segment s"
    " JOIN message m ON m.id = s.message_id"
)
_RECEIPTS = text("SELECT smsc_id, segment_id, count FROM receipt")
_FATES = {
    "DELIVERED": "delivered",
    "EXPIRED": "expired",
    "REJECTED": "rejected",
    "DELETED": "deleted",
}

Key = tuple[int, int]
"""The number of the message, the number of the segment."""


@dataclass
class Audit:
    """What was compared, and whatever does not agree."""

    faults: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)


class Row(NamedTuple):
    """One segment in the history."""

    state: str
    smsc_id: str | None
    id: int
    message_state: str


class Stored(NamedTuple):
    """One receipt in the history."""

    segment_id: int | None
    times: int


@dataclass
class History:
    """What the history says."""

    segments: dict[Key, Row]
    receipts: dict[str, list[Stored]]


def audit(history: Path, ledger: list[dict[str, Any]]) -> Audit:
    """Compare; *history* is the closed database."""
    engine = create_engine(f"sqlite:///{history}")
    try:
        with engine.connect() as connection:
            said = _read(connection)
    finally:
        engine.dispose()
    found = Audit()
    seen: Counter[Key] = Counter()
    for accepted in ledger:
        key = accepted["number"], accepted["part"]
        seen[key] += 1
        _accepted(found, key, accepted, said)
    found.faults += [f"{key} was submitted {times} times" for key, times in seen.items() if times > 1]
    for key, row in said.segments.items():
        _segment(found, key, row, known=key in seen)
    _receipts(found, said, {each["id"] for each in ledger})
    _messages(found, said)
    return found


def _read(connection: Connection) -> History:
    segments = {
        (numbered(recipient), number): Row(*row) for recipient, number, *row in connection.execute(_SEGMENTS)
    }
    receipts: dict[str, list[Stored]] = defaultdict(list)
    for smsc_id, *stored in connection.execute(_RECEIPTS):
        receipts[smsc_id].append(Stored(*stored))
    return History(segments, receipts)


def _accepted(found: Audit, key: Key, accepted: dict[str, Any], said: History) -> None:
    """One segment that the SMSC has: known or in doubt, and its receipt stored when it was acknowledged."""
    found.figures["accepted by the SMSC"] += 1
    row = said.segments.get(key)
    if row is None:
        found.faults.append(f"the SMSC has {key}, the history does not")
        return
    if row.smsc_id is None and row.state != "in_doubt":
        found.faults.append(f"the SMSC has {key}, which is {row.state} without an ID")
    if row.smsc_id is not None and row.smsc_id != accepted["id"]:
        found.faults.append(f"{key} has the ID {row.smsc_id} instead of {accepted['id']}")
    found.figures["accepted and in doubt"] += row.state == "in_doubt"
    if not accepted["acknowledged"]:
        return
    found.figures["receipts acknowledged"] += accepted["acknowledged"]
    stored = said.receipts.get(accepted["id"])
    if not stored:
        found.faults.append(f"the receipt of {key} was acknowledged and is not stored")
        return
    count = sum(each.times for each in stored)
    if count < (told := accepted["acknowledged"]):
        found.faults.append(f"the receipts of {key} were acknowledged {told} times and stored {count} times")
    if row.smsc_id is None:
        return
    if any(each.segment_id != row.id for each in stored):
        found.faults.append(f"the receipt of {key} is with segment {stored[0].segment_id}")
    elif not accepted["malformed"] and row.state != _FATES[accepted["state"]]:
        found.faults.append(f"{key} is {row.state}, its receipt said {accepted['state']}")


def _segment(found: Audit, key: Key, row: Row, *, known: bool) -> None:
    """One segment of the history, which the SMSC has (*known*) or not."""
    found.figures["segments"] += 1
    found.figures[f"segments {row.state}"] += 1
    if row.state in ("queued", "sent"):
        found.faults.append(f"{key} is still {row.state}")
    if not known and row.smsc_id:
        found.faults.append(f"{key} has the ID {row.smsc_id}, which the SMSC never gave")
    if not known and row.state not in ("in_doubt", "rejected"):
        found.faults.append(f"{key} is {row.state}, but the SMSC does not have it")


def _receipts(found: Audit, said: History, given: set[str]) -> None:
    """The receipts of the history: each of them the SMSC sent, and redeliveries are counted, not added."""
    for smsc_id, stored in said.receipts.items():
        if smsc_id not in given:
            found.faults.append(f"there is a receipt for {smsc_id}, which the SMSC never sent")
        if len(stored) > 1:
            found.faults.append(f"the receipt for {smsc_id} is there {len(stored)} times, not counted once")
        found.figures["receipts stored twice or more, counted once"] += any(each.times > 1 for each in stored)
        found.figures["receipts unmatched (the answer was lost)"] += any(
            each.segment_id is None for each in stored
        )


def _messages(found: Audit, said: History) -> None:
    """Each message is what its segments roll up to."""
    parts: dict[int, list[Row]] = defaultdict(list)
    for (number, _), row in said.segments.items():
        parts[number].append(row)
    for number, rows in parts.items():
        state = roll_up(MessageState(each.state) for each in rows)
        if {each.message_state for each in rows} != {state.value}:
            found.faults.append(f"message {number} is {rows[0].message_state}, its segments make it {state}")
