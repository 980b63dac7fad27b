"""What the inbox has in hand of the history."""

from __future__ import annotations

from collections.abc import Collection, Set

from ycloud_console.history.inbox import InboxFilter, InboxPage
from ycloud_console.history.model import InboundView
from ycloud_console.history.unmatched import UnmatchedReceipt


class Loaded:
    """Rows from the newest down to where was read to, with the further parts of their messages.

    Attributes:
        oldest: (received_at, id) of where was read to; None before anything was.
        has_older: Whether there may be more.
    """

    def __init__(self, page: int, keep: int) -> None:
        """*page* rows are read at a time; of many, *keep* are kept."""
        self._page = page
        self._keep = keep
        self._rows: dict[int, InboundView] = {}
        self.oldest: tuple[int, int] | None = None
        self.has_older = False

    @property
    def rows(self) -> Collection[InboundView]:
        """All of them, in no order."""
        return self._rows.values()

    @property
    def ids(self) -> Set[int]:
        """Theirs."""
        return self._rows.keys()

    def begin(self, newest: InboxPage) -> None:
        """Forget what was there, and begin with the newest page."""
        self._rows.clear()
        self.oldest = None
        self.add_older(newest)

    def add_older(self, page: InboxPage) -> None:
        """Take in the page after the last one."""
        self._take(page)
        self.oldest = page.oldest or self.oldest
        self.has_older = len(page.rows) == self._page

    def add_newest(self, page: InboxPage, *, may_let_go: bool) -> None:
        """Take in the newest page, read again; what it does not reach down to is begun anew.

        *may_let_go*: the oldest rows, when they are many; they come again when they are scrolled to.
        """
        has_gap = len(page.rows) == self._page and not any(row.id in self._rows for row in page.rows)
        if has_gap or not self._rows:
            self.begin(page)
            return
        self._take(page)
        if may_let_go and len(self._rows) > 2 * self._keep:
            kept = sorted(self._rows.values(), key=lambda row: (row.received_at, row.id))[-self._keep :]
            self._rows = {row.id: row for row in kept}
            self.oldest, self.has_older = (kept[0].received_at, kept[0].id), True

    def forget(self, ids: Collection[int]) -> None:
        """Those rows were deleted."""
        for each in ids:
            self._rows.pop(each, None)

    def _take(self, page: InboxPage) -> None:
        self._rows.update((row.id, row) for row in (*page.rows, *page.others))


def belongs(wanted: InboxFilter, each: UnmatchedReceipt) -> bool:
    """Whether the receipt is one of the account's, and has what is searched for."""
    receipt, term = each.receipt, wanted.search.casefold()
    if wanted.account_id not in (None, receipt.account_id):
        return False
    words = (receipt.message_id, each.source, each.destination, receipt.stat, receipt.err, receipt.text)
    return not term or any(term in word.casefold() for word in words)
