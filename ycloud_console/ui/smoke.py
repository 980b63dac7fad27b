"""The smoke test of an installation: every part of the program is used once, in a folder that is thrown away.

A package leaves out what its maker believed to be unused, and may be installed where a library is missing.
So each part that is loaded late, or comes from elsewhere (Qt's plug-ins, fonts, translations, the keychain's
backend, the system's certificates), is put to work here, and said in a line.
"""

from __future__ import annotations

import asyncio
import csv
import importlib
import json
import pkgutil
import re
import ssl
import sys
import zipfile
import zoneinfo
from collections.abc import Awaitable, Callable
from html import unescape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QImageReader
from PySide6.QtWidgets import QApplication

import ycloud_console
from ycloud_console.accounts import KeychainUnavailable
from ycloud_console.console import Console
from ycloud_console.history.export import ExportFormat, export
from ycloud_console.history.model import MessageFilter, MessageRow
from ycloud_console.sms.message import MessageState
from ycloud_console.ui import language
from ycloud_console.ui.widgets import icon
from ycloud_console.ui.window import MainWindow
from ycloud_console.versions import versions

PATIENCE = 30.0
"""Seconds that one check may take."""
PAGES = ("inbox", "monitor", "decoder", "protocol", "settings", "deliveries")
BACKENDS = {"linux": "SecretService", "darwin": "macOS", "win32": "Windows"}
"""The module of keyring that speaks to the system's keychain."""
_NUMBER = "+65 8123 4567"
_TEXT = "A message to try the installation: 你好 🎉"
_KEY = "smoke-test"

Check = Callable[[], Awaitable[str]]


class SmokeFailed(Exception):
    """A part does not work; the text says what was expected and what came."""


class Smoke:
    """Uses every part of the program once; *folder* takes what is written."""

    def __init__(self, console: Console, window: MainWindow, folder: Path) -> None:
        self._console = console
        self._window = window
        self._folder = folder
        self._row: MessageRow | None = None

    async def make(self) -> int:
        """Make all checks, a line each on stdout; 0 when all went well, else 1."""
        checks: dict[str, Check] = {
            "modules": self._modules,
            "window": self._look,
            "TLS": self._bind,
            "message": self._send,
            "pages": self._pages,
            "charts": self._charts,
            "exports": self._exports,
            "icons": self._icons,
            "translations": self._translations,
            "keychain": self._keychain,
            "authorities": self._authorities,
            "time zones": self._zones,
        }
        _say("; ".join(f"{name} {number}" for name, number in versions()))
        failed = [name for name, check in checks.items() if not await self._passes(name, check)]
        if failed:
            _say(f"{len(failed)} of {len(checks)} checks failed: {', '.join(failed)}.")
            return 1
        _say(f"All {len(checks)} checks passed.")
        return 0

    async def _passes(self, name: str, check: Check) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                found = await check()
        except TimeoutError:
            _say(f"FAILED  {name}: nothing came within {PATIENCE:.0f} seconds")
        except SmokeFailed as problem:
            _say(f"FAILED  {name}: {problem}")
        except Exception as error:  # noqa: BLE001 -- a part that is missing may raise anything
            _say(f"FAILED  {name}: {type(error).__name__}: {error}")
        else:
            _say(f"ok      {name}: {found}")
            return True
        return False

    # The program and its window.

    async def _modules(self) -> str:
        names = [
            found.name
            for found in pkgutil.walk_packages(ycloud_console.__path__, "ycloud_console.")
            if not found.name.endswith("__main__")
        ]
        for name in names:
            importlib.import_module(name)
        _expect(len(names) > 100, f"more than 100 modules of the program, found {len(names)}")
        return f"{len(names)} imported"

    async def _look(self) -> str:
        _expect(self._window.isVisible(), "a visible window")
        picture = self._window.grab().toImage()
        _expect(_colours(picture) > 20, "a window with something drawn in it")
        size = self._window.size()
        return f"{size.width()} × {size.height()} on {QGuiApplication.platformName()}"

    async def _pages(self) -> str:
        for name in PAGES:
            self._window.show_page(name)
            await asyncio.sleep(0)
            _expect(_colours(self._window.grab().toImage()) > 20, f"something drawn on the page {name}")
        return ", ".join(PAGES)

    # A message to the sandbox and back.

    async def _bind(self) -> str:
        self._window.actions_on_accounts.open_sandbox()
        await _until(lambda: self._console.status(self._window.account_id).is_bound)
        spoken = self._console.status(self._window.account_id).tls
        _expect(spoken, "a bind over TLS")
        return f"bound to the sandbox, certificate {spoken}"

    async def _send(self) -> str:
        composer = self._window.composer
        came: list[int] = []
        composer.sent.connect(came.extend)
        composer.fill("YCloud", _NUMBER, _TEXT)
        composer.submit()
        await _until(lambda: came or not composer.outcome.isHidden())
        _expect(came, f"a message sent, the composer says: {composer.outcome.sentence}")
        while True:
            (row,) = await self._console.history.rows(came)
            if not row.state.is_pending:
                break
            await asyncio.sleep(0.05)
        _expect(row.state is MessageState.DELIVERED, f"a delivered message, it is {row.state}")
        _expect(row.country == "SG", f"the country of {_NUMBER} as SG, it is {row.country!r}")
        await _until(lambda: [each for each in self._window.deliveries.model.rows if each.id == row.id])
        self._row = row
        return f"{row.state} in {(row.done_at or 0) - row.queued_at:,} µs, shown in the table"

    async def _charts(self) -> str:
        self._window.show_page("monitor")
        monitor = self._window.side.monitor
        monitor.reload()
        await _until(lambda: monitor.figures is not None and monitor.figures.total.total())
        before = _colours(monitor.times_chart.grab().toImage())
        _expect(before > 5, "bars in the chart of times to deliver")
        drawn = [_colours(card.chart.grab().toImage()) for card in (monitor.outcomes, monitor.countries)]
        _expect(min(drawn) > 5, "bars in the charts of outcomes and countries")
        self._window.show_page("deliveries")
        return "outcomes, times, countries"

    async def _exports(self) -> str:
        _expect(self._row, "a message to export")
        for kind, read in {
            ExportFormat.CSV: _read_csv,
            ExportFormat.XLSX: _read_xlsx,
            ExportFormat.JSONL: _read_jsonl,
        }.items():
            target = self._folder / f"export{kind}"
            await export(self._console.history, MessageFilter(), target, kind)
            texts = await asyncio.to_thread(read, target)
            _expect(texts == [_TEXT], f"the message in {target.name}, it has {texts}")
        return "CSV, XLSX, JSON lines"

    # What is loaded from files and from the system.

    async def _icons(self) -> str:
        _expect(_colours(icon("ph.info").pixmap(32).toImage()) > 1, "a drawn icon of the font")
        _expect(b"svg" in [bytes(each.data()) for each in QImageReader.supportedImageFormats()], "SVG images")
        resources = Path(ycloud_console.__file__).parent / "resources"
        pictures = sorted(resources.rglob("*.svg"))
        _expect(len(pictures) > 5, f"the program's SVG pictures, found {len(pictures)}")
        for path in pictures:
            _expect(_colours(QIcon(str(path)).pixmap(32).toImage()) > 1, f"a picture in {path.name}")
        own = QApplication.windowIcon().availableSizes()
        _expect(QSize(16, 16) in own and QSize(256, 256) in own, "the program's own icon")
        return f"font, {len(pictures)} SVG pictures, {len(own)} sizes of the program's own"

    async def _translations(self) -> str:
        app = QCoreApplication.instance()
        if app is None:
            raise SmokeFailed("expected a Qt application")
        language.install(app, "zh_CN")
        try:
            for context, english in (("QPlatformTheme", "Cancel"), ("Session", "No such account")):
                chinese = QCoreApplication.translate(context, english)
                _expect(not chinese.isascii(), f"“{english}” in Chinese, it is “{chinese}”")
        finally:
            language.install(app, "en")
        return "Qt's and the program's, 简体中文"

    async def _keychain(self) -> str:
        module = BACKENDS.get(sys.platform, BACKENDS["linux"])
        importlib.import_module(f"keyring.backends.{module}")
        keychain = self._console.keychain
        missing = await keychain.available()
        if missing:
            return f"{module} is in the package; on this system: {missing}"
        name = keychain.backend_name
        try:
            await keychain.set(_KEY, _TEXT)
            kept = await keychain.get(_KEY)
            await keychain.delete(_KEY)
        except KeychainUnavailable as error:
            return f"{name}, not tried: {error}"
        _expect(kept == _TEXT, f"the text that was given to {name}, it gave another")
        _expect(await keychain.get(_KEY) is None, f"nothing left in {name} after deleting")
        return f"{name}: kept, read, deleted"

    async def _authorities(self) -> str:
        places = ssl.get_default_verify_paths()
        folder = Path(places.capath) if places.capath else None
        in_folder = len(list(folder.glob("*.0"))) if folder else 0
        # A folder's certificates are read when one is needed; a file's, and the system's store, at once.
        loaded = ssl.create_default_context().cert_store_stats()["x509_ca"]
        _expect(
            in_folder or loaded, "certificates that the system trusts (on Linux: the package ca-certificates)"
        )
        return f"{max(in_folder, loaded)} trusted by the system"

    async def _zones(self) -> str:
        return str(zoneinfo.ZoneInfo("Asia/Shanghai"))


def _expect(condition: object, what: str) -> None:
    if not condition:
        raise SmokeFailed(f"expected {what}")


def _colours(picture: QImage) -> int:
    """How many different colours there are in *picture*, looking at no more than some 40,000 places."""
    step = max(1, max(picture.width(), picture.height()) // 200)
    return len(
        {
            picture.pixel(x, y)
            for x in range(0, picture.width(), step)
            for y in range(0, picture.height(), step)
        }
    )


def _read_csv(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def _read_xlsx(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    cells = re.findall(r'<c r="([A-Z]+)\d+"[^>]*><is><t[^>]*>([^<]*)</t>', sheet)
    column = next(letters for letters, value in cells if value == "text")
    return [unescape(value) for letters, value in cells if letters == column][1:]


def _read_jsonl(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]


async def _until(condition: Callable[[], object]) -> None:
    """Let the window live until *condition* holds; the check's patience ends it."""
    while not condition():  # noqa: ASYNC110 -- a widget's state has no event to wait for
        await asyncio.sleep(0.02)


def _say(text: str) -> None:
    """To stdout, also where its encoding lacks the characters."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()
