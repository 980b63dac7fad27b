"""What the practice SMSC does with messages: takes or refuses them, decides their fate, tells about it."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from ycloud_console.sandbox.account import Account
from ycloud_console.sandbox.faults import Dice
from ycloud_console.sandbox.ledger import Accepted, Delivery, Ledger, LongMessage
from ycloud_console.sandbox.options import SandboxOptions
from ycloud_console.sandbox.receipts import MessageIds, State, malformed_text, moment, now, receipt_text
from ycloud_console.sandbox.rules import (
    ECHO_NUMBER,
    UNSIGNED,
    behaviour,
    has_signature,
    is_destination,
    needs_signature,
)
from ycloud_console.sandbox.schedule import Schedule
from ycloud_console.sandbox.statuses import Status, body_status
from ycloud_console.smpp.pdu import MESSAGE_PAYLOAD, Pdu, concatenation, read_udh, write_pdu
from ycloud_console.smpp.times import read_time
from ycloud_console.sms.alphabet import decode
from ycloud_console.sms.smpptime import absolute_time

_UDH_INDICATOR: Final = 0x40
_RECEIPT: Final = 0x04
_RECEIPTED_MESSAGE_ID: Final = 0x001E
_MESSAGE_STATE: Final = 0x0427
_LONG_MESSAGES: Final = 10_000
"""Most long messages of which some segments are still awaited."""


class Submitter(Protocol):
    """The connection a message came on."""

    number: int

    def respond(self, request: Pdu, status: int, **fields: str | int) -> bool:
        """Answer *request*; False when the connection is gone."""

    def drop(self) -> None:
        """Cut the connection."""


class Smsc:
    """All that outlives a connection."""

    def __init__(self, options: SandboxOptions) -> None:
        self.options = options
        self.dice = Dice(options.faults)
        self.schedule = Schedule()
        self.ledger = Ledger(options.ledger_size)
        self._account = Account(options, self.schedule)
        self._ids = MessageIds()
        self._pending: dict[str, Accepted] = {}
        self._long: OrderedDict[tuple[str, str, int, int], LongMessage] = OrderedDict()

    def set_options(self, options: SandboxOptions) -> None:
        """From now on *options* hold; what was decided before stays decided."""
        self.options = options
        self.dice = Dice(options.faults)
        self._account.set_options(options)

    def log_in(self, system_id: str, password: str) -> Account | None:
        """The account with these credentials."""
        return self._account if self._account.is_for(system_id, password) else None

    # --- taking ------------------------------------------------------------------------------------------

    def submit(self, connection: Submitter, account: Account, request: Pdu) -> None:
        """Take or refuse a submit_sm or data_sm, and answer it as its destination asks for."""
        scheduled, expires = _time(request, "schedule_delivery_time"), _time(request, "validity_period")
        status: int = _refusal(request, scheduled, expires) if account.pace.allows() else Status.OVER_RATE
        if not status and self.dice.falls("throttle"):
            status = self.dice.one_of("throttle", _TOO_FAST)
        if status:
            connection.respond(request, status)
            return
        message = self._accept(connection, request)
        wait = self.options.slow if message.behaviour.slow else self.options.receipt_delay
        if scheduled:
            wait += max(0.0, (scheduled - moment(message.submitted_at)).total_seconds())
        wait += self._until_burst(wait)
        if expires:
            left = max(0.0, (expires - moment(message.submitted_at)).total_seconds())
            message.expires_first = left < wait
            wait = min(wait, left)
        self._answer(connection, request, message)
        if message.is_pending:
            self.schedule.later(wait, self._decide, message)

    def _until_burst(self, wait: float) -> float:
        """Seconds more until receipts come all together, when bursts are wanted."""
        burst = self.dice.faults.burst
        return burst - (self.schedule.now() + wait) % burst if burst else 0.0

    def _accept(self, connection: Submitter, request: Pdu) -> Accepted:
        message = Accepted(
            message_id=self._ids.next(),
            connection=connection.number,
            source=_address(request, "source_addr", "source_addr"),
            destination=_address(request, "destination_addr", "dest_addr"),
            octets=request.message,
            data_coding=request.number("data_coding"),
            esm_class=request.number("esm_class"),
            registered_delivery=request.number("registered_delivery"),
            tlvs=request.tlvs,
            submitted_at=now(),
            behaviour=behaviour(request.text("destination_addr")),
        )
        if needs_signature(message.destination_addr):
            message.long_message = self._long_message(message)
        self.ledger.add(message)
        self._pending[message.message_id] = message
        return message

    def _long_message(self, message: Accepted) -> LongMessage:
        """Where the verdict on the signature stands; a short message is a long one of one segment."""
        udh = read_udh(message.octets) if message.esm_class & _UDH_INDICATOR else None
        segment = (concatenation(udh) if udh else None) or concatenation(message.tlvs)
        reference, total, number = segment or (0, 1, 1)
        key = (message.source_addr, message.destination_addr, reference, total)
        whole = self._long.pop(key, None) if total > 1 else None
        if whole is None or number in whole.numbers:  # the reference begins anew
            whole = LongMessage()
        whole.numbers.add(number)
        if number == 1:
            text = decode(message.octets[udh.length if udh else 0 :], message.data_coding)
            whole.is_signed = has_signature(text)
        if len(whole.numbers) < total:
            self._long[key] = whole
            if len(self._long) > _LONG_MESSAGES:
                self._long.popitem(last=False)
        return whole

    def _answer(self, connection: Submitter, request: Pdu, message: Accepted) -> None:
        if message.behaviour.drops:
            connection.drop()
        elif message.behaviour.early:
            self._decide(message)

            def answer(_: object) -> None:
                message.answered = connection.respond(request, Status.OK, message_id=message.message_id)

            # Later, since another bind may be the one that gets the receipt.
            self.schedule.later(self.options.early_gap, answer, None)
        elif message.behaviour.answers and not self.dice.falls("lost_responses"):
            message.answered = connection.respond(request, Status.OK, message_id=message.message_id)

    # --- fate --------------------------------------------------------------------------------------------

    def _decide(self, message: Accepted) -> None:
        """The time has come: what became of *message*?"""
        if not message.is_pending:
            return  # cancelled meanwhile
        rule = message.behaviour
        unsigned = message.long_message is not None and not message.long_message.is_signed
        error = rule.error or (UNSIGNED if unsigned else 0)
        if error:
            self._finish(message, State.REJECTED, error)
        elif rule.expires or message.expires_first:
            self._finish(message, State.EXPIRED)
        else:
            self._finish(message, State.DELIVERED)
            if message.destination_addr == ECHO_NUMBER:
                self._deliver(message, self._echo(message), is_receipt=False)

    def _finish(self, message: Accepted, state: State, error: int = 0) -> None:
        message.state, message.error, message.final_at = state, error, now()
        self._pending.pop(message.message_id, None)
        wanted = message.registered_delivery & 0x03
        # 2 asks for receipts of failures only (SMPP 3.4, 5.2.17); 3 is reserved and read as 1.
        if not wanted or (wanted == 2 and state is State.DELIVERED):
            return
        if self.dice.falls("lost_receipts"):
            return
        for _ in range(message.behaviour.receipts):
            self._deliver(message, self._receipt(message, message.final_at), is_receipt=True)

    def _deliver(self, message: Accepted, pdu: bytes, *, is_receipt: bool) -> None:
        delivery = Delivery(pdu, message, is_receipt)
        message.deliveries.append(delivery)
        self._account.deliver(delivery)

    def _receipt(self, message: Accepted, done: int) -> bytes:
        if message.behaviour.malformed:
            text = malformed_text(message.message_id)
        else:
            text = receipt_text(message.message_id, message.submitted_at, done, message.state, message.error)
        tlvs: list[tuple[int, bytes]] = []
        if self.options.receipt_tlvs:
            tlvs.append((_RECEIPTED_MESSAGE_ID, message.message_id.encode("ascii") + b"\0"))
            tlvs.append((_MESSAGE_STATE, bytes([message.state])))
        fields = _back(message) | {"esm_class": _RECEIPT, "short_message": text}
        return write_pdu("deliver_sm", fields=fields, tlvs=tlvs)

    def _echo(self, message: Accepted) -> bytes:
        fields = _back(message) | {
            "esm_class": message.esm_class & _UDH_INDICATOR,
            "data_coding": message.data_coding,
        }
        tlvs = [tlv for tlv in message.tlvs if tlv.tag in _WITH_TEXT]
        if not any(tlv.tag == MESSAGE_PAYLOAD for tlv in tlvs):
            fields["short_message"] = message.octets
        return write_pdu("deliver_sm", fields=fields, tlvs=tlvs)

    # --- asking and cancelling ---------------------------------------------------------------------------

    def query(self, connection: Submitter, request: Pdu) -> None:
        """Answer query_sm: the state of a message that is still in the ledger."""
        message = self.ledger.get(request.text("message_id"))
        if message is None or not _matches(request.text("source_addr"), message.source_addr):
            connection.respond(request, Status.UNKNOWN_MESSAGE)
            return
        final = message.final_at
        connection.respond(
            request,
            Status.OK,
            message_id=message.message_id,
            final_date=absolute_time(moment(final)) if final is not None else "",
            message_state=message.state.value,
            error_code=message.error,
        )

    def cancel(self, connection: Submitter, request: Pdu) -> None:
        """Answer cancel_sm: by message ID, or without one all that is pending between two addresses."""
        source, destination = request.text("source_addr"), request.text("destination_addr")
        message_id = request.text("message_id")
        if message_id:
            message = self.ledger.get(message_id)
            known = message is not None and _matches(source, message.source_addr)
            if message is None or not known or not _matches(destination, message.destination_addr):
                connection.respond(request, Status.UNKNOWN_MESSAGE)
                return
            chosen = [message] if message.is_pending else []
        else:
            chosen = [
                message
                for message in self._pending.values()
                if (message.source_addr, message.destination_addr) == (source, destination)
            ]
        connection.respond(request, Status.OK if chosen else Status.NOT_CANCELLED)
        for message in chosen:
            self._finish(message, State.DELETED)


_TOO_FAST: Final = (Status.OVER_RATE.value, 0x14, 0x58)
"""What an SMSC says that is asked too much: YCloud's 6, ESME_RMSGQFUL, ESME_RTHROTTLED."""
_WITH_TEXT: Final = frozenset({MESSAGE_PAYLOAD, 0x020C, 0x020E, 0x020F})
"""The parameters that carry a text or number its segments."""


def _time(request: Pdu, name: str) -> datetime | None:
    """The moment a time field names; None when it is empty, or no SMPP time (see _refusal)."""
    read = read_time(request.text(name))
    return datetime.now(UTC) + read if isinstance(read, timedelta) else read


def _refusal(request: Pdu, scheduled: datetime | None, expires: datetime | None) -> Status:
    """Why *request* cannot be taken; OK when it can."""
    if request.faults:
        return body_status(request)
    if not is_destination(request.text("destination_addr")):
        return Status.BAD_NUMBER
    if request.text("schedule_delivery_time") and scheduled is None:
        return Status.BAD_SCHEDULE
    if request.text("validity_period") and expires is None:
        return Status.BAD_VALIDITY
    if request.fields.get("short_message") and request.tlv(MESSAGE_PAYLOAD):
        return Status.TWO_MESSAGES
    return Status.OK


def _address(request: Pdu, field: str, prefix: str) -> tuple[str, int, int]:
    return request.text(field), request.number(f"{prefix}_ton"), request.number(f"{prefix}_npi")


def _back(message: Accepted) -> dict[str, str | int | bytes]:
    """The addresses of what goes back to the sender of *message*."""
    source, destination = message.source, message.destination
    return {
        "source_addr": destination[0],
        "source_addr_ton": destination[1],
        "source_addr_npi": destination[2],
        "destination_addr": source[0],
        "dest_addr_ton": source[1],
        "dest_addr_npi": source[2],
    }


def _matches(given: str, address: str) -> bool:
    # Lenient: SMPP 3.4 (4.8.1) wants the address of the submit, but people ask with the ID alone.
    return not given or given == address
