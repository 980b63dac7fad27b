"""How a text is to be measured: the alphabet, and how a long message is marked."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.segments import LongMode
from ycloud_console.ui.widgets import label

_LONG_MODES = (LongMode.UDH8, LongMode.UDH16, LongMode.SAR, LongMode.PAYLOAD)


class TextChoices(NamedTuple):
    """As :func:`ycloud_console.sms.segments.split` takes them."""

    long_mode: LongMode = LongMode.UDH8
    alphabet: Alphabet | None = None
    """None: *default* if it has every character, else UCS-2."""
    default: Alphabet = Alphabet.GSM7


USUAL = TextChoices()

_ALPHABETS = {
    "auto": (None, Alphabet.GSM7),
    "Latin-1": (None, Alphabet.LATIN1),
    "ASCII": (None, Alphabet.ASCII),
    "GSM-7": (Alphabet.GSM7, Alphabet.GSM7),
    "UCS-2": (Alphabet.UCS2, Alphabet.GSM7),
}
"""Name of a choice -> alphabet and default."""


class ChoicesPanel(QWidget):
    """Two boxes.

    Signals:
        changed(): Something else was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.alphabet = QComboBox()
        words = {
            "auto": self.tr("Automatic: GSM-7, else UCS-2"),
            "Latin-1": self.tr("Latin-1, else UCS-2"),
            "ASCII": self.tr("ASCII, else UCS-2"),
            "GSM-7": self.tr("GSM-7 only"),
            "UCS-2": self.tr("UCS-2 only"),
        }
        for name in _ALPHABETS:
            self.alphabet.addItem(words[name], name)
        self.alphabet.setToolTip(
            self.tr("Latin-1 and ASCII are for accounts whose SMSC has them as its default alphabet.")
        )
        self.long_mode = QComboBox()
        for mode, said in zip(
            _LONG_MODES,
            (self.tr("8-bit UDH"), self.tr("16-bit UDH"), self.tr("SAR fields"), "message_payload"),
            strict=True,
        ):
            self.long_mode.addItem(said, mode.value)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        captions = ((self.tr("Alphabet"), self.alphabet), (self.tr("Long messages"), self.long_mode))
        for row, (said, box) in enumerate(captions):
            caption = label(said, "caption")
            caption.setBuddy(box)
            box.setAccessibleName(said)
            grid.addWidget(caption, row, 0)
            grid.addWidget(box, row, 1)
            box.currentIndexChanged.connect(self.changed)

    @property
    def choices(self) -> TextChoices:
        alphabet, default = _ALPHABETS[self.alphabet.currentData()]
        return TextChoices(_LONG_MODES[self.long_mode.currentIndex()], alphabet, default)

    def state(self) -> dict[str, str]:
        """What is chosen, to be given to :meth:`restore`."""
        return {"alphabet": self.alphabet.currentData(), "long_mode": self.long_mode.currentData()}

    def restore(self, state: dict[str, str]) -> None:
        """Choose what was chosen then; what is not known is left."""
        for box, name in ((self.alphabet, "alphabet"), (self.long_mode, "long_mode")):
            box.setCurrentIndex(max(0, box.findData(state.get(name, ""))))
