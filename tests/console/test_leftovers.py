"""What one run of the program leaves for the next: queued messages, and a pause."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from tests.console.peers import ForeignSmsc, foreign_smsc, until
from ycloud_console.accounts import Account, SettingsUnavailable
from ycloud_console.console import SANDBOX_ID, Console, Event, LinkChanged, Notice, NoticeKind
from ycloud_console.history import History, MessageView
from ycloud_console.sandbox import SandboxOptions
from ycloud_console.sms.message import MessageState

S = MessageState
HOUR = 3600 * 1_000_000
RECIPIENTS = ["+6581234501", "+6581234502", "+6581234503"]


def account_at(port: int) -> Account:
    return Account(id="foreign", name="Foreign", host="127.0.0.1", port=port, tls=False, system_id="esme")


async def left_queued(home: Path, monkeypatch: pytest.MonkeyPatch, age: int) -> list[MessageView]:
    """An earlier run queued three messages *age* microseconds ago, and ended."""
    console = await Console.open(home)
    console.add_guest(account_at(1), "secret")
    with monkeypatch.context() as then:
        add = History.add
        at = time.time_ns() // 1000 - age
        then.setattr(History, "add", lambda self, messages: add(self, messages, at=at))
        views = await console.send("foreign", "YCloud", RECIPIENTS, "hello")
    await console.close()
    return views


async def states(console: Console, views: list[MessageView]) -> list[MessageState]:
    return [row.state for row in await console.history.rows([view.row.id for view in views])]


async def bound_again(home: Path, smsc: ForeignSmsc, events: list[Event]) -> Console:
    """A new run, bound, which has looked through what the earlier one left."""
    console = await Console.open(home)
    console.subscribe(events.append)
    console.add_guest(account_at(smsc.port), "secret")
    await console.bind("foreign")
    taking = console._links["foreign"]._taking
    assert taking is not None
    await asyncio.wait_for(taking, 20)

    async def bound() -> bool:
        return console.status("foreign").is_bound

    await until(bound, "bound")
    return console


def leftovers_told(events: list[Event]) -> list[str]:
    found = [event for event in events if isinstance(event, Notice) and event.kind is NoticeKind.LEFTOVERS]
    return [f"{notice.account_id} {notice.detail}" for notice in found]


async def test_after_a_crash_and_a_restart_they_go_out_by_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = await left_queued(tmp_path, monkeypatch, age=60_000_000)
    events: list[Event] = []
    async with foreign_smsc() as smsc:
        console = await bound_again(tmp_path, smsc, events)

        async def delivered() -> bool:
            return await states(console, views) == [S.DELIVERED] * 3

        await until(delivered, "delivered without being asked")
        assert leftovers_told(events) == []
        assert (await console.leftovers("foreign")).count == 0
        await console.close()


async def test_what_is_older_waits_for_the_operator_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = await left_queued(tmp_path, monkeypatch, age=HOUR)
    events: list[Event] = []
    async with foreign_smsc() as smsc:
        console = await bound_again(tmp_path, smsc, events)
        (fresh,) = await console.send("foreign", "YCloud", ["+6581234599"], "today")

        async def delivered() -> bool:
            return await states(console, [fresh]) == [S.DELIVERED]

        await until(delivered, "today's message is delivered")
        assert leftovers_told(events) == ["foreign 3"]
        left = await console.leftovers("foreign")
        assert (left.count, left.oldest_at) == (3, views[0].row.queued_at)
        assert await states(console, views) == [S.QUEUED] * 3
        assert len(smsc.submitted) == 1

        assert await console.send_leftovers("foreign") == 3

        async def all_delivered() -> bool:
            return await states(console, views) == [S.DELIVERED] * 3

        await until(all_delivered, "they go out when asked for")
        assert (await console.leftovers("foreign")).count == 0
        assert await console.send_leftovers("foreign") == 0
        assert len(smsc.submitted) == 4
        await console.close()


async def test_they_can_be_cancelled_and_are_told_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = await left_queued(tmp_path, monkeypatch, age=HOUR)
    events: list[Event] = []
    async with foreign_smsc() as smsc:
        console = await bound_again(tmp_path, smsc, events)
        assert await console.cancel_leftovers("foreign") == 3
        assert await states(console, views) == [S.DELETED] * 3
        await console.unbind("foreign")
        await console.close()
        console = await bound_again(tmp_path, smsc, events)
        assert leftovers_told(events) == ["foreign 3"]
        assert smsc.submitted == []
        await console.close()


async def test_what_was_queued_in_this_run_goes_out_however_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that was away for hours: the operator is there, and waits for it."""
    console = await Console.open(tmp_path)
    events: list[Event] = []
    console.subscribe(events.append)
    at = time.time_ns() // 1000 - HOUR
    add = History.add
    async with foreign_smsc() as smsc:
        console.add_guest(account_at(smsc.port), "secret")
        with monkeypatch.context() as then:
            then.setattr(History, "add", lambda self, messages: add(self, messages, at=at))
            views = await console.send("foreign", "YCloud", RECIPIENTS, "hello")
        await console.bind("foreign")

        async def delivered() -> bool:
            return await states(console, views) == [S.DELIVERED] * 3

        await until(delivered, "delivered")
        assert leftovers_told(events) == []
        await console.close()


async def test_an_account_whose_balance_is_used_up_stays_paused_after_a_restart(tmp_path: Path) -> None:
    console = await Console.open(tmp_path)
    await console.open_sandbox(SandboxOptions(receipt_delay=0.02))
    await console.bind_once(SANDBOX_ID)
    await console.send(SANDBOX_ID, "YCloud", ["+6581230003"], "no money")

    async def kept() -> bool:
        return SANDBOX_ID in await console.history.pauses()

    await until(kept, "the pause is in the history")
    await console.close()

    console = await Console.open(tmp_path)
    assert console.status(SANDBOX_ID).paused
    await console.open_sandbox(SandboxOptions(receipt_delay=0.02))
    assert (await console.bind_once(SANDBOX_ID)).paused
    (view,) = await console.send(SANDBOX_ID, "YCloud", ["+6581234567"], "waits for money")
    assert console.outstanding().queued == 1
    events: list[Event] = []
    console.subscribe(events.append)
    console.resume(SANDBOX_ID)
    assert [event.status.paused for event in events if isinstance(event, LinkChanged)] == [False]

    async def delivered() -> bool:
        return await states(console, [view]) == [S.DELIVERED]

    await until(delivered, "delivered after resuming")
    await console.close()

    console = await Console.open(tmp_path)
    assert not console.status(SANDBOX_ID).paused
    assert console._balance(SANDBOX_ID).resumed_at > view.row.queued_at
    await console.close()


async def test_a_pause_that_another_program_met_holds_for_the_next_bind(tmp_path: Path) -> None:
    window, command = await Console.open(tmp_path), await Console.open(tmp_path)
    try:
        for console in (window, command):
            console.add_guest(account_at(1), "secret")
        await command.history.pause("foreign", time.time_ns() // 1000)
        assert (await window.bind_once("foreign")).paused
        window.resume("foreign")
        # Resumed here: what the other program wrote before is old news, also while it is being overwritten.
        assert not (await window.bind_once("foreign")).paused
    finally:
        await command.close()
        await window.close()


async def test_an_account_that_cannot_be_removed_stays_paused(tmp_path: Path) -> None:
    console = await Console.open(tmp_path)
    account = account_at(1)
    console.settings.put(account)
    console._balance("foreign").paused = True
    await console.history.pause("foreign", 1)
    lock = tmp_path / "settings.toml.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    with pytest.raises(SettingsUnavailable):
        await console.remove_account("foreign")
    assert console.account("foreign") == account
    assert console.status("foreign").paused
    assert (await console.history.pauses())["foreign"].resumed_at is None

    lock.rmdir()
    await console.remove_account("foreign")
    await console.close()
    console = await Console.open(tmp_path)
    assert not console.status("foreign").paused
    await console.close()
