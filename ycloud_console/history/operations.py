"""What the writer can be asked to do: one class for each event.

An operation says first what it needs, so that a whole transaction reads at once; then it is applied. It
checks before it changes anything: it happens whole, or raises.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
from msgspec.structs import astuple, replace

from ycloud_console.history.match import (
    came_after,
    choose,
    id_key,
    is_someone_else,
    nameless_key,
    other_notations,
)
from ycloud_console.history.model import (
    InboundView,
    NewInbound,
    NewMessage,
    NewReceipt,
    ReceiptOutcome,
    Withdrawal,
)
from ycloud_console.history.rows import QUEUED, ReceiptInHand, SegmentInHand
from ycloud_console.history.work import Needs, Work

_REDELIVERY = 60_000_000
"""Microseconds within which the same octets from the same phone are one inbound message, delivered again.

Inbound messages carry no ID. Someone who writes "yes" twice within it is shown once, with a count of 2.
"""

Result = TypeVar("Result")
_Storable = TypeVar("_Storable", NewMessage, NewReceipt, NewInbound)


class Added(msgspec.Struct, frozen=True, gc=False):
    """Where a new message went."""

    message_id: int
    segment_ids: tuple[int, ...]


class Operation(ABC, Generic[Result]):
    """One thing to be written."""

    alone: ClassVar[bool] = False
    """In a transaction of its own, since it reads or writes by itself."""
    must_last: ClassVar[bool] = False
    """Nobody will say it again: when the database fails, it is written as soon as that works."""

    has_file: ClassVar[bool] = False
    """It is done by :meth:`with_file` in place of :meth:`apply`, without a transaction; *alone* too."""

    def needs(self, needs: Needs) -> None:
        """Name what :meth:`apply` will touch."""

    @abstractmethod
    def apply(self, work: Work) -> Result:
        """Do it."""

    def with_file(self, path: Path) -> Result:
        """Do it with the file as a whole: the writer has no connection to it meanwhile."""
        raise NotImplementedError

    def committed(self) -> None:
        """Do, in the writer's thread, what may be done only once it is committed."""


@dataclass(slots=True, eq=False)
class Add(Operation[list[Added]]):
    messages: Sequence[NewMessage]
    at: int

    def apply(self, work: Work) -> list[Added]:
        return [Added(*work.add_message(new, self.at)) for new in self.messages]


@dataclass(slots=True, eq=False)
class MarkSent(Operation[frozenset[int]]):
    segment_ids: Sequence[int]
    at: int

    def needs(self, needs: Needs) -> None:
        needs.segments.update(self.segment_ids)

    def apply(self, work: Work) -> frozenset[int]:
        # One that is not there any more was cancelled and deleted, by another program on the same folder.
        there = work.there(self.segment_ids)
        going = [segment for segment in there if segment.go(self.at, work.run_id)]
        for segment in going:
            work.changed(segment)
        return frozenset(segment.id for segment in going)


@dataclass(slots=True, eq=False)
class WaitAgain(Operation[None]):
    must_last = True
    segment_ids: Sequence[int]

    def needs(self, needs: Needs) -> None:
        needs.segments.update(self.segment_ids)

    def apply(self, work: Work) -> None:
        # As above: one that was deleted meanwhile keeps none of the others.
        for segment in work.there(self.segment_ids):
            segment.wait_again(work.run_id)
            work.changed(segment)


@dataclass(slots=True, eq=False)
class Withdraw(Operation[Withdrawal]):
    """Take back what is still queued of these messages.

    A message of which a segment has gone out is left alone, so that the phone gets it whole; unless *rest* is
    given: then what is left of it is taken back too, for that reason.
    """

    message_ids: Sequence[int]
    reason: str
    at: int
    rest: str = ""

    def needs(self, needs: Needs) -> None:
        needs.messages.update(self.message_ids)

    def apply(self, work: Work) -> Withdrawal:
        cancelled: set[int] = set()
        begun: set[int] = set()
        segments: set[int] = set()
        for message in work.messages(self.message_ids):
            waiting = [each for each in message.segments if each.state is QUEUED]
            if not waiting:
                continue
            whole = len(waiting) == len(message.segments)
            (cancelled if whole else begun).add(message.id)
            reason = self.reason if whole else self.rest
            if reason:
                for each in waiting:
                    each.withdraw(reason, self.at)
                    work.changed(each)
                    segments.add(each.id)
        return Withdrawal(frozenset(cancelled), frozenset(begun), frozenset(segments))


@dataclass(slots=True, eq=False)
class LoseSight(Operation[None]):
    must_last = True
    segment_ids: Sequence[int]
    reason: str

    def needs(self, needs: Needs) -> None:
        needs.segments.update(self.segment_ids)

    def apply(self, work: Work) -> None:
        for segment in work.there(self.segment_ids):
            segment.lose_sight(self.reason)
            work.changed(segment)


@dataclass(slots=True, eq=False)
class Answer(Operation[None]):
    must_last = True
    segment_id: int
    status: int
    smsc_id: str
    at: int

    def needs(self, needs: Needs) -> None:
        needs.segments.add(self.segment_id)
        if self.smsc_id:
            needs.answer_keys.add(id_key(self.smsc_id))
            if needs.hex_ids:
                needs.answer_keys |= other_notations(self.smsc_id)

    def apply(self, work: Work) -> None:
        (segment,) = work.segments([self.segment_id])
        if not segment.answer(self.status, self.smsc_id, self.at):
            return
        work.answered(segment)
        if segment.smsc_id:
            for kept in self._waiting(work, segment):
                work.attach(kept, segment)

    def _waiting(self, work: Work, segment: SegmentInHand) -> list[ReceiptInHand]:
        """The receipts that came before this answer, oldest first."""
        found = work.unmatched(id_key(self.smsc_id), segment.account_id)
        if work.hex_ids:
            for key in other_notations(self.smsc_id):
                found += [kept for kept in work.unmatched(key, segment.account_id) if kept.hex_ids]
        if not found:
            return found
        fitting = [
            kept
            for kept in found
            if came_after(kept.received_at, segment.sent_at)
            and not is_someone_else(segment.recipient_digits, kept.source, kept.destination)
        ]
        return sorted(fitting, key=lambda kept: (kept.received_at, kept.id))


@dataclass(slots=True, eq=False)
class TakeReceipt(Operation[ReceiptOutcome]):
    new: NewReceipt
    hex_ids: bool
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = id_key(self.new.message_id) or nameless_key(self.new.raw)

    def _other_keys(self) -> set[str]:
        return other_notations(self.new.message_id) if self.hex_ids else set()

    def needs(self, needs: Needs) -> None:
        needs.receipt_keys.add(self.key)
        if self.hex_ids:
            needs.hex_ids = True
            needs.receipt_keys |= self._other_keys()

    def apply(self, work: Work) -> ReceiptOutcome:
        new, key = self.new, self.key
        candidates = work.with_key(key, new.account_id)
        for other in self._other_keys():
            candidates += work.with_key(other, new.account_id)
        # Seen before, on any segment with that ID: a redelivery never moves on to a newer one.
        for segment in candidates:
            for kept in work.receipts_of(segment):
                if kept.is_same(new):
                    work.count_again(kept)
                    return ReceiptOutcome(segment.id, segment.message.id, duplicate=True)
        for kept in work.unmatched(key, new.account_id):
            if kept.is_same(new):
                work.count_again(kept)
                return ReceiptOutcome(None, None, duplicate=True)
        kept = work.keep_receipt(new, key, self.hex_ids)
        chosen = choose(candidates, new.message_id, new.source, new.destination)
        if chosen is None:
            work.leave_unmatched(kept)
            return ReceiptOutcome(None, None, duplicate=False)
        work.attach(kept, chosen)
        return ReceiptOutcome(chosen.id, chosen.message.id, duplicate=False)


@dataclass(slots=True, eq=False)
class TakeInbound(Operation[int]):
    new: NewInbound

    def apply(self, work: Work) -> int:
        new = self.new
        view = InboundView(0, *astuple(new))
        for kept in work.inbound_since(new.source, new.received_at - _REDELIVERY):
            if replace(kept, id=0, count=1, received_at=new.received_at) == view:
                work.count_inbound_again(kept.id)
                return kept.id
        return work.keep_inbound(view).id


@cache
def _texts(kind: type[_Storable]) -> Callable[[Any], tuple[str, ...]]:
    """What reads all texts of a record of that kind: none of them may be None."""
    return attrgetter(*(name for name, annotation in kind.__annotations__.items() if annotation == "str"))


def storable(value: _Storable) -> _Storable:
    """*value* with text that every database takes."""
    texts = _texts(type(value))(value)
    if "".join(texts).isprintable():  # as nearly all are: looked at together they take half the time
        return value
    bad: dict[str, Any] = {}
    for name in value.__struct_fields__:
        text = getattr(value, name)
        if isinstance(text, str) and not text.isprintable() and (clean := storable_text(text)) != text:
            bad[name] = clean
    return replace(value, **bad) if bad else value


def storable_text(text: str) -> str:
    """*text* without NULs and lone surrogates, which come in from outside; octets keep them as they were."""
    if text.isprintable():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
