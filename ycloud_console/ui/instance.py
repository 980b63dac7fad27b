"""One window a data folder: a second start has the first one come to the front, and ends.

The first holds a lock on a file, which the system lets go when the process ends however it ends, and listens
on the loopback interface. Port and a token stand in a file that only the folder's owner can read.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from ycloud_console.accounts.home import make_private

log = logging.getLogger(__name__)

_LOCK = "window.lock"
_PLACE = "window.json"
_PATIENCE = 10.0
"""Seconds the first window may take to answer; it is busy for that long only when something is wrong."""
_PAUSE = 0.1
"""Seconds until the first window is called again."""
_LONGEST = 4096
"""Octets of a request."""


class NotReached(Exception):
    """Another window has the data folder, but does not answer; the text says what to do."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a second start was asked for."""

    sandbox: bool = False
    account: str | None = None
    accounts_file: str | None = None
    """The path of exported accounts that are to be added."""


class _Place(msgspec.Struct, frozen=True):
    port: int
    token: str


class _Call(msgspec.Struct, frozen=True):
    token: str
    request: Request


class Instance:
    """The right to be the one window of a data folder. Make it with :meth:`claim`."""

    def __init__(self, home: Path, lock: FileLock) -> None:
        self._lock = lock
        self._place = home / _PLACE
        self._token = secrets.token_urlsafe(24)
        self._server: asyncio.Server | None = None

    @classmethod
    def claim(cls, home: Path) -> Instance | None:
        """Take the right for *home*; None when another process has it. Raises OSError."""
        make_private(home)
        lock = FileLock(home / _LOCK, mode=0o600)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return None
        return cls(home, lock)

    async def listen(self, on_request: Callable[[Request], object]) -> None:
        """Call *on_request* on the running loop for every second start. Raises OSError."""

        async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                async with asyncio.timeout(_PATIENCE):
                    call = msgspec.json.decode(await reader.readline(), type=_Call)
                    if hmac.compare_digest(call.token.encode(), self._token.encode()):
                        on_request(call.request)
                        writer.write(b"ok\n")
                        await writer.drain()
            except (OSError, TimeoutError, ValueError, msgspec.MsgspecError) as error:
                log.warning("a second start could not be understood: %s", error)
            finally:
                writer.close()

        self._server = await asyncio.start_server(meet, "127.0.0.1", 0, limit=_LONGEST)
        port = self._server.sockets[0].getsockname()[1]
        self._write(msgspec.json.encode(_Place(port, self._token)))

    def _write(self, octets: bytes) -> None:
        """In one step, for the owner alone: a second start reads all of it or none."""
        fresh = self._place.with_suffix(".new")
        with suppress(FileNotFoundError):
            fresh.unlink()
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(octets)
        fresh.replace(self._place)

    def close(self) -> None:
        """Give the right back."""
        if self._server is not None:
            self._server.close()
            self._server = None
            with suppress(OSError):
                self._place.unlink()
        self._lock.release()


def call_first(home: Path, request: Request, patience: float = _PATIENCE) -> None:
    """Hand *request* to the window that has *home*, which comes to the front. Waits up to *patience* seconds.

    Raises NotReached. Needs no event loop and no Qt.
    """
    deadline = time.monotonic() + patience
    while (left := deadline - time.monotonic()) > 0:
        with suppress(OSError, msgspec.MsgspecError):
            if _call(home, request, left):
                return
        # It has the lock, but is not listening yet; or the file is of one that was killed.
        time.sleep(_PAUSE)
    raise NotReached(_sentence(home))


def _call(home: Path, request: Request, patience: float) -> bool:
    """Whether the window has taken *request*."""
    place = msgspec.json.decode((home / _PLACE).read_bytes(), type=_Place)
    with socket.create_connection(("127.0.0.1", place.port), timeout=patience) as line:
        line.sendall(msgspec.json.encode(_Call(place.token, request)) + b"\n")
        return line.recv(16) == b"ok\n"


def _sentence(home: Path) -> str:
    return (
        f"Another YCloud Console uses the data folder {home}, but does not answer. Close it, or end its "
        "process, and start again; or choose another folder with --data-dir."
    )
