"""How the practice SMSC behaves where its users may want it otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field

from ycloud_console.sandbox.faults import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxOptions:
    """Settings of a :class:`~ycloud_console.sandbox.server.Sandbox`. Durations are seconds."""

    system_id: str = "demo"
    password: str = field(default="demo1234", repr=False)
    max_binds: int = 2
    """Binds of the account at one time; one more is refused with status 5."""
    rate: float = 200.0
    """Segments a second over all binds of the account; more are refused with status 6. 0: no limit."""
    burst: int = 400
    """Segments taken at once before the rate counts."""
    receipt_delay: float = 1.0
    """From taking a message to its receipt, or to its coming back from 10086."""
    slow: float = 30.0
    """The same for destinations that end in 0097."""
    early_gap: float = 0.2
    """How much later than the receipt the response of a destination that ends in 0091 comes."""
    retry_delay: float = 2.0
    """Until a refused deliver_sm is sent again; doubles with each refusal up to 32 times this."""
    deliver_window: int = 200
    """Most deliver_sm without an answer on one bind."""
    bind_timeout: float = 30.0
    """A connection that has not bound by then is closed (SMPP 3.4, 7.2: session_init_timer)."""
    bare_refusals: bool = False
    """Whether a refused bind is answered without a body, which SMPP 3.4 allows."""
    receipt_tlvs: bool = False
    """Whether receipts carry receipted_message_id and message_state too; YCloud documents the text only."""
    ledger_size: int = 50_000
    """How many of the latest messages are remembered, for query_sm and for tests."""
    faults: Faults = field(default_factory=Faults)
    """What goes wrong on request; nothing by default."""
    downtime: float = 0.5
    """How long nobody listens during a restart."""
