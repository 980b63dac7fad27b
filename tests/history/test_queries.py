"""Filters, search, order and pages."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from tests.history.conftest import START, accepted, new_message, new_receipt, unmatched
from ycloud_console.history import History, HistoryUnavailable, MessageFilter, keeping, queries
from ycloud_console.sms.message import FAILED, PENDING, MessageState

S = MessageState


@pytest.fixture
async def filled(history: History) -> tuple[History, dict[str, int]]:
    """Six messages, by name."""
    ids: dict[str, int] = {}

    async def add(name: str, recipient: str, at: int, **fields: Any) -> int:
        (view,) = await history.add([new_message(recipient, **fields)], at=START + at)
        ids[name] = view.row.id
        return view.segments[0].id

    await add("queued", "+8613800000001", 1)
    sent = await add("sent", "+8613911112222", 2, text="Hello World 100%", account_id="other")
    refused = await add("refused", "+14155550100", 3, country="US", text="100_percent")
    failed = await add("failed", "+8613800000002", 4)
    delivered = await add("delivered", "10086", 4, country="", text="你好，世界")
    doubt = await add("doubt", "+8613800000003", 5)
    await history.mark_sent([sent, refused, failed, delivered, doubt], START + 10)
    await history.answered(refused, 4, "", START + 11)
    await history.answered(failed, 0, "AB-17", START + 11)
    await history.answered(delivered, 0, "11041301030001006668", START + 11)
    await history.in_doubt([doubt], START + 12, "response_timeout")
    await history.receipt(new_receipt("AB-17", S.UNDELIVERABLE, "0A1", source="8613800000002"))
    await history.receipt(new_receipt("11041301030001006668", source="10086"))
    return history, ids


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (MessageFilter(), "doubt delivered failed refused sent queued"),
        (MessageFilter(account_id="other"), "sent"),
        (MessageFilter(account_id="nobody"), ""),
        (MessageFilter(states=frozenset({S.IN_DOUBT})), "doubt"),
        (MessageFilter(states=PENDING), "sent queued"),
        (MessageFilter(states=FAILED), "failed refused"),
        (MessageFilter(states=FAILED, country="US"), "refused"),
        (MessageFilter(recipient="+86138"), "doubt failed queued"),
        (MessageFilter(recipient="86 138-0000 0002"), "failed"),
        (MessageFilter(recipient="138"), ""),
        (MessageFilter(recipient="100"), "delivered"),
        (MessageFilter(recipient="+"), ""),
        (MessageFilter(text="hello world"), "sent"),
        (MessageFilter(text="100%"), "sent"),
        (MessageFilter(text="100_"), "refused"),
        (MessageFilter(text="世界"), "delivered"),
        (MessageFilter(text="\\"), ""),
        (MessageFilter(error="0A1"), "failed"),
        (MessageFilter(country="CN"), "doubt failed sent queued"),
        (MessageFilter(since=START + 4), "doubt delivered failed"),
        (MessageFilter(until=START + 3), "sent queued"),
        (
            MessageFilter(since=START + 2, until=START + 4, states=frozenset({S.SENT, S.REJECTED})),
            "refused sent",
        ),
        (MessageFilter(search="ab-17"), "failed"),
        (MessageFilter(search="030001006668"), "delivered"),
        (MessageFilter(search="00000"), "doubt failed queued"),
        (MessageFilter(search="+86 139"), "sent"),
        (MessageFilter(search=" percent "), "refused"),
        (MessageFilter(search="%"), "sent"),
        (MessageFilter(search="世界"), "delivered"),
        (MessageFilter(search="  "), "doubt delivered failed refused sent queued"),
    ],
)
async def test_filters_newest_first(
    filled: tuple[History, dict[str, int]], wanted: MessageFilter, expected: str
) -> None:
    history, ids = filled
    names = {number: name for name, number in ids.items()}
    found = await history.messages(wanted)
    assert " ".join(names[row.id] for row in found) == expected
    assert sum((await history.counts(wanted)).values()) == len(found)


async def test_counts_by_state(filled: tuple[History, dict[str, int]]) -> None:
    history, _ = filled
    assert await history.counts() == {
        S.QUEUED: 1,
        S.SENT: 1,
        S.REJECTED: 1,
        S.UNDELIVERABLE: 1,
        S.DELIVERED: 1,
        S.IN_DOUBT: 1,
    }
    assert await history.counts(MessageFilter(states=FAILED)) == {S.REJECTED: 1, S.UNDELIVERABLE: 1}


@pytest.mark.parametrize(
    "wanted",
    [
        MessageFilter(since=START + 3),
        MessageFilter(account_id="other", since=START),
        MessageFilter(account_id="main", until=START + 5, states=frozenset({S.QUEUED, S.REJECTED})),
        MessageFilter(country="CN", until=START + 5),
        MessageFilter(search="world"),
    ],
)
@pytest.mark.parametrize("has_others", [True, False])
async def test_states_are_counted_as_they_are_listed_and_without_sorting(
    filled: tuple[History, dict[str, int]], wanted: MessageFilter, has_others: bool
) -> None:
    """Sorting a million of them would take 64 MB, and half a second."""
    history, ids = filled
    if not has_others:
        (others,) = await history.views([ids["sent"]])
        await history.answered(others.segments[0].id, 4, "", START + 20)
        await keeping.remove(history, [ids["sent"]])
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(
        _connection: object, _cursor: object, statement: str, given: tuple[object, ...], *_: object
    ) -> None:
        asked.append((statement, given))

    event.listen(history._engine, "before_cursor_execute", note)
    counts = await history.counts(wanted)
    event.remove(history._engine, "before_cursor_execute", note)
    assert counts == Counter(row.state for row in await history.messages(wanted))
    with closing(sqlite3.connect(history.path)) as connection:
        for statement, given in asked:
            if statement.startswith("SELECT"):
                plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", given)]
                assert "TEMP B-TREE" not in " ".join(plan), statement


@pytest.mark.parametrize("wanted", [MessageFilter(), MessageFilter(states=frozenset({S.QUEUED, S.SENT}))])
async def test_pages_join_without_gap_or_repeat(history: History, wanted: MessageFilter) -> None:
    for batch in range(5):
        await history.add([new_message(f"+86138{number:08d}") for number in range(5)], at=START + batch // 2)
    whole = await history.messages(wanted)
    assert len(whole) == 25
    pages: list[int] = []
    before: tuple[int, int] | None = None
    while page := await history.messages(wanted, limit=4, before=before):
        pages += [row.id for row in page]
        before = (page[-1].queued_at, page[-1].id)
        await history.add([new_message()], at=START + 99)
    assert pages == [row.id for row in whole]


async def test_rows_and_views_come_in_the_order_asked_for(history: History) -> None:
    views = await history.add([new_message(parts=2) for _ in range(1000)], at=START)
    ids = [view.row.id for view in reversed(views)]
    assert [row.id for row in await history.rows([*ids, 10**9])] == ids
    assert [view.row.id for view in await history.views([10**9, *ids])] == ids
    assert [segment.number for segment in (await history.views(ids[:1]))[0].segments] == [1, 2]
    assert await history.message(10**9) is None


async def test_a_long_message_is_found_once_by_any_of_its_ids(history: History) -> None:
    (view,) = await history.add([new_message(parts=2)], at=START)
    ids = [segment.id for segment in view.segments]
    await history.mark_sent(ids, START + 1)
    await asyncio.gather(*(history.answered(each, 0, f"same-{each}", START + 2) for each in ids))
    for term in ("same-", f"same-{ids[1]}"):
        found = await history.messages(MessageFilter(search=term))
        assert [row.id for row in found] == [view.row.id]


async def test_reading_goes_on_while_something_is_written(history: History) -> None:
    message = await accepted(history, "1")
    writing = asyncio.gather(*(history.receipt(new_receipt(f"x{number}")) for number in range(500)))
    while not writing.done():
        assert [row.id for row in await history.messages()] == [message]
    await writing
    assert len(await unmatched(history, limit=1000)) == 500
    assert [receipt.message_id for receipt in await unmatched(history, limit=2)] == ["x499", "x498"]


async def test_opened_for_reading_it_cannot_be_written(path: Path, history: History) -> None:
    message = await accepted(history, "1")
    reader = await History.open(path, owner=False)
    assert [row.id for row in await reader.messages()] == [message]
    for write in (reader.add([new_message()]), reader.queued("main")):
        with pytest.raises(HistoryUnavailable, match="for reading"):
            await write
    assert len(list((path.parent / "runs").iterdir())) == 1
    await reader.close()


async def test_one_question_sees_one_moment(history: History, path: Path) -> None:
    (view,) = await history.add([new_message()], at=START)

    def ask_twice(connection: Connection) -> tuple[int, int]:
        before = queries.rows(connection, [view.row.id])
        with closing(sqlite3.connect(path)) as other:
            other.execute("PRAGMA foreign_keys=ON")
            other.execute("DELETE FROM message")
            other.commit()
        return len(before), len(queries.rows(connection, [view.row.id]))

    assert await history.ask(ask_twice) == (1, 1)
