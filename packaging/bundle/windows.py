"""The Windows installer, by NSIS, and what its programs say of themselves in the Explorer."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from bundle.release import NAME, ROOT, BuildError, Release

SCRIPT = ROOT / "packaging" / "windows" / "installer.nsi"
PROGRAMS = {NAME: "YCloud Console, command line", f"{NAME}w": "YCloud Console"}
"""Name without .exe -> what the Explorer and the Task Manager call it."""
_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', 'YCloud'),
      StringStruct('FileDescription', '{description}'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', '{name}'),
      StringStruct('LegalCopyright', 'MIT licence; parts under their own, see the folder licences'),
      StringStruct('OriginalFilename', '{name}.exe'),
      StringStruct('ProductName', 'YCloud Console'),
      StringStruct('ProductVersion', '{version}'),
    ])]),
    VarFileInfo([VarStruct('Translation', [0x0409, 1200])]),
  ],
)
"""


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version as Windows wants it: four numbers; what is no number counts 0."""
    parts = [int(part) if part.isdigit() else 0 for part in version.split(".")]
    first, second, third, fourth = [*parts, 0, 0, 0, 0][:4]
    return first, second, third, fourth


def write_version_resources(release: Release, work: Path) -> None:
    """For each program a file NAME.version, as PyInstaller reads it."""
    for name, description in PROGRAMS.items():
        text = _RESOURCE.format(
            numbers=numbers(release.version), version=release.version, name=name, description=description
        )
        (work / f"{name}.version").write_text(text, "utf-8")


def make_packages(frozen: Path, papers: Path, release: Release, target: Path) -> list[Path]:
    """The installer and a .zip of the same folder. Raises BuildError."""
    shutil.copytree(papers, frozen / "licences", dirs_exist_ok=True)
    made = target / f"{release.stem}-setup.exe"
    make_installer(frozen, release, made)
    archive = shutil.make_archive(str(target / release.stem), "zip", frozen.parent, frozen.name)
    return [made, Path(archive)]


def make_installer(payload: Path, release: Release, target: Path) -> None:
    """The installer *target* of the folder *payload*; also on Linux, where makensis is. Raises BuildError."""
    program = shutil.which("makensis") or r"C:\Program Files (x86)\NSIS\makensis.exe"
    kilobytes = sum(path.stat().st_size for path in payload.rglob("*") if path.is_file()) // 1024
    values = {
        "VERSION": release.version,
        "FOUR_NUMBERS": ".".join(str(number) for number in numbers(release.version)),
        "PAYLOAD": str(payload),
        "ICON": str(ROOT / "ycloud_console" / "resources" / "icon" / f"{NAME}.ico"),
        "LICENCE": str(ROOT / "LICENSE"),
        "KILOBYTES": str(kilobytes),
        "OUTPUT": str(target),
    }
    flag = "/" if os.name == "nt" else "-"
    options = [f"{flag}D{name}={value}" for name, value in values.items()]
    command = [program, f"{flag}V2", f"{flag}WX", f"{flag}INPUTCHARSET", "UTF8", *options, str(SCRIPT)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    except OSError as error:
        raise BuildError("NSIS is not there: install it (Debian: apt-get install nsis).") from error
    if done.returncode != 0:
        raise BuildError(f"makensis refused the script: {done.stdout}{done.stderr}")
