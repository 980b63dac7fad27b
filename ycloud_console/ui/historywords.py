"""The words for a history that cannot be read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ycloud_console.history import HistoryDamaged, HistoryUnavailable


def unreadable_words(error: HistoryUnavailable) -> str:
    """What a list says in place of its rows: never that there are none."""
    translate = QCoreApplication.translate
    if isinstance(error, HistoryDamaged):
        return translate(
            "HistoryWords",
            "The history cannot be read: its file is damaged. Start the program again: it recovers what can "
            "be read.",
        )
    return translate("HistoryWords", "The history cannot be read. {reason}").format(reason=error)
