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
        ("tel:+65 8123 4567", "tel:+65 •••• 4567"),
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
    # Also where it is written with blanks, here or there.
    for address, said in (("+65 8123-4567", "6581234567"), ("6581234567", "+65 8123 4567")):
        assert "8123" not in Mask(numbers=True).receipt(f"id:7 stat:DELIVRD to:{said} text:none", [address])
    # What is longer is another's.
    other = "id:7 stat:DELIVRD err:0 text:16581234567 or 65812345678"
    assert Mask(numbers=True).receipt(other, ["6581234567"]) == other


@pytest.mark.parametrize(
    "raw", ["id:7 to:6581234567", "to +65 8123 4567 now", "6581234567 and 81234567"], ids=range(3)
)
def test_the_octets_of_a_receipt_show_no_number_it_is_about(raw: str) -> None:
    for codec in ("latin-1", "utf-16-be", "utf-16-le"):
        octets = raw.encode(codec)
        shown = Mask(numbers=True).octets(octets, numbers=["6581234567", "YCloud"])
        found = bytes.fromhex(shown)
        assert len(found) == len(octets)
        said = found.decode(codec)
        assert [each for each, was in zip(said, raw, strict=True) if each != was] == ["*"] * 6
        assert "4567" in said
    assert Mask().octets(b"6581234567", numbers=["6581234567"]) == b"6581234567".hex(" ")


HEAD = "id:11041301030001006668 sub:001 dlvrd:001 submit date:2111040501 done date:211104050102 stat:OK err:0"


@pytest.mark.parametrize(
    ("receipt", "shown"),
    [
        ("Dear Bob, your code is 4711 id:1 stat:DELIVRD", "•••• (27 characters) id:1 stat:DELIVRD"),
        (f"{HEAD} SECRET", f"{HEAD} •••• (6 characters)"),
        (f"{HEAD} txt:SECRET", f"{HEAD} •••• (10 characters)"),
        (f"{HEAD},message:my SECRET", f"{HEAD},•••• (17 characters)"),
        (f"{HEAD} Text SECRET", f"{HEAD} •••• (11 characters)"),
        ("id:1 stat:FAILED:Mob. Abst. err:0A1", "id:1 stat:FAILED:•••• (10 characters) err:0A1"),
        ("id:1 sub:my code is 4711 stat:DELIVRD", "id:1 sub:•••• (15 characters) stat:DELIVRD"),
        ("id:1 stat:DELIVRD submit date:tomorrow", "id:1 stat:DELIVRD submit date:•••• (8 characters)"),
        ("Your password id:hunter2", "•••• (24 characters)"),
        (f"{HEAD} text:", f"{HEAD} text:"),
        (HEAD, HEAD),
        ("id:1;stat:DELIVRDerr:012", "id:1;stat:DELIVRDerr:012"),
        (
            "id:6f1d-a@x stat:UNDELIV err:-1 submit date:2021-11-04 05:01:02 done date:211104050100032+",
            "id:6f1d-a@x stat:UNDELIV err:-1 submit date:2021-11-04 05:01:02 done date:211104050100032+",
        ),
    ],
)
def test_what_is_no_field_of_a_receipt_is_text(receipt: str, shown: str) -> None:
    assert Mask(texts=True).receipt(receipt) == shown


@given(st.text(st.characters(codec="ascii"), max_size=60), st.text(min_size=5, max_size=40))
def test_the_masked_text_of_a_receipt_is_nowhere_in_it(noise: str, text: str) -> None:
    receipt = f"{noise} id:123 stat:DELIVRD err:000 text:{text}"
    said = read_fields(receipt).values.get("text", "")
    shown = BOTH.receipt(receipt)
    if len(said) >= 5 and said.lower() != "none" and said not in noise:
        assert said not in shown


@given(st.text(st.characters(codec="ascii", exclude_characters=":"), min_size=1, max_size=40))
def test_nothing_before_or_behind_a_receipts_fields_is_shown(words: str) -> None:
    mask = Mask(texts=True)
    said = f"SECRET {words} SECRET"
    for receipt in (f"{said} id:1 stat:DELIVRD err:000", f"id:1 stat:DELIVRD err:000 {said}"):
        shown = mask.receipt(receipt)
        assert "SECRET" not in shown
        assert "id:1 stat:DELIVRD err:000" in shown


@given(st.from_regex(r"\+?[0-9]{5,20}", fullmatch=True))
def test_at_least_half_of_a_number_is_hidden(number: str) -> None:
    shown = BOTH.number(number)
    digits = "".join(filter(str.isdigit, number))
    kept = "".join(filter(str.isdigit, shown.rpartition("•")[2]))
    assert digits.endswith(kept)
    assert len(kept) <= min(4, len(digits) // 2)
    assert number.lstrip("+") not in shown
