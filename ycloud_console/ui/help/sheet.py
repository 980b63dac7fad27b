"""Windows beside the main one that only tell something: they stay open while one works on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.ui.commands import Keys
from ycloud_console.ui.widgets import button, label

_KEYS_LEAST = 150
"""Pixels of the column of keys."""


class Sheet(QDialog):
    """A window of its own, closed by Esc or by its button; not modal."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self._title = label("", "title")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(10)
        self.column.addWidget(self._title)
        self.foot = QHBoxLayout()
        close = button(self.tr("Close"))
        close.clicked.connect(self.accept)
        self.foot.addStretch(1)
        self.foot.addWidget(close)

    def finish(self, title: str) -> None:
        """Put *title* above what has been added, and the buttons below it."""
        self.setWindowTitle(title)
        self._title.setText(title)
        self.column.addLayout(self.foot)


class ShortcutSheet(Sheet):
    """Every shortcut there is, and a field to find one."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[Keys]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(560, 620)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Search a key or what it does"))
        self.search.setAccessibleName(self.tr("Search the shortcuts"))
        self.search.textChanged.connect(self._find)
        self.column.addWidget(self.search)
        self._groups: list[tuple[QLabel, list[tuple[QLabel, QLabel]]]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, _KEYS_LEAST)
        self._grid.setColumnStretch(1, 1)
        for title, keys in groups:
            self._add_group(title, keys)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.nothing = label(self.tr("No shortcut is called that."), "caption")
        self.nothing.hide()
        self.column.addWidget(self.nothing)
        self.column.addWidget(self._scrolled(), 1)
        self.finish(self.tr("Keyboard shortcuts"))

    def shown(self) -> list[str]:
        """What the shortcuts that are listed now do."""
        return [words.text() for _, rows in self._groups for _, words in rows if not words.isHidden()]

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        inner.setLayout(self._grid)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(self.tr("Shortcuts"))
        area.setWidget(inner)
        return area

    def _add_group(self, title: str, keys: Sequence[Keys]) -> None:
        heading = label(title, "subheading")
        heading.setContentsMargins(0, 8 if self._groups else 0, 0, 0)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)
        rows = []
        for each in keys:
            row = self._grid.rowCount()
            left, right = label(each.native(), "mono"), label(each.words, wrap=True)
            self._grid.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(right, row, 1)
            rows.append((left, right))
        self._groups.append((heading, rows))

    def _find(self, text: str) -> None:
        wanted = text.casefold().split()
        for heading, rows in self._groups:
            for left, right in rows:
                said = f"{heading.text()} {left.text()} {right.text()}".casefold()
                for part in (left, right):
                    part.setVisible(all(word in said for word in wanted))
            heading.setVisible(any(not right.isHidden() for _, right in rows))
        self.nothing.setVisible(not self.shown())


class QuestionSheet(Sheet):
    """What YCloud does not publish and an operator needs to know: to be copied into a ticket."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(620, 560)
        explanation = self.tr(
            "YCloud publishes no figures for these. Ask before the first campaign; what you are told belongs "
            "in the account's settings."
        )
        self.column.addWidget(label(explanation, "caption", wrap=True))
        self.text = QPlainTextEdit(self._questions())
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Questions"))
        self.column.addWidget(self.text, 1)
        self.copy_button = button(self.tr("Copy"), "primary")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.foot.insertWidget(0, self.copy_button)
        self.finish(self.tr("What to ask YCloud support"))

    def _questions(self) -> str:
        questions = (
            self.tr("How many binds may our account have at a time, and of which kind?"),
            self.tr("How many segments a second are allowed, for each bind and for the account?"),
            self.tr("How many unanswered submit_sm may be open on one bind (the window)?"),
            self.tr("How often should enquire_link be sent, and after how long a silence is a bind closed?"),
            self.tr("Must our IP addresses be registered first?"),
            self.tr("Which certificate, host name and TLS versions does port 30012 use?"),
            self.tr("Is data_coding 0 the GSM 03.38 alphabet, unpacked? Is Latin-1 (3) taken?"),
            self.tr("Are characters beyond the first plane (emoji) taken in UCS-2 (8), as surrogate pairs?"),
            self.tr("How should long messages be sent: UDH, SAR parameters or message_payload?"),
            self.tr("Which TON and NPI should alphanumeric senders and numbers have, with or without +?"),
            self.tr("Is a sender ID to be registered first, and for which countries?"),
            self.tr("How is the signature for mainland China registered, and must the text begin with it?"),
            self.tr("Is there a receipt for each segment of a long message? For failed ones too?"),
            self.tr("Which values of stat and err can a receipt have, and what do they mean?"),
            self.tr("Are validity_period and schedule_delivery_time observed, and up to how long?"),
            self.tr("To which numbers can people reply, and how do inbound messages reach us?"),
            self.tr("Are query_sm and cancel_sm answered?"),
        )
        return "\n".join(f"{number}. {question}" for number, question in enumerate(questions, 1))
