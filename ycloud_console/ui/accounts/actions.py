"""What is done with accounts from the window: add, edit, check, copy, remove, exchange, bind and unbind."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from ycloud_console.accounts import Account, KeychainUnavailable, SettingsUnavailable, duplicate
from ycloud_console.console import BadAccount, Console, PasswordNeeded, UnknownAccount
from ycloud_console.history import HistoryUnavailable
from ycloud_console.sandbox import SandboxError
from ycloud_console.smpp.model import LinkState
from ycloud_console.ui.accounts.files import AccountFiles
from ycloud_console.ui.language import current_language
from ycloud_console.ui.linkwords import is_wrong_password
from ycloud_console.ui.tasks import Tasks

if TYPE_CHECKING:
    # The dialogs are imported when one is opened.
    from ycloud_console.ui.accounts.dialog import AccountDialog
    from ycloud_console.ui.accounts.form import AccountForm
    from ycloud_console.ui.accounts.list import AccountList
    from ycloud_console.ui.accounts.welcome import WelcomePage


class AccountActions(QObject):
    """Carries them out, with the dialogs they need.

    Signals:
        changed(str): Accounts were added, changed or removed; the ID to choose, or empty: as it was.
        trouble(str, str, str): Something did not work: subject, title, sentence.
        told(str, str): Something was done that is worth a word: title, sentence.
    """

    changed = Signal(str)
    trouble = Signal(str, str, str)
    told = Signal(str, str)

    def __init__(self, console: Console, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._console = console
        self._tasks = tasks
        self._window = window
        self._turns: dict[str, asyncio.Lock] = {}
        # The window is built anew when the language changes, and this with it.
        console.keychain.speak(current_language())
        self._files = AccountFiles(console, tasks, window)
        self._files.imported.connect(lambda: self.changed.emit(""))
        self._files.trouble.connect(self.trouble)
        self._files.told.connect(self.told)

    # Accounts.

    def add(self) -> None:
        self._tasks.start(self._open_dialog(None), "open the account dialog")

    def edit(self, account_id: str) -> None:
        self._tasks.start(self._open_dialog(account_id), "open the account dialog")

    def duplicate(self, account_id: str) -> None:
        """Open the dialog on a copy, which is kept once it is saved; its password has to be entered."""
        from ycloud_console.ui.accounts.dialog import AccountDialog

        copy = duplicate(self._console.account(account_id), self._console.accounts, current_language())
        self._show_dialog(AccountDialog(copy, is_copy=True, parent=self._window))

    def export_accounts(self) -> None:
        """Ask for a file, and write the accounts to it."""
        self._files.export()

    def import_accounts(self) -> None:
        """Ask for a file, and add the accounts in it."""
        self._files.bring()

    def import_accounts_of(self, path: Path) -> None:
        """Add the accounts in the file *path*."""
        self._files.import_from(path)

    def serve(self, accounts: AccountList) -> None:
        """Do what is asked for in the list of accounts."""
        accounts.add_wanted.connect(self.add)
        accounts.edit_wanted.connect(self.edit)
        accounts.duplicate_wanted.connect(self.duplicate)
        accounts.remove_wanted.connect(self.remove_now)
        accounts.removal_failed.connect(self._tell_not_removed)
        accounts.export_wanted.connect(self.export_accounts)
        accounts.import_wanted.connect(self.import_accounts)
        accounts.bind_wanted.connect(self.bind_or_ask)
        accounts.unbind_wanted.connect(self.unbind)

    def remove(self, account_id: str) -> None:
        """Ask, and remove the account."""
        self._tasks.start(self._ask_to_remove(account_id), "ask before removing an account")

    def remove_now(self, account_id: str) -> None:
        """Remove the account; the operator has been asked."""
        self._tasks.start(self._remove(account_id), "remove an account")

    async def _ask_to_remove(self, account_id: str) -> None:
        from ycloud_console.ui.accounts.dialog import RemoveDialog

        try:
            waiting = await self._console.waiting(account_id)
        except HistoryUnavailable as error:
            self._tell_not_removed(str(error))
            return
        dialog = RemoveDialog(self._console.account(account_id), waiting, self._window)
        dialog.accepted.connect(lambda: self.remove_now(account_id))
        dialog.open()

    def adopt(self, page: WelcomePage) -> None:
        """Save what is entered on the page of the first start."""
        page.saved.connect(lambda form, bind: self._start_saving(form, page, bind=bind))
        page.sandbox_wanted.connect(self.open_sandbox)
        self._check_for(page)
        self._tasks.start(self._tell_keychain(page.form), "look for the keychain")

    async def _open_dialog(self, account_id: str | None) -> None:
        from ycloud_console.ui.accounts.dialog import AccountDialog

        account = self._console.account(account_id) if account_id else None
        has_password = account is not None and await self._has_password(account)
        self._show_dialog(AccountDialog(account, has_password=has_password, parent=self._window))

    def _show_dialog(self, dialog: AccountDialog) -> None:
        dialog.saved.connect(lambda form, bind: self._start_saving(form, dialog, bind=bind))
        self._check_for(dialog)
        dialog.open()
        look = self._tasks.start(self._tell_keychain(dialog.form), "look for the keychain")
        dialog.finished.connect(lambda _result: look.cancel())

    def _check_for(self, place: AccountDialog | WelcomePage) -> None:
        from ycloud_console.ui.accounts.checking import ConnectionCheck

        ConnectionCheck(self._console, self._tasks, place).serve(place)

    async def _has_password(self, account: Account) -> bool:
        try:
            await self._console.password(account)
        except PasswordNeeded:
            return False
        return True

    async def _tell_keychain(self, form: AccountForm) -> None:
        unavailable = await self._console.keychain.available()
        if isValid(form):  # the page of the first start may have been left meanwhile
            form.set_keychain(unavailable, self._console.keychain.backend_name)

    def _start_saving(self, form: AccountForm, place: AccountDialog | WelcomePage, *, bind: bool) -> None:
        self._tasks.start(self._save(form, place, bind=bind), "save an account")

    async def _save(self, form: AccountForm, place: AccountDialog | WelcomePage, *, bind: bool) -> None:
        account, password, keep = form.account(), form.password(), form.keeps_password()
        try:
            await asyncio.to_thread(self._console.settings.put, account)
        except SettingsUnavailable as error:
            if isValid(place):
                place.show_fault(str(error))
            return
        if password:
            await self._remember(account, password, keep=keep)
        # It may have been closed meanwhile; what was asked for is saved all the same.
        if isinstance(place, QDialog) and isValid(place):
            place.accept()
        self.changed.emit(account.id)
        if bind:
            self.bind(account.id)

    async def _remember(self, account: Account, password: str, *, keep: bool) -> None:
        try:
            await self._console.remember_password(account.id, password, keep=keep)
        except KeychainUnavailable as error:
            self.trouble.emit("keychain", self.tr("The password was not stored"), str(error))

    async def _remove(self, account_id: str) -> None:
        try:
            await self._console.remove_account(account_id)
        except (SettingsUnavailable, HistoryUnavailable) as error:
            self._tell_not_removed(str(error))
            return
        self.changed.emit("")

    def _tell_not_removed(self, reason: str) -> None:
        self.trouble.emit("settings", self.tr("The account was not removed"), reason)

    # Links.

    def bind(self, account_id: str) -> None:
        """Begin to bind; asks for the password when none is known."""
        turn = self._turns.get(account_id)
        if turn is None or not turn.locked():
            self._tasks.start(self._in_turn(account_id, lambda: self._bind(account_id)), f"bind {account_id}")

    def bind_or_ask(self, account_id: str) -> None:
        """Bind; where the SMSC refused the password, ask for another one instead of sending it again."""
        status = self._console.status(account_id)
        if status.state is LinkState.REFUSED and is_wrong_password(status.problem):
            self.ask_password(account_id)
        else:
            self.bind(account_id)

    def unbind(self, account_id: str) -> None:
        """Unbind, or stop trying to bind."""
        work = self._in_turn(account_id, lambda: self._console.unbind(account_id))
        self._tasks.start(work, f"unbind {account_id}")

    def retry_now(self, account_id: str) -> None:
        self._console.retry_now(account_id)

    def ask_password(self, account_id: str) -> None:
        """Ask for the password again, since the one that was used is wrong."""
        reason = self.tr("The SMSC refused the system ID and password.")
        self._tasks.start(self._ask(self._console.account(account_id), reason), "ask for a password")

    def open_sandbox(self) -> None:
        """Start the practice SMSC, choose its account, and bind."""
        self._tasks.start(self._open_sandbox(), "open the sandbox")

    async def _in_turn(self, account_id: str, work: Callable[[], Awaitable[None]]) -> None:
        """One bind or unbind of an account at a time, in the order they were asked for."""
        async with self._turns.setdefault(account_id, asyncio.Lock()):
            await work()

    async def _bind(self, account_id: str) -> None:
        try:
            await self._console.bind(account_id)
        except PasswordNeeded as need:
            # With a cause it is the keychain that could not be read, and the text says why.
            none_stored = self.tr("No password is stored for this account.")
            await self._ask(need.account, str(need) if need.__cause__ else none_stored)
        except (BadAccount, UnknownAccount) as error:
            self.trouble.emit(f"bind {account_id}", self.tr("Nothing to bind"), str(error))

    async def _ask(self, account: Account, reason: str) -> None:
        from ycloud_console.ui.accounts.dialog import PasswordDialog

        keychain = await self._console.keychain.available()
        dialog = PasswordDialog(account, reason, keychain=keychain, parent=self._window)
        dialog.entered.connect(lambda password, keep: self._entered(account, password, keep))
        dialog.open()

    def _entered(self, account: Account, password: str, keep: bool) -> None:
        work = self._in_turn(account.id, lambda: self._bind_with(account, password, keep=keep))
        self._tasks.start(work, f"bind {account.id}")

    async def _bind_with(self, account: Account, password: str, *, keep: bool) -> None:
        await self._remember(account, password, keep=keep)
        await self._bind(account.id)

    async def _open_sandbox(self) -> None:
        try:
            account = await self._console.open_sandbox()
        except (OSError, SandboxError) as error:
            self.trouble.emit("sandbox", self.tr("The sandbox could not be started"), str(error))
            return
        self.changed.emit(account.id)
        self.bind(account.id)
