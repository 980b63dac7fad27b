"""The short form of the chaos run; ``make chaos`` runs the long one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.chaos.drive import drive


def test_the_ledger_and_the_history_agree(tmp_path: Path) -> None:
    outcome = drive(tmp_path, messages=400, kills=1, restarts=1, seed=3)
    sys.stdout.write("\n".join(outcome.lines()))
    assert outcome.audit.faults == []
    figures = outcome.audit.figures
    assert figures["segments"] > 400
    assert figures["accepted by the SMSC"] > 400
    assert figures["receipts acknowledged"] > 300
    assert figures["segments delivered"] > 300


@pytest.mark.parametrize(
    ("fault", "kills", "said"),
    [
        ("acknowledges_first", 1, "was acknowledged and is not stored"),
        ("resends_in_doubt", 0, "was submitted 2 times"),
    ],
)
def test_broken_code_is_found(tmp_path: Path, fault: str, kills: int, said: str) -> None:
    """The same run, with a client of which one part is broken."""
    program = ("tests.chaos.broken", fault)
    outcome = drive(tmp_path, messages=80, kills=kills, restarts=0, seed=5, client_program=program)
    assert any(said in each for each in outcome.audit.faults), outcome.lines()
