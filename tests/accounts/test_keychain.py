"""Passwords go to a real keychain or nowhere."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, null

from ycloud_console.accounts import Keychain, KeychainUnavailable

PASSWORD = "hunter2!"


def made(kind: Callable[[], KeyringBackend]) -> KeyringBackend:
    """keyring's classes carry no types; through this they have one."""
    return kind()


def given_by_hand(kind: type[KeyringBackend]) -> None:
    """keyring takes every class of its kind for a keychain it may choose: these are none for other tests."""
    KeyringBackend._classes.discard(kind)


class PlainFile(KeyringBackend):
    """A backend such as keyrings.alt has: it would write the password to a file."""

    priority = 1

    written: ClassVar[list[str]] = []

    def set_password(self, service: str, username: str, password: str) -> None:
        self.written.append(password)

    def get_password(self, service: str, username: str) -> str | None:
        return None


given_by_hand(PlainFile)


async def test_a_plain_file_is_refused_and_gets_nothing() -> None:
    backend = made(PlainFile)
    keychain = Keychain(backend=backend)
    assert "not the system's keychain" in (await keychain.available() or "")
    with pytest.raises(KeychainUnavailable, match="asked for each time"):
        await keychain.set("a1", PASSWORD)
    assert PlainFile.written == []


async def test_a_switched_off_keyring_is_no_keychain() -> None:
    for call in (
        Keychain(backend=made(null.Keyring)).get("a1"),
        Keychain(backend=made(null.Keyring)).set("a1", PASSWORD),
        Keychain(backend=made(null.Keyring)).delete("a1"),
    ):
        with pytest.raises(KeychainUnavailable, match="no keychain"):
            await call


async def test_a_chain_without_a_real_keychain_is_no_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [made(PlainFile)])
    assert "no keychain" in (await Keychain(backend=made(chainer.ChainerBackend)).available() or "")


async def test_the_sentence_comes_in_chinese() -> None:
    assert "钥匙串" in (await Keychain("zh_CN", made(null.Keyring)).available() or "")


class Failing(KeyringBackend):
    """Stands where a system keychain would, and fails as those do."""

    priority = 1
    error: Exception = keyring.errors.KeyringLocked("Failed to unlock the collection!")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"could not store {password!r}")

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error


Failing.__module__ = "keyring.backends.SecretService"
given_by_hand(Failing)


class Prompting(KeyringBackend):
    """Stands where a system keychain would, with a prompt for one account that nobody answers."""

    priority = 1

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.unlocked = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def get_password(self, service: str, username: str) -> str | None:
        if username == "locked":
            self.asked.set()
            self.unlocked.wait(30)
        return f"password of {username}"


Prompting.__module__ = "keyring.backends.SecretService"
given_by_hand(Prompting)


class Crowded(KeyringBackend):
    """Stands where gnome-keyring 42 would, which misses passwords when asked for several at a time."""

    priority = 1

    def __init__(self) -> None:
        self._inside = threading.Lock()

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def get_password(self, service: str, username: str) -> str | None:
        if not self._inside.acquire(blocking=False):
            raise RuntimeError("Item does not exist!")
        try:
            time.sleep(0.01)
            return f"password of {username}"
        finally:
            self._inside.release()


Crowded.__module__ = "keyring.backends.SecretService"
given_by_hand(Crowded)


async def test_passwords_of_many_accounts_are_asked_for_in_turn() -> None:
    keychain = Keychain(backend=Crowded())
    assert await asyncio.gather(*(keychain.get(f"a{each}") for each in range(8))) == [
        f"password of a{each}" for each in range(8)
    ]


async def test_a_prompt_of_one_account_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ycloud_console.accounts.keychain._QUICK", 0.05)
    backend = Prompting()
    keychain = Keychain(backend=backend)
    waiting = asyncio.ensure_future(keychain.get("locked"))
    await asyncio.to_thread(backend.asked.wait, 30)
    assert await keychain.get("open") == "password of open"
    assert await keychain.available() is None
    assert not waiting.done()
    backend.unlocked.set()
    assert await waiting == "password of locked"


async def test_a_keychain_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ycloud_console.accounts.keychain._PATIENCE", 0.05)
    backend = Prompting()
    for language, words in (("en", "did not answer"), ("zh_CN", "没有响应")):
        with pytest.raises(KeychainUnavailable, match=words):
            await Keychain(language, backend).get("locked")
    backend.unlocked.set()


async def test_a_keychain_that_stays_locked_is_said_so() -> None:
    with pytest.raises(KeychainUnavailable, match="locked"):
        await Keychain(backend=made(Failing)).get("a1")


async def test_an_error_never_repeats_the_password() -> None:
    with pytest.raises(KeychainUnavailable) as caught:
        await Keychain(backend=made(Failing)).set("a1", PASSWORD)
    assert PASSWORD not in str(caught.value)
    assert "could not store" in str(caught.value)


def test_without_a_session_there_is_no_keychain_and_no_file(tmp_path: Path) -> None:
    """A computer without a desktop, as support reaches it over ssh."""
    script = (
        "import asyncio\n"
        "from ycloud_console.accounts import Keychain, KeychainUnavailable\n"
        "async def main():\n"
        "    keychain = Keychain()\n"
        "    print(await keychain.available())\n"
        "    try:\n"
        f"        await keychain.set('a1', {PASSWORD!r})\n"
        "    except KeychainUnavailable as error:\n"
        "        print(error)\n"
        "asyncio.run(main())\n"
    )
    environment = {**_own_home(tmp_path), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    if sys.platform == "linux":
        assert done.stdout.count("no keychain") == 2
    assert PASSWORD not in done.stdout + done.stderr
    assert not [
        file for file in tmp_path.rglob("*") if file.is_file() and PASSWORD.encode() in file.read_bytes()
    ]


@pytest.mark.keychain
@pytest.mark.skipif(sys.platform != "linux", reason="starts a keychain of its own, which Linux alone can")
def test_a_real_keychain(tmp_path: Path) -> None:
    for tool in ("dbus-run-session", "gnome-keyring-daemon"):
        assert shutil.which(tool), f"{tool} is missing: apt-get install -y dbus gnome-keyring"
    script = Path(__file__).with_name("keychain_session.py")
    (tmp_path / "run").mkdir(mode=0o700)
    done = subprocess.run(
        [
            *("dbus-run-session", "--", "sh", "-c"),
            'printf test-pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$0" "$1"',
            *(sys.executable, str(script)),
        ],
        env=_own_home(tmp_path),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["available"] is None
    assert seen["before"] is None
    assert seen["kept"] == ["pässword-1", "password-2b"]
    assert seen["together"] == seen["kept"] * 4
    assert seen["services"] == ["ycloud-console/first", "ycloud-console/second"]
    assert seen["deleted"] == [None, "password-2b"]
    assert seen["locked"].startswith("KeychainUnavailable: ")
    assert in_the_clear(tmp_path, b"password-2b", "pässword-1".encode()) == []


def in_the_clear(folder: Path, *secrets: bytes) -> list[Path]:
    """The files below *folder* with any of *secrets*; the keychain ends, and takes its own away meanwhile."""
    found = []
    for parent, _, names in os.walk(folder):
        for file in (Path(parent, name) for name in names):
            with suppress(FileNotFoundError):
                if file.is_file() and any(each in file.read_bytes() for each in secrets):
                    found.append(file)
    return found


def _own_home(folder: Path) -> dict[str, str]:
    """An environment in which nothing of the person's own keyring is found."""
    root = Path(__file__).parents[2]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_"))}
    return {
        **own,
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "PYTHONPATH": str(root),
    }
