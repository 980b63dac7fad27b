"""What came of recovering a damaged history. Recovering itself is imported when there is one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was recovered from a damaged history."""

    messages: int
    lost: int
    """Messages of which the file still shows that they were, and no more."""
    receipts: int
    inbound: int
    in_doubt: int
    """Messages that were queued or on the wire: they are not sent by themselves."""
    segments_lost: int = 0
    """Segments of these messages that could not be read: what their message says is all that is known."""
    without_id: int = 0
    """Those of them of which the SMSC's ID is not known any more: no receipt finds them."""
    receipts_adrift: int = 0
    """Receipts that had a message, and match none any more."""

    @classmethod
    def nothing(cls) -> Recovered:
        """Of a file of which nothing can be read."""
        return cls(0, 0, 0, 0, 0)


def in_words(found: Recovered) -> str:
    """The numbers, for the command line and the log."""
    lost = f"{found.lost:,} could not be read" if found.lost else "none is known to be missing"
    words = [f"Messages recovered: {found.messages:,}; {lost}."]
    if found.segments_lost:
        words.append(
            f"Segments of which only the state is still known: {found.segments_lost:,}; of these without"
            f" message ID: {found.without_id:,}."
        )
    if found.receipts_adrift:
        words.append(f"Receipts that lost their message, and show as unmatched: {found.receipts_adrift:,}.")
    if found.in_doubt:
        words.append(
            f"{found.in_doubt:,} that were still to be sent are in doubt, and not sent by themselves."
        )
    return " ".join(words)
