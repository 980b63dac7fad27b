"""The fields of a delivery receipt's text, in whatever case, order and spacing an SMSC writes them."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

import msgspec

_NAMES = r"(id|sub|dlvrd|submit[\s_]*date|done[\s_]*date|stat|err|text)\s*:"
KEY = re.compile(_NAMES, re.IGNORECASE)
MAX_FIELDS = 1000
"""A receipt has eight; what has more is not worth the time to read it all."""

_BLANK = re.compile(r"\s")
_NOT_BLANK = re.compile(r"\S")
_ISO_DATE = re.compile(
    r"\d{4}[-/.]\d\d[-/.]\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)
"""The one value besides a text that may hold a space."""
_COUNT = r"\d{1,18}"
_DATE = rf"(?:{_ISO_DATE.pattern}|\d{{6,17}}(?:[+-](?:\d{{2,4}})?|[ZR])?)"
_ENDS = r"(?=[\s,;|:\0]|\Z)"
_SHAPES = {
    name: re.compile(shape + _ENDS, re.ASCII | re.IGNORECASE)
    for name, shape in {
        "id": r"[\w.@+/=~{}-]{1,65}",
        "sub": _COUNT,
        "dlvrd": _COUNT,
        "submit date": _DATE,
        "done date": _DATE,
        "stat": r"[a-z_]{1,20}",
        "err": r"-?(?:[0-9a-f]{1,8}|[a-z]{1,4}[-_]?\d{1,6})",
    }.items()
}
"""What a field's value looks like, as SMSCs write it; what looks otherwise may be anybody's words."""
_ORDINARY = re.compile(
    r"id:([\w.@+/=~{}-]{1,65}) sub:(\d{1,18}) dlvrd:(\d{1,18})"
    r" submit date:([\w+-]{1,20}) done date:([\w+-]{1,20})"
    r" stat:(\w{1,20}) err:([\w-]{1,20})(?: [Tt]ext:([\0-\xff]{0,254}))?",
    re.ASCII,
)
"""The form of SMPP 3.4's appendix B, which most receipts have: read at one go, with the same result.

No value before the text holds a colon, so these seven keys stand there and no other; with all of them seen,
the text takes all that follows. It is Latin-1, whose letters beyond ASCII no key takes for its own, and too
short for MAX_FIELDS keys.
"""
_ORDER = ("id", "sub", "dlvrd", "submit date", "done date", "stat", "err", "text")
_BETWEEN = " \t\r\n\v\f\0:,;|"
_SAYS_NOTHING = frozenset({"", "none", "null"})
"""What SMSCs write where a receipt has no text."""


def as_text(octets: bytes) -> str:
    """*octets* as Latin-1, or as UTF-16 if only that shows a field; without NULs."""
    text = octets.decode("latin-1")
    if b"\0" not in octets:
        return text
    if KEY.search(text):
        return text.replace("\0", "")
    codec = "utf-16" if octets[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be"
    for candidate in (codec, "utf-16-le"):
        wide = octets.decode(candidate, "replace")
        if KEY.search(wide):
            return wide.replace("\0", "")
    return text.replace("\0", "")


class Fields(msgspec.Struct):
    """What was found, by the key's name: id, sub, dlvrd, submit date, done date, stat, err, text."""

    values: dict[str, str] = msgspec.field(default_factory=dict)
    repeated: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Key and value of what came again with another value."""
    cut: bool = False
    """Whether reading stopped at MAX_FIELDS."""

    def put(self, key: str, value: str) -> None:
        if self.values.setdefault(key, value) != value:
            self.repeated.append((key, value))


def read_fields(text: str) -> Fields:
    """The fields of a receipt's *text*; the first of a key counts. One pass, linear in its length.

    A key starts a word, or ends the value of another key without a space between ("stat:DELIVRDerr:000").
    "text" takes all that follows, unless the very next thing is a key not seen yet.
    """
    ordinary = _ORDINARY.fullmatch(text)
    if ordinary is None:
        return _read(text)[0]
    values = dict(zip(_ORDER, ordinary.groups(), strict=True))
    said = values.pop("text")
    if said is not None:
        values["text"] = said.strip()
    return Fields(values)


def free_text(text: str) -> list[tuple[int, int]]:
    """Where *text* says what is none of a receipt's fields: from, and up to but not including; in order.

    That is what its field "text" quotes, what stands before the first key, and all behind a value that is not
    of its field's kind: words that follow it, and fields that no receipt has. Blanks and separators at the
    ends are left out. A text that neither begins with a field nor has an ID and a state is free as a whole.
    """
    fields, spans = _read(text)
    if not {"id", "stat"} <= fields.values.keys() and KEY.match(text.lstrip()) is None:
        spans = []
    found: list[tuple[int, int]] = []
    at = 0
    for span in spans:
        found.append(_trimmed(text, at, span.key_at))
        shape = _SHAPES.get(span.name)
        value = shape.match(text, span.start, span.end) if shape else None
        at = span.start if value is None else value.end()
        if span.name == "text" and text[at : span.end].strip().lower() in _SAYS_NOTHING:
            at = span.end
    found.append(_trimmed(text, at, len(text)))
    return [(start, end) for start, end in found if start < end]


class _Span(NamedTuple):
    """A field in the text: where its key begins, where its value does, and where the next key begins."""

    name: str
    key_at: int
    start: int
    end: int


def _read(text: str) -> tuple[Fields, list[_Span]]:
    found = Fields()
    spans: list[_Span] = []
    key, key_at, start, blank = "", 0, 0, -1

    def put(end: int) -> None:
        found.put(key, _value(key, text[start:end]))
        spans.append(_Span(key, key_at, min(start, end), end))

    matches = KEY.finditer(text)
    for match in islice(matches, MAX_FIELDS):
        name, at = _name(match), match.start()
        if at and (text[at - 1].isalnum() or text[at - 1] == "_"):
            if not key or name == key or name in found.values:
                continue
            if blank < start:
                blank = _find(_BLANK, text, start)
            if not start < at < blank:
                continue
        if key == "text" and (at > start or name == key or name in found.values):
            break
        if key:
            put(at)
        key, key_at, start = name, at, _find(_NOT_BLANK, text, match.end())
    else:
        found.cut = next(matches, None) is not None
    if key:
        put(len(text))
    return found, spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same without the blanks and separators at both ends."""
    kept = text[start:end].rstrip(_BETWEEN)
    return start + len(kept) - len(kept.lstrip(_BETWEEN)), start + len(kept)


def _find(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Where *pattern* is first found from *start*, or the end of *text*."""
    match = pattern.search(text, start)
    return len(text) if match is None else match.start()


def _value(key: str, text: str) -> str:
    """What stands for *key* in *text*, which goes as far as the next key."""
    if key == "text":
        return text.strip()
    if key.endswith("date"):
        date = _ISO_DATE.match(text)
        if date is not None:
            return date[0]
    words = text.split(None, 1)
    word = words[0].rstrip(",;|") if words else ""
    # "stat:FAILED:Mob. Abst.": the word, and a remark behind it.
    return word.partition(":")[0] if key == "stat" else word


def _name(match: re.Match[str]) -> str:
    name = match[1].lower()
    if name.startswith("submit"):
        return "submit date"
    return "done date" if name.startswith("done") else name
