"""A sandbox with quick receipts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from ycloud_console.sandbox import Sandbox, SandboxOptions

Start = Callable[..., Awaitable[Sandbox]]


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Starts sandboxes with the options given; they are closed after the test."""
    started: list[Sandbox] = []

    async def start_one(**options: Any) -> Sandbox:
        settings = SandboxOptions(**{"receipt_delay": 0.02, "retry_delay": 0.02} | options)
        sandbox = await Sandbox.start(home=tmp_path, options=settings)
        started.append(sandbox)
        return sandbox

    yield start_one
    for sandbox in started:
        await sandbox.close()


@pytest.fixture
async def sandbox(start: Start) -> Sandbox:
    return await start()
