"""What is wrong with a receipt, as the history keeps it: as data, so that it is read in any language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from ycloud_console.smpp.faults import Fault
from ycloud_console.sms.receipt import Problem, problem_sentence

_PDU, _RECEIPT, _ZONE = "pdu", "receipt", "zone"
_ZONE_TEXTS: Final = (
    "The account's time zone {0} is not known here; the dates are read as UTC.",
    "本机不认识账号的时区 {0}；日期按 UTC 读取。",
)


def keep_problems(
    faults: Iterable[Fault], problems: Iterable[Problem], unknown_zone: str | None = None
) -> str:
    """The text that the history keeps: a JSON list of kind, key and values; empty when nothing is wrong."""
    kept: list[list[int | str]] = [[_PDU, fault.key, *fault.values] for fault in faults]
    if unknown_zone is not None:
        kept.append([_ZONE, _ZONE, unknown_zone])
    kept += [[_RECEIPT, problem.key, *problem.values] for problem in problems]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def kept_problems(kept: str, language: str = "en") -> tuple[str, ...]:
    """The sentences of what :func:`keep_problems` wrote; Simplified Chinese when *language* says ``zh``.

    Text that is none of its making (earlier versions kept English sentences) comes back as it is.
    """
    if not kept:
        return ()
    try:
        return tuple(_sentence(each, language) for each in json.loads(kept))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return (kept,)


def _sentence(item: Sequence[str], language: str) -> str:
    kind, key, *values = item
    if kind == _PDU:
        return Fault(key, tuple(values)).sentence(language)
    if kind == _RECEIPT:
        return problem_sentence(Problem(key, tuple(values)), language)
    return _ZONE_TEXTS[language.startswith("zh")].format(*values)
