"""Templates and their placeholders, driven with the keyboard and the mouse; the file is a real one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.composer.test_composer import sent_of, settled, type_into
from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.accounts.templates import Template, Templates
from ycloud_console.console import Console
from ycloud_console.history.model import MessageFilter
from ycloud_console.ui.composer import Composer
from ycloud_console.ui.composer.templates import TemplatesPopup

# Without a display a popup can neither be raised nor take the keyboard for itself.
pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]

CODE = "Hi {name}, your code is {code}."


def kept(console: Console) -> list[str]:
    """The names in the file, read anew."""
    store = Templates(console.home / "templates.toml")
    store.load()
    return [one.name for one in store.all]


async def opened(composer: Composer, rows: int) -> TemplatesPopup:
    """The popup with so many templates listed."""
    composer.templates_link.click()
    popup = composer._popup
    await until(lambda: popup.isVisible() and popup.list.count() == rows, f"{rows} templates listed")
    return popup


async def test_a_text_is_saved_by_name_and_used_with_the_keyboard(
    composer: Composer, console: Console, bound: Account
) -> None:
    sent = sent_of(composer)
    composer.activateWindow()
    await until(composer.isActiveWindow, "active")
    composer.set_account(bound)
    composer.fill("YCloud", "+6581234567", CODE)
    popup = await opened(composer, 0)
    assert "No templates yet" in popup.preview.text()
    type_into(popup.name, "Login code")
    QTest.keyClick(popup.name, Qt.Key.Key_Return)
    await until(lambda: popup.list.count() == 1, "saved")
    popup.hide()
    composer.message.replace_text("")
    composer.message.setFocus()
    QTest.keyClick(composer.message, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    await until(popup.isVisible, "open")
    QTest.keyClicks(popup.search, "login")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert composer.message.toPlainText() == CODE
    for value in ("Mei", "4821"):
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, value)
        QTest.keyClick(field, Qt.Key.Key_Tab)
    await settled(composer)
    assert composer.preview.text() == "Hi Mei, your code is 4821."
    assert composer.meter.usage.text() == "26 / 160"
    composer.submit()
    await until(lambda: sent, "sent")
    view = await console.history.message(sent[0])
    assert view is not None
    assert view.row.text == "Hi Mei, your code is 4821."
    composer.bring_back.click()
    assert composer.message.toPlainText() == CODE
    assert composer.placeholders.values() == {"name": "Mei", "code": "4821"}


async def test_an_unfilled_placeholder_keeps_it_from_being_sent(
    composer: Composer, console: Console, sandbox_account: Account
) -> None:
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+6581234567", CODE)
    composer.placeholders.set_values({"name": "Mei"})
    await settled(composer)
    assert not composer.send_button.isEnabled()
    assert composer.reason.text() == "Fill in {code}"
    composer.submit()
    assert composer.placeholders._fields["code"].fault
    assert not composer.placeholders._fields["name"].fault
    assert not await console.history.counts(MessageFilter())


async def test_braces_can_be_sent_as_they_stand(composer: Composer, sandbox_account: Account) -> None:
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+6581234567", CODE)
    composer.placeholders.literal_link.click()
    await settled(composer)
    assert composer.send_button.isEnabled()
    assert composer.plan().text.text == CODE
    composer.placeholders.literal_link.click()
    await settled(composer)
    assert not composer.send_button.isEnabled()


async def test_what_was_filled_in_once_is_not_sent_again_unseen(
    composer: Composer, sandbox_account: Account
) -> None:
    sent = sent_of(composer)
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+6581234567", CODE)
    composer.placeholders.set_values({"name": "Mei", "code": "4821"})
    composer.submit()
    await until(lambda: sent, "queued")
    composer.message.replace_text(CODE)
    await settled(composer)
    assert composer.placeholders.values() == {}
    assert not composer.send_button.isEnabled()


async def test_templates_are_renamed_replaced_deleted_and_brought_back(
    composer: Composer, console: Console
) -> None:
    store = Templates(console.home / "templates.toml")
    for name in ("Order shipped", "Login code"):
        store.put(Template(name, f"text of {name}"))
    composer.message.replace_text("another text")
    popup = await opened(composer, 2)
    assert popup.list.item(0).text() == "Login code"
    popup.list.setCurrentRow(0)
    popup.list.item(0).setText("Sign-in code")
    await until(lambda: kept(console) == ["Order shipped", "Sign-in code"], "renamed")
    await until(lambda: popup.list.item(1).text() == "Sign-in code", "shown")
    popup.list.item(1).setText("order SHIPPED")
    assert "another template" in popup.said.text()
    assert kept(console) == ["Order shipped", "Sign-in code"]
    popup.list.setCurrentRow(0)
    popup.update_text.click()
    await until(lambda: popup.preview.text() == "another text", "replaced")
    QTest.keyClick(popup.list, Qt.Key.Key_Delete)
    await until(lambda: kept(console) == ["Sign-in code"], "deleted")
    await until(popup.undo.isVisible, "can be undone")
    popup.undo.click()
    await until(lambda: kept(console) == ["Order shipped", "Sign-in code"], "brought back")


async def test_a_damaged_file_is_kept_aside_and_said(composer: Composer, console: Console) -> None:
    (console.home / "templates.toml").write_text("templates = nonsense")
    popup = await opened(composer, 0)
    await until(lambda: "damaged" in popup.said.text(), "said")
    popup.hide()
    composer.message.replace_text(CODE)
    popup = await opened(composer, 0)
    type_into(popup.name, "Login code")
    QTest.keyClick(popup.name, Qt.Key.Key_Return)
    await until(lambda: popup.said.text() == "Saved “Login code”.", "said once, not ever after")
    assert [path.name for path in console.home.glob("templates.toml.broken-*")]


async def test_arrows_move_in_the_list_while_the_search_has_the_focus(
    composer: Composer, console: Console
) -> None:
    store = Templates(console.home / "templates.toml")
    for name in ("A", "B", "C"):
        store.put(Template(name, name))
    popup = await opened(composer, 3)
    for _ in range(5):
        QTest.keyClick(popup.search, Qt.Key.Key_Down)
    assert popup.preview.text() == "C"
    QTest.keyClick(popup.search, Qt.Key.Key_Up)
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert composer.message.toPlainText() == "B"


async def test_the_popup_stays_on_the_screen_as_it_grows(composer: Composer) -> None:
    composer.fill("", "", "hello")
    popup = await opened(composer, 0)
    room = popup.screen().availableGeometry()
    popup.move(popup.x(), room.bottom() - popup.height())
    popup.name.setText("greeting")
    popup.save.click()
    await until(lambda: "Saved" in popup.said.text(), "said")
    popup.resize(popup.width(), popup.height() + 30)
    await until(lambda: popup.geometry().bottom() <= room.bottom(), "kept inside")
    popup.hide()
