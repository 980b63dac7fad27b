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
from ycloud_console.accounts.exchange import (
    ExchangeProblem,
    Imported,
    duplicate,
    export_accounts,
    import_accounts,
)
from ycloud_console.accounts.home import home, make_private
from ycloud_console.accounts.keychain import Keychain, KeychainUnavailable
from ycloud_console.accounts.settings import Preferences, Settings, SettingsUnavailable
from ycloud_console.accounts.trusted import keep_certificate

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
