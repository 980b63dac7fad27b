"""The window is told of every change, less often while nobody could follow them."""

from __future__ import annotations

import pytest

from tests.ui.conftest import until
from ycloud_console.console import Console, HistoryChanged
from ycloud_console.history.model import Change
from ycloud_console.ui.bridge import BUSY_MS, COALESCE_MS, Bridge

pytestmark = pytest.mark.gui


async def test_nothing_of_a_stream_is_lost_and_afterwards_it_tells_as_soon_as_before(
    console: Console, bridge: Bridge
) -> None:
    told: list[frozenset[int]] = []
    bridge.messages_changed.connect(told.append)
    for start in range(0, 5000, 500):
        console._tell(HistoryChanged(Change(frozenset(range(start, start + 500)))))
    await until(lambda: told, "the stream")
    assert bridge._timer.interval() == BUSY_MS
    console._tell(HistoryChanged(Change(frozenset({5000}))))
    await until(lambda: len(told) == 2, "the last one")
    assert bridge._timer.interval() == COALESCE_MS
    assert told == [frozenset(range(5000)), frozenset({5000})]
