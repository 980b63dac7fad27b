"""The table itself: it keeps its place while rows flow in, copies, and offers what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QKeyCombination,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ycloud_console.history.model import MessageRow
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.deliveries.actions import Action, possible
from ycloud_console.ui.deliveries.cells import Column
from ycloud_console.ui.deliveries.columns import Columns
from ycloud_console.ui.deliveries.criteria import Criteria
from ycloud_console.ui.deliveries.delegate import ROW_HEIGHT, DeliveriesDelegate
from ycloud_console.ui.deliveries.model import DeliveriesModel
from ycloud_console.ui.deliveries.words import number_text
from ycloud_console.ui.roles import COPY_ROLE
from ycloud_console.ui.theme import Theme

_COPY_CELL = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier, Qt.Key.Key_C
)


class DeliveriesView(QTableView):
    """At the top with nothing selected it follows; else new rows come in above, out of sight.

    Signals:
        unseen_changed(int): how many rows have come in above what is in sight.
        current_changed(object): the MessageRow that is selected now, or None.
        copy_ids_wanted(object): the message IDs of this list of MessageRows are to be copied.
        tickets_wanted(object): this list of MessageRows is to be copied as text for a ticket.
        action_wanted(object): this Action is to be done with the current message.
        cancel_wanted(object): this list of MessageRows, which are queued, is to be cancelled.
        delete_wanted(object): this list of MessageRows is to be deleted from the history.
        filter_wanted(object): only messages that meet these Criteria are to be shown.
        details_wanted(): the details of the current message are to be read.
        sight_changed(): other rows are in sight, or the rows that are there have changed their places.
        left(): Escape, with nothing selected.
    """

    unseen_changed = Signal(int)
    current_changed = Signal(object)
    copy_ids_wanted = Signal(object)
    tickets_wanted = Signal(object)
    action_wanted = Signal(object)
    cancel_wanted = Signal(object)
    delete_wanted = Signal(object)
    filter_wanted = Signal(object)
    details_wanted = Signal()
    sight_changed = Signal()
    left = Signal()

    def __init__(self, model: DeliveriesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._unseen = 0
        self.setAccessibleName(self.tr("Deliveries"))
        self._delegate = DeliveriesDelegate(model, self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMinimumSize(240, 120)
        self._set_up_rows()
        self.columns = Columns(self, model, self._delegate)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        model.modelReset.connect(self._forget_unseen)
        model.filled.connect(self._filled)
        Theme.current().changed.connect(self.viewport().update)

    def _set_up_rows(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    # Following and staying.

    @property
    def follows(self) -> bool:
        """Whether new rows appear in sight: at the top, with nothing selected."""
        return self.verticalScrollBar().value() == 0 and not self.selectionModel().hasSelection()

    @property
    def unseen(self) -> int:
        """How many rows have come in above what is in sight."""
        return self._unseen

    def go_to_newest(self) -> None:
        """Show the newest message, select nothing, and follow from here on."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        self.scrollToTop()
        self._forget_unseen()

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        bar = self.verticalScrollBar()
        before = bar.value()
        is_above = start * ROW_HEIGHT <= before and not self.follows
        super().rowsInserted(parent, start, end)
        if not is_above:
            return
        count = end - start + 1
        # The scroll bar learns of the new rows only with the next layout, which would come too late.
        self.updateGeometries()
        bar.setValue(before + count * ROW_HEIGHT)
        # Where few rows leave nothing to scroll, the new ones are in sight.
        self._set_unseen(min(self._unseen + count, bar.value() // ROW_HEIGHT))

    def rowsAboutToBeRemoved(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        bar = self.verticalScrollBar()
        above = max(0, min(end + 1, bar.value() // ROW_HEIGHT) - start)
        super().rowsAboutToBeRemoved(parent, start, end)
        if above:
            bar.setValue(bar.value() - above * ROW_HEIGHT)

    def visible_rows(self) -> tuple[int, int]:
        """The first and the last row in sight."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        return max(0, first), last if last >= 0 else self._model.rowCount() - 1

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        # The scroll bar does not know yet of rows that have just come, and would stop short of them.
        self.executeDelayedItemsLayout()
        super().scrollTo(index, hint)

    def _filled(self, first: int, last: int) -> None:
        """Rows that were empty are there: older days need more room, and the details may have waited."""
        self.columns.fit()
        if any(first <= number <= last for number in (self.currentIndex().row(), *self._chosen()[:1])):
            self.current_changed.emit(self.current_row())

    def _scrolled(self, value: int) -> None:
        self.sight_changed.emit()
        if value < self._unseen * ROW_HEIGHT:
            self._set_unseen(value // ROW_HEIGHT)

    def _forget_unseen(self) -> None:
        self._set_unseen(0)

    def _set_unseen(self, count: int) -> None:
        if count != self._unseen:
            self._unseen = count
            self.unseen_changed.emit(count)

    # Selecting.

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.current_changed.emit(self.current_row())

    def current_row(self) -> MessageRow | None:
        """The row that the details are about: the current one if it is selected, else the first selected."""
        current = self.currentIndex()
        if current.isValid() and self.selectionModel().isRowSelected(current.row()):
            return self._model.row(current.row())
        chosen = self._chosen()
        return self._model.row(chosen[0]) if chosen else None

    def chosen_rows(self) -> list[MessageRow]:
        """The selected messages, in the order shown, as far as they are loaded."""
        return [row for number in self._chosen() if (row := self._model.row(number)) is not None]

    def _chosen(self) -> list[int]:
        """The selected rows that are loaded; a selection may reach over a million that are not."""
        found: set[int] = set()
        for each in self.selectionModel().selection().toList():
            found.update(number for number, _ in self._model.loaded(each.top(), each.bottom()))
        return sorted(found)

    def selectAll(self) -> None:
        """Select what is loaded: only that can be copied, or looked at."""
        chosen = QItemSelection()
        for first, last in self._model.stretches():
            chosen.select(self._model.index(first, 0), self._model.index(last, len(Column) - 1))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.keyCombination() == _COPY_CELL:
            self.copy_cell()
        elif event.key() == Qt.Key.Key_Escape:
            if self.selectionModel().hasSelection():
                self.clearSelection()
            else:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self._delete_chosen()
        elif event.matches(QKeySequence.StandardKey.MoveToStartOfDocument):
            self.go_to_newest()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self._go_to_end(first=event.key() == Qt.Key.Key_Home)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() is not None:
            self.details_wanted.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _go_to_end(self, *, first: bool) -> None:
        """To the first or the last row, and select it."""
        if self._model.rowCount():
            number = 0 if first else self._model.rowCount() - 1
            self.setCurrentIndex(self._model.index(number, max(0, self.currentIndex().column())))

    # Copying.

    def copy_rows(self) -> None:
        """The selected rows, with the columns in the order shown, tab-separated, to the clipboard."""
        columns = self.columns.shown
        lines = [
            "\t".join(_flat(self._model.index(number, column).data(COPY_ROLE)) for column in columns)
            for number in self._chosen()
        ]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def copy_cells(self, column: Column) -> None:
        """That *column* of the selected rows, one a line, to the clipboard."""
        cells = [str(self._model.index(number, column).data(COPY_ROLE)) for number in self._chosen()]
        QGuiApplication.clipboard().setText("\n".join(cells))

    def copy_cell(self) -> None:
        """The current cell to the clipboard."""
        self.copy_cells(Column(max(0, self.currentIndex().column())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            where = self.visualRect(self.currentIndex()).center()
        else:
            where = self.viewport().mapFromGlobal(event.globalPos())
        self._menu(where).popup(self.viewport().mapToGlobal(where))

    def _menu(self, where: QPoint) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = len(self._chosen())
        column = Column(max(0, self.columnAt(where.x())))

        def add(text: str, slot: Callable[[], object], shortcut: str = "") -> None:
            action = menu.addAction(text)
            action.setEnabled(count > 0)
            action.triggered.connect(lambda: slot())
            if shortcut:
                # Told, not made: the table itself listens for it.
                action.setText(
                    f"{text}\t{QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)}"
                )

        title = self._model.titles()[column]
        add(self.tr("Copy rows") if count > 1 else self.tr("Copy row"), self.copy_rows, "Ctrl+C")
        add(self.tr("Copy “{column}”").format(column=title), lambda: self.copy_cells(column), "Ctrl+Alt+C")
        add(self.tr("Copy number"), lambda: self.copy_cells(Column.TO))
        add(self.tr("Copy text"), lambda: self.copy_cells(Column.MESSAGE))
        add(self.tr("Copy message ID"), lambda: self.copy_ids_wanted.emit(self.chosen_rows()))
        add(self.tr("Copy for ticket"), lambda: self.tickets_wanted.emit(self.chosen_rows()))
        current = self.current_row()
        if current is not None:
            menu.addSeparator()
            self._add_actions(menu, current, count)
            menu.addSeparator()
            number = number_text(current.recipient)
            text = self.tr("Only messages to {number}").format(number=number)
            add(text, lambda: self.filter_wanted.emit(Criteria(recipient=current.recipient)))
            if current.error or current.status:
                text = self.tr("Only messages with this error")
                alike = Criteria(error=current.error, status=None if current.error else current.status)
                add(text, lambda: self.filter_wanted.emit(alike))
        menu.addSeparator()
        add(self.tr("Delete…"), self._delete_chosen, "Del")
        menu.addAction(self.tr("Select all")).triggered.connect(lambda: self.selectAll())
        return menu

    def _add_actions(self, menu: QMenu, row: MessageRow, count: int) -> None:
        """What can be done with one message; the details do it."""
        can = possible(row)
        for action, text in (
            (Action.EDIT, self.tr("Edit && resend")),
            (Action.RESEND, self.tr("Resend…")),
            (Action.ASK, self.tr("Ask the SMSC")),
            (Action.CANCEL, self.tr("Cancel…")),
        ):
            made = menu.addAction(text)
            if action is Action.CANCEL and count > 1:
                made.setEnabled(any(each.state is MessageState.QUEUED for each in self.chosen_rows()))
                made.triggered.connect(lambda: self._cancel_chosen())
                continue
            made.setEnabled(count == 1 and action in can)
            made.triggered.connect(lambda _checked=False, wanted=action: self.action_wanted.emit(wanted))

    def _cancel_chosen(self) -> None:
        """Of several messages those that still wait here; one by one the SMSC can be asked for the others."""
        queued = [row for row in self.chosen_rows() if row.state is MessageState.QUEUED]
        if queued:
            self.cancel_wanted.emit(queued)

    def _delete_chosen(self) -> None:
        rows = self.chosen_rows()
        if rows:
            self.delete_wanted.emit(rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()
        self.sight_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The first change of font comes before there are columns.
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "columns"):
            self._delegate.font_changed()
            self.columns.fit()


def _flat(cell: object) -> str:
    """On one line of a tab-separated table."""
    return " ".join(str(cell).replace("\t", " ").splitlines())
