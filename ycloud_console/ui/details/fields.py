"""The fields of the submit_sm that a message went out in, by their names in SMPP."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ycloud_console.accounts import Account
from ycloud_console.console import default_alphabet, options_of
from ycloud_console.console.outbox import addresses_of
from ycloud_console.history.model import MessageView
from ycloud_console.sms.address import BadAddress, typed
from ycloud_console.sms.alphabet import Alphabet, data_coding
from ycloud_console.sms.masking import Mask
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.sms.segments import LongMode
from ycloud_console.ui.masking import masked_address, masked_octets
from ycloud_console.ui.moments import long_duration

translate = QCoreApplication.translate

_UDHI = 0x40
"""SMPP 3.4, 5.2.12: the message begins with a user data header."""
_CLASS_0 = 0x10
"""GSM 03.38, section 4: message class 0 (flash), beside the alphabet's bits."""


def submit_fields(
    view: MessageView, account: Account | None, mask: Mask | None = None
) -> list[tuple[str, str]]:
    """Addresses, codings and options; an option that is as usual is left out (empty).

    data_coding is as *account* would send it now; None when it has been removed.
    Addresses and TLVs as far as *mask* lets them be shown; None: what is hidden now.
    """
    options = options_of(view.options)
    found = _address_fields(view, options, mask)
    if account is not None:
        coding = _data_coding(view, options, default_alphabet(account, options))
        found.append(("data_coding", f"{coding} (0x{coding:02X})"))
    has_header = len(view.segments) > 1 and options.long_mode in (LongMode.UDH8, LongMode.UDH16)
    esm_class = _UDHI if has_header else 0
    found.append(("esm_class", f"{esm_class} (0x{esm_class:02X})"))
    found.append(("registered_delivery", str(options.registered_delivery)))
    if len(view.segments) > 1:
        found.append((translate("SubmitFields", "Long message"), options.long_mode.value))
    scheduled = options.scheduled.astimezone().isoformat(" ", "seconds") if options.scheduled else ""
    validity = long_duration(options.validity * 1_000_000) if options.validity else ""
    found += [
        ("schedule_delivery_time", scheduled),
        ("validity_period", validity),
        ("priority_flag", _unless_zero(options.priority)),
        ("protocol_id", _unless_zero(options.protocol_id)),
        ("service_type", options.service_type),
        (
            translate("SubmitFields", "Message class"),
            translate("SubmitFields", "0 (flash)") if options.flash else "",
        ),
    ]
    found += [(f"TLV 0x{tag:04X}", masked_octets(value, mask) or "–") for tag, value in options.tlvs]
    return found


def _address_fields(view: MessageView, options: SubmitOptions, mask: Mask | None) -> list[tuple[str, str]]:
    try:
        source, destination = addresses_of(view.row)
    except BadAddress:
        return []  # written by another version, which took it
    source = typed(source, options.source_ton, options.source_npi)
    destination = typed(destination, options.dest_ton, options.dest_npi)
    return [
        ("source_addr", masked_address(source.addr, mask)),
        ("source_addr TON / NPI", f"{source.ton} / {source.npi}"),
        ("destination_addr", masked_address(destination.addr, mask)),
        ("dest_addr TON / NPI", f"{destination.ton} / {destination.npi}"),
    ]


def _data_coding(view: MessageView, options: SubmitOptions, default: Alphabet) -> int:
    alphabet = Alphabet(view.row.encoding)
    return data_coding(alphabet) | _CLASS_0 if options.flash else data_coding(alphabet, default)


def _unless_zero(number: int) -> str:
    return str(number) if number else ""
