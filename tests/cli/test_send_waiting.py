"""``send`` waits for each of its messages, whoever writes what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from tests.console.peers import free_port
from tests.history.conftest import SECOND, new_receipt
from ycloud_console.accounts import Account
from ycloud_console.cli.send import _settled
from ycloud_console.console import Console
from ycloud_console.history import History, MessageRow
from ycloud_console.sms.message import PENDING, MessageState

S = MessageState
ACCOUNT = Account(id="away", name="Away", host="127.0.0.1", port=free_port(), tls=False, system_id="esme")
RECIPIENTS = [f"+6581{5000 + number:06}" for number in range(30)]


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    opened = await Console.open(tmp_path / "data")
    opened.add_guest(ACCOUNT, "secret")
    yield opened
    await opened.close()


async def test_what_another_program_writes_counts_too(console: Console, tmp_path: Path) -> None:
    ids = [view.row.id for view in await console.send(ACCOUNT.id, "YCloud", RECIPIENTS, "hello")]
    waiting = asyncio.create_task(_settled(console, ids, frozenset({S.QUEUED}), 3600))
    await asyncio.sleep(0.1)
    window = await History.open(tmp_path / "data" / "history.sqlite3")
    await window.withdraw(ids, "cancelled")
    await window.close()
    assert {view.row.state for view in await asyncio.wait_for(waiting, 30)} == {S.DELETED}


async def test_only_what_has_changed_is_read_again(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    # All of them at each change: of ten thousand messages that were a hundred million rows.
    read: list[int] = []
    rows = History.rows

    async def counted(history: History, ids: Iterable[int]) -> list[MessageRow]:
        read.extend(ids)
        return await rows(history, ids)

    ids = [view.row.id for view in await console.send(ACCOUNT.id, "YCloud", RECIPIENTS, "hello")]
    monkeypatch.setattr(History, "rows", counted)
    waiting = asyncio.create_task(_settled(console, ids, frozenset({S.QUEUED}), 3600))
    for each in ids:
        await console.cancel_queued([each])
        await asyncio.sleep(0.01)
    assert len(await asyncio.wait_for(waiting, 30)) == len(ids)
    assert len(read) <= 2 * len(ids)


async def test_what_was_in_doubt_is_waited_for_again_once_its_answer_came(console: Console) -> None:
    sent = await console.send(ACCOUNT.id, "YCloud", RECIPIENTS[:2], "hello")
    late, other = (view.segments[0].id for view in sent)
    history, at = console.history, sent[0].row.queued_at

    async def arrived(message_id: str, recipient: str) -> None:
        source = recipient.removeprefix("+")
        await history.receipt(
            new_receipt(message_id, account_id=ACCOUNT.id, source=source, received_at=at + SECOND)
        )

    await history.mark_sent([late, other], at + 1)
    await history.answered(other, 0, "B", at + 2)
    waiting = asyncio.create_task(_settled(console, [view.row.id for view in sent], PENDING, 3600))
    await asyncio.sleep(0.1)
    await history.in_doubt([late], at + 2, "no_answer")
    await asyncio.sleep(0.1)
    await history.answered(late, 0, "A", at + 3)
    await arrived("B", RECIPIENTS[1])
    await asyncio.sleep(0.3)
    assert not waiting.done()
    await arrived("A", RECIPIENTS[0])
    assert [view.row.state for view in await asyncio.wait_for(waiting, 30)] == [S.DELIVERED, S.DELIVERED]


async def test_an_answer_that_comes_while_it_is_looked_is_not_missed(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    (view,) = await console.send(ACCOUNT.id, "YCloud", RECIPIENTS[:1], "hello")
    (segment,), history, at = [part.id for part in view.segments], console.history, view.row.queued_at
    await history.mark_sent([segment], at + 1)
    await history.in_doubt([segment], at + 2, "no_answer")
    rows = History.rows

    async def slow(of: History, ids: Iterable[int]) -> list[MessageRow]:
        found = await rows(of, ids)
        if found[0].state is S.IN_DOUBT:
            await of.answered(segment, 0, "A", at + 3)
        return found

    monkeypatch.setattr(History, "rows", slow)
    waiting = asyncio.create_task(_settled(console, [view.row.id], PENDING, 3600))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    source = RECIPIENTS[0].removeprefix("+")
    await history.receipt(new_receipt("A", account_id=ACCOUNT.id, source=source, received_at=at + SECOND))
    assert [each.row.state for each in await asyncio.wait_for(waiting, 30)] == [S.DELIVERED]


async def test_what_is_deleted_is_waited_for_no_longer(console: Console) -> None:
    ids = [view.row.id for view in await console.send(ACCOUNT.id, "YCloud", RECIPIENTS, "hello")]
    waiting = asyncio.create_task(_settled(console, ids, frozenset({S.QUEUED, S.DELETED}), 3600))
    await asyncio.sleep(0.1)
    await console.cancel_queued(ids)
    await console.upkeep.remove(ids)
    assert await asyncio.wait_for(waiting, 30) == []
