"""User data headers and the numbers of segments."""

from __future__ import annotations

import pytest

from ycloud_console.smpp.pdu import concatenation, read_udh


@pytest.mark.parametrize(
    ("header", "segment"),
    [
        ("050003 2a 03 02", (0x2A, 3, 2)),
        ("060804 1234 03 02", (0x1234, 3, 2)),
        ("0b 050423f00000 0003 2a 02 01", (0x2A, 2, 1)),
        ("0a 0003010201 0003020302", (2, 3, 2)),  # the last of two counts
        ("0a 0003020302 0003010200", (2, 3, 2)),  # but one that cannot be is no last
        ("050003 2a 03 00", None),
        ("050003 2a 03 04", None),
        ("050003 2a 00 00", None),
        ("0400022a03", None),
        ("0605040b8423f0", None),
        ("00", None),
    ],
)
def test_the_number_of_a_segment(header: str, segment: tuple[int, int, int] | None) -> None:
    udh = read_udh(bytes.fromhex(header) + b"text")
    assert udh.problems == ()
    assert udh.length == len(bytes.fromhex(header))
    assert concatenation(udh) == segment


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ("", "the message is empty"),
        ("05", "says 5 octets, but only 0 are there"),
        ("0500032a03", "says 5 octets, but only 4 are there"),
        ("050004 2a0302", "Element 0x00 of the user data header says 4 octets, but only 3"),
        ("010041", "One octet at the end of the user data header"),
    ],
)
def test_a_damaged_header(message: str, problem: str) -> None:
    assert problem in read_udh(bytes.fromhex(message)).problems[0]


@pytest.mark.parametrize(
    ("tlvs", "segment"),
    [
        ([(0x020C, b"\x12\x34"), (0x020E, b"\x03"), (0x020F, b"\x02")], (0x1234, 3, 2)),
        ([(0x020F, b"\x02"), (0x1400, b""), (0x020E, b"\x03"), (0x020C, b"\x00\x07")], (7, 3, 2)),
        ([(0x020C, b"\x12\x34"), (0x020E, b"\x03")], None),
        ([(0x020C, b""), (0x020E, b"\x03"), (0x020F, b"\x02")], None),
        ([(0x020C, b"\x12\x34"), (0x020E, b"\x03"), (0x020F, b"\x04")], None),
        ([], None),
    ],
)
def test_segments_by_optional_parameters(
    tlvs: list[tuple[int, bytes]], segment: tuple[int, int, int] | None
) -> None:
    assert concatenation(tlvs) == segment
