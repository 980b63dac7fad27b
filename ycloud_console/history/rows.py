"""The rows of one transaction as the writer has them in hand, and what happens to them. No SQL here.

An event changes a segment; the message is then rolled up from its segments again.
"""

from __future__ import annotations

import msgspec

from ycloud_console.history.match import digits, id_key
from ycloud_console.history.model import NewReceipt
from ycloud_console.sms.message import MessageState, next_state, roll_up

QUEUED, SENT, ACCEPTED = MessageState.QUEUED, MessageState.SENT, MessageState.ACCEPTED
IN_DOUBT, REJECTED, DELETED = MessageState.IN_DOUBT, MessageState.REJECTED, MessageState.DELETED

_UNANSWERED = frozenset({QUEUED, SENT, IN_DOUBT})
_NOT_FINAL = frozenset({QUEUED, SENT, ACCEPTED, IN_DOUBT})


class Roll(msgspec.Struct, gc=False):
    """What a message row carries of its segments."""

    state: MessageState
    status: int | None
    error: str
    sent_at: int | None
    answered_at: int | None
    done_at: int | None


class MessageInHand(msgspec.Struct, eq=False, gc=False):
    """A message, with every segment it has: until :meth:`let_go`, the two hold one another."""

    id: int
    number: str
    """The recipient's digits."""
    roll: Roll
    segments: list[SegmentInHand] = msgspec.field(default_factory=list)

    def let_go(self) -> None:
        """Nobody has it in hand any more.

        To be said of each: Python's collector, which stops the window while it looks for cycles, does not
        know of these, and would not free them.
        """
        self.segments.clear()

    def rolled(self) -> Roll:
        """What its segments say by now.

        status: the first that is not 0, else 0 once all are answered. sent_at: the first; answered_at: the
        last, once all are answered. done_at: when a failure became certain, or when the last receipt of a
        message that is delivered (or of which the SMSC knows nothing) came.
        """
        if len(self.segments) == 1:
            only = self.segments[0]
            return Roll(only.state, only.status, only.error, only.sent_at, only.answered_at, only.final_at)
        parts = sorted(self.segments, key=lambda part: part.id)
        state = roll_up(part.state for part in parts)
        statuses = [part.status for part in parts]
        answers = [part.answered_at for part in parts]
        return Roll(
            state,
            next((each for each in statuses if each), None if None in statuses else 0),
            next((part.error for part in parts if part.error), ""),
            min((part.sent_at for part in parts if part.sent_at is not None), default=None),
            None if None in answers else max(each for each in answers if each is not None),
            self._done_at(state),
        )

    def _done_at(self, state: MessageState) -> int | None:
        if state in _NOT_FINAL:
            return None
        if state.is_failed:
            ends = [part.final_at for part in self.segments if part.state.is_failed]
            return min((each for each in ends if each is not None), default=None)
        ends = [part.final_at for part in self.segments]
        return max((each for each in ends if each is not None), default=None)


class SegmentInHand(msgspec.Struct, eq=False, gc=False):
    """A segment; which of its columns were changed says what is to be written."""

    id: int
    message: MessageInHand
    account_id: str
    run_id: int | None
    state: MessageState
    smsc_id: str | None
    id_key: str | None
    status: int | None
    error: str
    sent_at: int | None
    answered_at: int | None
    done_at: int | None
    doubt: str
    way_changed: bool = False
    """On its way: state, run_id, sent_at, doubt."""
    answer_changed: bool = False
    """The SMSC's answer: those, and smsc_id, status, answered_at, wire."""
    end_changed: bool = False
    """A receipt: state, error, done_at."""

    @property
    def recipient_digits(self) -> str:
        return self.message.number

    @property
    def final_at(self) -> int | None:
        """When it became final: by a receipt, or by the refusal in the submit's answer."""
        if self.done_at is None and self.state is REJECTED:
            return self.answered_at
        return None if self.state in _NOT_FINAL else self.done_at

    def go(self, at: int, run_id: int) -> bool:
        """It goes on the wire, when it is queued and that run has it in hand; returns whether it may.

        This is what keeps a segment from going out twice, whoever asks for it, in this process or another.
        """
        if self.state is not QUEUED or self.run_id != run_id:
            return False
        self.state, self.sent_at = SENT, at
        self.way_changed = True
        return True

    def wait_again(self, run_id: int) -> None:
        """It is not at the SMSC after all: refused for now, or never written. It goes out later."""
        if self.state is SENT:
            self.state, self.sent_at, self.run_id = QUEUED, None, run_id
            self.way_changed = True

    def adopt(self, run_id: int) -> None:
        """Another run has it in hand from now on."""
        self.run_id = run_id
        self.way_changed = True

    def withdraw(self, reason: str, at: int) -> None:
        """It is queued, and is not to be sent at all."""
        self.state, self.run_id, self.doubt, self.done_at = DELETED, None, reason, at
        self.way_changed = self.end_changed = True

    def lose_sight(self, reason: str) -> None:
        """It was sent and no answer will come. What is answered already stays."""
        if self.state in (QUEUED, SENT):
            self.state, self.run_id, self.doubt = IN_DOUBT, None, reason
            self.way_changed = True

    def answer(self, status: int, smsc_id: str, at: int) -> bool:
        """The SMSC's answer came, however late; returns whether it is news.

        A segment that was sent twice can be answered twice: a refusal then does not undo an acceptance.
        """
        if status != 0 and self.status == 0:
            return False
        self.status, self.answered_at, self.run_id, self.doubt = status, at, None, ""
        if status == 0:
            self.smsc_id = smsc_id or None
            self.id_key = id_key(smsc_id) or None
        if self.state in _UNANSWERED or (self.state is REJECTED and self.done_at is None):
            self.state = ACCEPTED if status == 0 else REJECTED
        self.answer_changed = True
        return True

    def heed(self, receipt: ReceiptInHand) -> None:
        """The receipt is for this segment: what it says of the state counts when it says something known."""
        receipt.segment_id = self.id
        if not receipt.decides:
            if not self.error and receipt.shown_error:
                self.error = receipt.shown_error
                self.end_changed = True
            return
        before = self.state
        after = next_state(before, receipt.state)
        if after is before and after is not receipt.state:
            return  # an older word, or a failure after a delivery: kept, but it decides nothing
        self.state, self.error = after, receipt.shown_error
        if after is not before and after not in _NOT_FINAL:
            self.done_at = receipt.received_at
        self.end_changed = True


class ReceiptInHand(msgspec.Struct, eq=False, gc=False):
    """A receipt: new, or kept and now seen again or matched."""

    id: int
    segment_id: int | None
    account_id: str
    smsc_id: str
    id_key: str
    hex_ids: bool
    stat: str
    err: str
    state: MessageState
    decides: bool
    received_at: int
    raw: bytes
    source: str
    destination: str
    count: int
    new: NewReceipt | None = None
    changed: bool = False

    @property
    def shown_error(self) -> str:
        """err as it came; empty when it is only zeros."""
        return self.err if self.err.strip("0") else ""

    def is_same(self, other: NewReceipt) -> bool:
        """Whether *other* is this one, delivered again."""
        return (
            self.raw == other.raw
            and self.account_id == other.account_id
            and self.smsc_id == other.message_id
            and self.stat == other.stat
            and self.err == other.err
        )


def number_of(recipient: str) -> str:
    """The digits by which a recipient is looked up."""
    return digits(recipient)
