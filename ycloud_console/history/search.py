"""What the search field means, and how many messages are looked at for it.

A word is looked for in the text; in the number, when it looks like (a part of) one; in the SMSC's ID, when it
may be one. The index of pieces tells which messages may have it, if those are few; what is in every tenth
message is found sooner by reading along the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, select

from ycloud_console.history.match import digits, id_key
from ycloud_console.history.model import MessageFilter
from ycloud_console.history.schema import message, segment
from ycloud_console.history.sqlite import grams
from ycloud_console.history.sqlite.dialect import contains, is_among, starts_with

_FEW = 20_000
"""Messages that are looked at one by one, some 60 ms; of what more have, a page is full sooner by walking."""
_ID_PARTS = range(4, 16)
"""Characters of what is looked for inside of IDs; what is shorter or longer is taken for their beginning."""

_NUMBER = re.compile(r"[+＋(]?[\s\d()./-]*\d[\s\d()./-]*")
_ID = re.compile(r"[!-~]{1,65}")


@dataclass(frozen=True, slots=True)
class Search:
    """The text and search of a filter, looked up once for all that is asked with it.

    Attributes:
        conditions: What must hold.
        is_narrow: Whether they name the few messages that are to be looked at.
        is_common: Whether so many messages are known to have it that reading along a list finds a page soon.
    """

    conditions: tuple[ColumnElement[bool], ...] = ()
    is_narrow: bool = False
    is_common: bool = False

    @property
    def is_any(self) -> bool:
        """Whether nothing is looked for."""
        return not self.conditions

    @classmethod
    def of(cls, connection: Connection, wanted: MessageFilter) -> Search:
        """What *wanted* looks for."""
        term = wanted.search.strip()
        asked = [each for each in (_text(connection, wanted.text), _term(connection, term)) if each]
        narrow = [is_among(message.c.id, each.ids) for each in asked if each.ids is not None]
        return cls(
            (*narrow, *(each.condition for each in asked)),
            is_narrow=bool(narrow),
            is_common=bool(asked) and all(each.is_common for each in asked),
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """One word.

    Attributes:
        condition: Whether a message has it.
        ids: Which messages may have it; None: that is not known, or very many.
    """

    condition: ColumnElement[bool]
    ids: frozenset[int] | None
    is_common: bool


def _text(connection: Connection, text: str) -> _Asked | None:
    if not text:
        return None
    found = grams.MESSAGES.look_up(connection, (text,), _FEW)
    return _Asked(
        contains(message.c.text, text),
        None if found is None else found.ids,
        is_common=found is not None and found.ids is None,
    )


def _term(connection: Connection, term: str) -> _Asked | None:
    if not term:
        return None
    condition = contains(message.c.text, term)
    needles = {term}
    if _NUMBER.fullmatch(term):
        condition |= contains(message.c.number, digits(term))
        needles.add(digits(term))
    by_id = _with_id(connection, term) if _ID.fullmatch(term) else frozenset()
    if by_id and len(term) >= _ID_PARTS.stop:
        # So long a word that is an ID stands for nothing else.
        return _Asked(is_among(message.c.id, by_id), by_id, is_common=False)
    found = grams.MESSAGES.look_up(connection, needles, _FEW)
    if by_id is None:
        condition |= _has_id(term)
    elif by_id:
        condition |= is_among(message.c.id, by_id)
    is_common = by_id is None or (found is not None and found.ids is None)
    if by_id is None or found is None or found.ids is None:
        return _Asked(condition, None, is_common)
    return _Asked(condition, found.ids | by_id, is_common=False)


def _with_id(connection: Connection, term: str) -> frozenset[int] | None:
    """The messages with such an ID of the SMSC; None: more than a few."""
    which = _is_id(term)
    if _may_be_part(term):
        found = grams.SEGMENTS.look_up(connection, (term.lower(),), _FEW)
        # Where pieces of it are in many IDs, it may be in few all the same: the IDs' index is read through.
        if found is not None and found.ids is not None:
            which = (is_among(segment.c.id, found.ids) & which) | (segment.c.id_key == id_key(term))
    query = select(segment.c.message_id).where(segment.c.id_key.is_not(None), which).limit(_FEW + 1)
    ids = frozenset(connection.scalars(query))
    return None if len(ids) > _FEW else ids


def _has_id(term: str) -> ColumnElement[bool]:
    """Whether a message has such an ID, asked of one message after the other."""
    of_message = segment.c.message_id == message.c.id
    return exists().where(of_message, segment.c.id_key.is_not(None), _is_id(term))


def _is_id(term: str) -> ColumnElement[bool]:
    """Whether a segment's ID is *term*, begins with it, or contains it."""
    key = id_key(term)
    if not _may_be_part(term):
        return starts_with(segment.c.id_key, key)
    # A key has lost its leading zeros: with them only the whole ID is found.
    return contains(segment.c.id_key, term.lower()) | (segment.c.id_key == key)


def _may_be_part(term: str) -> bool:
    return len(term) in _ID_PARTS and any(character.isdigit() for character in term)
