"""A history on a real file, and short ways to fill it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from ycloud_console.history import History, NewInbound, NewMessage, NewReceipt, NewSegment, ReceiptView
from ycloud_console.sms.message import MessageState

START = 1_780_000_000_000_000
"""When things begin in these tests: microseconds."""
SECOND = 1_000_000


def new_message(recipient: str = "+8613800000001", *, parts: int = 1, **fields: Any) -> NewMessage:
    values: dict[str, Any] = {
        "account_id": "main",
        "sender": "YCloud",
        "country": "CN",
        "text": "Your code is 271828.",
        "encoding": "GSM-7",
        "registered_delivery": 1,
        "options": "{}",
    }
    segments = tuple(NewSegment(number, 100, b"wire %d" % number) for number in range(1, parts + 1))
    return NewMessage(recipient=recipient, segments=segments, **{**values, **fields})


def new_receipt(
    message_id: str, state: MessageState = MessageState.DELIVERED, err: str = "000", **fields: Any
) -> NewReceipt:
    stat = {MessageState.DELIVERED: "DELIVRD", MessageState.ACCEPTED: "ENROUTE"}.get(state, "UNDELIV")
    raw = f"id:{message_id} sub:001 dlvrd:001 stat:{stat} err:{err} text:none".encode("utf-8", "replace")
    values: dict[str, Any] = {
        "account_id": "main",
        "stat": stat,
        "decides": True,
        "received_at": START + 5 * SECOND,
        "submit_date": None,
        "done_date": None,
        "raw": raw,
        "text": raw.decode(),
        "source": "8613800000001",
        "destination": "YCloud",
    }
    return NewReceipt(message_id=message_id, state=state, err=err, **{**values, **fields})


async def unmatched(history: History, limit: int = 5000) -> list[ReceiptView]:
    """The receipts that match no message, the newest first."""
    return [each.receipt for each in (await history.unmatched_receipts(limit)).receipts]


def new_inbound(text: str = "yes", **fields: Any) -> NewInbound:
    values: dict[str, Any] = {
        "account_id": "main",
        "source": "8613800000001",
        "destination": "10086",
        "data_coding": 0,
        "received_at": START,
        "raw": text.encode("utf-8", "replace"),
    }
    return NewInbound(text=text, **{**values, **fields})


async def accepted(
    history: History, message_id: str, recipient: str = "+8613800000001", **fields: Any
) -> int:
    """A message of one segment that the SMSC accepted under *message_id*; returns the message's ID."""
    (view,) = await history.add([new_message(recipient, **fields)], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START + SECOND)
    await history.answered(segment, 0, message_id, START + 2 * SECOND)
    return view.row.id


async def state_of(history: History, message_id: int) -> MessageState:
    (row,) = await history.rows([message_id])
    return row.state


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "history.sqlite3"


@pytest.fixture
async def history(path: Path) -> AsyncIterator[History]:
    opened = await History.open(path)
    yield opened
    await opened.close()
