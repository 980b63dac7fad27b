"""IDs in hexadecimal against decimal, where one program gets the receipt and another the answer."""

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
