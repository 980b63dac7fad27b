"""The left rail: the pages there are."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from ycloud_console.ui.choice import Choice
from ycloud_console.ui.widgets import label, set_icon

_MOST = 99
"""More is written as 99+."""


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
        self._captions: dict[str, str] = {}
        self._badges: dict[str, QLabel] = {}
        self._group = Choice(self)
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
        self._group.add(made)
        self._buttons[name] = made
        self._icons[name] = icon_name
        self._captions[name] = caption
        (self._bottom if at_bottom else self._top).addWidget(made)
        made.setChecked(len(self._buttons) == 1)
        self._show(name)

    def set_badge(self, name: str, count: int) -> None:
        """How much is new on that page; 0: nothing is."""
        made = self._buttons[name]
        badge = self._badges.get(name)
        if badge is None:
            badge = self._badges[name] = label("", "badge", parent=made)
            badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
            badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        badge.setText(str(count) if count <= _MOST else f"{_MOST}+")
        badge.adjustSize()
        badge.move(made.width() - badge.width() - 6, 4)
        badge.setVisible(count > 0)
        caption = self._captions[name]
        said = self.tr("{page}, {count} new").format(page=caption, count=count)
        made.setAccessibleName(said if count else caption)

    @property
    def captions(self) -> dict[str, str]:
        """The pages from top to bottom: name and caption."""
        return dict(self._captions)

    @property
    def current(self) -> str:
        return next(name for name, made in self._buttons.items() if made.isChecked())

    def choose(self, name: str) -> None:
        """Show *name* as chosen; says nothing."""
        self._buttons[name].setChecked(True)

    def _show(self, name: str) -> None:
        made = self._buttons[name]
        set_icon(made, self._icons[name], "info" if made.isChecked() else "text_muted", 22)
