"""What is asked while messages wait does not walk through all there are: ten million took seconds."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.history.conftest import START, accepted, new_message, new_receipt
from ycloud_console.history import History
from ycloud_console.sms.message import MessageState

S = MessageState


@contextmanager
def plans(path: Path) -> Iterator[list[str]]:
    """The steps by which SQLite answers what is read meanwhile, by whatever connection."""
    asked: list[tuple[str, tuple[object, ...]]] = []
    steps: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, given: tuple[object, ...], *_: object) -> None:
        asked.append((sql, given))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield steps
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with closing(sqlite3.connect(path)) as connection:
        for sql, given in asked:
            if sql.startswith("SELECT"):
                plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", given)
                steps += [f"{row[3]} -- {sql}" for row in plan]
    assert steps


def walks(steps: list[str]) -> list[str]:
    """The steps that go through a whole table, or through an index of all its rows."""
    through = [each for each in steps if re.match("SCAN (message|segment|receipt) ", each)]
    return [each for each in through if not re.search("INDEX (segment_by_run|receipt_unmatched) ", each)]


def know_of_millions(path: Path) -> None:
    """Let SQLite's planner know what it knows of a history of ten million messages, of which some wait."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "ANALYZE; DELETE FROM sqlite_stat1; INSERT INTO sqlite_stat1 VALUES"
            " ('message', 'message_by_time', '10000000 1 1'),"
            " ('segment', 'segment_by_message', '12000000 2'),"
            " ('segment', 'segment_by_run', '40 40'), ('receipt', 'receipt_by_segment', '11000000 1'),"
            " ('receipt', 'receipt_unmatched', '20 1')"
        )


@pytest.mark.parametrize("is_known", [False, True], ids=["without figures", "with figures"])
async def test_what_waits_is_found_by_its_index(history: History, path: Path, is_known: bool) -> None:
    await history.add([new_message(parts=2) for _ in range(20)], at=START)
    for number in range(20):
        await accepted(history, f"M{number}")
        await history.receipt(new_receipt(f"M{number}"))
    if is_known:
        know_of_millions(path)
    with plans(path) as steps:
        assert len(await history.queued("main")) == 40
        assert (await history.leftovers("main", START)).count == 0
        assert await history.count_waiting("main") == 20
        assert len(await history.waiting("main")) == 20
    assert walks(steps) == []


@pytest.mark.parametrize("is_known", [False, True], ids=["without figures", "with figures"])
async def test_receipts_that_match_nothing_are_found_by_their_index(
    history: History, path: Path, is_known: bool
) -> None:
    for number in range(20):
        await accepted(history, f"M{number}")
        await history.receipt(new_receipt(f"M{number}"))
        await history.receipt(new_receipt(f"X{number}"))
    if is_known:
        know_of_millions(path)
    with plans(path) as steps:
        found = await history.unmatched_receipts(5)
        assert found.total == 20
        assert [each.receipt.message_id for each in found.receipts] == ["X19", "X18", "X17", "X16", "X15"]
    assert walks(steps) == []
