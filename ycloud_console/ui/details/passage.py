"""Text to read, select and copy: as high as it needs to be, and broken anywhere rather than cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget


class Passage(QTextEdit):
    """Read-only text, plain or marked up, that never scrolls by itself.

    A label does not break a long message ID or receipt, and so cuts it in a narrow pane; this does.
    """

    def __init__(self, name: str, font: QFont | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setProperty("role", "plain")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.document().setDocumentMargin(2)
        if font is not None:
            self.document().setDefaultFont(font)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_plain(self, text: str) -> None:
        """Show *text* as it is. What is selected stays selected when nothing has changed."""
        if text != self._shown:
            self._shown = text
            self.setPlainText(text)

    def show_html(self, html: str) -> None:
        """Show this markup; whatever came over the wire must be escaped in it."""
        if html != self._shown:
            self._shown = html
            self.setHtml(html)

    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _height(self) -> int:
        margins = self.contentsMargins()
        return round(self.document().size().height()) + margins.top() + margins.bottom() + 2

    def _fit(self) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())
