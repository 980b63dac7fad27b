"""What the operator typed -> what goes out, with the account's alphabet and types of number."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from ycloud_console.accounts import Account
from ycloud_console.console.incoming import inbound_of, receipt_of
from ycloud_console.console.outbox import (
    NotForFlash,
    References,
    compose,
    options_of,
    reference_of,
    submission,
)
from ycloud_console.smpp.model import Delivery, Submission
from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.sms.segments import LongMode, TextTooLong, measure, split

TO = "+6581234567"


def composed(
    text: str,
    options: SubmitOptions | None = None,
    *,
    alphabet: str = "GSM-7",
    references: References | None = None,
) -> list[Submission]:
    account = Account(id="a", name="A", default_alphabet=alphabet)
    used = references or References()
    (message,) = compose(account, "YCloud", [TO], text, options or SubmitOptions(), used)
    assert options_of(message.options) == (options or SubmitOptions())
    return [submission(segment.number, segment.wire) for segment in message.segments]


@pytest.mark.parametrize(
    ("alphabet", "text", "octets", "coding"),
    [
        ("GSM-7", "a@_é€", b"a\x00\x11\x05\x1b\x65", 0),
        ("Latin-1", "a@_éç", b"a@_\xe9\xe7", 0),
        ("ASCII", "a@_", b"a@_", 0),
        ("ASCII", "é", "é".encode("utf-16-be"), 8),
        ("Latin-1", "€", "€".encode("utf-16-be"), 8),
        ("GSM-7", "ç", "ç".encode("utf-16-be"), 8),
    ],
)
def test_the_accounts_alphabet_is_data_coding_0(alphabet: str, text: str, octets: bytes, coding: int) -> None:
    (sent,) = composed(text, alphabet=alphabet)
    assert (sent.short_message, sent.data_coding) == (octets, coding)


@pytest.mark.parametrize("alphabet", ["Latin-1", "ASCII"])
def test_gsm_7_that_was_asked_for_is_said_where_alphabet_0_is_another(alphabet: str) -> None:
    asked = SubmitOptions(alphabet=Alphabet.GSM7)
    (sent,) = composed("a@_", asked, alphabet=alphabet)
    assert (sent.short_message, sent.data_coding) == (b"a\x00\x11", 0xF1)
    (plain,) = composed("a@_", asked)
    assert plain.data_coding == 0


@pytest.mark.parametrize("alphabet", ["GSM-7", "Latin-1", "ASCII"])
@pytest.mark.parametrize("long_mode", list(LongMode))
def test_the_meter_counts_what_is_sent(alphabet: str, long_mode: LongMode) -> None:
    for text in ("a" * 140, "a" * 141, "a" * 160, "a" * 161, "é" * 135, "中" * 71):
        meter = measure(text, long_mode=long_mode, default=Alphabet(alphabet))
        sent = composed(text, SubmitOptions(long_mode=long_mode), alphabet=alphabet)
        assert meter.segments == len(sent)
        assert (meter.encoding is Alphabet.UCS2) == (sent[0].data_coding == 8)


@pytest.mark.parametrize(
    ("chosen", "coding"), [(Alphabet.LATIN1, 3), (Alphabet.ASCII, 1), (Alphabet.UCS2, 8), (None, 0)]
)
def test_a_chosen_alphabet_is_named(chosen: Alphabet | None, coding: int) -> None:
    (sent,) = composed("abc", SubmitOptions(alphabet=chosen))
    assert sent.data_coding == coding


def test_flash_names_its_alphabet_or_is_refused() -> None:
    flash = SubmitOptions(flash=True)
    assert [one.data_coding for one in composed("abc", flash)] == [0x10]
    assert [one.data_coding for one in composed("中", flash)] == [0x18]
    (sent,) = composed("a@", flash, alphabet="Latin-1")
    assert (sent.short_message, sent.data_coding) == (b"a\x00", 0x10)
    with pytest.raises(NotForFlash, match="Latin-1"):
        composed("abc", SubmitOptions(flash=True, alphabet=Alphabet.LATIN1))


def test_types_of_number_can_be_chosen() -> None:
    (sent,) = composed("abc")
    assert (sent.source_addr_ton, sent.source_addr_npi) == (5, 0)
    assert (sent.dest_addr_ton, sent.dest_addr_npi) == (1, 1)
    (sent,) = composed("abc", SubmitOptions(source_ton=0, source_npi=1, dest_ton=2, dest_npi=8))
    assert (sent.source_addr_ton, sent.source_addr_npi) == (0, 1)
    assert (sent.dest_addr_ton, sent.dest_addr_npi) == (2, 8)
    assert sent.destination_addr == TO.lstrip("+")


def test_references_are_not_used_again_soon_nor_by_short_messages() -> None:
    references = References()
    for _ in range(300):
        composed("short", references=references)
    seen = [composed("a" * 161, references=references)[0].short_message[3] for _ in range(192)]
    assert len(set(seen)) == 192


@pytest.mark.parametrize("text", ["short", "a" * 400, "中" * 160])
@pytest.mark.parametrize("long_mode", list(LongMode))
def test_each_of_many_recipients_is_sent_what_a_single_one_is(text: str, long_mode: LongMode) -> None:
    options = SubmitOptions(long_mode=long_mode, tlvs=((0x1501, b"\x00\xff"),), validity=900)
    to = [f"+6581{number:06}" for number in range(300)] + ["+14155550123", "10086", "0012"]
    account = Account(id="a", name="A")
    for message, given in zip(compose(account, "YCloud", to, text, options, References()), to, strict=True):
        reference = reference_of(message.options)
        expected = split(text, long_mode=long_mode, reference=reference or 0).parts
        assert (reference is not None) == (len(expected) > 1)
        assert options_of(message.options) == options
        sent = [submission(segment.number, segment.wire) for segment in message.segments]
        assert [(one.key, one.short_message, one.tlvs) for one in sent] == [
            (part.number, part.udh + part.user_data, part.tlvs + options.tlvs) for part in expected
        ]
        assert [segment.units for segment in message.segments] == [part.units for part in expected]
        assert {one.destination_addr for one in sent} == {given.removeprefix("00").lstrip("+")}


def test_what_cannot_be_written_is_refused_for_every_recipient() -> None:
    account = Account(id="a", name="A")
    for _ in range(2):
        with pytest.raises(ValueError, match="service type has 6"):
            list(
                compose(account, "YCloud", [TO, TO], "a", SubmitOptions(service_type="SIXSIX"), References())
            )
    with pytest.raises(ValueError, match="“abc”: The recipient has no digits"):
        list(compose(account, "YCloud", [TO, "abc"], "a", SubmitOptions(), References()))


def test_what_the_history_keeps_of_a_segment_stays_readable() -> None:
    """Rows that were written long ago go out, too: a map of names and values, the defaults included."""
    fields = {
        "key": 0, "source_addr": "YCloud", "source_addr_ton": 5, "source_addr_npi": 0,
        "destination_addr": "6581234567", "dest_addr_ton": 1, "dest_addr_npi": 1, "short_message": b"abc",
        "esm_class": 0, "data_coding": 0, "registered_delivery": 1, "protocol_id": 0, "priority_flag": 0,
        "service_type": "", "schedule_delivery_time": "", "validity_period": "", "tlvs": [[0x1501, b"\x00"]],
    }  # fmt: skip
    options = SubmitOptions(tlvs=((0x1501, b"\x00"),))
    (message,) = compose(Account(id="a", name="A"), "YCloud", [TO], "abc", options, References())
    assert message.segments[0].wire == msgspec.msgpack.encode(fields)
    kept = submission(7, msgspec.msgpack.encode(fields))
    assert kept == Submission(7, "YCloud", 5, 0, "6581234567", 1, 1, b"abc", tlvs=((0x1501, b"\x00"),))


def test_over_255_segments_is_refused_with_the_number() -> None:
    with pytest.raises(TextTooLong, match="256 segments"):
        composed("a" * (153 * 255 + 1))


def delivery(message: bytes, esm_class: int = 0, data_coding: int = 0) -> Delivery:
    return Delivery(
        at=int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1e6),
        command="deliver_sm",
        source_addr="6581234567",
        destination_addr="10086",
        esm_class=esm_class,
        data_coding=data_coding,
        message=message,
        tlvs={},
        pdu=b"",
    )


@pytest.mark.parametrize(
    ("alphabet", "coding", "text"),
    [("GSM-7", 0, "¡§"), ("Latin-1", 0, "@_"), ("ASCII", 0, "@_"), ("Latin-1", 0xF1, "¡§")],
)
def test_inbound_is_read_in_the_accounts_alphabet(alphabet: str, coding: int, text: str) -> None:
    account = Account(id="a", name="A", default_alphabet=alphabet)
    assert inbound_of(delivery(b"@_", data_coding=coding), account).text == text


@pytest.mark.parametrize(
    ("submit", "done", "submitted", "finished"),
    [
        ("251231235800", "202512312359", "2025-12-31T23:58", "2025-12-31T23:59"),
        ("2512312358", "000000000030000R", "2025-12-31T23:58", "2025-12-31T23:58:30"),
        ("", "202512312359", None, "2025-12-31T23:59"),
    ],
)
def test_a_receipts_dates_are_read_near_its_arrival(
    submit: str, done: str, submitted: str | None, finished: str
) -> None:
    """It came at midnight of the new year; a relative date counts from the submit, not from then."""
    text = f"id:1 submit date:{submit} done date:{done} stat:DELIVRD err:000"
    _, kept = receipt_of(delivery(text.encode(), 4), Account(id="a", name="A"))
    assert (kept.submit_date, kept.done_date) == (micros(submitted), micros(finished))


def micros(when: str | None) -> int | None:
    return None if when is None else int(datetime.fromisoformat(f"{when}+00:00").timestamp() * 1e6)


@pytest.mark.parametrize("fraction", range(0, 1_000_000, 37_037))
def test_a_receipts_dates_are_kept_to_the_microsecond(fraction: int) -> None:
    text = f"id:1 done date:9999-12-31T23:59:59.{fraction:06} stat:DELIVRD"
    _, kept = receipt_of(delivery(text.encode(), 4), Account(id="a", name="A"))
    assert kept.done_date == 253_402_300_799_000_000 + fraction


def test_a_receipts_text_is_ascii_whatever_the_alphabet() -> None:
    account = Account(id="a", name="A")
    _, kept = receipt_of(delivery(b"id:a_b@c stat:DELIVRD err:000", 4), account)
    assert kept.text == "id:a_b@c stat:DELIVRD err:000"
    assert kept.message_id == "a_b@c"
