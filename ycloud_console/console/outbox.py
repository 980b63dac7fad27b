"""From what the operator typed to rows of the history, and from those rows to the link's submissions."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial

import msgspec

from ycloud_console.accounts import Account
from ycloud_console.history.model import MessageRow, NewMessage, NewSegment
from ycloud_console.smpp.model import Submission
from ycloud_console.sms.address import (
    Address,
    BadAddress,
    country_of,
    recipient_address,
    sender_address,
    typed,
)
from ycloud_console.sms.alphabet import Alphabet, data_coding
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.sms.segments import LongMode, Part, new_reference, split
from ycloud_console.sms.smpptime import absolute_time, relative_time

_CLASS_0 = 0x10
"""GSM 03.38, section 4: message class 0 (flash), beside the alphabet's bits."""
_UDHI = 0x40
"""SMPP 3.4, 5.2.12: the message begins with a user data header."""

_REMEMBERED = 192
"""References kept per recipient, lest two long messages be joined on the phone; 64 of 256 are free."""
_REFERENCES = 256
"""So many there are in an 8-bit UDH: a long text is cut once for each, not once a recipient."""
_RECIPIENTS = 100_000
"""Recipients of whom references are kept: those who were sent a long message last."""


class EmptyText(ValueError):
    """There is nothing to send."""

    def __init__(self) -> None:
        super().__init__("The message is empty: type a text.")


class NotForFlash(ValueError):
    """data_coding can say the class of a message, or that it is Latin-1 or ASCII, but not both."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__(
            f"A flash message cannot be sent in {alphabet}. "
            "Choose Automatic, GSM-7 or UCS-2, or switch flash off."
        )


class References:
    """Concatenation references that are not used twice for one recipient within its latest messages.

    They are random. A phone joins parts by sender and reference, so those of messages that still wait from
    an earlier run are to be said with :meth:`remember`.
    """

    def __init__(self) -> None:
        self._used: OrderedDict[str, deque[int]] = OrderedDict()

    def new(self, recipient: str, mode: LongMode) -> int:
        """An unpredictable reference: 8 bits for an 8-bit UDH, else 16."""
        used = self._of(recipient)
        reference = new_reference(used, 8 if mode is LongMode.UDH8 else 16)
        used.append(reference)
        return reference

    def remember(self, recipient: str, reference: int) -> None:
        """A message to *recipient* with this reference may still be under way."""
        self._of(recipient).append(reference)

    def _of(self, recipient: str) -> deque[int]:
        used = self._used.setdefault(recipient, deque(maxlen=_REMEMBERED))
        self._used.move_to_end(recipient)
        if len(self._used) > _RECIPIENTS:
            self._used.popitem(last=False)
        return used


def compose(
    account: Account,
    sender: str,
    recipients: Iterable[str],
    text: str,
    options: SubmitOptions,
    references: References,
) -> Iterator[NewMessage]:
    """One message a recipient, one after the other, split and encoded, ready to be written.

    Raises EmptyText, BadAddress, TextTooLong, NotInAlphabet, NotForFlash and Unsendable (all ValueError,
    with a sentence). A recipient that is merely odd passes: what the SMSC says of it is the answer.
    """
    if not text:
        raise EmptyText
    source = typed(sender_address(sender), options.source_ton, options.source_npi)
    default = default_alphabet(account, options)
    cut = partial(split, text, long_mode=options.long_mode, alphabet=options.alphabet, default=default)
    pieces = cut()
    coding = _data_coding(pieces.alphabet, default, options)

    @lru_cache(maxsize=_REFERENCES)
    def drafted(reference: int | None) -> tuple[str, list[tuple[Part, Submission]]]:
        """The options as they are kept, and the parts: what only the reference changes."""
        parts = pieces.parts if reference is None else cut(reference=reference).parts
        kept = _kept(options, reference)
        return kept, [(part, _submission(part, coding, source, options)) for part in parts]

    for given in recipients:
        address = _recipient(given, account.default_country)
        recipient = shown_recipient(given, address)
        reference = references.new(recipient, options.long_mode) if len(pieces.parts) > 1 else None
        address = typed(address, options.dest_ton, options.dest_npi)
        kept, drafts = drafted(reference)
        yield NewMessage(
            account_id=account.id,
            sender=source.addr,
            recipient=recipient,
            country=country_of(address.addr),
            text=text,
            encoding=pieces.alphabet.value,
            registered_delivery=options.registered_delivery,
            options=kept,
            segments=tuple(
                NewSegment(part.number, part.units, _wire(draft, address)) for part, draft in drafts
            ),
        )


def _kept(options: SubmitOptions, reference: int | None) -> str:
    """What the history keeps of how a message was sent, as JSON."""
    fields = msgspec.to_builtins(options)
    return msgspec.json.encode(
        fields | {"reference": reference} if reference is not None else fields
    ).decode()


class _Reference(msgspec.Struct):
    reference: int | None = None


def reference_of(encoded: str) -> int | None:
    """The concatenation reference a long message was sent with; None for a short one."""
    return msgspec.json.decode(encoded, type=_Reference).reference if encoded else None


def default_alphabet(account: Account, options: SubmitOptions) -> Alphabet:
    """The alphabet a text is sent in when it fits: the SMSC's alphabet 0.

    That of a flash message is GSM-7, since a data_coding with a class names it (TS 23.038, section 4).
    """
    return Alphabet.GSM7 if options.flash else Alphabet(account.default_alphabet)


def default_options(account: Account) -> SubmitOptions:
    """What the account sends with when nothing else is said."""
    return SubmitOptions(long_mode=LongMode(account.long_mode))


def _data_coding(alphabet: Alphabet, default: Alphabet, options: SubmitOptions) -> int:
    if options.flash:
        if alphabet in (Alphabet.LATIN1, Alphabet.ASCII):
            raise NotForFlash(alphabet)
        return data_coding(alphabet) | _CLASS_0
    return data_coding(alphabet, default)


def _recipient(given: str, country: str) -> Address:
    try:
        return recipient_address(given, country)
    except BadAddress as error:
        raise BadAddress(f"“{given}”: {error}") from None


def shown_recipient(given: str, address: Address) -> str:
    """The recipient as the history shows it: with a plus where it is international, else as it is sent."""
    international = given.strip().startswith(("+", "＋", "00")) or country_of(address.addr)
    return f"+{address.addr}" if international and address.ton == 1 else address.addr


def addresses_of(row: MessageRow) -> tuple[Address, Address]:
    """Sender and recipient of a message of the history, as they went out."""
    return sender_address(row.sender), recipient_address(row.recipient)


def submission(segment_id: int, wire: bytes) -> Submission:
    """The link's submission for a row of the history."""
    return msgspec.structs.replace(_DECODER.decode(wire), key=segment_id)


def options_of(encoded: str) -> SubmitOptions:
    """The options a message was sent with; the defaults when it has none."""
    return msgspec.json.decode(encoded, type=SubmitOptions) if encoded else SubmitOptions()


_DECODER = msgspec.msgpack.Decoder(Submission)


@cache
def _check() -> Callable[[Submission], None]:
    """The SMPP library comes with the first message: a window that is only opened does without it."""
    from ycloud_console.smpp.sender import check

    return check


def _wire(draft: Submission, destination: Address) -> bytes:
    item = msgspec.structs.replace(
        draft,
        destination_addr=destination.addr,
        dest_addr_ton=destination.ton,
        dest_addr_npi=destination.npi,
    )
    _check()(item)
    return msgspec.msgpack.encode(item)


def _submission(part: Part, coding: int, source: Address, options: SubmitOptions) -> Submission:
    """A segment for whom it may concern: the recipient is to be filled in."""
    return Submission(
        key=0,
        source_addr=source.addr,
        source_addr_ton=source.ton,
        source_addr_npi=source.npi,
        destination_addr="",
        dest_addr_ton=0,
        dest_addr_npi=0,
        short_message=part.udh + part.user_data,
        esm_class=_UDHI if part.udh else 0,
        data_coding=coding,
        registered_delivery=options.registered_delivery,
        protocol_id=options.protocol_id,
        priority_flag=options.priority,
        service_type=options.service_type,
        schedule_delivery_time=absolute_time(options.scheduled) if options.scheduled else "",
        validity_period=relative_time(options.validity) if options.validity else "",
        tlvs=part.tlvs + options.tlvs,
    )
