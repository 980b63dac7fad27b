"""The practice SMSC's settings: what goes wrong on request, its pace, and when its receipts come."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ycloud_console.console import Console
from ycloud_console.sandbox import Faults, SandboxError, SandboxOptions
from ycloud_console.sandbox.faults import SHARES
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Field, Notice, button, label, line

_PERCENT = 100.0
_LONGEST = 3600.0
"""Seconds; the most a fault may take."""
_FASTEST = 10_000.0
"""Segments a second."""
_SEEDS = 999_999.0


@dataclass(frozen=True, slots=True)
class Setting:
    """One number of :class:`SandboxOptions`, or of its :class:`Faults`."""

    key: str
    words: str
    help: str
    highest: float
    unit: str = ""
    decimals: int = 1
    scale: float = 1.0
    """What is shown is the option's value times this."""


def _general() -> tuple[Setting, ...]:
    translate = QCoreApplication.translate
    seconds = translate("SandboxSettings", "s")
    return (
        Setting(
            "rate",
            translate("SandboxSettings", "Pace"),
            translate("SandboxSettings", "Above it: status 6. 0: no limit."),
            _FASTEST,
            translate("SandboxSettings", "segments/s"),
        ),
        Setting(
            "receipt_delay",
            translate("SandboxSettings", "Time to the receipt"),
            translate("SandboxSettings", "From taking a message to its receipt."),
            _LONGEST,
            seconds,
        ),
    )


def _faults() -> tuple[Setting, ...]:
    translate = QCoreApplication.translate
    said = {
        "throttle": (
            translate("SandboxSettings", "Throttling"),
            translate("SandboxSettings", "Messages refused for being too fast."),
        ),
        "lost_responses": (
            translate("SandboxSettings", "Lost responses"),
            translate("SandboxSettings", "Messages taken, but never answered."),
        ),
        "lost_receipts": (
            translate("SandboxSettings", "Lost receipts"),
            translate("SandboxSettings", "Receipts that are never sent."),
        ),
        "lost_acks": (
            translate("SandboxSettings", "Refused acknowledgements"),
            translate("SandboxSettings", "Receipts sent again though acknowledged."),
        ),
        "reset": (
            translate("SandboxSettings", "Resets"),
            translate("SandboxSettings", "Requests upon which the connection is cut."),
        ),
        "half_open": (
            translate("SandboxSettings", "Half-open links"),
            translate("SandboxSettings", "Requests upon which the SMSC falls silent."),
        ),
        "latency": (
            translate("SandboxSettings", "Latency"),
            translate("SandboxSettings", "Everything the SMSC sends is late by this."),
        ),
        "slow_read": (
            translate("SandboxSettings", "Slow reading"),
            translate("SandboxSettings", "A pause after each time something was read."),
        ),
        "burst": (
            translate("SandboxSettings", "Bursts"),
            translate("SandboxSettings", "Receipts come all together, every so often."),
        ),
        "restart": (
            translate("SandboxSettings", "Restarts"),
            translate("SandboxSettings", "The SMSC restarts every so often."),
        ),
        "seed": (
            translate("SandboxSettings", "Seed"),
            translate("SandboxSettings", "The same seed, the same faults."),
        ),
    }
    return tuple(_fault(key, *words) for key, words in said.items())


def _fault(key: str, words: str, what: str) -> Setting:
    if key == "seed":
        return Setting(key, words, what, _SEEDS, decimals=0)
    if key in SHARES:
        return Setting(key, words, what, _PERCENT, "%", scale=_PERCENT)
    return Setting(key, words, what, _LONGEST, QCoreApplication.translate("SandboxSettings", "s"))


class SandboxSettings(QFrame):
    """Edits ``Console.sandbox_options``; what is entered holds at once where the sandbox runs.

    Signals:
        changed(): The options are others now.
    """

    changed = Signal()

    def __init__(self, console: Console, tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._console = console
        self._tasks = tasks
        self._settings: dict[str, Setting] = {}
        self._spins: dict[str, QDoubleSpinBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(10)
        column.addWidget(label(self.tr("Sandbox"), "heading"))
        self.when = label("", "caption", wrap=True)
        column.addWidget(self.when)
        column.addLayout(self._grid(_general()))
        column.addWidget(line())
        column.addWidget(label(self.tr("What goes wrong on request"), "subheading"))
        column.addLayout(self._grid(_faults()))
        self.problem = Notice()
        column.addWidget(self.problem)
        column.addLayout(self._foot())
        self.refresh()

    def spin(self, key: str) -> QDoubleSpinBox:
        """The field of the option, or the fault, of that name."""
        return self._spins[key]

    def refresh(self) -> None:
        """Show the options there are now, and whether they hold already."""
        options = self._console.sandbox_options
        for key, spin in self._spins.items():
            with QSignalBlocker(spin):
                spin.setValue(_value(options, key) * self._settings[key].scale)
        runs = self._console.sandbox_runs
        now = self.tr("The sandbox is running: what you change holds at once, until the program ends.")
        later = self.tr("What you set holds from the next time the sandbox is opened.")
        self.when.setText(now if runs else later)
        self.restart.setEnabled(runs)
        is_changed = options != SandboxOptions()
        if not is_changed and self.reset.hasFocus():
            self._spins["throttle"].setFocus()
        self.reset.setEnabled(is_changed)

    def reset_all(self) -> None:
        """Nothing goes wrong any more, and the pace is as it was."""
        self._apply(SandboxOptions())

    def _entered(self, key: str, shown: float) -> None:
        options, value = self._console.sandbox_options, shown / self._settings[key].scale
        change: dict[str, Any] = {key: int(value) if key == "seed" else value}
        if _is_fault(key):
            change = {"faults": replace(options.faults, **change)}
        self._apply(replace(options, **change))

    def _apply(self, options: SandboxOptions) -> None:
        self._console.set_sandbox_options(options)
        self.refresh()
        self.changed.emit()

    async def _restart(self) -> None:
        self.problem.hide()
        try:
            await self._console.restart_sandbox()
        except SandboxError as error:
            self.problem.show_text("danger", self.tr("The sandbox could not be restarted"), str(error))

    # Building.

    def _grid(self, settings: tuple[Setting, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for number, each in enumerate(settings):
            self._settings[each.key] = each
            grid.addWidget(self._field(each), number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        return grid

    def _field(self, declared: Setting) -> Field:
        spin = QDoubleSpinBox()
        spin.setDecimals(declared.decimals)
        spin.setRange(0, declared.highest)
        spin.setSuffix(f" {declared.unit}" if declared.unit else "")
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(lambda value: self._entered(declared.key, value))
        self._spins[declared.key] = spin
        return Field(declared.words, spin, declared.help)

    def _foot(self) -> QHBoxLayout:
        self.reset = button(self.tr("Reset to none"))
        self.reset.clicked.connect(self.reset_all)
        self.restart = button(self.tr("Restart the sandbox"))
        self.restart.clicked.connect(lambda: self._tasks.start(self._restart(), "restart the sandbox"))
        row = QHBoxLayout()
        row.addWidget(self.reset)
        row.addWidget(self.restart)
        row.addStretch(1)
        return row


def _is_fault(key: str) -> bool:
    return key in {each.name for each in fields(Faults)}


def _value(options: SandboxOptions, key: str) -> float:
    return float(getattr(options.faults if _is_fault(key) else options, key))
