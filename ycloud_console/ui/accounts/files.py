"""Export and import of accounts: the file dialogs, and the words about what came of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ycloud_console.accounts import (
    ExchangeProblem,
    Imported,
    SettingsUnavailable,
    export_accounts,
    import_accounts,
)
from ycloud_console.console import Console
from ycloud_console.ui.language import current_language
from ycloud_console.ui.tasks import Tasks


class AccountFiles(QObject):
    """Writes the accounts to a file, and reads them from one.

    Signals:
        imported(): Accounts were added.
        trouble(str, str, str): Something did not work: subject, title, sentence.
        told(str, str): What was done: title, sentence.
    """

    imported = Signal()
    trouble = Signal(str, str, str)
    told = Signal(str, str)

    def __init__(self, console: Console, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._console = console
        self._tasks = tasks
        self._window = window

    def export(self) -> None:
        """Ask where to, and write all accounts there."""
        dialog = self._dialog(self.tr("Export accounts"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile("ycloud-accounts.toml")
        dialog.fileSelected.connect(lambda path: self.export_to(Path(path)))
        dialog.open()

    def bring(self) -> None:
        """Ask where from, and add the accounts of that file."""
        dialog = self._dialog(self.tr("Import accounts"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.import_from(Path(path)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        self._tasks.start(self._export(path), "export accounts")

    def import_from(self, path: Path) -> None:
        self._tasks.start(self._import(path), "import accounts")

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([self.tr("Accounts (*.toml)"), self.tr("All files (*)")])
        return dialog

    async def _export(self, path: Path) -> None:
        accounts = self._console.settings.accounts
        try:
            await asyncio.to_thread(export_accounts, accounts, path, current_language())
        except ExchangeProblem as error:
            self.trouble.emit("accounts", self.tr("The accounts were not exported"), str(error))
            return
        sentence = self.tr("{path} holds them without passwords; certificates are named, not contained.")
        self.told.emit(self._counted(len(accounts), imported=False), sentence.format(path=path))

    async def _import(self, path: Path) -> None:
        settings = self._console.settings

        def bring() -> Imported:
            found = import_accounts(path, self._console.accounts, current_language())
            settings.put(*found.accounts)
            return found

        try:
            found = await asyncio.to_thread(bring)
        except (ExchangeProblem, SettingsUnavailable) as error:
            self.trouble.emit("accounts", self.tr("No accounts were imported"), str(error))
            return
        self.imported.emit()
        sentences = [*found.notes, self.tr("The passwords are not in the file: enter them when you bind.")]
        self.told.emit(self._counted(len(found.accounts), imported=True), " ".join(sentences))

    def _counted(self, count: int, *, imported: bool) -> str:
        if count == 1:
            return self.tr("One account imported") if imported else self.tr("One account exported")
        words = self.tr("{count} accounts imported") if imported else self.tr("{count} accounts exported")
        return words.format(count=QLocale().toString(count))
