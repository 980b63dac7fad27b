"""The system's keychain as keyring finds it. Imported when a password is first asked for: it takes 0.1 s."""

from __future__ import annotations

import threading
from contextlib import suppress

import keyring
import keyring.core
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError

_SYSTEM = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
)
"""The modules of real keychains. Others (keyrings.alt) may write plain files: never used."""
_LOCKED = frozenset({"LockedException", "PromptDismissedException"})
"""What SecretStorage raises when the operator does not unlock; by name, since it is on Linux only."""

_choosing = threading.Lock()
"""keyring chooses its backend in global state."""


def candidate(given: KeyringBackend | None) -> KeyringBackend | None:
    """The *given* backend, or the one keyring chose; of a chain of them the best real one, or None."""
    with _choosing:
        backend = given or keyring.get_keyring()
        if given is None and isinstance(backend, fail.Keyring):
            # The keychain's service may have started since keyring looked.
            keyring.core.init_backend()
            backend = keyring.get_keyring()
    if isinstance(backend, chainer.ChainerBackend):
        real = [each for each in backend.backends if is_real(each)]
        return real[0] if real else None
    return backend


def is_none(backend: KeyringBackend | None) -> bool:
    """Whether there is no keychain at all."""
    return backend is None or isinstance(backend, fail.Keyring | null.Keyring)


def is_real(backend: KeyringBackend) -> bool:
    """Whether it is the system's own."""
    return type(backend).__module__ in _SYSTEM


def delete(backend: KeyringBackend, service: str, account: str) -> None:
    """Forget a password, if there is one."""
    with suppress(PasswordDeleteError):
        backend.delete_password(service, account)


def is_missing(error: Exception) -> bool:
    """Whether *error* says that there is no keychain."""
    return isinstance(error, NoKeyringError)


def is_locked(error: Exception) -> bool:
    """Whether *error* says that the operator did not unlock it."""
    return isinstance(error, KeyringLocked) or type(error).__name__ in _LOCKED
