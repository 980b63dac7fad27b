"""Binding: what counts as bound, and what is done when it fails."""

from __future__ import annotations

import socket
import struct
from typing import Any

import pytest

from tests.smpp.peers import Script, Session, linked, polite, serving, silent
from ycloud_console.smpp.model import BindMode, LinkState, ProblemKind

FOREVER = 3600.0


@pytest.mark.parametrize("mode", list(BindMode))
async def test_each_mode_binds_with_its_own_request_and_unbinds(mode: BindMode) -> None:
    binds = []

    async def script(session: Session) -> None:
        binds.append(await session.take_bind())
        await session.take_unbind()

    async with (
        serving(script) as server,
        linked(server.port, mode=mode, password="p" * 64, system_type="ussd") as (link, listener),
    ):
        status = await link.bind_once()
        assert (status.state, status.bound, status.problem) == (LinkState.BOUND, 1, None)
        await link.stop()
        states = [each.state for each in listener.statuses]
    bind = binds[0]
    assert bind.command == f"bind_{mode}"
    assert (bind.text("system_id"), bind.text("password")) == ("demo", "p" * 64)
    assert (bind.text("system_type"), bind.number("interface_version")) == ("ussd", 0x34)
    assert states[:3] == [LinkState.CONNECTING, LinkState.BINDING, LinkState.BOUND]
    assert states[-1] is LinkState.CLOSED
    assert LinkState.UNBINDING in states


def refusing(status: int, *, body: bool) -> Script:
    async def script(session: Session) -> None:
        bind = await session.pdu()
        head = struct.pack(">IIII", 16 + body, bind.command_id | 0x80000000, status, bind.sequence_number)
        await session.write(head + b"\0" * body)
        await session.at_end()

    return script


@pytest.mark.parametrize("body", [False, True])
@pytest.mark.parametrize("status", [1, 3, 5, 13, 14, 15, 88, 1375, 0xFFFFFFFF])
async def test_any_status_but_0_is_a_refusal(status: int, body: bool) -> None:
    async with (
        serving(refusing(status, body=body)) as server,
        linked(server.port) as (link, listener),
    ):
        result = await link.bind_once()
        refused = status in (3, 13, 14, 15)
        assert result.state is (LinkState.REFUSED if refused else LinkState.CLOSED)
        assert result.problem is not None
        assert (result.problem.kind, result.problem.status) == (ProblemKind.BIND_REFUSED, status)
        assert LinkState.BOUND not in {each.state for each in listener.statuses}
        assert server.sessions == 1


async def test_generic_nack_to_the_bind_is_a_refusal() -> None:
    async def script(session: Session) -> None:
        bind = await session.pdu()
        await session.say("generic_nack", status=8, sequence=bind.sequence_number)
        await session.at_end()

    async with serving(script) as server, linked(server.port) as (link, _):
        problem = (await link.bind_once()).problem
    assert problem is not None
    assert (problem.kind, problem.status) == (ProblemKind.BIND_REFUSED, 8)


async def test_wrong_credentials_are_not_tried_again_until_asked() -> None:
    async with (
        serving(refusing(3, body=False), polite) as server,
        linked(server.port, binds=2) as (link, listener),
    ):
        link.start()
        await listener.until(lambda: link.status.state is LinkState.REFUSED)
        assert link.status.retry_at is None
        link.retry_now()
        await listener.until(lambda: link.status.bound == 2)
        assert server.sessions == 3


async def test_connection_limit_waits_at_the_slow_end() -> None:
    async with (
        serving(refusing(5, body=True)) as server,
        linked(server.port, backoff_min=1.0, backoff_max=FOREVER) as (link, listener),
    ):
        link.start()
        await listener.until(lambda: link.status.state is LinkState.WAITING)
        status = link.status
        assert status.problem is not None
        assert status.problem.status == 5
        assert status.retry_at is not None
        assert status.retry_at - status.since >= (FOREVER / 2 - 1) * 1e6


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"\x15\x03\x01\x00\x02\x02\x46", ProblemKind.TLS_EXPECTED),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", ProblemKind.NOT_SMPP),
        (b"\0\0\0\x0f\x80\0\0\x09\0\0\0\0\0\0\0\x01", ProblemKind.NOT_SMPP),
        (b"", ProblemKind.CONNECTION_CLOSED),
    ],
)
async def test_what_is_no_answer_to_a_bind(answer: bytes, kind: ProblemKind) -> None:
    async def script(session: Session) -> None:
        await session.reader.read(1000)
        await session.write(answer)
        session.writer.close()
        await session.at_end()

    async with serving(script) as server, linked(server.port) as (link, _):
        problem = (await link.bind_once()).problem
    assert problem is not None
    assert problem.kind is kind


async def test_a_banner_before_the_bind_is_no_smpp() -> None:
    async def script(session: Session) -> None:
        await session.write(b"SSH-2.0-peer\r\n")
        await session.at_end()

    async with serving(script) as server, linked(server.port) as (link, _):
        problem = (await link.bind_once()).problem
    assert problem is not None
    assert problem.kind is ProblemKind.NOT_SMPP
    assert "SSH-2.0" in problem.detail


async def test_silence_after_the_bind_is_a_timeout() -> None:
    async with serving(silent) as server, linked(server.port, response_timeout=0.1) as (link, listener):
        problem = (await link.bind_once()).problem
        assert [each.state for each in listener.statuses][:2] == [LinkState.CONNECTING, LinkState.BINDING]
    assert problem is not None
    assert problem.kind is ProblemKind.BIND_TIMEOUT


async def test_refused_port_and_unknown_name() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            async with linked(port, host=host) as (link, _):
                problem = (await link.bind_once()).problem
            assert problem is not None
            assert problem.kind is ProblemKind.PORT_REFUSED
    for host in ("no-such-host.invalid", "", "a" * 70 + ".example"):
        async with linked(port, host=host or "..") as (link, _):
            problem = (await link.bind_once()).problem
        assert problem is not None
        assert problem.kind is ProblemKind.NAME_NOT_FOUND


@pytest.mark.parametrize(
    "changes",
    [
        {"system_id": "s" * 16},
        {"password": "p" * 65},
        {"password": "密码"},
        {"system_id": "a\0b"},
        {"system_type": "t" * 13},
        {"addr_ton": 256},
    ],
)
async def test_settings_that_cannot_be_sent_never_connect(changes: dict[str, Any]) -> None:
    async with serving(silent) as server, linked(server.port, **changes) as (link, _):
        status = await link.bind_once()
        assert status.state is LinkState.REFUSED
        assert status.problem is not None
        assert status.problem.kind is ProblemKind.BAD_SETTINGS
        assert "密码" not in status.problem.detail
        assert server.sessions == 0
