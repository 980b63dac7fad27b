"""What aiosmpplib 0.7.4 gets wrong, shown in aiosmpplib itself.

Each test that fails after an upgrade names a correction that can go: the docstring says where it stands.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import aiosmpplib
import pytest
from aiosmpplib.correlator import SimpleCorrelator
from aiosmpplib.protocol import DeliverSm, SmppMessage, SubmitSm, SubmitSmResp
from aiosmpplib.utils import split_sms_udh

from tests.smpp.peers import Server, Session, serving
from ycloud_console.smpp.pdu import write_pdu


def read_with_aiosmpplib(pdu: bytes) -> Any:
    header = SmppMessage.parse_header(pdu)
    return aiosmpplib.protocol.MESSAGE_TYPE_MAP[header.smpp_command].from_pdu(pdu, header, "gsm0338")


def deliver(**fields: int | str | bytes) -> bytes:
    return write_pdu("deliver_sm", sequence=1, fields=fields)


@asynccontextmanager
async def their_esme(server: Server, **options: Any) -> AsyncIterator[Any]:
    """aiosmpplib's ESME bound, or trying to be; ended without its own stop(), which may wait for ever."""
    esme = aiosmpplib.ESME(
        "127.0.0.1", server.port, "demo", "demo1234", log_level=logging.CRITICAL + 1, **options
    )
    yield esme
    if esme._writer is not None:
        esme._writer.transport.abort()
    await asyncio.sleep(0)


async def received(esme: Any) -> Any:
    """One round of its reader, until that is stopped by an error."""
    return await asyncio.wait_for(esme._receive_data(), 10)


async def binds(session: Session) -> None:
    await session.take_bind()
    await session.at_end()


def then_sends(octets: bytes) -> Callable[[Session], Awaitable[None]]:
    async def script(session: Session) -> None:
        await session.take_bind()
        await session.write(octets)
        await session.at_end()

    return script


# esme.py, connect.py: why its ESME is not the base of ours.


def test_connect_knows_no_tls() -> None:
    """connect.py."""
    assert "ssl" not in inspect.getsource(aiosmpplib.ESME.connect)
    assert not {
        name for name in inspect.signature(aiosmpplib.ESME).parameters if "ssl" in name or "tls" in name
    }
    assert "write_eof" in inspect.getsource(aiosmpplib.ESME._disconnect)


async def test_bind_status_5_counts_as_bound() -> None:
    """Esme._bind_response."""

    async def script(session: Session) -> None:
        bind = await session.pdu()
        await session.say(
            "bind_transceiver_resp", status=5, sequence=bind.sequence_number, fields={"system_id": "x"}
        )
        await session.at_end()

    async with serving(script) as server, their_esme(server) as esme:
        await esme.connect()
        assert esme.session_state is aiosmpplib.SmppSessionState.BOUND_TRX


async def test_a_refused_bind_without_a_body_is_a_value_error() -> None:
    """Esme._bind_response."""

    async def script(session: Session) -> None:
        bind = await session.pdu()
        await session.write(struct.pack(">IIII", 16, 0x80000009, 3, bind.sequence_number))
        await session.at_end()

    async with serving(script) as server, their_esme(server) as esme:
        with pytest.raises(ValueError, match="subsection not found"):
            await esme.connect()


@pytest.mark.parametrize(
    "pdu",
    [
        struct.pack(">IIII", 16, 0x80000004, 1375, 1),
        struct.pack(">IIII", 16, 0x00ABCDEF, 0, 1),
    ],
)
async def test_an_unknown_status_or_command_ends_the_reader(pdu: bytes) -> None:
    """pdu.read_pdu, Esme._request."""
    async with serving(then_sends(pdu)) as server, their_esme(server) as esme:
        await esme.connect()
        with pytest.raises(ValueError, match="is not a valid"):
            await received(esme)


async def test_a_receipt_with_err_0a1_ends_the_reader() -> None:
    """Esme._delivery; sms.receipt."""
    receipt = b"id:1 sub:001 dlvrd:001 submit date:2111040501 done date:2111040501 stat:DELIVRD err:0A1 text:"
    pdu = deliver(short_message=receipt, esm_class=4)
    async with serving(then_sends(pdu)) as server, their_esme(server) as esme:
        await esme.connect()
        esme._bound.set()
        with pytest.raises(ValueError, match="0A1"):
            await received(esme)


def test_a_12_digit_date_in_a_receipt_raises() -> None:
    """sms.receipt."""
    message = DeliverSm(short_message="id:1 submit date:211104050112", esm_class=4)
    with pytest.raises(ValueError, match="unconverted data"):
        message.parse_receipt()


@pytest.mark.parametrize(
    "fields",
    [
        {"data_coding": 0xF7, "short_message": b"x"},
        {"source_addr_ton": 9, "short_message": b"x"},
        {"dest_addr_npi": 77, "short_message": b"x"},
        {},
    ],
)
def test_an_unknown_number_or_an_empty_text_loses_the_message(fields: dict[str, Any]) -> None:
    """pdu.read_pdu."""
    with pytest.raises(ValueError, match=r"is not a valid|must be specified"):
        read_with_aiosmpplib(deliver(**fields))


def test_a_binary_vendor_tlv_loses_the_message() -> None:
    """pdu.read_pdu."""
    pdu = write_pdu("deliver_sm", sequence=1, fields={"short_message": b"x"}, tlvs=((0x1501, b"\x00\xff"),))
    with pytest.raises(UnicodeDecodeError):
        read_with_aiosmpplib(pdu)


async def test_an_empty_text_with_a_header_flag_kills_the_reader() -> None:
    """pdu.read_pdu: struct.error is no ValueError, so nothing in the library catches it."""
    pdu = write_pdu(
        "deliver_sm", sequence=1, fields={"esm_class": 0x40}, tlvs=((0x0424, b"\x05\0\3\1\1\1x"),)
    )
    async with serving(then_sends(pdu)) as server, their_esme(server) as esme:
        await esme.connect()
        with pytest.raises(struct.error):
            await received(esme)


async def test_each_pdu_is_handled_to_the_end_before_the_next_is_read() -> None:
    """Esme._delivery: many deliveries may be stored at one time."""
    gate, inside = asyncio.Event(), 0

    class Slow(aiosmpplib.AbstractHook):  # type: ignore[misc] # aiosmpplib has no types
        async def sending(self, *_: object) -> None: ...

        async def send_error(self, *_: object) -> None: ...

        async def received(self, message: object, *_: object) -> None:
            nonlocal inside
            if isinstance(message, DeliverSm):
                inside += 1
                await gate.wait()

    two = deliver(short_message=b"1") + deliver(short_message=b"2")
    async with serving(then_sends(two)) as server, their_esme(server, hook=Slow()) as esme:
        await esme.connect()
        task = asyncio.create_task(esme._receive_data())
        while not inside:
            await asyncio.sleep(0.01)
        for _ in range(100):
            await asyncio.sleep(0)
        assert inside == 1
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_request_is_registered_after_it_was_written() -> None:
    """OpenRequests.add comes first in Esme.send."""
    order: list[str] = []

    class Watching(SimpleCorrelator):  # type: ignore[misc] # aiosmpplib has no types
        async def put(self, smpp_message: object) -> None:
            order.append("registered")

    async with (
        serving(binds) as server,
        their_esme(server, correlator=Watching("watching")) as esme,
    ):
        await esme.connect()
        order.clear()
        esme._bound.set()
        write = esme._writer.write

        def watched(octets: bytes) -> None:
            order.append("written")
            write(octets)

        esme._writer.write = watched
        await esme._send_data(aiosmpplib.EnquireLink())
    assert order == ["written", "registered"]


async def test_there_is_no_window() -> None:
    """Esme.free."""
    count = 200

    async def script(session: Session) -> None:
        await session.take_bind()
        for _ in range(count):
            await session.expect("submit_sm")

    async with serving(script) as server, their_esme(server) as esme:
        await esme.connect()
        esme._bound.set()
        for _ in range(count):
            await esme.broker.enqueue(SubmitSm(short_message="x"))
        sender = asyncio.create_task(esme._dequeue_messages())
        async with asyncio.timeout(10):
            while server.open:
                await asyncio.sleep(0.01)
        sender.cancel()
        await asyncio.gather(sender, return_exceptions=True)


def test_the_correlator_looks_at_all_it_keeps_on_each_put() -> None:
    """OpenRequests.expire stops at the first that has time left."""
    source = inspect.getsource(SimpleCorrelator.put) + inspect.getsource(SimpleCorrelator._remove_expired)
    assert "_remove_expired" in inspect.getsource(SimpleCorrelator.put)
    assert ".items()" in source


# sms/segments.py: segmentation.


def test_segments_are_counted_in_characters_not_septets() -> None:
    parts = split_sms_udh("€" * 100, "gsm0338")
    assert len(parts) == 1
    assert len(parts[0]) - 1 == 200


async def test_sar_mode_raises() -> None:
    async with serving(binds) as server, their_esme(server) as esme:
        esme._session_state = esme.bind_mode.session_state
        await esme.broker.enqueue(SubmitSm(short_message="x" * 300, auto_message_payload=False))
        with pytest.raises(UnboundLocalError):
            await esme._dequeue_messages()


def test_a_16_bit_reference_is_misread() -> None:
    pdu = deliver(short_message=b"\x06\x08\x04\x12\x34\x02\x01hi", esm_class=0x40)
    reference, _, _ = read_with_aiosmpplib(pdu).get_segmentation_data()
    assert reference != 0x1234


# upstream.py: what is put right in what we send.


@pytest.mark.parametrize(
    "fields",
    [{"system_id": "s" * 16}, {"password": "p" * 9}, {"addr_ton": 9}],
)
def test_a_bind_request_takes_no_long_password_and_no_other_number(fields: dict[str, Any]) -> None:
    """upstream.bind_request."""
    with pytest.raises(ValueError, match=r"maximum length|must be of type"):
        aiosmpplib.BindTransceiver(**fields)
    if "addr_ton" not in fields:
        with pytest.raises(ValueError, match="maximum length"):
            aiosmpplib.ESME("127.0.0.1", 1, **{"system_id": "s", "password": "p", **fields})


def test_texts_are_ascii_only() -> None:
    """upstream._Latin1."""
    message = SubmitSm(short_message="x", source=aiosmpplib.PhoneNumber("Café"))
    with pytest.raises(UnicodeEncodeError):
        message.pdu()


def test_a_submit_needs_text_enums_and_datetimes() -> None:
    """upstream.submit_request."""
    with pytest.raises(ValueError, match="must be specified"):
        SubmitSm(optional_params=[])
    with pytest.raises(ValueError, match="must be of type"):
        SubmitSm(short_message="x", validity_period="000007000000000R")
    with pytest.raises(ValueError, match="must be of type"):
        aiosmpplib.PhoneNumber("1", 9)
    with pytest.raises(ValueError, match="must be of type"):
        aiosmpplib.OptionalParam(0x1501, b"\x00\xff")
    with pytest.raises(LookupError):
        SubmitSm(short_message="x", encoding="0xF5").pdu()


def test_an_absolute_time_west_of_greenwich_is_written_wrong() -> None:
    """upstream._as_it_is: times come ready from sms.smpptime."""
    west = datetime.fromisoformat("2021-11-04T05:01:12-03:30")
    assert SubmitSm.datetime_to_smpp_time(west) != "211104050112014-"


def test_a_response_takes_no_status_of_its_own() -> None:
    """upstream.deliver_response."""
    with pytest.raises(ValueError, match="must be of type"):
        aiosmpplib.DeliverSmResp(sequence_num=1, command_status=1375)


def test_message_ids_that_are_not_ascii_raise() -> None:
    """pdu.read_pdu."""
    pdu = struct.pack(">IIII", 18, 0x80000004, 0, 1) + b"\xe9\0"
    with pytest.raises(UnicodeDecodeError):
        SubmitSmResp.from_pdu(pdu, SmppMessage.parse_header(pdu))
