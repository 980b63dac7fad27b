"""Colours, fonts and the one style sheet: the only place that knows what anything looks like.

Widgets name a role (``role``, ``kind`` and ``tone`` are dynamic properties, see
:mod:`ycloud_console.ui.widgets`); delegates and icons ask :meth:`Theme.colour`. Text has a contrast of at
least 4.5:1 in both themes (WCAG 2.1, 1.4.3), which a test checks.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ycloud_console.sms.message import MessageState
from ycloud_console.ui.stylesheet import style_sheet

Mode = Literal["light", "dark", "system"]

LIGHT = {
    "window": "#f5f6f8",
    "surface": "#ffffff",
    "surface_alt": "#f5f6f8",
    "border": "#e1e4ea",
    "border_strong": "#c5cad3",
    "text": "#171c26",
    "text_muted": "#586172",
    "accent": "#1a66e0",
    "accent_hover": "#1557c4",
    "accent_text": "#ffffff",
    "accent_soft": "#e4eefd",
    "success": "#12703f",
    "success_soft": "#def3e6",
    "danger": "#b3201b",
    "danger_soft": "#fde8e7",
    "warning": "#825300",
    "warning_soft": "#fff2d1",
    "info": "#1b55b8",
    "info_soft": "#e4eefd",
    "selection": "#e4eefd",
    "focus": "#1a66e0",
}

DARK = {
    "window": "#11151b",
    "surface": "#1a1f27",
    "surface_alt": "#222832",
    "border": "#2f3641",
    "border_strong": "#454e5c",
    "text": "#e8ebf0",
    "text_muted": "#a0a9b8",
    "accent": "#5b9bff",
    "accent_hover": "#7bb0ff",
    "accent_text": "#08142a",
    "accent_soft": "#1d2f4d",
    "success": "#5fd394",
    "success_soft": "#12351f",
    "danger": "#ff8f88",
    "danger_soft": "#451d1d",
    "warning": "#f2c75c",
    "warning_soft": "#3b2f12",
    "info": "#85b5ff",
    "info_soft": "#1d2f4d",
    "selection": "#223556",
    "focus": "#5b9bff",
}

HIGH_LIGHT = {
    **LIGHT,
    "window": "#ffffff",
    "surface_alt": "#f0f0f0",
    "border": "#5c5c5c",
    "border_strong": "#000000",
    "text": "#000000",
    "text_muted": "#262626",
    "accent": "#0040b8",
    "accent_hover": "#002f8a",
    "accent_soft": "#dbe7ff",
    "success": "#003d1d",
    "success_soft": "#d8f5e3",
    "danger": "#7d0000",
    "danger_soft": "#ffe6e4",
    "warning": "#4a2e00",
    "warning_soft": "#fff0c7",
    "info": "#00307f",
    "info_soft": "#dbe7ff",
    "selection": "#d3e2ff",
    "focus": "#a8005c",
}
"""For eyes that need more: text has at least 7:1 (WCAG 2.1, 1.4.6), and every border can be seen."""

HIGH_DARK = {
    **DARK,
    "window": "#000000",
    "surface": "#000000",
    "surface_alt": "#1c1c1c",
    "border": "#9c9c9c",
    "border_strong": "#ffffff",
    "text": "#ffffff",
    "text_muted": "#e2e2e2",
    "accent": "#8ec5ff",
    "accent_hover": "#b9dcff",
    "accent_text": "#000000",
    "accent_soft": "#002b57",
    "success": "#7dffb5",
    "success_soft": "#00301a",
    "danger": "#ffb8b3",
    "danger_soft": "#4d0000",
    "warning": "#ffe08a",
    "warning_soft": "#3a2a00",
    "info": "#b3d4ff",
    "info_soft": "#00274a",
    "selection": "#003166",
    "focus": "#ffd500",
}

_STATE_TONES = {
    MessageState.QUEUED: "info",
    MessageState.SENT: "info",
    MessageState.ACCEPTED: "info",
    MessageState.IN_DOUBT: "warning",
    MessageState.DELIVERED: "success",
    MessageState.UNDELIVERABLE: "danger",
    MessageState.EXPIRED: "danger",
    MessageState.DELETED: "danger",
    MessageState.REJECTED: "danger",
    MessageState.UNKNOWN: "warning",
}

TEXT_SIZE = 13
"""Pixels (independent of the screen's scale) of ordinary text."""

_CHINESE = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei UI", "PingFang SC")


class Theme(QObject):
    """The look in force; one for the program.

    Signals:
        changed: the colours are others now; icons and painted things are to be drawn anew.
    """

    changed = Signal()

    _current: Theme | None = None

    def __init__(self) -> None:
        super().__init__()
        self._mode: Mode = "system"
        self._is_dark = False
        self._is_high = False
        self._is_prepared = False
        self._app: QApplication | None = None

    @classmethod
    def current(cls) -> Theme:
        """The program's theme, made on first use."""
        if cls._current is None:
            cls._current = cls()
        return cls._current

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def is_dark(self) -> bool:
        return self._is_dark

    def colour(self, name: str) -> QColor:
        """The colour of that *name* (a key of LIGHT and DARK); KeyError when there is none."""
        return QColor(self._colours[name])

    @property
    def _colours(self) -> dict[str, str]:
        if self._is_high:
            return HIGH_DARK if self._is_dark else HIGH_LIGHT
        return DARK if self._is_dark else LIGHT

    def state_colours(self, state: MessageState, *, cancelled: bool = False) -> tuple[QColor, QColor]:
        """Text and background of the pill that shows *state*; quiet where it was *cancelled* unsent."""
        if cancelled:
            return self.colour("text_muted"), self.colour("surface_alt")
        tone = _STATE_TONES[state]
        return self.colour(tone), self.colour(f"{tone}_soft")

    def set_mode(self, mode: Mode) -> None:
        """Light, dark, or as the system has it (and then follows it)."""
        self._mode = mode
        self._refresh()

    def set_high_contrast(self, wanted: bool) -> None:
        """Whether text and borders stand out more than they usually do, in light and in dark."""
        if wanted != self._is_high:
            self._is_high = wanted
            self._dress()
            self.changed.emit()

    def apply(self, app: QApplication) -> None:
        """Dress *app*: Fusion, fonts, palette, style sheet. To be called once."""
        self.prepare(app)
        self._app = app
        self._dress()

    def prepare(self, app: QApplication) -> None:
        """All but the style sheet, for the time in which the first window is built.

        With a sheet in force each widget is styled anew at every step up to its window: 1.5 s for the main
        window, and 0.5 s when the sheet comes at the end (measured under load).
        """
        if self._is_prepared:
            return
        self._is_prepared = True
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(text_font())
        app.styleHints().colorSchemeChanged.connect(self._refresh)
        self._is_dark = self._wants_dark()
        app.setPalette(_palette(self._colours))

    def _wants_dark(self) -> bool:
        if self._mode == "system":
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._mode == "dark"

    def _refresh(self) -> None:
        dark = self._wants_dark()
        if dark == self._is_dark:
            return
        self._is_dark = dark
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        if self._app is None:
            return
        self._app.setPalette(_palette(self._colours))
        sheet = style_sheet(self._colours, mono_family=mono_font().family(), is_dark=self._is_dark)
        self._app.setStyleSheet(sheet)


def text_font() -> QFont:
    """The font of the program: Inter where it is installed, else the system's.

    Chinese glyphs come from a Simplified Chinese font: another system might choose Japanese shapes.
    """
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    installed = set(QFontDatabase.families())
    latin = [family for family in ("Inter",) if family in installed]
    chinese = [family for family in _CHINESE if family in installed]
    font.setFamilies([*latin, *font.families(), *chinese])
    font.setPixelSize(TEXT_SIZE)
    return font


def mono_font(pixels: int = 12) -> QFont:
    """The font for times in columns, message IDs and raw receipts."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(pixels)
    return font


def _palette(colours: dict[str, str]) -> QPalette:
    """A whole palette of our own: without a platform theme Qt's dark colour scheme does nothing."""
    role = QPalette.ColorRole
    shades = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "surface_alt",
        role.Text: "text",
        role.PlaceholderText: "text_muted",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "danger",
        role.ToolTipBase: "surface_alt",
        role.ToolTipText: "text",
        role.Highlight: "accent",
        role.HighlightedText: "accent_text",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Accent: "accent",
        role.Light: "surface",
        role.Midlight: "surface_alt",
        role.Mid: "border",
        role.Dark: "border_strong",
        role.Shadow: "border_strong",
    }
    palette = QPalette()
    for key, name in shades.items():
        palette.setColor(key, QColor(colours[name]))
    muted = QColor(colours["text_muted"])
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, muted)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours["border_strong"]))
    return palette
