"""How large a package is, and what makes it so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bundle.inventory import Component

_SHOWN = 10


def report(folder: Path, components: Sequence[Component]) -> str:
    """Megabytes of *folder* as it is unpacked, and its ten largest files."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    total = sum(sizes.values())
    largest = sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0]))[:_SHOWN]
    head = f"{total / 1e6:.1f} MB in {len(sizes)} files, of {len(components)} components; the largest files:"
    return "\n".join([head, *(f"{size / 1e6:8.1f} MB  {name}" for name, size in largest)])
