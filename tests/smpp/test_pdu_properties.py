"""Any octets can be read, and described, without an exception and without losing any."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ycloud_console.smpp.describe import describe
from ycloud_console.smpp.pdu import (
    COMMAND_IDS,
    HEADER_SIZE,
    FieldValue,
    Pdu,
    read_pdu,
    read_pdus,
    read_udh,
    write_pdu,
)
from ycloud_console.smpp.pdu_names import FIELDS, Kind

texts = st.text(st.characters(codec="latin-1", exclude_characters="\0"), max_size=30)
octets = st.binary(max_size=254)
numbers = st.integers(0, 255)
tlvs = st.lists(st.tuples(st.integers(0, 0xFFFF), st.binary(max_size=40)), max_size=4)

VALUES: dict[Kind, st.SearchStrategy[FieldValue]] = {
    Kind.TEXT: texts,
    Kind.U8: numbers,
    Kind.OCTETS: octets,
}
SIMPLE = {
    name: fields
    for name, fields in FIELDS.items()
    if all(kind in (Kind.TEXT, Kind.U8, Kind.OCTETS) for _, kind in fields)
}


@st.composite
def real_pdus(draw: st.DrawFn) -> bytes:
    """A PDU that is as it should be, of any command."""
    command = draw(st.sampled_from(sorted(SIMPLE)))
    fields: dict[str, FieldValue] = {}
    for name, kind in SIMPLE[command]:
        if name != "sm_length":
            fields[name] = draw(VALUES[kind])
    return write_pdu(
        command,
        status=draw(st.integers(0, 0xFFFFFFFF)),
        sequence=draw(st.integers(0, 0xFFFFFFFF)),
        fields=fields,
        tlvs=draw(tlvs),
    )


@st.composite
def damaged_pdus(draw: st.DrawFn) -> bytes:
    """A real PDU with some octets changed, left out or put in; its command_length right or not."""
    damaged = bytearray(draw(real_pdus()))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(damaged) - 1)))
        match draw(st.sampled_from(["change", "remove", "insert"])):
            case "change" if damaged:
                damaged[at] = draw(numbers)
            case "remove":
                del damaged[at : at + draw(st.integers(1, 5))]
            case _:
                damaged[at:at] = draw(st.binary(max_size=5))
    if draw(st.booleans()):
        damaged[:4] = len(damaged).to_bytes(4, "big")
    return bytes(damaged)


def written_again(pdu: Pdu) -> bytes:
    return write_pdu(
        pdu.command_id,
        status=pdu.command_status,
        sequence=pdu.sequence_number,
        fields=pdu.fields if len(pdu.raw) > HEADER_SIZE else None,
        tlvs=pdu.tlvs,
    )


@given(real_pdus())
def test_reading_and_writing_are_inverse(data: bytes) -> None:
    pdu = read_pdu(data)
    assert pdu.problems == ()
    assert written_again(pdu) == data


@settings(max_examples=400)
@given(damaged_pdus() | st.binary(max_size=400))
def test_any_octets_are_read_and_described(data: bytes) -> None:
    pdu = read_pdu(data)
    assert pdu.raw == data
    for language in ("en", "zh"):
        json.dumps(describe(pdu, language), ensure_ascii=False).encode()
    if not pdu.problems and pdu.fields.get("short_message", b"x"):
        # Nothing wrong: then nothing was left out either.
        assert written_again(pdu) == data


@given(st.sampled_from(sorted(COMMAND_IDS.values())), st.binary(max_size=300))
def test_any_body_of_any_command(command_id: int, body: bytes) -> None:
    describe(read_pdu((16 + len(body)).to_bytes(4, "big") + command_id.to_bytes(4, "big") + bytes(8) + body))


@given(st.lists(real_pdus(), max_size=4), st.binary(max_size=40))
@example([], bytes(40))
@example([], b"\0\0\0\x05\0\0\0\x15" + bytes(30))
def test_a_dump_of_several_loses_nothing(pdus: list[bytes], rest: bytes) -> None:
    data = b"".join(pdus) + rest
    found = read_pdus(data)
    assert b"".join(pdu.raw for pdu in found) == data
    assert [pdu.raw for pdu in found[: len(pdus)]] == pdus
    assert all(len(pdu.raw) >= HEADER_SIZE for pdu in found[:-1])


@given(st.binary(max_size=300))
def test_any_user_data_header(message: bytes) -> None:
    udh = read_udh(message)
    assert udh.length <= len(message)
    if not udh.problems:
        again = b"".join(bytes([identifier, len(data)]) + data for identifier, data in udh.elements)
        assert bytes([len(again)]) + again == message[: udh.length]


@given(texts.filter(lambda text: len(text) > 3))
def test_no_description_of_a_bind_holds_its_password(password: str) -> None:
    data = write_pdu("bind_transceiver", fields={"system_id": "@", "password": f"#{password}#"})
    shown = json.dumps(describe(read_pdu(data)), ensure_ascii=False)
    assert f"#{password}#" not in shown
    assert f"#{password}#".encode("latin-1").hex() not in shown


@pytest.mark.parametrize(
    "make",
    [
        lambda size: write_pdu("submit_sm", tlvs=[(0x1400, b"x" * 95)] * (size // 99)),
        lambda size: write_pdu("submit_sm", tlvs=[(0x0427, b"")] * (size // 4)),
        lambda size: write_pdu(
            "data_sm", fields={"esm_class": 0x40}, tlvs=[(0x0424, bytes(9996))] * (size // 10_000)
        ),
        lambda size: write_pdu(0x999, fields={"body": b"x" * size}),
        lambda size: size.to_bytes(4, "big") + b"\0\0\0\4" + bytes(8) + b"x" * size,
        lambda size: size.to_bytes(4, "big") + b"\0\0\0\x21" + bytes(8) + b"\x01\0" * (size // 2),
    ],
    ids=["TLVs", "empty TLVs", "payloads", "unknown command", "no end", "destinations"],
)
def test_effort_grows_with_length_only(make: Callable[[int], bytes]) -> None:
    """Linear: eight times the octets are about eight times the work, not sixty-four."""

    def effort(data: bytes) -> float:
        """Processor time of this thread, so that neither other programs nor the collector count."""
        times = []
        for _ in range(3):
            begin = time.thread_time()
            describe(read_pdu(data))
            times.append(time.thread_time() - begin)
        return min(times)

    gc.disable()
    try:
        small, large = effort(make(40_000)), effort(make(320_000))
    finally:
        gc.enable()
    assert large < max(small, 0.002) * 32
