"""Messages as the history would give them, for tests of what shows them."""

from __future__ import annotations

from ycloud_console.history.model import MessageRow, MessageView, ReceiptView, SegmentView
from ycloud_console.sms.message import MessageState

START = 1_800_000_000_000_000
"""Some moment, in microseconds since 1970."""
SECOND = 1_000_000


def make_row(number: int, state: MessageState = MessageState.DELIVERED, **other: object) -> MessageRow:
    """The message with that ID, queued *number* seconds after START."""
    at = START + number * SECOND
    values: dict[str, object] = {
        "id": number,
        "account_id": "acme",
        "sender": "YCloud",
        "recipient": "+6581234567",
        "country": "SG",
        "text": f"Message {number}",
        "encoding": "GSM-7",
        "segment_count": 1,
        "state": state,
        "status": None if state in (MessageState.QUEUED, MessageState.SENT) else 0,
        "error": "",
        "queued_at": at,
        "sent_at": None if state is MessageState.QUEUED else at + 3_000,
        "answered_at": at + 44_000,
        "done_at": None if state.is_pending or state is MessageState.IN_DOUBT else at + 2_114_000,
    }
    return MessageRow(**(values | other))  # type: ignore[arg-type]  # a bag of fields


def make_receipt(
    number: int, at: int, stat: str, err: str, state: MessageState, count: int = 1
) -> ReceiptView:
    """A receipt for the segment with that number."""
    dates = "submit date:2701151200 done date:2701151200"
    text = f"id:{number} sub:001 dlvrd:001 {dates} stat:{stat} err:{err} text:"
    return ReceiptView(
        id=number,
        segment_id=number,
        account_id="acme",
        message_id=str(number),
        stat=stat,
        err=err,
        state=state,
        received_at=at,
        submit_date=None,
        done_date=None,
        raw=text.encode(),
        text=text,
        count=count,
    )


def make_segment(number: int, row: MessageRow, **other: object) -> SegmentView:
    """A segment in the message's own state, a millisecond later for each number."""
    later = number * 1000
    values: dict[str, object] = {
        "id": number,
        "number": number,
        "units": 10,
        "state": row.state,
        "message_id": f"1104130103000100666{number}" if row.status == 0 else "",
        "status": row.status,
        "error": row.error,
        "sent_at": None if row.sent_at is None else row.sent_at + later,
        "answered_at": None if row.status is None or row.answered_at is None else row.answered_at + later,
        "done_at": None if row.done_at is None else row.done_at + later,
    }
    return SegmentView(**(values | other))  # type: ignore[arg-type]  # a bag of fields


def make_view(row: MessageRow, *segments: SegmentView) -> MessageView:
    """The message with these segments; without any, as many as it counts."""
    made = segments or tuple(make_segment(number, row) for number in range(1, row.segment_count + 1))
    return MessageView(row, made)
