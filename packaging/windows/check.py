"""Checks the Windows installer on Linux: compiles it with a small payload, and runs it in Wine where that is.

    python packaging/windows/check.py [--need-wine]

Installs silently, upgrades in place, uninstalls with and without the data, and looks at files and registry.
What Wine cannot show (the wizard's pages on a real desktop, elevation, signatures) stays for Windows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bundle import windows
from bundle.release import Release, of_checkout

UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\YCloudConsole"


class Wine:
    """A Windows of its own in a folder."""

    def __init__(self, program: str, prefix: Path) -> None:
        self._program = program
        self._environ: Mapping[str, str] = {
            **{
                name: value
                for name, value in os.environ.items()
                if name not in ("DISPLAY", "WAYLAND_DISPLAY")
            },
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # Neither is needed, and both would be looked for on the network.
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
        }
        self.drive = prefix / "drive_c"

    def run(self, *arguments: str) -> int:
        """The exit code of a program, after all that it started has ended."""
        command = [self._program, *arguments]
        done = subprocess.run(command, env=self._environ, check=False, capture_output=True, timeout=300)
        subprocess.run(["wineserver", "-w"], env=self._environ, check=False, timeout=300)
        return done.returncode

    def registry(self, key: str, value: str) -> str:
        """A value of the registry; empty when it is not there."""
        command = [self._program, "reg", "query", key, "/v", value]
        done = subprocess.run(command, env=self._environ, check=False, capture_output=True, timeout=300)
        lines = [line.split(maxsplit=2) for line in done.stdout.decode("utf-8", "replace").splitlines()]
        return next((parts[2].strip() for parts in lines if parts and parts[0] == value), "")

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        (found,) = (self.drive / "users").glob("*/AppData/Local")
        return found


def main() -> int:
    """Check; 0 when all is as it should be, else an exception says what is not."""
    release = of_checkout()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        older = build(work / "older", replace(release, version="0.0.9"), "gone.txt")
        newer = build(work / "newer", release, "new.txt")
        print(f"makensis: {newer.name}, {newer.stat().st_size:,} octets")
        program = shutil.which("wine64") or next(
            (str(path) for path in [Path("/usr/lib/wine/wine64")] if path.exists()), None
        )
        if program is None:
            print("Wine is not there: the installer was compiled, not run.")
            return 1 if "--need-wine" in sys.argv else 0
        # Where Debian has wineserver.
        os.environ["PATH"] = f"{os.environ['PATH']}:/usr/lib/wine"
        run_installers(Wine(program, work / "prefix"), older, newer, release)
    return 0


def build(folder: Path, release: Release, name: str) -> Path:
    """An installer of programs that are none, and of a library file *name*."""
    payload = folder / "payload"
    for part in ("_internal", "licences"):
        (payload / part).mkdir(parents=True)
    for program in windows.PROGRAMS:
        (payload / f"{program}.exe").write_text(release.version)
    (payload / "_internal" / name).write_text("library")
    (payload / "licences" / "LICENSE").write_text("text")
    target = folder / f"ycloud-console-{release.version}-windows-x86_64-setup.exe"
    windows.make_installer(payload, release, target)
    return target


def run_installers(wine: Wine, older: Path, newer: Path, release: Release) -> None:
    """Install, upgrade and uninstall, silently and for one user, then to a folder of one's choice."""
    expect(wine.run("wineboot", "-i") == 0, "Wine starts")
    windows_is = ("reg", "add", r"HKCU\Software\Wine", "/f", "/v", "Version", "/d")
    expect(wine.run(*windows_is, "win7") == 0, "Wine is a Windows 7")
    expect(wine.run(str(older), "/S", "/CurrentUser") == 2, "there the installer refuses with 2")
    expect(wine.run(*windows_is, "win10") == 0, "Wine is a Windows 10")
    expect(wine.run(str(older), "/S", "/CurrentUser") == 0, "there the installer of 0.0.9 ends with 0")
    place = wine.local / "Programs" / "YCloud Console"
    if not place.exists():
        place = wine.local / "YCloud Console"
    expect((place / "_internal" / "gone.txt").exists(), f"0.0.9 is in {place}")
    expect(wine.registry(UNINSTALL_KEY, "DisplayVersion") == "0.0.9", "Windows lists 0.0.9")

    data = wine.local / "ycloud-console"
    data.mkdir()
    (data / "settings.toml").write_text("kept")
    expect(wine.run(str(newer), "/S", "/CurrentUser") == 0, "the upgrade ends with 0")
    expect((place / "ycloud-consolew.exe").read_text() == release.version, "the program was replaced")
    expect(not (place / "_internal" / "gone.txt").exists(), "no file of the older version is left")
    expect(wine.registry(UNINSTALL_KEY, "DisplayVersion") == release.version, "Windows lists the new version")
    expect("/S" in wine.registry(UNINSTALL_KEY, "QuietUninstallString"), "Windows can uninstall silently")
    expect((data / "settings.toml").read_text() == "kept", "the upgrade leaves the data")
    shortcuts = list(
        (wine.drive / "users").glob("*/AppData/Roaming/Microsoft/Windows/Start Menu/**/YCloud*.lnk")
    )
    expect(len(shortcuts) == 1, "the start menu has the program once")

    # _?= keeps the uninstaller from copying itself away and returning before it is done.
    uninstaller, here = str(place / "uninstall.exe"), f"_?={windows_path(place)}"
    expect(wine.run(uninstaller, "/S", "/CurrentUser", here) == 0, "the uninstaller ends with 0")
    expect(not (place / "_internal").exists(), "the program is gone")
    expect(not shortcuts[0].exists(), "the start menu's entry is gone")
    expect(wine.registry(UNINSTALL_KEY, "DisplayVersion") == "", "Windows lists it no more")
    expect((data / "settings.toml").exists(), "uninstalling leaves the data")

    other = wine.drive / "Tools" / "Console"
    expect(
        wine.run(str(newer), "/S", "/CurrentUser", r"/D=C:\Tools\Console") == 0,
        "installing elsewhere ends with 0",
    )
    expect((other / "ycloud-console.exe").exists(), "it is where /D says")
    (other / "mine.txt").write_text("not the installer's")
    here = f"_?={windows_path(other)}"
    done = wine.run(str(other / "uninstall.exe"), "/S", "/CurrentUser", "/REMOVEDATA", here)
    expect(done == 0, "uninstalling with /REMOVEDATA ends with 0")
    expect(not data.exists(), "the data are gone")
    expect((other / "mine.txt").exists(), "what is not the installer's stays")

    expect(wine.run(str(newer), "/S", "/AllUsers") == 0, "installing for all users ends with 0")
    machine = UNINSTALL_KEY.replace("HKCU", "HKLM")
    expect(wine.registry(machine, "DisplayVersion") == release.version, "Windows lists it for all users")
    expect(
        (wine.drive / "Program Files" / "YCloud Console" / "ycloud-console.exe").exists(), "in Program Files"
    )


def windows_path(path: Path) -> str:
    """As the programs in Wine name a file on drive C:."""
    parts = path.parts[path.parts.index("drive_c") + 1 :]
    return "C:\\" + "\\".join(parts)


def expect(condition: bool, what: str) -> None:
    """Say it, and stop when it is not so."""
    print(f"{'ok      ' if condition else 'FAILED  '}{what}", flush=True)
    if not condition:
        raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main())
