"""The life of a message: each event changes its segment, and the message is what its segments roll up to."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.history.conftest import START, accepted, new_inbound, new_message, new_receipt, state_of, unmatched
from ycloud_console.history import Change, History, UnknownSegment
from ycloud_console.history.operations import storable
from ycloud_console.sms.message import MessageState

S = MessageState


async def test_a_message_is_there_before_it_is_sent(history: History) -> None:
    views = await history.add([new_message(parts=2), new_message("+14155550100", country="US")], at=START)
    assert [view.row.state for view in views] == [S.QUEUED, S.QUEUED]
    assert [segment.number for segment in views[0].segments] == [1, 2]
    assert await history.views([view.row.id for view in views]) == views


async def test_a_message_without_segments_is_refused(history: History) -> None:
    with pytest.raises(ValueError, match="at least one segment"):
        await history.add([new_message(), new_message(parts=0)])
    assert await history.counts() == {}


async def test_from_queued_to_delivered(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START + 1)
    assert await state_of(history, view.row.id) is S.SENT
    await history.answered(segment, 0, "11041301030001006668", START + 2)
    assert await state_of(history, view.row.id) is S.ACCEPTED
    outcome = await history.receipt(new_receipt("11041301030001006668", received_at=START + 3))
    assert (outcome.segment_id, outcome.message_id, outcome.duplicate) == (segment, view.row.id, False)

    whole = await history.message(view.row.id)
    assert whole is not None
    row, (part,) = whole.row, whole.segments
    assert (row.state, row.status, row.error) == (S.DELIVERED, 0, "")
    assert (row.queued_at, row.sent_at, row.answered_at, row.done_at) == (
        START,
        START + 1,
        START + 2,
        START + 3,
    )
    assert part.message_id == "11041301030001006668"
    assert (part.state, part.status, part.error, part.done_at) == (S.DELIVERED, 0, "", START + 3)
    (receipt,) = part.receipts
    assert (receipt.stat, receipt.err, receipt.count) == ("DELIVRD", "000", 1)
    assert receipt.raw.startswith(b"id:11041301030001006668 ")
    assert await history.queued("main") == []


async def test_refused_for_now_is_queued_again(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START + 1)
    await history.wait_again([segment])
    assert await state_of(history, view.row.id) is S.QUEUED
    assert [key for key, _ in await history.queued("main")] == [segment]
    await history.mark_sent([segment], START + 9)
    (row,) = await history.rows([view.row.id])
    assert (row.state, row.sent_at) == (S.SENT, START + 9)


async def test_what_is_answered_does_not_wait_again(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START + 1)
    await history.answered(segment, 0, "77", START + 2)
    await history.wait_again([segment])
    assert await state_of(history, view.row.id) is S.ACCEPTED


async def test_a_refused_submit(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    await history.mark_sent([view.segments[0].id], START + 1)
    await history.answered(view.segments[0].id, 4, "", START + 2)
    (row,) = await history.rows([view.row.id])
    assert (row.state, row.status, row.done_at) == (S.REJECTED, 4, START + 2)


async def test_a_failed_receipt_names_its_error(history: History) -> None:
    message = await accepted(history, "1")
    await history.receipt(new_receipt("1", S.UNDELIVERABLE, "0A1", received_at=START + 9))
    (row,) = await history.rows([message])
    assert (row.state, row.error, row.done_at) == (S.UNDELIVERABLE, "0A1", START + 9)


async def test_a_long_message_is_delivered_when_every_segment_is(history: History) -> None:
    (view,) = await history.add([new_message(parts=3)], at=START)
    ids = [segment.id for segment in view.segments]
    await history.mark_sent(ids[:1], START + 1)
    assert await state_of(history, view.row.id) is S.SENT
    await history.mark_sent(ids[1:], START + 2)
    for number, segment in enumerate(ids):
        await history.answered(segment, 0, f"M{number}", START + 10 + number)
    (row,) = await history.rows([view.row.id])
    assert (row.state, row.status, row.sent_at, row.answered_at) == (S.ACCEPTED, 0, START + 1, START + 12)
    await history.receipt(new_receipt("M2", received_at=START + 20))
    await history.receipt(new_receipt("M0", received_at=START + 30))
    assert await state_of(history, view.row.id) is S.ACCEPTED
    await history.receipt(new_receipt("M1", received_at=START + 25))
    (row,) = await history.rows([view.row.id])
    assert (row.state, row.done_at) == (S.DELIVERED, START + 30)


async def test_one_failed_segment_fails_the_message(history: History) -> None:
    (view,) = await history.add([new_message(parts=2)], at=START)
    first, second = (segment.id for segment in view.segments)
    await history.mark_sent([first, second], START + 1)
    await asyncio.gather(
        history.answered(second, 0, "B", START + 2),
        history.receipt(new_receipt("B", S.UNDELIVERABLE, "10", received_at=START + 3)),
    )
    (row,) = await history.rows([view.row.id])
    assert (row.state, row.status, row.error, row.done_at) == (S.UNDELIVERABLE, None, "10", START + 3)


async def test_in_doubt_and_the_late_answer_that_ends_it(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START + 1)
    await history.in_doubt([segment], START + 2, "connection_lost")
    whole = await history.message(view.row.id)
    assert whole is not None
    assert (whole.row.state, whole.segments[0].doubt, whole.row.done_at) == (
        S.IN_DOUBT,
        "connection_lost",
        None,
    )
    assert await history.queued("main") == []
    await history.answered(segment, 0, "late", START + 3)
    whole = await history.message(view.row.id)
    assert whole is not None
    assert (whole.row.state, whole.segments[0].doubt) == (S.ACCEPTED, "")


async def test_doubt_does_not_undo_an_answer(history: History) -> None:
    message = await accepted(history, "1")
    whole = await history.message(message)
    assert whole is not None
    await history.in_doubt([whole.segments[0].id], START + 9, "connection_lost")
    assert await state_of(history, message) is S.ACCEPTED


async def test_a_refusal_after_an_acceptance_is_not_believed(history: History) -> None:
    message = await accepted(history, "1")
    whole = await history.message(message)
    assert whole is not None
    await history.answered(whole.segments[0].id, 8, "", START + 9)
    again = await history.message(message)
    assert again == whole


async def test_only_what_is_queued_goes_out_and_only_once(history: History) -> None:
    (view,) = await history.add([new_message(parts=2)], at=START)
    first, second = (segment.id for segment in view.segments)
    assert await history.mark_sent([first], START + 1) == {first}
    assert await history.mark_sent([first, second], START + 2) == {second}
    await history.in_doubt([first], START + 3, "response_timeout")
    await history.answered(second, 0, "77", START + 4)
    assert await history.mark_sent([first, second], START + 5) == frozenset()
    whole = await history.message(view.row.id)
    assert whole is not None
    assert [segment.state for segment in whole.segments] == [S.IN_DOUBT, S.ACCEPTED]
    assert [segment.sent_at for segment in whole.segments] == [START + 1, START + 2]


async def test_words_that_are_not_final_and_words_that_are_not_known(history: History) -> None:
    message = await accepted(history, "1")
    await history.receipt(new_receipt("1", S.ACCEPTED))
    assert await state_of(history, message) is S.ACCEPTED
    await history.receipt(new_receipt("1", S.UNKNOWN, "77", stat="BUFFERED", decides=False))
    (row,) = await history.rows([message])
    assert (row.state, row.error, row.done_at) == (S.ACCEPTED, "77", None)
    await history.receipt(new_receipt("1"))
    whole = await history.message(message)
    assert whole is not None
    assert (whole.row.state, whole.row.error) == (S.DELIVERED, "")
    assert len(whole.segments[0].receipts) == 3


async def test_a_delivery_is_never_taken_back_and_overrules_a_failure(history: History) -> None:
    message = await accepted(history, "1")
    await history.receipt(new_receipt("1", S.UNDELIVERABLE, "10", received_at=START + 6))
    await history.receipt(new_receipt("1", received_at=START + 7))
    await history.receipt(new_receipt("1", S.EXPIRED, "20", received_at=START + 8))
    whole = await history.message(message)
    assert whole is not None
    assert (whole.row.state, whole.row.error, whole.row.done_at) == (S.DELIVERED, "", START + 7)
    assert len(whole.segments[0].receipts) == 3


async def test_each_commit_is_told_once_with_everything_it_changed(history: History) -> None:
    told: list[Change] = []
    leave = history.subscribe(told.append)
    views = await history.add([new_message(), new_message()], at=START)
    ids = {view.row.id for view in views}
    assert [change.messages for change in told] == [frozenset(ids)]
    told.clear()
    await asyncio.gather(*(history.mark_sent([view.segments[0].id], START) for view in views))
    assert frozenset().union(*(change.messages for change in told)) == ids
    leave()
    told.clear()
    await history.add([new_message()])
    assert told == []


async def test_an_unknown_segment_fails_alone(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    results = await asyncio.gather(
        history.answered(999_999, 0, "x", START),
        history.mark_sent([segment], START + 2),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [UnknownSegment, frozenset]
    (row,) = await history.rows([view.row.id])
    assert (row.state, row.sent_at) == (S.SENT, START + 2)
    # A segment that was deleted meanwhile does not go out, and keeps no other from it.
    (other,) = await history.add([new_message()], at=START)
    going = await history.mark_sent([999_999, other.segments[0].id], START + 3)
    assert going == {other.segments[0].id}


@pytest.mark.parametrize("new", [new_message(), new_receipt("7", err=""), new_inbound()])
def test_every_text_is_made_storable(new: Any) -> None:
    texts = [name for name in new.__struct_fields__ if type(getattr(new, name)) is str]
    assert texts
    for name in texts:
        fit = replace(new, **{name: "1\r\n\U0001f600"})
        assert storable(fit) is fit
        assert storable(replace(new, **{name: "\ud800\0\n"})) == replace(new, **{name: "\ufffd\ufffd\n"})


async def test_what_no_database_takes_is_made_storable(history: History) -> None:
    (view,) = await history.add([new_message(text="half \ud83d a pair, \0 and \U0001f600")], at=START)
    assert view.row.text == "half � a pair, � and \U0001f600"
    whole = await history.message(view.row.id)
    assert whole == view
    outcome = await history.receipt(new_receipt("\ud800\0", text="\udfff"))
    assert outcome.duplicate is False
    assert (await unmatched(history))[0].text == "�"


async def test_a_segment_whose_message_is_lost_keeps_no_other_from_being_sent(
    history: History, path: Path
) -> None:
    views = await history.add([new_message() for _ in range(3)], at=START)
    with closing(sqlite3.connect(path)) as connection:  # which does not mind references
        connection.execute("DELETE FROM message WHERE id = ?", (views[0].row.id,))
        connection.commit()
    queued = await history.queued("main")
    assert [segment for segment, _ in queued] == [view.segments[0].id for view in views[1:]]
    assert (await history.leftovers("main", START)).count == 0
