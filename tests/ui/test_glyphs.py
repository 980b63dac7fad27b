"""The icons' font is there without what it would cost to ask for Qt by way of another library."""

from __future__ import annotations

import subprocess
import sys


def test_qtpy_is_not_imported() -> None:
    code = (
        "from ycloud_console.ui import glyphs; import sys, qtpy\n"
        "print(getattr(qtpy, '__file__', None), sorted(font[0] for font in glyphs.qtawesome._BUNDLED_FONTS))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None ['ph']"
