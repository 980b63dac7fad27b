"""GSM 03.38 against smpplib's table, the choice of alphabet, plain twins, and inbound data codings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smpplib import gsm

from ycloud_console.sms.alphabet import (
    Alphabet,
    choose,
    data_coding,
    decode,
    forcing,
    gsm_decode,
    gsm_encode,
    gsm_septets,
    plain_twin,
    simplify,
)

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = "\f^{}\\[~]|€"

CODECS = {Alphabet.UCS2: "utf-16-be", Alphabet.LATIN1: "latin-1", Alphabet.ASCII: "ascii"}

gsm_text = st.text(alphabet=BASIC + EXTENSION)
# smpplib's table lacks these two.
smpplib_text = st.text(alphabet=(BASIC + EXTENSION).replace("§", "").replace("\f", ""))


def test_the_alphabet_has_127_characters_and_ten_more() -> None:
    everything = [chr(code) for code in range(0x110000)]
    assert {c for c in everything if gsm_septets(c) == 1} == set(BASIC)
    assert {c for c in everything if gsm_septets(c) == 2} == set(EXTENSION)
    assert len(BASIC) == 127


@pytest.mark.parametrize("character", ["ç", "`", "\t", "Á", "Α", "\x1b", "\u00a0", "ê", "ÿ"])
def test_what_is_often_taken_for_gsm_is_not(character: str) -> None:
    assert gsm_septets(character) == 0
    assert choose(character) is Alphabet.UCS2
    assert forcing(f"a{character}b{character}") == (character,)


@given(smpplib_text)
def test_octets_are_those_of_smpplib(text: str) -> None:
    assert gsm_encode(text) == gsm.gsm_encode(text)


@given(gsm_text)
def test_octets_read_back(text: str) -> None:
    assert gsm_decode(gsm_encode(text)) == text
    assert len(gsm_encode(text)) == sum(map(gsm_septets, text))


@given(st.binary())
def test_any_octets_are_read(octets: bytes) -> None:
    assert len(gsm_decode(octets)) <= len(octets)


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (b"\x1be", "€"),
        (b"\x1bA", "A"),
        (b"\x1b\x1b", " "),
        (b"\x1b\x0a", "\f"),
        (b"a\x1b", "a\ufffd"),
        (b"\x80a", "\ufffda"),
        (b"\x00\x09", "@Ç"),
    ],
)
def test_escapes_and_strangers(octets: bytes, text: str) -> None:
    assert gsm_decode(octets) == text


def test_encoding_names_the_first_stranger() -> None:
    with pytest.raises(UnicodeEncodeError) as error:
        gsm_encode("ab短信")
    assert (error.value.start, error.value.end) == (2, 3)


def test_forcing_is_whole_code_points_in_order() -> None:
    assert forcing("a😀短😀“€") == ("😀", "短", "“")
    assert forcing("plain {text}") == ()


def test_choice_with_another_default_alphabet() -> None:
    assert choose("ç", Alphabet.LATIN1) is Alphabet.LATIN1
    assert choose("€", Alphabet.LATIN1) is Alphabet.UCS2
    assert choose("é", Alphabet.ASCII) is Alphabet.UCS2


@pytest.mark.parametrize(
    ("character", "twin"),
    [
        ("“", '"'),
        ("’", "'"),
        ("`", "'"),
        ("—", "-"),
        ("…", "..."),
        ("\u00a0", " "),
        ("\u3000", " "),
        ("\u2009", " "),
        ("\t", " "),
        ("\u2028", "\n"),
        ("\u200b", ""),
        ("\u200e", ""),
        ("\ufeff", ""),
        ("\u00ad", ""),
        ("Ａ", "A"),
        ("，", ","),
        ("ç", "c"),
        ("Á", "A"),
        ("ş", "s"),
        ("ắ", "a"),
        ("ł", "l"),
        ("œ", "oe"),
        ("Α", "A"),
        ("Ά", "A"),
        ("\u2126", "Ω"),
        ("ﬁ", "fi"),
        ("™", "TM"),
        ("e", None),
        ("Ç", None),
        ("€", None),
        ("Ω", None),
        ("短", None),
        ("【", None),
        ("я", None),
        ("😀", None),
        ("²", None),
        ("½", None),
    ],
)
def test_plain_twins(character: str, twin: str | None) -> None:
    assert plain_twin(character) == twin


@given(st.characters())
def test_a_twin_is_in_the_alphabet(character: str) -> None:
    twin = plain_twin(character)
    assert twin is None or forcing(twin) == ()


def test_simplify() -> None:
    assert simplify("“It’s 5\u00a0€” — fin…") == '"It\'s 5 €" - fin...'
    assert simplify("cafe\u0301 ç") == "café c"
    assert simplify("Çé[]") == "Çé[]"


@pytest.mark.parametrize("text", ["👩\u200d👩\u200d👧", "й", "短信【签名】", "❤\ufe0f", "क्\u200dष"])
def test_simplify_breaks_nothing_it_cannot_replace(text: str) -> None:
    assert simplify(text) == text


@given(st.text())
def test_simplify_settles(text: str) -> None:
    simple = simplify(text)
    assert set(forcing(simple)) <= {c for c in simple if gsm_septets(c) == 0}
    assert choose(text) is Alphabet.UCS2 or simple == text


@pytest.mark.parametrize(
    ("octets", "coding", "text"),
    [
        (b"\x00hi", 0x00, "@hi"),
        (b"hi\xff", 0x01, "hi\ufffd"),
        (b"\xe7", 0x03, "ç"),
        (b"\x04\x40", 0x08, "\u0440"),
        (b"\x77\xed", 0x08, "短"),
        (b"\xd8\x3d\xde\x00", 0x08, "😀"),
        (b"\x77\xed\x00", 0x08, "短\ufffd"),
        (b"\xb6", 0x06, "Ж"),
        (b"hi", 0x04, "hi"),
        (b"\x01\xff", 0x04, "01 FF"),
        (b"\x1be", 0x10, "€"),
        (b"\x77\xed", 0x18, "短"),
        (b"\x01", 0x14, "01"),
        (b"\x01", 0x20, "01"),
        (b"\x00", 0xC0, "@"),
        (b"\x77\xed", 0xE0, "短"),
        (b"\x00", 0xF0, "@"),
        (b"\x01", 0xF4, "01"),
        (b"\x00", 0xB0, "@"),
    ],
)
def test_inbound_text(octets: bytes, coding: int, text: str) -> None:
    assert decode(octets, coding) == text


@given(st.binary(), st.integers(0, 255), st.sampled_from(Alphabet))
def test_any_data_coding_is_read(octets: bytes, coding: int, default: Alphabet) -> None:
    decode(octets, coding, default)


@pytest.mark.parametrize(("alphabet", "octets"), [(Alphabet.UCS2, b"\x00a"), (Alphabet.LATIN1, b"a")])
def test_alphabet_zero_is_what_the_account_says(alphabet: Alphabet, octets: bytes) -> None:
    assert decode(octets, 0, alphabet) == "a"


@pytest.mark.parametrize("alphabet", Alphabet)
@pytest.mark.parametrize("default", [Alphabet.GSM7, Alphabet.LATIN1, Alphabet.ASCII])
def test_data_coding_names_the_alphabet(alphabet: Alphabet, default: Alphabet) -> None:
    text = {Alphabet.UCS2: "短", Alphabet.GSM7: "@£_", Alphabet.LATIN1: "@ç_", Alphabet.ASCII: "@_"}[alphabet]
    encoded = gsm_encode(text) if alphabet is Alphabet.GSM7 else text.encode(CODECS[alphabet])
    assert decode(encoded, data_coding(alphabet, default), default) == text


def test_data_coding_0_is_the_smscs_own_alphabet() -> None:
    assert data_coding(Alphabet.GSM7) == data_coding(Alphabet.LATIN1, Alphabet.LATIN1) == 0
    assert data_coding(Alphabet.GSM7, Alphabet.LATIN1) == 0xF1
    assert data_coding(Alphabet.LATIN1) == 0x03
