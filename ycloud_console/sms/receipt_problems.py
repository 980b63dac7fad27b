"""What is wrong with a delivery receipt, as data first and as a sentence when somebody reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_SHORT: Final = 80
"""Characters of a value that a sentence quotes."""

_TEXTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "no_text": (
            "The receipt has no text and no parameter that names a message.",
            "回执既没有文本，也没有指明消息的参数。",
        ),
        "no_keys": (
            "This is not the text of a delivery receipt: it has no field such as “id:” or “stat:”.",
            "这不是送达回执的文本：没有“id:”或“stat:”之类的字段。",
        ),
        "no_id": (
            "The receipt has no message ID, so it cannot be matched to a message.",
            "回执没有消息 ID，无法与已发送的消息对应。",
        ),
        "no_stat": (
            "The receipt does not say what became of the message (no “stat:”).",
            "回执没有说明消息的结果（缺少“stat:”）。",
        ),
        "long_id": (
            "The message ID has {0} characters, more than SMPP allows.",
            "消息 ID 有 {0} 个字符，超过 SMPP 允许的长度。",
        ),
        "stat": (
            "“{0}” is not a state SMPP knows; it decides nothing.",
            "“{0}”不是 SMPP 定义的状态，不能据此判断结果。",
        ),
        "number": (
            "“{0}:” should be a number, but is “{1}”.",
            "“{0}:”应为数字，实际是“{1}”。",
        ),
        "date": (
            "“{0}” could not be read as a date: “{1}”.",
            "无法把“{0}”读作日期：“{1}”。",
        ),
        "repeated": (
            "“{0}:” comes again with another value, “{2}”; the first, “{1}”, counts.",
            "“{0}:”重复出现且取值不同（“{2}”）；以第一个“{1}”为准。",
        ),
        "cut": (
            "The text has more fields than any receipt; those after the first {0} were not read.",
            "文本中的字段多于任何回执；第 {0} 个之后的字段未读取。",
        ),
        "conflict": (
            "The text says {0} “{1}”, the parameter {2} says “{3}”; the parameter counts.",
            "文本中的 {0} 是“{1}”，参数 {2} 是“{3}”；以参数为准。",
        ),
        "error_kept": (
            "The parameter network_error_code says no error, the text err “{0}”; the text counts.",
            "参数 network_error_code 表示没有错误，文本中的 err 是“{0}”；以文本为准。",
        ),
        "tlv": (
            "The parameter {0} could not be read: {1}.",
            "无法读取参数 {0}：{1}。",
        ),
    }
)


class Problem(NamedTuple):
    """One thing that could not be read, or that contradicts another."""

    key: str
    values: tuple[str, ...] = ()


def problem(key: str, *details: object) -> Problem:
    """The problem *key* with what its sentence quotes, each cut to 80 characters."""
    return Problem(key, tuple(map(_short, details)))


def problem_sentence(found: Problem, language: str = "en") -> str:
    """The problem in words; Simplified Chinese when *language* starts with ``zh``.

    Raises KeyError or IndexError for what this version does not know.
    """
    english, chinese = _TEXTS[found.key]
    return (chinese if language.startswith("zh") else english).format(*found.values)


def problem_sentences(found: Iterable[Problem], language: str = "en") -> tuple[str, ...]:
    """The sentences of *found*, in their order."""
    return tuple(problem_sentence(each, language) for each in found)


def _short(detail: object) -> str:
    text = str(detail)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
