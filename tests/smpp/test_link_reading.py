"""What a server sends, whatever it sends: read, handed over and answered."""

from __future__ import annotations

import asyncio
import struct
from datetime import UTC, datetime

import pytest

from tests.smpp import odd
from tests.smpp.peers import PATIENCE, Listener, Session, linked, message, polite, serving, silent
from ycloud_console.smpp import deliveries
from ycloud_console.smpp.model import Answer, Delivery
from ycloud_console.smpp.pdu import Pdu, read_pdu, write_pdu
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.receipt import read_receipt


async def test_nothing_a_server_sends_stops_the_link() -> None:
    """Each of these raised, or tore the link down, in aiosmpplib; what follows them must still come."""
    replies: list[Pdu] = []

    async def script(session: Session) -> None:
        await session.take_bind()
        receipt = b"id:1 sub:001 dlvrd:001 submit date:211104050112 done date:x stat:DELIVRD err:0A1 text:"
        odd = {"source_addr_ton": 9, "source_addr_npi": 77, "data_coding": 0xF7, "esm_class": 4}
        await session.say("deliver_sm", sequence=1, fields={**odd, "short_message": receipt})
        await session.say("deliver_sm", sequence=2, tlvs=[(0x1501, b"\x00\xff\xfe"), (0x0424, b"\x05\0\3")])
        await session.say("deliver_sm", sequence=3, fields={"esm_class": 0x40}, tlvs=[(0x0424, b"")])
        await session.write(struct.pack(">IIII", 20, 5, 1375, 4) + b"\xff" * 4)
        await session.say("data_sm", sequence=5, tlvs=[(0x0424, b"by data_sm")])
        await session.write(struct.pack(">IIII", 16, 0x00ABCDEF, 0, 6))
        await session.write(struct.pack(">IIII", 16, 0x80ABCDEF, 0, 7))
        await session.say("alert_notification", sequence=8)
        await session.say("outbind", sequence=9)
        await session.say("submit_sm_resp", status=1375, sequence=0x12345)
        await session.say("enquire_link", sequence=10)
        while len(replies) < 7:
            replies.append(await session.pdu())
        await session.take_unbind()

    async with serving(script) as server, linked(server.port) as (link, listener):
        link.start()
        await listener.until(lambda: len(listener.deliveries) == 5)
        await link.stop()
        assert server.sessions == 1
    assert {(each.command, each.sequence_number, each.command_status) for each in replies} == {
        ("deliver_sm_resp", 1, 0),
        ("deliver_sm_resp", 2, 0),
        ("deliver_sm_resp", 3, 0),
        ("deliver_sm_resp", 4, 0),
        ("data_sm_resp", 5, 0),
        ("generic_nack", 6, 3),
        ("enquire_link_resp", 10, 0),
    }
    first, second, _, cut, data = listener.deliveries
    assert (first.source_addr_ton, first.data_coding) == (9, 0xF7)
    assert b"err:0A1" in first.message
    assert second.tlvs[0x1501] == b"\x00\xff\xfe"
    assert second.message == b"\x05\0\3"
    assert cut.problems
    assert (data.command, data.message) == ("data_sm", b"by data_sm")


@pytest.mark.parametrize("name", odd.DELIVERED)
async def test_what_aiosmpplib_loses_is_handed_over_and_answered(name: str) -> None:
    """Once, on a link that stays, and what follows is read as well."""
    answers: list[Pdu] = []

    async def script(session: Session) -> None:
        await session.take_bind()
        await session.write(odd.DELIVERED[name])
        await session.say("deliver_sm", sequence=72, fields={"short_message": b"next"})
        answers.extend([await session.pdu() for _ in range(2)])
        await session.take_unbind()

    async with serving(script) as server, linked(server.port) as (link, listener):
        link.start()
        await listener.until(lambda: len(listener.deliveries) == 2)
        await link.stop()
        assert server.sessions == 1
    found = sorted((each.command, each.sequence_number, each.command_status) for each in answers)
    assert found == [("deliver_sm_resp", odd.SEQUENCE, 0), ("deliver_sm_resp", 72, 0)]
    delivery = listener.deliveries[0]
    assert delivery.pdu == odd.DELIVERED[name]
    assert delivery.problems == ()


@pytest.mark.parametrize("name", odd.UNKNOWN)
async def test_an_unknown_status_or_command_leaves_the_link_bound(name: str) -> None:
    answers: list[tuple[str, int]] = []

    async def script(session: Session) -> None:
        await session.take_bind()
        await session.write(odd.UNKNOWN[name])
        await session.say("enquire_link", sequence=72)
        while not answers or answers[-1] != ("enquire_link_resp", 72):
            pdu = await session.pdu()
            answers.append((pdu.command, pdu.sequence_number))
        await session.say("deliver_sm", fields={"short_message": b"done"})
        await session.take_unbind()

    async with serving(script) as server, linked(server.port) as (link, listener):
        link.start()
        await listener.until(lambda: listener.deliveries)
        assert link.status.is_bound
        assert server.sessions == 1
    nack = [("generic_nack", odd.SEQUENCE)] if name == "command" else []
    assert answers == [*nack, ("enquire_link_resp", 72)]


def test_the_odd_receipts_say_what_they_say() -> None:
    """What the link hands over is read: the error as text, the date to the second."""
    letters, seconds = (read_pdu(octets).message for octets in odd.RECEIPTS.values())
    assert (read_receipt(letters).err, read_receipt(letters).state) == ("0A1", MessageState.DELIVERED)
    assert read_receipt(seconds).done_date == datetime(2021, 11, 4, 5, 1, 12, tzinfo=UTC)


async def test_pdus_in_single_octets() -> None:
    answered = asyncio.Event()

    async def script(session: Session) -> None:
        bind = await session.pdu()
        octets = struct.pack(">IIII", 21, 0x80000009, 0, bind.sequence_number) + b"peer\0"
        octets += struct.pack(">IIII", 16, 0x15, 0, 3)
        for octet in octets:
            await session.write(bytes([octet]))
            await asyncio.sleep(0)
        await session.expect("enquire_link_resp")
        answered.set()
        await session.take_unbind()

    async with serving(script) as server, linked(server.port) as (link, _):
        assert (await link.bind_once()).is_bound
        async with asyncio.timeout(PATIENCE):
            await answered.wait()


async def test_a_burst_leaves_the_loop_its_turns() -> None:
    """Whatever comes at once, other tasks run in between."""
    count = 20_000

    async def script(session: Session) -> None:
        await session.take_bind()
        burst = b"".join(struct.pack(">IIII", 16, 0x15, 0, number) for number in range(1, count + 1))
        session.writer.write(burst)
        for _ in range(count):
            await session.expect("enquire_link_resp")
        await session.say("deliver_sm", fields={"short_message": b"done"})
        await session.take_unbind()

    async with serving(script) as server, linked(server.port) as (link, listener):
        link.start()
        await listener.until(lambda: listener.deliveries)


async def test_deliveries_are_kept_side_by_side_and_answered_with_their_status() -> None:
    gate = asyncio.Event()
    waiting = 0

    async def keep(delivery: Delivery) -> int:
        nonlocal waiting
        waiting += 1
        if waiting == 2:
            gate.set()
        await gate.wait()
        return 0x64 if delivery.message == b"3" else 0

    class Failing(Listener):
        def delivered(self, delivery: Delivery, answer: Answer) -> None:
            if delivery.message == b"2":
                raise OSError("disk full")
            super().delivered(delivery, answer)

    answers = {}

    async def script(session: Session) -> None:
        await session.take_bind()
        for number in (1, 2, 3):
            await session.say("deliver_sm", sequence=number, fields={"short_message": str(number).encode()})
        for _ in range(3):
            pdu = await session.expect("deliver_sm_resp")
            answers[pdu.sequence_number] = pdu.command_status
        await session.take_unbind()

    async with serving(script) as server, linked(server.port, Failing(keep=keep)) as (link, listener):
        assert (await link.bind_once()).is_bound
        await listener.until(lambda: waiting == 2)
        await link.stop()
    assert answers == {1: 0, 2: 0x64, 3: 0x64}


async def test_only_the_first_answer_to_a_delivery_counts() -> None:
    answers: list[Answer] = []

    class Hesitant(Listener):
        def delivered(self, delivery: Delivery, answer: Answer) -> None:
            super().delivered(delivery, answer)  # answers 0 at once
            answer(0x64)
            answers.append(answer)

    async def script(session: Session) -> None:
        await session.take_bind()
        for number in (1, 2):
            await session.say("deliver_sm", sequence=number, fields={"short_message": b"x"})
        given = [await session.expect("deliver_sm_resp") for _ in range(2)]
        assert [(each.sequence_number, each.command_status) for each in given] == [(1, 0), (2, 0)]
        await session.take_unbind()

    async with serving(script) as server, linked(server.port, Hesitant()) as (link, listener):
        assert (await link.bind_once()).is_bound
        await listener.until(lambda: len(listener.deliveries) == 2)
        await link.stop()
        for answer in answers:
            answer(0)  # the connection is gone: nobody is told


async def test_a_listener_that_fails_does_not_end_the_link() -> None:
    class Failing(Listener):
        def link_status(self, status: object) -> None:
            raise RuntimeError("a fault of the window")

        def answered(self, answer: object) -> None:
            super().answered(answer)  # type: ignore[arg-type] # as given
            raise RuntimeError("another")

    async with serving(polite) as server, linked(server.port, Failing()) as (link, listener):
        link.start()
        link.submit([message(1), message(2)])
        await listener.until(lambda: len(listener.answers) == 2)
        assert link.status.is_bound


async def test_more_deliveries_than_can_be_stored_wait_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "_MOST", 10)
    inside = most = 0
    full = asyncio.Event()

    async def keep(delivery: Delivery) -> int:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        if inside == 10:
            full.set()
        await full.wait()  # the first ten are there at one time
        await asyncio.sleep(0)
        inside -= 1
        return 0

    answered: list[int] = []

    async def script(session: Session) -> None:
        await session.take_bind()
        for number in range(1, 501):
            await session.say("deliver_sm", sequence=number, fields={"short_message": b"x" * 200})
        answered.extend([(await session.expect("deliver_sm_resp")).sequence_number for _ in range(500)])
        await session.take_unbind()

    async with serving(script) as server, linked(server.port, Listener(keep=keep)) as (link, listener):
        link.start()
        await listener.until(lambda: len(listener.deliveries) == 500)
        await link.stop()
    assert sorted(answered) == list(range(1, 501))
    assert most == 10


async def test_what_came_before_an_unbind_is_answered_before_it() -> None:
    stored = asyncio.Event()

    async def keep(delivery: Delivery) -> int:
        await stored.wait()
        return 0

    async def script(session: Session) -> None:
        await session.take_bind()
        deliver = write_pdu("deliver_sm", sequence=7, fields={"short_message": b"x"})
        await session.write(deliver + write_pdu("unbind", sequence=8))
        stored.set()
        assert (await session.expect("deliver_sm_resp")).sequence_number == 7
        assert (await session.expect("unbind_resp")).sequence_number == 8
        assert await session.at_end()
        await silent(session)

    async with (
        serving(script, polite) as server,
        linked(server.port, Listener(keep=keep)) as (link, listener),
    ):
        link.start()
        await listener.until(lambda: server.sessions == 2 and link.status.is_bound)
