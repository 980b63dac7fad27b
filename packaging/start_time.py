"""How long a start takes until the window answers: the packaged program and a run from source, side by side.

    python packaging/start_time.py [PROGRAM] [--runs N]

PROGRAM is the packaged program, ycloud-console unless another is named. Both are started in turn, on the
display that DISPLAY names, each time on a data folder that was used before. "Answers" is when a second start
would be answered: the window is shown and its event loop has run. Where the system tells, processor time
is printed too: it says more than the clock while other programs are busy.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from ycloud_console.ui.instance import NotReached, Request, call_first

_PATIENCE = 60.0


def main() -> int:
    """Measure and print; 0 when both could be started."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", nargs="?", default="ycloud-console")
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    ways = {
        "packaged": [options.program],
        "source": [sys.executable, "-m", "ycloud_console"],
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.runs + 1):
            for name, command in ways.items():
                took = start(command, Path(folder) / name)
                # The first run makes the data folder, and reads the files from disk.
                if number:
                    taken[name].append(took)
    for name, times in taken.items():
        clock, used = (figures([each[number] for each in times]) for number in (0, 1))
        print(f"{name:<9} {clock}; processor {used}")
    for number, what in enumerate(("clock", "processor")):
        medians = [statistics.median(each[number] for each in taken[name]) for name in ways]
        if medians[1]:
            print(f"packaged / source, {what}: {medians[0] / medians[1]:.2f}")
    return 0


def figures(times: Sequence[float]) -> str:
    """Median and range."""
    return f"median {statistics.median(times):.3f} s ({min(times):.3f} to {max(times):.3f})"


def processor(process: int) -> float:
    """Seconds of processor time that *process* has used; 0 where Linux does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def start(command: Sequence[str], home: Path) -> tuple[float, float]:
    """Seconds, and seconds of processor time, until the window of *command* answers; then it is closed."""
    place = home / "window.json"
    place.unlink(missing_ok=True)
    began = time.monotonic()
    running = subprocess.Popen([*command, "--data-dir", str(home)], env=dict(os.environ))
    try:
        while time.monotonic() < began + _PATIENCE:
            if place.exists():
                with suppress(NotReached, OSError, msgspec.MsgspecError):
                    call_first(home, Request(), patience=5.0)
                    return time.monotonic() - began, processor(running.pid)
            time.sleep(0.002)
        raise SystemExit(f"{command[0]} did not answer within {_PATIENCE:.0f} seconds.")
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(30)


if __name__ == "__main__":
    sys.exit(main())
