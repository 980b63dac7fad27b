"""The macOS disk image: packaging/macos/dmg.sh signs the program and makes it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from bundle.release import ROOT, BuildError, Release

APP = "YCloud Console.app"
SCRIPT = ROOT / "packaging" / "macos" / "dmg.sh"


def make_packages(folder: Path, papers: Path, release: Release, target: Path) -> list[Path]:
    """The disk image of the program in *folder*. Raises BuildError."""
    app = folder / APP
    # Before it is signed: a signature covers every file.
    shutil.copytree(papers, app / "Contents" / "Resources" / "licences", dirs_exist_ok=True)
    made = target / f"{release.stem}.dmg"
    done = subprocess.run(["/bin/sh", str(SCRIPT), str(app), str(made)], check=False)
    if done.returncode != 0:
        raise BuildError("the disk image was not made; the words of its script are above.")
    return [made]
