"""Captures are read whoever wrote them, and say what cannot be read."""

from __future__ import annotations

import gzip
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tshark
from tests.smpp.captured import ESME, ESME6, SMSC, SMSC6, Talk, Timed, framed, pcap, pcapng
from ycloud_console.smpp.capture import Capture, NotACapture, read_capture
from ycloud_console.smpp.packets import PSH, tcp_packet
from ycloud_console.smpp.pdu import read_pdu, write_pdu
from ycloud_console.smpp.wire import Endpoint

FOREIGN = Path(__file__).parent / "captures" / "smpplib.pcap"
"""smpplib with the practice SMSC, plain and TLS, captured by tcpdump on the loopback interface."""


def submit(sequence: int, text: bytes = b"hello") -> bytes:
    fields: dict[str, int | str | bytes] = {"source_addr": "YCloud", "destination_addr": "6581234567"}
    fields["short_message"] = text
    return write_pdu("submit_sm", sequence=sequence, fields=fields)


def response(sequence: int) -> bytes:
    return write_pdu("submit_sm_resp", sequence=sequence, fields={"message_id": f"11041301030001{sequence}"})


def read(octets: bytes, tmp_path: Path, *, port: int | None = None) -> Capture:
    path = tmp_path / "some.cap"
    path.write_bytes(octets)
    return read_capture(path, port=port)


def keys(capture: Capture) -> set[str]:
    return {finding.key for finding in capture.findings}


def octets_of(capture: Capture) -> list[bytes]:
    return [each.octets for each in capture.pdus]


def test_a_foreign_capture_is_read_as_tshark_reads_it() -> None:
    capture = read_capture(FOREIGN)
    assert keys(capture) == {"tls"}
    remote = capture.pdus[0].wire.remote
    assert remote is not None
    layers = tshark.packets(FOREIGN, remote.port, "smpp")
    theirs = []
    for layer in layers:
        each = layer["smpp"]
        theirs += [tshark.theirs(one) for one in (each if isinstance(each, list) else [each])]
    read = [tshark.ours(each.octets) for each in capture.pdus]
    for one in theirs:
        if "smpp.password" in one:  # tshark shows it; we do not
            assert one.pop("smpp.password") == "demo1234"
    for one in read:
        if "smpp.password" in one:
            assert one.pop("smpp.password") == "********"
    assert read == theirs
    assert [each.outgoing for each in capture.pdus[:4]] == [True, False, True, False]
    assert {each.wire.bind for each in capture.pdus} == {1, 2, 3, 4}
    assert not any(b"demo1234" in each.octets for each in capture.pdus)


@pytest.mark.parametrize("link", [0, 1, 101, 113, 276])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("ends", [(ESME, SMSC), (ESME6, SMSC6)], ids=["IPv4", "IPv6"])
def test_every_kind_of_link_and_file(
    tmp_path: Path, link: int, order: str, ends: tuple[Endpoint, Endpoint]
) -> None:
    talk = Talk(*ends).opened()
    talk.says(submit(1))
    talk.says(response(1), outgoing=False)
    wanted = [submit(1), response(1)]
    packets = [(at, framed(packet, link)) for at, packet in talk.packets]
    times = [at for at, _ in talk.packets[-2:]]
    for file in (
        pcap(packets, link=link, order=order),
        pcap(packets, link=link, order=order, nano=True),
        pcapng(packets, link=link, order=order),
        gzip.compress(pcap(packets, link=link, order=order)),
    ):
        capture = read(file, tmp_path)
        assert octets_of(capture) == wanted
        assert [each.at for each in capture.pdus] == times
        assert [each.outgoing for each in capture.pdus] == [True, False]
        wire = capture.pdus[0].wire
        assert (wire.local, wire.remote) == ends
        assert not capture.findings


def test_vlans_are_looked_through(tmp_path: Path) -> None:
    talk = Talk()
    talk.says(submit(1))
    for vlans in (1, 2):
        packets = [(at, framed(packet, 1, vlans=vlans)) for at, packet in talk.packets]
        assert octets_of(read(pcap(packets, link=1), tmp_path)) == [submit(1)]


@given(st.data())
def test_segments_in_any_order_twice_and_of_any_size(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    pdus = [submit(number, bytes([number]) * number) for number in range(1, 12)]
    stream = b"".join(pdus)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(stream) - 1), max_size=20)))
    talk = Talk().opened()
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        talk.says(stream[start:end])
    opening, rest = talk.packets[:2], talk.packets[2:]
    again = data.draw(st.lists(st.sampled_from(rest), max_size=5))
    shuffled = data.draw(st.permutations([*rest, *again]))
    packets = [(opening[0][0] + place, packet) for place, (_, packet) in enumerate([*opening, *shuffled])]
    capture = read(pcap(packets), tmp_path_factory.mktemp("c"))
    assert octets_of(capture) == pdus
    assert not capture.findings


def test_a_capture_that_begins_in_the_middle_of_a_pdu(tmp_path: Path) -> None:
    talk = Talk()
    talk.says(submit(1)[20:] + submit(2))
    talk.says(response(2), outgoing=False)
    capture = read(pcap(talk.packets), tmp_path)
    assert octets_of(capture) == [submit(2), response(2)]
    assert keys(capture) == {"skipped"}
    # Nobody opened the connection in sight; who submits is the ESME.
    assert [each.outgoing for each in capture.pdus] == [True, False]


def test_what_was_lost_costs_no_more_than_its_pdu(tmp_path: Path) -> None:
    talk = Talk().opened()
    stream = submit(1) + submit(2, b"x" * 200) + submit(3)
    cut = len(submit(1)) + 40
    for part in (stream[:cut], stream[cut : cut + 60], stream[cut + 60 :]):
        talk.says(part)
    del talk.packets[3]
    capture = read(pcap(talk.packets), tmp_path)
    assert octets_of(capture) == [submit(1), submit(2, b"x" * 200)[:40], submit(3)]
    assert read_pdu(capture.pdus[1].octets).faults
    assert keys(capture) == {"lost"}


def test_packets_that_were_cut(tmp_path: Path) -> None:
    talk = Talk().opened()
    for number in (1, 2):
        talk.says(submit(number, b"y" * 150))
    capture = read(pcap(talk.packets, snap=100), tmp_path)
    assert octets_of(capture) == [submit(number, b"y" * 150)[:60] for number in (1, 2)]
    assert keys(capture) == {"packets_cut", "lost"}


def test_a_command_nobody_knows_does_not_break_the_stream(tmp_path: Path) -> None:
    strange = (20).to_bytes(4, "big") + bytes.fromhex("00010999") + bytes(12)
    talk = Talk().opened()
    talk.says(submit(1) + strange + submit(2))
    assert octets_of(read(pcap(talk.packets), tmp_path)) == [submit(1), strange, submit(2)]


def test_a_wrong_length_is_passed_over(tmp_path: Path) -> None:
    wrong = (7).to_bytes(4, "big") + submit(2)[4:]
    talk = Talk().opened()
    talk.says(submit(1) + wrong + submit(3))
    capture = read(pcap(talk.packets), tmp_path)
    assert octets_of(capture) == [submit(1), submit(3)]
    assert keys(capture) == {"skipped"}


@pytest.mark.parametrize("length", [20, 26, 34, 60, 400])
def test_a_password_is_masked_whatever_the_length_says(tmp_path: Path, length: int) -> None:
    fields = {"system_id": "demo", "password": "hunter2!", "system_type": "x"}
    bind = write_pdu("bind_transceiver", sequence=1, fields=fields)
    talk = Talk().opened()
    talk.says(length.to_bytes(4, "big") + bind[4:] + submit(2) + submit(3))
    for snap in (0, 40 + 30):
        capture = read(pcap(talk.packets, snap=snap), tmp_path)
        assert not any(b"hunter" in each.octets or b"ter2" in each.octets for each in capture.pdus)
        assert "hunter" not in repr(capture)


def test_ports_that_are_used_again_are_connections_of_their_own(tmp_path: Path) -> None:
    first, second = Talk(first=100).opened(), Talk(first=900_000).opened()
    first.says(submit(1))
    second.says(submit(2))
    capture = read(pcap(first.packets + second.packets), tmp_path)
    assert sorted(octets_of(capture)) == sorted([submit(1), submit(2)])
    assert len({each.wire for each in capture.pdus}) == 2


def test_smpp_among_other_traffic(tmp_path: Path) -> None:
    web = Talk(Endpoint("10.0.0.5", 40_000), Endpoint("10.0.0.7", 80)).opened()
    web.says(b"GET / HTTP/1.1\r\n\r\n")
    web.says(random.Random(7).randbytes(60_000), outgoing=False)
    talk = Talk().opened()
    talk.says(submit(1))
    packets = sorted(web.packets + talk.packets)
    assert octets_of(read(pcap(packets), tmp_path)) == [submit(1)]
    assert octets_of(read(pcap(packets), tmp_path, port=2775)) == [submit(1)]
    nothing = read(pcap(packets), tmp_path, port=80)
    assert nothing.pdus == []
    assert keys(nothing) == {"no_smpp_on_port"}


def test_fragments_and_strange_links_are_told(tmp_path: Path) -> None:
    whole = tcp_packet(ESME, SMSC, 1, 1, PSH, submit(1))
    fragment = whole[:6] + b"\x20\x00" + whole[8:]
    assert keys(read(pcap([(1, fragment)]), tmp_path)) == {"no_smpp", "fragments"}
    assert keys(read(pcap([(1, whole)], link=147), tmp_path)) == {"no_smpp", "links"}


def test_a_file_that_ends_in_the_middle_gives_what_it_has(tmp_path: Path) -> None:
    talk = Talk().opened()
    for number in range(5):
        talk.says(submit(number))
    for file in (pcap(talk.packets), pcapng(talk.packets), gzip.compress(pcap(talk.packets))):
        capture = read(file[:-10], tmp_path)
        assert octets_of(capture)[:3] == [submit(number) for number in range(3)]
        assert "file_cut" in keys(capture)


@pytest.mark.parametrize("octets", [b"", b"x", b"not a capture at all", b"\x1f\x8b"])
def test_what_is_no_capture_is_told(tmp_path: Path, octets: bytes) -> None:
    if octets == b"\x1f\x8b":
        assert keys(read(octets, tmp_path)) == {"no_smpp", "file_cut"}
        return
    with pytest.raises(NotACapture):
        read(octets, tmp_path)


@given(st.binary(max_size=300), st.sampled_from([b"\xd4\xc3\xb2\xa1", b"\n\r\r\n"]))
def test_a_damaged_file_never_raises(
    tmp_path_factory: pytest.TempPathFactory, octets: bytes, magic: bytes
) -> None:
    read(magic + octets, tmp_path_factory.mktemp("c"))


@given(st.lists(st.binary(min_size=1, max_size=120), max_size=12), st.integers(0, 11))
def test_a_stream_of_anything_never_raises(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], lost: int
) -> None:
    talk = Talk()
    for piece in pieces:
        talk.says(piece + submit(1)[: len(piece)])
    packets: list[Timed] = [each for place, each in enumerate(talk.packets) if place != lost]
    capture = read(pcap(packets), tmp_path_factory.mktemp("c"))
    assert capture.packets == len(packets)


def test_only_the_last_are_kept_where_that_is_wanted(tmp_path: Path) -> None:
    talk = Talk().opened()
    for number in range(20):
        talk.says(submit(number))
    path = tmp_path / "long.pcap"
    path.write_bytes(pcap(talk.packets))
    capture = read_capture(path, most=5)
    assert octets_of(capture) == [submit(number) for number in range(15, 20)]
    assert capture.total == 20
    assert capture.findings[-1].sentence().startswith("Only the last 5 of its 20 PDUs")
    assert all(finding.sentence("zh") != finding.sentence() for finding in capture.findings)


def test_tshark_agrees_on_a_shuffled_stream(tmp_path: Path) -> None:
    if shutil.which("tshark") is None:
        pytest.skip("tshark is not installed")
    talk = Talk().opened()
    stream = b"".join(submit(number) for number in range(1, 9))
    for start in range(0, len(stream), 50):
        talk.says(stream[start : start + 50])
    shuffled = talk.packets[:2] + random.Random(3).sample(talk.packets[2:], len(talk.packets) - 2)
    packets = [(talk.packets[0][0] + place, packet) for place, (_, packet) in enumerate(shuffled)]
    path = tmp_path / "shuffled.pcap"
    path.write_bytes(pcap(packets))
    printed = tshark.run(
        *("-r", str(path), "-d", "tcp.port==2775,smpp", "-o", "tcp.reassemble_out_of_order:TRUE"),
        *("-Y", "smpp", "-T", "fields", "-e", "smpp.sequence_number"),
    )
    theirs = [int(number) for number in printed.replace(",", "\n").split()]
    assert theirs == [read_pdu(each.octets).sequence_number for each in read_capture(path).pdus]
