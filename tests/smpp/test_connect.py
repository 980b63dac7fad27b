"""Connecting, given up at any moment: no socket is left open."""

from __future__ import annotations

import asyncio
import gc
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from typing import Any

import pytest

from ycloud_console.smpp.connect import connect
from ycloud_console.smpp.model import LinkSettings

Connecting = Callable[[], Coroutine[Any, Any, Any]]


@pytest.fixture
async def port() -> AsyncIterator[int]:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def left_open(connecting: Connecting) -> list[str]:
    """What is said of sockets when *connecting* is cancelled after so many rounds of the loop."""
    said: list[str] = []
    for rounds in range(20):
        task = asyncio.create_task(connecting())
        for _ in range(rounds):
            await asyncio.sleep(0)
        task.cancel()
        with suppress(asyncio.CancelledError):
            found = await task
            (found[0] if isinstance(found, tuple) else found).abort()
        await asyncio.sleep(0.01)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            del task
            gc.collect()
        said += [str(each.message) for each in caught if "socket" in str(each.message)]
    return said


async def test_a_connection_that_is_given_up_at_any_moment_leaves_no_socket(port: int) -> None:
    settings = LinkSettings("a", "127.0.0.1", port, "a", "b")
    assert not await left_open(lambda: connect(settings, asyncio.Protocol()))


@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_asyncio_loses_the_socket_of_a_race_that_is_cancelled_as_it_is_won(port: int) -> None:
    """Why an address is connected to without one. Once this fails, it may be done without."""

    def racing() -> Coroutine[Any, Any, Any]:
        return asyncio.get_running_loop().create_connection(
            asyncio.Protocol, "127.0.0.1", port, happy_eyeballs_delay=0.25
        )

    assert await left_open(racing)
