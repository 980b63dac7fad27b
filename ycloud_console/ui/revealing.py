"""The button that shows one message while texts and numbers are hidden."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ycloud_console.sms.masking import Mask
from ycloud_console.ui.masking import NOTHING, Masking
from ycloud_console.ui.widgets import button, set_icon


class Reveal(QObject):
    """Whether the message of a pane is shown all the same. It is until another is chosen.

    Attributes:
        button: There while something is hidden.

    Signals:
        changed(): the message is to be shown anew.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reveals = False
        self.button = button("")
        self.button.clicked.connect(self._toggle)
        Masking.current().changed.connect(self._masking_changed)
        self._dress()

    @property
    def mask(self) -> Mask:
        """What is hidden of the message."""
        return NOTHING if self._reveals else Masking.current().mask

    def begin_again(self) -> None:
        """Hide again: whoever calls this shows another message now."""
        if self._reveals:
            self._reveals = False
            self._dress()

    def _masking_changed(self) -> None:
        self._reveals = False
        self._dress()
        self.changed.emit()

    def _toggle(self) -> None:
        self._reveals = not self._reveals
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        if self._reveals:
            self.button.setText(self.tr("Hide"))
            self.button.setToolTip(self.tr("Hide text and number of this message again"))
        else:
            self.button.setText(self.tr("Show"))
            self.button.setToolTip(self.tr("Show text and number of this message, until another is chosen"))
        self.button.setAccessibleName(self.button.toolTip())
        set_icon(self.button, "ph.eye-slash" if self._reveals else "ph.eye")
        self.button.setVisible(Masking.current().mask.is_on)
