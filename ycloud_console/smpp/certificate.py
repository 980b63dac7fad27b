"""What a certificate says: for showing it, for comparing it, and for warning before it ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509

EXPIRES_SOON = timedelta(days=30)
"""How long before its end a certificate is worth a warning: time enough to ask for a new one."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate, in the words people compare. Times are UTC."""

    subject: str
    """Whom it names: the common name, or the whole name where there is none."""
    issuer: str
    names: tuple[str, ...]
    """The host names and addresses it is made out to (subjectAltName)."""
    not_before: datetime
    not_after: datetime
    fingerprint: str
    """SHA-256 of the whole certificate: 32 pairs of hexadecimal digits with colons."""
    is_self_issued: bool
    """Subject and issuer are the same: it vouches for itself."""
    pem: str = field(repr=False)

    @property
    def first_name(self) -> str:
        """The name to tell it by: the subject, else the first host it is made out to."""
        return self.subject or (self.names[0] if self.names else "")

    def days_left(self, now: datetime | None = None) -> int:
        """Whole days until it ends; negative once it has ended."""
        return (self.not_after - (now or datetime.now(UTC))) // timedelta(days=1)

    def ends_soon(self, now: datetime | None = None) -> bool:
        """Whether it has ended, or ends within 30 days."""
        return self.not_after - (now or datetime.now(UTC)) < EXPIRES_SOON


def certificate_of(source: x509.Certificate | bytes) -> Certificate:
    """What *source* (DER when octets) says. Raises ValueError when it cannot be read."""
    from ycloud_console.smpp.x509 import described  # cryptography: a tenth of a second, at no start

    return described(source)
