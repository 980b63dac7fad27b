"""Reading the inbox, page by page, and the receipts that match nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.history.conftest import SECOND, START, accepted, new_inbound, new_message, new_receipt
from ycloud_console.history import Change, History
from ycloud_console.history.inbox import InboxFilter, InboxPage
from ycloud_console.history.unmatched import Why
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.parts import join


async def part(history: History, text: str, number: int, total: int, at: int, **fields: object) -> int:
    return await history.inbound(
        new_inbound(text, part=number, parts=total, reference=9, received_at=at, **fields)
    )


def whole(page: InboxPage) -> list[str]:
    return [message.text("[{part}/{parts}]") for message in join([*page.rows, *page.others])]


async def test_pages_follow_one_another(history: History) -> None:
    for number in range(7):
        await history.inbound(new_inbound(f"text {number}", received_at=START + number // 2))
    first = await history.inbox_page(limit=3)
    second = await history.inbox_page(limit=3, before=first.oldest)
    third = await history.inbox_page(limit=3, before=second.oldest)
    texts = [row.text for page in (first, second, third) for row in page.rows]
    assert texts == [f"text {number}" for number in range(6, -1, -1)]
    assert (await history.inbox_page(limit=3, before=third.oldest)).oldest is None


async def test_a_page_brings_the_parts_that_stand_on_other_pages(history: History) -> None:
    await part(history, "one ", 1, 3, START)
    await part(history, "stranger ", 1, 3, START, source="8613800000009")
    for number in range(4):
        await history.inbound(new_inbound(f"between {number}", received_at=START + SECOND + number))
    await part(history, "three", 3, 3, START + 2 * SECOND)
    page = await history.inbox_page(limit=2)
    assert [row.text for row in page.rows] == ["three", "between 3"]
    assert [row.text for row in page.others] == ["one "]
    assert whole(page)[-1] == "one [2/3]three"
    await part(history, "two ", 2, 3, START + 3 * SECOND)
    assert whole(await history.inbox_page(limit=1)) == ["one two three"]


async def test_a_search_finds_texts_and_numbers_and_shows_whole_messages(history: History) -> None:
    await part(history, "The needle ", 1, 2, START)
    await part(history, "and the hay", 2, 2, START + 1)
    await history.inbound(new_inbound("Grüße 100%", source="4915123454919", received_at=START + 2))
    await history.inbound(new_inbound("other", account_id="second", received_at=START + 3))

    async def found(search: str, account_id: str | None = None) -> list[str]:
        return whole(await history.inbox_page(InboxFilter(account_id, search)))

    assert await found("NEEDLE") == ["The needle and the hay"]
    assert await found("+49 151 2345") == ["Grüße 100%"]
    assert await found("100%") == ["Grüße 100%"]
    assert await found("_") == []
    assert await found("", "second") == ["other"]
    assert await found("needle", "second") == []


async def test_unread_messages_are_counted_whole(history: History) -> None:
    assert (await history.newest_inbound(), await history.newer_inbound(0)) == (0, 0)
    seen = await history.inbound(new_inbound("seen"))
    await history.inbound(new_inbound("new"))
    await part(history, "a", 1, 2, START)
    last = await part(history, "b", 2, 2, START)
    assert await history.newer_inbound(seen) == 2
    assert await history.newest_inbound() == last
    assert await history.newer_inbound(last) == 0


async def why(history: History) -> list[Why]:
    return [each.why for each in (await history.unmatched_receipts()).receipts]


async def test_an_unknown_id_and_none(history: History) -> None:
    await history.receipt(new_receipt("404"))
    await history.receipt(new_receipt("  "))
    assert await why(history) == [Why.NO_ID, Why.UNKNOWN_ID]


async def test_the_same_id_for_another_number(history: History) -> None:
    await accepted(history, "77", "+8613800000002")
    await history.receipt(new_receipt("77"))
    (only,) = (await history.unmatched_receipts()).receipts
    assert (only.why, only.recipient) == (Why.OTHER_NUMBER, "+8613800000002")
    assert (only.source, only.receipt.message_id) == ("8613800000001", "77")
    assert only.receipt.state is MessageState.DELIVERED


async def test_the_same_id_on_another_account(history: History) -> None:
    await accepted(history, "77", account_id="second")
    await history.receipt(new_receipt("77"))
    (only,) = (await history.unmatched_receipts()).receipts
    assert (only.why, only.account_id) == (Why.OTHER_ACCOUNT, "second")


@pytest.mark.parametrize(("hex_ids", "expected"), [(False, [Why.OTHER_NOTATION]), (True, [])])
async def test_another_notation_is_named_while_it_is_not_allowed(
    history: History, hex_ids: bool, expected: list[Why]
) -> None:
    await accepted(history, "255")
    await history.receipt(new_receipt("FF"), hex_ids=hex_ids)
    assert await why(history) == expected


async def test_a_receipt_from_before_the_message_was_sent(history: History) -> None:
    await history.receipt(new_receipt("77", received_at=START - 3600 * SECOND))
    await accepted(history, "77")
    assert await why(history) == [Why.TOO_EARLY]


async def test_they_are_counted_beyond_the_limit_and_leave_when_their_answer_comes(history: History) -> None:
    for number in range(5):
        await history.receipt(new_receipt(f"50{number}", received_at=START + number))
    found = await history.unmatched_receipts(limit=2)
    assert (found.total, [each.receipt.message_id for each in found.receipts]) == (5, ["504", "503"])
    told: list[Change] = []
    history.subscribe(told.append)
    (view,) = await history.add([new_message()], at=START)
    await history.mark_sent([view.segments[0].id], START)
    await history.answered(view.segments[0].id, 0, "504", START + SECOND)
    assert any(change.unmatched for change in told)
    assert (await history.unmatched_receipts()).total == 4


async def test_it_can_be_read_without_being_the_owner(history: History, path: Path) -> None:
    await history.inbound(new_inbound("hello"))
    await history.receipt(new_receipt("404"))
    reader = await History.open(path, owner=False)
    try:
        assert whole(await reader.inbox_page()) == ["hello"]
        assert (await reader.unmatched_receipts()).total == 1
    finally:
        await reader.close()
