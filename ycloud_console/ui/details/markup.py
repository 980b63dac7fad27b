"""Small tables for the details: segments and fields, marked up in the theme's colours."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from ycloud_console.history.model import MessageView, SegmentView
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.status import state_name
from ycloud_console.ui.moments import duration
from ycloud_console.ui.theme import Theme, mono_font

translate = QCoreApplication.translate

_BESIDE = 18
"""Characters that fit beside a field's name in a narrow pane."""


def colour(name: str) -> str:
    """The theme's colour as ``#rrggbb``."""
    return Theme.current().colour(name).name()


def segments_html(view: MessageView, language: str) -> str:
    """One row a segment: its number, its state, what went wrong, its message ID and how long it took."""
    rows = [_segment_html(segment, language) for segment in view.segments]
    return f"<table width='100%' cellspacing='0' cellpadding='0'>{''.join(rows)}</table>"


def fields_html(fields: Sequence[tuple[str, str]]) -> str:
    """Names on the left, values on the right or, when they are long, below; without a value: left out."""
    name_style = f"color:{colour('text_muted')}; font-size:12px; white-space:nowrap"
    rows = []
    for name, value in fields:
        if not value:
            continue
        title, words = escape(name), escape(value)
        if len(value) <= _BESIDE:
            rows.append(
                f"<tr><td width='1%' style='{name_style}; padding-bottom:4px'>{title}</td>"
                f"<td align='right' style='font-size:12px; padding-left:8px; padding-bottom:4px'>{words}</td>"
                "</tr>"
            )
        else:
            rows.append(
                f"<tr><td colspan='2' style='{name_style}'>{title}</td></tr>"
                f"<tr><td colspan='2' style='font-size:12px; padding-bottom:4px'>{words}</td></tr>"
            )
    return f"<table width='100%' cellspacing='0' cellpadding='0'>{''.join(rows)}</table>"


def _segment_html(segment: SegmentView, language: str) -> str:
    text, soft = (
        shade.name() for shade in Theme.current().state_colours(segment.state, cancelled=segment.is_cancelled)
    )
    muted = colour("text_muted")
    took = ""
    if segment.done_at is not None and segment.sent_at is not None:
        took = duration(segment.done_at - segment.sent_at)
    error = ""
    if segment.error:
        error = f"err {segment.error}"
    elif segment.status and segment.state is MessageState.REJECTED:
        error = translate("Timeline", "status {status}").format(status=segment.status)
    state = escape(state_name(segment.state, language, cancelled=segment.is_cancelled))
    words = f"<span style='color:{text}; background-color:{soft}; font-weight:600'>&nbsp;{state}&nbsp;</span>"
    if error:
        words += f" <span style='color:{colour('danger')}'>{escape(error)}</span>"
    if segment.message_id:
        words += (
            f"<br><span style='color:{muted}; font-family:\"{mono_font().family()}\"; font-size:12px'>"
            f"{escape(segment.message_id)}</span>"
        )
    return (
        f"<tr><td width='1%' style='color:{muted}; padding-right:8px; padding-bottom:5px'>"
        f"{segment.number}</td>"
        f"<td style='padding-bottom:5px'>{words}</td>"
        f"<td width='1%' align='right' style='color:{muted}; font-size:12px; white-space:nowrap;"
        f" padding-left:6px'>{took}</td></tr>"
    )
