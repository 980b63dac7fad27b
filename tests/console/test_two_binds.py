"""Receipts that come on another bind of the account than the message went out on."""

from __future__ import annotations

import asyncio

from tests.console.peers import until
from tests.history.conftest import unmatched
from tests.smpp.peers import Session, serving
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.sms.message import MessageState

RECEIPT = "id:{} sub:001 dlvrd:001 submit date:2111040501 done date:2111040501 stat:DELIVRD err:0 text:none"


async def test_a_receipt_on_the_other_bind_finds_its_message(console: Console) -> None:
    sessions: list[Session] = []
    receipts: asyncio.Queue[tuple[Session, str, str]] = asyncio.Queue()

    async def script(session: Session) -> None:
        await session.take_bind()
        sessions.append(session)
        while True:
            pdu = await session.pdu()
            if pdu.command == "submit_sm":
                fields: dict[str, int | str | bytes] = {"message_id": "42"}
                await session.say("submit_sm_resp", sequence=pdu.sequence_number, fields=fields)
                receipts.put_nowait((session, "42", pdu.text("destination_addr")))
            elif not pdu.is_response:
                await session.say(f"{pdu.command}_resp", sequence=pdu.sequence_number)
                if pdu.command == "unbind":
                    return

    async with serving(script) as server:
        account = Account(
            id="two", name="Two", host="127.0.0.1", port=server.port, tls=False, system_id="esme", binds=2
        )
        console.add_guest(account, "secret")
        await console.bind("two")

        async def both() -> bool:
            return console.status("two").bound == 2

        await until(both, "both bound")
        (view,) = await console.send("two", "YCloud", ["+6581234567"], "hello")
        taken_on, message_id, recipient = await asyncio.wait_for(receipts.get(), 20)
        (other,) = (session for session in sessions if session is not taken_on)
        await other.say(
            "deliver_sm",
            fields={
                "source_addr": recipient,
                "destination_addr": "YCloud",
                "esm_class": 4,
                "short_message": RECEIPT.format(message_id).encode(),
            },
        )

        async def delivered() -> bool:
            (row,) = await console.history.rows([view.row.id])
            return row.state is MessageState.DELIVERED

        await until(delivered, "delivered")
        assert await unmatched(console.history) == []
        await console.unbind("two", timeout=0.5)
