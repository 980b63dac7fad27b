"""The pages beside the deliveries: each is imported and built when it is first shown, and kept from then on.

They are two thirds of the window's widgets, and took some quarter of its start.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ycloud_console.console import Console
from ycloud_console.smpp.hiding import TraceView
from ycloud_console.smpp.model import LinkStatus
from ycloud_console.ui.accounts.actions import AccountActions
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.inbox.unread import Unread
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.monitor.sampler import Sampler
from ycloud_console.ui.opening import Opener
from ycloud_console.ui.tasks import Tasks

if TYPE_CHECKING:
    from ycloud_console.ui.accounts.welcome import WelcomePage
    from ycloud_console.ui.decoder.page import DecoderPage
    from ycloud_console.ui.inbox.page import InboxPage
    from ycloud_console.ui.monitor.page import MonitorPage
    from ycloud_console.ui.protocol.page import ProtocolPage
    from ycloud_console.ui.settings.page import SettingsPage

_Page = TypeVar("_Page", bound=QWidget)


class RemembersLayout(Protocol):
    """A page that keeps how it was left: names that begin with its own, and text."""

    def layout_state(self) -> dict[str, str]: ...

    def restore_layout(self, state: dict[str, str]) -> None: ...


NAMES = ("inbox", "monitor", "decoder", "protocol", "settings")
"""Of the pages that the rail lists after the deliveries."""
_WITH_LAYOUT = ("inbox", "monitor", "decoder", "protocol")
"""Pages that keep how they were left, under names that begin with theirs."""


class SidePages(QObject):
    """Builds the pages, passes on what they ask for, and what the window tells them.

    Signals:
        built(QWidget): A page that was asked for is there now; put it somewhere.
        reply_wanted(str, str, str): Account, sender and recipient of an answer that is to be written.
        decode_wanted(str): This text is to be taken apart.
        filter_wanted(object): The messages of this MessageFilter are to be shown.
        full_screen_wanted(bool): The monitor is to be shown alone on the screen, or as a page again.
        message_wanted(int): The message with that ID is to be shown.
        preference_chosen(str, object): A field of Preferences and its new value.
        faults_changed(): The sandbox is to behave otherwise.
        history_replaced(): The history is another one now.
        trouble(str, str, str): A subject, a title and a sentence for a banner.
    """

    built = Signal(QWidget)
    reply_wanted = Signal(str, str, str)
    decode_wanted = Signal(str)
    filter_wanted = Signal(object)
    full_screen_wanted = Signal(bool)
    message_wanted = Signal(int)
    preference_chosen = Signal(str, object)
    faults_changed = Signal()
    history_replaced = Signal()
    trouble = Signal(str, str, str)

    def __init__(
        self,
        console: Console,
        bridge: Bridge,
        tasks: Tasks,
        opener: Opener,
        on_accounts: AccountActions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._console = console
        self._bridge = bridge
        self._tasks = tasks
        self._opener = opener
        self._on_accounts = on_accounts
        self._account_id: str | None = None
        self._layout: dict[str, str] = {}
        """How pages that are not built yet were left, the last time."""
        self.unread = Unread(console, bridge, tasks, self)
        self._sampler = Sampler()
        self._unsubscribe = console.subscribe(self._sampler.heard)

    def page(self, name: str) -> QWidget:
        """The page of that name (one of NAMES), built if need be."""
        page: QWidget = getattr(self, name)
        return page

    def _has(self, name: str) -> bool:
        """Whether it is built: a cached property is an attribute from then on."""
        return name in self.__dict__

    def _settle(self, page: _Page) -> _Page:
        self.built.emit(page)
        return page

    # The pages.

    @cached_property
    def welcome(self) -> WelcomePage:
        """What the first start shows."""
        from ycloud_console.ui.accounts.welcome import WelcomePage

        page = WelcomePage()
        self._on_accounts.adopt(page)
        return self._settle(page)

    @cached_property
    def inbox(self) -> InboxPage:
        from ycloud_console.ui.inbox.page import InboxPage

        page = InboxPage(self._console, self._bridge, self._tasks, self.unread)
        page.reply_wanted.connect(self.reply_wanted)
        page.decode_wanted.connect(self.decode_wanted)
        page.restore_layout(self._layout)
        return self._settle(page)

    @cached_property
    def monitor(self) -> MonitorPage:
        from ycloud_console.ui.monitor.page import MonitorPage

        page = MonitorPage(self._console, self._bridge, self._tasks, self._sampler)
        page.set_account(self._account_id)
        page.filter_wanted.connect(self.filter_wanted)
        page.full_screen_wanted.connect(self.full_screen_wanted)
        page.restore_layout(self._layout)
        return self._settle(page)

    @cached_property
    def decoder(self) -> DecoderPage:
        from ycloud_console.ui.decoder.page import DecoderPage

        page = DecoderPage(self._tasks)
        page.restore_layout(self._layout)
        return self._settle(page)

    @cached_property
    def protocol(self) -> ProtocolPage:
        from ycloud_console.ui.protocol.page import ProtocolPage

        page = ProtocolPage(self._console, self._tasks)
        page.message_wanted.connect(self.message_wanted)
        page.trouble.connect(self.trouble)
        page.set_view(_view())
        page.restore_layout(self._layout)
        return self._settle(page)

    @cached_property
    def settings(self) -> SettingsPage:
        from ycloud_console.ui.settings.page import SettingsPage

        page = SettingsPage(self._console, self._tasks, self._opener)
        page.show_values(hidden())
        page.preference_chosen.connect(self.preference_chosen)
        page.sandbox.changed.connect(self.faults_changed)
        page.history.replaced.connect(self.history_replaced)
        self._on_accounts.serve(page.accounts)
        return self._settle(page)

    # What the window tells: those that are built yet; the others read it when they are.

    def set_account(self, account_id: str | None) -> None:
        """The account that the window shows."""
        self._account_id = account_id
        if self._has("monitor"):
            self.monitor.set_account(account_id)

    def refresh_accounts(self) -> None:
        """Accounts were added, changed or removed."""
        if self._has("settings"):
            self.settings.refresh()

    def show_status(self, account_id: str, status: LinkStatus) -> None:
        """The state of a link."""
        if self._has("settings"):
            self.settings.accounts.show_status(account_id, status)

    def masking_changed(self) -> None:
        """Texts or numbers are hidden, or shown again."""
        if self._has("protocol"):
            self.protocol.set_view(_view())
        if self._has("settings"):
            self.settings.show_values(hidden())

    def read_anew(self) -> None:
        """The history is another one now."""
        self.unread.count_again()
        if self._has("inbox"):
            self.inbox.reload()
        if self._has("monitor"):
            self.monitor.reload()

    def layout_state(self) -> dict[str, str]:
        """How each page was left: now, or the last time that it was shown."""
        state = dict(self._layout)
        for page in self._laid_out():
            state.update(page.layout_state())
        return state | self.unread.layout_state()

    def restore_layout(self, state: dict[str, str]) -> None:
        """Leave each page as it was, at once or when it is built."""
        self._layout = {key: kept for key, kept in state.items() if key.split(".")[0] in _WITH_LAYOUT}
        self.unread.restore_layout(state)
        for page in self._laid_out():
            page.restore_layout(state)

    def _laid_out(self) -> list[RemembersLayout]:
        return [self.__dict__[name] for name in _WITH_LAYOUT if self._has(name)]

    def close_down(self) -> None:
        """Begin nothing more."""
        self._unsubscribe()
        self.unread.close_down()
        for name in ("inbox", "monitor", "protocol"):
            if self._has(name):
                self.__dict__[name].close_down()


def hidden() -> dict[str, bool]:
    """What is hidden, as the preferences have it."""
    mask = Masking.current().mask
    return {"hide_texts": mask.texts, "hide_numbers": mask.numbers}


def _view() -> TraceView:
    mask = Masking.current().mask
    return TraceView(hide_texts=mask.texts, hide_numbers=mask.numbers)
