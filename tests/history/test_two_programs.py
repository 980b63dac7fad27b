"""Where one program gets the receipt and another the answer, the message has both."""

from __future__ import annotations

from pathlib import Path

from tests.history.conftest import SECOND, START, new_message, new_receipt, state_of
from ycloud_console.history import History
from ycloud_console.sms.message import MessageState


async def test_a_receipt_that_another_program_got_first_finds_its_message(path: Path) -> None:
    window, command = await History.open(path), await History.open(path)
    (view,) = await command.add([new_message()], at=START)
    segment = view.segments[0].id
    await command.mark_sent([segment], START)
    await window.receipt(new_receipt("255", received_at=START + SECOND), hex_ids=True)
    await command.answered(segment, 0, "ff", START)
    assert await state_of(command, view.row.id) is MessageState.DELIVERED
    await command.close()
    await window.close()


async def test_a_receipt_that_came_to_another_program_since_the_last_write_is_found(path: Path) -> None:
    window, command = await History.open(path), await History.open(path)
    (view,) = await window.add([new_message()], at=START)
    segment = view.segments[0].id
    await window.mark_sent([segment], START)
    await command.receipt(new_receipt("77", received_at=START + SECOND))
    await window.answered(segment, 0, "77", START)
    assert await state_of(window, view.row.id) is MessageState.DELIVERED
    await command.close()
    await window.close()


async def test_a_receipt_that_comes_before_its_answer_is_found_at_once(path: Path) -> None:
    history = await History.open(path)
    (view,) = await history.add([new_message()], at=START)
    segment = view.segments[0].id
    await history.mark_sent([segment], START)
    await history.receipt(new_receipt("78", received_at=START + SECOND))
    await history.answered(segment, 0, "78", START)
    assert await state_of(history, view.row.id) is MessageState.DELIVERED
    await history.close()
