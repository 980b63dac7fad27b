"""Runs of the program, and which of them are alive.

Each run that may send holds the lock of a file named after it, for as long as its process lives: the system
lets go of it however the process ends. So a command beside the window never takes the window's messages for
those of a program that died.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout


class Run:
    """This run of the program: alive until :meth:`end`.

    Attributes:
        id: When it began, in microseconds; no other run in the folder has it.
    """

    def __init__(self, folder: Path) -> None:
        """Begin a run; *folder* is where the lock files are. Raises OSError."""
        folder.mkdir(mode=0o700, exist_ok=True)
        self._folder = folder
        self.id = time.time_ns() // 1000
        while (lock := _taken(_lock_file(folder, self.id), new=True)) is None:
            self.id += 1
        self._lock = lock

    def is_alive(self, run_id: int) -> bool:
        """Whether the process of that run lives (for this run: it does)."""
        if run_id == self.id:
            return True
        file = _lock_file(self._folder, run_id)
        if not file.exists():
            return False
        lock = _taken(file)
        if lock is None:
            return True
        lock.release()
        return False

    def tidy(self, run_id: int) -> None:
        """Remove the lock file of a run that has ended, once that is committed."""
        with suppress(OSError):
            _lock_file(self._folder, run_id).unlink(missing_ok=True)

    def end(self) -> None:
        """Let go; the messages this run has in hand may now be taken by another."""
        self._lock.release()
        self.tidy(self.id)


def any_lives(folder: Path) -> bool:
    """Whether a process has a history open to write to it; *folder* is where the lock files are."""
    for file in folder.glob("*.lock"):
        lock = _taken(file)
        if lock is None:
            return True
        lock.release()
    return False


def _lock_file(folder: Path, run_id: int) -> Path:
    return folder / f"{run_id}.lock"


def _taken(file: Path, *, new: bool = False) -> FileLock | None:
    """The lock of *file*, if nobody holds it (with *new*: if there is no such file)."""
    if new and file.exists():
        return None
    # It is let go by another thread than the one that took it.
    lock = FileLock(file, timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock
