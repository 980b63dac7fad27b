"""The program as it is started, seen from outside: until its window answers, and how much memory it takes.

``python -m ycloud_console --data-dir DIR`` on a copy of a history, with one account. Each window listens for
second starts on its event loop, once it is shown; it answers when it has been asked on that line and has said
"ok". Linux only: the memory is read from /proc.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tests.bench.clock import memory_of
from tests.bench.generate import ACCOUNTS
from tests.bench.histories import BUILD, copy_to
from ycloud_console.accounts import Account, Settings
from ycloud_console.ui.instance import Request, _call

_COMPILED = BUILD / "compiled"
_LOOK = 0.01
"""Seconds between two looks whether it listens."""
_PATIENCE = 60.0
_SETTLING = 3.0
"""Seconds until what begins with the window (counts, trimming) has come to its end."""


@dataclass(frozen=True)
class Start:
    """One start of the program."""

    seconds: float
    """Until its window answered."""
    memory: float
    """Of all the process, some seconds later (resident, MB)."""
    peak: float
    """The most of it until then."""


@contextmanager
def data_folder(history: Path) -> Iterator[Path]:
    """A data folder with a copy of *history* and its account, for as long as it is used."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        copy_to(history, home)
        settings = Settings.load(home / "settings.toml")
        settings.put(Account(id=ACCOUNTS[0], name="Acme support", system_id="acme"))
        yield home


def start(home: Path) -> Start:
    """Start the program on *home*, look at it, and close it. Raises RuntimeError.

    The first start compiles the program and what it uses, as installing it does; it is none to be counted.
    """
    begun = time.perf_counter()
    program = subprocess.Popen(
        [sys.executable, "-m", "ycloud_console", "--data-dir", str(home)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_environment(),
        text=True,
    )
    try:
        _await_answer(home, program, begun + _PATIENCE)
        seconds = time.perf_counter() - begun
        time.sleep(_SETTLING)
        memory, peak = memory_of(program.pid)
        program.send_signal(signal.SIGTERM)
        program.wait(_PATIENCE)
        return Start(seconds, memory, peak)
    finally:
        program.kill()
        program.communicate()


def _environment() -> dict[str, str]:
    # Two platforms: with "offscreen" alone the program takes it that nobody would see its window, and ends.
    told = dict(os.environ, QT_QPA_PLATFORM="offscreen;minimal", PYTHONPYCACHEPREFIX=str(_COMPILED))
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    return told


def _await_answer(home: Path, program: subprocess.Popen[str], until: float) -> None:
    while time.perf_counter() < until:
        if program.poll() is not None:
            assert program.stderr is not None
            raise RuntimeError(f"the program ended: {program.stderr.read().strip()}")
        with suppress(OSError, msgspec.MsgspecError):
            if _call(home, Request(), _PATIENCE):
                return
        time.sleep(_LOOK)
    raise RuntimeError(f"no window answered within {_PATIENCE:.0f} s")
