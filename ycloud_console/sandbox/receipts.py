"""Message states, message IDs, and the text of a receipt as YCloud writes it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import IntEnum
from typing import Final


class State(IntEnum):
    """message_state (SMPP 3.4, 5.2.28)."""

    ENROUTE = 1
    DELIVERED = 2
    EXPIRED = 3
    DELETED = 4
    REJECTED = 8


_WORDS: Final[Mapping[State, str]] = {
    State.ENROUTE: "ENROUTE",
    State.DELIVERED: "DELIVRD",
    State.EXPIRED: "EXPIRED",
    State.DELETED: "DELETED",
    State.REJECTED: "REJECTD",
}


def now() -> int:
    """Microseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1000


def moment(microseconds: int) -> datetime:
    """The same as an aware datetime in UTC."""
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)


def receipt_text(message_id: str, submitted: int, done: int, state: State, error: int) -> bytes:
    """The receipt of one segment; *submitted* and *done* in microseconds, written in UTC to the minute."""
    delivered = "001" if state is State.DELIVERED else "000"
    return (
        f"id:{message_id} sub:001 dlvrd:{delivered} submit date:{moment(submitted):%y%m%d%H%M} "
        f"done date:{moment(done):%y%m%d%H%M} stat:{_WORDS[state]} err:{error} text:none"
    ).encode("ascii")


def malformed_text(message_id: str) -> bytes:
    """A receipt of which only the ID makes sense: what an operator sees when an SMSC goes astray."""
    rest = "sub:one dlvrd: submit date:2199990000 done date:soon stat:LOST err:0A1 text:"
    return f"id:{message_id} {rest}".encode("ascii")


class MessageIds:
    """Message IDs of 20 digits, as YCloud's have. They follow the clock, so that they do not come again after
    a restart; four random digits keep apart two sandboxes that are at it in the same microsecond."""

    def __init__(self) -> None:
        self._last = 0
        self._salt = secrets.randbelow(10_000)

    def next(self) -> str:
        # 16 digits of microseconds until the year 2286, and four more.
        self._last = max(self._last + 1, now() * 10_000 + self._salt)
        return f"{self._last:020}"
