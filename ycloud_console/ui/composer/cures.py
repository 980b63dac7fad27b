"""What the buttons of the advice do: plain characters, the signature, what is remembered of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal

from ycloud_console.accounts import Account, SettingsUnavailable
from ycloud_console.console import Console
from ycloud_console.sms.alphabet import Alphabet, simplify
from ycloud_console.ui.composer.check import signature_in, signature_meant, signature_of, with_signature
from ycloud_console.ui.composer.form import ComposerForm
from ycloud_console.ui.composer.invisible import without_invisible
from ycloud_console.ui.tasks import Tasks


class Cures(QObject):
    """Mends the text of *form* in one step each, which Ctrl+Z takes back.

    Signals:
        remembered(str): The account of that ID has another signature now.
        trouble(str): It could not be kept, in a sentence.
    """

    remembered = Signal(str)
    trouble = Signal(str)

    def __init__(
        self, form: ComposerForm, console: Console, tasks: Tasks, default: Callable[[], Alphabet]
    ) -> None:
        super().__init__(form)
        self._form = form
        self._console = console
        self._tasks = tasks
        self._default = default
        self._account: Account | None = None
        form.advice.plain_wanted.connect(self._replace)
        form.advice.visible_wanted.connect(lambda: self._set(without_invisible(self._text())))
        form.advice.signature_wanted.connect(
            lambda: self._set(with_signature(self._text(), self.signature()))
        )
        form.advice.remember_wanted.connect(self._remember)

    def set_account(self, account: Account | None) -> None:
        """The account whose signature is added, and which remembers it."""
        self._account = account

    def signature(self) -> str:
        """What would be added: the one that is meant by the text, else the account's."""
        return signature_meant(self._text()) or signature_of(self._account.signature if self._account else "")

    def memorable(self) -> str:
        """The signature of the text, if the account could remember it and does not; else empty."""
        account = self._account
        name = signature_in(self._text())
        if account is None or self._console.is_guest(account.id):
            return ""
        return "" if f"【{name}】" == signature_of(account.signature) and account.signature else name

    def _text(self) -> str:
        return self._form.message.toPlainText()

    def _set(self, text: str) -> None:
        self._form.message.replace_text(text)
        self._form.message.setFocus()

    def _replace(self, character: str) -> None:
        """Plain twins for *character*, or for all that force UCS-2."""
        default = self._default()
        if character:
            self._set(self._text().replace(character, simplify(character, default)))
        else:
            self._set(simplify(self._text(), default))

    def _remember(self) -> None:
        name = self.memorable()
        if name and self._account is not None:
            account = msgspec.structs.replace(self._account, signature=name)
            self._tasks.start(self._keep(account), "remember the signature")

    async def _keep(self, account: Account) -> None:
        try:
            await asyncio.to_thread(self._console.settings.put, account)
        except SettingsUnavailable as problem:
            self.trouble.emit(str(problem))
        else:
            self.remembered.emit(account.id)
