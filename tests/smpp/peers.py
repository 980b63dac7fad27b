"""What the link's tests talk to: a server that says exactly what a test tells it to, and who listens."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import msgspec

from ycloud_console.smpp.link import Link
from ycloud_console.smpp.model import (
    Answer,
    Delivery,
    LinkProblem,
    LinkSettings,
    LinkStatus,
    Submission,
    SubmitAnswer,
)
from ycloud_console.smpp.pdu import Pdu, read_pdu, write_pdu

PATIENCE = 20.0
"""Seconds after which a test gives up; never the time it takes."""
_FOREVER = 3600.0
ENDED = (asyncio.IncompleteReadError, ConnectionError)
"""What reading raises once the other side has closed."""


@dataclass
class Listener:
    """Keeps everything a link reports (a LinkHandler)."""

    statuses: list[LinkStatus] = field(default_factory=list)
    sent: list[list[int]] = field(default_factory=list)
    answers: list[SubmitAnswer] = field(default_factory=list)
    doubts: dict[int, LinkProblem] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    barred: set[int] = field(default_factory=set)
    """Keys that may not go out."""
    commit: Callable[[], Awaitable[object]] | None = None
    keep: Callable[[Delivery], Awaitable[int]] | None = None
    _keeping: set[asyncio.Future[int]] = field(default_factory=set)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def link_status(self, status: LinkStatus) -> None:
        self.statuses.append(status)
        self._changed.set()

    async def sending(self, keys: Sequence[int], at: int) -> Sequence[int]:
        if self.commit is not None:
            await self.commit()
        may_go = [key for key in keys if key not in self.barred]
        self.sent.append(may_go)
        self._changed.set()
        return may_go

    def answered(self, answer: SubmitAnswer) -> None:
        self.answers.append(answer)
        self._changed.set()

    def in_doubt(self, keys: Sequence[int], at: int, reason: LinkProblem) -> None:
        self.doubts.update(dict.fromkeys(keys, reason))
        self._changed.set()

    def delivered(self, delivery: Delivery, answer: Answer) -> None:
        self.deliveries.append(delivery)
        self._changed.set()
        if self.keep is None:
            answer(0)
            return
        keeping = asyncio.ensure_future(self.keep(delivery))
        self._keeping.add(keeping)
        keeping.add_done_callback(partial(self._kept, answer))

    def _kept(self, answer: Answer, kept: asyncio.Future[int]) -> None:
        self._keeping.discard(kept)
        self._changed.set()
        if not kept.cancelled():
            answer(kept.result())

    async def until(self, condition: Callable[[], object]) -> None:
        """Return once *condition* holds; it is looked at whenever something was reported."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self._changed.clear()
                await self._changed.wait()


class Session:
    """The server's end of one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def pdu(self) -> Pdu:
        """The next PDU that came."""
        async with asyncio.timeout(PATIENCE):
            head = await self.reader.readexactly(4)
            return read_pdu(head + await self.reader.readexactly(int.from_bytes(head, "big") - 4))

    async def expect(self, command: str) -> Pdu:
        """The next PDU, which must be a *command*."""
        pdu = await self.pdu()
        assert pdu.command == command
        return pdu

    async def at_end(self) -> bool:
        """Whether the client closed the connection, and said nothing before it did."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.reader.read(1) == b""
        except ConnectionError:
            return True

    async def say(
        self,
        command: str,
        *,
        status: int = 0,
        sequence: int = 1,
        fields: Mapping[str, int | str | bytes] | None = None,
        tlvs: Sequence[tuple[int, bytes]] = (),
    ) -> None:
        await self.write(
            write_pdu(command, status=status, sequence=sequence, fields=fields or {}, tlvs=tuple(tlvs))
        )

    async def write(self, octets: bytes) -> None:
        self.writer.write(octets)
        await self.writer.drain()

    async def take_bind(self) -> Pdu:
        """Answer the bind with status 0."""
        bind = await self.pdu()
        assert bind.command.startswith("bind_")
        await self.say(f"{bind.command}_resp", sequence=bind.sequence_number, fields={"system_id": "peer"})
        return bind

    async def take_submit(self, message_id: str = "1") -> Pdu:
        submit = await self.expect("submit_sm")
        await self.say("submit_sm_resp", sequence=submit.sequence_number, fields={"message_id": message_id})
        return submit

    async def take_enquire_link(self) -> None:
        asked = await self.expect("enquire_link")
        await self.say("enquire_link_resp", sequence=asked.sequence_number)

    async def take_unbind(self) -> None:
        """Answer everything until unbind has come, and that too."""
        while (pdu := await self.pdu()).command != "unbind":
            if not pdu.is_response:
                await self.say(f"{pdu.command}_resp", sequence=pdu.sequence_number)
        await self.say("unbind_resp", sequence=pdu.sequence_number)
        assert await self.at_end()


Script = Callable[[Session], Awaitable[object]]


async def silent(session: Session) -> None:
    await asyncio.sleep(_FOREVER)


async def polite(session: Session) -> None:
    """Binds and answers whatever comes."""
    await session.take_bind()
    number = 0
    while True:
        pdu = await session.pdu()
        if pdu.is_response:
            continue
        fields = {}
        if pdu.command == "submit_sm":
            number += 1
            fields = {"message_id": str(number)}
        await session.say(f"{pdu.command}_resp", sequence=pdu.sequence_number, fields=fields)
        if pdu.command == "unbind":
            assert await session.at_end()
            return


class Server:
    """Runs the next of its scripts for each connection; the last one again and again."""

    def __init__(self, scripts: Sequence[Script]) -> None:
        self.scripts = list(scripts)
        self.sessions = 0
        self.open = 0
        self.most_open = 0
        self.port = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._writers: list[asyncio.StreamWriter] = []
        self._closing = False

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._closing:
            writer.transport.abort()
            return
        self._writers.append(writer)
        self._tasks.append(asyncio.create_task(self._serve(Session(reader, writer))))

    async def _serve(self, session: Session) -> None:
        script = self.scripts[min(self.sessions, len(self.scripts) - 1)]
        self.sessions += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            await script(session)
        finally:
            self.open -= 1
            session.writer.transport.abort()

    async def close(self) -> None:
        """End what still runs; what failed in a script fails the test."""
        self._closing = True
        for task in self._tasks:
            if not task.done():
                task.cancel()
        results = await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:  # also those whose script was ended before it began
            writer.transport.abort()
        for result in results:
            if isinstance(result, Exception):
                raise result


@asynccontextmanager
async def serving(*scripts: Script, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """A server on 127.0.0.1 that follows *scripts*."""
    server = Server(scripts)
    listening = await asyncio.start_server(server.accept, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await server.close()
        await listening.wait_closed()


SETTINGS = LinkSettings(
    name="test",
    host="127.0.0.1",
    port=0,
    system_id="demo",
    password="demo1234",
    rate=0,
    backoff_min=0.01,
    backoff_max=0.05,
    connect_timeout=10.0,
    response_timeout=10.0,
)


@asynccontextmanager
async def linked(
    port: int, listener: Listener | None = None, **changes: Any
) -> AsyncIterator[tuple[Link, Listener]]:
    """A link to *port*, not started; stopped at the end."""
    listener = listener or Listener()
    settings: LinkSettings = replace(SETTINGS, port=port, **changes)
    link = Link(settings, listener)
    try:
        yield link, listener
    finally:
        await link.stop(1.0)


def message(key: int = 1, text: bytes = b"hello", **changes: Any) -> Submission:
    """A segment to send."""
    submission = Submission(key, "YCloud", 5, 0, "6581234567", 1, 1, text)
    return msgspec.structs.replace(submission, **changes)
