"""A Console on a folder of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ycloud_console.console import Console


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    opened = await Console.open(tmp_path / "data")
    yield opened
    await opened.close()
