"""The page: what was pasted on the left, what it says on the right."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QBrush, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.ui.decoder.reader import Reader, Reading, Row
from ycloud_console.ui.decoder.recognise import Kind
from ycloud_console.ui.language import current_language
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import Theme
from ycloud_console.ui.widgets import FlowLayout, Notice, button, card, label

_LONG = 10_000
"""Characters from which on the text is read in a thread, after a pause of _PAUSE ms."""
_PAUSE = 150
_SHOWN = 2000
"""Characters of a value that the tree shows; the whole is copied."""


class DecoderPage(QWidget):
    """Takes apart a receipt, a PDU or a text as it is pasted or typed."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._reader = Reader(self)
        self._turn = 0
        self.reading: Reading | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.decode)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(self._input_card())
        splitter.addWidget(self._result_card())
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([400, 600])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)
        Theme.current().changed.connect(self._colour_faults)
        self._show(None)

    def set_text(self, text: str, kind: Kind | None = None) -> None:
        """Show *text*, taken for *kind*, or for what it looks like."""
        self._chips[kind].setChecked(True)
        self.edit.setPlainText(text)

    @property
    def kind(self) -> Kind | None:
        """What the operator says it is; None leaves it to the program."""
        return next(kind for kind, chip in self._chips.items() if chip.isChecked())

    def decode(self) -> None:
        """Read what stands there now."""
        self._timer.stop()
        self._turn += 1
        text = self.edit.toPlainText()
        if not text.strip():
            self._show(None)
        elif len(text) < _LONG:
            self._show(self._reader.read(text, self.kind, current_language()))
        else:
            self._tasks.start(self._decode_long(text, self._turn), "decode")

    async def _decode_long(self, text: str, turn: int) -> None:
        reading = await asyncio.to_thread(self._reader.read, text, self.kind, current_language())
        if turn == self._turn:
            self._show(reading)

    # Showing.

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where something is to be pasted."""
        super().showEvent(event)
        self.edit.setFocus()

    def _show(self, reading: Reading | None) -> None:
        self.reading = reading
        self.tree.clear()
        for part in (self.copy_text, self.copy_json):
            part.setEnabled(reading is not None and bool(reading.answer))
        self.tree.setVisible(reading is not None and bool(reading.rows))
        self.empty.setVisible(reading is None)
        self.notice.setVisible(reading is not None)
        self._name_kind(reading)
        if reading is None:
            return
        self.notice.show_text(reading.tone, reading.title, reading.sentence)
        only = len(reading.rows) == 1
        for row in reading.rows:
            item = _item(row)
            self.tree.addTopLevelItem(item)
            # Of many PDUs their names are enough to begin with; what is wrong is seen at once.
            item.setExpanded(only or reading.kind is not Kind.PDU or any(each.is_fault for each in row.rows))
            self._unfold(item)
        self._colour_faults()

    def _name_kind(self, reading: Reading | None) -> None:
        names = {
            Kind.RECEIPT: self.tr("Read as a delivery receipt."),
            Kind.PDU: self.tr("Read as a PDU in hex."),
            Kind.TEXT: self.tr("Read as the text of a message."),
        }
        self.read_as.setText(names[reading.kind] if reading and self.kind is None else "")

    def _unfold(self, item: QTreeWidgetItem) -> None:
        """Show what is below its parts; a problem, which is one sentence, has the whole line."""
        for each in (item, *(item.child(index) for index in range(item.childCount()))):
            if each is None:
                continue
            if each is not item:
                each.setExpanded(True)
            if each.data(0, Qt.ItemDataRole.UserRole):
                each.setFirstColumnSpanned(True)

    def _colour_faults(self) -> None:
        brush = QBrush(Theme.current().colour("danger"))
        muted = QBrush(Theme.current().colour("text_muted"))
        waiting = [self.tree.topLevelItem(index) for index in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is None:
                continue
            is_fault = bool(item.data(0, Qt.ItemDataRole.UserRole))
            if is_fault:
                item.setForeground(0, brush)
            item.setForeground(2, muted)
            waiting += [item.child(index) for index in range(item.childCount())]

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)

    # Building.

    def _input_card(self) -> QFrame:
        made = card()
        made.setMinimumWidth(300)
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Decoder"), "title"))
        caption = label(
            self.tr("Paste a delivery receipt, a PDU in hex, or the text of a message"), "caption", wrap=True
        )
        column.addWidget(caption)
        self._chips: dict[Kind | None, QPushButton] = {
            None: button(self.tr("Automatic"), "chip"),
            Kind.RECEIPT: button(self.tr("Receipt"), "chip"),
            Kind.PDU: button("PDU", "chip"),
            Kind.TEXT: button(self.tr("Text"), "chip"),
        }
        row = QWidget()
        flow = FlowLayout(row, spacing=6)
        self._group = QButtonGroup(self)
        for chip in self._chips.values():
            self._group.addButton(chip)
            flow.addWidget(chip)
        self._chips[None].setChecked(True)
        self._group.buttonToggled.connect(lambda _chip, checked: self.decode() if checked else None)
        column.addWidget(row)
        self.edit = QPlainTextEdit()
        self.edit.setProperty("role", "mono")
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(
            "id:… sub:001 dlvrd:001 … stat:DELIVRD err:000 text:…\n00000010 00000015 …"
        )
        self.edit.textChanged.connect(self._typed)
        # Escape empties the field, and Ctrl+Z brings back what stood in it.
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.edit)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._clear)
        caption.setBuddy(self.edit)
        self.edit.setAccessibleName(caption.text())
        column.addWidget(self.edit, 1)
        self.read_as = label("", "caption")
        self.clear = button(self.tr("Clear"))
        self.clear.clicked.connect(self._clear)
        last = QHBoxLayout()
        last.addWidget(self.read_as, 1)
        last.addWidget(self.clear)
        column.addLayout(last)
        return made

    def _result_card(self) -> QFrame:
        made = card()
        made.setMinimumWidth(360)
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        self.empty = label(self.tr("What it says is shown here as you paste it."), "caption", wrap=True)
        self.notice = Notice()
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([self.tr("Field"), self.tr("Value"), self.tr("Meaning")])
        self.tree.setAccessibleName(self.tr("What it says"))
        self.tree.setWordWrap(True)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setIndentation(14)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.sectionResized.connect(lambda *_: self.tree.scheduleDelayedItemsLayout())
        self.tree.setItemDelegate(_Wrapping(self.tree))
        column.addWidget(self.empty)
        column.addWidget(self.notice)
        column.addWidget(self.tree, 1)
        column.addStretch(0)
        self.copy_text = button(self.tr("Copy as text"))
        self.copy_json = button(self.tr("Copy as JSON"))
        self.copy_text.clicked.connect(lambda: self._copy(self.reading.as_text if self.reading else ""))
        self.copy_json.clicked.connect(lambda: self._copy(self.reading.as_json if self.reading else ""))
        row = QHBoxLayout()
        row.addWidget(self.copy_text)
        row.addWidget(self.copy_json)
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _typed(self) -> None:
        self._timer.start(_PAUSE if self.edit.document().characterCount() > _LONG else 0)

    def _clear(self) -> None:
        self.edit.selectAll()
        self.edit.insertPlainText("")
        self.edit.setFocus()


class _Wrapping(QStyledItemDelegate):
    """Makes a line as high as its longest column needs at its width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        tree = self.parent()
        if index.column() and isinstance(tree, QTreeWidget):
            width = max(40, tree.columnWidth(index.column()) - 10)
            room = QRect(0, 0, width, 10_000)
            flags = int(Qt.TextFlag.TextWordWrap)
            needed = option.fontMetrics.boundingRect(room, flags, str(index.data() or "")).height()
            size.setHeight(max(size.height(), needed + 4))
        return size


def _item(row: Row) -> QTreeWidgetItem:
    value = row.value if len(row.value) <= _SHOWN else f"{row.value[:_SHOWN]}…"
    words = [f"{row.name}: {value}"] if row.is_fault else [row.name, value, row.meaning]
    made = QTreeWidgetItem(words)
    made.setData(0, Qt.ItemDataRole.UserRole, row.is_fault)
    for column, said in enumerate(words):
        made.setToolTip(column, said)
        made.setTextAlignment(column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    for each in row.rows:
        made.addChild(_item(each))
    return made
