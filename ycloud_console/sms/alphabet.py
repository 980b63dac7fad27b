"""The alphabets a short message is written in: GSM 03.38, UCS-2, and what an SMSC may have as its default.

Sources: 3GPP TS 23.038 (formerly GSM 03.38) section 6.2.1 for the alphabet and its extension table, section
4 for data coding groups; SMPP 3.4 section 5.2.19 for ``data_coding``.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from ycloud_console.sms.graphemes import clusters
from ycloud_console.sms.twins import LATIN_MARKS, PLAIN_DECOMPOSITIONS, TWINS

__all__ = [
    "Alphabet",
    "choose",
    "data_coding",
    "decode",
    "fits",
    "forcing",
    "gsm_decode",
    "gsm_encode",
    "gsm_septets",
    "missing",
    "plain_twin",
    "simplify",
]


class Alphabet(StrEnum):
    """How the characters of a text become octets; the values are those of the command line's JSON."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"
    LATIN1 = "Latin-1"
    ASCII = "ASCII"


_ESCAPE = 0x1B
# The 128 places of the default alphabet in order; the one of ESC holds ESC itself, which is no character.
_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# The extension table: what follows ESC.
_EXTENSION = {
    0x0A: "\f",
    0x14: "^",
    0x28: "{",
    0x29: "}",
    0x2F: "\\",
    0x3C: "[",
    0x3D: "~",
    0x3E: "]",
    0x40: "|",
    0x65: "€",
}

_TO_OCTETS = {ord(character): place for place, character in enumerate(_BASIC) if place != _ESCAPE}
_SEPTETS = {character: 1 for character in _BASIC if character != "\x1b"}
_SEPTETS |= dict.fromkeys(_EXTENSION.values(), 2)
_ENCODING: dict[int, int | str] = {**_TO_OCTETS}
_ENCODING |= {ord(character): f"\x1b{chr(place)}" for place, character in _EXTENSION.items()}

# U+FFFE is "undefined" to codecs.charmap_decode: with errors="replace" it becomes U+FFFD.
_DECODING = _BASIC + "\ufffe" * 128
_ESCAPED = re.compile("\x1b(.?)", re.DOTALL)
_AFTER_ESCAPE = {_BASIC[place]: character for place, character in _EXTENSION.items()}
# ESC ESC is reserved for a further table and shown as a space until there is one (6.2.1.1, note 1).
_AFTER_ESCAPE |= {"\x1b": " ", "": "\ufffd"}

_OUTSIDE = {
    Alphabet.GSM7: re.compile("[^" + re.escape("".join(_SEPTETS)) + "]"),
    Alphabet.LATIN1: re.compile("[^\x00-\xff]"),
    Alphabet.ASCII: re.compile("[^\x00-\x7f]"),
}


def gsm_septets(ch: str) -> int:
    """How many septets the character *ch* takes in GSM 03.38: 1, 2 (extension table), or 0 when not in it."""
    return _SEPTETS.get(ch, 0)


def gsm_encode(text: str) -> bytes:
    """*text* in GSM 03.38, unpacked: one octet a septet, ESC before a character of the extension table.

    Raises UnicodeEncodeError at the first character that is not in the alphabet.
    """
    stranger = _OUTSIDE[Alphabet.GSM7].search(text)
    if stranger is not None:
        raise UnicodeEncodeError("gsm-03.38", text, stranger.start(), stranger.end(), "not in the alphabet")
    return text.translate(_ENCODING).encode("latin-1")


def gsm_decode(octets: bytes) -> str:
    """The text of unpacked GSM 03.38 *octets*; never raises.

    ESC before something that is not in the extension table shows the basic character (6.2.1.1). An octet
    over 0x7F, and an ESC at the very end, give U+FFFD.
    """
    text = codecs.charmap_decode(octets, "replace", _DECODING)[0]
    if "\x1b" not in text:
        return text
    return _ESCAPED.sub(_unescape, text)


def _unescape(match: re.Match[str]) -> str:
    following = match[1]
    return _AFTER_ESCAPE.get(following, following)


def missing(text: str, alphabet: Alphabet) -> tuple[str, ...]:
    """The distinct characters of *text* that *alphabet* lacks, in order of first appearance."""
    if alphabet is Alphabet.UCS2:
        return ()
    return tuple(dict.fromkeys(_OUTSIDE[alphabet].findall(text)))


def fits(text: str, alphabet: Alphabet) -> bool:
    """Whether every character of *text* is in *alphabet*."""
    return alphabet is Alphabet.UCS2 or _OUTSIDE[alphabet].search(text) is None


def forcing(text: str) -> tuple[str, ...]:
    """The distinct characters of *text* not in GSM 03.38, which force UCS-2, in order of first appearance."""
    return missing(text, Alphabet.GSM7)


def choose(text: str, default: Alphabet = Alphabet.GSM7) -> Alphabet:
    """The alphabet *text* is sent in: *default* when it has every character, else UCS-2."""
    return default if fits(text, default) else Alphabet.UCS2


_CODINGS = {Alphabet.GSM7: 0xF1, Alphabet.ASCII: 0x01, Alphabet.LATIN1: 0x03, Alphabet.UCS2: 0x08}


def data_coding(alphabet: Alphabet, default: Alphabet = Alphabet.GSM7) -> int:
    """The ``data_coding`` that says *alphabet* to an SMSC whose alphabet 0 is *default* (SMPP 3.4, 5.2.19).

    0 names no alphabet but the SMSC's own. To one that has another, GSM-7 can only be named together with a
    message class (TS 23.038, section 4): 0xF1, of class 1, which phones keep like any other message.
    """
    return 0 if alphabet is default else _CODINGS[alphabet]


@lru_cache(maxsize=4096)
def plain_twin(ch: str, alphabet: Alphabet = Alphabet.GSM7) -> str | None:
    """What the character *ch* can be written as in *alphabet*; "" for what nobody sees.

    None when there is no such way, or *ch* needs none because it is in the alphabet.
    """
    if fits(ch, alphabet):
        return None
    plain = _plain(ch)
    return plain if plain is not None and fits(plain, alphabet) else None


def _plain(ch: str) -> str | None:
    """*ch* in GSM 03.38, or None."""
    if ch in _SEPTETS:
        return ch
    if ch in TWINS:
        return TWINS[ch]
    if unicodedata.category(ch) == "Zs":
        return " "
    if LATIN_MARKS[0] <= ch <= LATIN_MARKS[1]:
        return ""
    parts = unicodedata.decomposition(ch).split()
    if not parts:
        return None
    if parts[0].startswith("<"):
        if parts[0] not in PLAIN_DECOMPOSITIONS:
            return None
        del parts[0]
    plain = [_plain(chr(int(part, 16))) for part in parts]
    return None if None in plain else "".join(filter(None, plain))


def simplify(text: str, alphabet: Alphabet = Alphabet.GSM7) -> str:
    """*text* with every character that *alphabet* lacks and that has a plain twin replaced by it.

    What has no plain form as a whole (an emoji of several code points, a letter of another script with its
    marks) is left as it is, so the result may still need UCS-2: ask :func:`choose`.
    """
    if fits(text, alphabet):
        return text
    text = unicodedata.normalize("NFC", text)
    return "".join(_simplify_cluster(cluster, alphabet) for cluster in clusters(text))


def _simplify_cluster(cluster: str, alphabet: Alphabet) -> str:
    plain = [
        character if fits(character, alphabet) else plain_twin(character, alphabet) for character in cluster
    ]
    return cluster if None in plain else "".join(filter(None, plain))


_CODECS = {
    0x01: "ascii",
    0x03: "latin-1",
    0x05: "shift_jis",
    0x06: "iso8859-5",
    0x07: "iso8859-8",
    0x08: "utf-16-be",
    0x0A: "iso2022_jp",
    0x0D: "iso2022_jp_1",
    0x0E: "euc_kr",
}
_BINARY = "binary"
_DEFAULT = "default"
_GSM = "gsm"


def decode(octets: bytes, data_coding: int, default: Alphabet = Alphabet.GSM7) -> str:
    """The text of a message's *octets* (without user data header) as *data_coding* says; never raises.

    *default* is what the SMSC means by data_coding 0. What cannot be read becomes U+FFFD. Octets that are
    declared to be binary are shown as ASCII when they are all printable, else as pairs of hex digits.
    """
    codec = _codec(data_coding)
    if codec == _GSM or (codec == _DEFAULT and default is Alphabet.GSM7):
        return gsm_decode(octets)
    if codec == _DEFAULT:
        codec = {Alphabet.UCS2: "utf-16-be", Alphabet.LATIN1: "latin-1", Alphabet.ASCII: "ascii"}[default]
    if codec == _BINARY:
        return octets.decode("ascii") if _printable(octets) else octets.hex(" ").upper()
    return octets.decode(codec, "replace")


def _codec(data_coding: int) -> str:
    """The Python codec, ``"default"``, ``"gsm"`` or ``"binary"`` (SMPP 3.4, 5.2.19; TS 23.038, 4)."""
    if data_coding < 0x10:
        if data_coding in (0x02, 0x04, 0x09):
            return _BINARY
        return _CODECS.get(data_coding, _DEFAULT)
    group = data_coding >> 4
    if group < 0x8:
        # General data coding and "delete after reading": bit 5 says compressed, bits 3-2 the alphabet.
        if data_coding & 0x20:
            return _BINARY
        return (_GSM, _BINARY, "utf-16-be", _GSM)[data_coding >> 2 & 3]
    if group == 0xE:  # message waiting, in UCS-2
        return "utf-16-be"
    if group == 0xF and data_coding & 0x04:  # data coding and message class: 8-bit data
        return _BINARY
    # Message waiting, and GSM 03.38 with a class: these say which alphabet they mean. Others are reserved.
    return _GSM if group in (0xC, 0xD, 0xF) else _DEFAULT


def _printable(octets: Iterable[int]) -> bool:
    return all(0x20 <= octet < 0x7F or octet in b"\t\n\r" for octet in octets)
