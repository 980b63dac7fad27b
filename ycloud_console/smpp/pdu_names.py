"""The tables of SMPP 3.4: commands, the order of their fields, optional parameters.

Names are those of the specification (issue 1.2): commands from 5.1.2.1, fields from chapter 4, optional
parameters from 5.3.2. The broadcast commands of SMPP 5.0 are known by name only.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final, NamedTuple

RESPONSE_BIT: Final = 0x80000000
"""Set in the command_id of every response (5.1.2)."""

COMMANDS: Final[Mapping[int, str]] = MappingProxyType(
    {
        0x00000001: "bind_receiver",
        0x80000001: "bind_receiver_resp",
        0x00000002: "bind_transmitter",
        0x80000002: "bind_transmitter_resp",
        0x00000003: "query_sm",
        0x80000003: "query_sm_resp",
        0x00000004: "submit_sm",
        0x80000004: "submit_sm_resp",
        0x00000005: "deliver_sm",
        0x80000005: "deliver_sm_resp",
        0x00000006: "unbind",
        0x80000006: "unbind_resp",
        0x00000007: "replace_sm",
        0x80000007: "replace_sm_resp",
        0x00000008: "cancel_sm",
        0x80000008: "cancel_sm_resp",
        0x00000009: "bind_transceiver",
        0x80000009: "bind_transceiver_resp",
        0x0000000B: "outbind",
        0x00000015: "enquire_link",
        0x80000015: "enquire_link_resp",
        0x00000021: "submit_multi",
        0x80000021: "submit_multi_resp",
        0x00000102: "alert_notification",
        0x00000103: "data_sm",
        0x80000103: "data_sm_resp",
        0x00000111: "broadcast_sm",
        0x80000111: "broadcast_sm_resp",
        0x00000112: "query_broadcast_sm",
        0x80000112: "query_broadcast_sm_resp",
        0x00000113: "cancel_broadcast_sm",
        0x80000113: "cancel_broadcast_sm_resp",
        0x80000000: "generic_nack",
    }
)
"""command_id -> name."""

COMMAND_IDS: Final[Mapping[str, int]] = MappingProxyType({name: number for number, name in COMMANDS.items()})
"""Name -> command_id."""


class Kind(Enum):
    """How a field stands on the wire (3.1)."""

    TEXT = "C-octet string"
    """Up to and with a NUL."""
    U8 = "one-octet integer"
    U32 = "four-octet integer"
    OCTETS = "octet string"
    """As many octets as the one-octet integer before it says."""
    DESTINATIONS = "dest_address(es)"
    """As many as number_of_dests says (4.5.1.1)."""
    FAILURES = "unsuccess_sme(s)"
    """As many as no_unsuccess says (4.5.2.1)."""


Fields = tuple[tuple[str, Kind], ...]

_SOURCE: Final[Fields] = (
    ("source_addr_ton", Kind.U8),
    ("source_addr_npi", Kind.U8),
    ("source_addr", Kind.TEXT),
)
_DESTINATION: Final[Fields] = (
    ("dest_addr_ton", Kind.U8),
    ("dest_addr_npi", Kind.U8),
    ("destination_addr", Kind.TEXT),
)
_MESSAGE_ID: Final[Fields] = (("message_id", Kind.TEXT),)
_BIND: Final[Fields] = (
    ("system_id", Kind.TEXT),
    ("password", Kind.TEXT),
    ("system_type", Kind.TEXT),
    ("interface_version", Kind.U8),
    ("addr_ton", Kind.U8),
    ("addr_npi", Kind.U8),
    ("address_range", Kind.TEXT),
)
_BIND_RESP: Final[Fields] = (("system_id", Kind.TEXT),)
_TIMES: Final[Fields] = (("schedule_delivery_time", Kind.TEXT), ("validity_period", Kind.TEXT))
_SHORT_MESSAGE: Final[Fields] = (("sm_length", Kind.U8), ("short_message", Kind.OCTETS))
_MESSAGE_TAIL: Final[Fields] = (
    ("esm_class", Kind.U8),
    ("protocol_id", Kind.U8),
    ("priority_flag", Kind.U8),
    *_TIMES,
    ("registered_delivery", Kind.U8),
    ("replace_if_present_flag", Kind.U8),
    ("data_coding", Kind.U8),
    ("sm_default_msg_id", Kind.U8),
    *_SHORT_MESSAGE,
)
_MESSAGE: Final[Fields] = (("service_type", Kind.TEXT), *_SOURCE, *_DESTINATION, *_MESSAGE_TAIL)

FIELDS: Final[Mapping[str, Fields]] = MappingProxyType(
    {
        "bind_receiver": _BIND,
        "bind_receiver_resp": _BIND_RESP,
        "bind_transmitter": _BIND,
        "bind_transmitter_resp": _BIND_RESP,
        "bind_transceiver": _BIND,
        "bind_transceiver_resp": _BIND_RESP,
        "outbind": (("system_id", Kind.TEXT), ("password", Kind.TEXT)),
        "unbind": (),
        "unbind_resp": (),
        "generic_nack": (),
        "submit_sm": _MESSAGE,
        "submit_sm_resp": _MESSAGE_ID,
        "submit_multi": (
            ("service_type", Kind.TEXT),
            *_SOURCE,
            ("number_of_dests", Kind.U8),
            ("dest_address", Kind.DESTINATIONS),
            *_MESSAGE_TAIL,
        ),
        "submit_multi_resp": (
            *_MESSAGE_ID,
            ("no_unsuccess", Kind.U8),
            ("unsuccess_sme", Kind.FAILURES),
        ),
        "deliver_sm": _MESSAGE,
        "deliver_sm_resp": _MESSAGE_ID,
        "data_sm": (
            ("service_type", Kind.TEXT),
            *_SOURCE,
            *_DESTINATION,
            ("esm_class", Kind.U8),
            ("registered_delivery", Kind.U8),
            ("data_coding", Kind.U8),
        ),
        "data_sm_resp": _MESSAGE_ID,
        "query_sm": (*_MESSAGE_ID, *_SOURCE),
        "query_sm_resp": (
            *_MESSAGE_ID,
            ("final_date", Kind.TEXT),
            ("message_state", Kind.U8),
            ("error_code", Kind.U8),
        ),
        "cancel_sm": (("service_type", Kind.TEXT), *_MESSAGE_ID, *_SOURCE, *_DESTINATION),
        "cancel_sm_resp": (),
        "replace_sm": (
            *_MESSAGE_ID,
            *_SOURCE,
            *_TIMES,
            ("registered_delivery", Kind.U8),
            ("sm_default_msg_id", Kind.U8),
            *_SHORT_MESSAGE,
        ),
        "replace_sm_resp": (),
        "enquire_link": (),
        "enquire_link_resp": (),
        "alert_notification": (
            *_SOURCE,
            ("esme_addr_ton", Kind.U8),
            ("esme_addr_npi", Kind.U8),
            ("esme_addr", Kind.TEXT),
        ),
    }
)
"""Command name -> its mandatory fields in the order of the wire (chapter 4)."""


class TlvKind(Enum):
    """What the value of an optional parameter is (5.3.2)."""

    INTEGER = "integer"
    TEXT = "C-octet string"
    OCTETS = "octet string"


class TlvType(NamedTuple):
    """One row of the table of optional parameters."""

    name: str
    kind: TlvKind
    size: int = 0
    """Octets of an integer; 0: any number."""


_INT, _TEXT, _OCTETS = TlvKind.INTEGER, TlvKind.TEXT, TlvKind.OCTETS

TLVS: Final[Mapping[int, TlvType]] = MappingProxyType(
    {
        0x0005: TlvType("dest_addr_subunit", _INT, 1),
        0x0006: TlvType("dest_network_type", _INT, 1),
        0x0007: TlvType("dest_bearer_type", _INT, 1),
        0x0008: TlvType("dest_telematics_id", _INT, 2),
        0x000D: TlvType("source_addr_subunit", _INT, 1),
        0x000E: TlvType("source_network_type", _INT, 1),
        0x000F: TlvType("source_bearer_type", _INT, 1),
        0x0010: TlvType("source_telematics_id", _INT, 1),
        0x0017: TlvType("qos_time_to_live", _INT, 4),
        0x0019: TlvType("payload_type", _INT, 1),
        0x001D: TlvType("additional_status_info_text", _TEXT),
        0x001E: TlvType("receipted_message_id", _TEXT),
        0x0030: TlvType("ms_msg_wait_facilities", _INT, 1),
        0x0201: TlvType("privacy_indicator", _INT, 1),
        0x0202: TlvType("source_subaddress", _OCTETS),
        0x0203: TlvType("dest_subaddress", _OCTETS),
        0x0204: TlvType("user_message_reference", _INT, 2),
        0x0205: TlvType("user_response_code", _INT, 1),
        0x020A: TlvType("source_port", _INT, 2),
        0x020B: TlvType("destination_port", _INT, 2),
        0x020C: TlvType("sar_msg_ref_num", _INT, 2),
        0x020D: TlvType("language_indicator", _INT, 1),
        0x020E: TlvType("sar_total_segments", _INT, 1),
        0x020F: TlvType("sar_segment_seqnum", _INT, 1),
        0x0210: TlvType("sc_interface_version", _INT, 1),
        0x0302: TlvType("callback_num_pres_ind", _INT, 1),
        0x0303: TlvType("callback_num_atag", _OCTETS),
        0x0304: TlvType("number_of_messages", _INT, 1),
        0x0381: TlvType("callback_num", _OCTETS),
        0x0420: TlvType("dpf_result", _INT, 1),
        0x0421: TlvType("set_dpf", _INT, 1),
        0x0422: TlvType("ms_availability_status", _INT, 1),
        0x0423: TlvType("network_error_code", _OCTETS, 3),
        0x0424: TlvType("message_payload", _OCTETS),
        0x0425: TlvType("delivery_failure_reason", _INT, 1),
        0x0426: TlvType("more_messages_to_send", _INT, 1),
        0x0427: TlvType("message_state", _INT, 1),
        0x0428: TlvType("congestion_state", _INT, 1),
        0x0501: TlvType("ussd_service_op", _OCTETS, 1),
        0x0600: TlvType("broadcast_channel_indicator", _INT, 1),
        0x0601: TlvType("broadcast_content_type", _OCTETS, 3),
        0x0602: TlvType("broadcast_content_type_info", _OCTETS),
        0x0603: TlvType("broadcast_message_class", _INT, 1),
        0x0604: TlvType("broadcast_rep_num", _INT, 2),
        0x0605: TlvType("broadcast_frequency_interval", _OCTETS, 3),
        0x0606: TlvType("broadcast_area_identifier", _OCTETS),
        0x0607: TlvType("broadcast_error_status", _INT, 4),
        0x0608: TlvType("broadcast_area_success", _INT, 1),
        0x0609: TlvType("broadcast_end_time", _TEXT),
        0x060A: TlvType("broadcast_service_group", _OCTETS),
        0x060B: TlvType("billing_identification", _OCTETS),
        0x060D: TlvType("source_network_id", _TEXT),
        0x060E: TlvType("dest_network_id", _TEXT),
        0x060F: TlvType("source_node_id", _OCTETS, 6),
        0x0610: TlvType("dest_node_id", _OCTETS, 6),
        0x0611: TlvType("dest_addr_np_resolution", _INT, 1),
        0x0612: TlvType("dest_addr_np_information", _OCTETS, 10),
        0x0613: TlvType("dest_addr_np_country", _OCTETS),
        0x1201: TlvType("display_time", _INT, 1),
        0x1203: TlvType("sms_signal", _INT, 2),
        0x1204: TlvType("ms_validity", _INT, 1),
        0x130C: TlvType("alert_on_message_delivery", _INT, 0),
        0x1380: TlvType("its_reply_type", _INT, 1),
        0x1383: TlvType("its_session_info", _OCTETS, 2),
    }
)
"""Tag -> name and type of the value."""

TLV_NAMES: Final[Mapping[int, str]] = MappingProxyType({tag: row.name for tag, row in TLVS.items()})
"""Tag -> name."""

TEXT_LIMITS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "system_id": 15,
        "password": 8,
        "system_type": 12,
        "address_range": 40,
        "service_type": 5,
        "source_addr": 20,
        "destination_addr": 20,
        "esme_addr": 64,
        "message_id": 64,
        "schedule_delivery_time": 16,
        "validity_period": 16,
        "final_date": 16,
    }
)
"""Most characters of a text field, without its NUL (5.2). Addresses of data_sm and alert_notification: 64."""


def command_name(command_id: int) -> str:
    """The command's name, or its number as ``0x0000ABCD`` when SMPP has none for it."""
    return COMMANDS.get(command_id) or f"0x{command_id:08X}"


def tlv_name(tag: int) -> str:
    """The parameter's name; ``vendor_specific`` for 0x1400 to 0x3FFF (5.3.1), else ``unknown``."""
    name = TLV_NAMES.get(tag)
    if name is not None:
        return name
    return "vendor_specific" if 0x1400 <= tag <= 0x3FFF else "unknown"
