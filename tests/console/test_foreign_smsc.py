"""The whole way of a message through an SMSC that is not ours (smpp34's server)."""

from __future__ import annotations

from tests.console.peers import foreign_smsc, until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.sms.message import MessageState


def account_at(port: int) -> Account:
    return Account(
        id="foreign", name="Foreign", host="127.0.0.1", port=port, tls=False, system_id="esme", rate=0.0
    )


async def delivered(console: Console, message: int) -> bool:
    (row,) = await console.history.rows([message])
    return row.state is MessageState.DELIVERED


async def test_a_message_and_its_receipt(console: Console) -> None:
    async with foreign_smsc() as smsc:
        console.add_guest(account_at(smsc.port), "secret")
        assert (await console.bind_once("foreign")).is_bound
        (view,) = await console.send("foreign", "YCloud", ["+65 8123 4567"], "hello @ all [€]")

        await until(lambda: delivered(console, view.row.id), "delivered")

        (submitted,) = smsc.submitted
        assert submitted.destination_addr == "6581234567"
        assert (submitted.source_addr, submitted.source_addr_ton, submitted.source_addr_npi) == (
            "YCloud",
            5,
            0,
        )
        assert submitted.short_message == b"hello \x00 all \x1b<\x1be\x1b>"
        assert submitted.registered_delivery == 1
        whole = await console.history.message(view.row.id)
        assert whole is not None
        (segment,) = whole.segments
        assert segment.message_id == f"{1:020d}"
        assert segment.receipts[0].stat == "DELIVRD"
        await console.unbind("foreign")

        async def unbound() -> bool:
            return bool(smsc.unbound)

        await until(unbound, "the SMSC saw the unbind")


async def test_a_long_chinese_text_arrives_in_segments_and_as_typed(console: Console) -> None:
    text = "【YCloud】" + "您好，这是一条很长的测试短信。" * 40
    text = text[:600]
    async with foreign_smsc() as smsc:
        console.add_guest(account_at(smsc.port), "secret")
        await console.bind_once("foreign")
        (view,) = await console.send("foreign", "YCloud", ["+8613800138000"], text)
        await until(lambda: delivered(console, view.row.id), "all nine delivered")

        assert len(smsc.submitted) == 9
        assert {event.esm_class for event in smsc.submitted} == {0x40}
        assert {event.data_coding for event in smsc.submitted} == {8}
        # smpp34 hands requests over in any order: a phone sorts the parts by their number, and so do we.
        parts = sorted((event.short_message for event in smsc.submitted), key=lambda message: message[5])
        headers = [part[:6] for part in parts]
        assert len({header[3] for header in headers}) == 1
        assert [(header[:3], header[4], header[5]) for header in headers] == [
            (b"\x05\x00\x03", 9, number) for number in range(1, 10)
        ]
        assert all(len(part) <= 140 for part in parts)
        assert b"".join(part[6:] for part in parts).decode("utf-16-be") == text
        whole = await console.history.message(view.row.id)
        assert whole is not None
        assert len(whole.segments) == 9
        assert sum(len(segment.receipts) for segment in whole.segments) == 9


async def test_queued_before_the_bind_goes_out_after_it(console: Console) -> None:
    async with foreign_smsc() as smsc:
        console.add_guest(account_at(smsc.port), "secret")
        (view,) = await console.send("foreign", "YCloud", ["+6581234567"], "early")
        assert view.row.state is MessageState.QUEUED

        await console.bind("foreign")

        await until(lambda: delivered(console, view.row.id), "delivered after the bind")
        assert len(smsc.submitted) == 1
