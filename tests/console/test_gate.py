"""The gate before the history: shut while another takes its place."""

from __future__ import annotations

import asyncio

import pytest

from ycloud_console.console.gate import Gate


class Passing:
    """Somebody who goes through *gate*, and stays inside until told to leave."""

    def __init__(self, gate: Gate, log: list[str] | None = None) -> None:
        self.is_inside = False
        self.leave = asyncio.Event()
        self._log = log
        self.task = asyncio.create_task(self._pass(gate))

    async def _pass(self, gate: Gate) -> None:
        async with gate.passed():
            self.is_inside = True
            if self._log is not None:
                self._log.append("passed")
            await self.leave.wait()


async def turns() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture
def gate() -> Gate:
    return Gate(lambda: False)


async def test_who_comes_while_it_is_shut_waits(gate: Gate) -> None:
    with gate.shut():
        one = Passing(gate)
        await turns()
        assert (one.is_inside, gate.is_in_use) == (False, False)
    await turns()
    assert (one.is_inside, gate.is_in_use) == (True, True)
    one.leave.set()
    await one.task
    assert not gate.is_in_use


async def test_it_is_in_use_as_long_as_what_was_begun_goes_on() -> None:
    busy = [True]
    gate = Gate(lambda: busy[0])
    assert gate.is_in_use
    busy[0] = False
    assert not gate.is_in_use


async def test_who_is_cancelled_is_not_inside(gate: Gate) -> None:
    inside = Passing(gate)
    await turns()
    inside.task.cancel()
    await asyncio.wait([inside.task])
    assert not gate.is_in_use
    with gate.shut():
        waiting = Passing(gate)
        await turns()
        waiting.task.cancel()
        await asyncio.wait([waiting.task])
    await turns()
    assert (waiting.is_inside, gate.is_in_use) == (False, False)


async def test_shut_again_at_once_it_lets_nobody_through(gate: Gate) -> None:
    with gate.shut():
        one = Passing(gate)
        await turns()
    inside = [one.is_inside]
    with gate.shut():
        await turns()
        inside.append(one.is_inside)
    await turns()
    assert [*inside, one.is_inside] == [False, False, True]
    one.leave.set()
    await one.task


async def test_it_opens_whatever_happens(gate: Gate) -> None:
    with pytest.raises(RuntimeError), gate.shut():
        raise RuntimeError
    one = Passing(gate)
    one.leave.set()
    await one.task


async def test_what_is_to_be_done_when_it_is_open_is_done_before_who_waits_passes(gate: Gate) -> None:
    log: list[str] = []
    gate.when_open(lambda: log.append("at once"))
    assert log == ["at once"]
    with gate.shut():
        one = Passing(gate, log)
        one.leave.set()
        gate.when_open(lambda: log.append("later"))
        await turns()
        assert log == ["at once"]
    await one.task
    assert log == ["at once", "later", "passed"]
    with gate.shut():
        await turns()
    await turns()
    assert log == ["at once", "later", "passed"]
