"""Where a text may be cut without breaking what a reader sees as one character.

A small rule set after Unicode Standard Annex 29: combining marks and variation selectors stay with their
base, emoji joined by ZWJ stay together, so do flags (pairs of regional indicators), Hangul made of jamo,
and consonants joined by a virama.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_FIRST_MARK = "\u0300"
_MARKS = frozenset({"Mn", "Me", "Mc"})
_VIRAMA_CLASS = 9


def is_boundary(text: str, index: int, start: int = 0) -> bool:
    """Whether *text* may be cut before *index*.

    *start* is a known boundary before it: nothing in front of that is looked at.
    """
    if index <= start or index >= len(text):
        return True
    before, after = text[index - 1], text[index]
    if after < _FIRST_MARK:
        return True
    if _extends(after):
        return False
    if before == _ZWJ:
        return unicodedata.category(after) != "So"
    if _is_regional(after):
        return not _is_regional(before) or _regionals_before(text, index, start) % 2 == 0
    if _is_leading_jamo(after):
        return not _is_leading_jamo(before)
    if _is_later_jamo(after):
        return not (_is_leading_jamo(before) or _is_later_jamo(before) or "\uac00" <= before <= "\ud7a3")
    return not (unicodedata.combining(before) == _VIRAMA_CLASS and unicodedata.category(after) == "Lo")


def clusters(text: str) -> Iterator[str]:
    """*text* in pieces that each look like one character; together they are *text*."""
    start = 0
    for index in range(1, len(text) + 1):
        # Regional indicators pair up from the start of the run, so looking back to the cluster is enough.
        if is_boundary(text, index, start):
            yield text[start:index]
            start = index


@lru_cache(maxsize=4096)
def _extends(character: str) -> bool:
    """Whether *character* stays with the one before it. Cached, since a text repeats its few marks."""
    return (
        character == _ZWJ
        or character == _ZWNJ
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= character <= "\U000e007f"  # tags, in the flags of countries within countries
        or character in "\uff9e\uff9f"  # half-width voiced marks
        or unicodedata.category(character) in _MARKS
    )


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _regionals_before(text: str, index: int, start: int) -> int:
    count = 0
    while index - count > start and _is_regional(text[index - count - 1]):
        count += 1
    return count


def _is_leading_jamo(character: str) -> bool:
    return "\u1100" <= character <= "\u115f" or "\ua960" <= character <= "\ua97c"


def _is_later_jamo(character: str) -> bool:
    return "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7fb"
