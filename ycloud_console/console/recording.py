"""The recording of PDUs to disk while somebody wants it; it follows the trace, and no link waits for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ycloud_console.accounts.home import make_private
from ycloud_console.smpp.hiding import NOTHING_HIDDEN, TraceView
from ycloud_console.smpp.recording import RecordingFiles, RecordingLimits
from ycloud_console.smpp.trace import Trace, Traced

log = logging.getLogger(__name__)

_EVERY = 0.25
"""Seconds between two writes."""
_BATCH = 500
"""PDUs that are written at once: some 15 ms of another thread."""


class Recorder:
    """Off until :meth:`start`, and off again in the next run of the program.

    Attributes:
        folder: Where the files are.
        octets: How much this recording has written.
        missed: PDUs that the trace had let go of before they could be written.
        problem: Why the last recording ended by itself; empty when it did not.
    """

    def __init__(self, trace: Trace, folder: Path) -> None:
        self.folder = folder
        self.octets = 0
        self.missed = 0
        self.problem = ""
        self._trace = trace
        self._next = 0
        self._view = NOTHING_HIDDEN
        self._view_from = 0
        """The PDU from which on that view holds; before it, what was hidden since a PDU came stays hidden."""
        self._files: RecordingFiles | None = None
        self._task: asyncio.Task[None] | None = None
        self._listeners: list[Callable[[], None]] = []
        self._ending = asyncio.Event()

    @property
    def is_on(self) -> bool:
        return self._task is not None

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call *listener* when it starts, has written, and ends; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def start(self, limits: RecordingLimits, view: TraceView) -> None:
        """Write every PDU from now on, with *view* hiding what it hides. Nothing when it is on already."""
        if self._task is not None:
            return
        self.octets, self.missed, self.problem = 0, 0, ""
        self._next = self._view_from = self._trace.total
        self._view = view
        self._files = RecordingFiles(self.folder, limits, view)
        self._ending = asyncio.Event()
        self._task = asyncio.create_task(self._run(self._files), name="record the PDUs")
        self._tell()

    def look_through(self, view: TraceView) -> None:
        """Hide what *view* hides from now on; what is written already stays as it is.

        What came while more was hidden and is not written yet is not shown by that.
        """
        if self._files is not None:
            self._files.look_through(self._files.view.together(view))
            self._view, self._view_from = view, self._trace.total

    async def stop(self) -> None:
        """Write what there is, and end."""
        task = self._task
        if task is not None:
            self._ending.set()
            await asyncio.wait([task])

    async def _run(self, files: RecordingFiles) -> None:
        try:
            await asyncio.to_thread(make_private, self.folder)
            while not self._ending.is_set():
                await self._catch_up(files)
                with suppress(TimeoutError):
                    async with asyncio.timeout(_EVERY):
                        await self._ending.wait()
            await self._catch_up(files)
        except OSError as error:
            # A full disk, most likely. What is written stays, and the links go on.
            self.problem = error.strerror or str(error)
            log.warning("the recording of PDUs ended: %s", self.problem)
        finally:
            await self._close(files)
            self._task = None
            self._tell()

    async def _catch_up(self, files: RecordingFiles) -> None:
        before = self.octets
        while fresh := self._trace.since(self._next, _BATCH):
            earlier = [each for each in fresh if each.number < self._view_from]
            if not earlier:
                files.look_through(self._view)
            fresh = earlier or fresh
            self.missed += fresh[0].number - self._next
            self._next = fresh[-1].number + 1
            self.octets += await asyncio.to_thread(_write, files, fresh)
        if self.octets != before:
            self._tell()

    async def _close(self, files: RecordingFiles) -> None:
        try:
            await asyncio.to_thread(files.close)
        except OSError as error:
            self.problem = self.problem or error.strerror or str(error)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def _write(files: RecordingFiles, pdus: list[Traced]) -> int:
    return files.write(pdus)
