"""Cards of the settings page that only show and open: where the data is, and what the program is made of."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ycloud_console.console import Console
from ycloud_console.ui.logs import folder_of_logs
from ycloud_console.ui.opening import Opener
from ycloud_console.ui.widgets import Role, button, card, label
from ycloud_console.versions import versions


def titled(title: str) -> tuple[QFrame, QVBoxLayout]:
    """A card with its title, and the column below it."""
    made = card()
    return made, column_in(made, title)


def column_in(made: QFrame, title: str) -> QVBoxLayout:
    """The column of the card *made*, begun with its title."""
    column = QVBoxLayout(made)
    column.setContentsMargins(20, 16, 20, 18)
    column.setSpacing(10)
    column.addWidget(label(title, "heading"))
    return column


class FolderCard(QFrame):
    """The data folder: its path, and the way there."""

    def __init__(self, console: Console, opener: Opener) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._home = console.home
        column = column_in(self, self.tr("Data folder"))
        column.addWidget(label(str(self._home), "mono", selectable=True, wrap=True))
        explanation = self.tr(
            "Settings and history are kept here, passwords never: they are in the keychain, "
            "or, where there is none, in memory until the program ends."
        )
        column.addWidget(label(explanation, "caption", wrap=True))
        self.open_button = button(self.tr("Open folder"))
        self.open_button.clicked.connect(lambda: opener.open(self._home))
        self.logs_button = button(self.tr("Open log folder"))
        self.logs_button.clicked.connect(lambda: opener.open(folder_of_logs(self._home)))
        foot = QHBoxLayout()
        foot.addWidget(self.open_button)
        foot.addWidget(self.logs_button)
        foot.addStretch(1)
        column.addLayout(foot)


class AboutCard(QFrame):
    """Which versions run here, to be copied for whoever asks."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = column_in(self, self.tr("About"))
        self._versions = versions()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (name, number) in enumerate(self._versions):
            roles: tuple[Role, Role] = ("caption", "")
            for place, (text, role) in enumerate(zip((name, number), roles, strict=True)):
                grid.addWidget(label(text, role, selectable=bool(place), wrap=bool(place)), row, place)
        column.addLayout(grid)
        self.copy_button = button(self.tr("Copy"))
        self.copy_button.setAccessibleName(self.tr("Copy the versions"))
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        foot = QHBoxLayout()
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        column.addLayout(foot)

    def text(self) -> str:
        """One line each."""
        return "\n".join(f"{name}: {number}" for name, number in self._versions)
