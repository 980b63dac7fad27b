"""Certificates that end soon: the one in an account's file, and the one its server showed at the bind."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from ycloud_console.accounts import Account
from ycloud_console.console.accountlink import link_settings
from ycloud_console.console.console import Console
from ycloud_console.console.doctor_texts import texts
from ycloud_console.console.doctor_tls import day
from ycloud_console.smpp.certificate import Certificate, certificate_of
from ycloud_console.smpp.tls import CertificateProblem, read_certificates


class Where(StrEnum):
    """Where a certificate was found."""

    FILE = "file"
    """The account's certificate file."""
    SERVER = "server"
    """Presented at the bind that stands."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """An account's certificate that ends first."""

    certificate: Certificate
    where: Where
    days: int
    """Whole days left; negative once it has ended."""

    @property
    def is_over(self) -> bool:
        return self.days < 0

    @property
    def is_soon(self) -> bool:
        """Within 30 days, or over: time for a warning."""
        return self.certificate.ends_soon()


async def expiring(console: Console, now: datetime | None = None) -> dict[str, Expiry]:
    """By account ID, what has ended or ends within 30 days of *now*; accounts without such are not in it."""
    moment = now or datetime.now(UTC)
    found = await first_to_end(console, moment)
    return {name: each for name, each in found.items() if each.certificate.ends_soon(moment)}


async def first_to_end(console: Console, now: datetime | None = None) -> dict[str, Expiry]:
    """By account ID, the certificate that ends first, of each account with TLS that has one to look at."""
    moment = now or datetime.now(UTC)
    accounts = [account for account in console.accounts if account.tls]
    shown = {account.id: console.peer_certificate(account.id) for account in accounts}
    return await asyncio.to_thread(_first_to_end, accounts, shown, moment)


def expiry_words(expiry: Expiry, account_name: str, language: str = "en") -> tuple[str, str]:
    """A title and a sentence with what to do, for a banner."""
    say = texts(language)
    if expiry.is_over:
        title = say("expiry_title_over", account=account_name)
    else:
        key = "expiry_title" if expiry.days > 1 else "expiry_title_one"
        title = say(key, account=account_name, days=expiry.days)
    sentence = say(
        "expiry_sentence_over" if expiry.is_over else "expiry_sentence",
        which=say(f"expiry_{expiry.where.value}"),
        subject=expiry.certificate.first_name,
        until=day(expiry.certificate.not_after),
    )
    return title, sentence


def _first_to_end(
    accounts: list[Account], shown: dict[str, bytes | None], now: datetime
) -> dict[str, Expiry]:
    """Reads files: to be called off the event loop."""
    found: dict[str, Expiry] = {}
    for account in accounts:
        candidates = [(each, Where.FILE) for each in _in_file(account, now)]
        candidates += [(each, Where.SERVER) for each in _read(shown[account.id])]
        if candidates:
            certificate, where = min(candidates, key=lambda each: each[0].not_after)
            found[account.id] = Expiry(certificate, where, certificate.days_left(now))
    return found


def _in_file(account: Account, now: datetime) -> list[Certificate]:
    """What the account's file holds; a file that cannot be read is told of when binding.

    Of several, those that ended long ago may be leftovers: only when nothing else is there do they count.
    """
    tls = link_settings(account, "").tls
    if tls is None or tls.certificate is None or not tls.verify:
        return []
    try:
        held = [certificate_of(each) for each in read_certificates(tls.certificate)]
    except (CertificateProblem, ValueError):
        return []
    valid = [each for each in held if each.not_after > now]
    return valid or held


def _read(der: bytes | None) -> list[Certificate]:
    try:
        return [certificate_of(der)] if der is not None else []
    except ValueError:
        return []
