"""The connection check beside the form, as an operator uses it: against the sandbox, with what is typed."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.console.doctor import Check, Verdict
from ycloud_console.sandbox import Sandbox, SandboxOptions
from ycloud_console.ui.accounts.actions import AccountActions
from ycloud_console.ui.accounts.check import CheckPanel
from ycloud_console.ui.accounts.dialog import AccountDialog
from ycloud_console.ui.accounts.form import AccountForm
from ycloud_console.ui.accounts.welcome import WelcomePage
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
async def smsc(tmp_path: Path) -> AsyncIterator[Sandbox]:
    """A practice SMSC that the console knows nothing of."""
    made = await Sandbox.start(home=tmp_path / "smsc", options=SandboxOptions())
    yield made
    await made.close()


@pytest.fixture
async def actions(console: Console, tasks: Tasks, qtbot: QtBot) -> AccountActions:
    window = QWidget()
    window.resize(1200, 700)
    window.show()
    qtbot.addWidget(window)
    return AccountActions(console, tasks, window)


@pytest.fixture
async def page(actions: AccountActions, qtbot: QtBot) -> WelcomePage:
    made = WelcomePage()
    actions.adopt(made)
    qtbot.addWidget(made)
    made.resize(1196, 640)
    made.show()
    return made


def enter(form: AccountForm, smsc: Sandbox, *, password: str = "", port: int = 0, tls: bool = True) -> None:
    form.name_edit.setText("Acme support")
    form.host.setText("localhost")
    form.tls.setChecked(tls)
    form.port.setText(str(port or smsc.tls_port))
    form.system_id.setText(smsc.system_id)
    form.password_edit.setText(password or smsc.password)


async def checked(page: WelcomePage | AccountDialog, qtbot: QtBot) -> dict[Check, Verdict]:
    """Press *Check connection* and wait for what it finds."""
    qtbot.mouseClick(page.check_button, LEFT)
    assert page.check.is_running
    await until(lambda: not page.check.is_running, "the check is over")
    return {check: row.verdict for check, row in page.check.rows.items()}


def is_bound(panel: CheckPanel) -> bool:
    """Whether a check is over, and its bind worked."""
    row = panel.rows.get(Check.BIND)
    return not panel.is_running and row is not None and row.verdict is Verdict.OK


async def test_an_unknown_certificate_is_looked_at_trusted_and_kept(
    page: WelcomePage, smsc: Sandbox, console: Console, qtbot: QtBot
) -> None:
    enter(page.form, smsc)
    found = await checked(page, qtbot)
    assert (found[Check.PORT], found[Check.TLS], found[Check.BIND]) == (
        Verdict.OK,
        Verdict.FAILED,
        Verdict.SKIPPED,
    )
    panel = page.check
    assert panel.certificate.isVisible()
    assert "localhost" in panel.certificate.text("names")
    fingerprint = panel.certificate.text("fingerprint").replace("\n", "")
    assert len(fingerprint) == 95

    qtbot.mouseClick(panel.trust.offer_button, LEFT)
    assert panel.trust.question.isVisible()
    whole = panel.trust.confirm_button.rect()
    await until(lambda: panel.trust.confirm_button.visibleRegion().boundingRect() == whole, "scrolled to it")
    assert page.form.certificate.text() == ""
    qtbot.mouseClick(panel.trust.keep_button, LEFT)
    assert not panel.trust.question.isVisible()
    qtbot.mouseClick(panel.trust.offer_button, LEFT)
    qtbot.mouseClick(panel.trust.confirm_button, LEFT)
    await until(lambda: is_bound(panel), "checked again, and bound")
    assert Verdict.FAILED not in [row.verdict for row in panel.rows.values()]
    kept = Path(page.form.certificate.text())
    assert kept.parent == console.home / "certificates"
    assert kept.name == fingerprint.replace(":", "").lower()[:16] + ".pem"


async def test_a_step_that_failed_leads_to_its_field(page: WelcomePage, smsc: Sandbox, qtbot: QtBot) -> None:
    enter(page.form, smsc, password="wr0ng")
    page.form.certificate.setText(str(smsc.certificate))
    found = await checked(page, qtbot)
    assert found[Check.BIND] is Verdict.FAILED
    row = page.check.rows[Check.BIND]
    assert "status 3" in row.title
    assert "wr0ng" not in row.accessibleName()
    qtbot.mouseClick(row.go_button, LEFT)
    assert page.form.password_edit.hasFocus()
    page.form.name_edit.setFocus()
    qtbot.mouseClick(row, LEFT, pos=row.rect().topLeft())
    assert page.form.password_edit.hasFocus()
    qtbot.keyClicks(page.form.password_edit, smsc.password)
    qtbot.mouseClick(page.check.again_button, LEFT)
    await until(lambda: is_bound(page.check), "checked again, and bound")


async def test_what_is_missing_is_said_and_a_folded_field_is_unfolded(
    page: WelcomePage, smsc: Sandbox, qtbot: QtBot
) -> None:
    enter(page.form, smsc)
    page.form.system_id.clear()
    found = await checked(page, qtbot)
    assert (found[Check.SETTINGS], found[Check.PORT]) == (Verdict.FAILED, Verdict.OK)
    qtbot.mouseClick(page.check.rows[Check.SETTINGS].go_button, LEFT)
    assert page.form.system_id.hasFocus()
    page.form.go_to("server_name")
    assert page.form.advanced.isVisible()
    assert page.form.advanced.fields["server_name"].input.hasFocus()
    page.form.go_to("tls")
    assert page.form.tls.hasFocus()


async def test_a_silent_server_can_be_left(page: WelcomePage, smsc: Sandbox, qtbot: QtBot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        enter(page.form, smsc, port=silent.getsockname()[1], tls=False)
        qtbot.mouseClick(page.check_button, LEFT)
        await until(lambda: Check.BIND in page.check.rows, "the bind is tried")
        assert page.check.rows[Check.BIND].verdict is Verdict.RUNNING
        qtbot.mouseClick(page.check.stop_button, LEFT)
        await until(lambda: not page.check.is_running, "stopped")
    assert page.check.rows[Check.BIND].verdict is Verdict.SKIPPED


async def test_checking_anew_forgets_the_check_before(page: WelcomePage, smsc: Sandbox, qtbot: QtBot) -> None:
    enter(page.form, smsc)
    qtbot.mouseClick(page.check_button, LEFT)
    page.form.certificate.setText(str(smsc.certificate))
    found = await checked(page, qtbot)
    assert Verdict.FAILED not in found.values()
    assert not page.check.trust.isVisible()
    assert len(page.check.rows) == len(Check)


async def test_the_dialog_checks_with_the_password_that_is_kept(
    actions: AccountActions, console: Console, smsc: Sandbox, tasks: Tasks, qtbot: QtBot
) -> None:
    account = Account(
        id="a",
        name="Acme",
        host="localhost",
        port=smsc.tls_port,
        certificate=str(smsc.certificate),
        system_id=smsc.system_id,
    )
    console.settings.put(account)
    await console.remember_password("a", smsc.password, keep=False)
    actions.edit("a")
    await until(lambda: actions._window.findChild(AccountDialog), "the dialog")
    dialog = actions._window.findChild(AccountDialog)
    assert isinstance(dialog, AccountDialog)
    assert dialog.form.password() == ""
    found = await checked(dialog, qtbot)
    assert found[Check.BIND] is Verdict.OK
    assert smsc.password not in dialog.check.rows[Check.BIND].accessibleName()
    dialog.resize(QSize(960, 640))
    await until(lambda: dialog.check.x() > dialog.form.width() / 2, "the check stands beside the form")
    dialog.resize(QSize(520, 640))
    await until(lambda: dialog.check.y() > dialog.form.y(), "the check stands below the form")
    qtbot.mouseClick(dialog.check_button, LEFT)
    dialog.reject()
    await until(lambda: "check a connection" not in tasks.names, "the check ends with the dialog")


async def test_the_first_page_needs_no_scrolling(page: WelcomePage) -> None:
    """At 1280 x 720 this much is left for the page."""
    page.resize(1176, 616)
    await until(lambda: page.form.keychain_note.text(), "the keychain was looked for")
    assert page.verticalScrollBar().maximum() == 0
    assert page.horizontalScrollBar().maximum() == 0


async def test_the_first_page_may_be_left_before_the_keychain_answers(
    actions: AccountActions, tasks: Tasks
) -> None:
    page = WelcomePage()
    actions.adopt(page)
    delete(page)
    await until(lambda: "look for the keychain" not in tasks.names, "the keychain answered")
    # The tasks of a test fail it when one of them fails.
