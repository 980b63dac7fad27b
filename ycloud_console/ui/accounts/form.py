"""The form of an account: used by the dialog and by the page of the first start."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.accounts import Account, new_account_id, notes, password_problem, problems
from ycloud_console.ui.accounts.advanced import AdvancedPanel
from ycloud_console.ui.language import current_language
from ycloud_console.ui.widgets import Field, button, icon_button, label, set_icon

_PLAIN_PORT, _TLS_PORT = 30002, 30012
"""YCloud's ports: switching TLS switches between them, and leaves any other port alone."""


class AccountForm(QWidget):
    """Edits one account. Faults stand beside their fields, once a field was left or saving was tried.

    Signals:
        changed(): Something was edited.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account = Account(id=new_account_id(), name="")
        self._has_password = False
        self._hints: dict[str, str] = {}
        self._touched: set[str] = set()
        self._build()
        self._fields: dict[str, Field] = {
            "name": self.name_field,
            "host": self.host_field,
            "port": self.port_field,
            "certificate": self.certificate_field,
            "system_id": self.system_id_field,
            "password": self.password_field,
            **self.advanced.fields,
        }
        self._connect()
        self.load(self._account)

    # What stands in it.

    def load(self, account: Account, *, has_password: bool = False) -> None:
        """Show *account*; with *has_password* an empty password field means the one that is kept."""
        self._account = account
        self._has_password = has_password
        self.name_edit.setText(account.name)
        self.host.setText(account.host)
        self.tls.setChecked(account.tls)
        self.port.setText(str(account.port))
        self.certificate.setText(account.certificate)
        self.system_id.setText(account.system_id)
        self.password_edit.clear()
        self.password_edit.setPlaceholderText(self.tr("Unchanged") if has_password else "")
        self.advanced.load(account)
        self._touched.clear()
        self._show_notes()

    def account(self) -> Account:
        """What was entered, on top of what was loaded."""
        return msgspec.structs.replace(
            self._account,
            name=self.name_edit.text().strip(),
            host=self.host.text().strip(),
            port=int(self.port.text() or 0),
            tls=self.tls.isChecked(),
            certificate=self.certificate.text().strip(),
            system_id=self.system_id.text().strip(),
            **self.advanced.values(),
        )

    def password(self) -> str:
        """The password that was entered; empty: none, or the one that is kept."""
        return self.password_edit.text()

    def keeps_password(self) -> bool:
        """Whether the password is to go into the keychain."""
        return self.remember.isChecked() and self.remember.isEnabled()

    def set_keychain(self, unavailable: str | None, name: str) -> None:
        """Say where the password is kept: in the keychain called *name*, or nowhere, and why."""
        self.remember.setEnabled(unavailable is None)
        if unavailable is None:
            note = self.tr("Kept in your keychain ({name}), never in a file.").format(name=name)
        else:
            self.remember.setChecked(False)
            note = unavailable
        self.keychain_note.setText(note)
        self.remember.setAccessibleDescription(note)

    def check(self) -> bool:
        """Show every fault and go to the first; whether there is none."""
        self._touched.update(self._fields)
        self._show_notes()
        for field in self._fields.values():
            if field.fault:
                if self.advanced.isAncestorOf(field):
                    self._unfold(True)
                field.input.setFocus()
                return False
        return True

    def go_to(self, name: str) -> None:
        """Put the focus where the field of that name is entered, unfolding it where it is folded away."""
        editors = {**{name: field.input for name, field in self._fields.items()}, "tls": self.tls}
        editor = editors.get(name) or self.advanced.editor(name)
        if editor is None:
            return
        if self.advanced.isAncestorOf(editor):
            self._unfold(True)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def set_certificate(self, path: str) -> None:
        """Enter *path* as the certificate file."""
        self.certificate.setText(path)
        self._edited("certificate")

    @property
    def has_password(self) -> bool:
        """Whether an empty password field means the one that is kept."""
        return self._has_password

    # Keeping up with what is entered.

    def _faults(self) -> dict[str, str]:
        faults = problems(self.account(), current_language())
        fault = password_problem(self.password(), current_language())
        if fault:
            faults["password"] = fault
        elif not self.password() and not self._has_password:
            faults["password"] = self.tr("Enter the password that YCloud gave you.")
        return faults

    def _show_notes(self) -> None:
        faults = self._faults()
        remarks = notes(self.account(), len(self.password()), current_language())
        for name, field in self._fields.items():
            seen = name in self._touched
            field.set_fault(faults.get(name, "") if seen else "")
            field.set_hint(remarks.get(name, self._standing_hint(name)))
        self.tls_note.setText(remarks.get("tls", ""))
        self.tls_note.setVisible(bool(self.tls_note.text()))

    def _standing_hint(self, name: str) -> str:
        return self._hints.get(name) or self.advanced.hints.get(name, "")

    def _edited(self, name: str) -> None:
        self._touched.add(name)
        self._show_notes()
        self.changed.emit()

    def _typed(self, _text: str) -> None:
        self._show_notes()
        self.changed.emit()

    def _tls_toggled(self, wanted: bool) -> None:
        usual, other = (_PLAIN_PORT, _TLS_PORT) if wanted else (_TLS_PORT, _PLAIN_PORT)
        if self.port.text() == str(usual):
            self.port.setText(str(other))
        self.certificate_field.setEnabled(wanted)
        self.advanced.set_tls(wanted)
        self._show_notes()
        self.changed.emit()

    def _connect(self) -> None:
        edits = {
            "name": self.name_edit,
            "host": self.host,
            "port": self.port,
            "certificate": self.certificate,
            "system_id": self.system_id,
            "password": self.password_edit,
        }
        for name, edit in edits.items():
            edit.textEdited.connect(self._typed)
            edit.editingFinished.connect(lambda name=name: self._left(name))
        self.tls.toggled.connect(self._tls_toggled)
        self.advanced.edited.connect(self._edited)

    def _left(self, name: str) -> None:
        """A field was left: what is wrong with it may be said now, but not that it is still empty."""
        edit = self._fields[name].input
        if isinstance(edit, QLineEdit) and edit.text():
            self._touched.add(name)
            self._show_notes()

    # The certificate file, the password's eye, the fold.

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the certificate from YCloud"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Certificates (*.pem *.crt *.cer *.der *.cert)"), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(self.certificate.setText)
        dialog.fileSelected.connect(lambda _path: self._edited("certificate"))
        dialog.open()

    def _show_password(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.password_edit.setEchoMode(modes.Normal if shown else modes.Password)
        set_icon(self.eye, "ph.eye-slash" if shown else "ph.eye")

    def _unfold(self, shown: bool) -> None:
        self.advanced.setVisible(shown)
        self.fold.setText(self.tr("Fewer settings") if shown else self.tr("More settings"))
        set_icon(self.fold, "ph.caret-up" if shown else "ph.caret-down", "accent", 12)

    # Building.

    def _build(self) -> None:
        self.name_edit = QLineEdit()
        self.name_edit.setPlaceholderText(self.tr("For example: Acme support"))
        self.name_field = Field(self.tr("Account name"), self.name_edit)
        self._explain(
            "name", self.name_edit, self.tr("What the account is called here: any name."), hint=False
        )
        self._build_server()
        self._build_certificate()
        self._build_identity()
        self.fold = button("", "link")
        self.advanced = AdvancedPanel()
        self.fold.clicked.connect(lambda: self._unfold(self.advanced.isHidden()))
        self._unfold(False)
        server = QHBoxLayout()
        server.setSpacing(8)
        server.addWidget(self.host_field, 3, Qt.AlignmentFlag.AlignTop)
        server.addWidget(self.port_field, 1, Qt.AlignmentFlag.AlignTop)
        _level(self.system_id_field, self.password_field)
        _level(self.host_field, self.port_field)
        identity = QHBoxLayout()
        identity.setSpacing(8)
        identity.addWidget(self.system_id_field, 1, Qt.AlignmentFlag.AlignTop)
        identity.addWidget(self.password_field, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.name_field)
        column.addLayout(server)
        column.addWidget(self.tls)
        column.addWidget(self.tls_note)
        column.addWidget(self.certificate_field)
        column.addLayout(identity)
        column.addWidget(self.remember)
        column.addWidget(self.keychain_note)
        column.addWidget(self.fold)
        column.addWidget(self.advanced)

    def _build_server(self) -> None:
        self.host = QLineEdit()
        self.host_field = Field(self.tr("Server"), self.host)
        self.port = QLineEdit()
        self.port.setValidator(QIntValidator(0, 99_999, self.port))
        self.port_field = Field(self.tr("Port"), self.port)
        self.tls = QCheckBox(
            self.tr("Encrypt with TLS (port {tls}; plain is {plain})").format(
                tls=_TLS_PORT, plain=_PLAIN_PORT
            )
        )
        self.tls_note = label("", "hint", wrap=True)
        self._explain("host", self.host, self.tr("YCloud's server is smpp.ycloud.com."), hint=False)
        ports = self.tr("YCloud: {tls} with TLS, {plain} without.").format(tls=_TLS_PORT, plain=_PLAIN_PORT)
        self._explain("port", self.port, ports, hint=False)
        encrypted = self.tr("Encrypts the password and all messages on their way to YCloud.")
        self._explain("tls", self.tls, encrypted, hint=False)

    def _build_certificate(self) -> None:
        self.certificate = QLineEdit()
        self.certificate.setPlaceholderText(self.tr("None: this computer's authorities decide"))
        browse = button(self.tr("Browse…"))
        browse.setAccessibleName(self.tr("Browse for the certificate file"))
        browse.clicked.connect(self._browse)
        row = _beside(self.certificate, browse, 8)
        self.certificate_field = Field(self.tr("Certificate from YCloud"), row, focus=self.certificate)
        purpose = self.tr("The file from YCloud's support that proves the server is theirs.")
        self._explain("certificate", self.certificate, purpose)

    def _explain(self, name: str, editor: QWidget, words: str, *, hint: bool = True) -> None:
        """Say what a field is for: as a tool tip and, with *hint*, in a line below it."""
        editor.setToolTip(words)
        editor.setAccessibleDescription(words)
        if hint:
            self._hints[name] = words

    def _build_identity(self) -> None:
        self.system_id = QLineEdit()
        self.system_id_field = Field(self.tr("System ID"), self.system_id)
        self._explain("system_id", self.system_id, self.tr("From YCloud's support."))
        self.password_edit = QLineEdit()
        self.password_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye = icon_button("ph.eye", self.tr("Show the password"))
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show_password)
        row = _beside(self.password_edit, self.eye, 6)
        self.password_field = Field(self.tr("Password"), row, focus=self.password_edit)
        self._explain("password", self.password_edit, self.tr("Comes with the system ID."))
        self.remember = QCheckBox(self.tr("Remember the password"))
        self.remember.setChecked(True)
        self.keychain_note = label("", "hint", wrap=True, selectable=True)
        # As high as it is in the width there is: Qt's guess without one is too high.
        self.keychain_note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)


def _beside(edit: QLineEdit, button: QWidget, spacing: int) -> QWidget:
    """*edit* with its *button* at its right, *spacing* pixels between them."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    line.addWidget(edit, 1)
    # Not held by an alignment, a lower button would bound the row's height, and so the field's.
    line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _level(left: Field, right: Field) -> None:
    """Fields side by side: their captions equally high, whatever script each is in."""
    captions = (left.caption, right.caption)
    for caption in captions:
        caption.ensurePolished()
    height = max(caption.sizeHint().height() for caption in captions)
    for caption in captions:
        caption.setMinimumHeight(height)
