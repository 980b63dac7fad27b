"""A text and the segments it is sent in; the meter counts with the same code that cuts.

Limits: a short message has 140 octets on the air, so 160 septets or 70 16-bit code units; a part of a longer
one loses a user data header of 6 octets (8-bit reference) or 7 (16-bit reference), which leaves 153 or 152
septets, 67 or 66 units (3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8). The SMSC makes such a header of SAR
parameters (SMPP 3.4, 5.3.2.22 to 5.3.2.24), so their parts have the room of those with an 8-bit reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from ycloud_console.sms import alphabet as alphabets
from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.graphemes import is_boundary
from ycloud_console.sms.references import new_reference

__all__ = [
    "MAX_PARTS",
    "MAX_PAYLOAD",
    "LongMode",
    "Meter",
    "NotInAlphabet",
    "Part",
    "Split",
    "TextTooLong",
    "measure",
    "new_reference",
    "split",
    "text_json",
]

MAX_PARTS = 255
"""The header counts parts in one octet."""
MAX_PAYLOAD = 65_535
"""Octets: a TLV counts its value in two octets."""

TAG_SAR_MSG_REF_NUM = 0x020C
TAG_SAR_TOTAL_SEGMENTS = 0x020E
TAG_SAR_SEGMENT_SEQNUM = 0x020F
TAG_MESSAGE_PAYLOAD = 0x0424

_ESCAPE = 0x1B


class LongMode(StrEnum):
    """How the parts of a text that is too long for one segment are marked."""

    UDH8 = "udh8"
    UDH16 = "udh16"
    SAR = "sar"
    PAYLOAD = "payload"
    """Any text goes whole, in a message_payload TLV; the SMSC cuts it."""


# Units in: the only segment of a text; a part with an 8-bit reference (or SAR); one with a 16-bit reference.
_LIMITS = {
    Alphabet.GSM7: (160, 153, 152),
    Alphabet.ASCII: (160, 153, 152),
    Alphabet.LATIN1: (140, 134, 133),
    Alphabet.UCS2: (70, 67, 66),
}


class TextTooLong(ValueError):
    """The text needs more parts than the header can count, or more octets than a payload can hold."""


class NotInAlphabet(ValueError):
    """The alphabet that was asked for lacks characters of the text; they are in :attr:`characters`."""

    def __init__(self, message: str, characters: tuple[str, ...]) -> None:
        super().__init__(message)
        self.characters = characters


@dataclass(frozen=True, slots=True)
class Part:
    """One segment. What goes into ``short_message`` is ``udh + user_data``."""

    number: int
    """From 1."""
    text: str
    units: int
    """Septets in GSM-7, 16-bit code units in UCS-2, octets in the others; without the header."""
    user_data: bytes
    """The text's octets (septets unpacked); empty when the text is in the message_payload TLV."""
    udh: bytes
    """The whole user data header with its length octet; empty when there is none."""
    tlvs: tuple[tuple[int, bytes], ...]
    """Optional parameters of this part: (tag, value)."""


@dataclass(frozen=True, slots=True)
class Split:
    """A text, cut."""

    alphabet: Alphabet
    parts: tuple[Part, ...]
    forcing: tuple[str, ...]
    """The characters that the SMSC's default alphabet lacks, in order of first appearance."""


@dataclass(frozen=True, slots=True)
class Meter:
    """What a text costs."""

    encoding: Alphabet
    segments: int
    """How many are sent; may be over 255 here, where :func:`split` refuses."""
    units: int
    units_per_segment: tuple[int, ...]
    remaining: int
    """Units still free in the last segment."""
    forcing: tuple[str, ...]
    charged: int
    """How many segments reach the phone: as *segments*, but what a message_payload is likely cut into."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text, before headers."""

    text: str
    octets: bytes
    units: int


def split(
    text: str,
    *,
    reference: int = 0,
    long_mode: LongMode = LongMode.UDH8,
    alphabet: Alphabet | None = None,
    default: Alphabet = Alphabet.GSM7,
) -> Split:
    """*text* as the parts to send; empty text has none.

    *reference* ties the parts together: its low 8 bits (UDH8) or 16 bits are used, see
    :func:`new_reference`. *alphabet* None chooses *default*, the SMSC's alphabet 0, if it has every
    character, else UCS-2. An escape pair, a surrogate pair and, where it fits a segment, what looks like one
    character are never split.

    Raises NotInAlphabet when the given *alphabet* lacks a character, TextTooLong over 255 parts or, for
    PAYLOAD, 65,535 octets.
    """
    chosen, forcing, pieces = _cut(text, long_mode, alphabet, default)
    parts = tuple(
        _part(piece, number, len(pieces), reference, long_mode) for number, piece in enumerate(pieces, 1)
    )
    return Split(chosen, parts, forcing)


@lru_cache(maxsize=1)
def _cut(
    text: str, long_mode: LongMode, alphabet: Alphabet | None, default: Alphabet
) -> tuple[Alphabet, tuple[str, ...], tuple[_Piece, ...]]:
    """The alphabet, the characters that are not in *default*, and the stretches of *text*.

    Kept for the latest text: to many recipients it goes with another reference each time, and nothing else.
    """
    text = _pair_surrogates(text)
    chosen, forcing = _choose(text, alphabet, default)
    pieces = tuple(_pieces(text, chosen, long_mode))
    if len(pieces) > MAX_PARTS:
        raise TextTooLong(_too_many(len(pieces)))
    if long_mode is LongMode.PAYLOAD and pieces and len(pieces[0].octets) > MAX_PAYLOAD:
        raise TextTooLong(
            f"The text is {len(pieces[0].octets)} octets; a message_payload can hold {MAX_PAYLOAD}. "
            "Shorten it, or send it as several messages."
        )
    return chosen, forcing, pieces


def measure(
    text: str,
    *,
    long_mode: LongMode = LongMode.UDH8,
    alphabet: Alphabet | None = None,
    default: Alphabet = Alphabet.GSM7,
) -> Meter:
    """What *text* costs, counted on the very pieces :func:`split` sends; quick enough for each keystroke.

    Raises NotInAlphabet as :func:`split` does; a text that is too long is measured all the same.
    """
    text = _pair_surrogates(text)
    chosen, forcing = _choose(text, alphabet, default)
    units = tuple(piece.units for piece in _pieces(text, chosen, long_mode))
    charged = len(units)
    if long_mode is LongMode.PAYLOAD:
        room = MAX_PAYLOAD // (2 if chosen is Alphabet.UCS2 else 1)
        charged = sum(1 for _ in _pieces(text, chosen, LongMode.UDH8))
    elif len(units) > 1:
        room = _part_limit(chosen, long_mode)
    else:
        room = _LIMITS[chosen][0]
    remaining = max(0, room - (units[-1] if units else 0))
    return Meter(chosen, len(units), sum(units), units, remaining, forcing, charged)


def text_json(
    text: str,
    *,
    long_mode: LongMode = LongMode.UDH8,
    alphabet: Alphabet | None = None,
    default: Alphabet = Alphabet.GSM7,
) -> dict[str, Any]:
    """The object the command line prints for ``decode text``; with ``problems`` if it cannot be sent.

    Raises NotInAlphabet as :func:`measure` does.
    """
    meter = measure(text, long_mode=long_mode, alphabet=alphabet, default=default)
    problems = {"problems": [_too_many(meter.segments)]} if meter.segments > MAX_PARTS else {}
    return {
        "encoding": str(meter.encoding),
        "segments": meter.segments,
        "units": meter.units,
        "units_per_segment": list(meter.units_per_segment),
        "remaining": meter.remaining,
        "forcing": list(meter.forcing),
        **problems,
    }


def _too_many(segments: int) -> str:
    return (
        f"The text needs {segments} segments; one message can have {MAX_PARTS}. "
        "Shorten it, or send it as several messages."
    )


def _pair_surrogates(text: str) -> str:
    """*text* with two surrogates in a row made the character they mean; a lone one stays as it is."""
    if text.isascii():
        return text
    try:
        text.encode("utf-16-be")
    except UnicodeEncodeError:
        return text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "surrogatepass")
    return text


def _choose(text: str, alphabet: Alphabet | None, default: Alphabet) -> tuple[Alphabet, tuple[str, ...]]:
    """The alphabet to use, and the characters that are not in *default*."""
    forcing = alphabets.missing(text, default)
    if alphabet is None:
        return (Alphabet.UCS2 if forcing else default), forcing
    lacking = alphabets.missing(text, alphabet)
    if lacking:
        shown = " ".join(f"{character} (U+{ord(character):04X})" for character in lacking[:10])
        more = f" and {len(lacking) - 10} more" if len(lacking) > 10 else ""
        raise NotInAlphabet(
            f"{alphabet} has no {shown}{more}. Replace what it lacks, or let the encoding be chosen.", lacking
        )
    return alphabet, forcing


def _part_limit(alphabet: Alphabet, long_mode: LongMode) -> int:
    return _LIMITS[alphabet][2 if long_mode is LongMode.UDH16 else 1]


def _pieces(text: str, alphabet: Alphabet, long_mode: LongMode) -> Iterator[_Piece]:
    """The stretches of *text* that go into one segment each."""
    if not text:
        return
    octets = _encode(text, alphabet)
    units = len(octets) // 2 if alphabet is Alphabet.UCS2 else len(octets)
    if long_mode is LongMode.PAYLOAD or units <= _LIMITS[alphabet][0]:
        yield _Piece(text, octets, units)
    elif alphabet is Alphabet.UCS2:
        yield from _ucs2_pieces(text, _part_limit(alphabet, long_mode))
    elif alphabet is Alphabet.GSM7:
        yield from _gsm_pieces(octets, _part_limit(alphabet, long_mode))
    else:
        limit = _part_limit(alphabet, long_mode)
        for start in range(0, len(text), limit):
            stretch = octets[start : start + limit]
            yield _Piece(text[start : start + limit], stretch, len(stretch))


def _encode(text: str, alphabet: Alphabet) -> bytes:
    if alphabet is Alphabet.GSM7:
        return alphabets.gsm_encode(text)
    if alphabet is Alphabet.UCS2:
        # A lone surrogate is no character, but what was typed is what is sent.
        return text.encode("utf-16-be", "surrogatepass")
    return text.encode("latin-1")


def _gsm_pieces(octets: bytes, limit: int) -> Iterator[_Piece]:
    start = 0
    while start < len(octets):
        end = start + limit
        # An ESC in the last place belongs to the next part, with its character; nothing else is 0x1B.
        if end < len(octets) and octets[end - 1] == _ESCAPE:
            end -= 1
        stretch = octets[start:end]
        yield _Piece(alphabets.gsm_decode(stretch), stretch, len(stretch))
        start = end


def _ucs2_pieces(text: str, limit: int) -> Iterator[_Piece]:
    start = 0
    while start < len(text):
        end = _longest(text, start, limit)
        cut = end
        while cut > start and not is_boundary(text, cut, start):
            cut -= 1
        if cut > start:
            end = cut
        stretch = text[start:end]
        octets = _encode(stretch, Alphabet.UCS2)
        yield _Piece(stretch, octets, len(octets) // 2)
        start = end


def _longest(text: str, start: int, limit: int) -> int:
    """Where the longest run of whole characters from *start* ends that is at most *limit* 16-bit units."""
    window = text[start : start + limit]
    units = len(window) + sum(character > "\uffff" for character in window)
    end = start + len(window)
    while units > limit:
        end -= 1
        units -= 2 if text[end] > "\uffff" else 1
    return end


def _part(piece: _Piece, number: int, total: int, reference: int, long_mode: LongMode) -> Part:
    udh = b""
    if long_mode is LongMode.PAYLOAD:
        return Part(number, piece.text, piece.units, b"", b"", ((TAG_MESSAGE_PAYLOAD, piece.octets),))
    if total > 1:
        wide = (reference & 0xFFFF).to_bytes(2, "big")
        if long_mode is LongMode.UDH8:
            udh = bytes((5, 0x00, 3, reference & 0xFF, total, number))
        elif long_mode is LongMode.UDH16:
            udh = bytes((6, 0x08, 4, *wide, total, number))
        else:
            sar = (
                (TAG_SAR_MSG_REF_NUM, wide),
                (TAG_SAR_TOTAL_SEGMENTS, bytes((total,))),
                (TAG_SAR_SEGMENT_SEQNUM, bytes((number,))),
            )
            return Part(number, piece.text, piece.units, piece.octets, b"", sar)
    return Part(number, piece.text, piece.units, piece.octets, udh, ())
