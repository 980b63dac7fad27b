"""The composer: who it is from, who it goes to, the text, and Send."""

from __future__ import annotations

import time

from PySide6.QtCore import QMetaMethod, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ycloud_console.accounts import Account
from ycloud_console.console import Console, default_options, options_of
from ycloud_console.history.model import MessageView
from ycloud_console.smpp.model import BindMode, LinkStatus
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.composer.check import Draft, Plan
from ycloud_console.ui.composer.drafts import DraftFile, DraftKeeper, Kept
from ycloud_console.ui.composer.fields import ComposerFields
from ycloud_console.ui.composer.intake import Intake
from ycloud_console.ui.composer.sending import Sending
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Tone, set_property

_PATIENCE = 1000
"""Milliseconds after which a send that is still going on shows its progress."""
_TOLD = 8000
"""Milliseconds for which it is told that messages were queued."""
_READ_AT_ONCE = 300
"""Recipients that are read in some 30 ms: more are waited for before anything is sent."""


class Composer(ComposerFields):
    """A card in which a message is written and sent.

    Nothing that was typed is lost: the text goes only once it is safely queued, and Ctrl+Z brings it back;
    what was not sent is there again after a restart.

    Signals:
        sent(object): The IDs (list of int) of the messages that were queued.
        bind_wanted(str): The account of that ID is not bound and the operator wants it to be.
    """

    sent = Signal(object)
    bind_wanted = Signal(str)

    def __init__(self, console: Console, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(console, tasks, parent)
        self._last = Draft()
        """What was sent last."""
        self._last_account: Account | None = None
        """What it was sent from: another account may be chosen before all is queued."""
        self._aside: Draft | None = None
        """What gave way to an answer or to a message to be sent again."""
        self._filled = ("", "")
        """Recipients and text that nobody typed, or that were sent already."""
        self._told_state: tuple[bool, bool] | None = None
        """Whether the link was bound and paused when it was told what becomes of the messages sent."""
        self._asked = self._plan()
        """What is being sent."""
        self._sending = Sending(console, tasks, self)
        self._intake = Intake(self.recipients, tasks, self)
        self._file = DraftFile(console.home / "draft.json")
        self._keeper = DraftKeeper(self._file, self._kept, tasks, self)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._told = QTimer(self, singleShot=True, interval=_TOLD)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._bring_draft()
        self._connect(bridge)
        self.set_account(None)

    def _connect(self, bridge: Bridge) -> None:
        self.edited.connect(self._withdraw)
        self.planned.connect(self._show_send)
        self._connect_buttons()
        self._patience.timeout.connect(lambda: self.progress.setVisible(self._sending.is_running))
        self._told.timeout.connect(self._forget)
        self._sending.progressed.connect(self._progressed)
        self._sending.succeeded.connect(self._succeeded)
        self._sending.failed.connect(self._failed)
        self._sending.stopped.connect(self._stopped)
        self._intake.told.connect(self._tell)
        self._cures.remembered.connect(self._remembered)
        self._cures.trouble.connect(lambda sentence: self._tell("danger", sentence))
        bridge.link_changed.connect(self._link_changed)

    def _connect_buttons(self) -> None:
        self.send_button.clicked.connect(self.submit)
        self.reason.clicked.connect(self._go_to_fault)
        self.send_anyway.clicked.connect(self._insist)
        self.go_back.clicked.connect(self._return)
        self.bring_back.clicked.connect(self._bring_back)
        self.drop.clicked.connect(self._drop_aside)
        self.stop_button.clicked.connect(self._sending.stop)
        self.bind_link.clicked.connect(self._want_bind)
        self.resume_link.clicked.connect(self._resume)
        self.discard.clicked.connect(self._discard)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self._return)

    # What stands in it.

    def set_account(self, account: Account | None) -> None:
        """Send from *account*: its sender, country, signature and options are the defaults from here on."""
        self.question.hide()
        super().set_account(account)
        self._keeper.changed()

    def _remembered(self, account_id: str) -> None:
        """Another account may have been chosen while it was written."""
        if self._account is not None and self._account.id == account_id:
            self.set_account(self._console.account(account_id))

    def begin(self) -> None:
        """Go to the first field that is to be filled in."""
        is_anonymous = not self.sender_edit.text().strip()
        (self.sender_edit if is_anonymous else self.recipients.edit).setFocus()

    def load(self, view: MessageView) -> None:
        """Put a message that was sent before into the fields, with its options, to be sent again."""
        aside = self.draft()
        self.options.set_options(options_of(view.options))
        # Its text went out with whatever braces are in it.
        self.placeholders.set_values({}, is_literal=True)
        self.fill(view.row.sender, view.row.recipient, view.row.text)
        self._put_aside(aside)
        self.message.setFocus()

    def compose_to(self, account_id: str, sender: str, recipient: str) -> None:
        """Begin a message from *sender* to *recipient*, as an answer; what was half written is put aside."""
        if self._account is None or self._account.id != account_id:
            self.set_account(self._console.account(account_id))
        aside = self.draft()
        self._empty()
        self.fill(sender, recipient, "")
        self._put_aside(aside)
        self.message.setFocus()

    def _put_aside(self, before: Draft) -> None:
        """Offer *before*, which other fields took the place of; not what was filled in or sent already."""
        if self._is_written(before):
            self._aside = before
        self._filled = (self.recipients.text().strip(), self.message.toPlainText().strip())
        self._offer_aside()

    def _offer_aside(self) -> None:
        if self._aside is not None:
            self._tell("neutral", self._words.put_aside())
            self.bring_back.show()
            self.drop.show()

    def _drop_aside(self) -> None:
        self._aside = None
        self.message.setFocus()

    def _is_written(self, draft: Draft) -> bool:
        recipients, text = self._filled
        return draft.recipients.strip() not in ("", recipients) or draft.text.strip() not in ("", text)

    def restore(self, draft: Draft) -> None:
        """Put *draft* back into the fields."""
        super().restore(draft)
        self._show_restored(0.0)

    def _empty(self) -> None:
        """Nothing but the usual options, and no text."""
        self.options.set_options(default_options(self._account) if self._account else SubmitOptions())
        self.placeholders.set_values({})
        self.message.replace_text("")

    # The draft that survives a restart.

    @property
    def is_sending(self) -> bool:
        """Whether messages are being queued right now."""
        return self._sending.is_running

    async def sent_out(self) -> None:
        """Wait until what is being sent is queued, all of it or what could be."""
        await self._sending.finished()

    def close_down(self) -> None:
        """Keep what is written, and nothing more from here on: to be called before the tasks end."""
        self._keeper.close_down()

    def _bring_draft(self) -> None:
        kept = self._file.read()
        self._show_restored(0.0)
        if kept is None:
            return
        self._senders = dict(kept.senders)
        self._draft_of = kept.account_id
        self.restore(kept.draft)
        if kept.is_done:
            self._filled = (kept.draft.recipients.strip(), "")
        elif kept.draft.text.strip() or kept.draft.recipients.strip():
            self._show_restored(kept.saved_at, is_being_sent=kept.is_being_sent)

    def _kept(self) -> Kept:
        self._remember_sender()
        account_id = self._account.id if self._account else self._draft_of
        draft = self.draft()
        return Kept(
            draft=draft,
            account_id=account_id,
            saved_at=time.time(),
            is_done=not draft.text.strip() and not self._is_written(draft),
            is_being_sent=self._sending.is_running,
            senders=dict(self._senders),
        )

    def _show_restored(self, saved_at: float, *, is_being_sent: bool = False) -> None:
        """Say since when it stands there; 0: nothing of the kind."""
        words = self._words.being_sent if is_being_sent else self._words.restored
        self.restored.setText(words(saved_at) if saved_at else "")
        set_property(self.restored, "role", "fault" if is_being_sent else "caption")
        for part in (self.restored, self.discard):
            part.setVisible(bool(saved_at))

    def _discard(self) -> None:
        self._empty()
        self.recipients.edit.replace_text("")
        self.recipients.edit.setFocus()

    # Sending.

    def submit(self) -> None:
        """Send, as the button does: faults are shown beside their fields, what looks odd is asked about."""
        if self._sending.is_running or not self._can_send or self.recipients.remaining() > _READ_AT_ONCE:
            return
        plan = self.plan()
        self._show_faults(plan)
        if plan.faults:
            self.question.hide()
            self._show_send(plan)
            self._focus(plan)
        elif plan.recipients.questionable or plan.is_large:
            self._ask(plan)
        else:
            self._start(plan)

    @property
    def _can_send(self) -> bool:
        return self._account is not None and self._account.mode != BindMode.RECEIVER

    def _go_to_fault(self) -> None:
        plan = self._plan()
        if plan.faults and not self.recipients.is_reading:
            self._show_faults(plan)
            self._focus(plan)

    def _ask(self, plan: Plan) -> None:
        self.outcome.hide()
        title, sentence, consent = self._words.question(plan, self._account.rate if self._account else 0)
        self.question.show_text("warning", title, sentence)
        self.send_anyway.setText(consent)
        self._show_send(plan)
        self.go_back.setFocus()

    def _insist(self) -> None:
        plan = self.plan()
        if not plan.faults:
            self._start(plan)

    def _return(self) -> None:
        """Back from the question to what it was about."""
        self.question.hide()
        self._show_plan()
        (self.recipients.edit if self.recipients.check.questionable else self.send_button).setFocus()

    def _start(self, plan: Plan) -> None:
        if self._account is None or self._sending.is_running:
            return
        self._last = draft = self.draft()
        self._last_account = self._account
        self._asked = plan
        self._progressed(0, plan.messages)
        self._sending.start(
            self._account.id, draft.sender.strip(), plan.numbers, plan.text.text, draft.options
        )
        # Before the first is queued: if the program ends meanwhile, the next start must not call it unsent.
        self._keeper.keep_now()
        self._patience.start()
        self._show_send(plan)

    def _progressed(self, written: int, total: int) -> None:
        self.progress_text.setText(self._words.progress(written, total))
        self.progress_bar.setRange(0, total)
        self.progress_bar.setValue(written)

    def _succeeded(self, message_ids: list[int]) -> None:
        self._ended()
        if self.message.toPlainText() == self._last.text:
            self.message.replace_text("")
            self.placeholders.set_values({})
            self._refresh()
        self._filled = (self._last.recipients.strip(), "")
        if self._last_account is not None:
            self._tell_queued(len(message_ids), self._last_account)
        self._show_state()
        self.message.setFocus()
        self.sent.emit(message_ids)

    def _tell_queued(self, count: int, account: Account) -> None:
        """Say what becomes of them as the link is now; for some seconds, and no longer than it is so."""
        status = self._console.status(account.id)
        tone, sentence = self._words.success(
            count,
            account.name,
            is_bound=status.is_bound,
            is_paused=status.paused,
            scheduled=self._last.options.scheduled,
        )
        self._tell(tone, sentence)
        self.bring_back.setVisible(self._aside is None)
        self._told_state = (status.is_bound, status.paused)
        self._told.start()

    def _forget(self) -> None:
        """Enough was said of what was queued."""
        if self._told_state is None:
            return
        self._told_state = None
        self._told.stop()
        self.outcome.hide()
        self._offer_aside()
        self._show_state()

    def _failed(self, sentence: str, written: int) -> None:
        self._ended()
        self._keep_rest(written)
        self._tell("danger", sentence, "" if written else self._words.stopped(0))

    def _stopped(self, written: int) -> None:
        self._ended()
        self._keep_rest(written)
        self._tell("warning", self._words.stopped(written))
        self.recipients.edit.setFocus()

    def _ended(self) -> None:
        self._keeper.changed()
        self._patience.stop()
        self.progress.hide()
        self._show_plan()

    def _keep_rest(self, written: int) -> None:
        """Those to whom nothing was queued stay in the field."""
        if written and self.recipients.text() == self._last.recipients:
            found = self._asked.recipients
            rest = (*found.sendable[written:], *found.impossible)
            self.recipients.edit.replace_text("\n".join(one.given.strip() for one in rest))

    def _bring_back(self) -> None:
        if self._aside is not None:
            aside, self._aside = self._aside, None
            self.restore(aside)
            self.message.setFocus()
            return
        self.placeholders.set_values(self._last.values, is_literal=self._last.is_literal)
        self.message.replace_text(self._last.text)
        self.message.setFocus()

    # What is said about it.

    def _withdraw(self) -> None:
        """What was asked and told was about what stood there before."""
        self.question.hide()
        if self._told_state is not None:
            self._forget()
        elif self._aside is None and self.message.document().characterCount() > 1:
            self.outcome.hide()
        if self.isVisible():
            self._show_restored(0.0)
        self._keeper.changed()

    def _tell(self, tone: Tone, sentence: str, title: str = "") -> None:
        self._told_state = None
        self._told.stop()
        self.outcome.show_text(tone, title, sentence)
        self.bring_back.hide()
        self.drop.hide()
        # Once it is laid out: it may be below what is in sight.
        QTimer.singleShot(0, self, self._reveal_outcome)

    def _reveal_outcome(self) -> None:
        if self.outcome.isVisible():
            self.scroll_area.ensureWidgetVisible(self.outcome, 0, 0)
            self.scroll_area.keep_focus_in_sight()

    def _link_changed(self, account_id: str, status: LinkStatus) -> None:
        is_told_of = self._last_account is not None and account_id == self._last_account.id
        if is_told_of and self._told_state not in (None, (status.is_bound, status.paused)):
            self._forget()
        if self._account is not None and account_id == self._account.id:
            self._show_state()

    def _want_bind(self) -> None:
        if self._account is not None:
            self.bind_wanted.emit(self._account.id)

    def _resume(self) -> None:
        if self._account is not None:
            self._console.resume(self._account.id)
            self._show_state()

    def _show_send(self, plan: Plan) -> None:
        """The button says what it does; while it cannot, what is missing stands above it."""
        asks = not self.question.isHidden()
        self._escape.setEnabled(asks)
        self.send_button.setVisible(not asks)
        self.send_button.setText(self._words.send_button(plan, is_sending=self._sending.is_running))
        reason = self._words.reason(plan, is_reading=self.recipients.is_reading) if self._can_send else ""
        self.send_button.setEnabled(self._can_send and not reason and not self._sending.is_running)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason) and not asks and not self._sending.is_running)
        self._show_state()

    def _show_state(self) -> None:
        status = self._console.status(self._account.id) if self._account else None
        self.state.setText(self._words.state_hint(self._account, status))
        said = not self.outcome.isHidden() and self.outcome.tone == "info"
        self.state.setVisible(bool(self.state.text()) and not said)
        can_bind = status is not None and not status.is_bound
        signal = QMetaMethod.fromSignal(self.bind_wanted)
        self.bind_link.setVisible(can_bind and self.isSignalConnected(signal))
        self.resume_link.setVisible(status is not None and status.paused)
