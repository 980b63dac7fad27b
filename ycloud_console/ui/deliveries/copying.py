"""To the clipboard: what of a message is not in the table's row."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QGuiApplication

from ycloud_console.history import History
from ycloud_console.history.model import MessageRow
from ycloud_console.ui.details.ticket import ticket_text
from ycloud_console.ui.language import current_language


async def copy_message_ids(history: History, rows: Iterable[MessageRow]) -> None:
    """The SMSC's IDs of every segment of *rows*, one a line."""
    views = await history.views([row.id for row in rows])
    found = [segment.message_id for view in views for segment in view.segments if segment.message_id]
    QGuiApplication.clipboard().setText("\n".join(found))


async def copy_tickets(history: History, rows: Iterable[MessageRow]) -> None:
    """Everything about *rows* as plain text, in the window's language."""
    views = await history.views([row.id for row in rows])
    language = current_language()
    QGuiApplication.clipboard().setText("\n".join(ticket_text(view, language) for view in views))
