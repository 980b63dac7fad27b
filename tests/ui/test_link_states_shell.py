"""Every state of the link, driven on the wire, and what the Console and the window's pill make of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.smpp.peers import Session, serving
from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.smpp.model import LinkState
from ycloud_console.ui.window import MainWindow

pytestmark = pytest.mark.gui

Script = Callable[[Session], Awaitable[object]]


async def silent(session: Session) -> None:
    await asyncio.Event().wait()


async def refuses(session: Session) -> None:
    bind = await session.pdu()
    await session.say("bind_transceiver_resp", status=3, sequence=bind.sequence_number)
    await session.at_end()


async def busy(session: Session) -> None:
    bind = await session.pdu()
    await session.say("bind_transceiver_resp", status=5, sequence=bind.sequence_number)
    await session.at_end()


async def bound_and_deaf(session: Session) -> None:
    """Takes the bind, and answers nothing any more."""
    await session.take_bind()
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("script", "tls", "state", "words"),
    [
        (silent, True, LinkState.CONNECTING, "Connecting…"),
        (silent, False, LinkState.BINDING, "Binding…"),
        (bound_and_deaf, False, LinkState.BOUND, "Bound · transceiver · not encrypted"),
        (busy, False, LinkState.WAITING, "Not bound · trying again"),
        (refuses, False, LinkState.REFUSED, "Bind refused"),
    ],
    ids=["connecting", "binding", "bound", "waiting", "refused"],
)
async def test_what_is_shown_is_what_is_on_the_wire(
    window: MainWindow, console: Console, script: Script, tls: bool, state: LinkState, words: str
) -> None:
    async with serving(script) as server:
        account = Account(id="own", name="Own", host="127.0.0.1", port=server.port, tls=tls, system_id="esme")
        console.settings.put(account)
        await console.remember_password("own", "secret", keep=False)
        window.show_accounts("own")
        assert (console.status("own").state, window.top.pill.text) == (LinkState.CLOSED, "Not bound")

        await console.bind("own")

        await until(lambda: console.status("own").state is state, f"{state}")
        await until(lambda: window.top.pill.text == words, f"{words!r}, not {window.top.pill.text!r}")
        await until(lambda: server.sessions == 1, "the server was asked once")
        assert console.status("own").state is state
        if state is LinkState.WAITING:
            await until(lambda: window.top.time.text().startswith("in "), "a countdown")
        leaving = asyncio.create_task(console.unbind("own", timeout=1.0))
        if state is LinkState.BOUND:
            await until(lambda: console.status("own").state is LinkState.UNBINDING, "unbinding on the wire")
            await until(lambda: window.top.pill.text == "Unbinding…", "unbinding")
        await leaving
        assert console.status("own").state is LinkState.CLOSED
        await until(lambda: window.top.pill.text == "Not bound", "not bound")
