"""A pasted list of recipients -> who gets the message, with a verdict and its reason for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from ycloud_console.sms.countries import country_name
from ycloud_console.sms.phone import (
    MAX_DIGITS,
    Address,
    BadAddress,
    country_of,
    national_number,
    recipient_address,
    tidy,
)

__all__ = ["Recipient", "RecipientList", "Verdict", "read_recipients"]


class Verdict(StrEnum):
    """What is thought of a recipient before anything is sent."""

    OK = "ok"
    WARN = "warn"
    """Can be sent; look at the reason."""
    BAD = "bad"
    """No phone number; the SMSC will refuse it, if it can be sent at all."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One entry of the list."""

    given: str
    """As it was pasted."""
    address: Address | None
    """None: there is nothing to send to."""
    e164: str
    """``+`` and digits; empty without an address."""
    country: str
    """ISO 3166 alpha-2, or empty."""
    country_name: str
    verdict: Verdict
    reason: str
    """A sentence; empty when there is nothing to say."""


@dataclass(frozen=True, slots=True)
class RecipientList:
    """What was pasted, each number once."""

    recipients: tuple[Recipient, ...]
    duplicates: tuple[str, ...]
    """Entries as given whose number was there already."""


_SEPARATORS = re.compile(r"[\r\n,;\t，；、|\v\f\x85\u2028\u2029]+")
_QUOTES = "\"'“”‘’=`"
_SPREADSHEET_FLOAT = re.compile(r"(\d+)\.0+", re.ASCII)
_SPREADSHEET_EXPONENT = re.compile(r"[\d.]+E\+?\d+", re.ASCII | re.IGNORECASE)
# A cell in quotes may hold a separator of its own, and so may a number grouped in thousands.
_CELL = re.compile(r'(?:"([^"\r\n]*)"|(?<![\d,])(\d{1,3}(?:,\d{3}){2,4}))(?=[\r\n,;\t，；、|]|$)', re.ASCII)
_NUMBERING = re.compile(r"\d{1,4}(?:\s*[.):]\s+(?=[+(\d])|\s+(?=\+))", re.ASCII)
_BETWEEN = re.compile(r"\s*/\s*|(?<=[\d\s)])(?=\+)")
"""Where one number ends and the next begins, for want of a separator."""
_PREFIX = re.compile(r"(tel|sms|mobile|phone|whatsapp)\s*:\s*", re.IGNORECASE)

_UNTEXTABLE = {
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.TOLL_FREE: "service",
    PhoneNumberType.PREMIUM_RATE: "service",
    PhoneNumberType.SHARED_COST: "service",
    PhoneNumberType.UAN: "service",
    PhoneNumberType.VOICEMAIL: "service",
}

_SHORTEST, _SHORTEST_CODE = 7, 3
"""Digits of a phone number with its country code, and of a short code, at least."""

_REASONS = {
    "no_number": ("There is no phone number in this.", "其中没有电话号码。"),
    "spreadsheet": ("A spreadsheet has shortened this number. Format its column as text and copy it again.",
                    "表格软件把这个号码缩写了。请将该列设为文本格式后重新复制。"),
    "short_code": ("A short code, or digits are missing.", "这是短号码，或缺少数字。"),
    "letters": ("There are letters in this; only the digits are used.",
                "其中含有字母；只使用数字部分。"),
    "digits": ("{0} digits: a phone number with its country code has 7 to 15.",
               "共 {0} 位数字：含国家代码的电话号码为 7 至 15 位。"),
    "no_country": ("No country in use begins like this. Write the number with its country code.",
                   "没有国家使用这样的开头。请写上国家代码。"),
    "national": ("It has no country code. Add it, or set the account's default country.",
                 "号码没有国家代码。请补上，或设置账号的默认国家。"),
    "not_valid": ("Not a number in use in {0}, as far as is known.", "据所知，{0}没有启用这样的号码。"),
    "landline": ("A landline: it may not receive text messages.", "这是固定电话，可能收不到短信。"),
    "service": ("A service number: it may not receive text messages.", "这是服务号码，可能收不到短信。"),
}  # fmt: skip


def read_recipients(text: str, default_country: str = "", language: str = "en") -> RecipientList:
    """The recipients in *text*: one a line, or with commas, semicolons or tabs between; empty ones skipped.

    *default_country* (ISO 3166, two letters) completes national numbers. Never raises.
    """
    recipients: list[Recipient] = []
    duplicates: list[str] = []
    seen: set[str] = set()
    for given in _entries(text, default_country):
        recipient = _read(given, default_country, language)
        number = recipient.e164 or recipient.given
        if number in seen:
            duplicates.append(given)
        else:
            seen.add(number)
            recipients.append(recipient)
    return RecipientList(tuple(recipients), tuple(duplicates))


def _entries(text: str, default_country: str) -> list[str]:
    entries: list[str] = []
    for piece in _pieces(text, default_country):
        given = piece.strip().strip("\ufeff")
        if not given:
            continue
        digits = sum(character.isdecimal() for character in given)
        entries += _apart(given, default_country) if digits > MAX_DIGITS else [given]
    return entries


def _pieces(text: str, default_country: str) -> Iterator[str]:
    """What stands between the separators of *text*."""
    start = 0
    for match in _CELL.finditer(text):
        cell = match[1] if match[1] is not None else match[2]
        if not _SEPARATORS.search(cell):
            continue
        if any(map(str.isdecimal, cell)) and national_number(tidy(cell), default_country) is None:
            continue
        yield from _SEPARATORS.split(text[start : match.start()])
        yield match[0]
        start = match.end()
    yield from _SEPARATORS.split(text[start:])


def _apart(given: str, default_country: str) -> list[str]:
    """Numbers with only a plus, a slash or spaces between, if each is one; else *given* as it is."""
    for parts in (_BETWEEN.split(given), given.split()):
        numbers = [part.strip() for part in parts if part.strip()]
        if len(numbers) > 1 and all(national_number(tidy(part), default_country) for part in numbers):
            return numbers
    return [given]


@lru_cache(maxsize=65_536)
def _read(given: str, default_country: str, language: str) -> Recipient:
    """One entry. Cached, since the list is read again with each change somebody makes to it."""
    plain = _PREFIX.sub("", tidy(given).strip(_QUOTES).strip(), count=1)
    numbering = _NUMBERING.match(plain)
    if numbering is not None and national_number(plain[numbering.end() :], default_country) is not None:
        plain = plain[numbering.end() :]
    if _SPREADSHEET_EXPONENT.fullmatch(plain):
        return _bad(given, None, "spreadsheet", language)
    as_float = _SPREADSHEET_FLOAT.fullmatch(plain)
    if as_float:
        plain = as_float[1]
    try:
        address = recipient_address(plain, default_country)
    except BadAddress:
        digits = sum(character.isdecimal() for character in plain)
        return _bad(given, None, "digits" if digits else "no_number", language, digits)
    number = national_number(plain, default_country)
    letters = any(character.isalpha() for character in plain)
    if number is not None:
        return _judge(given, address, number, "letters" if letters else "", language)
    if letters and len(address.addr) < _SHORTEST:
        return _bad(given, None, "no_number", language)
    if letters:
        return _bad(given, address, "letters", language)
    if _SHORTEST_CODE <= len(address.addr) < _SHORTEST and not plain.startswith(("+", "0")):
        return Recipient(given, address, address.addr, "", "", Verdict.WARN, _reason("short_code", language))
    if not _SHORTEST <= len(address.addr) <= 15:
        return _bad(given, address, "digits", language, len(address.addr))
    if plain.startswith("0") and not plain.startswith("00"):
        return _bad(given, address, "national", language)
    country = country_of(address.addr)
    if not country:
        return _bad(given, address, "no_country", language)
    name = country_name(country, language)
    reason = _reason("not_valid", language, name)
    return Recipient(given, address, f"+{address.addr}", country, name, Verdict.WARN, reason)


def _judge(given: str, address: Address, number: PhoneNumber, doubt: str, language: str) -> Recipient:
    """A valid number: is it one that can be texted?"""
    country = country_of(address.addr)
    kind = doubt or _UNTEXTABLE.get(phonenumbers.number_type(number))
    return Recipient(
        given,
        address,
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
        country,
        country_name(country, language),
        Verdict.WARN if kind else Verdict.OK,
        _reason(kind, language) if kind else "",
    )


def _bad(given: str, address: Address | None, reason: str, language: str, *details: object) -> Recipient:
    e164 = f"+{address.addr}" if address else ""
    return Recipient(given, address, e164, "", "", Verdict.BAD, _reason(reason, language, *details))


def _reason(reason: str, language: str, *details: object) -> str:
    return _REASONS[reason][language.startswith("zh")].format(*details)
