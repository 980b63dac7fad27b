"""The requests of one connection that wait for their response."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

_REMEMBERED = 10_000
"""Requests whose time ran out and that a late answer still finds; 10,000 of them hold a few MB."""

T = TypeVar("T")


class OpenRequest(msgspec.Struct, Generic[T]):
    """One request on the wire."""

    sequence: int
    response: int
    """The command_id its response has."""
    sent: float
    """When it was written (seconds of the event loop's clock)."""
    subject: T


class OpenRequests(Generic[T]):
    """sequence_number -> request, in the order they were written, with one time-out for all.

    Every step takes the same time however many are open, since all have the same time-out: the first is
    always the first to run out.
    """

    def __init__(self, timeout: float, next_sequence: Callable[[], int]) -> None:
        self._timeout = timeout
        self._next_sequence = next_sequence
        self._open: dict[int, OpenRequest[T]] = {}
        self._late: dict[int, OpenRequest[T]] = {}

    def __len__(self) -> int:
        return len(self._open)

    def add(self, response: int, subject: T, now: float) -> int:
        """Register a request before it is written; returns its sequence_number."""
        sequence = self._next_sequence()
        while sequence in self._open or sequence in self._late:
            sequence = self._next_sequence()
        self._open[sequence] = OpenRequest(sequence, response, now, subject)
        return sequence

    def take(self, sequence: int, response: int | None) -> tuple[OpenRequest[T], bool] | None:
        """The request that *response* (a command_id; None: generic_nack) answers, and whether it is late.

        None when no such request was made: then it is no answer to anything.
        """
        for requests, late in ((self._open, False), (self._late, True)):
            request = requests.get(sequence)
            if request is not None and response in (None, request.response):
                del requests[sequence]
                return request, late
        return None

    def expire(self, now: float) -> list[OpenRequest[T]]:
        """The requests whose time is over. They are no longer open, but a late answer still finds them."""
        expired: list[OpenRequest[T]] = []
        for request in self._open.values():
            if request.sent + self._timeout > now:
                break
            expired.append(request)
        for request in expired:
            del self._open[request.sequence]
            self._late[request.sequence] = request
        while len(self._late) > _REMEMBERED:
            del self._late[next(iter(self._late))]
        return expired

    def deadline(self) -> float | None:
        """When the first of them runs out."""
        for request in self._open.values():
            return request.sent + self._timeout
        return None

    def drain(self) -> list[OpenRequest[T]]:
        """All that are open; none is afterwards."""
        requests = list(self._open.values())
        self._open.clear()
        self._late.clear()
        return requests
