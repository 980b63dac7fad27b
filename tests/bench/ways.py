"""The work of each correction, done our way and the library's; see ``corrections.py``."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiosmpplib
from aiosmpplib.correlator import SimpleCorrelator
from aiosmpplib.protocol import MESSAGE_TYPE_MAP, SmppMessage, SubmitSm, SubmitSmResp
from aiosmpplib.ratelimiter import SimpleRateLimiter

from tests.bench.wire import by_our_link, by_their_esme, receipt_pdu
from ycloud_console.history import History, NewReceipt
from ycloud_console.smpp import upstream
from ycloud_console.smpp.pace import Pace
from ycloud_console.smpp.stream import PduStream
from ycloud_console.smpp.window import OpenRequests
from ycloud_console.sms.message import MessageState

Way = Callable[[int], Awaitable[float]]
"""Does so much of the work; the seconds it took."""


def loop_of(step: Callable[[int], object]) -> Way:
    """*step* again and again; it is told how often it was called before."""

    async def way(count: int) -> float:
        begun = time.perf_counter()
        for number in range(count):
            step(number)
        return time.perf_counter() - begun

    return way


# Reading and writing.


def their_reading(pdu: bytes) -> Any:
    header = SmppMessage.parse_header(pdu)
    return MESSAGE_TYPE_MAP[header.smpp_command].from_pdu(pdu, header, "gsm0338")


def their_submit(number: int) -> bytes:
    source = aiosmpplib.PhoneNumber("YCloud", aiosmpplib.TON.ALPHANUMERIC)
    recipient = aiosmpplib.PhoneNumber("6581234567", aiosmpplib.TON.INTERNATIONAL, aiosmpplib.NPI.ISDN)
    request = SubmitSm(
        short_message="hello",
        source=source,
        destination=recipient,
        registered_delivery=1,
        sequence_num=number,
    )
    request.set_encoding_info("gsm0338", None)
    return bytes(request.pdu())


async def our_cutting(count: int) -> float:
    octets = receipt_pdu(7) * count
    begun = time.perf_counter()
    stream, cut = PduStream(), 0
    for start in range(0, len(octets), 1 << 16):
        stream.feed(octets[start : start + (1 << 16)])
        while stream.next() is not None:
            cut += 1
    assert cut == count
    return time.perf_counter() - begun


async def their_cutting(count: int) -> float:
    octets = receipt_pdu(7) * count
    begun = time.perf_counter()
    reader = asyncio.StreamReader(limit=(1 << 16) + 1024)
    fed = 0
    for _ in range(count):
        if fed < len(octets) and len(reader._buffer) < 1024:  # type: ignore[attr-defined] # not in its stub
            reader.feed_data(octets[fed : fed + (1 << 16)])
            fed += 1 << 16
        header = await reader.readexactly(16)
        await reader.readexactly(int.from_bytes(header[:4], "big") - 16)
    return time.perf_counter() - begun


# Open requests, window and pace.


def bookkeeping(outstanding: int, receipts: int) -> tuple[Way, Way]:
    """Register a request and take it by its answer, while others are open and receipts are awaited."""

    async def ours(count: int) -> float:
        table: OpenRequests[str] = OpenRequests(30.0, upstream.sequence_generator().next_sequence)
        for _ in range(outstanding):
            table.add(0x80000004, "x", 0.0)
        begun = time.perf_counter()
        for _ in range(count):
            sequence = table.add(0x80000004, "x", 1.0)
            assert table.take(sequence, 0x80000004) is not None
        return time.perf_counter() - begun

    async def theirs(count: int) -> float:
        correlator = SimpleCorrelator("bench")
        requests = [
            SubmitSm(short_message="x", sequence_num=number) for number in range(1, outstanding + count + 1)
        ]
        for request in requests[:outstanding]:
            await correlator.put(request)
        stored = time.monotonic()
        for number in range(receipts):
            correlator._delivery_store[str(number)] = (stored, requests[0])
        answers = [SubmitSmResp(sequence_num=each.sequence_num) for each in requests[outstanding:]]
        begun = time.perf_counter()
        for request, answer in zip(requests[outstanding:], answers, strict=True):
            await correlator.put(request)
            assert await correlator.get(answer) is request
        return time.perf_counter() - begun

    return ours, theirs


async def our_pace(count: int) -> float:
    pace = Pace(100_000.0, 0.0)
    begun = time.perf_counter()
    for number in range(count):
        assert pace.available(number / 1000)
        pace.spend(1, number / 1000)
    return time.perf_counter() - begun


async def their_pace(count: int) -> float:
    esme = aiosmpplib.ESME("127.0.0.1", 1, "demo", "demo1234", log_level=100)
    limiter = SimpleRateLimiter(esme._logger, 1e6)
    begun = time.perf_counter()
    for _ in range(count):
        await limiter.limit()
    return time.perf_counter() - begun


# Acknowledging after the commit.


def _receipts(begin: int, count: int) -> list[NewReceipt]:
    return [
        NewReceipt(
            message_id=f"{begin + number:020}",
            account_id="bench",
            stat="DELIVRD",
            err="0",
            state=MessageState.DELIVERED,
            decides=True,
            received_at=1_780_000_000_000_000,
            submit_date=None,
            done_date=None,
            raw=b"x" * 120,
            text="x" * 120,
            source="6581234567",
            destination="YCloud",
        )
        for number in range(count)
    ]


def committing(history: History) -> tuple[Way, Way]:
    """Receipts side by side, as they are read, or each to its end before the next, as the library reads."""
    given = 0

    def fresh(count: int) -> list[NewReceipt]:
        nonlocal given
        given += count
        return _receipts(given, count)

    async def together(count: int) -> float:
        receipts = fresh(count)
        begun = time.perf_counter()
        await asyncio.gather(*(history.receipt(each) for each in receipts))
        return time.perf_counter() - begun

    async def one_by_one(count: int) -> float:
        receipts = fresh(count)
        begun = time.perf_counter()
        for each in receipts:
            await history.receipt(each)
        return time.perf_counter() - begun

    return together, one_by_one


# All of it, over TCP.


def on_the_wire(port: int, *, receipts: bool) -> tuple[Way, Way]:
    async def ours(count: int) -> float:
        return await by_our_link(port, count, receipts=receipts)

    async def theirs(count: int) -> float:
        return await by_their_esme(port, count, receipts=receipts)

    return ours, theirs
