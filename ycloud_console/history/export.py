"""The filtered history as a file.

Which messages, and in what order, is settled at its beginning, so that none comes twice or is left out while
others come in; only one that is deleted before its turn comes is missing. The rows are read and written page
by page, each as it is then: a million take little more memory than some thousand.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from ycloud_console.history.columns import Column, Columns, Kind
from ycloud_console.history.exportfile import Draft, ExportFormat, open_sheet
from ycloud_console.history.exportrows import COLUMNS, dress
from ycloud_console.history.inbox import InboxFilter
from ycloud_console.history.model import InboundView, MessageFilter, Order
from ycloud_console.history.store import History
from ycloud_console.sms.masking import Mask
from ycloud_console.sms.parts import Joined, join

__all__ = ["COLUMNS", "INBOUND_COLUMNS", "ExportFormat", "export", "export_inbound", "inbound_pages"]

INBOUND_COLUMNS = (
    Column("received_at", Kind.TIME),
    Column("account"),
    Column("from"),
    Column("to"),
    Column("text"),
    Column("parts", Kind.NUMBER),
    Column("missing", Kind.LIST),
)

_PAGE = 5_000
"""Messages read at a time: with more it gets no faster."""
_INBOUND_PAGE = 1_000
_NEWEST_FIRST = Order()
_NO_MASK = Mask()
_MISSING = "[part {part} of {parts} is missing]"

Progress = Callable[[int], None]
_Args = ParamSpec("_Args")
_Answer = TypeVar("_Answer")


async def export(
    history: History,
    wanted: MessageFilter,
    target: Path,
    kind: ExportFormat,
    *,
    order: Order = _NEWEST_FIRST,
    limit: int | None = None,
    progress: Progress | None = None,
    account_names: Mapping[str, str] | None = None,
    mask: Mask = _NO_MASK,
) -> int:
    """Write the messages of *wanted* in that *order* to *target*, at most *limit*; returns how many.

    *account_names*: what to call the accounts, by ID; one that is not in it is called by its ID.
    *progress* is called with the count so far. When it is cancelled or fails, *target* is as it was.
    Raises OSError when the file cannot be written, and HistoryUnavailable.
    """
    pages = _message_pages(history, wanted, order, limit, account_names or {}, mask)
    return await _write(target, kind, COLUMNS, pages, progress)


async def export_inbound(
    history: History,
    wanted: InboxFilter,
    target: Path,
    kind: ExportFormat,
    *,
    since: int | None = None,
    until: int | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
    account_names: Mapping[str, str] | None = None,
    mask: Mask = _NO_MASK,
) -> int:
    """The same for messages from phones, received at *since* or later and before *until* (microseconds)."""
    names = account_names or {}

    async def pages() -> AsyncIterator[Columns]:
        async for page in inbound_pages(history, wanted, since=since, until=until, limit=limit):
            yield list(zip(*(_inbound_row(each, names, mask) for each in page), strict=True))

    return await _write(target, kind, INBOUND_COLUMNS, pages(), progress)


async def inbound_pages(
    history: History, wanted: InboxFilter, *, since: int | None, until: int | None, limit: int | None
) -> AsyncIterator[list[Joined[InboundView]]]:
    """Messages from phones, whole, the newest first, page by page. Raises HistoryUnavailable."""
    before = None if until is None else (until, 0)
    told: set[int] = set()
    count = 0
    while limit is None or count < limit:
        page = await history.inbox_page(wanted, limit=_INBOUND_PAGE, before=before)
        # The parts of one message may stand on two pages: it is told of once, by its first part.
        found = [each for each in join((*page.rows, *page.others)) if each.first.id not in told]
        told |= {each.first.id for each in found if each.total > 1}
        found = [each for each in found if since is None or each.first.received_at >= since]
        found = found if limit is None else found[: limit - count]
        count += len(found)
        if found:
            yield found
        before = page.oldest
        if before is None or (since is not None and before[0] < since):
            return


async def _message_pages(
    history: History,
    wanted: MessageFilter,
    order: Order,
    limit: int | None,
    account_names: Mapping[str, str],
    mask: Mask,
) -> AsyncIterator[Columns]:
    ids = await history.export_ids(wanted, order, limit)
    for start in range(0, len(ids), _PAGE):
        columns = await history.export_page(ids[start : start + _PAGE])
        if columns:
            yield await asyncio.to_thread(dress, columns, account_names, mask)


def _inbound_row(whole: Joined[InboundView], names: Mapping[str, str], mask: Mask) -> tuple[Any, ...]:
    first = whole.first
    return (
        first.received_at,
        names.get(first.account_id, first.account_id),
        mask.number(first.source),
        mask.number(first.destination),
        mask.text(whole.text(_MISSING)),
        whole.total,
        tuple(str(number) for number in whole.missing),
    )


async def _write(
    target: Path,
    kind: ExportFormat,
    columns: Sequence[Column],
    pages: AsyncIterator[Columns],
    progress: Progress | None,
) -> int:
    count = 0
    draft = await _to_the_end(Draft, target)
    try:
        sheet = open_sheet(draft.file, kind, columns)
        try:
            async for page in pages:
                await _to_the_end(sheet.add, page)
                count += len(page[0])
                if progress:
                    progress(count)
        finally:
            await _to_the_end(sheet.close)
        await _to_the_end(draft.sync)
        draft.keep()
    finally:
        await _to_the_end(draft.drop)
    return count


async def _to_the_end(work: Callable[_Args, _Answer], *args: _Args.args, **kwargs: _Args.kwargs) -> _Answer:
    """In a thread; cancelled only once that is done: the file is not taken away under its hands."""
    working = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        await asyncio.wait([working])
        raise
