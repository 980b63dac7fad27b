"""Every order both ways, page by page; and the tally that decides how a list is read."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.history.conftest import SECOND, START, new_message, new_receipt
from ycloud_console.history import History, MessageFilter, listing
from ycloud_console.history.model import Order, SortColumn
from ycloud_console.history.ordering import SortKey, sort_key
from ycloud_console.sms.message import FAILED, PENDING, MessageState

S = MessageState
ORDERS = [Order(column, descending) for column in SortColumn for descending in (False, True)]


@pytest.fixture
async def mixed(history: History) -> History:
    """Sixty messages that differ in everything one can sort by, often alike in one thing."""
    chance = random.Random(7)
    texts = ["", "Zebra", "apple", "Äpfel", "ä", "你好", "😀", "apple pie, with cream and more of it"]
    messages = [
        new_message(
            chance.choice(["+8613800000001", "+14155550100", "10086", "+8613800000002"]),
            parts=chance.choice([1, 1, 2]),
            text=chance.choice(texts) or " ",
            sender=chance.choice(["YCloud", "Acme"]),
            country=chance.choice(["CN", "US", ""]),
            encoding=chance.choice(["GSM-7", "UCS-2"]),
            account_id=chance.choice(["main", "other"]),
        )
        for _ in range(60)
    ]
    views = []
    for at in range(0, 60, 6):
        views += await history.add(messages[at : at + 6], at=START + at * SECOND)
    for number, view in enumerate(views):
        if number % 6 == 0:
            continue
        segments = [segment.id for segment in view.segments]
        sent = view.row.queued_at + 1000
        await history.mark_sent(segments, sent)
        if number % 6 == 1:
            await history.in_doubt(segments, sent, "response_timeout")
            continue
        refused = number % 6 == 2
        names = [f"{number % 4}A{segment}" for segment in segments]
        for segment, name in zip(segments, names, strict=True):
            await history.answered(segment, 4 if refused else 0, "" if refused else name, sent + 1000)
        if number % 6 in (3, 4):
            state, err = (S.DELIVERED, "000") if number % 6 == 3 else (S.UNDELIVERABLE, "18")
            later = sent + (number % 5) * SECOND
            for name in names:
                source = view.row.recipient.lstrip("+")
                extra = {"received_at": later, "source": source, "account_id": view.row.account_id}
                await history.receipt(new_receipt(name, state, err, **extra))
    return history


@pytest.mark.parametrize(
    "wanted",
    [
        MessageFilter(),
        MessageFilter(account_id="main", states=FAILED | {S.DELIVERED}),
        MessageFilter(search="1"),
    ],
    ids=["all", "some", "search"],
)
async def test_pages_in_every_order_are_whole_and_sorted(mixed: History, wanted: MessageFilter) -> None:
    expected = {row.id for row in await mixed.messages(wanted)}
    assert len(expected) > 5
    for order in ORDERS:
        pages: list[int] = []
        keys: list[SortKey] = []
        while page := await mixed.page(wanted, order, limit=7, after=keys[-1] if keys else None):
            pages += [row.id for row in page]
            keys += [sort_key(row, order) for row in page]
        assert keys == sorted(keys, reverse=order.descending), order
        assert len(pages) == len(expected), order
        assert set(pages) == expected, order


async def test_what_has_nothing_in_the_column_comes_last_either_way(mixed: History) -> None:
    for descending in (False, True):
        rows = await mixed.page(order=Order(SortColumn.ERROR, descending), limit=60)
        kinds = [bool(row.error) * 2 + bool(row.status) for row in rows]
        assert kinds == sorted(kinds, reverse=True)
        rows = await mixed.page(order=Order(SortColumn.TOOK, descending), limit=60)
        is_open = [row.done_at is None for row in rows]
        assert is_open == sorted(is_open)


async def test_states_are_sorted_along_a_message_s_way(mixed: History) -> None:
    rows = await mixed.page(order=Order(SortColumn.STATE, descending=False), limit=60)
    assert rows[0].state is S.QUEUED
    assert rows[-1].state is S.DELIVERED
    rows = await mixed.page(order=Order(SortColumn.STATE), limit=60)
    assert rows[0].state is S.DELIVERED


async def test_the_tally_counts_as_the_messages_do(mixed: History, path: Path) -> None:
    connection = sqlite3.connect(path)
    counted = "SELECT account_id, state, count(*) FROM message GROUP BY 1, 2 ORDER BY 1, 2"
    tallied = "SELECT account_id, state, count FROM tally WHERE count > 0 ORDER BY 1, 2"
    assert connection.execute(tallied).fetchall() == connection.execute(counted).fetchall()
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("DELETE FROM message WHERE id % 3 = 0")
    connection.commit()
    assert connection.execute(tallied).fetchall() == connection.execute(counted).fetchall()
    connection.close()
    for wanted in (MessageFilter(), MessageFilter(account_id="main"), MessageFilter(states=PENDING)):
        assert sum((await mixed.counts(wanted)).values()) == len(await mixed.messages(wanted))


@pytest.mark.parametrize("recent", [0, 3, 1000])
async def test_a_text_is_found_among_the_recent_and_among_all(
    mixed: History, monkeypatch: pytest.MonkeyPatch, recent: int
) -> None:
    monkeypatch.setattr(listing, "_RECENT", recent)
    everything = [row for row in await mixed.messages(limit=60) if "apple" in row.text]
    assert len(everything) > 3
    found = await mixed.messages(MessageFilter(search="apple"), limit=3)
    assert [row.id for row in found] == [row.id for row in everything[:3]]
    last = found[-1]
    rest = await mixed.messages(MessageFilter(search="apple"), before=(last.queued_at, last.id))
    assert [row.id for row in rest] == [row.id for row in everything[3:]]


async def test_what_there_is_to_filter_by(mixed: History) -> None:
    choices = await mixed.choices()
    assert choices.countries == ("CN", "US")
    assert choices.errors == ("18",)
    assert choices.statuses == (4,)
    assert {row.status for row in await mixed.messages(MessageFilter(status=4))} == {4}
    assert {row.error for row in await mixed.messages(MessageFilter(error="18"))} == {"18"}


async def test_the_row_knows_its_first_segment_s_id(mixed: History) -> None:
    rows = await mixed.messages(limit=60)
    for view in await mixed.views([row.id for row in rows]):
        assert view.row.message_id == view.segments[0].message_id
    assert any(row.message_id for row in rows)


async def test_a_question_nobody_waits_for_ends_and_the_next_is_answered(history: History) -> None:
    """Three readers: more endless questions than that would let nobody else have an answer."""

    def endless(connection: object) -> None:
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        connection.exec_driver_sql(f"{numbers} SELECT count(*) FROM n")  # type: ignore[attr-defined]

    started = asyncio.Event()
    loop = asyncio.get_running_loop()

    def begin(connection: object) -> None:
        loop.call_soon_threadsafe(started.set)
        endless(connection)

    for _ in range(5):
        started.clear()
        asked = asyncio.create_task(history._read(begin))
        await started.wait()
        await asyncio.sleep(0.01)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
    async with asyncio.timeout(20):
        assert await history.messages() == []


async def test_the_lists_of_the_window_are_read_by_an_index(mixed: History, path: Path) -> None:
    """A history that was brought up to date has what a new one has, and both answer from it."""
    await mixed.close()
    names = _schema(path)
    connection = sqlite3.connect(path)
    for kind, name in names:
        if name.startswith("tally_") or name.removeprefix("message_by_") in _NEW_INDEXES:
            connection.execute(f"DROP {kind} {name}")
    connection.execute("DROP TABLE tally")
    connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema_version'")
    connection.commit()
    connection.close()
    opened = await History.open(path)
    assert _schema(path) == names
    assert sum((await opened.counts()).values()) == 60
    await opened.close()
    connection = sqlite3.connect(path)
    for index, order in (
        ("text", "substr(text, 1, 24)"),
        ("segments", "segment_count"),
        ("sender", "sender"),
        ("country", "country"),
        ("encoding", "encoding"),
    ):
        query = f"SELECT * FROM message ORDER BY {order} DESC, queued_at DESC, id DESC"
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
        assert f"message_by_{index}" in plan
        assert "TEMP B-TREE" not in plan
    connection.close()


async def test_by_the_smscs_id_is_read_along_the_ids_however_many_there_are(
    mixed: History, path: Path
) -> None:
    """With what SQLite knows of tens of millions, its planner would sort them all."""
    await mixed.close()
    connection = sqlite3.connect(path)
    connection.executescript(
        "ANALYZE; DELETE FROM sqlite_stat1 WHERE tbl = 'segment';"
        "INSERT INTO sqlite_stat1 VALUES ('segment', 'segment_by_smsc_id', '12798720 1 1');"
        "INSERT INTO sqlite_stat1 VALUES ('segment', 'segment_by_message', '17785026 2')"
    )
    connection.close()
    opened = await History.open(path, owner=False)
    asked: list[tuple[str, tuple[int, ...]]] = []

    def note(
        _connection: object, _cursor: object, statement: str, values: tuple[int, ...], *_: object
    ) -> None:
        asked.append((statement, values))

    event.listen(opened._engine, "before_cursor_execute", note)
    await opened.page(order=Order(SortColumn.MESSAGE_ID), limit=5)
    await opened.close()
    (first,) = [each for each in asked if "ORDER BY segment.id_key" in each[0]]
    connection = sqlite3.connect(path)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {first[0]}", first[1])]
    connection.close()
    assert "segment_by_smsc_id" in plan[0], plan


_NEW_INDEXES = {"sender", "country", "encoding", "segments", "text", "status", "took", "done"}


def _schema(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    query = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
    found = connection.execute(query).fetchall()
    connection.close()
    return found
