"""What aiosmpplib 0.7.4 gets wrong, shown in aiosmpplib itself.

Here its session, from connect to close; its PDU classes are in ``test_upstream_pdus.py``. Each test that
fails after an upgrade names a correction that can go. Its docstring says where the correction stands, and
after "Cure:" the tests that show it at work (or how their names begin), often with the octets of ``odd.py``.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import logging
import re
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiosmpplib
import pytest
import trustme
from aiosmpplib.correlator import SimpleCorrelator
from aiosmpplib.protocol import DeliverSm, SubmitSm, SubmitSmResp

from tests.smpp import odd
from tests.smpp.peers import ENDED, PATIENCE, Server, Session, polite, serving

ROOT = Path(__file__).parents[2]


class Hook(aiosmpplib.AbstractHook):  # type: ignore[misc] # aiosmpplib has no types
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.failed: list[Any] = []
        self.told = asyncio.Event()

    async def sending(self, *_: object) -> None: ...

    async def send_error(self, message: Any, *_: object) -> None:
        self.failed.append(message)

    async def received(self, message: Any, *_: object) -> None:
        self.messages.append(message)
        self.told.set()


@asynccontextmanager
async def their_esme(server: Server, **options: Any) -> AsyncIterator[Any]:
    """aiosmpplib's ESME bound, or trying to be; ended without its own stop(), which may wait for ever."""
    esme = aiosmpplib.ESME(
        "127.0.0.1", server.port, "demo", "demo1234", log_level=logging.CRITICAL + 1, **options
    )
    yield esme
    if esme._writer is not None:
        esme._writer.transport.abort()
    await asyncio.sleep(0)


async def received(esme: Any) -> Any:
    """One round of its reader, until that is stopped by an error."""
    return await asyncio.wait_for(esme._receive_data(), PATIENCE)


async def ended(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def binds(session: Session) -> None:
    await session.take_bind()
    await session.at_end()


def then_sends(octets: bytes) -> Callable[[Session], Awaitable[None]]:
    async def script(session: Session) -> None:
        await session.take_bind()
        await session.write(octets)
        await session.at_end()

    return script


# esme.py, connect.py: why its ESME is not the base of ours.


async def test_it_speaks_no_tls() -> None:
    """connect.py. There is no option for it either.

    Cure: tests/smpp/test_tls.py::test_a_certificate_authority_as_file
    """
    assert not {
        name for name in inspect.signature(aiosmpplib.ESME).parameters if "ssl" in name or "tls" in name
    }
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    reached = 0

    async def script(session: Session) -> None:
        nonlocal reached
        reached += 1

    async with serving(script, tls=context) as server, their_esme(server) as esme:
        with pytest.raises((asyncio.IncompleteReadError, ConnectionError, ValueError)):
            await asyncio.wait_for(esme.connect(), PATIENCE)
    assert reached == 0


async def test_its_goodbye_is_refused_by_a_tls_connection() -> None:
    """Esme.close: even handed a TLS connection, it could not close it.

    Cure: tests/smpp/test_tls.py::test_a_tls_link_says_goodbye_and_closes
    """
    authority, server_side = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(server_side)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    async with serving(binds, tls=server_side) as server, their_esme(server) as esme:
        opened = asyncio.open_connection("localhost", server.port, ssl=trusting)
        esme._reader, esme._writer = await opened
        with pytest.raises(NotImplementedError):
            await esme._disconnect()


async def test_bind_status_5_counts_as_bound() -> None:
    """Esme._bind_response.

    Cure: tests/smpp/test_link.py::test_any_status_but_0_is_a_refusal
    """

    async def script(session: Session) -> None:
        bind = await session.pdu()
        await session.say(
            "bind_transceiver_resp", status=5, sequence=bind.sequence_number, fields={"system_id": "x"}
        )
        await session.at_end()

    async with serving(script) as server, their_esme(server) as esme:
        await esme.connect()
        assert esme.session_state is aiosmpplib.SmppSessionState.BOUND_TRX


async def test_a_refused_bind_without_a_body_is_a_value_error() -> None:
    """Esme._bind_response.

    Cure: tests/smpp/test_link.py::test_any_status_but_0_is_a_refusal
    """

    async def script(session: Session) -> None:
        bind = await session.pdu()
        await session.write(struct.pack(">IIII", 16, 0x80000009, 3, bind.sequence_number))
        await session.at_end()

    async with serving(script) as server, their_esme(server) as esme:
        with pytest.raises(ValueError, match="subsection not found"):
            await esme.connect()


@pytest.mark.parametrize("name", odd.UNKNOWN)
async def test_an_unknown_status_or_command_ends_the_reader(name: str) -> None:
    """pdu.read_pdu, Esme._request.

    Cure: tests/smpp/test_link_reading.py::test_an_unknown_status_or_command_leaves_the_link_bound
    """
    async with serving(then_sends(odd.UNKNOWN[name])) as server, their_esme(server) as esme:
        await esme.connect()
        with pytest.raises(ValueError, match="is not a valid"):
            await received(esme)


@pytest.mark.parametrize("name", odd.LOST)
async def test_an_unknown_number_an_empty_text_or_a_binary_tlv_loses_the_message(name: str) -> None:
    """pdu.read_pdu: the SMSC is told that the message is no PDU, and the program is told nothing.

    Cure: tests/smpp/test_link_reading.py::test_what_aiosmpplib_loses_is_handed_over_and_answered
    """
    hook, answer = Hook(), asyncio.get_running_loop().create_future()

    async def script(session: Session) -> None:
        await session.take_bind()
        await session.write(odd.LOST[name])
        answer.set_result(await session.pdu())
        await session.at_end()

    async with serving(script) as server, their_esme(server, hook=hook) as esme:
        await esme.connect()
        esme._bound.set()
        hook.messages.clear()
        reader = asyncio.create_task(esme._receive_data())
        assert (await asyncio.wait_for(answer, PATIENCE)).command == "generic_nack"
        await ended(reader)
    assert not any(hook.messages)


@pytest.mark.parametrize("name", odd.RECEIPTS)
async def test_an_odd_receipt_ends_the_reader(name: str) -> None:
    """Esme._handle; sms.receipt.

    Cure: tests/smpp/test_link_reading.py::test_what_aiosmpplib_loses_is_handed_over_and_answered
    Cure: tests/smpp/test_link_reading.py::test_the_odd_receipts_say_what_they_say
    """
    async with serving(then_sends(odd.RECEIPTS[name])) as server, their_esme(server) as esme:
        await esme.connect()
        esme._bound.set()
        with pytest.raises(ValueError, match=r"0A1|unconverted data"):
            await received(esme)


async def test_an_odd_receipt_is_a_reconnect_storm(monkeypatch: pytest.MonkeyPatch) -> None:
    """An SMSC sends again what was not acknowledged: each time the link falls, and binds beside the old one.

    Cure: tests/smpp/test_link_reading.py::test_what_aiosmpplib_loses_is_handed_over_and_answered
    Cure: tests/smpp/test_link_staying.py::test_bound_again_after_a_loss_and_only_one_socket_at_a_time
    """
    acknowledged = 0
    opened: list[asyncio.StreamWriter] = []
    connect = asyncio.open_connection

    async def remembered(*args: Any, **options: Any) -> Any:
        streams = await connect(*args, **options)
        opened.append(streams[1])
        return streams

    async def script(session: Session) -> None:
        nonlocal acknowledged
        await session.take_bind()
        await session.write(odd.RECEIPTS["err with letters"])
        with suppress(*ENDED):
            while True:
                acknowledged += (await session.pdu()).command == "deliver_sm_resp"

    monkeypatch.setattr(asyncio, "open_connection", remembered)
    async with serving(script) as server, their_esme(server) as esme:
        running = asyncio.create_task(esme.start())
        async with asyncio.timeout(PATIENCE):
            while server.sessions < 3:
                await asyncio.sleep(0.01)
            esme._is_shutting_down = True
            while not running.done():  # it swallows a cancellation, depending on where that finds it
                running.cancel()
                await asyncio.sleep(0.01)
        assert acknowledged == 0
        assert server.most_open > 1
        for writer in opened:
            writer.transport.abort()


async def test_a_header_before_an_empty_text_kills_the_reader_and_leaves_the_socket_open() -> None:
    """pdu.read_pdu: struct.error is no ValueError, so nothing in the library catches it.

    Cure: tests/smpp/test_link_reading.py::test_what_aiosmpplib_loses_is_handed_over_and_answered
    """
    async with serving(then_sends(odd.HEADER_ONLY)) as server, their_esme(server) as esme:
        with pytest.raises(struct.error):
            await asyncio.wait_for(esme.start(), PATIENCE)
        for _ in range(10):
            await asyncio.sleep(0)
        # Nobody reads any more, and the SMSC sees a client that is there.
        assert server.open == 1
        others = [each for each in asyncio.all_tasks() if each.get_name() in ("Sender", "Connection keeper")]
        for task in others:
            await ended(task)


async def test_each_pdu_is_handled_to_the_end_before_the_next_is_read() -> None:
    """Deliveries: many may be stored at one time, so that one commit serves many.

    Cure: tests/smpp/test_link_reading.py::test_deliveries_are_kept_side_by_side
    """
    gate, inside = asyncio.Event(), 0

    class Slow(Hook):
        async def received(self, message: object, *_: object) -> None:
            nonlocal inside
            if isinstance(message, DeliverSm):
                inside += 1
                await gate.wait()

    two = odd.write_text("1") + odd.write_text("2")
    async with serving(then_sends(two)) as server, their_esme(server, hook=Slow()) as esme:
        await esme.connect()
        task = asyncio.create_task(esme._receive_data())
        while not inside:
            await asyncio.sleep(0.01)
        for _ in range(100):
            await asyncio.sleep(0)
        assert inside == 1
        await ended(task)


async def test_a_quick_response_is_not_correlated() -> None:
    """Asked.submit: the request is registered after drain(), when its answer may have come.

    Cure: tests/smpp/test_link_sending.py::test_an_answer_may_come_before_the_write_has_returned
    """
    hook = Hook()
    async with serving(polite) as server, their_esme(server, hook=hook) as esme:
        await esme.connect()
        esme._bound.set()
        hook.told.clear()
        reader = asyncio.create_task(esme._receive_data())
        # As when the buffer is full: drain() returns once the response has been handled.
        esme._writer.drain = hook.told.wait
        await asyncio.wait_for(esme._send_data(SubmitSm(short_message="x", log_id="mine")), PATIENCE)
        (response,) = (each for each in hook.messages if isinstance(each, SubmitSmResp))
        assert response.message_id == "1"
        assert response.log_id != "mine"
        assert str(response.sequence_num) in esme.correlator._store
        await ended(reader)


async def test_there_is_no_window() -> None:
    """Esme.free.

    Cure: tests/smpp/test_link_sending.py::test_the_window_is_never_exceeded_and_commits_come_in_batches
    Cure: tests/smpp/test_link_doubt.py::test_a_silent_server_is_given_one_window_and_no_more
    """
    count = 200

    async def script(session: Session) -> None:
        await session.take_bind()
        for _ in range(count):
            await session.expect("submit_sm")

    async with serving(script) as server, their_esme(server) as esme:
        await esme.connect()
        esme._bound.set()
        for _ in range(count):
            await esme.broker.enqueue(SubmitSm(short_message="x"))
        sender = asyncio.create_task(esme._dequeue_messages())
        async with asyncio.timeout(10):
            while server.open:
                await asyncio.sleep(0.01)
        await ended(sender)


async def test_the_correlator_looks_at_all_it_keeps_on_each_put() -> None:
    """OpenRequests.expire stops at the first that has time left.

    Cure: tests/smpp/test_esme.py::test_no_step_looks_at_all_that_are_open
    """
    correlator, looks = SimpleCorrelator("watched"), 0

    class Watched(dict[str, Any]):
        def __getitem__(self, key: str) -> Any:
            nonlocal looks
            looks += 1
            return super().__getitem__(key)

        def items(self) -> Any:
            nonlocal looks
            looks += len(self)
            return super().items()

    correlator._store, correlator._delivery_store = Watched(), Watched()
    for number in range(1, 101):
        await correlator.put(SubmitSm(short_message="x", sequence_num=number))
        await correlator.put_delivery(str(number), SubmitSm(short_message="x"))
    looks = 0
    await correlator.put(SubmitSm(short_message="x", sequence_num=101))
    assert looks == 200


def test_each_fault_names_a_test_of_its_cure_that_exists() -> None:
    here = Path(__file__)
    modules = (ast.parse(path.read_text(encoding="utf-8")) for path in here.parent.glob(f"{here.stem}*.py"))
    faults = [
        each
        for module in modules
        for each in module.body
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.name.startswith("test_")
    ]
    assert len(faults) > 20
    for fault in faults:
        cures = re.findall(r"Cure: (\S+)::(\w+)", ast.get_docstring(fault) or "")
        assert cures or fault.name == "test_each_fault_names_a_test_of_its_cure_that_exists", fault.name
        for path, name in cures:
            assert f"def {name}" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"
