"""SMSCs that are not ours, and what the tests ask of the Console."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import smpp34


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def until(condition: Callable[[], Awaitable[bool]], what: str, limit: float = 20.0) -> None:
    """Wait until *condition* holds; fails, naming *what*, when it does not."""
    try:
        async with asyncio.timeout(limit):
            while not await condition():
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"in {limit} s it did not come about: {what}") from None


_HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked_by_another_program(history: Path) -> Iterator[None]:
    """Nothing can be written to the history meanwhile."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(history)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n"
        yield
        program.communicate()


@dataclass
class ForeignSmsc:
    """smpp34's server: accepts all, and sends YCloud's receipt for each."""

    port: int
    submitted: list[smpp34.SubmitSmEvent] = field(default_factory=list)
    sessions: dict[str, smpp34.Esme] = field(default_factory=dict)
    unbound: list[str] = field(default_factory=list)

    async def serve(self, server: smpp34.Server) -> None:
        while True:
            event = await server.next()
            if isinstance(event, smpp34.Esme):
                self.sessions[event.session_id] = event
            elif isinstance(event, smpp34.SubmitSmEvent):
                self.submitted.append(event)
                message_id = f"{len(self.submitted):020d}"
                event.accept(message_id)
                await self.receipt(event, message_id)
            else:
                self.unbound.append(event.session_id)

    async def receipt(self, event: smpp34.SubmitSmEvent, message_id: str) -> None:
        now = datetime.now(UTC).strftime("%y%m%d%H%M")
        dates = f"submit date:{now} done date:{now}"
        text = f"id:{message_id} sub:001 dlvrd:001 {dates} stat:DELIVRD err:0 text:none"
        await self.sessions[event.session_id].deliver_sm(
            event.source_addr, text.encode(), source_addr=event.destination_addr, esm_class=0x04
        )


@asynccontextmanager
async def foreign_smsc() -> AsyncIterator[ForeignSmsc]:
    """smpp34's server on a free port of the loopback interface."""
    smsc = ForeignSmsc(free_port())
    server = smpp34.Server("127.0.0.1", smsc.port)
    await server.start()
    serving = asyncio.create_task(smsc.serve(server))
    try:
        yield smsc
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await server.stop()
