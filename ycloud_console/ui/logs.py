"""The window's log: files in the data folder, for whoever looks after the program.

They never hold a password or a message's text: the program logs neither, and what a database error would
repeat of its values is left out. A crash of the interpreter itself leaves its traceback beside them.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

from ycloud_console.accounts.home import make_private

_LARGEST = 1_000_000
"""Octets of one file."""
_KEPT = 5
"""Files beside the one that is written."""
_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"

log = logging.getLogger(__name__)


def folder_of_logs(home: Path) -> Path:
    """Where the data folder *home* has them."""
    return home / "logs"


class _PrivateFiles(RotatingFileHandler):
    """Files for their owner alone (0600)."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return TextIOWrapper(os.fdopen(descriptor, "ab"), self.encoding, self.errors or "backslashreplace")


class Logs:
    """The log of one run. Make it with :meth:`begin`, and end it with :meth:`end`."""

    def __init__(self) -> None:
        self._handlers: list[logging.Handler] = []
        self._crash: IO[str] | None = None
        self._level = logging.getLogger().level

    @classmethod
    def begin(cls, home: Path) -> Logs:
        """Log to the data folder *home* from now on; where it cannot be written, to nowhere but stderr."""
        logs = cls()
        try:
            folder = folder_of_logs(home)
            make_private(folder)
            logs._to_files(folder)
        except OSError as error:
            log.warning("no log is kept: %s", error)
        return logs

    def _to_files(self, folder: Path) -> None:
        path = folder / "console.log"
        handler = _PrivateFiles(path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter(_FORMAT))
        self._use(handler)
        if sys.stderr is not None:
            terminal = logging.StreamHandler()
            terminal.setLevel(logging.WARNING)
            self._use(terminal)
        logging.getLogger().setLevel(logging.INFO)
        crash = os.open(folder / "crash.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._crash = os.fdopen(crash, "a", encoding="utf-8")
        faulthandler.enable(self._crash)
        log.info("begins, process %d", os.getpid())

    def _use(self, handler: logging.Handler) -> None:
        logging.getLogger().addHandler(handler)
        self._handlers.append(handler)

    def end(self) -> None:
        """Log to files no more."""
        root = logging.getLogger()
        if self._crash is not None:
            faulthandler.disable()
            self._crash.close()
            self._crash = None
        if self._handlers:
            log.info("ends")
            root.setLevel(self._level)
        while self._handlers:
            handler = self._handlers.pop()
            root.removeHandler(handler)
            with suppress(OSError):
                handler.close()
