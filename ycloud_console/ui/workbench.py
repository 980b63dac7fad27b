"""The page on which one works: composer, deliveries and details; those at the sides may be hidden."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

SIDE_LEAST, SIDE_MOST = 276, 310
"""Pixels of the composer and of the details to begin with; the least holds for ever."""


class Workbench(QSplitter):
    """Three panes that can be dragged; those at the sides can be hidden, and come back as wide as they were.

    Signals:
        pane_shown(str, bool): A pane ("composer" or "details") is shown, or is not any more.
    """

    pane_shown = Signal(str, bool)

    def __init__(self, composer: QWidget, deliveries: QWidget, details: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._panes = {"composer": composer, "details": details}
        self._deliveries = deliveries
        self._widths: dict[str, int] = {}
        self.setChildrenCollapsible(False)
        self.setHandleWidth(12)
        for index, part in enumerate((composer, deliveries, details)):
            self.addWidget(part)
            self.setStretchFactor(index, int(part is deliveries))
            self.handle(index).setAccessibleName(self.tr("Between two panes"))
        composer.setMinimumWidth(SIDE_LEAST)
        details.setMinimumWidth(SIDE_LEAST)

    def shows(self, pane: str) -> bool:
        """Whether the pane is shown when this page is."""
        return not self._panes[pane].isHidden()

    def show_pane(self, pane: str, wanted: bool) -> None:
        """Show or hide a pane; the deliveries take what it leaves."""
        if self.shows(pane) == wanted:
            return
        widget = self._panes[pane]
        if not wanted and (focus := widget.focusWidget()) is not None and focus.hasFocus():
            self._deliveries.setFocus()
        if not wanted:
            self._widths[pane] = widget.width()
        widget.setVisible(wanted)
        if wanted:
            self._give(widget, self._widths.get(pane, SIDE_MOST))
        self.pane_shown.emit(pane, wanted)

    def _give(self, widget: QWidget, width: int) -> None:
        sizes = self.sizes()
        sizes[self.indexOf(widget)] = width
        sizes[1] = self.width() - sizes[0] - sizes[2] - 2 * self.handleWidth()
        self.setSizes(sizes)

    def divide(self) -> None:
        """As a first time: the sides narrow, the rest for the deliveries."""
        side = max(SIDE_LEAST, min(SIDE_MOST, self.window().width() // 5))
        self.setSizes([side, self.window().width(), side])

    def layout_state(self) -> dict[str, str]:
        """As text, for :meth:`restore_layout`."""
        return {
            "splitter": bytes(self.saveState().toBase64().data()).decode(),
            "hidden": " ".join(pane for pane in self._panes if not self.shows(pane)),
            **{f"width.{pane}": str(width) for pane, width in self._widths.items()},
        }

    def restore_layout(self, state: dict[str, str]) -> None:
        """Be divided as then; unknown or broken: as a first time."""
        hidden = state.get("hidden", "").split()
        for pane in self._panes:
            if (width := state.get(f"width.{pane}", "")).isdecimal():
                self._widths[pane] = int(width)
        splitter = QByteArray.fromBase64(state.get("splitter", "").encode())
        if not (splitter and self.restoreState(splitter)):
            self.divide()
        for pane, widget in self._panes.items():
            widget.setVisible(pane not in hidden)
            self.pane_shown.emit(pane, pane not in hidden)
