"""Background tasks end with their window."""

from __future__ import annotations

import asyncio

from ycloud_console.ui.tasks import Tasks


async def test_nothing_begins_after_the_end() -> None:
    failures: list[str] = []
    tasks = Tasks(lambda name, _error: failures.append(name))
    done: list[str] = []

    async def work(name: str) -> None:
        done.append(name)

    tasks.start(work("before"), "before")
    await tasks.finished()
    await tasks.close()
    tasks.start(work("after"), "after")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert done == ["before"]
    assert tasks.names == []
    assert failures == []
