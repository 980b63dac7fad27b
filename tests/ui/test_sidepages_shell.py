"""The pages beside the deliveries: built late, as if they had been there from the start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.history.conftest import new_inbound
from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.console.events import Event, SegmentsSent
from ycloud_console.sms.masking import Mask
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.monitor.ranges import Range
from ycloud_console.ui.sidepages import NAMES
from ycloud_console.ui.window import MainWindow

pytestmark = pytest.mark.gui


async def test_pages_beside_the_deliveries_are_built_when_they_are_shown(
    window: MainWindow, bound: Account
) -> None:
    """They take longer than all else at the start."""
    window.show_accounts(bound.id)
    assert window.pages.count() == 1 + 1  # the deliveries, and what the first start has shown
    window.show_page("decoder")
    window.show_page("monitor")
    window.show_page("decoder")
    assert window.pages.count() == 2 + 2
    assert window.pages.currentWidget() is window.side.decoder


@pytest.mark.parametrize("name", NAMES)
async def test_tab_goes_from_the_rail_to_a_page_that_was_built_late(
    window: MainWindow, bound: Account, name: str
) -> None:
    window.show_accounts(bound.id)
    window.activateWindow()
    window.show_page(name)
    QApplication.processEvents()
    last = max(window.rail.findChildren(QAbstractButton), key=lambda each: each.mapToGlobal(QPoint()).y())
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Tab)
    focused = window.focusWidget()
    assert window.side.page(name).isAncestorOf(focused), focused
    for _ in range(200):
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = window.focusWidget()
        if not window.side.page(name).isAncestorOf(focused):
            break
    assert focused in window.top.tools()


async def test_tab_goes_from_the_rail_to_the_page_of_the_first_start(window: MainWindow) -> None:
    window.activateWindow()
    window.side.welcome.form.name_edit.setFocus()
    QTest.keyClick(window.side.welcome.form.name_edit, Qt.Key.Key_Backtab)
    assert window.rail.isAncestorOf(window.focusWidget()) or window.side.welcome.isAncestorOf(
        window.focusWidget()
    )


async def test_how_a_page_was_left_is_kept_though_it_is_not_shown_again(
    window: MainWindow, bound: Account
) -> None:
    window.show_accounts(bound.id)
    window.restore_layout(
        {"monitor.range": "week", "monitor.account": "all", "inbox.seen": "0", "other": "no"}
    )
    state = window.layout_state()
    assert (state["monitor.range"], state["monitor.account"]) == ("week", "all")
    assert "other" not in state
    window.show_page("monitor")
    assert window.side.monitor.range is Range.WEEK
    window.side.monitor.set_range(Range.HOUR)
    assert window.layout_state()["monitor.range"] == "hour"


async def test_unread_messages_are_counted_before_the_inbox_is_shown(
    window: MainWindow, console: Console, bound: Account
) -> None:
    window.show_accounts(bound.id)
    counts: list[int] = []
    window.side.unread.changed.connect(counts.append)
    await console.history.inbound(new_inbound("one", account_id=bound.id))
    await until(lambda: counts == [1], "one unread")
    window.show_page("inbox")
    await until(lambda: counts == [1, 0], "seen")


async def test_what_was_sent_before_the_monitor_is_shown_is_in_its_rates(
    window: MainWindow, console: Console, bound: Account
) -> None:
    window.show_accounts(bound.id)
    sent: list[Event] = []
    console.subscribe(lambda event: sent.append(event) if isinstance(event, SegmentsSent) else None)
    window.composer.fill("YCloud", "+6581234567", "hello")
    window.composer.submit()
    await until(lambda: sent, "the segment on the wire")
    window.show_page("monitor")
    lines = window.side.monitor.lines
    await until(lambda: any(row[1] != "0.0" for row in lines.table()[1:]), "the segment that was sent")


async def test_what_was_hidden_before_a_page_is_built_is_hidden_there(
    window: MainWindow, bound: Account
) -> None:
    window.show_accounts(bound.id)
    Masking.current().set_mask(Mask(texts=True, numbers=True))
    try:
        view = window.side.protocol.model.glass.view
        assert view.hide_texts
        assert view.hide_numbers
        assert window.side.settings.box("hide_texts").isChecked()
        assert window.side.settings.box("hide_numbers").isChecked()
    finally:
        Masking.current().set_mask(Mask())
