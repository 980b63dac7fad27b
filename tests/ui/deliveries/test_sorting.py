"""Sorting, filtering and columns, as a person does it, on a real history."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.conftest import until
from tests.ui.deliveries.test_page import GOOD, at_rest, queued, texts
from tests.ui.messages import make_row
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history.model import MessageFilter, Order, SortColumn
from ycloud_console.history.ordering import sort_key
from ycloud_console.sms.message import FAILED, MessageState
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.deliveries.cells import Column
from ycloud_console.ui.deliveries.criteria import ALL_ACCOUNTS, Criteria, Period, criteria_of, midnight
from ycloud_console.ui.deliveries.model import DeliveriesModel
from ycloud_console.ui.deliveries.page import DeliveriesPage
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui

BY_TEXT = Order(SortColumn.TEXT, descending=False)
MENUS = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
async def page(console: Console, bridge: Bridge, tasks: Tasks, qtbot: QtBot) -> DeliveriesPage:
    made = DeliveriesPage(console, bridge, tasks)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    await until(lambda: not tasks.names, "first reading")
    return made


def click_header(page: DeliveriesPage, column: Column, qtbot: QtBot) -> None:
    header = page.view.horizontalHeader()
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2))


@at_rest
async def test_a_click_on_a_title_sorts_and_another_the_other_way(
    page: DeliveriesPage, console: Console, qtbot: QtBot
) -> None:
    await console.history.add([queued(text) for text in ("pear", "apple", "fig")])
    await until(lambda: len(page.model.rows) == 3, "shown")
    click_header(page, Column.MESSAGE, qtbot)
    await until(lambda: texts(page) == ["apple", "fig", "pear"], "ascending")
    click_header(page, Column.MESSAGE, qtbot)
    await until(lambda: texts(page) == ["pear", "fig", "apple"], "descending")


def _is_sorted_by(page: DeliveriesPage, column: SortColumn) -> bool:
    return page.model.order.column is column


@at_rest
async def test_the_arrow_takes_no_more_than_its_place(page: DeliveriesPage, console: Console) -> None:
    page.resize(612, 500)
    await console.history.add([queued("pear")])
    for column in (SortColumn.ERROR, SortColumn.TOOK, SortColumn.RECIPIENT):
        page.set_order(Order(column))
        await until(partial(_is_sorted_by, page, column), "sorted")
        widths = [page.view.columnWidth(each) for each in page.view.columns.shown]
        assert sum(widths) <= page.view.viewport().width(), column


@at_rest
async def test_new_rows_join_a_sorted_view_where_they_belong(page: DeliveriesPage, console: Console) -> None:
    await console.history.add([queued(text) for text in ("pear", "apple")])
    page.set_order(BY_TEXT)
    await until(lambda: texts(page) == ["apple", "pear"], "sorted")
    page.view.selectRow(1)
    await console.history.add([queued(text) for text in ("banana", "zucchini", "aardvark")])
    await until(lambda: len(page.model.rows) == 5, "joined")
    assert texts(page) == ["aardvark", "apple", "banana", "pear", "zucchini"]
    chosen = page.view.current_row()
    assert chosen is not None
    assert chosen.text == "pear"


@at_rest
async def test_a_row_that_changes_its_place_moves_unless_it_is_being_read(
    page: DeliveriesPage, console: Console
) -> None:
    views = await console.history.add([queued("first"), queued("second"), queued("third")])
    segments = [view.segments[0].id for view in views]
    await console.history.mark_sent(segments, views[0].row.queued_at + 1)
    page.set_order(Order(SortColumn.STATE, descending=False))
    await until(lambda: [row.state for row in page.model.rows] == [MessageState.SENT] * 3, "sent")
    page.view.selectRow(0)
    await console.history.answered(segments[0], 0, "a", views[0].row.queued_at + 2)
    await until(lambda: page.model.rows[0].state is MessageState.ACCEPTED, "read, and left where it is")
    await console.history.answered(segments[1], 0, "b", views[0].row.queued_at + 2)
    await until(lambda: texts(page) == ["first", "third", "second"], "the other one moved")


@at_rest
async def test_the_filters_narrow_down_and_escape_clears_them(
    page: DeliveriesPage, console: Console, bound: Account, qtbot: QtBot
) -> None:
    await console.send(bound.id, "YCloud", [GOOD, "+8613800130010", "12345"], "hello")
    await until(lambda: not any(row.state.is_pending for row in page.model.rows), "final")
    await until(lambda: page.count.text() == "Messages: 3", "counted")
    qtbot.mouseClick(page.filter_button, Qt.MouseButton.LeftButton)
    await until(lambda: page.panel.country.count() == 3, "offered")
    page.panel.country.setFocus()
    qtbot.keyClick(page.panel.country, Qt.Key.Key_Down)
    await until(lambda: len(page.model.rows) == 1, "one country")
    await until(lambda: page.count.text() == "1 of 3", "counted")
    chip = next(each for each in page.active.findChildren(QPushButton) if each.isVisible())
    assert chip.text().startswith(page.panel.country.currentText())
    await console.send(bound.id, "YCloud", ["12345"], "later")
    page.set_criteria(Criteria(status=4))
    await until(lambda: len(page.model.rows) == 2, "by submit status")
    page.set_criteria(Criteria(period=Period.YESTERDAY))
    await until(lambda: not page.model.rows, "nothing yesterday")
    assert page.nothing.text() == "No message matches."
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    await until(lambda: len(page.model.rows) == 4, "all again")
    assert page.active.isHidden()


@at_rest
async def test_a_filter_given_from_elsewhere_is_shown_as_chosen(
    page: DeliveriesPage, console: Console
) -> None:
    page.set_account("acme")
    views = await console.history.add([queued("mine"), queued("theirs", "other")])
    await until(lambda: texts(page) == ["mine"], "its own")
    page.set_filter(MessageFilter(since=views[0].row.queued_at, country="SG"))
    await until(lambda: len(page.model.rows) == 2, "of all accounts")
    assert len([each for each in page.active.findChildren(QPushButton) if each.isVisible()]) == 4
    page.set_filter(MessageFilter(account_id="acme", states=FAILED))
    await until(lambda: not page.model.rows, "none failed")
    assert page.filters.states == FAILED
    assert page.active.isHidden()
    page.set_filter(MessageFilter(account_id="acme", states=frozenset({MessageState.QUEUED})))
    await until(lambda: texts(page) == ["mine"], "a state without a chip")
    assert page.active.isVisible()


@at_rest
async def test_columns_are_chosen_moved_and_come_back(page: DeliveriesPage) -> None:
    columns = page.view.columns
    columns.set_shown(Column.MESSAGE_ID, shown=True)
    columns.set_shown(Column.SEGMENTS, shown=False)
    page.view.horizontalHeader().moveSection(0, 2)
    page.view.setColumnWidth(Column.ERROR, 150)
    shown, state = columns.shown, page.layout_state()
    columns.reset()
    assert columns.shown == list(Column)[:7]
    page.restore_layout(state)
    assert columns.shown == shown
    assert Column.SEGMENTS not in shown
    assert page.view.columnWidth(Column.ERROR) == 150
    page.restore_layout({"deliveries.columns": "nonsense,!to=99999999,,=,!submitted"})
    assert columns.shown


@at_rest
async def test_the_last_column_stays(page: DeliveriesPage) -> None:
    for column in Column:
        page.view.columns.set_shown(column, shown=False)
    assert len(page.view.columns.shown) == 1


@MENUS
@at_rest
async def test_the_columns_menu_is_reached_by_the_keyboard(page: DeliveriesPage, qtbot: QtBot) -> None:
    page.columns_button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.columns_button, Qt.Key.Key_Space)
    menu = page.columns_button.findChild(QMenu)
    assert menu is not None
    named = {action.text(): action for action in menu.actions()}
    named["Country"].trigger()
    assert Column.COUNTRY in page.view.columns.shown
    submenu = named["Sort by"].menu()
    assert isinstance(submenu, QMenu)
    next(action for action in submenu.actions() if action.text() == "To").trigger()
    assert page.view.horizontalHeader().sortIndicatorSection() == Column.TO
    menu.close()


@at_rest
async def test_what_is_filtered_is_exported(
    page: DeliveriesPage, console: Console, tmp_path: Path, qtbot: QtBot
) -> None:
    await console.history.add([queued(f"message {number}") for number in range(700)])
    await console.history.add([queued("other", "elsewhere")])
    page.set_account("acme")
    target = tmp_path / "out.csv"
    page.export_strip.start(page.filter, 700, target)
    assert page.export_button.isEnabled() is False
    await until(lambda: not page.export_strip.is_busy, "written")
    assert page.export_strip.notice.title == "Exported: 700 messages"
    assert len(target.read_text("utf-8-sig").splitlines()) == 701
    assert page.export_button.isEnabled()


@at_rest
async def test_an_export_that_is_cancelled_leaves_nothing(
    page: DeliveriesPage, console: Console, tmp_path: Path, tasks: Tasks, qtbot: QtBot
) -> None:
    await console.history.add([queued(f"message {number}") for number in range(1200)])
    page.export_strip.start(page.filter, 1200, tmp_path / "out.jsonl")
    cancel = next(each for each in page.export_strip.findChildren(QPushButton) if each.text() == "Cancel")
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    await until(lambda: "export messages" not in tasks.names, "ended")
    assert page.export_strip.isHidden()
    assert [each.name for each in tmp_path.iterdir() if "out" in each.name] == []


@at_rest
async def test_an_export_that_fails_says_why(page: DeliveriesPage, tmp_path: Path) -> None:
    page.export_strip.start(page.filter, 0, tmp_path / "missing" / "out.csv")
    await until(lambda: not page.export_strip.is_busy, "failed")
    assert page.export_strip.notice.tone == "danger"
    assert "out.csv cannot be written" in page.export_strip.notice.sentence
    page.export_strip.start(page.filter, 0, tmp_path / "out.doc")
    assert "must end in" in page.export_strip.notice.sentence


@MENUS
@at_rest
async def test_the_file_is_asked_for_without_stopping_anything(
    page: DeliveriesPage, console: Console, tmp_path: Path, qtbot: QtBot
) -> None:
    await console.history.add([queued("hello")])
    await until(lambda: page.model.rows, "shown")
    dialog = page.export_strip.ask(page.filter, 1)
    dialog.fileSelected.emit(str(tmp_path / "out.xlsx"))
    dialog.close()
    await until(lambda: (tmp_path / "out.xlsx").exists(), "written")


@at_rest
async def test_messages_are_copied_as_tickets(page: DeliveriesPage, console: Console) -> None:
    await console.history.add([queued("one"), queued("two")])
    await until(lambda: len(page.model.rows) == 2, "shown")
    page.view.tickets_wanted.emit(page.model.rows)
    await until(lambda: QGuiApplication.clipboard().text().count("SMS delivery report") == 2, "copied")


@at_rest
async def test_the_keyboard_goes_to_the_ends_and_to_the_details(
    page: DeliveriesPage, console: Console, qtbot: QtBot
) -> None:
    await console.history.add([queued(f"message {number}") for number in range(3)])
    await until(lambda: len(page.model.rows) == 3, "shown")
    page.view.setFocus()
    for key, expected in ((Qt.Key.Key_End, "message 0"), (Qt.Key.Key_Home, "message 2")):
        qtbot.keyClick(page.view, key)
        chosen = page.view.current_row()
        assert chosen is not None
        assert chosen.text == expected
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    page.view.setCurrentIndex(page.model.index(0, Column.MESSAGE))
    qtbot.keyClick(page.view, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text() == "message 2"
    # Last, since a key without modifiers also tells Qt that none are held any more.
    with qtbot.waitSignal(page.details_wanted):
        qtbot.keyClick(page.view, Qt.Key.Key_Return)


def test_days_are_those_of_this_computer() -> None:
    today, day = date(2026, 3, 1), timedelta(days=1)
    assert Criteria(period=Period.TODAY).span(today) == (midnight(today), None)
    assert Criteria(period=Period.YESTERDAY).span(today) == (midnight(today - day), midnight(today))
    assert Criteria(period=Period.WEEK).span(today) == (midnight(date(2026, 2, 23)), None)
    assert Criteria(period=Period.MONTH).span(today) == (midnight(today), None)
    custom = Criteria(period=Period.CUSTOM, first=date(2026, 2, 1), last=date(2026, 2, 3))
    assert custom.span(today) == (midnight(date(2026, 2, 1)), midnight(date(2026, 2, 4)))
    assert Criteria(since=5).span(today) == (5, None)


def test_each_part_of_the_criteria_can_be_taken_away(qapp: QApplication) -> None:
    criteria = criteria_of(
        MessageFilter(since=1, until=2, states=FAILED, country="SG", error="18", recipient="+65"), "acme"
    )
    assert criteria.account == ALL_ACCOUNTS
    parts = criteria.parts(str)
    assert len(parts) == 6
    while not criteria.is_any:
        _, criteria = criteria.parts(str)[0]
    assert criteria.parts(str) == []


def test_the_model_keeps_the_rules_in_every_order(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    rows = [
        make_row(number, MessageState.DELIVERED if number % 2 else MessageState.SENT, text=f"{number % 3}")
        for number in range(20)
    ]
    for order in (
        Order(SortColumn.TIME),
        BY_TEXT,
        Order(SortColumn.STATE),
        Order(SortColumn.TOOK, descending=False),
    ):
        model = DeliveriesModel()
        ordered = sorted(rows, key=lambda row: sort_key(row, order), reverse=order.descending)
        model.replace_all(ordered[4:12], has_more=True, order=order)
        qtmodeltester.check(model)
        model.set_total(len(rows))
        wanted = model.missing(8, 12, 10)
        assert wanted is not None
        model.fill(wanted, ordered[12:18], is_end=False)
        model.merge(ordered[:6] + ordered[18:])
        assert [row.id for row in model.rows] == [row.id for row in ordered[:18]], order
        assert [model.row_of(row.id) for row in ordered[:18]] == list(range(18))
        model.forget(5, 0, 0)
        assert [row.id for row in model.rows] == [row.id for row in ordered[:5]]
        model.merge([rows[5]])
        qtmodeltester.check(model)
