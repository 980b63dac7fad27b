"""What can be done from anywhere in the window, each declared once: words, keys, and the menu's order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Keys:
    """A shortcut that belongs to a part of the window, for the sheet that lists them all."""

    keys: str
    """As QKeySequence writes them portably; several are separated by a blank."""
    words: str

    def native(self) -> str:
        """As this system's keyboards and people write them."""
        form = QKeySequence.SequenceFormat.NativeText
        return "  ".join(QKeySequence(each).toString(form) or each for each in self.keys.split())


class Commands:
    """The window's actions by name: each is in force in the whole *window*, and may stand in a menu.

    A name that no slot is given for yet does nothing; see :meth:`connect`.
    """

    def __init__(self, window: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        translate = QCoreApplication.translate
        for name, words, keys in (
            ("new", translate("Commands", "New message"), "Ctrl+N"),
            ("search", translate("Commands", "Search the deliveries"), "Ctrl+F"),
            ("bind", translate("Commands", "Bind, or unbind"), "Ctrl+B"),
            ("sandbox", translate("Commands", "Open the sandbox"), "Ctrl+Shift+S"),
            ("composer", translate("Commands", "Show the composer"), "Ctrl+Shift+C"),
            ("details", translate("Commands", "Show the details"), "Ctrl+Shift+D"),
            ("hide", translate("Commands", "Hide texts and numbers"), "Ctrl+Shift+H"),
            ("full_screen", translate("Commands", "Full screen"), "F11"),
            ("settings", translate("Commands", "Settings"), "Ctrl+,"),
            ("shortcuts", translate("Commands", "Keyboard shortcuts"), "F1"),
            ("questions", translate("Commands", "What to ask YCloud support"), ""),
            ("logs", translate("Commands", "Open log folder"), ""),
            ("about", translate("Commands", "About YCloud Console"), ""),
            ("quit", translate("Commands", "Close"), "Ctrl+Q"),
        ):
            self._add(window, name, words, keys)
        for name in ("composer", "details", "hide", "full_screen"):
            self._actions[name].setCheckable(True)

    def _add(self, window: QWidget, name: str, words: str, keys: str) -> QAction:
        made = QAction(words, window)
        if keys:
            made.setShortcut(QKeySequence(keys))
        window.addAction(made)
        self._actions[name] = made
        return made

    def add_page(self, window: QWidget, caption: str, slot: Callable[[], object]) -> None:
        """The next page of the rail, in reach of Ctrl and its number."""
        number = 1 + sum(name.startswith("page ") for name in self._actions)
        words = QCoreApplication.translate("Commands", "Page “{name}”").format(name=caption)
        self._add(window, f"page {number}", words, f"Ctrl+{number}").triggered.connect(lambda: slot())

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect(self, **slots: Callable[[], object]) -> None:
        """Call these, without arguments, when the action of that name is triggered."""
        for name, slot in slots.items():
            self._actions[name].triggered.connect(lambda _checked=False, slot=slot: slot())

    def fill(self, menu: QMenu) -> None:
        """The main menu's entries."""
        for name in (
            "new",
            "bind",
            "sandbox",
            "",
            "composer",
            "details",
            "hide",
            "full_screen",
            "",
            "settings",
            "",
        ):
            menu.addAction(self._actions[name]) if name else menu.addSeparator()
        for name in ("shortcuts", "questions", "logs", "about", "", "quit"):
            menu.addAction(self._actions[name]) if name else menu.addSeparator()

    def shortcuts(self) -> list[Keys]:
        """Those that have a shortcut."""
        form = QKeySequence.SequenceFormat.PortableText
        return [
            Keys(action.shortcut().toString(form), action.text())
            for action in self._actions.values()
            if not action.shortcut().isEmpty()
        ]


def keys_of_parts() -> list[tuple[str, list[Keys]]]:
    """The shortcuts that hold in a part of the window: the part's name, and its shortcuts."""
    translate = QCoreApplication.translate
    composer = [
        Keys("Ctrl+Return", translate("Commands", "Send")),
        Keys("Ctrl+T", translate("Commands", "Templates")),
        Keys("Esc", translate("Commands", "Back from the question before sending")),
    ]
    deliveries = [
        Keys("Up Down", translate("Commands", "The message before, or after")),
        Keys("Home End", translate("Commands", "The first message, or the last")),
        Keys("Return", translate("Commands", "To its details")),
        Keys("Ctrl+A", translate("Commands", "Select all that are listed")),
        Keys("Ctrl+C", translate("Commands", "Copy what is selected")),
        Keys("Ctrl+Alt+C", translate("Commands", "Copy the cell")),
        Keys("Del", translate("Commands", "Delete what is selected")),
        Keys("Menu", translate("Commands", "What can be done with it")),
        Keys("Esc", translate("Commands", "Clear the search and the filters")),
    ]
    protocol = [
        Keys("Return", translate("Commands", "To the fields of the PDU")),
        Keys("Ctrl+J", translate("Commands", "From a response to its request, and back")),
        Keys("Ctrl+M", translate("Commands", "To the message the PDU belongs to")),
        Keys("Ctrl+C", translate("Commands", "Copy what is selected")),
        Keys("Ctrl+End Esc", translate("Commands", "To the newest PDU, and follow from there")),
        Keys("Menu", translate("Commands", "What can be done with it")),
    ]
    everywhere = [
        Keys("Tab Shift+Tab", translate("Commands", "The next control, or the one before")),
        Keys("Space", translate("Commands", "Press the button, tick the box")),
        Keys("Alt+Down", translate("Commands", "Open a list")),
        Keys("Esc", translate("Commands", "Close a dialog or a menu; leave the full screen")),
    ]
    return [
        (translate("Commands", "Composer"), composer),
        (translate("Commands", "Deliveries"), deliveries),
        (translate("Commands", "Protocol"), protocol),
        (translate("Commands", "In every part"), everywhere),
    ]
