"""Asking the SMSC about one message: query_sm and cancel_sm (SMPP 3.4, 4.8 and 4.9)."""

from __future__ import annotations

import asyncio
from datetime import datetime

from ycloud_console.smpp.describe_texts import STATES
from ycloud_console.smpp.meanings import look_up
from ycloud_console.smpp.model import CancelAnswer, LinkProblem, QueryAnswer
from ycloud_console.smpp.pdu import COMMAND_IDS, RESPONSE_BIT, FieldValue, Pdu, write_pdu
from ycloud_console.smpp.times import read_time
from ycloud_console.sms.address import Address
from ycloud_console.sms.meaning import Meaning
from ycloud_console.sms.status import standard_name
from ycloud_console.sms.status_texts import STANDARD, UNLISTED, VENDOR

_LONGEST_ID = 64
"""Characters of a message_id (SMPP 3.4, 4.8.1)."""


class NotAnswered(Exception):
    """The question could not be asked, or nothing came back; :attr:`problem` says why."""

    def __init__(self, problem: LinkProblem) -> None:
        super().__init__(f"{problem.kind.value}: {problem.detail}")
        self.problem = problem


class Question:
    """One request about a message; :attr:`answer` is done when its response has come."""

    def __init__(self, command: str, fields: dict[str, FieldValue]) -> None:
        self._command = command
        self._fields = fields
        self.response = COMMAND_IDS[command] | RESPONSE_BIT
        """The command_id of its response."""
        self.answer: asyncio.Future[Pdu] = asyncio.get_running_loop().create_future()

    def request(self, sequence: int) -> bytes:
        """Its PDU."""
        return write_pdu(self._command, sequence=sequence, fields=self._fields)

    def answered(self, pdu: Pdu) -> None:
        """The response (or a generic_nack) came."""
        if not self.answer.done():
            self.answer.set_result(pdu)

    def lost(self, problem: LinkProblem) -> None:
        """No response will come."""
        if not self.answer.done():
            self.answer.set_exception(NotAnswered(problem))


def query(message_id: str, source: Address) -> Question:
    """Ask for the state of a message; raises ValueError for an ID that cannot be asked for."""
    return Question("query_sm", _about(message_id, source))


def cancel(message_id: str, source: Address, destination: Address) -> Question:
    """Ask that a message not be delivered; raises ValueError for an ID that cannot be asked for."""
    fields = _about(message_id, source) | {
        "destination_addr": destination.addr,
        "dest_addr_ton": destination.ton,
        "dest_addr_npi": destination.npi,
    }
    return Question("cancel_sm", fields)


def _about(message_id: str, source: Address) -> dict[str, FieldValue]:
    if not message_id or len(message_id) > _LONGEST_ID or not message_id.isascii() or "\0" in message_id:
        raise ValueError(f"A message ID has 1 to {_LONGEST_ID} plain characters.")
    return {
        "message_id": message_id,
        "source_addr": source.addr,
        "source_addr_ton": source.ton,
        "source_addr_npi": source.npi,
    }


def read_query(pdu: Pdu) -> QueryAnswer:
    """What the response to a query says. A refusal has no more than its status."""
    if pdu.command_status or pdu.command == "generic_nack":
        return QueryAnswer(pdu.command_status, refused=True)
    final = read_time(pdu.text("final_date"))
    return QueryAnswer(
        status=0,
        message_id=pdu.text("message_id"),
        message_state=pdu.number("message_state"),
        error_code=pdu.number("error_code"),
        final_date=final if isinstance(final, datetime) else None,
    )


def read_cancel(pdu: Pdu) -> CancelAnswer:
    """What the response to a cancel says."""
    return CancelAnswer(pdu.command_status, refused=bool(pdu.command_status) or pdu.command == "generic_nack")


def question_meaning(status: int, language: str = "en") -> Meaning:
    """What the command_status of a query or cancel response means: the standard's words.

    YCloud lists its own meanings for bind and submit only.
    """
    entry = STANDARD.get(status) or (VENDOR if 0x400 <= status <= 0x4FF else UNLISTED)
    title, sentence, next_step = entry.words(language)
    name = standard_name(status)
    return Meaning(str(status), name, f"{title} (status {status}, {name})", sentence, entry.who, next_step)


def message_state_words(state: int, language: str = "en") -> str:
    """What a message_state says (SMPP 3.4, 5.2.28)."""
    return look_up(STATES, state, language)
