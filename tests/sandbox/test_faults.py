"""Each fault on request, and that a seed makes it come again."""

from __future__ import annotations

import asyncio

import pytest

from tests.sandbox.conftest import Start
from tests.sandbox.raw import client, until
from ycloud_console.sandbox import Faults
from ycloud_console.sandbox.faults import SHARES, Dice


def test_the_same_seed_decides_the_same_whatever_else_happens() -> None:
    shares = dict.fromkeys(SHARES, 0.5)

    def falls(seed: int, other: bool) -> list[bool]:
        dice = Dice(Faults(seed=seed, **shares))
        decided = []
        for _ in range(64):
            decided.append(dice.falls("reset"))
            if other:
                dice.falls("throttle")
        return decided

    assert falls(7, other=False) == falls(7, other=True)
    assert falls(7, other=False) != falls(8, other=False)


@pytest.mark.parametrize(("kind", "value"), [("reset", 1.1), ("throttle", -0.1), ("latency", -1.0)])
def test_what_is_no_share_and_no_time_is_refused(kind: str, value: float) -> None:
    with pytest.raises(ValueError, match=kind):
        Faults(**{kind: value})  # type: ignore[arg-type]  # the seed alone is an int


async def test_a_response_that_never_comes(start: Start) -> None:
    sandbox = await start(faults=Faults(lost_responses=1.0))
    async with client(sandbox) as esme:
        await esme.bind()
        await esme.send("submit_sm", {"destination_addr": "6581234567", "registered_delivery": 1})
        assert "stat:DELIVRD" in await esme.receipt()
        assert not [pdu for pdu in esme.put_aside if pdu.command == "submit_sm_resp"]
        assert not sandbox.submitted[0].answered


async def test_a_receipt_that_never_comes(start: Start) -> None:
    sandbox = await start(faults=Faults(lost_receipts=1.0))
    async with client(sandbox) as esme:
        await esme.bind()
        assert (await esme.submit("6581234567")).command_status == 0
        await until(lambda: not sandbox.submitted[0].is_pending)
        assert sandbox.submitted[0].deliveries == []


async def test_a_reset_takes_nothing(start: Start) -> None:
    sandbox = await start(faults=Faults(reset=1.0))
    async with client(sandbox) as esme:
        assert await esme.bind() == 0
        await esme.send("submit_sm", {"destination_addr": "6581234567"})
        assert await esme.ends()
    assert sandbox.submitted == []


async def test_half_open_stays_open_and_says_nothing(start: Start) -> None:
    sandbox = await start(faults=Faults(half_open=1.0))
    async with client(sandbox) as esme:
        assert await esme.bind() == 0
        await esme.send("enquire_link")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await esme.read()
    async with client(sandbox) as another:
        assert await another.bind() == 0


async def test_throttled_with_each_status_that_means_it(start: Start) -> None:
    sandbox = await start(faults=Faults(throttle=1.0))
    async with client(sandbox) as esme:
        await esme.bind()
        statuses = {(await esme.submit("6581234567")).command_status for _ in range(40)}
    assert statuses == {6, 0x14, 0x58}
    assert sandbox.submitted == []


async def test_an_overlooked_acknowledgement_brings_the_receipt_again(start: Start) -> None:
    sandbox = await start(faults=Faults(lost_acks=0.5, seed=1))
    async with client(sandbox) as esme:
        await esme.bind()
        for _ in range(8):
            await esme.submit("6581234567")
        seen: set[str] = set()
        while (text := await esme.receipt()) not in seen:
            seen.add(text)


async def test_latency_slow_reading_and_bursts_lose_nothing(start: Start) -> None:
    sandbox = await start(faults=Faults(latency=0.02, slow_read=0.02, burst=0.2))
    async with client(sandbox) as esme:
        assert await esme.bind() == 0
        answers = [await esme.submit("6581234567") for _ in range(5)]
        texts = [await esme.receipt() for _ in answers]
        assert sorted(text[3:23] for text in texts) == [answer.text("message_id") for answer in answers]
        finals = [each.final_at for each in sandbox.submitted]
        assert all(final is not None for final in finals)


async def test_a_restart_keeps_what_was_accepted_and_the_ports(start: Start) -> None:
    sandbox = await start(receipt_delay=0.3, downtime=0.05)
    ports = sandbox.port, sandbox.tls_port
    async with client(sandbox) as esme:
        await esme.bind()
        answer = await esme.submit("6581234567")
        await sandbox.restart()
        assert await esme.ends()
    assert (sandbox.port, sandbox.tls_port) == ports
    async with client(sandbox) as again:
        assert await again.bind() == 0
        assert answer.text("message_id") in await again.receipt()


async def test_it_restarts_by_itself_until_it_is_calm(start: Start) -> None:
    sandbox = await start(downtime=0.01, faults=Faults(restart=0.1))
    async with client(sandbox) as esme:
        assert await esme.bind() == 0
        assert await esme.ends()
    sandbox.calm()
    assert sandbox._restarting is not None
    await asyncio.wait_for(sandbox._restarting, 20)
    async with client(sandbox) as again:
        assert await again.bind() == 0
        assert (await again.submit("6581234567")).command_status == 0
