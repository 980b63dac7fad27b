"""From the trace to the list: what comes is read, paired and filtered in slices, between two frames."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from ycloud_console.smpp.pairs import Pairs
from ycloud_console.smpp.trace import Trace
from ycloud_console.ui.protocol.entries import Entry, Glass
from ycloud_console.ui.protocol.model import PduModel
from ycloud_console.ui.protocol.wanted import Wanted
from ycloud_console.ui.tasks import Tasks

_TICK_MS = 100
_BUSY_MS, _MANY = 200, 300
"""Where more than so many come between two frames nobody reads them: fewer frames will do."""
_CATCH_UP_MS = 15
"""Until the next slice while there is more than one of them."""
_BATCH = 200
"""PDUs after which the clock is looked at."""
_SLICE = 0.008
"""Seconds of reading or filtering after which the window has its turn."""


class Feed(QObject):
    """Follows a trace while it runs, and keeps the list in step with it.

    *came* is called with the entries that were read, whether they are shown or not. It is no signal: Qt would
    turn a list of thousands into one of its own.

    Signals:
        shown_anew(): The list was filtered anew.
        counted(): What :attr:`kept` and the list hold may be another number.
    """

    shown_anew = Signal()
    counted = Signal()

    def __init__(
        self,
        trace: Trace,
        model: PduModel,
        tasks: Tasks,
        came: Callable[[Sequence[Entry]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._trace = trace
        self._model = model
        self._tasks = tasks
        self._came = came
        self._pairs: Pairs[Entry] = Pairs()
        self._entries: list[Entry] = []
        self._shown: list[Entry] = []
        """What was read and is wanted, and is not in the list yet."""
        self._painted = 0.0
        self._counted = 0
        self._next = 0
        self._wanted = Wanted()
        self._filtering: asyncio.Task[None] | None = None
        self.is_paused = False
        self._runs = False
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.take_in)

    @property
    def trace(self) -> Trace:
        return self._trace

    @property
    def wanted(self) -> Wanted:
        return self._wanted

    @property
    def entries(self) -> Sequence[Entry]:
        """All that are kept, oldest first."""
        return self._entries

    @property
    def behind(self) -> int:
        """PDUs that have come and are not read yet."""
        return self._trace.total - max(self._next, self._trace.first)

    @property
    def is_filtering(self) -> bool:
        return self._filtering is not None and not self._filtering.done()

    def start(self) -> None:
        """Follow from here on."""
        self._runs = True
        self._timer.start()
        self.take_in()

    def stop(self) -> None:
        # Once: a page that is deleted is hidden last of all, when its timer may be gone.
        if self._runs:
            self._runs = False
            self._timer.stop()

    def follow(self, trace: Trace) -> None:
        """Show another trace in place of this one."""
        self._trace = trace
        self._begin_at(0)
        self.take_in()

    def clear(self) -> None:
        """Forget what the trace holds."""
        self._trace.clear()
        self._begin_at(self._trace.total)

    def _begin_at(self, number: int) -> None:
        if self._filtering is not None:
            self._filtering.cancel()
            self._filtering = None
        self._entries.clear()
        self._shown.clear()
        self._pairs = Pairs()
        self._next = number
        self._model.show([])
        self.shown_anew.emit()
        self.counted.emit()

    def take_in(self) -> None:
        """Read what has come, for a slice of time."""
        if self.is_paused or self.is_filtering:
            return
        glass = self._model.glass
        until = time.monotonic() + _SLICE
        taken: list[Entry] = []
        while fresh := self._trace.since(self._next, _BATCH):
            self._next = fresh[-1].number + 1
            for traced in fresh:
                entry = Entry(traced)
                request = self._pairs.join(traced, entry)
                if request is not None:
                    entry.pair(request)
                taken.append(entry)
                if self._wanted.takes(entry, glass):
                    self._shown.append(entry)
            if time.monotonic() > until:
                break
        if taken:
            self._entries += taken
            self._came(taken)
        # A frame costs more than a slice: while there is more to read, there are few of them.
        is_behind = self.behind > 0
        if not is_behind or until - self._painted >= _BUSY_MS / 1000:
            self._painted = until
            self._show()
        busy = len(taken) > _MANY
        self._timer.setInterval(_CATCH_UP_MS if is_behind else _BUSY_MS if busy else _TICK_MS)

    def _show(self) -> None:
        """Put into the list what was read and is wanted, and take out what is no longer kept."""
        shown, self._shown = self._shown, []
        self._model.append(shown)
        if self._forget() or self._counted != self._next:
            self._counted = self._next
            self.counted.emit()

    def _forget(self) -> bool:
        """Let go of what the trace has let go of; whether that was anything."""
        first = self._trace.first
        if not self._entries or self._entries[0].traced.number >= first:
            return False
        gone = next(
            (at for at, entry in enumerate(self._entries) if entry.traced.number >= first), len(self._entries)
        )
        for entry in self._entries[:gone]:
            entry.part()
        del self._entries[:gone]
        self._pairs.forget_before(first)
        self._model.drop_before(first)
        return True

    # Narrowing.

    def want(self, wanted: Wanted) -> None:
        """Show what *wanted* asks for."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._filter_anew()

    def look_through(self, glass: Glass) -> None:
        """Hide something else: what is shown, and what is found, changes."""
        self._model.look_through(glass)
        self._filter_anew()

    def _filter_anew(self) -> None:
        if self._filtering is not None:
            self._filtering.cancel()
        self._filtering = self._tasks.start(self._filter(self._wanted), "filter the PDUs")
        self.counted.emit()

    async def _filter(self, wanted: Wanted) -> None:
        glass = self._model.glass
        found = []
        until = time.monotonic() + _SLICE
        for entry in self._entries:
            if wanted.takes(entry, glass):
                found.append(entry)
            if time.monotonic() > until:
                await asyncio.sleep(0)
                until = time.monotonic() + _SLICE
        self._filtering = None
        self._shown.clear()
        self._model.show(found)
        self.shown_anew.emit()
        self.counted.emit()
