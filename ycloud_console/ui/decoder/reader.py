"""Takes apart what was pasted, and says it in rows of name, value and meaning.

No widgets: what is long is read in a thread.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from PySide6.QtCore import QObject

from ycloud_console.smpp.describe import describe
from ycloud_console.smpp.dump import NoHex, describe_all
from ycloud_console.smpp.meanings import udh_element_meaning
from ycloud_console.smpp.pdu import MESSAGE_PAYLOAD, read_pdu
from ycloud_console.smpp.pdu_names import tlv_name
from ycloud_console.smpp.places import Place, places
from ycloud_console.smpp.udh import SAR_REFERENCE
from ycloud_console.sms.alphabet import Alphabet, plain_twin
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.receipt import (
    Receipt,
    is_receipt,
    looks_like_receipt,
    problem_sentences,
    read_receipt_text,
    receipt_json,
)
from ycloud_console.sms.segments import (
    MAX_PARTS,
    MAX_PAYLOAD,
    LongMode,
    NotInAlphabet,
    Part,
    TextTooLong,
    measure,
    split,
    text_json,
)
from ycloud_console.sms.status import Who, explain, receipt_meaning, state_name
from ycloud_console.ui.composer.check import name_of_character
from ycloud_console.ui.decoder.choices import USUAL, TextChoices
from ycloud_console.ui.decoder.recognise import Kind, recognise
from ycloud_console.ui.widgets import Tone

_MOST_ROWS = 300
"""Rows below one: PDUs, parameters, segments. All are in the JSON."""
_IN_SHORT = 160
"""Characters of a text that stand above the fields."""
_MOST_OPEN = 3
"""Segments whose octets are shown from the start."""


class Row(NamedTuple):
    """One line of the result."""

    name: str
    value: str = ""
    meaning: str = ""
    rows: tuple[Row, ...] = ()
    is_fault: bool = False
    is_open: bool = True
    """Whether what is below it is shown from the start."""
    span: tuple[int, int] | None = None
    """The octets of the PDU it is about: from the first up to, not including, the second."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found."""

    kind: Kind
    tone: Tone = "info"
    title: str = ""
    sentence: str = ""
    rows: tuple[Row, ...] = ()
    answer: tuple[dict[str, Any], ...] = field(default=())
    """What the command line prints for it, an object a PDU; empty when nothing could be read."""

    @property
    def as_json(self) -> str:
        return "\n".join(json.dumps(each, ensure_ascii=False, indent=2) for each in self.answer)

    @property
    def as_text(self) -> str:
        """For a ticket or a mail."""
        head = [part for part in (self.title, self.sentence) if part]
        return "\n".join([*head, *([""] if head else []), *_lines(self.rows)])


class _Spans:
    """Where the rows of a PDU have their octets: by a field's name, or by the place of a numbered part."""

    def __init__(self, found: tuple[Place, ...] = (), size: int = 0) -> None:
        self._spans: dict[str | tuple[str, int], tuple[int, int]] = {"pdu": (0, size)} if size else {}
        self._counts: Counter[str] = Counter()
        self._learn(found)

    def _learn(self, found: tuple[Place, ...]) -> None:
        for place in found:
            if place.name in ("tlv", "element"):
                self._spans[place.name, self._counts[place.name]] = (place.start, place.end)
                self._counts[place.name] += 1
            else:
                self._spans[place.name] = (place.start, place.end)
            self._learn(place.below)

    def of(self, name: str | tuple[str, int]) -> tuple[int, int] | None:
        return self._spans.get(name)

    def row(self, name: str, row: Row) -> Row:
        """*row*, which is about the octets of *name*."""
        return row._replace(span=self.of(name))


def _lines(rows: tuple[Row, ...], margin: str = "") -> Iterator[str]:
    for row in rows:
        value = f"{row.name}: {row.value}" if row.value and row.name else row.value or row.name
        yield f"{margin}{value}" + (f"  ({row.meaning})" if row.meaning else "")
        yield from _lines(row.rows, margin + "  ")


class Reader(QObject):
    """Reads in the language of the window; holds nothing."""

    def read(self, text: str, kind: Kind | None, language: str, choices: TextChoices = USUAL) -> Reading:
        """*text* as *kind*, or as what it looks like. Never raises."""
        match kind or recognise(text):
            case Kind.RECEIPT:
                return self._receipt(text, language)
            case Kind.PDU:
                return self._pdus(text, language)
            case Kind.TEXT:
                return self._text(text, choices)

    # Receipts.

    def _receipt(self, text: str, language: str) -> Reading:
        receipt = read_receipt_text(text.strip())
        problems = problem_sentences(receipt.problems, language)
        meaning = receipt_meaning(receipt.err, receipt.stat, language)
        gap = "" if language.startswith("zh") else " "
        sentence = f"{meaning.sentence}\n{self._who(meaning.who)}{gap}{meaning.next_step}"
        rows = [*self._receipt_rows(receipt, meaning.name, language), *self._problems(problems)]
        if not (receipt.id or receipt.stat or receipt.err):
            fault = problems[0] if problems else ""
            return Reading(
                Kind.RECEIPT, "warning", self.tr("No receipt"), fault, (), (receipt_json(receipt),)
            )
        return Reading(
            Kind.RECEIPT, _tone(receipt), meaning.title, sentence, tuple(rows), (receipt_json(receipt),)
        )

    def _receipt_rows(self, receipt: Receipt, name: str, language: str) -> list[Row]:
        said = {
            "id": (receipt.id, self.tr("The server's ID of the message")),
            "sub": (_number(receipt.sub), self.tr("Messages submitted")),
            "dlvrd": (_number(receipt.dlvrd), self.tr("Messages delivered")),
            "submit date": (_date(receipt.submit_date), self.tr("When it was submitted")),
            "done date": (_date(receipt.done_date), self.tr("When the outcome was decided")),
            "stat": (receipt.stat, state_name(receipt.state, language)),
            "err": (receipt.err, receipt_meaning(receipt.err, "", language).title if receipt.err else ""),
            "text": (receipt.text, self.tr("The start of the message, where the server quotes it")),
        }
        return [Row(key, value or "–", about if value else "") for key, (value, about) in said.items()]

    def _who(self, who: Who) -> str:
        return {
            Who.SENDER: self.tr("The sender must act:"),
            Who.RECIPIENT: self.tr("The recipient must act:"),
            Who.YCLOUD: self.tr("YCloud must act:"),
            Who.NETWORK: self.tr("The network must act:"),
            Who.NOBODY: self.tr("Nobody has to act:"),
        }[who]

    # PDUs.

    def read_octets(self, octets: bytes, language: str) -> Reading:
        """The PDU that *octets* are, each row with its place in them."""
        said = describe(read_pdu(octets), language)
        row = self._pdu(said, language, _Spans(places(octets), len(octets)))
        tone: Tone = "warning" if said["problems"] else "info"
        return Reading(Kind.PDU, tone, said["command"], self._in_short(said, language), (row,), (said,))

    def _pdus(self, text: str, language: str) -> Reading:
        try:
            described = describe_all(text, language)
        except NoHex as fault:
            return Reading(Kind.PDU, "warning", self.tr("No PDU"), str(fault))
        rows = [self._pdu(one, language) for one in described[:_MOST_ROWS]]
        rows += self._more(len(described))
        faulty = sum(bool(one["problems"]) for one in described)
        if len(described) == 1:
            title = described[0]["command"]
        else:
            title = self.tr("{n} PDUs").format(n=f"{len(described):,}")
        sentence = self._in_short(described[0], language) if len(described) == 1 else ""
        if faulty and len(described) == 1:
            wrong = self.tr("Something is wrong with it: see the problems below.")
            sentence = "\n".join(filter(None, (sentence, wrong)))
        if faulty and len(described) > 1:
            sentence = self.tr("Something is wrong with {n} of them: see the problems below.").format(
                n=faulty
            )
        tone: Tone = "warning" if faulty else "info"
        return Reading(Kind.PDU, tone, title, sentence, tuple(rows), tuple(described))

    def _in_short(self, said: dict[str, Any], language: str) -> str:
        """Who wrote what to whom, or what the receipt says, or the answer; empty for what says no more."""
        fields, text = said["fields"], said["text"]
        if text is None:
            return str(said["meanings"].get("command_status", ""))
        ends = " → ".join(fields.get(name, "") or "–" for name in ("source_addr", "destination_addr"))
        receipts = self._receipt_in(said, language)
        if receipts:
            stop = "。" if language.startswith("zh") else ". "
            return f"{ends}: {receipts[0].value}{stop}{receipts[0].meaning}"
        return f"{ends}: {text[:_IN_SHORT]}{'…' if len(text) > _IN_SHORT else ''}"

    def _pdu(self, said: dict[str, Any], language: str, spans: _Spans | None = None) -> Row:
        meanings = said["meanings"]
        spans = spans or _Spans()
        rows = [
            *self._problems(said["problems"]),
            spans.row("command_length", Row("command_length", str(said["length"]))),
            spans.row("command_id", Row("command_id", said["command"])),
            spans.row(
                "command_status",
                Row("command_status", str(said["status"]), meanings.get("command_status", "")),
            ),
            spans.row("sequence_number", Row("sequence_number", str(said["sequence"]))),
        ]
        rows += [
            spans.row(name, Row(name, str(value) if value != "" else "–", meanings.get(name, "")))
            for name, value in said["fields"].items()
        ]
        if said["short_message_hex"]:
            row = Row("short_message", _spaced(said["short_message_hex"]))
            rows.append(spans.row("short_message", row))
        if said["udh"]:
            elements = tuple(
                Row(
                    f"0x{one['id']:02X}",
                    _spaced(one["hex"]),
                    udh_element_meaning(one["id"], language),
                    span=spans.of(("element", place)),
                )
                for place, one in enumerate(said["udh"])
            )
            row = Row(self.tr("User data header"), "", meanings.get("udh", ""), elements)
            rows.append(spans.row("udh", row))
        if said["text"] is not None:
            rows.append(spans.row("user_data", Row(self.tr("Text"), said["text"] or "–")))
            rows += [spans.row("user_data", row) for row in self._receipt_in(said, language)]
        parameters = [
            self._parameter(one, meanings)._replace(span=spans.of(("tlv", place)))
            for place, one in enumerate(said["tlvs"][:_MOST_ROWS])
        ]
        if parameters:
            parameters += self._more(len(said["tlvs"]))
            rows.append(Row(self.tr("Parameters (TLVs)"), f"{len(said['tlvs']):,}", "", tuple(parameters)))
        status = meanings.get("command_status", "")
        size = self.tr("{n} octets").format(n=f"{said['length']:,}")
        return spans.row("pdu", Row(said["command"], size, status, tuple(rows)))

    def _receipt_in(self, said: dict[str, Any], language: str) -> list[Row]:
        """The delivery receipt that a PDU carries, read with its parameters; nothing for other PDUs."""
        text = said["text"]
        if not is_receipt(said["fields"].get("esm_class", 0)) and not looks_like_receipt(
            text.encode("utf-8", "replace")
        ):
            return []
        tlvs = {int(one["tag"], 16): bytes.fromhex(one["hex"]) for one in reversed(said["tlvs"])}
        receipt = read_receipt_text(text, tlvs=tlvs)
        if receipt.message_state is not None and receipt.decides:
            meaning = explain(receipt.state, error=receipt.err, stat=receipt.stat, language=language)
        else:
            meaning = receipt_meaning(receipt.err, receipt.stat, language)
        below = [
            *self._receipt_rows(receipt, meaning.name, language),
            *self._problems(problem_sentences(receipt.problems, language)),
        ]
        return [Row(self.tr("Delivery receipt"), meaning.title, meaning.sentence, tuple(below))]

    def _parameter(self, one: dict[str, Any], meanings: dict[str, str]) -> Row:
        name = f"{one['tag']} {one['name']}"
        value = _spaced(one["hex"]) or "–"
        if one["value"] is not None and one["value"] != "":
            value = f"{one['value']}  [{value}]"
        return Row(name, value, meanings.get(one["name"], ""))

    # Texts.

    def _text(self, text: str, choices: TextChoices) -> Reading:
        try:
            meter = measure(text, **choices._asdict())
        except NotInAlphabet as lacking:
            return self._not_in(choices.alphabet or choices.default, lacking.characters)
        title = f"{meter.encoding} · {self._segments(meter.segments)}"
        said = [
            self.tr("{units} units; {n} left in the last segment.").format(
                units=f"{meter.units:,}", n=f"{meter.remaining:,}"
            )
        ]
        if meter.charged != meter.segments:
            said.append(self.tr("On the phone: {segments}.").format(segments=self._segments(meter.charged)))
        rows = []
        if meter.forcing:
            rows.append(self._strangers(self.tr("These force UCS-2"), meter.forcing, choices.default))
        tone: Tone = "info"
        try:
            parts = split(text, **choices._asdict()).parts
        except TextTooLong:
            said = [self.tr("Too long: one message has at most {most} segments.").format(most=MAX_PARTS)]
            if choices.long_mode is LongMode.PAYLOAD:
                said = [self.tr("Too long: a message_payload holds {most} octets.").format(most=MAX_PAYLOAD)]
            tone, parts = "warning", ()
        rows += [self._segment(part, is_open=len(parts) <= _MOST_OPEN) for part in parts]
        return Reading(
            Kind.TEXT, tone, title, " ".join(said), tuple(rows), (text_json(text, **choices._asdict()),)
        )

    def _segments(self, count: int) -> str:
        return self.tr("1 segment") if count == 1 else self.tr("{n} segments").format(n=f"{count:,}")

    def _not_in(self, alphabet: Alphabet, characters: tuple[str, ...]) -> Reading:
        title = self.tr("{alphabet} lacks characters of this text").format(alphabet=alphabet)
        sentence = self.tr("Replace them, or choose another alphabet.")
        row = self._strangers(self.tr("Not in {alphabet}").format(alphabet=alphabet), characters, alphabet)
        return Reading(Kind.TEXT, "warning", title, sentence, (row,))

    def _strangers(self, name: str, characters: tuple[str, ...], alphabet: Alphabet) -> Row:
        found = [self._stranger(ch, alphabet) for ch in characters[:_MOST_ROWS]]
        return Row(name, f"{len(characters):,}", "", (*found, *self._more(len(characters))))

    def _stranger(self, ch: str, alphabet: Alphabet) -> Row:
        twin = plain_twin(ch, alphabet)
        if twin is None:
            advice = self.tr("No plain form")
        elif not twin.strip():
            advice = self.tr("Can be left out") if not twin else self.tr("A plain space does")
        else:
            advice = self.tr("Plain form: {twin}").format(twin=twin)
        return Row(f"U+{ord(ch):04X}", name_of_character(ch), advice)

    def _segment(self, part: Part, *, is_open: bool) -> Row:
        name = self.tr("Segment {n}").format(n=part.number)
        below = []
        if part.udh:
            note = self.tr("The reference is chosen when it is sent")
            below.append(Row(self.tr("User data header"), part.udh.hex(" "), note))
        octets = part.user_data
        for tag, value in part.tlvs:
            if tag == MESSAGE_PAYLOAD:
                octets = value
            else:
                note = self.tr("The reference is chosen when it is sent") if tag == SAR_REFERENCE else ""
                below.append(Row(f"0x{tag:04X} {tlv_name(tag)}", value.hex(" "), note))
        meaning = self.tr("{n} octets").format(n=f"{len(octets):,}")
        below.append(Row(self.tr("Octets"), octets.hex(" "), meaning))
        units = self.tr("{n} units").format(n=f"{part.units:,}")
        return Row(name, part.text, units, tuple(below), is_open=is_open)

    # All three.

    def _problems(self, problems: tuple[str, ...] | list[str]) -> list[Row]:
        return [Row(self.tr("Problem"), sentence, is_fault=True) for sentence in problems]

    def _more(self, count: int) -> list[Row]:
        hidden = count - _MOST_ROWS
        if hidden <= 0:
            return []
        return [Row("…", self.tr("{n} more: copy as JSON to see them all").format(n=f"{hidden:,}"))]


def _tone(receipt: Receipt) -> Tone:
    if receipt.state is MessageState.DELIVERED:
        return "success"
    if receipt.state.is_failed:
        return "danger"
    return "warning" if receipt.state is MessageState.UNKNOWN else "info"


def _spaced(digits: str) -> str:
    """Hex that can be broken into lines."""
    return bytes.fromhex(digits).hex(" ")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _date(value: Any) -> str:
    return "" if value is None else f"{value:%Y-%m-%d %H:%M:%S} UTC"
