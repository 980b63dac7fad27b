"""A bare SMPP client on a raw socket: it sends any octets, and answers nothing by itself."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from typing import Self

from ycloud_console.sandbox import Sandbox
from ycloud_console.smpp.pdu import FieldValue, Pdu, read_pdu, write_pdu

PATIENCE = 20.0
"""Seconds until a test gives up waiting."""


async def until(condition: Callable[[], bool]) -> None:
    """Wait until *condition* holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.005)


class RawClient:
    """One connection; use it with ``async with``."""

    def __init__(self, port: int, context: ssl.SSLContext | None = None, name: str = "localhost") -> None:
        self._port = port
        self._name = name if context else None
        self._context = context
        self._sequence = 0
        self.put_aside: list[Pdu] = []

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection(
            "127.0.0.1", self._port, ssl=self._context, server_hostname=self._name
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        self._writer.transport.abort()
        with contextlib.suppress(OSError):  # it was reset
            await self._writer.wait_closed()

    async def send_octets(self, octets: bytes) -> None:
        self._writer.write(octets)
        await self._writer.drain()

    async def flood(self, octets: bytes) -> None:
        """Send *octets* for ever, as far as the server takes them."""
        while True:
            await self.send_octets(octets)

    async def send(
        self,
        command: str | int,
        fields: dict[str, FieldValue] | None = None,
        tlvs: list[tuple[int, bytes]] | None = None,
        *,
        sequence: int | None = None,
        status: int = 0,
    ) -> int:
        """Send a PDU; returns its sequence_number."""
        if sequence is None:
            self._sequence += 1
            sequence = self._sequence
        octets = write_pdu(command, status=status, sequence=sequence, fields=fields or {}, tlvs=tlvs or ())
        await self.send_octets(octets)
        return sequence

    async def read(self) -> Pdu:
        """The next PDU as it comes. Raises IncompleteReadError or ConnectionError when there is none."""
        async with asyncio.timeout(PATIENCE):
            start = await self._reader.readexactly(4)
            return read_pdu(start + await self._reader.readexactly(int.from_bytes(start, "big") - 4))

    async def next(self, command: str) -> Pdu:
        """The next PDU of this kind; others are put aside for later."""
        for pdu in self.put_aside:
            if pdu.command == command:
                self.put_aside.remove(pdu)
                return pdu
        while (pdu := await self.read()).command != command:
            self.put_aside.append(pdu)
        return pdu

    async def ask(
        self,
        command: str,
        fields: dict[str, FieldValue] | None = None,
        tlvs: list[tuple[int, bytes]] | None = None,
    ) -> Pdu:
        """Send a request and wait for its response."""
        sequence = await self.send(command, fields, tlvs)
        response = await self.next(f"{command}_resp")
        assert response.sequence_number == sequence
        return response

    async def bind(self, mode: str = "transceiver", password: str = "demo1234") -> int:
        """Bind as demo; returns the status."""
        fields: dict[str, FieldValue] = {
            "system_id": "demo",
            "password": password,
            "interface_version": 0x34,
        }
        return (await self.ask(f"bind_{mode}", fields)).command_status

    async def submit(self, destination: str, message: bytes = b"hello", **fields: FieldValue) -> Pdu:
        """Send a message from YCloud, asking for a receipt, and wait for the response."""
        return await self.ask("submit_sm", message_fields(destination, message, **fields))

    async def acknowledge(self, pdu: Pdu, status: int = 0) -> None:
        await self.send("deliver_sm_resp", sequence=pdu.sequence_number, status=status)

    async def receipt(self) -> str:
        """The text of the next deliver_sm, which is acknowledged."""
        pdu = await self.next("deliver_sm")
        await self.acknowledge(pdu)
        return pdu.message.decode("ascii")

    async def ends(self) -> bool:
        """Whether the server closes the connection; what comes before is put aside."""
        try:
            while True:
                self.put_aside.append(await self.read())
        except (asyncio.IncompleteReadError, ConnectionError):
            return True
        except TimeoutError:
            return False


def message_fields(destination: str, message: bytes = b"hello", **more: FieldValue) -> dict[str, FieldValue]:
    """The fields of a submit_sm from the sender YCloud."""
    fields: dict[str, FieldValue] = {
        "source_addr": "YCloud",
        "source_addr_ton": 5,
        "destination_addr": destination,
        "dest_addr_ton": 1,
        "dest_addr_npi": 1,
        "registered_delivery": 1,
        "short_message": message,
    }
    return fields | more


def client(sandbox: Sandbox) -> RawClient:
    """A client for the plain port."""
    return RawClient(sandbox.port)


def trusting(sandbox: Sandbox) -> ssl.SSLContext:
    """A TLS context that trusts the sandbox's certificate and nothing else."""
    return ssl.create_default_context(cafile=str(sandbox.certificate))
