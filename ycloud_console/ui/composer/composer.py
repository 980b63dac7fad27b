"""The composer: who it is from, who it goes to, the text, and Send."""

from __future__ import annotations

from PySide6.QtCore import QMetaMethod, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ycloud_console.accounts import Account
from ycloud_console.console import Console, default_alphabet, default_options, options_of
from ycloud_console.history import HistoryUnavailable
from ycloud_console.history.model import MessageView
from ycloud_console.smpp.model import BindMode, LinkStatus
from ycloud_console.sms.alphabet import Alphabet, simplify
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.composer.check import (
    Draft,
    Part,
    Plan,
    check_sender,
    check_text,
    signature_of,
    with_signature,
)
from ycloud_console.ui.composer.form import ComposerForm
from ycloud_console.ui.composer.words import Words
from ycloud_console.ui.language import current_language
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import set_icon, set_property

_LONG = 3000
"""Characters from which on a text is not measured after each keystroke but after a pause of _PAUSE ms."""
_PAUSE = 60


class Composer(ComposerForm):
    """A card in which a message is written and sent.

    Nothing that was typed is lost: the text goes only once it is safely queued, and Ctrl+Z brings it back.

    Signals:
        sent(object): The IDs (list of int) of the messages that were queued.
        bind_wanted(str): The account of that ID is not bound and the operator wants it to be.
    """

    sent = Signal(object)
    bind_wanted = Signal(str)

    def __init__(self, console: Console, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._words = Words(self)
        self._account: Account | None = None
        self._sending = False
        self._registered_delivery = 1
        self._last_text = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._refresh)
        self._text = check_text("")
        self._connect(bridge)
        self.set_account(None)

    # What stands in it.

    def set_account(self, account: Account | None) -> None:
        """Send from *account*: its sender, country, signature and options are the defaults from here on."""
        before = self._account
        self._account = account
        self.question.hide()
        if account is not None:
            self.recipients.set_default_country(account.default_country)
            if not self.sender_edit.text() or (before and self.sender_edit.text() == before.default_sender):
                self.sender_edit.setText(account.default_sender)
            if before is None or before.long_mode != account.long_mode:
                self.options.set_defaults(default_options(account))
        self._refresh()

    def fill(self, sender: str, recipients: str, text: str) -> None:
        """Put these into the fields; *recipients* in any pasted form."""
        self.sender_edit.setText(sender)
        self.recipients.edit.replace_text(recipients)
        self.message.replace_text(text)

    def begin(self) -> None:
        """Go to the first field that is to be filled in."""
        is_anonymous = not self.sender_edit.text().strip()
        (self.sender_edit if is_anonymous else self.recipients.edit).setFocus()

    def load(self, view: MessageView) -> None:
        """Put a message that was sent before into the fields, with its options, to be sent again."""
        self._set_options(options_of(view.options))
        self.fill(view.row.sender, view.row.recipient, view.row.text)
        self.message.setFocus()

    def draft(self) -> Draft:
        """What stands in the fields now."""
        return Draft(
            sender=self.sender_edit.text(),
            recipients=self.recipients.edit.toPlainText(),
            text=self.message.toPlainText(),
            options=self._options(),
        )

    def restore(self, draft: Draft) -> None:
        """Put *draft* back into the fields."""
        self._set_options(draft.options)
        self.fill(draft.sender, draft.recipients, draft.text)

    def plan(self) -> Plan:
        """What Send would do at this moment; a list or a text that is still being read is read to its end."""
        self.recipients.finish()
        self._refresh()
        return self._plan()

    # Sending.

    def submit(self) -> None:
        """Send, as the button does: faults are shown beside their fields, odd recipients are asked about."""
        if self._sending or self._account is None or self._account.mode == BindMode.RECEIVER:
            return
        plan = self.plan()
        self._show_faults(plan)
        if plan.faults:
            self.question.hide()
            self._focus(plan.faults[0])
        elif plan.recipients.questionable:
            self._ask(plan)
        else:
            self._start(plan)

    def _ask(self, plan: Plan) -> None:
        self.outcome.hide()
        title, sentence, consent = self._words.question(plan)
        self.question.show_text("warning", title, sentence)
        self.send_anyway.setText(consent)
        self.go_back.setFocus()

    def _insist(self) -> None:
        plan = self.plan()
        if not plan.faults:
            self._start(plan)

    def _return_to_recipients(self) -> None:
        self.recipients.edit.setFocus()

    def _start(self, plan: Plan) -> None:
        if self._account is not None and not self._sending:
            self._sending = True
            self._show_button(plan)
            self._tasks.start(self._send(self._account, plan, self.draft()), "send")

    async def _send(self, account: Account, plan: Plan, draft: Draft) -> None:
        try:
            views = await self._console.send(
                account.id, draft.sender.strip(), plan.numbers, draft.text, draft.options
            )
        except (ValueError, LookupError, HistoryUnavailable) as problem:
            self.outcome.show_text("danger", self.tr("Nothing was sent"), str(problem))
            self.bring_back.hide()
            return
        finally:
            self._sending = False
            self._show_plan()
        self._succeed(account, draft, [view.row.id for view in views])

    def _succeed(self, account: Account, draft: Draft, message_ids: list[int]) -> None:
        self._last_text = draft.text
        if self.message.toPlainText() == draft.text:
            self.message.replace_text("")
        self._refresh()
        status = self._console.status(account.id)
        tone, sentence = self._words.success(len(message_ids), account.name, is_bound=status.is_bound)
        self.outcome.show_text(tone, "", sentence)
        self.bring_back.show()
        self._show_state()
        self.message.setFocus()
        self.sent.emit(message_ids)

    def _bring_back(self) -> None:
        self.message.replace_text(self._last_text)
        self.message.setFocus()

    # Keeping up with what is typed.

    def _connect(self, bridge: Bridge) -> None:
        self.sender_edit.textChanged.connect(self._edited)
        self.recipients.changed.connect(self._edited)
        self.message.textChanged.connect(self._typed)
        self.options.changed.connect(self._edited)
        self.options_link.clicked.connect(self._fold_options)
        self.advice.plain_wanted.connect(self._replace_with_plain)
        self.advice.signature_wanted.connect(self._add_signature)
        self.send_button.clicked.connect(self.submit)
        self.send_anyway.clicked.connect(self._insist)
        self.go_back.clicked.connect(self._return_to_recipients)
        self.bring_back.clicked.connect(self._bring_back)
        self.bind_link.clicked.connect(self._want_bind)
        bridge.link_changed.connect(self._link_changed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)

    def _edited(self) -> None:
        self.question.hide()
        if self.message.document().characterCount() > 1:
            self.outcome.hide()
        self._timer.start(0)

    def _typed(self) -> None:
        self._edited()
        if self.message.document().characterCount() > _LONG:
            self._timer.start(_PAUSE)

    def _refresh(self) -> None:
        """Measure the text anew, and show what Send would do."""
        self._timer.stop()
        options = self._options()
        self._text = check_text(
            self.message.toPlainText(),
            alphabet=options.alphabet,
            long_mode=options.long_mode,
            default=self._default_alphabet(options),
        )
        self._show_plan()

    def _default_alphabet(self, options: SubmitOptions) -> Alphabet:
        return default_alphabet(self._account, options) if self._account else Alphabet.GSM7

    def _replace_with_plain(self) -> None:
        default = self._default_alphabet(self._options())
        self.message.replace_text(simplify(self.message.toPlainText(), default))

    def _plan(self) -> Plan:
        options = self._options()
        return Plan(
            check_sender(
                self.sender_edit.text(), current_language(), ton=options.source_ton, npi=options.source_npi
            ),
            self.recipients.check,
            self._text,
            self.options.faults(),
        )

    def _add_signature(self) -> None:
        self.message.replace_text(with_signature(self.message.toPlainText(), self._signature()))
        self.message.setFocus()

    def _signature(self) -> str:
        return signature_of(self._account.signature if self._account else "")

    def _options(self) -> SubmitOptions:
        asked = self._registered_delivery if self.report.isChecked() else 0
        return self.options.options(registered_delivery=asked)

    def _set_options(self, options: SubmitOptions) -> None:
        self._registered_delivery = options.registered_delivery or 1
        self.report.setChecked(bool(options.registered_delivery))
        self.options.set_options(options)

    def _link_changed(self, account_id: str, status: LinkStatus) -> None:
        if self._account is not None and account_id == self._account.id:
            if status.is_bound and self.outcome.tone == "info":
                # "It goes out once it is bound" has come true.
                self.outcome.hide()
            self._show_state()

    def _want_bind(self) -> None:
        if self._account is not None:
            self.bind_wanted.emit(self._account.id)

    # Showing.

    def _show_plan(self) -> None:
        plan = self._plan()
        self.from_field.set_hint(self._words.sender_hint(plan.sender))
        # What is wrong with a sender is said as it is typed; that there is none, only on Send.
        self.from_field.set_fault(plan.sender.fault if self.sender_edit.text().strip() else "")
        self.meter.show_meter(plan.text.meter)
        self._show_text_fault(self._words.text_fault(plan.text) if plan.text.text else "")
        self.advice.show_plan(plan, self._signature())
        count = self.options.changed_count()
        folded = self.options.isHidden()
        self.options_link.setText(self._words.options_title(count))
        set_icon(self.options_link, "ph.caret-down" if folded else "ph.caret-up", "accent", 12)
        self._show_button(plan)
        self._show_state()

    def _show_faults(self, plan: Plan) -> None:
        if Part.OPTIONS in plan.faults:
            self._unfold_options()
        self.from_field.set_fault(plan.sender.fault)
        self._show_text_fault(self._words.text_fault(plan.text))
        if Part.RECIPIENTS in plan.faults:
            self.recipients.set_fault(self._words.recipients_fault(plan.recipients))

    def _show_text_fault(self, sentence: str) -> None:
        self.text_fault.setText(sentence)
        self.text_fault.setVisible(bool(sentence))
        set_property(self.message, "fault", bool(sentence))
        self.message.setAccessibleDescription(sentence)

    def _show_button(self, plan: Plan) -> None:
        self.send_button.setText(self._words.send_button(plan, is_sending=self._sending))
        cannot = self._account is None or self._account.mode == BindMode.RECEIVER
        self.send_button.setEnabled(not self._sending and not cannot)
        self.total.setText(self._words.total(plan))
        self.total.setVisible(bool(self.total.text()))

    def _show_state(self) -> None:
        status = self._console.status(self._account.id) if self._account else None
        self.state.setText(self._words.state_hint(self._account, status))
        said = not self.outcome.isHidden() and self.outcome.tone == "info"
        self.state.setVisible(bool(self.state.text()) and not said)
        can_bind = status is not None and not status.is_bound
        signal = QMetaMethod.fromSignal(self.bind_wanted)
        self.bind_link.setVisible(can_bind and self.isSignalConnected(signal))

    def _focus(self, field: Part) -> None:
        fields: dict[Part, QWidget] = {
            Part.SENDER: self.sender_edit,
            Part.RECIPIENTS: self.recipients.edit,
            Part.TEXT: self.message,
            Part.OPTIONS: self.options.validity,
        }
        fields[field].setFocus()
        self.scroll_area.ensureWidgetVisible(fields[field])

    def _fold_options(self) -> None:
        self.options.setVisible(self.options.isHidden())
        self._show_plan()

    def _unfold_options(self) -> None:
        self.options.show()
        self._show_plan()
