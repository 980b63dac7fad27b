"""Which segment a receipt is for: the rules for message IDs and numbers. Pure functions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

_CLOCK_SLACK = 60_000_000
"""Microseconds by which this computer's clock may have been set back between a submit and its receipt."""
_TAIL = 7
"""Digits at the end of a number that tell subscribers apart, however the country code is written."""
_MASKED = re.compile("[*xX]")
_NOT_DIGITS = re.compile(r"\D+", re.ASCII)
_DECIMAL = re.compile(r"[0-9]{1,65}")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{1,65}")


class Candidate(Protocol):
    """A segment, as far as it matters here."""

    id: int
    smsc_id: str | None
    id_key: str | None

    @property
    def recipient_digits(self) -> str: ...


_Candidate = TypeVar("_Candidate", bound=Candidate)


def id_key(smsc_id: str) -> str:
    """*smsc_id* without what SMSCs write now so, now otherwise: case, leading zeros, space around it.

    Empty for an empty ID.
    """
    bare = smsc_id.strip().lower()
    return bare.lstrip("0") or bare[:1]


def nameless_key(raw: bytes) -> str:
    """What stands for the ID of a receipt without one: never equal to an ID's key, equal for equal octets."""
    return f"? {hashlib.blake2b(raw, digest_size=12).hexdigest()}"


def other_notations(smsc_id: str) -> set[str]:
    """The keys *smsc_id* has when it was decimal and is to be hexadecimal, or the other way round."""
    bare = smsc_id.strip()
    keys = set()
    if _DECIMAL.fullmatch(bare):
        keys.add(id_key(f"{int(bare):x}"))
    if _HEXADECIMAL.fullmatch(bare):
        keys.add(id_key(str(int(bare, 16))))
    return keys - {id_key(bare)}


def digits(address: str) -> str:
    """The ASCII digits of *address*."""
    return _NOT_DIGITS.sub("", address)


def is_someone_else(recipient: str, source: str, destination: str) -> bool:
    """Whether a receipt with these addresses plainly is not about a message to *recipient* (digits).

    The source of a receipt is the message's recipient; some SMSCs leave the addresses as they were in the
    submit, so the destination counts as well. An address without digits, or masked, says nothing.
    """
    by_source = _agrees(recipient, source)
    if by_source:
        return False
    by_destination = _agrees(recipient, destination)
    return not by_destination and False in (by_source, by_destination)


def came_after(received_at: int, sent_at: int | None) -> bool:
    """Whether a receipt of that time can be for a segment sent at that time: not when it was there before."""
    return sent_at is not None and received_at + _CLOCK_SLACK >= sent_at


def choose(
    candidates: Sequence[_Candidate], smsc_id: str, source: str, destination: str
) -> _Candidate | None:
    """The segment a receipt is for; *candidates* have its ID, in some notation, on its account.

    The recipient must not plainly be another, whatever the ID: an SMSC that counts from one again gives the
    ID of an old message to a new one. What is left is ordered: exactly the same ID, then alike but for case
    and zeros, then another notation; and the newest of those.
    """
    exact = [each for each in candidates if each.smsc_id == smsc_id]
    key = id_key(smsc_id)
    alike = [each for each in candidates if each.id_key == key]
    for tier in (exact, alike, candidates):
        fitting = [each for each in tier if not is_someone_else(each.recipient_digits, source, destination)]
        if fitting:
            return newest(fitting)
        if tier:
            return None
    return None


def newest(candidates: Iterable[_Candidate]) -> _Candidate:
    """The one written last."""
    return max(candidates, key=lambda each: each.id)


def _agrees(recipient: str, address: str) -> bool | None:
    """Whether two numbers are one; None when it cannot be told."""
    there = digits(address).lstrip("0")
    here = recipient.lstrip("0")
    if not here or not there or _MASKED.search(address):
        return None
    length = min(_TAIL, len(here), len(there))
    if length < _TAIL:
        return here == there
    return here[-length:] == there[-length:]
