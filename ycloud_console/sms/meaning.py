"""The shape of an explanation: what happened, what it means, who has to act, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Who(StrEnum):
    """Who has to act."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    YCLOUD = "ycloud"
    NETWORK = "network"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One explanation, in one language, as a support agent reads it to a customer."""

    code: str
    """The status, error or word explained, as text."""
    name: str
    """The standard's name for it ("ESME_RINVCMDID", "DELIVRD"); empty when there is none."""
    title: str
    """A few words, with the code in brackets."""
    sentence: str
    who: Who
    next_step: str


class Words(NamedTuple):
    """One explanation in one language, without the code."""

    title: str
    sentence: str
    next_step: str


class Entry(NamedTuple):
    """A row of the tables."""

    who: Who
    english: Words
    chinese: Words

    def words(self, language: str) -> Words:
        return self.chinese if language.startswith("zh") else self.english
