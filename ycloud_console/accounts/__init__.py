"""Accounts, the settings file, and the passwords' place: the operating system's keychain.

What is here is imported when it is first asked for: a command that lists messages needs no keychain.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ycloud_console.accounts.account import (
        Account,
        in_words,
        new_account_id,
        notes,
        password_problem,
        problems,
        zone,
    )
    from ycloud_console.accounts.exchange import (
        ExchangeProblem,
        Imported,
        duplicate,
        export_accounts,
        import_accounts,
    )
    from ycloud_console.accounts.home import make_private
    from ycloud_console.accounts.keychain import Keychain, KeychainUnavailable
    from ycloud_console.accounts.settings import Preferences, Settings, SettingsUnavailable
    from ycloud_console.accounts.trusted import keep_certificate

# Named as its module is: only what was imported itself is the function.
from ycloud_console.accounts.home import home

__all__ = [
    "Account",
    "ExchangeProblem",
    "Imported",
    "Keychain",
    "KeychainUnavailable",
    "Preferences",
    "Settings",
    "SettingsUnavailable",
    "duplicate",
    "export_accounts",
    "home",
    "import_accounts",
    "in_words",
    "keep_certificate",
    "make_private",
    "new_account_id",
    "notes",
    "password_problem",
    "problems",
    "zone",
]

_MODULES = {
    "account": ("Account", "in_words", "new_account_id", "notes", "password_problem", "problems", "zone"),
    "exchange": ("ExchangeProblem", "Imported", "duplicate", "export_accounts", "import_accounts"),
    "home": ("make_private",),
    "keychain": ("Keychain", "KeychainUnavailable"),
    "settings": ("Preferences", "Settings", "SettingsUnavailable"),
    "trusted": ("keep_certificate",),
}
_PLACES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
