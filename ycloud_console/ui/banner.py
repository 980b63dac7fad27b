"""The strip above a page for what needs the operator: one notice a subject, never in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ycloud_console.ui.widgets import Tone, button, icon_button, label, set_icon, set_property

_ICONS = {
    "info": "ph.info",
    "success": "ph.check-circle",
    "warning": "ph.warning",
    "danger": "ph.warning-circle",
}


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a notice."""

    text: str
    slot: Callable[[], object]


class _Strip(QFrame):
    """One notice, on one row while it fits: sign, words, buttons, and a cross where it may be put away."""

    def __init__(self, on_dismiss: Callable[[], None] | None) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._sign = QLabel()
        self._title = label("", "heading", selectable=True)
        self._sentence = label("", wrap=True, selectable=True)
        self._actions: list[Action] = []
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        row.addLayout(self._buttons)
        self._cross: QWidget | None = None
        if on_dismiss is not None:
            cross = self._cross = icon_button("ph.x", self.tr("Put this notice away"))
            cross.clicked.connect(on_dismiss)
            row.addWidget(cross)

    @property
    def text(self) -> str:
        return f"{self._title.text()} {self._sentence.text()}".strip()

    def say(self, tone: Tone, title: str, sentence: str, actions: Sequence[Action]) -> None:
        set_property(self, "tone", tone)
        set_icon(self._sign, _ICONS[tone], tone, 20)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(self.text)
        if [action.text for action in actions] != [action.text for action in self._actions]:
            self._build_buttons(actions)
        self._actions = list(actions)

    def _build_buttons(self, actions: Sequence[Action]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for index, action in enumerate(actions):
            made = button(action.text)
            made.clicked.connect(lambda _checked=False, index=index: self._actions[index].slot())
            self._buttons.addWidget(made)
            if self._cross is not None:
                # After the actions, though it was made before them: each goes before it in turn.
                QWidget.setTabOrder(made, self._cross)


class Banner(QWidget):
    """Notices by subject; saying something about a subject again replaces what stood there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strips: dict[str, _Strip] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(
        self,
        subject: str,
        tone: Tone,
        title: str,
        sentence: str = "",
        actions: Sequence[Action] = (),
        *,
        can_dismiss: bool = True,
    ) -> None:
        """Show a notice about *subject*."""
        strip = self._strips.get(subject)
        if strip is None:
            strip = _Strip((lambda: self.clear(subject)) if can_dismiss else None)
            self._strips[subject] = strip
            self._column.addWidget(strip)
        strip.say(tone, title, sentence, actions)
        self.show()

    def clear(self, subject: str) -> None:
        """Take the notice about *subject* away, if there is one."""
        strip = self._strips.pop(subject, None)
        if strip is not None:
            strip.hide()
            strip.deleteLater()
        self.setVisible(bool(self._strips))

    def text(self, subject: str) -> str:
        """What is said about *subject*; empty: nothing."""
        strip = self._strips.get(subject)
        return strip.text if strip else ""
