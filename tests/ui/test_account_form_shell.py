"""The account's form and dialogs, filled in as a person does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ycloud_console.accounts import Account
from ycloud_console.ui.accounts.dialog import AccountDialog, PasswordDialog
from ycloud_console.ui.accounts.form import AccountForm

pytestmark = pytest.mark.gui


@pytest.fixture
def form(themed: QApplication, qtbot: QtBot) -> AccountForm:
    made = AccountForm()
    qtbot.addWidget(made)
    made.show()
    return made


def fill(form: AccountForm, qtbot: QtBot, *, system_id: str = "acme01", password: str = "secret08") -> None:
    qtbot.keyClicks(form.name_edit, "Acme support")
    qtbot.keyClicks(form.system_id, system_id)
    qtbot.keyClicks(form.password_edit, password)


def test_ycloud_is_filled_in(form: AccountForm) -> None:
    account = form.account()
    assert (account.host, account.port, account.tls) == ("smpp.ycloud.com", 30012, True)


def test_a_new_form_blames_nobody(form: AccountForm) -> None:
    assert not any(field.fault for field in form._fields.values())


def test_what_is_missing_is_said_beside_its_field(form: AccountForm, qtbot: QtBot) -> None:
    assert not form.check()
    assert "name" in form.name_field.fault
    assert "system ID" in form.system_id_field.fault
    assert "password" in form.password_field.fault
    fill(form, qtbot)
    assert form.check()
    assert form.account().system_id == "acme01"
    assert form.password() == "secret08"


def test_a_system_id_over_15_is_a_fault_once_the_field_is_left(form: AccountForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.system_id, "x" * 16)
    assert form.system_id_field.fault == ""
    form.system_id.editingFinished.emit()
    assert "15" in form.system_id_field.fault
    assert not form.check()


@pytest.mark.parametrize(("length", "is_note", "is_fault"), [(8, 0, 0), (9, 1, 0), (64, 1, 0), (65, 0, 1)])
def test_a_long_password_is_a_note_and_over_64_a_fault(
    form: AccountForm, qtbot: QtBot, length: int, is_note: int, is_fault: int
) -> None:
    fill(form, qtbot, password="p" * length)
    assert form.check() is not bool(is_fault)
    assert bool(is_note) is ("longer than SMPP 3.4" in form.password_field.hint)
    assert bool(form.password_field.fault) is bool(is_fault)


def test_tls_switches_between_ycloud_s_ports_and_leaves_others_alone(form: AccountForm, qtbot: QtBot) -> None:
    form.tls.click()
    assert form.account().port == 30002
    assert not form.certificate_field.isEnabled()
    assert "unencrypted" in form.tls_note.text()
    form.tls.click()
    assert form.account().port == 30012
    form.port.setText("2775")
    form.tls.click()
    assert form.account().port == 2775


def test_where_there_is_no_keychain_it_says_so(form: AccountForm) -> None:
    form.set_keychain(None, "Secret Service")
    assert "Secret Service" in form.keychain_note.text()
    assert form.keeps_password()
    form.set_keychain("This computer has no keychain.", "")
    assert form.keychain_note.text() == "This computer has no keychain."
    assert not form.keeps_password()


def test_every_setting_survives_the_form(form: AccountForm) -> None:
    account = Account(
        id="a",
        name="Acme",
        host="127.0.0.1",
        port=2775,
        tls=False,
        certificate="/tmp/a.pem",
        server_name="smsc.example",
        verify=False,
        system_id="id",
        system_type="VMA",
        mode="receiver",
        addr_ton=1,
        addr_npi=2,
        address_range="65",
        binds=2,
        window=99,
        rate=0.25,
        enquire_link_interval=12.5,
        response_timeout=7,
        connect_timeout=8,
        backoff_min=0.5,
        backoff_max=90,
        default_sender="YCloud",
        default_country="SG",
        signature="Acme",
        long_mode="sar",
        receipt_zone="+08:00",
        receipts_without_flag=False,
        hex_ids=True,
    )
    form.load(account, has_password=True)
    assert form.account() == account
    assert form.check()


def test_the_wheel_does_not_change_a_number_that_is_only_passed_over(form: AccountForm) -> None:
    form._unfold(True)
    window = form.advanced.fields["window"].input
    assert window.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_a_fault_in_a_folded_setting_unfolds_it(form: AccountForm, qtbot: QtBot) -> None:
    fill(form, qtbot)
    form.advanced.fields["default_country"].input.setProperty("text", "Singapore")
    assert not form.check()
    assert not form.advanced.isHidden()
    assert "two capital letters" in form.advanced.fields["default_country"].fault


def test_the_dialog_saves_only_what_is_sound(themed: QApplication, qtbot: QtBot) -> None:
    dialog = AccountDialog(None)
    qtbot.addWidget(dialog)
    dialog.open()
    saved: list[tuple[str, bool]] = []
    dialog.saved.connect(lambda form, bind: saved.append((form.account().name, bind)))
    qtbot.mouseClick(dialog.bind_button, Qt.MouseButton.LeftButton)
    assert saved == []
    fill(dialog.form, qtbot)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog.form.password_edit, Qt.Key.Key_Return)
    assert saved == [("Acme support", False), ("Acme support", True)]
    assert dialog.isVisible()
    dialog.reject()


def test_the_password_dialog_wants_a_password(themed: QApplication, qtbot: QtBot) -> None:
    dialog = PasswordDialog(Account(id="a", name="Acme"), "No password is stored.", keychain="no keychain")
    qtbot.addWidget(dialog)
    dialog.open()
    entered: list[tuple[str, bool]] = []
    dialog.entered.connect(lambda password, keep: entered.append((password, keep)))
    qtbot.mouseClick(dialog.bind_button, Qt.MouseButton.LeftButton)
    assert dialog.field.fault
    qtbot.keyClicks(dialog.password, "longerthan8")
    assert not dialog.field.fault
    assert "longer than SMPP 3.4" in dialog.field.hint
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert entered == [("longerthan8", False)]


def test_the_fields_side_by_side_are_level(form: AccountForm, qtbot: QtBot) -> None:
    form.resize(480, 700)
    with qtbot.waitExposed(form):
        form.show()
    assert form.password_edit.height() == form.system_id.height() == form.certificate.height()
    assert form.password_field.height() == form.system_id_field.height()
