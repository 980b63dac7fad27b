"""The practice SMSC as a whole: two listening ports, one SMSC behind them."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ycloud_console.sandbox.faults import Faults
from ycloud_console.sandbox.ledger import Accepted, Ledger
from ycloud_console.sandbox.options import SandboxOptions
from ycloud_console.sandbox.session import PATIENCE, Session
from ycloud_console.sandbox.smsc import Smsc


class SandboxError(Exception):
    """The practice SMSC cannot start; the message says why and what to do."""


class Sandbox:
    """A real SMPP 3.4 server with YCloud's rules, plain and TLS. Make it with :meth:`start`."""

    def __init__(self, options: SandboxOptions, host: str, certificate: Path) -> None:
        self.options = options
        self.host = host
        self.certificate = certificate
        """The self-signed certificate of the TLS port (PEM), for clients to trust."""
        self.port = 0
        self.tls_port = 0
        self._smsc = Smsc(options)
        self._context: ssl.SSLContext | None = None
        self._sessions: set[Session] = set()
        self._connections = 0
        self._servers: list[asyncio.Server] = []
        self._restarting: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._turn = asyncio.Lock()
        """One restart at a time."""

    @classmethod
    async def start(
        cls,
        *,
        home: Path,
        host: str = "127.0.0.1",
        port: int = 0,
        tls_port: int = 0,
        options: SandboxOptions | None = None,
    ) -> Sandbox:
        """Listen on *port* (plain) and *tls_port*; 0 takes any free one.

        The certificate is kept in ``home/sandbox``. Raises :class:`SandboxError` when a port is taken or
        the folder cannot be written.
        """
        folder = home / "sandbox"
        try:
            from ycloud_console.sandbox.certificate import server_context  # cryptography: not for each start

            context, certificate = await asyncio.to_thread(server_context, folder)
        except OSError as error:
            raise SandboxError(
                f"The practice SMSC cannot keep its certificate in {folder}: {error.strerror or error}. "
                "Make the folder writable, or choose another one with --data-dir."
            ) from error
        sandbox = cls(options or SandboxOptions(), host, certificate)
        sandbox._context = context
        try:
            await sandbox._open(port, tls_port)
        except BaseException:
            await sandbox.close()
            raise
        sandbox._mind_restarts()
        return sandbox

    async def _open(self, port: int, tls_port: int) -> None:
        self.port = await self._listen(port, None)
        self.tls_port = await self._listen(tls_port, self._context)

    async def restart(self) -> None:
        """Cut every connection, listen to nobody for ``options.downtime``, then go on on the same ports.

        What was accepted, and what is still to be delivered, is kept, as an SMSC keeps it on its disk.
        """
        async with self._turn:
            await self._shut(Session.drop)
            await asyncio.sleep(self.options.downtime)
            await self._open(self.port, self.tls_port)

    def _mind_restarts(self) -> None:
        self._changed.set()
        runs = self._restarting is not None and not self._restarting.done()
        if self.options.faults.restart and not runs:
            self._restarting = asyncio.create_task(self._restart_again_and_again())

    async def _restart_again_and_again(self) -> None:
        """While it is wanted; other options begin the time anew."""
        while every := self.options.faults.restart:
            self._changed.clear()
            try:
                async with asyncio.timeout(every):
                    await self._changed.wait()
            except TimeoutError:
                await self.restart()

    def set_options(self, options: SandboxOptions) -> None:
        """Let *options* hold from now on, without a restart; connections stay.

        Only those that a fault has silenced are cut, so that their clients may come back. The ports, and the
        time a connection may take to bind, are those of the start; so is the size of the ledger.
        """
        self.options = options
        self._smsc.set_options(options)
        for session in list(self._sessions):
            if session.is_silent:
                session.drop()
        self._mind_restarts()

    def calm(self) -> None:
        """From now on nothing goes wrong on request; every connection is cut."""
        self.set_options(replace(self.options, faults=Faults()))
        for session in list(self._sessions):
            session.drop()

    async def _listen(self, port: int, context: ssl.SSLContext | None) -> int:
        loop = asyncio.get_running_loop()
        try:
            server = await loop.create_server(
                self._session,
                self.host,
                port,
                ssl=context,
                ssl_handshake_timeout=self.options.bind_timeout if context else None,
                ssl_shutdown_timeout=PATIENCE if context else None,
            )
        except (OSError, OverflowError) as error:
            raise SandboxError(
                f"The practice SMSC cannot listen on {self.host}, port {port}: "
                f"{getattr(error, 'strerror', None) or error}. Another program may use the port: end it, or "
                "choose another port (0 takes any free one)."
            ) from error
        self._servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    def _session(self) -> Session:
        self._connections += 1
        return Session(self._smsc, self._connections, self._sessions)

    @property
    def system_id(self) -> str:
        return self.options.system_id

    @property
    def password(self) -> str:
        return self.options.password

    @property
    def ledger(self) -> Ledger:
        """What was accepted, and what was told about it."""
        return self._smsc.ledger

    @property
    def submitted(self) -> list[Accepted]:
        """The accepted segments in their order (the ledger's)."""
        return self._smsc.ledger.submitted

    async def close(self) -> None:
        """Close both ports and every connection; what was not delivered is forgotten."""
        if self._restarting is not None:
            self._restarting.cancel()
            await asyncio.gather(self._restarting, return_exceptions=True)
        self._smsc.schedule.close()
        await self._shut(Session.close)

    async def _shut(self, end: Callable[[Session], None]) -> None:
        """Listen no more, and end every connection by *end*."""
        for server in self._servers:
            server.close()
        self._servers.clear()
        for session in list(self._sessions):
            end(session)
        while self._sessions:  # one may have come in meanwhile
            session = next(iter(self._sessions))
            end(session)
            await session.ended.wait()
