"""One line of the list: what its PDU's header says at once, and the rest when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from ycloud_console.smpp.describe import describe
from ycloud_console.smpp.pdu import COMMAND_IDS, RESPONSE_BIT, read_pdu
from ycloud_console.smpp.pdu_names import command_name
from ycloud_console.smpp.trace import Traced
from ycloud_console.sms.status import standard_name

_ENQUIRE_LINK = COMMAND_IDS["enquire_link"]


class Entry:
    """One PDU of the trace, and the request or response that belongs to it."""

    __slots__ = ("_said", "command_id", "partner", "sequence", "status", "traced")

    def __init__(self, traced: Traced) -> None:
        octets = traced.octets
        self.traced = traced
        self.command_id = int.from_bytes(octets[4:8], "big")
        self.status = int.from_bytes(octets[8:12], "big")
        self.sequence = int.from_bytes(octets[12:16], "big")
        self.partner: Entry | None = None
        self._said: Said | None = None

    @property
    def command(self) -> str:
        return command_name(self.command_id)

    @property
    def is_response(self) -> bool:
        return bool(self.command_id & RESPONSE_BIT)

    @property
    def is_enquire_link(self) -> bool:
        """enquire_link or its response: the pulse of the link, which says little."""
        return self.command_id & ~RESPONSE_BIT == _ENQUIRE_LINK

    @property
    def is_failure(self) -> bool:
        """A response that refuses."""
        return self.is_response and self.status != 0

    @property
    def status_name(self) -> str:
        """The name of the specification; empty for a request, whose status says nothing."""
        return standard_name(self.status) if self.is_response else ""

    @property
    def round_trip(self) -> int | None:
        """Microseconds from the request to this response; None for a request, or when that is not known."""
        if self.partner is None or not self.is_response:
            return None
        return self.traced.at - self.partner.traced.at

    @property
    def said(self) -> Said:
        """Addresses, ID and text; read when it is first asked for."""
        if self._said is None:
            self._said = _say(self.traced.octets)
        return self._said


@dataclass(frozen=True, slots=True)
class Said:
    """What an operator looks for in a PDU."""

    source: str = ""
    destination: str = ""
    message_id: str = ""
    text: str = ""

    def holds(self, needle: str) -> bool:
        """Whether *needle*, case-folded, is in one of them."""
        return any(
            needle in part.casefold() for part in (self.source, self.destination, self.message_id, self.text)
        )


def _say(octets: bytes) -> Said:
    pdu = read_pdu(octets)
    if not pdu.fields and not pdu.tlvs:
        return Said()
    described = describe(pdu)
    ids = [pdu.text("message_id"), (pdu.tlv(_RECEIPTED_MESSAGE_ID) or b"").rstrip(b"\0").decode("latin-1")]
    return Said(
        pdu.text("source_addr"),
        pdu.text("destination_addr"),
        next((each for each in ids if each), ""),
        described["text"] or "",
    )


_RECEIPTED_MESSAGE_ID = 0x001E


class Pairs:
    """Finds the request of each response, and the other way round."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, int, bool, int], Entry] = {}

    def join(self, entry: Entry) -> None:
        """Take the next PDU of the trace in."""
        traced = entry.traced
        if not entry.is_response:
            self._waiting[traced.link, traced.bind, traced.outgoing, entry.sequence] = entry
            return
        request = self._waiting.pop((traced.link, traced.bind, not traced.outgoing, entry.sequence), None)
        if request is not None:
            request.partner, entry.partner = entry, request

    def forget_before(self, number: int) -> None:
        """Requests before *number* are no longer kept; their responses come too late to be paired."""
        for key in [key for key, entry in self._waiting.items() if entry.traced.number < number]:
            del self._waiting[key]
