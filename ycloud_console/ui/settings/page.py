"""The settings page: how the window looks and speaks, and the accounts."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.ui.widgets import Field, button, card, label, line


class SettingsPage(QScrollArea):
    """Preferences that hold at once, and the list of accounts.

    Signals:
        theme_chosen(str): "system", "light" or "dark".
        language_chosen(str): "system", "en" or "zh_CN".
        add_wanted(), edit_wanted(str), remove_wanted(str): About accounts.
    """

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    add_wanted = Signal()
    edit_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._look_card())
        column.addWidget(self._accounts_card())
        column.addWidget(self._folder_card())
        column.addStretch(1)
        self.setWidget(inner)
        self.refresh()

    def refresh(self) -> None:
        """Show the accounts there are now."""
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        accounts = self._console.settings.accounts
        for index, account in enumerate(accounts):
            if index:
                self._list.addWidget(line())
            self._list.addWidget(self._row(account))
        if not accounts:
            self._list.addWidget(label(self.tr("No account yet."), "caption"))

    def show_choices(self, theme: str, language: str) -> None:
        """Show these as chosen; says nothing."""
        for combo, value in ((self.theme, theme), (self.language, language)):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(combo.findData(value))

    def _look_card(self) -> QFrame:
        preferences = self._console.settings.preferences
        self.theme = QComboBox()
        for value, words in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme.addItem(words, value)
        self.theme.setCurrentIndex(self.theme.findData(preferences.theme))
        self.theme.currentIndexChanged.connect(lambda _: self.theme_chosen.emit(self.theme.currentData()))
        self.language = QComboBox()
        self.language.addItem(self.tr("As the system"), "system")
        # Each language in its own words, so that who reads only one finds it.
        self.language.addItem("English", "en")
        self.language.addItem("简体中文", "zh_CN")
        self.language.setCurrentIndex(self.language.findData(preferences.language))
        self.language.currentIndexChanged.connect(
            lambda _: self.language_chosen.emit(self.language.currentData())
        )
        made, column = _titled(self.tr("Appearance"))
        row = QHBoxLayout()
        row.setSpacing(16)
        for caption, combo in ((self.tr("Theme"), self.theme), (self.tr("Language"), self.language)):
            combo.setMinimumWidth(200)
            row.addWidget(Field(caption, combo))
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _accounts_card(self) -> QFrame:
        made, column = _titled(self.tr("Accounts"))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        self.add_button = button(self.tr("Add account…"))
        self.add_button.clicked.connect(self.add_wanted)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)
        return made

    def _row(self, account: Account) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(account.name))
        tls = self.tr("TLS") if account.tls else self.tr("not encrypted")
        where = f"{account.system_id} · {account.host}:{account.port} · {tls}"
        words.addWidget(label(where, "caption", selectable=True))
        row.addLayout(words, 1)
        edit = button(self.tr("Edit…"))
        edit.setAccessibleName(self.tr("Edit {account}").format(account=account.name))
        edit.clicked.connect(lambda: self.edit_wanted.emit(account.id))
        remove = button(self.tr("Remove…"))
        remove.setAccessibleName(self.tr("Remove {account}").format(account=account.name))
        remove.clicked.connect(lambda: self.remove_wanted.emit(account.id))
        row.addWidget(edit)
        row.addWidget(remove)
        return made

    def _folder_card(self) -> QFrame:
        made, column = _titled(self.tr("Data folder"))
        column.addWidget(label(str(self._console.home), "mono", selectable=True, wrap=True))
        explanation = self.tr(
            "Settings and history are kept here, passwords never: they are in the keychain, "
            "or, where there is none, in memory until the program ends."
        )
        column.addWidget(label(explanation, "caption", wrap=True))
        return made


def _titled(title: str) -> tuple[QFrame, QVBoxLayout]:
    made = card()
    column = QVBoxLayout(made)
    column.setContentsMargins(20, 16, 20, 18)
    column.setSpacing(10)
    column.addWidget(label(title, "heading"))
    return made, column
