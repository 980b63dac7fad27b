"""How busy each link is at this moment: its state, window, queue, and how long the SMSC takes to answer."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.smpp.model import LinkState, LinkStatus
from ycloud_console.ui.linkwords import pill
from ycloud_console.ui.moments import duration
from ycloud_console.ui.monitor.cards import resize_text
from ycloud_console.ui.theme import Theme
from ycloud_console.ui.widgets import card, label

_LEAST = 36
"""Pixels of the lines at least: two of them; more are scrolled to."""
_TEXT = 12
"""Pixels, before it is magnified."""
_WINDOW_BAR = 10
"""Characters of the bar that shows how full a window is."""


class LinksCard(QWidget):
    """A line or two for each account that is bound or trying to be; or for the one that is looked at."""

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._title = label(self.tr("Links"))
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(_LEAST)
        scroll.setWidget(self.words)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 10, 10, 10)
        inside.setSpacing(4)
        inside.addWidget(self._title)
        inside.addWidget(scroll, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self.magnify(1.0)

    def magnify(self, scale: float) -> None:
        """Have everything written so much larger."""
        resize_text(self._title, round((_TEXT + 1) * scale), bold=True)
        resize_text(self.words, round(_TEXT * scale))

    def refresh(self, account_id: str | None) -> None:
        """Show the figures of this moment; None: of every account that is not closed."""
        lines = []
        for account in self._console.accounts:
            status = self._console.status(account.id)
            if account.id == account_id or (account_id is None and status.state is not LinkState.CLOSED):
                lines.append(self._line(account, status))
        nothing = escape(self.tr("No account is bound."))
        muted = Theme.current().colour("text_muted").name()
        html = "".join(lines) or f"<span style='color:{muted}'>{nothing}</span>"
        if html != self.words.text():
            self.words.setText(html)

    def _line(self, account: Account, status: LinkStatus) -> str:
        theme = Theme.current()
        muted = theme.colour("text_muted").name()
        state = pill(status, account.binds)
        tone = state.tone if state.tone in ("success", "warning", "danger", "info") else "text_muted"
        head = (
            f"<div><b>{escape(account.name)}</b> &nbsp;"
            f"<span style='color:{theme.colour(tone).name()}'>{escape(state.text)}</span></div>"
        )
        figures = self._figures(account, status)
        return f"{head}<div style='color:{muted}; margin-bottom:8px'>{figures}</div>"

    def _figures(self, account: Account, status: LinkStatus) -> str:
        locale = QLocale()
        said = []
        if status.is_bound:
            size = account.window * max(1, status.bound)
            full = min(_WINDOW_BAR, -(-status.outstanding * _WINDOW_BAR // size))
            used, free = (Theme.current().colour(name).name() for name in ("accent", "border"))
            bar = _cells(full, used) + _cells(_WINDOW_BAR - full, free)
            words = self.tr("Window {used}/{size}").format(used=status.outstanding, size=size)
            said.append(f"{escape(words)} {bar}")
        if status.queued:
            said.append(escape(self.tr("Queued {count}").format(count=locale.toString(status.queued))))
        if status.is_bound and status.round_trip is not None:
            said.append(f"enquire_link {escape(duration(status.round_trip))}")
        return " &nbsp; ".join(said)


def _cells(count: int, colour: str) -> str:
    return f"<span style='background-color:{colour}'>{'&nbsp;' * count}</span>" if count else ""
