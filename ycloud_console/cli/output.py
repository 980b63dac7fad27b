"""What the command line prints: JSON objects for programs, lines for people, and the exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import click

from ycloud_console.sms.address import display_number
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.status import explain, state_name

if TYPE_CHECKING:  # the database takes most of a second to import, and taking a text apart needs none
    from ycloud_console.history import MessageView, SegmentView


class Exit(IntEnum):
    """The command line's exit codes."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    NO_BIND = 3


class Failure(click.ClickException):
    """Ends the command with a sentence on stderr."""

    def __init__(self, sentence: str, exit_code: Exit = Exit.USAGE) -> None:
        super().__init__(sentence)
        # click declares it for the class, and reads it from the instance.
        vars(self)["exit_code"] = exit_code

    def show(self, file: Any = None) -> None:
        """The sentence, without click's "Error:" before it."""
        click.echo(f"ycloud-console: {self.message}", err=True, file=file)


def print_json(value: Mapping[str, Any]) -> None:
    """One object on one line of stdout, flushed: the reader may be waiting for it."""
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        # A lone surrogate, or a console that knows no Chinese: JSON can say it in ASCII.
        line = json.dumps(value)
    click.echo(line)


def iso(micros: int | None) -> str | None:
    """Microseconds since 1970 as ISO 8601 in UTC, to the millisecond."""
    if micros is None:
        return None
    return datetime.fromtimestamp(micros / 1e6, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def explanation(view: MessageView, language: str = "en") -> str:
    """What happened, what it means and what to do, in one paragraph; empty when all is well."""
    row = view.row
    meaning = explain(
        row.state,
        status=row.status,
        error=row.error,
        stat=_stat(view),
        doubt=next((segment.doubt for segment in view.segments if segment.doubt), ""),
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
    row = view.row
    took = f"  {(row.done_at - row.sent_at) / 1e6:.1f} s" if row.done_at and row.sent_at else ""
    count = f"{row.segment_count} segment" + ("s" if row.segment_count != 1 else "")
    line = f"{state_name(row.state):<14} {display_number(row.recipient):<20} {row.encoding}, {count}{took}"
    if row.state is MessageState.DELIVERED:
        return line
    return f"{line}\n    {explanation(view)}"
