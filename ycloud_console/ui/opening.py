"""Opening a folder in the system's file manager."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices


class Opener(QObject):
    """Opens folders; *say* gets a title and a sentence when that does not work."""

    def __init__(self, say: Callable[[str, str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say

    def open(self, folder: Path) -> None:
        """Show *folder* to the operator."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            title = self.tr("The folder could not be opened")
            self._say(title, self.tr("Open it in your file manager: {folder}").format(folder=folder))
