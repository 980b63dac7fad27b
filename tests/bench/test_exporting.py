"""The benchmark of exports writes what it says."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.bench.exporting import ours, plain
from tests.bench.generate import generate
from ycloud_console.history.export import ExportFormat
from ycloud_console.sms.masking import Mask


async def test_both_write_the_same_rows(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    generate(path, 60)
    assert plain(path, tmp_path / "plain.csv", 50) == 50
    assert await ours(path, tmp_path / "ours.csv", ExportFormat.CSV, 50, Mask()) == 50
    with (tmp_path / "plain.csv").open(encoding="utf-8", newline="") as file:
        theirs = [(row[5], row[7], row[13]) for row in csv.reader(file)]
    with (tmp_path / "ours.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["to"].lstrip("'"), row["text"], row["message_ids"]) for row in csv.DictReader(file)]
    assert rows == theirs
