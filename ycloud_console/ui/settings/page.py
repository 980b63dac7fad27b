"""The settings page: how the window looks, speaks and calls; accounts; history; the sandbox; folders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.console import Console
from ycloud_console.ui.accounts.list import AccountList
from ycloud_console.ui.opening import Opener
from ycloud_console.ui.settings.cards import AboutCard, FolderCard, titled
from ycloud_console.ui.settings.historycard import HistoryCard
from ycloud_console.ui.settings.preferences import PreferenceEditors, appearance, notifications, privacy
from ycloud_console.ui.settings.sandboxcard import SandboxSettings
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import label

_READABLE = 760
"""Pixels of a column at most: longer lines are hard to read."""
_TWO_COLUMNS = 1100
"""Pixels of a page on which two columns stand side by side."""
_GAP = 12


class SettingsPage(QScrollArea):
    """Preferences that hold at once, and the list of accounts.

    Signals:
        preference_chosen(str, object): A field of Preferences and its new value.
    """

    preference_chosen = Signal(str, object)

    def __init__(self, console: Console, tasks: Tasks, opener: Opener) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._editors = PreferenceEditors(self)
        self._editors.chosen.connect(self.preference_chosen)
        self.accounts = AccountList(console, tasks)
        self.sandbox = SandboxSettings(console, tasks)
        self.folder = FolderCard(console, opener)
        self.history = HistoryCard(console, tasks, opener)
        self.about = AboutCard()
        self._arrange()
        self._editors.show_values(msgspec.to_builtins(console.settings.preferences))
        self.refresh()

    @property
    def theme(self) -> QComboBox:
        return self._editors.combo("theme")

    @property
    def language(self) -> QComboBox:
        return self._editors.combo("language")

    def values(self) -> dict[str, Any]:
        """The preferences as they are shown."""
        return self._editors.values()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show these preferences as chosen; says nothing."""
        self._editors.show_values(values)

    def box(self, key: str) -> QCheckBox:
        """The tick box of a preference."""
        return self._editors.box(key)

    def refresh(self) -> None:
        """Show the accounts there are now, and the sandbox as it is."""
        self.sandbox.refresh()
        self.accounts.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() >= _TWO_COLUMNS
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != way:
            self._columns.setDirection(way)

    # Building.

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "page")
        left = (
            *(self._look_card(), self._privacy_card(), self._accounts_card(), self._calls_card()),
            *(self.folder, self.about),
        )
        right = (self.history, self.sandbox)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(_GAP)
        for cards in (left, right):
            part = QWidget()
            part.setMaximumWidth(_READABLE)
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(_GAP)
            for each in cards:
                column.addWidget(each)
            column.addStretch(1)
            self._columns.addWidget(part, 1)
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(self._columns, 1)
        self.setWidget(inner)

    def _look_card(self) -> QFrame:
        made, column = titled(self.tr("Appearance"))
        column.addLayout(self._editors.make(appearance()))
        return made

    def _privacy_card(self) -> QFrame:
        made, column = titled(self.tr("Shared screens"))
        words = self.tr(
            "For when others look on. It holds for lists, details, tool tips, copies and exports; the eye at"
            " the top switches it. “Show” beside a message shows that one."
        )
        column.addWidget(label(words, "caption", wrap=True))
        column.addLayout(self._editors.make(privacy()))
        return made

    def _calls_card(self) -> QFrame:
        made, column = titled(self.tr("Notifications"))
        column.addLayout(self._editors.make(notifications()))
        return made

    def _accounts_card(self) -> QFrame:
        made, column = titled(self.tr("Accounts"))
        column.addWidget(self.accounts)
        return made
