"""The short form of the chaos run; ``make chaos`` runs the long one."""

from __future__ import annotations

import sys
from pathlib import Path

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
