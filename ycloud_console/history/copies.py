"""Copies of the history that the program made beside it: they hold what was deleted since.

One is made before a file of an earlier version is changed, before another history takes the file's place, and
when a damaged one is set aside. Backups that the operator saved are his, and none of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ycloud_console.history.sqlite import sqlitefile

_COPY = re.compile(r"\.(?:v\d+|before-restore|broken)-\d{8}T\d{6}\.\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class OldCopy:
    """One of them."""

    path: Path
    octets: int
    """With its log."""


def old_copies(history: Path) -> tuple[OldCopy, ...]:
    """Those beside the file *history*, in the order of their names. Raises OSError."""
    found = (
        path
        for path in history.parent.glob(f"{history.name}.*")
        if _COPY.fullmatch(path.name.removeprefix(history.name)) and path.is_file()
    )
    return tuple(OldCopy(path, sqlitefile.size(path)) for path in sorted(found))


def remove_copies(copies: Sequence[OldCopy]) -> None:
    """Delete them, with what SQLite keeps beside them; raises OSError at the first that cannot be."""
    for each in copies:
        each.path.unlink(missing_ok=True)
        sqlitefile.remove(each.path)
