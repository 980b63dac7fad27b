"""Messages as rows of an export: whole pages read with two queries, without the objects a window needs."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from ycloud_console.history import queries
from ycloud_console.history.columns import Column, Columns, Kind
from ycloud_console.history.model import MessageFilter, Order
from ycloud_console.history.ordering import SortKey, sort_key
from ycloud_console.history.schema import message, segment
from ycloud_console.history.sqlite.prepared import Lookup
from ycloud_console.sms.masking import Mask

COLUMNS = (
    Column("queued_at", Kind.TIME),
    Column("submitted_at", Kind.TIME),
    Column("done_at", Kind.TIME),
    Column("account"),
    Column("from"),
    Column("to"),
    Column("country"),
    Column("text"),
    Column("encoding"),
    Column("segments", Kind.NUMBER),
    Column("state"),
    Column("status", Kind.NUMBER),
    Column("error"),
    Column("message_ids", Kind.LIST),
)
_IDS_AT_ONCE = 100_000
_ROWS = Lookup(
    select(
        message.c.id,
        message.c.queued_at,
        message.c.sent_at,
        message.c.done_at,
        message.c.account_id,
        message.c.sender,
        message.c.recipient,
        message.c.country,
        message.c.text,
        message.c.encoding,
        message.c.segment_count,
        message.c.state,
        message.c.status,
        message.c.error,
    ),
    message.c.id,
)
_IDS = Lookup(
    select(segment.c.message_id, segment.c.smsc_id)
    .where(segment.c.smsc_id.is_not(None))
    .order_by(segment.c.message_id, segment.c.number),
    segment.c.message_id,
)
_ACCOUNT, _SENDER, _RECIPIENT, _TEXT = (
    [column.name for column in COLUMNS].index(name) for name in ("account", "from", "to", "text")
)


def all_ids(connection: Connection, wanted: MessageFilter, order: Order, limit: int | None) -> array[int]:
    """The messages of *wanted* in that *order*, at most *limit*, of one moment; eight octets each.

    Pages that are read one after the other would not do: a message that gets its receipt meanwhile moves in
    most orders, and would come twice or never.
    """
    found = array("q")
    after: SortKey | None = None
    while limit is None or len(found) < limit:
        size = _IDS_AT_ONCE if limit is None else min(_IDS_AT_ONCE, limit - len(found))
        ids = queries.page_ids(connection, wanted, order, size, after)
        found.extend(ids)
        if len(ids) < size:
            break
        (last,) = queries.rows(connection, ids[-1:])
        after = sort_key(last, order)
    return found


def page(connection: Connection, ids: Sequence[int]) -> Columns:
    """The values of each of COLUMNS for those messages that still exist; no columns where none does.

    The account is named by its ID.
    """
    rows = {row[0]: row for row in _ROWS.rows(connection, ids)}
    there = [each for each in ids if each in rows]
    smsc_ids: dict[int, tuple[str, ...]] = {}
    for message_id, smsc_id in _IDS.rows(connection, there):
        before = smsc_ids.get(message_id)
        smsc_ids[message_id] = (smsc_id,) if before is None else (*before, smsc_id)
    columns = list(zip(*(rows[each] for each in there), strict=True))[1:]
    return [*columns, [smsc_ids.get(each, ()) for each in there]] if there else []


def dress(columns: Columns, account_names: Mapping[str, str], mask: Mask) -> Columns:
    """The same with the accounts called by their names, and without what *mask* hides."""
    dressed = list(columns)
    dressed[_ACCOUNT] = [account_names.get(account, account) for account in dressed[_ACCOUNT]]
    if mask.is_on:
        for place, hide in ((_SENDER, mask.number), (_RECIPIENT, mask.number), (_TEXT, mask.text)):
            dressed[place] = [hide(value) for value in dressed[place]]
    return dressed
