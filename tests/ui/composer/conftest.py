"""A composer on a real Console, as the window holds it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from ycloud_console.console import Console
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.composer import Composer
from ycloud_console.ui.tasks import Tasks


@pytest.fixture
async def composer(console: Console, bridge: Bridge, tasks: Tasks) -> AsyncIterator[Composer]:
    """Shown, without an account."""
    made = Composer(console, bridge, tasks)
    made.resize(300, 800)
    made.show()
    yield made
    made.close_down()
    made.close()
    made.deleteLater()
