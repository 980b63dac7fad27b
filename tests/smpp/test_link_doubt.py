"""Segments whose answer is late or never comes, and commits that fail on the way out."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial

from tests.smpp.peers import ENDED, Listener, Session, linked, message, polite, serving
from ycloud_console.smpp.model import LinkState, ProblemKind
from ycloud_console.smpp.pdu import Pdu


async def test_no_response_is_in_doubt_and_a_late_one_is_still_told() -> None:
    late = asyncio.Event()

    async def script(session: Session) -> None:
        await session.take_bind()
        pdu = await session.expect("submit_sm")
        await session.take_enquire_link()
        await session.take_submit("2")
        await late.wait()
        await session.say("submit_sm_resp", sequence=pdu.sequence_number, fields={"message_id": "1"})
        await session.take_unbind()

    async with (
        serving(script) as server,
        linked(server.port, window=1, response_timeout=0.2) as (link, listener),
    ):
        link.submit([message(1), message(2)])
        link.start()
        await listener.until(lambda: len(listener.answers) == 1)
        assert listener.doubts[1].kind is ProblemKind.NO_ANSWER
        assert link.status.is_bound
        late.set()
        await listener.until(lambda: len(listener.answers) == 2)
        assert [(each.key, each.message_id) for each in listener.answers] == [(2, "2"), (1, "1")]
        assert server.sessions == 1


async def test_a_receipt_before_the_response() -> None:
    async def script(session: Session) -> None:
        await session.take_bind()
        pdu = await session.expect("submit_sm")
        await session.say("deliver_sm", fields={"esm_class": 4, "short_message": b"id:1 stat:DELIVRD"})
        await session.expect("deliver_sm_resp")
        await session.say("submit_sm_resp", sequence=pdu.sequence_number, fields={"message_id": "1"})
        await session.take_unbind()

    async with serving(script) as server, linked(server.port) as (link, listener):
        link.submit([message(1)])
        link.start()
        await listener.until(lambda: listener.answers)
        assert listener.deliveries[0].message == b"id:1 stat:DELIVRD"
        assert listener.doubts == {}


async def test_lost_with_segments_out_and_queued() -> None:
    async def drops(session: Session) -> None:
        await session.take_bind()
        await session.expect("submit_sm")

    async with serving(drops, polite) as server, linked(server.port, window=1) as (link, listener):
        link.submit([message(1), message(2)])
        link.start()
        await listener.until(lambda: listener.answers)
        assert list(listener.doubts) == [1]
        assert [each.key for each in listener.answers] == [2]


async def test_a_commit_that_fails_keeps_the_segments_queued() -> None:
    tries = 0

    async def commit() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise OSError("disk full")

    async with serving(polite) as server, linked(server.port, Listener(commit=commit)) as (link, listener):
        link.submit([message(1), message(2)])
        link.start()
        await listener.until(lambda: len(listener.answers) == 2)
        assert listener.sent == [[1, 2]]
        assert link.status.queued == 0


async def test_a_link_lost_during_the_commit_writes_nothing_twice() -> None:
    lost = asyncio.Event()
    first = True

    async def commit() -> None:
        nonlocal first
        if first:
            first = False
            await lost.wait()

    texts = []

    async def drops(session: Session) -> None:
        await session.take_bind()

    async def takes(session: Session) -> None:
        await session.take_bind()
        texts.extend([(await session.take_submit()).fields["short_message"] for _ in range(2)])
        await session.take_unbind()

    async with (
        serving(drops, takes) as server,
        linked(server.port, Listener(commit=commit)) as (link, listener),
    ):
        link.submit([message(1, b"1"), message(2, b"2")])
        link.start()
        await listener.until(lambda: any(each.state is LinkState.WAITING for each in listener.statuses))
        lost.set()
        await listener.until(lambda: len(listener.answers) == 2)
        assert texts == [b"1", b"2"]
        assert listener.doubts == {}


# A server that falls silent.


async def test_a_silent_server_is_given_one_window_and_no_more() -> None:
    seen: list[str] = []

    async def falls_silent(session: Session) -> None:
        await session.take_bind()
        with suppress(*ENDED):
            while True:
                seen.append((await session.pdu()).command)

    async with (
        serving(falls_silent, polite) as server,
        linked(server.port, window=4, response_timeout=0.2) as (link, listener),
    ):
        link.submit(message(key) for key in range(12))
        link.start()
        await listener.until(lambda: len(listener.answers) == 8)
        assert seen == ["submit_sm"] * 4 + ["enquire_link"]
        assert sorted(listener.doubts) == [0, 1, 2, 3]
        assert sorted(each.key for each in listener.answers) == list(range(4, 12))
        assert server.sessions == 2
        lost = next(each for each in listener.statuses if each.state is LinkState.WAITING)
        assert lost.problem is not None
        assert lost.problem.kind is ProblemKind.NO_ANSWER
        # Those that waited were never said to be on their way.
        assert [key for batch in listener.sent[:1] for key in batch] == [0, 1, 2, 3]


async def test_a_slow_server_is_still_given_what_it_can_take() -> None:
    """Each answer comes after its time-out, the one to enquire_link as well: slow, but there."""
    listener = Listener()

    async def slow(session: Session) -> None:
        await session.take_bind()
        enquiries: list[Pdu] = []
        for key in (1, 2, 3):
            submit = await session.expect("submit_sm")
            await listener.until(partial(listener.doubts.__contains__, key))
            enquiries.append(await session.expect("enquire_link"))
            # The late answer alone lets the next segment go.
            fields: dict[str, int | str | bytes] = {"message_id": str(key)}
            await session.say("submit_sm_resp", sequence=submit.sequence_number, fields=fields)
        for asked in enquiries:
            await session.say("enquire_link_resp", sequence=asked.sequence_number)
        await session.take_unbind()

    async with (
        serving(slow) as server,
        linked(server.port, listener, window=1, response_timeout=0.2) as (link, _),
    ):
        link.submit(message(key) for key in (1, 2, 3))
        link.start()
        await listener.until(lambda: len(listener.answers) == 3 and link.status.round_trip)
        assert [(each.key, each.message_id) for each in listener.answers] == [(1, "1"), (2, "2"), (3, "3")]
        assert link.status.is_bound
        assert server.sessions == 1


async def test_a_server_that_speaks_but_answers_nothing_is_left() -> None:
    async def deaf(session: Session) -> None:
        await session.take_bind()
        with suppress(*ENDED):
            while True:
                await session.pdu()
                await session.say("enquire_link", sequence=7)

    async with (
        serving(deaf, polite) as server,
        linked(server.port, window=1, response_timeout=0.2) as (link, listener),
    ):
        link.submit(message(key) for key in range(20))
        link.start()
        await listener.until(lambda: len(listener.doubts) + len(listener.answers) == 20)
        assert server.sessions == 2
        assert {each.kind for each in listener.doubts.values()} == {ProblemKind.NO_ANSWER}
        # Something comes from it after each time-out, so one more segment goes until it is left.
        assert len(listener.doubts) <= 3


async def test_a_silent_bind_leaves_its_work_to_the_others() -> None:
    submits = 0

    async def falls_silent(session: Session) -> None:
        nonlocal submits
        await session.take_bind()
        with suppress(*ENDED):
            while True:
                submits += (await session.pdu()).command == "submit_sm"

    async with (
        serving(falls_silent, polite) as server,
        linked(server.port, binds=2, window=2, response_timeout=0.2) as (link, listener),
    ):
        link.start()
        await listener.until(lambda: link.status.bound == 2)
        link.submit(message(key) for key in range(30))
        await listener.until(lambda: len(listener.doubts) + len(listener.answers) == 30)
        assert submits == len(listener.doubts) <= 2
