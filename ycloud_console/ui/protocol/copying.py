"""PDUs as text for the clipboard: hex, fields, JSON; one or several."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum

from ycloud_console.smpp.describe import describe
from ycloud_console.smpp.pdu import read_pdu
from ycloud_console.ui.decoder.reader import Reader
from ycloud_console.ui.language import current_language
from ycloud_console.ui.moments import full_local
from ycloud_console.ui.protocol.entries import Entry, Glass


class Form(StrEnum):
    """How PDUs are copied."""

    TEXT = "text"
    HEX = "hex"
    JSON = "json"


def copied(entries: Iterable[Entry], glass: Glass, form: Form, reader: Reader) -> str:
    """*entries* as *glass* shows them: hex a line each, an object a line each, or fields below a heading."""
    language = current_language()
    match form:
        case Form.HEX:
            return "\n".join(glass.octets(entry).hex(" ") for entry in entries)
        case Form.JSON:
            return "\n".join(
                json.dumps(describe(read_pdu(glass.octets(entry)), language), ensure_ascii=False)
                for entry in entries
            )
        case Form.TEXT:
            return "\n\n".join(
                f"{_heading(entry)}\n{reader.read_octets(glass.octets(entry), language).as_text}"
                for entry in entries
            )


def _heading(entry: Entry) -> str:
    wire = entry.traced.wire
    arrow = "→" if entry.traced.outgoing else "←"
    ends = f" {wire.local} {arrow} {wire.remote}" if wire.local and wire.remote else f" {arrow}"
    return f"{full_local(entry.traced.at)} {wire.link}{ends}"
