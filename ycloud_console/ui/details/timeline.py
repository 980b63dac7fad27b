"""What happened to a message, step by step, with the time of each and the time between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication

from ycloud_console.history.model import MessageView, ReceiptView, SegmentView
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.status import standard_name
from ycloud_console.ui.moments import clock, duration

translate = QCoreApplication.translate

_TIME_WIDTH = 88
"""Pixels for 10:20:38.412 in the small mono font."""

MOST_SEGMENTS = 4
"""With more segments, sending and answers are told together: one step for the first, one for the last."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened."""

    at: int | None
    """Microseconds since 1970; None: nobody knows when."""
    what: str
    detail: str = ""
    tone: str = ""
    """A colour name of the theme for the detail; empty: ordinary."""


def steps_of(view: MessageView) -> list[Step]:
    """The steps in the order in which they happened; those of unknown time come last."""
    steps = [Step(view.row.queued_at, translate("Timeline", "Queued"))]
    if len(view.segments) > MOST_SEGMENTS:
        steps += _together(view.segments)
    else:
        for segment in view.segments:
            steps += _one_by_one(segment, name=_name(segment) if len(view.segments) > 1 else "")
    steps += _cancelled(view)
    known = sorted((step for step in steps if step.at is not None), key=lambda step: step.at or 0)
    return known + [step for step in steps if step.at is None]


def differences(steps: Sequence[Step]) -> list[int | None]:
    """Microseconds from the step before to each step; None where there is none to tell."""
    found: list[int | None] = []
    before: int | None = None
    for step in steps:
        found.append(None if before is None or step.at is None else step.at - before)
        before = step.at if step.at is not None else before
    return found


def timeline_html(view: MessageView, colour: Callable[[str], str], mono: str) -> str:
    """The steps as a table for a rich text label, in which nothing is cut: text wraps below itself.

    *colour* gives the theme's colour of a name as ``#rrggbb``; *mono* is the family of the times.
    """
    steps = steps_of(view)
    muted = colour("text_muted")
    small = f"color:{muted}; font-size:12px; white-space:nowrap"
    rows = []
    for step, difference in zip(steps, differences(steps), strict=True):
        when = "—" if step.at is None else clock(step.at)
        later = "" if difference is None else f"<br>+{duration(difference)}"
        words = f"<b>{escape(step.what)}</b>"
        if step.detail:
            words += (
                f"<br><span style='color:{colour(step.tone or 'text_muted')}'>{escape(step.detail)}</span>"
            )
        rows.append(
            f"<tr><td width='{_TIME_WIDTH}' align='right' style='{small}; padding-bottom:4px'>"
            f"<span style='font-family:\"{mono}\"'>{when}</span>{later}</td>"
            f"<td style='padding-left:10px; padding-bottom:4px'>{words}</td></tr>"
        )
    return f"<table width='100%' cellspacing='0' cellpadding='0'>{''.join(rows)}</table>"


def timeline_lines(view: MessageView, time_text: Callable[[int], str]) -> list[str]:
    """The steps as lines of plain text, with times as *time_text* writes them."""
    steps = steps_of(view)
    lines = []
    for step, difference in zip(steps, differences(steps), strict=True):
        when = "—" if step.at is None else time_text(step.at)
        later = "" if difference is None else f" (+{duration(difference)})"
        words = f"{step.what}: {step.detail}" if step.detail else step.what
        lines.append(f"{when}  {words}{later}")
    return lines


def _one_by_one(segment: SegmentView, name: str) -> list[Step]:
    steps = []
    if segment.sent_at is not None:
        steps.append(Step(segment.sent_at, "submit_sm", name))
    if segment.answered_at is not None and segment.status is not None:
        steps.append(Step(segment.answered_at, "submit_sm_resp", *_answer(segment.status, name)))
    elif segment.state is MessageState.IN_DOUBT:
        steps.append(
            Step(None, "submit_sm_resp", _join(name, translate("Timeline", "did not come")), "warning")
        )
    steps += [_receipt_step(receipt, name) for receipt in segment.receipts]
    return steps


def _together(segments: Sequence[SegmentView]) -> list[Step]:
    steps = _first_and_last(
        "submit_sm", [segment.sent_at for segment in segments if segment.sent_at is not None], len(segments)
    )
    accepted = [item.answered_at for item in segments if item.status == 0 and item.answered_at is not None]
    steps += _first_and_last("submit_sm_resp", accepted, len(segments))
    for segment in segments:
        if segment.status and segment.answered_at is not None:
            steps.append(
                Step(segment.answered_at, "submit_sm_resp", *_answer(segment.status, _name(segment)))
            )
        elif segment.state is MessageState.IN_DOUBT:
            words = _join(_name(segment), translate("Timeline", "did not come"))
            steps.append(Step(None, "submit_sm_resp", words, "warning"))
    good = [
        receipt.received_at
        for segment in segments
        for receipt in segment.receipts
        if receipt.state is MessageState.DELIVERED
    ]
    steps += _first_and_last("deliver_sm", good, len(segments), "DELIVRD")
    for segment in segments:
        steps += [
            _receipt_step(receipt, _name(segment))
            for receipt in segment.receipts
            if receipt.state is not MessageState.DELIVERED
        ]
    return steps


def _cancelled(view: MessageView) -> list[Step]:
    """That it was taken back before it was sent, or how much of it; all at once, whatever the segments."""
    times = [each.done_at for each in view.segments if each.is_cancelled and each.done_at is not None]
    if not times:
        return []
    some = translate("Timeline", "{count} of {total} segments")
    detail = "" if view.row.is_cancelled else some.format(count=len(times), total=len(view.segments))
    return [Step(min(times), translate("Timeline", "Cancelled"), detail)]


def _first_and_last(what: str, times: Iterable[int], total: int, detail: str = "") -> list[Step]:
    ordered = sorted(times)
    if not ordered:
        return []
    tone = "success" if detail else ""
    first = _join(detail, translate("Timeline", "first of {total}").format(total=total))
    if len(ordered) == 1:
        return [
            Step(
                ordered[0],
                what,
                _join(detail, translate("Timeline", "1 of {total}").format(total=total)),
                tone,
            )
        ]
    last = (
        translate("Timeline", "last of {total}")
        if len(ordered) == total
        else translate("Timeline", "so far {count} of {total}")
    )
    words = _join(detail, last.format(count=len(ordered), total=total))
    return [Step(ordered[0], what, first, tone), Step(ordered[-1], what, words, tone)]


def _answer(status: int, name: str) -> tuple[str, str]:
    """Detail and tone of a submit response."""
    words = translate("Timeline", "status {status}").format(status=status)
    if status:
        words = f"{words} {standard_name(status)}"
    return _join(name, words), "danger" if status else ""


def _receipt_step(receipt: ReceiptView, name: str) -> Step:
    words = " ".join(filter(None, [receipt.stat, f"err {receipt.err}" if receipt.err else ""]))
    repeated = (
        translate("Timeline", "came {count} times").format(count=receipt.count) if receipt.count > 1 else ""
    )
    tone = ""
    if receipt.state is MessageState.DELIVERED:
        tone = "success"
    elif receipt.state.is_failed:
        tone = "danger"
    return Step(
        receipt.received_at,
        "deliver_sm",
        _join(name, words or translate("Timeline", "receipt"), repeated),
        tone,
    )


def _name(segment: SegmentView) -> str:
    return translate("Timeline", "segment {number}").format(number=segment.number)


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
