"""One connection to the practice SMSC: framing, the session's states, and which request goes where."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from typing import ClassVar, Final, cast

from ycloud_console.sandbox.account import Account
from ycloud_console.sandbox.faults import Dice
from ycloud_console.sandbox.ledger import Delivery
from ycloud_console.sandbox.receipts import now
from ycloud_console.sandbox.smsc import Smsc
from ycloud_console.sandbox.statuses import (
    ALREADY_BOUND,
    NOT_BOUND,
    UNKNOWN_COMMAND,
    Status,
    body_status,
)
from ycloud_console.smpp.pdu import (
    COMMAND_IDS,
    HEADER_SIZE,
    RESPONSE_BIT,
    Pdu,
    read_pdu,
    write_header,
    write_pdu,
)

_LONGEST: Final = 128 * 1024
"""Octets; a submit_sm with a full message_payload has some 66,000."""
PATIENCE: Final = 1.0
"""Seconds a client has to take its last answers when its connection is closed."""
_SLICE: Final = 100
"""Most PDUs handled before the event loop gets its turn."""
_LAST_SEQUENCE: Final = 0x7FFFFFFF
_NAME: Final = "sandbox"
"""The system_id the practice SMSC gives in bind responses."""
_SC_INTERFACE_VERSION: Final = 0x0210
_GENERIC_NACK: Final = COMMAND_IDS["generic_nack"]
_ENQUIRE_LINK_RESP: Final = COMMAND_IDS["enquire_link_resp"]


class Session(asyncio.Protocol):
    """Speaks SMPP 3.4 with one client. Everything happens on the event loop."""

    def __init__(self, smsc: Smsc, number: int, sessions: set[Session]) -> None:
        """*number* tells connections apart; the session is in *sessions* while its connection lasts."""
        self.number = number
        self._smsc = smsc
        self.ended = asyncio.Event()
        """Set when the connection is closed for good."""
        self._sessions = sessions
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._bind_timer: asyncio.TimerHandle | None = None
        self._buffer = bytearray()
        self._out: list[bytes] = []
        self._working: asyncio.Handle | None = None
        self._flushing: asyncio.Handle | None = None
        self._write_paused = False
        self._account: Account | None = None
        self._sends = False
        self._receives = False
        self._sequence = 0
        self._unanswered: dict[int, Delivery] = {}
        self._silent = False
        """Half-open: nothing is taken or said any more."""
        self._late: deque[tuple[float, bytes]] = deque()
        """Octets that are late on purpose, and when they go out."""
        self._slow: asyncio.TimerHandle | None = None

    @property
    def _dice(self) -> Dice:
        """The SMSC's, which may be others from one moment to the next."""
        return self._smsc.dice

    @property
    def is_silent(self) -> bool:
        """Whether a fault has made it half-open: no change of the faults lets it speak again."""
        return self._silent

    # --- the connection ----------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._sessions.add(self)
        self._bind_timer = self._loop.call_later(self._smsc.options.bind_timeout, self.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._end()
        self._sessions.discard(self)
        self.ended.set()

    def close(self) -> None:
        """Send what is written already, then close."""
        if self._transport is not None:
            while self._late:
                self._say(self._late.popleft()[1])
            self._flush()
            self._transport.close()
            # A client that does not read would keep it open for ever.
            self._loop.call_later(PATIENCE, self._transport.abort)
        self._end()

    def drop(self) -> None:
        """Cut the connection; what was answered before goes out if the client reads it."""
        if self._transport is not None:
            self._flush()
            self._transport.abort()
        self._end()

    def _end(self) -> None:
        """Leave the account; nothing is read or written any more. May be called twice."""
        for handle in (self._bind_timer, self._working, self._flushing, self._slow):
            if handle is not None:
                handle.cancel()
        self._transport = None
        self._buffer.clear()
        self._out.clear()
        self._late.clear()
        account, self._account = self._account, None
        if account is not None:
            unanswered = list(self._unanswered.values())
            self._unanswered.clear()
            account.left(self if self._receives else None, unanswered)

    # --- reading -----------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._silent:
            self._buffer.clear()
        elif self._working is None:
            self._work()
        if self._dice.faults.slow_read and self._slow is None and self._transport is not None:
            self._slow = self._loop.call_later(self._dice.faults.slow_read, self._read_on)
            self._regulate()

    def _read_on(self) -> None:
        self._slow = None
        self._regulate()

    def _work(self) -> None:
        """Handle the PDUs that are there in full, a slice at a time."""
        self._working = None
        buffer, position = self._buffer, 0
        for _ in range(_SLICE):
            if self._transport is None:
                return
            available = len(buffer) - position
            if available < 4:
                break
            length = int.from_bytes(buffer[position : position + 4], "big")
            if not HEADER_SIZE <= length <= _LONGEST:
                self._refuse_length(bytes(buffer[position : position + HEADER_SIZE]))
                return
            if available < length:
                break
            pdu = bytes(buffer[position : position + length])
            position += length
            self._meet(read_pdu(pdu))
        else:
            if self._transport is not None:
                self._working = self._loop.call_soon(self._work)
        del buffer[:position]
        self._regulate()

    def _regulate(self) -> None:
        """Read on only while there is nothing left to do and the client takes our answers."""
        if self._transport is not None:
            if self._working is not None or self._write_paused or self._slow is not None:
                self._transport.pause_reading()
            else:
                self._transport.resume_reading()

    def _refuse_length(self, start: bytes) -> None:
        """No command_length, no next PDU: say so and close (SMPP 3.4, 4.3)."""
        sequence = int.from_bytes(start[12:16], "big") if len(start) == HEADER_SIZE else 0
        self._write(write_header(_GENERIC_NACK, Status.BAD_COMMAND_LENGTH, sequence))
        self.close()

    def _meet(self, pdu: Pdu) -> None:
        """Handle *pdu*, unless a fault comes in between."""
        if self._silent:
            return
        if self._account is not None and not pdu.is_response:
            if self._dice.falls("reset"):
                self.drop()
                return
            if self._dice.falls("half_open"):
                self._silent = True
                return
        self._handle(pdu)

    def _handle(self, pdu: Pdu) -> None:
        handler = self._HANDLERS.get(pdu.command_id)
        if handler is not None:
            handler(self, pdu)
        elif not pdu.is_response:
            self._write(write_header(_GENERIC_NACK, UNKNOWN_COMMAND, pdu.sequence_number))

    # --- writing -----------------------------------------------------------------------------------------

    def respond(self, request: Pdu, status: int, **fields: str | int) -> bool:
        """Answer *request*; False when the connection is gone. A refusal has no body (SMPP 3.4, 4.4.2)."""
        if self._transport is None:
            return False
        command = request.command_id | RESPONSE_BIT
        body = fields if not status else None
        self._write(write_pdu(command, status=status, sequence=request.sequence_number, fields=body))
        return True

    def _write(self, pdu: bytes) -> None:
        if self._silent:
            return
        latency = self._dice.faults.latency
        if latency or self._late:
            time = self._loop.time()
            # Never before what was late already, also when it is late no more.
            due = max(time + latency, self._late[-1][0] if self._late else time)
            self._late.append((due, pdu))
            self._smsc.schedule.later(due - time, self._say_late, None)
            return
        self._say(pdu)

    def _say_late(self, _: object) -> None:
        until = self._loop.time()
        while self._late and self._late[0][0] <= until:
            self._say(self._late.popleft()[1])

    def _say(self, pdu: bytes) -> None:
        self._out.append(pdu)
        if self._flushing is None:
            # One write for all that is answered in this turn of the event loop.
            self._flushing = self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        if self._flushing is not None:
            self._flushing.cancel()
            self._flushing = None
        if self._out and self._transport is not None:
            self._transport.write(b"".join(self._out))
            self._out.clear()

    def pause_writing(self) -> None:
        self._write_paused = True
        self._regulate()

    def resume_writing(self) -> None:
        self._write_paused = False
        self._regulate()
        if self._account is not None:
            self._account.pump()

    # --- deliver_sm --------------------------------------------------------------------------------------

    @property
    def can_deliver(self) -> bool:
        return (
            not self._write_paused
            and not self._silent
            and len(self._unanswered) < self._smsc.options.deliver_window
        )

    def deliver(self, delivery: Delivery) -> None:
        sequence = self._sequence = self._sequence % _LAST_SEQUENCE + 1
        self._unanswered[sequence] = delivery
        delivery.sent_at.append(now())
        self._write(delivery.pdu[:12] + sequence.to_bytes(4, "big") + delivery.pdu[HEADER_SIZE:])

    def _delivered(self, pdu: Pdu) -> None:
        """deliver_sm_resp, or a generic_nack in its place."""
        delivery = self._unanswered.pop(pdu.sequence_number, None)
        if delivery is not None and self._account is not None:
            status = pdu.command_status
            if pdu.command_id == _GENERIC_NACK and not status:
                status = UNKNOWN_COMMAND
            if not status and self._dice.falls("lost_acks"):
                self._account.overlooked(delivery)
                return
            self._account.answered(delivery, status)

    # --- session requests --------------------------------------------------------------------------------

    def _bind(self, pdu: Pdu) -> None:
        if self._account is not None:
            self.respond(pdu, ALREADY_BOUND)
            return
        account = self._smsc.log_in(pdu.text("system_id"), pdu.text("password"))
        if pdu.faults:
            status = body_status(pdu)
        elif account is None:
            status = Status.WRONG_CREDENTIALS
        elif not account.has_room:
            status = Status.BIND_LIMIT
        else:
            status = Status.OK
        self._answer_bind(pdu, status)
        if status or account is None:
            self.close()
            return
        if self._bind_timer is not None:
            self._bind_timer.cancel()
        self._sends = pdu.command != "bind_receiver"
        self._receives = pdu.command != "bind_transmitter"
        self._account = account
        account.joined(self if self._receives else None)

    def _answer_bind(self, pdu: Pdu, status: int) -> None:
        bare = status and self._smsc.options.bare_refusals
        knows_tlvs = not status and pdu.number("interface_version") >= 0x34
        response = write_pdu(
            pdu.command_id | RESPONSE_BIT,
            status=status,
            sequence=pdu.sequence_number,
            fields=None if bare else {"system_id": _NAME},
            tlvs=[(_SC_INTERFACE_VERSION, b"\x34")] if knows_tlvs else (),
        )
        self._write(response)

    def _unbind(self, pdu: Pdu) -> None:
        self.respond(pdu, Status.OK)
        self.close()

    def _enquire_link(self, pdu: Pdu) -> None:
        self._write(write_header(_ENQUIRE_LINK_RESP, Status.OK, pdu.sequence_number))

    # --- message requests --------------------------------------------------------------------------------

    def _submit(self, pdu: Pdu) -> None:
        if self._account is None or not self._sends:
            self.respond(pdu, NOT_BOUND)
        else:
            self._smsc.submit(self, self._account, pdu)

    def _query(self, pdu: Pdu) -> None:
        if self._may(pdu):
            self._smsc.query(self, pdu)

    def _cancel(self, pdu: Pdu) -> None:
        if self._may(pdu):
            self._smsc.cancel(self, pdu)

    def _replace(self, pdu: Pdu) -> None:
        if self._may(pdu):
            self.respond(pdu, Status.NOT_REPLACED)

    def _submit_multi(self, pdu: Pdu) -> None:
        if self._may(pdu):
            self.respond(pdu, Status.NOT_SUBMITTED)

    def _may(self, pdu: Pdu) -> bool:
        """Whether the bind allows *pdu* and its body can be read; answers it when not."""
        if self._account is None or not self._sends:
            self.respond(pdu, NOT_BOUND)
        elif pdu.faults:
            self.respond(pdu, body_status(pdu))
        else:
            return True
        return False

    def _ignore(self, pdu: Pdu) -> None:
        """What only an SMSC sends, and what has no response."""

    _HANDLERS: ClassVar[Mapping[int, Callable[[Session, Pdu], None]]] = {
        COMMAND_IDS["bind_receiver"]: _bind,
        COMMAND_IDS["bind_transmitter"]: _bind,
        COMMAND_IDS["bind_transceiver"]: _bind,
        COMMAND_IDS["unbind"]: _unbind,
        COMMAND_IDS["enquire_link"]: _enquire_link,
        COMMAND_IDS["submit_sm"]: _submit,
        COMMAND_IDS["data_sm"]: _submit,
        COMMAND_IDS["query_sm"]: _query,
        COMMAND_IDS["cancel_sm"]: _cancel,
        COMMAND_IDS["replace_sm"]: _replace,
        COMMAND_IDS["submit_multi"]: _submit_multi,
        COMMAND_IDS["deliver_sm_resp"]: _delivered,
        COMMAND_IDS["generic_nack"]: _delivered,
        COMMAND_IDS["alert_notification"]: _ignore,
        COMMAND_IDS["outbind"]: _ignore,
    }
