"""The link against an SMSC that is not ours: smpp34's server."""

from __future__ import annotations

import asyncio
import socket

import smpp34

from tests.smpp.peers import PATIENCE, linked, message
from ycloud_console.smpp.model import LinkState


def free_port() -> int:
    """smpp34 does not say which port it was given, so it must be told one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_bind_submit_receipt_and_unbind() -> None:
    server = smpp34.Server("127.0.0.1", free := free_port())
    await server.start()
    texts: list[bytes] = []
    unbound = asyncio.Event()

    async def smsc() -> None:
        esme: smpp34.Esme | None = None
        while True:
            event = await server.next()
            if isinstance(event, smpp34.Esme):
                esme = event
            elif isinstance(event, smpp34.Unbound):
                unbound.set()
                return
            elif event.destination_addr == "12345":
                event.reject(4)
            else:
                texts.append(event.short_message)
                event.accept(f"1104130103000100{len(texts):04}")
                assert esme is not None
                receipt = f"id:1104130103000100{len(texts):04} sub:001 dlvrd:001 stat:DELIVRD err:0 text:none"
                answer = await esme.deliver_sm(
                    "YCloud", receipt.encode(), source_addr=event.destination_addr, esm_class=4
                )
                assert answer.is_success

    task = asyncio.create_task(smsc())
    try:
        async with linked(free) as (link, listener), asyncio.timeout(PATIENCE):
            assert (await link.bind_once()).state is LinkState.BOUND
            link.submit([message(key, f"text {key}".encode()) for key in range(50)])
            link.submit([message(99, destination_addr="12345")])
            await listener.until(lambda: len(listener.answers) == 51 and len(listener.deliveries) == 50)
            await link.stop()
            await unbound.wait()
            await task
    finally:
        task.cancel()
        await server.stop()
    # smpp34 hands them over in no order.
    assert sorted(texts) == sorted(f"text {key}".encode() for key in range(50))
    by_key = {each.key: each for each in listener.answers}
    assert by_key[99].status == 4
    ids = {by_key[key].message_id for key in range(50)}
    assert len(ids) == 50
    assert {
        delivery.message.split()[0].decode().removeprefix("id:") for delivery in listener.deliveries
    } == ids
    assert listener.doubts == {}
