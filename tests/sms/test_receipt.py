"""Receipts as YCloud writes them, as others do, and as nobody should."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.sms.message import MessageState
from ycloud_console.sms.receipt import (
    is_receipt,
    looks_like_receipt,
    problem_sentence,
    problem_sentences,
    read_receipt,
    read_receipt_text,
    receipt_json,
)

FIELDS = [
    "id:11041301030001006668",
    "sub:001",
    "dlvrd:001",
    "submit date:2111040501",
    "done date:2111040502",
    "stat:DELIVRD",
    "err:0",
]
YCLOUD = " ".join(FIELDS) + " text:none"
READ: dict[str, Any] = {
    "id": "11041301030001006668",
    "sub": 1,
    "dlvrd": 1,
    "submit_date": "2021-11-04T05:01:00Z",
    "done_date": "2021-11-04T05:02:00Z",
    "stat": "DELIVRD",
    "err": "0",
    "text": "none",
    "state": "delivered",
    "problems": [],
}
NEAR = datetime(2021, 11, 4, 5, 0, tzinfo=UTC)


def read(text: str) -> dict[str, Any]:
    return receipt_json(read_receipt_text(text))


def test_ycloud() -> None:
    assert read(YCLOUD) == READ
    assert list(read(YCLOUD)) == list(READ)


@pytest.mark.parametrize(
    "text",
    [
        YCLOUD.upper().replace("NONE", "none"),
        YCLOUD.replace(":", ": "),
        YCLOUD.replace(":", " : "),
        YCLOUD.replace(" ", "  ").replace("submit  date", "submit   date"),
        YCLOUD.replace("submit date", "submitdate").replace("done date", "donedate"),
        YCLOUD.replace("submit date", "submit_date").replace("done date", "Done_Date"),
        YCLOUD.replace(" sub", ",sub").replace(" dlvrd", ", dlvrd").replace(" err", ";err"),
        YCLOUD.replace("001 ", "001")
        .replace("501 ", "501")
        .replace("DELIVRD ", "DELIVRD")
        .replace("0 t", "0t"),
        " ".join(reversed(FIELDS)) + " text:none",
        "\r\n" + YCLOUD.replace(" ", "\r\n").replace("submit\r\n", "submit ").replace("done\r\n", "done "),
        YCLOUD + "\0\0",
        YCLOUD.replace("DELIVRD", "DELI\0VRD"),
        YCLOUD.replace("stat:DELIVRD", "stat:delivrd"),
        "DLR report " + YCLOUD,
    ],
)
def test_case_order_and_spacing(text: str) -> None:
    assert read(text) == READ


@pytest.mark.parametrize("codec", ["latin-1", "utf-16-be", "utf-16-le", "utf-16"])
@pytest.mark.parametrize("data_coding", [0, 3, 8])
def test_octets_are_read_whatever_data_coding_says(codec: str, data_coding: int) -> None:
    raw = YCLOUD.encode(codec)
    receipt = read_receipt(raw, data_coding=data_coding)
    assert receipt_json(receipt) == READ
    assert receipt.raw == raw
    assert looks_like_receipt(raw, data_coding)


def test_utf16_keeps_a_chinese_text() -> None:
    receipt = read_receipt("id:7 stat:REJECTD err:018 text:【签名】短信".encode("utf-16-be"), data_coding=8)
    assert (receipt.text, receipt.err, receipt.state) == ("【签名】短信", "018", MessageState.REJECTED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id:1 stat:DELIVRD text:id:2 stat:EXPIRED err:5", {"id": "1", "text": "id:2 stat:EXPIRED err:5"}),
        ("id:1 text:stat:DELIVRD", {"stat": "DELIVRD", "text": ""}),
        ("id:1 text: stat:DELIVRD err:003", {"stat": "DELIVRD", "err": "003", "text": ""}),
        ("id:1 text: id:2 stat:DELIVRD", {"id": "1", "stat": "", "text": "id:2 stat:DELIVRD"}),
        ("id:1 text:hi stat:DELIVRD", {"stat": "", "text": "hi stat:DELIVRD", "state": "unknown"}),
        ("id:1 stat:DELIVRD text:", {"text": ""}),
        ("id:1 stat:DELIVRD text: two  words ", {"text": "two  words"}),
        ("id:1 stat:DELIVRD Text:https://x.y/?id:5", {"text": "https://x.y/?id:5"}),
        ("id:a id:b stat:EXPIRED stat:DELIVRD", {"id": "a", "stat": "EXPIRED", "state": "expired"}),
        ("id: sub:001 stat:DELIVRD", {"id": "", "sub": 1, "stat": "DELIVRD"}),
        ("id:1 sub: stat: err:", {"sub": None, "stat": "", "err": "", "state": "unknown"}),
        ("id:1 sub:x dlvrd:-1 stat:DELIVRD", {"sub": None, "dlvrd": None}),
        ("id:1 sub:٣ dlvrd:²", {"sub": None, "dlvrd": None}),
        ("id:1 sub:" + "9" * 5000, {"sub": None}),
        ("messageid:7 id:1 stat:DELIVRD", {"id": "1"}),
        ("id:" + "a" * 65, {"id": "a" * 65}),
        ("id:3F-2a_b.c@d stat:DELIVRD", {"id": "3F-2a_b.c@d"}),
        ("id:00042 err:0A1", {"id": "00042", "err": "0A1"}),
        ("id:1 err:21b", {"err": "21b"}),
        ("id:1 stat:FAILED:Mob. Abst.|ext err:100", {"stat": "FAILED", "err": "100"}),
        ("id:a:1 stat:DELIVRD", {"id": "a:1"}),
        ("id:1 submit date:2013-02-17 00:04:29 stat:DELIVRD", {"submit_date": "2013-02-17T00:04:29Z"}),
        ("id:1 err:000", {"err": "000"}),
        ("id:1 err:954 stat:UNDELIV", {"err": "954", "state": "undeliverable"}),
        ("id:1 done date:180903120816 DELIVRD err:000", {"done_date": "2018-09-03T12:08:16Z", "stat": ""}),
        ("hello", {"id": "", "stat": "", "err": "", "text": "", "sub": None, "done_date": None}),
        ("", {"id": "", "state": "unknown"}),
    ],
)
def test_oddities(text: str, expected: dict[str, Any]) -> None:
    result = read(text)
    assert {key: result[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("word", "state", "decides"),
    [
        ("DELIVRD", MessageState.DELIVERED, True),
        ("EXPIRED", MessageState.EXPIRED, True),
        ("DELETED", MessageState.DELETED, True),
        ("UNDELIV", MessageState.UNDELIVERABLE, True),
        ("REJECTD", MessageState.REJECTED, True),
        ("UNKNOWN", MessageState.UNKNOWN, True),
        ("DELIVERD", MessageState.DELIVERED, True),
        ("ACCEPTD", MessageState.ACCEPTED, True),
        ("enroute", MessageState.ACCEPTED, True),
        ("FAILED", MessageState.UNKNOWN, False),
        ("BUFFERED", MessageState.UNKNOWN, False),
        ("", MessageState.UNKNOWN, False),
    ],
)
def test_states(word: str, state: MessageState, decides: bool) -> None:
    receipt = read_receipt(f"id:1 stat:{word} err:0".encode())
    assert (receipt.state, receipt.decides, receipt.stat) == (state, decides, word.upper())
    assert bool(receipt.problems) is not decides


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2111040501", "2021-11-04T05:01:00Z"),
        ("211104050130", "2021-11-04T05:01:30Z"),
        ("202111040501", "2021-11-04T05:01:00Z"),
        ("20211104050130", "2021-11-04T05:01:30Z"),
        ("211104050130000+", "2021-11-04T05:01:30Z"),
        ("211104050130532+", "2021-11-03T21:01:30.500000Z"),
        ("211104050130032-", "2021-11-04T13:01:30Z"),
        ("000000000010000R", "2021-11-04T05:00:10Z"),
        ("2113040501", None),
        ("2021-11-04 05:01:30", "2021-11-04T05:01:30Z"),
        ("2021/11/04 05:01", "2021-11-04T05:01:00Z"),
        ("2021-11-04T13:01:30+08:00", "2021-11-04T05:01:30Z"),
        ("2021-11-04T05:01:30.5Z", "2021-11-04T05:01:30.500000Z"),
        ("2021-11-34 05:01:30", None),
        ("2021-11-04", None),
        ("2111040561", None),
        ("211104", None),
        ("000000000000", None),
        ("99999999999999", None),
        ("NULL", None),
        ("２１１１０４０５０１", None),
        ("1" * 5000, None),
    ],
)
def test_dates(written: str, expected: str | None) -> None:
    receipt = read_receipt_text(f"id:1 stat:DELIVRD done date:{written}", near=NEAR, zone=UTC)
    assert receipt_json(receipt)["done_date"] == expected
    assert bool(receipt.problems) is (expected is None)


@pytest.mark.parametrize(
    ("submit", "done", "near", "expected"),
    [
        # 2012-11-10 05:01 or 2020-12-11 10:05:01
        ("", "201211100501", None, "2020-12-11T10:05:01Z"),
        ("", "201211100501", datetime(2012, 11, 10, tzinfo=UTC), "2012-11-10T05:01:00Z"),
        ("", "201211100501", datetime(2020, 12, 11, tzinfo=UTC), "2020-12-11T10:05:01Z"),
        ("1211100500", "201211100501", None, "2012-11-10T05:01:00Z"),
        ("2012111005", "201211100501", None, "2020-12-11T10:05:01Z"),
        ("20121110050000", "201211100501", None, "2012-11-10T05:01:00Z"),
        ("201211100501", "201211100502", None, "2020-12-11T10:05:02Z"),
    ],
)
def test_twelve_digits_mean_the_date_nearest_to_the_submit(
    submit: str, done: str, near: datetime | None, expected: str
) -> None:
    receipt = read_receipt_text(f"id:1 submit date:{submit} done date:{done}", near=near)
    assert receipt_json(receipt)["done_date"] == expected


def test_an_ambiguous_submit_follows_a_clear_done_date() -> None:
    assert read("id:1 submit date:201211100501 done date:1211100502")["submit_date"] == "2012-11-10T05:01:00Z"


def test_a_relative_done_date_counts_from_the_submit_date() -> None:
    text = "id:1 submit date:2111040501 done date:000000000130000R"
    assert read(text)["done_date"] == "2021-11-04T05:02:30Z"
    assert read("id:1 done date:000000000130000R")["done_date"] is None


def test_dates_are_in_the_accounts_zone() -> None:
    receipt = read_receipt(YCLOUD.encode(), zone=timezone(timedelta(hours=8)))
    assert receipt.submit_date == datetime(2021, 11, 3, 21, 1, tzinfo=UTC)
    edge = read_receipt(b"id:1 done date:00010101000000", zone=timezone(timedelta(hours=8)))
    assert edge.done_date is None


def test_parameters_override_the_text_and_conflicts_are_said() -> None:
    tlvs = {0x001E: b"ABC\0", 0x0427: b"\x05", 0x0423: b"\x03\x00\x12"}
    receipt = read_receipt(YCLOUD.encode(), tlvs=tlvs)
    assert (receipt.id, receipt.state, receipt.err) == ("ABC", MessageState.UNDELIVERABLE, "GSM 18")
    assert (receipt.network_error, receipt.message_state, receipt.stat) == ("GSM 18", 5, "DELIVRD")
    assert len(receipt.problems) == 2
    assert receipt.problems[0].key == "conflict"
    assert "receipted_message_id" in problem_sentence(receipt.problems[0])


def test_parameters_that_agree_are_no_conflict() -> None:
    tlvs = {0x001E: b"7\0", 0x0427: b"\x02", 0x0423: b"\x03\x00\x00"}
    receipt = read_receipt(b"id:7 stat:DELIVRD err:000", tlvs=tlvs)
    assert (receipt.problems, receipt.err, receipt.network_error) == ((), "000", "GSM 0")


def test_no_network_error_takes_back_no_error_of_the_text() -> None:
    receipt = read_receipt(b"id:7 stat:REJECTD err:18", tlvs={0x0423: b"\x03\x00\x00"})
    assert receipt.err == "18"
    assert len(receipt.problems) == 1


def test_a_receipt_of_parameters_alone() -> None:
    receipt = read_receipt(b"", tlvs={0x001E: b"7\0", 0x0427: b"\x02"})
    assert (receipt.id, receipt.state, receipt.decides, receipt.problems) == (
        "7",
        MessageState.DELIVERED,
        True,
        (),
    )


def test_the_text_in_message_payload() -> None:
    receipt = read_receipt(b"", tlvs={0x0424: YCLOUD.encode()})
    assert receipt_json(receipt) == READ
    assert receipt.raw == YCLOUD.encode()


@pytest.mark.parametrize(
    "tlvs", [{0x0427: b""}, {0x0427: b"\x01\x02"}, {0x0427: b"\x63"}, {0x0423: b"\x03"}, {0x0423: b""}]
)
def test_a_damaged_parameter_leaves_the_text(tlvs: dict[int, bytes]) -> None:
    receipt = read_receipt(YCLOUD.encode(), tlvs=tlvs)
    assert (receipt.state, receipt.err) == (MessageState.DELIVERED, "0")
    assert len(receipt.problems) == 1


def test_problems_in_chinese() -> None:
    (problem,) = problem_sentences(read_receipt_text("hello").problems, "zh_CN")[:1]
    assert "送达回执" in problem
    assert "“id:”" in problem_sentence(read_receipt_text("hello").problems[0])


@given(
    st.one_of(st.binary(), st.binary().map(lambda tail: b"id:" + tail)),
    st.dictionaries(st.sampled_from([0x1E, 0x423, 0x424, 0x427, 5]), st.binary(max_size=5)),
    st.integers(0, 255),
)
def test_any_octets_are_read(raw: bytes, tlvs: dict[int, bytes], coding: int) -> None:
    receipt = read_receipt(raw, tlvs=tlvs, data_coding=coding)
    assert receipt.raw == (raw or tlvs.get(0x424, b""))
    json.dumps(receipt_json(receipt))
    looks_like_receipt(raw, coding)


_KEYS = ["id", "sub", "dlvrd", "submit date", "done date", "stat", "err", "text"]
_PIECES = st.sampled_from(
    [*_KEYS, ":", " ", "1", "2111040501", "DELIVRD", "\0", "x", "_", "R", "短", "\ud83d"]
)


@given(st.lists(_PIECES).map("".join))
def test_any_text_is_read(text: str) -> None:
    json.dumps(read(text))


@given(
    st.permutations([key for key in _KEYS if key != "text"]),
    st.sampled_from([" ", "  ", "\n", ",", "; "]),
    st.text(alphabet=st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=65),
)
def test_the_order_does_not_matter(keys: list[str], separator: str, message_id: str) -> None:
    values = {
        "id": message_id,
        "sub": "002",
        "dlvrd": "001",
        "submit date": "2111040501",
        "done date": "2111040502",
        "stat": "EXPIRED",
        "err": "21b",
    }
    receipt = read_receipt(separator.join(f"{key}:{values[key]}" for key in keys).encode())
    assert (receipt.id, receipt.sub, receipt.dlvrd) == (message_id, 2, 1)
    assert (receipt.stat, receipt.err, receipt.problems) == ("EXPIRED", "21b", ())
    assert receipt.submit_date == datetime(2021, 11, 4, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "piece",
    ["id:1 ", "sub:", "id", "submit ", "submit_ ", "\0i\0d\0:", "0stat:", "x_err:", " ", "1", "text:", " \0"],
)
def test_a_hostile_megabyte_is_read(piece: str) -> None:
    """Reading it in quadratic time would take minutes, and run into the time-out of every test."""
    raw = b"id:" + piece.encode() * (1_000_000 // len(piece))
    assert read_receipt(raw).raw == raw
    assert not looks_like_receipt(raw)


def test_too_many_fields_are_said() -> None:
    assert read("id:1 " * 1000)["problems"] == read("id:1")["problems"]
    assert "first 1000" in read("id:1 " * 1001)["problems"][0]
    assert read("id:1 text:" + "id:1 " * 2000)["problems"] == read("id:1 text:x")["problems"]


@pytest.mark.parametrize(
    ("esm_class", "expected"),
    [(0x00, False), (0x04, True), (0x20, True), (0x44, True), (0xC4, True), (0x08, False), (0x10, False)],
)
def test_esm_class(esm_class: int, expected: bool) -> None:
    assert is_receipt(esm_class) is expected
    assert is_receipt(esm_class | 0x03) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (YCLOUD, True),
        ("id:1 stat:DELIVRD err:000", True),
        ("stat:DELIVRD id:1 done date:2111040501", True),
        ("id:1 stat:DELIVRD", False),
        ("my id: 5, status: fine", False),
        ("Why did I get " + YCLOUD, False),
        ("hello", False),
        ("", False),
    ],
)
def test_what_plainly_is_a_receipt(text: str, expected: bool) -> None:
    assert looks_like_receipt(text.encode(), 0) is expected
