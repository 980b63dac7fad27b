"""The settings of an account that hardly anyone changes, folded away below the form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QLocale, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.accounts import Account
from ycloud_console.ui.widgets import Field, label


class AdvancedPanel(QWidget):
    """Editors for what the form does not show at once.

    Attributes:
        fields: By the account's own names, to show faults beside them.
        hints: What a field is for, by the same names.

    Signals:
        edited(str): The field of that name was edited.
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.hints: dict[str, str] = {}
        self._editors: dict[str, QWidget] = {}
        self._checks: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._build_connection()
        self._build_pace()
        self._build_messages()
        for name, words in self._purposes().items():
            editor = self.editor(name)
            if editor is not None:
                editor.setToolTip(words)
                editor.setAccessibleDescription(words)

    def load(self, account: Account) -> None:
        """Show *account*'s values; says nothing."""
        for name, editor in self._editors.items():
            with QSignalBlocker(editor):
                _show(editor, getattr(account, name))
        for name, check in self._checks.items():
            with QSignalBlocker(check):
                check.setChecked(getattr(account, name))
        self.set_tls(account.tls)

    def values(self) -> dict[str, Any]:
        """What was entered, by the account's own names."""
        entered = {name: _value(editor) for name, editor in self._editors.items()}
        return {**entered, **{name: check.isChecked() for name, check in self._checks.items()}}

    def editor(self, name: str) -> QWidget | None:
        """What the value of that name is entered with."""
        return self._editors.get(name) or self._checks.get(name)

    def set_tls(self, wanted: bool) -> None:
        """What only concerns TLS cannot be edited without it."""
        self.fields["server_name"].setEnabled(wanted)
        self._checks["verify"].setEnabled(wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form; it changes a value only where the operator is."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False

    # Building.

    def _build_connection(self) -> None:
        self._heading(self.tr("Connection"))
        mode = QComboBox()
        mode.addItem(self.tr("Transceiver: sends and receives"), "transceiver")
        mode.addItem(self.tr("Transmitter: only sends"), "transmitter")
        mode.addItem(self.tr("Receiver: only receives"), "receiver")
        self._add("mode", self.tr("Bind mode"), mode)
        self._add(
            "server_name",
            self.tr("Name in the certificate"),
            QLineEdit(),
            self.tr("Only if it is not the server's own name."),
        )
        self._check("verify", self.tr("Check the server's certificate"))
        system_type = self._make("system_type", self.tr("System type"), QLineEdit())
        address_range = self._make("address_range", self.tr("Address range"), QLineEdit())
        self._pair(system_type, address_range)
        self._pair(
            self._make("addr_ton", self.tr("Address TON"), _whole(0, 255)),
            self._make("addr_npi", self.tr("Address NPI"), _whole(0, 255)),
        )

    def _build_pace(self) -> None:
        self._heading(self.tr("Pace"))
        self._pair(
            self._make("binds", self.tr("Binds at one time"), _whole(1, 16)),
            self._make("window", self.tr("Window (segments)"), _whole(1, 10_000)),
        )
        self._pair(
            self._make("rate", self.tr("Segments a second (0: no limit)"), _decimal(0, 100_000)),
            self._make("enquire_link_interval", self.tr("enquire_link every (s)"), _decimal(0, 86_400)),
        )
        self._pair(
            self._make("response_timeout", self.tr("Response time-out (s)"), _decimal(0, 86_400)),
            self._make("connect_timeout", self.tr("Connect time-out (s)"), _decimal(0, 86_400)),
        )
        self._pair(
            self._make("backoff_min", self.tr("First retry after (s)"), _decimal(0, 86_400)),
            self._make("backoff_max", self.tr("Longest wait to retry (s)"), _decimal(0, 86_400)),
        )

    def _build_messages(self) -> None:
        self._heading(self.tr("Messages"))
        self._pair(
            self._make("default_sender", self.tr("Usual sender"), QLineEdit()),
            self._make("default_country", self.tr("Country of numbers without one"), QLineEdit()),
        )
        self._add(
            "signature",
            self.tr("Signature for mainland China"),
            QLineEdit(),
            self.tr("Stands in 【】 at the start of texts to +86."),
        )
        long_mode = QComboBox()
        long_mode.addItem(self.tr("8-bit header (usual)"), "udh8")
        long_mode.addItem(self.tr("16-bit header"), "udh16")
        long_mode.addItem(self.tr("SAR parameters"), "sar")
        long_mode.addItem(self.tr("message_payload"), "payload")
        self._pair(
            self._make("long_mode", self.tr("Long messages by"), long_mode),
            self._make("receipt_zone", self.tr("Time zone of receipts"), QLineEdit()),
        )
        alphabet = QComboBox()
        alphabet.addItem(self.tr("GSM 03.38 (usual)"), "GSM-7")
        alphabet.addItem("Latin-1", "Latin-1")
        alphabet.addItem("ASCII", "ASCII")
        self._add(
            "default_alphabet",
            self.tr("Alphabet 0 of the server"),
            alphabet,
            self.tr("How it reads data_coding 0. A wrong one turns @, _ and accents into other characters."),
        )
        self._check("receipts_without_flag", self.tr("Recognise receipts not marked as such"))
        self._check("hex_ids", self.tr("Match hexadecimal message IDs with decimal ones"))

    def _purposes(self) -> dict[str, str]:
        """What each is for, as a tool tip: YCloud names no figures, so the defaults are careful ones."""
        return {
            "mode": self.tr("A transceiver sends messages and receives receipts on one connection."),
            "verify": self.tr("Without it anyone in between could read the password and the messages."),
            "system_type": self.tr("Only if YCloud names one."),
            "address_range": self.tr("Only if YCloud names one: the addresses this bind serves."),
            "addr_ton": self.tr("Type of number in the bind request; 0 unless YCloud says otherwise."),
            "addr_npi": self.tr("Numbering plan in the bind request; 0 unless YCloud says otherwise."),
            "binds": self.tr("More than YCloud allows are refused with status 5."),
            "window": self.tr("Segments that may wait for their answer at one time, per bind."),
            "rate": self.tr("Over all binds. Faster than YCloud allows is refused with status 6."),
            "enquire_link_interval": self.tr("How often the console asks whether YCloud is still there."),
            "response_timeout": self.tr("After this a segment without an answer is in doubt."),
            "connect_timeout": self.tr("For the connection and for the TLS greeting, each."),
            "backoff_min": self.tr("After a lost connection; the wait grows with each try."),
            "backoff_max": self.tr("However often it fails, it is tried again after this at the latest."),
            "default_sender": self.tr(
                "What a new message comes from: a name of up to 11 letters, or a number."
            ),
            "default_country": self.tr(
                "Two letters, for example CN: for numbers typed without a country code."
            ),
            "long_mode": self.tr("How the parts of a long message are marked as belonging together."),
            "receipt_zone": self.tr("YCloud's receipts are in UTC."),
            "receipts_without_flag": self.tr("For servers that send receipts as ordinary messages."),
            "hex_ids": self.tr("For servers that write message IDs in two ways."),
        }

    def _heading(self, text: str) -> None:
        self._column.addWidget(label(text, "subheading"))

    def _make(self, name: str, caption: str, editor: QWidget, hint: str = "") -> Field:
        field = Field(caption, editor, hint)
        self.fields[name] = field
        self.hints[name] = hint
        self._editors[name] = editor
        if not isinstance(editor, QLineEdit):
            editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            editor.installEventFilter(self)
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda _text: self.edited.emit(name))
        elif isinstance(editor, QComboBox):
            editor.currentIndexChanged.connect(lambda _index: self.edited.emit(name))
        elif isinstance(editor, (QSpinBox, QDoubleSpinBox)):
            editor.valueChanged.connect(lambda _value: self.edited.emit(name))
        return field

    def _add(self, name: str, caption: str, editor: QWidget, hint: str = "") -> None:
        self._column.addWidget(self._make(name, caption, editor, hint))

    def _pair(self, left: Field, right: Field) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for index, field in enumerate((left, right)):
            grid.addWidget(field, 0, index)
            grid.setColumnStretch(index, 1)
        self._column.addLayout(grid)

    def _check(self, name: str, words: str) -> None:
        made = QCheckBox(words)
        made.toggled.connect(lambda _checked: self.edited.emit(name))
        self._checks[name] = made
        self._column.addWidget(made)


def _whole(least: int, most: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    return made


class _Number(QDoubleSpinBox):
    """Shows 10 as 10, and 0.25 as 0.25."""

    def textFromValue(self, value: float) -> str:
        return self.locale().toString(
            value, "f", QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value
        )


def _decimal(least: float, most: float) -> QDoubleSpinBox:
    made = _Number()
    made.setDecimals(3)
    made.setRange(least, most)
    return made


def _show(editor: QWidget, value: Any) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(value)
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(value)))
    elif isinstance(editor, (QSpinBox, QDoubleSpinBox)):
        editor.setValue(value)


def _value(editor: QWidget) -> Any:
    if isinstance(editor, QLineEdit):
        return editor.text().strip()
    if isinstance(editor, QComboBox):
        return editor.currentData()
    if isinstance(editor, (QSpinBox, QDoubleSpinBox)):
        return editor.value()
    raise TypeError(f"no editor: {editor!r}")
