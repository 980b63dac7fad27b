"""A list of things that came in, newest first: the model and its table.

The page says what is to be shown; the model finds out what is new, gone or changed, so that the table neither
jumps nor loses its selection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.ui.inbox.cells import (
    MARGIN,
    ROW_HEIGHT,
    ROW_ROLE,
    STRONG_ROLE,
    TONE_ROLE,
    Cells,
    Index,
)
from ycloud_console.ui.roles import COPY_ROLE
from ycloud_console.ui.theme import Theme, mono_font
from ycloud_console.ui.widgets import label

_FLEXIBLE_LEAST = 120
"""Pixels of the column that takes what the others leave."""

Key = tuple[int, int]
_NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel):
    """Things that came in, newest first. What a column is, the subclass says.

    Signals:
        older_wanted(): what is older than the last row is to be read.
    """

    older_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Any] = []
        self._keys: list[Key] = []
        self._has_older = False
        self._asked = False

    # What the subclass says.

    def titles(self) -> list[str]:
        """The columns' names."""
        raise NotImplementedError

    def key(self, row: Any) -> Key:
        """(time, ID): what the rows are ordered by, and what tells them apart."""
        raise NotImplementedError

    def cell_text(self, row: Any, column: int) -> str:
        """What a cell shows, on one line."""
        raise NotImplementedError

    def copied(self, row: Any, column: int) -> str:
        """What is copied from it."""
        return self.cell_text(row, column)

    def tip(self, row: Any, column: int) -> str:
        return self.cell_text(row, column)

    def tone(self, row: Any, column: int) -> str:
        """The name of the text's colour."""
        return "text"

    def is_strong(self, row: Any) -> bool:
        return False

    # What the page says.

    @property
    def rows(self) -> Sequence[Any]:
        """What is shown, from the top."""
        return self._rows

    def row(self, number: int) -> Any:
        return self._rows[number]

    def row_of(self, key: Key) -> int | None:
        """Where the row with that key stands; None when it is not there."""
        return self._keys.index(key) if key in self._keys else None

    def show_rows(self, rows: Sequence[Any], *, has_older: bool = False) -> None:
        """Show these, and no others: rows that stay keep their place and the selection."""
        wanted = sorted(rows, key=self.key, reverse=True)
        keys = [self.key(row) for row in wanted]
        self._has_older, self._asked = has_older, False
        self._remove_all_but(set(keys))
        here = set(self._keys)
        for first, last in _runs([place for place, key in enumerate(keys) if key not in here]):
            self.beginInsertRows(_NOWHERE, first, last)
            self._rows[first:first] = wanted[first : last + 1]
            self._keys[first:first] = keys[first : last + 1]
            self.endInsertRows()
        changed = [place for place, row in enumerate(wanted) if row != self._rows[place]]
        self._rows = wanted
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def repaint(self) -> None:
        """Draw every cell anew: which rows are bold has changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))

    def _remove_all_but(self, kept: set[Key]) -> None:
        leaving = [place for place, key in enumerate(self._keys) if key not in kept]
        for first, last in reversed(_runs(leaving)):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._rows[first : last + 1], self._keys[first : last + 1]
            self.endRemoveRows()

    # What the view asks.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.titles())

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_older and not self._asked

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.older_wanted.emit()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        titles = self.titles()
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(titles):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return titles[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self.cell_text(row, column),
            Qt.ItemDataRole.ToolTipRole: lambda: self.tip(row, column),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(row, column),
            ROW_ROLE: lambda: row,
            COPY_ROLE: lambda: self.copied(row, column),
            TONE_ROLE: lambda: self.tone(row, column),
            STRONG_ROLE: lambda: self.is_strong(row),
        }
        answer = answers.get(role)
        return answer() if answer else None

    def _spoken(self, row: Any, column: int) -> str:
        return f"{self.titles()[column]}: {self.cell_text(row, column)}"


class RowsView(QTableView):
    """A table of a :class:`RowsModel`: one row is chosen at a time.

    Signals:
        chosen(object): the row that is selected now, or None.
        delete_wanted(object): the row is to be deleted; offered where :attr:`can_delete`.
    """

    chosen = Signal(object)
    delete_wanted = Signal(object)
    can_delete = False

    def __init__(
        self,
        model: RowsModel,
        name: str,
        *,
        flexible: int,
        samples: Sequence[str],
        mono: frozenset[int] = frozenset({0}),
        parent: QWidget | None = None,
    ) -> None:
        """*samples* has the widest text a column ordinarily holds; *flexible* takes what those leave.

        *mono* are the columns in the font of times and IDs.
        """
        super().__init__(parent)
        self._model = model
        self._flexible = flexible
        self._samples = samples
        self._mono = mono
        self.setAccessibleName(name)
        self.setItemDelegate(Cells(mono, self))
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMinimumSize(240, 120)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(28)
        columns.setTextElideMode(Qt.TextElideMode.ElideRight)
        columns.setFixedHeight(ROW_HEIGHT + 2)
        Theme.current().changed.connect(self.viewport().update)

    # Choosing.

    def current_row(self) -> Any:
        """The row that is selected, or None."""
        chosen = self.selectionModel().selectedRows()
        return self._model.row(chosen[0].row()) if chosen else None

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.current_row())

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        """What is being read stays where it is; at the top with nothing selected new rows come in sight."""
        bar = self.verticalScrollBar()
        before = bar.value()
        follows = before == 0 and not self.selectionModel().hasSelection()
        super().rowsInserted(parent, start, end)
        if start * ROW_HEIGHT <= before and not follows:
            # The scroll bar learns of the new rows only with the next layout, which would come too late.
            self.updateGeometries()
            bar.setValue(before + (end - start + 1) * ROW_HEIGHT)

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """When the selected row goes nothing is selected: Qt would select its neighbour."""
        if start <= self.currentIndex().row() <= end:
            self.clearSelection()
            self.setCurrentIndex(_NOWHERE)
        super().rowsAboutToBeRemoved(parent, start, end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_row()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers() and self.can_delete:
            self._delete_row()
        elif event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _delete_row(self) -> None:
        row = self.current_row()
        if row is not None:
            self.delete_wanted.emit(row)

    # Copying.

    def copy_row(self) -> None:
        """The selected row, tab-separated, to the clipboard."""
        for index in self.selectionModel().selectedRows():
            cells = [
                str(index.siblingAtColumn(column).data(COPY_ROLE))
                for column in range(self._model.columnCount())
            ]
            flat = [" ".join(cell.replace("\t", " ").splitlines()) for cell in cells]
            QGuiApplication.clipboard().setText("\t".join(flat))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            where = self.visualRect(self.currentIndex()).center()
        else:
            where = self.viewport().mapFromGlobal(event.globalPos())
        column = max(0, self.columnAt(where.x()))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy row")).triggered.connect(lambda: self.copy_row())
        name = self.tr("Copy “{column}”").format(column=self._model.titles()[column])
        menu.addAction(name).triggered.connect(lambda: self._copy_cell(column))
        if self.can_delete:
            menu.addSeparator()
            menu.addAction(self.tr("Delete…")).triggered.connect(lambda: self._delete_row())
        menu.setEnabled(self.selectionModel().hasSelection())
        menu.popup(self.viewport().mapToGlobal(where))

    def _copy_cell(self, column: int) -> None:
        for index in self.selectionModel().selectedRows():
            QGuiApplication.clipboard().setText(str(index.siblingAtColumn(column).data(COPY_ROLE)))

    # Columns.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Each as wide as what it ordinarily holds; one of them takes the rest."""
        words, mono = (_bold_metrics(font) for font in (self.font(), mono_font()))
        titles = self.horizontalHeader()
        left = self.viewport().width()
        for column, sample in enumerate(self._samples):
            if column != self._flexible:
                metrics = mono if column in self._mono else words
                width = metrics.horizontalAdvance(sample) + 2 * MARGIN + 2
                width = max(width, titles.sectionSizeHint(column))
                left -= width
                self.setColumnWidth(column, width)
        self.setColumnWidth(self._flexible, max(_FLEXIBLE_LEAST, left))


def _bold_metrics(font: QFont) -> QFontMetrics:
    """Of a row that has not been seen."""
    bold = QFont(font)
    bold.setBold(True)
    return QFontMetrics(bold)


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending *places* as (first, last) of each run of neighbours."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def words_over(view: RowsView) -> QLabel:
    """A place for words in the middle of the table, for when it is empty."""
    made = label("", "caption", wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    column = QVBoxLayout(view.viewport())
    column.setContentsMargins(24, 24, 24, 24)
    column.addWidget(made)
    return made
