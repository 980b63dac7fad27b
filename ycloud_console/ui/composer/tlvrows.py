"""Optional parameters (TLVs), one below the other: tag, how the value is meant, the value, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ycloud_console.ui.composer.taborder import place_before
from ycloud_console.ui.composer.tlv import TlvFault, TlvKind, TlvRow, read_tlv
from ycloud_console.ui.widgets import button, icon_button, label, set_property

_KINDS = tuple(TlvKind)


class TlvLine(QWidget):
    """One parameter.

    Signals:
        changed: Something in it is another.
        unwanted: It is to go.
    """

    changed = Signal()
    unwanted = Signal()

    def __init__(self, row: TlvRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tag = QLineEdit(row.tag)
        self.tag.setPlaceholderText("0x1400")
        self.tag.setAccessibleName(self.tr("Tag of the parameter"))
        self.tag.setMaxLength(8)
        self.tag.setMinimumWidth(60)
        self.kind = QComboBox()
        numbers = [self.tr("{n}-bit number").format(n=bits) for bits in (8, 16, 32)]
        self.kind.addItems([self.tr("Text"), self.tr("Hex"), *numbers])
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(4)
        self.kind.setAccessibleName(self.tr("How the value is written"))
        self.kind.setCurrentIndex(_KINDS.index(row.kind))
        self.value = QLineEdit(row.value)
        self.value.setAccessibleName(self.tr("Value of the parameter"))
        self.value.setPlaceholderText(self.tr("Value"))
        self.remove = icon_button("ph.x", self.tr("Remove this parameter"))
        self.fault = label("", "fault", wrap=True)
        self._arrange()
        self.tag.textChanged.connect(self._changed)
        self.kind.currentIndexChanged.connect(self._changed)
        self.value.textChanged.connect(self._changed)
        self.remove.clicked.connect(self.unwanted)
        self._show_fault()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.tag, 2)
        line.addWidget(self.kind, 3)
        line.addWidget(self.remove)
        column.addLayout(line)
        column.addWidget(self.value)
        column.addWidget(self.fault)

    def row(self) -> TlvRow:
        return TlvRow(self.tag.text(), _KINDS[self.kind.currentIndex()], self.value.text())

    def _changed(self) -> None:
        self._show_fault()
        self.changed.emit()

    def _show_fault(self) -> None:
        row = self.row()
        found = None if row.is_empty else read_tlv(row)
        fault = found if isinstance(found, TlvFault) else None
        sentence = self._sentence(fault, row.kind) if fault else ""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        at_tag = fault in (TlvFault.TAG, TlvFault.OURS)
        for editor, is_at_fault in ((self.tag, at_tag), (self.value, bool(fault) and not at_tag)):
            set_property(editor, "fault", is_at_fault)
            editor.setAccessibleDescription(sentence if is_at_fault else "")

    def _sentence(self, fault: TlvFault, kind: TlvKind) -> str:
        match fault:
            case TlvFault.TAG:
                return self.tr("A tag is one to four hexadecimal digits, such as 0x1401.")
            case TlvFault.OURS:
                return self.tr("This one is written with long messages: choose how under “Long messages”.")
            case TlvFault.HEX:
                return self.tr("Hexadecimal octets have two digits each, such as 01 FF.")
            case TlvFault.NUMBER:
                most = 2 ** int(kind.value.removeprefix("int")) - 1
                return self.tr("Type a whole number from 0 to {most}.").format(most=f"{most:,}")
            case TlvFault.LONG:
                return self.tr("A parameter holds 65,535 octets at most.")


class TlvRows(QWidget):
    """Any number of parameters, and a link for one more.

    Signals:
        changed: A parameter is another, came or went.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TlvLine] = []
        self.title = label(self.tr("Further parameters (TLVs)"), "caption", parent=self)
        self.add = button(self.tr("Add a parameter"), "link", self)
        self.add.clicked.connect(self._add_empty)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.title)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def rows(self) -> tuple[TlvRow, ...]:
        """What was typed, without the rows in which there is nothing."""
        return tuple(row for row in (each.row() for each in self._rows) if not row.is_empty)

    def set_rows(self, rows: Iterable[TlvRow]) -> None:
        """Show these instead."""
        wanted = tuple(rows)
        if wanted == self.rows():
            return
        for each in tuple(self._rows):
            self._drop(each)
        for row in wanted:
            self._append(row)
        self.changed.emit()

    def tlvs(self) -> tuple[tuple[int, bytes], ...]:
        """Those that can be read, as they are sent."""
        found = (read_tlv(row) for row in self.rows())
        return tuple(one for one in found if isinstance(one, tuple))

    def first_fault(self) -> QWidget | None:
        """Where to go to mend the first parameter that cannot be sent."""
        for each in self._rows:
            if each.fault.text():
                return each.tag if each.tag.property("fault") else each.value
        return None

    def _add_empty(self) -> None:
        self._append(TlvRow()).tag.setFocus()

    def _append(self, row: TlvRow) -> TlvLine:
        made = TlvLine(row, self)
        made.changed.connect(self.changed)
        made.unwanted.connect(lambda: self._remove(made))
        self._rows.append(made)
        self._column.insertWidget(self._column.count() - 1, made)
        place_before(self.add, (made.tag, made.kind, made.value, made.remove))
        made.show()
        return made

    def _remove(self, row: TlvLine) -> None:
        self._drop(row)
        self.add.setFocus()
        self.changed.emit()

    def _drop(self, row: TlvLine) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
