"""An account: where to bind, as whom, and how; what is wrong with it, and what is worth a note."""

from __future__ import annotations

import math
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone, tzinfo
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import phonenumbers

from ycloud_console.accounts.words import Words, words
from ycloud_console.sms.address import BadAddress, sender_address
from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.segments import LongMode

MODES = ("transceiver", "transmitter", "receiver")
"""The bind modes an account can have (SMPP 3.4, 4.1)."""

DEFAULT_ALPHABETS = (Alphabet.GSM7, Alphabet.LATIN1, Alphabet.ASCII)
"""What an SMSC's alphabet 0 may be."""

_SYSTEM_ID = 15
_SYSTEM_TYPE = 12
_ADDRESS_RANGE = 40
_PASSWORD = 8
"""Most characters of each field (SMPP 3.4, 5.2.1, 5.2.3, 5.2.7 and 5.2.2, less the closing NUL)."""
_PASSWORD_SENT = 64
"""Some providers hand out longer passwords than SMPP 3.4 allows; up to this they are sent as they are."""
_PLAIN_PORT, _TLS_PORT = 30002, 30012
"""YCloud's ports."""

_HOST = re.compile(r"[A-Za-z0-9._:%\-\[\]]+|[^\x00-\x7f][^\s/]*")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")


class Account(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """One SMPP account, as the settings file keeps it. The password is not here: it is the keychain's.

    Durations are seconds; ``rate`` is segments a second over all binds (0: as fast as the window allows).
    The defaults are those for YCloud; where YCloud publishes none they are careful ones.
    """

    id: Annotated[str, msgspec.Meta(min_length=1)]
    """Names the account in the history and the keychain; never changes."""
    name: str
    host: str = "smpp.ycloud.com"
    port: int = _TLS_PORT
    tls: bool = True
    certificate: str = ""
    """A file with the certificate to trust; empty: the system's authorities."""
    server_name: str = ""
    """The name the certificate must carry, when it is not the host's."""
    verify: bool = True
    system_id: str = ""
    system_type: str = ""
    mode: str = "transceiver"
    addr_ton: int = 0
    addr_npi: int = 0
    address_range: str = ""
    binds: int = 1
    window: int = 10
    """Segments that may wait for their response at one time, per bind."""
    rate: float = 10.0
    enquire_link_interval: float = 30.0
    response_timeout: float = 30.0
    connect_timeout: float = 15.0
    backoff_min: float = 1.0
    backoff_max: float = 60.0
    default_sender: str = ""
    default_country: str = ""
    """ISO 3166 alpha-2: how numbers without a country code are read."""
    signature: str = ""
    """For mainland China, without or with its brackets."""
    long_mode: str = "udh8"
    default_alphabet: str = "GSM-7"
    """What the SMSC means by data_coding 0: GSM-7, Latin-1 or ASCII."""
    receipt_zone: str = "UTC"
    """The zone of dates in receipts: a name such as Asia/Shanghai, or an offset such as +08:00."""
    receipts_without_flag: bool = True
    """Treat a text that plainly is a receipt as one, though esm_class does not say so."""
    hex_ids: bool = False
    """The SMSC writes message IDs in decimal in one place and hexadecimal in another."""


def new_account_id() -> str:
    """A new, unused ID for an account."""
    return uuid.uuid4().hex[:12]


_TITLES = {
    "system_id": ("System ID", "System ID"),
    "host": ("Server", "服务器"),
    "port": ("Port", "端口"),
    "certificate": ("Certificate", "证书"),
    "password": ("Password", "密码"),
}


def zone(name: str) -> tzinfo:
    """The time zone of an account's ``receipt_zone``; raises ValueError for one that is not known."""
    if name.upper() == "UTC":
        return UTC
    if offset := _OFFSET.fullmatch(name):
        sign, hours, minutes = offset.groups()
        shift = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-shift if sign == "-" else shift)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        raise ValueError(f"unknown time zone {name!r}") from error


def in_words(faults: Mapping[str, str], language: str = "en") -> str:
    """What :func:`problems` found, as one text for where there is no form to show it in."""
    chinese = language.startswith("zh")
    between, column = ("：", 1) if chinese else (": ", 0)
    titled = [
        f"{_TITLES[name][column] if name in _TITLES else name}{between}{sentence}"
        for name, sentence in faults.items()
    ]
    return ("" if chinese else " ").join(titled)


def problems(account: Account, language: str = "en") -> dict[str, str]:
    """What keeps the account from working: field -> one sentence. Empty when nothing does."""
    say = words(language)
    found: dict[str, str] = {}
    _check_place(account, say, found)
    _check_identity(account, say, found)
    _check_pace(account, say, found)
    _check_messages(account, say, found)
    return found


def notes(account: Account, password_length: int = 0, language: str = "en") -> dict[str, str]:
    """What works, but is worth knowing: field -> one sentence (``password`` among the fields)."""
    say = words(language)
    found: dict[str, str] = {}
    if _PASSWORD < password_length <= _PASSWORD_SENT:
        found["password"] = say("password_long", length=password_length, limit=_PASSWORD)
    if account.tls and account.port == _PLAIN_PORT:
        found["port"] = say("port_is_plain", port=_PLAIN_PORT, other=_TLS_PORT)
    elif not account.tls and account.port == _TLS_PORT:
        found["port"] = say("port_is_tls", port=_TLS_PORT, other=_PLAIN_PORT)
    if not account.tls and account.host.strip("[]") not in ("localhost", "127.0.0.1", "::1"):
        found["tls"] = say("unencrypted")
    if account.tls and not account.verify:
        found["verify"] = say("unverified")
    return found


def password_problem(password: str, language: str = "en") -> str | None:
    """Why *password* cannot be sent, in one sentence without it; None when it can (also when it is empty)."""
    say = words(language)
    if len(password) > _PASSWORD_SENT:
        return say("password_too_long", length=len(password), limit=_PASSWORD_SENT)
    if not _is_printable(password):
        return say("password_characters")
    return None


def _check_place(account: Account, say: Words, found: dict[str, str]) -> None:
    if not account.host.strip():
        found["host"] = say("host_missing")
    elif "://" in account.host or not _HOST.fullmatch(account.host):
        found["host"] = say("host_shape")
    if not 1 <= account.port <= 65535:
        found["port"] = say("port_range")
    if account.server_name and not _HOST.fullmatch(account.server_name):
        found["server_name"] = say("server_name_shape")


def _check_identity(account: Account, say: Words, found: dict[str, str]) -> None:
    if not account.name.strip():
        found["name"] = say("name_missing")
    if not account.system_id:
        found["system_id"] = say("system_id_missing")
    for field, most in (
        ("system_id", _SYSTEM_ID),
        ("system_type", _SYSTEM_TYPE),
        ("address_range", _ADDRESS_RANGE),
    ):
        value: str = getattr(account, field)
        if len(value) > most:
            found[field] = say("too_long", length=len(value), limit=most)
        elif not _is_printable(value):
            found[field] = say("characters")
    if account.mode not in MODES:
        found["mode"] = say("choice", choices=", ".join(MODES))
    for field in ("addr_ton", "addr_npi"):
        if not 0 <= getattr(account, field) <= 255:
            found[field] = say("octet")


def _check_pace(account: Account, say: Words, found: dict[str, str]) -> None:
    for field, most in (("binds", 16), ("window", 10_000)):
        if not 1 <= getattr(account, field) <= most:
            found[field] = say("count_range", most=most)
    if not (math.isfinite(account.rate) and account.rate >= 0):
        found["rate"] = say("rate")
    for field in (
        "enquire_link_interval",
        "response_timeout",
        "connect_timeout",
        "backoff_min",
        "backoff_max",
    ):
        value: float = getattr(account, field)
        if not (math.isfinite(value) and 0 < value <= 86_400):
            found[field] = say("seconds")
    if {"backoff_min", "backoff_max"}.isdisjoint(found) and account.backoff_max < account.backoff_min:
        found["backoff_max"] = say("backoff_order")


def _check_messages(account: Account, say: Words, found: dict[str, str]) -> None:
    if account.default_sender:
        try:
            sender_address(account.default_sender)
        except BadAddress as error:
            found["default_sender"] = say("sender", reason=str(error))
    if account.default_country and account.default_country not in phonenumbers.SUPPORTED_REGIONS:
        found["default_country"] = say("country")
    if account.long_mode not in tuple(LongMode):
        found["long_mode"] = say("choice", choices=", ".join(LongMode))
    if account.default_alphabet not in DEFAULT_ALPHABETS:
        found["default_alphabet"] = say("choice", choices=", ".join(DEFAULT_ALPHABETS))
    try:
        zone(account.receipt_zone)
    except ValueError:
        found["receipt_zone"] = say("zone")


def _is_printable(value: str) -> bool:
    """Whether SMPP can carry *value*: C-Octet Strings are ASCII (SMPP 3.4, 3.1), never control characters."""
    return value.isascii() and value.isprintable()
