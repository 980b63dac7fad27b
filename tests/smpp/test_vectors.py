"""PDUs as other projects' tests and users' captures hold them: octets, and what they mean."""

from __future__ import annotations

from typing import Any

import pytest

from ycloud_console.smpp.dump import describe_hex
from ycloud_console.smpp.pdu import FieldValue, write_pdu

BIND = "0000002d0000000200000000000000027465737400736563726574004f5441003402063132372e302e302e2a00"
RECEIPT = (
    "000000ba00000005000000000000000200010134343935313336313932300001013430343034000400000000000000006e"
    "69643a30303539313133393738207375623a30303120646c7672643a303031207375626d697420646174653a3130303231"
    "303137333020646f6e6520646174653a3130303231303137333120737461743a44454c49565244206572723a3030302074"
    "6578743a4024232125262f3a000e0001010006000101001e000833383630316661000427000102"
)
RINGTONE = (
    "0000003b0000000400000000000000020005006162630001013132330040000000000000f5"
    "001406050415811581024a3a5db5a5cdcda5bdb80400"
)


@pytest.mark.parametrize(
    ("octets", "expected", "fields"),
    [
        (
            BIND,
            {"command": "bind_transmitter", "sequence": 2, "problems": []},
            {
                "system_id": "test",
                "system_type": "OTA",
                "addr_ton": 2,
                "addr_npi": 6,
                "address_range": "127.0.0.*",
            },
        ),
        (
            "00000015800000090000000e00004db3534d534300",
            {"command": "bind_transceiver_resp", "status": 14, "sequence": 19891, "problems": []},
            {"system_id": "SMSC"},
        ),
        (
            "00000010800000020000000f00000001",
            {"command": "bind_transmitter_resp", "status": 15, "problems": []},
            {},
        ),
        (
            "00000010800000000000000100082a77",
            {"command": "generic_nack", "status": 1, "sequence": 535159},
            {},
        ),
        ("00000010000000150000000080000000", {"command": "enquire_link", "sequence": 0x80000000}, {}),
        ("0000001000000110000000000a342ee7", {"command": "0x00000110", "problems": []}, {}),
        (
            "0000001180000004000000000a342ee139",
            {"command": "submit_sm_resp", "problems": ["The PDU ends inside message_id."]},
            {"message_id": "9"},
        ),
        ("0000001180000004000000000a342ee100", {"problems": []}, {"message_id": ""}),
        (
            "0000001c800000030000000000000000536d73633230303300000700",
            {"command": "query_sm_resp", "problems": []},
            {"message_id": "Smsc2003", "final_date": "", "message_state": 7, "error_code": 0},
        ),
        (
            "00000029000000030000000000000001617364660001013139322e3136382e3132382e31303700",
            {
                "command": "query_sm",
                "problems": ["command_length says 41 octets, but only 39 are there: the PDU is cut."],
            },
            {"message_id": "asdf", "source_addr": "192.168.128.107"},
        ),
        (
            (
                "0000004d00000005000000009f88f124415753424400010131363530353535313233340001013137373335353534303730"
                "00000000000000000300117468657265206973206e6f2073706f6f6e"
            ),
            {"text": "there is no spoon", "sequence": 2676551972, "problems": []},
            {"service_type": "AWSBD", "destination_addr": "17735554070", "data_coding": 3},
        ),
        (
            (
                "0000003b00000004000000000000000200010034363730313133333131310001013436373039373731333337000000000000"
                "000001000474657374"
            ),
            {"text": "test", "length": 59, "problems": []},
            {"source_addr": "46701133111", "destination_addr": "46709771337", "data_coding": 1},
        ),
        (
            "000000300000010300000000000000000001013535353237313030303000000139363935000001000424000454657374",
            {"command": "data_sm", "text": "Test", "problems": []},
            {"source_addr": "5552710000", "destination_addr": "9695", "registered_delivery": 1},
        ),
        (
            (
                "00000039000000050000000000000001000101393939393139393134353933000000363436340000000000000000080010"
                "c1e1e9edf3faf1fc"
            ),
            {
                "short_message_hex": "c1e1e9edf3faf1fc",
                "problems": ["sm_length says 16 octets, but only 8 are there."],
            },
            {"source_addr": "999919914593", "destination_addr": "6464"},
        ),
        (
            (
                "00000040000000050000000000657e4e0002013434393531333631393200040934303430340000000000000000000000000e"
                "0001010006000101042400024f6b"
            ),
            {"text": "Ok", "short_message_hex": "", "problems": []},
            {"dest_addr_ton": 4, "dest_addr_npi": 9, "sm_length": 0},
        ),
        ("0000003f000000060000000000000000", {"command": "unbind"}, {}),
    ],
)
def test_a_pdu_of_others(octets: str, expected: dict[str, Any], fields: dict[str, Any]) -> None:
    described = describe_hex(octets)
    assert {key: described[key] for key in expected} == expected
    assert {name: described["fields"].get(name) for name in fields} == fields


def test_a_bind_s_password_is_nowhere() -> None:
    described = describe_hex(BIND)
    assert "secret" not in str(described)
    assert b"secret".hex() not in str(described)


def test_a_receipt_with_parameters() -> None:
    described = describe_hex(RECEIPT)
    assert described["text"].endswith("stat:DELIVRD err:000 text:@$#!%&/:")
    assert [(tlv["name"], tlv["value"]) for tlv in described["tlvs"]] == [
        ("source_network_type", 1),
        ("dest_network_type", 1),
        ("receipted_message_id", "38601fa"),
        ("message_state", 2),
    ]
    assert described["meanings"]["message_state"].startswith("DELIVERED")


@pytest.mark.parametrize("coding", [0, 3, 8, 0xF2])
def test_a_receipt_is_ascii_whatever_data_coding_says(coding: int) -> None:
    text = "id:a_1 sub:001 stat:DELIVRD err:000 text:x"
    fields: dict[str, FieldValue] = {"esm_class": 4, "data_coding": coding, "short_message": text.encode()}
    assert describe_hex(write_pdu("deliver_sm", fields=fields).hex())["text"] == text


def test_a_receipt_in_utf16_is_read() -> None:
    text = "id:1 stat:DELIVRD text:短信"
    fields: dict[str, FieldValue] = {
        "esm_class": 4,
        "data_coding": 8,
        "short_message": text.encode("utf-16-be"),
    }
    assert describe_hex(write_pdu("deliver_sm", fields=fields).hex())["text"] == text


def test_what_is_no_receipt_is_read_as_data_coding_says() -> None:
    fields: dict[str, FieldValue] = {
        "esm_class": 4,
        "data_coding": 8,
        "short_message": "短信".encode("utf-16-be"),
    }
    assert describe_hex(write_pdu("deliver_sm", fields=fields).hex())["text"] == "短信"


def test_a_ringtone_s_ports_and_octets() -> None:
    described = describe_hex(RINGTONE)
    assert described["udh"] == [{"id": 5, "hex": "15811581"}]
    assert described["problems"] == []
    assert described["meanings"]["data_coding"].startswith("8-bit binary, class 1")


def test_a_parameter_that_says_more_than_there_is() -> None:
    # A real server's: length 0x41 for five octets.
    octets = write_pdu("deliver_sm", fields={"esm_class": 4}, tlvs=[(0x0427, b"\x02")]) + bytes.fromhex(
        "001e00413330303500"
    )
    described = describe_hex((len(octets).to_bytes(4, "big") + octets[4:]).hex())
    assert [(tlv["name"], tlv["value"]) for tlv in described["tlvs"]] == [
        ("message_state", 2),
        ("receipted_message_id", "3005"),
    ]
    assert described["problems"] == ["Optional parameter 0x001E says 65 octets, but only 5 are there."]


def test_an_unknown_command_does_not_hide_the_next_pdu() -> None:
    described = describe_hex("0000001100000110000000000a342ee70f 0000001000000015000000000a342ee7")
    assert (described["command"], described["fields"]) == ("0x00000110", {"body": "0f"})
    assert [each["command"] for each in described["next"]] == ["enquire_link"]
