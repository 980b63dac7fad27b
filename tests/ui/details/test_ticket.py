"""The text for a ticket: all a customer needs, aligned, and nothing of the account."""

from __future__ import annotations

import pytest

from tests.ui.messages import make_receipt, make_row, make_segment, make_view
from ycloud_console.history.model import MessageView
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.details.ticket import ticket_text


@pytest.fixture
def rejected() -> MessageView:
    row = make_row(
        1, MessageState.REJECTED, error="18", recipient="+8613800130018", country="CN", text="Hello\nyou"
    )
    receipt = make_receipt(1, row.queued_at + 2_114_000, "REJECTD", "18", MessageState.REJECTED)
    return make_view(row, make_segment(1, row, receipts=(receipt,)))


def test_it_says_what_was_sent_what_happened_and_what_to_do(rejected: MessageView) -> None:
    text = ticket_text(rejected, "en")
    lines = text.splitlines()
    assert lines[0] == "SMS delivery report"
    assert "To:           +86 138 0013 0018 (Mainland China)" in lines
    assert "From:         YCloud" in lines
    assert "Status:       Rejected" in lines
    assert "Message ID:   11041301030001006661" in lines
    assert "signature" in text
    assert "stat:REJECTD err:18" in text
    assert lines[-2:] == ["  Hello", "  you"]
    assert "acme" not in text


def test_times_are_local_with_their_offset_and_in_utc(rejected: MessageView) -> None:
    (line,) = [line for line in ticket_text(rejected, "en").splitlines() if line.startswith("Handed over:")]
    local, utc = line.split(" = ")
    assert utc == "2027-01-15 08:00:01.000 UTC"
    assert local[-6] in "+-"


def test_every_segment_is_listed() -> None:
    row = make_row(1, MessageState.UNDELIVERABLE, segment_count=2, error="10")
    view = make_view(
        row, make_segment(1, row, state=MessageState.DELIVERED, error=""), make_segment(2, row, error="10")
    )
    lines = ticket_text(view, "en").splitlines()
    assert "  1  Delivered  11041301030001006661" in lines
    assert "  2  Undeliverable  11041301030001006662  err 10" in lines


def test_the_meaning_is_in_the_language_asked_for(rejected: MessageView) -> None:
    assert "签名" in ticket_text(rejected, "zh")
