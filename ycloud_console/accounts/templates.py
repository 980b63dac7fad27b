"""Texts kept by name, in ``templates.toml`` beside the settings: written whole or not at all.

Several programs may use one file: every change reads it again under a lock and changes what it is about.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from ycloud_console.accounts.files import lock, replace_file, set_aside

MAX_NAME = 60
"""Characters of a template's name: what a list can show."""


class TemplatesUnavailable(Exception):
    """The file cannot be read or written; the text is the system's reason, or empty: it is in use."""


class Template(msgspec.Struct, frozen=True):
    """A text by its name; ``{word}`` in it is to be filled in when it is used."""

    name: str
    text: str


class Templates:
    """The templates of one data folder.

    Attributes:
        path: The file.
        aside: Where a file that could not be understood was put; None when all was well.
        all: The templates, by name.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.aside: Path | None = None
        self.all: tuple[Template, ...] = ()

    def load(self) -> None:
        """Read the file; one that does not exist is none. Raises TemplatesUnavailable.

        A file that cannot be understood is renamed ``….broken-<time>``, and :attr:`aside` says so.
        """
        self._take(self._read())

    def find(self, name: str) -> Template | None:
        """The template of that name, in any case."""
        folded = name.strip().casefold()
        return next((one for one in self.all if one.name.casefold() == folded), None)

    def put(self, template: Template, *, instead_of: str = "") -> None:
        """Keep *template*, in place of the one of its name and of the one named *instead_of* (a rename).

        Raises ValueError for a name that is empty or too long, TemplatesUnavailable when it cannot be
        written; then nothing changed.
        """
        name = template.name.strip()
        if not 1 <= len(name) <= MAX_NAME:
            raise ValueError(f"a template's name has 1 to {MAX_NAME} characters")
        gone = {name.casefold(), instead_of.strip().casefold()}
        # Half of a surrogate pair, which UTF-8 cannot carry, becomes a question mark.
        new = Template(*(each.encode("utf-8", "replace").decode() for each in (name, template.text)))
        self._change(gone, (new,))

    def remove(self, name: str) -> None:
        """Forget the template of that name, if there is one. Raises TemplatesUnavailable as put() does."""
        self._change({name.strip().casefold()}, ())

    def _change(self, gone: set[str], new: tuple[Template, ...]) -> None:
        try:
            with lock(self.path):
                kept = [one for one in self._read() if one.name.casefold() not in gone]
                entries = [msgspec.to_builtins(one) for one in (*kept, *new)]
                replace_file(self.path, tomli_w.dumps({"templates": entries}).encode())
        except TimeoutError as error:
            raise TemplatesUnavailable("") from error
        except OSError as error:
            raise TemplatesUnavailable(error.strerror or str(error)) from error
        self._take((*kept, *new))

    def _take(self, found: tuple[Template, ...]) -> None:
        self.all = tuple(sorted(found, key=lambda one: one.name.casefold()))

    def _read(self) -> tuple[Template, ...]:
        try:
            octets = self.path.read_bytes()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise TemplatesUnavailable(error.strerror or str(error)) from error
        try:
            document: dict[str, Any] = msgspec.toml.decode(octets)
            return tuple(msgspec.convert(document.get("templates", []), list[Template]))
        except (msgspec.DecodeError, UnicodeDecodeError):
            # msgspec's ValidationError is a DecodeError as well.
            try:
                self.aside = set_aside(self.path)
            except OSError as error:
                raise TemplatesUnavailable(error.strerror or str(error)) from error
            return ()
