"""One transaction of the writer: what it touches is read at once, changed in hand, and written at once.

Reading and writing row by row would cost several times as much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from ycloud_console.history import statements, values
from ycloud_console.history.errors import UnknownSegment
from ycloud_console.history.model import Change, InboundView, NewMessage, NewReceipt
from ycloud_console.history.rows import (
    QUEUED,
    MessageInHand,
    ReceiptInHand,
    Roll,
    SegmentInHand,
    number_of,
)
from ycloud_console.history.schema import inbound, message, meta, receipt, segment
from ycloud_console.history.sqlite import dialect
from ycloud_console.history.sqlite.prepared import Lookup
from ycloud_console.sms.message import MessageState

_STATES = {state.value: state for state in MessageState}
_REMEMBERED = 20_000
"""Segments; some 20 MB."""
_NUMBERED = {table.name: table for table in (message, segment, receipt, inbound)}
_WAITS = select(receipt.c.id).where(receipt.c.segment_id.is_(None)).limit(1)
_HEX_WAITS = _WAITS.where(receipt.c.hex_ids)
_LAST_NUMBER = "last_number_of_"
"""Before a table's name: the key in the table meta of the highest number that was given to a row of it."""


class Memory:
    """What the writer remembers from one transaction to the next, for as long as nobody else writes.

    Attributes:
        messages: Messages lately touched, by number; each with all its segments.
        segments: Those segments, by number.
        unmatched: Whether there may be receipts that match no segment; else none is looked up.
        hex_ids: Whether receipts wait, or came in this run, that match in hexadecimal against decimal.
    """

    def __init__(self) -> None:
        self.messages: dict[int, MessageInHand] = {}
        self.segments: dict[int, SegmentInHand] = {}
        self.unmatched = True
        self.hex_ids = False
        self._last: dict[str, int] = {}
        self._version: int | None = None

    def begin(self, connection: Connection) -> None:
        """In a new transaction: forget everything when another process has written, or it has become much."""
        version = dialect.version_by_others(connection)
        if version != self._version or len(self.segments) > _REMEMBERED:
            self.forget()
        if self._version is None:
            for name, table in _NUMBERED.items():
                newest = connection.scalar(select(func.max(table.c.id))) or 0
                deleted = connection.scalar(select(meta.c.value).where(meta.c.key == _LAST_NUMBER + name))
                self._last[name] = max(newest, int(deleted or 0), self._last.get(name, 0))
            # Another program may have got the receipt of what this one is answered.
            self.unmatched = connection.scalar(_WAITS) is not None
            self.hex_ids = self.hex_ids or (self.unmatched and connection.scalar(_HEX_WAITS) is not None)
            self._version = version

    def forget(self) -> None:
        """What is remembered may not be what is in the database (any more)."""
        for whole in self.messages.values():
            whole.let_go()
        self.messages.clear()
        self.segments.clear()
        self._version = None

    def keep_numbers(self, connection: Connection) -> None:
        """Rows are deleted, or in a file that this one replaced: their numbers are not given out again.

        Neither by this run of the program nor by another. Somebody may still know a row by its number: what
        waits in another program's link, for one, or a trace.
        """
        for name in _NUMBERED:
            key, value = _LAST_NUMBER + name, str(self._last[name])
            if not connection.execute(update(meta).where(meta.c.key == key).values(value=value)).rowcount:
                connection.execute(insert(meta).values(key=key, value=value))

    @property
    def numbers(self) -> dict[str, int]:
        """The highest numbers that were given out, or found, by table; none before the first transaction."""
        return dict(self._last)

    def go_on_after(self, numbers: Mapping[str, int]) -> None:
        """Give out none of *numbers*, by table, nor one below."""
        for name, number in numbers.items():
            self._last[name] = max(number, self._last[name])

    def next_number(self, table: str) -> int:
        """A number for a new row of *table*, above all there are, never given twice; failures leave gaps."""
        self._last[table] += 1
        return self._last[table]


@dataclass(slots=True)
class Needs:
    """What a transaction will touch, gathered from its operations before any is done."""

    segments: set[int] = field(default_factory=set)
    messages: set[int] = field(default_factory=set)
    receipt_keys: set[str] = field(default_factory=set)
    """Keys of the IDs for which receipts came."""
    answer_keys: set[str] = field(default_factory=set)
    """Keys of the IDs that answers give to segments."""
    hex_ids: bool = False
    """As in :class:`Memory`."""


class Work:
    """The rows of one transaction.

    Attributes:
        connection: For operations that are alone in their transaction, or have a table of their own.
        run_id: The run on whose behalf it is done.
        hex_ids: Whether receipts may wait that match in hexadecimal against decimal.
    """

    def __init__(self, connection: Connection, memory: Memory, run_id: int) -> None:
        self.connection = connection
        self.run_id = run_id
        self._memory = memory
        self._messages = memory.messages
        self._segments = memory.segments
        self._by_key: dict[str, list[SegmentInHand]] = {}
        self._unmatched: dict[str, list[ReceiptInHand]] = {}
        self._of_segment: dict[int, list[ReceiptInHand]] = {}
        self._changed: dict[int, SegmentInHand] = {}
        self._shown: set[int] = set()
        self._new_messages: list[tuple[MessageInHand, NewMessage, int]] = []
        self._new_segments: dict[int, tuple[SegmentInHand, int, int, bytes]] = {}
        self._new_receipts: list[tuple[ReceiptInHand, NewReceipt]] = []
        self._changed_receipts: dict[int, ReceiptInHand] = {}
        self._new_inbound: list[InboundView] = []
        self._counted_inbound: Counter[int] = Counter()
        self._removed_inbound: set[int] = set()
        self._unmatched_changed = False
        self.hex_ids = memory.hex_ids

    # Reading.

    def read(self, needs: Needs) -> None:
        """Take in hand everything that *needs* names."""
        self.hex_ids = self._memory.hex_ids = needs.hex_ids
        with_keys = statements.IDS_BY_KEY.of(self.connection, needs.receipt_keys)
        # One by one: a set less the keys of a dictionary goes through all of these, thousands of them.
        known = self._segments
        self._read_segments({each for each in chain(needs.segments, with_keys) if each not in known})
        messages = [each for each in needs.messages if each not in self._messages]
        for row in statements.BY_MESSAGE.rows(self.connection, messages):
            self._take(row)
        if needs.receipt_keys:
            self._by_key = {key: [] for key in needs.receipt_keys}
            for found in with_keys:
                self._note_key(self._segments[found])
            for kept in self._read_receipts(statements.RECEIPTS_OF_SEGMENTS, with_keys):
                self._of_segment.setdefault(kept.segment_id or 0, []).append(kept)
        keys = needs.receipt_keys | needs.answer_keys if self._memory.unmatched else ()
        for kept in self._read_receipts(statements.UNMATCHED_RECEIPTS, keys):
            self._unmatched.setdefault(kept.id_key, []).append(kept)

    def _read_segments(self, ids: Iterable[int]) -> None:
        for row in statements.BY_SEGMENT.rows(self.connection, ids):
            self._take(row)

    def _take(self, row: Sequence[Any]) -> None:
        segment_id, message_id, account_id, run_id, state, smsc_id, key, status, *end = row[:13]
        if segment_id in self._segments:
            return
        whole = self._messages.get(message_id)
        if whole is None:
            number, rolled_state, *rolled = row[13:]
            whole = MessageInHand(message_id, number, Roll(_STATES[rolled_state], *rolled))
            self._messages[message_id] = whole
        part = SegmentInHand(
            segment_id, whole, account_id, run_id, _STATES[state], smsc_id, key, status, *end
        )
        whole.segments.append(part)
        self._segments[segment_id] = part

    def _read_receipts(self, lookup: Lookup, values: Iterable[object]) -> list[ReceiptInHand]:
        found = []
        for row in lookup.rows(self.connection, values):
            row_id, segment_id, account_id, smsc_id, key, hex_ids, stat, err, state, decides, *rest = row
            found.append(
                ReceiptInHand(
                    *(row_id, segment_id, account_id, smsc_id, key, bool(hex_ids), stat, err),
                    *(_STATES[state], bool(decides), *rest),
                )
            )
        return found

    # What operations find.

    def segments(self, ids: Iterable[int]) -> list[SegmentInHand]:
        """The segments of those IDs; raises UnknownSegment."""
        try:
            return [self._segments[each] for each in ids]
        except KeyError as error:
            raise UnknownSegment(f"there is no segment {error.args[0]} in the history") from None

    def there(self, ids: Iterable[int]) -> list[SegmentInHand]:
        """Those of the segments that there are."""
        return [self._segments[each] for each in ids if each in self._segments]

    def messages(self, ids: Iterable[int]) -> list[MessageInHand]:
        """Those of the messages that there are, each with all its segments."""
        return [self._messages[each] for each in ids if each in self._messages]

    def with_key(self, key: str, account_id: str) -> list[SegmentInHand]:
        """The segments of that account whose ID has that key."""
        return [each for each in self._by_key.get(key, ()) if each.account_id == account_id]

    def unmatched(self, key: str, account_id: str) -> list[ReceiptInHand]:
        """The receipts of that account that match nothing and whose ID has that key."""
        return [each for each in self._unmatched.get(key, ()) if each.account_id == account_id]

    def receipts_of(self, found: SegmentInHand) -> list[ReceiptInHand]:
        """The receipts that a segment, found by its key, has."""
        return self._of_segment.get(found.id, [])

    # What operations do.

    def add_message(self, new: NewMessage, at: int) -> tuple[int, tuple[int, ...]]:
        """Write a message with its segments, all QUEUED; returns its number and theirs."""
        roll = Roll(QUEUED, None, "", None, None, None)
        whole = MessageInHand(self._memory.next_number("message"), number_of(new.recipient), roll)
        for part in new.segments:
            row = SegmentInHand(
                self._memory.next_number("segment"),
                whole,
                new.account_id,
                self.run_id,
                QUEUED,
                *(None, None, None, "", None, None, None, ""),
            )
            whole.segments.append(row)
            self._segments[row.id] = row
            self._new_segments[row.id] = (row, part.number, part.units, part.wire)
        self._messages[whole.id] = whole
        self._new_messages.append((whole, new, at))
        self._shown.add(whole.id)
        return whole.id, tuple(each.id for each in whole.segments)

    def changed(self, each: SegmentInHand) -> None:
        """The segment is not as it was: it will be written, and its message rolled up."""
        self._changed[each.id] = each
        self._shown.add(each.message.id)

    def answered(self, each: SegmentInHand) -> None:
        """The segment has an ID now, by which receipts later in this transaction find it."""
        self._note_key(each)
        self.changed(each)

    def keep_receipt(self, new: NewReceipt, key: str, hex_ids: bool) -> ReceiptInHand:
        """Write a receipt that was not seen before; it matches nothing until :meth:`attach`."""
        kept = ReceiptInHand(
            self._memory.next_number("receipt"),
            None,
            new.account_id,
            new.message_id,
            key,
            hex_ids,
            new.stat,
            new.err,
            new.state,
            new.decides,
            new.received_at,
            new.raw,
            new.source,
            new.destination,
            1,
        )
        self._new_receipts.append((kept, new))
        return kept

    def leave_unmatched(self, kept: ReceiptInHand) -> None:
        """A new receipt that is for no segment there is yet."""
        self._unmatched.setdefault(kept.id_key, []).append(kept)
        self._unmatched_changed = self._memory.unmatched = True

    def attach(self, kept: ReceiptInHand, each: SegmentInHand) -> None:
        """The receipt is for that segment."""
        waiting = self._unmatched.get(kept.id_key, [])
        if kept in waiting:
            waiting.remove(kept)
            self._unmatched_changed = True
            self._changed_receipts[kept.id] = kept
        each.heed(kept)
        self._of_segment.setdefault(each.id, []).append(kept)
        self.changed(each)

    def count_again(self, kept: ReceiptInHand) -> None:
        """The receipt was delivered once more."""
        kept.count += 1
        self._changed_receipts[kept.id] = kept
        if kept.segment_id is None:
            self._unmatched_changed = True
        elif kept.segment_id in self._segments:
            self._shown.add(self._segments[kept.segment_id].message.id)

    def inbound_since(self, source: str, since: int) -> list[InboundView]:
        """What came from that phone since then, this transaction's included."""
        rows = self.connection.execute(statements.INBOUND_SINCE, {"source": source, "since": since})
        here = [each for each in self._new_inbound if each.source == source and each.received_at >= since]
        return [InboundView(*row) for row in rows] + here

    def keep_inbound(self, view: InboundView) -> InboundView:
        """Write an inbound message; returns it with its number."""
        kept = InboundView(
            self._memory.next_number("inbound"),
            view.account_id,
            view.source,
            view.destination,
            view.text,
            view.data_coding,
            view.received_at,
            view.raw,
            view.reference,
            view.part,
            view.parts,
        )
        self._new_inbound.append(kept)
        return kept

    def go_on_after(self, numbers: Mapping[str, int]) -> None:
        """Give rows numbers above *numbers*, by table, in this run of the program and every later one."""
        self._memory.go_on_after(numbers)
        self._memory.keep_numbers(self.connection)

    def count_inbound_again(self, inbound_id: int) -> None:
        """The inbound message was delivered once more."""
        self._counted_inbound[inbound_id] += 1

    def removed_messages(self, ids: Iterable[int]) -> None:
        """They were deleted, with their segments and receipts: nothing of them is remembered."""
        self._memory.keep_numbers(self.connection)
        for each in ids:
            whole = self._messages.pop(each, None)
            if whole is not None:
                for part in whole.segments:
                    self._segments.pop(part.id, None)
                whole.let_go()
            self._shown.add(each)

    def removed_inbound(self, ids: Iterable[int]) -> None:
        """These inbound messages were deleted."""
        self._memory.keep_numbers(self.connection)
        self._removed_inbound.update(ids)

    def removed_unmatched(self, count: int) -> None:
        """So many receipts that match no message were deleted."""
        self._memory.keep_numbers(self.connection)
        self._unmatched_changed |= count > 0

    def _note_key(self, each: SegmentInHand) -> None:
        found = self._by_key.get(each.id_key) if each.id_key else None
        if found is not None and each not in found:
            found.append(each)

    # Writing.

    def write(self) -> Change:
        """Write what is new and what changed; returns what that concerns."""
        run = self.connection
        rolled = {each.message.id: each.message for each in self._changed.values()}
        before = {key: whole.roll for key, whole in rolled.items()}
        for whole in rolled.values():
            whole.roll = whole.rolled()
        statements.INSERT_MESSAGE.many(run, [values.message_values(*each) for each in self._new_messages])
        statements.INSERT_SEGMENT.many(
            run, [values.segment_values(*each) for each in self._new_segments.values()]
        )
        self._update_segments([each for key, each in self._changed.items() if key not in self._new_segments])
        fresh = {whole.id for whole, _, _ in self._new_messages}
        self._update_messages(
            [
                (whole, before[key])
                for key, whole in rolled.items()
                if key not in fresh and whole.roll != before[key]
            ]
        )
        for each in self._changed.values():
            each.way_changed = each.answer_changed = each.end_changed = False
        statements.INSERT_RECEIPT.many(run, [values.receipt_values(*each) for each in self._new_receipts])
        statements.UPDATE_RECEIPT.many(
            run, [(each.segment_id, each.count, each.id) for each in self._changed_receipts.values()]
        )
        statements.INSERT_INBOUND.many(run, [values.inbound_values(each) for each in self._new_inbound])
        statements.COUNT_INBOUND.many(run, [(more, row) for row, more in self._counted_inbound.items()])
        inbound_ids = {each.id for each in self._new_inbound} | self._counted_inbound.keys()
        inbound_ids |= self._removed_inbound
        return Change(frozenset(self._shown), frozenset(inbound_ids), self._unmatched_changed)

    def _update_segments(self, segments: list[SegmentInHand]) -> None:
        answered = [each for each in segments if each.answer_changed]
        others = [each for each in segments if not each.answer_changed]
        statements.UPDATE_ANSWER.many(
            self.connection,
            [
                (
                    each.state.value,
                    each.run_id,
                    each.sent_at,
                    each.doubt,
                    each.smsc_id,
                    each.id_key,
                    each.status,
                    each.error,
                    each.answered_at,
                    each.done_at,
                    b"",
                    each.id,
                )
                for each in answered
            ],
        )
        statements.UPDATE_WAY.many(
            self.connection,
            [
                (each.state.value, each.run_id, each.sent_at, each.doubt, each.id)
                for each in others
                if each.way_changed
            ],
        )
        statements.UPDATE_END.many(
            self.connection,
            [(each.state.value, each.error, each.done_at, each.id) for each in others if each.end_changed],
        )

    def _update_messages(self, messages: list[tuple[MessageInHand, Roll]]) -> None:
        statements.UPDATE_MESSAGE.many(
            self.connection,
            [
                (
                    whole.roll.state.value,
                    whole.roll.status,
                    whole.roll.sent_at,
                    whole.roll.answered_at,
                    whole.roll.done_at,
                    whole.id,
                )
                for whole, _ in messages
            ],
        )
        statements.UPDATE_MESSAGE_ERROR.many(
            self.connection,
            [(whole.roll.error, whole.id) for whole, before in messages if whole.roll.error != before.error],
        )
