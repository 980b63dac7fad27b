"""A submit_sm is what the specification says, whichever others were written before it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.smpp.peers import message
from ycloud_console.smpp.model import Submission
from ycloud_console.smpp.pdu import FieldValue, write_pdu
from ycloud_console.smpp.upstream import Unsendable, submit_request, with_sequence


def texts(longest: int) -> st.SearchStrategy[str]:
    return st.text(st.characters(codec="latin-1", exclude_characters="\0"), max_size=longest)


numbers = st.integers(0, 255)
# Few values, so that some have the same fields beside recipient and message.
submissions = st.builds(
    Submission,
    key=st.integers(),
    source_addr=st.sampled_from(["", "YCloud", "Café"]) | texts(20),
    source_addr_ton=numbers,
    source_addr_npi=st.just(0),
    destination_addr=st.sampled_from(["", "6581234567", "é" * 20]) | texts(20),
    dest_addr_ton=st.integers(0, 1),
    dest_addr_npi=numbers,
    short_message=st.binary(max_size=254),
    esm_class=st.sampled_from([0, 0x40]),
    data_coding=st.sampled_from([0, 8, 0xF5]),
    registered_delivery=numbers,
    protocol_id=numbers,
    priority_flag=numbers,
    service_type=texts(5),
    schedule_delivery_time=st.sampled_from(["", "211104050112014-"]),
    validity_period=st.sampled_from(["", "000007000000000R"]) | texts(16),
    tlvs=st.lists(st.tuples(st.integers(0, 0xFFFF), st.binary(max_size=300)), max_size=3).map(tuple),
)


def written(submission: Submission) -> bytes:
    """As the sandbox writes it, field by field."""
    fields: dict[str, FieldValue] = msgspec.structs.asdict(submission)
    del fields["key"], fields["tlvs"]
    return write_pdu("submit_sm", sequence=0, fields=fields, tlvs=submission.tlvs)


@given(submissions, st.lists(st.tuples(texts(20), st.binary(max_size=254)), max_size=3))
def test_every_octet(submission: Submission, others: list[tuple[str, bytes]]) -> None:
    """Also of those that differ from the last one in recipient and message only."""
    campaign = [
        msgspec.structs.replace(submission, destination_addr=recipient, short_message=octets)
        for recipient, octets in others
    ]
    for each in (submission, *campaign, submission):
        assert submit_request(each) == written(each)


def test_the_largest_tlv_and_the_sequence_number() -> None:
    payload = message(text=b"", tlvs=((0x0424, b"\xff" * 0xFFFF),))
    assert submit_request(payload) == written(payload)
    assert with_sequence(submit_request(payload), 7)[4:16].hex() == "000000040000000000000007"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"short_message": b"a" * 255}, "The message has 255 octets; short_message takes 254."),
    ({"tlvs": ((0x10000, b""),)}, "A TLV has a tag or a length over 65,535."),
    ({"source_addr": "1" * 21}, "The sender has 21 characters; SMPP takes at most 20."),
    ({"source_addr_ton": 256}, "TON is 256; it must be 0 to 255."),
    ({"source_addr_npi": -1}, "NPI is -1; it must be 0 to 255."),
    ({"destination_addr": "中"}, "The recipient has a character that SMPP cannot carry in this field."),
    ({"dest_addr_ton": 257}, "TON is 257; it must be 0 to 255."),
    ({"dest_addr_npi": 258}, "NPI is 258; it must be 0 to 255."),
    ({"service_type": "SIXSIX"}, "The service type has 6 characters; SMPP takes at most 5."),
    ({"esm_class": 256}, "esm_class is 256; it must be 0 to 255."),
    ({"protocol_id": 256}, "protocol ID is 256; it must be 0 to 255."),
    ({"priority_flag": 256}, "priority is 256; it must be 0 to 255."),
    ({"registered_delivery": -2}, "registered_delivery is -2; it must be 0 to 255."),
    ({"schedule_delivery_time": "1" * 17}, "The scheduled time has 17 characters; SMPP takes at most 16."),
    ({"validity_period": "\0"}, "The validity period has a character that SMPP cannot carry in this field."),
    ({"data_coding": 256}, "data_coding is 256; it must be 0 to 255."),
]
"""In the order in which they are named."""


@pytest.mark.parametrize("first", range(len(WRONG)))
def test_of_several_wrong_fields_the_first_is_named(first: int) -> None:
    """Alone, with each later one, and again: what could not be written is no more written later."""
    changes, sentence = WRONG[first]
    for later, _ in [({}, ""), *WRONG[first + 1 :]]:
        wrong = message(**{**later, **changes})
        for _ in range(2):
            with pytest.raises(Unsendable) as caught:
                submit_request(wrong)
            assert str(caught.value) == sentence
    assert submit_request(message()) == written(message())
