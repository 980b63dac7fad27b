"""The banner about messages that an earlier run of the program left queued: they are not sent unasked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale, QObject, QTimer

from ycloud_console.console import Console, Notice, NoticeKind, UnknownAccount
from ycloud_console.history import HistoryUnavailable
from ycloud_console.ui.banner import Action, Banner
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.moments import local
from ycloud_console.ui.tasks import Tasks

_PAUSE_MS = 1000
"""Milliseconds between two looks, while they go out."""


class LeftoversBanner(QObject):
    """One notice an account, until its leftovers are sent or cancelled."""

    def __init__(
        self, console: Console, bridge: Bridge, tasks: Tasks, banner: Banner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._banner = banner
        self._shown: dict[str, frozenset[int]] = {}
        """Of which accounts it tells, and what messages."""
        self._stale: set[str] = set()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._look_again)
        bridge.notice.connect(self._heard)
        bridge.messages_changed.connect(self._messages_changed)
        bridge.history_changed_elsewhere.connect(self._changed_elsewhere)

    @property
    def accounts(self) -> frozenset[str]:
        """The IDs of those of which it tells: not of those that the operator has put away."""
        return frozenset(each for each in self._shown if self._banner.text(_subject(each)))

    def close_down(self) -> None:
        """Start no more work."""
        self._timer.stop()

    def _heard(self, notice: Notice) -> None:
        if notice.kind is NoticeKind.LEFTOVERS:
            self._tasks.start(self.look(notice.account_id), "look for leftovers")

    def _messages_changed(self, messages: frozenset[int]) -> None:
        self._note_stale(each for each in self.accounts if not self._shown[each].isdisjoint(messages))

    def _changed_elsewhere(self) -> None:
        self._note_stale(self.accounts)

    def _note_stale(self, accounts: Iterable[str]) -> None:
        """Look again, but not at each of thousands that go out: all that are left are counted each time."""
        self._stale.update(accounts)
        if self._stale and not self._timer.isActive():
            self._timer.start()

    def _look_again(self) -> None:
        stale, self._stale = self._stale, set()
        for account_id in stale & self.accounts:
            self._tasks.start(self.look(account_id), "look for leftovers")

    async def look(self, account_id: str) -> None:
        """Say what the account has left over, or nothing any more."""
        try:
            found = await self._console.leftovers(account_id)
            account = self._console.account(account_id)
        except (HistoryUnavailable, UnknownAccount):
            return
        subject = _subject(account_id)
        if not found.count:
            self._shown.pop(account_id, None)
            self._banner.clear(subject)
            return
        self._shown[account_id] = frozenset(found.message_ids)
        title = self.tr("{account}: messages of an earlier day still wait").format(account=account.name)
        since = f"{local(found.oldest_at):%Y-%m-%d %H:%M}" if found.oldest_at is not None else "?"
        sentence = self.tr(
            "Messages that were written and not sent when the program ended: {count}, the oldest from "
            "{since}. They are not sent unless you say so."
        ).format(count=QLocale().toString(found.count), since=since)
        actions = [
            Action(self.tr("Send them now"), lambda: self._decide(account_id, send=True)),
            Action(self.tr("Cancel them"), lambda: self._decide(account_id, send=False)),
        ]
        self._banner.say(subject, "warning", title, sentence, actions)

    def _decide(self, account_id: str, *, send: bool) -> None:
        self._tasks.start(self._carry_out(account_id, send=send), "decide about leftovers")

    async def _carry_out(self, account_id: str, *, send: bool) -> None:
        act = self._console.send_leftovers if send else self._console.cancel_leftovers
        try:
            await act(account_id)
        except HistoryUnavailable as error:
            self._banner.say("leftovers", "danger", self.tr("Nothing was changed"), str(error))
            return
        await self.look(account_id)


def _subject(account_id: str) -> str:
    """What the banner knows the account's notice by."""
    return f"leftovers {account_id}"
