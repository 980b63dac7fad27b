"""What can be done from anywhere: keys, menu, panes, sheets, full screen, folders."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton

from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history import MessageFilter
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.help.sheet import QuestionSheet, ShortcutSheet
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.window import MainWindow

pytestmark = pytest.mark.gui

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(window: MainWindow, bound: Account) -> MainWindow:
    """On the account that is bound."""
    window.show_accounts(bound.id)
    window.activateWindow()
    return window


async def test_ctrl_and_a_number_show_the_pages_in_the_rail_s_order(window: MainWindow) -> None:
    for number, name in enumerate(window.rail.captions, 1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), CTRL)
        assert window.rail.current == name
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    assert window.rail.current == "settings"


async def test_ctrl_b_unbinds_and_binds(window: MainWindow, console: Console, bound: Account) -> None:
    QTest.keyClick(window, Qt.Key.Key_B, CTRL)
    await until(lambda: window.top.pill.text == "Not bound", "unbound")
    QTest.keyClick(window, Qt.Key.Key_B, CTRL)
    await until(lambda: console.status(bound.id).is_bound, "bound")


async def test_panes_are_hidden_and_come_back_as_wide_as_they_were(window: MainWindow) -> None:
    window.splitter.setSizes([300, 700, 290])
    before = window.splitter.sizes()
    for key, pane in ((Qt.Key.Key_C, window.composer), (Qt.Key.Key_D, window.details)):
        QTest.keyClick(window, key, CTRL | SHIFT)
        assert not pane.isVisible()
    await until(lambda: window.deliveries.width() > sum(before) - 20, "the room of both")
    for name in ("Show the composer (Ctrl+Shift+C)", "Show the details (Ctrl+Shift+D)"):
        toggle = next(each for each in window.top.findChildren(QToolButton) if each.accessibleName() == name)
        assert not toggle.isChecked()
        toggle.click()
        assert toggle.isChecked()
    assert window.composer.isVisible()
    await until(lambda: window.splitter.sizes() == before, "the same widths")


async def test_a_hidden_pane_stays_hidden_the_next_time(
    window: MainWindow, console: Console, bridge: Bridge, bound: Account
) -> None:
    window.splitter.setSizes([300, 700, 290])
    width = window.details.width()
    window.commands["details"].trigger()
    of_its_own = Tasks(lambda _name, _error: None)
    again = MainWindow(console, bridge, of_its_own)
    again.restore_layout(window.layout_state())
    again.show_accounts(bound.id)
    again.show()
    assert not again.details.isVisible()
    assert not again.commands["details"].isChecked()
    again.commands["details"].trigger()
    await until(lambda: again.details.width() == width, "as wide as it was")
    again.rest()
    await of_its_own.close()
    again.close_for_good()
    again.deleteLater()


async def test_a_new_message_brings_the_composer_back(window: MainWindow) -> None:
    window.commands["composer"].trigger()
    window.show_page("settings")
    assert not window.commands["composer"].isEnabled(), "there is nothing to hide on this page"
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    assert window.composer.isVisible()


async def test_f1_lists_every_shortcut_and_finds_one(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    assert not sheet.isModal()
    listed = sheet.shown()
    for keys in window.commands.shortcuts():
        assert keys.words in listed
    QTest.keyClicks(sheet.search, "full")
    assert sheet.shown() == ["Full screen", "Close a dialog or a menu; leave the full screen"]
    QTest.keyClicks(sheet.search, "xyz")
    assert sheet.nothing.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


async def test_no_two_commands_have_the_same_keys(window: MainWindow) -> None:
    given = [keys.keys for keys in window.commands.shortcuts()]
    assert len(set(given)) == len(given)
    assert all(not QKeySequence(keys).isEmpty() for keys in given)


async def test_what_to_ask_is_copied(window: MainWindow) -> None:
    window.commands["questions"].trigger()
    sheet = window.findChild(QuestionSheet)
    assert sheet is not None
    sheet.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("1. ")
    assert "enquire_link" in copied
    sheet.accept()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_the_menu_has_what_has_no_other_place(window: MainWindow) -> None:
    window.top.main_menu_button.click()
    menu = window.top.findChild(QMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words[0] == "New message"
    assert "Open log folder" in words
    assert words[-1] == "Close"
    menu.close()
    window.commands["about"].trigger()
    assert window.rail.current == "settings"
    assert window.side.settings.about.copy_button.hasFocus()


async def test_f11_fills_the_screen_and_escape_leaves_it(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert window.commands["full_screen"].isChecked()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert not window.commands["full_screen"].isChecked()


async def test_another_page_ends_the_wall_display(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_3, CTRL)
    assert window.rail.current == "monitor"
    window.side.monitor.full_screen.click()
    assert window.isFullScreen()
    assert not window.rail.isVisible()
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)
    assert not window.isFullScreen()
    for part in (window.top, window.rail, window.status):
        assert part.isVisible()


async def test_a_window_is_not_larger_than_its_screen(window: MainWindow) -> None:
    window.resize(3000, 2000)
    state = window.layout_state()
    window.restore_layout(state)
    room = window.screen().availableSize()
    assert window.width() <= max(room.width(), window.minimumWidth())
    assert window.height() <= max(room.height(), window.minimumHeight())


async def test_a_badge_counts_and_is_spoken(window: MainWindow) -> None:
    window.rail.set_badge("decoder", 3)
    spoken = {each.accessibleName() for each in window.rail.findChildren(QToolButton)}
    assert "Decoder, 3 new" in spoken
    window.rail.set_badge("decoder", 0)
    spoken = {each.accessibleName() for each in window.rail.findChildren(QToolButton)}
    assert "Decoder" in spoken


async def test_faults_of_the_sandbox_are_said_while_they_are_on(window: MainWindow) -> None:
    window.side.settings.sandbox.spin("throttle").setValue(20)
    assert "misbehaves on request" in window.banner.text("faults")
    window.side.settings.sandbox.reset_all()
    assert window.banner.text("faults") == ""


async def test_the_status_bar_counts_both_ways(window: MainWindow, console: Console, bound: Account) -> None:
    await console.send(bound.id, "YCloud", ["+6581234567"] * 10, "count me")

    def both() -> bool:
        window.status.refresh()
        return "Out 2.0/s" in window.status.outgoing.text() and "In 2.0/s" in window.status.incoming.text()

    await until(both, "ten within five seconds, out and in")


async def test_a_text_from_the_inbox_is_answered_from_its_number(window: MainWindow, bound: Account) -> None:
    window.commands["composer"].trigger()
    window.show_page("inbox")
    window.side.inbox.reply_wanted.emit(bound.id, "10086", "+6581234567")
    assert window.rail.current == "deliveries"
    draft = window.composer.draft()
    assert "10086" in draft.sender
    assert "6581234567" in draft.recipients
    assert window.composer.isVisible()


async def test_the_pdus_of_a_message_are_shown(window: MainWindow, console: Console, bound: Account) -> None:
    (view,) = await console.send(bound.id, "YCloud", ["+6581234567"], "look at me")
    window.details.show_pdus.emit(view.row.id)
    await until(lambda: window.rail.current == "protocol", "the page")
    assert window.pages.currentWidget() is window.side.protocol
    page = window.side.protocol

    def first_two() -> list[str]:
        return [each.command for each in page.model.entries[:2]]

    await until(lambda: first_two() == ["submit_sm", "submit_sm_resp"], "its PDUs, and no others")
    # And back from a PDU to its message.
    window.deliveries.view.clearSelection()
    page.table.selectRow(1)
    page.inspector.message.click()
    await until(lambda: window.rail.current == "deliveries", "the deliveries")
    shown = window.details
    await until(lambda: shown.message is not None and shown.message.row.id == view.row.id, "its details")


async def test_what_is_to_be_decoded_goes_to_the_decoder(window: MainWindow) -> None:
    window.side.inbox.decode_wanted.emit("id:1 stat:DELIVRD err:0")
    assert window.rail.current == "decoder"
    assert "DELIVRD" in window.side.decoder.edit.toPlainText()


async def test_the_monitor_fills_the_screen_alone(window: MainWindow) -> None:
    window.show_page("monitor")
    QTest.keyClick(window, Qt.Key.Key_F11)
    await until(window.isFullScreen, "full screen")
    assert not window.rail.isVisible()
    assert not window.top.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    await until(lambda: not window.isFullScreen(), "as it was")
    assert window.rail.isVisible()
    assert window.top.isVisible()


async def test_a_figure_of_the_monitor_shows_its_messages(window: MainWindow, console: Console) -> None:
    account = window.account_id
    await console.send(account, "YCloud", ["+6581230010", "+6581234567"], "one fails")
    window.show_page("monitor")
    window.side.monitor.filter_wanted.emit(MessageFilter(account_id=account, error="10"))
    assert window.rail.current == "deliveries"
    await until(lambda: [row.error for row in window.deliveries.model.rows] == ["10"], "the one that failed")
