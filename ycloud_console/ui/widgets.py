"""Small building blocks in the house style: cards, labels, buttons, icons, notices, fields, a flowing layout.

What they look like is in :mod:`ycloud_console.ui.stylesheet`; here they only say what they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QHideEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ycloud_console.ui import glyphs
from ycloud_console.ui.theme import Theme

Role = Literal[
    "", "title", "heading", "subheading", "caption", "hint", "mono", "value", "fault", "badge", "step"
]
Kind = Literal["primary", "plain", "link", "chip"]
Tone = Literal["info", "success", "warning", "danger", "neutral"]


_SPIN_INDENT = 7
"""Pixels."""
_HELD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
"""With one of these, Return is a shortcut."""

_TONE_ICONS: dict[str, str] = {
    "info": "ph.info",
    "success": "ph.check-circle",
    "warning": "ph.warning",
    "danger": "ph.warning-circle",
}


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property and have the style sheet look again, if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for part in (widget, *widget.findChildren(QWidget)):
        part.style().unpolish(part)
        part.style().polish(part)
    widget.update()


def icon(name: str, colour: str = "text_muted") -> QIcon:
    """A Phosphor icon (``ph.…``) in a colour of the theme. Ask again when the theme changes."""
    theme = Theme.current()
    made: QIcon = glyphs.icon(name, color=theme.colour(colour), color_disabled=theme.colour("border_strong"))
    return made


def set_icon(target: QAbstractButton | QLabel, name: str, colour: str = "text_muted", size: int = 16) -> None:
    """Give *target* an icon that follows the theme. Calling it again changes the icon.

    The button's own icon, or the label's picture, *size* pixels high.
    """
    keeper = target.findChild(_IconKeeper, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if keeper is None:
        keeper = _IconKeeper(target)
    keeper.show(name, colour, size)


class _IconKeeper(QObject):
    """Draws one widget's icon anew when the theme changes."""

    def __init__(self, target: QAbstractButton | QLabel) -> None:
        super().__init__(target)
        self._target = target
        self._what = ("", "text_muted", 16)
        Theme.current().changed.connect(self._draw)

    def show(self, name: str, colour: str, size: int) -> None:
        if (name, colour, size) != self._what:
            self._what = (name, colour, size)
            self._draw()

    def _draw(self) -> None:
        name, colour, size = self._what
        picture = icon(name, colour)
        if isinstance(self._target, QLabel):
            ratio = self._target.devicePixelRatioF()
            self._target.setPixmap(picture.pixmap(QSize(size, size), ratio))
        else:
            self._target.setIcon(picture)
            self._target.setIconSize(QSize(size, size))


def card(parent: QWidget | None = None) -> QFrame:
    """An empty card: a surface with a border and round corners. Its layout is the caller's."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    return frame


def line(parent: QWidget | None = None) -> QFrame:
    """A thin horizontal line between parts of a card."""
    frame = QFrame(parent)
    frame.setProperty("role", "line")
    frame.setFixedHeight(1)
    return frame


def label(
    text: str = "",
    role: Role = "",
    *,
    wrap: bool = False,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A label of plain text (never read as markup, since it may hold what came over the wire)."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if selectable:
        flags = Qt.TextInteractionFlag
        made.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return made


class _Button(QPushButton):
    """Pressed by Return as by the space bar, wherever it stands; a chip has room for bold words."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.isCheckable():
            # The style sheet makes a checked one bold without making it wider.
            bold = QFont(self.font())
            bold.setWeight(QFont.Weight.DemiBold)
            plain = self.fontMetrics().horizontalAdvance(self.text())
            hint.setWidth(hint.width() + max(0, QFontMetrics(bold).horizontalAdvance(self.text()) - plain))
        return hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


def button(text: str, kind: Kind = "plain", parent: QWidget | None = None) -> QPushButton:
    """A push button; a chip is checkable. Never a dialog's default by itself."""
    made = _Button(text, parent)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setCheckable(kind == "chip")
    if kind in ("link", "chip"):
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def icon_button(name: str, accessible: str, parent: QWidget | None = None) -> QToolButton:
    """A button that is only an icon; *accessible* names it for tool tip and screen reader."""
    made = QToolButton(parent)
    made.setAccessibleName(accessible)
    made.setToolTip(accessible)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    set_icon(made, name)
    return made


class ElidedLabel(QLabel):
    """A label of one line that ends in … where it does not fit, with the whole text as tool tip."""

    def __init__(self, text: str = "", role: Role = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(24)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = QFontMetrics(self.font()).horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else self.text())


class Notice(QFrame):
    """What happened, what it means and what to do, in a coloured box with its buttons.

    The colour is never the only sign: each tone has its icon. Hidden until :meth:`show_text` if made empty.

    Escape on one of its buttons presses the one that leaves: the last of kind "link". When it goes with the
    keyboard in it, the keyboard goes back to where it came from.
    """

    def __init__(
        self, tone: Tone = "info", title: str = "", sentence: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._came_from: QWidget | None = None
        self._watches_focus = False
        self._way_out: QPushButton | None = None
        self._icon = QLabel()
        self._title = label("", "heading", wrap=True, selectable=True)
        self._sentence = label("", wrap=True, selectable=True)
        self._actions = QWidget()
        self._flow = FlowLayout(self._actions, spacing=6)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        words.addWidget(self._actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._actions.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._word(tone, title, sentence)
        if not (title or sentence):
            self.hide()
        elif parent is not None:
            # Without a parent it would be a window of its own until it stands in a layout.
            self.show()

    @property
    def tone(self) -> str:
        return str(self.property("tone"))

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def show_text(self, tone: Tone, title: str, sentence: str = "") -> None:
        """Say something else, and be seen. The buttons stay; see :meth:`clear_actions`."""
        self._word(tone, title, sentence)
        self.show()

    def _word(self, tone: Tone, title: str, sentence: str) -> None:
        set_property(self, "tone", tone)
        set_icon(
            self._icon, _TONE_ICONS.get(tone, "ph.info"), tone if tone in _TONE_ICONS else "text_muted", 18
        )
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(" ".join(part for part in (title, sentence) if part))

    def add_action(self, text: str, slot: Callable[[], object], kind: Kind = "plain") -> QPushButton:
        """A button below the words; it calls *slot* without arguments."""
        self._watch_focus()
        made = button(text, kind)
        if kind == "link":
            self._way_out = made
        made.clicked.connect(lambda: slot())
        self._flow.addWidget(made)
        self._actions.show()
        return made

    def clear_actions(self) -> None:
        """Take all the buttons away."""
        self._give_focus_back()
        self._way_out = None
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._actions.hide()

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._leaves(event)
        ):
            # Else a shortcut of the window would take the key.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leaves(event) and self._way_out is not None:
            self._way_out.click()
        else:
            super().keyPressEvent(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and not event.modifiers() and self._way_out is not None

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._give_focus_back()
        super().hideEvent(event)

    def _watch_focus(self) -> None:
        app = QApplication.instance()
        if not self._watches_focus and isinstance(app, QApplication):
            self._watches_focus = True
            app.focusChanged.connect(self._note_focus)

    def _note_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and old is not None and self.isAncestorOf(new) and not self.isAncestorOf(old):
            self._came_from = old

    def _give_focus_back(self) -> None:
        """Qt would give it to the next control, wherever that is."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus) or self._came_from is None:
            return
        if isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)


class Field(QWidget):
    """A caption, its editor below it, and a line for a fault or a hint.

    The caption is the editor's buddy (and so its accessible name). A fault is red and marks the editor; a
    hint is quiet. The fault wins while there is one.
    """

    def __init__(
        self,
        caption: str,
        editor: QWidget,
        hint: str = "",
        *,
        focus: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._input = focus or editor
        if isinstance(self._input, QAbstractSpinBox) and not self._input.property("calendarPopup"):
            # The style sheet's padding does not reach the text of a spin box, unless it opens a calendar.
            self._input.lineEdit().setTextMargins(_SPIN_INDENT, 0, 0, 0)
        self._hint = hint
        self._fault = ""
        self.caption = label(caption, "caption", wrap=True)
        self.caption.setBuddy(self._input)
        self._input.setAccessibleName(caption.replace("&", ""))
        self._below = label("", "hint", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.caption)
        column.addWidget(editor)
        column.addWidget(self._below)
        self._refresh()

    @property
    def input(self) -> QWidget:
        """What takes the focus: the editor, or the part of it that is typed in."""
        return self._input

    @property
    def fault(self) -> str:
        return self._fault

    @property
    def hint(self) -> str:
        return self._hint

    def set_fault(self, sentence: str) -> None:
        """Say what is wrong with what was entered; empty: nothing is."""
        self._fault = sentence
        self._refresh()

    def set_hint(self, sentence: str) -> None:
        self._hint = sentence
        self._refresh()

    def _refresh(self) -> None:
        words = self._fault or self._hint
        self._below.setText(words)
        self._below.setVisible(bool(words))
        set_property(self._below, "role", "fault" if self._fault else "hint")
        set_property(self._input, "fault", bool(self._fault))
        self._input.setAccessibleDescription(words)


class FlowLayout(QLayout):
    """Lays its widgets in rows, each at half its row's height; begins a new row where they do not fit."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        x, y, row = area.x(), area.y(), 0
        placed: list[tuple[QLayoutItem, QRect]] = []

        def end_row() -> None:
            for item, place in placed:
                item.setGeometry(place.translated(0, (row - place.height()) // 2))
            placed.clear()

        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > area.x() and x + size.width() > area.right() + 1:
                end_row()
                x, y, row = area.x(), y + row + self.spacing(), 0
            if move:
                placed.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self.spacing()
            row = max(row, size.height())
        end_row()
        return y + row - rect.y() + margins.bottom()
