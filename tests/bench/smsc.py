"""A lean SMSC in a process of its own, so that the client is what is measured.

``python -m tests.bench.smsc [--port P] [--silent]`` answers each submit_sm at once and sends its receipt
right behind; --silent answers none. It prints its port; when its standard input ends, one JSON object with
what it saw (submitted; receipts acknowledged and refused; broken: connections closed because what came was
no longer SMPP) and its own processor time since then (seconds). It keeps nothing, reads no field but the
recipient, and answers everything of a read in one write.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import struct
import sys
from typing import Any

from tests.bench.clock import processor

_HEADER = struct.Struct(">IIII")
_BIND = frozenset({1, 2, 9})
_SUBMIT_SM, _DELIVER_SM_RESP, _ENQUIRE_LINK, _UNBIND = 0x04, 0x80000005, 0x15, 0x06
_RESPONSE = 0x80000000
_LONGEST = 4096
"""Octets of any PDU that a client has reason to send here."""
_ENDS = b"\0\5\0YCloud\0\4\0\0\0\0\0\0\0\0"
_TEXT = b" sub:001 dlvrd:001 submit date:2111040501 done date:2111040501 stat:DELIVRD err:0 text:none"


class Answering(asyncio.Protocol):
    """One connection."""

    def __init__(self, seen: dict[str, int], *, silent: bool = False) -> None:
        self._seen = seen
        self._silent = silent
        self._kept = b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        data = self._kept + data if self._kept else data
        out: list[bytes] = []
        start, end, seen = 0, len(data), self._seen
        while end - start >= 16:
            length, command, status, sequence = _HEADER.unpack_from(data, start)
            if not 16 <= length <= _LONGEST:
                seen["broken"] += 1
                self._transport.abort()
                return
            if end - start < length:
                break
            start += length
            if command == _SUBMIT_SM:
                number = seen["submitted"] = seen["submitted"] + 1
                if self._silent:
                    continue
                out.append(b"%b%020d\0" % (_HEADER.pack(37, 0x80000004, 0, sequence), number))
                out.append(_receipt(number, _recipient(data, start - length + 16)))
            elif command == _DELIVER_SM_RESP:
                seen["refused" if status else "acknowledged"] += 1
            elif command in _BIND:
                out.append(_HEADER.pack(18, command | _RESPONSE, 0, sequence) + b"x\0")
            elif command in (_ENQUIRE_LINK, _UNBIND):
                out.append(_HEADER.pack(16, command | _RESPONSE, 0, sequence))
        self._kept = data[start:]
        if out:
            self._transport.write(b"".join(out))


def _recipient(data: bytes, body: int) -> bytes:
    """destination_addr of a submit_sm (SMPP 3.4, 4.4.1)."""
    source = data.index(b"\0", body) + 3
    begin = data.index(b"\0", source) + 3
    return data[begin : data.index(b"\0", begin)]


def _receipt(number: int, recipient: bytes) -> bytes:
    text = b"id:%020d%b" % (number, _TEXT)
    body = b"\0\1\1%b%b%c%b" % (recipient, _ENDS, len(text), text)
    return _HEADER.pack(16 + len(body), 5, 0, number & 0x7FFFFFFF or 1) + body


async def serve(port: int, *, silent: bool = False) -> None:
    """Until standard input ends."""
    loop = asyncio.get_running_loop()
    seen = {"submitted": 0, "acknowledged": 0, "refused": 0, "broken": 0}
    server = await loop.create_server(lambda: Answering(seen, silent=silent), "127.0.0.1", port)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    begun = processor()
    await loop.run_in_executor(None, sys.stdin.read)
    sys.stdout.write(json.dumps({**seen, "cpu": processor() - begun}) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--silent", action="store_true", help="answer no submit_sm")
    wanted = parser.parse_args()
    asyncio.run(serve(wanted.port, silent=wanted.silent))


if __name__ == "__main__":
    main()
