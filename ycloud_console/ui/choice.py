"""Buttons of which one is chosen, as one stop of the Tab key: the arrow keys go from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QButtonGroup


class Choice(QButtonGroup):
    """An exclusive group whose chosen button is the one that Tab comes to, from the beginning.

    Qt sees to it by itself, but not before one of them had the focus: a page that was shown a first time had
    the ring on its first button, whichever was chosen.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setExclusive(True)
        self.buttonToggled.connect(self._toggled)

    def add(self, button: QAbstractButton) -> None:
        """One more to choose from; it may be chosen already."""
        self.addButton(button)
        self._toggled(button, button.isChecked())

    def _toggled(self, button: QAbstractButton, checked: bool) -> None:
        by_tab, policy = Qt.FocusPolicy.TabFocus, button.focusPolicy()
        button.setFocusPolicy(policy | by_tab if checked else policy & ~by_tab)
