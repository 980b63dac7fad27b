"""Small fields above the text, one for each placeholder in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ycloud_console.ui.composer.taborder import place_before
from ycloud_console.ui.widgets import Field, button


class PlaceholderFields(QWidget):
    """A field for each placeholder; not there when the text has none.

    What was filled in for a name is kept while the text is edited, also when the name is gone for a moment.

    Signals:
        changed: A value is another, or whether braces are placeholders at all.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, str] = {}
        self._fields: dict[str, Field] = {}
        self._editors: dict[str, QLineEdit] = {}
        self._is_literal = False
        self._names: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self.literal_link = button("", "link")
        self.literal_link.clicked.connect(self._toggle_literal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid)
        column.addWidget(self.literal_link, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def is_literal(self) -> bool:
        """Whether ``{word}`` is sent as it stands."""
        return self._is_literal

    def values(self) -> dict[str, str]:
        """What was filled in, also for a name that is gone from the text."""
        return {name: value for name, value in self._values.items() if value}

    def set_values(self, values: Mapping[str, str], *, is_literal: bool = False) -> None:
        """Fill in these; a name that is not in the text yet gets its value when it comes."""
        self._values = dict(values)
        self._is_literal = is_literal
        for name, editor in self._editors.items():
            editor.setText(values.get(name, ""))
        self._rebuild(self._names)
        self.changed.emit()

    def show_names(self, names: Sequence[str]) -> None:
        """The text has these placeholders now."""
        if tuple(names) != self._names:
            self._rebuild(tuple(names))

    def show_unfilled(self, names: Sequence[str]) -> None:
        """Mark the fields that must be filled in before it can be sent; none takes the marks away."""
        for name, field in self._fields.items():
            field.set_fault(self.tr("Fill this in") if name in names else "")

    def first_of(self, names: Sequence[str]) -> QWidget:
        """Where to go to fill in the first of *names*."""
        return next((self._fields[name].input for name in names if name in self._fields), self.literal_link)

    def _rebuild(self, names: tuple[str, ...]) -> None:
        self._names = names
        wanted = () if self._is_literal else names
        for name in [name for name in self._fields if name not in wanted]:
            field = self._fields.pop(name)
            del self._editors[name]
            self._grid.removeWidget(field)
            field.hide()
            field.deleteLater()
        for index, name in enumerate(wanted):
            field = self._fields.get(name) or self._made(name)
            self._fields[name] = field
            self._grid.addWidget(field, index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
            field.show()
        place_before(self.literal_link, [self._editors[name] for name in wanted])
        self.literal_link.setText(
            self.tr("Fill in the braces") if self._is_literal else self.tr("Send the braces as they stand")
        )
        self.setVisible(bool(names))

    def _made(self, name: str) -> Field:
        editor = QLineEdit(self._values.get(name, ""))
        editor.setMinimumWidth(60)
        field = Field(f"{{{name}}}", editor)
        self._editors[name] = editor
        editor.textChanged.connect(lambda text: self._filled(name, text))
        return field

    def _filled(self, name: str, text: str) -> None:
        self._values[name] = text
        if text:
            self._fields[name].set_fault("")
        self.changed.emit()

    def _toggle_literal(self) -> None:
        self._is_literal = not self._is_literal
        self._rebuild(self._names)
        self.changed.emit()
