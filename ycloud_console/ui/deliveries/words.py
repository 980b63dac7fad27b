"""The words of one message that table, details, printed table and ticket share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ycloud_console.history.model import MessageRow, MessageView, SegmentView
from ycloud_console.sms.masking import Mask
from ycloud_console.sms.status import Meaning, explain, receipt_meaning, submit_meaning
from ycloud_console.ui.masking import Masking, shown_number
from ycloud_console.ui.moments import about, duration, now


def number_text(recipient: str, mask: Mask | None = None) -> str:
    """The number, spaced for reading, as far as it may be shown: by *mask*, else by what is hidden now."""
    return _number(recipient, Masking.current().mask if mask is None else mask)


@lru_cache(maxsize=4096)
def _number(recipient: str, mask: Mask) -> str:
    return shown_number(recipient, mask)


def error_text(row: MessageRow, language: str) -> str:
    """What went wrong, in the few words of a column: ``18 Invalid signature``; empty when nothing did."""
    return error_words(row.status, row.error, language)


@lru_cache(maxsize=256)
def error_words(status: int | None, error: str, language: str) -> str:
    """A receipt's error, else a submit status other than 0, with what it means."""
    if error:
        return f"{error} {_bare(receipt_meaning(error, language=language))}"
    if status:
        return f"{status} {_bare(submit_meaning(status, language=language))}"
    return ""


def _bare(meaning: Meaning) -> str:
    """The title without the code in brackets at its end."""
    return re.sub(r"\s*[(（][^()（）]*[)）]$", "", meaning.title)


def took_text(row: MessageRow) -> str:
    """From the wire to the final state; for a pending message, how long it has been waiting, with …"""
    if row.state.is_pending:
        return f"{about(now() - row.queued_at)} …"
    took = took_micros(row)
    return "" if took is None else duration(took)


def took_micros(row: MessageRow) -> int | None:
    """Microseconds from the wire (else from the queue) to the final state; None while there is none.

    None also where it was cancelled before it was sent.
    """
    if row.done_at is None or row.is_cancelled:
        return None
    return row.done_at - (row.queued_at if row.sent_at is None else row.sent_at)


def deciding_segment(view: MessageView) -> SegmentView:
    """The segment that made the message what it is: the first in the message's state, else the first."""
    for segment in view.segments:
        if segment.state is view.row.state:
            return segment
    return view.segments[0]


def meaning_of(view: MessageView, language: str) -> Meaning:
    """What happened to the message, what it means and what to do."""
    segment = deciding_segment(view)
    stat = next((receipt.stat for receipt in reversed(segment.receipts) if receipt.stat), "")
    status = segment.status if segment.status is not None else view.row.status
    return explain(
        view.row.state,
        status=status,
        error=segment.error or view.row.error,
        stat=stat,
        doubt=segment.doubt,
        language=language,
    )


def width_of(text: str) -> int:
    """How many columns *text* takes in a terminal: two for Chinese, none for a combining mark."""
    wide = sum(1 for character in text if unicodedata.east_asian_width(character) in "WF")
    none = sum(1 for character in text if unicodedata.combining(character))
    return len(text) + wide - none


def shortened(text: str, columns: int) -> str:
    """*text* on one line, cut to *columns* with an ellipsis where it is longer."""
    text = " ".join(text.split())
    if width_of(text) <= columns:
        return text
    kept, width = "", 1
    for character in text:
        width += width_of(character)
        if width > columns:
            break
        kept += character
    return f"{kept}…"
