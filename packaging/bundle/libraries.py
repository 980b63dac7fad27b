"""Which shared libraries the Linux package needs from the system, read from the program files themselves."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bundle.release import ROOT, BuildError

_CORE = {
    "libgcc_s.so.1": "libgcc-s1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Beside those that the set-up of a checkout installs (scripts/setup.py)."""
_LIBC = re.compile(r"(lib(c|m|dl|pthread|rt|util)\.so\.\d+|ld-linux.*)")
_VERSION = re.compile(r"\bGLIBC_(\d+)\.(\d+)(?:\.\d+)?$")
_NEEDED = re.compile(r"^\s*NEEDED\s+(\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Needs:
    """What the program files need that does not lie beside them."""

    sonames: tuple[str, ...]
    glibc: str
    """The oldest version of the C library that has everything."""

    def debian(self) -> list[str]:
        """As relations of a Debian package."""
        known = {**_setup_libraries(), **_CORE}
        return sorted({f"libc6 (>= {self.glibc})", *(known[name] for name in self.sonames)})

    def rpm(self) -> list[str]:
        """As relations of an RPM: names of libraries, which all distributions share."""
        # Zypper and dnf know the C library's versions in this form.
        return sorted(
            [f"libc.so.6(GLIBC_{self.glibc})(64bit)", *(f"{name}()(64bit)" for name in self.sonames)]
        )


def read_needs(folder: Path) -> Needs:
    """What the programs and libraries in *folder* need. Raises BuildError for what nobody has."""
    present = {path.name for path in folder.rglob("*")}
    sonames: set[str] = set()
    newest = (2, 17)
    for path in program_files(folder):
        dump = subprocess.run(["objdump", "-p", str(path)], check=True, capture_output=True, text=True).stdout
        sonames.update(_NEEDED.findall(dump))
        for line in dump.splitlines():
            match = _VERSION.search(line.strip())
            if match:
                newest = max(newest, (int(match[1]), int(match[2])))
    wanted = {name for name in sonames if name not in present and not _LIBC.fullmatch(name)}
    unknown = wanted - {**_setup_libraries(), **_CORE}.keys()
    if unknown:
        raise BuildError(
            f"the package needs {', '.join(sorted(unknown))}: it neither brings it nor asks for it. "
            "Drop what needs it (bundle/drops.py), or add its Debian package (scripts/setup.py)."
        )
    return Needs(tuple(sorted(wanted)), f"{newest[0]}.{newest[1]}")


def program_files(folder: Path) -> list[Path]:
    """The ELF files in *folder*, sorted."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in files if _begins_with(path, b"\x7fELF")]


def _begins_with(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic


def _setup_libraries() -> dict[str, str]:
    """Library -> Debian package, as the set-up of a checkout has them."""
    spec = importlib.util.spec_from_file_location("console_setup", ROOT / "scripts" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.LIBRARIES)
