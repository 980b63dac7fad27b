"""What becomes of messages: statuses, receipts, endings, signatures, query and cancel."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.sandbox.conftest import Start
from tests.sandbox.raw import RawClient, client, message_fields, until
from ycloud_console.sandbox import Sandbox, State
from ycloud_console.smpp.pdu import FieldValue
from ycloud_console.sms.smpptime import absolute_time, relative_time

CHINESE = 8
SIGNED = "【YCloud】您好".encode("utf-16-be")
UNSIGNED = "您好【YCloud】".encode("utf-16-be")
RECEIPT = re.compile(
    r"id:(?P<id>\d{20}) sub:001 dlvrd:(?P<dlvrd>\d{3}) submit date:(?P<submit>\d{10}) "
    r"done date:(?P<done>\d{10}) stat:(?P<stat>[A-Z]{7}) err:(?P<err>\d+) text:none"
)


async def receipt_for(
    esme: RawClient, destination: str, message: bytes = b"hello", **fields: FieldValue
) -> str:
    """stat and err of the receipt, after checking its form and its ID."""
    response = await esme.submit(destination, message, **fields)
    assert response.command_status == 0
    found = RECEIPT.fullmatch(await esme.receipt())
    assert found
    assert found["id"] == response.text("message_id")
    assert found["dlvrd"] == ("001" if found["stat"] == "DELIVRD" else "000")
    return f"{found['stat']} {found['err']}"


async def test_a_message_is_delivered(sandbox: Sandbox) -> None:
    begin = datetime.now(UTC).replace(second=0, microsecond=0)
    async with client(sandbox) as esme:
        await esme.bind()
        response = await esme.submit("6581234567", b"hello", esm_class=3)
        pdu = await esme.next("deliver_sm")
        await esme.acknowledge(pdu)
        await until(lambda: sandbox.submitted[0].receipts[0].acknowledged_at is not None)
    assert re.fullmatch(r"\d{20}", response.text("message_id"))
    assert (pdu.text("source_addr"), pdu.number("source_addr_ton")) == ("6581234567", 1)
    assert (pdu.text("destination_addr"), pdu.number("dest_addr_ton")) == ("YCloud", 5)
    assert pdu.number("esm_class") == 4
    assert pdu.tlvs == ()
    found = RECEIPT.fullmatch(pdu.message.decode())
    assert found
    assert found["id"] == response.text("message_id")
    for name in ("submit", "done"):
        date = datetime.strptime(found[name], "%y%m%d%H%M").replace(tzinfo=UTC)
        assert begin <= date <= datetime.now(UTC)
    entry = sandbox.ledger.get(response.text("message_id"))
    assert entry is not None
    assert (entry.source_addr, entry.destination_addr, entry.octets) == ("YCloud", "6581234567", b"hello")
    assert entry.answered
    assert (entry.state, entry.receipts[0].answers) == (State.DELIVERED, [0])


@pytest.mark.parametrize(
    "destination", ["123456", "1234567890123456", "", "65a1234567", "+6581234567", "٣٣٣٣٣٣٣٣"]
)
async def test_a_number_that_is_none_gets_status_4(sandbox: Sandbox, destination: str) -> None:
    octets = destination.encode("utf-8").decode("latin-1")
    async with client(sandbox) as esme:
        await esme.bind()
        refused = await esme.submit(octets)
        assert (refused.command_status, refused.length) == (4, 16)
    assert sandbox.submitted == []


@pytest.mark.parametrize("destination", ["1234567", "123456789012345"])
async def test_seven_to_fifteen_digits_are_a_number(sandbox: Sandbox, destination: str) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        assert await receipt_for(esme, destination) == "DELIVRD 0"


@pytest.mark.parametrize(
    ("ending", "error"), [("0003", 3), ("0004", 4), ("0010", 10), ("0018", 18), ("0065", 65)]
)
@pytest.mark.parametrize("country", ["658123", "8613800"])
async def test_endings_that_name_an_error(sandbox: Sandbox, country: str, ending: str, error: int) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        assert await receipt_for(esme, country + ending) == f"REJECTD {error}"


async def test_expired_and_no_receipt(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        assert (await esme.submit("6581230090")).command_status == 0
        assert await receipt_for(esme, "6581230094") == "EXPIRED 0"
    assert [len(entry.receipts) for entry in sandbox.submitted] == [0, 1]


async def test_the_receipt_before_the_response(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        await esme.send("submit_sm", message_fields("6581230091"))
        receipt, response = await esme.read(), await esme.read()
        assert (receipt.command, response.command) == ("deliver_sm", "submit_sm_resp")
        assert response.text("message_id") in receipt.message.decode()


async def test_the_receipt_twice(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        await esme.submit("6581230092")
        assert await esme.receipt() == await esme.receipt()


async def test_a_malformed_receipt(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        message_id = (await esme.submit("6581230093")).text("message_id")
        text = await esme.receipt()
    assert text.startswith(f"id:{message_id} ")
    assert "err:0A1" in text
    assert not RECEIPT.fullmatch(text)


async def test_no_response(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        unanswered = await esme.send("submit_sm", message_fields("6581230095"))
        text = await esme.receipt()
        response = await esme.submit("6581234567")
        assert response.sequence_number != unanswered
    assert sandbox.submitted[0].message_id in text
    assert not sandbox.submitted[0].answered


async def test_the_connection_drops_after_the_message_was_taken(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        await esme.send("submit_sm", message_fields("6581230096"))
        assert await esme.ends()
        assert esme.put_aside == []
    async with client(sandbox) as again:
        await again.bind()
        assert sandbox.submitted[0].message_id in await again.receipt()


@pytest.mark.parametrize(
    ("wanted", "receipts"),
    [(0, []), (1, ["DELIVRD", "REJECTD"]), (2, ["REJECTD"]), (0x10, []), (0x11, ["DELIVRD", "REJECTD"])],
)
async def test_receipts_come_as_asked_for(sandbox: Sandbox, wanted: int, receipts: list[str]) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        for destination in ("6581234567", "6581230010"):
            await esme.submit(destination, registered_delivery=wanted)
        await until(lambda: all(not entry.is_pending for entry in sandbox.submitted))
        texts = [await esme.receipt() for _ in receipts]
    assert [text.split("stat:")[1][:7] for text in texts] == receipts
    assert sum(len(entry.receipts) for entry in sandbox.submitted) == len(receipts)


async def test_receipts_with_parameters(start: Start) -> None:
    sandbox = await start(receipt_tlvs=True)
    async with client(sandbox) as esme:
        await esme.bind()
        message_id = (await esme.submit("6581230094")).text("message_id")
        pdu = await esme.next("deliver_sm")
    assert pdu.tlvs == ((0x001E, message_id.encode() + b"\0"), (0x0427, b"\x03"))


# --- mainland China -----------------------------------------


@pytest.mark.parametrize(
    ("message", "coding", "outcome"),
    [
        (SIGNED, CHINESE, "DELIVRD 0"),
        (UNSIGNED, CHINESE, "REJECTD 18"),
        (b"[YCloud] hello", 0, "REJECTD 18"),
        ("【】您好".encode("utf-16-be"), CHINESE, "REJECTD 18"),
        ("【YCloud 您好".encode("utf-16-be"), CHINESE, "REJECTD 18"),
        (b"", 0, "REJECTD 18"),
    ],
)
async def test_the_signature(sandbox: Sandbox, message: bytes, coding: int, outcome: str) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        assert await receipt_for(esme, "8613800138000", message, data_coding=coding) == outcome
        assert await receipt_for(esme, "6581234567", message, data_coding=coding) == "DELIVRD 0"


@pytest.mark.parametrize(("text", "outcome"), [(SIGNED, "DELIVRD"), (UNSIGNED, "REJECTD")])
@pytest.mark.parametrize("mode", ["udh8", "udh16", "sar"])
@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
async def test_segments_share_the_verdict_of_the_first(
    sandbox: Sandbox, text: bytes, outcome: str, mode: str, order: tuple[int, ...]
) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        for number in order:
            part = text if number == 1 else "后续".encode("utf-16-be")
            fields = message_fields("8613800138000", part, data_coding=CHINESE)
            tlvs: list[tuple[int, bytes]] = []
            if mode == "sar":
                tlvs = [(0x020C, b"\x01\x02"), (0x020E, b"\x03"), (0x020F, bytes([number]))]
            else:
                header = b"\x05\x00\x03\x07" if mode == "udh8" else b"\x06\x08\x04\x07\x08"
                fields |= {"esm_class": 0x40, "short_message": header + bytes([3, number]) + part}
            assert (await esme.ask("submit_sm", fields, tlvs)).command_status == 0
        texts = [await esme.receipt() for _ in order]
    assert {text.split("stat:")[1][:7] for text in texts} == {outcome}
    assert {text[3:23] for text in texts} == {entry.message_id for entry in sandbox.submitted}


async def test_a_reference_that_comes_again_is_a_new_message(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        outcomes = []
        for first in (SIGNED, UNSIGNED):
            for number, part in ((1, first), (2, b"\0a")):
                outcomes.append(
                    await receipt_for(
                        esme,
                        "8613800138000",
                        bytes([5, 0, 3, 9, 2, number]) + part,
                        data_coding=CHINESE,
                        esm_class=0x40,
                    )
                )
    assert outcomes == ["DELIVRD 0", "DELIVRD 0", "REJECTD 18", "REJECTD 18"]


async def test_the_signature_in_a_payload(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        fields = message_fields("8613800138000", b"", data_coding=CHINESE)
        await esme.ask("submit_sm", fields, [(0x0424, SIGNED * 100)])
        assert "stat:DELIVRD" in await esme.receipt()
        both = message_fields("8613800138000", SIGNED, data_coding=CHINESE)
        assert (await esme.ask("submit_sm", both, [(0x0424, SIGNED)])).command_status == 0xC1


async def test_data_sm_is_a_submit(sandbox: Sandbox) -> None:
    fields: dict[str, FieldValue] = {
        "source_addr": "YCloud",
        "destination_addr": "8613800138000",
        "registered_delivery": 1,
        "data_coding": CHINESE,
    }
    async with client(sandbox) as esme:
        await esme.bind()
        response = await esme.ask("data_sm", fields, [(0x0424, SIGNED)])
        assert response.command_status == 0
        text = await esme.receipt()
        assert text.startswith(f"id:{response.text('message_id')} ")
        assert "stat:DELIVRD" in text


# --- 10086 -----------------------------------------


async def test_a_text_to_10086_comes_back(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        await esme.submit(
            "10086",
            bytes([5, 0, 3, 9, 2, 1]) + SIGNED,
            data_coding=CHINESE,
            esm_class=0x43,
            registered_delivery=0,
        )
        inbound = await esme.next("deliver_sm")
        await esme.acknowledge(inbound)
        assert (inbound.text("source_addr"), inbound.text("destination_addr")) == ("10086", "YCloud")
        assert inbound.message == bytes([5, 0, 3, 9, 2, 1]) + SIGNED
        assert (inbound.number("data_coding"), inbound.number("esm_class")) == (CHINESE, 0x40)

        await esme.submit("10086", b"\x00\x1b\x65")
        found = [await esme.next("deliver_sm") for _ in range(2)]
        assert sorted(pdu.number("esm_class") for pdu in found) == [0, 4]
        assert next(pdu for pdu in found if pdu.number("esm_class") == 0).message == b"\x00\x1b\x65"


async def test_a_payload_to_10086_comes_back_as_one(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        fields = message_fields("10086", b"", registered_delivery=0)
        await esme.ask("submit_sm", fields, [(0x0424, b"x" * 1000), (0x1400, b"not for you")])
        inbound = await esme.next("deliver_sm")
        assert inbound.tlvs == ((0x0424, b"x" * 1000),)


# --- times, query, cancel -----------------------------------------


async def test_a_validity_that_ends_first_expires_the_message(start: Start) -> None:
    sandbox = await start(slow=60.0)
    async with client(sandbox) as esme:
        await esme.bind()
        past = absolute_time(datetime.now(UTC) - timedelta(minutes=1))
        assert await receipt_for(esme, "6581230097", validity_period=past) == "EXPIRED 0"
        assert await receipt_for(esme, "6581234567", validity_period=relative_time(3600)) == "DELIVRD 0"


async def test_a_scheduled_message_waits(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        later = absolute_time(datetime.now(UTC) + timedelta(hours=1))
        waiting = await esme.submit("6581234567", schedule_delivery_time=later)
        now = absolute_time(datetime.now(UTC))
        assert await receipt_for(esme, "6581234568", schedule_delivery_time=now) == "DELIVRD 0"
    entry = sandbox.ledger.get(waiting.text("message_id"))
    assert entry is not None
    assert entry.is_pending


@pytest.mark.parametrize(("field", "status"), [("schedule_delivery_time", 0x61), ("validity_period", 0x62)])
async def test_a_time_that_is_none(sandbox: Sandbox, field: str, status: int) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        fields = message_fields("6581234567") | {field: "tomorrow"}
        assert (await esme.ask("submit_sm", fields)).command_status == status


async def test_query_while_pending_and_after(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        pending = (await esme.submit("6581230097")).text("message_id")
        answer = await esme.ask("query_sm", {"message_id": pending, "source_addr": "YCloud"})
        assert answer.command_status == 0
        assert (answer.text("message_id"), answer.number("message_state")) == (pending, 1)
        assert answer.text("final_date") == ""

        failed = (await esme.submit("6581230018")).text("message_id")
        await esme.receipt()
        answer = await esme.ask("query_sm", {"message_id": failed})
        assert (answer.number("message_state"), answer.number("error_code")) == (8, 18)
        assert re.fullmatch(r"\d{15}\+", answer.text("final_date"))

        assert (await esme.ask("query_sm", {"message_id": "1"})).command_status == 0x0C
        stranger: dict[str, FieldValue] = {"message_id": pending, "source_addr": "Somebody"}
        assert (await esme.ask("query_sm", stranger)).command_status == 0x0C


async def test_cancel_by_id(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        message_id = (await esme.submit("6581230097")).text("message_id")
        stranger: dict[str, FieldValue] = {"message_id": message_id, "destination_addr": "6581234567"}
        assert (await esme.ask("cancel_sm", stranger)).command_status == 0x0C
        assert (await esme.ask("cancel_sm", {"message_id": message_id})).command_status == 0
        assert "stat:DELETED" in await esme.receipt()
        assert (await esme.ask("cancel_sm", {"message_id": message_id})).command_status == 0x11
        assert (await esme.ask("query_sm", {"message_id": message_id})).number("message_state") == 4


async def test_cancel_all_between_two_addresses(sandbox: Sandbox) -> None:
    between: dict[str, FieldValue] = {"source_addr": "YCloud", "destination_addr": "6581230097"}
    async with client(sandbox) as esme:
        await esme.bind()
        for destination in ("6581230097", "6581230097", "6591230097"):
            await esme.submit(destination)
        assert (await esme.ask("cancel_sm", between)).command_status == 0
        assert (await esme.ask("cancel_sm", between)).command_status == 0x11
    assert [entry.state for entry in sandbox.submitted] == [State.DELETED, State.DELETED, State.ENROUTE]


# --- pace, IDs, ledger -----------------------------------------


async def test_over_the_rate_is_status_6(start: Start) -> None:
    sandbox = await start(rate=0.001, burst=3)
    async with client(sandbox) as esme, client(sandbox) as other:
        await esme.bind()
        await other.bind()
        statuses = [(await esme.submit("6581234567")).command_status for _ in range(3)]
        statuses += [(await bind.submit("6581234567")).command_status for bind in (esme, other)]
    assert statuses == [0, 0, 0, 6, 6]
    assert len(sandbox.submitted) == 3


async def test_the_rate_recovers_and_zero_is_no_limit(start: Start) -> None:
    slow, free = await start(rate=100.0, burst=1), await start(rate=0)
    async with client(slow) as esme:
        await esme.bind()
        await esme.submit("6581234567")
        status = 6
        while status == 6:
            status = (await esme.submit("6581234567")).command_status
        assert status == 0
    async with client(free) as esme:
        await esme.bind()
        assert {(await esme.submit("6581234567")).command_status for _ in range(500)} == {0}


async def test_ids_are_unique_over_restarts_and_grow(start: Start) -> None:
    ids: list[str] = []
    for _ in range(3):
        sandbox = await start(rate=0)
        async with client(sandbox) as esme:
            await esme.bind()
            for _ in range(50):
                await esme.send("submit_sm", message_fields("6581230090"))
            ids += [(await esme.next("submit_sm_resp")).text("message_id") for _ in range(50)]
        await sandbox.close()
    assert len(set(ids)) == 150
    assert ids == sorted(ids)
    assert {len(message_id) for message_id in ids} == {20}


async def test_the_ledger_forgets_the_oldest(start: Start) -> None:
    sandbox = await start(ledger_size=2)
    async with client(sandbox) as esme:
        await esme.bind()
        for last in "123":
            await esme.submit(f"658123456{last}")
        assert [entry.destination_addr[-1] for entry in sandbox.submitted] == ["2", "3"]
        assert len(sandbox.ledger) == 2
        assert len([await esme.receipt() for _ in range(3)]) == 3
