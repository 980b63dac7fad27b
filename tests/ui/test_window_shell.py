"""The window as an operator uses it: real Console, real sandbox, real sockets."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QListView,
    QPushButton,
    QWidget,
)

from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console, Notice, NoticeKind
from ycloud_console.smpp.model import LinkState, LinkStatus
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.accounts.dialog import AccountDialog, PasswordDialog, RemoveDialog
from ycloud_console.ui.accounts.welcome import WelcomePage
from ycloud_console.ui.banner import Action
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.sidepages import NAMES
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.tour import Tour
from ycloud_console.ui.window import MainWindow

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton


class Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- its name in Qt
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def shows_button(parent: QWidget, words: str) -> bool:
    return any(each.text() == words and each.isVisible() for each in parent.findChildren(QPushButton))


def press(parent: QWidget, words: str) -> None:
    """Click the visible button that says *words*."""
    found = [each for each in parent.findChildren(QPushButton) if each.text() == words and each.isVisible()]
    assert found, f"no button says {words!r}"
    QTest.mouseClick(found[0], LEFT)


def dialog_of(window: MainWindow, kind: type[AccountDialog | PasswordDialog | RemoveDialog]) -> list[QWidget]:
    return [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]


async def own_account(console: Console, sandbox: Account, *, password: str) -> Account:
    """An account of the settings file that binds to the sandbox."""
    account = Account(
        id="own",
        name="Acme support",
        host=sandbox.host,
        port=sandbox.port,
        certificate=sandbox.certificate,
        system_id=sandbox.system_id,
    )
    console.settings.put(account)
    await console.remember_password(account.id, password, keep=False)
    return account


async def test_first_start_opens_the_sandbox_with_one_click(window: MainWindow, console: Console) -> None:
    assert window.pages.currentWidget() is window.side.welcome
    assert not window.top.bind_button.isVisible()
    press(window, "Open the sandbox")
    await until(lambda: window.top.pill.text.startswith("Bound"), "bound")
    assert window.pages.currentWidget() is window.splitter
    assert window.top.pill.text == "Bound · transceiver · TLS verified"
    assert window.top.bind_button.text() == "Unbind"
    await until(lambda: window.status.window_use.isVisible(), "figures")
    QTest.mouseClick(window.top.bind_button, LEFT)
    await until(lambda: window.top.pill.text == "Not bound", "unbound")
    assert console.status(window.account_id).state is LinkState.CLOSED
    assert window.top.bind_button.text() == "Bind"


async def test_first_start_connects_an_account(
    window: MainWindow, console: Console, sandbox_account: Account
) -> None:
    form = window.side.welcome.form
    QTest.keyClicks(form.name_edit, "Acme support")
    form.host.setText(sandbox_account.host)
    form.port.setText(str(sandbox_account.port))
    form.certificate.setText(sandbox_account.certificate)
    QTest.keyClicks(form.system_id, "demo")
    QTest.keyClicks(form.password_edit, "demo1234")
    press(window.side.welcome, "Save and bind")
    await until(lambda: window.top.pill.text.startswith("Bound"), "bound")
    assert [account.name for account in console.settings.accounts] == ["Acme support"]
    assert "demo1234" not in (console.home / "settings.toml").read_text()


async def test_nothing_is_saved_while_something_is_missing(window: MainWindow, console: Console) -> None:
    press(window.side.welcome, "Save and bind")
    assert window.side.welcome.form.system_id_field.fault
    assert console.settings.accounts == ()


async def test_a_wrong_password_is_said_in_ycloud_s_words_and_can_be_mended(
    window: MainWindow, console: Console, sandbox_account: Account
) -> None:
    await own_account(console, sandbox_account, password="wrong")
    window.show_accounts("own")
    QTest.mouseClick(window.top.bind_button, LEFT)
    await until(lambda: window.top.pill.text == "Bind refused", "refused")
    said = window.banner.text("link own")
    assert "Invalid SMPP system ID and password (status 3)" in said
    press(window.banner, "Enter the password")
    await until(lambda: dialog_of(window, PasswordDialog), "the dialog")
    dialog = dialog_of(window, PasswordDialog)[0]
    assert isinstance(dialog, PasswordDialog)
    QTest.keyClicks(dialog.password, "demo1234")
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    await until(lambda: window.top.pill.text.startswith("Bound"), "bound")
    assert window.banner.text("link own") == ""


async def test_a_port_that_refuses_is_tried_again_and_can_be_stopped(
    window: MainWindow, console: Console, sandbox_account: Account, unused_tcp_port: int
) -> None:
    account = Account(id="own", name="Acme", host="127.0.0.1", port=unused_tcp_port, system_id="a", tls=False)
    console.settings.put(account)
    await console.remember_password("own", "secret", keep=False)
    window.show_accounts("own")
    window.actions_on_accounts.bind("own")
    await until(lambda: "Trying again in" in window.banner.text("link own"), "the countdown")
    assert window.top.bind_button.text() == "Stop"
    assert "trying again" in window.top.pill.text
    press(window.banner, "Stop trying")
    await until(lambda: window.banner.text("link own") == "", "the end")
    await until(lambda: console.status("own").state is LinkState.CLOSED, "closed")


async def test_an_unknown_password_is_asked_for(
    window: MainWindow, console: Console, sandbox_account: Account
) -> None:
    account = await own_account(console, sandbox_account, password="x")
    console._passwords.clear()
    window.show_accounts(account.id)
    QTest.mouseClick(window.top.bind_button, LEFT)
    await until(lambda: dialog_of(window, PasswordDialog), "the dialog")
    dialog_of(window, PasswordDialog)[0].close()
    assert console.status(account.id).state is LinkState.CLOSED


async def test_an_account_is_edited_and_removed(
    window: MainWindow, console: Console, sandbox_account: Account
) -> None:
    await own_account(console, sandbox_account, password="demo1234")
    window.show_accounts("own")
    window.show_page("settings")
    press(window.side.settings, "Edit…")
    await until(lambda: dialog_of(window, AccountDialog), "the dialog")
    dialog = dialog_of(window, AccountDialog)[0]
    assert isinstance(dialog, AccountDialog)
    assert dialog.form.password_edit.placeholderText() == "Unchanged"
    dialog.form.name_edit.setText("Acme second line")
    press(dialog, "Save")
    await until(lambda: "second line" in window.top.chooser.currentText(), "the new name")
    await until(
        lambda: any(
            each.text() == "Remove…" and each.isVisible()
            for each in window.side.settings.findChildren(QPushButton)
        ),
        "the list with the new name",
    )
    press(window.side.settings, "Remove…")
    await until(lambda: window.side.settings.accounts.rows["own"].is_asking, "the question")
    press(window.side.settings, "Remove")
    await until(lambda: console.settings.accounts == (), "removed")
    await until(lambda: window.account_id == sandbox_account.id, "the other account")


async def test_the_sandbox_s_account_cannot_be_edited(window: MainWindow, bound: Account) -> None:
    window.show_accounts(bound.id)
    assert bound.id not in window.top._kept


async def test_ctrl_f_searches_and_escape_ends_it(
    window: MainWindow, console: Console, bound: Account
) -> None:
    await console.send(bound.id, "YCloud", ["+6581234567"], "needle")
    await console.send(bound.id, "YCloud", ["+6581234568"], "hay")
    window.show_accounts(bound.id)
    window.activateWindow()
    await until(lambda: len(window.deliveries.model.rows) == 2, "both")
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.top.search.hasFocus()
    QTest.keyClicks(window.top.search, "needle")
    await until(lambda: [row.text for row in window.deliveries.model.rows] == ["needle"], "the hit")
    QTest.keyClick(window.top.search, Qt.Key.Key_Escape)
    await until(lambda: len(window.deliveries.model.rows) == 2, "both again")


async def test_news_that_needs_the_operator(window: MainWindow, bridge: Bridge, bound: Account) -> None:
    bridge.notice.emit(Notice(NoticeKind.HISTORY_UNAVAILABLE, bound.id, "disk full"))
    assert "disk full" in window.banner.text("history")
    bridge.notice.emit(Notice(NoticeKind.HISTORY_AGAIN, bound.id))
    assert window.banner.text("history") == ""


async def test_damage_is_called_so_and_the_way_on_is_a_button(
    window: MainWindow, console: Console, bridge: Bridge, bound: Account
) -> None:
    bridge.notice.emit(Notice(NoticeKind.HISTORY_UNAVAILABLE, bound.id, "disk full"))
    bridge.notice.emit(Notice(NoticeKind.HISTORY_UNAVAILABLE, bound.id, "damaged", is_damaged=True))
    assert window.banner.text("history") == ""
    said = window.banner.text("history damaged")
    assert "damaged" in said
    assert "start the program again" in said
    assert str(console.history.path) in said
    assert "Check the disk" not in said
    # That something can be written all the same does not mend it.
    bridge.notice.emit(Notice(NoticeKind.HISTORY_AGAIN, bound.id))
    assert window.banner.text("history damaged")
    closing: list[bool] = []
    window.close_wanted.connect(lambda: closing.append(True))
    (leave,) = [each for each in window.banner.findChildren(QPushButton) if each.text() == "Quit"]
    QTest.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert closing


async def test_sending_stops_when_the_balance_is_used_up_and_goes_on_when_told_so(
    window: MainWindow, console: Console, bound: Account
) -> None:
    subject = f"balance {bound.id}"
    window.show_accounts(bound.id)
    await console.send(bound.id, "YCloud", ["+6581230003"], "the last one")
    await until(lambda: "balance used up" in window.banner.text(subject), "the banner")
    assert console.status(bound.id).paused
    (waiting,) = await console.send(bound.id, "YCloud", ["+6581234567"], "waits")
    await until(lambda: "Messages waiting: 1" in window.banner.text(subject), "what waits is counted")

    window.banner.clear(subject)
    window.show_accounts(bound.id)
    assert "sending is paused" in window.banner.text(subject), "said as long as it is so"

    press(window.banner, "Resume sending")
    await until(lambda: window.banner.text(subject) == "", "nothing to say")

    async def is_delivered() -> bool:
        (row,) = await console.history.rows([waiting.row.id])
        return row.state is MessageState.DELIVERED

    while not await is_delivered():
        await asyncio.sleep(0.02)


async def test_what_waits_on_a_paused_account_is_counted_unbound_and_can_be_cancelled(
    window: MainWindow, console: Console, bound: Account
) -> None:
    subject = f"balance {bound.id}"
    window.show_accounts(bound.id)
    await console.send(bound.id, "YCloud", ["+6581230003"], "the last one")
    await until(lambda: console.status(bound.id).paused, "paused")
    await console.send(bound.id, "YCloud", ["+6581234567", "+6581234568"], "waits " * 40)
    await console.unbind(bound.id)
    await until(lambda: "Messages waiting: 2." in window.banner.text(subject), "counted, though not bound")

    for words in ("Cancel what waits", "Keep them", "Cancel what waits", "Cancel the messages"):
        await until(partial(shows_button, window.banner, words), words)
        press(window.banner, words)
        if words == "Cancel what waits":
            assert "Cancel the messages that wait: 2?" in window.banner.text(subject)
    await until(lambda: "Messages waiting: 0." in window.banner.text(subject), "cancelled")
    assert await console.waiting(bound.id) == 0


async def test_a_notice_s_cross_comes_after_its_buttons(window: MainWindow) -> None:
    window.banner.say("x", "info", "Title", "Sentence", [Action("One", list), Action("Two", list)])
    one = next(each for each in window.banner.findChildren(QPushButton) if each.text() == "One")
    two = one.nextInFocusChain()
    assert isinstance(two, QPushButton)
    assert two.text() == "Two"
    cross = two.nextInFocusChain()
    assert cross is not None
    assert cross.accessibleName() == "Put this notice away"


async def test_bind_after_a_wrong_password_asks_for_another_one(
    window: MainWindow, console: Console, sandbox_account: Account
) -> None:
    await own_account(console, sandbox_account, password="wrong")
    window.show_accounts("own")
    window.top.bind_button.setFocus()
    QTest.keyClick(window.top.bind_button, Qt.Key.Key_Return)
    await until(lambda: window.top.pill.text == "Bind refused", "refused")
    assert window.focusWidget() is window.top.bind_button
    QTest.keyClick(window.top.bind_button, Qt.Key.Key_Return)
    await until(lambda: dialog_of(window, PasswordDialog), "the dialog")
    dialog = dialog_of(window, PasswordDialog)[0]
    assert isinstance(dialog, PasswordDialog)
    QTest.keyClicks(dialog.password, "demo1234")
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    await until(lambda: window.top.pill.text.startswith("Bound"), "bound")
    assert window.focusWidget() is window.top.bind_button


async def test_the_focus_stays_off_the_search_while_unbinding(window: MainWindow, bound: Account) -> None:
    window.show_accounts(bound.id)
    await until(lambda: window.top.pill.text.startswith("Bound"), "bound")
    window.top.bind_button.setFocus()
    window.top.show_status(LinkStatus(LinkState.UNBINDING))
    assert window.focusWidget() is not window.top.search
    window.top.show_status(LinkStatus(LinkState.CLOSED))
    assert window.focusWidget() is window.top.bind_button


@pytest.mark.parametrize("name", ["name_edit", "port", "password_edit"])
async def test_return_in_a_field_of_the_first_start_saves_and_binds(
    window: MainWindow, console: Console, sandbox_account: Account, name: str
) -> None:
    form = window.side.welcome.form
    form.name_edit.setText("Acme support")
    form.host.setText(sandbox_account.host)
    form.port.setText(str(sandbox_account.port))
    form.certificate.setText(sandbox_account.certificate)
    form.system_id.setText("demo")
    form.password_edit.setText("demo1234")
    field = getattr(form, name)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: window.top.pill.text.startswith("Bound"), "bound")
    assert [account.name for account in console.settings.accounts] == ["Acme support"]
    assert window.focusWidget() is window.composer.sender_edit


async def test_ctrl_n_goes_to_the_text_of_a_message(window: MainWindow, bound: Account) -> None:
    window.show_accounts(bound.id)
    window.show_page("settings")
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.rail.current == "deliveries"
    assert window.focusWidget() is window.composer.message


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_lists_of_the_settings_show_every_entry(window: MainWindow) -> None:
    window.show_page("settings")

    def shows_all(combo: QComboBox) -> bool:
        last = combo.view().visualRect(combo.model().index(combo.count() - 1, 0))
        return last.bottom() < combo.view().viewport().height()

    for combo in (window.side.settings.theme, window.side.settings.language):
        combo.showPopup()
        await until(partial(shows_all, combo), "room for the last")
        combo.hidePopup()


async def test_closing_asks_first_and_the_layout_comes_back(window: MainWindow, bound: Account) -> None:
    window.show_accounts(bound.id)
    wanted: list[bool] = []
    window.close_wanted.connect(lambda: wanted.append(True))
    window.close()
    assert (wanted, window.isVisible()) == ([True], True)
    window.resize(1080, 700)
    window.splitter.setSizes([300, 400, 290])
    sizes, state = window.splitter.sizes(), window.layout_state()
    window.resize(1080, 660)
    window.splitter.setSizes([270, 600, 270])
    assert window.splitter.sizes() != sizes
    window.restore_layout(state)
    assert (window.height(), window.splitter.sizes()) == (700, sizes)


async def test_every_control_has_a_name(window: MainWindow, bound: Account) -> None:
    """As a screen reader asks: words of its own, an accessible name, or a label that is its buddy."""
    window.show_accounts(bound.id)
    for name in NAMES:
        window.side.page(name)
    window.top.focus_search()
    nameless = []
    for control in window.findChildren(QWidget):
        # A combo box's list and a spin box's field speak for it; a label is no control.
        is_part = isinstance(control.parent(), (QComboBox, QAbstractSpinBox)) or (
            isinstance(control, QListView) and isinstance(control.parent(), QFrame)
        )
        is_hidden_button = isinstance(control, QPushButton) and not control.isVisibleTo(window)
        if is_part or is_hidden_button or isinstance(control, QLabel):
            continue
        if control.focusPolicy() is not Qt.FocusPolicy.NoFocus and not spoken_name(control):
            nameless.append(f"{type(control).__name__} in {type(control.parent()).__name__}")
    assert not nameless, "\n".join(nameless)


def spoken_name(control: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(control)
    return str(interface.text(QAccessible.Text.Name)) if interface else ""


async def test_the_tour_comes_out_as_it_should(
    window: MainWindow,
    console: Console,
    sandbox_account: Account,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    picture = tmp_path / "window.png"
    await console.send(sandbox_account.id, "YCloud", ["+6581239999"], "of another day")
    assert await Tour(console, window, picture).make() == 0
    shown = capsys.readouterr().out
    assert "18 Invalid signature" in shown
    assert "4 Invalid phone number" in shown
    assert shown.count("Delivered") == 3
    assert "of another day" not in shown
    assert picture.stat().st_size > 20_000


async def test_the_tour_says_what_did_not_come(
    window: MainWindow,
    console: Console,
    sandbox_account: Account,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("ycloud_console.ui.tour.PATIENCE", 0.5)
    await console.unbind(sandbox_account.id)
    monkeypatch.setattr(window.actions_on_accounts, "open_sandbox", lambda: None)
    window.show_accounts(sandbox_account.id)
    assert await Tour(console, window, tmp_path / "none.png").make() == 1
    assert "The tour sent 0 of 5 messages" in capsys.readouterr().err
    assert not (tmp_path / "none.png").exists()


def test_the_application_is_the_one_qt_knows(themed: QApplication) -> None:
    assert QApplication.instance() is themed


async def test_no_part_of_the_window_flashes_up_by_itself(
    themed: QApplication, console: Console, bridge: Bridge, tasks: Tasks, sandbox_account: Account
) -> None:
    windows = Windows()
    themed.installEventFilter(windows)
    made = MainWindow(console, bridge, tasks)
    themed.removeEventFilter(windows)
    assert windows.seen == []
    made.rest()
    await tasks.close()
    made.close_for_good()
    made.deleteLater()


async def test_what_is_read_stays_when_its_account_is_chosen_again(
    window: MainWindow, console: Console, bound: Account
) -> None:
    window.show_accounts(bound.id)
    (view,) = await console.send(bound.id, "YCloud", ["+6581234567"], "read me")
    await until(lambda: window.deliveries.select_message(view.row.id), "listed")
    await until(window.details.number.isVisible, "shown")
    window.side.inbox.reply_wanted.emit(bound.id, "10086", "+6581234568")
    assert window.details.number.isVisible()
    assert "8123 4567" in window.details.number.text()


def test_the_words_of_the_first_start_are_as_high_as_their_font(themed: QApplication) -> None:
    page = WelcomePage()
    (title,) = (one for one in page.findChildren(QLabel) if one.text().startswith("Connect your"))
    assert title.height() >= title.fontMetrics().height()
    title.setStyleSheet("font-size: 40px")
    title.ensurePolished()
    assert title.height() >= title.fontMetrics().height() > 40
    page.deleteLater()
