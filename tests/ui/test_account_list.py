"""The list of accounts, and what is done from it: copy, remove, export and import."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import trustme
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import until
from ycloud_console.accounts import Account, Settings, export_accounts
from ycloud_console.console import Console
from ycloud_console.ui.accounts.actions import AccountActions
from ycloud_console.ui.accounts.dialog import AccountDialog, RemoveDialog
from ycloud_console.ui.accounts.expiry import ExpiryBanner
from ycloud_console.ui.accounts.list import AccountList
from ycloud_console.ui.banner import Banner
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
ACME = Account(id="a", name="Acme", system_id="acme01", rate=3.5)
BETA = Account(id="b", name="Beta", system_id="beta01", tls=False, port=30002)


class Desk:
    """A list in a window, with its actions, and what they said."""

    def __init__(self, console: Console, tasks: Tasks, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.list = AccountList(console, tasks)
        column = QVBoxLayout(self.window)
        column.addWidget(self.list)
        column.addStretch(1)
        self.actions = AccountActions(console, tasks, self.window)
        self.actions.serve(self.list)
        self.actions.changed.connect(lambda _chosen: self.list.refresh())
        self.said: list[str] = []
        self.troubles: list[str] = []
        self.actions.told.connect(lambda title, sentence: self.said.append(f"{title}. {sentence}"))
        self.actions.trouble.connect(lambda _s, title, sentence: self.troubles.append(f"{title}. {sentence}"))
        self.window.resize(560, 600)
        self.window.show()


@pytest.fixture
async def desk(console: Console, tasks: Tasks, qtbot: QtBot) -> Desk:
    console.settings.put(ACME, BETA)
    return Desk(console, tasks, qtbot)


def names(console: Console) -> list[str]:
    return [account.name for account in console.settings.accounts]


async def test_each_row_names_what_it_does(desk: Desk) -> None:
    row = desk.list.rows["b"]
    assert row.edit_button.accessibleName() == "Edit Beta"
    assert row.bind_button.isVisible()
    assert not row.unbind_button.isVisible()
    assert row.state.text() == "Not bound"
    for pressed in desk.window.findChildren(QPushButton):
        assert pressed.accessibleName() or pressed.text()


async def test_a_copy_is_kept_once_it_is_saved(desk: Desk, console: Console, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.list.rows["a"].duplicate_button, LEFT)
    dialog = desk.window.findChild(AccountDialog)
    assert isinstance(dialog, AccountDialog)
    assert names(console) == ["Acme", "Beta"]
    assert dialog.form.account().name == "Acme copy"
    assert dialog.form.account().rate == 3.5
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.form.password_field.fault
    qtbot.keyClicks(dialog.form.password_edit, "s3cret01")
    qtbot.mouseClick(dialog.save_button, LEFT)
    await until(lambda: names(console) == ["Acme", "Beta", "Acme copy"], "saved")
    await until(lambda: len(desk.list.rows) == 3, "shown")


async def test_removing_asks_in_place_and_says_what_waits(desk: Desk, console: Console, qtbot: QtBot) -> None:
    await console.send("a", "YCloud", ["+6581234567"], "hello")
    await console.send("a", "YCloud", ["+6581234568"], "hello")
    row = desk.list.rows["a"]
    qtbot.mouseClick(row.remove_button, LEFT)
    await until(lambda: row.is_asking, "the question")
    assert row._question is not None
    assert "Remove Acme?" in row._question.title
    assert "2 messages" in row._question.sentence
    assert row.keep_button.hasFocus()
    qtbot.mouseClick(row.keep_button, LEFT)
    assert row.remove_button.isVisible()
    assert names(console) == ["Acme", "Beta"]
    qtbot.mouseClick(row.remove_button, LEFT)
    await until(lambda: row.is_asking, "the question")
    qtbot.mouseClick(row.confirm_button, LEFT)
    await until(lambda: list(desk.list.rows) == ["b"], "removed")
    assert names(console) == ["Beta"]
    assert await console.waiting("a") == 0


async def test_removing_from_elsewhere_asks_in_a_dialog(desk: Desk, console: Console, qtbot: QtBot) -> None:
    desk.actions.remove("b")
    await until(lambda: desk.window.findChild(RemoveDialog), "the question")
    dialog = desk.window.findChild(RemoveDialog)
    assert isinstance(dialog, RemoveDialog)
    qtbot.mouseClick(dialog.remove_button, LEFT)
    await until(lambda: names(console) == ["Acme"], "removed")


async def test_what_waits_cannot_be_counted_is_said_and_nothing_removed(
    desk: Desk, console: Console, qtbot: QtBot
) -> None:
    troubles: list[str] = []
    desk.actions.trouble.connect(lambda _subject, title, _sentence: troubles.append(title))
    with closing(sqlite3.connect(console.history.path)) as other:
        other.execute("ALTER TABLE segment RENAME TO lost")
    qtbot.mouseClick(desk.list.rows["a"].remove_button, LEFT)
    await until(lambda: len(troubles) == 1, "told by the list")
    desk.actions.remove("b")
    await until(lambda: len(troubles) == 2, "told by the actions")
    assert set(troubles) == {"The account was not removed"}
    assert names(console) == ["Acme", "Beta"]


async def test_export_and_import(desk: Desk, console: Console, tmp_path: Path) -> None:
    path = tmp_path / "out.toml"
    desk.actions._files.export_to(path)
    await until(lambda: desk.said, "exported")
    assert "2 accounts exported" in desk.said.pop()
    desk.actions._files.import_from(path)
    await until(lambda: len(desk.list.rows) == 4, "imported")
    assert names(console) == ["Acme", "Beta", "Acme (2)", "Beta (2)"]
    assert len({account.id for account in console.settings.accounts}) == 4
    await until(lambda: desk.said, "told")
    assert "Acme (2)" in desk.said[0]
    assert "passwords" in desk.said[0]
    assert len(Settings.load(console.settings.path).accounts) == 4


async def test_a_file_that_is_none_changes_nothing(desk: Desk, console: Console, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("[[accounts]]")
    desk.actions._files.import_from(path)
    await until(lambda: desk.troubles, "told")
    assert "No accounts were imported" in desk.troubles[0]
    desk.actions._files.export_to(tmp_path / "nowhere" / "x.toml")
    await until(lambda: len(desk.troubles) == 2, "told")
    assert names(console) == ["Acme", "Beta"]


@pytest.mark.parametrize(("days", "words"), [(200, "valid until"), (20, "ends on"), (-2, "ended on")])
async def test_a_row_says_how_long_the_certificate_is_valid(
    console: Console, tasks: Tasks, qtbot: QtBot, tmp_path: Path, days: int, words: str
) -> None:
    ends = datetime.now(UTC) + timedelta(days=days)
    path = tmp_path / "leaf.pem"
    trustme.CA().issue_cert("smsc.example", not_after=ends).cert_chain_pems[0].write_to_path(str(path))
    exported = tmp_path / "one.toml"
    export_accounts([Account(id="c", name="Gamma", system_id="g", certificate=str(path))], exported)
    desk = Desk(console, tasks, qtbot)
    desk.actions._files.import_from(exported)
    await until(lambda: "c" in desk.list.rows and desk.list.rows["c"].certificate.isVisible(), "looked at")
    text = desk.list.rows["c"].certificate
    assert words in text.text()
    assert ends.date().isoformat() in text.text()
    assert text.property("role") == ("hint" if days > 30 else "fault")


async def test_a_banner_warns_of_a_certificate_that_ends_soon(
    console: Console, tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "leaf.pem"
    ends = datetime.now(UTC) + timedelta(days=20)
    trustme.CA().issue_cert("smsc.example", not_after=ends).cert_chain_pems[0].write_to_path(str(path))
    account = Account(id="c", name="Gamma", system_id="g", certificate=str(path))
    console.settings.put(ACME, account)
    banner = Banner()
    qtbot.addWidget(banner)
    expiry = ExpiryBanner(console, banner, tasks, banner)
    expiry.look()
    await until(lambda: "Gamma" in banner.text("certificate c"), "the warning")
    assert ends.date().isoformat() in banner.text("certificate c")
    assert banner.text("certificate a") == ""
    edited: list[str] = []
    expiry.edit_wanted.connect(edited.append)
    next(each for each in banner.findChildren(QPushButton) if each.text() == "Edit account").click()
    assert edited == ["c"]
    console.settings.put(msgspec.structs.replace(account, certificate=""))
    expiry.look()
    await until(lambda: banner.text("certificate c") == "", "mended")
