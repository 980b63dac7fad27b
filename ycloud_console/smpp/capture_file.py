"""The packets of a capture file: pcap and pcapng, in either byte order, also compressed with gzip.

Sources: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng. A file that ends in the middle (it is still being
written, or was cut) gives what it has.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, NamedTuple

from ycloud_console.smpp import pcapng

_GZIP: Final = b"\x1f\x8b"
_PCAP: Final = {
    b"\xd4\xc3\xb2\xa1": ("<", 1_000),
    b"\xa1\xb2\xc3\xd4": (">", 1_000),
    b"\x4d\x3c\xb2\xa1": ("<", 1),
    b"\xa1\xb2\x3c\x4d": (">", 1),
}
"""The first four octets -> byte order, nanoseconds in a unit of its times."""
_PCAPNG: Final = b"\x0a\x0d\x0d\x0a"
_SIMPLE_PACKET, _OLD_PACKET = 3, 2
_LARGEST_BLOCK: Final = 1 << 26
"""Octets; a block that claims more is damage."""
_IF_TSOFFSET: Final = 14


class NotACapture(ValueError):
    """The file is no capture; the message says so."""


class Packet(NamedTuple):
    """One packet as it was captured."""

    at: int
    """Microseconds since 1970-01-01 UTC."""
    link: int
    """The kind of link (LINKTYPE_…)."""
    data: bytes
    length: int
    """Its octets before it was cut for the capture."""
    interface: str = ""
    """The name of the interface; empty when the file has none."""


class CaptureFile:
    """The packets of one file, read one after the other.

    Attributes:
        application: What wrote it, as the file says; known once the first packet is read.
        is_cut: Whether the file ended in the middle, or is damaged from there on.
        position: How far it is read, in octets of the file itself.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.application = ""
        self.is_cut = False
        self.position = 0
        self._raw: IO[bytes] | None = None

    def packets(self) -> Iterator[Packet]:
        """Every packet. Raises NotACapture, and OSError when the file cannot be read."""
        with self.path.open("rb") as raw:
            self._raw = raw
            compressed = raw.read(2) == _GZIP
            raw.seek(0)
            # The stubs do not know that it is read like any other file.
            file: IO[bytes] = gzip.GzipFile(fileobj=raw) if compressed else raw  # type: ignore[assignment]
            try:
                yield from self._packets(file)
            except (EOFError, zlib.error, gzip.BadGzipFile):
                self.is_cut = True

    def _packets(self, file: IO[bytes]) -> Iterator[Packet]:
        magic = file.read(4)
        if magic in _PCAP:
            yield from self._pcap(file, *_PCAP[magic])
        elif magic == _PCAPNG:
            yield from self._pcapng(file, magic)
        else:
            raise NotACapture(self.path.name)

    def _read(self, file: IO[bytes], size: int) -> bytes | None:
        """*size* octets; None when they are not there."""
        octets = file.read(size)
        if self._raw is not None:
            self.position = self._raw.tell()
        if len(octets) == size:
            return octets
        self.is_cut = self.is_cut or bool(octets)
        return None

    def _pcap(self, file: IO[bytes], order: str, unit: int) -> Iterator[Packet]:
        rest = self._read(file, 20)
        if rest is None:
            return
        # Its upper bits say how long a checksum behind each frame is.
        link = struct.unpack(order + "I", rest[16:])[0] & 0x0FFFFFFF
        head = struct.Struct(order + "IIII")
        while (octets := self._read(file, head.size)) is not None:
            seconds, parts, size, length = head.unpack(octets)
            data = self._read(file, size) if size <= _LARGEST_BLOCK else None
            if data is None:
                self.is_cut = True
                return
            yield Packet(seconds * 1_000_000 + parts * unit // 1_000, link, data, max(size, length))

    def _pcapng(self, file: IO[bytes], start: bytes) -> Iterator[Packet]:
        section = _Section("<")
        kind_octets: bytes | None = start
        while kind_octets is not None:
            size_octets = self._read(file, 4)
            if size_octets is None:
                self.is_cut = True
                return
            if kind_octets == _PCAPNG:
                order = self._read(file, 4)
                if order is None:
                    self.is_cut = True
                    return
                section = _Section("<" if order == struct.pack("<I", pcapng.BYTE_ORDER) else ">")
                size_octets, done = size_octets, 12
            else:
                done = 8
            size = struct.unpack(section.order + "I", size_octets)[0]
            body = self._read(file, size - done) if done + 4 <= size <= _LARGEST_BLOCK else None
            if body is None:
                self.is_cut = True
                return
            kind = struct.unpack(section.order + "I", kind_octets)[0]
            if kind == pcapng.SECTION:
                self.application = section.application(body[:-4]) or self.application
            elif packet := section.block(kind, body[:-4]):
                yield packet
            kind_octets = self._read(file, 4)


@dataclass(slots=True)
class _Interface:
    link: int
    name: str = ""
    units: int = 1_000_000
    """Of its times, in a second."""
    offset: int = 0
    """Seconds to be added."""


@dataclass(slots=True)
class _Section:
    """One section of a pcapng file: its byte order and its interfaces."""

    order: str
    interfaces: list[_Interface] = field(default_factory=list)

    def application(self, body: bytes) -> str:
        return self._options(body[12:]).get(pcapng.USER_APPLICATION, b"").decode("utf-8", "replace")

    def block(self, kind: int, body: bytes) -> Packet | None:
        """Its packet, when it is one. A damaged block is passed over."""
        try:
            if kind == pcapng.INTERFACE:
                self._add_interface(body)
            elif kind in (pcapng.ENHANCED_PACKET, _OLD_PACKET):
                return self._packet(kind, body)
            elif kind == _SIMPLE_PACKET:
                length = struct.unpack_from(self.order + "I", body)[0]
                one = self.interfaces[0]
                return Packet(0, one.link, body[4 : 4 + length], length, one.name)
        except (struct.error, IndexError):
            pass
        return None

    def _add_interface(self, body: bytes) -> None:
        made = _Interface(struct.unpack_from(self.order + "H", body)[0])
        self.interfaces.append(made)
        options = self._options(body[8:])
        made.name = options.get(pcapng.IF_NAME, b"").decode("utf-8", "replace")
        if resolution := options.get(pcapng.IF_TSRESOL):
            power = resolution[0] & 0x7F
            made.units = (2 if resolution[0] & 0x80 else 10) ** power
        if len(offset := options.get(_IF_TSOFFSET, b"")) == 8:
            made.offset = struct.unpack(self.order + "q", offset)[0]

    def _packet(self, kind: int, body: bytes) -> Packet:
        layout = "IIIII" if kind == pcapng.ENHANCED_PACKET else "HHIIII"
        number, *_, high, low, size, length = struct.unpack_from(self.order + layout, body)
        one = self.interfaces[number]
        at = ((high << 32) + low) * 1_000_000 // one.units + one.offset * 1_000_000
        return Packet(at, one.link, body[20 : 20 + size], max(size, length), one.name)

    def _options(self, octets: bytes) -> dict[int, bytes]:
        """The first of each option."""
        found: dict[int, bytes] = {}
        at = 0
        while at + 4 <= len(octets):
            code, size = struct.unpack_from(self.order + "HH", octets, at)
            if code == 0:
                break
            found.setdefault(code, octets[at + 4 : at + 4 + size])
            at += 4 + size + -size % 4
        return found
