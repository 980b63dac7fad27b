"""Where each field of a PDU stands in its octets: for marking them, and for hiding some of them.

Names are those of :class:`ycloud_console.smpp.pdu.Pdu`; optional parameters and elements of a user data
header have their numbers. What is read as a field there is found as a place here, and nothing is left out:
octets that belong to no field have a place called ``rest``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ycloud_console.smpp.pdu import HEADER_SIZE, MESSAGE_PAYLOAD, RESPONSE_BIT
from ycloud_console.smpp.pdu_layout import LAYOUTS, Layout, destination, failure
from ycloud_console.smpp.pdu_names import Kind
from ycloud_console.smpp.udh import UDH_INDICATOR, read_udh

_HEADER_FIELDS: Final = ("command_length", "command_id", "command_status", "sequence_number")
_TEXT, _OCTETS, _DESTINATIONS = Kind.TEXT, Kind.OCTETS, Kind.DESTINATIONS
REST: Final = "rest"


class Place(NamedTuple):
    """The octets from *start* up to, not including, *end*."""

    name: str
    """Of a mandatory field; ``tlv``, ``udh``, ``element``, ``user_data`` and ``rest`` for the others."""
    start: int
    end: int
    below: tuple[Place, ...] = ()
    """A message's user data header and its user data; the header's elements."""
    number: int = -1
    """The tag of an optional parameter, the identifier of an element."""

    @property
    def value(self) -> tuple[int, int]:
        """Where the value of an optional parameter or element begins and ends, behind its tag and length."""
        head = {"tlv": 4, "element": 2}.get(self.name, 0)
        return min(self.start + head, self.end), self.end


class _Cut(Exception):
    """The PDU ends before its fields do."""


def places(data: bytes) -> tuple[Place, ...]:
    """The place of everything in the PDU that *data* is, in order and without gaps. Never raises."""
    return tuple(_Finder(data).found())


class _Finder:
    def __init__(self, data: bytes) -> None:
        self._data = data
        length = int.from_bytes(data[:4], "big")
        self._end = min(length, len(data)) if length >= HEADER_SIZE else len(data)
        self._found: list[Place] = []
        self._numbers: dict[str, int] = {}
        self._at = 0

    def found(self) -> list[Place]:
        try:
            self._header()
            self._body()
        except _Cut:
            pass
        if self._at < len(self._data):
            self._found.append(Place(REST, self._at, len(self._data)))
        self._open_message()
        return self._found

    def _take(self, name: str, size: int) -> None:
        """*size* octets are *name*; fewer when the PDU is cut there."""
        stop = min(self._at + size, self._end)
        if stop > self._at or size == 0:
            self._found.append(Place(name, self._at, stop))
            self._numbers[name] = int.from_bytes(self._data[self._at : stop], "big")
        is_cut = stop < self._at + size
        self._at = stop
        if is_cut:
            raise _Cut

    def _header(self) -> None:
        for name in _HEADER_FIELDS:
            self._take(name, 4)

    def _body(self) -> None:
        command = int.from_bytes(self._data[4:8], "big")
        layout = LAYOUTS.get(command)
        if layout is None:
            if self._end > HEADER_SIZE:
                self._found.append(Place("body", HEADER_SIZE, self._end))
                self._at = self._end
            return
        if self._end == HEADER_SIZE and command & RESPONSE_BIT:
            return
        self._fields(layout)
        self._tlvs()

    def _fields(self, layout: Layout) -> None:
        for integers, kind, names, name in layout:
            if integers is not None:
                for each in names:
                    self._take(each, integers.size // len(names))
            elif kind is _TEXT:
                stop = self._data.find(0, self._at, self._end)
                self._take(name, (self._end if stop < 0 else stop) + 1 - self._at)
            elif kind is _OCTETS:
                size = self._numbers.get("sm_length", 0)
                self._take("short_message", min(size, self._end - self._at))
            elif kind is _DESTINATIONS:
                self._destinations()
            else:
                for number in range(1, self._numbers.get("no_unsuccess", 0) + 1):
                    self._fields(failure(number))

    def _destinations(self) -> None:
        for number in range(1, self._numbers.get("number_of_dests", 0) + 1):
            flag, address, list_name = destination(number)
            self._fields(flag)
            kind = self._numbers.get(f"dest_flag_{number}")
            if kind not in (1, 2):
                raise _Cut
            self._fields(address if kind == 1 else list_name)

    def _tlvs(self) -> None:
        data = self._data
        while self._end - self._at >= 4:
            tag = int.from_bytes(data[self._at : self._at + 2], "big")
            stop = min(self._end, self._at + 4 + int.from_bytes(data[self._at + 2 : self._at + 4], "big"))
            self._found.append(Place("tlv", self._at, stop, (), tag))
            self._at = stop

    def _open_message(self) -> None:
        """Put what stands inside the message below it."""
        carrier = next((at for at, each in enumerate(self._found) if each.name == "short_message"), None)
        if carrier is None or self._found[carrier].end == self._found[carrier].start:
            payload = (
                at
                for at, each in enumerate(self._found)
                if each.name == "tlv" and each.number == MESSAGE_PAYLOAD
            )
            carrier = next(payload, carrier)
        if carrier is None:
            return
        place = self._found[carrier]
        start, end = place.value
        has_udh = bool(self._numbers.get("esm_class", 0) & UDH_INDICATOR)
        below = tuple(_inside(self._data[start:end], start, has_udh))
        self._found[carrier] = place._replace(below=below)


def _inside(message: bytes, start: int, has_udh: bool) -> Iterator[Place]:
    length = 0
    if has_udh and message:
        udh = read_udh(message)
        length = udh.length
        at = start + 1
        elements = []
        for identifier, value in udh.elements:
            stop = at + 2 + len(value)
            elements.append(Place("element", at, stop, (), identifier))
            at = stop
        yield Place("udh", start, start + length, tuple(elements))
    if len(message) > length:
        yield Place("user_data", start + length, start + len(message))
