"""Which installed distributions the program needs, by their metadata: those go into the package, no others.

PyInstaller's own libraries are installed beside the program's, and some of the program's would take one of
them along where they find it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bundle.release import NAME


def needed(name: str = NAME) -> dict[str, Distribution]:
    """The distribution *name* and all it depends on here, by their canonical names."""
    found: dict[str, Distribution] = {}
    waiting = [(name, frozenset[str]())]
    while waiting:
        wanted, extras = waiting.pop()
        key = canonicalize_name(wanted)
        try:
            made = distribution(wanted)
        except PackageNotFoundError:
            continue
        if key in found and not extras:
            continue
        found[key] = made
        for line in made.requires or []:
            requirement = Requirement(line)
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in (*extras, "")):
                waiting.append((requirement.name, frozenset(requirement.extras)))
    return found


def unneeded_modules() -> list[str]:
    """The top-level modules that are installed and belong to no distribution the program needs."""
    wanted = needed()
    ours = {module for made in wanted.values() for module in top_level(made)}
    others = {
        module
        for made in distributions()
        if canonicalize_name(made.metadata["Name"]) not in wanted
        for module in top_level(made)
    }
    return sorted(others - ours)


def top_level(made: Distribution) -> Iterator[str]:
    """The importable names at the top of what *made* installed."""
    for file in made.files or []:
        first = file.parts[0]
        if len(file.parts) > 1:
            if first.isidentifier() and file.suffix in (".py", ".so", ".pyd"):
                yield first
        elif file.suffix in (".py", ".so", ".pyd"):
            yield first.split(".")[0]
