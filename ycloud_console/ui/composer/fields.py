"""The composer's fields at work: what stands in them, what it comes to, and what is shown of that."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ycloud_console.accounts import Account
from ycloud_console.accounts.templates import Template, Templates
from ycloud_console.console import Console, default_alphabet, default_options
from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.ui.composer.check import Draft, Part, Plan, check_sender, check_text, text_of, unfilled
from ycloud_console.ui.composer.cures import Cures
from ycloud_console.ui.composer.form import ComposerForm
from ycloud_console.ui.composer.optionwords import EVERY_OUTCOME, NO_RECEIPT
from ycloud_console.ui.composer.placeholders import placeholders
from ycloud_console.ui.composer.templates import TemplatesPopup
from ycloud_console.ui.composer.words import Words
from ycloud_console.ui.language import current_language
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import set_icon, set_property

_LONG = 3000
"""Characters from which on a text is not measured after each keystroke but after a pause of _PAUSE ms."""
_PAUSE = 60
_BELOW = 80
"""Pixels around an option that are to be seen with it."""
_PREVIEW = 600
"""Characters of a text with its placeholders filled in that are shown."""


class ComposerFields(ComposerForm):
    """Keeps up with what is typed.

    Signals:
        edited: Something was typed, chosen or filled in.
        planned(object): What Send would do now, a :class:`Plan`; after each change.
    """

    edited = Signal()
    planned = Signal(object)

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._words = Words(self)
        self._account: Account | None = None
        self._senders: dict[str, str] = {}
        """Account ID -> the sender used last, where it is not the account's own."""
        self._draft_of = ""
        """The account that a restored draft was written for."""
        self._follows = False
        """Whether fields change by themselves, since the account did."""
        self._receipts = EVERY_OUTCOME
        """What is asked for when a delivery report is."""
        self._text = check_text("")
        self._cures = Cures(self, console, tasks, lambda: self._default_alphabet(self.options.options()))
        self._popup = TemplatesPopup(Templates(console.home / "templates.toml"), tasks, self)
        self._timer = QTimer(self, singleShot=True)
        self._connect_fields()

    def _connect_fields(self) -> None:
        self._timer.timeout.connect(self._refresh)
        self.sender_edit.textChanged.connect(self._edited)
        self.recipients.edit.textChanged.connect(self._edited)
        self.recipients.changed.connect(self._soon)
        self.placeholders.changed.connect(self._edited)
        self.message.textChanged.connect(self._edited)
        self.options.changed.connect(self._options_changed)
        self.report.toggled.connect(self._toggle_report)
        self.options_link.clicked.connect(self._fold_options)
        self.templates_link.clicked.connect(self._open_templates)
        self._popup.chosen.connect(self._use_template)
        shortcut = QShortcut(QKeySequence("Ctrl+T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._open_templates)

    # What stands in them.

    def set_account(self, account: Account | None) -> None:
        """Send from *account*: its sender, country, signature and options are the defaults from here on."""
        before = self._account
        self._remember_sender()
        self._account = account
        self._cures.set_account(account)
        if account is not None:
            self._follows = True
            self.recipients.set_default_country(account.default_country)
            self._choose_sender(account, before)
            self.options.set_defaults(default_options(account))
            self._follows = False
        self._refresh()

    def _remember_sender(self) -> None:
        if self._account is None:
            return
        typed = self.sender_edit.text().strip()
        if typed and typed != self._account.default_sender:
            self._senders[self._account.id] = typed
        else:
            self._senders.pop(self._account.id, None)

    def _choose_sender(self, account: Account, before: Account | None) -> None:
        """The sender that was used last with *account*, else its own; else what stands there stays."""
        typed = self.sender_edit.text().strip()
        if typed and before is None and self._draft_of in ("", account.id):
            return
        if typed and before is not None and before.id == account.id and typed != before.default_sender:
            return
        own = self._senders.get(account.id) or account.default_sender
        if own:
            self.sender_edit.setText(own)

    def fill(self, sender: str, recipients: str, text: str) -> None:
        """Put these into the fields; *recipients* in any pasted form."""
        self.sender_edit.setText(sender)
        self.recipients.edit.replace_text(recipients)
        self.message.replace_text(text)
        self._refresh()

    def draft(self) -> Draft:
        """What stands in the fields now."""
        return Draft(
            sender=self.sender_edit.text(),
            recipients=self.recipients.text(),
            text=self.message.toPlainText(),
            options=self.options.options(),
            tlvs=self.options.tlvs.rows(),
            values=self.placeholders.values(),
            is_literal=self.placeholders.is_literal,
        )

    def restore(self, draft: Draft) -> None:
        """Put *draft* back into the fields."""
        self.options.set_options(draft.options, draft.tlvs)
        self.placeholders.set_values(draft.values, is_literal=draft.is_literal)
        self.fill(draft.sender, draft.recipients, draft.text)

    def plan(self) -> Plan:
        """What Send would do at this moment; a list or a text that is still being read is read to its end."""
        self.recipients.finish()
        self._refresh()
        return self._plan()

    def _plan(self) -> Plan:
        options = self.options.options()
        values = self.placeholders.values()
        text = self.message.toPlainText()
        return Plan(
            check_sender(
                self.sender_edit.text(), current_language(), ton=options.source_ton, npi=options.source_npi
            ),
            self.recipients.check,
            self._text,
            self.options.faults(),
            () if self.placeholders.is_literal else unfilled(text, values),
        )

    def _default_alphabet(self, options: SubmitOptions) -> Alphabet:
        return default_alphabet(self._account, options) if self._account else Alphabet.GSM7

    # Keeping up with what is typed.

    def _edited(self) -> None:
        if not self._follows:
            self.edited.emit()
        self._soon()

    def _soon(self) -> None:
        is_long = self.message.document().characterCount() > _LONG
        self._timer.start(_PAUSE if is_long else 0)

    def _refresh(self) -> None:
        """Measure the text anew, and show what Send would do."""
        self._timer.stop()
        text = self.message.toPlainText()
        if not text and self.placeholders.is_literal:
            self.placeholders.set_values({})
            self._timer.stop()
        self.placeholders.show_names(placeholders(text))
        options = self.options.options()
        self._text = check_text(
            text_of(text, self.placeholders.values(), is_literal=self.placeholders.is_literal),
            alphabet=options.alphabet,
            long_mode=options.long_mode,
            default=self._default_alphabet(options),
        )
        self._show_plan()

    def _toggle_report(self, is_wanted: bool) -> None:
        self.options.set_receipts(self._receipts if is_wanted else NO_RECEIPT)

    def _options_changed(self) -> None:
        asked = self.options.options().registered_delivery
        if asked != NO_RECEIPT:
            self._receipts = asked
        self.report.blockSignals(True)
        self.report.setChecked(asked != NO_RECEIPT)
        self.report.blockSignals(False)
        self._edited()

    # Templates.

    def _open_templates(self) -> None:
        self._popup.open_at(self.templates_link, self.message.toPlainText())

    def _use_template(self, template: Template) -> None:
        self.placeholders.set_values({})
        self.message.replace_text(template.text)
        self._refresh()
        names = placeholders(template.text)
        (self.placeholders.first_of(names) if names else self.message).setFocus()

    # Showing.

    def _show_plan(self) -> None:
        plan = self._plan()
        self.from_field.set_hint(self._words.sender_hint(plan.sender))
        # What is wrong with a sender is said as it is typed; that there is none, only on Send.
        self.from_field.set_fault(plan.sender.fault if plan.sender.given else "")
        self.meter.show_meter(plan.text.meter)
        self._show_text_fault(self._words.text_fault(plan.text) if plan.text.text else "")
        account = self._account.name if self._account else ""
        memorable = self._cures.memorable()
        self.advice.show_plan(plan, self._cures.signature(), memorable=memorable, account=account)
        self._show_preview(plan)
        self._show_options()
        self.planned.emit(plan)

    def _show_preview(self, plan: Plan) -> None:
        """The text as it goes out, where that is not what stands in the field."""
        text = plan.text.text
        self.preview.setText(text if len(text) <= _PREVIEW else text[:_PREVIEW] + "…")
        self.preview.setVisible(text != self.message.toPlainText() and not plan.unfilled)
        self.preview.setAccessibleName(self._words.sent_as())
        self.preview.setToolTip(self._words.sent_as())

    def _show_options(self) -> None:
        differences = self.options.differences()
        folded = self.options.isHidden()
        self.options_link.setText(self._words.options_title(len(differences)))
        set_icon(self.options_link, "ph.caret-down" if folded else "ph.caret-up", "accent", 12)
        self.options_summary.setText(" · ".join(differences))
        self.options_summary.setVisible(folded and bool(differences))

    def _show_faults(self, plan: Plan) -> None:
        """Say beside each field what is wrong in it, also that it is empty."""
        if Part.OPTIONS in plan.faults:
            self.options.show()
            self._show_options()
            self.options.show_faults()
        self.from_field.set_fault(plan.sender.fault)
        self.placeholders.show_unfilled(plan.unfilled)
        self._show_text_fault(self._words.text_fault(plan.text))
        if Part.RECIPIENTS in plan.faults:
            self.recipients.set_fault(self._words.recipients_fault(plan.recipients))

    def _show_text_fault(self, sentence: str) -> None:
        self.text_fault.setText(sentence)
        self.text_fault.setVisible(bool(sentence))
        set_property(self.message, "fault", bool(sentence))
        self.message.setAccessibleDescription(sentence)

    def _focus(self, plan: Plan) -> None:
        """Go to the first field that must be mended."""
        places: dict[Part, QWidget] = {
            Part.SENDER: self.sender_edit,
            Part.RECIPIENTS: self.recipients.edit,
            Part.PLACEHOLDERS: self.placeholders.first_of(plan.unfilled),
            Part.TEXT: self.message,
            Part.OPTIONS: self.options.first_fault(),
        }
        place = places[plan.faults[0]]
        place.setFocus()
        self.scroll_area.ensureWidgetVisible(place)

    def _fold_options(self) -> None:
        self.options.setVisible(self.options.isHidden())
        self._show_options()
        # Once it is laid out: it unfolds below what is in sight.
        QTimer.singleShot(0, self, self._reveal_options)

    def _reveal_options(self) -> None:
        if self.options.isVisible():
            self.scroll_area.ensureWidgetVisible(self.options.validity, 0, _BELOW)
