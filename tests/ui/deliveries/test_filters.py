"""Chips, and whether a row belongs to what is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.messages import SECOND, START, make_row, make_view
from ycloud_console.history.model import MessageFilter
from ycloud_console.sms.message import FAILED, PENDING, MessageState
from ycloud_console.ui.deliveries.filters import FilterBar, matches, matches_id

pytestmark = pytest.mark.gui


@pytest.mark.parametrize(
    ("wanted", "belongs"),
    [
        (MessageFilter(), True),
        (MessageFilter(account_id="acme"), True),
        (MessageFilter(account_id="other"), False),
        (MessageFilter(states=PENDING), True),
        (MessageFilter(states=FAILED), False),
        (MessageFilter(search="CODE"), True),
        (MessageFilter(search="+8613"), True),
        (MessageFilter(search="+86 138 0013"), True),
        (MessageFilter(search="0018"), True),
        (MessageFilter(search="code 0018"), False),
        (MessageFilter(search="goodbye"), False),
        (MessageFilter(search="code", states=FAILED), False),
        (MessageFilter(country="SG"), True),
        (MessageFilter(country="CN"), False),
        (MessageFilter(status=0), True),
        (MessageFilter(status=4), False),
        (MessageFilter(error="18"), False),
        (MessageFilter(recipient="+86 138"), True),
        (MessageFilter(recipient="138"), False),
        (MessageFilter(text="CODE"), True),
        (MessageFilter(text="goodbye"), False),
        (MessageFilter(since=START + SECOND, until=START + SECOND + 1), True),
        (MessageFilter(since=START + SECOND + 1), False),
        (MessageFilter(until=START + SECOND), False),
    ],
)
def test_which_rows_belong(wanted: MessageFilter, belongs: bool) -> None:
    row = make_row(1, MessageState.ACCEPTED, recipient="+8613800130018", text="Your code is 493")
    assert matches(wanted, row) is belongs


def test_a_message_is_found_by_any_of_its_ids() -> None:
    view = make_view(make_row(1, segment_count=2))
    assert matches_id(MessageFilter(search="11041301030001006662"), view)
    assert not matches_id(MessageFilter(search="11041301030001006669"), view)
    assert not matches_id(MessageFilter(search="11041301030001006662", states=FAILED), view)


def test_chips_show_counts_and_tell_what_is_chosen(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    chosen: list[frozenset[MessageState]] = []
    bar.chosen.connect(chosen.append)
    bar.show_counts(
        {
            MessageState.QUEUED: 2,
            MessageState.ACCEPTED: 1,
            MessageState.DELIVERED: 1200,
            MessageState.REJECTED: 4,
            MessageState.UNKNOWN: 1,
        }
    )
    chips = bar.findChildren(QPushButton)
    labels = [chip.text().replace(",", "") for chip in chips]
    assert labels == ["All 1208", "Pending 3", "Delivered 1200", "Failed 4", "In doubt 1"]
    assert bar.states == frozenset()
    qtbot.mouseClick(chips[3], Qt.MouseButton.LeftButton)
    assert chosen == [FAILED]
    assert bar.states == FAILED
    bar.choose(PENDING)
    assert chosen == [FAILED, PENDING]
