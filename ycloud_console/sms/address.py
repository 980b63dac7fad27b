"""Senders and recipients: single addresses from :mod:`.phone`, pasted lists from :mod:`.recipients`."""

from __future__ import annotations

from ycloud_console.sms.countries import country_name
from ycloud_console.sms.phone import (
    Address,
    BadAddress,
    country_of,
    display_number,
    recipient_address,
    sender_address,
    typed,
)
from ycloud_console.sms.recipients import Recipient, RecipientList, Verdict, read_recipients

__all__ = [
    "Address",
    "BadAddress",
    "Recipient",
    "RecipientList",
    "Verdict",
    "country_name",
    "country_of",
    "display_number",
    "read_recipients",
    "recipient_address",
    "sender_address",
    "typed",
]
