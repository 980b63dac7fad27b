"""Which version is packaged: read from the checkout, so that the same commit makes the same packages."""

from __future__ import annotations

import platform
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = "ycloud-console"
SUMMARY = "Desktop operator console for YCloud's SMPP text-message service"
HOMEPAGE = "https://www.ycloud.com"
MAINTAINER = "YCloud Console maintainers <maintainers@ycloud.example>"


class BuildError(Exception):
    """The package cannot be built; the text says what happened and what to do."""


@dataclass(frozen=True, slots=True)
class Release:
    """One version of the program."""

    version: str
    commit: str
    """40 hex digits, with ``+`` when the checkout was changed since."""
    epoch: int
    """Seconds since 1970: when the commit was made. Everything in the packages is of that time."""

    @property
    def machine(self) -> str:
        """The processor as release files name it: x86_64, aarch64."""
        name = platform.machine().lower()
        return {"amd64": "x86_64", "arm64": "aarch64"}.get(name, name)

    @property
    def system(self) -> str:
        """linux, windows or macos."""
        names = {"linux": "linux", "win32": "windows", "darwin": "macos"}
        return names.get(sys.platform, sys.platform)

    @property
    def stem(self) -> str:
        """How files of this release begin that name neither Debian's nor RPM's conventions."""
        return f"{NAME}-{self.version}-{self.system}-{self.machine}"


def of_checkout(root: Path = ROOT) -> Release:
    """The release that *root* holds. Raises BuildError where git does not know the commit."""
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    try:
        commit = _git(root, "rev-parse", "HEAD")
        epoch = int(_git(root, "log", "-1", "--format=%ct"))
        changed = _git(root, "status", "--porcelain")
    except (OSError, subprocess.CalledProcessError) as error:
        raise BuildError(
            f"git cannot tell the commit of {root}: build from a clone of the repository."
        ) from error
    return Release(version, commit + ("+" if changed else ""), epoch)


def _git(root: Path, *arguments: str) -> str:
    # A clone that another user made (in a container, say) is as good as one's own: it is only read.
    command = ["git", "-c", f"safe.directory={root}", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
