"""Octets from hex as people paste it: plain, with separators, from log files, or as Wireshark, tcpdump, xxd,
hexdump and od print it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from ycloud_console.smpp.describe import describe
from ycloud_console.smpp.faults import Fault, sentences
from ycloud_console.smpp.frames import begins_pdu, smpp_of
from ycloud_console.smpp.loglines import escaped_octets, listed_octets, log_octets
from ycloud_console.smpp.offsets import read_dump
from ycloud_console.smpp.pdu import Pdu, read_pdu, split_pdus
from ycloud_console.smpp.stream import without_passwords

_NOISE: Final = re.compile(r"0x|\\x|[\s,;:|\[\]{}()<>'\"_%$-]|\\(?=\s)|(?<=[0-9a-f]{2})h\b", re.IGNORECASE)
_WORDS: Final = re.compile(r"^\s*(?:<Buffer\b|b(?=['\"]))|\bmore bytes\b", re.IGNORECASE)
_NOT_HEX: Final = re.compile(r"[^0-9a-f]", re.IGNORECASE)
_HEADER_DIGITS: Final = 16
"""Hex digits of command_length and command_id."""
_MOST_PDUS: Final = 5000
"""PDUs that are described; more of them nobody reads, and a hostile dump could hold 60,000 in a megabyte."""

_NO_HEX: Final = (
    "There is no hex here: paste the PDU's octets, such as 00000010 00000015 00000000 00000001.",
    "这里没有十六进制数据：请粘贴 PDU 的字节，例如 00000010 00000015 00000000 00000001。",
)
_NO_DIGIT: Final = (
    "“{0}” is no hex digit; only 0-9 and a-f can stand here.",
    "“{0}”不是十六进制数字；这里只能是 0-9 和 a-f。",
)
_ODD: Final = (
    "There are {0} hex digits: one is missing, since an octet has two.",
    "共有 {0} 个十六进制数字：一个字节需要两个，少了一个。",
)


class NoHex(ValueError):
    """The text is no hex dump; the message says where it fails."""


def describe_hex(text: str, language: str = "en") -> dict[str, Any]:
    """The JSON of ``decode pdu`` for hex in any of the forms of :func:`read_hex`.

    Where the octets hold several PDUs, the others follow under ``next``. Raises NoHex.
    """
    first, *others = describe_all(text, language)
    return {**first, "next": others} if others else first


def describe_all(text: str, language: str = "en") -> list[dict[str, Any]]:
    """Every PDU in *text*, at least one, each as :func:`describe` says it. Raises NoHex."""
    faults: list[Fault] = []
    pdus = _split(text, language, faults)
    described = [describe(read_pdu(octets), language) for octets in islice(pdus, _MOST_PDUS)]
    hidden = sum(1 for _ in pdus)
    if hidden:
        faults.append(Fault("more_pdus", (hidden,)))
    described[-1]["problems"] += sentences(faults, language)
    return described


def read_dumped(text: str, language: str = "en") -> list[Pdu]:
    """The PDUs in *text*, at least one. Raises NoHex."""
    return [read_pdu(octets) for octets in _split(text, language, [])]


def _split(text: str, language: str, faults: list[Fault]) -> Iterator[bytes]:
    """The octets of each PDU in *text*; what had to be left out is noted in *faults*.

    Several stand one after the other, or in dumps, lines or paragraphs of their own: a PDU that is cut then
    does not take those behind it with it.
    """
    stretches: list[bytearray] = []
    for octets in _stretches(text, language, faults):
        if stretches and not begins_pdu(octets):
            stretches[-1] += octets
        else:
            stretches.append(bytearray(octets))
    return (pdu for octets in stretches for pdu in without_passwords(split_pdus(bytes(octets))))


def read_hex(text: str, language: str = "en") -> bytes:
    """The octets of *text*; raises NoHex with a sentence in *language*.

    Taken are digits with any of spaces, commas, colons, brackets, ``0x`` and ``\\x`` between them; dumps:
    lines that begin with an offset and may end with a column of characters; lines of a log with a time and
    words before the hex; octets as Python, C, Java and JavaScript write them. Of captured frames only the
    SMPP. Where the digits of a PDU are odd in number, the last is left out.
    """
    return b"".join(_stretches(text, language, []))


def _stretches(text: str, language: str, faults: list[Fault]) -> list[bytes]:
    """The octets of each dump, log line or paragraph of *text*; notes in *faults* what is left out."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).lstrip("\ufeff")
    listed = listed_octets(text)
    if listed is not None and begins_pdu(listed):
        return [listed]
    try:
        found = [_plain(part, language, faults) for part in _apart(text)]
    except NoHex as error:
        return _not_plain(text, error)
    found = [octets for octets in found if octets]
    if not found:
        raise _no_hex(_NO_HEX, language)
    if begins_pdu(found[0]):
        return found
    # An offset may look like octets; that of a dump begins with zeros, which no PDU does.
    return _payloads(read_dump(_lines(text)) or found)


def _not_plain(text: str, error: NoHex) -> list[bytes]:
    """As :func:`_stretches`, for a *text* in which there is more than hex; raises *error* when nothing is."""
    lines = _lines(text)
    dumps = read_dump(lines)
    if dumps is not None:
        return _payloads(dumps)
    quoted = escaped_octets(text)
    if quoted is not None:
        return [quoted]
    found = log_octets(lines)
    if not found:
        raise error
    return _payloads(found)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _apart(text: str) -> Iterator[str]:
    """The lines of *text*, together as far as none but the first begins a PDU."""
    together: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        if together and _begins_pdu(line):
            yield "".join(together)
            together = []
        together.append(line)
    yield "".join(together)


def _begins_pdu(line: str) -> bool:
    digits = _NOISE.sub("", line[: 8 * _HEADER_DIGITS])[:_HEADER_DIGITS]
    try:
        return begins_pdu(bytes.fromhex(digits))
    except ValueError:
        return False


def _payloads(frames: list[bytes]) -> list[bytes]:
    """The SMPP of *frames*; beside frames that carry some, those that carry none are left out."""
    payloads = [smpp_of(frame) for frame in frames]
    if payloads == frames:
        return frames
    return [payload for payload, frame in zip(payloads, frames, strict=True) if begins_pdu(payload)]


def _plain(text: str, language: str, faults: list[Fault]) -> bytes:
    try:
        return bytes.fromhex(text)  # with blanks at most; what is usual need not be slow
    except ValueError:
        pass
    digits = _NOISE.sub("", _WORDS.sub("", text))
    odd = _NOT_HEX.search(digits)
    if odd:
        raise _no_hex(_NO_DIGIT, language, odd[0])
    octets = bytes.fromhex(digits[: len(digits) & ~1])
    if len(digits) % 2:
        if not begins_pdu(octets):
            raise _no_hex(_ODD, language, len(digits))
        faults.append(Fault("half_octet", (len(digits),)))
    return octets


def _no_hex(texts: tuple[str, str], language: str, *details: object) -> NoHex:
    return NoHex(texts[language.startswith("zh")].format(*details))
