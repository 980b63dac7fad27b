"""Options that are changed while the practice SMSC runs."""

from __future__ import annotations

from dataclasses import replace

from tests.sandbox.conftest import Start
from tests.sandbox.raw import client, until
from ycloud_console.sandbox import Faults, Sandbox
from ycloud_console.sandbox.statuses import Status


async def test_faults_hold_for_those_who_are_bound_already(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        assert (await esme.submit("6581234567")).command_status == 0
        sandbox.set_options(replace(sandbox.options, faults=Faults(throttle=1.0)))
        assert (await esme.submit("6581234567")).command_status in (0x58, 0x14, Status.OVER_RATE)
        sandbox.set_options(replace(sandbox.options, faults=Faults()))
        assert (await esme.submit("6581234567")).command_status == 0


async def test_a_lower_rate_holds_at_once(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        sandbox.set_options(replace(sandbox.options, rate=0.001, burst=1))
        assert (await esme.submit("6581234567")).command_status == 0
        assert (await esme.submit("6581234567")).command_status == Status.OVER_RATE


async def test_who_was_silenced_is_cut_when_that_ends(start: Start) -> None:
    sandbox = await start(faults=Faults(half_open=1.0))
    async with client(sandbox) as esme:
        await esme.bind()
        await esme.send("submit_sm", {"destination_addr": "6581234567"})
        await until(lambda: any(session.is_silent for session in sandbox._sessions))
        sandbox.set_options(replace(sandbox.options, faults=Faults()))
        assert await esme.ends()


async def test_restarts_begin_and_end_on_request(start: Start) -> None:
    sandbox = await start(downtime=0.01)
    async with client(sandbox) as esme:
        await esme.bind()
        sandbox.set_options(replace(sandbox.options, faults=Faults(restart=0.05)))
        assert await esme.ends()
    sandbox.set_options(replace(sandbox.options, faults=Faults()))
    await until(lambda: sandbox._restarting is not None and sandbox._restarting.done())
    async with client(sandbox) as esme:
        assert await esme.bind() == 0
