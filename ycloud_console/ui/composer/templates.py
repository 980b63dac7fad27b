"""Templates by name: a popup to choose one, keep the text as one, rename, replace and delete."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.accounts.templates import MAX_NAME, Template, Templates, TemplatesUnavailable
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import FlowLayout, button, label, line

_WIDTH = 320
_ROW, _LINES = 26, 5
"""Pixels of a line of the list, and how many are seen at once."""
_PREVIEW = 240
"""Characters of a template's text that are shown below the list."""


class TemplatesPopup(QFrame):
    """What hangs from the link *Templates*. Esc closes it.

    Signals:
        chosen(object): The :class:`Template` that is to be used.
    """

    chosen = Signal(object)

    def __init__(self, store: Templates, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Templates"))
        self._store = store
        self._tasks = tasks
        self._text = ""
        self._deleted: Template | None = None
        self._room = self.screen().availableGeometry()
        self._build()
        self._arrange()
        self._connect()
        self.setFixedWidth(_WIDTH)

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search templates"))
        self.search.setAccessibleName(self.tr("Search templates"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Templates"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.setFixedHeight(_LINES * _ROW)
        self.preview = label("", "hint", wrap=True)
        self.use = button(self.tr("Use"), "primary")
        self.rename = button(self.tr("Rename"))
        self.update_text = button(self.tr("Replace its text"))
        self.delete = button(self.tr("Delete"))
        self.name = QLineEdit()
        self.name.setMaxLength(MAX_NAME)
        self.name.setPlaceholderText(self.tr("Name, such as “Login code”"))
        self.name_title = label(self.tr("Keep the text as a template"), "caption")
        self.name_title.setBuddy(self.name)
        self.save = button(self.tr("Save"))
        self.said = label("", "hint", wrap=True)
        self.undo = button(self.tr("Undo"), "link")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list)
        column.addWidget(self.preview)
        actions = QWidget()
        flow = FlowLayout(actions, spacing=6)
        for made in (self.use, self.rename, self.update_text, self.delete):
            flow.addWidget(made)
        column.addWidget(actions)
        column.addWidget(line())
        column.addWidget(self.name_title)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.save)
        column.addLayout(row)
        told = QHBoxLayout()
        told.addWidget(self.said, 1)
        told.addWidget(self.undo)
        column.addLayout(told)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda: self._show_list())
        self.search.returnPressed.connect(self._choose)
        self.search.installEventFilter(self)
        self.list.currentRowChanged.connect(self._show_current)
        self.list.itemDoubleClicked.connect(self._choose)
        self.list.itemChanged.connect(self._renamed)
        self.list.installEventFilter(self)
        self.use.clicked.connect(self._choose)
        self.rename.clicked.connect(self._edit_name)
        self.update_text.clicked.connect(self._replace_text)
        self.delete.clicked.connect(self._delete)
        self.name.textChanged.connect(self._show_save)
        self.name.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.undo.clicked.connect(self._bring_back)

    def open_at(self, anchor: QWidget, text: str) -> None:
        """Show it below *anchor*; *text* is what would be kept as a template."""
        self._text = text
        self._deleted = None
        self._say("")
        self.search.clear()
        self.name.clear()
        self._show_save()
        self._show_list()
        self.adjustSize()
        self._room = anchor.screen().availableGeometry()
        self.move(anchor.mapToGlobal(QPoint(anchor.width() - _WIDTH, anchor.height() + 4)))
        self._keep_on_screen()
        self.show()
        self.search.setFocus()
        self._start(self._store.load)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """Move up and left as far as it must: it grows with what is said in it."""
        room = self._room
        left = max(room.left(), min(self.x(), room.right() - self.width()))
        top = max(room.top(), min(self.y(), room.bottom() - self.height()))
        self.move(left, top)

    # Choosing.

    def _current(self) -> Template | None:
        item = self.list.currentItem()
        return self._store.find(str(item.data(Qt.ItemDataRole.UserRole))) if item else None

    def _choose(self) -> None:
        template = self._current()
        if template is not None:
            self.hide()
            self.chosen.emit(template)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search field move in the list; Return there uses, Delete deletes."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            if watched is self.search and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if watched is self.list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
            if watched is self.list and key == Qt.Key.Key_Delete:
                self._delete()
                return True
        return super().eventFilter(watched, event)

    # Changing.

    def _save(self) -> None:
        name = self.name.text().strip()
        if name and self._text:
            template = Template(name, self._text)
            self._start(lambda: self._store.put(template), self.tr("Saved “{name}”.").format(name=name), name)
            self.name.clear()

    def _edit_name(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.setFocus()
            self.list.editItem(item)

    def _renamed(self, item: QListWidgetItem) -> None:
        before = self._store.find(str(item.data(Qt.ItemDataRole.UserRole)))
        name = item.text().strip()[:MAX_NAME]
        if before is None or name == before.name:
            return
        other = self._store.find(name)
        if not name or (other is not None and other != before):
            self._show_list(before.name)
            if name:
                self._say(self.tr("There is another template named “{name}”.").format(name=name))
            return
        new = Template(name, before.text)
        self._start(lambda: self._store.put(new, instead_of=before.name), "", name)

    def _replace_text(self) -> None:
        current = self._current()
        if current is not None and self._text:
            new = Template(current.name, self._text)
            said = self.tr("“{name}” has the text of the message now.").format(name=current.name)
            self._start(lambda: self._store.put(new), said, current.name)

    def _delete(self) -> None:
        current = self._current()
        if current is not None:
            self._start(
                lambda: self._store.remove(current.name),
                self.tr("Deleted “{name}”.").format(name=current.name),
            )
            self._deleted = current

    def _bring_back(self) -> None:
        deleted = self._deleted
        if deleted is not None:
            self._deleted = None
            self._start(lambda: self._store.put(deleted), "", deleted.name)

    def _start(self, work: Callable[[], None], said: str = "", select: str = "") -> None:
        """Do *work* on the file off the event loop, then show the list anew and *said*."""
        self._deleted = None
        self._tasks.start(self._do(work, said, select), "templates")

    async def _do(self, work: Callable[[], None], said: str, select: str) -> None:
        try:
            await asyncio.to_thread(work)
        except TemplatesUnavailable as problem:
            reason = str(problem) or self.tr("another program is writing it")
            self._deleted = None
            said = self.tr("templates.toml in the data folder cannot be used: {reason}.").format(
                reason=reason
            )
        # Said once: later it would hide what else is said.
        aside, self._store.aside = self._store.aside, None
        if aside is not None:
            said = self.tr("templates.toml was damaged and is kept as {name}.").format(name=aside.name)
        self._show_list(select)
        self._say(said)

    # Showing.

    def _show_list(self, select: str = "") -> None:
        """The templates that have what was searched for in their name or text; *select* is a name."""
        current = self._current()
        wanted = (select if self._store.find(select) else "") or (current.name if current else "")
        words = self.search.text().casefold().split()
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._store.all:
            if all(word in f"{one.name} {one.text}".casefold() for word in words):
                item = QListWidgetItem(one.name)
                item.setData(Qt.ItemDataRole.UserRole, one.name)
                item.setSizeHint(QSize(0, _ROW))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.list.addItem(item)
                if one.name.casefold() == wanted.casefold():
                    self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._show_current()

    def _show_current(self) -> None:
        current = self._current()
        if current is not None:
            text = current.text if len(current.text) <= _PREVIEW else current.text[:_PREVIEW] + "…"
        elif self._store.all:
            text = self.tr("No template has this in it.")
        else:
            text = self.tr(
                "No templates yet. Write a text, with {name} or {code} where it differs each time."
            )
        self.preview.setText(text)
        for made in (self.use, self.rename, self.delete):
            made.setEnabled(current is not None)
        self.update_text.setEnabled(current is not None and bool(self._text) and current.text != self._text)

    def _show_save(self) -> None:
        name = self.name.text().strip()
        self.save.setText(self.tr("Replace") if name and self._store.find(name) else self.tr("Save"))
        self.save.setEnabled(bool(name and self._text))
        self.name.setEnabled(bool(self._text))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.undo.setVisible(bool(sentence) and self._deleted is not None)
        self.adjustSize()
