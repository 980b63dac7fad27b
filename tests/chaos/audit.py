"""The SMSC's ledger against the history, segment by segment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from tests.chaos.plan import numbered

_SEGMENTS = text(
    "SELECT m.recipient, s.number, s.state, s.smsc_id, s.status, s.id FROM segment s"
    " JOIN message m ON m.id = s.message_id"
)
_RECEIPTS = text("SELECT smsc_id, segment_id, count FROM receipt")
_FATES = {
    "DELIVERED": "delivered",
    "EXPIRED": "expired",
    "REJECTED": "rejected",
    "DELETED": "deleted",
}


@dataclass
class Audit:
    """What was compared, and whatever does not agree."""

    faults: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)


def audit(history: Path, ledger: list[dict[str, Any]]) -> Audit:
    """Compare; *history* is the closed database."""
    engine = create_engine(f"sqlite:///{history}")
    try:
        with engine.connect() as connection:
            segments = {(numbered(row[0]), row[1]): row for row in connection.execute(_SEGMENTS).all()}
            receipts = {row[0]: (row[1], row[2]) for row in connection.execute(_RECEIPTS).all()}
    finally:
        engine.dispose()
    found = Audit()
    seen: Counter[tuple[int, int]] = Counter()
    for accepted in ledger:
        key = accepted["number"], accepted["part"]
        seen[key] += 1
        _accepted(found, key, accepted, segments.get(key), receipts)
    found.faults += [f"{key} was submitted {times} times" for key, times in seen.items() if times > 1]
    for key, row in segments.items():
        found.figures["segments"] += 1
        found.figures[f"segments {row[2]}"] += 1
        if row[2] in ("queued", "sent"):
            found.faults.append(f"{key} is still {row[2]}")
        if key not in seen and row[3]:
            found.faults.append(f"{key} has the ID {row[3]}, which the SMSC never gave")
        if key not in seen and row[2] not in ("in_doubt", "rejected"):
            found.faults.append(f"{key} is {row[2]}, but the SMSC does not have it")
    found.figures["receipts stored twice or more, counted once"] = sum(
        count > 1 for _, count in receipts.values()
    )
    found.figures["receipts unmatched (the answer was lost)"] = sum(
        segment is None for segment, _ in receipts.values()
    )
    return found


def _accepted(
    found: Audit,
    key: tuple[int, int],
    accepted: dict[str, Any],
    row: Any,
    receipts: dict[str, tuple[int | None, int]],
) -> None:
    """One segment that the SMSC has: known or in doubt, and its receipt stored when it was acknowledged."""
    found.figures["accepted by the SMSC"] += 1
    if row is None:
        found.faults.append(f"the SMSC has {key}, the history does not")
        return
    _, _, state, smsc_id, _, segment_id = row
    if smsc_id is None and state != "in_doubt":
        found.faults.append(f"the SMSC has {key}, which is {state} without an ID")
    if smsc_id is not None and smsc_id != accepted["id"]:
        found.faults.append(f"{key} has the ID {smsc_id} instead of {accepted['id']}")
    found.figures["accepted and in doubt"] += state == "in_doubt"
    if not accepted["acknowledged"]:
        return
    found.figures["receipts acknowledged"] += accepted["acknowledged"]
    stored = receipts.get(accepted["id"])
    if stored is None:
        found.faults.append(f"the receipt of {key} was acknowledged and is not stored")
    elif smsc_id is not None and stored[0] != segment_id:
        found.faults.append(f"the receipt of {key} is with segment {stored[0]}")
    elif smsc_id is not None and not accepted["malformed"] and state != _FATES[accepted["state"]]:
        found.faults.append(f"{key} is {state}, its receipt said {accepted['state']}")
