"""What is shown of texts and numbers while others look on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.sms.masking import Mask
from ycloud_console.sms.receipt_fields import read_fields

BOTH = Mask(texts=True, numbers=True)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+6581234567", "+65 •••• 4567"),
        ("+65 8123 4567", "+65 •••• 4567"),
        ("+14155551234", "+1 •••• 1234"),
        ("+8613800138000", "+86 •••• 8000"),
        ("+35312345678", "+353 •••• 5678"),
        # Without a + nobody knows what is a calling code.
        ("6581234567", "•••• 4567"),
        # Of a short number not more than half.
        ("10086", "•••• 86"),
        ("1234", "•••• 34"),
        ("5", "••••"),
        ("+6", "+6 ••••"),
        ("YCloud", "YCloud"),
        ("3FFE", "3FFE"),
        ("tel:+6581234567", "tel:+65 •••• 4567"),
        ("", ""),
    ],
)
def test_numbers(number: str, shown: str) -> None:
    assert BOTH.number(number) == shown
    assert Mask(texts=True).number(number) == number


def test_texts_say_how_long_they_are() -> None:
    assert BOTH.text("Your code is 493 204") == "•••• (20 characters)"
    assert BOTH.text("x") == "•••• (1 character)"
    assert BOTH.text("验证码", "zh_CN") == "••••（3 个字符）"
    assert BOTH.text("") == ""
    assert Mask(numbers=True).text("Your code") == "Your code"
    assert BOTH.octets(b"abc") == "•••• (3 octets)"
    assert Mask().octets(b"abc") == "61 62 63"


def test_a_receipt_keeps_all_but_the_text() -> None:
    head = "id:11041301030001006668 sub:001 dlvrd:001 submit date:2111040501 stat:DELIVRD err:0 "
    assert BOTH.receipt(f"{head}text:Your code is 1") == f"{head}text:•••• (14 characters)"
    assert BOTH.receipt(f"{head}Text: id:7 is mine") == f"{head}Text: •••• (12 characters)"
    for nothing in ("text:none", "text:", "text:  "):
        assert BOTH.receipt(head + nothing) == head + nothing
    # Keys that follow an empty text are no text.
    assert BOTH.receipt("id:7 text: stat:DELIVRD err:000") == "id:7 text: stat:DELIVRD err:000"
    assert BOTH.receipt("Your code is 1") == "•••• (14 characters)"


def test_a_receipt_shows_no_number_it_is_about() -> None:
    receipt = "id:7 stat:DELIVRD err:0 to:6581234567 +6581234567 text:none"
    shown = BOTH.receipt(receipt, ["6581234567", "YCloud"])
    assert "81234567" not in shown
    assert shown.startswith("id:7 stat:DELIVRD err:0 ")
    assert Mask(texts=True).receipt(receipt, ["6581234567"]) == receipt


@given(st.text(st.characters(codec="ascii"), max_size=60), st.text(min_size=5, max_size=40))
def test_the_masked_text_of_a_receipt_is_nowhere_in_it(noise: str, text: str) -> None:
    receipt = f"{noise} id:123 stat:DELIVRD err:000 text:{text}"
    said = read_fields(receipt).values.get("text", "")
    shown = BOTH.receipt(receipt)
    assert shown.startswith(receipt[: receipt.index(said)] if said else receipt[:1])
    if len(said) >= 5 and said.lower() != "none" and said not in noise:
        assert said not in shown


@given(st.from_regex(r"\+?[0-9]{5,20}", fullmatch=True))
def test_at_least_half_of_a_number_is_hidden(number: str) -> None:
    shown = BOTH.number(number)
    digits = "".join(filter(str.isdigit, number))
    kept = "".join(filter(str.isdigit, shown.rpartition("•")[2]))
    assert digits.endswith(kept)
    assert len(kept) <= min(4, len(digits) // 2)
    assert number.lstrip("+") not in shown
