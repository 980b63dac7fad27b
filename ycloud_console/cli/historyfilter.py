"""Which messages of the history a command is about: the options, and what they mean to the history."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from ycloud_console.cli.output import Failure
from ycloud_console.cli.running import Command
from ycloud_console.history import History, MessageFilter
from ycloud_console.history.inbox import InboxFilter
from ycloud_console.history.model import Order, SortColumn
from ycloud_console.sms.countries import country_name
from ycloud_console.sms.message import FAILED, PENDING, MessageState

_AGO = re.compile(r"(\d+)\s*([mhdw])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_GROUPS = {"pending": PENDING, "failed": FAILED}
_SANDBOX = "sandbox"
"""The account of the practice SMSC, which is in no settings."""
_OF_INBOUND = ("account", "since", "until", "search", "text")
"""The filters that messages from phones have."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options as they were given; None and empty: not at all."""

    states: tuple[str, ...]
    to: str
    since: str | None
    until: str | None
    text: str
    search: str
    account: str | None
    error: str
    status: int | None
    country: str
    message_id: str
    sort: str | None
    reverse: bool

    @property
    def order(self) -> Order:
        """Newest first; by another column in its ascending order; the other way round with --reverse."""
        column = SortColumn(self.sort or SortColumn.TIME)
        return Order(column, descending=(column is SortColumn.TIME) != self.reverse)

    def span(self) -> tuple[int | None, int | None]:
        """From when on, and until when (not included), in microseconds. Raises Failure."""
        since = read_moment("--since", self.since) if self.since else None
        until = read_moment("--until", self.until, is_end=True) if self.until else None
        if since is not None and until is not None and until <= since:
            raise Failure(
                f"--until {self.until} is before --since {self.since}: nothing can be between them."
            )
        return since, until

    async def messages(self, store: History) -> MessageFilter:
        """What the history is to be asked for. Raises Failure with a sentence."""
        since, until = self.span()
        states = frozenset().union(*(_GROUPS.get(each) or {MessageState(each)} for each in self.states))
        # As in the window: what was cancelled before it was sent has not failed.
        is_failed = "failed" in self.states and MessageState.DELETED.value not in self.states
        return MessageFilter(
            account_id=await self._account_id(store),
            states=states,
            recipient=self.to,
            text=self.text,
            search=self.search,
            since=since,
            until=until,
            error=await _known_error(store, self.error) if self.error else "",
            country=self.country,
            status=self.status,
            message_id=self.message_id,
            cancelled=False if is_failed else None,
        )

    async def inbound(self, store: History) -> InboxFilter:
        """The same for messages from phones; raises Failure where an option makes no sense for them."""
        ordinary = {"states": (), "to": "", "error": "", "status": None, "country": "", "message_id": ""}
        names = {"states": "state", "message_id": "id"}
        given = [name for name, value in ordinary.items() if getattr(self, name) != value]
        given += [name for name in ("sort", "reverse") if getattr(self, name)]
        if given:
            options = ", ".join(f"--{names.get(name, name)}" for name in given)
            known = ", ".join(f"--{name}" for name in _OF_INBOUND)
            raise Failure(f"{options} does not go with --inbound: what comes in is found by {known}.")
        if self.search and self.text:
            raise Failure("With --inbound give one: --search or --text.")
        return InboxFilter(await self._account_id(store), self.search or self.text)

    async def _account_id(self, store: History) -> str | None:
        """The ID of the account that was named: one of the settings, or one that the history still knows."""
        if self.account is None:
            return None
        names = account_names(store.path.parent)
        folded = self.account.casefold()
        for account_id, name in names.items():
            if self.account == account_id or folded == name.casefold():
                return account_id
        if folded == _SANDBOX:
            return _SANDBOX
        if await store.counts(MessageFilter(account_id=self.account)):
            return self.account
        known = ", ".join([*names.values(), _SANDBOX])
        raise Failure(f"There is no account named “{self.account}”. Known: {known}.")


def filter_options(command: Command) -> Command:
    """The options that choose messages, for :func:`read_wanted`."""
    states = [*(state.value for state in MessageState), *_GROUPS]
    for option in reversed(
        (
            click.option(
                "--state",
                "states",
                multiple=True,
                type=click.Choice(states),
                metavar="S",
                help="Only messages in this state; may be repeated. One of "
                + ", ".join(states[: len(MessageState)])
                + ", or pending and failed for all that are.",
            ),
            click.option("--to", default="", metavar="P", help="The start of the recipient's number."),
            click.option(
                "--since",
                metavar="T",
                help="From then on: a day, a time (ISO 8601), or how long ago: 30m, 12h, 7d, 2w.",
            ),
            click.option(
                "--until", metavar="T", help="Up to then: a day with all of it, or a time, itself excluded."
            ),
            click.option("--text", default="", metavar="T", help="A part of the text."),
            click.option("--search", default="", metavar="T", help="A part of number, text or message ID."),
            click.option("--account", metavar="NAME", help="Only messages of this account."),
            click.option("--error", default="", metavar="E", help="The receipt's error: 18."),
            click.option("--status", type=click.IntRange(min=0), metavar="N", help="The submit's status: 4."),
            click.option("--country", default="", callback=_country, metavar="CC", help="As in SG or CN."),
            click.option(
                "--id", "message_id", default="", metavar="ID", help="The SMSC's message ID, whole."
            ),
            click.option(
                "--sort",
                type=click.Choice([column.value for column in SortColumn]),
                metavar="COLUMN",
                help="One of " + ", ".join(SortColumn) + ": ascending, but time newest first.",
            ),
            click.option("--reverse", is_flag=True, help="The other way round."),
        )
    ):
        command = option(command)
    return command


def read_wanted(given: dict[str, Any]) -> Wanted:
    """The options of :func:`filter_options`, taken out of all that were *given*."""
    return Wanted(**{name: given.pop(name) for name in Wanted.__dataclass_fields__})


def read_moment(option: str, value: str, now: datetime | None = None, *, is_end: bool = False) -> int:
    """A point in time as microseconds; local unless it names its zone. Raises Failure.

    A day means its beginning, with *is_end* its end, so that the whole of it belongs to what is asked for.
    """
    now = now or datetime.now(UTC)
    value = value.strip()
    ago = _AGO.fullmatch(value)
    try:
        if ago:
            when = now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        else:
            when = datetime.fromisoformat(value)
            if is_end and _DAY.fullmatch(value):
                when += timedelta(days=1)  # before it is in a zone: a day may have 23 or 25 hours
            when = when.astimezone()
        return int(when.timestamp() * 1_000_000)
    except (ValueError, OverflowError) as error:
        raise Failure(
            f"{option} does not understand “{value}”: give 2026-03-01, 2026-03-01T14:30, or 30m, 12h, 7d, 2w."
        ) from error


def account_names(folder: Path) -> dict[str, str]:
    """How the accounts are called, by ID; none when the settings cannot be read: the IDs will do."""
    # Imported here: with what an account is checked by it takes longer than most answers.
    from ycloud_console.accounts.settings import Settings, SettingsUnavailable

    try:
        return {account.id: account.name for account in Settings.load(folder / "settings.toml").accounts}
    except SettingsUnavailable:
        return {}


def _country(_context: click.Context, _option: click.Parameter, code: str) -> str:
    code = code.strip().upper()
    if code and country_name(code) == code:
        raise click.BadParameter(
            f"“{code}” is no country: give its two letters (ISO 3166), such as SG or CN."
        )
    return code


async def _known_error(store: History, error: str) -> str:
    """*error* as receipts write it: 018 where 18 was asked for and only the former came."""
    errors = (await store.choices()).errors
    bare = error.lstrip("0").casefold()
    alike = (each for each in errors if each.lstrip("0").casefold() == bare)
    return error if error in errors else next(alike, error)
