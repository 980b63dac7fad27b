"""The history cannot be written: the SMSC is to send again, the operator is told why, nothing is lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.console.peers import locked_by_another_program, until
from ycloud_console.accounts import Account
from ycloud_console.console import (
    SANDBOX_ID,
    Console,
    Event,
    Notice,
    NoticeKind,
    PartlySent,
    ReceiptArrived,
    outgoing,
)
from ycloud_console.history import HistoryUnavailable
from ycloud_console.history.model import ReceiptOutcome
from ycloud_console.history.operations import TakeReceipt
from ycloud_console.history.sqlite import dialect
from ycloud_console.history.work import Work
from ycloud_console.sandbox import SandboxOptions
from ycloud_console.sms.message import MessageState

_RX_T_APPN = 0x64


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait ten seconds for a lock."""
    monkeypatch.setattr(dialect, "_BUSY", 0.1)


@contextmanager
def full_disk(history: Path) -> Iterator[None]:
    """No file of this process may grow beyond what the history's log has now."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = history.with_name(history.name + "-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def damaged(history: Path) -> Iterator[None]:
    """The pages of the file are overwritten, and put back later."""
    whole = history.read_bytes()
    history.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    try:
        yield
    finally:
        history.write_bytes(whole)


FAILURES = {"locked": locked_by_another_program, "full": full_disk, "damaged": damaged}


@pytest.mark.parametrize("what", FAILURES)
async def test_refused_until_it_can_be_stored(console: Console, what: str) -> None:
    if what == "full" and sys.platform == "win32":
        pytest.skip("uses the file-size limit of a process")
    await console.open_sandbox(SandboxOptions(receipt_delay=0.5, retry_delay=0.2))
    notices: list[Notice] = []
    console.subscribe(lambda event: notices.append(event) if isinstance(event, Notice) else None)
    await console.bind_once(SANDBOX_ID)
    assert console._sandbox is not None
    ledger = console._sandbox.ledger
    views = await console.send(SANDBOX_ID, "YCloud", ["+6581234567", "+6581234568"], "hello")
    ids = [view.row.id for view in views]

    async def accepted() -> bool:
        return all(row.state is MessageState.ACCEPTED for row in await console.history.rows(ids))

    async def refused() -> bool:
        deliveries = [each for accepted in ledger.submitted for each in accepted.deliveries]
        return len(deliveries) == 2 and all(_RX_T_APPN in each.answers for each in deliveries)

    async def delivered() -> bool:
        return all(row.state is MessageState.DELIVERED for row in await console.history.rows(ids))

    async def said() -> bool:
        return [notice.kind for notice in notices][-1:] == [NoticeKind.HISTORY_AGAIN]

    await until(accepted, "both accepted")
    with FAILURES[what](console.history.path):
        await until(refused, "both receipts refused with ESME_RX_T_APPN", limit=60)
        assert notices[0].kind is NoticeKind.HISTORY_UNAVAILABLE
        assert notices[0].detail
        assert console.status(SANDBOX_ID).is_bound
        assert not any(each.acknowledged_at for one in ledger.submitted for each in one.deliveries)
    await until(delivered, "both delivered once it can be written again", limit=60)
    await until(said, "told that it works again")
    for view in await console.history.views(ids):
        assert [receipt.count for receipt in view.segments[0].receipts] == [1]


async def test_a_receipt_that_alone_cannot_be_stored_is_sent_again(
    console: Console, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is wrong with it: neither the link ends, nor is it acknowledged and lost."""
    tried = 0
    apply = TakeReceipt.apply

    def fails_once(self: TakeReceipt, work: Work) -> ReceiptOutcome:
        nonlocal tried
        tried += 1
        if tried <= 2:  # in its transaction, and alone
            raise ArithmeticError("a fault of ours")
        return apply(self, work)

    monkeypatch.setattr(TakeReceipt, "apply", fails_once)
    await console.open_sandbox(SandboxOptions(receipt_delay=0, retry_delay=0.1))
    await console.bind_once(SANDBOX_ID)
    (view,) = await console.send(SANDBOX_ID, "YCloud", ["+6581234567"], "hello")

    async def delivered() -> bool:
        return (await console.history.rows([view.row.id]))[0].state is MessageState.DELIVERED

    await until(delivered, "delivered after all")
    assert console.status(SANDBOX_ID).is_bound
    assert console._sandbox is not None
    (accepted,) = console._sandbox.ledger.submitted
    assert accepted.deliveries[0].answers == [_RX_T_APPN, 0]
    assert "a fault of ours" in caplog.text


async def test_a_receipt_that_cannot_be_told_of_is_acknowledged_once_it_is_stored(
    console: Console, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(self: Console, event: Event) -> None:
        if isinstance(event, ReceiptArrived):
            raise ArithmeticError("a fault of a listener's")

    monkeypatch.setattr(Console, "_tell", fails)
    await console.open_sandbox(SandboxOptions(receipt_delay=0, retry_delay=0.1))
    await console.bind_once(SANDBOX_ID)
    await console.send(SANDBOX_ID, "YCloud", ["+6581234567"], "hello")
    assert console._sandbox is not None
    ledger = console._sandbox.ledger

    async def acknowledged() -> bool:
        return any(each.acknowledged_at for one in ledger.submitted for each in one.deliveries)

    await until(acknowledged, "the receipt acknowledged")
    assert ledger.submitted[0].deliveries[0].answers == [0]
    assert "a fault of a listener's" in caplog.text


async def test_a_history_that_fails_half_way_through_a_send_says_how_far_it_came(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "_SLICE", 10)
    console.add_guest(Account(id="away", name="Away", system_id="esme"), "secret")
    recipients = [f"+6581{number:06}" for number in range(30)]
    with ExitStack() as later:

        def progress(written: int, total: int) -> None:
            if written == 20:
                later.enter_context(locked_by_another_program(console.history.path))

        with pytest.raises(PartlySent, match="20 of 30 messages were written") as caught:
            await console.send("away", "YCloud", recipients, "hello", progress=progress)
        assert [view.row.recipient for view in caught.value.views] == recipients[:20]
        with pytest.raises(HistoryUnavailable, match="locked") as nothing:
            await console.send("away", "YCloud", recipients, "hello")
        assert not isinstance(nothing.value, PartlySent)
    assert await console.waiting("away") == 20
