"""Receipts in the shapes that providers document and other projects' users have met."""

from __future__ import annotations

from typing import Any

import pytest

from ycloud_console.sms.receipt import read_receipt, read_receipt_text, receipt_json


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # LINK Mobility: no counts, never a text.
        (
            "id:e7 sub:000 dlvrd:000 submit date:2609051430 done date:2609051431 stat:DELIVRD err:000 text:",
            {"sub": 0, "dlvrd": 0, "text": "", "state": "delivered", "problems": []},
        ),
        # Vonage's and Kaleyra's word for failure is none of SMPP's.
        (
            "id:2a sub:001 submit date:2609051430 done date:2609051447 stat:FAILED err:051 text:none",
            {"stat": "FAILED", "err": "051", "text": "none", "state": "unknown"},
        ),
        # Infobip reports that it is still trying, and quotes no text.
        (
            "id:44191 sub:001 dlvrd:000 submit date:2609051430 done date:2609051430 stat:ENROUTE err:000",
            {"stat": "ENROUTE", "state": "accepted", "text": "", "problems": []},
        ),
        # Clickatell: dates with seconds.
        (
            "id:7d94e sub:001 dlvrd:001 submit date:260905143012 done date:260905143145 stat:DELIVRD err:000",
            {"submit_date": "2026-09-05T14:30:12Z", "done_date": "2026-09-05T14:31:45Z"},
        ),
        # CM.com: four-digit years, no counts, a word of its own spelling.
        (
            "id:5be9f submit date:20260905143012 done date:20260905143345 stat:DELIVERD err:000",
            {"done_date": "2026-09-05T14:33:45Z", "sub": None, "state": "delivered", "problems": []},
        ),
        # Telesign: a hexadecimal error, also with eight digits.
        ("id:e9ca6 stat:UNDELIV err:4A6 text:", {"err": "4A6", "state": "undeliverable"}),
        ("id:e9ca6 stat:UNDELIV err:000004A6", {"err": "000004A6"}),
        ("id:e9ca6 stat:UNDELIV err:0x0000000B", {"err": "0x0000000B"}),
        # Kannel: the two dates of one receipt in different shapes.
        (
            "id:577e5 submit date:2408201338 done date:240820093823 stat:REJECTD err:00B text:You",
            {"submit_date": "2024-08-20T13:38:00Z", "done_date": "2024-08-20T09:38:23Z", "err": "00B"},
        ),
        # Jasmin and RestComm: twelve digits with a four-digit year.
        (
            "id:MSG submit date:201305050826 done date:201305050827 stat:ACCEPTD err:000",
            {"submit_date": "2013-05-05T08:26:00Z", "state": "accepted"},
        ),
        ("id:6f29 done date:201902261756 stat:ACCEPTD err:006", {"done_date": "2019-02-26T17:56:00Z"}),
        # A simulator that writes its state as a number.
        (
            "id:Smsc2013 sub:1 dlvrd:1 stat:0 err:0 text:blah",
            {"stat": "0", "state": "unknown", "text": "blah"},
        ),
        # Words before the receipt, with and without a space.
        ("4790000000SMSAlert^id:1054BC63 sub:0 stat:DELIVRD err: text:", {"id": "1054BC63", "err": ""}),
        ("4799999999?id:10ea34 sub:001 stat:DELIVRD err:0 Text:abc", {"id": "10ea34", "text": "abc"}),
        (
            "addr: 0 0 38591 msg: id:4007 stat:UNDELIV err:001 IMSI: MSC: ORN:VipNet",
            {"id": "4007", "err": "001"},
        ),
        # Dots in place of numbers.
        (
            "id:foo sub:... dlvrd:... stat:DELIVRD err:... text:Meep",
            {"sub": None, "err": "...", "text": "Meep"},
        ),
        # Indian gateways: ISO dates with a space, and remarks behind the word.
        (
            "id:91 submit date:2013-02-17 00:04:29 done date:2013-02-17 00:04:32 stat:DELIVRD text:A B",
            {"submit_date": "2013-02-17T00:04:29Z", "done_date": "2013-02-17T00:04:32Z", "text": "A B"},
        ),
        (
            "id:arsmpp-1342-45 done date:120713132848 stat:FAILED:Mob. Abst.|nt ext|out ser err:100 text:",
            {"stat": "FAILED", "err": "100", "done_date": "2012-07-13T13:28:48Z"},
        ),
        # The text holds colons, or is a field of the vendor's.
        ("id:36 stat:DELIVRD err:000 text:9391608421: Remember", {"text": "9391608421: Remember"}),
        ("id:CT-1 stat:DELIVRD err:000 text: apiMsgId:abc123", {"text": "apiMsgId:abc123"}),
        # What follows err without a key belongs to nothing.
        ("id:01 stat:DELIVRD err:000 testing this", {"err": "000", "text": ""}),
        # IDs of all kinds.
        ("id:0x1A2B3C4D stat:DELIVRD", {"id": "0x1A2B3C4D"}),
        ("id:ns:12345 stat:DELIVRD", {"id": "ns:12345"}),
        (
            "id:550e8400-e29b-41d4-a716-446655440000 stat:DELIVRD",
            {"id": "550e8400-e29b-41d4-a716-446655440000"},
        ),
        ("id:61F276D3-35668-664E-7F9FFC889700 stat:DELIVRD", {"id": "61F276D3-35668-664E-7F9FFC889700"}),
        # Keys that are misspelt are no keys, and take nothing with them.
        ("i:012 sub:002 stat:DELIVRD err:012", {"id": "", "sub": 2, "err": "012"}),
        ("id:012 su:002 dlvrd:001 stat:DELIVRD", {"sub": None, "dlvrd": 1}),
        ("id:012 dfdfsub:0 dlvrd:0 stat:DELIVRD", {"id": "012", "sub": None, "dlvrd": 0}),
        (
            "id:012 submit dat:1005232039 one date:1005242339 stat:DELIVRD",
            {"submit_date": None, "done_date": None},
        ),
        ("id:012 stat:DELIVRD rr:012 txt:This", {"err": "", "text": "", "stat": "DELIVRD"}),
        ("please resubmit:now", {"id": "", "sub": None, "stat": ""}),
        # Dates that are none: zeros, eight digits, sixteen digits, letters among them.
        ("id:1 submit date:0000000000 stat:BADSTAT", {"submit_date": None, "stat": "BADSTAT"}),
        (
            "id:1 submit date:20260101 done date:2023010112000000 stat:X",
            {"submit_date": None, "done_date": None},
        ),
        ("id:1 submit date:150701adsfas1202 stat:X", {"submit_date": None}),
        # Only a word, and only an ID.
        ("stat:DELIVRD", {"id": "", "state": "delivered"}),
        ("id:86 submit date:1410160730 done date:1410160730 stat:DELIVRD", {"id": "86", "err": ""}),
        ("sub:001 stat:UNDELIV err:001 text:failed", {"id": "", "state": "undeliverable", "text": "failed"}),
    ],
)
def test_documented_receipts(text: str, expected: dict[str, Any]) -> None:
    result = receipt_json(read_receipt_text(text))
    assert {key: result[key] for key in expected} == expected


def test_a_text_in_utf16_behind_a_receipt_in_ascii() -> None:
    raw = b"id:0489 sub:001 stat:DELIVRD err:000 text:" + "Привет".encode("utf-16-be")
    receipt = read_receipt(raw, tlvs={0x001E: b"1d305b4c\0", 0x0427: b"\x02"})
    assert (receipt.id, receipt.stat, receipt.raw) == ("1d305b4c", "DELIVRD", raw)


def test_a_word_that_the_parameter_says_better() -> None:
    receipt = read_receipt(b"id:7 stat:FAILED err:051", tlvs={0x0427: b"\x05"})
    assert (receipt.state.value, receipt.decides, receipt.stat) == ("undeliverable", True, "FAILED")
