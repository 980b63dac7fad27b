"""What goes out: each segment as given, within window and pace, and only while it may."""

from __future__ import annotations

import asyncio
import struct
from typing import Any

import pytest

from tests.smpp.peers import PATIENCE, Listener, Session, linked, message, polite, serving
from ycloud_console.smpp.esme import Esme
from ycloud_console.smpp.link import BadSubmission
from ycloud_console.smpp.model import BindMode
from ycloud_console.smpp.pdu import read_pdus, write_pdu

SUBMIT_FIELDS = (
    "source_addr",
    "source_addr_ton",
    "source_addr_npi",
    "destination_addr",
    "dest_addr_ton",
    "dest_addr_npi",
    "esm_class",
    "data_coding",
    "registered_delivery",
    "protocol_id",
    "priority_flag",
    "service_type",
    "schedule_delivery_time",
    "validity_period",
    "short_message",
)


async def test_a_segment_goes_out_as_it_was_given() -> None:
    sent = []

    async def script(session: Session) -> None:
        await session.take_bind()
        sent.extend([await session.take_submit("11041301030001006668") for _ in range(3)])
        await session.take_unbind()

    exotic = message(
        2,
        b"\x05\x00\x03\x01\x02\x01text",
        source_addr="Café",
        source_addr_ton=9,
        source_addr_npi=77,
        esm_class=0x40,
        data_coding=0xF5,
        registered_delivery=0x11,
        protocol_id=0x7F,
        priority_flag=3,
        service_type="CMT",
        schedule_delivery_time="211104050112014-",
        validity_period="000007000000000R",
        tlvs=((0x1501, b"\x00\xff"), (0x020C, b"\x00\x01")),
    )
    payload = message(3, b"", tlvs=((0x0424, b"\xff\x00long"),))
    async with serving(script) as server, linked(server.port) as (link, listener):
        link.submit([message(1), exotic, payload])
        link.start()
        await listener.until(lambda: len(listener.answers) == 3)
        await link.stop()
    assert [(each.key, each.status, each.message_id) for each in listener.answers] == [
        (key, 0, "11041301030001006668") for key in (1, 2, 3)
    ]
    plain, odd, long = sent
    assert plain.fields["short_message"] == b"hello"
    assert (plain.text("source_addr"), plain.number("source_addr_ton")) == ("YCloud", 5)
    assert odd.problems == ()
    for name in SUBMIT_FIELDS:
        assert odd.fields[name] == getattr(exotic, name), name
    assert tuple(map(tuple, odd.tlvs)) == exotic.tlvs
    assert long.fields["short_message"] == b""
    assert tuple(map(tuple, long.tlvs)) == payload.tlvs


async def test_what_cannot_be_written_is_named_and_holds_nothing_up() -> None:
    async with serving(polite) as server, linked(server.port) as (link, listener):
        with pytest.raises(BadSubmission, match="recipient has 21 characters") as caught:
            link.submit(
                [message(1), message(2, destination_addr="1" * 21), message(3, b"x" * 255), message(4)]
            )
        assert set(caught.value.reasons) == {2, 3}
        link.start()
        await listener.until(lambda: len(listener.answers) == 2)
        assert [each.key for each in listener.answers] == [1, 4]


async def test_the_window_is_never_exceeded_and_commits_come_in_batches() -> None:
    most = 0

    async def script(session: Session) -> None:
        nonlocal most
        await session.take_bind()
        for _ in range(4):
            window = [await session.expect("submit_sm") for _ in range(5)]
            await session.say("enquire_link")
            while (pdu := await session.pdu()).command == "submit_sm":
                window.append(pdu)
            most = max(most, len(window))
            for pdu in window:
                await session.say("submit_sm_resp", sequence=pdu.sequence_number)
        await session.take_unbind()

    async with serving(script) as server, linked(server.port, window=5) as (link, listener):
        link.submit(message(key) for key in range(20))
        link.start()
        await listener.until(lambda: len(listener.answers) == 20)
        assert most == 5
        assert [key for batch in listener.sent for key in batch] == list(range(20))
        assert len(listener.sent) < 20


async def test_what_the_handler_bars_never_reaches_the_wire() -> None:
    async def script(session: Session) -> None:
        await session.take_bind()
        for key in (1, 3):
            pdu = await session.expect("submit_sm")
            assert pdu.fields["short_message"] == message(key).short_message
            await session.say("submit_sm_resp", sequence=pdu.sequence_number)
        await session.take_unbind()

    async with serving(script) as server, linked(server.port) as (link, listener):
        listener.barred = {0, 2}
        link.submit(message(key) for key in range(4))
        link.start()
        await listener.until(lambda: len(listener.answers) == 2)
        assert [answer.key for answer in listener.answers] == [1, 3]
        assert link.status.queued == 0


async def test_several_binds_share_one_queue() -> None:
    taken = []

    async def script(session: Session) -> None:
        await session.take_bind()
        mine = 0
        taken.append(0)
        place = len(taken) - 1
        while (pdu := await session.pdu()).command != "unbind":
            mine += 1
            taken[place] = mine
            if mine == 1:
                while len(taken) < 3 or not all(taken):
                    await asyncio.sleep(0.01)
            await session.say("submit_sm_resp", sequence=pdu.sequence_number)
        await session.say("unbind_resp", sequence=pdu.sequence_number)

    async with serving(script) as server, linked(server.port, binds=3, window=2) as (link, listener):
        link.start()
        await listener.until(lambda: link.status.bound == 3)
        link.submit(message(key) for key in range(30))
        await listener.until(lambda: len(listener.answers) == 30)
        assert sorted(each.key for each in listener.answers) == list(range(30))
        await link.stop()
    assert sum(taken) == 30


@pytest.mark.parametrize("status", [0x06, 0x14, 0x58])
async def test_refused_for_being_too_fast_is_tried_again_in_front(status: int) -> None:
    order = []

    async def script(session: Session) -> None:
        await session.take_bind()
        refused = False
        while (pdu := await session.pdu()).command != "unbind":
            text = pdu.fields["short_message"]
            if not refused:
                refused = True
                await session.say("submit_sm_resp", status=status, sequence=pdu.sequence_number)
                continue
            order.append(text)
            await session.say("submit_sm_resp", sequence=pdu.sequence_number)
        await session.say("unbind_resp", sequence=pdu.sequence_number)

    async with serving(script) as server, linked(server.port, window=1) as (link, listener):
        requeued: list[int] = []
        link.sender._requeued = lambda keys, at: requeued.extend(keys)
        link.submit([message(1, b"1"), message(2, b"2"), message(3, b"3")])
        link.start()
        await listener.until(lambda: len(listener.answers) == 3)
        assert order == [b"1", b"2", b"3"]
        assert {each.status for each in listener.answers} == {0}
        assert requeued == [1]


async def test_other_refusals_are_the_answer() -> None:
    async def script(session: Session) -> None:
        await session.take_bind()
        for reply, status in (("submit_sm_resp", 4), ("generic_nack", 0x45), ("submit_sm_resp", 1375)):
            pdu = await session.expect("submit_sm")
            await session.write(
                struct.pack(
                    ">IIII",
                    16,
                    0x80000004 if reply == "submit_sm_resp" else 0x80000000,
                    status,
                    pdu.sequence_number,
                )
            )
        await session.take_unbind()

    async with serving(script) as server, linked(server.port, window=1) as (link, listener):
        link.submit([message(1), message(2), message(3)])
        link.start()
        await listener.until(lambda: len(listener.answers) == 3)
        assert [(each.key, each.status, each.message_id) for each in listener.answers] == [
            (1, 4, ""),
            (2, 0x45, ""),
            (3, 1375, ""),
        ]


async def test_odd_message_ids() -> None:
    async def script(session: Session) -> None:
        await session.take_bind()
        for body in (b"\xe9\xff\0", b"", b"unended", b"\0\x00\x1e\x00\x04TLV\0"):
            pdu = await session.expect("submit_sm")
            head = struct.pack(">IIII", 16 + len(body), 0x80000004, 0, pdu.sequence_number)
            await session.write(head + body)
        await session.take_unbind()

    async with serving(script) as server, linked(server.port, window=1) as (link, listener):
        link.submit(message(key) for key in range(4))
        link.start()
        await listener.until(lambda: len(listener.answers) == 4)
        assert [each.message_id for each in listener.answers] == ["\xe9\xff", "", "unended", "TLV"]


async def test_withdraw_and_a_receiver_keeps_its_queue() -> None:
    async with serving(polite) as server, linked(server.port, mode=BindMode.RECEIVER) as (link, listener):
        link.submit(message(key) for key in range(5))
        link.start()
        await listener.until(lambda: link.status.is_bound)
        assert link.status.queued == 5
        assert link.withdraw([1, 3, 99]) == [1, 3]
        await link.stop()
        assert link.status.queued == 3
        assert listener.sent == []


async def test_paused_sends_nothing_and_stays_bound() -> None:
    async with serving(polite) as server, linked(server.port) as (link, listener):
        await link.bind_once()
        link.pause()
        link.submit([message(1), message(2)])
        for _ in range(20):
            await asyncio.sleep(0)
        assert (link.status.paused, link.status.queued, link.status.is_bound) == (True, 2, True)
        assert listener.sent == []
        link.resume()
        await listener.until(lambda: len(listener.answers) == 2)
        assert [status.paused for status in listener.statuses][-2:] == [True, False]


async def test_what_is_withdrawn_never_reaches_the_wire() -> None:
    """Also one that the SMSC refused for being too fast, and that waits for its next turn."""
    seen: list[bytes] = []

    async def script(session: Session) -> None:
        await session.take_bind()
        while (pdu := await session.pdu()).command != "unbind":
            text = bytes(pdu.fields["short_message"])  # type: ignore[arg-type] # octets, in a submit_sm
            seen.append(text)
            status = 0x58 if len(seen) == 1 else 0
            await session.say("submit_sm_resp", status=status, sequence=pdu.sequence_number)
        await session.say("unbind_resp", sequence=pdu.sequence_number)

    async with serving(script) as server, linked(server.port, window=1) as (link, listener):
        waits_again: list[int] = []
        link.sender._requeued = lambda keys, at: waits_again.extend(keys)
        link.submit(message(key, str(key).encode()) for key in range(5))
        link.start()
        async with asyncio.timeout(PATIENCE):
            while not waits_again:
                await asyncio.sleep(0.01)
        assert link.withdraw([0, 2, 4, 99]) == [0, 2, 4]
        assert link.withdraw([0, 2, 4]) == []
        await listener.until(lambda: len(listener.answers) == 2)
        assert link.withdraw([1, 3]) == []
        assert link.status.queued == 0
    assert seen == [b"0", b"1", b"3"]
    assert [each.key for each in listener.answers] == [1, 3]


async def test_what_is_being_committed_is_not_withdrawn() -> None:
    committing, go_on = asyncio.Event(), asyncio.Event()

    async def commit() -> None:
        committing.set()
        await go_on.wait()

    async with (
        serving(polite) as server,
        linked(server.port, Listener(commit=commit), window=2) as (link, listener),
    ):
        link.submit(message(key) for key in range(4))
        link.start()
        await asyncio.wait_for(committing.wait(), PATIENCE)
        assert link.withdraw(range(4)) == [2, 3]
        go_on.set()
        await listener.until(lambda: len(listener.answers) == 2)
        assert sorted(each.key for each in listener.answers) == [0, 1]


async def test_an_answer_may_come_before_the_write_has_returned() -> None:
    """The segment is registered before its first octet is written."""

    class Instant:
        """A transport whose server answers while it is still being written to."""

        def __init__(self, esme: Esme, transport: asyncio.Transport) -> None:
            self._esme, self._transport = esme, transport

        def __getattr__(self, name: str) -> Any:
            return getattr(self._transport, name)

        def write(self, octets: bytes) -> None:
            for pdu in read_pdus(octets):
                if pdu.command == "submit_sm":
                    fields: dict[str, int | str | bytes] = {"message_id": "7"}
                    self._esme.data_received(
                        write_pdu("submit_sm_resp", sequence=pdu.sequence_number, fields=fields)
                    )
                else:
                    self._transport.write(pdu.raw)

    async with serving(polite) as server, linked(server.port) as (link, listener):
        await link.bind_once()
        (esme,) = link._esmes()
        assert esme._transport is not None
        esme._transport = Instant(esme, esme._transport)  # type: ignore[assignment] # as good as one
        link.submit([message(1), message(2)])
        await listener.until(lambda: len(listener.answers) == 2)
        assert {(each.key, each.status, each.message_id) for each in listener.answers} == {
            (1, 0, "7"),
            (2, 0, "7"),
        }
        assert esme.outstanding == 0
