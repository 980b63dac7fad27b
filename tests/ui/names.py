"""What every page owes to those who work with the keyboard or a screen reader."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def nameless(page: QWidget) -> list[QWidget]:
    """The widgets of *page* that can have the focus and have no name that a screen reader could say."""
    return [
        part
        for part in page.findChildren(QWidget)
        if part.window() is page.window()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not part.accessibleName()
        and not (isinstance(part, QAbstractButton | QLabel) and part.text())
    ]
