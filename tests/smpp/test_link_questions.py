"""Asking the SMSC about a message: query_sm and cancel_sm."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.smpp.peers import Session, linked, polite, serving, silent
from ycloud_console.smpp.model import ProblemKind
from ycloud_console.smpp.pdu import Pdu
from ycloud_console.smpp.questions import NotAnswered, question_meaning
from ycloud_console.sms.address import Address


async def test_query_and_cancel_ask_with_the_message_and_its_addresses() -> None:
    seen: list[Pdu] = []

    async def script(session: Session) -> None:
        await session.take_bind()
        seen.append(await session.expect("query_sm"))
        fields: dict[str, int | str | bytes] = {
            "message_id": "11041301030001006668",
            "final_date": "260102030405000+",
            "message_state": 2,
            "error_code": 0,
        }
        await session.say("query_sm_resp", sequence=seen[-1].sequence_number, fields=fields)
        seen.append(await session.expect("cancel_sm"))
        await session.say("cancel_sm_resp", sequence=seen[-1].sequence_number, status=0x11)
        await session.take_unbind()

    async with serving(script) as server, linked(server.port) as (link, _):
        await link.bind_once()
        sender, recipient = Address("YCloud", 5, 0), Address("6581234567", 1, 1)
        answer = await link.query("11041301030001006668", sender)
        assert (answer.status, answer.refused, answer.message_state, answer.error_code) == (0, False, 2, 0)
        assert answer.final_date == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        cancelled = await link.cancel("11041301030001006668", sender, recipient)
        assert (cancelled.status, cancelled.refused) == (0x11, True)
        await link.stop()
    query, cancel = seen
    for pdu in seen:
        assert pdu.text("message_id") == "11041301030001006668"
        assert (pdu.text("source_addr"), pdu.number("source_addr_ton")) == ("YCloud", 5)
    assert "destination_addr" not in query.fields
    assert (cancel.text("destination_addr"), cancel.number("dest_addr_ton")) == ("6581234567", 1)


async def test_an_smsc_without_query_answers_with_its_own_status() -> None:
    async def script(session: Session) -> None:
        await session.take_bind()
        asked = await session.expect("query_sm")
        await session.say("generic_nack", status=3, sequence=asked.sequence_number)
        await session.take_unbind()

    async with serving(script) as server, linked(server.port) as (link, _):
        await link.bind_once()
        answer = await link.query("1")
        assert (answer.status, answer.refused, answer.message_state) == (3, True, None)
        # YCloud's 3 is about binds: here the standard's meaning counts.
        assert "ESME_RINVCMDID" in question_meaning(3).title
        await link.stop()


@pytest.mark.parametrize("lost", [False, True])
async def test_a_question_without_an_answer_is_said(lost: bool) -> None:
    async def script(session: Session) -> None:
        await session.take_bind()
        await session.expect("query_sm")
        if not lost:
            await silent(session)

    async with (
        serving(script, polite) as server,
        linked(server.port, response_timeout=0.2) as (link, _),
    ):
        with pytest.raises(NotAnswered):
            await link.query("1")
        await link.bind_once()
        with pytest.raises(NotAnswered) as failure:
            await link.query("1")
        kinds = {ProblemKind.CONNECTION_CLOSED, ProblemKind.CONNECTION_LOST}
        assert failure.value.problem.kind in (kinds if lost else {ProblemKind.NO_ANSWER})
        with pytest.raises(ValueError, match="message ID"):
            await link.query("é")
