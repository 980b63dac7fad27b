"""One window a data folder: real processes, a real lock, a real socket."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.ui.test_app_shell import START, environment
from ycloud_console.ui.instance import Instance, NotReached, Request, call_first

pytestmark = pytest.mark.gui


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_only_one_has_the_right_and_the_next_one_gets_it(home: Path) -> None:
    first = Instance.claim(home)
    assert first is not None
    assert Instance.claim(home) is None
    first.close()
    second = Instance.claim(home)
    assert second is not None
    second.close()


async def test_what_a_second_start_was_asked_for_reaches_the_first(home: Path) -> None:
    first = Instance.claim(home)
    assert first is not None
    heard: list[Request] = []
    try:
        calling = asyncio.create_task(
            asyncio.to_thread(call_first, home, Request(account="Acme 上海", sandbox=False))
        )
        # It may call before the first one listens.
        await asyncio.sleep(0)
        await first.listen(heard.append)
        await calling
        assert heard == [Request(account="Acme 上海")]
        if sys.platform != "win32":
            assert stat.S_IMODE((home / "window.json").stat().st_mode) == 0o600
    finally:
        first.close()
    assert not (home / "window.json").exists()


async def test_who_does_not_know_the_token_is_not_heard(home: Path) -> None:
    first = Instance.claim(home)
    assert first is not None
    heard: list[Request] = []
    try:
        await first.listen(heard.append)
        place = home / "window.json"
        first._token = "another"
        with pytest.raises(NotReached, match="does not answer"):
            await asyncio.to_thread(call_first, home, Request(), 0.5)
        assert place.exists()
        assert heard == []
    finally:
        first.close()


def start(home: Path, more: str = "") -> subprocess.Popen[str]:
    call = START.format(f"home=Path({str(home)!r}), tour=False{more}")
    return subprocess.Popen(
        [sys.executable, "-c", call],
        env=environment(QT_QPA_PLATFORM="offscreen"),
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(path: Path, running: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 60
    while not path.exists():
        assert running.poll() is None, running.stderr and running.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_second_start_is_passed_on_and_a_killed_one_leaves_no_lock(home: Path) -> None:
    first = start(home)
    try:
        wait_for(home / "window.json", first)
        second = start(home, ", sandbox=True")
        _, said = second.communicate(timeout=60)
        assert (second.returncode, said) == (0, "")
        # Made when the sandbox starts: the first one heard.
        end = time.monotonic() + 60
        while not list(home.glob("**/*.pem")) and time.monotonic() < end:
            time.sleep(0.05)
        assert list(home.glob("**/*.pem"))
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        assert (home / "window.json").exists(), "as a killed process leaves it"
        old = (home / "window.json").read_text()
        third = start(home)
        try:
            end = time.monotonic() + 60
            while (home / "window.json").read_text() == old and time.monotonic() < end:
                assert third.poll() is None, third.stderr and third.stderr.read()
                time.sleep(0.05)
            third.send_signal(signal.SIGINT)
            _, said = third.communicate(timeout=30)
            assert (third.returncode, said) == (0, "")
        finally:
            third.kill()
            third.wait()
    finally:
        first.kill()
        first.communicate()
