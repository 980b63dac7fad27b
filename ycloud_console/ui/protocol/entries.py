"""One line of the list: what its PDU's header says at once, and the rest when it is asked for."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from ycloud_console.smpp.describe import message_text
from ycloud_console.smpp.hiding import NOTHING_HIDDEN, TraceView
from ycloud_console.smpp.pdu import COMMAND_IDS, RESPONSE_BIT, read_pdu
from ycloud_console.smpp.pdu_names import command_name
from ycloud_console.smpp.trace import Traced
from ycloud_console.sms.receipt import Receipt, is_receipt, looks_like_receipt, read_receipt

_ENQUIRE_LINK: Final = COMMAND_IDS["enquire_link"]
_GENERIC_NACK: Final = COMMAND_IDS["generic_nack"]
_DELIVERING: Final = frozenset({COMMAND_IDS["deliver_sm"], COMMAND_IDS["data_sm"]})
_RECEIPTED_MESSAGE_ID: Final = 0x001E
_REMEMBERED: Final = 2_000
"""PDUs of which is remembered what they say: more than are in sight."""


class Entry:
    """One PDU of the trace, and the request or response that belongs to it."""

    __slots__ = ("command_id", "partner", "round_trip", "sequence", "status", "traced")

    def __init__(self, traced: Traced) -> None:
        octets = traced.octets
        self.traced = traced
        self.command_id = int.from_bytes(octets[4:8], "big")
        self.status = int.from_bytes(octets[8:12], "big")
        self.sequence = int.from_bytes(octets[12:16], "big")
        self.partner: Entry | None = None
        self.round_trip: int | None = None
        """Microseconds from the request to this response; None for a request, or when that is not known."""

    def pair(self, request: Entry) -> None:
        """This is the response to *request*."""
        request.partner, self.partner = self, request
        self.round_trip = self.traced.at - request.traced.at

    def part(self) -> None:
        """It is kept no longer, and is not to be kept by its partner alone."""
        partner = self.partner
        if partner is not None:
            partner.partner = None
            self.partner = None

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
        return self.is_response and (self.status != 0 or self.command_id == _GENERIC_NACK)

    @property
    def is_delivery(self) -> bool:
        """What the SMSC sends of itself: a receipt, or a message from a phone."""
        return self.command_id in _DELIVERING and not self.traced.outgoing


@dataclass(frozen=True, slots=True)
class Said:
    """What an operator looks for in a PDU."""

    source: str = ""
    destination: str = ""
    message_id: str = ""
    text: str = ""
    receipt: Receipt | None = None


_NOTHING_SAID: Final = Said()


class Glass:
    """Through which the PDUs are looked at: says what they say, without what *view* hides."""

    def __init__(self, view: TraceView = NOTHING_HIDDEN) -> None:
        self.view = view
        self._said: OrderedDict[int, Said] = OrderedDict()

    def octets(self, entry: Entry) -> bytes:
        """As they are shown, copied and exported."""
        return self.view.shown(entry.traced.octets)

    def said(self, entry: Entry) -> Said:
        """Addresses, ID and text, remembered for the PDUs that were asked for last."""
        number = entry.traced.number
        found = self._said.get(number)
        if found is None:
            found = self._said[number] = self.read(entry)
            if len(self._said) > _REMEMBERED:
                self._said.popitem(last=False)
        return found

    def read(self, entry: Entry) -> Said:
        """As :meth:`said`, for once: some 20 µs."""
        octets = self.octets(entry)
        if len(octets) <= 17:
            return _NOTHING_SAID
        pdu = read_pdu(octets)
        if not pdu.fields and not pdu.tlvs:
            return _NOTHING_SAID
        receipt = None
        message_id = pdu.text("message_id")
        if entry.is_delivery and (is_receipt(pdu.number("esm_class")) or looks_like_receipt(pdu.message)):
            receipt = read_receipt(pdu.message, tlvs=dict(reversed(pdu.tlvs)))
            message_id = message_id or receipt.id
        tlv = (pdu.tlv(_RECEIPTED_MESSAGE_ID) or b"").rstrip(b"\0").decode("latin-1")
        return Said(
            pdu.text("source_addr"),
            pdu.text("destination_addr"),
            message_id or tlv,
            message_text(pdu),
            receipt,
        )
