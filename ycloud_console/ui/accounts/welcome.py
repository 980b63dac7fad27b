"""The page of the first start: connect an account, or open the sandbox."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.ui.accounts.form import AccountForm
from ycloud_console.ui.widgets import Role, button, card, label, set_icon

_MARGIN = 28
_ACCOUNT_WIDTH, _SANDBOX_WIDTH = 424, 284
"""Pixels of the cards' content."""


class WelcomePage(QScrollArea):
    """Two cards: the account's form, and the sandbox.

    Signals:
        saved(object, bool): The form, and whether to bind at once (always).
        sandbox_wanted(): Open the practice SMSC.
    """

    saved = Signal(object, bool)
    sandbox_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form = AccountForm()
        self.fault = label("", "fault", wrap=True, selectable=True)
        self.fault.hide()
        self.save_button = button(self.tr("Save and bind"), "primary")
        self.save_button.clicked.connect(self._save)
        self.sandbox_button = button(self.tr("Open the sandbox"))
        self.sandbox_button.clicked.connect(self.sandbox_wanted)
        set_icon(self.sandbox_button, "ph.flask", "text")
        inner = QWidget()
        inner.setProperty("role", "page")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        row.addWidget(self._account_card(), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sandbox_card(), 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.setWidget(inner)

    def show_fault(self, sentence: str) -> None:
        """Say why it could not be saved."""
        self.fault.setText(sentence)
        self.fault.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return in a field saves, as in a dialog."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and isinstance(self.window().focusWidget(), (QLineEdit, QAbstractSpinBox)):
            self._save()
            return
        super().keyPressEvent(event)

    def _save(self) -> None:
        self.fault.hide()
        if self.form.check():
            self.saved.emit(self.form, True)

    def _account_card(self) -> QFrame:
        made = card()
        made.setFixedWidth(_ACCOUNT_WIDTH + 2 * _MARGIN)
        column = QVBoxLayout(made)
        column.setContentsMargins(_MARGIN, 18, _MARGIN, 18)
        column.setSpacing(8)
        column.addWidget(_text(self.tr("Connect your YCloud account"), _ACCOUNT_WIDTH, "title"))
        explanation = self.tr(
            "YCloud support gives you the system ID and password, and the public certificate for TLS."
        )
        column.addWidget(_text(explanation, _ACCOUNT_WIDTH, "caption"))
        column.addWidget(self.form)
        column.addWidget(self.fault)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        return made

    def _sandbox_card(self) -> QFrame:
        made = card()
        made.setFixedWidth(_SANDBOX_WIDTH + 2 * _MARGIN)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(made)
        column.setContentsMargins(_MARGIN, 18, _MARGIN, 20)
        column.setSpacing(10)
        column.addWidget(label(self.tr("No account yet?"), "title", wrap=True))
        explanation = self.tr(
            "The sandbox is a practice SMSC on this computer. It answers with every status and error that "
            "YCloud uses, and nothing leaves this computer."
        )
        column.addWidget(label(explanation, wrap=True))
        well = QFrame()
        well.setProperty("role", "well")
        hints = QVBoxLayout(well)
        hints.setContentsMargins(12, 10, 12, 10)
        hints.setSpacing(4)
        hints.addWidget(
            label(self.tr("The last digits of a number choose what comes back:"), "caption", wrap=True)
        )
        for digits, meaning in (
            ("…0018", self.tr("invalid signature (err 18)")),
            ("…0003", self.tr("insufficient balance (err 3)")),
            ("…0094", self.tr("expired")),
            ("…0090", self.tr("no receipt")),
        ):
            line = QHBoxLayout()
            figure = label(digits, "mono")
            figure.setFixedWidth(56)
            line.addWidget(figure)
            line.addWidget(label(meaning, "caption", wrap=True), 1)
            hints.addLayout(line)
        hints.addWidget(
            label(self.tr("Any other number is delivered after about a second."), "caption", wrap=True)
        )
        column.addWidget(well)
        column.addSpacing(4)
        column.addWidget(self.sandbox_button)
        return made


def _text(words: str, width: int, role: Role = "") -> QLabel:
    """A label exactly as high as *words* are in *width* pixels: Qt guesses too high, and would scroll."""
    made = label(words, role, wrap=True)
    made.ensurePolished()
    made.setFixedHeight(made.heightForWidth(width))
    return made
