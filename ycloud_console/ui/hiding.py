"""What says that texts and numbers are hidden, and switches it: the eye in the top bar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton

from ycloud_console.sms.masking import Mask
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.widgets import set_icon, set_property

_SIZE = 20
"""Pixels of the icon, as of its neighbours."""


def hidden_words(mask: Mask) -> str:
    """What is hidden, in a sentence; empty when nothing is."""
    translate = QCoreApplication.translate
    if mask.texts and mask.numbers:
        return translate("Hiding", "Texts and numbers are hidden")
    if mask.texts:
        return translate("Hiding", "Texts are hidden")
    return translate("Hiding", "Numbers are hidden") if mask.numbers else ""


class HidingButton(QToolButton):
    """An open eye; while something is hidden a closed one that stands out, with a word if there is room."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self._has_room = True
        self.setProperty("role", "toggle")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(action.trigger)
        Masking.current().changed.connect(self.refresh)
        self.refresh()

    def show_word(self, has_room: bool) -> None:
        """Have the word beside the eye, or the eye alone."""
        if has_room != self._has_room:
            self._has_room = has_room
            self.refresh()

    def refresh(self) -> None:
        """Show what is hidden now."""
        mask = Masking.current().mask
        self.setChecked(mask.is_on)
        self.setText(self.tr("Hidden") if mask.is_on and self._has_room else "")
        set_property(self, "tone", "warning" if mask.is_on else "neutral")
        name = "ph.eye-slash-fill" if mask.is_on else "ph.eye"
        set_icon(self, name, "warning" if mask.is_on else "text_muted", _SIZE)
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        words = hidden_words(mask)
        show = self.tr("{what}. Show them ({keys})").format(what=words, keys=keys)
        self.setToolTip(show if words else f"{self._action.text()} ({keys})")
        self.setAccessibleName(self.toolTip())
