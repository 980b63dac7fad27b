"""The program as it is started: in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ycloud_console.app import main

pytestmark = pytest.mark.gui

START = "import sys; from pathlib import Path; from ycloud_console.app import main; sys.exit(main({}))"


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return {**kept, "PYTHONIOENCODING": "utf-8", **changes}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a display")
def test_without_a_display_the_sandbox_makes_the_tour(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START.format(f"home=Path({str(tmp_path / 'home')!r}), sandbox=True")],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "18 Invalid signature" in done.stdout
    assert (tmp_path / "ycloud-console.png").read_bytes().startswith(b"\x89PNG")


def test_without_a_display_and_sandbox_it_names_the_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main(home=tmp_path) == 2
    said = capsys.readouterr().err
    assert "no display" in said
    assert "ycloud-console send" in said
    assert said.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "the session ends"])
def test_a_signal_closes_the_window_in_order(tmp_path: Path, number: signal.Signals) -> None:
    home = tmp_path / "home"
    running = subprocess.Popen(
        [sys.executable, "-c", START.format(f"home=Path({str(home)!r}), sandbox=True, tour=False")],
        cwd=tmp_path,
        env=environment(QT_QPA_PLATFORM="offscreen"),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        end = time.monotonic() + 60
        log = home / "logs" / "console.log"
        while not (log.exists() and "Sandbox: bound" in log.read_text("utf-8")):
            assert running.poll() is None, running.stderr and running.stderr.read()
            assert time.monotonic() < end
            time.sleep(0.05)
        running.send_signal(number)
        _, said = running.communicate(timeout=30)
    finally:
        running.kill()
        running.wait()
    assert (running.returncode, said) == (0, "")
    assert "window_geometry" in (home / "settings.toml").read_text()
    written = log.read_text("utf-8")
    news = ("YCloud Console", "Sandbox: bound", "Sandbox: closed", "ends")
    assert [words for words in news if words not in written] == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    home = tmp_path / "file" / "home"
    running = subprocess.Popen(
        [sys.executable, "-c", START.format(f"home=Path({str(home)!r}), tour=False")],
        cwd=tmp_path,
        env=environment(QT_QPA_PLATFORM="offscreen"),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stderr is not None
        said = running.stderr.readline()
        assert said.startswith(f"The data folder {home} cannot be used (Not a directory). Check ")
        # Before its window is there the signal ends it at once, after that as the window's button does.
        running.terminate()
        running.communicate(timeout=30)
        assert running.returncode in (1, -signal.SIGTERM)
    finally:
        running.kill()
        running.wait()
