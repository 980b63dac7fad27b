"""A capture of the network, read back as PDUs: whoever captured it, and whatever else is in it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from ycloud_console.smpp.capture_file import CaptureFile, NotACapture
from ycloud_console.smpp.capture_texts import Finding
from ycloud_console.smpp.packets import Other, TcpSegment, tcp_segment
from ycloud_console.smpp.pdu import COMMAND_IDS, RESPONSE_BIT
from ycloud_console.smpp.stream import masked
from ycloud_console.smpp.streams import Connection, Found
from ycloud_console.smpp.trace import NO_KEY, Traced
from ycloud_console.smpp.wire import Endpoint, Wire

__all__ = ["Capture", "Finding", "NotACapture", "read_capture"]

_OWN: Final = "YCloud Console"
_OF_ESME: Final = frozenset(
    COMMAND_IDS[name]
    for name in (
        *("bind_receiver", "bind_transmitter", "bind_transceiver", "submit_sm", "submit_multi"),
        *("query_sm", "cancel_sm", "replace_sm", "deliver_sm_resp"),
    )
)
_OF_SMSC: Final = frozenset(
    {*(command | RESPONSE_BIT for command in _OF_ESME if not command & RESPONSE_BIT)}
    | {COMMAND_IDS[name] for name in ("deliver_sm", "outbind", "alert_notification")}
)
_TELL_EVERY: Final = 2_000
"""Packets."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What was found in a file."""

    path: Path
    pdus: list[Traced]
    """In the order in which they were captured, passwords masked; outgoing is from the ESME to the SMSC."""
    total: int
    """How many there are in the file; more than are in ``pdus`` where only the last are kept."""
    packets: int
    findings: tuple[Finding, ...] = ()
    """What could not be read, and why."""


class _Seen(NamedTuple):
    connection: int
    by_first: bool
    found: Found


@dataclass(slots=True)
class _Tally:
    """What the reading of a file comes to."""

    port: int | None
    packets: int = 0
    total: int = 0
    cut: int = 0
    others: Counter[Other] = field(default_factory=Counter)
    connections: list[Connection] = field(default_factory=list)
    current: dict[frozenset[Endpoint], int] = field(default_factory=dict)
    """The two ends -> their latest connection."""

    def take(self, segment: TcpSegment, at: int, interface: str) -> Iterator[_Seen]:
        if self.port is not None and self.port not in (segment.source.port, segment.target.port):
            return
        self.cut += bool(segment.missing)
        ends = frozenset((segment.source, segment.target))
        number = self.current.get(ends)
        if number is None or self.connections[number].is_anew(segment):
            if number is not None:
                yield from self.end(number)
            number = self.current[ends] = len(self.connections)
            self.connections.append(Connection(segment))
            self.connections[number].interface = interface
        for by_first, found in self.connections[number].take(segment, at):
            yield _Seen(number, by_first, found)

    def end(self, number: int) -> Iterator[_Seen]:
        for by_first, found in self.connections[number].end():
            yield _Seen(number, by_first, found)


def read_capture(
    path: Path,
    *,
    port: int | None = None,
    most: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Capture:
    """The PDUs of the pcap or pcapng file at *path*; with *port* only those to or from that TCP port.

    SMPP is known by its shape, on whatever port. With *most* only the last so many are kept. *progress* is
    told now and then which part of the file is read, from 0 to 1; what it raises ends the reading. Raises
    NotACapture, and OSError when the file cannot be read.
    """
    file = CaptureFile(path)
    size = max(1, path.stat().st_size)
    tally = _Tally(port)
    seen: deque[_Seen] = deque(maxlen=most)
    for packet in file.packets():
        tally.packets += 1
        if progress and tally.packets % _TELL_EVERY == 0:
            progress(min(1.0, file.position / size))
        segment = tcp_segment(packet.link, packet.data, packet.length)
        if isinstance(segment, Other):
            tally.others[segment] += 1
            continue
        for each in tally.take(segment, packet.at, packet.interface):
            tally.total += 1
            seen.append(each)
    for number in tally.current.values():
        for each in tally.end(number):
            tally.total += 1
            seen.append(each)
    ordered = sorted(seen, key=lambda each: each.found.at)
    findings = tuple(_findings(tally, file, len(ordered)))
    own = file.application.startswith(_OWN)
    return Capture(path, _traced(ordered, tally.connections, own=own), tally.total, tally.packets, findings)


def _traced(seen: list[_Seen], connections: list[Connection], *, own: bool) -> list[Traced]:
    votes: Counter[int] = Counter()
    for each in seen:
        votes[each.connection] += _vote(each)
    wires: dict[int, tuple[Wire, bool]] = {}
    binds: Counter[str] = Counter()
    traced = []
    for number, each in enumerate(seen):
        if each.connection not in wires:
            connection = connections[each.connection]
            first_is_esme = _first_is_esme(connection, votes[each.connection])
            ends = (connection.first, connection.second)
            local, remote = ends if first_is_esme else ends[::-1]
            link = connection.interface if own and connection.interface else str(remote)
            binds[link] += 1
            wires[each.connection] = Wire(link, binds[link], local, remote), first_is_esme
        wire, first_is_esme = wires[each.connection]
        outgoing = each.by_first == first_is_esme
        traced.append(Traced(number, wire, outgoing, each.found.at, masked(each.found.octets), NO_KEY))
    return traced


def _vote(seen: _Seen) -> int:
    """1 when it says that the connection's first end is the ESME, -1 when it says the contrary."""
    command = int.from_bytes(seen.found.octets[4:8], "big")
    said = (command in _OF_ESME) - (command in _OF_SMSC)
    return said if seen.by_first else -said


def _first_is_esme(connection: Connection, votes: int) -> bool:
    if votes:
        return votes > 0
    if connection.opened_by:
        return connection.opened_by == str(connection.first)
    return connection.first.port > connection.second.port


def _findings(tally: _Tally, file: CaptureFile, kept: int) -> Iterator[Finding]:
    encrypted = sum(each.is_tls for each in tally.connections)
    if not tally.total:
        if tally.port is None:
            yield Finding("no_smpp", (tally.packets,))
        else:
            yield Finding("no_smpp_on_port", (tally.packets, tally.port))
    if encrypted:
        yield Finding("tls", (encrypted,))
    for other, key in ((Other.FRAGMENT, "fragments"), (Other.LINK, "links")):
        if tally.others[other]:
            yield Finding(key, (tally.others[other],))
    if tally.cut:
        yield Finding("packets_cut", (tally.cut,))
    lost = sum(each.lost for each in tally.connections)
    skipped = sum(each.skipped for each in tally.connections)
    if lost:
        yield Finding("lost", (lost,))
    if skipped:
        yield Finding("skipped", (skipped,))
    if file.is_cut:
        yield Finding("file_cut")
    if tally.total > kept:
        yield Finding("last_only", (kept, tally.total))
