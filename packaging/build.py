"""Makes the packages of the system it runs on, in dist/; `make package` runs it in an environment of its own.

    python packaging/build.py [--frozen-only | --frozen]

The environment must hold the program itself, installed and not editable, and the dependency group "package"
(packaging/README.md has the command).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bundle import macos, windows
from bundle.inventory import take_stock
from bundle.notices import write_notices
from bundle.release import NAME, ROOT, BuildError, Release, of_checkout
from bundle.sbom import write_sbom
from bundle.sizes import report

WORK = ROOT / "build" / "package"
FROZEN = WORK / "frozen" / NAME
DIST = ROOT / "dist"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build; 0 when all packages were made, else 1 and a sentence on stderr."""
    parser = argparse.ArgumentParser(description="Makes the packages of this system in dist/.")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--frozen-only", action="store_true", help="stop when the program's folder is made")
    part.add_argument(
        "--frozen", action="store_true", help="take the program's folder as it is: it was signed"
    )
    options = parser.parse_args(arguments)
    try:
        build(frozen_only=options.frozen_only, is_frozen=options.frozen)
    except BuildError as error:
        print(f"The package was not built: {error}", file=sys.stderr)
        return 1
    return 0


def build(*, frozen_only: bool = False, is_frozen: bool = False) -> None:
    """Make the program's folder, its papers, and the packages. Raises BuildError."""
    release = of_checkout()
    say(f"{NAME} {release.version}, commit {release.commit}")
    frozen = FROZEN if is_frozen else freeze(release)
    components = take_stock(WORK / "pyinstaller" / NAME)
    papers = WORK / "papers"
    shutil.rmtree(papers, ignore_errors=True)
    write_notices(components, papers, ROOT / "LICENSE")
    write_sbom(components, release, frozen, papers / "sbom.cdx.json")
    say(report(frozen, components))
    if frozen_only:
        return
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    made = make_packages(frozen, papers, release)
    bill = DIST / f"{release.stem}.cdx.json"
    shutil.copyfile(papers / "sbom.cdx.json", bill)
    sums = write_sums([*made, bill])
    for path in (*made, bill, sums):
        say(f"{path.stat().st_size / 1e6:8.1f} MB  {path.relative_to(ROOT)}")


def freeze(release: Release) -> Path:
    """The program and all it needs in one folder, by PyInstaller. Raises BuildError."""
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "build.json").write_text(json.dumps({"commit": release.commit}) + "\n", "utf-8")
    if release.system == "windows":
        windows.write_version_resources(release, WORK)
    environ = {
        **os.environ,
        "PACKAGE_WORK": str(WORK),
        "PACKAGE_VERSION": release.version,
        # The order of sets, and all times, are the same in every build.
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(release.epoch),
        "PYINSTALLER_CONFIG_DIR": str(WORK / "cache"),
    }
    places = ["--workpath", str(WORK / "pyinstaller"), "--distpath", str(WORK / "frozen")]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", *places]
    with (WORK / "pyinstaller.log").open("w", encoding="utf-8") as log:
        done = subprocess.run(
            [*command, str(ROOT / "packaging" / f"{NAME}.spec")],
            # Not in the checkout: there its own modules would come before the installed ones.
            cwd=WORK,
            env=environ,
            check=False,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    if done.returncode != 0:
        raise BuildError(f"PyInstaller failed; its own words are in {log.name}.")
    return FROZEN


def make_packages(frozen: Path, papers: Path, release: Release) -> list[Path]:
    """The packages of this system."""
    if release.system == "windows":
        return windows.make_packages(frozen, papers, release, DIST)
    if release.system == "macos":
        return macos.make_packages(WORK / "frozen", papers, release, DIST)
    # What it needs (objdump, nfpm) is there on Linux alone.
    from bundle import linux

    return linux.make_packages(frozen, papers, release, WORK, DIST)


def write_sums(files: Sequence[Path]) -> Path:
    """SHA256SUMS of *files*, as sha256sum --check reads it."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(files)]
    target = DIST / "SHA256SUMS"
    target.write_text("".join(lines), "utf-8", newline="\n")
    return target


def say(text: str) -> None:
    """Tell who waits what was done."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
