"""Passwords in the operating system's keychain, and nowhere else.

A call takes some 20 ms, or as long as a person needs to unlock the keychain, so each runs in a thread. The
threads are daemons: an unlock prompt that nobody answers must not keep the program from ending.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from ycloud_console.accounts.words import words

if TYPE_CHECKING:
    from types import ModuleType

    from keyring.backend import KeyringBackend

_PATIENCE = 60.0
"""Seconds for the keychain's answer: enough to find and type its password in the prompt."""

_QUICK = 1.0
"""Seconds that one call keeps the others waiting: a longer one waits for a person."""

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
        self._one = threading.Lock()
        """One call at a time: asked for eight passwords at once, gnome-keyring 42 says of one in some 2,000
        that it does not exist, or asks for a new keychain to be made (of 5,600 in turn it missed none)."""
        self._turns: dict[str, threading.Lock] = {}
        """One prompt an account: calls that wait for a person keep no other account waiting."""

    def speak(self, language: str) -> None:
        """Say everything from now on in *language*."""
        self._say = words(language)

    @property
    def backend_name(self) -> str:
        """The name of the keychain in use, as its library calls it; empty when there is none."""
        backend = _library().candidate(self._given)
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
            _library().delete(self._backend(), _service(account_id), account_id)

        await self._run(account_id, delete)

    def _backend(self) -> KeyringBackend:
        library = _library()
        backend: KeyringBackend = library.candidate(self._given)
        if library.is_none(backend):
            raise KeychainUnavailable(self._say("no_keychain"))
        if not library.is_real(backend):
            raise KeychainUnavailable(self._say("not_a_keychain", backend=backend.name))
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
                with turn, self._alone():
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

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While no other call is under way, or only such as wait for a person."""
        mine = self._one.acquire(timeout=_QUICK)
        try:
            yield
        finally:
            if mine:
                self._one.release()

    def _unavailable(self, error: Exception, secret: str) -> KeychainUnavailable:
        if isinstance(error, KeychainUnavailable):
            return error
        if _library().is_missing(error):
            return KeychainUnavailable(self._say("no_keychain"))
        if _library().is_locked(error):
            return KeychainUnavailable(self._say("keychain_locked"))
        # No system library is known to repeat the password in its error; this one sees to it.
        reason = f"{type(error).__name__}: {error}"
        if secret:
            reason = reason.replace(secret, "•••")
        return KeychainUnavailable(self._say("keychain_failed", reason=reason))


def _library() -> ModuleType:
    """keyring, imported in the thread that first needs it and not at the program's start."""
    from ycloud_console.accounts import backend

    return backend


def _service(account_id: str) -> str:
    """One service name an account: Windows moves entries when several users share one."""
    return f"ycloud-console/{account_id}"
