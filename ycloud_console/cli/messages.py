"""Messages of the history as the command line prints them: an object for programs, lines for people."""

from __future__ import annotations

from typing import Any

from ycloud_console.cli.output import iso
from ycloud_console.history import MessageView, SegmentView
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.status import explain, state_name


def explanation(view: MessageView, language: str = "en") -> str:
    """What happened, what it means and what to do, in one paragraph; empty when all is well."""
    row = view.row
    meaning = explain(
        row.state,
        status=row.status,
        error=row.error,
        stat=_stat(view),
        doubt=next((each.doubt for each in view.segments if each.doubt and each.state is row.state), ""),
        language=language,
    )
    return " ".join(part for part in (f"{meaning.title}.", meaning.sentence, meaning.next_step) if part)


def _stat(view: MessageView) -> str:
    """The word of the receipt that decided a failed segment, else of any receipt."""
    receipts = [receipt for segment in view.segments for receipt in segment.receipts]
    failed = [receipt for receipt in receipts if receipt.state.is_failed]
    return next((receipt.stat for receipt in failed or receipts), "")


def message_json(view: MessageView) -> dict[str, Any]:
    """A message as ``send`` and ``history`` print it."""
    row = view.row
    return {
        "to": row.recipient,
        "from": row.sender,
        "state": row.state.value,
        "encoding": row.encoding,
        "segments": [_segment_json(segment) for segment in view.segments],
        "explanation": explanation(view),
        "submitted_at": iso(row.sent_at),
        "done_at": iso(row.done_at),
    }


def _segment_json(segment: SegmentView) -> dict[str, Any]:
    return {
        "number": segment.number,
        "message_id": segment.message_id or None,
        "status": segment.status,
        "state": segment.state.value,
        "error": segment.error or None,
    }


def message_line(view: MessageView) -> str:
    """A message as a person reads it: one line, and a second one that explains when it is not delivered."""
    # Imported here: to know every country's numbers takes longer than to find a message.
    from ycloud_console.sms.phone import display_number

    row = view.row
    took = f"  {(row.done_at - row.sent_at) / 1e6:.1f} s" if row.done_at and row.sent_at else ""
    count = f"{row.segment_count} segment" + ("s" if row.segment_count != 1 else "")
    state = state_name(row.state, cancelled=row.is_cancelled)
    line = f"{state:<14} {display_number(row.recipient):<20} {row.encoding}, {count}{took}"
    if row.state is MessageState.DELIVERED:
        return line
    return f"{line}\n    {explanation(view)}"
