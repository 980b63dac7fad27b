"""No deliver_sm is lost: what is not acknowledged is sent again."""

from __future__ import annotations

from tests.sandbox.conftest import Start
from tests.sandbox.raw import client, message_fields, until
from ycloud_console.sandbox import Sandbox
from ycloud_console.smpp.pdu import write_header


async def test_what_was_not_acknowledged_comes_again_in_its_order(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        ids = [(await esme.submit("6581234567")).text("message_id") for _ in range(4)]
        first, *_ = [await esme.next("deliver_sm") for _ in range(4)]
        await esme.acknowledge(first)
        await esme.ask("enquire_link")  # answered after the acknowledgement was read
    async with client(sandbox) as again:
        await again.bind("receiver")
        texts = [await again.receipt() for _ in range(3)]
        await until(lambda: all(entry.receipts[0].acknowledged_at for entry in sandbox.submitted))
    assert [text[3:23] for text in texts] == ids[1:]
    assert [len(entry.receipts[0].sent_at) for entry in sandbox.submitted] == [1, 2, 2, 2]


async def test_a_transmitter_gets_none_they_wait_for_a_receiver(sandbox: Sandbox) -> None:
    async with client(sandbox) as sender:
        await sender.bind("transmitter")
        message_id = (await sender.submit("6581234567")).text("message_id")
        await until(lambda: bool(sandbox.submitted[0].receipts))
        assert (await sender.ask("enquire_link")).command_status == 0
        assert sandbox.submitted[0].receipts[0].sent_at == []
        async with client(sandbox) as receiver:
            await receiver.bind("receiver")
            assert message_id in await receiver.receipt()
            # The transmitter got nothing but the answer to its next question.
            await sender.send("enquire_link")
            assert (await sender.read()).command == "enquire_link_resp"


async def test_another_bind_takes_over_at_once(sandbox: Sandbox) -> None:
    async with client(sandbox) as staying:
        async with client(sandbox) as leaving:
            await leaving.bind()
            message_id = (await leaving.submit("6581234567")).text("message_id")
            await leaving.next("deliver_sm")
            await staying.bind("receiver")
            await leaving.ask("unbind")
        assert message_id in await staying.receipt()


async def test_two_receivers_take_turns(start: Start) -> None:
    sandbox = await start(deliver_window=1)
    async with client(sandbox) as one, client(sandbox) as two:
        await one.bind()
        await two.bind()
        for _ in range(2):
            await one.submit("6581234567")
        # A window of one on each bind: neither acknowledges, both have one.
        assert (await one.next("deliver_sm")).message != (await two.next("deliver_sm")).message


async def test_the_window_is_kept(start: Start) -> None:
    sandbox = await start(deliver_window=2)
    async with client(sandbox) as esme:
        await esme.bind()
        for _ in range(5):
            await esme.submit("6581234567")
        await until(lambda: all(not entry.is_pending for entry in sandbox.submitted))
        received = [await esme.next("deliver_sm") for _ in range(2)]
        await esme.send("enquire_link")
        assert (await esme.read()).command == "enquire_link_resp"
        for _ in range(3):
            await esme.acknowledge(received.pop(0))
            received.append(await esme.next("deliver_sm"))


async def test_a_refused_delivery_comes_again_until_it_is_taken(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        await esme.submit("6581234567")
        for status in (0x64, 0x65):
            await esme.acknowledge(await esme.next("deliver_sm"), status)
        nacked = await esme.next("deliver_sm")
        await esme.send_octets(write_header(0x80000000, 0, nacked.sequence_number))
        text = await esme.receipt()
        receipt = sandbox.submitted[0].receipts[0]
        await until(lambda: receipt.acknowledged_at is not None)
    assert text == nacked.message.decode()
    assert receipt.answers == [0x64, 0x65, 3, 0]
    assert len(receipt.sent_at) == 4


async def test_a_delivery_refused_before_a_lost_link_still_comes(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        message_id = (await esme.submit("6581234567")).text("message_id")
        await esme.acknowledge(await esme.next("deliver_sm"), 0x64)
        await esme.ask("enquire_link")
    async with client(sandbox) as again:
        await again.bind()
        assert message_id in await again.receipt()


async def test_an_early_receipt_waits_for_a_receiver(start: Start) -> None:
    sandbox = await start(early_gap=0.0)
    async with client(sandbox) as sender:
        await sender.bind("transmitter")
        assert (await sender.submit("6581230091")).command_status == 0
        assert len(sandbox.submitted[0].receipts) == 1


async def test_thousands_of_messages(start: Start) -> None:
    """Many at once, written in one go: one response and one receipt each, none twice."""
    sandbox = await start(rate=0)
    total = 3000
    async with client(sandbox) as esme:
        await esme.bind()
        for _ in range(total):
            await esme.send("submit_sm", message_fields("6581234567"))
        ids = {(await esme.next("submit_sm_resp")).text("message_id") for _ in range(total)}
        texts = [await esme.receipt() for _ in range(total)]
    assert {text[3:23] for text in texts} == ids
    assert len(ids) == total
