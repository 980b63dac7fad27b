"""An SMSC that accepts everything and keeps what it was sent, to the last field."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from ycloud_console.accounts import Account
from ycloud_console.smpp.pdu import Pdu, read_pdu, write_pdu


@dataclass
class Wire:
    """What arrived on the wire."""

    account: Account
    submitted: list[Pdu] = field(default_factory=list)


@asynccontextmanager
async def wire() -> AsyncIterator[Wire]:
    """The SMSC on a free port of the loopback interface, and the account that binds to it."""
    found = Wire(Account(id="wire", name="Wire", tls=False, host="127.0.0.1", system_id="esme", rate=0.0))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readexactly(4)
                pdu = read_pdu(head + await reader.readexactly(int.from_bytes(head, "big") - 4))
                if pdu.command == "submit_sm":
                    found.submitted.append(pdu)
                fields = {"message_id": str(len(found.submitted))} if pdu.command == "submit_sm" else {}
                writer.write(write_pdu(f"{pdu.command}_resp", sequence=pdu.sequence_number, fields=fields))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    found.account = Account(
        id="wire", name="Wire", tls=False, host="127.0.0.1", port=port, system_id="esme", rate=0.0
    )
    async with server:
        yield found
