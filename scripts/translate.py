"""Brings the Chinese translation in step with the window's texts.

Run ``.venv/bin/python scripts/translate.py`` after texts of the window were changed: it gathers them into the
.ts file, names those that still lack a translation (fill them in, by hand or with Qt Linguist, and run it
again), and compiles the .qm file that the program loads. Both files are kept with the sources.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOW = ROOT / "ycloud_console" / "ui"
TS = ROOT / "ycloud_console" / "resources" / "translations" / "ycloud_console_zh_CN.ts"
QM = TS.with_suffix(".qm")


def update(ts: Path) -> None:
    """Gather the texts of the window into *ts*, keeping what is translated there."""
    sources = sorted(str(path.relative_to(ROOT)) for path in WINDOW.rglob("*.py"))
    _run("pyside6-lupdate", *sources, "-ts", str(ts), "-no-obsolete", "-locations", "none")


def compile_to(qm: Path, ts: Path) -> None:
    """Compile *ts* into *qm*."""
    _run("pyside6-lrelease", str(ts), "-qm", str(qm))


def missing(ts: Path) -> list[str]:
    """The texts in *ts* that lack a translation."""
    root = ET.parse(ts).getroot()
    return [
        f"{context.findtext('name')}: {message.findtext('source')}"
        for context in root.iter("context")
        for message in context.iter("message")
        if not _is_translated(message)
    ]


def _is_translated(message: ET.Element) -> bool:
    translation = message.find("translation")
    return translation is not None and translation.get("type") is None and bool(translation.text)


def _run(tool: str, *arguments: str) -> None:
    command = [str(Path(sys.executable).with_name(tool)), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{tool}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    update(TS)
    lacking = missing(TS)
    compile_to(QM, TS)
    sys.stdout.write("".join(f"not translated: {text}\n" for text in lacking))
    sys.exit(1 if lacking else 0)
