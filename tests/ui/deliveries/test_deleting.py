"""Deleting from the table: a question first, what is open stays, and the table follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.history.conftest import START, new_message
from tests.ui.conftest import until
from ycloud_console.console import Console
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.withdrawal import Withdrawn
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.deliveries.page import DeliveriesPage
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
async def page(console: Console, bridge: Bridge, tasks: Tasks, qtbot: QtBot) -> DeliveriesPage:
    for number in range(6):
        (view,) = await console.history.add([new_message(text=f"{number % 2}: {number}")], at=START + number)
        if number < 4:
            await console.history.withdraw([view.row.id], Withdrawn.CANCELLED)
    made = DeliveriesPage(console, bridge, tasks)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    await until(lambda: made.model.rowCount() == 6, "the rows")
    return made


def press(page: DeliveriesPage, words: str) -> None:
    (found,) = [
        each
        for each in page.delete_strip.notice.findChildren(QPushButton)
        if each.text() == words and each.isVisible()
    ]
    QTest.mouseClick(found, LEFT)


async def test_the_delete_key_asks_and_deletes_what_is_at_its_end(
    page: DeliveriesPage, console: Console, tasks: Tasks
) -> None:
    for number in (1, 2, 3):  # the newest first: one that is queued, two that are cancelled
        page.view.selectionModel().select(
            page.model.index(number, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    notice = page.delete_strip.notice
    assert "Delete 2 messages" in notice.title
    assert "Not deleted: 1" in notice.sentence
    press(page, "Back")
    assert not page.delete_strip.isVisible()
    assert page.model.rowCount() == 6
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    press(page, "Delete messages")
    await until(lambda: "Deleted: 2" in notice.title, "deleted")
    await until(lambda: page.model.rowCount() == 4, "the table follows")
    await until(lambda: page.figures.total == 4, "the figures follow")
    assert await console.history.counts() == {MessageState.QUEUED: 2, MessageState.DELETED: 2}
    page.close_down()
    await tasks.close()


async def test_what_is_filtered_is_deleted_and_what_is_open_refused(
    page: DeliveriesPage, console: Console, tasks: Tasks
) -> None:
    page.set_search("0:")
    await until(lambda: page.model.rowCount() == 3, "filtered")
    QTest.mouseClick(page.delete_button, LEFT)
    notice = page.delete_strip.notice
    await until(lambda: "Delete 2 messages" in notice.title, "the question")
    press(page, "Delete messages")
    await until(lambda: "Deleted: 2" in notice.title, "deleted")
    await until(lambda: page.model.rowCount() == 1, "the table follows")
    await until(lambda: not page.delete_strip.is_busy, "at rest")
    QTest.mouseClick(page.delete_button, LEFT)
    await until(lambda: notice.title == "These stay", "refused")
    assert "still under way" in notice.sentence
    assert sum((await console.history.counts()).values()) == 4
    page.close_down()
    await tasks.close()
