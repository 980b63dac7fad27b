"""Certificates the operator chose to trust after looking at them, kept in the data folder."""

from __future__ import annotations

import os
from pathlib import Path

from ycloud_console.accounts.home import make_private


def keep_certificate(home: Path, pem: str, fingerprint: str) -> Path:
    """Keep *pem* in the data folder *home*, named after its SHA-256 *fingerprint*; returns the file.

    For its owner alone (0600, the folder 0700). Keeping it again changes nothing. Raises OSError.
    """
    folder = home / "certificates"
    make_private(folder)
    path = folder / f"{fingerprint.replace(':', '').lower()[:16]}.pem"
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(pem)
    fresh.replace(path)
    return path
