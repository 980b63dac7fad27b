"""Handing messages to the Console: in the background, with progress, and to be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ycloud_console.console import Console, PartlySent
from ycloud_console.history import HistoryUnavailable
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.ui.tasks import Tasks


class _Stopped(Exception):
    """Ends a send between two slices."""


class Sending(QObject):
    """One send at a time. Each ends in exactly one of the last three signals.

    Signals:
        progressed(int, int): So many messages of so many are queued.
        succeeded(object): All are; their IDs (list of int).
        failed(str, int): A sentence that says why, and how many were queued before.
        stopped(int): It was stopped, and how many were queued before; those go out.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(str, int)
    stopped = Signal(int)

    def __init__(self, console: Console, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._task: asyncio.Task[None] | None = None
        self._written = 0
        self._is_writing = False
        self._is_stopping = False

    @property
    def is_running(self) -> bool:
        return self._task is not None

    def start(
        self, account_id: str, sender: str, recipients: Sequence[str], text: str, options: SubmitOptions
    ) -> None:
        """Send, as :meth:`Console.send` does; not while another is running."""
        self._written = 0
        self._is_writing = self._is_stopping = False
        self._task = self._tasks.start(self._send(account_id, sender, recipients, text, options), "send")

    async def finished(self) -> None:
        """Wait for the end of the send that is running, if one is."""
        if self._task is not None:
            await asyncio.wait([self._task])

    def stop(self) -> None:
        """Write no more; what is queued already goes out.

        While some are being written they are waited for, so that it is known who gets it and who does not.
        """
        if self._task is not None:
            self._is_stopping = True
            if not self._is_writing:
                self._task.cancel()

    async def _send(
        self, account_id: str, sender: str, recipients: Sequence[str], text: str, options: SubmitOptions
    ) -> None:
        try:
            views = await self._console.send(
                account_id, sender, recipients, text, options, progress=self._progressed
            )
        except PartlySent as problem:
            self._end().failed.emit(str(problem), len(problem.views))
        except (ValueError, LookupError, HistoryUnavailable) as problem:
            self._end().failed.emit(str(problem), 0)
        except _Stopped:
            self._end().stopped.emit(self._written)
        except asyncio.CancelledError:
            self._end()
            if not self._is_stopping or self._is_writing:
                raise
            self.stopped.emit(0)
        else:
            self._end().succeeded.emit([view.row.id for view in views])

    def _end(self) -> Sending:
        self._task = None
        return self

    def _progressed(self, written: int, total: int) -> None:
        self._is_writing = True
        self._written = written
        self.progressed.emit(written, total)
        if self._is_stopping and written < total:
            raise _Stopped
