"""Which message a receipt finds: early, twice, from an earlier run, in another notation, or none."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.history.conftest import (
    SECOND,
    START,
    accepted,
    new_inbound,
    new_message,
    new_receipt,
    state_of,
    unmatched,
)
from ycloud_console.history import Change, History
from ycloud_console.sms.message import MessageState

S = MessageState


async def test_a_receipt_that_comes_before_the_answer_waits_for_it(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START + 1)
    outcome = await history.receipt(new_receipt("0E7", received_at=START + 2))
    assert outcome.segment_id is None
    assert [receipt.message_id for receipt in await unmatched(history)] == ["0E7"]
    told: list[Change] = []
    history.subscribe(told.append)
    await history.answered(segment, 0, "0e7", START + 3)
    (row,) = await history.rows([view.row.id])
    assert (row.state, row.answered_at, row.done_at) == (S.DELIVERED, START + 3, START + 2)
    assert await unmatched(history) == []
    assert [(change.messages, change.unmatched) for change in told] == [(frozenset({view.row.id}), True)]


async def test_early_receipt_and_answer_in_one_commit(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    _, outcome, _ = await asyncio.gather(
        history.mark_sent([segment], START + 1),
        history.receipt(new_receipt("7", received_at=START + 2)),
        history.answered(segment, 0, "7", START + 3),
    )
    assert outcome.duplicate is False
    assert await state_of(history, view.row.id) is S.DELIVERED
    assert await unmatched(history) == []


async def test_early_receipts_of_one_segment_are_heeded_in_their_order(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START + 1)
    await history.receipt(new_receipt("7", S.UNDELIVERABLE, "5", received_at=START + 3))
    await history.receipt(new_receipt("7", S.ACCEPTED, received_at=START + 2))
    await history.answered(segment, 0, "7", START + 4)
    (row,) = await history.rows([view.row.id])
    assert (row.state, row.error) == (S.UNDELIVERABLE, "5")


async def test_a_receipt_for_a_message_of_an_earlier_run(path: Path) -> None:
    history = await History.open(path)
    message = await accepted(history, "42")
    await history.close()
    history = await History.open(path)
    outcome = await history.receipt(new_receipt("42"))
    assert outcome.message_id == message
    await history.close()


async def test_a_redelivery_is_recognised_and_counted(history: History) -> None:
    message = await accepted(history, "1")
    first = await history.receipt(new_receipt("1"))
    again = await history.receipt(new_receipt("1", received_at=START + 99 * SECOND))
    assert (first.duplicate, again.duplicate) == (False, True)
    assert again.message_id == message
    both = await asyncio.gather(history.receipt(new_receipt("1")), history.receipt(new_receipt("1")))
    assert [outcome.duplicate for outcome in both] == [True, True]
    whole = await history.message(message)
    assert whole is not None
    (receipt,) = whole.segments[0].receipts
    assert (receipt.count, receipt.received_at) == (4, START + 5 * SECOND)


async def test_redeliveries_of_what_matches_nothing(history: History) -> None:
    both = await asyncio.gather(history.receipt(new_receipt("5")), history.receipt(new_receipt("5")))
    assert [outcome.duplicate for outcome in both] == [False, True]
    await history.receipt(new_receipt("", raw=b"garbage"))
    await history.receipt(new_receipt("", raw=b"garbage"))
    await history.receipt(new_receipt("", raw=b"other garbage"))
    kept = {receipt.raw: receipt.count for receipt in await unmatched(history)}
    assert kept == {new_receipt("5").raw: 2, b"garbage": 2, b"other garbage": 1}


async def test_receipts_with_another_word_are_not_redeliveries(history: History) -> None:
    message = await accepted(history, "1")
    await history.receipt(new_receipt("1", S.ACCEPTED))
    outcome = await history.receipt(new_receipt("1"))
    assert outcome.duplicate is False
    assert await state_of(history, message) is S.DELIVERED


async def test_case_and_leading_zeros_are_overlooked_when_the_number_fits(history: History) -> None:
    message = await accepted(history, "00AB12")
    outcome = await history.receipt(new_receipt("ab12"))
    assert outcome.message_id == message
    other = await accepted(history, "00CD34")
    outcome = await history.receipt(new_receipt("cd34", source="8613899999999"))
    assert outcome.message_id is None
    assert await state_of(history, other) is S.ACCEPTED


async def test_hexadecimal_and_decimal_only_when_asked_for(history: History) -> None:
    in_hex = await accepted(history, "1A2B")
    in_decimal = await accepted(history, "9999")
    assert (await history.receipt(new_receipt("6699"))).message_id is None
    assert (await history.receipt(new_receipt("6699", raw=b"2"), hex_ids=True)).message_id == in_hex
    assert (await history.receipt(new_receipt("270F"), hex_ids=True)).message_id == in_decimal


async def test_an_early_receipt_in_the_other_notation(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START + 1)
    await history.receipt(new_receipt("6699", received_at=START + 2), hex_ids=True)
    await history.answered(segment, 0, "1a2b", START + 3)
    assert await state_of(history, view.row.id) is S.DELIVERED


async def test_the_same_id_twice_goes_by_number_and_then_to_the_newest(history: History) -> None:
    first = await accepted(history, "17", "+8613800000001")
    second = await accepted(history, "17", "+8613800000002")
    third = await accepted(history, "17", "+8613800000002")
    outcome = await history.receipt(new_receipt("17", source="8613800000001"))
    assert outcome.message_id == first
    outcome = await history.receipt(new_receipt("17", source="8613800000002", raw=b"second"))
    assert outcome.message_id == third
    outcome = await history.receipt(new_receipt("17", source="8613800000003", raw=b"third"))
    assert outcome.message_id is None
    assert await state_of(history, second) is S.ACCEPTED


async def test_a_redelivery_does_not_move_on_to_a_newer_message_with_the_same_id(history: History) -> None:
    first = await accepted(history, "17")
    await history.receipt(new_receipt("17"))
    second = await accepted(history, "17")
    outcome = await history.receipt(new_receipt("17"))
    assert (outcome.message_id, outcome.duplicate) == (first, True)
    assert await state_of(history, second) is S.ACCEPTED


async def test_an_old_receipt_that_waits_is_not_for_a_message_sent_later(history: History) -> None:
    await history.receipt(new_receipt("17", received_at=START - 3600 * SECOND))
    await history.receipt(new_receipt("17", raw=b"someone else", source="8613899999999"))
    message = await accepted(history, "17")
    assert await state_of(history, message) is S.ACCEPTED
    assert len(await unmatched(history)) == 2


async def test_accounts_do_not_share_ids(history: History) -> None:
    message = await accepted(history, "17")
    outcome = await history.receipt(new_receipt("17", account_id="other"))
    assert outcome.message_id is None
    assert await state_of(history, message) is S.ACCEPTED


async def test_a_receipt_with_swapped_addresses_still_fits(history: History) -> None:
    first = await accepted(history, "17", "+8613800000001")
    await accepted(history, "17", "+8613800000002")
    outcome = await history.receipt(new_receipt("17", source="YCloud", destination="13800000001"))
    assert outcome.message_id == first


async def test_inbound_messages_newest_first_and_each_redelivery_counted(history: History) -> None:
    first = await history.inbound(new_inbound("one"))
    second = await history.inbound(new_inbound("two", received_at=START + 1, reference=7, part=1, parts=2))
    again = await history.inbound(new_inbound("one", received_at=START + 30 * SECOND))
    later = await history.inbound(new_inbound("one", received_at=START + 3600 * SECOND))
    assert again == first
    inbox = (await history.inbox_page(limit=10)).rows
    assert [(each.id, each.text, each.count) for each in inbox] == [
        (later, "one", 1),
        (second, "two", 1),
        (first, "one", 2),
    ]
    assert (inbox[1].reference, inbox[1].part, inbox[1].parts) == (7, 1, 2)
    assert (await history.inbox_page(limit=10, before=(inbox[0].received_at, inbox[0].id))).rows == inbox[1:]
    assert await history.inbound_views([first, 999]) == list(inbox[2:])


async def test_inbound_redelivered_within_one_commit(history: History) -> None:
    ids = await asyncio.gather(*(history.inbound(new_inbound("one")) for _ in range(3)))
    assert len(set(ids)) == 1
    assert [each.count for each in (await history.inbox_page()).rows] == [3]


async def test_the_same_id_for_another_number_is_no_match(history: History) -> None:
    """An SMSC that counts from one again, and whose receipt overtakes its answer."""
    old = await accepted(history, "7")
    outcome = await history.receipt(new_receipt("7", source="6581234567"))
    assert outcome.message_id is None
    assert await state_of(history, old) is MessageState.ACCEPTED
    assert [receipt.message_id for receipt in await unmatched(history)] == ["7"]
