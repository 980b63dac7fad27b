"""Files that the operator wants somewhere, under another name until they are whole.

A program that is killed leaves one behind, with all that the history holds, in a folder of the operator's and
hidden there: the next one that is begun in that folder removes it.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_ENDING = ".ycloud-new"
_OURS = re.compile(rf"\..+\.[a-z0-9_]{{8}}{re.escape(_ENDING)}(-wal|-shm|-journal)?", re.DOTALL)
_LEFT = 86_400.0
"""Seconds since its last change after which nobody needs it: who writes one reads it for minutes at most."""


def begin(target: Path) -> tuple[int, Path]:
    """Make a file beside *target*, for its owner alone; returns its descriptor and its name.

    It is the caller's to put in *target*'s place or to remove. Raises OSError.
    """
    _clear(target.parent)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=_ENDING, dir=target.parent)
    return handle, Path(name)


def _clear(folder: Path) -> None:
    """Remove what killed programs left there; what cannot be removed keeps nobody from writing."""
    left = time.time() - _LEFT
    with suppress(OSError), os.scandir(folder) as entries:
        for each in entries:
            if _OURS.fullmatch(each.name):
                with suppress(OSError):
                    found = each.stat(follow_symlinks=False)
                    if stat.S_ISREG(found.st_mode) and found.st_mtime < left:
                        Path(each.path).unlink()
