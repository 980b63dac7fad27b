"""The table model: order, one insertion a batch, and nothing lost between the pages."""

from __future__ import annotations

import random

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from tests.ui.messages import make_row
from ycloud_console.history.model import MessageRow, Order, SortColumn
from ycloud_console.history.ordering import sort_key
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.deliveries.cells import NEWEST_FIRST, Column
from ycloud_console.ui.deliveries.model import MOST_ROWS, DeliveriesModel, Missing
from ycloud_console.ui.roles import COPY_ROLE

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
    """The messages that are loaded, by their numbers, which come in the order of the rows."""
    rows = [model.row(number) for number in range(model.rowCount())]
    found = [row.id for row in rows if row is not None]
    assert found == [row.id for row in model.rows]
    return found


def load(model: DeliveriesModel, *numbers: int, is_end: bool = False) -> None:
    """What is behind the last loaded row."""
    place = max(row for _, row in model.stretches()) + 1
    wanted = model.missing(place, place, 500)
    assert wanted is not None
    model.fill(wanted, [make_row(number) for number in numbers], is_end=is_end)


def test_the_model_keeps_the_rules_of_models(model: DeliveriesModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.merge([make_row(12), make_row(11), make_row(5, MessageState.REJECTED)])
    load(model, 0, is_end=True)
    model.remove([3])
    model.forget(4, 0, 0)
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
    assert model.rows[1].state is MessageState.REJECTED
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
    load(model, 0, is_end=True)
    model.merge([make_row(-1)])
    assert shown(model) == list(range(10, -2, -1))
    assert model.rowCount() == 12


def test_there_are_as_many_rows_as_were_counted(model: DeliveriesModel) -> None:
    assert model.rowCount() > 10, "something follows, and nobody knows how much"
    model.set_total(1_000_000)
    assert model.rowCount() == 1_000_000
    assert model.row(999_999) is None
    assert model.index(999_999, Column.TO).data() is None
    model.set_total(3_000_000)
    assert model.rowCount() == MOST_ROWS
    load(model, 0, is_end=True)
    assert model.rowCount() == 11
    model.set_total(12)
    assert model.rowCount() == 11, "the end was seen"


def test_rows_let_go_of_can_be_had_again(model: DeliveriesModel) -> None:
    load(model, is_end=True)
    model.forget(4, 0, 0)
    assert shown(model) == [10, 9, 8, 7]
    assert model.rowCount() == 10
    wanted = model.missing(0, 9, 500)
    assert wanted == Missing(4, 4, sort_key(make_row(7), NEWEST_FIRST))
    model.fill(wanted, [make_row(number) for number in range(6, 0, -1)], is_end=True)
    assert shown(model) == list(range(10, 0, -1))
    assert model.missing(0, 9, 500) is None


def test_what_is_loaded_on_both_sides_tells_how_long_a_gap_is(model: DeliveriesModel) -> None:
    """However wrong the count was."""
    model.set_total(5000)
    model.fill(Missing(4000, 4000, None), [make_row(number) for number in range(-20, -30, -1)], is_end=False)
    assert model.row(4000) == make_row(-20)
    load_end = model.missing(3990, 3995, 500)
    assert load_end is not None
    assert load_end.after is None
    model.fill(load_end, [make_row(number) for number in range(0, -22, -1)], is_end=False)
    assert [model.row_of(number) for number in (1, 0)] == [9, 3980]
    model.fill(Missing(10, 10, sort_key(make_row(1), NEWEST_FIRST)), [make_row(0)], is_end=False)
    assert shown(model) == list(range(10, -30, -1))


def test_a_page_behind_the_end_shortens_the_list(model: DeliveriesModel) -> None:
    model.set_total(5000)
    model.fill(Missing(4000, 3900, None), [], is_end=True)
    assert model.rowCount() == 3900
    load(model, is_end=True)
    assert model.rowCount() == 10


class Window:
    """A list of the history that changes, and a model that is shown parts of it."""

    def __init__(self, seed: int, order: Order) -> None:
        self.chance = random.Random(seed)
        self.order = order
        self.next = 1
        self.truth: dict[int, MessageRow] = {}
        for _ in range(400):
            self.new()
        self.model = DeliveriesModel()
        self.model.replace_all(self.listed()[:50], has_more=True, order=order)

    def new(self) -> MessageRow:
        row = make_row(
            self.next,
            self.chance.choice(list(MessageState)),
            text=str(self.chance.randrange(5)),
            recipient=f"+65{self.chance.randrange(100, 140)}",
        )
        self.next += 1
        self.truth[row.id] = row
        return row

    def listed(self) -> list[MessageRow]:
        return sorted(
            self.truth.values(), key=lambda row: sort_key(row, self.order), reverse=self.order.descending
        )

    def look(self, row: int, page: int) -> None:
        """As the page does it, with what is in sight from *row* on."""
        wanted = self.model.missing(row, row + 8, page)
        if wanted is None:
            return
        listed = self.listed()
        if wanted.after is None:
            rows = listed[wanted.row :][:page]
        else:
            keys = [sort_key(each, self.order) for each in listed]
            begin = next(
                (
                    at
                    for at, key in enumerate(keys)
                    if (key < wanted.after if self.order.descending else key > wanted.after)
                ),
                len(keys),
            )
            rows = listed[begin:][:page]
        self.model.fill(wanted, rows, is_end=len(rows) < page)

    def step(self) -> None:
        what = self.chance.random()
        rows = self.model.rowCount()
        if what < 0.5:
            self.look(self.chance.randrange(max(1, rows)), self.chance.choice((20, 30, 50)))
        elif what < 0.65:
            self.model.merge([self.new() for _ in range(self.chance.randrange(1, 4))])
        elif what < 0.75:
            changed = [self.chance.choice(list(self.truth)) for _ in range(3)]
            for each in changed:
                self.truth[each] = msgspec.structs.replace(
                    self.truth[each],
                    state=self.chance.choice(list(MessageState)),
                    done_at=self.chance.randrange(9),
                )
            self.model.merge([self.truth[each] for each in dict.fromkeys(changed)])
        elif what < 0.85:
            gone = self.chance.sample(list(self.truth), 2)
            for each in gone:
                del self.truth[each]
            self.model.remove(gone)
        elif what < 0.93:
            self.model.set_total(len(self.truth))
        else:
            first = self.chance.randrange(max(1, rows))
            self.model.forget(40, first - 20, first + 20)

    def check(self) -> None:
        """What is loaded is in order, true, and found where it is said to be."""
        loaded = [
            row for number in range(self.model.rowCount()) if (row := self.model.row(number)) is not None
        ]
        assert loaded == self.model.rows
        assert loaded == [row for row in self.listed() if row.id in self.model.ids]
        for number in range(self.model.rowCount()):
            row = self.model.row(number)
            assert row is None or self.model.row_of(row.id) == number
        assert [number for first, last in self.model.stretches() for number in range(first, last + 1)] == [
            number for number in range(self.model.rowCount()) if self.model.row(number) is not None
        ]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "order",
    [
        NEWEST_FIRST,
        Order(SortColumn.RECIPIENT, descending=False),
        Order(SortColumn.STATE),
        Order(SortColumn.TEXT),
        Order(SortColumn.TOOK, descending=False),
    ],
    ids=str,
)
def test_a_list_that_changes_while_it_is_scrolled_is_shown_as_it_is(
    qapp: QApplication, seed: int, order: Order
) -> None:
    window = Window(seed, order)
    for _ in range(120):
        window.step()
        window.check()
    for _ in range(400):
        empty = next((n for n in range(window.model.rowCount()) if window.model.row(n) is None), None)
        if empty is None:
            break
        window.look(empty, 50)
        window.check()
    assert window.model.rows == window.listed(), "scrolled through from the top, all of it was seen"


@pytest.mark.parametrize("seed", range(4))
def test_the_model_keeps_the_rules_of_models_while_it_is_scrolled(
    qapp: QApplication, qtmodeltester: ModelTester, seed: int
) -> None:
    window = Window(seed, NEWEST_FIRST)
    qtmodeltester.check(window.model)
    for _ in range(60):
        window.step()
    qtmodeltester.check(window.model)


def test_messages_of_the_same_moment_are_kept_apart(model: DeliveriesModel) -> None:
    at = make_row(10).queued_at
    model.merge([make_row(11, queued_at=at), make_row(12, queued_at=at)])
    model.merge([make_row(11, MessageState.EXPIRED, queued_at=at)])
    assert shown(model)[:3] == [12, 11, 10]
    assert model.row_of(11) == 1
    assert model.rows[1].state is MessageState.EXPIRED


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
