"""The gallery: each page of the window, light and dark, in English and Chinese, at two sizes.

``make screens`` writes it to build/screens; look at what it shows. It is no test: nothing here can say
whether a picture is good.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from ycloud_console.console import SANDBOX_ID, Console
from ycloud_console.sandbox import SandboxOptions
from ycloud_console.ui import language
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.loop import ConsoleEventLoop
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import Mode, Theme
from ycloud_console.ui.window import MainWindow

SIZES = (QSize(1280, 720), QSize(1920, 1080))
THEMES: tuple[Mode, ...] = ("light", "dark")
LANGUAGES = ("en", "zh_CN")

SIGNED = "【YCloud】您的验证码是 482913，5 分钟内有效。"
RECEIPT = (
    "id:11041301030001006668 sub:001 dlvrd:000 submit date:2111040501 done date:2111040501"
    " stat:REJECTD err:18 text:none"
)
TRAFFIC = (
    ("+5511912341690", "Promo: 50% off today only"),
    ("+8613800130324", SIGNED),
    ("+8613800130003", SIGNED),
    ("+8613800138018", "Your verification code is 493 204."),
    ("+4915123454919", "Reminder: appointment at 14:30"),
    ("+14155552912", "Your table is booked for 19:30. See you tonight! 🎉"),
    (
        "+442071838750",
        "Order #88213 has shipped and arrives tomorrow. Track it in the app, or ask us here. " * 3,
    ),
    ("+6581230010", "Reminder: appointment at 14:30"),
    ("12345", "Is this number right?"),
    ("+6581230094", "Reminder: appointment at 14:30"),
    ("+33612345678", "Votre commande n° 88213 est en route. À bientôt !"),
    ("+6581230065", "Test message from support"),
    ("+6581230090", "This one gets no report"),
    ("+819012345678", "ご予約を承りました。"),
    ("10086", "Please call me back about order #88213."),
    ("10086", "我的验证码一直没有收到，请帮忙查一下。" * 5),
)


def _failed(name: str, error: BaseException) -> None:
    sys.stderr.write(f"{name}: {error!r}\n")


async def shoot(folder: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    tasks = Tasks(_failed)
    console = await Console.open(Path(tempfile.mkdtemp()))
    await console.open_sandbox(SandboxOptions(receipt_delay=0.3))
    await console.bind(SANDBOX_ID)
    for _ in range(3):
        for recipient, text in TRAFFIC:
            await console.send(SANDBOX_ID, "YCloud", [recipient], text)
    # The first receipt that tells of the balance pauses the account.
    for _ in range(4):
        await asyncio.sleep(1)
        console.resume(SANDBOX_ID)
    for theme in THEMES:
        for tongue in LANGUAGES:
            Theme.current().set_mode(theme)
            Theme.current().apply(app)
            language.install(app, tongue)
            for size in SIZES:
                suffix = f"{theme}-{tongue}-{size.width()}"
                await _shoot_first_start(tasks, size, folder, suffix)
                await _shoot_pages(console, tasks, size, folder, suffix)
    await console.unbind(SANDBOX_ID)
    await tasks.close()
    await console.close()


async def _shoot_first_start(tasks: Tasks, size: QSize, folder: Path, suffix: str) -> None:
    console = await Console.open(Path(tempfile.mkdtemp()))
    bridge = Bridge(console)
    window = MainWindow(console, bridge, tasks)
    window.resize(size)
    window.show()
    await asyncio.sleep(0.2)
    window.grab().save(str(folder / f"first-start-{suffix}.png"))
    await _end(window, bridge)
    await console.close()


async def _end(window: MainWindow, bridge: Bridge) -> None:
    window.rest()
    bridge.close()
    window.close_for_good()
    window.deleteLater()
    await asyncio.sleep(0.05)


async def _shoot_pages(console: Console, tasks: Tasks, size: QSize, folder: Path, suffix: str) -> None:
    bridge = Bridge(console)
    window = MainWindow(console, bridge, tasks)
    window.restore_layout({})
    window.resize(size)
    window.show()
    window.show_accounts(SANDBOX_ID)
    window.composer.fill(
        "YCloud",
        "+86 138 0013 8000\n+1 415 555 0133",
        "Your code is 493 204. It expires in 5 minutes — don’t share it.",
    )
    failed = [row.id for row in await console.history.messages(limit=100) if row.error == "18"]
    await asyncio.sleep(0.6)
    window.deliveries.select_message(failed[0])
    await asyncio.sleep(0.4)
    window.grab().save(str(folder / f"deliveries-{suffix}.png"))
    for name in tuple(window.rail._buttons):
        if name == "deliveries":
            continue
        window.show_page(name)
        if name == "decoder":
            for editor in window.side.decoder.findChildren(QPlainTextEdit):
                editor.setPlainText(RECEIPT)
        elif name == "protocol":
            await asyncio.sleep(0.3)
            window.side.protocol.table.selectRow(window.side.protocol.model.rowCount() - 4)
        elif name == "inbox":
            await asyncio.sleep(0.3)
            window.side.inbox.view.selectRow(0)
        await asyncio.sleep(0.2)
        window.grab().save(str(folder / f"{name}-{suffix}.png"))
    await _end(window, bridge)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build/screens"))
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    loop = ConsoleEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(shoot(folder))
    finally:
        loop.close()


if __name__ == "__main__":
    main()
