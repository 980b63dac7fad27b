"""The table model: order, one insertion a batch, and nothing lost between the pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from tests.ui.messages import make_row
from ycloud_console.history.ordering import sort_key
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.deliveries.cells import NEWEST_FIRST, Column
from ycloud_console.ui.deliveries.model import COPY_ROLE, ROW_ROLE, DeliveriesModel

pytestmark = pytest.mark.gui


class Heard:
    """What a view hears of the model."""

    def __init__(self, model: DeliveriesModel) -> None:
        self.inserted: list[tuple[int, int]] = []
        self.removed: list[tuple[int, int]] = []
        self.changed: list[tuple[int, int]] = []
        model.rowsInserted.connect(lambda _parent, first, last: self.inserted.append((first, last)))
        model.rowsRemoved.connect(lambda _parent, first, last: self.removed.append((first, last)))
        model.dataChanged.connect(lambda top, bottom: self.changed.append((top.row(), bottom.row())))


@pytest.fixture
def model(qapp: QApplication) -> DeliveriesModel:
    """Messages 10, 9, … 1, with older ones to be had."""
    made = DeliveriesModel()
    made.replace_all([make_row(number) for number in range(10, 0, -1)], has_more=True)
    return made


def shown(model: DeliveriesModel) -> list[int]:
    return [model.index(number, 0).data(ROW_ROLE).id for number in range(model.rowCount())]


def test_the_model_keeps_the_rules_of_models(model: DeliveriesModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.merge([make_row(12), make_row(11), make_row(5, MessageState.REJECTED)])
    model.append_more([make_row(0)], has_more=False)
    model.remove([3])
    model.trim(4)
    qtmodeltester.check(model)


def test_new_rows_come_on_top_in_one_insertion(model: DeliveriesModel) -> None:
    heard = Heard(model)
    model.merge([make_row(11), make_row(13), make_row(12)])
    assert heard.inserted == [(0, 2)]
    assert shown(model)[:4] == [13, 12, 11, 10]


def test_changed_rows_are_told_of_in_runs_and_stay_where_they_are(model: DeliveriesModel) -> None:
    heard = Heard(model)
    model.merge([make_row(number, MessageState.REJECTED) for number in (9, 8, 7, 3)])
    assert sorted(heard.changed) == [(1, 3), (7, 7)]
    assert heard.inserted == []
    assert model.row(1).state is MessageState.REJECTED
    assert shown(model) == list(range(10, 0, -1))


def test_a_row_that_joins_later_goes_to_its_place(model: DeliveriesModel) -> None:
    model.remove([5])
    heard = Heard(model)
    model.merge([make_row(5)])
    assert heard.inserted == [(5, 5)]
    assert shown(model) == list(range(10, 0, -1))


def test_a_row_older_than_what_is_loaded_waits_for_its_page(model: DeliveriesModel) -> None:
    model.merge([make_row(0)])
    assert shown(model) == list(range(10, 0, -1))
    model.append_more([make_row(0)], has_more=False)
    model.merge([make_row(-1)])
    assert shown(model) == list(range(10, -2, -1))


def test_older_rows_are_asked_for_once_at_a_time(model: DeliveriesModel) -> None:
    asked: list[None] = []
    model.more_wanted.connect(lambda: asked.append(None))
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert len(asked) == 1
    model.append_more([make_row(0), make_row(-1)], has_more=True)
    assert shown(model)[-2:] == [0, -1]
    assert model.canFetchMore(QModelIndex())
    model.append_more([], has_more=False)
    assert not model.canFetchMore(QModelIndex())


def test_rows_let_go_of_can_be_had_again(model: DeliveriesModel) -> None:
    model.append_more([], has_more=False)
    model.trim(4)
    assert shown(model) == [10, 9, 8, 7]
    assert model.last_key == sort_key(make_row(7), NEWEST_FIRST)
    assert model.canFetchMore(QModelIndex())


def test_messages_of_the_same_moment_are_kept_apart(model: DeliveriesModel) -> None:
    at = make_row(10).queued_at
    model.merge([make_row(11, queued_at=at), make_row(12, queued_at=at)])
    model.merge([make_row(11, MessageState.EXPIRED, queued_at=at)])
    assert shown(model)[:3] == [12, 11, 10]
    assert model.row_of(11) == 1
    assert model.row(1).state is MessageState.EXPIRED


def test_cells(model: DeliveriesModel) -> None:
    model.merge(
        [
            make_row(
                20,
                MessageState.UNDELIVERABLE,
                recipient="+8613800130018",
                country="CN",
                text="<b>one</b>\ntwo",
                error="18",
                segment_count=2,
            )
        ]
    )
    cell = {column: model.index(0, column) for column in Column}
    assert cell[Column.TO].data() == "CN  +86 138 0013 0018"
    assert cell[Column.TO].data(COPY_ROLE) == "+8613800130018"
    assert cell[Column.MESSAGE].data() == "<b>one</b> two"
    assert cell[Column.MESSAGE].data(COPY_ROLE) == "<b>one</b>\ntwo"
    assert "&lt;b&gt;" in cell[Column.MESSAGE].data(Qt.ItemDataRole.ToolTipRole)
    assert cell[Column.SEGMENTS].data() == "2"
    assert cell[Column.STATUS].data() == "Undeliverable"
    assert cell[Column.ERROR].data().startswith("18 ")
    assert "signature" in cell[Column.ERROR].data().lower()
    assert cell[Column.TOOK].data() == "2.11 s"
    assert "UTC" in cell[Column.SUBMITTED].data(Qt.ItemDataRole.ToolTipRole)
    assert cell[Column.STATUS].data(Qt.ItemDataRole.AccessibleTextRole) == "Status: Undeliverable"


def test_what_is_queued_has_no_time_of_sending_yet(model: DeliveriesModel) -> None:
    model.replace_all([make_row(1, MessageState.QUEUED)], has_more=False)
    cell = model.index(0, Column.SUBMITTED)
    assert (cell.data(), cell.data(COPY_ROLE)) == ("–", "")
    tip = cell.data(Qt.ItemDataRole.ToolTipRole)
    assert "Handed over" in tip
    assert "Sent" not in tip


def test_a_refused_submit_shows_its_status(model: DeliveriesModel) -> None:
    model.merge([make_row(20, MessageState.REJECTED, status=4)])
    words = model.index(0, Column.ERROR).data()
    assert words.startswith("4 ")
    assert "phone number" in words.lower()


def test_a_pending_message_shows_how_long_it_waits(model: DeliveriesModel) -> None:
    model.merge([make_row(20, MessageState.ACCEPTED, done_at=None)])
    heard = Heard(model)
    assert model.index(0, Column.TOOK).data().endswith("…")
    model.tick(0, 3)
    assert heard.changed == [(0, 3)]
    model.tick(1, 3)
    assert len(heard.changed) == 1
