"""The window's life: Qt, the event loop, the Console, the window, and the staged end of all four."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ycloud_console.accounts import Keychain, Preferences, Settings, SettingsUnavailable
from ycloud_console.console import Console, UnknownAccount
from ycloud_console.history import HistoryTooNew, HistoryUnavailable
from ycloud_console.history.progress import Step
from ycloud_console.sms.masking import Mask
from ycloud_console.ui import language
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.failure import Failures, StartDialog
from ycloud_console.ui.garbage import GarbageCollector
from ycloud_console.ui.instance import Instance, Request
from ycloud_console.ui.logs import folder_of_logs
from ycloud_console.ui.loop import ConsoleEventLoop
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.starting import StartNotice
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import Theme
from ycloud_console.ui.window import MainWindow
from ycloud_console.versions import versions

log = logging.getLogger(__name__)

_CUT = 1.0
"""Seconds for tasks to end that were cancelled."""
_ICONS = Path(__file__).resolve().parent.parent / "resources" / "icon"


def run(
    *,
    home: Path,
    sandbox: bool,
    account: str | None,
    tour: bool,
    failures: Failures,
    accounts_file: str | None = None,
    instance: Instance | None = None,
    smoke: bool = False,
) -> int:
    """Open the window on the data folder *home* and return the exit code when it is closed.

    The accounts in *accounts_file* are added. *instance* hears of second starts. With *smoke* every part is
    tried out, and the window closed.
    """
    app = _application()
    with _loop_of(app) as loop:
        loop.set_exception_handler(lambda _loop, context: _loop_failed(failures, context))
        session = Session(app, failures, instance, smoke=smoke)
        garbage = GarbageCollector()
        try:
            code: int = loop.run_until_complete(
                session.live(home, sandbox=sandbox, account=account, tour=tour, accounts_file=accounts_file)
            )
            return code
        finally:
            garbage.close()


def refuse(sentence: str, home: Path) -> int:
    """Say in a window of its own why there is no other, and return 1 when it is closed."""
    app = _application()
    with _loop_of(app) as loop:
        loop.run_until_complete(_say_why_not(app, sentence, home))
    return 1


async def _say_why_not(app: QApplication, sentence: str, home: Path) -> None:
    """Show why there is no window, until the operator closes it."""
    closed = asyncio.Event()
    language.install(app, "system")
    Theme.current().apply(app)
    dialog = StartDialog(sentence, folder_of_logs(home))
    dialog.finished.connect(closed.set)
    _mind_signals(closed.set)
    dialog.show()
    await closed.wait()
    dialog.deleteLater()


def _mind_signals(close: Callable[[], None]) -> None:
    """Ctrl+C in the terminal, and the end of the session, close what is shown as its cross does."""
    with suppress(NotImplementedError, RuntimeError):  # Windows has none of this
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, close)


@contextmanager
def _loop_of(app: QApplication) -> Iterator[ConsoleEventLoop]:
    """The event loop that runs *app*, closed at the end."""
    loop = ConsoleEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        yield loop
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def _application() -> QApplication:
    QCoreApplication.setApplicationName("YCloud Console")
    qInstallMessageHandler(_qt_said)
    app = QApplication(["ycloud-console"])
    app.setDesktopFileName("ycloud-console")
    app.setWindowIcon(_icon())
    app.setQuitOnLastWindowClosed(False)
    return app


class Session:
    """One run of the window."""

    def __init__(
        self, app: QApplication, failures: Failures, instance: Instance | None = None, *, smoke: bool = False
    ) -> None:
        self._app = app
        self._instance = instance
        self._smoke = smoke
        self._failures = failures
        self._tasks = Tasks(failures.task_failed)
        """The session's own."""
        self._window_tasks = self._tasks
        self._saves = Tasks(failures.task_failed)
        """Waited for at the end: a thread that writes the settings would outlive its cancelled task."""
        self._closing = asyncio.Event()
        self._leaving = asyncio.Event()
        """Set when the operator does not want to wait for the end."""
        self._others: set[asyncio.Task[Any]] = set()
        """Tasks that are not this session's."""
        self._window: MainWindow | None = None

    @property
    def window(self) -> MainWindow | None:
        """The window there is now; another after the language was changed."""
        return self._window

    async def live(
        self,
        home: Path,
        *,
        sandbox: bool,
        account: str | None,
        tour: bool,
        accounts_file: str | None = None,
    ) -> int:
        """From opening the data folder to closing it; the exit code."""
        self._others = asyncio.all_tasks()
        log.info("%s", "; ".join(f"{name} {number}" for name, number in versions()))
        try:
            console = await self._open(home)
        except (HistoryTooNew, HistoryUnavailable, SettingsUnavailable) as error:
            return await self._refuse(str(error), home, tour=tour)
        try:
            return await self._live_with(
                console,
                Request(sandbox=sandbox, account=account, accounts_file=accounts_file),
                tour=tour,
            )
        except Exception as error:
            log.exception("the window could not go on")
            if self._window is not None:
                self._window.hide()
            words = QCoreApplication.translate("Session", "Something unexpected went wrong: {error}.")
            return await self._refuse(words.format(error=f"{type(error).__name__}: {error}"), home, tour=tour)
        finally:
            await self._end(console)

    async def _open(self, home: Path) -> Console:
        """The Console of *home*; where opening takes long, a small window says why."""
        notice: StartNotice | None = None

        def tell(step: Step) -> None:
            nonlocal notice
            if notice is None:
                with suppress(SettingsUnavailable):
                    self._dress(Settings.load(home / "settings.toml").preferences)
                notice = StartNotice()
            notice.show_step(step)

        try:
            return await Console.open(home, tell=tell)
        finally:
            if notice is not None:
                notice.hide()
                notice.deleteLater()

    def _dress(self, preferences: Preferences) -> None:
        """The operator's language and colours."""
        language.install(self._app, preferences.language)
        Theme.current().set_mode(preferences.theme)
        Theme.current().set_high_contrast(preferences.high_contrast)
        Theme.current().apply(self._app)

    async def _refuse(self, sentence: str, home: Path, *, tour: bool) -> int:
        """The data folder cannot be used: say so, where it is seen."""
        log.error("%s", sentence)
        if not tour:
            await _say_why_not(self._app, sentence, home)
        return 1

    async def _end(self, console: Console) -> None:
        """Close the Console, and the window after it; at once when the operator does not wait."""
        closing = asyncio.create_task(console.close(), name="close")
        leaving = asyncio.create_task(self._leaving.wait(), name="leave")
        await asyncio.wait((closing, leaving), return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if self._window is not None:
            self._window.close_for_good()
        if not closing.done():
            await self._cut(console)
        await asyncio.gather(closing, return_exceptions=True)

    async def _cut(self, console: Console) -> None:
        """End all that still goes on; what was on the wire is in doubt, as after any lost link."""
        log.info("left without waiting for the end")
        current = asyncio.current_task()
        mine = [task for task in asyncio.all_tasks() - self._others if task is not current]
        for task in mine:
            task.cancel()
        await asyncio.wait(mine, timeout=_CUT)
        await console.history.close()

    async def _live_with(self, console: Console, wanted: Request, *, tour: bool) -> int:
        preferences = console.settings.preferences
        language.install(self._app, preferences.language)
        console.keychain = Keychain(language.current_language())
        Theme.current().set_mode(preferences.theme)
        Theme.current().set_high_contrast(preferences.high_contrast)
        hidden = Mask(texts=preferences.hide_texts, numbers=preferences.hide_numbers)
        Masking.current().set_mask(hidden)
        Theme.current().prepare(self._app)
        bridge = Bridge(console)
        self._window = self._new_window(console, bridge)
        Theme.current().apply(self._app)
        self._window.restore_layout({"geometry": preferences.window_geometry, **preferences.layout})
        _mind_signals(self._close)
        code = 0
        if self._smoke:
            # Only then: it imports what the window itself may never need.
            from ycloud_console.ui.smoke import Smoke

            self._window.show()
            code = await Smoke(console, self._window, console.home).make() or int(self._failures.happened)
        elif tour:
            from ycloud_console.ui.tour import Tour

            self._window.show()
            code = await Tour(console, self._window).make()
        else:
            _begin(self._window, console, wanted)
            self._window.show()
            console.upkeep.start()
            await self._listen(console)
            await self._closing.wait()
            await self._remember(console)
        self._window.show_closing()
        self._window.rest()
        bridge.close()
        await self._saves.finished()
        await self._window_tasks.close()
        await self._tasks.close()
        return code

    def _new_window(self, console: Console, bridge: Bridge) -> MainWindow:
        # Tasks of its own, so that they can end before their window goes.
        self._window_tasks = Tasks(self._task_failed)
        window = MainWindow(console, bridge, self._window_tasks)
        window.close_wanted.connect(self._close)
        window.preference_chosen.connect(partial(self._set_preference, console, bridge))
        return window

    def _task_failed(self, name: str, error: BaseException) -> None:
        """That the history cannot be read is no error of the program: the banner says what to do."""
        if isinstance(error, HistoryUnavailable) and self._window is not None:
            log.warning("background task %r: %s", name, error)
            self._window.link_banner.show_unreadable(error)
        else:
            self._failures.task_failed(name, error)

    def _close(self) -> None:
        """The first time in order; a second time at once."""
        (self._leaving if self._closing.is_set() else self._closing).set()

    async def _listen(self, console: Console) -> None:
        """Hear of second starts."""
        if self._instance is None:
            return

        def come(request: Request) -> None:
            if self._window is not None and not self._closing.is_set():
                self._window.come_to_front()
                _begin(self._window, console, request)

        try:
            await self._instance.listen(come)
        except OSError as error:
            log.warning("a second start will not find this window: %s", error)

    def _set_preference(self, console: Console, bridge: Bridge, key: str, value: Any) -> None:
        """Keep it, and let it hold at once."""
        self._saves.start(_save(console, **{key: value}), f"save the preference {key}")
        if key == "theme":
            Theme.current().set_mode(value)
        elif key == "high_contrast":
            Theme.current().set_high_contrast(value)
        elif key == "language":
            self._tasks.start(self._set_language(console, bridge, value), "change the language")

    async def _set_language(self, console: Console, bridge: Bridge, chosen: str) -> None:
        """Build the window anew in another language, with what was being written.

        What is being sent is queued first: the new window could not know how much of it was.
        """
        while self._window is not None and self._window.composer.is_sending:
            await self._window.composer.sent_out()
        if self._closing.is_set():
            return
        if not language.install(self._app, chosen) or self._window is None:
            return
        console.keychain = Keychain(language.current_language())
        old, old_tasks = self._window, self._window_tasks
        self._window = new = self._new_window(console, bridge)
        new.restore_layout(old.layout_state())
        new.show_accounts(old.account_id)
        new.composer.restore(old.composer.draft())
        # What was chosen is still being saved.
        new.side.settings.show_values(old.side.settings.values() | {"language": chosen})
        for account in console.accounts:
            new.link_banner.show_status(account.id, console.status(account.id))
        for account_id in old.leftovers.accounts:
            # The Console has told of them, once.
            self._window_tasks.start(new.leftovers.look(account_id), "look for leftovers")
        if console.recorder.is_on:
            new.side.page("protocol")  # which hides in the recording what is hidden, and says why it ends
        new.show_page("settings")
        new.show()
        new.side.settings.language.setFocus()
        old.close_for_good()
        self._tasks.start(_bury(old, old_tasks), "end the window in the other language")

    async def _remember(self, console: Console) -> None:
        """How the window is left, for the next time."""
        if self._window is None:
            return
        state = self._window.layout_state()
        geometry = state.pop("geometry")
        last = self._window.account_id
        kept = {account.id for account in console.settings.accounts}
        await _save(
            console,
            window_geometry=geometry,
            layout={**console.settings.preferences.layout, **state},
            **({"last_account": last} if last in kept else {}),
        )


async def _bury(window: MainWindow, tasks: Tasks) -> None:
    """Delete *window* once nothing works on it any more."""
    try:
        await tasks.finished()
    finally:
        await tasks.close()
        window.deleteLater()


def _begin(window: MainWindow, console: Console, wanted: Request) -> None:
    """Bind what was asked for on the command line, and add the accounts that were."""
    if wanted.accounts_file:
        window.actions_on_accounts.import_accounts_of(Path(wanted.accounts_file))
    if wanted.sandbox:
        window.actions_on_accounts.open_sandbox()
    elif wanted.account:
        try:
            found = console.account(wanted.account)
        except UnknownAccount as error:
            title = QCoreApplication.translate("Session", "No such account")
            window.banner.say("account", "danger", title, str(error))
            return
        window.show_accounts(found.id)
        window.actions_on_accounts.bind(found.id)


async def _save(console: Console, **preferences: Any) -> None:
    try:
        await asyncio.to_thread(lambda: console.settings.set_preferences(**preferences))
    except SettingsUnavailable as error:
        log.warning("%s", error)


def _qt_said(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Qt's own messages go to the log; that the offscreen platform has no window manager is no news."""
    if "propagateSizeHints" not in text:
        log.log(logging.INFO if kind is QtMsgType.QtInfoMsg else logging.WARNING, "Qt: %s", text)


def _loop_failed(failures: Failures, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, BaseException):
        failures.caught(type(error), error, error.__traceback__)
    else:
        log.error("event loop: %s", context.get("message"))


def _icon() -> QIcon:
    made = QIcon()
    for path in sorted(_ICONS.glob("*.png")):
        made.addFile(str(path))
    return made
