"""What could not be read in a capture, as data first and as a sentence when somebody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_TEXTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "no_smpp": (
            (
                "No SMPP was found in its {0:,} packets, on any port. Capture where the SMPP client "
                "or server runs."
            ),
            ("在其 {0:,} 个数据包中、任何端口上都没有找到 SMPP。请在 SMPP 客户端或服务器所在的机器上抓包。"),
        ),
        "no_smpp_on_port": (
            ("No SMPP was found in its {0:,} packets on port {1}. Try another port, or leave the port out."),
            "在其 {0:,} 个数据包的端口 {1} 上没有找到 SMPP。请换一个端口，或不指定端口。",
        ),
        "tls": (
            (
                "Encrypted connections (TLS): {0:,}. What is inside cannot be read without their "
                "keys. Capture on the plain port, or export the PDUs from the console that is bound."
            ),
            (
                "加密连接（TLS）：{0:,} 个。没有密钥无法读取其中的内容。请在明文端口抓包，"
                "或从已绑定的控制台导出 PDU。"
            ),
        ),
        "fragments": (
            (
                "Packets that are fragments of larger IP packets: {0:,}. They are not put together, "
                "so what is in them is missing. Capture nearer to the SMPP client."
            ),
            (
                "属于更大 IP 数据包的分片：{0:,} 个。分片不会被重组，其中的内容缺失。请在更靠近 SMPP "
                "客户端的位置抓包。"
            ),
        ),
        "links": (
            (
                "Packets of a kind of link that cannot be read: {0:,}. Ethernet, Linux cooked, "
                "loopback and raw IP can."
            ),
            "无法读取的链路类型的数据包：{0:,} 个。可读取以太网、Linux cooked、环回和原始 IP。",
        ),
        "packets_cut": (
            (
                "Packets that were captured only in part: {0:,}. What was cut off is missing; "
                "capture with the option “-s 0”."
            ),
            "只抓取了一部分的数据包：{0:,} 个。被截去的内容缺失；抓包时请使用选项“-s 0”。",
        ),
        "lost": (
            (
                "Octets of SMPP connections that are not in the capture: {0:,}. PDUs they belong to "
                "are cut or missing."
            ),
            "抓包中缺少的 SMPP 连接数据：{0:,} 个字节。相关的 PDU 不完整或缺失。",
        ),
        "skipped": (
            (
                "Octets of SMPP connections that belong to no PDU: {0:,}. The capture began in the "
                "middle of one, or a command_length is wrong."
            ),
            (
                "SMPP 连接中不属于任何 PDU 的数据：{0:,} 个字节。抓包从某个 PDU 中间开始，或 "
                "command_length 有误。"
            ),
        ),
        "file_cut": (
            "The file ends in the middle: what comes after that is missing.",
            "文件在中间结束：之后的内容缺失。",
        ),
        "last_only": (
            (
                "Only the last {0:,} of its {1:,} PDUs are shown. Narrow the capture down, or read "
                "it with “ycloud-console decode pdu --capture”."
            ),
            (
                "其 {1:,} 个 PDU 中只显示最后 {0:,} 个。请缩小抓包范围，或用“ycloud-console decode "
                "pdu --capture”读取。"
            ),
        ),
    }
)
_NO_CAPTURE: Final = (
    ("{0} is no capture. Files that tcpdump, tshark or Wireshark wrote (pcap, pcapng) can be read."),
    "{0} 不是抓包文件。可以读取 tcpdump、tshark 或 Wireshark 保存的文件（pcap、pcapng）。",
)


class Finding(NamedTuple):
    """One thing that could not be read."""

    key: str
    values: tuple[int, ...] = ()

    def sentence(self, language: str = "en") -> str:
        """In words; Simplified Chinese when *language* starts with ``zh``."""
        return _TEXTS[self.key][language.startswith("zh")].format(*self.values)


def no_capture(name: str, language: str = "en") -> str:
    """That the file called *name* is none."""
    return _NO_CAPTURE[language.startswith("zh")].format(name)
