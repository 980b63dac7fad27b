"""``python -m ycloud_console`` and the ``ycloud-console`` command.

Nothing of Qt is imported until a window is really wanted: the command line works where no Qt library is.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from ycloud_console.cli import Start, cli


def open_window(home: Path, *, sandbox: bool, account: str | None, accounts_file: str | None) -> int:
    """Open the window and return the exit code."""
    # While it is imported nothing becomes garbage, and looking for some takes a tenth of a second; afterwards
    # the window does it itself (ui/garbage.py).
    gc.disable()
    from ycloud_console.app import main as run

    return run(home=home, sandbox=sandbox, account=account, accounts_file=accounts_file)


def smoke() -> int:
    """Try out every part of this installation, and return the exit code."""
    from ycloud_console.app import smoke as run

    return run()


def main() -> None:
    """Run the command line; without a command it opens the window."""
    if getattr(sys, "frozen", False):
        from ycloud_console.frozen import prepare

        prepare()
    cli(obj=Start(open_window, smoke), prog_name="ycloud-console")


if __name__ == "__main__":
    main()
