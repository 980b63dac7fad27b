"""Senders and recipients in the forms people paste them."""

from __future__ import annotations

from contextlib import suppress

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.sms.address import (
    Address,
    BadAddress,
    Verdict,
    country_name,
    country_of,
    display_number,
    read_recipients,
    recipient_address,
    sender_address,
)
from ycloud_console.sms.phone import national_number

INTERNATIONAL = phonenumbers.PhoneNumberFormat.INTERNATIONAL


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("YCloud", Address("YCloud", 5, 0)),
        (" YCloud ", Address("YCloud", 5, 0)),
        ("Über 24", Address("Über 24", 5, 0)),
        ("ABCDEFGHIJK", Address("ABCDEFGHIJK", 5, 0)),
        ("ＹＣloud", Address("YCloud", 5, 0)),
        ("#123", Address("#123", 5, 0)),
        ("10086", Address("10086", 3, 0)),
        ("１００８６", Address("10086", 3, 0)),
        ("12345678", Address("12345678", 3, 0)),
        ("+6581234567", Address("6581234567", 1, 1)),
        ("+65 8123-4567", Address("6581234567", 1, 1)),
        ("0065 8123 4567", Address("6581234567", 1, 1)),
        ("6581234567", Address("6581234567", 1, 1)),
        ("+1 (800) 555.0100", Address("18005550100", 1, 1)),
        ("02079460958", Address("02079460958", 2, 1)),
        ("\u202a+65\u00a08123‑4567\u202c", Address("6581234567", 1, 1)),
        ("123456789012345", Address("123456789012345", 1, 1)),
    ],
)
def test_senders(text: str, address: Address) -> None:
    assert sender_address(text) == address


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        (" \u200b ", "empty"),
        ("()", "empty"),
        ("ABCDEFGHIJKL", "12 characters"),
        ("Euro €€€€", "13 characters"),
        ("1234567890123456", "16 digits"),
        ("+1234567890123456", "16 digits"),
        ("短信", "短 信"),
        ("façade", "ç"),
        ("Two\nlines", "line break"),
        ("Tab\there", "line break"),
    ],
)
def test_what_cannot_be_a_sender(text: str, words: str) -> None:
    with pytest.raises(BadAddress, match=words):
        sender_address(text)
    with pytest.raises(BadAddress, match="发送方"):
        sender_address(text, "zh_CN")


@pytest.mark.parametrize(
    ("text", "country", "digits"),
    [
        ("+6581234567", "", "6581234567"),
        ("6581234567", "", "6581234567"),
        ("006581234567", "", "6581234567"),
        (" +65 (8123) 4567 ", "", "6581234567"),
        ("+65-8123-4567", "", "6581234567"),
        ("＋６５８１２３４５６７", "", "6581234567"),
        ("٦٥٨١٢٣٤٥٦٧", "", "6581234567"),
        ("8123 4567", "SG", "6581234567"),
        ("8123 4567", "sg", "6581234567"),
        ("138 0013 0018", "CN", "8613800130018"),
        ("0171 1234567", "DE", "491711234567"),
        ("+44 (0)20 7946 0958", "", "442079460958"),
        ("(202) 555-0123", "US", "12025550123"),
        ("+8613800130018", "SG", "8613800130018"),
        ("8613800130018", "SG", "8613800130018"),
        ("12345", "", "12345"),
        ("12345", "SG", "12345"),
        ("1", "", "1"),
        ("0000", "", "00"),
        ("1" * 20, "", "1" * 20),
    ],
)
def test_recipients_on_the_wire(text: str, country: str, digits: str) -> None:
    assert recipient_address(text, country) == Address(digits, 1, 1)


@pytest.mark.parametrize(
    ("text", "words"), [("", "no digits"), ("abc", "no digits"), ("1" * 21, "21 digits")]
)
def test_what_nothing_can_be_sent_to(text: str, words: str) -> None:
    with pytest.raises(BadAddress, match=words):
        recipient_address(text)
    with pytest.raises(BadAddress, match="收件人"):
        recipient_address(text, language="zh")


def test_a_pasted_list() -> None:
    pasted = "+65 8123 4567, 6581234568;+8613800130018\t\r\n\r\n+447400123456，0065 81234569；"
    result = read_recipients(pasted)
    assert [recipient.e164 for recipient in result.recipients] == [
        "+6581234567",
        "+6581234568",
        "+8613800130018",
        "+447400123456",
        "+6581234569",
    ]
    assert {recipient.verdict for recipient in result.recipients} == {Verdict.OK}
    assert [recipient.country for recipient in result.recipients] == ["SG", "SG", "CN", "GB", "SG"]
    assert result.recipients[2].country_name == "Mainland China"
    assert result.duplicates == ()


@pytest.mark.parametrize(
    "given_text",
    [
        "'+6581234567",
        '="+6581234567"',
        "6581234567.0",
        "tel:+65-8123-4567",
        '"65 8123 4567"',
        "WhatsApp: +6581234567",
        "TEL：＋６５ ８１２３ ４５６７",
        "+(65) 8123 4567",
        "(0065)81234567",
        "٠٠٦٥٨١٢٣٤٥٦٧",
        '"6,581,234,567"',
        "6,581,234,567",
        "1. +6581234567",
        "12) 6581234567",
        "3 +65 8123 4567",
        "- +6581234567",
    ],
)
def test_a_spreadsheets_forms(given_text: str) -> None:
    (recipient,) = read_recipients(given_text).recipients
    assert (recipient.e164, recipient.verdict, recipient.given) == ("+6581234567", Verdict.OK, given_text)


@pytest.mark.parametrize(
    ("given_text", "verdict", "words"),
    [
        ("Phone", Verdict.BAD, "no phone number"),
        ("6.58123E+09", Verdict.BAD, "spreadsheet"),
        ("12", Verdict.BAD, "2 digits"),
        ("+12345", Verdict.BAD, "5 digits"),
        ("10086", Verdict.WARN, "short code"),
        ("abc12", Verdict.BAD, "no phone number"),
        ("Anna 99999999999", Verdict.BAD, "letters"),
        ("1234567890123456", Verdict.BAD, "16 digits"),
        ("1" * 21, Verdict.BAD, "21 digits"),
        ("0171 1234567", Verdict.BAD, "no country code"),
        ("99999999999", Verdict.BAD, "No country"),
        ("1-800-FLOWERS", Verdict.BAD, "no phone number"),
        ("Anna +6581234567", Verdict.WARN, "letters"),
        ("+6500000000", Verdict.WARN, "in use in Singapore"),
        ("+6561234567", Verdict.WARN, "landline"),
        ("+18005550100", Verdict.WARN, "service number"),
    ],
)
def test_verdicts_have_reasons(given_text: str, verdict: Verdict, words: str) -> None:
    (recipient,) = read_recipients(given_text).recipients
    assert recipient.verdict is verdict
    assert words in recipient.reason
    (chinese,) = read_recipients(given_text, language="zh_CN").recipients
    assert chinese.reason != recipient.reason


def test_a_national_number_needs_the_accounts_country() -> None:
    (recipient,) = read_recipients("0171 1234567", "DE").recipients
    assert (recipient.e164, recipient.verdict, recipient.country_name) == (
        "+491711234567",
        Verdict.OK,
        "Germany",
    )


def test_cells_of_a_spreadsheet() -> None:
    result = read_recipients('Name,Phone\n"Lee, Anna",+6581234567\n"Tan, Bob","65 8123,4568"')
    assert [(entry.given, entry.verdict is Verdict.OK) for entry in result.recipients] == [
        ("Name", False),
        ("Phone", False),
        ('"Lee, Anna"', False),
        ("+6581234567", True),
        ('"Tan, Bob"', False),
        ('"65 8123,4568"', True),
    ]


def test_numbers_that_are_short_are_not_thousands() -> None:
    result = read_recipients("123,456,789")
    assert [entry.given for entry in result.recipients] == ["123", "456", "789"]


def test_duplicates_are_folded_and_said() -> None:
    result = read_recipients("+6581234567\n65 8123 4567\n0065-81234567\n+6581234568\nPhone\nPhone")
    assert [recipient.given for recipient in result.recipients] == ["+6581234567", "+6581234568", "Phone"]
    assert result.duplicates == ("65 8123 4567", "0065-81234567", "Phone")


@pytest.mark.parametrize(
    "pasted",
    [
        "6581234567 6581234568\n+65 8123 4569",
        "+6581234567+6581234568+6581234569",
        "+65 8123 4567 +65 8123 4568 +65 8123 4569",
        "+65 8123 4567 / +65 8123 4568 / 6581234569",
        '"+65 8123 4567","6581234568","006581234569"',
    ],
)
def test_numbers_without_a_separator_of_their_own(pasted: str) -> None:
    result = read_recipients(pasted)
    assert [recipient.e164 for recipient in result.recipients] == [
        "+6581234567",
        "+6581234568",
        "+6581234569",
    ]


@given(st.text(), st.sampled_from(["", "SG", "CN", "US", "??"]))
def test_any_list_is_read(text: str, country: str) -> None:
    result = read_recipients(text, country)
    for recipient in result.recipients:
        assert (recipient.address is None) == (recipient.e164 == "")
        assert recipient.reason or recipient.verdict is Verdict.OK
        display_number(recipient.e164)
        if recipient.address:
            assert recipient.address.addr.isascii()
            assert recipient.address.addr.isdigit()


@given(st.text(max_size=30))
def test_any_sender_is_taken_or_refused(text: str) -> None:
    with suppress(BadAddress):
        address = sender_address(text)
        assert 1 <= len(address.addr) <= (11 if address.ton == 5 else 15)


@pytest.mark.parametrize(
    ("digits", "country"),
    [
        ("6581234567", "SG"),
        ("+8613800130018", "CN"),
        ("+85261234567", "HK"),
        ("+12025550123", "US"),
        ("+14165550123", "CA"),
        ("6512", "SG"),
        ("+80012345678", ""),
        ("+012025550123", ""),
        ("65" + "1" * 15, "SG"),
        ("65" + "1" * 18, ""),
        ("999", ""),
        ("", ""),
    ],
)
def test_countries(digits: str, country: str) -> None:
    assert country_of(digits) == country


def examples() -> list[tuple[str, str]]:
    """Calling code and national number, of every country and kind that phonenumbers knows."""
    numbers = [
        phonenumbers.example_number_for_type(region, kind)
        for region in phonenumbers.SUPPORTED_REGIONS
        for kind in phonenumbers.supported_types_for_region(region)
    ]
    world = phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS
    numbers += [phonenumbers.example_number_for_non_geo_entity(code) for code in world]
    return sorted(
        {(str(one.country_code), phonenumbers.national_significant_number(one)) for one in numbers if one}
    )


@pytest.mark.parametrize("prefix", ["", "0", "00", "1", "15", "7", "8", "9"])
def test_numbers_of_all_countries_are_read_as_phonenumbers_reads_them(prefix: str) -> None:
    """Also with a digit more or less, and with what is a national prefix in one country or another."""
    assert len(examples()) > 1000
    for code, national in examples():
        for variant in (national, national[:-1], national + "0", national[1:]):
            digits = f"{code}{prefix}{variant}"
            number = phonenumbers.parse(f"+{digits}") if len(prefix + variant) <= 17 else None
            valid = number is not None and phonenumbers.is_valid_number(number)
            assert national_number(f"+{digits}") == (number if valid else None)
            if number is None or not phonenumbers.is_possible_number(number):
                assert display_number(digits) == digits
                continue
            assert display_number(digits) == phonenumbers.format_number(number, INTERNATIONAL)
            region = phonenumbers.region_code_for_number(number)
            if region is not None:
                assert country_of(digits) == ("" if region == "001" else region)


def test_every_country_has_names() -> None:
    for code in phonenumbers.SUPPORTED_REGIONS:
        assert country_name(code) != code
        assert country_name(code, "zh") != country_name(code)
    assert country_name("QQ") == "QQ"


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+6581234567", "+65 8123 4567"),
        ("8613800130018", "+86 138 0013 0018"),
        ("+12345", "+12345"),
        ("12345", "12345"),
        ("YCloud", "YCloud"),
        ("", ""),
    ],
)
def test_numbers_for_people(e164: str, shown: str) -> None:
    assert display_number(e164) == shown
