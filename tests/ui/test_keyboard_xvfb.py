"""The keyboard alone, on a real display: from the first start to a delivered message.

Xvfb is the display and xdotool presses the keys; what came of it is read from the history.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.test_app_shell import START, environment

pytestmark = [
    pytest.mark.gui,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb and xdotool belong to X11"),
]

PATIENCE = 60.0


def wait_for(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited in vain for: {what}")
        time.sleep(0.05)


@pytest.fixture
def display() -> Iterator[str]:
    """A display of its own, whose number the server chooses."""
    assert shutil.which("Xvfb"), "the set-up for tests installs it: make setup, or apt-get install xvfb"
    assert shutil.which("xdotool"), "the set-up for tests installs it: apt-get install xdotool"
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


class Keyboard:
    """Keys pressed on the display, as a person presses them."""

    def __init__(self, display: str) -> None:
        self._display = display

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self._display},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    def windows(self, name: str = "YCloud Console") -> list[str]:
        """Those that are seen and have this in their title."""
        return self._run("search", "--onlyvisible", "--name", name).split()

    def focus(self) -> None:
        """There is no window manager that would give the focus to the window."""
        self._run("windowfocus", "--sync", self.windows()[-1])

    def press(self, *keys: str) -> None:
        self._run("key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        self._run("type", "--delay", "15", text)


def ask(home: Path, question: str) -> list[tuple[object, ...]]:
    """Rows of the history, while the program writes it."""
    path = home / "history.sqlite3"
    if not path.exists():
        return []
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return []
    try:
        return connection.execute(question).fetchall()
    except sqlite3.OperationalError:
        return []
    finally:
        connection.close()


def test_from_the_first_start_to_a_delivered_message(tmp_path: Path, display: str) -> None:
    home = tmp_path / "home"
    running = subprocess.Popen(
        [sys.executable, "-c", START.format(f"home=Path({str(home)!r}), tour=False")],
        cwd=tmp_path,
        env=environment(DISPLAY=display, QT_QPA_PLATFORM="xcb"),
        stderr=subprocess.PIPE,
        text=True,
    )
    keyboard = Keyboard(display)
    try:
        wait_for(lambda: running.poll() is not None or keyboard.windows(), "the window")
        assert running.poll() is None, running.stderr and running.stderr.read()
        keyboard.focus()
        keyboard.press("ctrl+shift+s")
        # From then on the composer is shown, with the focus on the recipients.
        wait_for(lambda: keyboard.windows("Sandbox · Bound"), "bound")
        keyboard.type("+6581234567")
        keyboard.press("ctrl+n")
        keyboard.type("Sent without a mouse")
        keyboard.press("ctrl+Return")
        delivered = "SELECT 1 FROM message WHERE state = 'delivered' AND text = 'Sent without a mouse'"
        wait_for(lambda: ask(home, delivered), "a delivered message")
        keyboard.press("ctrl+q")
        _, said = running.communicate(timeout=PATIENCE)
        assert (running.returncode, said) == (0, "")
    finally:
        running.kill()
        running.communicate()
