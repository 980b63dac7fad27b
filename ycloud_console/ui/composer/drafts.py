"""What is being written, kept in ``draft.json`` so that it survives a restart, also an unasked one.

Only what stands in the composer's fields is kept; no password is ever there.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer

from ycloud_console.accounts.files import replace_file, set_aside
from ycloud_console.accounts.home import make_private
from ycloud_console.ui.composer.check import Draft
from ycloud_console.ui.tasks import Tasks

log = logging.getLogger(__name__)

PAUSE = 1000
"""Milliseconds: what is typed is written at most this often, and lost for at most this long."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The content of the file."""

    draft: Draft
    account_id: str = ""
    """The account the draft's sender is for."""
    saved_at: float = 0.0
    """Seconds since 1970-01-01 UTC."""
    is_done: bool = False
    """Whether all that stands there was sent or filled in: nothing of it waits to be sent."""
    is_being_sent: bool = False
    """Whether it was handed over and the end of that is not kept: how much was queued, the history knows."""
    senders: dict[str, str] = {}
    """Account ID -> the sender that was used last, where it is not the account's own."""


class DraftFile:
    """One file, which may be written from several threads: an older draft never replaces a newer one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._written = 0

    def read(self) -> Kept | None:
        """What was kept; None when there is nothing. A file that cannot be understood is set aside."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Kept)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            log.warning("the draft %s cannot be read: %s", self.path, error)
        try:
            set_aside(self.path)
        except OSError as error:
            log.warning("the draft %s cannot be set aside: %s", self.path, error)
        return None

    def write(self, kept: Kept, number: int) -> None:
        """Keep *kept*, the *number*-th draft of this run. A failure is logged: the draft is on the screen."""
        with self._lock:
            if number <= self._written:
                return
            self._written = number
            try:
                make_private(self.path.parent)
                replace_file(self.path, _encoded(kept))
            except OSError as error:
                log.warning("the draft %s cannot be written: %s", self.path, error)


def _encoded(kept: Kept) -> bytes:
    try:
        return msgspec.json.encode(kept)
    except UnicodeEncodeError:
        # Half of a surrogate pair, which UTF-8 cannot carry.
        draft = kept.draft
        sound = replace(
            draft, sender=_sound(draft.sender), recipients=_sound(draft.recipients), text=_sound(draft.text)
        )
        return msgspec.json.encode(msgspec.structs.replace(kept, draft=replace(sound, values={}, tlvs=())))


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


class DraftKeeper(QObject):
    """Writes the draft a second after it changed, on a thread of its own."""

    def __init__(self, file: DraftFile, draft: Callable[[], Kept], tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._file = file
        self._draft = draft
        self._tasks = tasks
        self._number = 0
        self._is_closed = False
        self._saving: asyncio.Task[None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._save)

    def changed(self) -> None:
        """The draft is another; it is written within a second."""
        if not self._is_closed and not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Write the draft before anything else is done: some milliseconds, or some ten for a long list."""
        self._timer.stop()
        self._file.write(self._draft(), self._next())

    def close_down(self) -> None:
        """Write what is not written yet, and nothing more from here on.

        A save that was only just begun may be cancelled with the tasks before its thread begins.
        """
        is_saving = self._saving is not None and not self._saving.done()
        if self._timer.isActive() or is_saving:
            self.keep_now()
        self._is_closed = True

    def _save(self) -> None:
        writing = asyncio.to_thread(self._file.write, self._draft(), self._next())
        self._saving = self._tasks.start(writing, "keep the draft")

    def _next(self) -> int:
        self._number += 1
        return self._number
