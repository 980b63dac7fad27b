"""Writing the octets of a PDU (SMPP 3.4, 3.2 and chapter 4)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from ycloud_console.smpp.pdu_layout import LAYOUTS, FieldValue, Layout, destination, failure, integer
from ycloud_console.smpp.pdu_names import COMMAND_IDS, Kind

HEADER_SIZE: Final = 16

_HEADER: Final = struct.Struct(">IIII")
_TLV_HEADER: Final = struct.Struct(">HH")
_NO_FIELDS: Final[Mapping[str, FieldValue]] = MappingProxyType({})
_TEXT, _OCTETS, _DESTINATIONS = Kind.TEXT, Kind.OCTETS, Kind.DESTINATIONS


def write_header(command_id: int, status: int, sequence: int) -> bytes:
    """A PDU without a body: enquire_link, unbind, generic_nack, and refusals."""
    return _HEADER.pack(HEADER_SIZE, command_id, status, sequence)


def write_pdu(
    command: str | int,
    *,
    status: int = 0,
    sequence: int = 1,
    fields: Mapping[str, FieldValue] | None = _NO_FIELDS,
    tlvs: Iterable[tuple[int, bytes]] = (),
) -> bytes:
    """The octets of a PDU.

    *command* is a name, or a number (of a command that SMPP does not know ``fields`` may hold ``body``).
    Missing fields are 0 or empty; ``sm_length`` is always counted from ``short_message``; destinations are
    numbered as :class:`Pdu` numbers them. ``fields=None`` writes no body at all, as refusals may have it.
    Raises ValueError, which never quotes a value, for a command, field or value that cannot be written.
    """
    command_id = COMMAND_IDS.get(command) if isinstance(command, str) else command
    if command_id is None:
        raise ValueError(f"SMPP 3.4 has no command {command}")
    if fields is None:
        return write_header(command_id, status, sequence)
    parts: list[bytes] = []
    layout = LAYOUTS.get(command_id)
    if layout is None:
        body = fields.get("body", b"")
        parts.append(body if isinstance(body, bytes) else b"")
    else:
        if not fields.keys() <= (known := _names(command_id)):
            _refuse_unknown(fields, known)
        _write_fields(layout, fields, parts)
    for tag, value in tlvs:
        if len(value) > 0xFFFF:
            raise ValueError(f"an optional parameter (0x{tag:04X}) holds 65535 octets at most")
        parts += (_TLV_HEADER.pack(tag, len(value)), value)
    content = b"".join(parts)
    return _HEADER.pack(HEADER_SIZE + len(content), command_id, status, sequence) + content


@cache
def _names(command_id: int) -> frozenset[str]:
    return frozenset(name for step in LAYOUTS[command_id] for name in step.names)


def _refuse_unknown(fields: Mapping[str, FieldValue], known: frozenset[str]) -> None:
    numbered = {
        "dest_flag",
        "dest_addr_ton",
        "dest_addr_npi",
        "destination_addr",
        "dl_name",
        "error_status_code",
    }
    lists = known & {"dest_address", "unsuccess_sme"}
    for name in fields.keys() - known:
        stem, _, number = name.rpartition("_")
        if not (lists and stem in numbered and number.isdecimal()):
            raise ValueError(f"this command has no field {name}")


def _write_fields(layout: Layout, fields: Mapping[str, FieldValue], parts: list[bytes]) -> None:
    for integers, kind, names, field in layout:
        if integers is not None:
            parts.append(_integer_octets(names, integers, fields))
        elif kind is _TEXT:
            text = fields.get(field)
            parts.append(_text_octets(field, text) if text else b"\0")
        elif kind is _OCTETS:
            message = fields.get(field, b"")
            if not isinstance(message, bytes):
                raise ValueError(f"{field} must be octets")
            parts.append(message)
        elif kind is _DESTINATIONS:
            for number in range(1, integer(fields, "number_of_dests") + 1):
                flag, address, list_name = destination(number)
                _write_fields(flag, fields, parts)
                is_address = fields.get(f"dest_flag_{number}") == 1
                _write_fields(address if is_address else list_name, fields, parts)
        else:
            for number in range(1, integer(fields, "no_unsuccess") + 1):
                _write_fields(failure(number), fields, parts)


def _text_octets(name: str, value: FieldValue) -> bytes:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text")
    if "\0" in value:
        raise ValueError(f"{name} must not hold a NUL")
    try:
        return value.encode("latin-1") + b"\0"
    except UnicodeEncodeError:
        # Not chained: the error holds the value, which may be a password.
        raise ValueError(f"{name} holds a character that is not in Latin-1") from None


def _integer_octets(
    names: tuple[str, ...], integers: struct.Struct, fields: Mapping[str, FieldValue]
) -> bytes:
    values = [fields.get(name, 0) for name in names]
    if names[-1] == "sm_length":
        message = fields.get("short_message", b"")
        values[-1] = len(message) if isinstance(message, bytes) else 0
    try:
        return integers.pack(*values)
    except struct.error:
        raise ValueError(f"a number is missing or too large for its field: {', '.join(names)}") from None
