"""What the banner says while an account's link is not what was asked for, or sends nothing."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from ycloud_console.accounts import Account
from ycloud_console.console import Console, Notice, NoticeKind, UnknownAccount
from ycloud_console.history import HistoryDamaged, HistoryUnavailable
from ycloud_console.smpp.model import LinkState, LinkStatus
from ycloud_console.smpp.problems import problem_meaning
from ycloud_console.ui.banner import Action, Banner
from ycloud_console.ui.language import current_language
from ycloud_console.ui.linkwords import is_wrong_password, seconds_until
from ycloud_console.ui.moments import now
from ycloud_console.ui.tasks import Tasks


class LinkBanner(QObject):
    """Keeps one notice for each account that has a problem, with what can be done about it.

    Signals:
        edit_wanted(str), password_wanted(str), retry_wanted(str), stop_wanted(str): The buttons, with the
            account's ID.
        quit_wanted(): The program is to end, so that its next start recovers the history.
    """

    edit_wanted = Signal(str)
    password_wanted = Signal(str)
    retry_wanted = Signal(str)
    stop_wanted = Signal(str)
    quit_wanted = Signal()

    def __init__(self, console: Console, tasks: Tasks, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._banner = banner
        self._troubled: set[str] = set()
        self._paused: set[str] = set()
        self._waiting: dict[str, int] = {}
        """Messages that wait in the history for a paused account, as they were last counted."""
        self._asked: set[str] = set()
        """Accounts of which the operator is asked whether to cancel what waits."""
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
            self._asked.discard(account_id)
            self._waiting.pop(account_id, None)
            return
        if account_id not in self._paused:
            self._tasks.start(self._count_waiting(account_id), "count what waits")
        self._paused.add(account_id)
        self._say_pause(account)

    def _say_pause(self, account: Account) -> None:
        """What is known by now; or the question whether to cancel what waits."""
        waiting = self._waiting.get(account.id)
        count = "…" if waiting is None else QLocale().toString(waiting)
        title = self.tr("{account}: balance used up — sending is paused").format(account=account.name)
        if account.id in self._asked and waiting:
            sentence = self.tr("Cancel the messages that wait: {count}? They are not sent then.")
            actions = [
                Action(self.tr("Cancel the messages"), lambda: self._cancel(account.id)),
                Action(self.tr("Keep them"), lambda: self._ask(account.id, False)),
            ]
        else:
            sentence = self.tr(
                "YCloud reports insufficient balance (err 3). Messages waiting: {count}. "
                "Top the account up, then resume."
            )
            actions = [Action(self.tr("Resume sending"), lambda: self._console.resume(account.id))]
            if waiting:
                # Without the figure: a button that changes its words would lose the focus.
                actions.append(Action(self.tr("Cancel what waits"), lambda: self._ask(account.id, True)))
        subject = f"balance {account.id}"
        self._banner.say(subject, "danger", title, sentence.format(count=count), actions, can_dismiss=False)

    async def _count_waiting(self, account_id: str) -> None:
        try:
            count = await self._console.waiting(account_id)
            account = self._console.account(account_id)
        except (HistoryUnavailable, UnknownAccount):
            return
        if account_id in self._paused and count != self._waiting.get(account_id):
            self._waiting[account_id] = count
            self._say_pause(account)

    def _ask(self, account_id: str, asked: bool) -> None:
        (self._asked.add if asked else self._asked.discard)(account_id)
        self.show_status(account_id, self._console.status(account_id))

    def _cancel(self, account_id: str) -> None:
        self._ask(account_id, False)
        self._tasks.start(self._cancel_waiting(account_id), "cancel what waits")

    async def _cancel_waiting(self, account_id: str) -> None:
        try:
            await self._console.cancel_waiting(account_id)
        except HistoryUnavailable as error:
            self._banner.say("cancel", "danger", self.tr("Nothing was cancelled"), str(error))
            return
        await self._count_waiting(account_id)

    def close_down(self) -> None:
        """Count no more."""
        self._second.timeout.disconnect(self._count_down)
        self._second.stop()

    def show_notice(self, notice: Notice) -> None:
        """News from the Console."""
        if notice.kind is NoticeKind.HISTORY_UNAVAILABLE and notice.is_damaged:
            self._say_damaged()
        elif notice.kind is NoticeKind.HISTORY_UNAVAILABLE:
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

    def show_unreadable(self, error: HistoryUnavailable) -> None:
        """Something could not be read."""
        if isinstance(error, HistoryDamaged):
            self._say_damaged()
        else:
            self._banner.say("history reading", "danger", self.tr("The history cannot be read"), str(error))

    def history_replaced(self) -> None:
        """It is another file now: what was said of the one before holds no more."""
        for subject in ("history damaged", "history reading"):
            self._banner.clear(subject)

    def _say_damaged(self) -> None:
        """It stays: that something else of the file can still be written does not mend it."""
        sentence = self.tr(
            "Quit and start the program again: it keeps the file under another name and recovers what can be "
            "read of it. Receipts that cannot be written until then are answered “try again later”, so none "
            "is lost. The file is {file}."
        ).format(file=self._console.history.path)
        title = self.tr("The history's file is damaged")
        self._banner.clear("history")
        actions = [Action(self.tr("Quit"), self.quit_wanted.emit)]
        self._banner.say("history damaged", "danger", title, sentence, actions, can_dismiss=False)

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
        for account_id in self._paused:
            self._tasks.start(self._count_waiting(account_id), "count what waits")
