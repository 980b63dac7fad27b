"""Whole lives of messages by those who do less: smpplib, smpp34 and aiosmpplib.

Each only talks: *window* submits ahead of their answers, each receipt acknowledged. They are set up as their
own words say is best, and told apart where a setting of the socket decides:

- smpplib never sets TCP_NODELAY: its small writes wait for the other side's delayed acknowledgement, 40 ms a
  time. The second row of it sets the option on its socket, which it leaves to nobody.
- smpp34 neither, with the same second row. Its ``inbound_capacity`` is how many receipts wait for
  ``next()``, 1,024 unless told: one more is refused, and that refusal is broken (smpp34 1.5.0: a
  deliver_sm_resp that says it is 16 octets long, with a 17th behind it), so that nothing after it can be
  read, and after 30 s each open submit fails with ESME_RSYSERR, the client's own word for "no answer". All
  of them fit here. Its two threads, which it has unless SMPP34_WORKER_THREADS says otherwise, are quicker
  than one.
- aiosmpplib knows no window; with everything queued at once its correlator looks through all that is open at
  each message. The window is held around it. It registers a request after the write, so that an answer can
  come before that: the request then stays behind, and is reported as expired after 15 s although it was
  answered; that report is not counted.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import time
from collections import deque
from typing import Any

from tests.bench.clock import Result, Stalls, processor

TEXT = "Your code is 271828. It expires in 5 minutes."


def with_smpplib(port: int, count: int, window: int, *, nodelay: bool) -> Result:
    """smpplib: one thread; it acknowledges receipts by itself."""
    import smpplib.client
    import smpplib.consts

    logging.disable(logging.CRITICAL)
    client = smpplib.client.Client("127.0.0.1", port, allow_unknown_opt_params=True)
    answered = received = 0

    def answer(pdu: object) -> None:
        nonlocal answered
        answered += 1

    def receive(pdu: object) -> int:
        nonlocal received
        received += 1
        return 0

    client.set_message_sent_handler(answer)
    client.set_message_received_handler(receive)
    client.connect()
    if nodelay:
        client._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.bind_transceiver(system_id="bench", password="secret")
    begun, used = time.perf_counter(), processor()
    sent = 0
    while received < count:
        while sent < count and sent - answered < window:
            client.send_message(
                source_addr_ton=smpplib.consts.SMPP_TON_ALNUM,
                source_addr="YCloud",
                dest_addr_ton=smpplib.consts.SMPP_TON_INTL,
                dest_addr_npi=smpplib.consts.SMPP_NPI_ISDN,
                destination_addr=f"65{80_000_000 + sent}",
                short_message=TEXT.encode(),
                registered_delivery=1,
            )
            sent += 1
        client.read_once()
    took = time.perf_counter() - begun
    cpu = processor() - used
    client.unbind()
    client.disconnect()
    return {"seconds": took, "cpu": cpu}


async def with_smpp34(port: int, count: int, window: int, *, nodelay: bool) -> Result:
    """smpp34: *window* tasks that submit, and one that takes the receipts."""
    import smpp34

    client = smpp34.Client(
        "127.0.0.1",
        port,
        "bench",
        "secret",
        bind_type="TRX",
        window_size=window,
        inbound_capacity=count + 1,
    )
    smsc = await client.connect()
    if nodelay:
        send_without_delay(port)
    left = deque(range(count))

    async def submit() -> None:
        while left:
            await smsc.submit_sm(
                f"65{80_000_000 + left.popleft()}",
                TEXT.encode(),
                source_addr="YCloud",
                source_addr_ton=5,
                dest_addr_ton=1,
                dest_addr_npi=1,
                registered_delivery=1,
            )

    async def receive() -> None:
        for _ in range(count):
            event = await smsc.next()
            if not isinstance(event, smpp34.DeliverSmEvent):
                raise ConnectionError(f"{event!r} instead of a receipt")

    stalls = Stalls()
    begun, used = time.perf_counter(), processor()
    await asyncio.gather(receive(), *(submit() for _ in range(window)))
    took, cpu = time.perf_counter() - begun, processor() - used
    await client.stop()
    return {"seconds": took, "cpu": cpu, **stalls.end()}


def send_without_delay(port: int) -> None:
    """Set TCP_NODELAY on this process's connections to *port*, whoever made them. Linux only."""
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 -- names, no paths
        try:
            copy = os.dup(int(name))
        except OSError:
            continue  # the listing's own
        try:
            connection = socket.socket(fileno=copy)
        except OSError:
            os.close(copy)
            continue
        with connection:
            try:
                peer = connection.getpeername()
            except OSError:
                continue
            if connection.family == socket.AF_INET and peer[1] == port:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


async def with_aiosmpplib(port: int, count: int, window: int) -> Result:
    """aiosmpplib's ESME as it comes, with the window held around it."""
    import aiosmpplib
    from aiosmpplib.protocol import DeliverSm, SubmitSm, SubmitSmResp

    places = asyncio.Semaphore(window)
    received, done = 0, asyncio.Event()

    class Hook(aiosmpplib.AbstractHook):  # type: ignore[misc] # aiosmpplib has no types
        async def sending(self, *_: object) -> None: ...

        async def send_error(self, *_: object) -> None: ...

        async def received(self, told: object, *_: object) -> None:
            nonlocal received
            if isinstance(told, SubmitSmResp):
                places.release()
            elif isinstance(told, DeliverSm):
                received += 1
                if received == count:
                    done.set()

    esme = aiosmpplib.ESME("127.0.0.1", port, "bench", "secret", log_level=logging.CRITICAL + 1, hook=Hook())
    running = asyncio.create_task(esme.start())
    source = aiosmpplib.PhoneNumber("YCloud", aiosmpplib.TON.ALPHANUMERIC)

    async def submit() -> None:
        for number in range(count):
            await places.acquire()
            recipient = aiosmpplib.PhoneNumber(
                f"65{80_000_000 + number}", aiosmpplib.TON.INTERNATIONAL, aiosmpplib.NPI.ISDN
            )
            request = SubmitSm(
                short_message=TEXT, source=source, destination=recipient, registered_delivery=1
            )
            await esme.broker.enqueue(request)

    await esme._bound.wait()
    stalls = Stalls()
    begun, used = time.perf_counter(), processor()
    submitting = asyncio.create_task(submit())
    await first_of(done.wait(), submitting, running)
    took, cpu = time.perf_counter() - begun, processor() - used
    result = {"seconds": took, "cpu": cpu, **stalls.end()}
    await esme.stop()
    await asyncio.gather(running, return_exceptions=True)
    return result


async def first_of(wanted: Any, *beside: asyncio.Task[Any]) -> None:
    """Wait for *wanted*; what fails *beside* it ends the wait with its error."""
    waiting = asyncio.ensure_future(wanted)
    watched = {waiting, *beside}
    while not waiting.done():
        ended, watched = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
        for each in ended:
            each.result()
        if len(watched) <= 1 and not waiting.done():
            raise ConnectionError("the client ended before all its receipts had come")
