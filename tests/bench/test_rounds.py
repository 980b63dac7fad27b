"""A round of lives is lived by the client, and what goes wrong with one is told and ends nothing."""

from __future__ import annotations

import sys

import pytest

from tests.bench import rounds, whole
from tests.bench.__main__ import _parsed, measured
from tests.bench.report import Figure
from tests.bench.rounds import Load, Round, by_turns, cost, failures, middle, one_round, smsc_share


def _round(rate: float, **more: float) -> Round:
    return {"rate": rate, "seconds": 2.0, "cpu": 1.0, "smsc": {"cpu": 1.8}, **more}


def test_a_round_is_lived_to_its_end() -> None:
    result = one_round("smpplib-nodelay", Load(count=30, window=7))
    assert "failed" not in result
    assert result["smsc"]["submitted"] == result["smsc"]["acknowledged"] == 30
    assert result["rate"] == 30 / result["seconds"]


def test_a_client_that_fails_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import sys; sys.exit('one word\\nthe last word')"
    monkeypatch.setattr(rounds, "command_of", lambda *_: [sys.executable, "-c", program])
    results = by_turns(["smpplib", "smpp34"], Load(count=1), 2)
    assert [len(each) for each in results.values()] == [2, 2]
    assert failures(results["smpp34"]) == "2 of 2 rounds failed: the last word"
    assert [each.verdict for each in whole.figures_of_lives(results, 1)] == ["failed", "failed"]


def test_who_did_not_submit_all_has_not_lived(monkeypatch: pytest.MonkeyPatch) -> None:
    program = """print('{"seconds": 1.0, "cpu": 1.0}')"""
    monkeypatch.setattr(rounds, "command_of", lambda *_: [sys.executable, "-c", program])
    assert one_round("core", Load(count=5)) == {"failed": "0 of 5 were submitted"}


def test_who_refuses_receipts_has_not_lived(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {"submitted": 5, "acknowledged": 4, "refused": 1, "broken": 0, "cpu": 0.1}
    program = """print('{"seconds": 1.0, "cpu": 1.0}')"""
    monkeypatch.setattr(rounds, "command_of", lambda *_: [sys.executable, "-c", program])
    monkeypatch.setattr(rounds, "what_it_saw", lambda _: seen)
    assert one_round("core", Load(count=5)) == {"failed": "1 receipts refused, 0 connections not SMPP"}


def test_a_client_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import threading; threading.Event().wait()"
    monkeypatch.setattr(rounds, "command_of", lambda *_: [sys.executable, "-c", program])
    monkeypatch.setattr(rounds, "LEAST_PATIENCE", 0.2)
    assert one_round("core", Load(count=5)) == {"failed": "nothing within 0 s"}


def test_node_is_left_out_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert one_round("node-smpp", Load(count=5)) == {"failed": "node is not installed"}


def test_figures_of_rounds_leave_failed_ones_out() -> None:
    some = [_round(100), {"failed": "no"}, _round(300)]
    assert middle(some, "rate") == 200
    assert middle(some, "p99") is None
    assert cost(some, 1_000_000) == 1.0
    assert smsc_share(some) == 0.9
    assert failures(some) == "1 of 3 rounds failed: no"
    assert smsc_share([{"failed": "no"}]) is None


def test_ours_stand_beside_each_of_theirs() -> None:
    results = {
        "window": [_round(3900, p99=20, longest=90), _round(3900, p99=60, longest=250)],
        "smpplib": [_round(3000), _round(3000)],
        "node-smpp": [_round(7800)],
        "smpp34": [{"failed": "no"}],
    }
    figures = {each.what: each for each in whole.figures_of_lives(results, 1000)}
    assert figures["lives: window ÷ smpplib"].value == 1.3
    assert figures["lives: window ÷ smpplib"].verdict == "met"
    assert figures["lives: window ÷ node-smpp"].value == 0.5
    assert figures["lives: window ÷ node-smpp"].verdict == ""  # nothing is promised there
    assert "lives: window ÷ smpp34" not in figures
    assert figures["lives: smpp34"].note == "1 of 1 rounds failed: no"
    assert figures["event loop meanwhile, p99 stall"].worst == 60
    assert figures["event loop meanwhile, longest stall"].value == 170
    assert "the SMSC is what was measured" in figures["lives: smpplib"].note


def test_what_is_on_screen_has_the_goal_of_its_kind() -> None:
    found = [
        {"name": "status: failed", "median": 60.0, "worst": 61.0, "sqlite3": 30.0},
        {"name": "number prefix", "median": 50.0, "worst": 51.0},
        {"name": "text nowhere", "median": 60.0, "worst": 300.0},
    ]
    figures = whole.figures_of_screen(found, 1000)
    assert [each.verdict for each in figures] == ["MISSED", "met", "met"]
    assert [each.beside for each in figures] == [30.0, None, None]


def test_only_the_wanted_parts_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("lives", "history"):
        monkeypatch.delattr(whole, part)
    monkeypatch.setattr(whole, "start", lambda messages: [Figure("start", messages)])
    monkeypatch.setattr(whole, "kill", lambda: [Figure("kill", 0)])
    figures, _ = measured(_parsed(["--only", "start", "--only", "kill", "--messages", "7"]))
    assert figures == [Figure("start", 7), Figure("kill", 0)]


def test_a_part_that_fails_is_a_line_and_the_next_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> list[Figure]:
        raise OSError("no space left")

    monkeypatch.setattr(whole, "history", fail)
    monkeypatch.setattr(whole, "start", lambda messages: [Figure("start", messages)])
    figures, _ = measured(_parsed(["--only", "history", "--only", "start", "--messages", "7"]))
    assert figures == [Figure("history", note="no space left"), Figure("start", 7)]
    assert figures[0].verdict == "failed"


@pytest.mark.parametrize("wrong", [["smplib"], ["window", "--only", "kill"]])
def test_what_cannot_be_meant_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _parsed(wrong)
    assert "error:" in capsys.readouterr().err
