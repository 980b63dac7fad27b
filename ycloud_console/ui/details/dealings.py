"""What is done with the message that is shown: send it again, ask the SMSC, take it back.

Each is confirmed or answered right here, below the buttons; nothing opens in the way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ycloud_console.console import Console, NotAnswered, UnknownAccount, options_of
from ycloud_console.history.errors import HistoryUnavailable
from ycloud_console.history.model import MessageView, SegmentView
from ycloud_console.smpp.model import CancelAnswer, QueryAnswer
from ycloud_console.smpp.problems import problem_meaning
from ycloud_console.smpp.questions import message_state_words, question_meaning
from ycloud_console.sms.message import MessageState, SubmitOptions
from ycloud_console.sms.status import standard_name
from ycloud_console.ui.deliveries.actions import Action
from ycloud_console.ui.deliveries.words import number_text
from ycloud_console.ui.language import current_language
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.moments import clock, full_local, now
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.widgets import Notice, Tone

_MOST_LINES = 6
"""Segments whose answers are listed when they differ."""
_UNSURE = frozenset({MessageState.IN_DOUBT, MessageState.UNKNOWN, MessageState.SENT, MessageState.ACCEPTED})
_AT_THE_SMSC = frozenset({MessageState.ACCEPTED, MessageState.IN_DOUBT, MessageState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class _Said:
    """What the SMSC said of one segment, or why it said nothing."""

    segment: SegmentView
    text: str
    tone: Tone


class Dealings(QWidget):
    """The question before something is done, and what came of it.

    Signals:
        sent(object): the MessageViews of the message that was sent again.
        answered(): the question was answered and goes away, and the keyboard with it.
        read_again(object): the MessageView as the history has it now, where it was not as it was shown.
    """

    sent = Signal(object)
    answered = Signal()
    read_again = Signal(object)

    def __init__(self, console: Console, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = console
        self._tasks = tasks
        self._message_id: int | None = None
        self.question = Notice()
        self.answer = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.question)
        column.addWidget(self.answer)
        # It may name a number that is hidden now.
        Masking.current().changed.connect(self.question.hide)

    def begin(self, message_id: int | None) -> None:
        """Another message is shown: what was asked and answered was about the one before."""
        if message_id != self._message_id:
            self._message_id = message_id
            self.question.hide()
            self.answer.hide()

    def do(self, action: Action, view: MessageView) -> None:
        """Do that, or ask first where it cannot be taken back."""
        self.begin(view.row.id)
        self.answer.hide()
        self.question.hide()
        match action:
            case Action.RESEND:
                self._ask_to_resend(view)
            case Action.CANCEL:
                self._ask_to_cancel(view)
            case Action.ASK:
                self._start(self._query, view, "ask the SMSC")

    # Questions.

    def _ask_to_resend(self, view: MessageView) -> None:
        row = view.row
        if row.state in _UNSURE:
            tone: Tone = "warning"
            sentence = self.tr(
                "It may have been delivered already, or may be yet: then the phone gets it twice."
            )
        else:
            tone = "info"
            sentence = self.tr("To {number}: {count} × {encoding}, with the same options.").format(
                number=number_text(row.recipient), count=row.segment_count, encoding=row.encoding
            )
        title = self.tr("Send it again?")
        self._ask(tone, title, sentence, self.tr("Send again"), self._resend, view, careful=True)

    def _ask_to_cancel(self, view: MessageView) -> None:
        if view.row.state is MessageState.QUEUED:
            title = self.tr("Cancel this message?")
            sentence = self.tr("It still waits on this computer. Once cancelled, it never leaves it.")
            self._ask("warning", title, sentence, self.tr("Cancel message"), self._withdraw, view)
        else:
            title = self.tr("Ask the SMSC to cancel it?")
            sentence = self.tr("The SMSC may refuse, or may have delivered it already.")
            self._ask("warning", title, sentence, self.tr("Ask to cancel"), self._cancel, view)

    def _ask(
        self,
        tone: Tone,
        title: str,
        sentence: str,
        yes: str,
        work: Callable[[MessageView], Awaitable[None]],
        view: MessageView,
        *,
        careful: bool = False,
    ) -> None:
        """*careful*: a key that was pressed once too often does nothing."""
        self.question.clear_actions()
        self.question.show_text(tone, title, sentence)

        def leave() -> None:
            self.answered.emit()
            self.question.hide()

        def go_on() -> None:
            leave()
            self._start(work, view, title)

        agree = self.question.add_action(yes, go_on)
        back = self.question.add_action(self.tr("Back"), leave, "link")
        first = back if careful else agree
        # Else it is shown with the next turn of the loop, and what is not shown takes no focus.
        first.show()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # Work.

    def _start(self, work: Callable[[MessageView], Awaitable[None]], view: MessageView, name: str) -> None:
        async def whole() -> None:
            try:
                await work(view)
            except NotAnswered as error:
                meaning = problem_meaning(error.problem, language=current_language())
                sentence = f"{meaning.sentence} {meaning.next_step}".strip()
                self._say(view, "danger", meaning.title, sentence)
            except (UnknownAccount, HistoryUnavailable, ValueError) as error:
                self._say(view, "danger", self.tr("That was not possible"), str(error))

        self._tasks.start(whole(), name)

    async def _resend(self, view: MessageView) -> None:
        row = view.row
        options = _still_to_come(options_of(view.options))
        sent = await self._console.send(row.account_id, row.sender, [row.recipient], row.text, options)
        title = self.tr("Sent again at {time}").format(time=clock(now()))
        is_bound = self._console.status(row.account_id).is_bound
        waits = self.tr("It waits until the account is bound.")
        self._say(view, "success", title, "" if is_bound else waits)
        self.sent.emit(sent)

    async def _withdraw(self, view: MessageView) -> None:
        done = await self._console.cancel_queued([view.row.id])
        if view.row.id in done.cancelled:
            return  # the message itself says so now
        if view.row.id in done.begun:
            sentence = self.tr(
                "A part of it has gone out already: the rest follows, so that the phone shows the whole text."
            )
            self._say(view, "warning", self.tr("Not cancelled"), sentence)
            return
        # Something else had its way with it, perhaps another program: the history says what.
        found = await self._console.history.message(view.row.id)
        if found is not None:
            if view.row.id == self._message_id:
                self.read_again.emit(found)
            if found.row.is_cancelled:
                sentence = self.tr("It was cancelled before, elsewhere: it has never gone out.")
                self._say(view, "info", self.tr("Cancelled already"), sentence)
            else:
                self._say(view, "warning", self.tr("Not cancelled"), self.tr("It has gone out meanwhile."))

    async def _query(self, view: MessageView) -> None:
        asked = [part for part in view.segments if part.message_id]
        self._say(view, "info", self.tr("Asking the SMSC…"), "")
        answers = await asyncio.gather(
            *(self._console.query(view.row.account_id, part.message_id) for part in asked)
        )
        said = [_of_query(part, answer) for part, answer in zip(asked, answers, strict=True)]
        self._tell(view, self.tr("The SMSC’s answer, {time}"), said)

    async def _cancel(self, view: MessageView) -> None:
        asked = [part for part in view.segments if part.message_id and part.state in _AT_THE_SMSC]
        self._say(view, "info", self.tr("Asking the SMSC…"), "")
        answers = await asyncio.gather(
            *(self._console.cancel(view.row.account_id, part.message_id) for part in asked)
        )
        done = self.tr("Cancelled.")
        said = [_of_cancel(part, answer, done) for part, answer in zip(asked, answers, strict=True)]
        self._tell(view, self.tr("Cancelling: the SMSC’s answer, {time}"), said)

    # Answers.

    def _tell(self, view: MessageView, title: str, said: Sequence[_Said]) -> None:
        """One sentence where all segments were answered alike, else one a segment."""
        lines = list(dict.fromkeys(each.text for each in said))
        if len(lines) > 1:
            segment = self.tr("Segment {number}: {answer}")
            lines = [segment.format(number=each.segment.number, answer=each.text) for each in said]
            if len(lines) > _MOST_LINES:
                lines[_MOST_LINES:] = ["…"]
        tones = {each.tone for each in said}
        tone: Tone = "danger" if "danger" in tones else "success" if tones == {"success"} else "info"
        self._say(view, tone, title.format(time=clock(now())), "\n".join(lines))

    def _say(self, view: MessageView, tone: Tone, title: str, sentence: str) -> None:
        if view.row.id == self._message_id:
            self.answer.show_text(tone, title, sentence)


def _of_query(segment: SegmentView, answer: QueryAnswer) -> _Said:
    if answer.refused or answer.message_state is None:
        return _Said(segment, _refusal(answer.status), "danger")
    words = [message_state_words(answer.message_state, current_language())]
    if answer.error_code:
        words.append(f"err {answer.error_code}")
    if answer.final_date is not None:
        words.append(full_local(round(answer.final_date.timestamp() * 1e6)))
    return _Said(segment, " · ".join(words), "info")


def _of_cancel(segment: SegmentView, answer: CancelAnswer, done: str) -> _Said:
    if answer.refused:
        return _Said(segment, _refusal(answer.status), "danger")
    return _Said(segment, done, "success")


def _refusal(status: int) -> str:
    """As the SMSC gave it: the status, its standard name, and what it means."""
    meaning = question_meaning(status, current_language())
    return (
        f"{status} {standard_name(status)}\n{meaning.title}. {meaning.sentence} {meaning.next_step}".strip()
    )


def _still_to_come(options: SubmitOptions) -> SubmitOptions:
    """The options without a time of delivery that has passed."""
    if options.scheduled is not None and options.scheduled.timestamp() * 1e6 <= now():
        return replace(options, scheduled=None)
    return options
