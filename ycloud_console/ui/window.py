"""The main window: top bar, rail, the pages, status bar, and what connects them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QByteArray, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ycloud_console.accounts import Account
from ycloud_console.console import SANDBOX_ID, Console, UnknownAccount
from ycloud_console.history import MessageFilter, MessageView
from ycloud_console.smpp.model import LinkStatus
from ycloud_console.ui.accounts.actions import AccountActions
from ycloud_console.ui.accounts.expiry import ExpiryBanner
from ycloud_console.ui.banner import Action, Banner
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.commands import Commands, keys_of_parts
from ycloud_console.ui.composer.composer import Composer
from ycloud_console.ui.deliveries.actions import Action as MessageAction
from ycloud_console.ui.deliveries.page import DeliveriesPage
from ycloud_console.ui.details.pane import DetailsPane
from ycloud_console.ui.fullscreen import FullScreen
from ycloud_console.ui.help.sheet import QuestionSheet, ShortcutSheet
from ycloud_console.ui.hiding import HidingButton
from ycloud_console.ui.leftovers import LeftoversBanner
from ycloud_console.ui.linkbanner import LinkBanner
from ycloud_console.ui.linkwords import pill
from ycloud_console.ui.logs import folder_of_logs
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.opening import Opener
from ycloud_console.ui.rail import Rail
from ycloud_console.ui.sidepages import RemembersLayout, SidePages, hidden
from ycloud_console.ui.starting import rescue_words
from ycloud_console.ui.statusbar import StatusBar
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.topbar import TopBar
from ycloud_console.ui.tray import Caller
from ycloud_console.ui.workbench import Workbench

_LARGEST, _SMALLEST = QSize(1440, 900), QSize(1080, 640)
"""Pixels of the window: to begin with, and at least."""


class MainWindow(QMainWindow):
    """The console's window on one Console.

    Signals:
        close_wanted(): The operator closes the window; it stays until :meth:`close_for_good`.
        preference_chosen(str, object): A field of Preferences and its new value, from the settings page.
        account_shown(str): Another account is shown now; its ID, empty for none.
    """

    close_wanted = Signal()
    preference_chosen = Signal(str, object)
    account_shown = Signal(str)

    def __init__(self, console: Console, bridge: Bridge, tasks: Tasks) -> None:
        super().__init__()
        self._console = console
        self._tasks = tasks
        self._may_close = False
        self._rests = False
        self._account_id = ""
        self._is_first_start = False
        self.setWindowTitle("YCloud Console")
        self._build(console, bridge, tasks)
        self._connect(bridge)
        self._connect_commands()
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
        self.side.refresh_accounts()
        self.expiry_banner.look()
        self.show_account(found)

    def show_account(self, account_id: str) -> None:
        """Send from this account, and show its deliveries and its state."""
        account = self._find(account_id)
        is_other = self._account_id != (account.id if account else "")
        self._account_id = account.id if account else ""
        self.composer.set_account(account)
        self.deliveries.set_account(account.id if account else None)
        if is_other:
            self.details.show_message(None)
        self.side.set_account(account.id if account else None)
        self.status.set_account(account)
        if account is not None:
            status = self._console.status(account.id)
            self.top.show_status(status)
            self.link_banner.show_status(account.id, status)
        self._name_window(account)
        self._show_page(self.rail.current)
        self._say_faults()
        self.account_shown.emit(self._account_id)

    def _find(self, account_id: str) -> Account | None:
        try:
            return self._console.account(account_id) if account_id else None
        except UnknownAccount:
            return None

    def _name_window(self, account: Account | None) -> None:
        """Account and state in the title, where the list of windows and screen readers have them."""
        if account is None:
            self.setWindowTitle("YCloud Console")
        elif not self._rests:
            state = pill(self._console.status(account.id), account.binds).text
            self.setWindowTitle(f"{account.name} · {state} — YCloud Console")

    def _link_changed(self, account_id: str, status: LinkStatus) -> None:
        if account_id == self._account_id:
            self.top.show_status(status)
            self.status.refresh()
            self._name_window(self._find(account_id))
        self.link_banner.show_status(account_id, status)
        self.side.show_status(account_id, status)
        self.expiry_banner.link_changed(account_id, status)

    # Pages.

    def show_page(self, name: str) -> None:
        """Show the page of that name, as a click in the rail does."""
        self.rail.choose(name)
        self._show_page(name)

    def _show_page(self, name: str) -> None:
        page = self._page(name)
        for pane in ("composer", "details"):
            self.commands[pane].setEnabled(page is self.splitter)
        # The monitor has the same keys for a full screen of its own.
        self.commands["full_screen"].setEnabled(name != "monitor")
        if name != "monitor":
            # A wall display shows the monitor alone: any other page needs what is around it.
            self.full_screen.show_wall(False)
        was_first_start = self._is_first_start
        self._is_first_start = name == "deliveries" and page is not self.splitter
        self.pages.setCurrentWidget(page)
        if was_first_start and page is self.splitter:
            self.composer.begin()

    def _page(self, name: str) -> QWidget:
        """The page of that name; before there is an account, what the first start shows."""
        if name != "deliveries":
            return self.side.page(name)
        return self.splitter if self._account_id else self.side.welcome

    def come_to_front(self) -> None:
        """Be seen, wherever the window was."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        # Where the system does not let a window take the focus, it is asked for.
        QApplication.alert(self)

    def write_message(self) -> None:
        """Go to the text of a new message."""
        self.show_page("deliveries")
        if self._account_id:
            self.splitter.show_pane("composer", True)
            self.composer.message.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where there is something to type."""
        super().showEvent(event)
        if self.focusWidget() is not None and not self.rail.isAncestorOf(self.focusWidget()):
            return
        if self._is_first_start:
            self.side.welcome.form.name_edit.setFocus()
        elif self.pages.currentWidget() is self.splitter:
            self.composer.recipients.edit.setFocus()

    def _reply(self, account_id: str, sender: str, recipient: str) -> None:
        self.show_accounts(account_id)
        self.show_page("deliveries")
        self.splitter.show_pane("composer", True)
        self.composer.compose_to(account_id, sender, recipient)

    def _edit(self, message: MessageView) -> None:
        self.splitter.show_pane("composer", True)
        self.composer.load(message)

    def _act(self, action: object) -> None:
        """What the context menu of the deliveries asks for; the details ask back and tell the outcome."""
        if isinstance(action, MessageAction):
            self.splitter.show_pane("details", True)
            self.details.do(action)

    def _read_details(self) -> None:
        self.splitter.show_pane("details", True)
        self.details.focus_details()

    def _show_filtered(self, wanted: MessageFilter) -> None:
        self.show_page("deliveries")
        self.deliveries.set_filter(wanted)

    def _decode(self, text: str) -> None:
        self.show_page("decoder")
        self.side.decoder.set_text(text)

    def _show_pdus(self, message_id: int) -> None:
        self._tasks.start(self._show_pdus_of(message_id), "show the PDUs of a message")

    async def _show_pdus_of(self, message_id: int) -> None:
        view = await self._console.history.message(message_id)
        if view is not None:
            self.show_page("protocol")
            self.side.protocol.show_message(view)

    def _show_message(self, message_id: int) -> None:
        self._tasks.start(self._show_message_of_pdu(message_id), "show the message of a PDU")

    async def _show_message_of_pdu(self, message_id: int) -> None:
        view = await self._console.history.message(message_id)
        if view is None:
            return
        if view.row.account_id != self._account_id and self._find(view.row.account_id) is not None:
            self.show_account(view.row.account_id)
        self.show_page("deliveries")
        self.splitter.show_pane("details", True)
        if not self.deliveries.select_message(message_id):
            # Filtered away, or further down than is loaded: its details can be shown all the same.
            self.details.show_message(view)

    def _search(self, text: str) -> None:
        if text:
            self.show_page("deliveries")
        self.deliveries.set_search(text)

    def _say_warnings(self) -> None:
        warning = self._console.settings.warning
        if warning:
            self.banner.say("settings", "warning", self.tr("The settings file was damaged"), warning)
        rescue = self._console.history.rescue
        if rescue is not None:
            title, sentence = rescue_words(rescue)
            show = Action(self.tr("Open folder"), lambda: self.opener.open(rescue.aside.parent))
            self.banner.say("history file", "warning", title, sentence, [show])

    def _read_anew(self) -> None:
        """The history is another one now."""
        self.link_banner.history_replaced()
        self.details.show_message(None)
        self.deliveries.reload()
        self.side.read_anew()

    def _say_where(self, title: str, sentence: str) -> None:
        self.banner.say("folder", "warning", title, sentence)

    def _say_faults(self) -> None:
        """While the sandbox misbehaves on request: nobody is to look for the cause elsewhere."""
        count = self._console.sandbox_options.faults.wanted
        if not count or self._account_id != SANDBOX_ID:
            self.banner.clear("faults")
            return
        title = self.tr("The sandbox misbehaves on request")
        sentence = self.tr("Kinds of faults that are on: {count}").format(count=count)
        reset = Action(self.tr("Reset to none"), lambda: self.side.settings.sandbox.reset_all())
        self.banner.say("faults", "info", title, sentence, [reset], can_dismiss=False)

    def _say_done(self, title: str, sentence: str) -> None:
        self.banner.say("accounts", "success", title, sentence)

    def _say_trouble(self, subject: str, title: str, sentence: str) -> None:
        self.banner.say(subject, "danger", title, sentence)

    # How it was left.

    def layout_state(self) -> dict[str, str]:
        """Geometry, panes and what the pages keep as text, to be given to :meth:`restore_layout`."""
        state = {"geometry": bytes(self.saveGeometry().toBase64().data()).decode()}
        for page in self._pages_with_layout():
            state.update(page.layout_state())
        return state

    def _pages_with_layout(self) -> tuple[RemembersLayout, ...]:
        return (self.splitter, self.deliveries, self.side)

    def restore_layout(self, state: dict[str, str]) -> None:
        """Be as large and as divided as then; a first time: as large as fits, 1440 × 900 at most."""
        geometry = QByteArray.fromBase64(state.get("geometry", "").encode())
        room = self.screen().availableSize()
        if not (geometry and self.restoreGeometry(geometry)):
            self.resize(_LARGEST.boundedTo(room * 0.95))
        elif not self.isMaximized() and not self.isFullScreen():
            # The screen may be a smaller one than then.
            self.resize(self.size().boundedTo(room))
        for page in self._pages_with_layout():
            page.restore_layout(state)

    # The end.

    def closeEvent(self, event: QCloseEvent) -> None:
        """Links are unbound and the history is closed first; then the window is closed for good."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_wanted.emit()

    def show_closing(self) -> None:
        """Say that the end has begun, and what is outstanding; nothing can be done any more.

        Closing the window again leaves at once.
        """
        self.setWindowTitle(self.tr("Closing — YCloud Console"))
        self.banner.say(
            "closing", "info", self.tr("Unbinding and closing…"), self._outstanding(), can_dismiss=False
        )
        for part in (self.top, self.rail, self.pages, self.banner):
            part.setEnabled(False)

    def _outstanding(self) -> str:
        """What was handed over and is not done, in words."""
        out = self._console.outstanding()
        number = QLocale().toString
        words = []
        if out.queued:
            sentence = self.tr("Segments that wait: {count}. They are kept for the next time.")
            words.append(sentence.format(count=number(out.queued)))
        if out.on_the_wire:
            sentence = self.tr(
                "Answers awaited: {count}. What is not answered within seconds is shown as in doubt."
            )
            words.append(sentence.format(count=number(out.on_the_wire)))
        words.append(self.tr("Close again to leave at once."))
        return " ".join(words)

    def rest(self) -> None:
        """Begin nothing more by itself: to be called before its tasks end, or another window takes over."""
        if not self._rests:
            self._rests = True
            self.composer.close_down()
            pages = (self.deliveries, self.details, self.side)
            for part in (*pages, self.status, self.caller, self.link_banner, self.leftovers):
                part.close_down()

    def close_for_good(self) -> None:
        self.rest()
        self._may_close = True
        self.close()

    # Building.

    def _build(self, console: Console, bridge: Bridge, tasks: Tasks) -> None:
        self.opener = Opener(self._say_where, self)
        self.commands = Commands(self)
        self.top = TopBar()
        self.rail = Rail()
        self.banner = Banner()
        self.composer = Composer(console, bridge, tasks)
        self.deliveries = DeliveriesPage(console, bridge, tasks)
        self.details = DetailsPane(console, bridge, tasks)
        self.status = StatusBar(console, bridge, tasks)
        self.actions_on_accounts = AccountActions(console, tasks, self)
        self.side = SidePages(console, bridge, tasks, self.opener, self.actions_on_accounts, self)
        self.link_banner = LinkBanner(console, tasks, self.banner, self)
        self.expiry_banner = ExpiryBanner(console, self.banner, tasks, self)
        self.leftovers = LeftoversBanner(console, bridge, tasks, self.banner, self)
        self.caller = Caller(console, self)
        self._arrange()
        self.full_screen = FullScreen(
            self,
            self.commands["full_screen"],
            (self.top, self.rail, self.status),
            lambda is_wall: self.side.monitor.set_full_screen(is_wall),
        )

    def _arrange(self) -> None:
        self.splitter = Workbench(self.composer, self.deliveries, self.details)
        self.rail.add("deliveries", self.tr("Deliveries"), "ph.paper-plane-tilt")
        self.rail.add("inbox", self.tr("Inbox"), "ph.tray")
        self.rail.add("monitor", self.tr("Monitor"), "ph.chart-bar")
        self.rail.add("decoder", self.tr("Decoder"), "ph.brackets-curly")
        self.rail.add("protocol", self.tr("Protocol"), "ph.list-bullets")
        self.rail.add("settings", self.tr("Settings"), "ph.gear-six", at_bottom=True)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.splitter)
        self.side.built.connect(self._adopt)
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
        self.setMinimumSize(_SMALLEST)

    def _adopt(self, page: QWidget) -> None:
        """Put a page that was built just now among the others; Tab comes to it before the tools on top."""
        self.pages.addWidget(page)
        for tool in self.top.tools():
            last = self.previousInFocusChain()
            # Qt puts nothing behind what takes no focus itself.
            while last is not None and last.focusPolicy() is Qt.FocusPolicy.NoFocus:
                last = last.previousInFocusChain()
            if last is not None:
                self.setTabOrder(last, tool)

    def _connect(self, bridge: Bridge) -> None:
        on_accounts = self.actions_on_accounts
        self.top.account_chosen.connect(self.show_account)
        self.top.bind_wanted.connect(on_accounts.bind_or_ask)
        self.top.unbind_wanted.connect(on_accounts.unbind)
        self.top.sandbox_wanted.connect(on_accounts.open_sandbox)
        self.top.search_wanted.connect(self._search)
        self.top.add_wanted.connect(on_accounts.add)
        self.top.edit_wanted.connect(on_accounts.edit)
        self.top.remove_wanted.connect(on_accounts.remove)
        on_accounts.told.connect(self._say_done)
        self.expiry_banner.edit_wanted.connect(on_accounts.edit)
        on_accounts.changed.connect(self.show_accounts)
        on_accounts.trouble.connect(self._say_trouble)
        self.link_banner.edit_wanted.connect(on_accounts.edit)
        self.link_banner.password_wanted.connect(on_accounts.ask_password)
        self.link_banner.retry_wanted.connect(on_accounts.retry_now)
        self.link_banner.stop_wanted.connect(on_accounts.unbind)
        self.rail.chosen.connect(self._show_page)
        self.composer.bind_wanted.connect(on_accounts.bind_or_ask)
        self.deliveries.selected.connect(self.details.show_message)
        self.deliveries.action_wanted.connect(self._act)
        self.deliveries.details_wanted.connect(self._read_details)
        self.details.edit_and_resend.connect(self._edit)
        self.details.show_pdus.connect(self._show_pdus)
        self.details.pdus_button.show()
        self._connect_side()
        Masking.current().changed.connect(self._masking_changed)
        bridge.link_changed.connect(self._link_changed)
        bridge.notice.connect(self.link_banner.show_notice)
        self.link_banner.quit_wanted.connect(self.close)

    def _connect_side(self) -> None:
        side = self.side
        side.message_wanted.connect(self._show_message)
        side.trouble.connect(self._say_trouble)
        side.filter_wanted.connect(self._show_filtered)
        side.full_screen_wanted.connect(self.full_screen.show_wall)
        side.reply_wanted.connect(self._reply)
        side.decode_wanted.connect(self._decode)
        side.unread.changed.connect(partial(self.rail.set_badge, "inbox"))
        side.preference_chosen.connect(self._prefer)
        side.faults_changed.connect(self._say_faults)
        side.history_replaced.connect(self._read_anew)

    def _connect_commands(self) -> None:
        commands = self.commands
        for name, caption in self.rail.captions.items():
            commands.add_page(self, caption, partial(self.show_page, name))
        commands.connect(
            new=self.write_message,
            search=self.top.focus_search,
            bind=self.top.toggle_bind,
            sandbox=self.actions_on_accounts.open_sandbox,
            hide=self._toggle_hiding,
            full_screen=self.full_screen.toggle,
            settings=lambda: self.show_page("settings"),
            shortcuts=self.show_shortcuts,
            questions=lambda: QuestionSheet(self).show(),
            logs=lambda: self.opener.open(folder_of_logs(self._console.home)),
            about=self.show_about,
            quit=self.close,
        )
        for pane, picture in (("composer", "ph.note-pencil"), ("details", "ph.article")):
            commands[pane].setChecked(self.splitter.shows(pane))
            commands[pane].toggled.connect(partial(self.splitter.show_pane, pane))
            self.top.add_toggle(commands[pane], picture)
        self.splitter.pane_shown.connect(lambda pane, shown: commands[pane].setChecked(shown))
        eye = HidingButton(commands["hide"])
        self.top.roomy_changed.connect(eye.show_word)
        self.top.add_tool(eye)
        self.top.add_menu(commands.fill)
        self._masking_changed()

    # What is hidden.

    def _prefer(self, key: str, value: object) -> None:
        mask = Masking.current().mask
        if key == "hide_texts":
            Masking.current().set_mask(replace(mask, texts=bool(value)))
        elif key == "hide_numbers":
            Masking.current().set_mask(replace(mask, numbers=bool(value)))
        self.preference_chosen.emit(key, value)

    def _toggle_hiding(self) -> None:
        """By the eye or its keys; kept for the next time, as from the settings."""
        Masking.current().toggle()
        for key, value in hidden().items():
            self.preference_chosen.emit(key, value)

    def _masking_changed(self) -> None:
        if self._rests:
            return
        self.commands["hide"].setChecked(Masking.current().mask.is_on)
        self.side.masking_changed()

    def show_shortcuts(self) -> None:
        """The sheet of all shortcuts; it does not stop the work."""
        everywhere = (self.tr("Anywhere"), self.commands.shortcuts())
        ShortcutSheet([everywhere, *keys_of_parts()], self).show()

    def show_about(self) -> None:
        """Which versions run here."""
        self.show_page("settings")
        settings = self.side.settings
        settings.ensureWidgetVisible(settings.about)
        settings.about.copy_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
