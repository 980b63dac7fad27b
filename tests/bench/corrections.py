"""What each correction of aiosmpplib costs per message: ``python -m tests.bench.corrections [--json FILE]``.

Ours and the library's own way do the same work in the same run, by turns; of five times each the median
counts. A ratio over 1: ours is quicker.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import ssl
import struct
import sys
import tempfile
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from statistics import median

import trustme
from aiosmpplib.protocol import DeliverSmResp
from aiosmpplib.utils import split_sms_udh

from tests.bench.ways import (
    Way,
    bookkeeping,
    committing,
    loop_of,
    on_the_wire,
    our_cutting,
    our_pace,
    their_cutting,
    their_pace,
    their_reading,
    their_submit,
)
from tests.bench.wire import answering, by_our_link, receipt_pdu
from tests.smpp.peers import SETTINGS, message
from ycloud_console.history import History
from ycloud_console.smpp import upstream
from ycloud_console.smpp.incoming import read_delivery, read_message_id
from ycloud_console.smpp.model import TlsSettings
from ycloud_console.smpp.pdu import concatenation, read_pdu, read_udh, write_pdu
from ycloud_console.sms.alphabet import decode
from ycloud_console.sms.receipt import read_receipt
from ycloud_console.sms.segments import split

LIBRARY = f"aiosmpplib {version('aiosmpplib')}"
TURNS = 5
"""How often each is measured."""


@dataclass(frozen=True)
class Row:
    """One correction, measured."""

    correction: str
    ours_us: float
    """Microseconds a message."""
    theirs_us: float | None
    """The library's own way; None: it has none."""

    @property
    def ratio(self) -> float | None:
        return None if self.theirs_us is None else self.theirs_us / self.ours_us


@dataclass(frozen=True)
class Correction:
    """What is measured: *count* times in one go."""

    name: str
    count: int
    ours: Way
    theirs: Way | None


def _wire() -> list[Correction]:
    submission = message()
    answer = write_pdu("submit_sm_resp", sequence=7, fields={"message_id": "11041301030001006668"})
    receipt = receipt_pdu(7)
    segment = b"\x05\x00\x03\x12\x02\x01" + "你好，您的验证码".encode("utf-16-be")
    inbound = write_pdu(
        "deliver_sm", sequence=7, fields={"esm_class": 0x40, "data_coding": 8, "short_message": segment}
    )
    enquire = struct.pack(">IIII", 16, 0x15, 0, 7)

    def our_receipt(_: int) -> object:
        delivery = read_delivery(read_pdu(receipt))
        return read_receipt(delivery.message, data_coding=delivery.data_coding, tlvs=delivery.tlvs)

    def our_segment(_: int) -> object:
        pdu = read_pdu(inbound)
        udh = read_udh(pdu.message)
        return concatenation(udh), decode(pdu.message[udh.length :], pdu.number("data_coding"))

    return [
        Correction(
            "write a submit_sm: any TON, NPI, data_coding, TLV and time",
            5000,
            loop_of(lambda number: upstream.with_sequence(upstream.submit_request(submission), number + 1)),
            loop_of(lambda number: their_submit(number + 1)),
        ),
        Correction(
            "write a deliver_sm_resp: any status",
            5000,
            loop_of(lambda number: upstream.deliver_response(number + 1, 0)),
            loop_of(lambda number: DeliverSmResp(sequence_num=number + 1).pdu()),
        ),
        Correction(
            "read a header: any command and status",
            5000,
            loop_of(lambda _: read_pdu(enquire)),
            loop_of(lambda _: their_reading(enquire)),
        ),
        Correction(
            "read a submit_sm_resp: any message ID",
            5000,
            loop_of(lambda _: read_message_id(read_pdu(answer))),
            loop_of(lambda _: their_reading(answer).message_id),
        ),
        Correction(
            "read a deliver_sm and its receipt: any err, any date, any TLV",
            3000,
            loop_of(our_receipt),
            loop_of(lambda _: their_reading(receipt).parse_receipt()),
        ),
        Correction(
            "read an inbound segment: 8- and 16-bit references",
            3000,
            loop_of(our_segment),
            loop_of(lambda _: their_reading(inbound).get_segmentation_data()),
        ),
    ]


def _texts() -> list[Correction]:
    text = "The quick brown fox jumps over the lazy dog. " * 7
    euros = "€uro, {braces} and [brackets] " * 10
    return [
        Correction(
            "cut a text of 315 characters into segments, counted in septets",
            1000,
            loop_of(lambda number: split(text, reference=number)),
            loop_of(lambda number: split_sms_udh(text, "gsm0338", number % 256)),
        ),
        Correction(
            "the same, 300 characters with escapes (the library's segments are too long)",
            1000,
            loop_of(lambda number: split(euros, reference=number)),
            loop_of(lambda number: split_sms_udh(euros, "gsm0338", number % 256)),
        ),
    ]


def _order() -> list[Correction]:
    return [
        Correction("cut what comes into PDUs", 5000, our_cutting, their_cutting),
        Correction("register a request and find it by its answer, 10 open", 2000, *bookkeeping(10, 0)),
        Correction("the same, 100 open", 1000, *bookkeeping(100, 0)),
        Correction("the same, 10 open and 1,000 receipts awaited", 200, *bookkeeping(10, 1000)),
        Correction("keep the pace", 5000, our_pace, their_pace),
    ]


async def _tls(around: AsyncExitStack, folder: Path) -> Way:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    port = await around.enter_async_context(answering(tls=context))
    settings = replace(SETTINGS, host="localhost", tls=TlsSettings(folder / "ca.pem"))

    async def way(count: int) -> float:
        return await by_our_link(port, count, receipts=False, settings=settings)

    return way


async def measure(scale: float = 1.0) -> list[Row]:
    """All corrections; *scale* makes each run shorter."""
    async with AsyncExitStack() as around:
        folder = Path(around.enter_context(tempfile.TemporaryDirectory()))
        history = await History.open(folder / "history.sqlite3")
        around.push_async_callback(history.close)
        plain = await around.enter_async_context(answering())
        telling = await around.enter_async_context(answering(receipts=True))
        corrections = [
            *_wire(),
            *_texts(),
            *_order(),
            Correction("acknowledge receipts after their commit", 200, *committing(history)),
            Correction("submit and answer over TCP, all told", 2000, *on_the_wire(plain, receipts=False)),
            Correction("the same with a receipt each", 2000, *on_the_wire(telling, receipts=True)),
            Correction("submit and answer over TLS, all told", 2000, await _tls(around, folder), None),
        ]
        return [await _measured(each, max(2, round(each.count * scale))) for each in corrections]


async def _measured(correction: Correction, count: int) -> Row:
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(TURNS):  # by turns, so that a slow moment of the machine meets both
        ours.append(await correction.ours(count))
        if correction.theirs is not None:
            theirs.append(await correction.theirs(count))
    micros = 1e6 / count
    return Row(correction.name, median(ours) * micros, median(theirs) * micros if theirs else None)


def table(rows: list[Row]) -> str:
    """*rows* for people."""
    lines = [f"{'µs a message':>14}  {LIBRARY:>16}  {'ratio':>7}"]
    for row in rows:
        theirs = "has none" if row.theirs_us is None else f"{row.theirs_us:,.1f}"
        ratio = "" if row.ratio is None else f"{row.ratio:,.2f}"
        lines.append(f"{row.ours_us:>14,.1f}  {theirs:>16}  {ratio:>7}  {row.correction}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    parser.add_argument("--scale", type=float, default=1.0, help="0.1: a tenth of the messages")
    wanted = parser.parse_args()
    rows = asyncio.run(measure(wanted.scale))
    sys.stdout.write(table(rows) + "\n")
    if wanted.json is not None:
        figures = {
            "library": LIBRARY,
            "python": platform.python_version(),
            "machine": platform.machine(),
            "rows": [{**asdict(row), "ratio": row.ratio} for row in rows],
        }
        wanted.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
