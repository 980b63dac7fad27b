"""What the connection doctor finds: its steps, and the outcome of each in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ycloud_console.smpp.certificate import Certificate


class Check(StrEnum):
    """The steps, in their order."""

    SETTINGS = "settings"
    KEYCHAIN = "keychain"
    NAME = "name"
    PORT = "port"
    TLS = "tls"
    BIND = "bind"
    ROUND_TRIP = "round_trip"
    UNBIND = "unbind"


class Verdict(StrEnum):
    """What came of a step."""

    RUNNING = "running"
    """It has begun; the same step comes again with what came of it."""
    OK = "ok"
    WARNING = "warning"
    """It works, but look at it."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """It was not tried; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One step, in words. Never holds a password."""

    check: Check
    verdict: Verdict
    title: str
    sentence: str = ""
    next_step: str = ""
    at_fault: str = ""
    """The account's field to correct, by its own name ("password" too); empty: none in particular."""
    certificate: Certificate | None = None
    """The one the server presented, trusted or not."""
    may_trust: bool = False
    """Trusting that certificate would mend this."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """For programs: plain values only."""


def certificate_json(certificate: Certificate) -> dict[str, Any]:
    """A certificate as ``doctor --json`` prints it."""
    return {
        "subject": certificate.subject,
        "issuer": certificate.issuer,
        "names": list(certificate.names),
        "not_before": certificate.not_before.isoformat(),
        "not_after": certificate.not_after.isoformat(),
        "days_left": certificate.days_left(),
        "self_signed": certificate.is_self_issued,
        "sha256": certificate.fingerprint,
    }
