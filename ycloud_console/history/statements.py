"""The statements of the writer, built and compiled once."""

from __future__ import annotations

from sqlalchemy import BindParameter, bindparam, select, update

from ycloud_console.history.schema import inbound, message, receipt, segment
from ycloud_console.history.sqlite.prepared import Inserts, Keys, Lookup, Statement, Updates

_IN_HAND = select(
    segment.c.id,
    segment.c.message_id,
    segment.c.account_id,
    segment.c.run_id,
    segment.c.state,
    segment.c.smsc_id,
    segment.c.id_key,
    segment.c.status,
    segment.c.error,
    segment.c.sent_at,
    segment.c.answered_at,
    segment.c.done_at,
    segment.c.doubt,
    message.c.number,
    message.c.state,
    message.c.status,
    message.c.error,
    message.c.sent_at,
    message.c.answered_at,
    message.c.done_at,
).join_from(segment, message)
_some = segment.alias("some")

_WHOLE = _IN_HAND.join(_some, _some.c.message_id == segment.c.message_id)

BY_SEGMENT = Lookup(_WHOLE, _some.c.id)
"""The segments of those IDs, and all others of their messages."""
BY_MESSAGE = Lookup(_IN_HAND, segment.c.message_id)
"""The segments of those messages."""
IDS_BY_KEY = Keys(segment.c.id, segment.c.id_key)
"""The IDs of the segments whose SMSC's IDs have those keys; the index alone answers."""

_RECEIPT = select(
    receipt.c.id,
    receipt.c.segment_id,
    receipt.c.account_id,
    receipt.c.smsc_id,
    receipt.c.id_key,
    receipt.c.hex_ids,
    receipt.c.stat,
    receipt.c.err,
    receipt.c.state,
    receipt.c.decides,
    receipt.c.received_at,
    receipt.c.raw,
    receipt.c.source,
    receipt.c.destination,
    receipt.c.count,
).order_by(receipt.c.id)
RECEIPTS_OF_SEGMENTS = Lookup(_RECEIPT, receipt.c.segment_id)
UNMATCHED_RECEIPTS = Lookup(_RECEIPT.where(receipt.c.segment_id.is_(None)), receipt.c.id_key)

INBOUND_SINCE = select(
    inbound.c.id,
    inbound.c.account_id,
    inbound.c.source,
    inbound.c.destination,
    inbound.c.text,
    inbound.c.data_coding,
    inbound.c.received_at,
    inbound.c.raw,
    inbound.c.reference,
    inbound.c.part,
    inbound.c.parts,
    inbound.c.count,
).where(inbound.c.source == bindparam("source"), inbound.c.received_at >= bindparam("since"))

INSERT_MESSAGE = Inserts(message)
INSERT_SEGMENT = Inserts(segment)
INSERT_RECEIPT = Inserts(receipt)
INSERT_INBOUND = Inserts(inbound)

# One statement for each thing that can happen, so that only the indexes concerned are written.
UPDATE_WAY = Updates(segment, ["state", "run_id", "sent_at", "doubt"])
UPDATE_ANSWER = Updates(
    segment,
    [
        *("state", "run_id", "sent_at", "doubt", "smsc_id", "id_key", "status"),
        *("error", "answered_at", "done_at", "wire"),
    ],
)
UPDATE_END = Updates(segment, ["state", "error", "done_at"])
UPDATE_MESSAGE = Updates(message, ["state", "status", "sent_at", "answered_at", "done_at"])
UPDATE_MESSAGE_ERROR = Updates(message, ["error"])
UPDATE_RECEIPT = Updates(receipt, ["segment_id", "count"])

_ROW: BindParameter[int] = bindparam("row")
COUNT_INBOUND = Statement(
    update(inbound).where(inbound.c.id == _ROW).values(count=inbound.c.count + bindparam("more")),
    ["more", "row"],
)
