"""What the banner says while an account's link is not what was asked for, or sends nothing."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from ycloud_console.accounts import Account
from ycloud_console.console import Console, Notice, NoticeKind, UnknownAccount
from ycloud_console.smpp.model import LinkState, LinkStatus
from ycloud_console.smpp.problems import problem_meaning
from ycloud_console.ui.banner import Action, Banner
from ycloud_console.ui.language import current_language
from ycloud_console.ui.linkwords import is_wrong_password, seconds_until
from ycloud_console.ui.moments import now


class LinkBanner(QObject):
    """Keeps one notice for each account that has a problem, with what can be done about it.

    Signals:
        edit_wanted(str), password_wanted(str), retry_wanted(str), stop_wanted(str): The buttons, with the
            account's ID.
    """

    edit_wanted = Signal(str)
    password_wanted = Signal(str)
    retry_wanted = Signal(str)
    stop_wanted = Signal(str)

    def __init__(self, console: Console, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._console = console
        self._banner = banner
        self._troubled: set[str] = set()
        self._paused: set[str] = set()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count_down)

    def show_status(self, account_id: str, status: LinkStatus) -> None:
        """The state of that account's link is another."""
        subject = f"link {account_id}"
        try:
            account = self._console.account(account_id)
        except UnknownAccount:
            account = None
        if (
            account is None
            or status.problem is None
            or status.is_bound
            or status.state is LinkState.UNBINDING
        ):
            self._banner.clear(subject)
            self._troubled.discard(account_id)
        else:
            meaning = problem_meaning(status.problem, host=account.host, language=current_language())
            sentences = [meaning.sentence, meaning.next_step, self._hope(status)]
            self._banner.say(
                subject,
                "warning" if status.state is LinkState.WAITING else "danger",
                self.tr("{account}: {problem}").format(account=account.name, problem=meaning.title),
                " ".join(filter(None, sentences)),
                self._actions(account, status),
            )
            self._troubled.add(account_id)
        self._show_pause(account, account_id, status)
        if not (self._troubled or self._paused):
            self._second.stop()
        elif not self._second.isActive():
            self._second.start()

    def _show_pause(self, account: Account | None, account_id: str, status: LinkStatus) -> None:
        """While nothing is sent for want of money: how much waits, and the way on."""
        subject = f"balance {account_id}"
        if account is None or not status.paused:
            self._banner.clear(subject)
            self._paused.discard(account_id)
            return
        title = self.tr("{account}: balance used up — sending is paused").format(account=account.name)
        sentence = self.tr(
            "YCloud reports insufficient balance (err 3). Segments waiting: {count}. "
            "Top the account up, then resume."
        ).format(count=QLocale().toString(status.queued))
        resume = Action(self.tr("Resume sending"), lambda: self._console.resume(account_id))
        self._banner.say(subject, "danger", title, sentence, [resume], can_dismiss=False)
        self._paused.add(account_id)

    def show_notice(self, notice: Notice) -> None:
        """News from the Console."""
        if notice.kind is NoticeKind.HISTORY_UNAVAILABLE:
            sentence = self.tr(
                "Receipts are answered “try again later” until it can be written, so none is lost. "
                "Check the disk. ({detail})"
            ).format(detail=notice.detail)
            title = self.tr("The history cannot be written")
            self._banner.say("history", "danger", title, sentence, can_dismiss=False)
        elif notice.kind is NoticeKind.HISTORY_AGAIN:
            self._banner.clear("history")
        elif notice.kind is NoticeKind.BALANCE_USED_UP:
            self.show_status(notice.account_id, self._console.status(notice.account_id))

    def _hope(self, status: LinkStatus) -> str:
        if status.state is LinkState.WAITING:
            return self.tr("Trying again in {seconds} s.").format(seconds=seconds_until(status, now()))
        if status.state in (LinkState.CONNECTING, LinkState.BINDING):
            return self.tr("Trying again now…")
        return ""

    def _actions(self, account: Account, status: LinkStatus) -> list[Action]:
        actions = []
        if is_wrong_password(status.problem):
            words = self.tr("Enter the password")
            actions.append(Action(words, lambda: self.password_wanted.emit(account.id)))
        if account in self._console.settings.accounts:
            actions.append(Action(self.tr("Edit account"), lambda: self.edit_wanted.emit(account.id)))
        if status.state is LinkState.WAITING:
            actions.append(Action(self.tr("Retry now"), lambda: self.retry_wanted.emit(account.id)))
            actions.append(Action(self.tr("Stop trying"), lambda: self.stop_wanted.emit(account.id)))
        return actions

    def _count_down(self) -> None:
        for account_id in tuple(self._troubled | self._paused):
            self.show_status(account_id, self._console.status(account_id))
