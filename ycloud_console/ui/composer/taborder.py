"""Where fields that come later stand in the order of Tab."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def place_before(anchor: QWidget, widgets: Sequence[QWidget]) -> None:
    """Tab goes through *widgets* just before *anchor*.

    A new widget is behind everything else in its window, and Qt takes only those as neighbours that can have
    the focus.
    """
    before = anchor
    while True:
        before = before.previousInFocusChain() or anchor
        if before is anchor or (before not in widgets and _takes_tab(before)):
            break
    for widget in widgets:
        QWidget.setTabOrder(before, widget)
        before = widget


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
