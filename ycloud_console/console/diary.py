"""What happened to the accounts, one line each in the program's log, for whoever is asked for help later.

English whatever the window speaks. Never a password, a system ID or a message's text.
"""

from __future__ import annotations

import logging

from ycloud_console.console.events import Event, LinkChanged, Notice, NoticeKind
from ycloud_console.smpp.model import LinkState, LinkStatus
from ycloud_console.smpp.problems import problem_meaning

log = logging.getLogger(__name__)

_Known = tuple[LinkState, int, str, bool]
_NEWS = {
    NoticeKind.HISTORY_UNAVAILABLE: "the history cannot be written",
    NoticeKind.HISTORY_AGAIN: "the history can be written again",
    NoticeKind.BALANCE_USED_UP: "a receipt says that the balance is used up (err 3)",
    NoticeKind.LEFTOVERS: "messages left by an earlier run, not sent unasked",
}


class Diary:
    """Writes down what is news; the figures of a link change too often to be that."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def note(self, event: Event, account: str) -> None:
        """Take *event* in, which is of the account named *account*."""
        if isinstance(event, LinkChanged):
            self._note_link(event.account_id, account, event.status)
        elif isinstance(event, Notice):
            detail = f": {event.detail}" if event.detail else ""
            log.info("account %s: %s%s", account, _NEWS[event.kind], detail)

    def _note_link(self, account_id: str, account: str, status: LinkStatus) -> None:
        now = (status.state, status.bound, _problem(status), status.paused)
        before = self._known.get(account_id)
        self._known[account_id] = now
        if now[:3] != (before[:3] if before else None):
            log.info("account %s: %s", account, _in_words(status))
        if status.paused != (before is not None and before[3]):
            log.info("account %s: sending is %s", account, "paused" if status.paused else "resumed")


def _in_words(status: LinkStatus) -> str:
    words = status.state.value
    if status.state is LinkState.BOUND:
        words += f" ({status.bound} as {status.mode.value}, {status.tls or 'no'} TLS)"
    problem = _problem(status)
    return f"{words}: {problem}" if problem else words


def _problem(status: LinkStatus) -> str:
    """The title alone: the rest may repeat what the server said."""
    return problem_meaning(status.problem).title if status.problem else ""
