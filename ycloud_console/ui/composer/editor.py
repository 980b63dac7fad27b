"""A text field of several lines that grows with its text, up to a limit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget


class GrowingEdit(QPlainTextEdit):
    """Plain text of *least* to *most* visible lines; Tab leaves it, Ctrl+Z takes every change back.

    Signals:
        left: The keyboard focus went elsewhere.
    """

    left = Signal()

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._most = most
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def replace_text(self, text: str) -> None:
        """Set the whole text as one step that Ctrl+Z takes back; the cursor stays where it can."""
        if text == self.toPlainText():
            return
        cursor = self.textCursor()
        position = cursor.position()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def _fit(self, _size: QSizeF | None = None) -> None:
        line = self.fontMetrics().lineSpacing()
        most = line * self._most
        text = self._text_height(most)
        inner = max(line * self._least, min(most, text)) + 2 * int(self.document().documentMargin())
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if text > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        margins = self.contentsMargins()
        # One more: Qt takes a line that ends at the very edge to be out of sight, and scrolls past the end.
        self.setFixedHeight(inner + 1 + margins.top() + margins.bottom())

    def _text_height(self, enough: int) -> int:
        """Pixels that the text takes, counted no further than *enough*; Chinese lines are the taller ones."""
        layout = self.document().documentLayout()
        height = 0.0
        block = self.document().begin()
        while block.isValid() and height <= enough:
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return round(height)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
