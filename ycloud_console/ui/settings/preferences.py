"""What the operator may choose for the window: each preference declared once, and the editors made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ycloud_console.ui.widgets import Field, label

_LEAST = 180
"""Pixels of a list."""
_INDENT = 24
"""Pixels from a tick box to its words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values; *key* is the field of :class:`~ycloud_console.accounts.Preferences`."""

    key: str
    words: str
    values: tuple[tuple[str, str], ...]
    """Value and its words."""


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off; *key* as in :class:`Choice`."""

    key: str
    words: str
    help: str


def appearance() -> tuple[Choice | Switch, ...]:
    """How the window looks and speaks."""
    translate = QCoreApplication.translate
    as_system = translate("Preferences", "As the system")
    light, dark = translate("Preferences", "Light"), translate("Preferences", "Dark")
    themes = (("system", as_system), ("light", light), ("dark", dark))
    # Each language in its own words, so that who reads only one finds it.
    tongues = (("system", as_system), ("en", "English"), ("zh_CN", "简体中文"))
    return (
        Choice("theme", translate("Preferences", "Theme"), themes),
        Choice("language", translate("Preferences", "Language"), tongues),
        Switch(
            "high_contrast",
            translate("Preferences", "High contrast"),
            translate("Preferences", "Stronger text and borders, in light and in dark."),
        ),
    )


def privacy() -> tuple[Switch, ...]:
    """What the window hides while somebody else looks at it."""
    translate = QCoreApplication.translate
    return (
        Switch(
            "hide_texts",
            translate("Preferences", "Hide texts"),
            translate("Preferences", "Of each message only how long it is. What you write stays visible."),
        ),
        Switch(
            "hide_numbers",
            translate("Preferences", "Hide numbers"),
            translate(
                "Preferences",
                "Only the last four digits are shown. A number inside a text is a part of the text.",
            ),
        ),
    )


def notifications() -> tuple[Switch, ...]:
    """How the window calls when nobody looks at it."""
    translate = QCoreApplication.translate
    tray = translate(
        "Preferences", "When a link is lost or messages fail. Once for each change, never for each message."
    )
    return (
        Switch("tray", translate("Preferences", "Tell me while the window is hidden or behind others"), tray),
        Switch(
            "sound",
            translate("Preferences", "With a sound"),
            translate("Preferences", "The system's alert sound, for the same news."),
        ),
    )


class PreferenceEditors(QObject):
    """The editors of some preferences, made from their declarations.

    Signals:
        chosen(str, object): The operator chose another value: key and value.
    """

    chosen = Signal(str, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._combos: dict[str, QComboBox] = {}
        self._boxes: dict[str, QCheckBox] = {}

    def make(self, declared: tuple[Choice | Switch, ...]) -> QVBoxLayout:
        """The editors for *declared*: lists side by side, switches below them."""
        column = QVBoxLayout()
        column.setSpacing(10)
        lists = QHBoxLayout()
        lists.setSpacing(16)
        for each in declared:
            if isinstance(each, Choice):
                lists.addWidget(self._list(each), 1)
        if lists.count():
            column.addLayout(lists)
        for each in declared:
            if isinstance(each, Switch):
                column.addWidget(self._switch(each))
        return column

    def combo(self, key: str) -> QComboBox:
        """The list of the choice with that *key*."""
        return self._combos[key]

    def box(self, key: str) -> QCheckBox:
        """The tick box of the switch with that *key*."""
        return self._boxes[key]

    def values(self) -> dict[str, Any]:
        """What is shown as chosen, by key."""
        chosen: dict[str, Any] = {key: combo.currentData() for key, combo in self._combos.items()}
        return chosen | {key: box.isChecked() for key, box in self._boxes.items()}

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show these as chosen; says nothing. A key that is missing leaves its editor as it is."""
        for key, combo in self._combos.items():
            if key in values:
                with QSignalBlocker(combo):
                    combo.setCurrentIndex(combo.findData(values[key]))
        for key, box in self._boxes.items():
            if key in values:
                with QSignalBlocker(box):
                    box.setChecked(bool(values[key]))

    def _list(self, declared: Choice) -> QWidget:
        combo = QComboBox()
        combo.setMinimumWidth(_LEAST)
        for value, words in declared.values:
            combo.addItem(words, value)
        combo.currentIndexChanged.connect(lambda _: self.chosen.emit(declared.key, combo.currentData()))
        self._combos[declared.key] = combo
        return Field(declared.words, combo)

    def _switch(self, declared: Switch) -> QWidget:
        box = QCheckBox(declared.words)
        box.setAccessibleDescription(declared.help)
        box.toggled.connect(lambda on: self.chosen.emit(declared.key, on))
        self._boxes[declared.key] = box
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(box)
        below = label(declared.help, "caption", wrap=True)
        below.setContentsMargins(_INDENT, 0, 0, 0)
        column.addWidget(below)
        return made
