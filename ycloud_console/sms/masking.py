"""What is shown of texts and phone numbers while others look on: for screens, copies and exports alike.

A text says how long it is, a number its calling code and its end. Nothing that was hidden can be worked out
from what is shown, but for what the length tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ycloud_console.sms.receipt_fields import KEY, read_fields

_DOTS = "••••"
_SHOWN = 4
"""Digits of a number's end that are shown, and never more than half of what follows the calling code."""
_LONG_NUMBER = re.compile(r"\+?\d{7,}", re.ASCII)
"""A phone number inside of a name, such as ``tel:+6581234567``."""
_NUMBER = re.compile(r"([+＋]?)([\d\s()./-]*\d[\d\s()./-]*)")
_NOT_DIGIT = re.compile(r"\D")
_SAYS_NOTHING = frozenset({"", "none", "null"})
"""What SMSCs write where a receipt has no text."""
_ONE_DIGIT_CODES = frozenset("17")
_TWO_DIGIT_CODES = frozenset(
    [20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67)]
) | frozenset([81, 82, 84, 86, *range(90, 96), 98])
"""ITU-T E.164: every other calling code has three digits."""


@dataclass(frozen=True, slots=True)
class Mask:
    """What is hidden; by default nothing.

    *language* of its methods: "en", or "zh…" for Simplified Chinese.
    """

    texts: bool = False
    numbers: bool = False

    @property
    def is_on(self) -> bool:
        """Whether anything is hidden."""
        return self.texts or self.numbers

    def text(self, text: str, language: str = "en") -> str:
        """A message's text: ``•••• (34 characters)``. One that is empty stays so."""
        if not self.texts or not text:
            return text
        count = len(text)
        if language.startswith("zh"):
            return f"{_DOTS}（{count} 个字符）"
        return f"{_DOTS} ({count} character{'s' if count != 1 else ''})"

    def number(self, number: str) -> str:
        """An address: ``+65 •••• 4567``; a short code ``•••• 86``.

        A name stays as it is: it is whom the message comes from, and no one's number. A phone number that
        stands in a name is hidden there.
        """
        if not self.numbers or not number:
            return number
        found = _NUMBER.fullmatch(number.strip())
        if not found:
            return _LONG_NUMBER.sub(lambda match: self.number(match[0]), number)
        digits = _NOT_DIGIT.sub("", found[2])
        code = _calling_code(digits) if found[1] else ""
        rest = digits[len(code) :]
        shown = min(_SHOWN, len(rest) // 2)
        parts = (f"+{code}" if found[1] else "", _DOTS, rest[len(rest) - shown :])
        return " ".join(part for part in parts if part)

    def octets(self, octets: bytes, language: str = "en") -> str:
        """The octets of a message in hex; while texts are hidden, only how many there are."""
        if not self.texts or not octets:
            return octets.hex(" ")
        count = len(octets)
        if language.startswith("zh"):
            return f"{_DOTS}（{count} 个字节）"
        return f"{_DOTS} ({count} octet{'s' if count != 1 else ''})"

    def receipt(self, text: str, numbers: Iterable[str] = (), language: str = "en") -> str:
        """A receipt's text without what stands in its ``text:`` field; all of it where it is no receipt.

        SMSCs put the beginning of the message there. *numbers* are those that it may be about: an SMSC that
        writes them into the receipt shows them no more than the console does.
        """
        if self.texts:
            text = self._without_text(text, language)
        if self.numbers:
            for number in numbers:
                digits, shown = _NOT_DIGIT.sub("", number), self.number(number)
                if digits and shown != number:
                    text = re.sub(rf"(?<!\d)\+?{digits}(?!\d)", shown, text)
        return text

    def _without_text(self, text: str, language: str) -> str:
        fields = read_fields(text)
        if not fields.values:
            return self.text(text, language)
        said = fields.values.get("text", "")
        if said.strip().lower() in _SAYS_NOTHING:
            return text
        at = _start_of_text(text, said)
        return f"{text[:at]}{self.text(said, language)}"


def _start_of_text(text: str, said: str) -> int:
    """Where what the field ``text`` says begins: it takes all that follows the key."""
    for match in KEY.finditer(text):
        if match[1].lower() == "text" and text[match.end() :].strip() == said:
            return match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    return 0


def _calling_code(digits: str) -> str:
    if digits[:1] in _ONE_DIGIT_CODES:
        return digits[:1]
    return digits[:2] if int(digits[:2] or 0) in _TWO_DIGIT_CODES else digits[:3]
