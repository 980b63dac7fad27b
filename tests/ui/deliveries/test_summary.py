"""The figures above the table, from a real history."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ycloud_console.history import History
from ycloud_console.history.model import MessageFilter, NewMessage, NewReceipt, NewSegment
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.deliveries.summary import Summary, SummaryCards, percentile, read_summary
from ycloud_console.ui.moments import SECOND, now

pytestmark = pytest.mark.gui


@pytest.fixture
async def history(tmp_path: Path) -> AsyncIterator[History]:
    opened = await History.open(tmp_path / "history.sqlite3")
    yield opened
    await opened.close()


def new_message(account: str = "acme") -> NewMessage:
    return NewMessage(
        account_id=account,
        sender="YCloud",
        recipient="+6581234567",
        country="SG",
        text="hello",
        encoding="GSM-7",
        registered_delivery=1,
        segments=(NewSegment(1, 5, b""),),
    )


def receipt(message_id: str, stat: str, err: str, state: MessageState, at: int) -> NewReceipt:
    return NewReceipt(
        account_id="acme",
        message_id=message_id,
        stat=stat,
        err=err,
        state=state,
        decides=True,
        received_at=at,
        submit_date=None,
        done_date=None,
        raw=stat.encode(),
        text=stat,
        source="6581234567",
        destination="YCloud",
    )


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([], 0.5) is None
    assert percentile([7], 0.95) == 7
    assert percentile([1, 2, 3, 4], 0.5) == 2
    assert percentile(list(range(1, 101)), 0.95) == 95


async def test_the_figures_of_a_real_history(history: History) -> None:
    views = await history.add([new_message() for _ in range(6)] + [new_message("other")])
    segments = [view.segments[0].id for view in views]
    sent = now()
    await history.mark_sent(segments[:5], sent)
    for number, segment in enumerate(segments[:4]):
        await history.answered(segment, 0, f"id{number}", sent + 1000)
    for number, seconds in enumerate((1, 2, 5)):
        at = sent + seconds * SECOND
        await history.receipt(receipt(f"id{number}", "DELIVRD", "0", MessageState.DELIVERED, at))
    await history.receipt(receipt("id3", "REJECTD", "18", MessageState.REJECTED, sent + SECOND))
    counts = await history.counts(MessageFilter(account_id="acme"))
    summary = await read_summary(history, "acme", counts)
    assert (summary.sent, summary.delivered, summary.failed, summary.pending) == (5, 3, 1, 2)
    assert summary.written == 6
    assert summary.delivered_share == pytest.approx(0.6)
    assert summary.top_reason.startswith("18 ")
    assert (summary.median, summary.p95) == (2 * SECOND, 5 * SECOND)
    assert summary.oldest_pending == min(view.row.queued_at for view in views[4:6])


async def test_nothing_is_claimed_of_an_empty_history(history: History) -> None:
    assert await read_summary(history, None, {}) == Summary()


def test_the_cards_leave_out_what_cannot_be_told(qtbot: QtBot, themed: QApplication) -> None:
    cards = SummaryCards()
    qtbot.addWidget(cards)
    assert cards.took.accessibleName() == "Time to deliver: –"
    assert cards.delivered.accessibleName() == "Delivered: 0"
    cards.show_summary(
        Summary(
            sent=2000,
            delivered=1999,
            failed=1,
            top_reason="18 Invalid signature",
            median=SECOND,
            p95=2 * SECOND,
        )
    )
    assert cards.delivered.accessibleName().endswith("99.9 % of sent")
    assert cards.failed.accessibleName() == "Failed: 1 0.1 % · 18 Invalid signature"
    assert cards.took.accessibleName() == "Time to deliver: 1.00 s p95 2.00 s"


def test_a_number_is_not_cut_in_a_narrow_card(qtbot: QtBot, themed: QApplication) -> None:
    """10,75 is another number than 10,756."""
    cards = SummaryCards()
    qtbot.addWidget(cards)
    cards.show()
    for width in (400, 700, 1100):
        cards.resize(width, 100)
        cards.sent.show_figure("10,756", "of 10,756 written")
        QApplication.processEvents()
        value = cards.sent.value
        assert value.sizeHint().width() <= value.width(), width
