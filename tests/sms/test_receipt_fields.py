"""The ordinary form of a receipt's text, read at one go, gives what the tolerant way gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ycloud_console.sms.receipt_dates import read_dates
from ycloud_console.sms.receipt_fields import _ORDINARY, Fields, _read, read_fields

YCLOUD = (
    "id:11041301030001006668 sub:001 dlvrd:001 submit date:2111040501 done date:2111040502"
    " stat:DELIVRD err:0 text:none"
)
APPENDIX_B = YCLOUD.replace("err:0 text:none", "err:000 Text: . . . . . . . . .")
KEYS = ("id", "sub", "dlvrd", "submit date", "done date", "stat", "err", "text")

ODD_KEYS = [
    *KEYS,
    "Id",
    "STAT",
    "submit_date",
    "donedate",
    "done \t date",
    "Text",
    "ſub",
    "ıd",
    "messageid",
    "",
]
ODD_VALUES = [
    *(
        "",
        " ",
        "0",
        "-1",
        "0A1",
        "001,",
        "none",
        "DELIVRD;",
        "delivrd",
        "FAILED:Mob. Abst.|ext",
        "3f-2a_b.c@d",
    ),
    *(
        "a:1",
        "id",
        "submit",
        "done",
        "date",
        "text",
        "x" * 65,
        "x" * 66,
        "9" * 18,
        "9" * 19,
        "é",
        "٣",
        "\0",
        "_",
    ),
    *("211104050130", "202111040501", "20211104050130", "211104050130032-", "000000000010000R", "NULL"),
    *(
        "2021-11-04",
        "2021-11-04 05:01:30",
        "2021-11-04T13:01:30+08:00",
        "2021/11/04 05:01",
        "2021-11-04T0501",
    ),
    *("id:2", " id:2", "stat:EXPIRED err:5", "xid:2", "x err : 5", "DELIVRDerr:000", "ſtat:A", "two  words "),
    *(
        "text:",
        "text: id:3",
        " ",
        "\x1f",
        "【签名】",
        "https://x.y/?id:5",
        "a" * 254,
        "a" * 255,
        "xid:" * 1100,
    ),
]
ODD_GAPS = ["", "  ", "\r\n", "\t", ",", ", ", "|", "_", "\xa0", "\x85", "\x1c", "\0", " DLR "]
ODD_COLONS = ["", "::", ": ", " :", "=", ":\0", ": :"]


def pieces(values: list[str]) -> list[str]:
    """Gap, key, colon and value of each field; joined, they are a receipt."""
    found = [piece for key, value in zip(KEYS, values, strict=True) for piece in (" ", key, ":", value)]
    return ["", *found[1:]]


@st.composite
def near_ordinary(draw: st.DrawFn) -> str:
    """An ordinary receipt in which up to three pieces are odd, and some fields are missing or come twice."""
    word = st.text("aidstx0_", min_size=1, max_size=8)
    digits = st.text("0123456789", min_size=1, max_size=14)
    values = [draw(kind) for kind in (word, digits, digits, digits, digits, word, word, st.text(max_size=12))]
    receipt = pieces(values)
    odd = (ODD_GAPS, ODD_KEYS, ODD_COLONS, ODD_VALUES)
    for at in draw(st.lists(st.integers(0, len(receipt) - 1), max_size=3)):
        receipt[at] = draw(st.sampled_from(odd[at % 4]) | st.text(max_size=4))
    fields = ["".join(receipt[at : at + 4]) for at in range(0, len(receipt), 4)]
    for at in draw(st.lists(st.integers(0, len(fields) - 1), max_size=1)):
        again = draw(st.sampled_from(["", fields[at] * 2, fields[at] + draw(st.sampled_from(fields))]))
        fields[at] = again
    return "".join(fields)


def tolerant(text: str) -> Fields:
    return _read(text)[0]


@settings(max_examples=300)
@given(near_ordinary())
@example(APPENDIX_B)
@example(YCLOUD.removesuffix(" text:none"))
def test_both_ways_read_the_same(text: str) -> None:
    assert read_fields(text) == tolerant(text)


@pytest.mark.parametrize("text", [YCLOUD, APPENDIX_B])
def test_every_odd_piece_alone(text: str) -> None:
    """Each odd gap, key, colon and value in each place: for what stands there, before it and behind it."""
    values = list(tolerant(text).values.values())
    usual = pieces(values)
    for at, piece in enumerate(usual):
        for odd in (*ODD_GAPS, *ODD_KEYS, *ODD_COLONS, *ODD_VALUES):
            for put in (odd, odd + piece, piece + odd):
                receipt = "".join([*usual[:at], put, *usual[at + 1 :]])
                assert read_fields(receipt) == tolerant(receipt)


@pytest.mark.parametrize("key", KEYS)
def test_every_letter_in_a_key_of_the_text(key: str) -> None:
    """A letter that is another one's capital must not make a key in the text that is seen one way only."""
    for number in range(0x250):
        for at in range(len(key)):
            receipt = f"{YCLOUD[: -len('none')]}{key[:at]}{chr(number)}{key[at + 1 :]}:5"
            assert read_fields(receipt) == tolerant(receipt)


@pytest.mark.parametrize(
    "text",
    [
        YCLOUD,
        APPENDIX_B,
        YCLOUD.removesuffix(" text:none"),
        YCLOUD.replace("none", "Your code: 123456, id:5"),
        YCLOUD.replace("none", ""),
        YCLOUD.replace("2111040501", "211104050130"),
        YCLOUD.replace("2111040501", "211104050130032+"),
        YCLOUD.replace("id:1104", "id:3f-2a_b.c@d"),
        YCLOUD.replace("DELIVRD", "undeliv").replace("err:0", "err:0A1"),
    ],
)
def test_the_ordinary_form(text: str) -> None:
    assert _ORDINARY.fullmatch(text)
    assert read_fields(text) == tolerant(text)


def test_a_date_is_read_in_its_own_zone_and_by_its_own_reference() -> None:
    """The same text again and again, as receipts of several accounts bring it."""
    east = timezone(timedelta(hours=8))
    for zone, hour in ((UTC, 5), (east, 21), (ZoneInfo("Asia/Shanghai"), 21), (UTC, 5)):
        submit, done = read_dates("2111040501", "211104050130", zone, None)
        day = 4 if hour == 5 else 3
        assert submit == datetime(2021, 11, day, hour, 1, tzinfo=UTC)
        assert done == datetime(2021, 11, day, hour, 1, 30, tzinfo=UTC)
    # 2012-11-10 05:01 or 2020-12-11 10:05:01
    for near, year in ((2012, 2012), (2020, 2020), (2012, 2012)):
        found, _ = read_dates("201211100501", "", UTC, datetime(near, 11, 10, tzinfo=UTC))
        assert found is not None
        assert found.year == year
    _, late = read_dates("2111040501", "000000000010000R", UTC, None)
    assert late == datetime(2021, 11, 4, 5, 1, 10, tzinfo=UTC)
    _, later = read_dates("2111040502", "000000000010000R", UTC, None)
    assert later == datetime(2021, 11, 4, 5, 2, 10, tzinfo=UTC)
