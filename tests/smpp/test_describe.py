"""The JSON of ``decode pdu``."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ycloud_console.smpp.describe import describe
from ycloud_console.smpp.pdu import COMMAND_IDS, FieldValue, read_pdu, write_header, write_pdu
from ycloud_console.smpp.times import read_time

KEYS = [
    "command",
    "status",
    "sequence",
    "length",
    "fields",
    "meanings",
    "short_message_hex",
    "udh",
    "text",
    "tlvs",
    "problems",
]


def described(
    command: str | int, fields: dict[str, FieldValue], tlvs: list[tuple[int, bytes]] | None = None
) -> dict[str, Any]:
    return describe(read_pdu(write_pdu(command, sequence=5, fields=fields, tlvs=tlvs or ())))


def test_a_long_chinese_segment() -> None:
    text = "【YCloud】您好"
    shown = described(
        "submit_sm",
        {
            "source_addr": "YCloud",
            "source_addr_ton": 5,
            "destination_addr": "8613800138000",
            "esm_class": 0x43,
            "data_coding": 8,
            "registered_delivery": 1,
            "short_message": bytes.fromhex("0500032a0302") + text.encode("utf-16-be"),
        },
        [(0x0204, b"\x00\x07"), (0x1403, b"\xde\xad")],
    )
    assert list(shown) == KEYS
    assert shown["command"] == "submit_sm"
    assert shown["sequence"] == 5
    assert shown["text"] == text
    assert shown["udh"] == [{"id": 0, "hex": "2a0302"}]
    assert shown["short_message_hex"] == "0500032a0302" + text.encode("utf-16-be").hex()
    assert shown["tlvs"] == [
        {"tag": "0x0204", "name": "user_message_reference", "value": 7, "hex": "0007"},
        {"tag": "0x1403", "name": "vendor_specific", "value": None, "hex": "dead"},
    ]
    assert shown["problems"] == []
    fields = shown["fields"]
    assert fields["destination_addr"] == "8613800138000"
    assert fields["data_coding"] == 8
    assert fields["sm_length"] == 6 + 2 * len(text)
    assert "short_message" not in fields
    meanings = shown["meanings"]
    assert meanings["source_addr_ton"] == "Alphanumeric sender"
    assert "user data header" in meanings["esm_class"]
    assert "UCS-2" in meanings["data_coding"]
    assert meanings["udh"] == "Segment 2 of 3, reference 42"


def test_a_receipt_with_its_parameters() -> None:
    text = b"id:1 sub:001 dlvrd:001 submit_date:2111040501 stat:DELIVRD err:0 text:none"
    shown = described(
        "deliver_sm",
        {"esm_class": 4, "short_message": text},
        [(0x001E, b"11041301030001006668\0"), (0x0427, b"\x02"), (0x0423, b"\x03\x00\x21")],
    )
    assert shown["text"] == text.decode()
    tlvs = shown["tlvs"]
    assert [tlv["value"] for tlv in tlvs[:2]] == ["11041301030001006668", 2]
    meanings = shown["meanings"]
    assert "delivery receipt" in meanings["esm_class"]
    assert meanings["message_state"].startswith("DELIVERED")
    assert meanings["network_error_code"] == "Network error 33 (GSM)"


def test_text_of_the_payload_and_of_the_default_alphabet() -> None:
    assert described("data_sm", {"data_coding": 8}, [(0x0424, "你好".encode("utf-16-be"))])["text"] == "你好"
    assert described("submit_sm", {"short_message": b"\x00\x1b\x65"})["text"] == "@€"


@pytest.mark.parametrize("command", ["enquire_link", "submit_sm_resp", "bind_transceiver"])
def test_what_carries_no_message_has_no_text(command: str) -> None:
    shown = described(command, {})
    assert shown["text"] is None
    assert shown["short_message_hex"] is None
    assert shown["udh"] == []


@pytest.mark.parametrize("command", ["bind_receiver", "bind_transmitter", "bind_transceiver", "outbind"])
def test_passwords_are_masked(command: str) -> None:
    data = write_pdu(command, fields={"system_id": "demo", "password": "s3cr3t-and-long"})
    for size in (len(data), len(data) - 3, 40, 30):
        shown = json.dumps(describe(read_pdu(data[:size])))
        assert "s3c" not in shown
        assert b"s3c".hex() not in shown
    empty = described(command, {"system_id": "demo"})["fields"]
    assert isinstance(empty, dict)
    assert empty["password"] == ""


@pytest.mark.parametrize(
    ("command", "status", "words"),
    [
        ("bind_transceiver_resp", 3, ["password", "ESME_RINVCMDID"]),
        ("submit_sm_resp", 4, ["phone number", "ESME_RINVBNDSTS"]),
        ("deliver_sm_resp", 0x64, ["ESME_RX_T_APPN"]),
        ("submit_sm_resp", 0, ["ESME_ROK"]),
    ],
)
def test_the_status_of_a_response_is_explained(command: str, status: int, words: list[str]) -> None:
    shown = describe(read_pdu(write_header(COMMAND_IDS[command], status, 1)))
    assert shown["status"] == status
    sentence = shown["meanings"]["command_status"]
    assert all(word in sentence for word in words)


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"esm_class": 0x80}, "esm_class", "reply path"),
        ({"esm_class": 0x3C}, "esm_class", "reserved type 0x3C"),
        ({"data_coding": 0xF0}, "data_coding", "flash"),
        ({"data_coding": 0x18}, "data_coding", "UCS-2"),
        ({"data_coding": 0x24}, "data_coding", "8-bit binary, compressed"),
        ({"data_coding": 0xE0}, "data_coding", "Message waiting indication, UCS-2"),
        ({"data_coding": 0x99}, "data_coding", "Reserved data coding 0x99"),
        ({"data_coding": 0x0F}, "data_coding", "Reserved data coding 0x0F"),
        ({"registered_delivery": 0x16}, "registered_delivery", "failure only, delivery acknowledgement"),
        ({"dest_addr_ton": 9}, "dest_addr_ton", "Reserved value 9"),
        ({"protocol_id": 0x42}, "protocol_id", "type 2"),
        ({"protocol_id": 0x40}, "protocol_id", "silent"),
        ({"service_type": "VMN"}, "service_type", "Voice mail"),
        ({"validity_period": "000001020000000R"}, "validity_period", "1 days and 2:00:00 from"),
        ({"schedule_delivery_time": "260102030405000+"}, "schedule_delivery_time", "2026-01-02 03:04:05 UTC"),
        ({"schedule_delivery_time": "260102030405032+"}, "schedule_delivery_time", "2026-01-01 19:04:05 UTC"),
    ],
)
def test_meanings(fields: dict[str, FieldValue], name: str, words: str) -> None:
    assert words in described("submit_sm", fields)["meanings"][name]


@pytest.mark.parametrize(
    ("command", "fields", "tlvs", "problem"),
    [
        ("bind_receiver", {"password": "123456789"}, [], "password has 9 characters; SMPP 3.4 allows 8."),
        ("submit_sm", {"source_addr": "1" * 21}, [], "source_addr has 21 characters; SMPP 3.4 allows 20."),
        ("submit_sm", {"validity_period": "tomorrow"}, [], "validity_period is no SMPP time"),
        ("submit_sm", {}, [(0x0427, b"\0\2")], "message_state has 2 octets instead of 1."),
        ("submit_sm", {"short_message": b"x"}, [(0x0424, b"y")], "Both short_message and message_payload"),
        ("submit_sm", {"esm_class": 0x40}, [], "the message is empty"),
    ],
)
def test_problems(
    command: str, fields: dict[str, FieldValue], tlvs: list[tuple[int, bytes]], problem: str
) -> None:
    problems = described(command, fields, tlvs)["problems"]
    assert len(problems) == 1
    assert problem in problems[0]


def test_addresses_of_data_sm_may_be_longer() -> None:
    assert described("data_sm", {"destination_addr": "1" * 64})["problems"] == []


def test_an_unknown_command() -> None:
    shown = described(0x0BAD, {"body": b"\x01\x02"})
    assert shown["command"] == "0x00000BAD"
    assert shown["fields"] == {"body": "0102"}


def test_chinese() -> None:
    data = write_pdu("submit_sm", fields={"esm_class": 0x40, "short_message": b"\x09"})
    shown = describe(read_pdu(data), "zh_CN")
    assert "用户数据头" in shown["meanings"]["esm_class"]
    assert "用户数据头" in shown["problems"][0]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("260102030405600+", datetime(2026, 1, 2, 3, 4, 5, 600_000, UTC)),
        ("260102030405004-", datetime(2026, 1, 2, 4, 4, 5, tzinfo=UTC)),
        ("000002030000000R", timedelta(days=2, hours=3)),
        ("010000000000000R", timedelta(days=365)),
        ("261302030405000+", None),
        ("260102030405049+", None),
        ("2601020304", None),
        ("２６0102030405000+", None),
        ("", None),
    ],
)
def test_times(text: str, time: datetime | timedelta | None) -> None:
    assert read_time(text) == time
