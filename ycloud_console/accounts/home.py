"""Where the program keeps its files: one folder, readable by its owner alone."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

VARIABLE = "YCLOUD_CONSOLE_HOME"
"""The environment variable that moves the data folder."""


def home(data_dir: str | os.PathLike[str] | None = None) -> Path:
    """The data folder: *data_dir*, else what YCLOUD_CONSOLE_HOME says, else the system's place for it.

    An absolute path; the folder need not exist yet (see :func:`make_private`). An empty text counts as none.
    """
    chosen = os.fspath(data_dir) if data_dir is not None else ""
    chosen = chosen or os.environ.get(VARIABLE, "")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_data_path("ycloud-console", appauthor=False)


def make_private(folder: Path) -> None:
    """Make *folder*, and whatever is missing above it, for its owner alone (0700).

    A folder that exists is left as it is: it may be shared on purpose. Raises OSError.
    """
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
