"""What is inside a package: every file and module in it, and the component it belongs to.

Licence notices and the bill of materials are made from it, so that they tell what is inside and not what was
meant to be. A file that belongs to nothing known stops the build.
"""

from __future__ import annotations

import ast
import platform
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import Distribution
from pathlib import Path

from packaging.utils import canonicalize_name

from bundle.closure import needed
from bundle.release import NAME, ROOT, BuildError

LICENCES = Path(__file__).resolve().parents[1] / "licences"
"""Texts that are not installed along with what they are for."""

_EXPRESSIONS = {"MIT": "MIT", "Apache 2.0": "Apache-2.0", "BSD-3-Clause": "BSD-3-Clause", "PSFL": "PSF-2.0"}
"""SPDX expressions for what older metadata say."""
_BY_NAME = {"backports-tarfile": "MIT", "jaraco-classes": "MIT", "tomli-w": "MIT", "aiosmpplib": "MIT"}
"""Of distributions that say it in their licence file alone."""
_LISTED = 20
_DEBIAN = {
    "bzip2": "bzip2-1.0.6",
    "expat": "MIT",
    "libffi": "MIT",
    "mpdecimal": "BSD-2-Clause",
    "openssl": "Apache-2.0",
    "sqlite3": "blessing",
    "util-linux": "BSD-3-Clause",
    "xz-utils": "0BSD",
}
"""The licences of libraries that Debian builds, by their source package; util-linux: of its libuuid."""


@dataclass(slots=True)
class Component:
    """A part that somebody made, of one version and under one licence."""

    name: str
    version: str
    licence: str
    """An SPDX expression."""
    purl: str
    texts: list[Path]
    """The files with the licence's text; for what is ours none is needed."""
    summary: str = ""
    files: list[str] = field(default_factory=list)
    """Names of files and modules in the package."""
    materials: list[Path] = field(default_factory=list)
    """Bills of materials that the component brings of its own (CycloneDX): what was linked into it."""


def take_stock(work: Path) -> list[Component]:
    """The components of what PyInstaller made in its folder *work*, sorted by name. Raises BuildError."""
    found: dict[str, Component] = {}
    unknown = []
    for name, source in sorted(_contents(work)):
        component = _owner(Path(source))
        if component is None:
            unknown.append(f"{name} (from {source})")
            continue
        found.setdefault(component.name, component).files.append(name)
    if unknown:
        listing = "\n  ".join(unknown[:_LISTED])
        raise BuildError(f"{len(unknown)} files belong to no known component, such as\n  {listing}")
    # The boot loader is in the program itself.
    loader = _component_of("pyinstaller")
    found.setdefault(loader.name, loader).files.append(NAME)
    components = sorted(found.values(), key=lambda each: each.name.lower())
    bare = [each.name for each in components if not each.texts]
    if bare:
        raise BuildError(f"no licence text was found for {', '.join(bare)}: put it into {LICENCES}.")
    return components


def _contents(work: Path) -> set[tuple[str, str]]:
    """(name in the package, file it was made from) of everything, by PyInstaller's tables of contents."""
    entries: set[tuple[str, str]] = set()
    for table, place in (("PYZ-00.toc", 1), ("COLLECT-00.toc", 0)):
        contents = ast.literal_eval((work / table).read_text("utf-8"))[place]
        entries |= {
            (name, source)
            for name, source, kind in contents
            # The programs and their base library are made, of parts that stand in the other table.
            if kind not in ("EXECUTABLE", "PKG", "SYMLINK") and source not in ("-", "")
        }
    made = ("base_library.zip", "build.json")
    return {(name, source) for name, source in entries if not source.endswith(made)}


def _owner(source: Path) -> Component | None:
    if source.is_relative_to(ROOT / "packaging"):
        return _component_of(NAME)
    name = _installed().get(str(source)) or _installed().get(str(source.resolve()))
    if name and source.name.startswith("libicu"):
        return _icu(source.name.rsplit(".", 1)[-1])
    if name:
        return _component_of(name)
    real = source.resolve()
    homes = (Path(sys.base_prefix).resolve(), Path(sysconfig.get_path("stdlib")).resolve())
    # Where Python is the system's, its own files lie beside all others: there dpkg tells them apart.
    if any(real.is_relative_to(home) for home in homes if home != Path("/usr")):
        return _python()
    return _system(real) if sys.platform.startswith("linux") else _python()


@cache
def _installed() -> dict[str, str]:
    """File -> name of the distribution that installed it."""
    inside = {**needed(), "pyinstaller": Distribution.from_name("pyinstaller")}
    return {
        str(made.locate_file(file)): name
        for name, made in inside.items()
        for file in made.files or []
        if not file.name.endswith(".pyc")
    }


@cache
def _component_of(name: str) -> Component:
    return _distribution_component(Distribution.from_name(name))


def _distribution_component(made: Distribution) -> Component:
    name, version = made.metadata["Name"], made.version
    metadata = made.metadata.json
    said = str(metadata.get("license_expression") or metadata.get("license") or "")
    if "special exception" in said:
        said = "GPL-2.0-or-later WITH Bootloader-exception"
    licence = _BY_NAME.get(canonicalize_name(name)) or _EXPRESSIONS.get(said, said)
    if not licence or "\n" in licence:
        raise BuildError(f"the licence of {name} is not in its metadata: add it to bundle/inventory.py.")
    words = ("licen", "copying", "notice")
    inside = [
        Path(str(made.locate_file(file)))
        for file in made.files or []
        if ".dist-info/" in file.as_posix() and any(word in file.name.lower() for word in words)
    ]
    texts = [*inside, *sorted(LICENCES.glob(f"{canonicalize_name(name)}-*.txt"))]
    if not texts and "LGPL-3.0" in licence:
        texts = [LICENCES / "LGPL-3.0.txt", LICENCES / "GPL-3.0.txt"]
    materials = [
        Path(str(made.locate_file(file)))
        for file in made.files or []
        if "/sboms/" in file.as_posix() and file.suffix == ".json"
    ]
    purl = f"pkg:pypi/{canonicalize_name(name)}@{version}"
    summary = str(metadata.get("summary") or "")
    return Component(name, version, licence, purl, texts, summary, materials=materials)


@cache
def _icu(major: str) -> Component:
    return Component(
        *("ICU", major, "Unicode-3.0", f"pkg:generic/icu@{major}", [LICENCES / "ICU.txt"]),
        summary="Characters and languages, as Qt brings it along",
    )


@cache
def _python() -> Component:
    version = platform.python_version()
    stdlib = Path(sysconfig.get_path("stdlib"))
    debian = Path(f"/usr/share/doc/python{version.rpartition('.')[0]}/copyright")
    places = (stdlib / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt", debian)
    texts = [path for path in places if path.is_file()][:1]
    purl = f"pkg:generic/python@{version}"
    return Component("Python", version, "PSF-2.0", purl, texts, summary="The interpreter and its library")


@cache
def _system(real: Path) -> Component | None:
    """The component of a file that a Debian package installed; None where there is no such package."""
    owner = _dpkg_owner(real)
    if not owner:
        return None
    query = ["dpkg-query", "-W", "-f=${source:Package} ${Version} ${Architecture}", owner]
    package, version, machine = subprocess.run(
        query, check=True, capture_output=True, text=True
    ).stdout.split()
    if package.startswith("python3"):
        return _python()
    plain = owner.partition(":")[0]
    return _debian(package, plain, version, machine)


@cache
def _debian(source: str, package: str, version: str, machine: str) -> Component:
    return Component(
        *(package, version, _DEBIAN.get(source, "NOASSERTION")),
        f"pkg:deb/debian/{package}@{version}?arch={machine}",
        [path for path in [Path(f"/usr/share/doc/{package}/copyright")] if path.is_file()],
        summary=f"A library of the system that built the package (source: {source})",
    )


def _dpkg_owner(real: Path) -> str:
    """The Debian package of a file; libraries may be registered without the /usr before /lib."""
    for place in (str(real), str(real).removeprefix("/usr")):
        try:
            done = subprocess.run(["dpkg", "-S", place], check=False, capture_output=True, text=True)
        except OSError:
            return ""
        if done.returncode == 0:
            return done.stdout.partition(": ")[0]
    return ""
