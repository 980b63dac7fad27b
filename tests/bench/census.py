"""What this process has of all that can leak: memory, objects, Qt's objects and timers, descriptors."""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.clock import memory_of


@dataclass(frozen=True)
class Census:
    """At one moment, after a collection of garbage."""

    memory: float
    """Resident, MB."""
    objects: int
    """Known to Python's garbage collector, but for those it was told to leave alone when the window began."""
    qobjects: int
    """The application's, its windows', and theirs."""
    timers: int
    """QTimers among them, and those that only Python holds."""
    descriptors: int


def take_census() -> Census:
    """Count; the window stands still meanwhile. Linux only."""
    gc.collect()
    memory, _ = memory_of(os.getpid())
    descriptors = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 -- names, no paths
    known = gc.get_objects()
    held = [each for each in known if isinstance(each, QTimer)]
    found = _qobjects()
    parented = {id(each) for each in found}
    timers = sum(isinstance(each, QTimer) for each in found) + sum(id(each) not in parented for each in held)
    return Census(memory, len(known), len(found), timers, descriptors)


def _qobjects() -> list[QObject]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    roots: list[QObject] = [app, *(each for each in app.topLevelWidgets() if each.parent() is None)]
    return [each for root in roots for each in (root, *root.findChildren(QObject))]
