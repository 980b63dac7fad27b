"""The connection check beside an account's form: the doctor's steps as they happen, and the certificate."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.console.doctor import Check, Finding, Verdict
from ycloud_console.smpp.certificate import Certificate
from ycloud_console.ui.widgets import Notice, Role, button, label, set_icon, set_property

_ICONS = {
    Verdict.RUNNING: ("ph.circle-dashed", "accent"),
    Verdict.OK: ("ph.check-circle-fill", "success"),
    Verdict.WARNING: ("ph.warning-fill", "warning"),
    Verdict.FAILED: ("ph.x-circle-fill", "danger"),
    Verdict.SKIPPED: ("ph.minus-circle", "text_muted"),
}


class CheckPanel(QWidget):
    """Shows what the connection doctor finds.

    Signals:
        stop_wanted(): Stop the check.
        again_wanted(): Check again.
        field_wanted(str): Go to the account's field of that name.
        trust_wanted(object): Trust this certificate; it was looked at and confirmed.
    """

    stop_wanted = Signal()
    again_wanted = Signal()
    field_wanted = Signal(str)
    trust_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[Check, StepRow] = {}
        self.certificate = CertificateBox()
        self.trust = TrustQuestion()
        self.trust.asked.connect(lambda: self._reveal(self.trust))
        self.trust.confirmed.connect(self._trusted)
        self._build()

    @property
    def is_running(self) -> bool:
        return not self.stop_button.isHidden()

    def begin(self) -> None:
        """A check starts: forget what the last one found."""
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows.clear()
        self.certificate.hide()
        self.trust.hide()
        self.verdict.setText(self.tr("Checking…"))
        self._show_running(True)
        self._reveal(self.stop_button)

    def show_finding(self, finding: Finding) -> None:
        """A step has begun, or is done."""
        row = self.rows.get(finding.check)
        if row is None:
            row = self.rows[finding.check] = StepRow(self)
            row.field_wanted.connect(self.field_wanted)
            self._list.addWidget(row)
        row.show_finding(finding)
        if finding.certificate is not None:
            self.certificate.show_certificate(finding.certificate)
            if finding.may_trust:
                self.trust.ask(finding.certificate)

    def end(self, *, stopped: bool = False) -> None:
        """The check is over."""
        verdicts = [row.verdict for row in self.rows.values()]
        for row in self.rows.values():
            if row.verdict is Verdict.RUNNING:
                row.give_up()
        if stopped:
            words = self.tr("Stopped.")
        elif Verdict.FAILED in verdicts:
            words = self.tr("Something has to be corrected.")
        elif Verdict.WARNING in verdicts:
            words = self.tr("It works; look at what is marked.")
        else:
            words = self.tr("All is well.")
        self.verdict.setText(words)
        self._show_running(False)

    def _reveal(self, part: QWidget) -> None:
        """Scroll to *part*, once it is laid out, where this stands in something that scrolls."""
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if place is not None:
            QTimer.singleShot(0, part, partial(place.ensureWidgetVisible, part, 0, 24))

    def _trusted(self, certificate: Certificate) -> None:
        self.again_button.setFocus()  # the button that was pressed goes away
        self.trust_wanted.emit(certificate)

    def _show_running(self, running: bool) -> None:
        had_focus = self.stop_button.hasFocus() or self.again_button.hasFocus()
        self.stop_button.setVisible(running)
        self.again_button.setVisible(not running)
        if had_focus:
            (self.stop_button if running else self.again_button).setFocus()

    def _build(self) -> None:
        self.verdict = _words("caption")
        self.stop_button = button(self.tr("Stop"))
        self.stop_button.setAccessibleName(self.tr("Stop the check"))
        self.stop_button.clicked.connect(self.stop_wanted)
        self.stop_button.hide()
        self.again_button = button(self.tr("Check again"))
        self.again_button.clicked.connect(self.again_wanted)
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(1)
        titles.addWidget(label(self.tr("Connection check"), "heading"))
        titles.addWidget(self.verdict)
        head.addLayout(titles, 1)
        head.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignTop)
        self._list = QVBoxLayout()
        self._list.setSpacing(7)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addWidget(self.certificate)
        column.addWidget(self.trust)


class StepRow(QFrame):
    """One step: a sign, what it found, what to do, and the way to the field to correct.

    Signals:
        field_wanted(str): As :attr:`CheckPanel.field_wanted`.
    """

    field_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = Verdict.RUNNING
        self._field = ""
        self._sign = QLabel()
        self._title = _words("step")
        self._sentence = _words("caption", selectable=True)
        self._next = _words("caption", selectable=True)
        self.go_button = button(self.tr("Go to the field"), "link")
        self.go_button.clicked.connect(lambda: self.field_wanted.emit(self._field))
        words = QVBoxLayout()
        words.setSpacing(0)
        for each in (self._title, self._sentence, self._next):
            words.addWidget(each)
        words.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def show_finding(self, finding: Finding) -> None:
        self.verdict = finding.verdict
        set_icon(self._sign, *_ICONS[finding.verdict], size=18)
        skipped = finding.verdict is Verdict.SKIPPED
        # In one line: it is not what needs to be read.
        self._title.setText(f"{finding.title} · {finding.sentence}" if skipped else finding.title)
        tones = {Verdict.FAILED: "danger", Verdict.SKIPPED: "muted", Verdict.RUNNING: "muted"}
        set_property(self._title, "tone", tones.get(finding.verdict, ""))
        self._say(self._sentence, "" if skipped else finding.sentence)
        needs_care = finding.verdict in (Verdict.FAILED, Verdict.WARNING)
        self._say(self._next, finding.next_step if needs_care else "")
        self._field = finding.at_fault if needs_care else ""
        self.go_button.setVisible(bool(self._field))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._field else Qt.CursorShape.ArrowCursor)
        self._name(finding.title, finding.sentence)

    def give_up(self) -> None:
        """The check was stopped in this step."""
        self.verdict = Verdict.SKIPPED
        set_icon(self._sign, *_ICONS[Verdict.SKIPPED], size=18)
        self._say(self._sentence, self.tr("Stopped."))
        self._name(self.title, self.sentence)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # or the release would not come here

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on a step that failed goes to its field."""
        event.accept()
        if self._field and self.rect().contains(event.position().toPoint()):
            self.field_wanted.emit(self._field)

    def _name(self, title: str, sentence: str) -> None:
        verdicts = {
            Verdict.RUNNING: self.tr("Checking"),
            Verdict.OK: self.tr("In order"),
            Verdict.WARNING: self.tr("Warning"),
            Verdict.FAILED: self.tr("Failed"),
            Verdict.SKIPPED: self.tr("Not tried"),
        }
        self._sign.setAccessibleName(verdicts[self.verdict])
        self._sign.setToolTip(verdicts[self.verdict])
        self.setAccessibleName(f"{verdicts[self.verdict]}: {title}. {sentence}")
        self.go_button.setAccessibleDescription(title)

    def _say(self, place: QLabel, words: str) -> None:
        place.setText(words)
        place.setVisible(bool(words))


def _words(role: Role = "", *, selectable: bool = False) -> QLabel:
    """A label that is as high as its words need in the width there is.

    Qt's guess at the height without a width is too high, and would make every place around it scroll.
    """
    made = label("", role, wrap=True, selectable=selectable)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made


class CertificateBox(QFrame):
    """The certificate that the server presented, trusted or not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        self.setAccessibleName(self.tr("Certificate presented by the server"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, QLabel] = {}
        for key, caption in (
            ("subject", self.tr("Subject")),
            ("names", self.tr("Names")),
            ("issuer", self.tr("Issuer")),
            ("valid", self.tr("Valid")),
            ("fingerprint", self.tr("SHA-256")),
        ):
            is_long = key == "fingerprint"
            value = label("", "mono", selectable=True) if is_long else _words(selectable=True)
            value.setAccessibleName(caption)
            self._values[key] = value
            row = self._grid.rowCount()
            self._grid.addWidget(label(caption, "caption"), row, 0, Qt.AlignmentFlag.AlignTop)
            if is_long:
                self._grid.addWidget(value, row + 1, 0, 1, 2)
            else:
                self._grid.addWidget(value, row, 1)
        self.hide()

    def text(self, key: str) -> str:
        """What is shown: "subject", "names", "issuer", "valid" or "fingerprint"."""
        return self._values[key].text()

    def show_certificate(self, certificate: Certificate) -> None:
        days = certificate.days_left()
        if days < 0:
            left = self.tr("ended")
        else:
            left = self.tr("{days} days left").format(days=QLocale().toString(days))
        span = self.tr("{begin} to {end}").format(
            begin=certificate.not_before.date().isoformat(), end=certificate.not_after.date().isoformat()
        )
        pairs = certificate.fingerprint.split(":")
        # In two lines of 16 pairs: compared by eye, and narrower than the form.
        fingerprint = ":".join(pairs[:16]) + ":\n" + ":".join(pairs[16:])
        texts = {
            "subject": certificate.subject,
            "names": ", ".join(certificate.names),
            "issuer": certificate.issuer,
            "valid": f"{span} ({left})",
            "fingerprint": fingerprint,
        }
        for key, words in texts.items():
            self._values[key].setText(words or "—")
        self.show()


class TrustQuestion(QWidget):
    """Offers to trust a certificate, and asks once more before it is.

    Signals:
        asked(): The question is shown.
        confirmed(object): The certificate.
    """

    asked = Signal()
    confirmed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._certificate: Certificate | None = None
        self.offer_button = button(self.tr("Trust this certificate…"))
        self.offer_button.clicked.connect(self._question)
        self.question = Notice(
            "warning",
            self.tr("Is it the right certificate?"),
            self.tr(
                "Compare the fingerprint (SHA-256) with the one YCloud gave you. Trust it only if they are "
                "the same: whoever holds another one could read the password."
            ),
            self,
        )
        self.confirm_button = self.question.add_action(self.tr("They are the same: trust it"), self._confirm)
        self.keep_button = self.question.add_action(self.tr("Do not trust it"), self._withdraw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.offer_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.question)
        self.hide()

    def ask(self, certificate: Certificate) -> None:
        """Offer to trust *certificate*."""
        self._certificate = certificate
        self.offer_button.show()
        self.question.hide()
        self.show()

    def _question(self) -> None:
        self.offer_button.hide()
        self.question.show()
        self.keep_button.setFocus()
        self.asked.emit()

    def _withdraw(self) -> None:
        self.question.hide()
        self.offer_button.show()
        self.offer_button.setFocus()

    def _confirm(self) -> None:
        self.confirmed.emit(self._certificate)
        self.hide()
