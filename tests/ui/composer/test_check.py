"""What will be sent, what cannot, and why: without a window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ycloud_console.sms.address import recipient_address
from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.sms.segments import LongMode, split
from ycloud_console.ui.composer.check import (
    OptionFault,
    Part,
    Plan,
    TextFault,
    check_options,
    check_recipients,
    check_sender,
    check_text,
    has_signature,
    name_of_character,
    signature_in,
    signature_meant,
    signature_of,
    text_of,
    unfilled,
    with_signature,
)
from ycloud_console.ui.composer.reader import RecipientReader, place_of
from ycloud_console.ui.composer.tlv import TlvKind, TlvRow

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def plan(sender: str = "YCloud", recipients: str = "+6581234567", text: str = "hello") -> Plan:
    return Plan(check_sender(sender), check_recipients(recipients), check_text(text))


def test_a_plan_counts_messages_and_segments() -> None:
    made = plan(recipients="+6581234567\n+14155550133", text="中" * 150)
    assert made.messages == 2
    assert made.text.meter is not None
    assert made.text.meter.segments == len(split("中" * 150).parts) == 3
    assert made.segments == 6
    assert made.faults == ()


def test_the_numbers_of_a_plan_are_read_by_the_sender_as_they_were_shown() -> None:
    found = check_recipients("8123 4567; +86 138 0013 8000", "SG")
    made = Plan(check_sender("YCloud"), found, check_text("x"))
    assert [recipient_address(number).addr for number in made.numbers] == ["6581234567", "8613800138000"]


@pytest.mark.parametrize(
    ("made", "faults"),
    [
        (plan(sender=""), (Part.SENDER,)),
        (plan(sender="TwelveLetter"), (Part.SENDER,)),
        (plan(sender="1234567890123456"), (Part.SENDER,)),
        (plan(recipients=""), (Part.RECIPIENTS,)),
        (plan(recipients="nobody"), (Part.RECIPIENTS,)),
        (plan(text=""), (Part.TEXT,)),
        (plan("", "", ""), (Part.SENDER, Part.RECIPIENTS, Part.TEXT)),
    ],
)
def test_what_keeps_it_from_being_sent_is_named_field_by_field(made: Plan, faults: tuple[Part, ...]) -> None:
    assert made.faults == faults


def test_a_sender_that_cannot_be_has_a_sentence() -> None:
    assert "11" in check_sender("TwelveLetter").fault
    assert "15" in check_sender("1234567890123456").fault
    assert check_sender("YCloud").fault == ""


def test_a_number_that_is_too_short_is_doubtful_but_can_be_sent_to() -> None:
    found = check_recipients("12\n+6581234567\nnobody\n+65 8123 4567")
    assert [one.given for one in found.doubtful] == ["12"]
    assert [one.given for one in found.impossible] == ["nobody"]
    assert [one.e164 for one in found.good] == ["+6581234567"]
    assert len(found.duplicates) == 1
    assert all(one.reason for one in found.questionable)
    assert len(found.sendable) == 2


def test_countries_are_counted_the_most_first() -> None:
    found = check_recipients("+8613800138000, +6581234567, +6581234568, +6581234567")
    assert [count for _, count in found.countries] == [2, 1]
    assert found.countries[0][0] == "Singapore"
    assert len(found.in_mainland_china) == 1


@pytest.mark.parametrize("country", ["", "SG"])
def test_reading_piece_by_piece_comes_to_the_same_as_reading_at_once(country: str) -> None:
    text = "12345, +65 8123 4567;nobody\n+1 415 555 0133\t+6581234567\n\n00 65 8123 4567\nnobody\n12345"
    reader = RecipientReader(country)
    reader.begin(text)
    assert reader.result() == check_recipients(text, country)


def test_a_long_list_is_read_in_slices_and_only_what_is_new_is_read_again() -> None:
    text = "\n".join(f"+65812345{n:02}" for n in range(30))
    reader = RecipientReader()
    assert reader.begin(text) == 30
    assert [reader.read_on(lambda: False) for _ in range(30)] == list(range(29, -1, -1))
    assert reader.result() == check_recipients(text)
    assert reader.begin(text + "\n+6581239999") == 1
    assert len(reader.result().good) == 31


@pytest.mark.parametrize(
    ("given", "text", "found"),
    [
        ("123", "+65 81234567\n1234\n123", "\n123"),
        (" nobody ", "x, nobody;y", " nobody"),
        ("+6581234567", "+658123456789\n+6581234567", "\n+6581234567"),
        ("+65 8123 4567", "no (+65 8123 4567), +65 8123 4567", " +65 8123 4567"),
    ],
)
def test_an_entry_is_found_where_it_stands(given: str, text: str, found: str) -> None:
    place = place_of(given, text)
    assert place is not None
    start, end = place
    assert text[start - 1 : end] == found
    assert end == len(text) or text[end] in ";,\n"


def test_an_entry_that_is_gone_is_not_found() -> None:
    assert place_of("123", "1234, 5123") is None
    assert place_of("", "1234") is None


def test_much_is_asked_about_and_its_time_is_known() -> None:
    numbers = [f"+65812300{n:02}" for n in range(40)]
    assert not plan(recipients="\n".join(numbers[:20])).is_large
    assert plan(recipients="\n".join(numbers[:21])).is_large
    ten, long = "\n".join(numbers[:10]), "x" * 153
    assert not plan(recipients=ten, text=long * 10).is_large, "100 segments are not over the limit"
    assert plan(recipients=ten, text=long * 10 + "x").is_large
    assert plan(recipients=ten, text=long * 2).seconds(10) == 2
    assert plan(recipients=ten).seconds(0) == 0


def test_placeholders_are_filled_in_and_what_is_missing_is_named() -> None:
    text = "Hi {name}, {code} and {code}; {} {1} {a b}"
    assert unfilled(text, {"name": "Mei", "code": " "}) == ("code",)
    assert text_of(text, {"name": "{code}", "code": "42"}) == "Hi {code}, 42 and 42; {} {1} {a b}"
    assert text_of(text, {"name": "Mei"}, is_literal=True) == text


def test_smart_characters_are_curable_and_the_gain_is_known() -> None:
    found = check_text("Don’t share it — ever. " * 4)
    assert found.curable == ("’", "—")
    assert found.twins == ("'", "-")
    assert found.stubborn == ()
    assert found.meter is not None
    assert found.plain is not None
    assert (found.meter.encoding, found.meter.segments) == (Alphabet.UCS2, 2)
    assert (found.plain.encoding, found.plain.segments) == (Alphabet.GSM7, 1)


def test_no_cure_is_offered_where_it_would_not_help() -> None:
    found = check_text("您好 — “test”")
    assert found.plain is None
    assert set(found.stubborn) == {"您", "好"}
    assert check_text("plain").plain is None


def test_a_text_of_too_many_segments_is_measured_all_the_same() -> None:
    found = check_text("中" * 20_000)
    assert found.fault is TextFault.TOO_LONG
    assert found.meter is not None
    assert found.meter.segments > 255
    assert check_text("a" * 70_000, long_mode=LongMode.PAYLOAD).fault is TextFault.TOO_LONG
    assert check_text("a" * 60_000, long_mode=LongMode.PAYLOAD).fault is None


def test_a_forced_alphabet_names_what_it_lacks() -> None:
    found = check_text("né 中", alphabet=Alphabet.ASCII)
    assert found.fault is TextFault.NOT_IN_ALPHABET
    assert found.strangers == ("é", "中")
    assert found.meter is None


@pytest.mark.parametrize(
    ("recipients", "text", "lacks"),
    [
        ("+8613800138000", "hello", True),
        ("+8613800138000", "【YCloud】hello", False),
        ("+8613800138000", "[YCloud]hello", True),
        ("+8613800138000", "hello【YCloud】", True),
        ("+8613800138000", "", False),
        ("+6581234567", "hello", False),
        ("+85251234567", "hello", False),
    ],
)
def test_a_text_to_mainland_china_lacks_its_signature(recipients: str, text: str, lacks: bool) -> None:
    assert plan(recipients=recipients, text=text).lacks_signature is lacks


def test_the_signature_is_put_in_front_once() -> None:
    assert signature_of("") == "【YCloud】"
    assert signature_of("Acme") == signature_of("【Acme】") == "【Acme】"
    signed = with_signature("  hello", "【Acme】")
    assert signed == "【Acme】hello"
    assert with_signature(signed, "【Acme】") == signed
    assert not has_signature("【】hello")
    assert signature_in(signed) == "Acme"
    assert signature_in("hello 【Acme】") == ""


@pytest.mark.parametrize("text", ["[Acme] hello", " ［Acme］hello", "〔 Acme 〕 hello"])
def test_a_signature_in_the_wrong_brackets_is_put_right(text: str) -> None:
    meant = signature_meant(text)
    assert meant == "【Acme】"
    assert with_signature(text, meant) == "【Acme】hello"
    assert with_signature(text, "【Other】").endswith(text.lstrip())


@pytest.mark.parametrize(
    ("options", "tlvs", "faults"),
    [
        (SubmitOptions(), (), ()),
        (SubmitOptions(scheduled=NOW - timedelta(seconds=1)), (), (OptionFault.SCHEDULED_IN_THE_PAST,)),
        (SubmitOptions(scheduled=NOW + timedelta(hours=1), validity=7200), (), ()),
        (
            SubmitOptions(scheduled=NOW + timedelta(hours=2), validity=3600),
            (),
            (OptionFault.VALIDITY_BEFORE_SCHEDULE,),
        ),
        (SubmitOptions(service_type="中"), (), (OptionFault.BAD_SERVICE_TYPE,)),
        (SubmitOptions(), (TlvRow("14zz"),), (OptionFault.BAD_TLV,)),
        (SubmitOptions(), (TlvRow("1401", TlvKind.HEX, "01"), TlvRow()), ()),
    ],
)
def test_options_that_cannot_be(
    options: SubmitOptions, tlvs: tuple[TlvRow, ...], faults: tuple[OptionFault, ...]
) -> None:
    assert check_options(options, tlvs, NOW) == faults


def test_what_cannot_be_seen_is_named() -> None:
    assert name_of_character("\u200b") == "zero width space (U+200B)"
    assert name_of_character("—") == "—"
