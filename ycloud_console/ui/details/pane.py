"""The details of one message: what happened, why, what to do; step by step, and as it came."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ycloud_console.accounts import Account
from ycloud_console.console import Console, UnknownAccount
from ycloud_console.console.receiptproblems import kept_problems
from ycloud_console.history.model import MessageRow, MessageView
from ycloud_console.sms.countries import country_name
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.status import standard_name
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.deliveries.actions import Action, possible
from ycloud_console.ui.deliveries.words import meaning_of, number_text, took_micros
from ycloud_console.ui.details.dealings import Dealings
from ycloud_console.ui.details.fields import submit_fields
from ycloud_console.ui.details.markup import colour, fields_html, segments_html
from ycloud_console.ui.details.passage import Passage
from ycloud_console.ui.details.ticket import ticket_text
from ycloud_console.ui.details.timeline import timeline_html
from ycloud_console.ui.language import current_language
from ycloud_console.ui.masking import masked_address, masked_receipt, masked_text
from ycloud_console.ui.moments import duration, full_local, full_utc, long_duration, now
from ycloud_console.ui.revealing import Reveal
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.theme import Theme, mono_font
from ycloud_console.ui.widgets import FlowLayout, Notice, Tone, button, card, label, set_icon

_TONES: dict[MessageState, Tone] = {
    MessageState.QUEUED: "info",
    MessageState.SENT: "info",
    MessageState.ACCEPTED: "info",
    MessageState.IN_DOUBT: "warning",
    MessageState.DELIVERED: "success",
    MessageState.UNDELIVERABLE: "danger",
    MessageState.EXPIRED: "danger",
    MessageState.DELETED: "danger",
    MessageState.REJECTED: "danger",
    MessageState.UNKNOWN: "warning",
}
_MOST_UNITS = 12
"""Segments whose units are listed."""
_COPIED_MS = 2000
"""How long the button says that it has copied."""


class DetailsPane(QWidget):
    """One message, or the hint that one can be chosen. It follows the message while that is changing.

    Signals:
        edit_and_resend(object): the MessageView whose text and recipient are to go into the composer.
        resent(object): the MessageViews that were written when the message was sent again.
        show_pdus(int): the PDUs of the message with that ID are wanted.
    """

    edit_and_resend = Signal(object)
    resent = Signal(object)
    show_pdus = Signal(int)

    def __init__(self, console: Console, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._view: MessageView | None = None
        self._said_why: tuple[str, str] | None = None
        self._build()
        self._copied_timer = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._copied_timer.timeout.connect(self._name_copy)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._show_waiting)
        self._bridge = bridge
        bridge.messages_changed.connect(self._heard)
        bridge.history_changed_elsewhere.connect(self._heard_elsewhere)
        Theme.current().changed.connect(self._fill)
        self.reveal.changed.connect(self._fill)
        self.show_message(None)

    # What is shown.

    @property
    def message(self) -> MessageView | None:
        """The message that is shown."""
        return self._view

    def show_message(self, view: MessageView | None) -> None:
        """Show this message from its beginning; None: the hint."""
        is_other = view is None or self._view is None or view.row.id != self._view.row.id
        self._view = view
        self._content.setVisible(view is not None)
        self._hint.setVisible(view is None)
        self.dealings.begin(None if view is None else view.row.id)
        if is_other:
            self._name_copy()
            self.reveal.begin_again()
            self._scroll.verticalScrollBar().setValue(0)
        self._fill()

    def close_down(self) -> None:
        """Start no more work: to be called before the tasks are closed and the history with them."""
        self._bridge.messages_changed.disconnect(self._heard)
        self._bridge.history_changed_elsewhere.disconnect(self._heard_elsewhere)
        self._clock.stop()

    def _heard(self, ids: frozenset[int]) -> None:
        if self._view is not None and self._view.row.id in ids:
            self._tasks.start(self._read_again(self._view.row.id), "read the message again")

    def _heard_elsewhere(self) -> None:
        if self._view is not None:
            self._heard(frozenset({self._view.row.id}))

    async def _read_again(self, message_id: int) -> None:
        view = await self._console.history.message(message_id)
        if self._view is not None and self._view.row.id == message_id:
            self.show_message(view)  # None: it was deleted

    def _copy_for_ticket(self) -> None:
        if self._view is not None:
            QGuiApplication.clipboard().setText(ticket_text(self._view, current_language(), self.reveal.mask))
            self.copy_button.setText(self.tr("Copied"))
            self._copied_timer.start()

    def _name_copy(self) -> None:
        self.copy_button.setText(self.tr("Copy for ticket"))

    def do(self, action: Action) -> None:
        """Do that with the message that is shown, if it is possible in its state."""
        view = self._view
        if view is None or action not in possible(view.row):
            return
        if action is Action.EDIT:
            self.edit_and_resend.emit(view)
        else:
            self.dealings.do(action, view)

    def focus_details(self) -> None:
        """Let the keyboard read the details."""
        if self._view is not None:
            self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_pdus(self) -> None:
        if self._view is not None:
            self.show_pdus.emit(self._view.row.id)

    def _show_waiting(self) -> None:
        """How long a pending message has been waiting by now, or how long it took."""
        view = self._view
        words, waits = "", view is not None and view.row.state.is_pending
        if view is not None and waits:
            time = long_duration(now() - view.row.queued_at)
            words = self.tr("Waiting for {time}").format(time=time)
            self._mind_why(view)
        elif view is not None and (took := took_micros(view.row)) is not None:
            is_delivered = view.row.state is MessageState.DELIVERED
            words = self.tr("Delivered after {time}") if is_delivered else self.tr("Final after {time}")
            words = words.format(time=duration(took))
        self._waiting.setText(words)
        self._waiting.setVisible(bool(words))
        if waits and self.isVisible():
            self._clock.start()
        else:
            self._clock.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_waiting()

    # Building.

    def _build(self) -> None:
        frame = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._hint = self._make_hint()
        self._content = QWidget()
        self._content.setProperty("role", "scrolled")
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(self.tr("Details of the message"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        both = QVBoxLayout(inner)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self._hint)
        both.addWidget(self._content)
        self._scroll.setWidget(inner)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._scroll)
        self._build_content()
        self.setMinimumWidth(240)

    def _make_hint(self) -> QWidget:
        made = QWidget()
        picture = QLabel()
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_icon(picture, "ph.chat-text", "text_muted", 28)
        words = label(
            self.tr("Select a message to see what happened to it, why, and what to do next."),
            "caption",
            wrap=True,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(made)
        column.setContentsMargins(24, 48, 24, 24)
        column.setSpacing(10)
        column.addWidget(picture)
        column.addWidget(words)
        column.addStretch(1)
        return made

    def _build_content(self) -> None:
        column = QVBoxLayout(self._content)
        column.setContentsMargins(14, 12, 12, 14)
        column.setSpacing(6)
        self.number = label("", "title", wrap=True, selectable=True)
        self._about = label("", "caption", wrap=True, selectable=True)
        self.notice = Notice()
        self._waiting = label("", "caption")
        self.edit_button = self._make(
            Action.EDIT,
            self.tr("Edit && resend"),
            self.tr("Put sender, recipient and text into the composer"),
        )
        self.resend_button = self._make(
            Action.RESEND, self.tr("Resend"), self.tr("Send it again as it is; asks first")
        )
        self.ask_button = self._make(
            Action.ASK, self.tr("Ask the SMSC"), self.tr("Ask what became of it (query_sm)")
        )
        self.cancel_button = self._make(
            Action.CANCEL, self.tr("Cancel"), self.tr("Take it back, if it is not too late; asks first")
        )
        self.pdus_button = button(self.tr("Show PDUs"))
        self.pdus_button.setToolTip(self.tr("What went over the wire for this message"))
        self.pdus_button.clicked.connect(self._show_pdus)
        # Until there is a page that shows them.
        self.pdus_button.hide()
        self.dealings = Dealings(self._console, self._tasks)
        self.dealings.sent.connect(self.resent)
        self.dealings.read_again.connect(self.show_message)
        self.dealings.answered.connect(self.focus_details)
        self.copy_button = button("")
        self.copy_button.setToolTip(
            self.tr("Copy everything about this message as plain text, for a customer")
        )
        self.copy_button.clicked.connect(self._copy_for_ticket)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=6)
        self.reveal = Reveal(self)
        for made in (
            self.reveal.button,
            *(self.edit_button, self.resend_button, self.ask_button, self.cancel_button),
            *(self.copy_button, self.pdus_button),
        ):
            flow.addWidget(made)
        for widget in (self.number, self._about, self._waiting, self.notice, buttons, self.dealings):
            column.addWidget(widget)
        self.timeline = _Section(self.tr("Timeline"))
        self.segments = _Section(self.tr("Segments"))
        self.receipt = _Section(self.tr("Receipt"), mono_font())
        self.text = _Section(self.tr("Text"))
        self.fields = _Section(self.tr("Fields"))
        for section in (self.timeline, self.segments, self.receipt, self.text, self.fields):
            column.addWidget(section)
        column.addStretch(1)

    def _make(self, action: Action, text: str, tip: str) -> QPushButton:
        made = button(text)
        made.setToolTip(tip)
        made.clicked.connect(lambda: self.do(action))
        return made

    # Filling.

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        language, mask = current_language(), self.reveal.mask
        row = view.row
        self.number.setText(number_text(row.recipient, mask))
        sender = self.tr("from {sender}").format(sender=masked_address(row.sender, mask))
        self._about.setText(" · ".join(filter(None, [country_name(row.country, language), sender])))
        self._fill_notice(view, language)
        self._show_waiting()
        can = possible(row)
        for action, made in (
            (Action.RESEND, self.resend_button),
            (Action.ASK, self.ask_button),
            (Action.CANCEL, self.cancel_button),
        ):
            if action not in can and made.hasFocus():
                self.focus_details()
            made.setVisible(action in can)
        self.timeline.show_html(timeline_html(view, colour, mono_font().family()))
        self.segments.show_html(segments_html(view, language) if row.segment_count > 1 else "")
        self.receipt.show_plain(self._receipt_text(view))
        self.text.show_plain(masked_text(row.text, mask))
        self.fields.show_html(fields_html(self._field_values(view)))

    def _fill_notice(self, view: MessageView, language: str) -> None:
        meaning = meaning_of(view, language)
        words = self._why_it_waits(view.row) or (meaning.sentence, meaning.next_step)
        sentence = "\n".join(filter(None, words))
        tone: Tone = "info" if view.row.is_cancelled else _TONES[view.row.state]
        self.notice.show_text(tone, meaning.title, sentence)

    def _mind_why(self, view: MessageView) -> None:
        """Say anew why it waits, if that is another reason by now."""
        why = self._why_it_waits(view.row)
        if why != self._said_why:
            self._said_why = why
            self._fill_notice(view, current_language())

    def _why_it_waits(self, row: MessageRow) -> tuple[str, str] | None:
        """Why a queued message is not sent and what to do, where the account's link plainly tells."""
        if row.state is not MessageState.QUEUED:
            return None
        status = self._console.status(row.account_id)
        if status.paused:
            return (
                self.tr("It waits here: sending on this account is paused, because its balance is used up."),
                self.tr("Top the account up, then press “Resume sending” above."),
            )
        if not status.is_bound:
            return (
                self.tr("It waits here: the account is not bound, so nothing is sent."),
                self.tr("Bind the account."),
            )
        return None

    def _receipt_text(self, view: MessageView) -> str:
        """Every receipt as it came, with what could not be read in it."""
        pieces = []
        numbers = (view.row.recipient, view.row.sender)
        for segment in view.segments:
            for receipt in segment.receipts:
                text = masked_receipt(receipt.text.rstrip("\0"), numbers, self.reveal.mask)
                lines = [text]
                if receipt.count > 1:
                    lines.append(self.tr("(came {count} times)").format(count=receipt.count))
                lines += [f"• {problem}" for problem in kept_problems(receipt.problems, current_language())]
                pieces.append("\n".join(lines))
        return "\n\n".join(pieces)

    def _field_values(self, view: MessageView) -> list[tuple[str, str]]:
        row = view.row
        took = took_micros(row)
        one = view.segments[0] if len(view.segments) == 1 else None
        status = ""
        if one is not None and one.status is not None:
            status = f"{one.status} {standard_name(one.status)}"
        units = "+".join(str(segment.units) for segment in view.segments[:_MOST_UNITS])
        if len(view.segments) > _MOST_UNITS:
            units += "+…"
        return [
            (self.tr("Message ID"), one.message_id if one else ""),
            (self.tr("Submit status"), status),
            (self.tr("Encoding"), row.encoding),
            (
                self.tr("Segments"),
                self.tr("{count} ({units} units)").format(count=row.segment_count, units=units),
            ),
            (self.tr("Account"), self._account_name(row.account_id)),
            (self.tr("Handed over"), full_local(row.queued_at)),
            (self.tr("Sent"), "" if row.sent_at is None else full_local(row.sent_at)),
            (self.tr("In UTC"), full_utc(row.queued_at if row.sent_at is None else row.sent_at)),
            (self.tr("Took"), "" if took is None else duration(took)),
            *submit_fields(view, self._account(row.account_id), self.reveal.mask),
        ]

    def _account_name(self, account_id: str) -> str:
        """The account as it is called now; its ID when it has been removed."""
        account = self._account(account_id)
        return account_id if account is None else account.name

    def _account(self, account_id: str) -> Account | None:
        try:
            return self._console.account(account_id)
        except UnknownAccount:
            return None


class _Section(QWidget):
    """A heading and what is under it; when there is nothing under it, there is no heading either."""

    def __init__(self, title: str, font: QFont | None = None) -> None:
        super().__init__()
        self.passage = Passage(title, font)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.setSpacing(3)
        inside.addWidget(label(title, "subheading"))
        inside.addWidget(self.passage)

    def show_plain(self, text: str) -> None:
        self.passage.show_plain(text)
        self.setVisible(bool(text))

    def show_html(self, html: str) -> None:
        self.passage.show_html(html)
        self.setVisible(bool(html))
