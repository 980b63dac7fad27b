"""The options of a message, folded away: what few messages need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.sms.segments import LongMode
from ycloud_console.ui.composer.check import OptionFault, check_options
from ycloud_console.ui.composer.optionwords import (
    EVERY_OUTCOME,
    FAILURES,
    INTERMEDIATE,
    NO_RECEIPT,
    OptionWords,
)
from ycloud_console.ui.composer.tlv import TlvRow, write_tlv
from ycloud_console.ui.composer.tlvrows import TlvRows
from ycloud_console.ui.widgets import Field, button

_UNITS = (60, 3600, 86_400)
"""Seconds in the units of the validity, in the order in which the box lists them."""
_HOURS = 1
_ALPHABETS = (None, *Alphabet)
_LONG_MODES = (LongMode.UDH8, LongMode.UDH16, LongMode.SAR, LongMode.PAYLOAD)
"""Values of the boxes, in the order in which they list them: Qt would turn an enumeration into plain text."""
_AUTOMATIC = -1
"""Of a type of number or a numbering plan: as the address says."""
_MOST_VALIDITY = 9999
_SERVICE_TYPE_LENGTH = 5
"""SMPP 3.4, 5.2.11: six octets with the NUL that ends them."""
_FIRST_WAIT = 600
"""Seconds from now that a scheduled time starts out with."""


class OptionsPanel(QWidget):
    """Every field of :class:`SubmitOptions`, each with a label.

    Signals:
        changed: An option is another.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._defaults = SubmitOptions()
        self._words = OptionWords(self)
        self._build_when()
        self._build_how()
        self._arrange()
        self._connect()
        self._show_schedule()

    def _build_when(self) -> None:
        self.receipts = _combo(())
        for value in (EVERY_OUTCOME, FAILURES, INTERMEDIATE, NO_RECEIPT):
            self.receipts.addItem(self._words.receipts(value), value)
        self.validity = QSpinBox()
        self.validity.setRange(0, _MOST_VALIDITY)
        self.validity.setSpecialValueText(self.tr("SMSC default"))
        self.validity_unit = _combo((self.tr("minutes"), self.tr("hours"), self.tr("days")))
        self.validity_unit.setCurrentIndex(_HOURS)
        self.validity_unit.setAccessibleName(self.tr("Unit of the validity"))
        self.later = QCheckBox(self.tr("Send later"))
        self.when = QDateTimeEdit()
        self.when.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.when.setCalendarPopup(True)

    def _build_how(self) -> None:
        self.alphabet = _combo((self.tr("Automatic"), *Alphabet))
        self.long_mode = _combo(self._words.long_mode(mode) for mode in _LONG_MODES)
        self.priority = _combo((self.tr("Normal"), "1", "2", "3"))
        self.protocol_id = QSpinBox()
        self.protocol_id.setRange(0, 255)
        self.service_type = QLineEdit()
        self.service_type.setMaxLength(_SERVICE_TYPE_LENGTH)
        self.source_ton, self.source_npi = _octet(self.tr("Automatic")), _octet(self.tr("Automatic"))
        self.dest_ton, self.dest_npi = _octet(self.tr("Automatic")), _octet(self.tr("Automatic"))
        self.flash = QCheckBox(self.tr("Flash: shown at once, not stored"))
        self.tlvs = TlvRows()
        self.reset = button(self.tr("Reset the options"), "link")

    def _arrange(self) -> None:
        for field in (self.validity, self.when, self.protocol_id, self.service_type):
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            field.setMinimumWidth(60)
        validity = QWidget()
        row = QHBoxLayout(validity)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.validity, 3)
        row.addWidget(self.validity_unit, 2)
        self.validity_field = Field(self.tr("Valid for"), validity, focus=self.validity)
        self.when_field = Field(self.tr("When to send it (local time)"), self.when)
        self.service_field = Field("service_type", self.service_type)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        wide: tuple[QWidget, ...] = (
            Field(self.tr("Report on"), self.receipts),
            self.validity_field,
            self.later,
            self.when_field,
            Field(self.tr("Alphabet"), self.alphabet),
            Field(self.tr("Long messages"), self.long_mode),
            self.flash,
        )
        pairs: tuple[tuple[QWidget, QWidget], ...] = (
            (Field(self.tr("Priority"), self.priority), Field("protocol_id", self.protocol_id)),
            (
                Field(self.tr("Sender's TON"), self.source_ton),
                Field(self.tr("Sender's NPI"), self.source_npi),
            ),
            (
                Field(self.tr("Recipient's TON"), self.dest_ton),
                Field(self.tr("Recipient's NPI"), self.dest_npi),
            ),
        )
        for widget in wide:
            grid.addWidget(widget, grid.rowCount(), 0, 1, 2)
        for left, right in pairs:
            at = grid.rowCount()
            grid.addWidget(left, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(right, at, 1, Qt.AlignmentFlag.AlignTop)
        for widget in (self.service_field, self.tlvs):
            grid.addWidget(widget, grid.rowCount(), 0, 1, 2)
        grid.addWidget(self.reset, grid.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        for box in (self.validity, self.protocol_id, *self._types()):
            box.valueChanged.connect(self._changed)
        combos = (self.receipts, self.validity_unit, self.alphabet, self.long_mode, self.priority)
        for combo in combos:
            combo.currentIndexChanged.connect(self._changed)
        self.later.toggled.connect(self._show_schedule)
        self.flash.toggled.connect(self._changed)
        self.when.dateTimeChanged.connect(self._changed)
        self.service_type.textChanged.connect(self._changed)
        self.tlvs.changed.connect(self._changed)
        self.reset.clicked.connect(self._reset)
        self._calm = _CalmWheel(self)
        for part in (self.validity, self.protocol_id, self.when, *self._types(), *combos):
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            part.installEventFilter(self._calm)

    # Reading and writing.

    def options(self) -> SubmitOptions:
        """What stands in the fields. Parameters that cannot be read are left out: see :meth:`faults`."""
        return SubmitOptions(
            registered_delivery=int(self.receipts.currentData()),
            validity=self.validity.value() * _UNITS[self.validity_unit.currentIndex()] or None,
            scheduled=self._scheduled(),
            alphabet=_ALPHABETS[self.alphabet.currentIndex()],
            long_mode=_LONG_MODES[self.long_mode.currentIndex()],
            priority=self.priority.currentIndex(),
            protocol_id=self.protocol_id.value(),
            service_type=self.service_type.text().strip(),
            flash=self.flash.isChecked(),
            tlvs=self.tlvs.tlvs(),
            source_ton=_chosen(self.source_ton),
            source_npi=_chosen(self.source_npi),
            dest_ton=_chosen(self.dest_ton),
            dest_npi=_chosen(self.dest_npi),
        )

    def set_options(self, options: SubmitOptions, rows: Iterable[TlvRow] | None = None) -> None:
        """Show *options*; a scheduled time that has passed is not taken over.

        *rows* are its parameters as they were typed, where that is known.
        """
        self.set_receipts(options.registered_delivery)
        self.validity.setValue(0)
        if options.validity:
            index = max(i for i, unit in enumerate(_UNITS) if i == 0 or options.validity % unit == 0)
            self.validity_unit.setCurrentIndex(index)
            self.validity.setValue(max(1, options.validity // _UNITS[index]))
        scheduled = options.scheduled
        future = scheduled is not None and scheduled > datetime.now(scheduled.tzinfo)
        self.later.setChecked(future)
        if scheduled is not None and future:
            self.when.setDateTime(QDateTime.fromSecsSinceEpoch(int(scheduled.timestamp())))
        self.alphabet.setCurrentIndex(_ALPHABETS.index(options.alphabet))
        self.long_mode.setCurrentIndex(_LONG_MODES.index(options.long_mode))
        self.priority.setCurrentIndex(options.priority)
        self.protocol_id.setValue(options.protocol_id)
        self.service_type.setText(options.service_type)
        self.flash.setChecked(options.flash)
        self.tlvs.set_rows([write_tlv(*one) for one in options.tlvs] if rows is None else rows)
        chosen = (options.source_ton, options.source_npi, options.dest_ton, options.dest_npi)
        for box, number in zip(self._types(), chosen, strict=True):
            box.setValue(_AUTOMATIC if number is None else number)

    def set_receipts(self, registered_delivery: int) -> None:
        """Ask for these receipts; a value that the box does not list is added to it."""
        if self.receipts.findData(registered_delivery) < 0:
            self.receipts.addItem(self._words.receipts(registered_delivery), registered_delivery)
        self.receipts.setCurrentIndex(self.receipts.findData(registered_delivery))

    def set_defaults(self, defaults: SubmitOptions) -> None:
        """What the account sends without options; fields that stood at the former defaults follow."""
        now, before = self.options(), self._defaults
        self._defaults = defaults
        same = [one.name for one in fields(now) if getattr(now, one.name) == getattr(before, one.name)]
        self.set_options(replace(now, **{name: getattr(defaults, name) for name in same}), self.tlvs.rows())
        self._show_reset()

    def _reset(self) -> None:
        self.set_options(self._defaults)
        self.receipts.setFocus()

    def differences(self) -> tuple[str, ...]:
        """What differs from the account's own options, each in a few words."""
        return self._words.differences(self.options(), self._defaults, len(self.tlvs.rows()))

    def faults(self) -> tuple[OptionFault, ...]:
        """What keeps them from being sent, checked against the clock of this moment."""
        return check_options(self.options(), self.tlvs.rows())

    def first_fault(self) -> QWidget:
        """Where to go to mend what keeps them from being sent."""
        places = {
            OptionFault.SCHEDULED_IN_THE_PAST: self.when,
            OptionFault.VALIDITY_BEFORE_SCHEDULE: self.validity,
            OptionFault.BAD_SERVICE_TYPE: self.service_type,
            OptionFault.BAD_TLV: self.tlvs.first_fault() or self.tlvs.add,
        }
        return next((places[fault] for fault in self.faults()), self.receipts)

    def _types(self) -> tuple[QSpinBox, ...]:
        return self.source_ton, self.source_npi, self.dest_ton, self.dest_npi

    def _scheduled(self) -> datetime | None:
        if not self.later.isChecked():
            return None
        return datetime.fromtimestamp(self.when.dateTime().toSecsSinceEpoch(), UTC)

    # Showing.

    def show_faults(self) -> None:
        """Say beside each field what must be mended in it; nothing when all is well."""
        found = self.faults()
        for fault, field in (
            (OptionFault.SCHEDULED_IN_THE_PAST, self.when_field),
            (OptionFault.VALIDITY_BEFORE_SCHEDULE, self.validity_field),
            (OptionFault.BAD_SERVICE_TYPE, self.service_field),
        ):
            field.set_fault(self._words.fault(fault) if fault in found else "")
        scheduled = self._scheduled()
        self.when_field.set_hint(self._words.schedule(scheduled) if scheduled else "")

    def _changed(self) -> None:
        # "SMSC default" has no unit, and takes the room.
        self.validity_unit.setVisible(self.validity.value() > 0)
        self.show_faults()
        self._show_reset()
        self.changed.emit()

    def _show_reset(self) -> None:
        self.reset.setVisible(self.options() != self._defaults or bool(self.tlvs.rows()))

    def _show_schedule(self) -> None:
        self.when_field.setVisible(self.later.isChecked())
        if self.later.isChecked():
            self.when.setDateTime(QDateTime.currentDateTime().addSecs(_FIRST_WAIT))
        self._changed()


class _CalmWheel(QObject):
    """The wheel scrolls the page: it changes a field only when that has the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _octet(automatic: str) -> QSpinBox:
    """A box for a type of number or a numbering plan, which may be left to the program."""
    box = QSpinBox()
    box.setRange(_AUTOMATIC, 255)
    box.setSpecialValueText(automatic)
    box.setValue(_AUTOMATIC)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setMinimumWidth(60)
    return box


def _chosen(box: QSpinBox) -> int | None:
    return None if box.value() == _AUTOMATIC else box.value()


def _combo(names: Iterable[str]) -> QComboBox:
    """A box that may be as narrow as its pane."""
    box = QComboBox()
    box.addItems(list(names))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(5)
    return box
