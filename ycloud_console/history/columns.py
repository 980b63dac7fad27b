"""The columns of an exported table, and what their values are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any


class Kind(Enum):
    """What the values of a column are. Any may be None."""

    TEXT = auto()
    NUMBER = auto()
    TIME = auto()
    """Microseconds since 1970-01-01 UTC."""
    LIST = auto()
    """A tuple of texts."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, which is the first row's and JSON's, and its kind."""

    name: str
    kind: Kind = Kind.TEXT


Columns = Sequence[Sequence[Any]]
"""Some rows, as the values of each column: a column at a time is quicker than a cell at a time."""
