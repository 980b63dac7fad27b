"""The main window: top bar, rail, the pages, status bar, and what connects them."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ycloud_console.accounts import Account
from ycloud_console.console import Console, UnknownAccount
from ycloud_console.smpp.model import LinkStatus
from ycloud_console.ui.accounts.actions import AccountActions
from ycloud_console.ui.accounts.welcome import WelcomePage
from ycloud_console.ui.banner import Banner
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.composer.composer import Composer
from ycloud_console.ui.decoder.page import DecoderPage
from ycloud_console.ui.deliveries.page import DeliveriesPage
from ycloud_console.ui.details.pane import DetailsPane
from ycloud_console.ui.linkbanner import LinkBanner
from ycloud_console.ui.rail import Rail
from ycloud_console.ui.settings.page import SettingsPage
from ycloud_console.ui.statusbar import StatusBar
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.topbar import TopBar

_SIDE_LEAST, _SIDE_MOST = 270, 310
"""Pixels of the composer and of the details to begin with."""


class MainWindow(QMainWindow):
    """The console's window on one Console.

    Signals:
        close_wanted(): The operator closes the window; it stays until :meth:`close_for_good`.
        theme_chosen(str), language_chosen(str): From the settings page.
        account_shown(str): Another account is shown now; its ID, empty for none.
    """

    close_wanted = Signal()
    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    account_shown = Signal(str)

    def __init__(self, console: Console, bridge: Bridge, tasks: Tasks) -> None:
        super().__init__()
        self._console = console
        self._may_close = False
        self._rests = False
        self._account_id = ""
        self.setWindowTitle("YCloud Console")
        self.top = TopBar()
        self.rail = Rail()
        self.banner = Banner()
        self.composer = Composer(console, bridge, tasks)
        self.deliveries = DeliveriesPage(console, bridge, tasks)
        self.details = DetailsPane(console, bridge, tasks)
        self.decoder = DecoderPage(tasks)
        self.settings = SettingsPage(console)
        self.status = StatusBar(console, bridge, tasks)
        self.actions_on_accounts = AccountActions(console, tasks, self)
        self.link_banner = LinkBanner(console, self.banner, self)
        self.welcome = WelcomePage()
        self.actions_on_accounts.adopt(self.welcome)
        self._arrange()
        self._connect(bridge)
        self._say_warnings()
        self.show_accounts("")

    # Accounts.

    @property
    def account_id(self) -> str:
        """The ID of the account that is shown; empty when there is none."""
        return self._account_id

    def show_accounts(self, chosen: str) -> None:
        """Show the accounts there are now and choose *chosen*.

        Empty: the one that is shown, else the one used last, else the first.
        """
        accounts = self._console.accounts
        known = [account.id for account in accounts]
        wanted = (chosen, self._account_id, self._console.settings.preferences.last_account, *known)
        found = next((account_id for account_id in wanted if account_id in known), "")
        kept = frozenset(account.id for account in self._console.settings.accounts)
        self.top.set_accounts(accounts, found, kept=kept)
        self.settings.refresh()
        self.show_account(found)

    def show_account(self, account_id: str) -> None:
        """Send from this account, and show its deliveries and its state."""
        account = self._find(account_id)
        self._account_id = account.id if account else ""
        self.composer.set_account(account)
        self.deliveries.set_account(account.id if account else None)
        self.details.show_message(None)
        self.status.set_account(account)
        if account is not None:
            status = self._console.status(account.id)
            self.top.show_status(status)
            self.link_banner.show_status(account.id, status)
        self._show_page(self.rail.current)
        self.account_shown.emit(self._account_id)

    def _find(self, account_id: str) -> Account | None:
        try:
            return self._console.account(account_id) if account_id else None
        except UnknownAccount:
            return None

    def _link_changed(self, account_id: str, status: LinkStatus) -> None:
        if account_id == self._account_id:
            self.top.show_status(status)
            self.status.refresh()
        self.link_banner.show_status(account_id, status)

    # Pages.

    def show_page(self, name: str) -> None:
        """Show the page of that name, as a click in the rail does."""
        self.rail.choose(name)
        self._show_page(name)

    def _show_page(self, name: str) -> None:
        is_first_start = name == "deliveries" and not self._account_id
        pages = {
            "deliveries": self.welcome if is_first_start else self.splitter,
            "decoder": self.decoder,
            "settings": self.settings,
        }
        was_first_start = self.pages.currentWidget() is self.welcome
        self.pages.setCurrentWidget(pages[name])
        if was_first_start and pages[name] is self.splitter:
            self.composer.begin()

    def write_message(self) -> None:
        """Go to the text of a new message."""
        self.show_page("deliveries")
        if self._account_id:
            self.composer.message.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where there is something to type."""
        super().showEvent(event)
        if self.focusWidget() is None or self.rail.isAncestorOf(self.focusWidget()):
            is_first_start = self.pages.currentWidget() is self.welcome
            (self.welcome.form.name_edit if is_first_start else self.composer.recipients.edit).setFocus()

    def _search(self, text: str) -> None:
        if text:
            self.show_page("deliveries")
        self.deliveries.set_search(text)

    def _say_warnings(self) -> None:
        warning = self._console.settings.warning
        if warning:
            self.banner.say("settings", "warning", self.tr("The settings file was damaged"), warning)
        warning = self._console.history.warning
        if warning:
            self.banner.say("history file", "warning", self.tr("The history was damaged"), warning)

    def _say_trouble(self, subject: str, title: str, sentence: str) -> None:
        self.banner.say(subject, "danger", title, sentence)

    # How it was left.

    def layout_state(self) -> dict[str, str]:
        """Geometry and splitter as text, to be given to :meth:`restore_layout` another time."""
        return {
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode(),
            "splitter": bytes(self.splitter.saveState().toBase64().data()).decode(),
        }

    def restore_layout(self, state: dict[str, str]) -> None:
        """Be as large and as divided as then; a first time: as large as fits, 1440 × 900 at most."""
        geometry = QByteArray.fromBase64(state.get("geometry", "").encode())
        if not (geometry and self.restoreGeometry(geometry)):
            room = self.screen().availableSize()
            self.resize(QSize(1440, 900).boundedTo(room * 0.95))
        splitter = QByteArray.fromBase64(state.get("splitter", "").encode())
        if not (splitter and self.splitter.restoreState(splitter)):
            side = max(_SIDE_LEAST, min(_SIDE_MOST, self.width() // 5))
            self.splitter.setSizes([side, self.width(), side])

    # The end.

    def closeEvent(self, event: QCloseEvent) -> None:
        """Links are unbound and the history is closed first; then the window is closed for good."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_wanted.emit()

    def show_closing(self) -> None:
        """Say that the end has begun; nothing can be done any more."""
        self.banner.say("closing", "info", self.tr("Unbinding and closing…"), can_dismiss=False)
        for part in (self.top, self.rail, self.pages):
            part.setEnabled(False)

    def rest(self) -> None:
        """Begin nothing more by itself: to be called before its tasks end, or another window takes over."""
        if not self._rests:
            self._rests = True
            self.status.close_down()
            self.deliveries.close_down()

    def close_for_good(self) -> None:
        self.rest()
        self._may_close = True
        self.close()

    # Building.

    def _arrange(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        for index, part in enumerate((self.composer, self.deliveries, self.details)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(index, int(part is self.deliveries))
        self.composer.setMinimumWidth(_SIDE_LEAST)
        self.details.setMinimumWidth(_SIDE_LEAST)
        self.rail.add("deliveries", self.tr("Deliveries"), "ph.paper-plane-tilt")
        self.rail.add("decoder", self.tr("Decoder"), "ph.brackets-curly")
        self.rail.add("settings", self.tr("Settings"), "ph.gear-six", at_bottom=True)
        self.pages = QStackedWidget()
        for page in (self.splitter, self.welcome, self.decoder, self.settings):
            self.pages.addWidget(page)
        right = QVBoxLayout()
        right.setContentsMargins(12, 12, 12, 12)
        right.setSpacing(12)
        right.addWidget(self.banner)
        right.addWidget(self.pages, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        central = QWidget()
        central.setProperty("role", "page")
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)
        self.setMinimumSize(1080, 640)

    def _connect(self, bridge: Bridge) -> None:
        on_accounts = self.actions_on_accounts
        self.top.account_chosen.connect(self.show_account)
        self.top.bind_wanted.connect(on_accounts.bind_or_ask)
        self.top.unbind_wanted.connect(on_accounts.unbind)
        self.top.sandbox_wanted.connect(on_accounts.open_sandbox)
        self.top.search_wanted.connect(self._search)
        for place in (self.top, self.settings):
            place.add_wanted.connect(on_accounts.add)
            place.edit_wanted.connect(on_accounts.edit)
            place.remove_wanted.connect(on_accounts.remove)
        on_accounts.changed.connect(self.show_accounts)
        on_accounts.trouble.connect(self._say_trouble)
        self.link_banner.edit_wanted.connect(on_accounts.edit)
        self.link_banner.password_wanted.connect(on_accounts.ask_password)
        self.link_banner.retry_wanted.connect(on_accounts.retry_now)
        self.link_banner.stop_wanted.connect(on_accounts.unbind)
        self.rail.chosen.connect(self._show_page)
        self.composer.bind_wanted.connect(on_accounts.bind_or_ask)
        self.deliveries.selected.connect(self.details.show_message)
        self.details.edit_and_resend.connect(self.composer.load)
        self.settings.theme_chosen.connect(self.theme_chosen)
        self.settings.language_chosen.connect(self.language_chosen)
        bridge.link_changed.connect(self._link_changed)
        bridge.notice.connect(self.link_banner.show_notice)
        QShortcut(QKeySequence.StandardKey.New, self, self.write_message)
