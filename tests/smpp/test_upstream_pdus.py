"""What the PDU classes and the segmentation of aiosmpplib 0.7.4 get wrong; see ``test_upstream.py``."""

from __future__ import annotations

import logging
import struct
from datetime import datetime
from typing import Any

import aiosmpplib
import pytest
from aiosmpplib.protocol import SmppMessage, SubmitSm, SubmitSmResp
from aiosmpplib.utils import split_sms_udh

from tests.smpp import odd


def read_with_aiosmpplib(pdu: bytes) -> Any:
    header = SmppMessage.parse_header(pdu)
    return aiosmpplib.protocol.MESSAGE_TYPE_MAP[header.smpp_command].from_pdu(pdu, header, "gsm0338")


# sms/segments.py: segmentation.


def test_segments_are_counted_in_characters_not_septets() -> None:
    """100 characters of two septets each go out as one message of 200.

    Cure: tests/sms/test_segments.py::test_counts
    Cure: tests/sms/test_segments.py::test_parts_join_to_the_text_and_keep_the_limits
    """
    parts = split_sms_udh("€" * 100, "gsm0338")
    assert len(parts) == 1
    assert len(parts[0]) - 1 == 200


async def test_sar_mode_raises() -> None:
    """Cure: tests/sms/test_segments.py::test_sar_parameters"""
    esme = aiosmpplib.ESME("127.0.0.1", 1, "demo", "demo1234", log_level=logging.CRITICAL + 1)
    esme._session_state = esme.bind_mode.session_state
    await esme.broker.enqueue(SubmitSm(short_message="x" * 300, auto_message_payload=False))
    with pytest.raises(UnboundLocalError):
        await esme._dequeue_messages()


def test_a_16_bit_reference_is_misread() -> None:
    """udh.concatenation.

    Cure: tests/smpp/test_udh.py::test_the_number_of_a_segment
    Cure: tests/sms/test_segments.py::test_user_data_headers
    """
    reference, _, _ = read_with_aiosmpplib(odd.LONG_REFERENCE).get_segmentation_data()
    assert reference != 0x1234


# upstream.py: what is put right in what we send.


@pytest.mark.parametrize(
    "fields",
    [{"system_id": "s" * 16}, {"password": "p" * 9}, {"addr_ton": 9}],
)
def test_a_bind_request_takes_no_long_password_and_no_other_number(fields: dict[str, Any]) -> None:
    """upstream.bind_request.

    Cure: tests/smpp/test_link.py::test_each_mode_binds_with_its_own_request_and_unbinds
    Cure: tests/smpp/test_link.py::test_settings_that_cannot_be_sent_never_connect
    Cure: tests/accounts/test_account.py::test_a_password_longer_than_smpp_allows
    """
    with pytest.raises(ValueError, match=r"maximum length|must be of type"):
        aiosmpplib.BindTransceiver(**fields)
    if "addr_ton" not in fields:
        with pytest.raises(ValueError, match="maximum length"):
            aiosmpplib.ESME("127.0.0.1", 1, **{"system_id": "s", "password": "p", **fields})


def test_texts_are_ascii_only() -> None:
    """upstream._Latin1.

    Cure: tests/smpp/test_link_sending.py::test_a_segment_goes_out_as_it_was_given
    """
    message = SubmitSm(short_message="x", source=aiosmpplib.PhoneNumber("Café"))
    with pytest.raises(UnicodeEncodeError):
        message.pdu()


def test_a_submit_needs_text_enums_and_datetimes() -> None:
    """upstream.submit_request.

    Cure: tests/smpp/test_link_sending.py::test_a_segment_goes_out_as_it_was_given
    """
    with pytest.raises(ValueError, match="must be specified"):
        SubmitSm(optional_params=[])
    with pytest.raises(ValueError, match="must be of type"):
        SubmitSm(short_message="x", validity_period="000007000000000R")
    with pytest.raises(ValueError, match="must be of type"):
        aiosmpplib.PhoneNumber("1", 9)
    with pytest.raises(ValueError, match="must be of type"):
        aiosmpplib.OptionalParam(0x1501, b"\x00\xff")
    with pytest.raises(LookupError):
        SubmitSm(short_message="x", encoding="0xF5").pdu()


def test_an_absolute_time_west_of_greenwich_is_written_wrong() -> None:
    """upstream._as_it_is: times come ready from sms.smpptime.

    Cure: tests/smpp/test_link_sending.py::test_a_segment_goes_out_as_it_was_given
    Cure: tests/sms/test_smpptime.py::test_an_absolute_time_is_written_in_utc
    """
    west = datetime.fromisoformat("2021-11-04T05:01:12-03:30")
    assert SubmitSm.datetime_to_smpp_time(west) != "211104050112014-"


def test_a_response_takes_no_status_of_its_own() -> None:
    """upstream.deliver_response.

    Cure: tests/smpp/test_link_reading.py::test_deliveries_are_kept_side_by_side
    """
    with pytest.raises(ValueError, match="must be of type"):
        aiosmpplib.DeliverSmResp(sequence_num=1, command_status=1375)


def test_message_ids_that_are_not_ascii_raise() -> None:
    """pdu.read_pdu.

    Cure: tests/smpp/test_link_sending.py::test_odd_message_ids
    """
    pdu = struct.pack(">IIII", 18, 0x80000004, 0, 1) + b"\xe9\0"
    with pytest.raises(UnicodeDecodeError):
        SubmitSmResp.from_pdu(pdu, SmppMessage.parse_header(pdu))
