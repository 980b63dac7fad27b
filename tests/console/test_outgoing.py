"""What waits to be sent: taken back, counted, written in slices."""

from __future__ import annotations

import asyncio
import gc

import pytest

from tests.console.peers import free_port, until
from tests.smpp.peers import Session, serving
from ycloud_console.accounts import Account
from ycloud_console.console import SANDBOX_ID, Console, Event, Notice, Outstanding
from ycloud_console.history import History, MessageView
from ycloud_console.sandbox import SandboxOptions
from ycloud_console.sms.message import MessageState

S = MessageState
LONG = "a" * 400
"""Three segments."""


def numbers(count: int) -> list[str]:
    return [f"+6581{5000 + number:06}" for number in range(count)]


@pytest.fixture
def away(console: Console) -> str:
    """An account whose server is not there."""
    account = Account(id="away", name="Away", host="127.0.0.1", port=free_port(), tls=False, system_id="esme")
    console.add_guest(account, "secret")
    return account.id


async def states(console: Console, views: list[MessageView]) -> list[MessageState]:
    return [row.state for row in await console.history.rows([view.row.id for view in views])]


async def test_queued_messages_are_cancelled_before_and_after_the_link_has_them(
    console: Console, away: str
) -> None:
    before = await console.send(away, "YCloud", numbers(2), "hello")
    await console.bind(away)
    after = await console.send(away, "YCloud", numbers(3), LONG)

    async def handed_over() -> bool:
        return console.outstanding() == Outstanding(queued=11, on_the_wire=0)

    await until(handed_over, "the link has all segments")
    assert await console.waiting(away) == 5

    done = await console.cancel_queued([before[0].row.id, after[0].row.id, after[1].row.id])
    assert done.cancelled == {before[0].row.id, after[0].row.id, after[1].row.id}
    assert console.outstanding().queued == 4
    assert await console.waiting(away) == 2
    assert await states(console, [*before, *after]) == [S.DELETED, S.QUEUED, S.DELETED, S.DELETED, S.QUEUED]

    done = await console.cancel_waiting(away)
    assert done.cancelled == {before[1].row.id, after[2].row.id}
    assert console.outstanding() == Outstanding(queued=0, on_the_wire=0)
    assert await console.waiting(away) == 0


async def test_open_messages_are_nothing_for_the_garbage_collector(console: Console, away: str) -> None:
    # It stops the window while it looks through all that it knows of: 0.8 s for 120,000 open messages.
    def known() -> int:
        gc.collect()
        # A text: there are types that say it with a descriptor.
        return sum(str(type(each).__module__).startswith("ycloud_console") for each in gc.get_objects())

    await console.bind(away)
    await console.send(away, "YCloud", numbers(1), LONG)  # what is imported for the first one stays
    before = known()
    sent = await console.send(away, "YCloud", numbers(1000), LONG)
    assert console.outstanding().queued == 3 * len(sent) + 3
    assert known() - before < 100


async def test_a_row_is_handed_over_once_however_often_it_is_found(console: Console, away: str) -> None:
    await console.bind(away)
    await console.send(away, "YCloud", numbers(3), "hello")
    for _ in range(2):
        await console.send_leftovers(away)
        assert console.status(away).queued == 3


async def test_cancelled_messages_never_reach_the_smsc(console: Console) -> None:
    await console.open_sandbox(SandboxOptions(receipt_delay=0.02))
    views = await console.send(SANDBOX_ID, "YCloud", numbers(40), "hello")
    kept, cancelled = views[::2], views[1::2]
    await console.bind(SANDBOX_ID)
    # Just while they go out: each is either taken back or sent, and the history knows which.
    done = await console.cancel_queued([view.row.id for view in cancelled])

    async def settled() -> bool:
        return not any(state.is_pending for state in await states(console, views))

    await until(settled, "all settled")
    assert console._sandbox is not None
    sent = {f"+{accepted.destination_addr}" for accepted in console._sandbox.ledger.submitted}
    assert sent == {view.row.recipient for view in views if view.row.id not in done.cancelled}
    assert await states(console, kept) == [S.DELIVERED] * len(kept)
    assert console._links[SANDBOX_ID]._handed_over == set()
    for view in await console.history.views(done.cancelled):
        assert (view.row.state, view.segments[0].doubt) == (S.DELETED, "cancelled")


async def test_what_another_program_cancels_does_not_go_out_here(console: Console) -> None:
    await console.open_sandbox(SandboxOptions(receipt_delay=0.02))
    console._balance(SANDBOX_ID).paused = True
    await console.bind_once(SANDBOX_ID)
    views = await console.send(SANDBOX_ID, "YCloud", numbers(3), "hello")
    assert console.outstanding().queued == 3
    command = await History.open(console.history.path)
    await command.withdraw([view.row.id for view in views[:2]], "cancelled")
    await command.close()
    console.resume(SANDBOX_ID)

    async def delivered() -> bool:
        return await states(console, views) == [S.DELETED, S.DELETED, S.DELIVERED]

    await until(delivered, "the third is delivered")
    assert console._sandbox is not None
    assert len(console._sandbox.ledger.submitted) == 1
    assert console._links[SANDBOX_ID]._handed_over == set()
    assert console.outstanding().queued == 0


async def test_a_long_message_that_has_begun_is_finished(console: Console) -> None:
    """A window of one, and an SMSC that keeps its answer back until it is told."""
    answer = asyncio.Event()
    parts: list[bytes] = []

    async def script(session: Session) -> None:
        await session.take_bind()
        while True:
            pdu = await session.pdu()
            if pdu.command == "submit_sm":
                parts.append(bytes(pdu.fields["short_message"]))  # type: ignore[arg-type]
                await answer.wait()
                fields: dict[str, int | str | bytes] = {"message_id": f"{len(parts)}"}
                await session.say("submit_sm_resp", sequence=pdu.sequence_number, fields=fields)
            elif not pdu.is_response:
                await session.say(f"{pdu.command}_resp", sequence=pdu.sequence_number)
                if pdu.command == "unbind":
                    return

    async with serving(script) as server:
        account = Account(
            id="one", name="One", host="127.0.0.1", port=server.port, tls=False, system_id="esme", window=1
        )
        console.add_guest(account, "secret")
        await console.bind("one")
        (begun,) = await console.send("one", "YCloud", ["+6581234567"], LONG)
        (whole,) = await console.send("one", "YCloud", ["+6581234568"], LONG)

        async def on_the_wire() -> bool:
            return len(parts) == 1

        await until(on_the_wire, "the first segment is on the wire")
        assert console.outstanding().on_the_wire == 1
        done = await console.cancel_queued([begun.row.id, whole.row.id])
        assert done.cancelled == {whole.row.id}
        assert done.begun == {begun.row.id}
        answer.set()

        async def accepted() -> bool:
            return await states(console, [begun]) == [S.ACCEPTED]

        await until(accepted, "the message that had begun is accepted whole")
        assert len(parts) == 3
        await console.unbind("one", timeout=0.5)


async def test_an_account_that_is_removed_leaves_nothing_waiting(console: Console, away: str) -> None:
    views = await console.send(away, "YCloud", numbers(2), LONG)
    await console.bind(away)
    assert await console.waiting(away) == 2
    assert await console.remove_account(away) == 2
    assert await console.waiting(away) == 0
    whole = await console.history.message(views[0].row.id)
    assert whole is not None
    assert {(part.state, part.doubt) for part in whole.segments} == {(S.DELETED, "account_removed")}
    assert away not in [account.id for account in console.accounts]


async def test_progress_is_told_slice_by_slice(console: Console, away: str) -> None:
    seen: list[tuple[int, int]] = []
    await console.bind(away)
    views = await console.send(
        away, "YCloud", numbers(1100), "hello", progress=lambda *both: seen.append(both)
    )
    assert seen == [(0, 1100), (500, 1100), (1000, 1100), (1100, 1100)]
    assert [view.row.recipient for view in views] == numbers(1100)
    assert console.status(away).queued == 1100


async def test_a_send_that_is_cancelled_keeps_what_is_written(console: Console, away: str) -> None:
    """Nothing is lost, and nothing is half written: it waits with the link, and can be taken back."""
    await console.bind(away)
    half_way = asyncio.Event()
    sending = asyncio.create_task(
        console.send(
            away, "YCloud", numbers(5000), "hello", progress=lambda done, _: half_way.set() if done else None
        )
    )
    await half_way.wait()
    for _ in range(3):
        # The next slice is on its way to the writer.
        await asyncio.sleep(0)
    sending.cancel()
    await asyncio.wait([sending])
    assert sending.cancelled()
    await console._outgoing.finish()

    # Asked of the writer, so after all that was asked before.
    written = len(await console.history.queued(away))
    assert 1000 <= written < 5000
    assert written % 500 == 0
    assert console.status(away).queued == written
    assert await console.waiting(away) == written
    done = await console.cancel_waiting(away)
    assert len(done.cancelled) == written
    assert console.status(away).queued == 0


async def test_a_listener_that_fails_does_not_stop_the_others(console: Console, away: str) -> None:
    said: list[str] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: said.append(str(context["exception"])))
    heard: list[Event] = []

    def fails(event: Event) -> None:
        raise RuntimeError("a fault of the window")

    console.subscribe(fails)
    console.subscribe(heard.append)
    await console.bind(away)
    (view,) = await console.send(away, "YCloud", ["+6581234567"], "hello")
    assert heard
    assert set(said) == {"a fault of the window"}
    assert await states(console, [view]) == [S.QUEUED]
    assert not any(isinstance(event, Notice) for event in heard)
