"""The wire format of SMPP 3.4: octets -> named fields, and back.

Reading takes any octets and never raises: what cannot be read is said in ``problems``. Nothing is
interpreted here (see :mod:`ycloud_console.smpp.describe` for meanings), so that reading is cheap enough for
every PDU of a busy link. Texts are Latin-1 on both ways: every octet survives.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple, NoReturn

import msgspec

from ycloud_console.smpp.faults import Fault, sentences
from ycloud_console.smpp.pdu_layout import LAYOUTS, FieldValue, Layout, destination, failure, integer
from ycloud_console.smpp.pdu_names import COMMAND_IDS, COMMANDS, RESPONSE_BIT, TLV_NAMES, Kind, command_name
from ycloud_console.smpp.pdu_write import HEADER_SIZE, write_header, write_pdu
from ycloud_console.smpp.udh import Udh, concatenation, read_udh

__all__ = [
    "COMMANDS",
    "COMMAND_IDS",
    "HEADER_SIZE",
    "MESSAGE_PAYLOAD",
    "RESPONSE_BIT",
    "TLV_NAMES",
    "FieldValue",
    "Pdu",
    "Tlv",
    "Udh",
    "concatenation",
    "read_pdu",
    "read_pdus",
    "read_udh",
    "split_pdus",
    "write_header",
    "write_pdu",
]

MESSAGE_PAYLOAD: Final = 0x0424

# Looked up once: an attribute of an enum is slow on the way of every field.
_TEXT, _OCTETS, _DESTINATIONS = Kind.TEXT, Kind.OCTETS, Kind.DESTINATIONS

_HEADER: Final = struct.Struct(">IIII")
_TLV_HEADER: Final = struct.Struct(">HH")


class Tlv(NamedTuple):
    """One optional parameter."""

    tag: int
    value: bytes


# Tlv(tag, value) takes three times as long, and a hostile PDU holds hundreds of thousands.
_new_tlv: Final = partial(tuple.__new__, Tlv)


class Pdu(msgspec.Struct, frozen=True, gc=False):
    """One PDU as it was read. Fields that a cut PDU no longer holds are missing from ``fields``."""

    command_id: int
    command_status: int
    sequence_number: int
    fields: dict[str, FieldValue]
    """Mandatory fields by the names of the specification, in the order of the wire: integers, texts without
    their NUL, and octets (``short_message``; ``body`` of a command that is not known). Destinations of
    submit_multi are numbered (``dest_flag_1``, ``destination_addr_1``); so are failures in its response."""
    tlvs: tuple[Tlv, ...]
    """Optional parameters in the order of the wire."""
    faults: tuple[Fault, ...]
    """What is wrong with it."""
    raw: bytes
    """The octets that were given. Those of a bind or outbind hold the password in clear."""

    @property
    def command(self) -> str:
        """The command's name; ``0x0000ABCD`` for one that SMPP does not know."""
        return command_name(self.command_id)

    @property
    def length(self) -> int:
        """command_length as the PDU says it, which may be wrong."""
        return int.from_bytes(self.raw[:4], "big")

    @property
    def is_response(self) -> bool:
        return bool(self.command_id & RESPONSE_BIT)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with it, in English sentences."""
        return sentences(self.faults)

    @property
    def message(self) -> bytes:
        """short_message, or message_payload when that is empty; with its user data header."""
        short = self.fields.get("short_message", b"")
        if short and isinstance(short, bytes):
            return short
        return self.tlv(MESSAGE_PAYLOAD) or b""

    def tlv(self, tag: int) -> bytes | None:
        """The value of the first optional parameter with this tag."""
        for found, value in self.tlvs:
            if found == tag:
                return value
        return None

    def text(self, name: str) -> str:
        """A text field; "" when it is missing."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """An integer field; 0 when it is missing."""
        value = self.fields.get(name, 0)
        return value if isinstance(value, int) else 0

    def __repr__(self) -> str:
        # Neither fields nor octets: they may hold a password.
        return (
            f"Pdu({self.command}, status {self.command_status}, sequence {self.sequence_number}, "
            f"{len(self.raw)} octets)"
        )


def read_pdu(data: bytes | bytearray | memoryview) -> Pdu:
    """Read the PDU that *data* starts with. Never raises; linear in the length of *data*."""
    data = bytes(data)
    size = len(data)
    if size < HEADER_SIZE:
        return _read_cut_header(data)
    length, command_id, status, sequence = _HEADER.unpack_from(data)
    faults: list[Fault] = []
    end = size
    if length != size:
        end = _end(length, size, faults)
    fields: dict[str, FieldValue] = {}
    tlvs: tuple[Tlv, ...] = ()
    layout = LAYOUTS.get(command_id)
    if layout is None:
        if end > HEADER_SIZE:
            fields["body"] = data[HEADER_SIZE:end]
    elif end == HEADER_SIZE and command_id & RESPONSE_BIT:
        # An error response may come without a body (SMPP 3.4, 4.4.2 and others).
        if layout and not status:
            faults.append(Fault("body_missing"))
    else:
        try:
            position = _read_fields(data, HEADER_SIZE, end, layout, fields, faults)
        except _CutError:
            position = end
        if position < end:
            tlvs = _read_tlvs(data, position, end, faults)
    return Pdu(command_id, status, sequence, fields, tlvs, tuple(faults), data)


def read_pdus(data: bytes) -> list[Pdu]:
    """Read several PDUs that stand one after the other. Never raises.

    Goes on as long as command_length can be believed; the last PDU takes what is left.
    """
    return [read_pdu(octets) for octets in split_pdus(data)]


def split_pdus(data: bytes) -> Iterator[bytes]:
    """The octets of each PDU in *data*, as :func:`read_pdus` takes them apart."""
    size = len(data)
    position = 0
    while position < size:
        end = position + int.from_bytes(data[position : position + 4], "big")
        if end - position < HEADER_SIZE or end > size:
            end = size
        yield data[position:end]
        position = end


def _read_cut_header(data: bytes) -> Pdu:
    _, command_id, status, sequence = _HEADER.unpack(data.ljust(HEADER_SIZE, b"\0"))
    # A number of which octets are missing is not known at all.
    known = len(data) // 4
    return Pdu(
        command_id if known > 1 else 0,
        status if known > 2 else 0,
        sequence if known > 3 else 0,
        {},
        (),
        (Fault("header_cut", (len(data),)),),
        data,
    )


def _end(length: int, size: int, faults: list[Fault]) -> int:
    if length < HEADER_SIZE:
        faults.append(Fault("length_too_small", (length, size)))
        return size
    if length > size:
        faults.append(Fault("pdu_cut", (length, size)))
        return size
    faults.append(Fault("octets_after", (size - length,)))
    return length


class _CutError(Exception):
    """The PDU ends before its fields do; the fault is noted."""


def _read_fields(
    data: bytes,
    position: int,
    end: int,
    layout: Layout,
    fields: dict[str, FieldValue],
    faults: list[Fault],
) -> int:
    """Fill *fields* and return where the next part begins. Raises _CutError when a field is cut."""
    for integers, kind, names, name in layout:
        if integers is not None:
            stop = position + integers.size
            if stop > end:
                _cut_integers(names, data[position:end], integers.size, fields, faults)
            fields.update(zip(names, integers.unpack_from(data, position), strict=True))
            position = stop
        elif kind is _TEXT:
            stop = data.find(0, position, end)
            if stop < 0:
                _cut_text(name, data[position:end], fields, faults)
            fields[name] = data[position:stop].decode("latin-1") if stop > position else ""
            position = stop + 1
        elif kind is _OCTETS:
            position = _read_octets(data, position, end, fields, faults)
        elif kind is _DESTINATIONS:
            position = _read_destinations(data, position, end, fields, faults)
        else:
            for number in range(1, integer(fields, "no_unsuccess") + 1):
                position = _read_fields(data, position, end, failure(number), fields, faults)
    return position


def _cut_text(name: str, rest: bytes, fields: dict[str, FieldValue], faults: list[Fault]) -> NoReturn:
    if rest:
        fields[name] = rest.decode("latin-1")
    faults.append(Fault("ends_inside" if rest else "ends_before", (name,)))
    raise _CutError


def _cut_integers(
    names: tuple[str, ...], rest: bytes, size: int, fields: dict[str, FieldValue], faults: list[Fault]
) -> NoReturn:
    if size == len(names):  # single octets, of which some may be there
        fields.update(zip(names, rest, strict=False))
        faults.append(Fault("ends_before", (names[len(rest)],)))
    else:
        faults.append(Fault("ends_inside" if rest else "ends_before", (names[0],)))
    raise _CutError


def _read_octets(
    data: bytes, position: int, end: int, fields: dict[str, FieldValue], faults: list[Fault]
) -> int:
    size = integer(fields, "sm_length")
    if size > end - position:
        faults.append(Fault("message_cut", (size, end - position)))
        size = end - position
    fields["short_message"] = data[position : position + size]
    return position + size


def _read_destinations(
    data: bytes, position: int, end: int, fields: dict[str, FieldValue], faults: list[Fault]
) -> int:
    for number in range(1, integer(fields, "number_of_dests") + 1):
        flag, address, list_name = destination(number)
        position = _read_fields(data, position, end, flag, fields, faults)
        kind = integer(fields, f"dest_flag_{number}")
        if kind not in (1, 2):
            faults.append(Fault("dest_flag", (f"dest_flag_{number}", kind)))
            raise _CutError
        position = _read_fields(data, position, end, address if kind == 1 else list_name, fields, faults)
    return position


def _read_tlvs(data: bytes, position: int, end: int, faults: list[Fault]) -> tuple[Tlv, ...]:
    tlvs: list[Tlv] = []
    while end - position >= 4:
        tag, size = _TLV_HEADER.unpack_from(data, position)
        position += 4
        if size > end - position:
            faults.append(Fault("tlv_cut", (tag, size, end - position)))
            size = end - position
        tlvs.append(_new_tlv((tag, data[position : position + size])))
        position += size
    if position < end:
        faults.append(Fault("octets_left", (end - position,)))
    return tuple(tlvs)
