"""The settings file: accounts and preferences as TOML, written whole or not at all.

Several programs may use one file (a window and a command): every change reads the file again under a lock,
changes what it is about and leaves the rest, keys of a later version among it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
import tomli_w

from ycloud_console.accounts.account import Account
from ycloud_console.accounts.files import lock, replace_file, set_aside
from ycloud_console.accounts.words import words

_FAULT = re.compile(r"^(?P<what>.*?) - at `\$\.(?P<field>[^`]+)`$", re.DOTALL)
_NEVER_KEPT = "password"

Document = dict[str, Any]
"""The file as TOML gives it: what is not known is kept as it is."""

_Read = TypeVar("_Read")


class SettingsUnavailable(Exception):
    """The settings file cannot be read or written; the text says why and what to do."""


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator chose for the window, and how it was left."""

    language: Literal["system", "en", "zh_CN"] = "system"
    theme: Literal["system", "light", "dark"] = "system"
    high_contrast: bool = False
    tray: bool = False
    """Whether the tray says what failed while the window is hidden."""
    sound: bool = False
    """Whether it is heard as well."""
    hide_texts: bool = False
    """Whether the window shows of each text only how long it is."""
    hide_numbers: bool = False
    """Whether it shows of each number only its end."""
    keep_days: Annotated[int, msgspec.Meta(ge=0, le=36_500)] = 0
    """Days after which messages that have come to their end are deleted; 0: never."""
    keep_messages: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)] = 0
    """The newest so many are kept; 0: all."""
    last_account: str = ""
    """The ID of the account used last."""
    window_geometry: str = ""
    window_state: str = ""
    layout: dict[str, str] = {}
    """How splitters and tables were left: name -> the widget's own state as text."""


class Settings:
    """The accounts and preferences of one data folder.

    Attributes:
        path: The file.
        warning: One sentence when the file, or a part of it, could not be used; it was then kept aside.
        accounts: In the file's order.
        preferences: The defaults, where the file says nothing.
    """

    def __init__(self, path: Path, language: str = "en") -> None:
        self.path = path
        self.warning: str | None = None
        self.accounts: tuple[Account, ...] = ()
        self.preferences = Preferences()
        self._say = words(language)

    @classmethod
    def load(cls, path: Path, language: str = "en") -> Settings:
        """Read the file; one that does not exist is empty settings.

        A file that cannot be understood is renamed ``….broken-<time>`` and ``warning`` says so. Where only a
        field has the wrong type, its account is left out and named, and the others stay. Raises
        SettingsUnavailable when the file cannot be read at all.
        """
        settings = cls(path, language)
        settings._take(settings._read())
        return settings

    def put(self, *accounts: Account) -> None:
        """Add *accounts*, or replace those with their IDs. SettingsUnavailable: nothing changed."""

        def change(document: Document) -> None:
            kept = document.setdefault("accounts", [])
            places = {old.get("id"): index for index, old in enumerate(kept)}
            for account in accounts:
                entry = msgspec.to_builtins(account)
                if account.id in places:
                    kept[places[account.id]] |= entry
                else:
                    kept.append(entry)

        self._update(change)

    def remove(self, account_id: str) -> None:
        """Forget the account with that ID, if there is one. Raises SettingsUnavailable as put() does."""

        def change(document: Document) -> None:
            kept = document.get("accounts", [])
            document["accounts"] = [entry for entry in kept if entry.get("id") != account_id]
            preferences = document.get("preferences", {})
            if preferences.get("last_account") == account_id:
                preferences["last_account"] = ""

        self._update(change)

    def set_preferences(self, **changes: Any) -> None:
        """Change some preferences, by name. Raises SettingsUnavailable; then nothing changed.

        Raises TypeError for a name that is none, and msgspec.ValidationError for a value it cannot have.
        """
        checked = msgspec.convert(
            msgspec.to_builtins(msgspec.structs.replace(self.preferences, **changes)), Preferences
        )
        entry = {name: value for name, value in msgspec.to_builtins(checked).items() if name in changes}

        def change(document: Document) -> None:
            document["preferences"] = {**document.get("preferences", {}), **entry}

        self._update(change)

    def _update(self, change: Callable[[Document], None]) -> None:
        with self._locked():
            document = self._read()
            change(document)
            try:
                replace_file(self.path, tomli_w.dumps(document).encode())
            except OSError as error:
                raise self._unavailable("settings_unwritable", error) from error
            self._take(document)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            held = lock(self.path)
            held.acquire()
        except TimeoutError as error:
            raise SettingsUnavailable(self._say("settings_busy", path=self.path)) from error
        except OSError as error:
            raise self._unavailable("settings_unwritable", error) from error
        try:
            yield
        finally:
            held.release()

    def _read(self) -> Document:
        """The file's content, with everything in it sound; what was not is aside, and ``warning`` says so."""
        try:
            octets = self.path.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._unavailable("settings_unreadable", error) from error
        try:
            document: Document = msgspec.toml.decode(octets)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self.warning = self._say("settings_broken", reason=error, aside=self._set_aside().name)
            return {}
        sound, faults = self._sound(document)
        if faults:
            aside = self._set_aside()
            try:
                replace_file(self.path, tomli_w.dumps(sound).encode())
            except OSError as error:
                raise self._unavailable("settings_unwritable", error) from error
            self.warning = self._say("settings_partly", reason="; ".join(faults), aside=aside.name)
        return sound

    def _sound(self, document: Document) -> tuple[Document, list[str]]:
        """*document* without what cannot be used, and what that was."""
        faults: list[str] = []
        sound = dict(document)
        if (
            "preferences" in sound
            and _converted(sound["preferences"], Preferences, "preferences", faults) is None
        ):
            del sound["preferences"]
        entries = sound.get("accounts", [])
        if not isinstance(entries, list):
            faults.append("accounts: expected a list of tables, [[accounts]]")
            entries = []
        kept: dict[str, Document] = {}
        for number, entry in enumerate(entries, 1):
            name = entry.get("name", number) if isinstance(entry, dict) else number
            account = _converted(entry, Account, f"account {name}", faults)
            if account is None:
                continue
            if account.id in kept:
                faults.append(self._say("account_twice", id=account.id))
                continue
            kept[account.id] = {key: value for key, value in entry.items() if key != _NEVER_KEPT}
        if "accounts" in sound:
            sound["accounts"] = list(kept.values())
        return sound, faults

    def _take(self, document: Document) -> None:
        self.accounts = tuple(msgspec.convert(document.get("accounts", []), list[Account]))
        self.preferences = msgspec.convert(document.get("preferences", {}), Preferences)

    def _set_aside(self) -> Path:
        try:
            return set_aside(self.path)
        except OSError as error:
            raise self._unavailable("settings_unreadable", error) from error

    def _unavailable(self, sentence: str, error: OSError) -> SettingsUnavailable:
        return SettingsUnavailable(self._say(sentence, path=self.path, reason=error.strerror or error))


def _converted(value: Any, kind: type[_Read], where: str, faults: list[str]) -> _Read | None:
    """*value* as *kind*; else None, and a fault that names the field."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        fault = _FAULT.match(str(error))
        faults.append(f"{where}: {fault['field']}: {fault['what']}" if fault else f"{where}: {error}")
        return None
