"""The rules for message IDs and numbers, one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.history.match import id_key, is_someone_else, nameless_key, other_notations


@pytest.mark.parametrize(
    ("one", "other"),
    [("00AB", "ab"), (" 17 ", "17"), ("0000", "0"), ("11041301030001006668", "0011041301030001006668")],
)
def test_ids_that_are_alike(one: str, other: str) -> None:
    assert id_key(one) == id_key(other)


def test_ids_that_are_not_alike() -> None:
    assert len({id_key(each) for each in ("", "0", "1", "10", "a-1", "a1")}) == 6


@given(st.integers(min_value=0, max_value=10**20))
def test_decimal_and_hexadecimal_find_each_other_both_ways(number: int) -> None:
    decimal, hexadecimal = str(number), f"{number:X}"
    assert id_key(decimal) in other_notations(hexadecimal) | {id_key(hexadecimal)}
    assert id_key(hexadecimal) in other_notations(decimal) | {id_key(decimal)}


@given(st.text(max_size=70))
def test_any_id_has_notations(smsc_id: str) -> None:
    assert id_key(smsc_id) not in other_notations(smsc_id)


def test_receipts_without_id_are_told_apart_by_their_octets() -> None:
    assert nameless_key(b"a") == nameless_key(b"a") != nameless_key(b"b")
    assert id_key(nameless_key(b"a")) != id_key("")


@pytest.mark.parametrize(
    ("source", "destination", "expected"),
    [
        ("8613800000001", "YCloud", False),
        ("13800000001", "YCloud", False),
        ("+86 138 0000 0001", "YCloud", False),
        ("YCloud", "8613800000001", False),
        ("8613800000002", "YCloud", True),
        ("8613800000002", "10086", True),
        ("138****0001", "YCloud", False),
        ("", "", False),
        ("10086", "", True),
    ],
)
def test_who_a_receipt_is_about(source: str, destination: str, expected: bool) -> None:
    assert is_someone_else("8613800000001", source, destination) is expected


def test_short_codes_are_compared_whole() -> None:
    assert is_someone_else("10086", "110086", "")
    assert not is_someone_else("10086", "10086", "")
