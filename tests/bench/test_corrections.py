"""The measurement of the corrections runs; how long anything takes is not asserted."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.bench import corrections


def test_each_correction_is_measured_and_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(corrections, "TURNS", 1)
    file = tmp_path / "figures.json"
    monkeypatch.setattr(sys, "argv", ["corrections", "--scale", "0.01", "--json", str(file)])
    assert corrections.main() == 0
    printed = capsys.readouterr().out.splitlines()
    figures = json.loads(file.read_text(encoding="utf-8"))
    assert figures["library"].startswith("aiosmpplib ")
    names = [row["correction"] for row in figures["rows"]]
    assert len(set(names)) == len(names) == len(printed) - 1
    for row, line in zip(figures["rows"], printed[1:], strict=True):
        assert line.endswith(row["correction"])
        assert row["ours_us"] > 0
        assert row["theirs_us"] is None or row["ratio"] == row["theirs_us"] / row["ours_us"]
