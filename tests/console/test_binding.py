"""Binding, unbinding and binding again: one socket, one truth, and nothing that is queued is forgotten."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from tests.console.peers import until
from ycloud_console.console import SANDBOX_ID, BadAccount, Console
from ycloud_console.console.incoming import receipt_of
from ycloud_console.console.outbox import options_of, reference_of
from ycloud_console.history import History, MessageView
from ycloud_console.sandbox import SandboxOptions
from ycloud_console.smpp.model import Delivery, LinkState
from ycloud_console.sms.message import MessageState, SubmitOptions


async def states(console: Console, ids: list[int]) -> set[MessageState]:
    return {row.state for row in await console.history.rows(ids)}


async def test_each_bind_closes_the_one_before(console: Console) -> None:
    """The sandbox allows two binds: a third would be refused if the first were still there."""
    await console.open_sandbox()
    for _ in range(4):
        assert (await console.bind_once(SANDBOX_ID)).is_bound


async def test_the_state_is_closed_only_when_the_wire_is(console: Console) -> None:
    await console.open_sandbox()
    await console.bind_once(SANDBOX_ID)
    unbinding = asyncio.create_task(console.unbind(SANDBOX_ID))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert console.status(SANDBOX_ID).state in (LinkState.BOUND, LinkState.UNBINDING)
    unbinding.cancel()
    await asyncio.gather(unbinding, return_exceptions=True)

    async def closed() -> bool:
        return console.status(SANDBOX_ID).state is LinkState.CLOSED

    await until(closed, "an unbind whose caller went away is done all the same")
    assert (await console.bind_once(SANDBOX_ID)).is_bound


async def test_a_bind_after_an_unbind_whose_caller_went_away_is_the_one_that_counts(console: Console) -> None:
    await console.open_sandbox()
    await console.bind_once(SANDBOX_ID)
    unbinding = asyncio.create_task(console.unbind(SANDBOX_ID))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    unbinding.cancel()
    await asyncio.gather(unbinding, return_exceptions=True)

    assert (await console.bind_once(SANDBOX_ID)).is_bound

    await asyncio.sleep(0.2)
    assert console.status(SANDBOX_ID).is_bound
    await console.unbind(SANDBOX_ID)
    assert console.status(SANDBOX_ID).state is LinkState.CLOSED


async def test_what_the_smsc_refused_for_now_goes_out_after_the_next_bind(console: Console) -> None:
    sandbox = await console.open_sandbox(SandboxOptions(receipt_delay=0.02, rate=2, burst=2))
    unlimited = msgspec.structs.replace(sandbox, id="fast", rate=0.0)
    console.add_guest(unlimited, "demo1234")
    await console.bind_once("fast")
    recipients = [f"+65812345{number:02d}" for number in range(8)]
    views = await console.send("fast", "YCloud", recipients, "hello")
    ids = [view.row.id for view in views]

    async def refused() -> bool:
        status = console.status("fast")
        return status.queued > 0 and status.outstanding == 0

    await until(refused, "some are refused for being too fast")
    await console.unbind("fast")
    left = await states(console, ids)
    assert MessageState.QUEUED in left
    assert left <= {MessageState.QUEUED, MessageState.ACCEPTED, MessageState.DELIVERED}

    await console.bind("fast")

    async def delivered() -> bool:
        return await states(console, ids) == {MessageState.DELIVERED}

    await until(delivered, "all delivered", 60)


async def test_a_pause_outlives_the_bind(console: Console) -> None:
    await console.open_sandbox(SandboxOptions(receipt_delay=0.02))
    await console.bind_once(SANDBOX_ID)
    await console.send(SANDBOX_ID, "YCloud", ["+6581230003"], "no money")

    async def paused() -> bool:
        return console.status(SANDBOX_ID).paused

    await until(paused, "paused")
    await console.unbind(SANDBOX_ID)
    assert console.status(SANDBOX_ID).paused
    await console.bind_once(SANDBOX_ID)
    assert console.status(SANDBOX_ID).paused
    console.resume(SANDBOX_ID)
    assert not console.status(SANDBOX_ID).paused


async def test_an_account_that_cannot_work_is_said_before_anything_is_tried(console: Console) -> None:
    sandbox = await console.open_sandbox()
    console.add_guest(msgspec.structs.replace(sandbox, id="odd", name="Odd", mode="sideways"), "x")
    with pytest.raises(BadAccount, match="Odd"):
        await console.bind("odd")
    assert console.status("odd").state is LinkState.CLOSED


async def test_an_unknown_time_zone_keeps_no_receipt_from_being_kept(console: Console) -> None:
    account = msgspec.structs.replace(await console.open_sandbox(), receipt_zone="Nowhere/Land")
    delivery = Delivery(
        at=1_780_000_000_000_000,
        command="deliver_sm",
        source_addr="6581234567",
        destination_addr="YCloud",
        esm_class=4,
        data_coding=0,
        message=b"id:1 submit date:2605281200 done date:2605281201 stat:DELIVRD err:000",
        tlvs={},
        pdu=b"",
    )
    receipt, row = receipt_of(delivery, account)
    assert receipt.state is MessageState.DELIVERED
    assert "Nowhere/Land" in row.problems
    assert "Nowhere" not in receipt_of(delivery, await console.open_sandbox())[1].problems


async def test_references_of_what_still_waits_are_known_after_a_restart(tmp_path: Path) -> None:
    text = "x" * 161
    first = await Console.open(tmp_path)
    await first.open_sandbox()
    sent = [await first.send(SANDBOX_ID, "YCloud", ["+6581234567"], text) for _ in range(40)]
    await first.close()
    taken = {reference_of(view.options) for (view,) in sent for view in await _again(tmp_path, view.row.id)}
    assert len(taken) == 40
    assert all(options_of(view.options) == SubmitOptions() for (view,) in sent)

    second = await Console.open(tmp_path)
    await second.open_sandbox()
    fresh = set()
    for _ in range(150):
        (view,) = await second.send(SANDBOX_ID, "YCloud", ["+6581234567"], text)
        whole = await second.history.message(view.row.id)
        assert whole is not None
        fresh.add(reference_of(whole.options))
    await second.close()
    assert len(fresh) == 150
    assert not fresh & taken


async def _again(home: Path, message: int) -> list[MessageView]:
    history = await History.open(home / "history.sqlite3", owner=False)
    views = await history.views([message])
    await history.close()
    return views
