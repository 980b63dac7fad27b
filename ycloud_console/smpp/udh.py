"""The user data header at the start of a message (3GPP TS 23.040, 9.2.3.24), and what it says of segments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ycloud_console.smpp.faults import Fault, sentences

UDH_INDICATOR: Final = 0x40
"""The bit of esm_class that says a user data header is there (SMPP 3.4, 5.2.12)."""

_CONCATENATED_8: Final = 0x00
_CONCATENATED_16: Final = 0x08
SAR_REFERENCE: Final = 0x020C
_SAR_TOTAL: Final = 0x020E
_SAR_NUMBER: Final = 0x020F


@dataclass(frozen=True, slots=True)
class Udh:
    """A user data header as far as it can be read."""

    elements: tuple[tuple[int, bytes], ...]
    """(identifier, data) of each element, in the order of the wire."""
    length: int
    """Octets it takes from the message, its length octet included."""
    faults: tuple[Fault, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with it, in English."""
        return sentences(self.faults)


def read_udh(message: bytes) -> Udh:
    """Read the user data header that *message* starts with. Never raises."""
    if not message:
        return Udh((), 0, (Fault("udh_empty"),))
    faults: list[Fault] = []
    end = 1 + message[0]
    if end > len(message):
        faults.append(Fault("udh_cut", (message[0], len(message) - 1)))
        end = len(message)
    elements: list[tuple[int, bytes]] = []
    position = 1
    while end - position >= 2:
        identifier, size = message[position], message[position + 1]
        position += 2
        if size > end - position:
            faults.append(Fault("udh_element_cut", (identifier, size, end - position)))
            size = end - position
        elements.append((identifier, message[position : position + size]))
        position += size
    if position < end:
        faults.append(Fault("udh_octet_left"))
    return Udh(tuple(elements), end, tuple(faults))


def concatenation(source: Udh | Iterable[tuple[int, bytes]]) -> tuple[int, int, int] | None:
    """(reference, total, number) of a segment: from its user data header, or from its SAR parameters.

    None when it is no segment, or when the numbers cannot be (number 0 or over the total: 3GPP TS 23.040,
    9.2.3.24.1 says to ignore such an element). Of several elements the last counts (9.2.3.24).
    """
    if isinstance(source, Udh):
        return _from_elements(source.elements)
    sar: dict[int, int] = {}
    for tag, value in source:
        if tag in (SAR_REFERENCE, _SAR_TOTAL, _SAR_NUMBER) and value:
            sar.setdefault(tag, int.from_bytes(value[:2], "big"))
    if len(sar) < 3:
        return None
    return _checked(sar[SAR_REFERENCE], sar[_SAR_TOTAL], sar[_SAR_NUMBER])


def _from_elements(elements: Iterable[tuple[int, bytes]]) -> tuple[int, int, int] | None:
    found: tuple[int, int, int] | None = None
    for identifier, data in elements:
        if identifier == _CONCATENATED_8 and len(data) == 3:
            found = _checked(data[0], data[1], data[2]) or found
        elif identifier == _CONCATENATED_16 and len(data) == 4:
            found = _checked(int.from_bytes(data[:2], "big"), data[2], data[3]) or found
    return found


def _checked(reference: int, total: int, number: int) -> tuple[int, int, int] | None:
    return (reference, total, number) if 1 <= number <= total else None
