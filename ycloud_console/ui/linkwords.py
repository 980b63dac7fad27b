"""What a link's state is called in the window: the pill's words and tone, and the banner for a problem."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ycloud_console.smpp.model import BindMode, LinkProblem, LinkState, LinkStatus, ProblemKind
from ycloud_console.ui.moments import SECOND, local
from ycloud_console.ui.widgets import Tone

_WRONG_CREDENTIALS = 3
"""YCloud's bind status."""


@dataclass(frozen=True, slots=True)
class Pill:
    """The state in a few words, with its tone; the colour is never the only sign."""

    text: str
    tone: Tone


def pill(status: LinkStatus, binds: int = 1) -> Pill:
    """The state of an account with so many *binds* (one truthful line: bound is what the SMSC confirmed)."""
    translate = QCoreApplication.translate
    match status.state:
        case LinkState.BOUND:
            parts = [translate("LinkWords", "Bound")]
            if binds > 1:
                words = translate("LinkWords", "Bound {bound} of {binds}")
                parts = [words.format(bound=status.bound, binds=binds)]
            parts += [mode_name(status.mode), _encryption(status)]
            return Pill(" · ".join(parts), "warning" if status.bound < binds else "success")
        case LinkState.CONNECTING:
            return Pill(translate("LinkWords", "Connecting…"), "info")
        case LinkState.BINDING:
            return Pill(translate("LinkWords", "Binding…"), "info")
        case LinkState.UNBINDING:
            return Pill(translate("LinkWords", "Unbinding…"), "info")
        case LinkState.WAITING:
            return Pill(translate("LinkWords", "Not bound · trying again"), "warning")
        case LinkState.REFUSED:
            return Pill(translate("LinkWords", "Bind refused"), "danger")
        case LinkState.CLOSED:
            return Pill(translate("LinkWords", "Not bound"), "danger" if status.problem else "neutral")


def mode_name(mode: BindMode) -> str:
    """The bind mode as the window writes it."""
    translate = QCoreApplication.translate
    names = {
        BindMode.TRANSCEIVER: translate("LinkWords", "transceiver"),
        BindMode.TRANSMITTER: translate("LinkWords", "transmitter"),
        BindMode.RECEIVER: translate("LinkWords", "receiver"),
    }
    return names[mode]


def _encryption(status: LinkStatus) -> str:
    translate = QCoreApplication.translate
    if status.tls is None:
        return translate("LinkWords", "not encrypted")
    if status.tls == "verified":
        return translate("LinkWords", "TLS verified")
    return translate("LinkWords", "TLS, certificate not checked")


def state_time(status: LinkStatus, now: int) -> str:
    """Beside the pill: how long it has been bound, when the next try is, or since when it is so.

    *now* in microseconds.
    """
    translate = QCoreApplication.translate
    if status.state is LinkState.BOUND:
        return _elapsed(now - status.since)
    if status.state is LinkState.WAITING and status.retry_at is not None:
        return translate("LinkWords", "in {seconds} s").format(seconds=seconds_until(status, now))
    if status.state in (LinkState.REFUSED, LinkState.CLOSED) and status.since:
        return translate("LinkWords", "since {time}").format(time=f"{local(status.since):%H:%M:%S}")
    return ""


def is_wrong_password(problem: LinkProblem | None) -> bool:
    """Whether the SMSC refused the system ID and password: the same ones will not do another time."""
    return (
        problem is not None
        and problem.kind is ProblemKind.BIND_REFUSED
        and problem.status == _WRONG_CREDENTIALS
    )


def seconds_until(status: LinkStatus, now: int) -> int:
    """Whole seconds until the next try, at least 0."""
    return max(0, -((now - (status.retry_at or now)) // SECOND))


def _elapsed(micros: int) -> str:
    seconds = max(0, micros) // SECOND
    text = f"{seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    days = seconds // 86_400
    if not days:
        return text
    return QCoreApplication.translate("LinkWords", "{days} d {time}").format(days=days, time=text)
