"""Small files that must never be half written: replaced whole, kept aside when they cannot be understood."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from ycloud_console.accounts.home import make_private

_LOCK_WAIT = 5.0
"""Seconds another program may take to write a file of some kilobytes."""


def replace_file(path: Path, octets: bytes) -> None:
    """Replace *path* in one step: after a crash it is the old file or the new one, never half of either.

    The file is for its owner alone (0600). Raises OSError; then the old file is untouched.
    """
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".new", dir=path.parent)
    try:
        # mkstemp makes the file for its owner alone (0600).
        with os.fdopen(handle, "wb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)  # noqa: PTH105 -- the name is mkstemp's text
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def set_aside(path: Path) -> Path:
    """Rename *path* to ``….broken-<time>``, which nothing overwrites; returns that. Raises OSError."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
    aside = path.with_name(f"{path.name}.broken-{stamp}")
    path.rename(aside)
    aside.chmod(0o600)
    return aside


def lock(path: Path) -> FileLock:
    """A lock, to be entered, that lets one program at a time change *path*; makes the folder if need be.

    Entering raises TimeoutError (an OSError) when another program keeps it for five seconds. Raises OSError.
    """
    make_private(path.parent)
    return FileLock(path.with_name(path.name + ".lock"), timeout=_LOCK_WAIT, mode=0o600)
