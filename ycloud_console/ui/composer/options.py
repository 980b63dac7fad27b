"""The options of a message, folded away: what few messages need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QDateTime, Signal
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
from ycloud_console.ui.composer.check import OptionFault, check_options, read_tlvs, write_tlvs
from ycloud_console.ui.composer.editor import GrowingEdit
from ycloud_console.ui.widgets import Field, label

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
    """Every field of :class:`SubmitOptions` but the delivery report, each with a label.

    Signals:
        changed: An option is another.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._defaults = SubmitOptions()
        self.validity = QSpinBox()
        self.validity.setRange(0, _MOST_VALIDITY)
        self.validity.setSpecialValueText(self.tr("SMSC default"))
        self.validity_unit = _combo((self.tr("minutes"), self.tr("hours"), self.tr("days")))
        self.validity_unit.setCurrentIndex(_HOURS)
        self.validity_unit.setAccessibleName(self.tr("Unit of the validity"))
        self.later = QCheckBox(self.tr("Send later"))
        self.when = QDateTimeEdit()
        self.when.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.when.setAccessibleName(self.tr("When to send it"))
        self.alphabet = _combo((self.tr("Automatic"), *Alphabet))
        self.long_mode = _combo(
            (self.tr("8-bit UDH"), self.tr("16-bit UDH"), self.tr("SAR fields"), "message_payload")
        )
        self.priority = _combo((self.tr("Normal"), "1", "2", "3"))
        self.protocol_id = QSpinBox()
        self.protocol_id.setRange(0, 255)
        self.service_type = QLineEdit()
        self.service_type.setMaxLength(_SERVICE_TYPE_LENGTH)
        self.source_ton, self.source_npi = _octet(self.tr("Automatic")), _octet(self.tr("Automatic"))
        self.dest_ton, self.dest_npi = _octet(self.tr("Automatic")), _octet(self.tr("Automatic"))
        self.flash = QCheckBox(self.tr("Flash: shown at once, not stored"))
        self.tlvs = GrowingEdit(2, 6)
        self.tlvs.setPlaceholderText("1401 = 0x01")
        self.fault = label("", "fault", wrap=True)
        self._arrange()
        self._connect()
        self._show_schedule()

    def _arrange(self) -> None:
        for field in (self.validity, self.when, self.protocol_id, self.service_type):
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            field.setMinimumWidth(60)
        validity = QWidget()
        row = QHBoxLayout(validity)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.validity, 1)
        row.addWidget(self.validity_unit, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.addWidget(Field(self.tr("Valid for"), validity, focus=self.validity), 0, 0, 1, 2)
        grid.addWidget(self.later, 1, 0, 1, 2)
        grid.addWidget(self.when, 2, 0, 1, 2)
        grid.addWidget(Field(self.tr("Alphabet"), self.alphabet), 3, 0, 1, 2)
        grid.addWidget(Field(self.tr("Long messages"), self.long_mode), 4, 0, 1, 2)
        grid.addWidget(Field(self.tr("Priority"), self.priority), 5, 0)
        grid.addWidget(Field("service_type", self.service_type), 5, 1)
        grid.addWidget(Field("protocol_id", self.protocol_id), 6, 0)
        grid.addWidget(Field(self.tr("Sender's TON"), self.source_ton), 7, 0)
        grid.addWidget(Field(self.tr("Sender's NPI"), self.source_npi), 7, 1)
        grid.addWidget(Field(self.tr("Recipient's TON"), self.dest_ton), 8, 0)
        grid.addWidget(Field(self.tr("Recipient's NPI"), self.dest_npi), 8, 1)
        grid.addWidget(self.flash, 9, 0, 1, 2)
        grid.addWidget(Field(self.tr("Further parameters (TLVs), one a line"), self.tlvs), 10, 0, 1, 2)
        grid.addWidget(self.fault, 11, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        for box in (self.validity, self.protocol_id, *self._types()):
            box.valueChanged.connect(self._changed)
        for combo in (self.validity_unit, self.alphabet, self.long_mode, self.priority):
            combo.currentIndexChanged.connect(self._changed)
        self.later.toggled.connect(self._show_schedule)
        self.flash.toggled.connect(self._changed)
        self.when.dateTimeChanged.connect(self._changed)
        self.service_type.textChanged.connect(self._changed)
        self.tlvs.textChanged.connect(self._changed)

    # Reading and writing.

    def options(self, *, registered_delivery: int) -> SubmitOptions:
        """What stands in the fields. Parameters that cannot be read are left out: see :meth:`faults`."""
        return SubmitOptions(
            registered_delivery=registered_delivery,
            validity=self.validity.value() * _UNITS[self.validity_unit.currentIndex()] or None,
            scheduled=self._scheduled(),
            alphabet=_ALPHABETS[self.alphabet.currentIndex()],
            long_mode=_LONG_MODES[self.long_mode.currentIndex()],
            priority=self.priority.currentIndex(),
            protocol_id=self.protocol_id.value(),
            service_type=self.service_type.text().strip(),
            flash=self.flash.isChecked(),
            tlvs=read_tlvs(self.tlvs.toPlainText()) or (),
            source_ton=_chosen(self.source_ton),
            source_npi=_chosen(self.source_npi),
            dest_ton=_chosen(self.dest_ton),
            dest_npi=_chosen(self.dest_npi),
        )

    def set_options(self, options: SubmitOptions) -> None:
        """Show *options*; a scheduled time that has passed is not taken over."""
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
        self.tlvs.setPlainText(write_tlvs(options.tlvs))
        chosen = (options.source_ton, options.source_npi, options.dest_ton, options.dest_npi)
        for box, number in zip(self._types(), chosen, strict=True):
            box.setValue(_AUTOMATIC if number is None else number)

    def set_defaults(self, defaults: SubmitOptions) -> None:
        """What the account sends without options; the fields go there."""
        self._defaults = defaults
        self.set_options(defaults)

    def changed_count(self) -> int:
        """How many options differ from the account's own."""
        now = self.options(registered_delivery=self._defaults.registered_delivery)
        return sum(getattr(now, name) != getattr(self._defaults, name) for name in SubmitOptions.__slots__)

    def faults(self) -> tuple[OptionFault, ...]:
        """What keeps them from being sent, checked against the clock of this moment."""
        return check_options(self.options(registered_delivery=1), self.tlvs.toPlainText())

    def _types(self) -> tuple[QSpinBox, ...]:
        return self.source_ton, self.source_npi, self.dest_ton, self.dest_npi

    def _scheduled(self) -> datetime | None:
        if not self.later.isChecked():
            return None
        return datetime.fromtimestamp(self.when.dateTime().toSecsSinceEpoch()).astimezone()

    # Showing.

    def show_faults(self) -> None:
        """Say below the fields what must be mended; nothing when all is well."""
        self.fault.setText("\n".join(self._sentence(one) for one in self.faults()))
        self.fault.setVisible(bool(self.fault.text()))

    def _changed(self) -> None:
        self.show_faults()
        self.changed.emit()

    def _show_schedule(self) -> None:
        self.when.setVisible(self.later.isChecked())
        if self.later.isChecked():
            self.when.setDateTime(QDateTime.currentDateTime().addSecs(_FIRST_WAIT))
        self._changed()

    def _sentence(self, fault: OptionFault) -> str:
        match fault:
            case OptionFault.SCHEDULED_IN_THE_PAST:
                return self.tr("The time to send it has passed: choose a later one.")
            case OptionFault.VALIDITY_BEFORE_SCHEDULE:
                return self.tr("It would expire before it is sent: make it valid for longer.")
            case OptionFault.BAD_SERVICE_TYPE:
                return self.tr("A service type has plain letters and digits only.")
            case OptionFault.BAD_TLV:
                return self.tr("A parameter is a hexadecimal tag, =, and text or 0x octets: 1401 = 0x01")


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
