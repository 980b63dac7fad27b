"""What a problem means for the link: try again soon, slowly, or not at all.

* REFUSED, until somebody asks for another try: the SMSC refuses the credentials, or the account's settings
  or certificate file cannot work. Trying again mends neither, and some SMSCs lock an account out.
* SLOW: bind status 5 (YCloud: connection limit; it ends when another session does), and what the server has
  to mend (its certificate, TLS on that port).
* SOON: everything else; the network comes back by itself.
"""

from __future__ import annotations

from enum import Enum, auto

from ycloud_console.smpp.model import LinkProblem, ProblemKind

_WRONG_CREDENTIALS = frozenset({0x03, 0x0D, 0x0E, 0x0F})
"""YCloud's 3; ESME_RBINDFAIL, ESME_RINVPASWD, ESME_RINVSYSID (SMPP 3.4, 5.1.3)."""
_CONNECTION_LIMIT = 0x05
_SETTINGS = frozenset(
    {
        ProblemKind.BAD_SETTINGS,
        ProblemKind.CERTIFICATE_MISSING,
        ProblemKind.CERTIFICATE_EMPTY,
        ProblemKind.CERTIFICATE_UNREADABLE,
    }
)
_TLS = frozenset(
    {
        ProblemKind.TLS_UNKNOWN_ISSUER,
        ProblemKind.TLS_SELF_SIGNED,
        ProblemKind.TLS_EXPIRED,
        ProblemKind.TLS_NOT_YET_VALID,
        ProblemKind.TLS_WRONG_NAME,
        ProblemKind.TLS_NOT_SPOKEN,
        ProblemKind.TLS_EXPECTED,
        ProblemKind.TLS_FAILED,
    }
)


class Retry(Enum):
    SOON = auto()
    SLOW = auto()
    REFUSED = auto()


def verdict(problem: LinkProblem) -> Retry:
    """How to go on after *problem*."""
    if problem.kind in _SETTINGS:
        return Retry.REFUSED
    if problem.kind is ProblemKind.BIND_REFUSED and problem.status in _WRONG_CREDENTIALS:
        return Retry.REFUSED
    if problem.kind in _TLS:
        return Retry.SLOW
    if problem.kind is ProblemKind.BIND_REFUSED and problem.status == _CONNECTION_LIMIT:
        return Retry.SLOW
    return Retry.SOON
