"""PDUs are recorded while the links go on, whatever becomes of the disk."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

from ycloud_console.console.recording import Recorder
from ycloud_console.smpp.capture import read_capture
from ycloud_console.smpp.hiding import NOTHING_HIDDEN, TraceView
from ycloud_console.smpp.pdu import write_pdu
from ycloud_console.smpp.recording import RecordingLimits
from ycloud_console.smpp.trace import Trace
from ycloud_console.smpp.wire import Wire

WIRE = Wire("Demo")


def add(trace: Trace, count: int) -> None:
    for _ in range(count):
        trace.add(WIRE, True, 1_790_000_000_000_000, write_pdu("enquire_link", sequence=1 + trace.total))


async def test_it_follows_from_its_start_to_its_end(tmp_path: Path) -> None:
    trace = Trace()
    add(trace, 5)
    recorder = Recorder(trace, tmp_path / "recordings")
    told: list[bool] = []
    leave = recorder.subscribe(lambda: told.append(recorder.is_on))
    await recorder.stop()
    recorder.start(RecordingLimits(), NOTHING_HIDDEN)
    add(trace, 1_500)
    await recorder.stop()
    add(trace, 5)
    assert not recorder.is_on
    assert (told[0], told[-1]) == (True, False)
    leave()
    (file,) = recorder.folder.iterdir()
    assert [each.octets for each in read_capture(file).pdus] == [
        each.octets for each in trace.since(5, 1_500)
    ]
    assert recorder.octets == file.stat().st_size
    assert recorder.missed == 0
    # And again: another file.
    recorder.start(RecordingLimits(), NOTHING_HIDDEN)
    add(trace, 1)
    await recorder.stop()
    assert len(list(recorder.folder.iterdir())) == 2


async def test_what_is_hidden_meanwhile_is_hidden_from_there_on(tmp_path: Path) -> None:
    trace = Trace()
    recorder = Recorder(trace, tmp_path / "recordings")
    recorder.start(RecordingLimits(), NOTHING_HIDDEN)
    secret = write_pdu("submit_sm", fields={"short_message": b"a secret"})
    trace.add(WIRE, True, 1, secret)
    while not recorder.octets:
        await asyncio.sleep(0.01)
    recorder.look_through(TraceView(hide_texts=True))
    trace.add(WIRE, True, 2, secret)
    await recorder.stop()
    (file,) = recorder.folder.iterdir()
    assert [b"a secret" in each.octets for each in read_capture(file).pdus] == [True, False]


async def test_what_came_while_it_was_hidden_stays_hidden_though_it_is_written_later(tmp_path: Path) -> None:
    trace = Trace()
    recorder = Recorder(trace, tmp_path / "recordings")
    secret = write_pdu("submit_sm", fields={"short_message": b"a secret"})
    recorder.start(RecordingLimits(), TraceView(hide_texts=True))
    trace.add(WIRE, True, 1, secret)
    # Before anything is written, and more than once.
    recorder.look_through(NOTHING_HIDDEN)
    recorder.look_through(TraceView(hide_numbers=True))
    recorder.look_through(NOTHING_HIDDEN)
    trace.add(WIRE, True, 2, secret)
    await recorder.stop()
    (file,) = recorder.folder.iterdir()
    assert [b"a secret" in each.octets for each in read_capture(file).pdus] == [False, True]


async def test_what_the_trace_let_go_of_is_counted(tmp_path: Path) -> None:
    trace = Trace(capacity=10)
    recorder = Recorder(trace, tmp_path / "recordings")
    recorder.start(RecordingLimits(), NOTHING_HIDDEN)
    add(trace, 25)
    await recorder.stop()
    assert recorder.missed == 15


async def test_a_disk_that_cannot_take_it_ends_it_with_a_reason(tmp_path: Path) -> None:
    trace = Trace()
    recorder = Recorder(trace, tmp_path / "recordings")
    ended = asyncio.Event()
    recorder.subscribe(lambda: None if recorder.is_on else ended.set())
    # One PDU fills a file, so that each needs another.
    recorder.start(RecordingLimits(octets=1), NOTHING_HIDDEN)
    add(trace, 1)
    while not recorder.octets:
        await asyncio.sleep(0.01)
    for file in recorder.folder.iterdir():
        file.unlink()
    recorder.folder.rmdir()
    add(trace, 1)
    async with asyncio.timeout(20):
        await ended.wait()
    assert recorder.problem == "No such file or directory"
    recorder.folder.mkdir()
    recorder.start(RecordingLimits(), NOTHING_HIDDEN)
    assert recorder.problem == ""
    await recorder.stop()


async def test_a_full_disk_ends_it_and_what_is_written_can_be_read(tmp_path: Path) -> None:
    trace = Trace()
    recorder = Recorder(trace, tmp_path / "recordings")
    ended = asyncio.Event()
    recorder.subscribe(lambda: None if recorder.is_on else ended.set())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    recorder.start(RecordingLimits(), NOTHING_HIDDEN)
    # The kernel takes no more than that of a file: what a full disk does, for this process alone.
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        add(trace, 1_000)
        async with asyncio.timeout(20):
            await ended.wait()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert recorder.problem == "File too large"
    (file,) = recorder.folder.iterdir()
    capture = read_capture(file)
    assert 50 < len(capture.pdus) < 1_000
    assert [finding.key for finding in capture.findings] in ([], ["file_cut"])
