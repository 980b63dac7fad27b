"""A history of very many realistic messages, the same for the same seed.

``python -m tests.bench.generate FILE [--messages 1000000] [--seed 1]`` writes it straight through the schema,
with the indexes made last: about half a minute for a million messages with their segments and receipts.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table

from ycloud_console.history import schema
from ycloud_console.history.match import digits, id_key
from ycloud_console.history.sqlite import dialect, grams
from ycloud_console.history.sqlite.prepared import Inserts
from ycloud_console.sms.message import MessageState

SECOND = 1_000_000
DAYS = 60
"""The messages are spread over so many days, up to now."""
NEEDLE = "xylophone"
"""Stands in one message, in the middle of all."""
ACCOUNTS = ("acme-support", "acme-marketing", "partner-eu")

_NUMBERS = (("CN", "+86138", 8), ("US", "+1415555", 4), ("BR", "+551191", 7), ("DE", "+491512", 7))
_MORE_NUMBERS = (("SG", "+6581", 6), ("GB", "+447700", 6), ("IN", "+9198", 8), ("FR", "+3361", 7))
_TEXTS = (
    ("GSM-7", 1, "Your verification code is {a:03d} {b:03d}. It expires in 5 minutes."),
    ("GSM-7", 1, "Order #{a}{b:03d} has shipped. Track it in the app."),
    ("GSM-7", 1, "Reminder: appointment at {h}:30 on Thursday. Reply STOP to end these messages."),
    ("UCS-2", 1, "【YCloud】您的验证码是 {a:03d}{b:03d}，5 分钟内有效，请勿泄露给他人。"),
    ("GSM-7", 2, "Dear customer, invoice {a}-{b:03d} is due. " + "Please pay soon, or call us. " * 5),
    ("UCS-2", 1, "Votre commande n° {a}{b:03d} est en route. À bientôt !"),
    ("GSM-7", 1, "Promo: {h}% off today only. See example.com/{a}{b}"),
    ("UCS-2", 2, "【YCloud】尊敬的用户，您的订单 {a}{b:03d} 已发货，" + "请留意查收，有问题请联系客服。" * 4),
)
_ERRORS = ("18", "10", "4", "3", "65", "21b")
_S = MessageState
_STATES = (_S.DELIVERED, _S.UNDELIVERABLE, _S.REJECTED, _S.EXPIRED, _S.ACCEPTED, _S.IN_DOUBT, _S.UNKNOWN)
_WEIGHTS = (880, 45, 45, 12, 10, 5, 3)
_WORDS = {_S.DELIVERED: "DELIVRD", _S.UNDELIVERABLE: "UNDELIV", _S.REJECTED: "REJECTD", _S.UNKNOWN: "UNKNOWN"}
_BATCH = 10_000


def generate(path: Path, messages: int, seed: int = 1) -> None:
    """Write a new history of so many *messages* to *path*, which must not exist."""
    dialect.create_private(path)
    engine = dialect.writer_engine(path)
    with engine.connect() as connection:
        dialect.keep_log(connection)
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA synchronous=OFF")
        with connection.begin():
            schema.prepare(connection)
            indexes = [each for table in schema.metadata.sorted_tables for each in table.indexes]
            for index in indexes:
                index.drop(connection)
        for batch in _batches(messages, random.Random(seed)):
            with connection.begin():
                for table, rows in zip((schema.message, schema.segment, schema.receipt), batch, strict=True):
                    _insert(connection, table, rows)
        for index in indexes:
            with connection.begin():
                index.create(connection)
        is_behind = True
        while is_behind:
            with connection.begin():
                is_behind = grams.extend(connection, 2 * _BATCH) > 0
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        dialect.refresh_statistics(connection)
    engine.dispose()


def _insert(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    Inserts(table).many(connection, rows)


_Batch = tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], list[tuple[Any, ...]]]


def _batches(total: int, chance: random.Random) -> Iterator[_Batch]:
    first = time.time_ns() // 1000 - DAYS * 86_400 * SECOND
    step = DAYS * 86_400 * SECOND // total
    segment_id = 1
    for start in range(0, total, _BATCH):
        batch: _Batch = ([], [], [])
        for number in range(start, min(total, start + _BATCH)):
            at = first + number * step + chance.randrange(max(1, step // 2))
            segment_id = _add(batch, number + 1, segment_id, at, chance, has_needle=number == total // 2)
        yield batch


def _add(
    batch: _Batch, number: int, segment_id: int, at: int, chance: random.Random, *, has_needle: bool
) -> int:
    """One message with its segments and receipts; returns the next segment's ID."""
    country, prefix, width = chance.choice(_NUMBERS + _MORE_NUMBERS if chance.random() < 0.3 else _NUMBERS)
    recipient = f"{prefix}{chance.randrange(10**width):0{width}d}"
    encoding, count, pattern = chance.choice(_TEXTS)
    text = pattern.format(a=chance.randrange(1000), b=chance.randrange(1000), h=chance.randrange(10, 20))
    text += f" {NEEDLE}" if has_needle else ""
    account = ACCOUNTS[min(2, int(chance.expovariate(1.6)))]
    state = chance.choices(_STATES, _WEIGHTS)[0]
    is_refused = state is _S.REJECTED and chance.random() < 0.4
    status = None if state is _S.IN_DOUBT else 4 if is_refused else 0
    error = chance.choice(_ERRORS) if state.is_failed and not is_refused else ""
    sent, answered = at + 2_000, None if status is None else at + 40_000
    has_receipt = status == 0 and state is not _S.ACCEPTED
    done = answered if is_refused else None
    if has_receipt:
        done = at + int(chance.lognormvariate(0.9, 0.8) * SECOND)
    messages, segments, receipts = batch
    messages.append(
        (
            *(
                number,
                account,
                "YCloud",
                recipient,
                digits(recipient),
                country,
                text,
                encoding,
                1,
                "{}",
                count,
            ),
            *(at, state.value, status, error, sent, answered, done),
        )
    )
    for part in range(1, count + 1):
        smsc_id = f"1104{number:010d}{part:06d}" if status == 0 else None
        key = id_key(smsc_id) if smsc_id else None
        segments.append(
            (
                *(segment_id, number, part, 100, b"", None, account, state.value, smsc_id, key),
                *(status, error, sent, answered, done, "response_timeout" if state is _S.IN_DOUBT else ""),
            )
        )
        if has_receipt and smsc_id and done:
            receipts.append(_receipt(segment_id, account, smsc_id, state, error, done, recipient))
        segment_id += 1
    return segment_id


def _receipt(
    segment_id: int, account: str, smsc_id: str, state: MessageState, error: str, at: int, recipient: str
) -> tuple[Any, ...]:
    stat = _WORDS.get(state, "EXPIRED")
    day = f"{datetime.fromtimestamp(at / SECOND, UTC):%y%m%d%H%M}"
    text = (
        f"id:{smsc_id} sub:001 dlvrd:001 submit date:{day} done date:{day} stat:{stat}"
        f" err:{error or '000'} text:none"
    )
    return (
        *(segment_id, segment_id, account, smsc_id, id_key(smsc_id), False, stat, error or "000"),
        *(state.value, True, at, at, at, text.encode(), text, recipient[1:], "YCloud", "", 1),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    begun = time.perf_counter()
    generate(arguments.file, arguments.messages, arguments.seed)
    size = arguments.file.stat().st_size / 1e6
    sys.stdout.write(f"{arguments.messages} messages, {size:.0f} MB, {time.perf_counter() - begun:.1f} s\n")


if __name__ == "__main__":
    main()
