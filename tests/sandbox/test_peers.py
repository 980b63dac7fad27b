"""The sandbox with clients that are not ours, over plain TCP and TLS."""

from __future__ import annotations

import asyncio
import ssl
import warnings
from typing import Any

import pytest
import smpp34

from tests.sandbox.conftest import Start
from tests.sandbox.raw import PATIENCE, trusting
from ycloud_console.sandbox import Sandbox

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import smpplib.client
    import smpplib.consts
    import smpplib.exceptions
    import smpplib.gsm


def smpplib_client(sandbox: Sandbox, *, tls: bool) -> Any:
    """A client of smpplib; its TLS hook names no host, so the context only checks the issuer."""
    if not tls:
        return smpplib.client.Client(
            "127.0.0.1", sandbox.port, timeout=PATIENCE, allow_unknown_opt_params=True
        )
    context = trusting(sandbox)
    context.check_hostname = False
    assert context.verify_mode is ssl.CERT_REQUIRED
    return smpplib.client.Client(
        "127.0.0.1", sandbox.tls_port, timeout=PATIENCE, ssl_context=context, allow_unknown_opt_params=True
    )


def send_with_smpplib(
    sandbox: Sandbox, destination: str, text: str, *, tls: bool
) -> tuple[list[str], list[bytes]]:
    """Send *text* in as many parts as smpplib makes of it; returns the IDs and the receipts."""
    ids: list[str] = []
    receipts: list[bytes] = []
    parts, coding, esm_class = smpplib.gsm.make_parts(text)
    with smpplib_client(sandbox, tls=tls) as client:
        client.set_message_sent_handler(lambda pdu: ids.append(pdu.message_id.decode()))
        client.set_message_received_handler(lambda pdu: receipts.append(pdu.short_message))
        client.connect()
        client.bind_transceiver(system_id="demo", password="demo1234")
        for part in parts:
            client.send_message(
                source_addr="YCloud",
                source_addr_ton=smpplib.consts.SMPP_TON_ALNUM,
                destination_addr=destination,
                dest_addr_ton=smpplib.consts.SMPP_TON_INTL,
                short_message=part,
                data_coding=coding,
                esm_class=esm_class,
                registered_delivery=True,
            )
        while len(receipts) < len(parts) or len(ids) < len(parts):
            client.read_once()
    return ids, receipts


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize(
    ("destination", "text", "segments", "outcome"),
    [
        ("6581234567", "hello", 1, b"stat:DELIVRD err:0 "),
        ("6581230018", "hello", 1, b"stat:REJECTD err:18 "),
        ("8613800138000", "【YCloud】" + "您好" * 100, 4, b"stat:DELIVRD err:0 "),
        ("8613800138000", "您好" * 100, 3, b"stat:REJECTD err:18 "),
    ],
)
async def test_smpplib(
    sandbox: Sandbox, tls: bool, destination: str, text: str, segments: int, outcome: bytes
) -> None:
    ids, receipts = await asyncio.to_thread(send_with_smpplib, sandbox, destination, text, tls=tls)
    assert len(ids) == segments
    assert {receipt[3:23].decode() for receipt in receipts} == set(ids)
    assert all(outcome in receipt for receipt in receipts)
    assert ids == [entry.message_id for entry in sandbox.submitted]


@pytest.mark.parametrize("bare", [False, True])
async def test_smpplib_sees_the_bind_status(start: Start, bare: bool) -> None:
    sandbox = await start(bare_refusals=bare)

    def bind() -> int:
        client = smpplib_client(sandbox, tls=False)
        client.connect()
        try:
            client.bind_transceiver(system_id="demo", password="wrong")
        except smpplib.exceptions.PDUError as refused:
            return int(refused.args[1])
        finally:
            client.disconnect()
        return 0

    assert await asyncio.to_thread(bind) == 3


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
async def test_smpp34(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tls: bool) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(sandbox.certificate))  # what smpp34 trusts
    port = sandbox.tls_port if tls else sandbox.port
    client = smpp34.Client("localhost" if tls else "127.0.0.1", port, "demo", "demo1234", tls=tls)
    async with asyncio.timeout(PATIENCE):
        smsc = await client.connect()
        answers = [
            await smsc.submit_sm(destination, b"hello", source_addr="YCloud", registered_delivery=1)
            for destination in ("6581234567", "6581230003")
        ]
        receipts = [await smsc.next() for _ in answers]
        await smsc.unbind()
        await client.stop()
    texts = [event.short_message.decode() for event in receipts if isinstance(event, smpp34.DeliverSmEvent)]
    # smpp34 hands on what came together in any order.
    outcomes = {text[3:23]: text.split("stat:")[1] for text in texts}
    assert outcomes == {
        answers[0].message_id: "DELIVRD err:0 text:none",
        answers[1].message_id: "REJECTD err:3 text:none",
    }
