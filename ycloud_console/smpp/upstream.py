"""What we send, built with aiosmpplib's PDU classes; what they get wrong is put right here and only here.

Shown in the library itself by ``tests/smpp/test_upstream_pdus.py``, so that an upgrade that mends one tells
us which of these to drop (all seen in 0.7.4):

* :class:`_Latin1`: text fields are encoded as ASCII, so that "Café" as a sender raises.
* :func:`bind_request`: a password over 8 characters, and a TON or NPI that is no member of an enum, raise at
  construction; both are set afterwards.
* :func:`submit_request`: TON, NPI and data_coding must be members of enums, times must be ``datetime``, the
  values of TLVs must be ASCII text, and the text must not be empty even when it travels in a TLV.
* :func:`deliver_response`: a command_status must be a member of an enum.

Reading is never left to aiosmpplib: it raises on what servers send. See :mod:`ycloud_console.smpp.pdu`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from struct import pack
from typing import Any

import aiosmpplib
import msgspec
from aiosmpplib.sequence import SimpleSequenceGenerator

from ycloud_console.smpp.model import BindMode, LinkSettings, Submission

MAX_SYSTEM_ID = 15
MAX_PASSWORD = 64
"""SMPP 3.4 says 8; some providers hand out longer ones, which are sent as they are."""
_MAX_SYSTEM_TYPE = 12
_MAX_ADDRESS_RANGE = 40
_MAX_SERVICE_TYPE = 5
_MAX_ADDRESS = 20
_MAX_TIME = 16
_MAX_SHORT_MESSAGE = 254

_BINDS: dict[BindMode, Any] = {
    BindMode.TRANSMITTER: aiosmpplib.BindTransmitter,
    BindMode.RECEIVER: aiosmpplib.BindReceiver,
    BindMode.TRANSCEIVER: aiosmpplib.BindTransceiver,
}


class Unsendable(ValueError):
    """What was asked does not fit into the PDU; the message says which field and why, never its value."""


class _Latin1(str):
    """A text whose octets are Latin-1 whatever encoding is asked for: ASCII and the letters above it."""

    __slots__ = ()

    def encode(self, encoding: str = "latin-1", errors: str = "strict") -> bytes:
        return super().encode("latin-1", errors)


@dataclass(slots=True)
class _PhoneNumber:
    """aiosmpplib's PhoneNumber with any TON and NPI."""

    number: str
    ton: int
    npi: int


def sequence_generator() -> Any:
    """aiosmpplib's counter: ``next_sequence()`` gives 1 to 0x7FFFFFFF and starts again."""
    return SimpleSequenceGenerator()


def bind_request(settings: LinkSettings, sequence: int) -> bytes:
    """The bind request of *settings*, password included.

    Raises Unsendable when a field is too long or cannot be written.
    """
    request = _BINDS[settings.mode](sequence_num=sequence)
    request.system_id = _text("system ID", settings.system_id, MAX_SYSTEM_ID)
    request.password = _text("password", settings.password, MAX_PASSWORD)
    request.system_type = _text("system type", settings.system_type, _MAX_SYSTEM_TYPE)
    request.addr_ton = _octet("TON", settings.addr_ton)
    request.addr_npi = _octet("NPI", settings.addr_npi)
    request.address_range = _text("address range", settings.address_range, _MAX_ADDRESS_RANGE)
    return bytes(request.pdu())


def submit_request(submission: Submission) -> bytes:
    """The submit_sm of *submission*, with sequence number 0: see :func:`with_sequence`.

    Raises Unsendable when a field is too long or cannot be written.
    """
    octets = submission.short_message
    if len(octets) > _MAX_SHORT_MESSAGE:
        raise Unsendable(f"The message has {len(octets)} octets; short_message takes {_MAX_SHORT_MESSAGE}.")
    tlvs = _tlv_octets(submission.tlvs)
    blank = msgspec.structs.replace(submission, key=0, destination_addr="", short_message=b"", tlvs=())
    try:
        recipient = _text("recipient", submission.destination_addr, _MAX_ADDRESS).encode("latin-1")
        before, after = _around_recipient(blank)
    except Unsendable:
        _source(submission)  # Of two that are wrong, the sender is named.
        raise
    length = len(before) + len(recipient) + len(after) + 1 + len(octets) + len(tlvs)
    sm_length = bytes((len(octets),))
    return b"".join((length.to_bytes(4, "big"), before[4:], recipient, after, sm_length, octets, tlvs))


@lru_cache(maxsize=256)
def _around_recipient(blank: Submission) -> tuple[bytes, bytes]:
    """What stands before the recipient, and between the recipient and sm_length, in the submit_sm of *blank*.

    *blank* has no key, recipient, message or TLVs. The segments of a campaign differ in nothing else, so that
    aiosmpplib builds one for all of them, with a text of one octet, since it takes none without.
    """
    request = aiosmpplib.SubmitSm(short_message=" ")
    request.source = _source(blank)
    request.destination = _phone_number("recipient", "", blank.dest_addr_ton, blank.dest_addr_npi)
    request.service_type = _text("service type", blank.service_type, _MAX_SERVICE_TYPE)
    request.esm_class = _octet("esm_class", blank.esm_class)
    request.protocol_id = _octet("protocol ID", blank.protocol_id)
    request.priority_flag = _octet("priority", blank.priority_flag)
    request.registered_delivery = _octet("registered_delivery", blank.registered_delivery)
    request.schedule_delivery_time = _text("scheduled time", blank.schedule_delivery_time, _MAX_TIME)
    request.validity_period = _text("validity period", blank.validity_period, _MAX_TIME)
    request.datetime_to_smpp_time = _as_it_is
    wire = bytearray(request.pdu())
    # The body ends with data_coding, sm_default_msg_id, sm_length and the one octet of the text.
    wire[-4] = _octet("data_coding", blank.data_coding)
    # The header has 16 octets; TON and NPI stand before either address, a NUL behind each text.
    recipient = 16 + len(blank.service_type) + 1 + 2 + len(blank.source_addr) + 1 + 2
    return bytes(wire[:recipient]), bytes(wire[recipient:-2])


def with_sequence(request: bytes, sequence: int) -> bytes:
    """*request* with another sequence number (SMPP 3.4, 3.2: octets 12 to 15 of the header)."""
    return request[:12] + sequence.to_bytes(4, "big") + request[16:]


def enquire_link_request(sequence: int) -> bytes:
    return bytes(aiosmpplib.EnquireLink(sequence).pdu())


def enquire_link_response(sequence: int) -> bytes:
    return bytes(aiosmpplib.EnquireLinkResp(sequence).pdu())


def unbind_request(sequence: int) -> bytes:
    return bytes(aiosmpplib.Unbind(sequence).pdu())


def unbind_response(sequence: int) -> bytes:
    return bytes(aiosmpplib.UnbindResp(sequence).pdu())


def unknown_command_response(sequence: int) -> bytes:
    """generic_nack with ESME_RINVCMDID."""
    status = aiosmpplib.SmppCommandStatus.ESME_RINVCMDID
    return bytes(aiosmpplib.GenericNack(sequence_num=sequence, command_status=status).pdu())


def deliver_response(sequence: int, status: int) -> bytes:
    """deliver_sm_resp with any *status*; its message_id is empty (SMPP 3.4, 4.6.2)."""
    response = aiosmpplib.DeliverSmResp(sequence_num=sequence)
    response.command_status = status
    return bytes(response.pdu())


def _as_it_is(time: str) -> str:
    """Instead of aiosmpplib's conversion: a Submission's times are written as SMPP already."""
    return time


def _source(submission: Submission) -> _PhoneNumber:
    return _phone_number(
        "sender", submission.source_addr, submission.source_addr_ton, submission.source_addr_npi
    )


def _phone_number(what: str, addr: str, ton: int, npi: int) -> _PhoneNumber:
    return _PhoneNumber(_text(what, addr, _MAX_ADDRESS), _octet("TON", ton), _octet("NPI", npi))


def _text(what: str, value: str, longest: int) -> str:
    if len(value) > longest:
        raise Unsendable(f"The {what} has {len(value)} characters; SMPP takes at most {longest}.")
    if value.isascii() and "\0" not in value:
        return value
    if "\0" in value or any(character > "\xff" for character in value):
        raise Unsendable(f"The {what} has a character that SMPP cannot carry in this field.")
    return _Latin1(value)


def _octet(what: str, value: int) -> int:
    if not 0 <= value <= 0xFF:
        raise Unsendable(f"{what} is {value}; it must be 0 to 255.")
    return value


def _tlv_octets(tlvs: tuple[tuple[int, bytes], ...]) -> bytes:
    if any(not 0 <= tag <= 0xFFFF or len(value) > 0xFFFF for tag, value in tlvs):
        raise Unsendable("A TLV has a tag or a length over 65,535.")
    return b"".join(pack("!HH", tag, len(value)) + value for tag, value in tlvs)
