"""Takes apart what was pasted, and says it in rows of name, value and meaning.

No widgets: what is long is read in a thread.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from PySide6.QtCore import QObject

from ycloud_console.smpp.dump import NoHex, describe_all
from ycloud_console.smpp.meanings import udh_element_meaning
from ycloud_console.sms.alphabet import plain_twin
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.receipt import Receipt, read_receipt_text, receipt_json
from ycloud_console.sms.segments import MAX_PARTS, Part, TextTooLong, measure, split, text_json
from ycloud_console.sms.status import Who, receipt_meaning, state_name
from ycloud_console.ui.composer.check import name_of_character
from ycloud_console.ui.decoder.recognise import Kind, recognise
from ycloud_console.ui.widgets import Tone

_MOST_ROWS = 300
"""Rows below one: PDUs, parameters, segments. All are in the JSON."""


class Row(NamedTuple):
    """One line of the result."""

    name: str
    value: str = ""
    meaning: str = ""
    rows: tuple[Row, ...] = ()
    is_fault: bool = False


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


def _lines(rows: tuple[Row, ...], margin: str = "") -> Iterator[str]:
    for row in rows:
        value = f"{row.name}: {row.value}" if row.value and row.name else row.value or row.name
        yield f"{margin}{value}" + (f"  ({row.meaning})" if row.meaning else "")
        yield from _lines(row.rows, margin + "  ")


class Reader(QObject):
    """Reads in the language of the window; holds nothing."""

    def read(self, text: str, kind: Kind | None, language: str) -> Reading:
        """*text* as *kind*, or as what it looks like. Never raises."""
        match kind or recognise(text):
            case Kind.RECEIPT:
                return self._receipt(text, language)
            case Kind.PDU:
                return self._pdus(text, language)
            case Kind.TEXT:
                return self._text(text)

    # Receipts.

    def _receipt(self, text: str, language: str) -> Reading:
        receipt = read_receipt_text(text.strip(), language=language)
        meaning = receipt_meaning(receipt.err, receipt.stat, language)
        gap = "" if language.startswith("zh") else " "
        sentence = f"{meaning.sentence}\n{self._who(meaning.who)}{gap}{meaning.next_step}"
        rows = [*self._receipt_rows(receipt, meaning.name, language), *self._problems(receipt.problems)]
        if not (receipt.id or receipt.stat or receipt.err):
            fault = receipt.problems[0] if receipt.problems else ""
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
        sentence = self.tr("Something is wrong with it: see the problems below.") if faulty else ""
        if faulty and len(described) > 1:
            sentence = self.tr("Something is wrong with {n} of them: see the problems below.").format(
                n=faulty
            )
        tone: Tone = "warning" if faulty else "info"
        return Reading(Kind.PDU, tone, title, sentence, tuple(rows), tuple(described))

    def _pdu(self, said: dict[str, Any], language: str) -> Row:
        meanings = said["meanings"]
        rows = [
            *self._problems(said["problems"]),
            Row("command_status", str(said["status"]), meanings.get("command_status", "")),
            Row("sequence_number", str(said["sequence"])),
            Row("command_length", str(said["length"])),
        ]
        rows += [
            Row(name, str(value) if value != "" else "–", meanings.get(name, ""))
            for name, value in said["fields"].items()
        ]
        if said["short_message_hex"]:
            rows.append(Row("short_message", _spaced(said["short_message_hex"])))
        if said["udh"]:
            elements = [
                Row(f"0x{one['id']:02X}", one["hex"], udh_element_meaning(one["id"], language))
                for one in said["udh"]
            ]
            rows.append(Row(self.tr("User data header"), "", meanings.get("udh", ""), tuple(elements)))
        if said["text"] is not None:
            rows.append(Row(self.tr("Text"), said["text"] or "–"))
        parameters = [self._parameter(one, meanings) for one in said["tlvs"][:_MOST_ROWS]]
        if parameters:
            parameters += self._more(len(said["tlvs"]))
            rows.append(Row(self.tr("Parameters (TLVs)"), f"{len(said['tlvs']):,}", "", tuple(parameters)))
        status = meanings.get("command_status", "")
        return Row(
            said["command"], self.tr("{n} octets").format(n=f"{said['length']:,}"), status, tuple(rows)
        )

    def _parameter(self, one: dict[str, Any], meanings: dict[str, str]) -> Row:
        name = f"{one['tag']} {one['name']}"
        value = _spaced(one["hex"]) or "–"
        if one["value"] is not None and one["value"] != "":
            value = f"{one['value']}  [{value}]"
        return Row(name, value, meanings.get(one["name"], ""))

    # Texts.

    def _text(self, text: str) -> Reading:
        meter = measure(text)
        title = f"{meter.encoding} · " + (
            self.tr("1 segment")
            if meter.segments == 1
            else self.tr("{n} segments").format(n=f"{meter.segments:,}")
        )
        left = self.tr("{units} units; {n} left in the last segment.").format(
            units=f"{meter.units:,}", n=meter.remaining
        )
        rows = []
        if meter.forcing:
            found = [self._stranger(ch) for ch in meter.forcing[:_MOST_ROWS]]
            found += self._more(len(meter.forcing))
            rows.append(Row(self.tr("These force UCS-2"), f"{len(meter.forcing):,}", "", tuple(found)))
        try:
            parts = split(text).parts
        except TextTooLong:
            left = self.tr("Too long: one message has at most {most} segments.").format(most=MAX_PARTS)
            parts = ()
        rows += [self._segment(part) for part in parts]
        tone: Tone = "warning" if meter.segments > MAX_PARTS else "info"
        return Reading(Kind.TEXT, tone, title, left, tuple(rows), (text_json(text),))

    def _stranger(self, ch: str) -> Row:
        twin = plain_twin(ch)
        if twin is None:
            advice = self.tr("No plain form")
        elif not twin.strip():
            advice = self.tr("Can be left out") if not twin else self.tr("A plain space does")
        else:
            advice = self.tr("Plain form: {twin}").format(twin=twin)
        return Row(f"U+{ord(ch):04X}", name_of_character(ch), advice)

    def _segment(self, part: Part) -> Row:
        name = self.tr("Segment {n}").format(n=part.number)
        return Row(name, part.text, self.tr("{n} units").format(n=part.units))

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
