"""The copy that is to take the place of the history: one at a time, and a crash leaves none behind."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from ycloud_console.history.errors import HistoryUnavailable
from ycloud_console.history.recovered import Recovered
from ycloud_console.history.sqlite import sqlitefile


class Draft:
    """A file beside the history that nobody else touches until :meth:`discard`.

    Attributes:
        path: The file; there is none at first.
        recovered: What could be read of the file it was made from, where that was damaged.
    """

    def __init__(self, history: Path) -> None:
        """Raises HistoryUnavailable while another draft of that history is in use, and OSError."""
        self.path = _place(history)
        self.recovered: Recovered | None = None
        self._lock = _lock(history)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise HistoryUnavailable(
                f"The history in {history} is being restored already. Wait until that has ended, then look"
                " what is in it before you restore again."
            ) from error
        sqlitefile.remove(self.path)

    def discard(self) -> None:
        """Remove the file, unless it took the history's place, and let others have theirs. Blocks."""
        sqlitefile.remove(self.path)
        self._lock.release()


def clear(history: Path) -> None:
    """Remove the draft that a crash left behind; one that is in use stays. Raises OSError."""
    if not _place(history).exists():
        return
    lock = _lock(history)
    try:
        with lock:
            sqlitefile.remove(_place(history))
    except Timeout:
        return


def _place(history: Path) -> Path:
    return history.with_name(f"{history.name}.restoring")


def _lock(history: Path) -> FileLock:
    # It is let go by another thread than the one that took it.
    return FileLock(
        history.with_name(f"{history.name}.restoring.lock"), timeout=0, mode=0o600, thread_local=False
    )
