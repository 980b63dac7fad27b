"""The page: what was pasted on the left, what it says on the right."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.ui.choice import Choice
from ycloud_console.ui.decoder.choices import ChoicesPanel
from ycloud_console.ui.decoder.reader import Reader, Reading
from ycloud_console.ui.decoder.recognise import Kind
from ycloud_console.ui.decoder.tree import FieldTree
from ycloud_console.ui.language import current_language
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import FlowLayout, Notice, button, card, label

_LONG = 10_000
"""Characters from which on the text is read in a thread, after a pause of _PAUSE ms."""
_PAUSE = 150


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
        self.choices = ChoicesPanel()
        self.choices.changed.connect(self.decode)
        self.splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
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
        self._show(None)

    def set_text(self, text: str, kind: Kind | None = None) -> None:
        """Show *text*, taken for *kind*, or for what it looks like."""
        self._chips[kind].setChecked(True)
        self.edit.setPlainText(text)

    def layout_state(self) -> dict[str, str]:
        """How it is divided and how texts are measured, to be given to :meth:`restore_layout`."""
        divided = bytes(self.splitter.saveState().toBase64().data()).decode()
        chosen = {f"decoder.{name}": value for name, value in self.choices.state().items()}
        return {"decoder.splitter": divided, **chosen}

    def restore_layout(self, state: dict[str, str]) -> None:
        """Be as it was then, as far as *state* says."""
        self.splitter.restoreState(QByteArray.fromBase64(state.get("decoder.splitter", "").encode()))
        self.choices.restore({name.removeprefix("decoder."): value for name, value in state.items()})

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
            self._show(self._reader.read(text, self.kind, current_language(), self.choices.choices))
        else:
            self._tasks.start(self._decode_long(text, self._turn), "decode")

    async def _decode_long(self, text: str, turn: int) -> None:
        reading = await asyncio.to_thread(
            self._reader.read, text, self.kind, current_language(), self.choices.choices
        )
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
        self.choices.setVisible(Kind.TEXT in (self.kind, reading.kind if reading else None))
        if reading is None:
            return
        self.notice.show_text(reading.tone, reading.title, reading.sentence)
        # Of many PDUs their names are enough to begin with; what is wrong is seen at once.
        self.tree.show_rows(reading.rows, all_open=reading.kind is not Kind.PDU or len(reading.rows) == 1)

    def _name_kind(self, reading: Reading | None) -> None:
        names = {
            Kind.RECEIPT: self.tr("Read as a delivery receipt."),
            Kind.PDU: self.tr("Read as a PDU in hex."),
            Kind.TEXT: self.tr("Read as the text of a message."),
        }
        self.read_as.setText(names[reading.kind] if reading and self.kind is None else "")

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
        self._group = Choice(self)
        for chip in self._chips.values():
            self._group.add(chip)
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
        column.addWidget(self.choices)
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
        self.tree = FieldTree()
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
