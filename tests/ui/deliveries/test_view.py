"""The table does not move under the reader's eyes, copies, and is driven by the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.messages import SECOND, make_row
from ycloud_console.history.model import Order, SortColumn
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.deliveries.cells import Column
from ycloud_console.ui.deliveries.delegate import MARGIN
from ycloud_console.ui.deliveries.model import DeliveriesModel
from ycloud_console.ui.deliveries.view import DeliveriesView
from ycloud_console.ui.moments import now
from ycloud_console.ui.theme import mono_font

pytestmark = pytest.mark.gui

BY_TEXT = Order(SortColumn.TEXT, descending=False)


@pytest.fixture
def view(qtbot: QtBot, themed: QApplication) -> DeliveriesView:
    """A hundred messages, the newest on top, some fifteen of them in sight."""
    model = DeliveriesModel()
    model.replace_all([make_row(number) for number in range(100, 0, -1)], has_more=False)
    made = DeliveriesView(model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(700, 450)
    made.show()
    return made


def table(view: DeliveriesView) -> DeliveriesModel:
    model = view.model()
    assert isinstance(model, DeliveriesModel)
    return model


def top_message(view: DeliveriesView) -> int:
    row = table(view).row(view.rowAt(1))
    assert row is not None
    return row.id


def test_at_the_top_it_follows(view: DeliveriesView) -> None:
    table(view).merge([make_row(101), make_row(102)])
    assert view.follows
    assert top_message(view) == 102
    assert view.unseen == 0


def test_scrolled_down_it_stays_and_counts(view: DeliveriesView) -> None:
    view.verticalScrollBar().setValue(300)
    before = top_message(view), view.rowViewportPosition(20)
    table(view).merge([make_row(number) for number in range(101, 113)])
    assert (top_message(view), view.rowViewportPosition(32)) == before
    assert view.unseen == 12
    table(view).merge([make_row(113)])
    assert view.unseen == 13
    assert top_message(view) == before[0]


def test_with_a_selection_at_the_top_it_stays(view: DeliveriesView) -> None:
    view.selectRow(0)
    table(view).merge([make_row(101)])
    assert top_message(view) == 100
    assert view.unseen == 1
    chosen = view.current_row()
    assert chosen is not None
    assert chosen.id == 100


def test_going_to_the_newest_follows_again(view: DeliveriesView, qtbot: QtBot) -> None:
    told: list[int] = []
    view.unseen_changed.connect(told.append)
    view.selectRow(5)
    table(view).merge([make_row(101)])
    qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert top_message(view) == 101
    assert told == [1, 0]
    assert view.follows


def test_scrolling_up_to_the_new_ones_counts_them_off(view: DeliveriesView) -> None:
    view.verticalScrollBar().setValue(300)
    table(view).merge([make_row(number) for number in range(101, 111)])
    view.verticalScrollBar().setValue(4 * 28)
    assert view.unseen == 4
    view.verticalScrollBar().setValue(0)
    assert view.unseen == 0


def test_rows_that_leave_above_do_not_move_what_is_read(view: DeliveriesView) -> None:
    view.verticalScrollBar().setValue(10 * 28)
    before = top_message(view)
    table(view).remove([99, 97])
    assert top_message(view) == before


def test_the_columns_fill_the_width_and_no_more(view: DeliveriesView) -> None:
    for width in (542, 630, 900, 1500):
        view.resize(width, 450)
        assert sum(view.columnWidth(column) for column in view.columns.shown) == view.viewport().width(), (
            width
        )


def test_in_a_very_narrow_pane_the_segments_yield_their_place(view: DeliveriesView) -> None:
    before = view.columns.state()
    view.resize(542, 450)
    assert view.horizontalScrollBar().maximum() == 0
    assert view.isColumnHidden(Column.SEGMENTS)
    assert view.columns.state() == before, "chosen all the same"
    view.columns.restore(before)
    assert view.isColumnHidden(Column.SEGMENTS)
    view.resize(900, 450)
    assert not view.isColumnHidden(Column.SEGMENTS)
    view.resize(542, 450)
    view.columns.set_shown(Column.SEGMENTS, False)
    view.resize(900, 450)
    assert view.isColumnHidden(Column.SEGMENTS), "somebody's choice"


def test_a_column_sized_by_hand_keeps_its_width(view: DeliveriesView) -> None:
    view.setColumnWidth(Column.ERROR, 210)
    view.resize(1000, 450)
    assert view.columnWidth(Column.ERROR) == 210
    assert sum(view.columnWidth(column) for column in view.columns.shown) == view.viewport().width()


def test_copying_rows(view: DeliveriesView, qtbot: QtBot) -> None:
    view.selectRow(1)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[1:5] for line in lines] == [
        ["+6581234567", "Message 99", "1", "Delivered"],
        ["+6581234567", "Message 98", "1", "Delivered"],
    ]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_comes_by_keyboard_and_copies_a_cell(view: DeliveriesView) -> None:
    view.selectRow(2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), view.mapToGlobal(QPoint()))
    QApplication.sendEvent(view.viewport(), event)
    menu = view.findChild(QMenu)
    assert menu is not None
    assert menu.isVisible()
    actions = {action.text(): action for action in menu.actions()}
    actions["Copy text"].trigger()
    assert QGuiApplication.clipboard().text() == "Message 98"
    actions["Copy number"].trigger()
    assert QGuiApplication.clipboard().text() == "+6581234567"
    menu.close()


def test_escape_selects_nothing(view: DeliveriesView, qtbot: QtBot) -> None:
    told: list[object] = []
    view.current_changed.connect(told.append)
    view.selectRow(0)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.current_row() is None
    assert told[-1] is None


def test_a_selected_row_keeps_its_colours(view: DeliveriesView) -> None:
    table(view).merge([make_row(100, MessageState.UNDELIVERABLE, error="18")])

    def reds() -> int:
        image = view.viewport().grab(view.visualRect(table(view).index(0, Column.ERROR))).toImage()
        colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        return sum(
            1 for colour in colours if colour.red() > 150 and colour.green() < 80 and colour.blue() < 80
        )

    plain = reds()
    view.selectRow(0)
    assert plain > 20
    assert reds() > plain / 2


def test_new_rows_in_plain_view_are_not_counted(view: DeliveriesView) -> None:
    table(view).replace_all([make_row(2), make_row(1)], has_more=False)
    view.selectRow(0)
    table(view).merge([make_row(3)])
    assert view.visible_rows()[0] == 0
    assert view.unseen == 0


def test_a_cell_is_copied_by_a_key_of_its_own(view: DeliveriesView, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.model().index(2, Column.MESSAGE))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(view, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text() == "Message 98"


def test_times_of_other_days_and_waiting_times_fit_in_any_order(view: DeliveriesView) -> None:
    """Widths are for the widest among the messages, not for the first and the last."""
    today, earlier = now(), now() - 40 * 86_400 * SECOND
    waiting = make_row(2, MessageState.ACCEPTED, text="b", queued_at=earlier, sent_at=earlier)
    minutes = make_row(4, MessageState.ACCEPTED, text="d", queued_at=today - 59 * 60 * SECOND)
    rows = [
        make_row(1, text="a", queued_at=today, sent_at=today),
        waiting,
        make_row(3, text="c", queued_at=today, sent_at=today),
    ]
    model = table(view)
    model.replace_all([rows[0], rows[2]], has_more=False, order=BY_TEXT)
    narrow = view.columnWidth(Column.SUBMITTED)
    model.merge([waiting, minutes])
    assert view.columnWidth(Column.SUBMITTED) > narrow
    mono, words = QFontMetrics(mono_font()), view.fontMetrics()
    for row in (waiting, minutes):
        for column, metrics in ((Column.SUBMITTED, mono), (Column.TOOK, words)):
            text = model.cell_text(row, column)
            assert metrics.horizontalAdvance(text) + 2 * MARGIN <= view.columnWidth(column), text


def test_the_title_sorted_by_leaves_the_right_to_its_arrow(view: DeliveriesView) -> None:
    def alignment() -> Qt.AlignmentFlag:
        role = Qt.ItemDataRole.TextAlignmentRole
        side = table(view).headerData(Column.TOOK, Qt.Orientation.Horizontal, role)
        assert isinstance(side, Qt.AlignmentFlag)
        return side

    assert alignment() & Qt.AlignmentFlag.AlignRight
    table(view).replace_all([make_row(1)], has_more=False, order=Order(SortColumn.TOOK))
    assert alignment() & Qt.AlignmentFlag.AlignLeft


def test_another_font_leaves_no_word_cut_as_in_the_old_one(view: DeliveriesView) -> None:
    view.setColumnWidth(Column.TO, 70)
    view.grab()
    font = view.font()
    font.setPixelSize(9)
    view.setFont(font)
    view.setColumnWidth(Column.TO, 70)
    shown = view.viewport().grab().toImage()
    view._delegate.font_changed()
    assert shown == view.viewport().grab().toImage()


def test_the_end_of_a_list_that_has_just_come_is_scrolled_to(view: DeliveriesView, qtbot: QtBot) -> None:
    few, many = ([make_row(number) for number in range(count, 0, -1)] for count in (5, 100))
    table(view).replace_all(few, has_more=False)
    QApplication.processEvents()
    table(view).replace_all(many, has_more=False)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.visible_rows()[1] == 99
    QApplication.processEvents()
    assert view.visible_rows()[1] == 99
