"""Collecting garbage where it does no harm: on the window's thread, and in small portions.

Python collects in whichever thread happens to allocate. When that is the history's, Qt objects that are part
of a reference cycle are deleted outside their thread, which Qt does not allow: the program crashed in a
later paint. A full collection in the middle of a burst also stops the window for 150 ms (measured with
50,000 messages in memory).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500
_FULL_EVERY = 60
"""Young collections after which everything is looked through: half a minute."""


class GarbageCollector(QObject):
    """Collects on the thread it was made in, while it lives; Python does not collect by itself meanwhile."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._round = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        # What the program is made of stays to its end: no need to look through it again and again, or now.
        gc.freeze()
        gc.disable()
        self._timer.start()

    def collect(self) -> None:
        """One portion: the young objects, now and then all of them."""
        self._round += 1
        gc.collect(2 if self._round % _FULL_EVERY == 0 else 1)

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()
