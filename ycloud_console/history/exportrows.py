"""Messages as rows of an export: whole pages read with two queries, without the objects a window needs."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from ycloud_console.history import queries
from ycloud_console.history.dialect import Lookup
from ycloud_console.history.exportfile import Column, Columns, Kind
from ycloud_console.history.model import MessageFilter, Order
from ycloud_console.history.ordering import SortKey, sort_key
from ycloud_console.history.schema import message, segment
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


def page(
    connection: Connection, wanted: MessageFilter, order: Order, limit: int, after: SortKey | None
) -> tuple[Columns, SortKey | None]:
    """The first messages of *wanted* in that *order*, behind *after*, and the sort key of the last of them.

    The values of each of COLUMNS (none where there is no message); the account by its ID. All of one moment.
    """
    ids = queries.page_ids(connection, wanted, order, limit, after)
    if not ids:
        return [], None
    rows = {row[0]: row for row in _ROWS.rows(connection, ids)}
    smsc_ids: dict[int, tuple[str, ...]] = {}
    for message_id, smsc_id in _IDS.rows(connection, ids):
        before = smsc_ids.get(message_id)
        smsc_ids[message_id] = (smsc_id,) if before is None else (*before, smsc_id)
    columns = list(zip(*(rows[each] for each in ids), strict=True))[1:]
    (last,) = queries.rows(connection, ids[-1:])
    return [*columns, [smsc_ids.get(each, ()) for each in ids]], sort_key(last, order)


def dress(columns: Columns, account_names: Mapping[str, str], mask: Mask) -> Columns:
    """The same with the accounts called by their names, and without what *mask* hides."""
    dressed = list(columns)
    dressed[_ACCOUNT] = [account_names.get(account, account) for account in dressed[_ACCOUNT]]
    if mask.is_on:
        for place, hide in ((_SENDER, mask.number), (_RECIPIENT, mask.number), (_TEXT, mask.text)):
            dressed[place] = [hide(value) for value in dressed[place]]
    return dressed
