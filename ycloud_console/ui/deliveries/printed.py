"""The deliveries as a table of plain text."""

from __future__ import annotations

from collections.abc import Iterable

from ycloud_console.history.model import MessageRow
from ycloud_console.ui.deliveries.cells import ORDINARY, Column
from ycloud_console.ui.deliveries.model import DeliveriesModel
from ycloud_console.ui.deliveries.words import shortened, width_of

_WIDTHS = {Column.MESSAGE: 44, Column.ERROR: 44}


def printed_table(model: DeliveriesModel, rows: Iterable[MessageRow]) -> str:
    """The ordinary columns of *rows*, aligned, with their titles."""
    lines = [model.titles()[: len(ORDINARY)]]
    for row in rows:
        cells = [model.cell_text(row, column) for column in ORDINARY]
        for column, width in _WIDTHS.items():
            cells[column] = shortened(cells[column], width)
        lines.append(cells)
    widths = [max(width_of(line[column]) for line in lines) for column in ORDINARY]
    lines.insert(1, ["─" * width for width in widths])
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(line: list[str], widths: list[int]) -> str:
    cells = (cell + " " * (width - width_of(cell)) for cell, width in zip(line, widths, strict=True))
    return "  ".join(cells).rstrip()
