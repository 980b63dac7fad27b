"""From a PDU to what the rest of the program is told. Never raises for what a server sent."""

from __future__ import annotations

from ycloud_console.smpp.clock import now_us
from ycloud_console.smpp.model import Delivery
from ycloud_console.smpp.pdu import Pdu

_RECEIPTED_MESSAGE_ID = 0x001E


def read_message_id(pdu: Pdu) -> str:
    """The SMSC's ID: the field, or the TLV that some fill in its place."""
    found = pdu.text("message_id")
    if not found:
        found = (pdu.tlv(_RECEIPTED_MESSAGE_ID) or b"").split(b"\0")[0].decode("latin-1")
    return found


def read_delivery(pdu: Pdu) -> Delivery:
    """A deliver_sm or data_sm, as it came at this moment."""
    return Delivery(
        at=now_us(),
        command=pdu.command,
        source_addr=pdu.text("source_addr"),
        destination_addr=pdu.text("destination_addr"),
        esm_class=pdu.number("esm_class"),
        data_coding=pdu.number("data_coding"),
        message=pdu.message,
        # The first of a tag counts, as in Pdu.tlv.
        tlvs=dict(reversed(pdu.tlvs)),
        pdu=pdu.raw,
        source_addr_ton=pdu.number("source_addr_ton"),
        source_addr_npi=pdu.number("source_addr_npi"),
        dest_addr_ton=pdu.number("dest_addr_ton"),
        dest_addr_npi=pdu.number("dest_addr_npi"),
        problems=pdu.faults,
    )
