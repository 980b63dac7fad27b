"""A stream of octets cut into PDUs, and PDUs made fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

HEADER = 16
LONGEST = 1 << 20
"""No SMPP 3.4 PDU comes near: a message_payload has 64 KiB, submit_multi 255 addresses. What claims more is
no SMPP, or out of step."""
_WITH_PASSWORD = frozenset({0x00000001, 0x00000002, 0x00000009, 0x0000000B})
"""bind_receiver, bind_transmitter, bind_transceiver, outbind: system_id, then the password."""

_ANOTHER = re.compile(rb"\0[\0-\x10]..\0\0\0[\x01\x02\x09\x0b]", re.DOTALL)
"""The start of a PDU with a password."""
_MASK = b"*" * 8
"""As long as SMPP 3.4 lets a password be: how long this one is, is nobody's business."""


class BadLength(ValueError):
    """A command_length that cannot be; nothing after it can be read."""

    def __init__(self, length: int, start: bytes) -> None:
        super().__init__(f"a PDU that claims to be {length} octets long")
        self.length = length
        self.start = start
        """The first octets, at most 64."""


class PduStream:
    """Takes octets as they come and gives whole PDUs."""

    def __init__(self) -> None:
        self._octets = bytearray()
        self._start = 0

    def feed(self, octets: bytes) -> None:
        self._octets += octets

    def next(self) -> bytes | None:
        """The next whole PDU; None when it has not come in full. Raises BadLength, then and ever after."""
        start = self._start
        available = len(self._octets) - start
        if available < 4:
            self._compact()
            return None
        length = int.from_bytes(self._octets[start : start + 4], "big")
        if not HEADER <= length <= LONGEST:
            raise BadLength(length, bytes(self._octets[start : start + 64]))
        if available < length:
            self._compact()
            return None
        self._start = start + length
        return bytes(self._octets[start : start + length])

    def _compact(self) -> None:
        # Once for each chunk, not for each PDU: cutting from the front moves all that follows.
        if self._start:
            del self._octets[: self._start]
            self._start = 0


def masked(pdu: bytes) -> bytes:
    """*pdu* with ``********`` for the password of a bind or outbind, however long that is.

    A password that is cut, or goes on past what command_length says, is masked as far as it goes; where a
    system_id without its NUL leaves no telling where the password begins, the whole body is. command_length
    is as right or wrong afterwards as it was; all else is kept.
    """
    if int.from_bytes(pdu[4:8], "big") not in _WITH_PASSWORD:
        return pdu
    begin = pdu.find(0, HEADER) + 1
    if not begin:
        return pdu[:HEADER] + b"*" * (len(pdu) - HEADER)
    end = pdu.find(0, begin)
    if end < 0:
        end = len(pdu)
    behind = pdu[end:]
    # A length that is too long takes in what follows, which may be another of them.
    if another := _ANOTHER.search(behind):
        behind = behind[: another.start()] + masked(behind[another.start() :])
    rest = pdu[4:begin] + _MASK + behind
    length = int.from_bytes(pdu[:4], "big") + len(rest) + 4 - len(pdu)
    return (max(0, length) & 0xFFFFFFFF).to_bytes(4, "big") + rest


def without_passwords(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """*pieces* cut by a command_length that may be wrong, without what a password left in the next.

    The password inside a bind or outbind itself stays: whoever shows that masks it (:func:`masked`).
    """
    goes_on = False
    for piece in pieces:
        if goes_on:
            end = piece.find(0)
            goes_on = end < 0
            end = len(piece) if goes_on else end
            yield b"*" * end + piece[end:]
            continue
        if int.from_bytes(piece[4:8], "big") in _WITH_PASSWORD:
            begin = piece.find(0, HEADER) + 1
            goes_on = not begin or piece.find(0, begin) < 0
            if not begin and len(piece) > HEADER:
                piece = masked(piece)
        yield piece
