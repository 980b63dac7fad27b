"""What the messages are filtered by beside their state: from what is chosen to what the history is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ycloud_console.history.model import MessageFilter
from ycloud_console.sms.countries import country_name
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.status import state_name
from ycloud_console.ui.deliveries.words import error_words, number_text
from ycloud_console.ui.language import current_language
from ycloud_console.ui.moments import SECOND, short_time

translate = QCoreApplication.translate

ALL_ACCOUNTS = "*"
"""Stands for every account."""


class Period(Enum):
    """Days of this computer's calendar."""

    ANY = auto()
    TODAY = auto()
    YESTERDAY = auto()
    WEEK = auto()
    """Today and the six days before."""
    MONTH = auto()
    """From the first of this month on."""
    CUSTOM = auto()
    """From ``Criteria.first`` to ``Criteria.last``, both included."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is chosen; a field's default: anything."""

    period: Period = Period.ANY
    first: date | None = None
    last: date | None = None
    since: int | None = None
    """An exact time (microseconds), as a chart gives it; so *until*, which is not included."""
    until: int | None = None
    account: str = ""
    """Empty: the one that is shown; ALL_ACCOUNTS; else the ID of another."""
    states: frozenset[MessageState] = frozenset()
    """Where no chip says the same."""
    country: str = ""
    error: str = ""
    status: int | None = None
    recipient: str = ""

    def applied(self, wanted: MessageFilter) -> MessageFilter:
        """*wanted*, narrowed down to what is chosen here."""
        since, until = self.span(datetime.now().astimezone().date())
        account_id = self.account or wanted.account_id
        return replace(
            wanted,
            account_id=None if self.account == ALL_ACCOUNTS else account_id,
            states=self.states or wanted.states,
            since=since,
            until=until,
            country=self.country,
            error=self.error,
            status=self.status,
            recipient=self.recipient,
        )

    def span(self, today: date) -> tuple[int | None, int | None]:
        """From when on and until when (microseconds; the latter not included), if it is *today*."""
        day = timedelta(days=1)
        match self.period:
            case Period.TODAY:
                return midnight(today), None
            case Period.YESTERDAY:
                return midnight(today - day), midnight(today)
            case Period.WEEK:
                return midnight(today - 6 * day), None
            case Period.MONTH:
                return midnight(today.replace(day=1)), None
            case Period.CUSTOM:
                return (
                    None if self.first is None else midnight(self.first),
                    None if self.last is None else midnight(self.last + day),
                )
        return self.since, self.until

    @property
    def is_any(self) -> bool:
        """Whether nothing is chosen."""
        return self == Criteria()

    def merged(self, other: Criteria) -> Criteria:
        """These and, where *other* chooses something, that instead."""
        ordinary = Criteria()
        chosen = {
            field.name: getattr(other, field.name)
            for field in fields(other)
            if getattr(other, field.name) != getattr(ordinary, field.name)
        }
        return replace(self, **chosen)

    def parts(self, account_name: Callable[[str], str]) -> list[tuple[str, Criteria]]:
        """Each thing that is chosen: in words, and the criteria without it."""
        language = current_language()
        found: list[tuple[str, Criteria]] = []
        if self.period is not Period.ANY or self.since is not None or self.until is not None:
            without = replace(self, period=Period.ANY, first=None, last=None, since=None, until=None)
            found.append((self._span_text(), without))
        if self.account:
            everyone = self.account == ALL_ACCOUNTS
            text = translate("Criteria", "All accounts") if everyone else account_name(self.account)
            found.append((text, replace(self, account="")))
        if self.states:
            names = [state_name(state, language) for state in MessageState if state in self.states]
            found.append((", ".join(names), replace(self, states=frozenset())))
        if self.country:
            text = country_name(self.country, language) or self.country
            found.append((text, replace(self, country="")))
        if self.error or self.status is not None:
            text = error_words(self.status, self.error, language)
            found.append((text, replace(self, error="", status=None)))
        if self.recipient:
            found.append((number_text(self.recipient), replace(self, recipient="")))
        return found

    def _span_text(self) -> str:
        if self.period in (Period.ANY, Period.CUSTOM):
            if self.period is Period.CUSTOM:
                ends = [day_text(day) if day else "" for day in (self.first, self.last)]
            else:
                ends = [short_time(at) if at is not None else "" for at in (self.since, self.until)]
            if not ends[1]:
                return translate("Criteria", "since {time}").format(time=ends[0])
            if not ends[0]:
                return translate("Criteria", "until {time}").format(time=ends[1])
            return " – ".join(ends)
        return period_name(self.period)


def criteria_of(wanted: MessageFilter, shown_account: str | None) -> Criteria:
    """The criteria that ask for *wanted* (its search aside) while *shown_account* is shown."""
    account = ""
    if wanted.account_id != shown_account:
        account = wanted.account_id or ALL_ACCOUNTS
    return Criteria(
        since=wanted.since,
        until=wanted.until,
        account=account,
        states=wanted.states,
        country=wanted.country,
        error=wanted.error,
        status=wanted.status,
        recipient=wanted.recipient,
    )


def period_name(period: Period) -> str:
    """What a period is called."""
    return {
        Period.ANY: translate("Criteria", "Any time"),
        Period.TODAY: translate("Criteria", "Today"),
        Period.YESTERDAY: translate("Criteria", "Yesterday"),
        Period.WEEK: translate("Criteria", "Last 7 days"),
        Period.MONTH: translate("Criteria", "This month"),
        Period.CUSTOM: translate("Criteria", "Chosen days"),
    }[period]


def midnight(day: date) -> int:
    """When *day* begins in this computer's zone, in microseconds."""
    return int(datetime.combine(day, time()).timestamp()) * SECOND


def day_text(day: date) -> str:
    """A day as the language writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), day_pattern())


def day_pattern() -> str:
    """Qt's pattern for a day with its year."""
    return translate("Moments", "d MMM yyyy")
