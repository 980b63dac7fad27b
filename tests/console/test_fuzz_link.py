"""Whatever a server sends, over a real socket, to a real link with a real history behind it.

``pytest --hypothesis-profile=fuzz`` (``make fuzz``) tries 100,000 examples.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.smpp.peers import PATIENCE, Session, serving
from tests.smpp.test_pdu_properties import damaged_pdus, real_pdus
from ycloud_console.accounts import Account
from ycloud_console.console import Console, Event, InboundArrived, ReceiptArrived
from ycloud_console.smpp.pdu import RESPONSE_BIT, Pdu, read_pdu, write_pdu

EXAMPLES = max(2000, settings.default.max_examples if settings.default else 0)
MARK = 0x7ABCDEF0
"""sequence_number of the delivery that must still be answered after all that came before it."""
RECEIPT = b"id:%d sub:001 dlvrd:001 submit date:2111040501 done date:2111040501 stat:DELIVRD err:0 text:none"
REAL = [
    write_pdu("deliver_sm", fields={"esm_class": 4, "short_message": RECEIPT % 11041301030001006668}),
    write_pdu("deliver_sm", fields={"esm_class": 4}, tlvs=[(0x0424, RECEIPT % 7), (0x001E, b"7\0")]),
    write_pdu("deliver_sm", fields={"esm_class": 0x40, "short_message": b"\5\0\3\7\2\1hello"}),
    write_pdu("deliver_sm", fields={"esm_class": 0x40, "short_message": b"\6\x08\4\0\7\2\1hello"}),
    write_pdu(
        "deliver_sm", fields={"esm_class": 0x40, "short_message": b"\x0b\5\4\x0b\x84\x23\xf0\0\3\1\2\1x"}
    ),
    write_pdu(
        "deliver_sm", fields={"data_coding": 8, "short_message": "【签名】您好 😀".encode("utf-16-be")}
    ),
    write_pdu("data_sm", fields={"esm_class": 4}, tlvs=[(0x001E, b"7\0"), (0x0427, b"\2")]),
    write_pdu("alert_notification", fields={"source_addr": "6581234567"}),
    write_pdu("enquire_link"),
    write_pdu("submit_sm_resp", sequence=1, fields={"message_id": "1"}),
]
"""What servers do send, to be damaged."""


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """One of REAL with some octets changed, left out or put in."""
    octets = bytearray(draw(st.sampled_from(REAL)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(4, len(octets) - 1))
        match draw(st.sampled_from(["change", "remove", "insert"])):
            case "change":
                octets[at] = draw(st.integers(0, 255))
            case "remove" if len(octets) > 16:
                del octets[at]
            case _:
                octets[at:at] = draw(st.binary(max_size=3))
    return bytes(octets)


@st.composite
def framed(draw: st.DrawFn) -> bytes:
    """One PDU whose command_length is right, at least; its sequence_number is not the mark's."""
    octets = bytearray(draw(mutated() | mutated() | damaged_pdus() | real_pdus()))
    octets += bytes(max(0, 16 - len(octets)))
    octets[:4] = len(octets).to_bytes(4, "big")
    octets[12:13] = b"\0"
    return bytes(octets)


Fuzzed = tuple[list[bytes], bytes | None]
fuzzed: st.SearchStrategy[Fuzzed] = st.tuples(
    st.lists(framed(), min_size=1, max_size=4),
    # Now and then something after which no next PDU can be found.
    st.none() | st.none() | st.none() | mutated().map(lambda octets: octets[4:]) | st.binary(min_size=1),
)


def answer_to(pdu: Pdu) -> tuple[str, int] | None:
    """Name and sequence_number of the answer that SMPP 3.4 asks for; None where none is due."""
    if pdu.command_id & RESPONSE_BIT or pdu.command in ("alert_notification", "outbind"):
        return None
    if pdu.command in ("deliver_sm", "data_sm", "enquire_link", "unbind"):
        return f"{pdu.command}_resp", pdu.sequence_number
    return "generic_nack", pdu.sequence_number


class Fuzzer:
    """The server's end: sends each example on the connection there is, or a new one after a loss."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.stored = 0
        self._sessions: asyncio.Queue[Session] = asyncio.Queue()
        self._session: Session | None = None
        console.subscribe(self._count)

    def _count(self, event: Event) -> None:
        self.stored += isinstance(event, ReceiptArrived | InboundArrived)

    async def serve(self, session: Session) -> None:
        """A script: bind, and leave the rest to the examples."""
        await session.take_bind()
        self._sessions.put_nowait(session)
        await asyncio.Event().wait()

    async def example(self, pdus: list[bytes], end: bytes | None) -> None:
        if self._session is None:
            async with asyncio.timeout(PATIENCE):
                self._session = await self._sessions.get()
        session, self._session = self._session, None
        try:
            goes_on = await self._try(session, pdus, end)
        except BaseException:
            session.writer.transport.abort()
            raise
        self._session = session if goes_on else None

    async def _try(self, session: Session, pdus: list[bytes], end: bytes | None) -> bool:
        """Send it all and look at the answers; returns whether the connection is still there."""
        stored = self.stored
        read = [read_pdu(octets) for octets in pdus]
        unbinds = [pdu.command == "unbind" for pdu in read]
        if any(unbinds):  # nothing after it is read
            read = read[: unbinds.index(True) + 1]
        await session.write(b"".join(pdus) + MARKED)
        due = [answer for pdu in read if (answer := answer_to(pdu))]
        if not any(unbinds):
            due.append(("deliver_sm_resp", MARK))
        given: list[tuple[str, int]] = []
        while len(given) < len(due):
            pdu = await session.pdu()
            if not pdu.is_response:
                continue  # the link's own enquire_link
            wanted = 3 if pdu.command == "generic_nack" else 0
            assert pdu.command_status == wanted, pdu
            given.append((pdu.command, pdu.sequence_number))
        assert sorted(given) == sorted(due)
        kept = sum(command in ("deliver_sm_resp", "data_sm_resp") for command, _ in due)
        assert self.stored - stored == kept
        if any(unbinds):
            assert await session.at_end()
            return False
        assert self.console.status("fuzz").is_bound
        if end is not None:
            await session.write(end)
            session.writer.transport.abort()
        return end is None


MARKED = write_pdu("deliver_sm", sequence=MARK, fields={"esm_class": 4, "short_message": RECEIPT % 99})


@asynccontextmanager
async def fuzzing(home: Path) -> AsyncIterator[Fuzzer]:
    console = await Console.open(home)
    fuzzer = Fuzzer(console)
    async with serving(fuzzer.serve) as server:
        account = Account(
            id="fuzz",
            name="Fuzz",
            host="127.0.0.1",
            port=server.port,
            tls=False,
            system_id="esme",
            backoff_min=0.001,
            backoff_max=0.002,
        )
        console.add_guest(account, "secret")
        await console.bind("fuzz")
        yield fuzzer
        await console.close()


def test_whatever_comes_is_kept_and_answered_and_loses_nothing_that_follows(tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        living = fuzzing(tmp_path)
        fuzzer = runner.run(living.__aenter__())

        @settings(
            max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
        )
        @given(fuzzed)
        def one(example: Fuzzed) -> None:
            runner.run(fuzzer.example(*example))

        try:
            one()
        finally:
            runner.run(living.__aexit__(None, None, None))
