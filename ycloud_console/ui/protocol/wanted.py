"""Which PDUs are shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ycloud_console.console.tracing import OfMessage
from ycloud_console.ui.protocol.entries import Entry, Glass, Said


class Where(StrEnum):
    """What is looked through for what was typed."""

    ANYWHERE = ""
    NUMBER = "number"
    MESSAGE_ID = "message_id"
    TEXT = "text"


class Outcome(StrEnum):
    """Which answers are shown; a status is wanted by its number."""

    ANY = ""
    SUCCESS = "success"
    REFUSED = "refused"


@dataclass(frozen=True)
class Wanted:
    """What the filters ask for. What is typed is *search*, case-folded."""

    link: str = ""
    command: str = ""
    outcome: str = Outcome.ANY
    """An Outcome, or a status as a number in text."""
    with_pulse: bool = False
    search: str = ""
    where: Where = Where.ANYWHERE
    message: OfMessage | None = None

    def takes(self, entry: Entry, glass: Glass) -> bool:
        """A response belongs where its request is: what is looked for may be in either."""
        if entry.is_enquire_link and not self.with_pulse and self.command != "enquire_link":
            return False
        if self.link and entry.traced.wire.link != self.link:
            return False
        if self.command and entry.command not in (self.command, f"{self.command}_resp"):
            return False
        if self.outcome and not self._has_outcome(entry):
            return False
        partner = entry.partner
        if self.message is not None:
            request = partner.traced if partner is not None and entry.is_response else None
            if not self.message.takes(entry.traced, request):
                return False
        if not self.search:
            return True
        return self._holds(glass.read(entry)) or (partner is not None and self._holds(glass.read(partner)))

    def _has_outcome(self, entry: Entry) -> bool:
        if not entry.is_response:
            return False
        if self.outcome == Outcome.REFUSED:
            return entry.is_failure
        if self.outcome == Outcome.SUCCESS:
            return not entry.is_failure
        return str(entry.status) == self.outcome

    def _holds(self, said: Said) -> bool:
        match self.where:
            case Where.NUMBER:
                parts: tuple[str, ...] = (said.source, said.destination)
            case Where.MESSAGE_ID:
                parts = (said.message_id,)
            case Where.TEXT:
                parts = (said.text,)
            case Where.ANYWHERE:
                parts = (said.source, said.destination, said.message_id, said.text)
        needle = self.search.removeprefix("+") if self.where is not Where.TEXT else self.search
        return any(needle in part.casefold() for part in parts)
