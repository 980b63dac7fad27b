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


def shell(*command: str, data: bytes = PDU) -> str:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def frame(payload: bytes) -> bytes:
    """Ethernet, IPv4 and TCP around *payload*."""
    tcp = bytes.fromhex("0ad704d200000001000000025018ffff00000000")
    size = (20 + len(tcp) + len(payload)).to_bytes(2, "big")
    ip = b"\x45\0" + size + bytes.fromhex("abcd40004006000001020304050607 08".replace(" ", ""))
    return bytes(12) + b"\x08\0" + ip + tcp + payload


def kannel(data: bytes) -> str:
    head = "2010-09-02 18:45:10 [5396] [6] DEBUG: "
    rows = [data[at : at + 16] for at in range(0, len(data), 16)]
    shown = [
        f"{head}  data: {row.hex(' '):<47}   {''.join(chr(o) if 32 <= o < 127 else '.' for o in row)}"
        for row in rows
    ]
    return "\n".join([f"{head}Octet string at 0x1fc0c80:", f"{head}  len:  53", *shown, f"{head}ends."])


ENQUIRE = write_pdu("enquire_link", sequence=8)
ZEROS = write_pdu("data_sm", tlvs=[(0x1400, b"\0" * 200)])


@pytest.mark.parametrize(
    ("text", "octets"),
    [
        (shell("hexdump", "-C"), PDU),
        (shell("hexdump", "-C", data=ZEROS), ZEROS),
        (shell("od", "-A", "x", "-t", "x1z"), PDU),
        (shell("od", "-t", "x1", data=ZEROS), ZEROS),
        (shell("od", "-A", "d", "-t", "x1"), PDU),
        (kannel(PDU), PDU),
        (wireshark(PDU) + "\n\n" + wireshark(ENQUIRE), PDU + ENQUIRE),
        (wireshark(frame(PDU)), PDU),
        ("\n".join(map(wireshark, (frame(PDU), frame(b""), frame(ENQUIRE)))), PDU + ENQUIRE),
        (f"2024-01-02 10:11:12,345 DEBUG >>submit_sm ({len(PDU)} bytes) b'{PDU.hex()}'", PDU),
        (f"2024-01-02 10:11:12 out {PDU.hex()}\n2024-01-02T10:11:13Z in {ENQUIRE.hex(' ')}", PDU + ENQUIRE),
        (f"received {PDU!r}", PDU),
        (f"<Buffer {PDU.hex(' ')}>", PDU),
        ("char p[] = { /* Packet 4 */\n" + ", ".join(f"0x{octet:02x}" for octet in PDU) + " };", PDU),
        ("".join(chr(ord(digit) + 0xFEE0) for digit in PDU.hex()), PDU),
        (f"Here is the PDU: {PDU.hex()} thanks", PDU),
        (" ".join(f"{octet:02X}h" for octet in PDU), PDU),
        ("".join(f"%{octet:02X}" for octet in PDU), PDU),
        (str(list(PDU)), PDU),
        ("byte[] " + str([octet - 256 if octet > 127 else octet for octet in PDU]), PDU),
        (
            ",".join(
                f"{octet:02x}" for octet in write_pdu("submit_sm_resp", fields={"message_id": "7" * 36})
            ),
            write_pdu("submit_sm_resp", fields={"message_id": "7" * 36}),
        ),
    ],
)
def test_dumps_of_tools_and_logs(text: str, octets: bytes) -> None:
    assert read_hex(text) == octets


@pytest.mark.parametrize("write", [bytes.hex, wireshark, kannel])
def test_a_cut_pdu_does_not_take_the_next_one_with_it(write: Callable[[bytes], str]) -> None:
    if write is kannel:
        text = f"out {PDU[:30].hex()}\nin {ENQUIRE.hex()}"
    else:
        text = write(PDU[:30]) + "\n" + write(ENQUIRE)
    described = describe_hex(text)
    assert described["problems"]
    assert [(each["command"], each["problems"]) for each in described["next"]] == [("enquire_link", [])]


def test_what_is_too_much_to_show_is_counted() -> None:
    many = describe_hex(ENQUIRE.hex() * 6000)
    assert len(many["next"]) == 4999
    assert many["next"][-1]["problems"] == ["1000 more PDUs follow that are not shown here."]
    full = describe_hex(write_pdu("data_sm", tlvs=[(0x1400, b"")] * 20_001).hex())
    assert len(full["tlvs"]) == 20_000
    assert full["problems"] == ["1 more optional parameters follow that are not shown here."]


@given(text=st.text() | st.text("0123456789abcdef x:*\n|\\'\""))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        described = describe_hex(text)
    except NoHex:
        return
    assert described["command"]


def test_a_digit_that_is_missing_costs_one_octet_and_is_said() -> None:
    described = describe_hex(PDU.hex()[:-1])
    assert described["fields"]["destination_addr"] == "6581234567"
    assert described["text"] == "ab cd ef 1"
    assert any("hex digits" in sentence for sentence in described["problems"])
    assert "十六进制" in describe_hex(PDU.hex()[:-1], "zh")["problems"][-1]
    assert read_hex(PDU.hex()[:-1]) == PDU[:-1]
