"""The banner about certificates that end within 30 days, or have ended."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from ycloud_console.console import Console
from ycloud_console.console.certificates import Expiry, expiring, expiry_words
from ycloud_console.smpp.model import LinkStatus
from ycloud_console.ui.banner import Action, Banner
from ycloud_console.ui.language import current_language
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Tone

_HOUR = 3_600_000
"""Milliseconds between two looks, for a window that stays open for days."""


class ExpiryBanner(QObject):
    """Keeps one notice for each account whose certificate ends soon.

    Signals:
        edit_wanted(str): The button, with the account's ID.
    """

    edit_wanted = Signal(str)

    def __init__(self, console: Console, banner: Banner, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._console = console
        self._banner = banner
        self._tasks = tasks
        self._shown: dict[str, Expiry] = {}
        self._hour = QTimer(self, interval=_HOUR)
        self._hour.timeout.connect(self.look)
        self._hour.start()

    def look(self) -> None:
        """Look at the certificates of all accounts again: at the start, and when accounts have changed."""
        self._tasks.start(self._look(), "look for certificates that end soon")

    def link_changed(self, _account_id: str, status: LinkStatus) -> None:
        """A link is bound: its server has shown a certificate."""
        if status.is_bound:
            self.look()

    async def _look(self) -> None:
        found = await expiring(self._console)
        if not isValid(self):
            return
        for account_id in self._shown.keys() - found.keys():
            self._banner.clear(_subject(account_id))
        for account in self._console.accounts:
            expiry = found.get(account.id)
            # What was said, and perhaps dismissed, is not said again.
            if expiry is not None and expiry != self._shown.get(account.id):
                self._say(account.id, account.name, expiry)
        self._shown = found

    def _say(self, account_id: str, name: str, expiry: Expiry) -> None:
        title, sentence = expiry_words(expiry, name, current_language())
        tone: Tone = "danger" if expiry.is_over else "warning"
        edit = Action(self.tr("Edit account"), lambda: self.edit_wanted.emit(account_id))
        self._banner.say(_subject(account_id), tone, title, sentence, [edit])


def _subject(account_id: str) -> str:
    return f"certificate {account_id}"
