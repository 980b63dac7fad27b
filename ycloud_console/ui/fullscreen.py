"""The whole screen for the window, or for the monitor alone on a wall display."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget


class FullScreen(QObject):
    """Makes *window* as large as the screen, and as it was again.

    *command* shows whether it is. For a wall display *surroundings* are hidden too, and *set_wall* is told.
    """

    def __init__(
        self,
        window: QMainWindow,
        command: QAction,
        surroundings: Sequence[QWidget],
        set_wall: Callable[[bool], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._command = command
        self._surroundings = surroundings
        self._set_wall = set_wall
        self._was_maximised = False
        self._is_wall = False
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.activated.connect(self.leave)
        self._escape.setEnabled(False)

    def toggle(self) -> None:
        """The whole screen, or as large as the window was before."""
        if self._window.isFullScreen():
            self.leave()
        else:
            self._was_maximised = self._window.isMaximized()
            self._window.showFullScreen()
        self._show()

    def leave(self) -> None:
        if self._window.isFullScreen():
            self._window.showMaximized() if self._was_maximised else self._window.showNormal()
        self._show()

    def show_wall(self, wanted: bool) -> None:
        """The monitor alone on the screen, for all to see; or the window as it was."""
        if wanted == self._is_wall:
            return
        self._is_wall = wanted
        if wanted != self._window.isFullScreen():
            self.toggle()
        for part in self._surroundings:
            part.setVisible(not wanted)
        self._set_wall(wanted)
        self._show()

    def _show(self) -> None:
        is_full = self._window.isFullScreen()
        self._command.setChecked(is_full)
        # Elsewhere Esc belongs to whatever has the focus.
        self._escape.setEnabled(is_full and not self._is_wall)
