"""What the doctor says of a TLS handshake: whether the certificate is trusted, and why or why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from ycloud_console.console.doctor_texts import Say, texts
from ycloud_console.smpp.certificate import Certificate, certificate_of
from ycloud_console.smpp.model import LinkProblem, LinkSettings, ProblemKind, TlsSettings
from ycloud_console.smpp.problems import problem_meaning
from ycloud_console.smpp.tls import CertificateProblem, read_certificates

if TYPE_CHECKING:
    from ycloud_console.smpp.examine import Secured

_FILE = frozenset(
    {ProblemKind.CERTIFICATE_MISSING, ProblemKind.CERTIFICATE_EMPTY, ProblemKind.CERTIFICATE_UNREADABLE}
)
_TRUST_MENDS = frozenset({ProblemKind.TLS_UNKNOWN_ISSUER, ProblemKind.TLS_SELF_SIGNED}) | _FILE
_FIELDS = {
    ProblemKind.TLS_NOT_SPOKEN: "port",
    ProblemKind.TLS_WRONG_NAME: "server_name",
    ProblemKind.TLS_FAILED: "",
}
"""What to correct; else the certificate."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The words for a handshake."""

    verdict: Literal["ok", "warning", "failed"]
    title: str
    sentence: str
    next_step: str = ""
    at_fault: str = ""
    may_trust: bool = False


def judge(seen: Secured, link: LinkSettings, server: str, language: str) -> Judgement:
    """What *seen* means for the account of *link* at *server*. Reads the certificate file: off the loop."""
    say = texts(language)
    tls = link.tls or TlsSettings()
    if seen.problem is not None:
        return _not_trusted(seen.problem, seen.chain, tls, link, server, language)
    if not tls.verify:
        return Judgement(
            "warning",
            say("tls_unchecked"),
            say("tls_unchecked_detail"),
            say("tls_unchecked_next"),
            at_fault="verify",
        )
    if not seen.chain:
        return Judgement("ok", say("tls_ok"), f"{seen.protocol}, {seen.cipher}")
    return _trusted(seen.chain[0], tls, say)


def day(moment: datetime) -> str:
    """A day as every language here reads it."""
    return moment.astimezone(UTC).date().isoformat()


def _trusted(leaf: Certificate, tls: TlsSettings, say: Say) -> Judgement:
    kept = _file(tls)
    days = leaf.days_left()
    left = say("tls_left" if days > 1 else "tls_left_one", days=days, until=day(leaf.not_after))
    if not kept:
        sentence = say("tls_by_system", issuer=leaf.issuer, left=left)
    elif any(each.fingerprint == leaf.fingerprint for each in kept):
        sentence = say("tls_in_file", left=left)
    else:
        sentence = say("tls_by_file", issuer=leaf.issuer, left=left)
    if leaf.ends_soon():
        return Judgement("warning", say("tls_soon"), sentence, say("tls_soon_next"), at_fault="certificate")
    if kept and (ending := min(kept, key=lambda each: each.not_after)).ends_soon():
        also = say("tls_file_soon", until=day(ending.not_after))
        return Judgement(
            "warning", say("tls_soon"), f"{sentence} {also}", say("tls_soon_next"), at_fault="certificate"
        )
    return Judgement("ok", say("tls_ok"), sentence)


def _not_trusted(
    problem: LinkProblem,
    chain: tuple[Certificate, ...],
    tls: TlsSettings,
    link: LinkSettings,
    server: str,
    language: str,
) -> Judgement:
    say = texts(language)
    space = "" if language.startswith("zh") else " "
    meaning = problem_meaning(problem, host=server, language=language)
    told = _why(problem, chain[0], tls, link, say) if chain else None
    may_trust = problem.kind in _TRUST_MENDS and bool(chain)
    mendable = may_trust and problem.kind not in _FILE
    return Judgement(
        "failed",
        say("tls_untrusted") if mendable else meaning.title,
        f"{told}{space}{say('not_sent')}" if told else meaning.sentence,
        _next_step(problem, say, mendable=mendable) or meaning.next_step,
        at_fault=_FIELDS.get(problem.kind, "certificate"),
        may_trust=may_trust,
    )


def _why(
    problem: LinkProblem, leaf: Certificate, tls: TlsSettings, link: LinkSettings, say: Say
) -> str | None:
    """The reason in terms of the certificate that was presented; None: the general words will do."""
    suffix = "_file" if tls.certificate is not None else ""
    days = -leaf.days_left() - 1
    reasons: dict[ProblemKind, Callable[[], str]] = {
        ProblemKind.TLS_UNKNOWN_ISSUER: lambda: say("tls_unknown_issuer" + suffix, issuer=leaf.issuer),
        ProblemKind.TLS_SELF_SIGNED: lambda: say("tls_self_signed" + suffix),
        ProblemKind.TLS_WRONG_NAME: lambda: say(
            "tls_wrong_name",
            names=", ".join(leaf.names) or leaf.subject or "—",
            wanted=tls.server_name or link.host,
        ),
        ProblemKind.TLS_EXPIRED: lambda: say(
            "tls_expired" if days > 1 else "tls_expired_today", until=day(leaf.not_after), days=days
        ),
        ProblemKind.TLS_NOT_YET_VALID: lambda: say("tls_too_early", since=day(leaf.not_before)),
    }
    reason = reasons.get(problem.kind)
    # A chain may fail for a certificate further up; then the leaf's own dates would mislead.
    now = datetime.now(UTC)
    if problem.kind is ProblemKind.TLS_EXPIRED and leaf.not_after > now:
        return None
    if problem.kind is ProblemKind.TLS_NOT_YET_VALID and leaf.not_before <= now:
        return None
    return reason() if reason else None


def _next_step(problem: LinkProblem, say: Say, *, mendable: bool) -> str:
    if mendable:
        return say("tls_untrusted_next")
    return say("tls_wrong_name_next") if problem.kind is ProblemKind.TLS_WRONG_NAME else ""


def _file(tls: TlsSettings) -> list[Certificate]:
    if tls.certificate is None:
        return []
    try:
        return [certificate_of(each) for each in read_certificates(tls.certificate)]
    except (CertificateProblem, ValueError):
        return []
