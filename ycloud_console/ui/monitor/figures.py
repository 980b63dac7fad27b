"""What the monitor shows, read from the history one question after another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from PySide6.QtCore import QCoreApplication

from ycloud_console.history import History
from ycloud_console.history.model import MessageFilter
from ycloud_console.history.statistics import Failure, Scope, Times
from ycloud_console.sms.message import FAILED, PENDING, MessageState
from ycloud_console.sms.status import Meaning, receipt_meaning, state_name, submit_meaning
from ycloud_console.ui.deliveries.filters import IN_DOUBT
from ycloud_console.ui.moments import SECOND
from ycloud_console.ui.monitor.ranges import HOUR, MINUTE, Range, edges

translate = QCoreApplication.translate

Counts = Counter[MessageState]

DELIVERED = frozenset({MessageState.DELIVERED})

BELOW = (0, 500_000, *(n * SECOND for n in (1, 2, 3, 5, 10, 20, 30)))
ABOVE = (*(n * MINUTE for n in (1, 2, 5, 10, 30)), *(n * HOUR for n in (1, 6, 24)))
TIME_EDGES = (*BELOW, *ABOVE)
"""Where one bar of the times to deliver ends and the next begins; each about twice as wide as the last."""


@dataclass(frozen=True)
class Figures:
    """The figures of one account or of all, in one range."""

    account_id: str | None
    wanted: Range
    edges: Sequence[int]
    outcomes: Sequence[Counts]
    """For each interval between the edges."""
    times: Times
    failures: Sequence[Failure]
    countries: Mapping[str, Counts] = field(default_factory=dict)

    @property
    def total(self) -> Counts:
        """Over all intervals."""
        return reduce(lambda one, other: one + other, self.outcomes, Counter[MessageState]())

    def filter(
        self,
        place: int | None = None,
        states: frozenset[MessageState] = frozenset(),
        *,
        country: str = "",
        error: str = "",
        status: int | None = None,
    ) -> MessageFilter:
        """The messages that a figure counts; *place* is an interval, None all of them."""
        since, until = self.edges[0], self.edges[-1]
        if place is not None:
            since, until = self.edges[place], self.edges[place + 1]
        return MessageFilter(
            account_id=self.account_id,
            states=states,
            since=since,
            until=until,
            country=country,
            error=error,
            status=status,
        )


async def read_figures(history: History, account_id: str | None, wanted: Range, now: int) -> Figures:
    """Ask the history. One question at a time: the other readers are for the table."""
    first = None
    if wanted is Range.ALL:
        known = await history.span(account_id)
        first = known[0] if known else None
    between = edges(wanted, now, first)
    scope = Scope(account_id, between[0], between[-1])
    return Figures(
        account_id,
        wanted,
        between,
        await history.outcomes(account_id, between),
        await history.times_to_deliver(scope),
        await history.failures(scope),
        await history.countries(scope),
    )


@dataclass(frozen=True)
class Kind:
    """One way to fail, whatever the state it led to."""

    name: str
    error: str
    """The receipt's err; empty: it was none."""
    status: int | None
    """The submit's command_status; None: it was no refusal."""
    states: frozenset[MessageState]
    count: int


def kinds(failures: Sequence[Failure], language: str) -> list[Kind]:
    """The failures by their error, else by the refusal's status, else by their state; most frequent first."""
    counts: Counter[tuple[str, int | None, MessageState | None]] = Counter()
    for each in failures:
        if each.error:
            counts[each.error, None, None] += each.count
        elif each.status:
            counts["", each.status, None] += each.count
        else:
            counts["", None, each.state] += each.count
    found = []
    for (error, status, state), count in counts.most_common():
        if error:
            name = f"err {error} {_bare(receipt_meaning(error, language=language))}"
        elif status is not None:
            words = translate("MonitorWords", "status {status} {meaning}")
            name = words.format(status=status, meaning=_bare(submit_meaning(status, language)))
        else:
            name = translate("MonitorWords", "{state}, without an error code").format(
                state=state_name(state or MessageState.UNKNOWN, language)
            )
        states = frozenset({state}) if state else FAILED
        found.append(Kind(name, error, status, states, count))
    return found


def _bare(meaning: Meaning) -> str:
    """The title without the code in brackets at its end."""
    return re.sub(r"\s*[(（][^()（）]*[)）]$", "", meaning.title)


@dataclass(frozen=True)
class Group:
    """States that are shown in one colour."""

    name: str
    states: frozenset[MessageState]
    colour: str
    """A name of the theme."""
    paleness: float = 0.0
    """How much of the card's own colour is mixed in, 0 to 1."""

    def count(self, counts: Mapping[MessageState, int]) -> int:
        return sum(count for state, count in counts.items() if state in self.states)


def outcome_groups(language: str) -> list[Group]:
    """What can become of a message, failures by their kind; from the bottom of a bar."""
    states = MessageState
    failed = (
        (states.REJECTED, 0.0),
        (states.UNDELIVERABLE, 0.3),
        (states.EXPIRED, 0.55),
        (states.DELETED, 0.75),
    )
    return [
        Group(state_name(states.DELIVERED, language), DELIVERED, "success", 0.1),
        *(Group(state_name(state, language), frozenset({state}), "danger", pale) for state, pale in failed),
        *_open_groups(),
    ]


def country_groups(language: str) -> list[Group]:
    """The same, all failures together."""
    return [
        Group(state_name(MessageState.DELIVERED, language), DELIVERED, "success", 0.1),
        Group(translate("MonitorWords", "Failed"), FAILED, "danger"),
        *_open_groups(),
    ]


def _open_groups() -> list[Group]:
    return [
        Group(translate("MonitorWords", "In doubt"), IN_DOUBT, "warning", 0.15),
        Group(translate("MonitorWords", "Pending"), PENDING, "accent", 0.35),
    ]
