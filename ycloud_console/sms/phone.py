"""Senders and recipients as people write them -> digits, type of number and numbering plan.

TON and NPI: SMPP 3.4, 5.2.5 and 5.2.6. An alphanumeric sender has 11 septets at most, a number 20 digits
(3GPP TS 23.040, 9.1.2.5), an international one 15 (ITU-T E.164). Countries and validity: phonenumbers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from ycloud_console.sms.alphabet import forcing, gsm_septets

__all__ = [
    "Address",
    "BadAddress",
    "country_of",
    "display_number",
    "national_number",
    "recipient_address",
    "sender_address",
    "typed",
]

TON_UNKNOWN, TON_INTERNATIONAL, TON_NATIONAL, TON_NETWORK_SPECIFIC, TON_ALPHANUMERIC = 0, 1, 2, 3, 5
NPI_UNKNOWN, NPI_ISDN = 0, 1

MAX_ALPHANUMERIC = 11
MAX_DIGITS = 15
MAX_SHORT_CODE = 8
MAX_ADDRESS = 20
"""Characters an SMPP 3.4 address can hold besides its NUL."""

# Python keeps 512 compiled patterns. The numbers of all countries need twice as many, which would be compiled
# over and over: for 20 times as long as it takes to read a number.
phonenumbers.enable_pattern_cache()

# What people put between and around digits; the letters are those of "tel:".
_NUMBER = re.compile(r"\+?[\d\s().\-/]*\d[\d\s().\-/]*", re.ASCII)
_NOT_DIGIT = re.compile(r"\D", re.ASCII)
_NEVER = r"(?!)"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－·•・"), "-")


class BadAddress(ValueError):
    """This cannot be an address; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it goes on the wire."""

    addr: str
    ton: int
    npi: int


def sender_address(text: str, language: str = "en") -> Address:
    """What to send as: a number, a short code, or up to 11 characters of GSM 03.38.

    ``+`` or ``00`` and digits: international. Up to 8 digits: a short code. Longer digits: national when they
    begin with 0, else international. Anything else: alphanumeric. Raises BadAddress with a sentence in
    *language*.
    """
    plain = tidy(text)
    if not any(map(str.isalnum, plain)):
        raise _bad("empty", language)
    if _NUMBER.fullmatch(plain):
        return _sender_number(plain, language)
    strangers = [character for character in forcing(plain) if character.isprintable()]
    if strangers:
        raise _bad("alphabet", language, " ".join(strangers[:10]))
    if any(not character.isprintable() for character in plain):
        raise _bad("line", language)
    septets = sum(map(gsm_septets, plain))
    if septets > MAX_ALPHANUMERIC:
        raise _bad("letters", language, septets)
    return Address(plain, TON_ALPHANUMERIC, NPI_UNKNOWN)


def typed(address: Address, ton: int | None, npi: int | None) -> Address:
    """*address* with the type of number and the numbering plan that were chosen; None leaves one as it is."""
    return Address(address.addr, address.ton if ton is None else ton, address.npi if npi is None else npi)


def _sender_number(plain: str, language: str) -> Address:
    digits = _NOT_DIGIT.sub("", plain)
    international = plain.startswith("+")
    if digits.startswith("00") and len(digits) > MAX_SHORT_CODE:
        digits, international = digits.lstrip("0"), True
    if len(digits) > MAX_DIGITS:
        raise _bad("digits", language, len(digits))
    if not digits:
        raise _bad("empty", language)
    if international:
        return Address(digits, TON_INTERNATIONAL, NPI_ISDN)
    if len(digits) <= MAX_SHORT_CODE:
        return Address(digits, TON_NETWORK_SPECIFIC, NPI_UNKNOWN)
    if digits.startswith("0"):
        return Address(digits, TON_NATIONAL, NPI_ISDN)
    return Address(digits, TON_INTERNATIONAL, NPI_ISDN)


def recipient_address(text: str, default_country: str = "", language: str = "en") -> Address:
    """Where to send: the digits of *text*, international (TON 1, NPI 1), without ``+`` or ``00``.

    *default_country* (ISO 3166, two letters) completes a national number. A number that is not valid is not
    refused here, since a tester must be able to send it: only text without a digit or with more than 20.
    Raises BadAddress with a sentence in *language*.
    """
    plain = tidy(text)
    number = national_number(plain, default_country)
    if number is not None:
        return Address(_NOT_DIGIT.sub("", _e164(number)), TON_INTERNATIONAL, NPI_ISDN)
    digits = _NOT_DIGIT.sub("", plain)
    digits = digits.removeprefix("00")
    if not digits:
        raise _bad("no_digits", language)
    if len(digits) > MAX_ADDRESS:
        raise _bad("too_long", language, len(digits))
    return Address(digits, TON_INTERNATIONAL, NPI_ISDN)


@lru_cache(maxsize=65_536)
def national_number(plain: str, default_country: str = "") -> PhoneNumber | None:
    """The valid phone number that the digits of *plain* (see :func:`tidy`) mean, or None.

    Read as international if it says so (``+``, ``00``), else as one of *default_country*, else again as
    international, since many lists leave out the ``+``. Cached, since lists are read again while somebody
    edits them; nobody changes what comes back.
    """
    digits = _NOT_DIGIT.sub("", plain)
    if not 5 <= len(digits) <= MAX_ADDRESS:
        return None
    if "+" in plain or digits.startswith("00"):
        return _valid(f"+{digits.removeprefix('00')}", None)
    if default_country:
        number = _valid(digits, default_country.upper())
        if number is not None:
            return number
    return None if digits.startswith("0") else _valid(f"+{digits}", None)


def country_of(digits: str) -> str:
    """The country of an international number (with or without ``+``): ISO 3166 alpha-2, "" if not known."""
    number, country = _international("+" + _NOT_DIGIT.sub("", digits[:40]))
    if number is None:
        return ""
    if country is None:
        # Too short or not in use: the calling code still tells, unless several countries share it.
        countries = phonenumbers.region_codes_for_country_code(number.country_code or 0)
        country = countries[0] if len(countries) == 1 else ""
    return "" if country in ("001", "ZZ") else country


def display_number(e164: str) -> str:
    """An international number (with or without ``+``) spaced for people: ``+65 8123 4567``.

    What is no possible number comes back as it is.
    """
    digits = e164.removeprefix("+")
    if not digits.isascii() or not digits.isdigit():
        return e164
    number, _ = _international(f"+{digits}")
    if number is None or not phonenumbers.is_possible_number(number):
        return e164
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def tidy(text: str) -> str:
    """*text* without what only gets in the way: full-width forms, odd spaces and dashes, invisible marks."""
    if text.isascii():
        return text.strip()
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES))
    plain = "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in plain
        if unicodedata.category(character) != "Cf"
    )
    return plain.strip()


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _valid(text: str, country: str | None) -> PhoneNumber | None:
    if country is not None:
        number = _parsed(text, country)
        return number if number is not None and phonenumbers.is_valid_number(number) else None
    number, region = _international(text)
    if number is None or region is None:
        return None
    # As is_valid_number, which looks for the region once more.
    return number if phonenumbers.is_valid_number_for_region(number, region) else None


@lru_cache(maxsize=1024)
def _international(text: str) -> tuple[PhoneNumber | None, str | None]:
    """The number that *text*, a plus and digits, means, and the region it is from, as phonenumbers names it.

    Kept for a while, since of a number that was read the country is asked for next.
    """
    number = _unprefixed(text[1:]) or _parsed(text)
    return number, None if number is None else phonenumbers.region_code_for_number(number)


def _unprefixed(digits: str) -> PhoneNumber | None:
    """What phonenumbers makes of a plus and *digits* where there is nothing to find out; else None.

    A calling code, and behind it neither a zero nor what could be a national prefix: it takes those digits as
    they are, but only after it has looked for letters, extensions and other countries' prefixes, for 10 µs.
    """
    if not 7 <= len(digits) <= MAX_DIGITS or digits[0] == "0":
        return None
    for length in (1, 2, 3):
        code, national = int(digits[:length]), digits[length:]
        if code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
            if national[0] == "0" or _national_prefix(code).match(national):
                return None
            return PhoneNumber(country_code=code, national_number=int(national))
    return None


@cache
def _national_prefix(code: int) -> re.Pattern[str]:
    """What phonenumbers may take off a number behind that calling code.

    It calls its metadata its own affair: this is the only thing that is read there, and the tests compare.
    """
    region = phonenumbers.region_code_for_country_code(code)
    metadata = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    return re.compile((metadata and metadata.national_prefix_for_parsing) or _NEVER)


def _parsed(text: str, country: str | None = None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except NumberParseException:
        return None


_BAD = {
    "empty": ("The sender is empty. Give a number, a short code, or a name of up to 11 letters.",
              "发送方为空。请填写号码、短号码，或不超过 11 个字符的名称。"),
    "alphabet": ("A sender cannot have the characters {0}. Use letters, digits and simple signs.",
                 "发送方含有手机无法显示的字符：{0}。请使用字母、数字和简单符号。"),
    "line": ("The sender has a line break or another control character in it. Keep it on one line.",
             "发送方含有换行或其他控制字符。请写在一行内。"),
    "letters": ("The sender takes {0} characters; a name can have 11. Shorten it.",
                "发送方占 {0} 个字符；名称最多 11 个字符，请缩短。"),
    "digits": ("The sender has {0} digits; a phone number can have 15. Check it.",
               "发送方有 {0} 位数字；电话号码最多 15 位，请检查。"),
    "no_digits": ("The recipient has no digits. Give a phone number with its country code, such as +65….",
                  "收件人中没有数字。请填写带国家代码的电话号码，例如 +65……。"),
    "too_long": ("The recipient has {0} digits; 20 are possible. Check whether two numbers ran together.",
                 "收件人有 {0} 位数字；地址最多 20 位。请检查是否有两个号码连在一起。"),
}  # fmt: skip


def _bad(reason: str, language: str, *details: object) -> BadAddress:
    return BadAddress(_BAD[reason][language.startswith("zh")].format(*details))
