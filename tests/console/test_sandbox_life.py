"""Every line of YCloud's page, lived through with the sandbox over TLS."""

from __future__ import annotations

import pytest

from tests.console.peers import locked_by_another_program, until
from ycloud_console.accounts import Account
from ycloud_console.console import (
    SANDBOX_ID,
    Console,
    EmptyText,
    Event,
    InboundArrived,
    Notice,
    NoticeKind,
    ReceiptArrived,
)
from ycloud_console.history import MessageView
from ycloud_console.sandbox import SandboxOptions
from ycloud_console.smpp.model import LinkState, ProblemKind
from ycloud_console.sms.message import MessageState


@pytest.fixture
async def bound(console: Console) -> Console:
    await console.open_sandbox(SandboxOptions(receipt_delay=0.02))
    status = await console.bind_once(SANDBOX_ID)
    assert status.is_bound
    assert status.tls == "verified"
    return console


async def fate(console: Console, recipient: str, text: str = "hello") -> MessageView:
    """Send, wait until nothing more is pending, and return the message."""
    (view,) = await console.send(SANDBOX_ID, "YCloud", [recipient], text)

    async def settled() -> bool:
        (row,) = await console.history.rows([view.row.id])
        return not row.state.is_pending

    await until(settled, f"{recipient} settled")
    whole = await console.history.message(view.row.id)
    assert whole is not None
    return whole


async def test_delivered(bound: Console) -> None:
    view = await fate(bound, "+6581234567")
    assert view.row.state is MessageState.DELIVERED
    assert (view.row.status, view.row.error) == (0, "")
    assert view.row.country == "SG"


@pytest.mark.parametrize("err", ["3", "4", "10", "18", "65"])
async def test_each_error_of_a_receipt(bound: Console, err: str) -> None:
    view = await fate(bound, f"+658123{int(err):04d}")
    assert view.row.state.is_failed
    assert view.row.error == err


async def test_mainland_china_without_a_signature_is_err_18(bound: Console) -> None:
    assert (await fate(bound, "+8613800138000", "no signature")).row.error == "18"
    assert (await fate(bound, "+8613800138000", "【YCloud】hello")).row.state is MessageState.DELIVERED


async def test_an_invalid_number_is_refused_with_status_4(bound: Console) -> None:
    view = await fate(bound, "12345")
    assert view.row.state is MessageState.REJECTED
    assert view.row.status == 4
    assert view.row.recipient == "12345"


async def test_the_receipt_before_the_response_finds_its_message(bound: Console) -> None:
    view = await fate(bound, "+6581230091")
    assert view.row.state is MessageState.DELIVERED
    assert view.segments[0].receipts


async def test_a_receipt_that_comes_twice_counts_once(bound: Console) -> None:
    seen: list[Event] = []
    bound.subscribe(seen.append)
    view = await fate(bound, "+6581230092")

    async def twice() -> bool:
        return len([event for event in seen if isinstance(event, ReceiptArrived)]) == 2

    await until(twice, "both receipts")
    assert [event.duplicate for event in seen if isinstance(event, ReceiptArrived)] == [False, True]
    whole = await bound.history.message(view.row.id)
    assert whole is not None
    (receipt,) = whole.segments[0].receipts
    assert receipt.count == 2


async def test_a_malformed_receipt_is_kept_and_shown(bound: Console) -> None:
    seen: list[Event] = []
    bound.subscribe(seen.append)
    (view,) = await bound.send(SANDBOX_ID, "YCloud", ["+6581230093"], "hello")

    async def kept() -> bool:
        return any(isinstance(event, ReceiptArrived) for event in seen)

    await until(kept, "the malformed receipt")
    whole = await bound.history.message(view.row.id)
    assert whole is not None
    assert whole.segments[0].receipts[0].problems


async def test_expired(bound: Console) -> None:
    assert (await fate(bound, "+6581230094")).row.state is MessageState.EXPIRED


async def test_a_dropped_link_leaves_the_message_in_doubt_and_comes_back(console: Console) -> None:
    await console.open_sandbox(SandboxOptions(receipt_delay=0.02))
    await console.bind(SANDBOX_ID)
    view = await fate(console, "+6581230096")
    assert view.row.state is MessageState.IN_DOUBT
    again = await fate(console, "+6581234567")
    assert again.row.state is MessageState.DELIVERED
    assert console.status(SANDBOX_ID).is_bound


async def test_a_text_to_10086_comes_back(bound: Console) -> None:
    seen: list[Event] = []
    bound.subscribe(seen.append)
    await bound.send(SANDBOX_ID, "+6591234567", ["10086"], "查余额")

    async def came() -> bool:
        return any(isinstance(event, InboundArrived) for event in seen)

    await until(came, "the inbound message")
    (inbound,) = (await bound.history.inbox_page(limit=10)).rows
    assert (inbound.source, inbound.destination, inbound.text) == ("10086", "6591234567", "查余额")


async def test_a_used_up_balance_pauses_the_batch_and_each_pause_is_said(bound: Console) -> None:
    notices: list[Notice] = []
    bound.subscribe(lambda event: notices.append(event) if isinstance(event, Notice) else None)

    async def paused() -> bool:
        return bound.status(SANDBOX_ID).paused

    for _ in range(2):
        await fate(bound, "+6581230003")
        await until(paused, "paused")
        assert bound.status(SANDBOX_ID).is_bound
        bound.resume(SANDBOX_ID)
        assert not bound.status(SANDBOX_ID).paused
    assert [notice.kind for notice in notices] == [NoticeKind.BALANCE_USED_UP] * 2

    await fate(bound, "+6581230003")
    await until(paused, "paused")
    views = await bound.send(SANDBOX_ID, "YCloud", ["+6581234567"], "waits for money")
    assert bound.status(SANDBOX_ID).queued == 1
    assert views[0].row.state is MessageState.QUEUED
    bound.resume(SANDBOX_ID)

    async def delivered() -> bool:
        (row,) = await bound.history.rows([views[0].row.id])
        return row.state is MessageState.DELIVERED

    await until(delivered, "delivered after resuming")
    assert not bound.status(SANDBOX_ID).paused
    assert len(notices) == 3


async def test_receipts_that_come_together_say_a_used_up_balance_once(console: Console) -> None:
    await console.open_sandbox(SandboxOptions(receipt_delay=0.5))
    notices: list[Notice] = []
    console.subscribe(lambda event: notices.append(event) if isinstance(event, Notice) else None)
    await console.bind_once(SANDBOX_ID)
    # Once resumed, each receipt's message is looked up: was it sent before that?
    console.resume(SANDBOX_ID)
    recipients = [f"+65812{number}0003" for number in range(10, 20)]
    views = await console.send(SANDBOX_ID, "YCloud", recipients, "hello")

    async def failed() -> bool:
        rows = await console.history.rows([view.row.id for view in views])
        return all(row.state.is_failed for row in rows)

    async def kept() -> bool:
        pause = (await console.history.pauses()).get(SANDBOX_ID)
        return pause is not None and pause.resumed_at is None

    await until(failed, "all receipts")
    await until(kept, "paused")
    assert [notice.kind for notice in notices] == [NoticeKind.BALANCE_USED_UP]


async def test_a_used_up_balance_is_heeded_by_the_bind_that_stands_when_it_is_known(console: Console) -> None:
    """Its receipt came on the bind before, which ends while the receipt waits for a lock."""
    await console.open_sandbox(SandboxOptions(receipt_delay=0.3, retry_delay=0.2))
    await console.bind_once(SANDBOX_ID)
    await console.send(SANDBOX_ID, "YCloud", ["+6581230003"], "hello")
    assert console._sandbox is not None
    ledger = console._sandbox.ledger

    async def arrived() -> bool:
        return any(accepted.deliveries for accepted in ledger.submitted)

    async def paused() -> bool:
        return console.status(SANDBOX_ID).is_bound and console.status(SANDBOX_ID).paused

    with locked_by_another_program(console.history.path):
        await until(arrived, "the receipt, which waits for the lock")
        await console.unbind(SANDBOX_ID, timeout=0.5)
        status = await console.bind_once(SANDBOX_ID)
        assert status.is_bound
        assert not status.paused
    await until(paused, "the bind that stands is paused", limit=30)
    (later,) = await console.send(SANDBOX_ID, "YCloud", ["+6581234567"], "waits")
    assert (await console.history.rows([later.row.id]))[0].state is MessageState.QUEUED


async def test_a_balance_receipt_of_before_does_not_pause_again(console: Console) -> None:
    await console.open_sandbox(SandboxOptions(receipt_delay=0.5))
    await console.bind_once(SANDBOX_ID)
    first = await console.send(SANDBOX_ID, "YCloud", ["+6581230003"], "one")

    async def accepted() -> bool:
        rows = await console.history.rows([first[0].row.id, second[0].row.id])
        return all(row.state is not MessageState.QUEUED for row in rows)

    second = await console.send(SANDBOX_ID, "YCloud", ["+6581230003"], "two")
    await until(accepted, "both are out before the pause")
    console.resume(SANDBOX_ID)

    async def both_failed() -> bool:
        rows = await console.history.rows([first[0].row.id, second[0].row.id])
        return all(row.state.is_failed for row in rows)

    await until(both_failed, "both receipts")
    assert not console.status(SANDBOX_ID).paused


async def test_a_wrong_password_is_refused_with_status_3(console: Console) -> None:
    sandbox = await console.open_sandbox()
    wrong = Account(
        id="wrong",
        name="Wrong",
        host=sandbox.host,
        port=sandbox.port,
        certificate=sandbox.certificate,
        system_id=sandbox.system_id,
    )
    console.add_guest(wrong, "demo12345")
    states: list[LinkState] = []
    console.subscribe(lambda _: states.append(console.status("wrong").state))

    status = await console.bind_once("wrong")

    assert not status.is_bound
    assert status.problem is not None
    assert (status.problem.kind, status.problem.status) == (ProblemKind.BIND_REFUSED, 3)
    assert LinkState.BOUND not in states


async def test_a_third_bind_is_refused_with_status_5(console: Console) -> None:
    sandbox = await console.open_sandbox()
    for name in ("first", "second", "third"):
        account = Account(
            id=name,
            name=name,
            host=sandbox.host,
            port=sandbox.port,
            certificate=sandbox.certificate,
            system_id=sandbox.system_id,
        )
        console.add_guest(account, "demo1234")
    assert (await console.bind_once("first")).is_bound
    assert (await console.bind_once("second")).is_bound

    status = await console.bind_once("third")

    assert status.problem is not None
    assert (status.problem.kind, status.problem.status) == (ProblemKind.BIND_REFUSED, 5)
    assert not console.status("third").is_bound


async def test_bad_input_sends_nothing(bound: Console) -> None:
    for sender, recipient, text in (
        ("YCloud", "+6581234567", ""),
        ("TwelveLetter", "+6581234567", "hello"),
        ("1234567890123456", "+6581234567", "hello"),
        ("YCloud", "no number", "hello"),
    ):
        with pytest.raises(ValueError, match=r"\w+ \w+"):
            await bound.send(SANDBOX_ID, sender, [recipient], text)
    assert sum((await bound.history.counts()).values()) == 0
    with pytest.raises(EmptyText):
        await bound.send(SANDBOX_ID, "YCloud", ["+6581234567"], "")
