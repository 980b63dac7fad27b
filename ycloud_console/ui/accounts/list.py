"""The list of accounts: each with its server, state and certificate, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.console.certificates import Expiry, Where, first_to_end
from ycloud_console.history import HistoryUnavailable
from ycloud_console.smpp.model import LinkState, LinkStatus
from ycloud_console.ui.linkwords import pill
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import FlowLayout, Notice, button, label, line, set_property


class AccountList(QWidget):
    """Rows of accounts, and buttons for the list as a whole.

    Signals:
        add_wanted(), import_wanted(), export_wanted(): The buttons below the list.
        edit_wanted(str), duplicate_wanted(str), bind_wanted(str), unbind_wanted(str): With an account's ID.
        remove_wanted(str): Asked for, and confirmed.
        removal_failed(str): It could not even be asked; why.
    """

    add_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    edit_wanted = Signal(str)
    duplicate_wanted = Signal(str)
    remove_wanted = Signal(str)
    removal_failed = Signal(str)
    bind_wanted = Signal(str)
    unbind_wanted = Signal(str)

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self.rows: dict[str, AccountRow] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self._empty = label(self.tr("No account yet."), "caption")
        self.add_button = button(self.tr("Add account…"))
        self.add_button.clicked.connect(self.add_wanted)
        self.import_button = button(self.tr("Import…"))
        self.import_button.setAccessibleName(self.tr("Import accounts from a file"))
        self.import_button.clicked.connect(self.import_wanted)
        self.export_button = button(self.tr("Export…"))
        self.export_button.setAccessibleName(self.tr("Export accounts to a file, without passwords"))
        self.export_button.setToolTip(self.export_button.accessibleName())
        self.export_button.clicked.connect(self.export_wanted)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        foot.addWidget(self.import_button)
        foot.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._empty)
        column.addLayout(self._rows)
        column.addLayout(foot)
        self.refresh()

    def refresh(self) -> None:
        """Show the accounts there are now."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        accounts = self._console.settings.accounts
        for account in accounts:
            if self.rows:
                self._rows.addWidget(line())
            self.rows[account.id] = row = self._row(account)
            self._rows.addWidget(row)
        self._empty.setVisible(not accounts)
        self.export_button.setEnabled(bool(accounts))
        if accounts:
            self._look_at_certificates()

    def show_status(self, account_id: str, status: LinkStatus) -> None:
        """The state of that account's link is another."""
        row = self.rows.get(account_id)
        if row is None:
            return
        row.show_status(status)
        if status.is_bound:
            self._look_at_certificates()

    def _row(self, account: Account) -> AccountRow:
        row = AccountRow(account, self)
        row.edit_button.clicked.connect(lambda: self.edit_wanted.emit(account.id))
        row.duplicate_button.clicked.connect(lambda: self.duplicate_wanted.emit(account.id))
        row.bind_button.clicked.connect(lambda: self.bind_wanted.emit(account.id))
        row.unbind_button.clicked.connect(lambda: self.unbind_wanted.emit(account.id))
        row.remove_button.clicked.connect(
            lambda: self._tasks.start(self._ask(account.id), "ask before removing an account")
        )
        row.removal_confirmed.connect(lambda: self.remove_wanted.emit(account.id))
        row.show_status(self._console.status(account.id))
        return row

    async def _ask(self, account_id: str) -> None:
        try:
            waiting = await self._console.waiting(account_id)
        except HistoryUnavailable as error:
            self.removal_failed.emit(str(error))
            return
        row = self.rows.get(account_id)
        if row is not None and isValid(row):
            row.ask_to_remove(waiting)

    def _look_at_certificates(self) -> None:
        self._tasks.start(self._show_certificates(), "look at certificates")

    async def _show_certificates(self) -> None:
        found = await first_to_end(self._console)
        if not isValid(self):
            return
        for account_id, row in self.rows.items():
            row.show_certificate(found.get(account_id))


class AccountRow(QWidget):
    """One account.

    Signals:
        removal_confirmed(): It is to be removed; the operator was asked.
    """

    removal_confirmed = Signal()

    def __init__(self, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.account = account
        self.setAccessibleName(account.name)
        self._question: Notice | None = None
        self.state = QLabel()
        self._pill = QFrame()
        self._pill.setProperty("role", "pill")
        self._pill.setFixedHeight(26)
        self.certificate = label("", "hint", wrap=True, selectable=True)
        self.certificate.hide()
        self.edit_button = self._button(self.tr("Edit…"), self.tr("Edit {account}"))
        self.duplicate_button = self._button(self.tr("Duplicate…"), self.tr("Duplicate {account}"))
        self.remove_button = self._button(self.tr("Remove…"), self.tr("Remove {account}"))
        self.bind_button = self._button(self.tr("Bind"), self.tr("Bind {account}"))
        self.unbind_button = self._button(self.tr("Unbind"), self.tr("Unbind {account}"))
        self._build()

    @property
    def is_asking(self) -> bool:
        """Whether it asks if it is to be removed, and can be answered."""
        return self._question is not None and self.keep_button.isVisible()

    def show_status(self, status: LinkStatus) -> None:
        """What the link is doing."""
        shown = pill(status, self.account.binds)
        self.state.setText(shown.text)
        set_property(self._pill, "tone", shown.tone)
        idle = status.state in (LinkState.CLOSED, LinkState.REFUSED)
        focused = self.bind_button.hasFocus() or self.unbind_button.hasFocus()
        self.bind_button.setVisible(idle)
        self.unbind_button.setVisible(not idle)
        if focused:
            (self.bind_button if idle else self.unbind_button).setFocus()

    def show_certificate(self, expiry: Expiry | None) -> None:
        """How long its certificate is valid; None: nothing is known of one."""
        self.certificate.setVisible(expiry is not None)
        if expiry is None:
            return
        until = expiry.certificate.not_after.date().isoformat()
        if expiry.is_over:
            words = self.tr("{which} ended on {until}.")
        elif expiry.is_soon:
            words = self.tr("{which} ends on {until}: ask YCloud's support for the new one.")
        else:
            words = self.tr("{which} is valid until {until}.")
        in_file = expiry.where is Where.FILE
        which = self.tr("Its certificate file") if in_file else self.tr("The server's certificate")
        self.certificate.setText(words.format(which=which, until=until))
        set_property(self.certificate, "role", "fault" if expiry.is_soon else "hint")

    def ask_to_remove(self, waiting: int) -> None:
        """Ask before it is removed; *waiting* messages have not been sent yet."""
        if self._question is not None:
            return
        title = self.tr("Remove {account}?").format(account=self.account.name)
        self._question = Notice("warning", title, removal_words(waiting), self)
        self.confirm_button = self._question.add_action(self.tr("Remove"), self.removal_confirmed.emit)
        self.keep_button = self._question.add_action(self.tr("Keep it"), self._keep)
        self._column.addWidget(self._question)
        self._buttons.hide()
        self.keep_button.setFocus()

    def _keep(self) -> None:
        if self._question is not None:
            self._question.hide()
            self._question.deleteLater()
            self._question = None
        self._buttons.show()
        self.remove_button.setFocus()

    def _button(self, words: str, named: str) -> QPushButton:
        made = button(words, "link")
        made.setAccessibleName(named.format(account=self.account.name))
        return made

    def _build(self) -> None:
        account = self.account
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(account.name, "step", wrap=True), 1)
        inside = QHBoxLayout(self._pill)
        inside.setContentsMargins(10, 0, 10, 0)
        inside.addWidget(self.state)
        head.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        tls = self.tr("TLS") if account.tls else self.tr("not encrypted")
        where = f"{account.system_id} · {account.host}:{account.port} · {tls}"
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, spacing=8)
        for each in (
            self.bind_button,
            self.unbind_button,
            self.edit_button,
            self.duplicate_button,
            self.remove_button,
        ):
            flow.addWidget(each)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self._column.addWidget(label(where, "caption", wrap=True, selectable=True))
        self._column.addWidget(self.certificate)
        self._column.addWidget(self._buttons)


def removal_words(waiting: int) -> str:
    """What removing an account does, and to how many messages that wait."""
    translate = QCoreApplication.translate
    words = translate(
        "AccountList",
        "The account is unbound, and its password is taken out of the keychain. "
        "What was sent stays in the history.",
    )
    if waiting == 1:
        more = translate("AccountList", "One message still waits to be sent: it is cancelled.")
    elif waiting:
        more = translate("AccountList", "{count} messages still wait to be sent: they are cancelled.")
        more = more.format(count=QLocale().toString(waiting))
    else:
        return words
    return f"{words} {more}"
