"""Two decoders that are not ours read our PDUs as we do, and we read theirs."""

from __future__ import annotations

import warnings

import pytest
import smpp34
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.smpp.pdu import FieldValue, read_pdu, write_pdu
from ycloud_console.smpp.pdu_names import FIELDS, Kind

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import smpplib.smpp


class Numbers:
    """What smpplib takes sequence numbers from."""

    def next_sequence(self) -> int:
        return 5


visible = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20)
numbers = st.integers(0, 255)
LIMITS = {"service_type": 5, "schedule_delivery_time": 16, "validity_period": 16}
MESSAGE_FIELDS = [name for name, _ in FIELDS["submit_sm"] if name not in ("sm_length", "short_message")]


@st.composite
def message_fields(draw: st.DrawFn) -> dict[str, FieldValue]:
    fields: dict[str, FieldValue] = {"short_message": draw(st.binary(max_size=254))}
    for name, kind in FIELDS["submit_sm"]:
        if kind is Kind.TEXT:
            fields[name] = draw(visible)[: LIMITS.get(name, 20)]
        elif kind is Kind.U8 and name != "sm_length":
            fields[name] = draw(numbers)
    return fields


@pytest.mark.parametrize("command", ["submit_sm", "deliver_sm"])
@given(fields=message_fields(), tlvs=st.lists(st.tuples(st.integers(0x1400, 0x3FFF), st.binary(max_size=9))))
def test_smpp34_reads_what_we_write(
    command: str, fields: dict[str, FieldValue], tlvs: list[tuple[int, bytes]]
) -> None:
    theirs = smpp34.decode(write_pdu(command, sequence=7, fields=fields, tlvs=tlvs))
    assert isinstance(theirs, smpp34.SubmitSm if command == "submit_sm" else smpp34.DeliverSm)
    assert theirs.sequence_number == 7
    assert {name: getattr(theirs, name) for name in fields} == fields
    assert [(tlv.tag, tlv.value) for tlv in theirs.tlvs] == tlvs


@given(fields=message_fields())
def test_we_read_what_smpp34_writes(fields: dict[str, FieldValue]) -> None:
    tlv = smpp34.Tlv(0x0204, b"\x00\x2a")
    theirs = smpp34.SubmitSm(**fields, tlvs=[tlv], sequence_number=9)  # type: ignore[arg-type]
    ours = read_pdu(theirs.encode())
    assert ours.problems == ()
    assert ours.sequence_number == 9
    assert {name: ours.fields[name] for name in fields} == fields
    assert ours.tlvs == ((0x0204, b"\x00\x2a"),)


@given(fields=message_fields())
def test_smpplib_reads_what_we_write(fields: dict[str, FieldValue]) -> None:
    tlvs = [(0x0204, b"\x00\x2a"), (0x001E, b"17\0"), (0x0427, b"\x02")]
    theirs = smpplib.smpp.parse_pdu(
        write_pdu("deliver_sm", sequence=7, fields=fields, tlvs=tlvs),
        client=Numbers(),
        allow_unknown_opt_params=True,
    )
    assert theirs.sequence == 7
    for name, value in fields.items():
        assert getattr(theirs, name) == (value.encode("latin-1") if isinstance(value, str) else value)
    assert theirs.user_message_reference == 42
    assert theirs.receipted_message_id == b"17"
    assert theirs.message_state == 2


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (
            "bind_transceiver",
            {"system_id": "demo", "password": "demo1234", "system_type": "x", "addr_ton": 1},
        ),
        ("query_sm", {"message_id": "11041301030001006668", "source_addr_ton": 5, "source_addr": "YCloud"}),
        ("query_sm_resp", {"message_id": "1", "final_date": "260102030405000+", "message_state": 2}),
        ("submit_sm_resp", {"message_id": "11041301030001006668"}),
        ("alert_notification", {"source_addr": "6581234567", "esme_addr": "YCloud"}),
        ("data_sm", {"source_addr": "YCloud", "destination_addr": "6581234567", "data_coding": 8}),
        ("enquire_link", {}),
        ("unbind", {}),
        ("generic_nack", {}),
    ],
)
def test_smpplib_writes_the_same_octets(command: str, fields: dict[str, FieldValue]) -> None:
    theirs = smpplib.smpp.make_pdu(command, client=Numbers(), **fields)
    theirs.sequence = 5
    ours = dict(fields)
    if command.startswith("bind_"):
        ours["interface_version"] = 0x34
    assert theirs.generate() == write_pdu(command, sequence=5, fields=ours)
