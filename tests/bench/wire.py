"""A message's whole way over TCP, for the measurements: our link and aiosmpplib's ESME, and who answers them.

The server does the same for both, in the same event loop: it answers each submit_sm at once and, when asked
to, sends a receipt for it.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import struct
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import aiosmpplib
from aiosmpplib.protocol import DeliverSm, SubmitSm, SubmitSmResp

from tests.bench.peers import first_of
from tests.smpp.peers import SETTINGS, message
from ycloud_console.smpp.link import Link
from ycloud_console.smpp.model import Answer, Delivery, LinkProblem, LinkSettings, LinkStatus, SubmitAnswer
from ycloud_console.smpp.pdu import write_pdu
from ycloud_console.smpp.stream import PduStream

_BIND_TRANSCEIVER, _SUBMIT_SM, _UNBIND = 0x09, 0x04, 0x06
_RESPONSE = 0x80000000
_HEADER = struct.Struct(">IIII")


def receipt_pdu(number: int) -> bytes:
    """A deliver_sm with YCloud's receipt for message *number*."""
    text = (
        f"id:{number:020} sub:001 dlvrd:001 submit date:2111040501 done date:2111040501"
        " stat:DELIVRD err:0 text:none"
    )
    fields: dict[str, int | str | bytes] = {
        "source_addr": "6581234567",
        "source_addr_ton": 1,
        "source_addr_npi": 1,
        "destination_addr": "YCloud",
        "dest_addr_ton": 5,
        "esm_class": 4,
        "short_message": text.encode(),
    }
    return write_pdu("deliver_sm", sequence=number, fields=fields)


class Answering(asyncio.Protocol):
    """Answers every bind, submit_sm and unbind at once."""

    def __init__(self, receipts: bool) -> None:
        self._receipts = receipts
        self._stream = PduStream()
        self._number = 0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._stream.feed(data)
        out: list[bytes] = []
        while (pdu := self._stream.next()) is not None:
            _, command, _, sequence = _HEADER.unpack_from(pdu)
            if command in (_BIND_TRANSCEIVER, _UNBIND):
                body = b"x\0" if command == _BIND_TRANSCEIVER else b""
                out.append(_HEADER.pack(16 + len(body), command | _RESPONSE, 0, sequence) + body)
            elif command == _SUBMIT_SM:
                self._number += 1
                out.append(_HEADER.pack(37, command | _RESPONSE, 0, sequence) + b"%020d\0" % self._number)
                if self._receipts:
                    out.append(receipt_pdu(self._number))
        if out and self._transport is not None:
            self._transport.write(b"".join(out))


@asynccontextmanager
async def answering(*, receipts: bool = False, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """An SMSC on 127.0.0.1; gives its port."""
    loop = asyncio.get_running_loop()
    made: list[Answering] = []

    def make() -> Answering:
        made.append(Answering(receipts))
        return made[-1]

    server = await loop.create_server(make, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for each in made:
            if each._transport is not None:
                each._transport.abort()
        await server.wait_closed()


class _Counter:
    """A LinkHandler that stores nothing and counts answers and receipts."""

    def __init__(self, wanted: int) -> None:
        self._missing = wanted
        self.done = asyncio.Event()

    def link_status(self, status: LinkStatus) -> None: ...

    async def sending(self, keys: Sequence[int], at: int) -> Collection[int]:
        return keys

    def answered(self, answer: SubmitAnswer) -> None:
        self.count()

    def in_doubt(self, keys: Sequence[int], at: int, reason: LinkProblem) -> None:
        raise AssertionError(f"{len(keys)} in doubt: {reason}")

    def delivered(self, delivery: Delivery, answer: Answer) -> None:
        self.count()
        answer(0)

    def count(self) -> None:
        self._missing -= 1
        if not self._missing:
            self.done.set()


async def by_our_link(port: int, count: int, *, receipts: bool, settings: LinkSettings = SETTINGS) -> float:
    """Seconds from handing over *count* messages until all are answered (and their receipts acknowledged)."""
    counter = _Counter(count * (2 if receipts else 1))
    link = Link(replace(settings, port=port, window=100, rate=0), counter)
    await link.bind_once()
    loop = asyncio.get_running_loop()
    begun = loop.time()
    link.submit(message(key) for key in range(count))
    await counter.done.wait()
    seconds = loop.time() - begun
    await link.stop()
    return seconds


class _Hook(aiosmpplib.AbstractHook):  # type: ignore[misc] # aiosmpplib has no types
    """As _Counter."""

    def __init__(self, wanted: int) -> None:
        self.counter = _Counter(wanted)

    async def sending(self, *_: object) -> None: ...

    async def send_error(self, *_: object) -> None:
        raise AssertionError("a message was not sent")

    async def received(self, told: object, *_: object) -> None:
        if isinstance(told, SubmitSmResp | DeliverSm):
            self.counter.count()


async def by_their_esme(port: int, count: int, *, receipts: bool) -> float:
    """The same with aiosmpplib's ESME as it comes."""
    hook = _Hook(count * (2 if receipts else 1))
    esme = aiosmpplib.ESME("127.0.0.1", port, "demo", "demo1234", log_level=logging.CRITICAL + 1, hook=hook)
    await esme.connect()
    esme._bound.set()
    source = aiosmpplib.PhoneNumber("YCloud", aiosmpplib.TON.ALPHANUMERIC)
    recipient = aiosmpplib.PhoneNumber("6581234567", aiosmpplib.TON.INTERNATIONAL, aiosmpplib.NPI.ISDN)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for _ in range(count):
        await esme.broker.enqueue(SubmitSm(short_message="hello", source=source, destination=recipient))
    work = [asyncio.create_task(each) for each in (esme._dequeue_messages(), esme._receive_data())]
    await first_of(hook.counter.done.wait(), *work)
    seconds = loop.time() - begun
    for task in work:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)
    esme._writer.transport.abort()
    await asyncio.sleep(0)
    return seconds
