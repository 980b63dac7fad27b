"""The table's columns: which are shown, in what order, how wide, and by which one is sorted."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from ycloud_console.history.model import Order
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.status import state_name
from ycloud_console.ui.deliveries.cells import NEWEST_FIRST, ORDINARY, SORTS, SORTS_BACK, Column
from ycloud_console.ui.deliveries.delegate import (
    COUNTRY_WIDTH,
    MARGIN,
    PILL_PADDING,
    ROW_HEIGHT,
    DeliveriesDelegate,
    pill_font,
)
from ycloud_console.ui.deliveries.model import DeliveriesModel
from ycloud_console.ui.language import current_language
from ycloud_console.ui.moments import short_time, start_of_today, widest_time
from ycloud_console.ui.theme import mono_font

_MESSAGE_MIN = 82
_ERROR_MIN = 64
_ERROR_MAX = 230
_MESSAGE_SHARE = 0.58
"""The text's part of the width that it shares with the error."""
_ERROR_TIGHT = 48
_MESSAGE_SHARE_TIGHT = 0.68
"""The same two where there is too little room for all."""
_FIRST_DESCENDING = frozenset(
    {Column.SUBMITTED, Column.SEGMENTS, Column.TOOK, Column.DONE, Column.MESSAGE_ID, Column.STATUS}
)
"""Columns of which the first click shows the largest, latest or worst first."""
_WIDEST = 4000
_TITLE_PADDING = 22
"""Pixels on both sides of a title, together; its font is as large as that of the pills."""
_ARROW = 18
"""Pixels for the arrow of the column that is sorted by."""
_WAITING = ("00 min …", "000 d …")
"""How long a message has been waiting, as wide as that ordinarily is."""
_TOOK = (*_WAITING, "00:00 min")
"""So how long one took."""
_SAVED = re.compile(r"(!?)(\w+?)(?:=(\d+))?")


class Columns(QObject):
    """Looks after the header of the deliveries.

    Signals:
        order_wanted(object): the Order in which the messages are to be shown from now on.
        changed(): other columns are shown, or in another order.
    """

    order_wanted = Signal(object)
    changed = Signal()

    def __init__(self, view: QTableView, model: DeliveriesModel, delegate: DeliveriesDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._delegate = delegate
        self._given: dict[int, int] = {}
        self._fitting = False
        self._fitted_times: tuple[str, ...] = ()
        self._yields = False
        """The number of segments, though chosen, is not shown for want of room."""
        header = self._header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(28)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setFixedHeight(ROW_HEIGHT + 2)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_menu)
        header.sectionResized.connect(self._resized_by_hand)
        header.sectionHandleDoubleClicked.connect(self._let_fit)
        header.sectionMoved.connect(self._moved)
        header.sectionClicked.connect(lambda section: self._sort_by(Column(section)))
        for column in Column:
            header.setSectionHidden(column, column not in ORDINARY)
        self.show_order(NEWEST_FIRST)
        model.modelReset.connect(self.fit)
        model.rowsInserted.connect(lambda: self._came())

    # Which ones.

    @property
    def shown(self) -> list[Column]:
        """The columns that are chosen, from the left; in a very narrow pane the segments give way."""
        places = [Column(self._header.logicalIndex(place)) for place in range(len(Column))]
        return [column for column in places if not self._is_hidden(column)]

    def _is_hidden(self, column: Column) -> bool:
        """Whether it is not wanted."""
        if column is Column.SEGMENTS and self._yields:
            return False
        return self._header.isSectionHidden(column)

    def _set_hidden(self, column: Column, hidden: bool) -> None:
        if column is Column.SEGMENTS:
            self._yields = False
        self._hide(column, hidden)

    def _hide(self, column: Column, hidden: bool) -> None:
        """The width that the header tells of meanwhile is not one that was given by hand."""
        self._fitting = True
        self._header.setSectionHidden(column, hidden)
        self._fitting = False

    def set_shown(self, column: Column, shown: bool) -> None:
        """Show or hide *column*; the last one that is shown stays."""
        if not shown and self.shown == [column]:
            return
        self._set_hidden(column, not shown)
        self.fit()
        self.changed.emit()

    def reset(self) -> None:
        """The ordinary columns, in their order, as wide as fits."""
        self._given.clear()
        for column in Column:
            self._set_hidden(column, column not in ORDINARY)
            self._header.moveSection(self._header.visualIndex(column), column)
        self.fit()
        self.changed.emit()

    def state(self) -> str:
        """The columns from the left, a hidden one with !, a width that was given after =."""
        places = [Column(self._header.logicalIndex(place)) for place in range(len(Column))]
        return ",".join(self._saved(column) for column in places)

    def _saved(self, column: Column) -> str:
        hidden = "!" if self._is_hidden(column) else ""
        width = f"={self._given[column]}" if column in self._given else ""
        return f"{hidden}{column.name.lower()}{width}"

    def restore(self, state: str) -> None:
        """As :meth:`state` said; what it does not know, or says of columns there are not, is passed over."""
        place = 0
        for item in state.split(","):
            found = _SAVED.fullmatch(item)
            if not found or found[2].upper() not in Column.__members__:
                continue
            column = Column[found[2].upper()]
            self._set_hidden(column, bool(found[1]))
            self._header.moveSection(self._header.visualIndex(column), place)
            if found[3]:
                self._given[column] = min(int(found[3]), _WIDEST)
            place += 1
        if not self.shown:
            self.reset()
        self.fit()

    # Sorting.

    def show_order(self, order: Order) -> None:
        """Show by the arrow in the header how the messages are ordered; newest first needs none."""
        column = SORTS_BACK[order.column]
        direction = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(column, direction)
        self._header.setSortIndicatorShown(order != NEWEST_FIRST)
        self.fit()

    def _sort_by(self, column: Column) -> None:
        """A click: by this column; another click: the other way round."""
        order = self._model.order
        first = column in _FIRST_DESCENDING
        descending = not order.descending if order.column is SORTS[column] else first
        self.order_wanted.emit(Order(SORTS[column], descending))

    # The menu.

    def _show_menu(self, where: QPoint) -> None:
        self.menu(self._header).popup(self._header.mapToGlobal(where))

    def menu(self, parent: QWidget) -> QMenu:
        """What can be done to the columns, by mouse or keyboard."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        titles = self._model.titles()
        sorting = menu.addMenu(self.tr("Sort by"))
        for column in Column:
            self._add(
                sorting, titles[column], self._model.order.column is SORTS[column], self._sorter(column)
            )
        sorting.addSeparator()
        order = self._model.order
        for descending, name in ((False, self.tr("Ascending")), (True, self.tr("Descending"))):
            wanted = Order(order.column, descending)
            self._add(sorting, name, order == wanted, self._orderer(wanted))
        menu.addSeparator()
        shown = self.shown
        for column in Column:
            self._add(menu, titles[column], column in shown, self._toggler(column, column not in shown))
        menu.addSeparator()
        menu.addAction(self.tr("Reset columns")).triggered.connect(lambda: self.reset())
        return menu

    @staticmethod
    def _add(menu: QMenu, name: str, checked: bool, slot: Callable[[], object]) -> None:
        action = menu.addAction(name)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda: slot())

    def _sorter(self, column: Column) -> Callable[[], None]:
        descending = column in _FIRST_DESCENDING
        return lambda: self.order_wanted.emit(Order(SORTS[column], descending))

    def _orderer(self, order: Order) -> Callable[[], None]:
        return lambda: self.order_wanted.emit(order)

    def _toggler(self, column: Column, shown: bool) -> Callable[[], None]:
        return lambda: self.set_shown(column, shown)

    # Widths.

    def fit(self) -> None:
        """Text and error share what the others leave; a column that was sized by hand keeps its width.

        In a narrow pane the country goes first: the number and the tool tip still tell it; then the number of
        segments, and a long state is cut.
        """
        shown = self.shown
        width = self._view.viewport().width()
        widths = self._wanted_widths(shown, narrow=False)
        least = _MESSAGE_MIN + _ERROR_MIN
        self._delegate.shows_country = width - sum(widths.values()) >= least
        if not self._delegate.shows_country:
            widths = self._wanted_widths(shown, narrow=True)
        tight = width - sum(widths.values()) < least
        self._yield_place(tight, shown)
        if tight:
            widths = self._wanted_widths(self._in_sight(shown), narrow=True, tight=True)
        self._delegate.first = self._in_sight(shown)[0]
        flexible = [
            column
            for column in (Column.MESSAGE, Column.ERROR)
            if column in shown and column not in self._given
        ]
        room = width - sum(widths.values())
        share, least_error = (_MESSAGE_SHARE_TIGHT, _ERROR_TIGHT) if tight else (_MESSAGE_SHARE, _ERROR_MIN)
        if len(flexible) == 2:
            widths[Column.ERROR] = round(min(max(room * (1 - share), least_error), _ERROR_MAX))
            widths[Column.MESSAGE] = max(_MESSAGE_MIN, room - widths[Column.ERROR])
        elif flexible:
            least = _MESSAGE_MIN if flexible[0] is Column.MESSAGE else least_error
            widths[flexible[0]] = max(least, room)
        self._fitting = True
        for column, pixels in widths.items():
            self._view.setColumnWidth(column, pixels)
        self._fitting = False

    def _yield_place(self, tight: bool, shown: list[Column]) -> None:
        """Hide the segments, or show them again, as there is room; nobody's choice is changed by that."""
        yields = tight and len(shown) > 1 and Column.SEGMENTS in shown and Column.SEGMENTS not in self._given
        if yields != self._yields:
            self._yields = yields
            self._hide(Column.SEGMENTS, yields)

    def _in_sight(self, shown: list[Column]) -> list[Column]:
        return [column for column in shown if not (self._yields and column is Column.SEGMENTS)]

    def _wanted_widths(self, shown: list[Column], *, narrow: bool, tight: bool = False) -> dict[int, int]:
        widths = self._natural_widths(narrow=narrow, tight=tight) | self._given
        return {column: width for column, width in widths.items() if column in shown}

    def _natural_widths(self, *, narrow: bool, tight: bool) -> dict[int, int]:
        """Pixels for what a column ordinarily holds, and for its title."""
        words = self._view.fontMetrics()
        mono = QFontMetrics(mono_font())
        country = 0 if narrow else COUNTRY_WIDTH
        pills = QFontMetrics(pill_font(self._view.font()))
        language = current_language()
        self._fitted_times = self._times()
        took = max(words.horizontalAdvance(each) for each in (_WAITING if narrow else _TOOK))
        time = max(mono.horizontalAdvance(each) for each in self._fitted_times) + 2 * MARGIN + 2
        states = max(
            pills.horizontalAdvance(state_name(state, language))
            for state in ((MessageState.DELIVERED,) if tight else MessageState)
        )
        widths: dict[int, int] = {
            Column.SUBMITTED: time,
            Column.TO: words.horizontalAdvance("+86 138 0013 8000") + country + 2 * MARGIN + 2,
            Column.SEGMENTS: words.horizontalAdvance("Seg") + 2 * MARGIN,
            Column.STATUS: states + 2 * PILL_PADDING + 2 * MARGIN + 1,
            Column.TOOK: took + 2 * MARGIN + 1,
            Column.MESSAGE_ID: mono.horizontalAdvance("1" * 20) + 2 * MARGIN,
            Column.SENDER: words.horizontalAdvance("YCloudTest") + 2 * MARGIN,
            Column.ACCOUNT: words.horizontalAdvance("Acme support") + 2 * MARGIN,
            Column.COUNTRY: words.horizontalAdvance("United Kingdom") + 2 * MARGIN,
            Column.ENCODING: words.horizontalAdvance("Latin-1") + 2 * MARGIN,
            Column.DONE: time,
        }
        # Not the header's own hints: they keep place for an arrow in every title.
        titles = self._model.titles()
        sorted_by = SORTS_BACK[self._model.order.column] if self._header.isSortIndicatorShown() else None
        for column, width in widths.items():
            arrow = _ARROW if column is sorted_by else 0
            title = pills.horizontalAdvance(titles[column]) + _TITLE_PADDING + arrow
            widths[column] = max(width, title)
        return widths

    def _times(self) -> tuple[str, ...]:
        """The widest forms of time that can be among the messages, whatever they are ordered by."""
        earliest = self._model.earliest
        if earliest is None or earliest >= start_of_today():
            return (short_time(start_of_today()),)
        return short_time(earliest), widest_time()

    def _came(self) -> None:
        """A message of an earlier day may have come among those of today: times need more room then."""
        if self._times() != self._fitted_times:
            self.fit()

    def _resized_by_hand(self, column: int, _old: int, width: int) -> None:
        # Hiding a column tells of a width of 0.
        if not self._fitting and width:
            self._given[column] = width
            self.fit()
            self.changed.emit()

    def _moved(self) -> None:
        self._delegate.first = self._in_sight(self.shown)[0]
        self._view.viewport().update()
        self.changed.emit()

    def _let_fit(self, column: int) -> None:
        self._given.pop(column, None)
        self.fit()
