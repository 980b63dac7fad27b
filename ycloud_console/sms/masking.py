"""What is shown of texts and phone numbers while others look on: for screens, copies and exports alike.

A text says how long it is, a number its calling code and its end. Nothing that was hidden can be worked out
from what is shown, but for what the length tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ycloud_console.sms.receipt_fields import free_text

_DOTS = "••••"
_SHOWN = 4
"""Digits of a number's end that are shown, and never more than half of what follows the calling code."""
_LONG_NUMBER = re.compile(r"\+?\d(?:[ ().-]*\d){6,}", re.ASCII)
"""A phone number inside of a name, such as ``tel:+6581234567``."""
_NUMBER = re.compile(r"([+＋]?)([\d\s()./-]*\d[\d\s()./-]*)")
_NOT_DIGIT = re.compile(r"\D")
_DIGIT = re.compile(r"\d", re.ASCII)
_BETWEEN = r"[\s()./\0-]*"
"""What may stand between the digits of a number in a text; NULs where it has two octets a character."""
_LEAST = 3
"""Digits of an address that is looked for in texts: fewer are in any receipt."""
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
        parts = (f"+{code}" if found[1] else "", _DOTS, digits[len(digits) - _shown(found) :])
        return " ".join(part for part in parts if part)

    def octets(self, octets: bytes, language: str = "en", numbers: Iterable[str] = ()) -> str:
        """The octets of a message in hex; while texts are hidden, only how many there are.

        *numbers* are those that it may be about: while numbers are hidden, their digits are stars in it.
        """
        if not self.texts or not octets:
            return self.starred(octets, numbers).hex(" ")
        count = len(octets)
        if language.startswith("zh"):
            return f"{_DOTS}（{count} 个字节）"
        return f"{_DOTS} ({count} octet{'s' if count != 1 else ''})"

    def starred(self, octets: bytes, numbers: Iterable[str]) -> bytes:
        """The octets of a message with stars for the digits of *numbers*, while numbers are hidden.

        As many as before, in one octet a character or two. Of a number as much stays as :meth:`number` shows.
        """
        return starred_numbers(octets, numbers) if self.numbers else octets

    def receipt(self, text: str, numbers: Iterable[str] = (), language: str = "en") -> str:
        """A receipt's text without all that is none of its fields; none of it where it is no receipt.

        SMSCs put the beginning of the message there, most of them behind ``text:``. *numbers* are those that
        it may be about: an SMSC that writes them into the receipt shows them no more than the console does.
        """
        if self.texts:
            for start, end in reversed(free_text(text)):
                text = text[:start] + self.text(text[start:end], language) + text[end:]
        if self.numbers:
            for number, pattern in _patterns(numbers, text):
                text = pattern.sub(self.number(number), text)
        return text


def hidden_digits(address: str) -> tuple[int, ...]:
    """Where in *address* those digits stand that are hidden with its number.

    That is what :meth:`Mask.number` leaves out, and the calling code: of a name only a phone number inside of
    it, of any other all but the end.
    """
    found = _NUMBER.fullmatch(address.strip())
    if found:
        places = [match.start() for match in _DIGIT.finditer(address)]
        return tuple(places[: len(places) - _shown(found)])
    return tuple(
        match.start() + place for match in _LONG_NUMBER.finditer(address) for place in hidden_digits(match[0])
    )


def starred_numbers(octets: bytes, numbers: Iterable[str]) -> bytes:
    """*octets* of a message with stars for the digits of *numbers* that are hidden, wherever they stand."""
    text = octets.decode("latin-1")
    hidden = bytearray(octets)
    for number, pattern in _patterns(numbers, text):
        count = len(hidden_digits(number))
        for match in pattern.finditer(text):
            for digit in islice(_DIGIT.finditer(match[0]), count):
                hidden[match.start() + digit.start()] = ord("*")
    return bytes(hidden)


def _patterns(numbers: Iterable[str], text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each of the *numbers* that may stand in *text*, and how: with + and blanks, or without."""
    said = _NOT_DIGIT.sub("", text)
    for number in numbers:
        found = _NUMBER.fullmatch(number.strip())
        digits = _NOT_DIGIT.sub("", found[2]) if found else ""
        # Making a pattern takes ten times as long as looking; few texts have the number that they are about.
        if len(digits) >= _LEAST and digits in said:
            written = _BETWEEN.join(digits)
            yield number, re.compile(rf"(?<!\d)(?<!\d\0)(?:\+\0?)?{written}(?!\0?\d)", re.ASCII)


def _shown(found: re.Match[str]) -> int:
    """How many digits of a number's end are shown."""
    digits = _NOT_DIGIT.sub("", found[2])
    code = _calling_code(digits) if found[1] else ""
    return min(_SHOWN, (len(digits) - len(code)) // 2)


def _calling_code(digits: str) -> str:
    if digits[:1] in _ONE_DIGIT_CODES:
        return digits[:1]
    return digits[:2] if int(digits[:2] or 0) in _TWO_DIGIT_CODES else digits[:3]
