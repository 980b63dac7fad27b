"""The trace: every PDU, as it was on the wire but for passwords."""

from __future__ import annotations

import ssl
from collections import defaultdict
from pathlib import Path

import pytest
import trustme

from tests.smpp.peers import Session, linked, message, polite, serving
from ycloud_console.smpp.clock import now_us
from ycloud_console.smpp.model import TlsSettings
from ycloud_console.smpp.pdu import read_pdu, write_pdu
from ycloud_console.smpp.stream import masked
from ycloud_console.smpp.trace import NO_KEY
from ycloud_console.smpp.wire import Endpoint, Wire


@pytest.mark.parametrize("tls", [False, True])
async def test_every_whole_pdu_is_told_with_its_bind(tmp_path: Path, tls: bool) -> None:
    """Both ways, from the bind to the unbind, on each of two binds; compared with what the server saw."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    wire: list[tuple[list[bytes], list[bytes]]] = []

    async def script(session: Session) -> None:
        heard: list[bytes] = []
        said: list[bytes] = []
        wire.append((heard, said))
        odd = [
            write_pdu("deliver_sm", sequence=5, fields={"short_message": b"x"}),
            b"\0\0\0\x10" + b"\xab" * 12,
        ]
        command = ""
        while command != "unbind":
            pdu = await session.pdu()
            command = pdu.command
            heard.append(masked(pdu.raw))
            if not pdu.is_response:
                said.append(write_pdu(f"{command}_resp", sequence=pdu.sequence_number, fields={}))
                said += odd if command.startswith("bind") else []
                # In two pieces: only whole PDUs are told.
                octets = b"".join(said[-3:] if command.startswith("bind") else said[-1:])
                await session.write(octets[:20])
                await session.write(octets[20:])
        assert await session.at_end()

    told: dict[int, tuple[list[bytes], list[bytes]]] = defaultdict(lambda: ([], []))
    wires: set[Wire] = set()
    times: list[int] = []
    keys: list[int] = []

    def trace(wire: Wire, outgoing: bool, at: int, pdu: bytes, key: int) -> None:
        wires.add(wire)
        times.append(at)
        told[wire.bind][0 if outgoing else 1].append(pdu)
        if read_pdu(pdu).command == "submit_sm":
            keys.append(key)
        else:
            assert key == NO_KEY
        raise RuntimeError("a fault of whoever listens")

    settings = TlsSettings(tmp_path / "ca.pem") if tls else None
    began = now_us()
    async with (
        serving(script, tls=context if tls else None) as server,
        linked(server.port, host="localhost", tls=settings, binds=2, name="desk", window=1) as (
            link,
            listener,
        ),
    ):
        link.trace = trace
        link.start()
        await listener.until(lambda: link.status.bound == 2 and len(listener.deliveries) == 2)
        link.submit(message(key) for key in range(6))
        await listener.until(lambda: len(listener.answers) == 6)
        await link.stop()
    assert {wire.link for wire in wires} == {"desk"}
    assert len({wire.local for wire in wires}) == len(wires) == 2
    assert {wire.remote for wire in wires} == {Endpoint("127.0.0.1", server.port)}
    assert {wire.tls for wire in wires} == {tls}
    assert sorted(keys) == list(range(6))
    assert set(told) == {1, 2}
    assert times == sorted(times)
    assert began <= times[0] <= times[-1] <= now_us()
    assert sorted(map(tuple, (pair[0] for pair in told.values()))) == sorted(tuple(pair[0]) for pair in wire)
    assert sorted(map(tuple, (pair[1] for pair in told.values()))) == sorted(tuple(pair[1]) for pair in wire)


async def test_the_trace_never_holds_the_password() -> None:
    seen: list[tuple[bool, bytes]] = []
    async with serving(polite) as server, linked(server.port, password="hunter2secret") as (link, listener):
        link.trace = lambda wire, outgoing, at, pdu, key: seen.append((outgoing, pdu))
        link.submit([message(1)])
        link.start()
        await listener.until(lambda: listener.answers)
        await link.stop()
    assert not any(b"hunter2" in pdu for _, pdu in seen)
    assert "hunter2" not in repr(link.settings)
    outgoing, bind = seen[0]
    assert outgoing
    assert b"demo\0" + b"*" * 8 + b"\0" in bind
    assert len(bind) == int.from_bytes(bind[:4], "big")
    assert {outgoing for outgoing, _ in seen} == {True, False}


async def test_the_trace_may_be_set_and_unset_while_bound() -> None:
    seen: list[bytes] = []
    async with serving(polite) as server, linked(server.port) as (link, listener):
        await link.bind_once()
        link.trace = lambda wire, outgoing, at, pdu, key: seen.append(pdu)
        link.submit([message(1)])
        await listener.until(lambda: len(listener.answers) == 1)
        assert len(seen) == 2
        link.trace = None
        link.submit([message(2)])
        await listener.until(lambda: len(listener.answers) == 2)
        assert len(seen) == 2


@pytest.mark.parametrize("length", [24, 30, 60])
async def test_an_outbind_of_a_wrong_length_shows_its_password_nowhere(length: int) -> None:
    seen: list[bytes] = []
    outbind = write_pdu("outbind", fields={"system_id": "smsc", "password": "hunter2secret"})

    async def script(session: Session) -> None:
        await session.write(length.to_bytes(4, "big") + outbind[4:] + outbind)
        while await session.reader.read(1000):
            pass

    async with serving(script) as server, linked(server.port) as (link, listener):
        link.trace = lambda wire, outgoing, at, pdu, key: seen.append(pdu)
        link.start()
        await listener.until(lambda: link.status.problem is not None)
        problem = repr(link.status)
        await link.stop()
    assert not any(part in pdu for pdu in seen for part in (b"hunter", b"ter2", b"secret"))
    assert not any(part in problem for part in ("hunter", "ter2", "secret"))
