"""What is sent: message number n has a recipient and a text of its own, the same in every process."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from ycloud_console.smpp.pdu import concatenation, read_udh

_ENDINGS = ("0091", "0092", "0093", "0094", "0095", "0096", "0090", "0010")
"""Receipts that are early, twice, malformed, negative or missing; answers that never come, and lost links."""


@dataclass(frozen=True)
class Planned:
    """One message."""

    number: int
    recipient: str
    text: str


def planned(number: int, seed: int) -> Planned:
    """Message *number*, whose number stands in the recipient's."""
    random = Random(f"{seed} {number}")
    ending = random.choice(_ENDINGS) if random.random() < 0.12 else f"{random.randrange(1000, 10_000)}"
    if ending in ("0095", "0096") and random.random() < 0.7:
        ending = "0092"  # each of those costs a time-out or a reconnect
    filler = random.choice(("hello ", "nǐ hǎo 您好", "€uro "))
    length = random.choice((1, 1, 1, 1, 9, 20, 40, 99))
    return Planned(number, f"+65{number:06}{ending}", f"{number} {filler * length}")


def numbered(recipient: str) -> int:
    """The number of the message that went to *recipient*."""
    return int(recipient.removeprefix("+")[2:8])


def part_of(octets: bytes, esm_class: int) -> int:
    """Which segment of its message the SMSC has there."""
    udh = read_udh(octets) if esm_class & 0x40 else None
    part = concatenation(udh) if udh else None
    return part[2] if part else 1
