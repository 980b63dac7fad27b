"""Accounts, the settings file, and the passwords' place: the operating system's keychain."""

from ycloud_console.accounts.account import (
    Account,
    in_words,
    new_account_id,
    notes,
    password_problem,
    problems,
    zone,
)
from ycloud_console.accounts.home import home, make_private
from ycloud_console.accounts.keychain import Keychain, KeychainUnavailable
from ycloud_console.accounts.settings import Preferences, Settings, SettingsUnavailable

__all__ = [
    "Account",
    "Keychain",
    "KeychainUnavailable",
    "Preferences",
    "Settings",
    "SettingsUnavailable",
    "home",
    "in_words",
    "make_private",
    "new_account_id",
    "notes",
    "password_problem",
    "problems",
    "zone",
]
