"""How it ends: in order, in time, at once when told so, and with a word when it cannot even begin."""

from __future__ import annotations

import asyncio
import logging
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.conftest import until
from ycloud_console.accounts import Account, Settings
from ycloud_console.console import Console
from ycloud_console.history import History, HistoryDamaged, HistoryUnavailable, MessageFilter
from ycloud_console.smpp.pdu import read_pdu, write_pdu
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.application import Session
from ycloud_console.ui.failure import FailureDialog, Failures, StartDialog
from ycloud_console.ui.logs import Logs, folder_of_logs

pytestmark = pytest.mark.gui

SECRET = "Tr0ub4dor&3"


class Mute:
    """An SMSC that takes every bind, and answers nothing else: no submit, no unbind, not even a close."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.port = 0
        self._server: asyncio.Server | None = None
        self._writers: list[asyncio.StreamWriter] = []

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        # Cut off with everything else that began during the session.
        with suppress(asyncio.CancelledError):
            await self._listen(reader, writer)

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while start := await reader.read(4):
            rest = await reader.readexactly(int.from_bytes(start, "big") - 4)
            pdu = read_pdu(start + rest)
            self.heard.append(pdu.command)
            if pdu.command.startswith("bind_"):
                fields = {"system_id": "mute"}
                sequence = pdu.sequence_number
                writer.write(write_pdu(f"{pdu.command}_resp", sequence=sequence, fields=fields))


@pytest.fixture
async def mute() -> AsyncIterator[Mute]:
    made = Mute()
    await made.start()
    yield made
    await made.close()


@pytest.fixture
def quiet() -> Iterator[None]:
    """The log's level as it was."""
    level = logging.getLogger().level
    yield
    logging.getLogger().setLevel(level)


def account(port: int, **more: object) -> Account:
    fields = {"id": "own", "name": "Acme", "host": "127.0.0.1", "port": port, "tls": False, **more}
    return msgspec.convert({"system_id": "acme", **fields}, Account)


async def begin(
    session: Session, home: Path, mute: Mute, monkeypatch: pytest.MonkeyPatch
) -> tuple[asyncio.Task[int], Console]:
    """The window bound to *mute*, with a message on the wire and others that wait."""
    Settings.load(home / "settings.toml").put(account(mute.port, window=1))
    opened: list[Console] = []
    original = Console.open

    async def open_and_note(folder: Path, **given: Any) -> Console:
        console = await original(folder, **given)
        await console.remember_password("own", SECRET, keep=False)
        opened.append(console)
        return console

    # To get hold of the one it opens, and to give it the password that a keychain would.
    monkeypatch.setattr(Console, "open", open_and_note)
    living = asyncio.create_task(session.live(home, sandbox=False, account="own", tour=False))
    await until(lambda: opened and opened[0].status("own").is_bound, "bound")
    await opened[0].send("own", "Acme", ["+6581234567", "+6581234568", "+6581234569"], "under way")
    await until(lambda: "submit_sm" in mute.heard, "one is out")
    return living, opened[0]


async def states(home: Path) -> list[MessageState]:
    history = await History.open(home / "history.sqlite3")
    try:
        return sorted(row.state for row in await history.messages(MessageFilter(), limit=10))
    finally:
        await history.close()


async def test_the_end_says_what_is_outstanding_and_comes_whatever_the_server_does(
    themed: QApplication, tmp_path: Path, mute: Mute, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(themed, Failures())
    living, _ = await begin(session, tmp_path, mute, monkeypatch)
    window = session.window
    assert window is not None
    window.close()
    await until(lambda: window.banner.text("closing"), "the banner")
    said = window.banner.text("closing")
    assert "Segments that wait: 2" in said
    assert "Answers awaited: 1" in said
    assert not window.top.isEnabled()
    assert await asyncio.wait_for(living, 30) == 0
    assert "unbind" in mute.heard
    assert await states(tmp_path) == [MessageState.IN_DOUBT, MessageState.QUEUED, MessageState.QUEUED]


async def test_a_second_close_leaves_at_once(
    themed: QApplication, tmp_path: Path, mute: Mute, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(themed, Failures())
    living, console = await begin(session, tmp_path, mute, monkeypatch)
    window = session.window
    assert window is not None
    window.close()
    await until(lambda: window.banner.text("closing"), "the banner")
    assert not living.done()
    window.close()
    await until(lambda: not window.isVisible(), "gone")
    assert await asyncio.wait_for(living, 30) == 0
    assert not console._stopping, "nothing goes on behind"
    assert await states(tmp_path) == [MessageState.IN_DOUBT, MessageState.QUEUED, MessageState.QUEUED]


def dialogs(kind: type[FailureDialog | StartDialog]) -> list[FailureDialog | StartDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


async def test_a_folder_that_cannot_be_used_is_said_in_a_window(themed: QApplication, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "history.sqlite3").mkdir()
    session = Session(themed, Failures())
    living = asyncio.create_task(session.live(home, sandbox=False, account=None, tour=False))
    await until(lambda: dialogs(StartDialog), "the dialog")
    (dialog,) = dialogs(StartDialog)
    dialog.accept()
    assert await asyncio.wait_for(living, 20) == 1


async def test_that_the_history_cannot_be_read_is_no_unexpected_error(
    themed: QApplication, tmp_path: Path, mute: Mute, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(themed, Failures())
    living, _ = await begin(session, tmp_path, mute, monkeypatch)
    window = session.window
    assert window is not None
    before = len(dialogs(FailureDialog))

    async def read(error: HistoryUnavailable) -> None:
        raise error

    session._window_tasks.start(read(HistoryUnavailable("It is locked.")), "read")
    await until(lambda: "It is locked." in window.banner.text("history reading"), "the reason")
    session._window_tasks.start(read(HistoryDamaged("It is damaged.")), "read")
    await until(lambda: "is damaged" in window.banner.text("history damaged"), "the banner")
    assert len(dialogs(FailureDialog)) == before
    window.close()
    assert await asyncio.wait_for(living, 30) == 0


async def fail(words: str) -> None:
    raise ValueError(words)


async def test_each_distinct_error_is_shown_once_and_can_be_copied(themed: QApplication) -> None:
    failures = Failures(Path("/nowhere/logs"))

    async def at(words: str) -> None:
        try:
            await fail(words)
        except ValueError as error:
            failures.task_failed("test", error)

    for number in range(3):
        await at(f"number {number}")
    assert len(dialogs(FailureDialog)) == 1
    (dialog,) = dialogs(FailureDialog)
    assert not dialog.isModal()
    copy = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Copy")
    copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError: number 0" in copied
    assert "YCloud Console: " in copied
    dialog.accept()


@pytest.mark.usefixtures("quiet")
async def test_the_log_is_private_turns_over_and_holds_no_secret(
    themed: QApplication, tmp_path: Path, mute: Mute, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    logs = Logs.begin(home)
    try:
        failures = Failures()
        session = Session(themed, failures)
        living, console = await begin(session, home, mute, monkeypatch)
        # A wrong port, a server that says nothing, a task that fails with the password at hand.
        console.settings.put(account(1, name="Acme"))
        await console.unbind("own", timeout=0.1)
        await console.bind("own")
        await until(lambda: console.status("own").problem, "it fails")

        async def fails_with(password: str) -> None:
            raise RuntimeError("something in the middle of " + "it" * bool(password))

        failures_before = len(dialogs(FailureDialog))
        assert session._tasks is not None
        session._tasks.start(fails_with(SECRET), "fails")
        await until(lambda: len(dialogs(FailureDialog)) > failures_before, "shown")
        for dialog in dialogs(FailureDialog):
            dialog.accept()
        for number in range(1_300):
            logging.getLogger("test").info("%d %s", number, "x" * 4_000)
        session.window.close()  # type: ignore[union-attr]  # it is open
        assert await asyncio.wait_for(living, 30) == 0
    finally:
        logs.end()
    folder = folder_of_logs(home)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["console.log", *(f"console.log.{number}" for number in range(1, 6)), "crash.log"]
    assert all(path.stat().st_size <= 1_000_000 for path in folder.iterdir())
    written = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert SECRET.encode() not in written
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.usefixtures("quiet")
def test_errors_are_in_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs = Logs.begin(tmp_path)
    try:
        logging.getLogger("ycloud_console.test").warning("it rains")
        logging.getLogger("ycloud_console.test").debug("it drips")
    finally:
        logs.end()
    written = (folder_of_logs(tmp_path) / "console.log").read_text("utf-8")
    assert "WARNING ycloud_console.test: it rains" in written
    assert "drips" not in written
    assert "it rains" in capsys.readouterr().err


@pytest.mark.usefixtures("quiet")
def test_where_no_log_can_be_kept_the_program_goes_on(tmp_path: Path) -> None:
    blocked = tmp_path / "home"
    blocked.write_text("a file where the folder should be")
    Logs.begin(blocked).end()
    assert blocked.read_text().startswith("a file")
