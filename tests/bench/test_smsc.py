"""The lean SMSC of the benchmarks speaks SMPP, and does not hang on what is none."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.bench.rounds import port_of, running_smsc, what_it_saw
from ycloud_console.smpp.pdu import read_pdu, write_pdu
from ycloud_console.smpp.stream import PduStream

_SUBMIT: dict[str, int | str | bytes] = {
    "source_addr": "YCloud",
    "destination_addr": "6581234567",
    "short_message": b"hello",
}


@contextmanager
def _line(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        yield line


def _read(line: socket.socket, count: int) -> list[tuple[str, int, str]]:
    """Command, sequence and the message ID or text of the next *count* PDUs."""
    stream = PduStream()
    found: list[tuple[str, int, str]] = []
    while len(found) < count:
        octets = line.recv(65_536)
        assert octets
        stream.feed(octets)
        while (pdu := stream.next()) is not None:
            read = read_pdu(pdu)
            found.append((read.command, read.sequence_number, read.message.decode()))
    return found


def test_each_submit_has_its_answer_and_its_receipt() -> None:
    with running_smsc() as smsc:
        with _line(port_of(smsc)) as line:
            octets = write_pdu("submit_sm", sequence=7, fields=_SUBMIT)
            line.sendall(octets[:20])
            line.sendall(octets[20:])
            answer, receipt = _read(line, 2)
            assert answer[:2] == ("submit_sm_resp", 7)
            assert receipt[0] == "deliver_sm"
            assert "stat:DELIVRD" in receipt[2]
            for status in (0, 20):
                line.sendall(struct.pack(">IIIIx", 17, 0x80000005, status, 1))
            line.sendall(write_pdu("enquire_link", sequence=9))
            assert _read(line, 1)[0][:2] == ("enquire_link_resp", 9)
        seen = what_it_saw(smsc)
    assert {name: seen[name] for name in ("submitted", "acknowledged", "refused", "broken")} == {
        "submitted": 1,
        "acknowledged": 1,
        "refused": 1,
        "broken": 0,
    }


def test_a_silent_one_answers_no_submit() -> None:
    with running_smsc("--silent") as smsc:
        with _line(port_of(smsc)) as line:
            line.sendall(write_pdu("submit_sm", sequence=7, fields=_SUBMIT))
            line.sendall(write_pdu("enquire_link", sequence=8))
            assert [each[:2] for each in _read(line, 1)] == [("enquire_link_resp", 8)]
        assert what_it_saw(smsc)["submitted"] == 1


def test_what_is_no_smpp_closes_the_connection() -> None:
    with running_smsc() as smsc:
        with _line(port_of(smsc)) as line:
            # A PDU that says it is an octet shorter than it is: what follows seems to be of length 0.
            line.sendall(struct.pack(">IIII", 16, 0x80000005, 20, 1) + b"\0" + bytes(32))
            with suppress(ConnectionResetError):
                assert line.recv(1) == b""
        assert what_it_saw(smsc)["broken"] == 1
