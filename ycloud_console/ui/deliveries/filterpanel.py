"""The row of filters that a button unfolds, and the chips of those that are in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QSizePolicy, QWidget

from ycloud_console.history.model import Choices
from ycloud_console.sms.countries import country_name
from ycloud_console.ui.deliveries.criteria import ALL_ACCOUNTS, Criteria, Period, day_pattern, period_name
from ycloud_console.ui.deliveries.words import error_words
from ycloud_console.ui.language import current_language
from ycloud_console.ui.widgets import FlowLayout, button, label

_EARLIEST = QDate(2000, 1, 1)


class FilterPanel(QWidget):
    """Date, account, country and error.

    Signals:
        chosen(object): the Criteria that are wanted now.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._criteria = Criteria()
        self.setAccessibleName(self.tr("Filters"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.period = self._combo(self.tr("Date"))
        for period in Period:
            self.period.addItem(period_name(period), period)
        self.first = self._date(self.tr("First day"))
        self.last = self._date(self.tr("Last day"))
        self.account = self._combo(self.tr("Account"))
        self.account.addItem(self.tr("This account"), "")
        self.account.addItem(self.tr("All accounts"), ALL_ACCOUNTS)
        self.country = self._combo(self.tr("Country"))
        self.error = self._combo(self.tr("Error"))
        self.dates = QWidget()
        beside = QHBoxLayout(self.dates)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        beside.addWidget(self.first)
        beside.addWidget(label("–"))
        beside.addWidget(self.last)
        flow = FlowLayout(self, spacing=6)
        for widget in (self.period, self.dates, self.account, self.country, self.error):
            flow.addWidget(widget)
        self.show_choices(Choices())
        self.dates.hide()
        for combo in (self.period, self.account, self.country, self.error):
            combo.activated.connect(self._choose)
        for edit in (self.first, self.last):
            edit.dateChanged.connect(self._choose)

    @staticmethod
    def _combo(name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(9)
        made.setMaxVisibleItems(16)
        made.view().setMinimumWidth(220)
        return made

    def _date(self, name: str) -> QDateEdit:
        made = QDateEdit(QDate.currentDate())
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setMinimumDate(_EARLIEST)
        made.setCalendarPopup(True)
        made.setDisplayFormat(day_pattern())
        made.setFixedHeight(self.period.sizeHint().height())
        return made

    def show_choices(self, choices: Choices) -> None:
        """Offer the countries and errors there are."""
        language = current_language()
        names = sorted((country_name(code, language) or code, code) for code in choices.countries)
        self._offer(self.country, self.tr("Any country"), names)
        errors: list[tuple[str, object]] = [(error_words(None, err, language), err) for err in choices.errors]
        errors += [(error_words(status, "", language), status) for status in choices.statuses]
        self._offer(self.error, self.tr("Any error"), errors)
        self.show_criteria(self._criteria)

    @staticmethod
    def _offer(combo: QComboBox, anything: str, items: Iterable[tuple[str, object]]) -> None:
        with QSignalBlocker(combo):
            combo.clear()
            combo.addItem(anything, "")
            for name, value in items:
                combo.addItem(name, value)

    def show_criteria(self, criteria: Criteria) -> None:
        """Show these as chosen, without telling of it."""
        self._criteria = criteria
        for combo, value in (
            (self.period, criteria.period),
            (self.account, criteria.account),
            (self.country, criteria.country),
            (self.error, criteria.error or ("" if criteria.status is None else criteria.status)),
        ):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(max(0, combo.findData(value)))
        for edit, day in ((self.first, criteria.first), (self.last, criteria.last)):
            if day is not None:
                with QSignalBlocker(edit):
                    edit.setDate(QDate(day.year, day.month, day.day))
        self.dates.setVisible(criteria.period is Period.CUSTOM)

    def _choose(self) -> None:
        period = self.period.currentData()
        is_custom = period is Period.CUSTOM
        first, last = sorted((_day(self.first), _day(self.last)))
        error = self.error.currentData()
        known = self._criteria
        chosen = replace(
            known,
            period=period,
            first=first if is_custom else None,
            last=last if is_custom else None,
            since=None if period is not Period.ANY else known.since,
            until=None if period is not Period.ANY else known.until,
            account=self.account.currentData() or "",
            country=self.country.currentData() or "",
            error=error if isinstance(error, str) else "",
            status=error if isinstance(error, int) else None,
        )
        self.show_criteria(chosen)
        self.chosen.emit(chosen)


class ActiveFilters(QWidget):
    """What is filtered by, each with a cross that takes it away.

    Signals:
        chosen(object): the Criteria that are left.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(self, spacing=6)
        self.hide()

    def show_criteria(self, criteria: Criteria, account_name: Callable[[str], str]) -> None:
        """One chip for each part of *criteria*, and one button for all of them."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        parts = criteria.parts(account_name)
        for text, without in parts:
            made = button(f"{text}  ✕", "chip")
            made.setCheckable(False)
            made.setAccessibleName(self.tr("Remove the filter “{filter}”").format(filter=text))
            made.setToolTip(made.accessibleName())
            made.clicked.connect(self._chooser(without))
            self._flow.addWidget(made)
        if len(parts) > 1:
            clear = button(self.tr("Clear filters"), "link")
            clear.clicked.connect(self._chooser(Criteria()))
            self._flow.addWidget(clear)
        self.setVisible(bool(parts))

    def _chooser(self, criteria: Criteria) -> Callable[[], None]:
        return lambda: self.chosen.emit(criteria)


def _day(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
