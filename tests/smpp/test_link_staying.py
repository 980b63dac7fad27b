"""Staying bound: losses, half-open links, goodbyes, and a computer that slept."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from typing import Any

import pytest

from tests.smpp.peers import ENDED, PATIENCE, Session, linked, message, polite, serving, silent
from ycloud_console.smpp import wake
from ycloud_console.smpp.model import LinkState, ProblemKind


async def test_bound_again_after_a_loss_and_only_one_socket_at_a_time() -> None:
    async def drops(session: Session) -> None:
        await session.take_bind()

    async with serving(drops, drops, drops, polite) as server, linked(server.port) as (link, listener):
        link.start()
        await listener.until(lambda: server.sessions == 4 and link.status.is_bound)
        assert server.most_open == 1
        states = [each.state for each in listener.statuses]
        assert states.count(LinkState.BOUND) == 4
        assert states.count(LinkState.WAITING) == 3
        waiting = [each for each in listener.statuses if each.state is LinkState.WAITING]
        assert all(each.problem is not None and each.retry_at is not None for each in waiting)
        assert listener.statuses[-1].problem is None


async def test_unbind_from_the_server_is_answered() -> None:
    done = asyncio.Event()

    async def unbinds(session: Session) -> None:
        await session.take_bind()
        await session.say("unbind", sequence=7)
        assert (await session.expect("unbind_resp")).sequence_number == 7
        assert await session.at_end()
        done.set()

    async with serving(unbinds, polite) as server, linked(server.port) as (link, listener):
        link.start()
        await listener.until(lambda: server.sessions == 2 and link.status.is_bound)
        assert done.is_set()
        lost = next(each for each in listener.statuses if each.state is LinkState.WAITING)
        assert lost.problem is not None
        assert lost.problem.kind is ProblemKind.CONNECTION_CLOSED


async def test_a_half_open_link_is_noticed_and_what_is_out_is_in_doubt() -> None:
    async def deaf(session: Session) -> None:
        await session.take_bind()
        await session.expect("submit_sm")
        await silent(session)

    async with (
        serving(deaf, polite) as server,
        linked(server.port, enquire_link_interval=0.05, response_timeout=0.3) as (link, listener),
    ):
        link.start()
        link.submit([message(5)])
        await listener.until(lambda: server.sessions == 2 and link.status.is_bound)
        assert listener.doubts[5].kind is ProblemKind.NO_ANSWER
        problems = {each.problem.kind for each in listener.statuses if each.problem}
        assert problems == {ProblemKind.NO_ANSWER}
        assert listener.answers == []


async def test_enquire_link_both_ways() -> None:
    async def script(session: Session) -> None:
        await session.take_bind()
        await session.say("enquire_link", sequence=99)
        answered = asked = False
        while not (answered and asked):
            pdu = await session.pdu()
            answered |= pdu.command == "enquire_link_resp" and pdu.sequence_number == 99
            if pdu.command == "enquire_link":
                asked = True
                await session.say("enquire_link_resp", sequence=pdu.sequence_number)
        await session.say("deliver_sm", sequence=100, fields={"short_message": b"done"})
        await session.take_unbind()

    async with (
        serving(script) as server,
        linked(server.port, enquire_link_interval=0.05) as (link, listener),
    ):
        link.start()
        await listener.until(lambda: listener.deliveries)
        assert link.status.round_trip is not None
        assert link.status.is_bound


@pytest.mark.parametrize("length", [0, 15, 0x00200000, 0xFFFFFFFF])
async def test_an_impossible_length_closes_and_binds_again(length: int) -> None:
    async def script(session: Session) -> None:
        await session.take_bind()
        await session.write(struct.pack(">IIII", length, 5, 0, 1) + b"x" * 100)
        assert await session.at_end()

    async with serving(script, polite) as server, linked(server.port) as (link, listener):
        link.start()
        await listener.until(lambda: server.sessions == 2 and link.status.is_bound)
        lost = next(each for each in listener.statuses if each.state is LinkState.WAITING)
        assert lost.problem is not None
        assert lost.problem.kind is ProblemKind.PROTOCOL_ERROR


async def test_stop_closes_whatever_the_server_does() -> None:
    async def stubborn(session: Session) -> None:
        await session.take_bind()
        await silent(session)

    async with serving(stubborn) as server, linked(server.port) as (link, listener):
        link.start()
        link.submit([message(1)])
        await listener.until(lambda: listener.sent)
        await link.stop(0.3)
        assert link.status.state is LinkState.CLOSED
        assert listener.doubts[1].kind is ProblemKind.UNBOUND
        async with asyncio.timeout(PATIENCE):
            await link.stop()


async def test_stop_while_connecting_and_start_again() -> None:
    async with serving(silent, polite) as server, linked(server.port) as (link, listener):
        link.start()
        await listener.until(lambda: link.status.state is LinkState.BINDING)
        await link.stop(0.2)
        assert link.status.state is LinkState.CLOSED
        link.submit([message(1)])
        link.start()
        await listener.until(lambda: listener.answers)


async def test_after_a_sleep_nothing_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clocks are turned, since a computer cannot be put to sleep by a test."""
    asked = asyncio.Event()

    async def script(session: Session) -> None:
        await session.take_bind()
        await session.expect("enquire_link")
        asked.set()

    monkeypatch.setattr(wake, "_EVERY", 0.05)
    async with (
        serving(script, polite) as server,
        linked(server.port, backoff_min=3000.0, backoff_max=3000.0, enquire_link_interval=3000.0) as (
            link,
            listener,
        ),
    ):
        await link.bind_once()
        turned = 0

        def jumping() -> int:
            nonlocal turned
            turned += 60_000_000
            return turned

        monkeypatch.setattr(wake, "now_us", jumping)
        await asyncio.wait_for(asked.wait(), PATIENCE)
        await listener.until(lambda: server.sessions == 2 and link.status.is_bound)


# The network: names that cannot be looked up, and a server that is elsewhere after a loss.


async def test_a_name_that_cannot_be_looked_up_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look-up is replaced, since a test cannot switch off the machine's DNS."""
    loop = asyncio.get_running_loop()
    answer = loop.getaddrinfo
    asked: list[str] = []

    async def failing_at_first(host: str, port: int, **options: Any) -> Any:
        asked.append(host)
        if len(asked) == 1:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if len(asked) == 2:
            await asyncio.sleep(3600)
        return await answer("127.0.0.1", port, **options)

    monkeypatch.setattr(loop, "getaddrinfo", failing_at_first)
    async with (
        serving(polite) as server,
        linked(server.port, host="smpp.example", connect_timeout=0.3) as (link, listener),
    ):
        link.start()
        await listener.until(lambda: link.status.is_bound)
        waits = [each.problem for each in listener.statuses if each.state is LinkState.WAITING]
        assert [each.kind for each in waits if each] == [
            ProblemKind.NAME_NOT_FOUND,
            ProblemKind.CONNECT_TIMEOUT,
        ]
        assert asked == ["smpp.example"] * 3


async def test_after_a_loss_the_name_is_looked_up_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another network may lead elsewhere under the same name."""

    async def drops(session: Session) -> None:
        await session.take_bind()

    loop = asyncio.get_running_loop()
    answer = loop.getaddrinfo
    async with serving(drops) as here, serving(polite) as there:
        ports = [here.port, there.port]

        async def moved(host: str, port: int, **options: Any) -> Any:
            return await answer("127.0.0.1", ports.pop(0) if len(ports) > 1 else ports[0], **options)

        monkeypatch.setattr(loop, "getaddrinfo", moved)
        async with linked(1, host="smpp.example") as (link, listener):
            link.start()
            await listener.until(lambda: there.sessions == 1 and link.status.is_bound)
            assert here.sessions == 1


async def test_a_line_that_carries_nothing_any_more_is_left_for_a_new_one() -> None:
    """A changed network: the old connection neither carries nor ends, as behind a relay that went away."""

    async def behind(session: Session) -> None:
        with suppress(*ENDED):
            await polite(session)

    async with serving(behind) as server:
        cut = asyncio.Event()
        relays = 0

        async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, mine: int) -> None:
            while octets := await reader.read(4096):
                if not (cut.is_set() and mine == 1):
                    writer.write(octets)
            writer.close()

        async def relay(session: Session) -> None:
            nonlocal relays
            relays += 1
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            ways = (pipe(session.reader, writer, relays), pipe(reader, session.writer, relays))
            try:
                await asyncio.gather(*ways, return_exceptions=True)
            finally:
                writer.transport.abort()

        async with (
            serving(relay) as line,
            linked(line.port, enquire_link_interval=0.1, response_timeout=0.3) as (link, listener),
        ):
            link.start()
            link.submit([message(1)])
            await listener.until(lambda: len(listener.answers) == 1)
            cut.set()
            await listener.until(lambda: relays == 2 and link.status.is_bound)
            link.submit([message(2)])
            await listener.until(lambda: len(listener.answers) == 2)
            problems = {each.problem.kind for each in listener.statuses if each.problem}
            assert problems == {ProblemKind.NO_ANSWER}
            await link.stop()
