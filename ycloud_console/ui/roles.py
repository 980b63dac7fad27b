"""What the tables are asked for besides what Qt asks."""

from __future__ import annotations

from PySide6.QtCore import Qt

COPY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""Of a cell of any table of messages, its text for other programs: whole, unspaced, times in full."""
