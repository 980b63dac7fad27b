"""References that tie the parts of a long text together."""

from __future__ import annotations

import secrets
from collections.abc import Collection


def new_reference(outstanding: Collection[int], bits: int) -> int:
    """A reference of *bits* bits (8 or 16) that cannot be foreseen and is not in *outstanding*.

    Phones join parts by sender and reference, so one that is used again too early mixes two texts. When every
    reference is outstanding, one of them is used again: there is no other.
    """
    count = 1 << bits
    taken = outstanding if isinstance(outstanding, (set, frozenset, dict)) else frozenset(outstanding)
    # While less than half are taken, a few draws are enough and the free ones need not be listed.
    if len(taken) * 2 < count:
        while True:
            reference = secrets.randbelow(count)
            if reference not in taken:
                return reference
    free = [reference for reference in range(count) if reference not in taken]
    return secrets.choice(free) if free else secrets.randbelow(count)
