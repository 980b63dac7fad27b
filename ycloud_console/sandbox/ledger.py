"""What the practice SMSC took and what it told about it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from ycloud_console.sandbox.receipts import State
from ycloud_console.sandbox.rules import Behaviour
from ycloud_console.smpp.pdu import Tlv


@dataclass(slots=True, eq=False)
class Delivery:
    """One deliver_sm: a receipt, or a text that came back. Times are microseconds."""

    pdu: bytes
    """The PDU as it goes out, but for its sequence_number, which differs with each sending."""
    message: Accepted
    is_receipt: bool
    sent_at: list[int] = field(default_factory=list)
    """When it was written to a connection; more than once when it had to be sent again."""
    answers: list[int] = field(default_factory=list)
    """command_status of each response."""
    acknowledged_at: int | None = None
    """When status 0 came."""


@dataclass(slots=True, eq=False)
class LongMessage:
    """The segments of one long text to mainland China: they share the verdict on its signature."""

    numbers: set[int] = field(default_factory=set)
    is_signed: bool = False
    """Whether the first segment begins with a signature; False until that has come."""


@dataclass(slots=True, eq=False)
class Accepted:
    """One segment the SMSC took, and its fate. Times are microseconds."""

    message_id: str
    connection: int
    """Which connection it came on, counted from 1."""
    source: tuple[str, int, int]
    """Address, TON and NPI."""
    destination: tuple[str, int, int]
    octets: bytes
    """The message with its user data header, from short_message or message_payload."""
    data_coding: int
    esm_class: int
    registered_delivery: int
    tlvs: tuple[Tlv, ...]
    submitted_at: int
    behaviour: Behaviour
    long_message: LongMessage | None = None
    """Only for mainland China, where the signature counts."""
    state: State = State.ENROUTE
    error: int = 0
    final_at: int | None = None
    expires_first: bool = False
    """Whether its validity period ends before anything else would become of it."""
    answered: bool = False
    """Whether a response with the ID was handed to the connection."""
    deliveries: list[Delivery] = field(default_factory=list)

    @property
    def source_addr(self) -> str:
        return self.source[0]

    @property
    def destination_addr(self) -> str:
        return self.destination[0]

    @property
    def receipts(self) -> list[Delivery]:
        """The receipts sent or waiting to be sent, in their order."""
        return [delivery for delivery in self.deliveries if delivery.is_receipt]

    @property
    def is_pending(self) -> bool:
        return self.final_at is None


class Ledger:
    """The latest segments that were accepted, in the order of their acceptance."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._messages: OrderedDict[str, Accepted] = OrderedDict()

    @property
    def submitted(self) -> list[Accepted]:
        return list(self._messages.values())

    def __len__(self) -> int:
        return len(self._messages)

    def add(self, message: Accepted) -> None:
        """Remember *message*, forgetting the oldest beyond the ledger's size."""
        self._messages[message.message_id] = message
        if len(self._messages) > self._size:
            self._messages.popitem(last=False)

    def get(self, message_id: str) -> Accepted | None:
        return self._messages.get(message_id)
