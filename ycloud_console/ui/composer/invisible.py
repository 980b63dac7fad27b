"""Characters nobody sees that came along with a pasted text: direction marks, zero-width spaces.

Pure. Where they have their work to do they are left alone: joiners and selectors inside an emoji or a word of
a script that needs them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

_UNSEEN = frozenset(
    {0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)}
    | {*range(0x2060, 0x2070), *range(0x20), *range(0x7F, 0xA0)}
) - {0x09, 0x0A, 0x0D}
"""Soft hyphen, joiners, zero-width spaces, direction marks, byte order mark, and the old control codes."""
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe0e\ufe0f"


def invisible(text: str) -> Counter[str]:
    """The characters of *text* that cannot be seen and do nothing there, with how often, in order."""
    if text.isprintable():
        return Counter()
    return Counter(ch for at, ch in enumerate(text) if _is_stray(text, at, ch))


def without_invisible(text: str) -> str:
    """*text* without what :func:`invisible` finds."""
    return "".join(ch for at, ch in enumerate(text) if not _is_stray(text, at, ch))


def _is_stray(text: str, at: int, ch: str) -> bool:
    if ord(ch) not in _UNSEEN:
        return False
    return ch not in _JOINERS or not (_is_joined(text[at - 1 : at]) and _is_joined(text[at + 1 : at + 2]))


def _is_joined(neighbour: str) -> bool:
    """Whether a joiner beside it has a meaning: emoji, their selectors, scripts without letter case."""
    if not neighbour or neighbour.isascii():
        return False
    return neighbour in _SELECTORS or unicodedata.category(neighbour) in ("So", "Sk", "Lo", "Mn", "Mc")
