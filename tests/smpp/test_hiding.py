"""Texts and numbers are hidden in the octets, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.smpp.describe import describe, message_text
from ycloud_console.smpp.hiding import NOTHING_HIDDEN, TraceView
from ycloud_console.smpp.pdu import COMMAND_IDS, read_pdu, write_pdu
from ycloud_console.smpp.stream import masked, without_passwords

ALL = TraceView(hide_texts=True, hide_numbers=True)
_RECEIPT = (
    b"id:11041301030001006668 sub:001 dlvrd:001 submit date:2111040501 done date:2111040501"
    b" stat:REJECTD err:18 text:Your code is 4932"
)


def submit(**fields: int | str | bytes) -> bytes:
    return write_pdu(
        "submit_sm", sequence=3, fields={"source_addr": "YCloud", "destination_addr": "6581234567", **fields}
    )


def test_numbers_keep_their_length_and_their_end() -> None:
    shown = TraceView(hide_numbers=True).shown(submit(short_message=b"Hello"))
    pdu = read_pdu(shown)
    assert pdu.text("destination_addr") == "******4567"
    assert pdu.text("source_addr") == "YCloud"
    assert pdu.message == b"Hello"
    for address, hidden in (
        ("+447700900123", "+********0123"),
        ("10086", "***86"),
        ("7", "*"),
        ("tel:+6581234567", "tel:+******4567"),
        ("Shop24", "Shop24"),
        ("+65 8123 4567", "+** **** 4567"),
        ("(65) 8123-4567", "(**) ****-4567"),
        ("tel:65 8123 4567", "tel:** **** 4567"),
    ):
        octets = write_pdu("deliver_sm", fields={"source_addr": address})
        assert read_pdu(ALL.shown(octets)).text("source_addr") == hidden


def test_texts_are_hidden_in_their_alphabet_and_their_header_is_not() -> None:
    header = bytes.fromhex("050003aa0201")
    text = "您好".encode("utf-16-be")
    octets = submit(short_message=header + text, esm_class=0x40, data_coding=8)
    shown = TraceView(hide_texts=True).shown(octets)
    assert describe(read_pdu(shown))["text"] == "**"
    assert describe(read_pdu(shown))["udh"] == describe(read_pdu(octets))["udh"]
    assert read_pdu(shown).text("destination_addr") == "6581234567"
    assert message_text(read_pdu(ALL.shown(submit(short_message=b"Hello")))) == "*****"


def test_a_message_payload_is_hidden_too() -> None:
    fields = {"destination_addr": "6581234567"}
    octets = write_pdu("data_sm", fields=fields, tlvs=[(0x0424, b"secret text"), (0x0204, b"\0\7")])
    pdu = read_pdu(ALL.shown(octets))
    assert pdu.tlvs == ((0x0424, b"*" * 11), (0x0204, b"\0\7"))


@pytest.mark.parametrize("view", [TraceView(hide_texts=True), TraceView(hide_numbers=True)])
def test_what_an_smsc_says_of_a_refusal_is_hidden_with_either(view: TraceView) -> None:
    said = b"6581234567 is barred: Hello"
    octets = write_pdu("submit_sm_resp", status=11, fields={"message_id": "7"}, tlvs=[(0x001D, said + b"\0")])
    shown = read_pdu(view.shown(octets))
    assert shown.tlvs == ((0x001D, b"*" * (len(said) + 1)),)
    assert (shown.text("message_id"), shown.command_status) == ("7", 11)


def test_what_a_receipt_says_stays_and_what_it_quotes_goes() -> None:
    octets = write_pdu("deliver_sm", fields={"esm_class": 4, "short_message": _RECEIPT})
    message = read_pdu(ALL.shown(octets)).message
    assert message == _RECEIPT.replace(b"Your code is 4932", b"*" * 17)
    # The same words in a message of ours are its text.
    assert read_pdu(ALL.shown(submit(short_message=_RECEIPT))).message == b"*" * len(_RECEIPT)
    # A receipt that cannot be told from a text, in 16 bits: all of it.
    text = "id:1 stat:DELIVRD err:0 text:4932".encode("utf-16-be")
    wide = write_pdu("deliver_sm", fields={"esm_class": 4, "short_message": text})
    assert set(read_pdu(ALL.shown(wide)).message) == set(b"*")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (b"Dear Bob, your code is 4711 id:1 stat:DELIVRD", b"id:1 stat:DELIVRD"),
        (b"id:1 stat:DELIVRD err:000 SECRET", b"id:1 stat:DELIVRD err:000"),
        (b"id:1 stat:DELIVRD err:000 txt:my SECRET", b"id:1 stat:DELIVRD err:000"),
        (b"id:1 message:SECRET stat:DELIVRD err:000", b"id:1 stat:DELIVRD err:000"),
        (b"your code is 4711", b""),
    ],
)
def test_what_is_no_field_of_a_receipt_is_text(said: bytes, left: bytes) -> None:
    octets = write_pdu("deliver_sm", fields={"esm_class": 4, "short_message": said})
    message = read_pdu(TraceView(hide_texts=True).shown(octets)).message
    assert len(message) == len(said)
    assert message.replace(b"*", b"").split() == left.split()


@pytest.mark.parametrize("codec", ["latin-1", "utf-16-be", "utf-16-le"])
@pytest.mark.parametrize("in_payload", [False, True])
def test_the_numbers_of_a_pdu_are_hidden_in_its_message_too(codec: str, in_payload: bool) -> None:
    said = "Hi, +65 8123 4567 (6581234567) wrote to 447700900123, not to 16581234567 id:7 to:6581234567"
    header = bytes.fromhex("050003aa0201")
    octets = header + said.encode(codec)
    fields: dict[str, int | str | bytes] = {
        "source_addr": "+6581234567",
        "destination_addr": "44 7700 900123",
        "esm_class": 0x40,
        "data_coding": 0 if codec == "latin-1" else 8,
    }
    if not in_payload:
        fields["short_message"] = octets
    tlvs = [(0x0424, octets)] if in_payload else []
    pdu = read_pdu(TraceView(hide_numbers=True).shown(write_pdu("deliver_sm", fields=fields, tlvs=tlvs)))
    carrier = (pdu.tlv(0x0424) or b"") if in_payload else pdu.message
    assert carrier[:6] == header
    assert carrier[6:].decode(codec) == (
        "Hi, +** **** 4567 (******4567) wrote to ********0123, not to 16581234567 id:7 to:******4567"
    )


def test_what_nobody_knows_is_hidden_whole() -> None:
    for octets in (
        (30).to_bytes(4, "big") + bytes.fromhex("00010999") + bytes(8) + b"+6581234567 hi",
        submit(short_message=b"x") + b"6581234567 and a text",
        write_pdu("submit_sm", fields={}, tlvs=[(0x1400, b"6581234567 and a text")]),
    ):
        for view in (ALL, TraceView(hide_texts=True), TraceView(hide_numbers=True)):
            shown = view.shown(octets)
            assert b"6581234567 " not in shown
            assert len(shown) == len(octets)


def test_nothing_hidden_is_the_same_object() -> None:
    octets = submit(short_message=b"x")
    assert NOTHING_HIDDEN.shown(octets) is octets


@given(
    st.sampled_from(["submit_sm", "deliver_sm", "data_sm", "replace_sm", "submit_multi"]),
    st.binary(max_size=20),
    st.integers(0, 255),
    st.integers(0, 200),
)
def test_a_cut_or_odd_pdu_shows_no_text(command: str, odd: bytes, esm_class: int, cut: int) -> None:
    secret = b"the secret text"
    fields: dict[str, int | str | bytes] = {"esm_class": esm_class & 0x43}
    if command == "replace_sm":
        fields.clear()
    tlvs = [(0x0424, secret)] if command == "data_sm" else []
    if command != "data_sm":
        fields["short_message"] = odd[:1] + secret if esm_class & 0x40 else secret
    octets = write_pdu(command, fields=fields, tlvs=tlvs)[: 16 + cut] + odd
    shown = ALL.shown(octets)
    assert len(shown) == len(octets)
    assert b"secret" not in shown
    assert shown[:16] == octets[:16]


@given(st.sampled_from(sorted(COMMAND_IDS.values())), st.binary(max_size=80), st.integers(0, 2**32 - 1))
def test_any_octets_keep_their_length(command: int, body: bytes, length: int) -> None:
    octets = length.to_bytes(4, "big") + command.to_bytes(4, "big") + bytes(8) + body
    assert len(ALL.shown(octets)) == len(octets)


@pytest.mark.parametrize("length", [0, 16, 20, 27, 40, 1000])
@pytest.mark.parametrize("cut", [18, 22, 28, 34, 60])
def test_masking_keeps_a_length_as_wrong_as_it_is(length: int, cut: int) -> None:
    fields = {"system_id": "demo", "password": "hunter2secret", "system_type": "x"}
    whole = write_pdu("bind_transmitter", fields=fields)
    octets = (length.to_bytes(4, "big") + whole[4:])[:cut]
    shown = masked(octets)
    assert b"hunter"[: max(3, cut - 21)] not in shown
    off = length - len(octets)
    assert int.from_bytes(shown[:4], "big") - len(shown) == max(off, -len(shown))


def test_a_password_does_not_go_on_in_the_next_piece() -> None:
    whole = write_pdu("outbind", fields={"system_id": "smsc", "password": "hunter2secret"})
    pieces = [whole[:24], whole[24:30], whole[30:] + submit(short_message=b"x")]
    shown = list(without_passwords(pieces))
    assert shown[1] == b"*" * 6
    assert b"secret" not in b"".join(shown[1:])
    assert shown[2].endswith(submit(short_message=b"x"))
