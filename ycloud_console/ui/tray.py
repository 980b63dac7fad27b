"""Calling the operator while the window is hidden or behind others: the tray's message, and a sound.

Both are off until the operator wants them, and only a change of state is told: a lost link once until it is
bound again, failures once until the window is looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from ycloud_console.console import Console, LinkChanged, Notice, NoticeKind, ReceiptArrived, UnknownAccount
from ycloud_console.console.events import Event
from ycloud_console.smpp.model import LinkStatus
from ycloud_console.smpp.problems import problem_meaning
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.language import current_language

_GATHER_MS = 3000
"""Failures are gathered for so long, so that a batch is one message."""
_FAILED = frozenset(
    {MessageState.UNDELIVERABLE, MessageState.EXPIRED, MessageState.DELETED, MessageState.REJECTED}
)

Show = Callable[[str, str], object]
"""Shows a title and a sentence."""


class Caller(QObject):
    """Decides what is worth a call, and calls.

    *show* is given for systems without a tray, and for tests; None: the system's tray.
    """

    def __init__(self, console: Console, window: QWidget, show: Show | None = None) -> None:
        super().__init__(window)
        self._console = console
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        self._show = show or self._show_in_tray
        self._lost: set[str] = set()
        self._failed = 0
        self._told_of_failures = False
        self._gather = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gather.timeout.connect(self._tell_of_failures)
        window.installEventFilter(self)
        self._unsubscribe = console.subscribe(self._heard)

    def close_down(self) -> None:
        """Call no more."""
        self._unsubscribe()
        self._gather.stop()
        if self._tray is not None:
            self._tray.hide()

    @property
    def _is_watched(self) -> bool:
        return self._window.isActiveWindow() and not self._window.isMinimized()

    def _heard(self, event: Event) -> None:
        if isinstance(event, LinkChanged):
            self._link_changed(event.account_id, event.status)
        elif isinstance(event, ReceiptArrived):
            if event.receipt.state in _FAILED and not event.duplicate:
                self._failed += 1
                if not self._gather.isActive():
                    self._gather.start()
        elif isinstance(event, Notice):
            self._noticed(event)

    def _link_changed(self, account_id: str, status: LinkStatus) -> None:
        if status.is_bound or status.problem is None:
            self._lost.discard(account_id)
            return
        if account_id in self._lost:
            return
        self._lost.add(account_id)
        meaning = problem_meaning(status.problem, language=current_language())
        self._call(self._named(account_id, meaning.title), meaning.sentence)

    def _noticed(self, notice: Notice) -> None:
        if notice.kind is NoticeKind.BALANCE_USED_UP:
            title = self.tr("Balance used up")
            self._call(self._named(notice.account_id, title), self.tr("Sending is paused."))
        elif notice.kind is NoticeKind.HISTORY_UNAVAILABLE:
            damaged, unwritten = (
                self.tr("The history's file is damaged"),
                self.tr("The history cannot be written"),
            )
            self._call(damaged if notice.is_damaged else unwritten, notice.detail)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._told_of_failures = False
        return super().eventFilter(watched, event)

    def _tell_of_failures(self) -> None:
        count, self._failed = self._failed, 0
        if not self._is_watched and not self._told_of_failures:
            self._told_of_failures = True
            words = self.tr("Receipts that say so: {count}.").format(count=QLocale().toString(count))
            self._call(self.tr("Messages failed"), words)

    def _call(self, title: str, sentence: str) -> None:
        preferences = self._console.settings.preferences
        if self._is_watched:
            return
        if preferences.tray:
            self._show(title, sentence)
        if preferences.sound:
            QApplication.beep()

    def _named(self, account_id: str, title: str) -> str:
        try:
            return f"{self._console.account(account_id).name}: {title}"
        except UnknownAccount:
            return title

    def _show_in_tray(self, title: str, sentence: str) -> None:
        """The icon is there from the first call on; a click on it or on the message shows the window."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            QApplication.alert(self._window)
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.setToolTip("YCloud Console")
            self._tray.activated.connect(lambda _reason: self._come())
            self._tray.messageClicked.connect(self._come)
            self._tray.show()
        self._tray.showMessage(title, sentence, QSystemTrayIcon.MessageIcon.Warning)

    def _come(self) -> None:
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
