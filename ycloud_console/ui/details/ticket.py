"""A message as plain text for a customer's ticket: what was sent, what became of it, what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ycloud_console.history.model import MessageView
from ycloud_console.sms.countries import country_name
from ycloud_console.sms.masking import Mask
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.status import state_name
from ycloud_console.ui.deliveries.words import (
    error_text,
    meaning_of,
    number_text,
    took_micros,
    width_of,
)
from ycloud_console.ui.details.timeline import timeline_lines
from ycloud_console.ui.masking import masked_address, masked_receipt, masked_text
from ycloud_console.ui.moments import duration, full_local, full_utc

translate = QCoreApplication.translate


def ticket_text(view: MessageView, language: str, mask: Mask | None = None) -> str:
    """The message in the words of *language*, which should be the window's.

    Texts and numbers as far as *mask* lets them be shown; None: what is hidden now.

    Nothing of the account is in it: no system ID, no host, no password.
    """
    row = view.row
    meaning = meaning_of(view, language)
    country = country_name(row.country, language)
    took = took_micros(row)
    number = number_text(row.recipient, mask)
    facts = [
        (
            translate("Ticket", "To"),
            f"{number} ({country})" if country else number,
        ),
        (translate("Ticket", "From"), masked_address(row.sender, mask)),
        (translate("Ticket", "Status"), state_name(row.state, language, cancelled=row.is_cancelled)),
        (translate("Ticket", "Error"), error_text(row, language)),
        (translate("Ticket", "Handed over"), f"{full_local(row.queued_at)} = {full_utc(row.queued_at)}"),
        (
            translate("Ticket", "Sent"),
            "" if row.sent_at is None else f"{full_local(row.sent_at)} = {full_utc(row.sent_at)}",
        ),
        (translate("Ticket", "Took"), "" if took is None else duration(took)),
        (
            translate("Ticket", "Segments"),
            translate("Ticket", "{count}, {encoding}").format(count=row.segment_count, encoding=row.encoding),
        ),
    ]
    if row.segment_count == 1:
        facts.append((translate("Ticket", "Message ID"), view.segments[0].message_id))
    lines = [translate("Ticket", "SMS delivery report"), ""]
    lines += _aligned(facts)
    lines += ["", meaning.title, *filter(None, [meaning.sentence, meaning.next_step])]
    if row.segment_count > 1:
        lines += ["", translate("Ticket", "Segments"), *_segments(view, language)]
    lines += ["", translate("Ticket", "What happened, in local time")]
    lines += [f"  {line}" for line in timeline_lines(view, full_local)]
    numbers = (row.recipient, row.sender)
    receipts = [
        masked_receipt(receipt.text, numbers, mask)
        for segment in view.segments
        for receipt in segment.receipts
    ]
    if receipts:
        lines += ["", translate("Ticket", "Receipt"), *(f"  {text}" for text in receipts)]
    lines += [
        "",
        translate("Ticket", "Text"),
        *(f"  {line}" for line in masked_text(row.text, mask).splitlines()),
    ]
    return "\n".join(lines) + "\n"


def _aligned(facts: list[tuple[str, str]]) -> list[str]:
    """One fact a line, its value below the others' values; facts without a value are left out."""
    shown = [(name, value) for name, value in facts if value]
    width = max(width_of(name) for name, _ in shown)
    return [f"{name}:{' ' * (width - width_of(name))}  {value}" for name, value in shown]


def _segments(view: MessageView, language: str) -> list[str]:
    lines = []
    for segment in view.segments:
        parts = [f"  {segment.number}", state_name(segment.state, language, cancelled=segment.is_cancelled)]
        if segment.message_id:
            parts.append(segment.message_id)
        if segment.error:
            parts.append(f"err {segment.error}")
        elif segment.status and segment.state is MessageState.REJECTED:
            parts.append(translate("Timeline", "status {status}").format(status=segment.status))
        lines.append("  ".join(parts))
    return lines
