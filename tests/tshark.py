"""What tshark reads in a capture, field by field, beside what we read."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ycloud_console.smpp.pdu import RESPONSE_BIT, read_pdu, read_udh
from ycloud_console.smpp.udh import UDH_INDICATOR

_TEXTS = (
    *("source_addr", "destination_addr", "message_id", "system_id", "password", "system_type"),
    *("address_range", "service_type"),
)
_HEX_NUMBERS = (
    *("source_addr_ton", "source_addr_npi", "dest_addr_ton", "dest_addr_npi", "addr_ton", "addr_npi"),
    *("protocol_id", "priority_flag", "replace_if_present_flag", "data_coding"),
)
_NUMBERS = ("interface_version", "sm_default_msg_id", "sm_length")


def run(*arguments: str) -> str:
    """What tshark prints; the test is skipped where it is not installed, and fails where tshark does."""
    program = shutil.which("tshark")
    if program is None:
        pytest.skip("tshark is not installed")
    command = [program, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    # tshark reads UCS-2 a unit at a time: of a character beyond the first 65,536 (an emoji) it prints the two
    # surrogates, each as if it were a character, which is no UTF-8.
    return done.stdout.decode("utf-8", "surrogatepass")


def packets(path: Path, port: int, wanted: str) -> list[dict[str, Any]]:
    """The layers of each packet that the display filter *wanted* takes; SMPP is decoded on *port*."""
    decode_as = ("-d", f"tcp.port=={port},smpp")
    printed = run("-r", str(path), *decode_as, "-Y", wanted, "-T", "json", "--no-duplicate-keys")
    return [each["_source"]["layers"] for each in json.loads(printed)]


def faulty(path: Path, port: int) -> list[dict[str, Any]]:
    """Packets that tshark calls malformed, out of order, sent again, or of a wrong checksum."""
    wanted = (
        '_ws.malformed || tcp.analysis.flags || tcp.checksum.status == "Bad" || ip.checksum.status == "Bad"'
    )
    return packets(path, port, wanted)


def ours(octets: bytes) -> dict[str, object]:
    """The fields of a PDU as we read them, by tshark's names and in its forms."""
    pdu = read_pdu(octets)
    found: dict[str, object] = {
        "smpp.command_length": pdu.length,
        "smpp.command_id": pdu.command_id,
        "smpp.sequence_number": pdu.sequence_number,
    }
    if pdu.command_id & RESPONSE_BIT:
        # tshark leaves the status of a request out, which says nothing.
        found["smpp.command_status"] = pdu.command_status
    for name in (*_TEXTS, *_HEX_NUMBERS, *_NUMBERS):
        # tshark leaves empty texts out.
        if name in pdu.fields and pdu.fields[name] != "":
            found[f"smpp.{name}"] = pdu.fields[name]
    if "esm_class" in pdu.fields:
        esm = pdu.number("esm_class")
        found["smpp.esm.submit.msg_mode"] = esm & 0x03
        found["smpp.esm.submit.msg_type"] = esm >> 2 & 0x0F
        found["smpp.esm.submit.features"] = esm >> 6
    if "registered_delivery" in pdu.fields:
        registered = pdu.number("registered_delivery")
        found["smpp.regdel.receipt"] = registered & 0x03
        found["smpp.regdel.acks"] = registered >> 2 & 0x03
        found["smpp.regdel.notif"] = registered >> 4 & 0x01
    if pdu.fields.get("short_message"):
        found["smpp.message"] = pdu.fields["short_message"]
        if pdu.number("data_coding") == 8:
            udh = read_udh(pdu.message).length if pdu.number("esm_class") & UDH_INDICATOR else 0
            found["text"] = pdu.message[udh:]
    if pdu.tlvs:
        found["tlvs"] = [(tag, len(value)) for tag, value in pdu.tlvs]
    return found


def theirs(layer: Mapping[str, Any]) -> dict[str, object]:
    """The same fields as tshark reads them."""
    found: dict[str, object] = {}
    numbers = (
        *("command_length", "command_id", "command_status", "sequence_number", *_HEX_NUMBERS, *_NUMBERS),
        *("esm.submit.msg_mode", "esm.submit.msg_type", "esm.submit.features"),
        *("regdel.receipt", "regdel.acks", "regdel.notif"),
    )
    for name, value in layer.items():
        bare = name.removeprefix("smpp.")
        if bare in numbers:
            found[name] = int(value, 0)
        elif name == "smpp.message":
            found[name] = bytes.fromhex(value.replace(":", ""))
        elif bare in _TEXTS and value != "(Default)":
            # "(Default)" is tshark's word for an empty service_type.
            found[name] = value
        elif name == "smpp.message_text" and layer["smpp.data_coding"] == "0x08":
            found["text"] = value.encode("utf-16-be", "surrogatepass")
        elif name == "smpp.opt_params":
            found["tlvs"] = _tlvs(value)
    return found


def _tlvs(layer: Mapping[str, Any]) -> list[tuple[int, int]]:
    each = layer["smpp.opt_param"]
    several: Sequence[Mapping[str, Any]] = each if isinstance(each, list) else [each]
    return [(int(one["smpp.opt_param_tag"], 0), int(one["smpp.opt_param_len"])) for one in several]
