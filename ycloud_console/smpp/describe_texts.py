"""What the values of fields and optional parameters mean, in English and Simplified Chinese.

Each table is value -> (English, Chinese), from SMPP 3.4 chapter 5; data_coding groups and protocol_id are
from 3GPP TS 23.038 and TS 23.040.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Text = tuple[str, str]
Table = Mapping[int, Text]

TON: Final[Table] = {
    0: ("Unknown type of number", "未知的号码类型"),
    1: ("International number", "国际号码"),
    2: ("National number", "国内号码"),
    3: ("Network-specific number, usually a short code", "网络专用号码，通常为短号"),
    4: ("Subscriber number", "用户号码"),
    5: ("Alphanumeric sender", "字母数字发送方"),
    6: ("Abbreviated number", "缩位号码"),
}

NPI: Final[Table] = {
    0: ("Unknown numbering plan", "未知的编号计划"),
    1: ("Telephone numbering plan (E.164)", "电话编号计划（E.164）"),
    3: ("Data numbering plan (X.121)", "数据编号计划（X.121）"),
    4: ("Telex numbering plan (F.69)", "电传编号计划（F.69）"),
    6: ("Land mobile numbering plan (E.212)", "陆地移动编号计划（E.212）"),
    8: ("National numbering plan", "国内编号计划"),
    9: ("Private numbering plan", "专用编号计划"),
    10: ("ERMES numbering plan", "ERMES 编号计划"),
    14: ("Internet address (IP)", "互联网地址（IP）"),
    18: ("WAP client ID", "WAP 客户端标识"),
}

SUBMIT_MODES: Final[Table] = {
    0: ("Default mode of the SMSC (store and forward)", "短信中心默认模式（存储转发）"),
    1: ("Datagram mode", "数据报模式"),
    2: ("Forward (transaction) mode", "转发（事务）模式"),
    3: ("Store-and-forward mode", "存储转发模式"),
}

MESSAGE_TYPES: Final[Table] = {
    0x00: ("an ordinary message", "普通消息"),
    0x04: ("a delivery receipt from the SMSC", "短信中心的送达回执"),
    0x08: ("a delivery acknowledgement from the phone", "终端的送达确认"),
    0x10: ("an acknowledgement by the user", "用户的手动确认"),
    0x18: ("a conversation abort", "会话中止"),
    0x20: ("an intermediate notification", "中间状态通知"),
}
UDH_ELEMENTS: Final[Table] = {
    0x00: ("Segment of a long message, 8-bit reference", "长短信分段，8 位参考号"),
    0x01: ("Message waiting indication", "消息等待指示"),
    0x04: ("Application ports, 8-bit", "应用端口，8 位"),
    0x05: ("Application ports, 16-bit", "应用端口，16 位"),
    0x06: ("SMSC control parameters", "短信中心控制参数"),
    0x08: ("Segment of a long message, 16-bit reference", "长短信分段，16 位参考号"),
    0x20: ("E-mail header", "电子邮件头"),
    0x24: ("National language, single shift", "国家语言单字符切换表"),
    0x25: ("National language, locking shift", "国家语言锁定切换表"),
}
"""Information elements of a user data header (3GPP TS 23.040, 9.2.3.24)."""
WITH_UDH: Final[Text] = ("with a user data header", "带用户数据头")
WITH_REPLY_PATH: Final[Text] = ("with a reply path", "带应答路径")
UNKNOWN_TYPE: Final[Text] = ("a message of reserved type 0x{0:02X}", "保留类型 0x{0:02X} 的消息")

DATA_CODING: Final[Table] = {
    0x00: ("The SMSC's default alphabet, here GSM 03.38", "短信中心默认字符集，这里为 GSM 03.38"),
    0x01: ("IA5 (ASCII)", "IA5（ASCII）"),
    0x02: ("Octets (8-bit binary)", "八位二进制"),
    0x03: ("Latin-1 (ISO 8859-1)", "Latin-1（ISO 8859-1）"),
    0x04: ("Octets (8-bit binary)", "八位二进制"),
    0x05: ("Japanese (JIS X 0208)", "日文（JIS X 0208）"),
    0x06: ("Cyrillic (ISO 8859-5)", "西里尔文（ISO 8859-5）"),
    0x07: ("Latin and Hebrew (ISO 8859-8)", "拉丁与希伯来文（ISO 8859-8）"),
    0x08: ("UCS-2 (UTF-16, big-endian)", "UCS-2（UTF-16，大端）"),
    0x09: ("Pictograms", "象形图"),
    0x0A: ("Japanese music codes (ISO 2022-JP)", "日文音乐编码（ISO 2022-JP）"),
    0x0D: ("Extended Japanese (JIS X 0212)", "扩展日文（JIS X 0212）"),
    0x0E: ("Korean (KS C 5601)", "韩文（KS C 5601）"),
}
DATA_CODING_RESERVED: Final[Text] = ("Reserved data coding 0x{0:02X}", "保留的数据编码 0x{0:02X}")
GROUP_ALPHABETS: Final[Table] = {
    0: ("GSM 03.38", "GSM 03.38"),
    1: ("8-bit binary", "八位二进制"),
    2: ("UCS-2", "UCS-2"),
    3: ("a reserved alphabet", "保留的字符集"),
}
MESSAGE_CLASSES: Final[Table] = {
    0: ("class 0 (flash: shown at once, not stored)", "0 类（闪信：立即显示，不保存）"),
    1: ("class 1 (stored in the phone)", "1 类（存入手机）"),
    2: ("class 2 (stored in the SIM)", "2 类（存入 SIM 卡）"),
    3: ("class 3 (handed to connected equipment)", "3 类（转交外接设备）"),
}
DELETED_AFTER_READING: Final[Text] = ("to be deleted after reading", "阅读后删除")
COMPRESSED: Final[Text] = ("compressed", "已压缩")
WAITING: Final[Text] = ("Message waiting indication, {0}", "消息等待指示，{0}")

REGISTERED: Final[Table] = {
    0: ("No receipt asked for", "不要求回执"),
    1: ("Receipt asked for on success and failure", "成功和失败都要求回执"),
    2: ("Receipt asked for on failure only", "仅失败时要求回执"),
    3: ("Reserved kind of receipt", "保留的回执类型"),
}
REGISTERED_PHONE: Final[Table] = {
    1: ("delivery acknowledgement from the phone", "要求终端送达确认"),
    2: ("acknowledgement by the user", "要求用户手动确认"),
    3: ("acknowledgement from the phone and by the user", "要求终端和用户确认"),
}
REGISTERED_INTERMEDIATE: Final[Text] = ("intermediate notifications", "要求中间状态通知")

PRIORITY: Final[Table] = {
    0: ("Lowest priority (normal)", "最低优先级（普通）"),
    1: ("Priority 1", "优先级 1"),
    2: ("Priority 2", "优先级 2"),
    3: ("Highest priority", "最高优先级"),
}
REPLACE: Final[Table] = {
    0: ("Does not replace an earlier message", "不替换先前的消息"),
    1: ("Replaces an earlier message that is still pending", "替换仍在等待的先前消息"),
}
PROTOCOL: Final[Table] = {
    0x00: ("Ordinary short message", "普通短信"),
    0x40: ("Short message type 0: silent, not shown", "0 型短信：静默，不显示"),
    0x7F: ("Data for the SIM", "SIM 数据下载"),
}
PROTOCOL_REPLACE: Final[Text] = ("Replaces an earlier message of type {0}", "替换先前的 {0} 型短信")
PROTOCOL_OTHER: Final[Text] = ("Protocol identifier 0x{0:02X}", "协议标识 0x{0:02X}")
VERSION: Final[Table] = {
    **dict.fromkeys(range(0x34), ("SMPP 3.3 or earlier", "SMPP 3.3 或更早版本")),
    0x34: ("SMPP 3.4", "SMPP 3.4"),
    0x50: ("SMPP 5.0", "SMPP 5.0"),
}
STATES: Final[Table] = {
    0: ("SCHEDULED (SMPP 5.0): waiting for its time", "SCHEDULED（SMPP 5.0）：等待预定时间"),
    1: ("ENROUTE: on its way", "ENROUTE：传送中"),
    2: ("DELIVERED to the recipient", "DELIVERED：已送达"),
    3: ("EXPIRED: its validity period is over", "EXPIRED：已过有效期"),
    4: ("DELETED or cancelled", "DELETED：已删除或取消"),
    5: ("UNDELIVERABLE", "UNDELIVERABLE：无法送达"),
    6: ("ACCEPTED on behalf of the recipient", "ACCEPTED：已代收"),
    7: ("UNKNOWN: the SMSC does not know", "UNKNOWN：短信中心不清楚"),
    8: ("REJECTED", "REJECTED：被拒绝"),
    9: ("SKIPPED (SMPP 5.0)", "SKIPPED：已跳过（SMPP 5.0）"),
}
DESTINATION_FLAGS: Final[Table] = {
    1: ("A recipient's address", "收件人号码"),
    2: ("A distribution list", "分发列表"),
}
NETWORK_ERRORS: Final[Table] = {
    1: ("ANSI-136", "ANSI-136"),
    2: ("IS-95", "IS-95"),
    3: ("GSM", "GSM"),
    8: ("the SMSC's own", "短信中心自定义"),
}
NETWORK_ERROR: Final[Text] = ("Network error {1} ({0})", "网络错误 {1}（{0}）")
RESERVED: Final[Text] = ("reserved", "保留")
RESERVED_VALUE: Final[Text] = ("Reserved value {0}", "保留值 {0}")
FAILURE_REASONS: Final[Table] = {
    0: ("Destination unavailable", "目的地不可用"),
    1: ("Invalid destination address", "目的号码无效"),
    2: ("Permanent network error", "永久性网络错误"),
    3: ("Temporary network error", "临时性网络错误"),
}
DPF: Final[Table] = {
    0: ("Delivery pending flag not set", "未设置待送达标志"),
    1: ("Delivery pending flag set", "已设置待送达标志"),
}
AVAILABILITY: Final[Table] = {
    0: ("Phone available", "终端可用"),
    1: ("Phone denied", "终端被拒（例如已停机）"),
    2: ("Phone unavailable", "终端不可用"),
}
MORE: Final[Table] = {
    0: ("No more messages follow", "没有后续消息"),
    1: ("More messages follow", "还有后续消息"),
}
PRIVACY: Final[Table] = {
    0: ("Not restricted", "无限制"),
    1: ("Restricted", "受限"),
    2: ("Confidential", "机密"),
    3: ("Secret", "绝密"),
}
PAYLOAD: Final[Table] = {
    0: ("Default payload", "默认载荷"),
    1: ("WAP message (WCMP)", "WAP 消息（WCMP）"),
}
SUBUNIT: Final[Table] = {
    0: ("Unknown unit", "未知单元"),
    1: ("Display (flash)", "显示屏（闪信）"),
    2: ("Phone", "手机"),
    3: ("SIM card", "SIM 卡"),
    4: ("External unit", "外部设备"),
}
NETWORK: Final[Table] = {
    0: ("Unknown network", "未知网络"),
    1: ("GSM", "GSM"),
    2: ("ANSI-136 (TDMA)", "ANSI-136（TDMA）"),
    3: ("IS-95 (CDMA)", "IS-95（CDMA）"),
    4: ("PDC", "PDC"),
    5: ("PHS", "PHS"),
    6: ("iDEN", "iDEN"),
    7: ("AMPS", "AMPS"),
    8: ("Paging network", "寻呼网络"),
}
BEARER: Final[Table] = {
    0: ("Unknown bearer", "未知承载"),
    1: ("SMS", "短信"),
    2: ("Circuit-switched data", "电路交换数据"),
    3: ("Packet data", "分组数据"),
    4: ("USSD", "USSD"),
    5: ("CDPD", "CDPD"),
    6: ("DataTAC", "DataTAC"),
    7: ("FLEX/ReFLEX", "FLEX/ReFLEX"),
    8: ("Cell broadcast", "小区广播"),
}
LANGUAGE: Final[Table] = {
    0: ("Unspecified language", "未指定语言"),
    1: ("English", "英语"),
    2: ("French", "法语"),
    3: ("Spanish", "西班牙语"),
    4: ("German", "德语"),
    5: ("Portuguese", "葡萄牙语"),
}
DISPLAY_TIME: Final[Table] = {
    0: ("Shown briefly", "短暂显示"),
    1: ("Shown for the default time", "按默认时间显示"),
    2: ("Shown until the user confirms", "显示至用户确认"),
}

TLV_TABLES: Final[Mapping[str, Table]] = {
    "dest_addr_subunit": SUBUNIT,
    "source_addr_subunit": SUBUNIT,
    "dest_network_type": NETWORK,
    "source_network_type": NETWORK,
    "dest_bearer_type": BEARER,
    "source_bearer_type": BEARER,
    "payload_type": PAYLOAD,
    "privacy_indicator": PRIVACY,
    "language_indicator": LANGUAGE,
    "sc_interface_version": VERSION,
    "dpf_result": DPF,
    "set_dpf": DPF,
    "ms_availability_status": AVAILABILITY,
    "delivery_failure_reason": FAILURE_REASONS,
    "more_messages_to_send": MORE,
    "message_state": STATES,
    "display_time": DISPLAY_TIME,
}

SERVICE_TYPES: Final[Mapping[str, Text]] = {
    "": ("Default service", "默认业务"),
    "CMT": ("Cellular messaging", "移动消息"),
    "CPT": ("Cellular paging", "移动寻呼"),
    "VMN": ("Voice mail notification", "语音信箱通知"),
    "VMA": ("Voice mail alerting", "语音信箱提醒"),
    "WAP": ("Wireless application protocol", "无线应用协议"),
    "USSD": ("Unstructured supplementary services", "非结构化补充业务"),
}

EMPTY_TIMES: Final[Mapping[str, Text]] = {
    "schedule_delivery_time": ("To be sent at once", "立即发送"),
    "validity_period": ("The SMSC's own validity period", "短信中心默认有效期"),
    "final_date": ("Not in a final state yet", "尚未到达最终状态"),
}
ABSOLUTE_TIME: Final[Text] = ("{0} UTC", "{0} UTC")
RELATIVE_TIME: Final[Text] = ("{0} days and {1} from when the SMSC gets it", "短信中心收到后 {0} 天 {1}")
RELATIVE_HOURS: Final[Text] = ("{1} from when the SMSC gets it", "短信中心收到后 {1}")

SEGMENT: Final[Text] = ("Segment {1} of {2}, reference {0}", "第 {1} 段，共 {2} 段，参考号 {0}")
PASSWORD: Final[Text] = ("Masked: a password is never shown", "已隐藏：密码从不显示")
