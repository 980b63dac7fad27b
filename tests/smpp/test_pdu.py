"""The wire format: what is written is read back, damaged octets are read as far as they go."""

from __future__ import annotations

import pytest

from ycloud_console.smpp.pdu import (
    COMMAND_IDS,
    COMMANDS,
    TLV_NAMES,
    FieldValue,
    Tlv,
    read_pdu,
    read_pdus,
    write_header,
    write_pdu,
)
from ycloud_console.smpp.pdu_names import FIELDS, Kind

MESSAGE: dict[str, FieldValue] = {
    "service_type": "CMT",
    "source_addr_ton": 5,
    "source_addr": "YCloud",
    "dest_addr_ton": 1,
    "dest_addr_npi": 1,
    "destination_addr": "6581234567",
    "esm_class": 3,
    "registered_delivery": 1,
    "short_message": b"hello",
}


def octets_of(value: FieldValue) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("latin-1")


def filled(command: str) -> dict[str, FieldValue]:
    """Every simple field of *command* with a value of its own."""
    values: dict[str, FieldValue] = {}
    for index, (name, kind) in enumerate(FIELDS[command], start=1):
        if kind is Kind.TEXT:
            values[name] = f"{name[:4]}{index}"
        elif kind is Kind.U8 and name not in ("sm_length", "number_of_dests", "no_unsuccess"):
            values[name] = index
        elif kind is Kind.OCTETS:
            values[name] = b"\x00\x01octets\xff"
    return values


@pytest.mark.parametrize("command", sorted(FIELDS))
def test_every_command_comes_back_as_it_was_written(command: str) -> None:
    fields = filled(command)
    tlvs = [Tlv(0x1400, b"\x00\x01"), Tlv(0x0204, b"\x00\x07")]

    pdu = read_pdu(write_pdu(command, status=0, sequence=77, fields=fields, tlvs=tlvs))

    assert pdu.command == command
    assert pdu.sequence_number == 77
    assert pdu.problems == ()
    assert pdu.tlvs == tuple(tlvs)
    assert {name: pdu.fields[name] for name in fields} == fields
    assert [name for name, _ in FIELDS[command] if name in pdu.fields] == list(pdu.fields)
    assert pdu.length == len(pdu.raw)


def test_submit_sm_octet_by_octet() -> None:
    """The layout of SMPP 3.4, 4.4.1, written out by hand."""
    octets = bytes.fromhex(
        "00000037 00000004 00000000 00000005"
        "434d5400 05 00 59436c6f756400 01 01 3635383132333435363700"
        "03 00 00 00 00 01 00 00 00 05 68656c6c6f"
    )
    octets = len(octets).to_bytes(4, "big") + octets[4:]
    assert write_pdu("submit_sm", sequence=5, fields=MESSAGE) == octets
    pdu = read_pdu(octets)
    assert pdu.fields["short_message"] == b"hello"
    assert pdu.fields["sm_length"] == 5
    assert pdu.text("destination_addr") == "6581234567"
    assert pdu.number("source_addr_ton") == 5


def test_destinations_of_submit_multi() -> None:
    fields: dict[str, FieldValue] = {
        "number_of_dests": 2,
        "dest_flag_1": 1,
        "dest_addr_ton_1": 1,
        "dest_addr_npi_1": 1,
        "destination_addr_1": "6581234567",
        "dest_flag_2": 2,
        "dl_name_2": "everybody",
        "short_message": b"hi",
    }
    pdu = read_pdu(write_pdu("submit_multi", fields=fields))
    assert pdu.problems == ()
    assert {name: pdu.fields[name] for name in fields} == fields


def test_failures_of_submit_multi_resp() -> None:
    fields: dict[str, FieldValue] = {
        "message_id": "1",
        "no_unsuccess": 1,
        "dest_addr_ton_1": 1,
        "dest_addr_npi_1": 1,
        "destination_addr_1": "12345",
        "error_status_code_1": 0x0B,
    }
    octets = write_pdu("submit_multi_resp", fields=fields)
    assert read_pdu(octets).fields == fields
    cut = read_pdu(len(octets[:-1]).to_bytes(4, "big") + octets[4:-1])
    assert cut.problems == ("The PDU ends inside error_status_code_1.",)


def test_a_destination_flag_nobody_knows_ends_the_reading() -> None:
    octets = write_pdu("submit_multi", fields={"number_of_dests": 1, "dest_flag_1": 1})
    broken = octets.replace(b"\x01\x01\x00\x00\x00", b"\x01\x07\x00\x00\x00", 1)
    assert "dest_flag_1 is 7" in read_pdu(broken).problems[0]


def test_refusals_have_no_body() -> None:
    octets = write_pdu("submit_sm_resp", status=4, sequence=9, fields=None)
    assert octets == write_header(COMMAND_IDS["submit_sm_resp"], 4, 9)
    pdu = read_pdu(octets)
    assert pdu.problems == ()
    assert pdu.command_status == 4
    assert pdu.is_response


def test_a_response_that_says_success_without_a_body_is_told() -> None:
    assert read_pdu(write_header(0x80000004, 0, 1)).problems == (
        "The response says success, but its body is missing.",
    )


@pytest.mark.parametrize("command", ["enquire_link", "unbind_resp", "generic_nack"])
def test_commands_without_fields_need_no_body(command: str) -> None:
    assert read_pdu(write_pdu(command)).problems == ()


def test_an_unknown_command_keeps_its_body() -> None:
    pdu = read_pdu(write_pdu(0x00010203, sequence=3, fields={"body": b"\x01\x02"}))
    assert pdu.command == "0x00010203"
    assert pdu.fields == {"body": b"\x01\x02"}
    assert pdu.problems == ()


def test_commands_of_smpp_5_are_known_by_name() -> None:
    assert read_pdu(write_pdu(0x111, fields={"body": b"x"})).command == "broadcast_sm"


def test_octets_after_the_pdu_are_told() -> None:
    pdu = read_pdu(write_pdu("enquire_link") + b"abc")
    assert pdu.problems == ("3 more octets follow the PDU.",)


def test_several_pdus() -> None:
    first, second = write_pdu("submit_sm", fields=MESSAGE), write_pdu("enquire_link", sequence=2)
    assert [pdu.command for pdu in read_pdus(first + second)] == ["submit_sm", "enquire_link"]
    assert [pdu.raw for pdu in read_pdus(first + second[:-1])] == [first, second[:-1]]


@pytest.mark.parametrize("size", range(16))
def test_a_cut_header(size: int) -> None:
    pdu = read_pdu(write_pdu("submit_sm", sequence=5, fields=MESSAGE)[:size])
    assert pdu.problems == (f"Only {size} of the header's 16 octets are there.",)
    assert pdu.sequence_number == 0
    assert pdu.fields == {}


def test_every_cut_is_read_as_far_as_it_goes() -> None:
    octets = write_pdu("submit_sm", sequence=5, fields=MESSAGE, tlvs=[(0x0204, b"\x00\x07")])
    whole = read_pdu(octets)
    for size in range(16, len(octets)):
        pdu = read_pdu(octets[:size])
        assert pdu.problems[0].startswith(f"command_length says {len(octets)} octets, but only {size}")
        for name, value in pdu.fields.items():
            right = whole.fields[name]
            assert value == right or octets_of(right).startswith(octets_of(value))
        if "short_message" not in pdu.fields:
            assert pdu.problems[1].startswith("The PDU ends")


def test_sm_length_over_the_end() -> None:
    octets = bytearray(write_pdu("submit_sm", fields=MESSAGE))
    octets[-6] = 200
    pdu = read_pdu(octets)
    assert pdu.fields["short_message"] == b"hello"
    assert pdu.problems == ("sm_length says 200 octets, but only 5 are there.",)


def test_a_parameter_over_the_end_and_octets_too_few_for_one() -> None:
    octets = write_pdu("submit_sm_resp", fields={"message_id": "1"})
    for tail, value, problem in (
        (b"\x14\x00\x00\x09ab", b"ab", "Optional parameter 0x1400 says 9 octets, but only 2 are there."),
        (b"\x14\x00\x00", None, "3 octets at the end are too few for an optional parameter."),
    ):
        whole = octets + tail
        pdu = read_pdu(len(whole).to_bytes(4, "big") + whole[4:])
        assert pdu.problems == (problem,)
        assert pdu.tlv(0x1400) == value


def test_a_message_id_without_its_end_is_still_read() -> None:
    octets = write_pdu("submit_sm_resp", fields={"message_id": "11041301030001006668"})[:-1]
    pdu = read_pdu(len(octets).to_bytes(4, "big") + octets[4:])
    assert pdu.fields["message_id"] == "11041301030001006668"
    assert pdu.problems == ("The PDU ends inside message_id.",)


def test_message_comes_from_the_payload_when_there_is_no_short_message() -> None:
    tlvs = [(0x0424, b"long"), (0x0424, b"second")]
    assert read_pdu(write_pdu("data_sm", tlvs=tlvs)).message == b"long"
    assert read_pdu(write_pdu("submit_sm", fields=MESSAGE, tlvs=tlvs)).message == b"hello"


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        ("no_such_command", {}),
        ("submit_sm", {"no_such_field": 1}),
        ("submit_sm", {"destination_addr_1": "1"}),
        ("submit_sm", {"esm_class": 256}),
        ("submit_sm", {"esm_class": "3"}),
        ("submit_sm", {"source_addr": 12345}),
        ("submit_sm", {"source_addr": "a\0b"}),
        ("submit_sm", {"short_message": "text"}),
        ("submit_sm", {"short_message": b"x" * 256}),
    ],
)
def test_what_cannot_be_written_is_refused(command: str, fields: dict[str, FieldValue]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        write_pdu(command, fields=fields)


def test_an_overlong_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match="65535"):
        write_pdu("submit_sm", tlvs=[(0x0424, bytes(65536))])


def test_a_password_is_never_in_an_error_nor_in_a_representation() -> None:
    secret = "geheim密码"
    with pytest.raises(ValueError, match="password") as caught:
        write_pdu("bind_transceiver", fields={"password": secret})
    assert "geheim" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    pdu = read_pdu(write_pdu("bind_transceiver", fields={"system_id": "demo", "password": "geheim"}))
    assert "geheim" not in repr(pdu)
    assert pdu.fields["password"] == "geheim"


def test_names_are_unique() -> None:
    assert len(set(COMMANDS.values())) == len(COMMANDS)
    assert len(set(TLV_NAMES.values())) == len(TLV_NAMES)
