"""Texts are cut within the limits, and an independent reader joins them to the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smpplib import consts, gsm

from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.graphemes import clusters
from ycloud_console.sms.segments import (
    MAX_PARTS,
    LongMode,
    NotInAlphabet,
    Split,
    TextTooLong,
    measure,
    new_reference,
    split,
    text_json,
)

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
LIMITS = {
    Alphabet.GSM7: {LongMode.UDH8: 153, LongMode.UDH16: 152, LongMode.SAR: 153},
    Alphabet.UCS2: {LongMode.UDH8: 67, LongMode.UDH16: 66, LongMode.SAR: 67},
}
SINGLE = {Alphabet.GSM7: 160, Alphabet.UCS2: 70}

gsm_characters = "abc @£èÇ\nΩ^{}\\[~]|€\f"
texts = st.one_of(
    st.text(max_size=600),
    st.text(alphabet=gsm_characters, max_size=900),
    st.lists(st.sampled_from(["a", "短", "😀", FAMILY, "e\u0301", "🇸🇬", "क्ष", "“", "각"]), max_size=300).map(
        "".join
    ),
)
cutting_modes = st.sampled_from([LongMode.UDH8, LongMode.UDH16, LongMode.SAR])


def joined(result: Split) -> str:
    """What a phone shows, by smpplib's tables and Python's UTF-16."""
    octets = b"".join(part.user_data for part in result.parts)
    if result.alphabet is Alphabet.UCS2:
        return octets.decode("utf-16-be")
    table = dict(enumerate(gsm.GSM_CHARACTER_TABLE))
    table[0x5F], table[0x8A] = "§", "\f"  # its table lacks these two
    text, escaped = [], False
    for octet in octets:
        if octet == 0x1B and not escaped:
            escaped = True
            continue
        text.append(table[octet + 0x80 if escaped else octet])
        escaped = False
    return "".join(text)


@given(texts, cutting_modes)
def test_parts_join_to_the_text_and_keep_the_limits(text: str, mode: LongMode) -> None:
    result = split(text, long_mode=mode, reference=7)
    assert joined(result) == text
    assert "".join(part.text for part in result.parts) == text
    limit = SINGLE[result.alphabet] if len(result.parts) <= 1 else LIMITS[result.alphabet][mode]
    for number, part in enumerate(result.parts, 1):
        assert part.number == number
        assert 0 < part.units <= limit
        width = 2 if result.alphabet is Alphabet.UCS2 else 1
        assert len(part.user_data) == part.units * width
        part.user_data.decode("utf-16-be" if width == 2 else "latin-1")  # no half a surrogate pair
        if width == 1:
            assert not part.user_data.endswith(b"\x1b")


@given(texts, st.sampled_from(LongMode), st.sampled_from([None, Alphabet.UCS2]))
def test_the_meter_counts_what_is_sent(text: str, mode: LongMode, alphabet: Alphabet | None) -> None:
    meter = measure(text, long_mode=mode, alphabet=alphabet)
    result = split(text, long_mode=mode, alphabet=alphabet)
    assert meter.units_per_segment == tuple(part.units for part in result.parts)
    assert meter.segments == len(result.parts)
    assert meter.units == sum(meter.units_per_segment)
    assert (meter.encoding, meter.forcing) == (result.alphabet, result.forcing)
    assert meter.remaining >= 0
    assert meter.charged == len(split(text, alphabet=alphabet).parts) or mode is not LongMode.PAYLOAD


@given(texts, st.integers(1, 20))
def test_remaining_is_what_still_fits(text: str, more: int) -> None:
    meter = measure(text)
    filled = measure(text + "a" * meter.remaining)
    assert filled.remaining == 0
    assert filled.segments == max(1, meter.segments)
    assert measure(text + "a" * (meter.remaining + more)).segments > filled.segments


@given(texts, cutting_modes)
def test_what_looks_like_one_character_stays_together(text: str, mode: LongMode) -> None:
    result = split(text, long_mode=mode, alphabet=Alphabet.UCS2)
    cuts, position = set(), 0
    for part in result.parts[:-1]:
        position += len(part.text)
        cuts.add(position)
    position = 0
    for cluster in clusters(text):
        inside = range(position + 1, position + len(cluster))
        if len(cluster.encode("utf-16-be")) // 2 <= LIMITS[Alphabet.UCS2][mode]:
            assert not cuts.intersection(inside)
        position += len(cluster)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("a" * 160, [160]),
        ("a" * 161, [153, 8]),
        ("a" * 306, [153, 153]),
        ("a" * 307, [153, 153, 1]),
        ("€" * 80, [160]),
        ("€" * 100, [152, 48]),
        ("a" + "€" * 80, [153, 8]),
        ("短" * 70, [70]),
        ("短" * 71, [67, 4]),
        ("短" * 600, [67] * 8 + [64]),
        ("😀" * 35, [70]),
        ("😀" * 36, [66, 6]),
        ("a" * 69 + "😀", [67, 4]),
        ("短" * 60 + FAMILY, [60, 11]),
        ("短" * 66 + "e\u0301" + "短" * 5, [66, 7]),
        ("\u0301" * 71, [67, 4]),
        ("", []),
    ],
)
def test_counts(text: str, units: list[int]) -> None:
    assert list(measure(text).units_per_segment) == units


def test_other_limits() -> None:
    assert measure("a" * 161, long_mode=LongMode.UDH16).units_per_segment == (152, 9)
    assert measure("短" * 71, long_mode=LongMode.UDH16).units_per_segment == (66, 5)
    assert measure("ç" * 141, alphabet=Alphabet.LATIN1).units_per_segment == (134, 7)
    assert measure("a" * 161, alphabet=Alphabet.ASCII).units_per_segment == (153, 8)


def test_user_data_headers() -> None:
    eight = split("a" * 161, reference=0x1234)
    assert [part.udh.hex() for part in eight.parts] == ["050003340201", "050003340202"]
    sixteen = split("a" * 161, reference=0x1234, long_mode=LongMode.UDH16)
    assert [part.udh.hex() for part in sixteen.parts] == ["06080412340201", "06080412340202"]
    assert split("short", reference=5).parts[0].udh == b""


def test_sar_parameters() -> None:
    parts = split("a" * 161, reference=0x1234, long_mode=LongMode.SAR).parts
    assert parts[1].tlvs == ((0x020C, b"\x12\x34"), (0x020E, b"\x02"), (0x020F, b"\x02"))
    assert parts[0].udh == b""
    assert split("short", long_mode=LongMode.SAR).parts[0].tlvs == ()


@pytest.mark.parametrize("text", ["short", "短信" * 300])
def test_payload_goes_whole(text: str) -> None:
    (part,) = split(text, long_mode=LongMode.PAYLOAD).parts
    ((tag, value),) = part.tlvs
    assert tag == 0x0424
    assert value.decode("ascii" if text == "short" else "utf-16-be") == text
    assert (part.user_data, part.udh) == (b"", b"")
    assert measure(text, long_mode=LongMode.PAYLOAD).charged == measure(text).segments


def test_too_long() -> None:
    assert len(split("a" * 153 * MAX_PARTS).parts) == MAX_PARTS
    with pytest.raises(TextTooLong, match="256 segments"):
        split("a" * (153 * MAX_PARTS + 1))
    assert measure("a" * (153 * MAX_PARTS + 1)).segments == 256
    split("a" * 65_535, long_mode=LongMode.PAYLOAD)
    with pytest.raises(TextTooLong, match="65536 octets"):
        split("a" * 65_536, long_mode=LongMode.PAYLOAD)


def test_a_forced_alphabet_names_what_it_lacks() -> None:
    with pytest.raises(NotInAlphabet, match="U\\+00E7") as error:
        split("façade 短", alphabet=Alphabet.GSM7)
    assert error.value.characters == ("ç", "短")
    with pytest.raises(NotInAlphabet):
        measure("€", alphabet=Alphabet.LATIN1)


def test_surrogates_that_came_apart() -> None:
    assert measure("a" * 66 + "\ud83d\ude00" + "a" * 5).units_per_segment == (66, 7)
    (part,) = split("a\ud83d").parts
    assert part.user_data == b"\x00a\xd8\x3d"


def test_json() -> None:
    assert text_json("Hi “you” 😀") == {
        "encoding": "UCS-2",
        "segments": 1,
        "units": 11,
        "units_per_segment": [11],
        "remaining": 59,
        "forcing": ["“", "”", "😀"],
    }
    assert text_json("") == {
        "encoding": "GSM-7",
        "segments": 0,
        "units": 0,
        "units_per_segment": [],
        "remaining": 160,
        "forcing": [],
    }


def test_the_limits_are_smpplibs() -> None:
    single, part = SINGLE, LIMITS[Alphabet.GSM7]
    assert (single[Alphabet.GSM7], part[LongMode.UDH8]) == (consts.SEVENBIT_LENGTH, consts.SEVENBIT_PART_SIZE)
    part = LIMITS[Alphabet.UCS2]
    assert single[Alphabet.UCS2] * 2 == consts.UCS2_LENGTH
    assert part[LongMode.UDH8] * 2 == consts.UCS2_PART_SIZE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab", ["a", "b"]),
        (FAMILY + "a", [FAMILY, "a"]),
        ("🇸🇬🇨🇳🇸", ["🇸🇬", "🇨🇳", "🇸"]),
        ("👍🏽x", ["👍🏽", "x"]),
        ("❤\ufe0f1\ufe0f\u20e3", ["❤\ufe0f", "1\ufe0f\u20e3"]),
        ("\u1100\u1161\u11a8\u1100\u1161", ["\u1100\u1161\u11a8", "\u1100\u1161"]),
        ("क्षि", ["क्षि"]),
        ("短信", ["短", "信"]),
    ],
)
def test_clusters(text: str, expected: list[str]) -> None:
    assert list(clusters(text)) == expected


@given(st.sets(st.integers(0, 255)))
def test_a_reference_is_not_one_that_is_out(outstanding: set[int]) -> None:
    reference = new_reference(outstanding, 8)
    assert 0 <= reference <= 255
    assert reference not in outstanding or len(outstanding) == 256


def test_references() -> None:
    assert new_reference(list(range(255)), 8) == 255
    assert 0 <= new_reference(range(256), 8) <= 255
    assert len({new_reference((), 16) for _ in range(50)}) > 10


def test_the_same_text_cut_again_differs_in_its_reference_alone() -> None:
    text = "我的验证码一直没有收到，请帮忙查一下。" * 8
    for mode in (LongMode.UDH16, LongMode.UDH8, LongMode.SAR):
        one = split(text, reference=0x11, long_mode=mode)
        other = split(text, reference=0x22, long_mode=mode)
        assert len(one.parts) == len(other.parts) > 1
        for first, second in zip(one.parts, other.parts, strict=True):
            assert first.user_data == second.user_data
            assert (first.udh, first.tlvs) != (second.udh, second.tlvs)
    assert split(text, alphabet=None, default=Alphabet.GSM7).alphabet is Alphabet.UCS2
    assert split("plain", long_mode=LongMode.UDH8).parts[0].user_data == b"plain"
