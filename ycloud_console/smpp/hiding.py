"""PDUs without the texts and numbers of those who wrote and got them, octet for octet as long as before.

Hidden in the octets themselves, so that every way of showing a PDU (fields, hex, copies, files) shows the
same. Passwords are masked before a PDU is kept at all (:func:`ycloud_console.smpp.stream.masked`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ycloud_console.smpp.pdu import COMMAND_IDS, MESSAGE_PAYLOAD
from ycloud_console.smpp.pdu_names import TLVS
from ycloud_console.smpp.places import REST, Place, places
from ycloud_console.smpp.udh import read_udh
from ycloud_console.sms.masking import hidden_digits, starred_numbers
from ycloud_console.sms.receipt import is_receipt, looks_like_receipt
from ycloud_console.sms.receipt_fields import free_text

_STAR: Final = b"*"
_ADDRESS: Final = re.compile(r"(?:source|destination|esme)_addr(?:_\d+)?")
_NUMBER_TLVS: Final = {0x0381: 3, 0x0202: 1, 0x0203: 1, 0x0303: 1}
"""callback_num, the subaddresses, callback_num_atag -> octets before the number (SMPP 3.4, 5.3.2)."""
_STATUS_TEXT: Final = 0x001D
"""additional_status_info_text: words of the SMSC, which may quote the message or name whom it was for."""
_UCS2: Final = 0x08
_DELIVERING: Final = frozenset({COMMAND_IDS["deliver_sm"], COMMAND_IDS["data_sm"]})


@dataclass(frozen=True, slots=True)
class TraceView:
    """What of a PDU is shown."""

    hide_texts: bool = False
    """The texts of messages. A receipt keeps its fields, but not the text that it quotes."""
    hide_numbers: bool = False
    """Numbers, but for their last digits, four at most; those of the PDU also in its message. Names stay."""

    def together(self, other: TraceView) -> TraceView:
        """Hides what either hides."""
        return TraceView(self.hide_texts or other.hide_texts, self.hide_numbers or other.hide_numbers)

    def shown(self, pdu: bytes) -> bytes:
        """The octets of *pdu* with stars for what is hidden; as many as before.

        Octets that no field is known for (a command or a parameter that SMPP does not have, what stands
        behind a PDU's end) may be anything, and are hidden with either; so is what an SMSC says of a refusal.
        """
        if not (self.hide_texts or self.hide_numbers):
            return pdu
        found = places(pdu)
        hidden = bytearray(pdu)
        numbers = {place.name: pdu[place.start] for place in found if place.end == place.start + 1}
        about = [_address(pdu, place) for place in found if _ADDRESS.fullmatch(place.name)]
        for place in found:
            if place.name == "tlv":
                self._tlv(hidden, place, numbers, about)
            elif place.name in ("body", REST):
                _fill(hidden, place.start, place.end)
            elif place.name == "short_message":
                self._message(hidden, place, numbers, about)
            elif self.hide_numbers and _ADDRESS.fullmatch(place.name):
                _hide_number(hidden, place)
        return bytes(hidden)

    def _tlv(self, octets: bytearray, place: Place, numbers: dict[str, int], about: Sequence[str]) -> None:
        start, end = place.value
        if place.number == MESSAGE_PAYLOAD:
            self._message(octets, place, numbers, about)
        elif place.number in _NUMBER_TLVS:
            if self.hide_numbers:
                _fill(octets, min(start + _NUMBER_TLVS[place.number], end), end)
        elif place.number == _STATUS_TEXT or place.number not in TLVS:
            _fill(octets, start, end)

    def _message(
        self, octets: bytearray, place: Place, numbers: dict[str, int], about: Sequence[str]
    ) -> None:
        start, end = place.value
        # A header that cannot be read to its end may be text, of a message that only claims to have one.
        if place.below and place.below[0].name == "udh" and not read_udh(bytes(octets[start:end])).faults:
            start = place.below[0].end
        if self.hide_texts:
            _hide_text(octets, start, end, numbers)
        if self.hide_numbers:
            octets[start:end] = starred_numbers(bytes(octets[start:end]), about)


NOTHING_HIDDEN: Final = TraceView()


def _fill(octets: bytearray, start: int, end: int, *, wide: bool = False) -> None:
    size = end - start
    stars = (b"\0*" * (size // 2) + _STAR * (size % 2)) if wide else _STAR * size
    octets[start:end] = stars


def _hide_text(octets: bytearray, start: int, end: int, numbers: dict[str, int]) -> None:
    text = bytes(octets[start:end])
    if int.from_bytes(octets[4:8], "big") in _DELIVERING and _is_receipt(text, numbers.get("esm_class", 0)):
        # One octet is one character: there is no NUL in it.
        for first, last in free_text(text.decode("latin-1")):
            _fill(octets, start + first, start + last)
        return
    _fill(octets, start, end, wide=numbers.get("data_coding", 0) & 0x0C == _UCS2)


def _is_receipt(text: bytes, esm_class: int) -> bool:
    """Whether *text* may have fields that can be told from what else stands there."""
    if b"\0" in text:
        return False
    return is_receipt(esm_class) or looks_like_receipt(text)


def _address(pdu: bytes, place: Place) -> str:
    return pdu[place.start : place.end].rstrip(b"\0").decode("latin-1")


def _hide_number(octets: bytearray, place: Place) -> None:
    """Star the digits of the address at *place* that are hidden."""
    for at in hidden_digits(_address(bytes(octets), place)):
        octets[place.start + at] = ord(_STAR)
