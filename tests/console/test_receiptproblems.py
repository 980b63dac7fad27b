"""What is wrong with a receipt, kept as data and said in either language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.console.receiptproblems import keep_problems, kept_problems
from ycloud_console.smpp.faults import Fault
from ycloud_console.sms.receipt import read_receipt_text


def test_kept_and_said_in_both_languages() -> None:
    receipt = read_receipt_text("id:1 stat:FOO sub:x done date:never")
    kept = keep_problems([Fault("octets_left", (3,))], receipt.problems, "Nowhere/Land")
    english, chinese = kept_problems(kept), kept_problems(kept, "zh_CN")
    assert len(english) == len(chinese) == 5
    assert english[0] == "3 octets at the end are too few for an optional parameter."
    assert "Nowhere/Land" in english[1]
    assert "Nowhere/Land" in chinese[1]
    assert any("“FOO”" in sentence for sentence in english)
    assert all(any("\u4e00" <= character <= "\u9fff" for character in sentence) for sentence in chinese)


def test_nothing_wrong_is_kept_as_nothing() -> None:
    assert keep_problems((), ()) == ""
    assert kept_problems("") == ()


@pytest.mark.parametrize(
    "kept",
    [
        "“FOO” is not a state SMPP knows; it decides nothing.; The receipt has no message ID.",
        '[["receipt","a problem of a later version"]]',
        '[["receipt","conflict","too few values"]]',
        '[["pdu"]]',
        "[[1,2,3]]x",
        "17",
        "null",
    ],
)
def test_what_it_did_not_write_is_shown_as_it_is(kept: str) -> None:
    assert kept_problems(kept) == (kept,)


@given(st.text())
def test_any_receipt_s_problems_come_back(text: str) -> None:
    problems = read_receipt_text(f"id:{text} stat:{text}").problems
    assert len(kept_problems(keep_problems((), problems))) == len(problems)
