"""The search indexes follow the tables, beside the writer's other work; a damaged one is made again."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import Connection

from ycloud_console.history.sqlite import grams

log = logging.getLogger(__name__)

_SLICE = 1000
"""Rows that are taken into the search indexes at once: some 10 ms."""
_FAR_BEHIND = 20 * _SLICE
"""Operations after which the indexes are extended under load too."""

Transact = Callable[[Callable[[Connection], int]], int]
"""Does something in a transaction of its own."""


class Indexing:
    """How far the search indexes are behind, and how they catch up; for the writer's thread."""

    def __init__(self, transact: Transact) -> None:
        self._transact = transact
        self._behind = _SLICE
        """Rows, about, that they have not taken in; at first some may have been left."""

    @property
    def has_more(self) -> bool:
        """Whether another slice waits for a moment without other work."""
        return self._behind >= _SLICE

    def is_due(self, written: int) -> bool:
        """Whether to extend them now, after so many more operations: while idle, or when far behind."""
        self._behind += written
        is_due = self._behind or grams.damage_seen.is_set()
        return bool(is_due and (not written or self._behind > _FAR_BEHIND))

    def extend(self) -> bool:
        """Take some more rows in; its failing keeps nobody from anything. Returns whether that went well."""
        taken = 0
        try:
            if grams.damage_seen.is_set():
                self.make_again()
            taken = self._transact(lambda connection: grams.extend(connection, _SLICE))
        except Exception as error:  # noqa: BLE001 -- the disk is full, say: the next operation tells
            log.warning("the search index could not be extended: %s", type(error).__name__)
            if grams.is_damaged(error):
                grams.damage_seen.set()
            self._behind = 0
            return False
        # As long as a slice is full there may be more.
        self._behind = max(self._behind - taken, _SLICE) if taken == _SLICE else 0
        return True

    def make_again(self) -> None:
        """Begin with empty ones. Raises what the database does; then it is still to be done."""
        log.warning("the search index is damaged, and is made again")
        grams.damage_seen.set()
        self._transact(_emptied)
        grams.damage_seen.clear()
        self._behind += _SLICE


def _emptied(connection: Connection) -> int:
    grams.begin_again(connection)
    return 0
