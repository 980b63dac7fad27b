"""The dialogs about accounts: edit one, remove one, ask for its password. None of them blocks anything."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.accounts import Account, notes, password_problem
from ycloud_console.ui.accounts.check import CheckPanel
from ycloud_console.ui.accounts.form import AccountForm
from ycloud_console.ui.accounts.list import removal_words
from ycloud_console.ui.language import current_language
from ycloud_console.ui.widgets import Field, button, label, line

_BESIDE = 900
"""Pixels of the dialog from which the check stands beside the form."""


class AccountDialog(QDialog):
    """Edits an account, or makes one.

    Signals:
        saved(object, bool): The form, and whether to bind at once; the dialog closes when :meth:`accept` is
            called, so that nothing is lost when saving fails.
        check_wanted(object, object): Check the connection of this form, and show it in this panel.
    """

    saved = Signal(object, bool)
    check_wanted = Signal(object, object)

    def __init__(
        self,
        account: Account | None,
        *,
        has_password: bool = False,
        is_copy: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Edit *account*, or a new one; *is_copy*: it is not in the settings yet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Edit account") if account else self.tr("Add account")
        if is_copy:
            title = self.tr("Duplicate account")
        self.setWindowTitle(title)
        self.form = AccountForm()
        self.check = CheckPanel()
        self.check.hide()
        self.check.again_wanted.connect(self._check)
        self.check.field_wanted.connect(self.form.go_to)
        if account is not None:
            self.form.load(account, has_password=has_password)
        self.fault = label("", "fault", wrap=True, selectable=True)
        self.fault.hide()
        self._build(title)
        self.form.name_edit.setFocus()

    def show_fault(self, sentence: str) -> None:
        """Say why it could not be saved."""
        self.fault.setText(sentence)
        self.fault.show()

    def _save(self, *, bind: bool) -> None:
        self.fault.hide()
        if self.form.check():
            self.saved.emit(self.form, bind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The check stands beside the form, or below it where there is not the room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _BESIDE
        ways = QBoxLayout.Direction
        self._parts.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)

    def _check(self) -> None:
        if self.check.isHidden():
            room = self.screen().availableGeometry().width()
            if room >= _BESIDE + 40:
                self.resize(max(self.width(), _BESIDE + 20), self.height())
            self.check.show()
            # Once it is laid out: below the form it may be out of sight.
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.check))
        self.check_wanted.emit(self.form, self.check)

    def _build(self, title: str) -> None:
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, inner)
        self._parts.setContentsMargins(24, 20, 24, 12)
        self._parts.setSpacing(28)
        column = QVBoxLayout()
        column.setSpacing(12)
        self._parts.addLayout(column, 1)
        self._parts.addWidget(self.check, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(label(title, "title"))
        explanation = self.tr(
            "YCloud support gives you the system ID and password, and the public certificate for TLS."
        )
        column.addWidget(label(explanation, "caption", wrap=True))
        column.addWidget(self.form)
        column.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self.cancel_button = button(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.check_button = button(self.tr("Check connection"))
        self.check_button.clicked.connect(self._check)
        self.save_button = button(self.tr("Save"))
        self.save_button.clicked.connect(lambda: self._save(bind=False))
        self.bind_button = button(self.tr("Save and bind"), "primary")
        self.bind_button.setDefault(True)
        self.bind_button.clicked.connect(lambda: self._save(bind=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.setContentsMargins(24, 12, 24, 16)
        buttons.addWidget(self.check_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.bind_button)
        faults = QVBoxLayout()
        faults.setContentsMargins(24, 8, 24, 0)
        faults.addWidget(self.fault)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(faults)
        whole.addWidget(line())
        whole.addLayout(buttons)
        self.resize(540, 680)


class PasswordDialog(QDialog):
    """Asks for an account's password and says why.

    Signals:
        entered(str, bool): The password, and whether the keychain is to remember it.
    """

    entered = Signal(str, bool)

    def __init__(
        self, account: Account, reason: str, *, keychain: str | None, parent: QWidget | None = None
    ) -> None:
        """*keychain* is why none is there, in words; None: there is one."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Password"))
        self.setMinimumWidth(400)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.textEdited.connect(self._show_note)
        self.field = Field(self.tr("Password"), self.password)
        self.remember = QCheckBox(self.tr("Remember the password in the keychain"))
        self.remember.setChecked(keychain is None)
        self.remember.setEnabled(keychain is None)
        self.cancel_button = button(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.bind_button = button(self.tr("Bind"), "primary")
        self.bind_button.setDefault(True)
        self.bind_button.clicked.connect(self._enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(label(self.tr("Password for {account}").format(account=account.name), "heading"))
        column.addWidget(label(reason, "caption", wrap=True))
        column.addWidget(self.field)
        column.addWidget(self.remember)
        column.addSpacing(6)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.bind_button)
        column.addLayout(buttons)
        self._account = account
        self.password.setFocus()

    def _show_note(self) -> None:
        self.field.set_fault("")
        remarks = notes(self._account, len(self.password.text()), current_language())
        self.field.set_hint(remarks.get("password", ""))

    def _enter(self) -> None:
        password = self.password.text()
        fault = password_problem(password, current_language())
        if not password:
            fault = self.tr("Enter the password that YCloud gave you.")
        if fault:
            self.field.set_fault(fault)
            self.password.setFocus()
            return
        self.entered.emit(password, self.remember.isChecked())
        self.accept()


class RemoveDialog(QDialog):
    """Asks before an account is removed; accepted means yes."""

    def __init__(self, account: Account, waiting: int, parent: QWidget | None = None) -> None:
        """*waiting* messages have not been sent yet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Remove account"))
        self.setMinimumWidth(400)
        question = self.tr("Remove {account}?").format(account=account.name)
        self.keep_button = button(self.tr("Keep it"))
        self.keep_button.clicked.connect(self.reject)
        self.keep_button.setDefault(True)
        self.remove_button = button(self.tr("Remove"))
        self.remove_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(label(question, "heading", wrap=True))
        column.addWidget(label(removal_words(waiting), "caption", wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.remove_button)
        buttons.addWidget(self.keep_button)
        column.addLayout(buttons)
        self.keep_button.setFocus()
