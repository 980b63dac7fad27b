"""The page of the first start: connect an account, check its connection, or open the sandbox."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
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

from ycloud_console.ui.accounts.check import CheckPanel
from ycloud_console.ui.accounts.form import AccountForm
from ycloud_console.ui.widgets import Role, button, card, label, set_icon

_MARGIN = 28
_ACCOUNT_WIDTH, _SANDBOX_WIDTH, _CHECK_WIDTH = 424, 284, 400
"""Pixels of the cards' content; the last one is of both cards on the right, while a check is shown."""


class WelcomePage(QScrollArea):
    """Two cards: the account's form, and the sandbox.

    Signals:
        saved(object, bool): The form, and whether to bind at once (always).
        check_wanted(object, object): Check the connection of this form, and show it in this panel.
        sandbox_wanted(): Open the practice SMSC.
    """

    saved = Signal(object, bool)
    check_wanted = Signal(object, object)
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
        self.check_button = button(self.tr("Check connection"))
        self.check_button.clicked.connect(self._check)
        self.check = CheckPanel()
        self.check.again_wanted.connect(self._check)
        self.check.field_wanted.connect(self.form.go_to)
        self.sandbox_button = button(self.tr("Open the sandbox"))
        self.sandbox_button.clicked.connect(self.sandbox_wanted)
        set_icon(self.sandbox_button, "ph.flask", "text")
        inner = QWidget()
        inner.setProperty("role", "page")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        row.addWidget(self._account_card(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._right(), 0)
        row.addStretch(1)
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.setWidget(inner)

    def show_fault(self, sentence: str) -> None:
        """Say why it could not be saved."""
        self.fault.setText(sentence)
        self.fault.show()

    def _check(self) -> None:
        """Make room for what the check finds: beside the form, above a smaller word about the sandbox."""
        for each in self._sandbox_words:
            each.hide()
        for each in (self._check_card, self._sandbox):
            each.setFixedWidth(_CHECK_WIDTH + 2 * _MARGIN)
        self._column.setStretch(0, 0)  # what grows, grows downwards
        self._check_card.show()
        self.check_wanted.emit(self.form, self.check)

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
        column.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        column.setSpacing(7)
        column.addWidget(_text(self.tr("Connect your YCloud account"), _ACCOUNT_WIDTH, "title"))
        explanation = self.tr(
            "YCloud support gives you the system ID and password, and the public certificate for TLS."
        )
        column.addWidget(_text(explanation, _ACCOUNT_WIDTH, "caption"))
        column.addWidget(self.form)
        column.addWidget(self.fault)
        foot = QHBoxLayout()
        foot.addWidget(self.check_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        return made

    def _right(self) -> QVBoxLayout:
        self._check_card = card()
        inside = QVBoxLayout(self._check_card)
        inside.setContentsMargins(_MARGIN, 18, _MARGIN, 18)
        inside.addWidget(self.check)
        self._check_card.hide()
        self._sandbox = self._sandbox_card()
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self._check_card)
        column.addWidget(self._sandbox)
        column.addStretch(1)
        return column

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
        about = _text(explanation, _SANDBOX_WIDTH)
        column.addWidget(about)
        well = QFrame()
        well.setProperty("role", "well")
        hints = QVBoxLayout(well)
        hints.setContentsMargins(12, 10, 12, 10)
        hints.setSpacing(4)
        width = _SANDBOX_WIDTH - 2 * 12
        choose = self.tr("The last digits of a number choose what comes back:")
        hints.addWidget(_text(choose, width, "caption"))
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
        others = self.tr("Any other number is delivered after about a second.")
        hints.addWidget(_text(others, width, "caption"))
        self._sandbox_words = (about, well)
        column.addWidget(well)
        column.addSpacing(4)
        column.addWidget(self.sandbox_button)
        return made


def _text(words: str, width: int, role: Role = "") -> QLabel:
    """A label exactly as high as *words* are in *width* pixels: Qt guesses too high, and would scroll."""
    made = _Words(width)
    made.setText(words)
    made.setProperty("role", role)
    made.fit()
    return made


class _Words(QLabel):
    """Plain text, as high as it is in its font, also when that comes later."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def fit(self) -> None:
        self.ensurePolished()
        self.setFixedHeight(self.heightForWidth(self._width))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setFixedHeight(self.heightForWidth(self._width))
        return done
