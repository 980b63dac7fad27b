"""What a LinkProblem means, in words: what happened, what it means, what to do."""

from __future__ import annotations

from ycloud_console.smpp.model import LinkProblem, ProblemKind
from ycloud_console.smpp.problem_texts import CHINESE, ENGLISH
from ycloud_console.sms.status import Meaning, Who, bind_meaning

_OURS = frozenset(
    {
        ProblemKind.NAME_NOT_FOUND,
        ProblemKind.PORT_REFUSED,
        ProblemKind.UNREACHABLE,
        ProblemKind.CONNECT_TIMEOUT,
        ProblemKind.TLS_UNKNOWN_ISSUER,
        ProblemKind.TLS_SELF_SIGNED,
        ProblemKind.TLS_WRONG_NAME,
        ProblemKind.TLS_NOT_SPOKEN,
        ProblemKind.TLS_EXPECTED,
        ProblemKind.CERTIFICATE_MISSING,
        ProblemKind.CERTIFICATE_EMPTY,
        ProblemKind.CERTIFICATE_UNREADABLE,
        ProblemKind.NOT_SMPP,
        ProblemKind.BAD_SETTINGS,
    }
)
"""What the operator looks into first; the rest mends itself or is the server's."""
_THE_NETWORK = frozenset({ProblemKind.CONNECTION_LOST, ProblemKind.CONNECTION_CLOSED, ProblemKind.NO_ANSWER})


def problem_meaning(problem: LinkProblem, *, host: str = "", language: str = "en") -> Meaning:
    """The words for *problem*; *host* is the server as the operator knows it, best with its port.

    A refused bind is explained by its command_status. The detail stands as the system or the server gave it.
    """
    if problem.kind is ProblemKind.BIND_REFUSED and problem.status is not None:
        return bind_meaning(problem.status, language)
    chinese = language.startswith("zh")
    title, sentence, next_step = (CHINESE if chinese else ENGLISH)[problem.kind]
    server = host or ("服务器" if chinese else "the server")
    detail = problem.detail or ("无更多信息" if chinese else "nothing more is known")
    # replace, not format: what a server said may hold braces.
    spoken = sentence.replace("{host}", server).replace("{detail}", detail)
    if not host:
        # A host's name stays as it is written.
        spoken = spoken[:1].upper() + spoken[1:]
    return Meaning(
        code=problem.kind.value,
        name="",
        title=title,
        sentence=spoken,
        who=_who(problem.kind),
        next_step=next_step,
    )


def _who(kind: ProblemKind) -> Who:
    if kind in _OURS:
        return Who.SENDER
    return Who.NETWORK if kind in _THE_NETWORK else Who.YCLOUD
