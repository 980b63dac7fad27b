"""The top bar: the product, the account, its one truthful state, bind or unbind, and the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from ycloud_console.accounts import Account
from ycloud_console.smpp.model import LinkState, LinkStatus
from ycloud_console.ui.linkwords import pill, state_time
from ycloud_console.ui.moments import now
from ycloud_console.ui.widgets import button, icon, icon_button, label, set_icon, set_property

_DOTS = {
    "success": "ph.check-circle-fill",
    "warning": "ph.warning-fill",
    "danger": "ph.x-circle-fill",
    "info": "ph.circle-dashed",
    "neutral": "ph.circle",
}
_TOOL = 20
"""Pixels of the icons at the right end."""
_ROOMY = 1200
"""Pixels of the bar from which on a button may have a word beside its icon."""
_CHOOSER_EXTRA = 66
"""Pixels beside the text: borders, paddings and the arrow."""
_OPEN = frozenset({LinkState.CLOSED, LinkState.REFUSED})
"""States in which the button says Bind; in all others it ends the link or the attempt."""


class StatePill(QFrame):
    """An account's state: sign, words and colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pill")
        self._dot = QLabel()
        self._text = label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(6)
        self.setFixedHeight(26)
        row.addWidget(self._dot)
        row.addWidget(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_status(self, status: LinkStatus, binds: int) -> None:
        what = pill(status, binds)
        self._text.setText(what.text)
        set_property(self, "tone", what.tone)
        set_icon(self._dot, _DOTS[what.tone], what.tone if what.tone != "neutral" else "text_muted", 14)
        self.setAccessibleName(what.text)


class Chooser(QComboBox):
    """A combo box as wide as its text, which ends in … where it does not fit."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        text = self.fontMetrics().horizontalAdvance(self.currentText())
        return QSize(text + _CHOOSER_EXTRA, hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        style = self.style()
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        # The style keeps a pixel on either side.
        text = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room - 4)
        option.currentText = text
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class SearchField(QLineEdit):
    """A search field that Esc clears."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class TopBar(QFrame):
    """What stands above every page.

    Signals:
        account_chosen(str): Another account was chosen; its ID.
        add_wanted(), edit_wanted(str), remove_wanted(str), sandbox_wanted(): From the account menu.
        bind_wanted(str), unbind_wanted(str): The button; the account's ID.
        search_wanted(str): What to search for; empty: nothing.
        roomy_changed(bool): Whether there is room for words beside the icons.
    """

    account_chosen = Signal(str)
    add_wanted = Signal()
    edit_wanted = Signal(str)
    remove_wanted = Signal(str)
    sandbox_wanted = Signal()
    bind_wanted = Signal(str)
    unbind_wanted = Signal(str)
    search_wanted = Signal(str)
    roomy_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "topbar")
        self._accounts: dict[str, Account] = {}
        self._kept: frozenset[str] = frozenset()
        self._status = LinkStatus(LinkState.CLOSED)
        self._build()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._show_time)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.roomy_changed.emit(event.size().width() >= _ROOMY)

    # What it shows.

    def set_accounts(self, accounts: Sequence[Account], chosen: str, *, kept: frozenset[str]) -> None:
        """Offer *accounts*, with *chosen* shown; only those whose ID is in *kept* can be edited."""
        self._accounts = {account.id: account for account in accounts}
        self._kept = kept
        with QSignalBlocker(self.chooser):
            self.chooser.clear()
            for account in accounts:
                self.chooser.addItem(f"{account.name}  ·  {account.host}:{account.port}", account.id)
            self.chooser.setCurrentIndex(self.chooser.findData(chosen))
        self.chooser.updateGeometry()
        has_any = bool(accounts)
        for widget in (self.chooser, self.pill, self.time, self.bind_button, self.search, self.menu_button):
            widget.setVisible(has_any)

    @property
    def account_id(self) -> str:
        """The chosen account's ID; empty when there is none."""
        return str(self.chooser.currentData() or "")

    def show_status(self, status: LinkStatus) -> None:
        """The state of the chosen account."""
        self._status = status
        account = self._accounts.get(self.account_id)
        self.pill.show_status(status, account.binds if account else 1)
        is_open = status.state in _OPEN
        if is_open:
            self.bind_button.setText(self.tr("Bind"))
        elif status.is_bound:
            self.bind_button.setText(self.tr("Unbind"))
        else:
            self.bind_button.setText(self.tr("Stop"))
        self._let_bind(status.state is not LinkState.UNBINDING)
        set_property(self.bind_button, "kind", "primary" if is_open else "plain")
        self._show_time()
        if status.state in (LinkState.BOUND, LinkState.WAITING):
            self._second.start()
        else:
            self._second.stop()

    def _let_bind(self, enabled: bool) -> None:
        """Qt gives the focus of what is disabled to the next field, the search: keep it here meanwhile."""
        focused = self.window().focusWidget()
        if not enabled and focused is self.bind_button:
            self.setFocus()
        self.bind_button.setEnabled(enabled)
        if enabled and focused is self:
            self.bind_button.setFocus()

    def add_toggle(self, action: QAction, icon_name: str) -> None:
        """A button at the right end that shows whether *action* is on, and turns it on and off."""
        made = icon_button(icon_name, _with_keys(action))
        set_icon(made, icon_name, size=_TOOL)
        made.setProperty("role", "toggle")
        made.setCheckable(True)
        made.setChecked(action.isChecked())
        made.clicked.connect(action.trigger)
        action.toggled.connect(made.setChecked)
        action.enabledChanged.connect(made.setVisible)
        self._tools.addWidget(made)
        made.setVisible(action.isEnabled())

    def add_tool(self, tool: QToolButton) -> None:
        """One more button at the right end, which looks after itself."""
        self._tools.addWidget(tool)

    def tools(self) -> list[QWidget]:
        """The buttons at the right end, from the left."""
        items = [self._tools.itemAt(number) for number in range(self._tools.count())]
        return [tool for item in items if item is not None and (tool := item.widget()) is not None]

    def add_menu(self, fill: Callable[[QMenu], None]) -> None:
        """The button of the main menu, last of all; *fill* adds the entries each time it opens."""
        made = self.main_menu_button = icon_button("ph.list", self.tr("Menu"))
        set_icon(made, "ph.list", size=_TOOL)
        made.clicked.connect(lambda: self._open_main_menu(fill))
        self._tools.addWidget(made)

    def _open_main_menu(self, fill: Callable[[QMenu], None]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill(menu)
        below = self.main_menu_button.rect().bottomRight()
        menu.popup(self.main_menu_button.mapToGlobal(below) - QPoint(menu.sizeHint().width(), -2))

    def toggle_bind(self) -> None:
        """As a click on the button."""
        if self.bind_button.isVisible() and self.bind_button.isEnabled():
            self._bind_clicked()

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _show_time(self) -> None:
        self.time.setText(state_time(self._status, now()))

    # What is done with it.

    def _chosen(self, _index: int) -> None:
        self.chooser.updateGeometry()
        self.account_chosen.emit(self.account_id)

    def _bind_clicked(self) -> None:
        if self._status.state in _OPEN:
            self.bind_wanted.emit(self.account_id)
        else:
            self.unbind_wanted.emit(self.account_id)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self._accounts.get(self.account_id)
        can_edit = chosen is not None and chosen.id in self._kept
        edit = menu.addAction(icon("ph.pencil-simple"), self.tr("Edit account…"))
        edit.setEnabled(can_edit)
        edit.triggered.connect(lambda: self.edit_wanted.emit(self.account_id))
        remove = menu.addAction(icon("ph.trash"), self.tr("Remove account…"))
        remove.setEnabled(can_edit)
        remove.triggered.connect(lambda: self.remove_wanted.emit(self.account_id))
        menu.addSeparator()
        menu.addAction(icon("ph.plus"), self.tr("Add account…")).triggered.connect(self.add_wanted)
        sandbox = menu.addAction(icon("ph.flask"), self.tr("Open the sandbox"))
        sandbox.triggered.connect(self.sandbox_wanted)
        menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))

    # Building.

    def _build(self) -> None:
        self.setFixedHeight(52)
        product = label("YCloud Console", "heading")
        self.chooser = Chooser()
        self.chooser.setAccessibleName(self.tr("Account"))
        self.chooser.setToolTip(self.tr("The account to send from"))
        self.chooser.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.chooser.setMinimumWidth(130)
        self.chooser.setMaximumWidth(360)
        self.chooser.currentIndexChanged.connect(self._chosen)
        self.menu_button = icon_button("ph.dots-three-vertical", self.tr("Accounts: add, edit, remove"))
        self.menu_button.clicked.connect(self._open_menu)
        self.pill = StatePill()
        self.time = label("", "caption")
        self.bind_button = button("", "plain")
        self.bind_button.setMinimumWidth(76)
        self.bind_button.clicked.connect(self._bind_clicked)
        self.search = SearchField()
        self.search.setAccessibleName(self.tr("Search the deliveries"))
        self.search.setPlaceholderText(self.tr("Search number, text or message ID  (Ctrl+F)"))
        self.search.addAction(icon("ph.magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(84)
        self.search.setMaximumWidth(320)
        self.search.textChanged.connect(self.search_wanted)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(product)
        row.addSpacing(10)
        row.addWidget(self.chooser)
        row.addWidget(self.menu_button)
        row.addSpacing(4)
        row.addWidget(self.pill)
        row.addWidget(self.time)
        row.addStretch()
        row.addWidget(self.bind_button)
        row.addSpacing(4)
        row.addWidget(self.search, 1)
        row.addLayout(self._tools)


def _with_keys(action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{action.text()} ({keys})"
