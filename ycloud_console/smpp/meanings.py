"""Sentences for the values of a PDU's fields and optional parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, timedelta
from typing import Final

from ycloud_console.smpp import describe_texts as texts
from ycloud_console.smpp.describe_texts import Table, Text
from ycloud_console.smpp.pdu import Pdu
from ycloud_console.smpp.times import read_time
from ycloud_console.smpp.udh import UDH_INDICATOR
from ycloud_console.sms.status import bind_meaning, standard_name, submit_meaning

_NUMBER_AT_END: Final = re.compile(r"_\d+$")
_SUBMITTING: Final = frozenset({"submit_sm", "submit_multi", "data_sm"})
_BIND_RESPONSES: Final = frozenset({"bind_receiver_resp", "bind_transmitter_resp", "bind_transceiver_resp"})
_SUBMIT_RESPONSES: Final = frozenset({"submit_sm_resp", "data_sm_resp", "submit_multi_resp"})


def say(text: Text, language: str) -> str:
    """The English or the Chinese of *text*."""
    return text[1] if language.startswith("zh") else text[0]


def look_up(table: Table, value: int, language: str) -> str:
    """The sentence for *value*, or an honest one for a value that SMPP 3.4 reserves."""
    text = table.get(value)
    return say(text, language) if text else say(texts.RESERVED_VALUE, language).format(value)


def field_meaning(pdu: Pdu, name: str, language: str) -> str | None:
    """What the value of a mandatory field means; None where the value says all there is to say."""
    value = pdu.fields[name]
    stem = _NUMBER_AT_END.sub("", name)
    if isinstance(value, int):
        if stem == "esm_class":
            return _esm_class(value, pdu.command in _SUBMITTING, language)
        if stem == "error_status_code":
            return standard_name(value)
        table = _TABLES.get(stem)
        if table is not None:
            return look_up(table, value, language)
        explain = _NUMBERS.get(stem)
        return explain(value, language) if explain else None
    if isinstance(value, str):
        if stem in texts.EMPTY_TIMES:
            return say(texts.EMPTY_TIMES[stem], language) if not value else _time(value, language)
        if stem == "service_type" and value in texts.SERVICE_TYPES:
            return say(texts.SERVICE_TYPES[value], language)
        if stem == "password":
            return say(texts.PASSWORD, language)
    return None


def status_meaning(pdu: Pdu, language: str) -> str | None:
    """What the command_status of a response says: YCloud's meaning first, the standard name beside it."""
    status = pdu.command_status
    if not pdu.is_response and not status:
        return None
    name = standard_name(status)
    if pdu.command in _BIND_RESPONSES:
        meaning = bind_meaning(status, language)
    elif pdu.command in _SUBMIT_RESPONSES:
        meaning = submit_meaning(status, language)
    else:
        return name
    return f"{meaning.title} · {name}. {meaning.sentence}"


def tlv_meaning(name: str, value: bytes, language: str) -> str | None:
    """What the value of an optional parameter means; None where there is nothing to explain."""
    table = texts.TLV_TABLES.get(name)
    if table is not None:
        return look_up(table, value[0], language) if len(value) == 1 else None
    if name == "network_error_code" and len(value) == 3:
        network = texts.NETWORK_ERRORS.get(value[0], texts.RESERVED)
        code = int.from_bytes(value[1:], "big")
        return say(texts.NETWORK_ERROR, language).format(say(network, language), code)
    return None


def udh_element_meaning(identifier: int, language: str) -> str:
    """What an element of a user data header is."""
    return look_up(texts.UDH_ELEMENTS, identifier, language)


def segment_meaning(segment: tuple[int, int, int], language: str) -> str:
    """(reference, total, number) in words."""
    reference, total, number = segment
    return say(texts.SEGMENT, language).format(reference, number, total)


def _esm_class(value: int, submitting: bool, language: str) -> str:
    kind = value & 0x3C
    text = texts.MESSAGE_TYPES.get(kind)
    parts = [say(text, language) if text else say(texts.UNKNOWN_TYPE, language).format(kind)]
    if submitting:
        parts.insert(0, say(texts.SUBMIT_MODES[value & 0x03], language))
    if value & UDH_INDICATOR:
        parts.append(say(texts.WITH_UDH, language))
    if value & 0x80:
        parts.append(say(texts.WITH_REPLY_PATH, language))
    said = _listed(parts, language)
    return f"{said[0].upper()}{said[1:]}"


def _data_coding(value: int, language: str) -> str:
    if value < 0x10:
        known = texts.DATA_CODING.get(value)
        return say(known, language) if known else say(texts.DATA_CODING_RESERVED, language).format(value)
    group = value >> 4
    alphabet = look_up(texts.GROUP_ALPHABETS, (value >> 2) & 0x03, language)
    message_class = look_up(texts.MESSAGE_CLASSES, value & 0x03, language)
    if group < 8:  # 3GPP TS 23.038: general data coding; bit 5 compression, bit 4 class present
        parts = [alphabet]
        if value & 0x40:
            parts.append(say(texts.DELETED_AFTER_READING, language))
        if value & 0x10:
            parts.append(message_class)
        if value & 0x20:
            parts.append(say(texts.COMPRESSED, language))
        return _listed(parts, language)
    if group in (0x0C, 0x0D, 0x0E):  # discard, store in GSM 03.38, store in UCS-2
        stored = look_up(texts.GROUP_ALPHABETS, 2 if group == 0x0E else 0, language)
        return say(texts.WAITING, language).format(stored)
    if group == 0x0F:
        alphabet = look_up(texts.GROUP_ALPHABETS, (value >> 2) & 0x01, language)
        return _listed([alphabet, message_class], language)
    return say(texts.DATA_CODING_RESERVED, language).format(value)


def _registered_delivery(value: int, language: str) -> str:
    parts = [look_up(texts.REGISTERED, value & 0x03, language)]
    phone = (value >> 2) & 0x03
    if phone:
        parts.append(look_up(texts.REGISTERED_PHONE, phone, language))
    if value & 0x10:
        parts.append(say(texts.REGISTERED_INTERMEDIATE, language))
    return _listed(parts, language)


def _protocol_id(value: int, language: str) -> str:
    if 0x41 <= value <= 0x47:
        return say(texts.PROTOCOL_REPLACE, language).format(value & 0x07)
    known = texts.PROTOCOL.get(value)
    return say(known, language) if known else say(texts.PROTOCOL_OTHER, language).format(value)


def _time(value: str, language: str) -> str | None:
    read = read_time(value)
    if read is None:
        return None
    if isinstance(read, timedelta):
        text = texts.RELATIVE_TIME if read.days else texts.RELATIVE_HOURS
        return say(text, language).format(read.days, timedelta(seconds=read.seconds))
    utc = read.astimezone(UTC).isoformat(" ", "seconds").removesuffix("+00:00")
    return say(texts.ABSOLUTE_TIME, language).format(utc)


def _listed(parts: list[str], language: str) -> str:
    return ("，" if language.startswith("zh") else ", ").join(parts)


_TABLES: Final[Mapping[str, Table]] = {
    "source_addr_ton": texts.TON,
    "dest_addr_ton": texts.TON,
    "addr_ton": texts.TON,
    "esme_addr_ton": texts.TON,
    "source_addr_npi": texts.NPI,
    "dest_addr_npi": texts.NPI,
    "addr_npi": texts.NPI,
    "esme_addr_npi": texts.NPI,
    "priority_flag": texts.PRIORITY,
    "replace_if_present_flag": texts.REPLACE,
    "interface_version": texts.VERSION,
    "message_state": texts.STATES,
    "dest_flag": texts.DESTINATION_FLAGS,
}
_NUMBERS: Final[Mapping[str, Callable[[int, str], str]]] = {
    "data_coding": _data_coding,
    "registered_delivery": _registered_delivery,
    "protocol_id": _protocol_id,
}
