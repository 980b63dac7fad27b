"""An account that is bound, or sends, while another history takes the place of the present one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import smpp34

from tests.console.peers import ForeignSmsc, free_port, until
from tests.history.conftest import new_message
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.console.tracing import belongings
from ycloud_console.console.upkeep import InUse
from ycloud_console.history import History, HistoryUnavailable, backup
from ycloud_console.history.progress import Stage, Step
from ycloud_console.sms.message import MessageState

OLD, NEW = "+8613800000001", "+8613800000002"


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is beyond the limits is counted as long as for some hundred thousand messages."""
    real = backup.beyond

    def beyond(*args: Any) -> Any:
        time.sleep(0.3)
        return real(*args)

    monkeypatch.setattr(backup, "beyond", beyond)


async def restored_while(
    console: Console, source: Path, work: Callable[[], Coroutine[Any, Any, Any]]
) -> asyncio.Task[Any]:
    """Restore *source*, or be refused; *work* begins just when the history is to be replaced."""
    begun: list[asyncio.Task[Any]] = []

    def told(step: Step) -> None:
        if step.stage is Stage.REPLACING:
            begun.append(asyncio.create_task(work()))

    with suppress(InUse):
        await console.upkeep.restore(source, told)
    return begun[0]


@asynccontextmanager
async def smsc_on(port: int) -> AsyncIterator[ForeignSmsc]:
    smsc = ForeignSmsc(port)
    server = smpp34.Server("127.0.0.1", port)
    await server.start()
    serving = asyncio.create_task(smsc.serve(server))
    try:
        yield smsc
    finally:
        serving.cancel()
        await server.stop()


@pytest.mark.usefixtures("slowly")
async def test_what_was_set_aside_does_not_go_out_under_a_number_of_the_new_one(
    console: Console, tmp_path: Path
) -> None:
    port = free_port()
    far = Account(
        name="far", id="far", host="127.0.0.1", port=port, system_id="me", tls=False, backoff_min=0.5
    )
    console.add_guest(far, "secret")
    await console.upkeep.back_up(tmp_path / "empty.sqlite3")
    await console.send("far", "YCloud", [OLD], "of the history that was there")
    # Nobody listens there yet: what the link takes from the history waits in it.
    binding = await restored_while(console, tmp_path / "empty.sqlite3", lambda: console.bind("far"))
    await asyncio.gather(binding, return_exceptions=True)
    (view,) = await console.send("far", "YCloud", [NEW], "of the new one")
    await console.unbind("far") if binding.exception() else None
    async with smsc_on(port) as smsc:
        if console.status("far").state.value == "closed":
            await console.bind("far")

        async def is_answered() -> bool:
            (row,) = await console.history.rows([view.row.id])
            return row.answered_at is not None

        await until(is_answered, "the new message is answered")
        await console.unbind("far")
        assert [each.destination_addr for each in smsc.submitted] == [NEW.removeprefix("+")]


@pytest.mark.usefixtures("slowly")
async def test_what_is_said_not_to_be_sent_is_not_sent(console: Console, tmp_path: Path) -> None:
    practice = await console.open_sandbox()
    await console.upkeep.back_up(tmp_path / "empty.sqlite3")
    await console.send(practice.id, "YCloud", [OLD], "of the history that was there")
    await restored_while(console, tmp_path / "empty.sqlite3", lambda: console.bind(practice.id))
    submits = [each for each in console.trace.since(0) if each.octets[4:8] == b"\0\0\0\4"]
    assert submits == []


async def test_whoever_sends_meanwhile_is_told_what_became_of_it(console: Console, tmp_path: Path) -> None:
    practice = await console.open_sandbox()
    await console.upkeep.back_up(tmp_path / "empty.sqlite3")

    async def send(number: int) -> bool:
        await asyncio.sleep(number / 2000)
        try:
            await console.send(practice.id, "YCloud", [NEW], f"message {number}")
        except HistoryUnavailable:
            return False
        return True

    async def send_many() -> int:
        return sum(await asyncio.gather(*(send(number) for number in range(200))))

    sending = await restored_while(console, tmp_path / "empty.sqlite3", send_many)
    async with asyncio.timeout(10):
        taken = await sending
    assert len(await console.history.messages(limit=1000)) == taken


async def test_pdus_of_the_history_that_was_there_belong_to_no_message_of_the_new_one(
    console: Console, tmp_path: Path
) -> None:
    practice = await console.open_sandbox()
    await console.upkeep.back_up(tmp_path / "empty.sqlite3")
    await console.bind(practice.id)
    (view,) = await console.send(practice.id, "YCloud", [OLD], "of the history that was there")

    async def is_answered() -> bool:
        (row,) = await console.history.rows([view.row.id])
        return row.answered_at is not None

    await until(is_answered, "the message is answered")
    await console.unbind(practice.id)
    await console.upkeep.restore(tmp_path / "empty.sqlite3")
    await console.history.add([new_message(NEW)])
    assert await belongings(console.history, console.accounts, console.trace.since(0)) == {}


@pytest.mark.usefixtures("slowly")
async def test_who_binds_and_sends_meanwhile_does_so_in_the_new_history(
    console: Console, tmp_path: Path
) -> None:
    practice = await console.open_sandbox()
    await console.upkeep.back_up(tmp_path / "empty.sqlite3")

    async def bind_and_send() -> None:
        await console.bind(practice.id)
        await console.send(practice.id, "YCloud", [NEW], "of the new one")

    await (await restored_while(console, tmp_path / "empty.sqlite3", bind_and_send))

    async def is_answered() -> bool:
        rows = await console.history.messages()
        return [row.answered_at is not None for row in rows] == [True]

    await until(is_answered, "the new message is answered")


@pytest.mark.usefixtures("slowly")
async def test_what_is_taken_back_meanwhile_was_not_sent(console: Console, tmp_path: Path) -> None:
    practice = await console.open_sandbox()
    await console.upkeep.back_up(tmp_path / "empty.sqlite3")
    await console.send(practice.id, "YCloud", [OLD], "of the history that was there")
    left: list[asyncio.Task[Any]] = []

    def told(step: Step) -> None:
        if step.stage is Stage.REPLACING:
            left.append(asyncio.create_task(console.cancel_waiting(practice.id)))
            left.append(asyncio.create_task(console.send_leftovers(practice.id)))
            left.append(asyncio.create_task(console.cancel_leftovers(practice.id)))

    done = await console.upkeep.restore(tmp_path / "empty.sqlite3", told)
    cancelled, sent, taken_back = await asyncio.gather(*left)
    assert (len(cancelled.cancelled), sent, taken_back, done.not_sent) == (0, 0, 0, 1)
    assert done.aside is not None
    aside = await History.open(done.aside, owner=False)
    assert [row.state for row in await aside.messages()] == [MessageState.QUEUED]
    await aside.close()


@pytest.mark.usefixtures("slowly")
async def test_who_resumes_meanwhile_is_heeded(console: Console, tmp_path: Path) -> None:
    await console.upkeep.back_up(tmp_path / "empty.sqlite3")
    await console.history.pause("main", 1)
    await console.upkeep.restore(tmp_path / "empty.sqlite3")  # so that it is known to be paused
    assert console.status("main").paused

    async def resume() -> None:
        console.resume("main")

    await (await restored_while(console, tmp_path / "empty.sqlite3", resume))

    async def is_written() -> bool:
        return (await console.history.pauses())["main"].resumed_at is not None

    await until(is_written, "the history knows")
    assert not console.status("main").paused


async def test_nothing_is_replaced_while_somebody_is_about_to_bind(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = await console.open_sandbox()
    await console.upkeep.back_up(tmp_path / "empty.sqlite3")
    asked, answer = asyncio.Event(), asyncio.Event()
    real = console.password

    async def password(account: Account) -> str:
        asked.set()
        await answer.wait()
        return await real(account)

    monkeypatch.setattr(console, "password", password)
    binding = asyncio.create_task(console.bind(practice.id))
    await asked.wait()
    with pytest.raises(InUse):
        await console.upkeep.restore(tmp_path / "empty.sqlite3")
    answer.set()
    await binding

    async def is_bound() -> bool:
        return console.status(practice.id).is_bound

    await until(is_bound, "it is bound")
