"""Garbage is collected on the window's thread, whoever makes it."""

from __future__ import annotations

import gc
import threading

import pytest
from pytestqt.qtbot import QtBot

from ycloud_console.ui.garbage import GarbageCollector

pytestmark = pytest.mark.gui


class _Cycle:
    """Garbage that only a collection finds; says in which thread it was deleted."""

    def __init__(self, deleted_in: list[int]) -> None:
        self._itself = self
        self._deleted_in = deleted_in

    def __del__(self) -> None:
        self._deleted_in.append(threading.get_ident())


def _make_much_garbage(deleted_in: list[int]) -> None:
    for _ in range(100):
        _Cycle(deleted_in)
    # Enough allocations to make Python collect by itself, if it were let.
    kept = [[index] for index in range(50_000)]
    del kept


def test_python_left_alone_deletes_in_the_thread_that_happens_to_allocate() -> None:
    """The reason for all this."""
    deleted_in: list[int] = []
    worker = threading.Thread(target=_make_much_garbage, args=(deleted_in,))
    gc.enable()
    worker.start()
    worker.join()
    assert set(deleted_in) - {threading.get_ident()}


def test_what_a_worker_leaves_is_deleted_on_the_windows_thread(qtbot: QtBot) -> None:
    deleted_in: list[int] = []
    collector = GarbageCollector()
    try:
        worker = threading.Thread(target=_make_much_garbage, args=(deleted_in,))
        worker.start()
        worker.join()
        assert not deleted_in
        qtbot.waitUntil(lambda: len(deleted_in) == 100)
        assert set(deleted_in) == {threading.get_ident()}
    finally:
        collector.close()
    assert gc.isenabled()
