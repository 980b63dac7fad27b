"""The console's event loop: what asyncio promises, over Qt."""

from __future__ import annotations

import asyncio
import gc
import ssl
import sys
import threading
from typing import Any

import pytest
import trustme
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.ui.conftest import until
from ycloud_console.ui.loop import ConsoleEventLoop

pytestmark = pytest.mark.gui


def running() -> ConsoleEventLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, ConsoleEventLoop)
    return loop


async def test_callbacks_run_in_the_order_they_were_asked_for() -> None:
    order: list[int] = []
    loop = running()
    for number in range(1000):
        loop.call_soon(order.append, number)
    await asyncio.sleep(0.01)
    assert order == list(range(1000))


async def test_a_callback_asked_for_while_others_run_is_not_lost() -> None:
    loop, count = running(), 0

    def again() -> None:
        nonlocal count
        count += 1
        if count < 5000:
            loop.call_soon(again)

    loop.call_soon(again)
    await until(lambda: count == 5000)


async def test_timers_fire_in_the_order_of_their_times() -> None:
    loop, order = running(), list[str]()
    loop.call_later(0.03, order.append, "third")
    loop.call_later(0.01, order.append, "first")
    loop.call_at(loop.time() + 0.02, order.append, "second")
    await until(lambda: len(order) == 3)
    assert order == ["first", "second", "third"]


async def test_a_sleep_is_never_shorter_than_asked() -> None:
    loop = running()
    for seconds in (0.0011, 0.005, 0.05, 0.2):
        begun = loop.time()
        await asyncio.sleep(seconds)
        assert loop.time() - begun >= seconds - 0.0006


async def test_a_cancelled_timer_does_not_fire_and_is_forgotten() -> None:
    loop, fired = running(), list[int]()
    for number in range(5000):
        loop.call_later(60.0, fired.append, number).cancel()
    assert len(loop._timers) < 200
    soon = loop.call_later(0.01, fired.append, -1)
    soon.cancel()
    await asyncio.sleep(0.03)
    assert fired == []


def active_timers() -> int:
    gc.collect()
    timers = [item for item in gc.get_objects() if isinstance(item, QTimer) and isValid(item)]
    return sum(timer.isActive() for timer in timers)


async def test_a_hundred_timeouts_in_a_row_leave_no_qt_timer_behind() -> None:
    async def quick() -> None:
        await asyncio.sleep(0)

    before = active_timers()
    for _ in range(100):
        await asyncio.wait_for(quick(), 55.0)
    # The loop's own may have been idle before, and waits for the last time-out now.
    assert active_timers() <= before + 1


async def test_an_earlier_timer_overtakes_a_later_one_already_set() -> None:
    loop, order = running(), list[str]()
    loop.call_later(0.2, order.append, "late")
    await asyncio.sleep(0.01)
    loop.call_later(0.01, order.append, "early")
    await until(lambda: len(order) == 2)
    assert order == ["early", "late"]


async def test_an_exception_in_a_callback_goes_to_the_handler_and_the_loop_lives() -> None:
    loop, seen = running(), list[dict[str, Any]]()
    loop.set_exception_handler(lambda _loop, context: seen.append(context))

    def fail() -> None:
        raise ZeroDivisionError("on purpose")

    loop.call_soon(fail)
    loop.call_later(0.001, fail)
    await until(lambda: len(seen) == 2)
    assert all(isinstance(context["exception"], ZeroDivisionError) for context in seen)


async def test_work_in_a_thread_and_calls_from_a_thread() -> None:
    loop, came = running(), list[int]()
    assert await loop.run_in_executor(None, threading.get_ident) != threading.get_ident()
    assert await asyncio.to_thread(sum, [1, 2, 3]) == 6

    def tell() -> None:
        for number in range(500):
            loop.call_soon_threadsafe(came.append, number)

    thread = threading.Thread(target=tell)
    thread.start()
    await until(lambda: len(came) == 500)
    thread.join()
    assert came == list(range(500))


async def test_a_call_from_a_thread_wakes_a_loop_that_has_nothing_to_do() -> None:
    loop = running()
    future = loop.create_future()
    threading.Timer(0.05, lambda: loop.call_soon_threadsafe(future.set_result, "awake")).start()
    assert await asyncio.wait_for(future, 10) == "awake"


async def test_an_exception_of_a_thread_is_raised_where_it_is_awaited() -> None:
    def fail() -> None:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        await asyncio.to_thread(fail)


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, done: asyncio.Event) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
    await writer.wait_closed()
    done.set()


async def _talk(port: int, context: ssl.SSLContext | None) -> bytes:
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=context, server_hostname="localhost" if context else None
    )
    payload = bytes(range(256)) * 2000
    writer.write(payload)
    got = await asyncio.wait_for(reader.readexactly(len(payload)), 20)
    writer.close()
    await writer.wait_closed()
    assert got == payload
    return got


@pytest.mark.parametrize("tls", [False, True])
async def test_tcp_and_tls_carry_half_a_megabyte_both_ways(tls: bool) -> None:
    server_context = client_context = None
    if tls:
        authority = trustme.CA()
        server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(server_context)
        client_context = ssl.create_default_context()
        authority.configure_trust(client_context)
    done = asyncio.Event()
    server = await asyncio.start_server(
        lambda reader, writer: _echo(reader, writer, done), "127.0.0.1", 0, ssl=server_context
    )
    async with server:
        await _talk(server.sockets[0].getsockname()[1], client_context)
        await asyncio.wait_for(done.wait(), 20)


async def _never_rest() -> None:
    loop = running()
    while True:
        resumed = loop.create_future()
        loop.call_soon(resumed.set_result, None)
        await resumed


async def test_qt_has_its_turn_while_a_coroutine_never_rests(qapp: QApplication) -> None:
    turns = 0

    def tick() -> None:
        nonlocal turns
        turns += 1

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(0)
    busy = asyncio.create_task(_never_rest())
    await until(lambda: turns >= 3, "Qt's timer")
    timer.stop()
    busy.cancel()


async def test_a_nested_qt_loop_does_not_enter_another_task() -> None:
    other = asyncio.create_task(asyncio.sleep(0))
    nested = QEventLoop()
    QTimer.singleShot(30, nested.quit)
    nested.processEvents()
    assert not other.done()
    await other


async def test_processing_events_does_not_lose_references_to_none(qapp: QApplication) -> None:
    """PySide6 6.12 on Python 3.11 drops one reference to None for every call, and crashes in the end."""
    if sys.version_info >= (3, 12):
        pytest.skip("None is immortal from Python 3.12 on")
    before = sys.getrefcount(None)
    for _ in range(200):
        qapp.processEvents()
    assert sys.getrefcount(None) > before - 150


def test_nothing_runs_while_the_loop_does_not(qapp: QApplication) -> None:
    loop, ran = ConsoleEventLoop(qapp), list[str]()
    loop.call_soon(ran.append, "soon")
    loop.call_later(0.001, ran.append, "later")
    for _ in range(20):
        qapp.processEvents()
    assert ran == []
    loop.run_until_complete(asyncio.sleep(0.01))
    assert ran == ["soon", "later"]
    loop.close()


def test_a_closed_loop_refuses_work(qapp: QApplication) -> None:
    loop = ConsoleEventLoop(qapp)
    assert loop.run_until_complete(asyncio.sleep(0, "done")) == "done"
    loop.close()
    with pytest.raises(RuntimeError):
        loop.call_soon(print)
    loop.close()
