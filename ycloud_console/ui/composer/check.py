"""What will be sent from what stands in the composer, what cannot be, and why.

Pure: no widgets and, but for the sentences that :mod:`ycloud_console.sms` gives in the language asked
for, no words. The counts come from :func:`ycloud_console.sms.segments.measure`, which is the code that
also cuts the text when it is sent.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from ycloud_console.sms.address import (
    Address,
    BadAddress,
    Recipient,
    Verdict,
    display_number,
    read_recipients,
    sender_address,
    typed,
)
from ycloud_console.sms.alphabet import Alphabet, plain_twin, simplify
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.sms.segments import MAX_PARTS, MAX_PAYLOAD, LongMode, Meter, NotInAlphabet, measure
from ycloud_console.ui.composer.placeholders import filled_in, placeholders
from ycloud_console.ui.composer.tlv import TlvRow, read_tlv

DEFAULT_SIGNATURE = "【YCloud】"
MAINLAND_CHINA = "CN"

_SIGNATURE = re.compile(r"【([^【】]+)】")
_HALF_SIGNATURE = re.compile(r"\s*[\[［〔]\s*([^\[\]［］〔〕\n]{1,20}?)\s*[\]］〕]\s*")
"""A signature in the wrong brackets."""
_MANY_MESSAGES, _MANY_SEGMENTS = 20, 100
"""More than this is not sent without being asked about once: it is charged for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the composer's fields, as it was typed."""

    sender: str = ""
    recipients: str = ""
    text: str = ""
    """With its placeholders, if it has any."""
    options: SubmitOptions = field(default_factory=SubmitOptions)
    tlvs: tuple[TlvRow, ...] = ()
    """The optional parameters, also those that cannot be read yet."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the placeholders stand for."""
    is_literal: bool = False
    """``{word}`` is no placeholder here: it is sent as it stands."""


class Part(StrEnum):
    """The parts of the composer that can keep a message from being sent, in the order in which they stand."""

    SENDER = "sender"
    RECIPIENTS = "recipients"
    PLACEHOLDERS = "placeholders"
    TEXT = "text"
    OPTIONS = "options"


class TextFault(StrEnum):
    """Why a text cannot be sent."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    """Over 255 segments, or over 65,535 octets in a message_payload."""
    NOT_IN_ALPHABET = "not_in_alphabet"
    """The alphabet chosen in the options lacks a character of the text."""


class OptionFault(StrEnum):
    """Why the options cannot be sent as they are."""

    SCHEDULED_IN_THE_PAST = "scheduled_in_the_past"
    VALIDITY_BEFORE_SCHEDULE = "validity_before_schedule"
    """It would have expired before it is sent."""
    BAD_TLV = "bad_tlv"
    """One of the optional parameters cannot be read."""
    BAD_SERVICE_TYPE = "bad_service_type"
    """Not ASCII: the field is a C-octet string of at most five characters (SMPP 3.4, 5.2.11)."""


@dataclass(frozen=True, slots=True)
class SenderCheck:
    """The sender as it will be written to the wire, or the sentence that says why it cannot be."""

    address: Address | None
    fault: str = ""
    given: str = ""
    """What was typed, without the blanks around it."""


@dataclass(frozen=True)
class RecipientCheck:
    """What a pasted list of recipients comes to; lists are long, so what is derived is worked out once."""

    good: tuple[Recipient, ...] = ()
    doubtful: tuple[Recipient, ...] = ()
    """They can be sent to, but do not look like numbers that a phone has: the operator is asked first."""
    impossible: tuple[Recipient, ...] = ()
    """There is nothing in them that could be sent."""
    duplicates: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.good or self.doubtful or self.impossible)

    @cached_property
    def sendable(self) -> tuple[Recipient, ...]:
        """Those a message goes to: the good ones, and the doubtful ones when the operator insists."""
        return self.good + self.doubtful

    @cached_property
    def questionable(self) -> tuple[Recipient, ...]:
        """Those the operator is shown, with the reason."""
        return self.impossible + self.doubtful

    @cached_property
    def remarkable(self) -> tuple[Recipient, ...]:
        """Good ones that the operator is told something about (a landline, a number not in use)."""
        return tuple(one for one in self.good if one.verdict is Verdict.WARN)

    @cached_property
    def countries(self) -> tuple[tuple[str, int], ...]:
        """Names of the countries with the number of recipients in each, the most first."""
        found = Counter(one.country_name for one in self.sendable if one.country_name)
        return tuple(found.most_common())

    @cached_property
    def in_mainland_china(self) -> tuple[Recipient, ...]:
        return tuple(one for one in self.sendable if one.country == MAINLAND_CHINA)


@dataclass(frozen=True, slots=True)
class TextCheck:
    """How a text will travel."""

    text: str
    meter: Meter | None
    """None when it cannot be sent at all."""
    fault: TextFault | None = None
    strangers: tuple[str, ...] = ()
    """The characters the chosen alphabet lacks (for NOT_IN_ALPHABET)."""
    curable: tuple[str, ...] = ()
    """Characters that force UCS-2 and have a plain twin."""
    twins: tuple[str, ...] = ()
    """The plain twin of each of them; empty where it just goes."""
    stubborn: tuple[str, ...] = ()
    """Characters that force UCS-2 and have none (Chinese, emoji, ...)."""
    plain: Meter | None = None
    """What the text would come to with the plain twins in it; only when that spares UCS-2."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it together: what Send will do."""

    sender: SenderCheck
    recipients: RecipientCheck
    text: TextCheck
    option_faults: tuple[OptionFault, ...] = ()
    unfilled: tuple[str, ...] = ()
    """Placeholders of the text for which nothing is filled in yet."""

    @property
    def messages(self) -> int:
        """One for each recipient that can be sent to."""
        return len(self.recipients.sendable)

    @property
    def numbers(self) -> list[str]:
        """The recipients as they are to be sent to."""
        return [_number(one) for one in self.recipients.sendable]

    @property
    def segments(self) -> int:
        """Over all messages: what is likely charged."""
        return self.messages * self.text.meter.charged if self.text.meter else 0

    @property
    def faults(self) -> tuple[Part, ...]:
        """The fields that must be mended before anything can be sent."""
        found = []
        if self.sender.address is None:
            found.append(Part.SENDER)
        if not self.recipients.sendable:
            found.append(Part.RECIPIENTS)
        if self.unfilled:
            found.append(Part.PLACEHOLDERS)
        if self.text.fault is not None:
            found.append(Part.TEXT)
        if self.option_faults:
            found.append(Part.OPTIONS)
        return tuple(found)

    @property
    def is_large(self) -> bool:
        """Whether it is so much that the operator is asked before it is sent."""
        return self.messages > _MANY_MESSAGES or self.segments > _MANY_SEGMENTS

    def seconds(self, rate: float) -> float:
        """How long sending takes at *rate* segments a second; 0 when there is no such limit."""
        return self.messages * self.text.meter.segments / rate if rate and self.text.meter else 0.0

    @property
    def lacks_signature(self) -> bool:
        """Whether a recipient in mainland China would get a text without a signature (err 18)."""
        return bool(
            self.text.text and self.recipients.in_mainland_china and not has_signature(self.text.text)
        )


def check_sender(
    sender: str, language: str = "en", *, ton: int | None = None, npi: int | None = None
) -> SenderCheck:
    """The sender's address with TON and NPI (its own, or those chosen), or why there is none."""
    try:
        return SenderCheck(typed(sender_address(sender, language), ton, npi), given=sender.strip())
    except BadAddress as problem:
        return SenderCheck(None, str(problem), sender.strip())


def check_recipients(text: str, default_country: str = "", language: str = "en") -> RecipientCheck:
    """Sort what was pasted into good, doubtful and impossible; duplicates are folded into one."""
    found = read_recipients(text, default_country, language)
    return sorted_out(found.recipients, found.duplicates)


def sorted_out(recipients: Iterable[Recipient], duplicates: tuple[str, ...]) -> RecipientCheck:
    """*recipients*, each of another number, by what can be done with them."""
    good, doubtful, impossible = [], [], []
    for one in recipients:
        if one.address is None:
            impossible.append(one)
        elif one.verdict is Verdict.BAD:
            doubtful.append(one)
        else:
            good.append(one)
    return RecipientCheck(tuple(good), tuple(doubtful), tuple(impossible), duplicates)


def check_text(
    text: str,
    *,
    alphabet: Alphabet | None = None,
    long_mode: LongMode = LongMode.UDH8,
    default: Alphabet = Alphabet.GSM7,
) -> TextCheck:
    """Measure *text* as it will be sent with these options, and find what would make it cheaper.

    *default* is the alphabet in which it is sent when it fits.
    """
    try:
        meter = measure(text, long_mode=long_mode, alphabet=alphabet, default=default)
    except NotInAlphabet as problem:
        return TextCheck(text, None, TextFault.NOT_IN_ALPHABET, strangers=tuple(problem.characters))
    if not text:
        return TextCheck(text, meter, TextFault.EMPTY)
    if is_too_long(meter):
        return TextCheck(text, meter, TextFault.TOO_LONG)
    if alphabet is not None or not meter.forcing:
        return TextCheck(text, meter)
    curable = tuple(ch for ch in meter.forcing if plain_twin(ch, default) is not None)
    stubborn = tuple(ch for ch in meter.forcing if plain_twin(ch, default) is None)
    plain = measure(simplify(text, default), long_mode=long_mode, default=default) if not stubborn else None
    twins = tuple(plain_twin(ch, default) or "" for ch in curable)
    return TextCheck(text, meter, curable=curable, twins=twins, stubborn=stubborn, plain=plain)


def is_too_long(meter: Meter) -> bool:
    """Whether there are more parts than a header counts, or more octets than a message_payload holds."""
    octets = meter.units * (2 if meter.encoding is Alphabet.UCS2 else 1)
    return meter.segments > MAX_PARTS or octets > MAX_PAYLOAD


def check_options(
    options: SubmitOptions, tlvs: Iterable[TlvRow] = (), now: datetime | None = None
) -> tuple[OptionFault, ...]:
    """What keeps *options* from being sent; *now* (aware) is the present when None."""
    found = []
    present = now or datetime.now(UTC)
    if options.scheduled is not None:
        wait = (options.scheduled - present).total_seconds()
        if wait <= 0:
            found.append(OptionFault.SCHEDULED_IN_THE_PAST)
        elif options.validity is not None and options.validity <= wait:
            found.append(OptionFault.VALIDITY_BEFORE_SCHEDULE)
    if not options.service_type.isascii():
        found.append(OptionFault.BAD_SERVICE_TYPE)
    if any(not isinstance(read_tlv(row), tuple) for row in tlvs if not row.is_empty):
        found.append(OptionFault.BAD_TLV)
    return tuple(found)


def unfilled(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The placeholders of *text* for which *values* has nothing but blanks."""
    return tuple(name for name in placeholders(text) if not values.get(name, "").strip())


def text_of(text: str, values: Mapping[str, str], *, is_literal: bool = False) -> str:
    """*text* as it is sent: with its placeholders filled in, unless its braces are to stand."""
    return text if is_literal else filled_in(text, values)


def has_signature(text: str) -> bool:
    """Whether *text* starts with a signature in full-width brackets, as mainland China demands."""
    return _SIGNATURE.match(text) is not None


def signature_of(configured: str) -> str:
    """The account's signature in its brackets, or YCloud's when none is configured."""
    name = configured.strip().strip("【】[] ")
    return f"【{name}】" if name else DEFAULT_SIGNATURE


def signature_in(text: str) -> str:
    """The name between the full-width brackets at the start of *text*; empty when there is none."""
    found = _SIGNATURE.match(text)
    return found[1].strip() if found else ""


def signature_meant(text: str) -> str:
    """The signature that *text* starts with in the wrong brackets (``[Acme] hi``), put right; else empty."""
    found = _HALF_SIGNATURE.match(text)
    return f"【{found[1]}】" if found else ""


def with_signature(text: str, signature: str) -> str:
    """*text* behind *signature*; blanks that stood before it go, and the same name in other brackets."""
    if has_signature(text):
        return text
    found = _HALF_SIGNATURE.match(text)
    if found and f"【{found[1]}】" == signature:
        return signature + text[found.end() :]
    return signature + text.lstrip()


def shown_number(one: Recipient) -> str:
    """A recipient as a person writes it: spaced where it is a phone number, else what was typed."""
    return one.given.strip() if one.verdict is Verdict.BAD else display_number(one.e164)


def _number(one: Recipient) -> str:
    """What to send to; what is no phone number gets no plus: nothing says that it is international."""
    if one.verdict is Verdict.BAD and one.address is not None:
        return one.address.addr
    return one.e164


def name_of_character(ch: str) -> str:
    """How to show *ch* to a person: itself, or its Unicode name where nothing could be seen."""
    if unicodedata.category(ch)[0] in "CZM":
        return f"{unicodedata.name(ch, 'control character').lower()} (U+{ord(ch):04X})"
    return ch
