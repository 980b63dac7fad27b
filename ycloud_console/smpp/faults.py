"""What is wrong with the octets of a PDU, as data first and as a sentence when somebody reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_TEXTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "header_cut": (
            "Only {0} of the header's 16 octets are there.",
            "报文头应为 16 个字节，实际只有 {0} 个。",
        ),
        "length_too_small": (
            "command_length says {0}, but a PDU has at least 16 octets; all {1} octets were read as one PDU.",
            "command_length 为 {0}，但 PDU 至少有 16 个字节；已将全部 {1} 个字节作为一个 PDU 读取。",
        ),
        "pdu_cut": (
            "command_length says {0} octets, but only {1} are there: the PDU is cut.",
            "command_length 为 {0} 个字节，实际只有 {1} 个：PDU 被截断。",
        ),
        "octets_after": (
            "{0} more octets follow the PDU.",
            "PDU 之后还有 {0} 个字节。",
        ),
        "body_missing": (
            "The response says success, but its body is missing.",
            "响应表示成功，但缺少消息体。",
        ),
        "ends_before": (
            "The PDU ends before {0}.",
            "PDU 在 {0} 之前结束。",
        ),
        "ends_inside": (
            "The PDU ends inside {0}.",
            "PDU 在 {0} 中间结束。",
        ),
        "half_octet": (
            "There are {0} hex digits: one is missing, since an octet has two. The last was left out.",
            "共有 {0} 个十六进制数字：一个字节需要两个，少了一个。最后一个数字未读取。",
        ),
        "message_cut": (
            "sm_length says {0} octets, but only {1} are there.",
            "sm_length 为 {0} 个字节，实际只有 {1} 个。",
        ),
        "dest_flag": (
            "{0} is {1}; only 1 (address) and 2 (distribution list) exist, so reading stops here.",
            "{0} 为 {1}；只有 1（号码）和 2（分发列表）有效，读取到此为止。",
        ),
        "tlv_cut": (
            "Optional parameter 0x{0:04X} says {1} octets, but only {2} are there.",
            "可选参数 0x{0:04X} 声明 {1} 个字节，实际只有 {2} 个。",
        ),
        "octets_left": (
            "{0} octets at the end are too few for an optional parameter.",
            "末尾的 {0} 个字节不足以构成一个可选参数。",
        ),
        "too_long": (
            "{0} has {1} characters; SMPP 3.4 allows {2}.",
            "{0} 有 {1} 个字符；SMPP 3.4 最多允许 {2} 个。",
        ),
        "tlv_size": (
            "{0} has {1} octets instead of {2}.",
            "{0} 有 {1} 个字节，应为 {2} 个。",
        ),
        "message_twice": (
            "Both short_message and message_payload carry a message; SMPP 3.4 allows one of them.",
            "short_message 和 message_payload 都带有内容；SMPP 3.4 只允许其一。",
        ),
        "time": (
            "{0} is no SMPP time (YYMMDDhhmmsstnnp).",
            "{0} 不是有效的 SMPP 时间（YYMMDDhhmmsstnnp）。",
        ),
        "more": (
            "And {0} more problems of these kinds.",
            "另有 {0} 个同类问题。",
        ),
        "more_pdus": (
            "{0} more PDUs follow that are not shown here.",
            "后面还有 {0} 个 PDU，此处未显示。",
        ),
        "more_tlvs": (
            "{0} more optional parameters follow that are not shown here.",
            "后面还有 {0} 个可选参数，此处未显示。",
        ),
        "udh_empty": (
            "esm_class announces a user data header, but the message is empty.",
            "esm_class 声明有用户数据头，但消息为空。",
        ),
        "udh_cut": (
            "The user data header says {0} octets, but only {1} are there.",
            "用户数据头声明 {0} 个字节，实际只有 {1} 个。",
        ),
        "udh_element_cut": (
            "Element 0x{0:02X} of the user data header says {1} octets, but only {2} are there.",
            "用户数据头元素 0x{0:02X} 声明 {1} 个字节，实际只有 {2} 个。",
        ),
        "udh_octet_left": (
            "One octet at the end of the user data header belongs to no element.",
            "用户数据头末尾有一个字节不属于任何元素。",
        ),
    }
)


class Fault(NamedTuple):
    """One thing that is wrong. Never holds the content of a field, so never a password."""

    key: str
    values: tuple[int | str, ...] = ()

    def sentence(self, language: str = "en") -> str:
        """The fault in words; Simplified Chinese when *language* starts with ``zh``."""
        english, chinese = _TEXTS[self.key]
        return (chinese if language.startswith("zh") else english).format(*self.values)


def sentences(faults: Iterable[Fault], language: str = "en") -> tuple[str, ...]:
    """The sentences of *faults*, in their order."""
    return tuple(fault.sentence(language) for fault in faults)
