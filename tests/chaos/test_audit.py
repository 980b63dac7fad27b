"""The audit of the chaos run finds what there is to find: each kind of disagreement, one at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.audit import audit
from tests.history.conftest import START, new_message, new_receipt
from ycloud_console.history import History
from ycloud_console.sms.message import MessageState

Ledger = list[dict[str, Any]]


def entry(number: int, part: int, message_id: str, **changes: Any) -> dict[str, Any]:
    """A segment that the SMSC took, and told the fate of."""
    usual = {
        "number": number,
        "part": part,
        "id": message_id,
        "answered": True,
        "state": "DELIVERED",
        "malformed": False,
        "acknowledged": 1,
        "sent": 1,
    }
    return {**usual, **changes}


async def agreeing(path: Path) -> Ledger:
    """A history with something of everything, and the ledger that goes with it.

    A1's receipt came twice; the answer to D1 was lost, so that its receipt belongs to nothing.
    """
    history = await History.open(path)
    recipients = [f"+65{number:06}1234" for number in range(6)]
    messages = [new_message(each, parts=2 if at == 1 else 1) for at, each in enumerate(recipients)]
    views = await history.add(messages, at=START)
    plain, (first, second), expired, lost, refused, unsent = (
        [part.id for part in view.segments] for view in views
    )
    every = [*plain, first, second, *expired, *lost, *refused, *unsent]
    await history.mark_sent(every, START + 1)
    for segment, message_id in ((plain[0], "A1"), (first, "B1"), (second, "B2"), (expired[0], "C1")):
        await history.answered(segment, 0, message_id, START + 2)
    await history.answered(refused[0], 4, "", START + 2)
    await history.in_doubt([*lost, *unsent], START + 3, "no_answer")
    for number, message_id in ((0, "A1"), (0, "A1"), (1, "B1"), (1, "B2"), (3, "D1")):
        await history.receipt(new_receipt(message_id, source=recipients[number].removeprefix("+")))
    told = new_receipt("C1", MessageState.EXPIRED, source=recipients[2].removeprefix("+"))
    await history.receipt(told)
    await history.close()
    return [
        entry(0, 1, "A1", acknowledged=2, sent=2),
        entry(1, 1, "B1"),
        entry(1, 2, "B2"),
        entry(2, 1, "C1", state="EXPIRED"),
        entry(3, 1, "D1", answered=False),
    ]


def damaged(sql: str) -> Callable[[Path, Ledger], None]:
    """As broken code would have left the history."""

    def damage(path: Path, ledger: Ledger) -> None:
        connection = sqlite3.connect(path)
        with connection:
            assert connection.execute(sql).rowcount == 1
        connection.close()

    return damage


def submitted_twice(path: Path, ledger: Ledger) -> None:
    ledger.append(entry(0, 1, "A2", acknowledged=0))


def never_taken(path: Path, ledger: Ledger) -> None:
    del ledger[0]


def acknowledged_more_often(path: Path, ledger: Ledger) -> None:
    ledger[0]["acknowledged"] = 3


def segment(number: int, part: int = 1) -> str:
    """Which segment, in SQL."""
    recipient = f"+65{number:06}1234"
    return f"number={part} AND message_id=(SELECT id FROM message WHERE recipient='{recipient}')"


COPY = (
    "INSERT INTO receipt SELECT 999, segment_id, account_id, {id}, id_key, hex_ids, stat, err, state,"
    " decides, received_at, submit_date, done_date, raw, text, source, destination, problems, count"
    " FROM receipt WHERE smsc_id='B1'"
)
DISAGREEMENTS = {
    "a receipt acknowledged and not stored": (
        damaged("DELETE FROM receipt WHERE smsc_id='A1'"),
        "the receipt of (0, 1) was acknowledged and is not stored",
    ),
    "an early receipt acknowledged and not stored": (
        damaged("DELETE FROM receipt WHERE smsc_id='D1'"),
        "the receipt of (3, 1) was acknowledged and is not stored",
    ),
    "one of two deliveries acknowledged and not counted": (
        acknowledged_more_often,
        "the receipts of (0, 1) were acknowledged 3 times and stored 2 times",
    ),
    "a redelivery stored as another receipt": (
        damaged(COPY.format(id="smsc_id")),
        "the receipt for B1 is there 2 times, not counted once",
    ),
    "a receipt from nowhere": (
        damaged(COPY.format(id="'Z9'")),
        "there is a receipt for Z9, which the SMSC never sent",
    ),
    "a receipt with the wrong segment": (
        damaged(
            "UPDATE receipt SET segment_id=(SELECT segment_id FROM receipt WHERE smsc_id='B2')"
            " WHERE smsc_id='B1'"
        ),
        "the receipt of (1, 1) is with segment",
    ),
    "a segment sent twice": (submitted_twice, "(0, 1) was submitted 2 times"),
    "another state than the receipt's": (
        damaged(f"UPDATE segment SET state='delivered' WHERE {segment(2)}"),
        "(2, 1) is delivered, its receipt said EXPIRED",
    ),
    "accepted without an ID": (
        damaged(f"UPDATE segment SET smsc_id=NULL WHERE {segment(1, 2)}"),
        "the SMSC has (1, 2), which is delivered without an ID",
    ),
    "rejected, though the SMSC took it": (
        damaged(f"UPDATE segment SET state='rejected' WHERE {segment(3)}"),
        "the SMSC has (3, 1), which is rejected without an ID",
    ),
    "another segment's ID": (
        damaged(f"UPDATE segment SET smsc_id='B2' WHERE {segment(1, 1)}"),
        "(1, 1) has the ID B2 instead of B1",
    ),
    "an ID from nowhere": (never_taken, "(0, 1) has the ID A1, which the SMSC never gave"),
    "delivered without having been sent": (
        damaged(f"UPDATE segment SET state='delivered' WHERE {segment(5)}"),
        "(5, 1) is delivered, but the SMSC does not have it",
    ),
    "left on the wire": (
        damaged(f"UPDATE segment SET state='sent' WHERE {segment(5)}"),
        "(5, 1) is still sent",
    ),
    "left in the queue": (
        damaged(f"UPDATE segment SET state='queued' WHERE {segment(5)}"),
        "(5, 1) is still queued",
    ),
    "lost from the history": (
        damaged(f"DELETE FROM segment WHERE {segment(1, 2)}"),
        "the SMSC has (1, 2), the history does not",
    ),
    "a message that is not what its segments are": (
        damaged("UPDATE message SET state='undeliverable' WHERE recipient='+650000011234'"),
        "message 1 is undeliverable, its segments make it delivered",
    ),
}


async def test_a_history_and_a_ledger_that_agree(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    found = audit(path, await agreeing(path))
    assert found.faults == []
    assert found.figures["segments"] == 7
    assert found.figures["accepted by the SMSC"] == 5
    assert found.figures["accepted and in doubt"] == 1
    assert found.figures["receipts acknowledged"] == 6
    assert found.figures["receipts stored twice or more, counted once"] == 1
    assert found.figures["receipts unmatched (the answer was lost)"] == 1


@pytest.mark.parametrize("kind", DISAGREEMENTS)
async def test_each_disagreement_is_found(tmp_path: Path, kind: str) -> None:
    damage, said = DISAGREEMENTS[kind]
    path = tmp_path / "history.sqlite3"
    ledger = await agreeing(path)
    damage(path, ledger)
    faults = audit(path, ledger).faults
    assert any(fault.startswith(said) for fault in faults), faults
