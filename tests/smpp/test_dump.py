"""Hex in the forms in which customers and tools write it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.smpp.dump import NoHex, describe_hex, read_hex
from ycloud_console.smpp.pdu import write_pdu

PDU = write_pdu(
    "submit_sm", sequence=7, fields={"destination_addr": "6581234567", "short_message": b"ab cd ef 12"}
)


def wireshark(data: bytes) -> str:
    lines = []
    for at in range(0, len(data), 16):
        row = data[at : at + 16]
        pairs = (
            " ".join(f"{octet:02x}" for octet in row[:8])
            + "  "
            + " ".join(f"{octet:02x}" for octet in row[8:])
        )
        shown = "".join(chr(octet) if 32 <= octet < 127 else "." for octet in row)
        lines.append(f"{at:04x}  {pairs:<49}   {shown}")
    return "\n".join(lines)


def xxd(data: bytes) -> str:
    lines = []
    for at in range(0, len(data), 16):
        row = data[at : at + 16]
        groups = " ".join(row[place : place + 2].hex() for place in range(0, len(row), 2))
        shown = "".join(chr(octet) if 32 <= octet < 127 else "." for octet in row)
        lines.append(f"{at:08x}: {groups:<39}  {shown}")
    return "\n".join(lines)


FORMS: dict[str, Callable[[bytes], str]] = {
    "plain": lambda data: data.hex(),
    "capitals": lambda data: data.hex().upper(),
    "spaces": lambda data: data.hex(" "),
    "colons": lambda data: data.hex(":"),
    "0x": lambda data: "0x" + data.hex(),
    "a list": lambda data: "[" + ", ".join(f"0x{octet:02X}" for octet in data) + "]",
    "escapes": lambda data: "".join(f"\\x{octet:02x}" for octet in data),
    "lines": lambda data: "\n".join(data[at : at + 20].hex(" ", 4) for at in range(0, len(data), 20)),
    "wireshark": wireshark,
    "xxd": xxd,
}


@pytest.mark.parametrize("form", sorted(FORMS))
@given(data=st.binary(min_size=16, max_size=300))
def test_each_form_is_read_back(form: str, data: bytes) -> None:
    text = FORMS[form](PDU[:12] + data)
    assert read_hex(text) == PDU[:12] + data


def test_hexdump_prints_what_is_read() -> None:
    done = subprocess.run(["hexdump", "-C"], input=PDU, capture_output=True, check=True)
    text = done.stdout.decode().strip().rsplit("\n", 1)[0]
    assert read_hex(text) == PDU


@pytest.mark.parametrize(
    ("text", "said"), [("", "no hex"), ("zz", "“z”"), ("abc", "missing"), ("hello world", "“h”")]
)
def test_what_is_no_hex_is_said(text: str, said: str) -> None:
    with pytest.raises(NoHex, match=said):
        read_hex(text)


def test_several_pdus_follow_one_another() -> None:
    enquire = write_pdu("enquire_link", sequence=8)
    described = describe_hex((PDU + enquire).hex())
    assert described["command"] == "submit_sm"
    assert [each["command"] for each in described["next"]] == ["enquire_link"]
    assert "next" not in describe_hex(PDU.hex())
