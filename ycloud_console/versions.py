"""What this program is made of: versions, and the commit where that is known. Needs no Qt."""

from __future__ import annotations

import json
import platform
import re
import sqlite3
import ssl
from importlib.metadata import Distribution, PackageNotFoundError, version
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent
BUILD = Path(__file__).resolve().parent / "resources" / "build.json"
"""In packages alone: the commit they were built from."""
_COMMIT = re.compile(r"[0-9a-f]{40}")


def versions() -> list[tuple[str, str]]:
    """What and which, in the order in which support asks."""
    found = [("YCloud Console", _with_commit(_version("ycloud-console")))]
    found.append(("Python", f"{platform.python_version()} ({platform.system()} {platform.machine()})"))
    # PySide6 has the version of the Qt that it brings.
    found.append(("Qt", _version("PySide6-Essentials")))
    found += [(name, _version(name)) for name in ("aiosmpplib", "qasync", "SQLAlchemy")]
    found.append(("SQLite", sqlite3.sqlite_version))
    found.append(("OpenSSL", ssl.OPENSSL_VERSION.removeprefix("OpenSSL ")))
    return found


def commit() -> str:
    """The commit this runs from: what the package or pip noted, or the checkout's; empty when none says."""
    if BUILD.exists():
        return str(json.loads(BUILD.read_text("utf-8"))["commit"])
    try:
        noted = Distribution.from_name("ycloud-console").read_text("direct_url.json")
    except PackageNotFoundError:
        noted = None
    if noted:
        vcs = json.loads(noted).get("vcs_info", {})
        if vcs.get("commit_id"):
            return str(vcs["commit_id"])
    return commit_of(_CHECKOUT)


def commit_of(checkout: Path) -> str:
    """The commit of a git work tree, read from its files; empty when it is none."""
    folder = checkout / ".git"
    try:
        head = (folder / "HEAD").read_text("utf-8").strip()
        name = head.removeprefix("ref: ")
        if name != head:
            loose = folder / name
            head = loose.read_text("utf-8").strip() if loose.exists() else _packed(folder, name)
    except OSError:
        return ""
    return head if _COMMIT.fullmatch(head) else ""


def _packed(folder: Path, name: str) -> str:
    for line in (folder / "packed-refs").read_text("utf-8").splitlines():
        found, _, which = line.partition(" ")
        if which == name:
            return found
    return ""


def _with_commit(number: str) -> str:
    found = commit()
    return f"{number} ({found[:10]})" if found else number


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
