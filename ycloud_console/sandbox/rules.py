"""What becomes of a message, decided by its destination: YCloud's rules, and the practice endings.

==========  =====================================================================================
Ends in     What comes back
==========  =====================================================================================
0003        a receipt with err 3 (insufficient balance); likewise 0004, 0010, 0018 and 0065
0090        no receipt
0091        the receipt first, the response a moment later
0092        the receipt twice
0093        a malformed receipt: the ID can be read, ``sub``, ``dlvrd`` and the dates can not, the state
            is a word nobody knows, ``err`` is ``0A1``
0094        EXPIRED
0095        no response; the message is taken, its receipt comes
0096        no response: the connection drops; the message is taken, its receipt comes after a new bind
0097        the receipt after 30 seconds, so that there is time for query_sm and cancel_sm
==========  =====================================================================================

A destination in mainland China (86) whose text does not begin with a signature in full-width brackets gets
err 18; an ending that names an error goes before that, all other endings still do what the table says.
Everything else is delivered. What fails with an err is REJECTD, since it never reaches a network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

ECHO_NUMBER: Final = "10086"
"""Texts to this number come back as an inbound message."""
UNSIGNED: Final = 18
"""err of a text to mainland China without a signature."""

_DESTINATION: Final = re.compile(r"\d{7,15}", re.ASCII)
_SIGNATURE: Final = re.compile(r"【[^【】]+】")


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How the practice SMSC treats one destination."""

    error: int = 0
    """err of the receipt; 0: delivered."""
    expires: bool = False
    receipts: int = 1
    malformed: bool = False
    early: bool = False
    """The receipt goes out before the response."""
    answers: bool = True
    """Whether a response is sent at all."""
    drops: bool = False
    """Whether the connection drops instead of a response."""
    slow: bool = False


ORDINARY: Final = Behaviour()

ENDINGS: Final[Mapping[str, Behaviour]] = MappingProxyType(
    {
        "0003": Behaviour(error=3),
        "0004": Behaviour(error=4),
        "0010": Behaviour(error=10),
        "0018": Behaviour(error=18),
        "0065": Behaviour(error=65),
        "0090": Behaviour(receipts=0),
        "0091": Behaviour(early=True),
        "0092": Behaviour(receipts=2),
        "0093": Behaviour(malformed=True),
        "0094": Behaviour(expires=True),
        "0095": Behaviour(answers=False),
        "0096": Behaviour(answers=False, drops=True),
        "0097": Behaviour(slow=True),
    }
)
"""Last four digits -> behaviour."""


def behaviour(destination: str) -> Behaviour:
    """What the last four digits of *destination* ask for."""
    return ENDINGS.get(destination[-4:], ORDINARY)


def is_destination(address: str) -> bool:
    """Whether the SMSC takes it: 7 to 15 digits, or the echo number. Anything else is status 4."""
    return address == ECHO_NUMBER or _DESTINATION.fullmatch(address) is not None


def needs_signature(destination: str) -> bool:
    """Whether it is in mainland China."""
    return destination.startswith("86")


def has_signature(text: str) -> bool:
    """Whether *text* starts with a signature such as ``【YCloud】``."""
    return _SIGNATURE.match(text) is not None
