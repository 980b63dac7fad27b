"""The table itself: it keeps its place while rows flow in, fits its columns, and copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ycloud_console.history.model import MessageRow
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.status import state_name
from ycloud_console.ui.deliveries.delegate import (
    COUNTRY_WIDTH,
    MARGIN,
    PILL_PADDING,
    ROW_HEIGHT,
    DeliveriesDelegate,
    pill_font,
)
from ycloud_console.ui.deliveries.model import COPY_ROLE, Column, DeliveriesModel
from ycloud_console.ui.language import current_language
from ycloud_console.ui.moments import short_time
from ycloud_console.ui.theme import Theme, mono_font

_MESSAGE_MIN = 82
_ERROR_MIN = 64
_ERROR_MAX = 230
_MESSAGE_SHARE = 0.58
"""The text's part of the width that it shares with the error."""


class DeliveriesView(QTableView):
    """Newest first. At the top with nothing selected it follows; else new rows come in above, out of sight.

    Signals:
        unseen_changed(int): how many rows have come in above what is in sight.
        current_changed(object): the MessageRow that is selected now, or None.
        copy_ids_wanted(object): the message IDs of this list of MessageRows are to be copied.
    """

    unseen_changed = Signal(int)
    current_changed = Signal(object)
    copy_ids_wanted = Signal(object)

    def __init__(self, model: DeliveriesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._unseen = 0
        self._given: dict[int, int] = {}
        self._fitting = False
        self.setAccessibleName(self.tr("Deliveries"))
        self._delegate = DeliveriesDelegate(self)
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
        self._set_up_headers()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        model.modelReset.connect(self._forget_unseen)
        model.modelReset.connect(self.fit_columns)
        Theme.current().changed.connect(self.viewport().update)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsMovable(True)
        columns.setMinimumSectionSize(28)
        columns.setTextElideMode(Qt.TextElideMode.ElideRight)
        columns.setFixedHeight(ROW_HEIGHT + 2)
        columns.sectionResized.connect(self._resized_by_hand)
        columns.sectionHandleDoubleClicked.connect(self._let_fit)

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
        self._set_unseen(self._unseen + count)

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

    def _scrolled(self, value: int) -> None:
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
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        if not chosen:
            return None
        current = self.currentIndex().row()
        return self._model.row(current if current in chosen else chosen[0])

    def chosen_rows(self) -> list[MessageRow]:
        """The selected messages, newest first."""
        return [self._model.row(number) for number in self._chosen()]

    def _chosen(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        elif event.matches(QKeySequence.StandardKey.MoveToStartOfDocument):
            self.go_to_newest()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # Copying.

    def copy_rows(self) -> None:
        """The selected rows, with the columns in the order shown, tab-separated, to the clipboard."""
        header = self.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(len(Column))]
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

        def add(text: str, slot: Callable[[], object]) -> None:
            action = menu.addAction(text)
            action.setEnabled(count > 0)
            action.triggered.connect(lambda: slot())

        add(self.tr("Copy rows") if count > 1 else self.tr("Copy row"), self.copy_rows)
        title = self._model.titles()[column]
        add(self.tr("Copy “{column}”").format(column=title), lambda: self.copy_cells(column))
        menu.addSeparator()
        add(self.tr("Copy number"), lambda: self.copy_cells(Column.TO))
        add(self.tr("Copy text"), lambda: self.copy_cells(Column.MESSAGE))
        add(self.tr("Copy message ID"), lambda: self.copy_ids_wanted.emit(self.chosen_rows()))
        menu.addSeparator()
        menu.addAction(self.tr("Select all")).triggered.connect(lambda: self.selectAll())
        return menu

    # Columns.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_columns()

    def fit_columns(self) -> None:
        """Text and error share what the others leave; a column that was sized by hand keeps its width.

        In a narrow pane the country goes first: the number and the tool tip still tell it.
        """
        width = self.viewport().width()
        widths = self._natural_widths(narrow=False) | self._given
        self._delegate.shows_country = width - sum(widths.values()) >= _MESSAGE_MIN + _ERROR_MIN
        if not self._delegate.shows_country:
            widths = self._natural_widths(narrow=True) | self._given
        flexible = [column for column in (Column.MESSAGE, Column.ERROR) if column not in self._given]
        room = width - sum(widths.values())
        if len(flexible) == 2:
            widths[Column.ERROR] = round(min(max(room * (1 - _MESSAGE_SHARE), _ERROR_MIN), _ERROR_MAX))
            widths[Column.MESSAGE] = max(_MESSAGE_MIN, room - widths[Column.ERROR])
        elif flexible:
            least = _MESSAGE_MIN if flexible[0] is Column.MESSAGE else _ERROR_MIN
            widths[flexible[0]] = max(least, room)
        self._fitting = True
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self._fitting = False

    def _natural_widths(self, *, narrow: bool) -> dict[int, int]:
        """Pixels for what a column ordinarily holds, and for its title."""
        words = self.fontMetrics()
        mono = QFontMetrics(mono_font())
        country = 0 if narrow else COUNTRY_WIDTH
        pills = QFontMetrics(pill_font(self.font()))
        language = current_language()
        # The oldest is not of today, if any is not.
        oldest = short_time(self._model.oldest[0]) if self._model.oldest else "00:00:00"
        states = max(pills.horizontalAdvance(state_name(state, language)) for state in MessageState)
        widths = {
            Column.SUBMITTED: mono.horizontalAdvance(oldest) + 2 * MARGIN + 2,
            Column.TO: words.horizontalAdvance("+86 138 0013 8000") + country + 2 * MARGIN + 2,
            Column.SEGMENTS: words.horizontalAdvance("Seg") + 2 * MARGIN,
            Column.STATUS: states + 2 * PILL_PADDING + 2 * MARGIN + 1,
            Column.TOOK: words.horizontalAdvance("0.00 s …" if narrow else "00:00 min") + 2 * MARGIN,
        }
        titles = self.horizontalHeader()
        return {column: max(width, titles.sectionSizeHint(column)) for column, width in widths.items()}

    def _resized_by_hand(self, column: int, _old: int, width: int) -> None:
        if not self._fitting:
            self._given[column] = width
            self.fit_columns()

    def _let_fit(self, column: int) -> None:
        self._given.pop(column, None)
        self.fit_columns()


def _flat(cell: object) -> str:
    """On one line of a tab-separated table."""
    return " ".join(str(cell).replace("\t", " ").splitlines())
