"""A program that writes a message and never comes to an end: ``python typist.py HOME TEXT``; to be killed."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ycloud_console.console import Console
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.composer import Composer
from ycloud_console.ui.loop import ConsoleEventLoop
from ycloud_console.ui.tasks import Tasks


async def write(home: Path, text: str) -> None:
    console = await Console.open(home)
    composer = Composer(console, Bridge(console), Tasks(print))
    composer.show()
    composer.fill("Acme", "+6581234567", "")
    QTest.keyClicks(composer.message, text)
    await asyncio.Event().wait()


if __name__ == "__main__":
    loop = ConsoleEventLoop(QApplication([]))
    asyncio.set_event_loop(loop)
    loop.run_until_complete(write(Path(sys.argv[1]), sys.argv[2]))
