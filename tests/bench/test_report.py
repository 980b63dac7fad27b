"""The table says what was measured, and whether the goal is met."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.report import Figure, Goal, aligned, number, table, write


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (3, "3"),
        (0.0, "0"),
        (1.306, "1.31"),
        (12.34, "12.3"),
        (123.4, "123"),
        (12_345.6, "12,346"),
    ],
)
def test_a_number_has_three_digits_that_count(value: float | None, shown: str) -> None:
    assert number(value) == shown


def test_a_goal_is_met_on_its_edge() -> None:
    assert Goal(50).is_met(50)
    assert not Goal(50).is_met(50.1)
    assert Goal(3000, at_least=True).is_met(3000)
    assert not Goal(3000, at_least=True).is_met(2999)


def test_what_failed_is_a_line_like_the_others() -> None:
    lines = table(
        [
            Figure("lives: window", 4000, "/s", 3500, Goal(3000, at_least=True)),
            Figure("lives: other", unit="/s", note="3 of 3 rounds failed: it hung"),
            Figure("stall", 51, "ms", goal=Goal(50)),
        ]
    ).splitlines()
    assert len(lines) == 4
    assert lines[1].split() == ["lives:", "window", "4,000", "3,500", "/s", "≥", "3,000", "met"]
    assert " ".join(lines[2].split()) == "lives: other – /s failed 3 of 3 rounds failed: it hung"
    assert "MISSED" in lines[3]
    assert "beside" not in lines[0]  # nothing stands in that column


def test_columns_are_aligned() -> None:
    assert aligned([["", "head"], ["long name", "1"]]).splitlines() == ["           head", "long name     1"]


def test_the_same_is_written_as_json(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "bench.json"
    write(target, [Figure("stall", 51, "ms", goal=Goal(50), beside=40.0, peer="other")], rounds={"a": []})
    told = json.loads(target.read_text(encoding="utf-8"))
    (figure,) = told["figures"]
    assert figure["verdict"] == "MISSED"
    assert figure["goal"] == {"limit": 50, "at_least": False}
    assert told["rounds"] == {"a": []}
