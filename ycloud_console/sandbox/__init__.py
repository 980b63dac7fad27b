"""The practice SMSC: an SMPP 3.4 server on the own machine in which YCloud's rules can be lived through."""

from ycloud_console.sandbox.faults import Faults
from ycloud_console.sandbox.ledger import Accepted, Delivery, Ledger
from ycloud_console.sandbox.options import SandboxOptions
from ycloud_console.sandbox.receipts import State
from ycloud_console.sandbox.server import Sandbox, SandboxError

__all__ = ["Accepted", "Delivery", "Faults", "Ledger", "Sandbox", "SandboxError", "SandboxOptions", "State"]
