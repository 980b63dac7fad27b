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
from ycloud_console.history.model import Order, SortColumn
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.withdrawal import Withdrawn
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.deliveries.criteria import Criteria
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
    await until(lambda: notice.title == "This one stays", "refused")
    assert "still under way" in notice.sentence
    assert sum((await console.history.counts()).values()) == 4
    page.close_down()
    await tasks.close()


async def test_a_question_about_those_chosen_ends_when_others_are(
    page: DeliveriesPage, console: Console, tasks: Tasks
) -> None:
    page.view.selectRow(2)
    chosen = page.view.chosen_rows()[0].id
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.delete_strip.notice.title == "Delete 1 message for good?"
    # The same is read again, and other rows come in above it.
    await console.history.add([new_message(text="0: new")], at=START + 9)
    await until(lambda: page.model.rowCount() == 7, "a row more")
    page.model.merge(page.view.chosen_rows())
    assert [row.id for row in page.view.chosen_rows()] == [chosen]
    assert page.delete_strip.isVisible()
    page.view.selectRow(4)
    assert not page.delete_strip.isVisible()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.delete_strip.isVisible()
    page.set_criteria(Criteria(recipient="+15550100"))
    await until(lambda: page.model.rowCount() == 0, "filtered")
    assert not page.delete_strip.isVisible()
    page.close_down()
    await tasks.close()


async def test_a_question_about_what_is_filtered_ends_with_the_filter(
    page: DeliveriesPage, tasks: Tasks
) -> None:
    strip = page.delete_strip
    QTest.mouseClick(page.delete_button, LEFT)
    await until(strip.isVisible, "the question")
    page.view.selectRow(1)
    page.set_order(Order(SortColumn.TEXT, descending=False))
    assert strip.isVisible()
    page.set_search("0:")
    assert not strip.isVisible()
    # Also while it is still being counted.
    QTest.mouseClick(page.delete_button, LEFT)
    page.set_account("another")
    await until(lambda: not tasks.names, "counted in vain")
    assert not strip.isVisible()
    page.close_down()
    await tasks.close()


async def test_a_question_about_cancelling_ends_when_others_are_chosen(
    page: DeliveriesPage, tasks: Tasks
) -> None:
    page.view.selectAll()
    page.view._cancel_chosen()
    assert page.cancel_strip.notice.title == "Cancel 2 messages?"
    page.view._delete_chosen()
    assert (page.cancel_strip.isVisible(), page.delete_strip.isVisible()) == (False, True)
    page.view._cancel_chosen()
    page.view.clearSelection()
    assert not page.cancel_strip.isVisible()
    page.close_down()
    await tasks.close()


async def test_escape_leaves_the_question_and_the_keyboard_is_at_the_table_again(
    page: DeliveriesPage, tasks: Tasks
) -> None:
    page.view.setFocus()
    page.view.selectRow(2)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    back = page.focusWidget()
    assert isinstance(back, QPushButton)
    assert back.text() == "Back"
    QTest.keyClick(back, Qt.Key.Key_Escape)
    assert not page.delete_strip.isVisible()
    assert page.focusWidget() is page.view
    assert page.model.rowCount() == 6
    page.close_down()
    await tasks.close()
