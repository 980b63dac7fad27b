"""Accounts from one computer to another: a TOML file without passwords, and copies within the list.

Certificates are not in the file, only their paths as they were given.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import tomli_w

from ycloud_console.accounts.account import Account, in_words, new_account_id, problems
from ycloud_console.accounts.files import replace_file
from ycloud_console.accounts.words import words

_KIND = "ycloud-console accounts"
_VERSION = 1
_LARGEST = 1 << 20
_RESERVED = frozenset({"sandbox"})
"""IDs of accounts that are not in the settings file."""


class ExchangeProblem(Exception):
    """The file cannot be written, or read as accounts; the text says why. Nothing was changed."""


class _File(msgspec.Struct, kw_only=True):
    kind: str
    version: int
    accounts: list[Account]


@dataclass(frozen=True, slots=True)
class Imported:
    """Accounts that a file brought, ready to be kept: no ID or name of theirs is taken."""

    accounts: tuple[Account, ...]
    notes: tuple[str, ...]
    """What the operator should know, a sentence each: other names, certificates that are not here, faults."""


def export_accounts(accounts: Sequence[Account], path: Path, language: str = "en") -> None:
    """Write *accounts* to *path*, replacing it whole or not at all. Raises ExchangeProblem."""
    document = {"kind": _KIND, "version": _VERSION, "accounts": msgspec.to_builtins(list(accounts))}
    try:
        replace_file(path, tomli_w.dumps(document).encode())
    except OSError as error:
        reason = error.strerror or error
        raise ExchangeProblem(words(language)("export_unwritable", path=path, reason=reason)) from error


def import_accounts(path: Path, present: Sequence[Account], language: str = "en") -> Imported:
    """The accounts of the file *path*, to stand beside those *present*. Raises ExchangeProblem."""
    say = words(language)
    found = _read(path, language)
    taken_ids = {account.id for account in present} | _RESERVED
    taken_names = [account.name for account in present]
    accounts: list[Account] = []
    notes: list[str] = []
    for account in found:
        name = unique_name(account.name.strip() or account.system_id or "SMPP", taken_names)
        if name != account.name:
            notes.append(say("import_renamed", old=account.name, new=name))
        account_id = new_account_id() if account.id in taken_ids else account.id
        made = msgspec.structs.replace(account, id=account_id, name=name)
        taken_ids.add(account_id)
        taken_names.append(name)
        accounts.append(made)
        # As the link reads it; a path that this system does not take, or may not look at, is no file either.
        if made.certificate and not os.path.isfile(os.path.expanduser(made.certificate)):  # noqa: PTH111, PTH113
            notes.append(say("import_certificate", name=name, path=made.certificate))
        if faults := problems(made, language):
            notes.append(say("import_faults", name=name, faults=in_words(faults, language)))
    return Imported(tuple(accounts), tuple(notes))


def duplicate(account: Account, present: Collection[Account], language: str = "en") -> Account:
    """A copy of *account* with an ID and a name of its own; its password is not copied."""
    wanted = words(language)("copy_of", name=account.name)
    name = unique_name(wanted, [each.name for each in present])
    return msgspec.structs.replace(account, id=new_account_id(), name=name)


def unique_name(wanted: str, taken: Collection[str]) -> str:
    """*wanted*, or with the first free number: the command line finds accounts by name, in any case."""
    used = {name.casefold() for name in taken}
    name, number = wanted, 2
    while name.casefold() in used:
        name, number = f"{wanted} ({number})", number + 1
    return name


def _read(path: Path, language: str) -> list[Account]:
    say = words(language)
    try:
        with path.open("rb") as file:
            octets = file.read(_LARGEST)
    except OSError as error:
        raise ExchangeProblem(say("import_unreadable", path=path, reason=error.strerror or error)) from error
    try:
        document = msgspec.toml.decode(octets, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ExchangeProblem(say("import_no_accounts", path=path, reason=error)) from error
    if document.kind != _KIND or document.version != _VERSION:
        reason = f"{document.kind}, {document.version}"
        raise ExchangeProblem(say("import_no_accounts", path=path, reason=reason))
    if not document.accounts:
        raise ExchangeProblem(say("import_empty", path=path))
    return document.accounts
