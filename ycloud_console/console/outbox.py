"""From what the operator typed to rows of the history, and from those rows to the link's submissions."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec

from ycloud_console.accounts import Account
from ycloud_console.history.model import NewMessage, NewSegment
from ycloud_console.smpp.link import check
from ycloud_console.smpp.model import Submission
from ycloud_console.sms.address import Address, BadAddress, country_of, recipient_address, sender_address
from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.sms.segments import LongMode, Part, new_reference, split
from ycloud_console.sms.smpptime import absolute_time, relative_time

DATA_CODING = {Alphabet.GSM7: 0x00, Alphabet.ASCII: 0x01, Alphabet.LATIN1: 0x03, Alphabet.UCS2: 0x08}
"""SMPP 3.4, 5.2.19."""
_CLASS_0 = 0x10
"""GSM 03.38, section 4: message class 0 (flash), beside the alphabet's bits."""
_UDHI = 0x40
"""SMPP 3.4, 5.2.12: the message begins with a user data header."""

_REMEMBERED = 96
"""References kept per recipient so that two long messages are not joined on the phone: well under 256."""


class EmptyText(ValueError):
    """There is nothing to send."""

    def __init__(self) -> None:
        super().__init__("The message is empty: type a text.")


class References:
    """Concatenation references that are not used twice for one recipient within its latest messages."""

    def __init__(self) -> None:
        self._used: dict[str, deque[int]] = {}

    def new(self, recipient: str, mode: LongMode) -> int:
        """An unpredictable reference: 8 bits for an 8-bit UDH, else 16."""
        used = self._used.setdefault(recipient, deque(maxlen=_REMEMBERED))
        reference = new_reference(used, 8 if mode is LongMode.UDH8 else 16)
        used.append(reference)
        return reference


def compose(
    account: Account,
    sender: str,
    recipients: Iterable[str],
    text: str,
    options: SubmitOptions,
    references: References,
) -> Iterator[NewMessage]:
    """One message a recipient, one after the other, split and encoded, ready to be written.

    Raises EmptyText, BadAddress, TextTooLong, NotInAlphabet and Unsendable (all ValueError, with a
    sentence). A recipient that is merely odd passes: what the SMSC says of it is the answer.
    """
    if not text:
        raise EmptyText
    source = sender_address(sender)
    encoded_options = msgspec.json.encode(options).decode()
    for given in recipients:
        address = _recipient(given, account.default_country)
        recipient = shown_recipient(given, address)
        pieces = split(
            text,
            reference=references.new(recipient, options.long_mode),
            long_mode=options.long_mode,
            alphabet=options.alphabet,
        )
        yield NewMessage(
            account_id=account.id,
            sender=source.addr,
            recipient=recipient,
            country=country_of(address.addr),
            text=text,
            encoding=pieces.alphabet.value,
            registered_delivery=options.registered_delivery,
            options=encoded_options,
            segments=tuple(
                NewSegment(part.number, part.units, _wire(part, pieces.alphabet, source, address, options))
                for part in pieces.parts
            ),
        )


def _recipient(given: str, country: str) -> Address:
    try:
        return recipient_address(given, country)
    except BadAddress as error:
        raise BadAddress(f"“{given}”: {error}") from None


def shown_recipient(given: str, address: Address) -> str:
    """The recipient as the history shows it: with a plus where it is international, else as it is sent."""
    international = given.strip().startswith(("+", "＋", "00")) or country_of(address.addr)
    return f"+{address.addr}" if international and address.ton == 1 else address.addr


def submission(segment_id: int, wire: bytes) -> Submission:
    """The link's submission for a row of the history."""
    return replace(_DECODER.decode(wire), key=segment_id)


def options_of(encoded: str) -> SubmitOptions:
    """The options a message was sent with; the defaults when it has none."""
    return msgspec.json.decode(encoded, type=SubmitOptions) if encoded else SubmitOptions()


_DECODER = msgspec.msgpack.Decoder(Submission)


def _wire(
    part: Part, alphabet: Alphabet, source: Address, destination: Address, options: SubmitOptions
) -> bytes:
    item = _submission(part, alphabet, source, destination, options)
    check(item)
    return msgspec.msgpack.encode(item)


def _submission(
    part: Part, alphabet: Alphabet, source: Address, destination: Address, options: SubmitOptions
) -> Submission:
    return Submission(
        key=0,
        source_addr=source.addr,
        source_addr_ton=source.ton,
        source_addr_npi=source.npi,
        destination_addr=destination.addr,
        dest_addr_ton=destination.ton,
        dest_addr_npi=destination.npi,
        short_message=part.udh + part.user_data,
        esm_class=_UDHI if part.udh else 0,
        data_coding=DATA_CODING[alphabet] | (_CLASS_0 if options.flash else 0),
        registered_delivery=options.registered_delivery,
        protocol_id=options.protocol_id,
        priority_flag=options.priority,
        service_type=options.service_type,
        schedule_delivery_time=absolute_time(options.scheduled) if options.scheduled else "",
        validity_period=relative_time(options.validity) if options.validity else "",
        tlvs=part.tlvs + options.tlvs,
    )
