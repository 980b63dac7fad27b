"""Binding, unbinding, and whatever a client may send at the wrong time or in the wrong form."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import pytest

from tests.sandbox.conftest import Start
from tests.sandbox.raw import RawClient, client, message_fields
from ycloud_console.sandbox import Sandbox, SandboxError
from ycloud_console.smpp.pdu import FieldValue, write_header, write_pdu


@pytest.mark.parametrize("mode", ["transmitter", "receiver", "transceiver"])
async def test_bind_enquire_unbind(sandbox: Sandbox, mode: str) -> None:
    async with client(sandbox) as esme:
        fields: dict[str, FieldValue] = {
            "system_id": "demo",
            "password": "demo1234",
            "interface_version": 0x34,
        }
        bound = await esme.ask(f"bind_{mode}", fields)
        assert bound.command_status == 0
        assert bound.text("system_id") == "sandbox"
        assert bound.tlv(0x0210) == b"\x34"
        assert (await esme.ask("enquire_link")).command_status == 0
        assert (await esme.ask("unbind")).command_status == 0
        assert await esme.ends()


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(("system_id", "password"), [("demo", "wrong"), ("nobody", "demo1234"), ("", "")])
async def test_wrong_credentials(start: Start, bare: bool, system_id: str, password: str) -> None:
    sandbox = await start(bare_refusals=bare)
    async with client(sandbox) as esme:
        refused = await esme.ask("bind_transceiver", {"system_id": system_id, "password": password})
        assert refused.command_status == 3
        assert (refused.length == 16) is bare
        assert await esme.ends()


async def test_a_third_bind_is_refused_until_one_leaves(sandbox: Sandbox) -> None:
    async with client(sandbox) as first, client(sandbox) as second:
        assert await first.bind() == 0
        assert await second.bind("receiver") == 0
        async with client(sandbox) as third:
            assert await third.bind() == 5
            assert await third.ends()
        await first.ask("unbind")
        async with client(sandbox) as fourth:
            assert await fourth.bind() == 0
            assert (await second.ask("enquire_link")).command_status == 0


async def test_a_lost_connection_frees_its_bind(start: Start) -> None:
    sandbox = await start(max_binds=1)
    async with client(sandbox) as first:
        assert await first.bind() == 0
    status = 5
    while status == 5:  # until the server has noticed
        async with client(sandbox) as second:
            status = await second.bind()
    assert status == 0


async def test_binding_twice_on_one_connection(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        assert await esme.bind() == 0
        assert await esme.bind() == 5
        assert (await esme.ask("enquire_link")).command_status == 0


@pytest.mark.parametrize(
    "command", ["submit_sm", "data_sm", "query_sm", "cancel_sm", "replace_sm", "submit_multi"]
)
async def test_nothing_goes_before_the_bind_nor_on_a_receiver(sandbox: Sandbox, command: str) -> None:
    async with client(sandbox) as esme:
        assert (await esme.ask(command)).command_status == 4
        assert await esme.bind("receiver") == 0
        assert (await esme.ask(command)).command_status == 4


async def test_replace_and_submit_multi_are_refused(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        assert (await esme.ask("replace_sm", {"message_id": "1"})).command_status == 0x13
        assert (await esme.ask("submit_multi", {"short_message": b"x"})).command_status == 0x45


@pytest.mark.parametrize("command", [0x0BAD, 0x111, 0x5])
async def test_an_unknown_command(sandbox: Sandbox, command: int) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        await esme.send(command, sequence=77)
        nack = await esme.read()
        assert (nack.command, nack.command_status, nack.sequence_number) == ("generic_nack", 3, 77)
        assert (await esme.ask("enquire_link")).command_status == 0


async def test_responses_and_notices_nobody_waits_for_are_ignored(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        for command in (
            "submit_sm_resp",
            "deliver_sm_resp",
            "generic_nack",
            "alert_notification",
            0x80000BAD,
        ):
            await esme.send(command, sequence=9)
        assert (await esme.ask("enquire_link")).command_status == 0


@pytest.mark.parametrize("length", [0, 4, 15, 128 * 1024 + 1, 0x16030100, 0xFFFFFFFF])
async def test_a_command_length_that_cannot_be(sandbox: Sandbox, length: int) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        await esme.send_octets(length.to_bytes(4, "big") + write_header(4, 0, 99)[4:] + b"garbage")
        nack = await esme.read()
        assert (nack.command, nack.command_status, nack.sequence_number) == ("generic_nack", 2, 99)
        assert await esme.ends()


async def test_pdus_octet_by_octet_and_many_at_once(sandbox: Sandbox) -> None:
    async with client(sandbox) as esme:
        await esme.bind()
        for octet in write_pdu("submit_sm", sequence=500, fields=message_fields("6581234567")):
            await esme.send_octets(bytes([octet]))
        assert (await esme.next("submit_sm_resp")).sequence_number == 500
        await esme.send_octets(b"".join(write_header(0x15, 0, number) for number in range(1000, 2000)))
        answers = [(await esme.next("enquire_link_resp")).sequence_number for _ in range(1000)]
        assert answers == list(range(1000, 2000))


@pytest.mark.parametrize(
    ("damage", "status"),
    [
        (lambda pdu: pdu[:30], 2),
        (lambda pdu: pdu[:-2], 1),
        (lambda pdu: pdu + b"\x02\x04\x00\x09x", 0xC0),
        (lambda pdu: pdu + b"\x02", 0xC0),
    ],
)
async def test_a_damaged_submit_is_refused(sandbox: Sandbox, damage: object, status: int) -> None:
    assert callable(damage)
    octets = damage(write_pdu("submit_sm", sequence=7, fields=message_fields("6581234567")))
    async with client(sandbox) as esme:
        await esme.bind()
        await esme.send_octets(len(octets).to_bytes(4, "big") + octets[4:])
        answer = await esme.next("submit_sm_resp")
        assert (answer.command_status, answer.sequence_number) == (status, 7)
    assert sandbox.submitted == []


async def test_a_bind_that_is_cut_is_refused(sandbox: Sandbox) -> None:
    octets = write_pdu("bind_transceiver", fields={"system_id": "demo", "password": "demo1234"})[:-1]
    async with client(sandbox) as esme:
        await esme.send_octets(len(octets).to_bytes(4, "big") + octets[4:])
        assert (await esme.read()).command_status == 2
        assert await esme.ends()


async def test_who_never_binds_is_closed(start: Start) -> None:
    sandbox = await start(bind_timeout=0.05)
    async with client(sandbox) as silent, client(sandbox) as esme:
        assert await esme.bind() == 0
        assert await silent.ends()
        assert (await esme.ask("enquire_link")).command_status == 0


async def test_a_client_that_does_not_read_holds_nobody_up(sandbox: Sandbox) -> None:
    async with client(sandbox) as lazy, client(sandbox) as esme:
        await lazy.bind()
        await esme.bind()
        # Soon the sandbox reads no more, since nobody takes its answers.
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(lazy.flood(write_header(0x15, 0, 1) * 4096), 1)
        assert (await esme.submit("6581234567")).command_status == 0
        await sandbox.close()


async def test_a_closed_sandbox_is_gone(start: Start) -> None:
    sandbox = await start()
    async with client(sandbox) as esme:
        await esme.bind()
        await sandbox.close()
        assert await esme.ends()
    with pytest.raises(ConnectionRefusedError):
        await client(sandbox).__aenter__()
    await sandbox.close()


async def test_a_port_that_is_taken(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match=rf"port {sandbox.port}: .*choose another port"):
        await Sandbox.start(home=tmp_path, port=sandbox.port)
    with pytest.raises(SandboxError, match="cannot listen"):
        await Sandbox.start(home=tmp_path, tls_port=sandbox.port)
    with pytest.raises(SandboxError, match="cannot listen"):
        await Sandbox.start(home=tmp_path, port=70000)


async def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "sandbox").write_text("a file")
    with pytest.raises(SandboxError, match="cannot keep its certificate"):
        await Sandbox.start(home=tmp_path)


async def test_tls_spoken_to_the_plain_port(sandbox: Sandbox) -> None:
    context = ssl.create_default_context(cafile=str(sandbox.certificate))
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await RawClient(sandbox.port, context).__aenter__()
    async with client(sandbox) as esme:
        assert await esme.bind() == 0


async def test_plain_spoken_to_the_tls_port(sandbox: Sandbox) -> None:
    async with RawClient(sandbox.tls_port) as plain:
        await plain.send("enquire_link")
        assert await plain.ends()
    async with client(sandbox) as esme:
        assert await esme.bind() == 0


async def test_the_password_is_not_shown(sandbox: Sandbox) -> None:
    assert (sandbox.system_id, sandbox.password) == ("demo", "demo1234")
    assert "demo1234" not in repr(sandbox.options)
