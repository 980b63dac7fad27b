"""The window's start: what must hold before Qt is touched, then the window; the exit code at the end."""

from __future__ import annotations

import importlib.metadata
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from ycloud_console.accounts import home as data_folder
from ycloud_console.ui.instance import Instance, NotReached, Request, call_first
from ycloud_console.ui.logs import Logs, folder_of_logs

_NO_DISPLAY = (
    "There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). "
    "These work without one: ycloud-console send, watch, history, decode and sandbox; "
    "and ycloud-console --sandbox makes a short tour by itself."
)
_CRASHES = (
    "PySide6 6.12 crashes on Python 3.11: install PySide6-Essentials below 6.12, or use Python 3.12 or 3.13."
)
_NO_FOLDER = (
    "The data folder {home} cannot be used ({reason}). Check that it is a folder that you may write to, or "
    "choose another with --data-dir or the variable YCLOUD_CONSOLE_HOME."
)
_NO_LIBRARY = (
    "The window's library Qt cannot be loaded ({reason}). On Debian and Ubuntu install libegl1, libgl1, "
    "libxkbcommon0, libdbus-1-3, libfontconfig1 and libxcb-cursor0; the commands (send, watch, …) work "
    "without it."
)


def main(
    *,
    home: Path | None = None,
    sandbox: bool = False,
    account: str | None = None,
    accounts_file: str | None = None,
    tour: bool | None = None,
) -> int:
    """Open the window and return the exit code when it is closed.

    *home* is the data folder (None: the usual one). With *sandbox* the window is bound to the practice SMSC;
    with *account* to the account of that name. The exported accounts in *accounts_file*, a path, are added.
    *tour* makes a short tour by itself instead of waiting for the operator; None: where there is no display
    and the sandbox is asked for. Where a window has this folder already, it comes to the front instead.
    Returns 0, 1 when the tour did not come out as it should or the folder cannot be used, or 2 when no window
    can be opened; a sentence on stderr then says why.
    """
    no_display = _has_no_display()
    if tour is None:
        if no_display and not sandbox:
            return _refuse(_NO_DISPLAY)
        tour = no_display
    if _breaks_python_311():
        return _refuse(_CRASHES)
    if no_display:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    home = home or data_folder(None)
    wanted = Request(sandbox=sandbox, account=account, accounts_file=accounts_file)
    with ExitStack() as at_end:
        instance = None
        if not tour:
            try:
                instance = Instance.claim(home)
                if instance is None:
                    call_first(home, wanted)
                    return 0
            except OSError as error:
                sentence = _NO_FOLDER.format(home=home, reason=error.strerror or error)
                return _refuse_in_window(home, sentence)
            except NotReached as error:
                return _refuse_in_window(home, str(error))
            at_end.callback(instance.close)
        # From here on nothing goes unseen, not even that Qt cannot be loaded.
        at_end.callback(Logs.begin(home).end)
        # Before Qt: once that is there, PySide reads the source of every module that is imported.
        import ycloud_console.console  # noqa: F401

        try:
            from ycloud_console.ui.failure import Failures

            failures = Failures(folder_of_logs(home))
            failures.install()
            from ycloud_console.ui.application import run
        except ImportError as error:
            return _refuse(_NO_LIBRARY.format(reason=error))
        return run(
            home=home,
            sandbox=sandbox,
            account=account,
            accounts_file=accounts_file,
            tour=tour,
            failures=failures,
            instance=instance,
        )


def smoke() -> int:
    """Try out every part of this installation, unseen and in a folder of its own; a line for each on stdout.

    Returns 0 when all went well, 1 when a part does not work, 2 when Qt cannot be loaded.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # What a crash on Windows leaves open there cannot be deleted, and is no failure of a part.
    with tempfile.TemporaryDirectory(prefix="ycloud-console-", ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        with ExitStack() as at_end:
            at_end.callback(Logs.begin(home).end)
            try:
                from ycloud_console.ui.application import run
                from ycloud_console.ui.failure import Failures
            except ImportError as error:
                return _refuse(_NO_LIBRARY.format(reason=error))
            failures = Failures(folder_of_logs(home))
            failures.install()
            return run(home=home, sandbox=False, account=None, tour=True, failures=failures, smoke=True)


def _refuse_in_window(home: Path, sentence: str) -> int:
    """For who did not start it from a terminal: they would see nothing."""
    try:
        from ycloud_console.ui.application import refuse
    except ImportError:
        sys.stderr.write(f"{sentence}\n")
        return 1
    sys.stderr.write(f"{sentence}\n")
    return refuse(sentence, home)


def _has_no_display() -> bool:
    """Whether a window would be seen by nobody, or could not be opened at all."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform in ("offscreen", "minimal"):
        return True
    if not sys.platform.startswith("linux") or platform not in ("", "xcb", "wayland"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _breaks_python_311() -> bool:
    """PySide6 6.12 drops a reference to None for every event it processes: fatal before Python 3.12."""
    if sys.version_info >= (3, 12):
        return False
    try:
        version = importlib.metadata.version("PySide6-Essentials")
    except importlib.metadata.PackageNotFoundError:
        return False
    return tuple(int(part) for part in version.split(".")[:2]) >= (6, 12)


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2
