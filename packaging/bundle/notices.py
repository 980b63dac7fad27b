"""The licence notices: one text with all that is inside a package, under which licence, and the licences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bundle.inventory import Component
from bundle.release import NAME

_INTRODUCTION = """\
YCloud Console is made of the parts below, each under its own licence. The licence of YCloud Console itself
(MIT) is in the file LICENSE beside this one.

Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They are the files that the Qt
Company publishes as PySide6-Essentials and shiboken6 on the Python Package Index, unchanged but for symbols,
which the Linux packages leave out. Their source is at
https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/. They
lie in the program's folder as files of their own (_internal/PySide6, _internal/shiboken6) and can be replaced
by other builds of the same version. What Qt itself contains of others is listed at
https://doc.qt.io/qt-6/licenses-used-in-qt.html.
"""
_RULE = "=" * 100


def notices(components: Sequence[Component]) -> str:
    """The text of THIRD-PARTY-NOTICES.txt."""
    others = [each for each in components if each.name != NAME]
    wide = max(len(each.name) for each in others)
    table = [f"{each.name:<{wide}}  {each.version:<28}  {each.licence}" for each in others]
    parts = [_INTRODUCTION, "\n".join(table), ""]
    said: dict[str, str] = {}
    for each in others:
        parts += [_RULE, f"{each.name} {each.version}", each.licence, _RULE, ""]
        for path in each.texts:
            text = path.read_text("utf-8", errors="replace").strip("\n")
            if text in said:
                parts += [f"The text of {path.name} is the same as that of {said[text]} above.", ""]
            else:
                said[text] = f"{each.name} ({path.name})"
                parts += [text, ""]
    return "\n".join(line.rstrip() for line in "\n".join(parts).splitlines()) + "\n"


def write_notices(components: Sequence[Component], folder: Path, own_licence: Path) -> None:
    """LICENSE and THIRD-PARTY-NOTICES.txt into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "LICENSE").write_bytes(own_licence.read_bytes())
    (folder / "THIRD-PARTY-NOTICES.txt").write_text(notices(components), "utf-8", newline="\n")
