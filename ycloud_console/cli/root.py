"""What is said before the command's name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Root:
    """Options of the program as a whole; the same ones of a command come first."""

    data_dir: Path | None = None
    sandbox: bool = False
    account: str | None = None
