"""The figures as one table, aligned, and as JSON."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Goal:
    """What a figure is to reach."""

    limit: float
    at_least: bool = False
    """False: at most."""

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {number(self.limit)}"


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    value: float | None = None
    """None: it could not be measured, *note* says why."""
    unit: str = ""
    worst: float | None = None
    """The worst of the tries that *value* is the median of."""
    goal: Goal | None = None
    beside: float | None = None
    """The peer's, in the same unit."""
    peer: str = ""
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "failed"
        if self.goal is None:
            return ""
        return "met" if self.goal.is_met(self.value) else "MISSED"


_COLUMNS: tuple[tuple[str, bool, Callable[[Figure], str]], ...] = (
    ("", True, lambda each: each.what),
    ("reached", False, lambda each: number(each.value)),
    ("worst", False, lambda each: "" if each.worst is None else number(each.worst)),
    ("", True, lambda each: each.unit),
    ("goal", True, lambda each: "" if each.goal is None else str(each.goal)),
    ("", True, lambda each: each.verdict),
    ("beside", False, lambda each: "" if each.beside is None else number(each.beside)),
    ("", True, lambda each: each.peer),
    ("", True, lambda each: each.note),
)
"""The heads, whether a column is flush left, and its cells."""


def number(value: float | None) -> str:
    """As a person wants to read it: three digits that count, thousands apart."""
    if value is None:
        return "–"
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(figures: Sequence[Figure]) -> str:
    """*figures*, one a line; a column that is empty throughout is left out."""
    heads, flush_left, cells = zip(*_COLUMNS, strict=True)
    rows = [[cell(each) for cell in cells] for each in figures]
    kept = [index for index in range(len(_COLUMNS)) if any(row[index] for row in rows)]
    lines = [[line[index] for index in kept] for line in [list(heads), *rows]]
    return aligned(lines, left={place for place, index in enumerate(kept) if flush_left[index]})


def aligned(lines: Sequence[Sequence[str]], left: Collection[int] = (0,)) -> str:
    """*lines* of as many cells each; the columns *left* are flush left, the others right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place in left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def write(path: Path, figures: Sequence[Figure], **more: Any) -> None:
    """*figures* and what else there is to know of the run, as one JSON object."""
    told = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "figures": [{**asdict(each), "verdict": each.verdict} for each in figures],
        **more,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False, default=str) + "\n", encoding="utf-8")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
