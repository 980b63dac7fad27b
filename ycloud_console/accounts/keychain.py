"""Passwords in the operating system's keychain, and nowhere else.

A call takes some 20 ms, or as long as a person needs to unlock the keychain, so each runs in a thread. The
threads are daemons: an unlock prompt that nobody answers must not keep the program from ending.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import keyring
import keyring.core
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError

from ycloud_console.accounts.words import words

_SYSTEM = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
)
"""The modules of real keychains. Others (keyrings.alt) may write plain files: never used."""
_LOCKED = frozenset({"LockedException", "PromptDismissedException"})
"""What SecretStorage raises when the operator does not unlock; by name, since it is on Linux only."""

_PATIENCE = 60.0
"""Seconds for the keychain's answer: enough to find and type its password in the prompt."""

_Result = TypeVar("_Result")
_Value = TypeVar("_Value")


class KeychainUnavailable(Exception):
    """There is no keychain, or it stays locked; the text says which, and what happens instead."""


class Keychain:
    """The passwords of accounts, one keychain entry (service name) an account."""

    def __init__(self, language: str = "en", backend: KeyringBackend | None = None) -> None:
        """*backend* is for choosing one by hand; by default the best that the system has."""
        self._say = words(language)
        self._given = backend
        self._choosing = threading.Lock()
        """keyring chooses its backend in global state."""
        self._turns: dict[str, threading.Lock] = {}
        """One call an account at a time: a prompt that nobody answers keeps no other account waiting."""

    def speak(self, language: str) -> None:
        """Say everything from now on in *language*."""
        self._say = words(language)

    @property
    def backend_name(self) -> str:
        """The name of the keychain in use, as its library calls it; empty when there is none."""
        backend = self._candidate()
        return backend.name if backend else ""

    async def available(self) -> str | None:
        """None when passwords can be kept; else why not, in a sentence. Never asks to unlock."""
        try:
            await self._run("", self._backend)
        except KeychainUnavailable as error:
            return str(error)
        return None

    async def get(self, account_id: str) -> str | None:
        """The account's password, or None when none is kept. Raises KeychainUnavailable."""
        return await self._run(
            account_id, lambda: self._backend().get_password(_service(account_id), account_id)
        )

    async def set(self, account_id: str, password: str) -> None:
        """Keep the account's password. Raises KeychainUnavailable; then it is kept nowhere.

        Only a keychain that did not answer in time may still keep it, once its prompt is answered.
        """
        await self._run(
            account_id,
            lambda: self._backend().set_password(_service(account_id), account_id, password),
            secret=password,
        )

    async def delete(self, account_id: str) -> None:
        """Forget the account's password, if there is one. Raises KeychainUnavailable."""

        def delete() -> None:
            with suppress(PasswordDeleteError):
                self._backend().delete_password(_service(account_id), account_id)

        await self._run(account_id, delete)

    def _backend(self) -> KeyringBackend:
        backend = self._candidate()
        if backend is None or isinstance(backend, fail.Keyring | null.Keyring):
            raise KeychainUnavailable(self._say("no_keychain"))
        if type(backend).__module__ not in _SYSTEM:
            raise KeychainUnavailable(self._say("not_a_keychain", backend=backend.name))
        return backend

    def _candidate(self) -> KeyringBackend | None:
        """The backend that keyring chose; of a chain of them, the best that is a real keychain, or None."""
        with self._choosing:
            backend = self._given or keyring.get_keyring()
            if self._given is None and isinstance(backend, fail.Keyring):
                # The keychain's service may have started since keyring looked.
                keyring.core.init_backend()
                backend = keyring.get_keyring()
        if isinstance(backend, chainer.ChainerBackend):
            real = [each for each in backend.backends if type(each).__module__ in _SYSTEM]
            return real[0] if real else None
        return backend

    async def _run(self, account_id: str, call: Callable[[], _Result], *, secret: str = "") -> _Result:
        """Run *call* in a thread of its own; whatever the keychain raises becomes KeychainUnavailable.

        A keychain that does not answer in time is given up: the thread waits on, for as long as its prompt
        is on the screen.
        """
        turn = self._turns.setdefault(account_id, threading.Lock())
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[_Result] = loop.create_future()

        def work() -> None:
            try:
                with turn:
                    result = call()
            except Exception as error:  # noqa: BLE001 -- each backend raises what its system library raises
                tell(answer.set_exception, self._unavailable(error, secret))
            else:
                tell(answer.set_result, result)

        def tell(resolve: Callable[[_Value], None], value: _Value) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(lambda: None if answer.done() else resolve(value))

        threading.Thread(target=work, name="keychain", daemon=True).start()
        try:
            async with asyncio.timeout(_PATIENCE):
                return await answer
        except TimeoutError:
            raise KeychainUnavailable(self._say("keychain_silent", seconds=f"{_PATIENCE:.0f}")) from None

    def _unavailable(self, error: Exception, secret: str) -> KeychainUnavailable:
        if isinstance(error, KeychainUnavailable):
            return error
        if isinstance(error, NoKeyringError):
            return KeychainUnavailable(self._say("no_keychain"))
        if isinstance(error, KeyringLocked) or type(error).__name__ in _LOCKED:
            return KeychainUnavailable(self._say("keychain_locked"))
        # No system library is known to repeat the password in its error; this one sees to it.
        reason = f"{type(error).__name__}: {error}"
        if secret:
            reason = reason.replace(secret, "•••")
        return KeychainUnavailable(self._say("keychain_failed", reason=reason))


def _service(account_id: str) -> str:
    """One service name an account: Windows moves entries when several users share one."""
    return f"ycloud-console/{account_id}"
