"""What the Console refuses, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from ycloud_console.accounts import Account
from ycloud_console.history import HistoryUnavailable, MessageView


class UnknownAccount(LookupError):
    """There is no account of that name."""


class BadAccount(ValueError):
    """The account's settings cannot work; the text says why, field by field."""

    def __init__(self, account: Account, reason: str) -> None:
        super().__init__(f"{account.name}: {reason}")
        self.account = account


class PasswordNeeded(Exception):
    """No password is known for the account: ask for it. The text says why."""

    def __init__(self, account: Account, reason: str) -> None:
        super().__init__(reason)
        self.account = account


class PartlySent(HistoryUnavailable):
    """The history failed after some of the messages were written.

    Attributes:
        views: The first messages, in the recipients' order: they are queued, and go out.
    """

    def __init__(self, views: Sequence[MessageView], total: int, reason: HistoryUnavailable) -> None:
        super().__init__(
            f"The first {len(views):,} of {total:,} messages were written and go out; the others were not "
            f"sent. {reason}"
        )
        self.views = tuple(views)
