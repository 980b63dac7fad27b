"""Recordings are bounded, private, and readable as far as they were written."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ycloud_console.smpp.capture import read_capture
from ycloud_console.smpp.hiding import TraceView
from ycloud_console.smpp.pdu import read_pdu, write_pdu
from ycloud_console.smpp.recording import RecordingFiles, RecordingLimits
from ycloud_console.smpp.trace import Traced
from ycloud_console.smpp.wire import Wire

WIRE = Wire("Demo")


def pdus(count: int, start: int = 0) -> list[Traced]:
    fields: dict[str, int | str | bytes] = {"destination_addr": "6581234567", "short_message": b"Hello"}
    octets = [
        write_pdu("submit_sm", sequence=number, fields=fields) for number in range(start, start + count)
    ]
    return [
        Traced(number, WIRE, True, 1_790_000_000_000_000 + number, each)
        for number, each in enumerate(octets, start)
    ]


def test_full_files_give_way_to_new_ones(tmp_path: Path) -> None:
    files = RecordingFiles(tmp_path, RecordingLimits(octets=2000, files=3))
    written = sum(files.write(pdus(10, start)) for start in range(0, 200, 10))
    files.close()
    kept = files.kept()
    assert len(kept) == 3
    assert all(path.stat().st_size < 2000 + 500 for path in kept)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in kept)
    assert written > 3 * 2000
    sequences = [read_pdu(each.octets).sequence_number for path in kept for each in read_capture(path).pdus]
    # The last ones, without a gap, from file to file.
    assert sequences == list(range(200 - len(sequences), 200))


def test_older_recordings_count_and_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "mine.pcapng").write_text("x")
    for _ in range(3):
        files = RecordingFiles(tmp_path, RecordingLimits(octets=10_000, files=2))
        files.write(pdus(3))
        files.close()
    assert len(files.kept()) == 2
    assert (tmp_path / "mine.pcapng").exists()


def test_what_is_hidden_is_not_recorded(tmp_path: Path) -> None:
    files = RecordingFiles(tmp_path, RecordingLimits(), TraceView(hide_texts=True, hide_numbers=True))
    files.write(pdus(3))
    files.close()
    octets = files.kept()[0].read_bytes()
    assert b"Hello" not in octets
    assert b"6581234567" not in octets


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    files = RecordingFiles(tmp_path / "file", RecordingLimits())
    with pytest.raises(OSError, match="Not a directory"):
        files.write(pdus(1))
