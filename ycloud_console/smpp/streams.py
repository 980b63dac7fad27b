"""TCP segments put together to streams again, and the PDUs found in them.

A stream may begin in the middle, lack segments, have them twice or in another order; what cannot be read is
passed over and counted, and reading goes on where a PDU begins again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ycloud_console.smpp.frames import begins_pdu
from ycloud_console.smpp.packets import FIN, RST, SYN, TcpSegment
from ycloud_console.smpp.pdu import HEADER_SIZE

_WAITING: Final = 1 << 18
"""Octets behind a gap after which what is missing is not waited for any more."""
_LOOKED_AT: Final = 1 << 16
"""Octets of a stream that are looked through for the first PDU, until it is taken for no SMPP."""
_STRANGE: Final = 1 << 16
"""Octets of a PDU whose command is not known."""
_TLS_RECORDS: Final = frozenset({0x14, 0x15, 0x16, 0x17})


class Found(NamedTuple):
    """One PDU of a direction, or as much as was captured of it."""

    at: int
    """Microseconds: when the packet in which it ends was captured."""
    octets: bytes


class Direction:
    """One direction of a connection.

    Attributes:
        is_tls: It begins as TLS does, so that nothing can be read inside it.
        is_smpp: A PDU was found in it.
        lost: Octets that were not captured.
        skipped: Octets that were, but belong to no PDU that can be told.
    """

    def __init__(self) -> None:
        self.is_tls = False
        self.is_smpp = False
        self.lost = 0
        self.skipped = 0
        self._expected: int | None = None
        self._waiting: dict[int, tuple[bytes, int, int]] = {}
        self._octets = bytearray()
        self._passed = 0
        self._in_step = True
        self._missing = 0
        """Octets of a PDU whose start was given already that are still to come."""
        self._at = 0
        self._is_other = False

    def take(self, segment: TcpSegment, at: int) -> Iterator[Found]:
        """The PDUs that are whole with *segment*, captured *at*."""
        seq = segment.seq
        if segment.flags & SYN:
            self._expected = (seq + 1) & 0xFFFFFFFF
            return
        if self._is_other or not (segment.data or segment.missing):
            return
        if self._expected is None:
            # The capture begins in the middle of a connection, and perhaps of a PDU.
            self._expected = seq
            self._in_step = begins_pdu(segment.data)
        if _ahead(seq, self._expected) + len(segment.data) + segment.missing <= 0:
            return  # sent again
        old = self._waiting.get(seq)
        if old is None or len(old[0]) < len(segment.data):
            self._waiting[seq] = (segment.data, segment.missing, at)
        yield from self._advance()
        if sum(len(each[0]) for each in self._waiting.values()) > _WAITING:
            yield from self._jump()

    def end(self) -> Iterator[Found]:
        """What is left when nothing comes any more."""
        while self._waiting:
            yield from self._jump()
        if self._octets and self._in_step and self.is_smpp and len(self._octets) >= HEADER_SIZE:
            yield Found(self._at, bytes(self._octets))
        else:
            self.skipped += len(self._octets)
        self._octets.clear()

    def _advance(self) -> Iterator[Found]:
        """Take what follows without a gap."""
        while self._waiting and self._expected is not None:
            expected = self._expected
            seq = min(self._waiting, key=lambda each: _ahead(each, expected))
            known = -_ahead(seq, expected)
            if known < 0:
                return
            data, missing, at = self._waiting.pop(seq)
            if known < len(data):
                self._at = max(self._at, at)
                self._octets += data[known:]
                self._expected = (seq + len(data)) & 0xFFFFFFFF
                yield from self._cut()
            end = (seq + len(data) + missing) & 0xFFFFFFFF
            if (gap := _ahead(end, self._expected)) > 0:
                yield from self._lose(gap)

    def _jump(self) -> Iterator[Found]:
        """Give up what is missing before the next segment that is there."""
        expected = self._expected or 0
        seq = min(self._waiting, key=lambda each: _ahead(each, expected))
        gap = _ahead(seq, expected)
        if gap > 0:
            yield from self._lose(gap)
        yield from self._advance()

    def _lose(self, count: int) -> Iterator[Found]:
        """*count* octets were not captured: the PDU they belong to is cut, and how far it goes is known."""
        self.lost += count
        self._expected = ((self._expected or 0) + count) & 0xFFFFFFFF
        if self._missing:
            self._missing, count = max(0, self._missing - count), max(0, count - self._missing)
            if not count:
                return
        if self._octets and self._in_step and begins_pdu(self._octets) and len(self._octets) >= HEADER_SIZE:
            length = int.from_bytes(self._octets[:4], "big")
            self.is_smpp = True
            yield Found(self._at, bytes(self._octets))
            left = length - len(self._octets) - count
            self._octets.clear()
            if left >= 0:
                self._missing = left
                return
        self.skipped += len(self._octets)
        self._octets.clear()
        self._in_step = False

    def _cut(self) -> Iterator[Found]:
        """Cut what is there into PDUs."""
        octets = self._octets
        if self._missing:
            gone = min(self._missing, len(octets))
            del octets[:gone]
            self._missing -= gone
        if not self.is_smpp and len(octets) >= 3 and octets[0] in _TLS_RECORDS and octets[1] == 3:
            self.is_tls = True
        start = 0
        while len(octets) - start >= 8:
            if not self._in_step or not self._may_begin(start):
                self._in_step = False
                start = self._look_on(start)
                if not self._in_step:
                    break
            length = int.from_bytes(octets[start : start + 4], "big")
            if len(octets) - start < length:
                break
            if not begins_pdu(octets[start : start + 8]) and not self._fits(start):
                self._in_step = False
                continue
            self.is_smpp = True
            yield Found(self._at, bytes(octets[start : start + length]))
            start += length
        del octets[:start]
        if not self.is_smpp and self.skipped > _LOOKED_AT:
            self._is_other = True

    def _may_begin(self, start: int) -> bool:
        """Whether a PDU begins there, in a stream that is in step: also one whose command nobody knows."""
        head = self._octets[start : start + 8]
        return begins_pdu(head) or (
            self.is_smpp and HEADER_SIZE <= int.from_bytes(head[:4], "big") <= _STRANGE
        )

    def _look_on(self, start: int) -> int:
        """Where the next PDU begins, from *start* on, which puts the stream in step; else how far it is read.

        What is passed over is counted; the last seven octets may be the start of a PDU, and are kept.
        """
        octets = self._octets
        end = len(octets) - 7
        # The first octet of a length is 0: no PDU is as long as sixteen megabytes.
        at = octets.find(0, start, end)
        while at >= 0:
            if begins_pdu(octets[at : at + 8]) and self._fits(at):
                self._in_step = True
                break
            at = octets.find(0, at + 1, end)
        else:
            at = end
        self.skipped += at - start
        return at

    def _fits(self, at: int) -> bool:
        """Whether behind the PDU at *at* another begins, as far as that can be seen."""
        octets = self._octets
        behind = at + int.from_bytes(octets[at : at + 4], "big")
        return len(octets) < behind + 8 or begins_pdu(octets[behind : behind + 8])


class Connection:
    """The two directions of one TCP connection, from *client* to *server* as far as that is known."""

    def __init__(self, segment: TcpSegment) -> None:
        self.first = segment.source
        self.second = segment.target
        self.opened_by = _opener(segment)
        self.interface = ""
        self._syn = segment.seq if segment.flags & SYN else None
        self._ways = (Direction(), Direction())
        self._ended = False

    @property
    def is_tls(self) -> bool:
        return any(way.is_tls and not way.is_smpp for way in self._ways)

    @property
    def lost(self) -> int:
        return sum(way.lost for way in self._ways if way.is_smpp)

    @property
    def skipped(self) -> int:
        return sum(way.skipped for way in self._ways if way.is_smpp)

    def is_anew(self, segment: TcpSegment) -> bool:
        """Whether *segment* opens another connection between the same ends."""
        if not segment.flags & SYN or segment.flags & 0x10:
            return False
        return self._ended or (self._syn is not None and segment.seq != self._syn) or self._syn is None

    def take(self, segment: TcpSegment, at: int) -> Iterator[tuple[bool, Found]]:
        """(whether *first* sent it, the PDU) for each that is whole now."""
        way = segment.source != self.first
        self.opened_by = self.opened_by or _opener(segment)
        for found in self._ways[way].take(segment, at):
            yield not way, found
        self._ended = self._ended or bool(segment.flags & (FIN | RST))

    def end(self) -> Iterator[tuple[bool, Found]]:
        for way in (False, True):
            for found in self._ways[way].end():
                yield not way, found


def _opener(segment: TcpSegment) -> str:
    """The end that opened the connection, as text; empty when *segment* does not tell."""
    if not segment.flags & SYN:
        return ""
    return str(segment.target if segment.flags & 0x10 else segment.source)


def _ahead(seq: int, expected: int) -> int:
    """How far *seq* is ahead of *expected*; sequence numbers begin again after 2³² (RFC 9293, 3.4)."""
    return ((seq - expected + 0x80000000) & 0xFFFFFFFF) - 0x80000000
