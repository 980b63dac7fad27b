"""A PDU as people and scripts read it: fields with their meanings, the text, what is wrong."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from msgspec.structs import replace

from ycloud_console.smpp.faults import Fault, sentences
from ycloud_console.smpp.meanings import field_meaning, segment_meaning, status_meaning, tlv_meaning
from ycloud_console.smpp.pdu import MESSAGE_PAYLOAD, FieldValue, Pdu, Tlv
from ycloud_console.smpp.pdu_names import TEXT_LIMITS, TLVS, TlvKind, TlvType, tlv_name
from ycloud_console.smpp.times import read_time
from ycloud_console.smpp.udh import UDH_INDICATOR, Udh, concatenation, read_udh
from ycloud_console.sms.alphabet import decode
from ycloud_console.sms.receipt import is_receipt
from ycloud_console.sms.receipt_fields import KEY, as_text

_MASK: Final = "********"
_MOST_PROBLEMS: Final = 50
"""Sentences; more of them help nobody, and a hostile PDU could hold a quarter of a million."""
_MOST_TLVS: Final = 20_000
"""Optional parameters that are shown; a PDU of 64 KB can hold 16,000."""
_TIMES: Final = ("schedule_delivery_time", "validity_period", "final_date")
_LONG_ADDRESSES: Final = frozenset({"data_sm", "alert_notification"})


def describe(pdu: Pdu, language: str = "en") -> dict[str, Any]:
    """The JSON of ``decode pdu``.

    ``short_message_hex`` and ``text`` are None for a PDU that carries no message. A password is masked, and
    no hex of it is given. Sentences are Simplified Chinese when *language* starts with ``zh``.
    """
    faults = list(pdu.faults)
    hidden = len(pdu.tlvs) - _MOST_TLVS
    if hidden > 0:
        pdu = replace(pdu, tlvs=pdu.tlvs[:_MOST_TLVS])
        faults.append(Fault("more_tlvs", (hidden,)))
    udh = _read_udh(pdu)
    if udh is not None:
        faults += udh.faults
    meanings = _meanings(pdu, udh, language)
    tlvs = [_tlv(tlv, pdu, faults) for tlv in pdu.tlvs]
    faults += _field_faults(pdu)
    short_message = pdu.fields.get("short_message")
    return {
        "command": pdu.command,
        "status": pdu.command_status,
        "sequence": pdu.sequence_number,
        "length": pdu.length,
        "fields": {
            name: _shown(name, value) for name, value in pdu.fields.items() if name != "short_message"
        },
        "meanings": meanings,
        "short_message_hex": short_message.hex() if isinstance(short_message, bytes) else None,
        "udh": [{"id": identifier, "hex": data.hex()} for identifier, data in udh.elements] if udh else [],
        "text": _text(pdu, udh),
        "tlvs": tlvs,
        "problems": _problems(faults, language),
    }


def _problems(faults: list[Fault], language: str) -> list[str]:
    if len(faults) > _MOST_PROBLEMS:
        faults = [*faults[:_MOST_PROBLEMS], Fault("more", (len(faults) - _MOST_PROBLEMS,))]
    return list(sentences(faults, language))


def _shown(name: str, value: FieldValue) -> int | str:
    if name == "password":
        return _MASK if value else ""
    return value.hex() if isinstance(value, bytes) else value


def _read_udh(pdu: Pdu) -> Udh | None:
    if pdu.number("esm_class") & UDH_INDICATOR and _carries_message(pdu):
        return read_udh(pdu.message)
    return None


def _carries_message(pdu: Pdu) -> bool:
    return "short_message" in pdu.fields or pdu.tlv(MESSAGE_PAYLOAD) is not None


def message_text(pdu: Pdu) -> str:
    """The text that *pdu* carries, as :func:`describe` says it, at a fraction of the cost; or nothing."""
    return _text(pdu, _read_udh(pdu)) or ""


def _text(pdu: Pdu, udh: Udh | None) -> str | None:
    if not _carries_message(pdu):
        return None
    octets = pdu.message[udh.length :] if udh else pdu.message
    if is_receipt(pdu.number("esm_class")):
        # Receipts are written in ASCII whatever the SMSC's default alphabet is ("_" would turn into "§"), and
        # often whatever data_coding says.
        text = as_text(octets)
        if KEY.search(text):
            return text
    return decode(octets, pdu.number("data_coding"))


def _meanings(pdu: Pdu, udh: Udh | None, language: str) -> dict[str, str]:
    found: dict[str, str | None] = {"command_status": status_meaning(pdu, language)}
    for name in pdu.fields:
        found[name] = field_meaning(pdu, name, language)
    segment = concatenation(udh) if udh else None
    if segment:
        found["udh"] = segment_meaning(segment, language)
    first: dict[int, bytes] = {}
    for tag, value in pdu.tlvs:
        first.setdefault(tag, value)
    for tag, value in first.items():
        name = tlv_name(tag)
        if name not in found:
            found[name] = tlv_meaning(name, value, language)
    segment = concatenation(pdu.tlvs)
    if segment:
        found["sar_segment_seqnum"] = segment_meaning(segment, language)
    return {name: sentence for name, sentence in found.items() if sentence}


def _tlv(tlv: Tlv, pdu: Pdu, faults: list[Fault]) -> dict[str, Any]:
    number, value = tlv
    tag, name, kind = _parameter(number)
    if kind is not None and kind.size and kind.size != len(value):
        faults.append(Fault("tlv_size", (kind.name, len(value), kind.size)))
    return {
        "tag": tag,
        "name": name,
        "value": _tlv_value(tlv, kind, pdu) if value else None,
        "hex": value.hex(),
    }


@lru_cache(maxsize=1024)
def _parameter(tag: int) -> tuple[str, str, TlvType | None]:
    """The tag as it is shown, its name and its type."""
    return f"0x{tag:04X}", tlv_name(tag), TLVS.get(tag)


def _tlv_value(tlv: Tlv, kind: TlvType | None, pdu: Pdu) -> int | str | None:
    """A number, a text, or None when the value is neither (its hex is beside it)."""
    if kind is not None and kind.kind is TlvKind.INTEGER:
        return int.from_bytes(tlv.value, "big") if 0 < len(tlv.value) <= 8 else None
    if tlv.tag == MESSAGE_PAYLOAD:
        has_udh = pdu.number("esm_class") & UDH_INDICATOR and tlv.value is pdu.message
        octets = tlv.value[read_udh(tlv.value).length :] if has_udh else tlv.value
        return decode(octets, pdu.number("data_coding"))
    text = tlv.value.removesuffix(b"\0").decode("latin-1")
    if kind is not None and kind.kind is TlvKind.TEXT:
        return text
    return text if text.isascii() and text.isprintable() and text else None


def _field_faults(pdu: Pdu) -> list[Fault]:
    """What can be read well enough but is not as SMPP 3.4 has it."""
    faults: list[Fault] = []
    for name, value in pdu.fields.items():
        limit = TEXT_LIMITS.get(name)
        if limit is None or not isinstance(value, str):
            continue
        if name.endswith("_addr") and pdu.command in _LONG_ADDRESSES:
            limit = 64
        if len(value) > limit:
            faults.append(Fault("too_long", (name, len(value), limit)))
        elif value and name in _TIMES and read_time(value) is None:
            faults.append(Fault("time", (name,)))
    if pdu.fields.get("short_message") and pdu.tlv(MESSAGE_PAYLOAD):
        faults.append(Fault("message_twice"))
    return faults
