"""What the log tells of an account, and what it never does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import pytest

from tests.smpp.peers import Session, serving
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.console.diary import Diary
from ycloud_console.console.events import LinkChanged, Notice, NoticeKind
from ycloud_console.smpp.model import LinkState, LinkStatus

SECRET = "Tr0ub4dor"


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


async def add(console: Console, port: int) -> None:
    account = Account(id="own", name="Acme", host="127.0.0.1", port=port, tls=False, system_id="acme")
    console.add_guest(account, SECRET)


async def test_a_refused_bind_is_in_the_log_without_its_password(
    console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    async def refuses(session: Session) -> None:
        bind = await session.pdu()
        await session.say("bind_transceiver_resp", status=3, sequence=bind.sequence_number)
        await session.at_end()

    async with serving(refuses) as server:
        await add(console, server.port)
        await console.bind("own")
        await until(lambda: console.status("own").state is LinkState.REFUSED)
        await console.unbind("own")
    assert "account Acme: refused: Invalid SMPP system ID and password (status 3)" in caplog.messages
    assert SECRET not in caplog.text


async def test_a_lost_link_and_a_pause_are_in_the_log_without_texts(
    console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    lost = asyncio.Event()

    async def leaves(session: Session) -> None:
        await session.take_bind()
        await lost.wait()

    account = await console.open_sandbox()
    await console.bind(account.id)
    await until(lambda: console.status(account.id).is_bound)
    await console.send(account.id, "YCloud", ["+6581230003"], "the last one")
    await until(lambda: console.status(account.id).paused)
    console.resume(account.id)
    async with serving(leaves) as server:
        await add(console, server.port)
        await console.bind("own")
        await until(lambda: console.status("own").is_bound)
        lost.set()
        await until(lambda: console.status("own").problem)
        await console.unbind("own")
    said = "\n".join(caplog.messages)
    assert f"account {account.name}: sending is paused" in said
    assert f"account {account.name}: a receipt says that the balance is used up" in said
    assert f"account {account.name}: sending is resumed" in said
    assert "account Acme: bound (1 as transceiver, no TLS)" in said
    assert "account Acme: waiting: " in said
    assert "the last one" not in said
    assert SECRET not in said


def test_what_is_no_news_is_not_written_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    diary = Diary()
    for queued in (3, 2, 1):
        diary.note(LinkChanged("own", LinkStatus(LinkState.BOUND, bound=1, queued=queued)), "Acme")
    diary.note(Notice(NoticeKind.LEFTOVERS, "own", "12"), "Acme")
    diary.note(Notice(NoticeKind.HISTORY_UNAVAILABLE, "own", "disk full"), "Acme")
    diary.note(Notice(NoticeKind.HISTORY_AGAIN, "own"), "Acme")
    assert caplog.messages == [
        "account Acme: bound (1 as transceiver, no TLS)",
        "account Acme: messages left by an earlier run, not sent unasked: 12",
        "account Acme: the history cannot be written: disk full",
        "account Acme: the history can be written again",
    ]
