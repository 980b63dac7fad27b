"""The left rail: the pages there are."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from ycloud_console.ui.widgets import set_icon


class Rail(QFrame):
    """One button a page, exactly one of them chosen.

    Signals:
        chosen(str): The name of the page that is wanted.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setFixedWidth(84)
        self._buttons: dict[str, QToolButton] = {}
        self._icons: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._top = QVBoxLayout()
        self._top.setSpacing(6)
        self._bottom = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(7, 12, 7, 12)
        column.addLayout(self._top)
        column.addStretch(1)
        column.addLayout(self._bottom)

    def add(self, name: str, caption: str, icon_name: str, *, at_bottom: bool = False) -> None:
        """A page called *name*; the first one added is chosen."""
        made = QToolButton()
        made.setProperty("role", "railitem")
        made.setText(caption)
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFixedSize(QSize(70, 56))
        made.setAccessibleName(caption)
        made.toggled.connect(lambda _checked: self._show(name))
        made.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(made)
        self._buttons[name] = made
        self._icons[name] = icon_name
        (self._bottom if at_bottom else self._top).addWidget(made)
        made.setChecked(len(self._buttons) == 1)
        self._show(name)

    @property
    def current(self) -> str:
        return next(name for name, made in self._buttons.items() if made.isChecked())

    def choose(self, name: str) -> None:
        """Show *name* as chosen; says nothing."""
        self._buttons[name].setChecked(True)

    def _show(self, name: str) -> None:
        made = self._buttons[name]
        set_icon(made, self._icons[name], "info" if made.isChecked() else "text_muted", 22)
