"""Octets from the lines of a log, where times and words stand around the hex, and from program text."""

from __future__ import annotations

import ast
import re
from typing import Final

_TIME: Final = re.compile(
    r"\d{2,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ,]+|$)|\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\b"
)
_RUN: Final = re.compile(
    r"(?<![0-9a-z])(?:0x|\\x)?[0-9a-f]{2}(?:[ ,:;]{0,2}(?:0x|\\x)?[0-9a-f]{2}){1,}(?![0-9a-z])", re.IGNORECASE
)
_PREFIXES: Final = re.compile(r"0x|\\x|[ ,:;]", re.IGNORECASE)
_LABEL: Final = re.compile(r"\bdata:\s*(.*)", re.IGNORECASE)
_GAP: Final = re.compile(r"\s{2,}")
_C_OCTET: Final = re.compile(r"\b0x([0-9a-f]{1,2})\b", re.IGNORECASE)
_PYTHON: Final = re.compile(r"b'(?:[^'\\\n]|\\[^\n])*'|b\"(?:[^\"\\\n]|\\[^\n])*\"")
_DECIMAL: Final = r"-?(?:0|[1-9]\d{0,2})"
_LIST: Final = re.compile(rf"\W*(?:(?:byte|bytes|array)\W+)?({_DECIMAL}(?:\s*,\s*{_DECIMAL}){{7,}})\W*")
_LEAST: Final = 8
"""Octets of a run that is taken for a PDU's, not for a number in a sentence."""


def escaped_octets(text: str) -> bytes | None:
    """The octets of a bytes literal of Python, which writes printable ones as characters; None for others."""
    match = _PYTHON.search(text)
    if match is None or "\\x" not in match[0]:
        return None
    try:
        octets = ast.literal_eval(match[0])
    except (SyntaxError, ValueError):
        return None
    return octets if isinstance(octets, bytes) and octets else None


def listed_octets(text: str) -> bytes | None:
    """The octets of a list of decimal numbers, as Python, Java (-128 to 127) and JSON print it; else None."""
    match = _LIST.fullmatch(text)
    if match is None:
        return None
    numbers = [int(number) for number in match[1].split(",")]
    if not all(-128 <= number <= 255 for number in numbers):
        return None
    return bytes(number & 0xFF for number in numbers)


def log_octets(lines: list[str]) -> list[bytes]:
    """The octets in each of *lines* that has some; empty when none has.

    Lines that say ``data:`` before their octets belong together (Kannel's dumps), and so do all octets with
    ``0x`` before each (an array in a program); of others the longest run of at least eight octets counts.
    """
    labelled = [match[1] for line in lines if (match := _LABEL.search(line))]
    octets = [_hex(_GAP.split(text)[0]) for text in labelled]
    if octets and all(octets):
        return octets
    array = bytes(int(found, 16) for found in _C_OCTET.findall("\n".join(lines)))
    if len(array) >= _LEAST:
        return [array]
    return [run for line in lines if (run := _longest(line))]


def _longest(line: str) -> bytes:
    found = [_hex(run) for run in _RUN.findall(_TIME.sub(" | ", line))]
    best = max(found, key=len, default=b"")
    return best if len(best) >= _LEAST else b""


def _hex(text: str) -> bytes:
    digits = _PREFIXES.sub("", text)
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""
